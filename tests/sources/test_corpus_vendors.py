"""More of the corpus: what report designers, lean writers of workbooks, web grids, sync folders and clerks leave in a month's folder.

The same list of six cases and the same outcomes as in test_corpus_odd.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile

import drawn_exports as draw
import pytest
from sources.test_corpus_odd import (
    ACCEPTED,
    AMOUNTS,
    CODE,
    DUE,
    FIELD,
    HEAD,
    ROWS,
    STATUS,
    Kind,
    book,
    csv,
    hold,
    one,
    page,
    put,
    read,
    rewritten,
    text,
    xlsx,
)
from sources.test_corpus_odd import clean as clean

# fmt: off

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"


def parts(change) -> bytes:
    """The workbook with every part as `change` makes it: (name, content), or None for a part that is left out."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if made := change(name, old.read(name)):
                new.writestr(*made)
    return sink.getvalue()


def strict(name: str, content: bytes) -> tuple[str, bytes]:
    swaps = ((MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"), (TRANSITIONAL, STRICT)) if name.endswith((".xml", ".rels")) else ()
    for old, new in swaps:
        content = content.replace(old.encode(), new.encode())
    return name, content


def cells(form: str, leaves_blanks=True) -> bytes:
    """The sheet written anew, each cell in one form."""
    lines = "".join(
        f'<row r="{r}">' + "".join(form.format(at=f"{'ABCDEFGHIJ'[c]}{r}", value=value) for c, value in enumerate(row) if value or not leaves_blanks) + "</row>"
        for r, row in enumerate([HEAD, *ROWS], 1)
    )
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'.encode()
    return parts(lambda name, content: (name, sheet if name == SHEET else content))


def only(name: str, change) -> bytes:
    return parts(lambda part, content: (part, change(content)) if part == name else (part, content))


def laid(lines) -> bytes:
    """A workbook with these rows from A1 on."""
    return book(lambda made, sheet: [sheet.write_row(r, 0, row) for r, row in enumerate(lines)], is_blank=True)


def merged_pairs(made, sheet) -> None:
    """Each column of the list over two of the sheet, in every row, as report designers do."""
    for r, row in enumerate([HEAD, *ROWS]):
        for c, value in enumerate(row):
            sheet.merge_range(r, 2 * c, r, 2 * c + 1, value)


def headings_over_two(made, sheet) -> None:
    for c, value in enumerate(HEAD):
        sheet.merge_range(0, 2 * c, 0, 2 * c + 1, value)
    for r, row in enumerate(ROWS, 1):
        for c, value in enumerate(row):
            sheet.write(r, 2 * c + 1, value)


def both_of_a_pair(made, sheet) -> None:
    headings_over_two(made, sheet)
    sheet.write(3, 2 * DUE, "24/12/2025")


def as_table(made, sheet) -> None:
    sheet.add_table(0, 0, 6, 9, {"columns": [{"header": name} for name in HEAD], "data": ROWS})


def pivot(made, sheet) -> None:
    other = made.add_worksheet("Pivot")
    for r, row in enumerate([("Row Labels", "Count"), ("Hộ tịch", 6), ("Grand Total", 6)]):
        other.write_row(r + 2, 0, row)


def footer(number: int, of: int, word="Page {} of {}", column=9) -> list[str]:
    return [*[""] * column, word.format(number, of)]


BANNER = [["SỞ TƯ PHÁP"], ["DANH SÁCH HỒ SƠ"]]
BODY = re.search("<table>.*</table>", page().decode())[0]
LINES = re.findall("<tr>.*?</tr>", BODY)


def web(before="", table=BODY, after="") -> bytes:
    return f"<html><body>{before}{table}{after}</body></html>".encode()


def under(row: str) -> str:
    return BODY.replace("</table>", f"<tr><td colspan=10>{row}</td></tr></table>")


def of(outcome: str, content: bytes, rule="", name="a.xls") -> Kind:
    return Kind(name, content, outcome, rule)


def zipped(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


CUT, LOST, SHIFTED = "L1-dong-tong-lech", "L0-khong-mo-duoc", "L0-dong-lech"
TEXT = text().encode()
OBJECTS = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
LIST = f"<ul>{''.join(f'<li>{number}</li>' for number in range(1, 6))}</ul>"

CORPUS = {
    # workbooks of other writers
    "strict OOXML": xlsx(parts(strict), "right"),
    "texts inside the cells (streaming writers)": xlsx(cells('<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'), "right"),
    "texts as results of formulas": xlsx(cells('<c r="{at}" t="str"><v>{value}</v></c>', leaves_blanks=False), "right"),
    "rows without their numbers": xlsx(rewritten(lambda xml: re.sub(r'<row r="\d+"', "<row", xml)), "right"),
    "parts named with backslashes": xlsx(parts(lambda name, content: (name.replace("/", "\\"), content)), "right"),
    "a sheet by its absolute name": xlsx(only("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'Target="worksheets', b'Target="/xl/worksheets')), "right"),
    "a byte order mark before a sheet": xlsx(only(SHEET, lambda xml: b"\xef\xbb\xbf" + xml), "right"),
    "a sheet in UTF-16": xlsx(only(SHEET, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "refused", "L0-tep-khong-an-toan"),
    "a workbook without its styles": xlsx(parts(lambda name, content: None if name == "xl/styles.xml" else (name, content)), "refused", LOST),
    "a workbook without its texts": xlsx(parts(lambda name, content: None if name == "xl/sharedStrings.xml" else (name, content)), "refused", LOST),
    "a Word file called .xlsx": xlsx(zipped({"[Content_Types].xml": b"<Types/>"}), "refused", LOST),
    "a list as an Excel table": xlsx(book(as_table, is_blank=True), "right"),
    "a pivot beside the list": xlsx(book(pivot), "repaired", "L0-de-nguyen"),
    # report designers
    "pages with banner, headings and page numbers again": xlsx(laid([*BANNER, HEAD, *ROWS[:3], footer(1, 2), *BANNER, HEAD, *ROWS[3:], footer(2, 2)]), "repaired", "L1-dong-trong"),
    "page numbers under the case code": xlsx(laid([HEAD, *ROWS[:3], footer(1, 2, "Trang {}/{}", CODE), *ROWS[3:], footer(2, 2, "Trang {}/{}", CODE)]), "repaired", "L1-dong-trong"),
    "the first page alone": xlsx(laid([HEAD, *ROWS, footer(1, 45, "Trang {} / {}")]), "refused", CUT),
    "every column over two": xlsx(book(merged_pairs, is_blank=True), "right"),
    "headings over two columns, values in the second": xlsx(book(headings_over_two, is_blank=True), "right"),
    "headings over two columns, values in both": xlsx(book(both_of_a_pair, is_blank=True), "refused", "L0-hai-cot"),
    "sums of groups": xlsx(laid([HEAD, ["Lĩnh vực: Hộ tịch"], *ROWS[:3], ["Cộng Hộ tịch", "3"], *ROWS[3:], ["Cộng Chứng thực", "3"], ["Tổng cộng", "6"]]), "repaired", "L1-dong-tong"),
    "numbers that begin anew in each group": xlsx(laid([HEAD, ["Hộ tịch"], *ROWS[:3], ["Chứng thực"], *[[str(n), *row[1:]] for n, row in enumerate(ROWS[3:], 1)]]), "repaired", "L1-dong-trong"),
    "a blank row between all rows": xlsx(laid([line for row in [HEAD, *ROWS] for line in (row, [])]), "repaired", "L1-dong-trong"),
    "the list twice on a sheet": xlsx(laid([HEAD, *ROWS, [], [], HEAD, *ROWS]), "repaired", "L2-trung"),
    "the list laid on its side": xlsx(book(lambda made, sheet: [sheet.write_column(0, c, row) for c, row in enumerate([HEAD, *ROWS])], is_blank=True), "refused", "L0-khong-nhan-ra"),
    "an error where the code stands": xlsx(book(put(3, CODE, "write_formula", "=NA()", None, "#N/A")), "refused", "L1-ma-ho-so"),
    "yes and no where the state stands": xlsx(book(put(3, STATUS, "write_boolean", True)), "named", "L1-ma-la", "status"),
    "an error where the state stands": xlsx(book(put(3, STATUS, "write_formula", "=A1/0", None, "#DIV/0!")), "named", "L1-ma-la", "status"),
    # one page of a grid saved from the screen
    "rows 1 to 6 of 270, in Vietnamese": of("refused", web(after="<div>Hiển thị 1 - 6 trong tổng số 270 hồ sơ</div>"), CUT),
    "rows 1 to 6 of 1.270, in English": of("refused", web("<p>Showing 1 to 6 of 1,270 entries</p>"), CUT),
    "rows 1 to 6 of 6": of("right", web(after="<div>Hiển thị 1 - 6 của 6</div>")),
    "page 1 of 45": of("refused", web("<p>Trang 1/45</p>"), CUT),
    "page 1 of 1": of("right", web("<p>Trang 1/1</p>")),
    "buttons for other pages": of("refused", web(after=f"<div>{LIST}<a>Trang sau</a></div>"), CUT),
    "buttons in the last row": of("refused", web(table=under("1 2 3 4 5 ...")), CUT),
    "buttons in a table in the last row": of("refused", web(table=under("<table><tr><td>1</td><td><a>2</a></td></tr></table>")), CUT),
    "one page, one button": of("right", web(after="<div>1</div>")),
    # pages
    "headings before every row": of("repaired", web(table="".join(f"<table>{LINES[0]}{line}</table>" for line in LINES[1:])), "L1-dong-trong"),
    "headings in a table of their own": of("right", web(table=f"<table>{LINES[0]}</table><table>{''.join(LINES[1:])}</table>")),
    "a box to tick in every row": of("right", web(table=BODY.replace("<tr><td>", "<tr><td><input type=checkbox></td><td>"))),
    "a cell over two columns": of("refused", web(table=BODY.replace("<td>Hộ tịch</td>", "<td colspan=2>Hộ tịch</td>", 1)), SHIFTED),
    "letters as numbers of characters": of("right", page().decode().replace("Đ", "&#272;").encode()),
    "a charset that is not the page's": of("right", page().replace(b"<head>", b"<head><meta charset='iso-8859-1'>")),
    "a page in UTF-16": of("right", page().decode().encode("utf-16")),
    "a grid without a table": of("refused", b"<html><body><div>H41</div></body></html>", LOST),
    "a list that is not shown": of("refused", web("<div style='display:none'>", BODY, "</div>"), "L0-khong-nhan-ra"),
    "XML of another kind": of("refused", b"<?xml version='1.0'?><DanhSach><HoSo><Ma>H41</Ma></HoSo></DanhSach>", LOST),
    "a session that ended": of("refused", json.dumps({"code": 401, "message": "Phiên đăng nhập hết hạn"}).encode(), "L0-khong-nhan-ra"),
    # text
    "a mark in the middle": of("right", TEXT[:400] + b"\xef\xbb\xbf" + TEXT[400:], name="a.csv"),
    "the old sign of an end": of("repaired", TEXT + b"\x1a", "L1-dong-trong", "a.csv"),
    "a file filled up with NUL": of("refused", TEXT + bytes(512), LOST, "a.csv"),
    "Unicode text of a spreadsheet": of("right", text().replace(";", "\t").encode("utf-16"), name="a.csv"),
    "half parted by tabs": of("refused", (text(ROWS[:3]) + "".join("\t".join(row) + "\n" for row in ROWS[3:])).encode(), SHIFTED, "a.csv"),
    "a row quoted as a whole": of("refused", (text(ROWS[:5]) + f'"{";".join(ROWS[5])}"\n').encode(), SHIFTED, "a.csv"),
    "an object a line": of("refused", "\n".join(json.dumps(row) for row in OBJECTS).encode(), LOST, "a.json"),
    "rows of texts in JSON": of("refused", json.dumps([HEAD, *ROWS]).encode(), "L0-khong-nhan-ra", "a.json"),
    "a table of a wiki": of("refused", "".join(f"|{'|'.join(row)}|\n" for row in [HEAD, ["---"] * 10, *ROWS]).encode(), "L1-ma-ho-so", "a.csv"),
    "all letters decomposed": of("repaired", unicodedata.normalize("NFD", text()).encode(), "L1-sua-dang", "a.csv"),
    "a heading with a letter of another alphabet": of("right", text().replace("Ngày hẹn trả", "Ngày hẹn tr\u0430\u0309").replace("Trạng", "Trạng").encode(), name="a.csv"),
    "a heading with signs that nobody sees": of("right", text().replace("Mã hồ sơ", "Mã\u200b hồ\u00ad sơ").encode(), name="a.csv"),
    # dates
    **{f"a due date written {value}": csv(one(DUE, value), "named", "L1-khong-doc-duoc", "due_at") for value in (
        "30/02/2026", "29/02/2025", "04/11 Ất Tỵ", "23/12/2025 âm lịch", "23/12/202", "23/12/20255", "23/12", "Quý IV/2025", "22-23/12/2025", "trong ngày",
        "23/12/2O25", "23//12/2025", "1766448000", "/Date(1766448000000)/", "31/12/9999", "Tue Dec 23 00:00:00 ICT 2025")},
    **{f"an acceptance written {value}": csv(one(ACCEPTED, value), "refused", "L1-ngay-tiep-nhan") for value in ("31/11/2025 08:00", "23/11/2025 24:30", "23/11/2025 25:61")},
    "a time spoken": csv(one(ACCEPTED, "23/11/2025 8h03"), "right"),
    # archives, and files that are no lists
    "a .zip in a .zip": of("refused", zipped({"b.zip": zipped({"c.csv": TEXT})}), LOST, "a.zip"),
    "a .zip with what a Mac puts into it": of("repaired", zipped({"x/b.xlsx": book(), "__MACOSX/x/._b.xlsx": b"x", "Thumbs.db": b"x"}), "L0-trong-zip", "a.zip"),
    "an empty .zip": of("refused", zipped({}), LOST, "a.zip"),
    "no byte at all": of("refused", b"", LOST, "a.xlsx"),
    **{f"{what} by another name": of("refused", content, LOST) for what, content in (
        ("a PDF", b"%PDF-1.7\n"), ("RTF", b"{\\rtf1\\ansi}"), ("a picture", b"\xff\xd8\xff\xe0"), ("a program", b"MZ\x90\0"), ("an e-mail of Outlook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))},
    **{f"a list named “{name}”": of("right", TEXT, name=name) for name in ("a.csv ", "a.csv.", "A.CSV", "a [1].csv", unicodedata.normalize("NFD", "hồ sơ.csv"), "Đ" * 110 + ".csv")},
}


@pytest.mark.parametrize("kind", CORPUS.values(), ids=list(CORPUS))
def test_a_file_of_another_maker_has_its_one_outcome(tmp_path, kind, clean):
    hold(tmp_path, kind, clean)


@pytest.mark.parametrize(
    ("name", "level"),
    [*((f"b.xlsx{end}", "odd") for end in (".crdownload", ".part", ".lnk", ".url", ".gsheet", ".cloud")), *((name, "left_alone") for name in ("Thumbs.db", "desktop.ini", "a.csv.bak", "b.eml"))],
)
def test_what_lies_beside_a_list_is_named_and_what_may_be_a_list_to_be_looked_at(tmp_path, clean, name, level):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put(data, name, b"x")
    snapshot = draw.imported(data)
    assert read(snapshot) == clean
    assert [(one.file, one.level) for one in draw.found(snapshot, "L0-de-nguyen")] == [(name, level)]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.csv#", "._a.csv", ".DS_Store"])
def test_what_programs_leave_for_themselves_is_not_named(tmp_path, clean, name):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put(data, name, b"x")
    snapshot = draw.imported(data)
    assert read(snapshot) == clean
    assert snapshot.findings() == []


@pytest.mark.parametrize("code", ["H41.12/251123/0003", "@H41.12-251123-0003", "<b>H41.12-251123-0003</b>", "H41.12-251123-0003✅", "H41.12.251123.0003", "040090001234"])
def test_a_code_unlike_all_others_counts_and_is_said(tmp_path, clean, code):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(one(CODE, code)))
    snapshot = draw.imported(data)
    assert len(read(snapshot)) == len(clean)
    (said,) = draw.found(snapshot, "L1-ma-khac-dang")
    assert said.row == 4
    assert code not in said.message


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("20.000 VNĐ", 20_000), ("20.000 đồng", 20_000), ("20,000 VND", 20_000), ("20.000,00 đ", 20_000), ("+20.000", 20_000), ("20.000 ₫", 20_000), ("20.000\u200b", 20_000),
        *((cell, None) for cell in ("2tr", "0,02tr", "20 nghìn", "20.000,-", "20.000=", "20.000 đ/lần", "20%", "Hai mươi nghìn", "20.000.00", "$20", "20.000 USD", "1/2", "NaN", "20_000", "9" * 20)),
    ],
)
def test_money_as_clerks_write_it(tmp_path, cell, amount):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put_csv(data, "thu.csv", AMOUNTS, f"P1;{ROWS[0][CODE]};22/11/2025;Phí;{cell};Đã thanh toán")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "amount_vnd", "payments") == [amount]
    assert amount is not None or draw.found(snapshot, "L1-khong-doc-duoc")


@pytest.mark.parametrize("column", [FIELD, STATUS, DUE, ACCEPTED, CODE])
@pytest.mark.parametrize("person", ["Nguyễn Văn An", "0912345678"])
def test_a_person_in_a_wrong_column_is_in_no_message(tmp_path, column, person):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(one(column, person)))
    error = draw.attempt(data)
    said = error.findings if error else draw.imported(data).findings()
    assert said
    assert not [one for one in said if person in f"{one.message} {one.accepted} {one.todo} {one.column} {one.case_id}"]
