"""More of the corpus: files that offices bring back from web grids, spreadsheets of other countries and half-finished downloads.

A list of six cases in ten columns. right: read as the clean list · repaired: the same, and said · named: the one cell stands
as unreadable and is said, all else is as in the clean list · shorter: a row that nobody sees is left out and said · refused.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import drawn_exports as draw
import pytest
import xlsxwriter

# fmt: off

HEAD = ["STT", "Mã hồ sơ", "Tên thủ tục", "Lĩnh vực", "Ngày nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái", "Hình thức nhận", "Cơ quan giải quyết"]
CODE, NAME, FIELD, ACCEPTED, DUE, ENDED, STATUS, CHANNEL = range(1, 9)
COLUMNS = ("case_id", "procedure_code", "field", "accepted_at", "due_at", "ended_at", "status", "channel", "unreadable")


def case(n: int, end="", due=None, channel="Trực tuyến") -> list[str]:
    due = f"2{n}/12/2025" if due is None else due
    status = "Đã trả kết quả" if end else "Đang xử lý"
    return [str(n), f"H41.12-25112{n}-000{n}", "Đăng ký khai sinh", "Hộ tịch", f"2{n}/11/2025 08:0{n}", due, end, status, channel, "UBND xã Thử"]


ROWS = [case(1), case(2, "25/11/2025 10:00"), case(3, channel="Trực tiếp"), case(4, due=""), case(5, "05/12/2025 09:30"), case(6)]


def text(rows=None, head=HEAD) -> str:
    return "".join(";".join(row) + "\n" for row in [head, *(ROWS if rows is None else rows)])


def one(column: int, value: str, row: int = 3) -> list[list[str]]:
    return [[value if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(ROWS, 1)]


def every(column: int, change: Callable[[str], str]) -> list[list[str]]:
    return [[change(cell) if c == column else cell for c, cell in enumerate(cells)] for cells in ROWS]


def page(cell=lambda row, column, value: f"<td>{value}</td>", row=lambda number: "", style="", before="", after="") -> bytes:
    lines = [
        f"<tr{row(number)}>" + "".join(cell(number, column, value) for column, value in enumerate(cells)) + "</tr>"
        for number, cells in enumerate([HEAD, *ROWS])
    ]
    sheet = f"<style>{style}</style>" if style else ""
    return f"<html><head>{sheet}</head><body>{before}<table>{''.join(lines)}</table>{after}</body></html>".encode()


def column_of(column: int, form: str) -> Callable:
    """Every cell of one column of a page in another form; headings stay."""
    return lambda row, at, value: f"<td>{form.format(value) if row and at == column else value}</td>"


def last(mark: str) -> Callable:
    return lambda number: mark if number == len(ROWS) else ""


def book(change: Callable | None = None, is_blank=False, **options) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, **options}) as made:
        sheet = made.add_worksheet("DS")
        for index, cells in enumerate([] if is_blank else [HEAD, *ROWS]):
            for column, value in enumerate(cells):
                if value:
                    sheet.write(index, column, value)
        if change:
            change(made, sheet)
    return sink.getvalue()


def rewritten(change: Callable[[str], str], part="xl/worksheets/sheet1.xml", data: bytes | None = None) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or book())) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if re.fullmatch(part, name) else content)
    return sink.getvalue()


def days(made, sheet) -> None:
    stamp = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for index, cells in enumerate(ROWS, 1):
        sheet.write_datetime(index, ACCEPTED, dt.datetime.strptime(cells[ACCEPTED], "%d/%m/%Y %H:%M"), stamp)


def clock_alone(made, sheet) -> None:
    sheet.write_number(3, DUE, 0.4, made.add_format({"num_format": "hh:mm"}))


def without_result(made, sheet) -> None:
    for index in range(1, 7):
        sheet.write_formula(index, ACCEPTED, "=NOW()", None, "")


def of_formulas(made, sheet) -> None:
    for index, cells in enumerate(ROWS, 1):
        sheet.write_formula(index, CODE, f'="H41"&A{index}', None, cells[CODE])


def shared_without_result(xml: str) -> str:
    return re.sub(r'<c r="B([3-7])"[^>]*><f>.*?</f><v>.*?</v></c>', r'<c r="B\1"><f t="shared" si="0"/></c>', xml)


def pieces(made, sheet) -> None:
    bold = made.add_format({"bold": True})
    sheet.write_rich_string(3, DUE, bold, "23/", "12/2025")
    sheet.write_rich_string(3, CODE, bold, "H41.12-", "251123-0003")


def filtered(made, sheet) -> None:
    sheet.autofilter(0, 0, 6, 9)
    sheet.set_row(3, None, None, {"hidden": True})


def beside(made, sheet) -> None:
    other = made.add_worksheet("Tổng hợp")
    for index, cells in enumerate([("Nhãn hàng", "Số lượng"), ("Hộ tịch", 6), ("Tổng cuối", 6)]):
        other.write_row(index, 0, cells)


def copied(made, sheet) -> None:
    other = made.add_worksheet("Bản sao")
    for index, cells in enumerate([HEAD, *ROWS]):
        other.write_row(index, 0, cells)


def storeys(made, sheet) -> None:
    for index, cells in enumerate([["DANH SÁCH HỒ SƠ", *[""] * 9], [*HEAD[:4], "Thời gian", "", "", *HEAD[7:]], [*[""] * 4, *HEAD[4:7], *[""] * 3], *ROWS]):
        sheet.write_row(index, 0, cells)
    merged = made.add_format()
    sheet.merge_range(1, 4, 1, 6, "Thời gian", merged)
    for column in (0, 1, 2, 3, 7, 8, 9):
        sheet.merge_range(1, column, 2, column, HEAD[column], merged)


def iso_cells(xml: str) -> str:
    return re.sub(r'<c r="E([2-7])" t="s"><v>\d+</v></c>', lambda m: f'<c r="E{m[1]}" t="d"><v>2025-11-2{int(m[1]) - 1}T08:0{int(m[1]) - 1}:00</v></c>', xml)


def upside_down(xml: str) -> str:
    rows = re.findall(r"<row .*?</row>", xml)
    return xml.replace("".join(rows), "".join([rows[0], *reversed(rows[1:])]))


def put(row: int, column: int, method: str, *value) -> Callable:
    return lambda made, sheet: getattr(sheet, method)(row, column, *value)


@dataclass(frozen=True)
class Kind:
    """A file, what must come of it, the rule that says so, and of "named" the column, of row 3."""

    name: str
    content: bytes
    outcome: str  # right | repaired | named | shorter | refused
    rule: str = ""
    column: str = ""


def csv(rows, outcome, rule="", column="", head=HEAD) -> Kind:
    return Kind("a.csv", text(rows, head).encode(), outcome, rule, column)


def html(outcome, rule="", column="", **more) -> Kind:
    return Kind("a.xls", page(**more), outcome, rule, column)


def xlsx(content, outcome, rule="", column="") -> Kind:
    return Kind("a.xlsx", content, outcome, rule, column)


CUT_AND_CLOSED = page()[:-200] + b"<b>Fatal error</b>: Maximum execution time of 30 seconds exceeded</table></body></html>"
HALVES = text(ROWS[:3]).encode(), "".join(";".join(row) + "\n" for row in ROWS[3:]).encode()

CORPUS = {
    # text files
    "old Mac's line ends": Kind("a.csv", text().replace("\n", "\r").encode(), "right"),
    "line ends of three systems": Kind("a.csv", text().replace("\n", "\r\n", 2).replace("\n4;", "\r4;").encode(), "right"),
    "a NUL inside": Kind("a.csv", text().encode().replace(b"H41", b"H\x00", 1), "refused", "L0-khong-mo-duoc"),
    "a broken byte": Kind("a.csv", text().encode().replace(b"-251123", b"\xff251123", 1), "refused", "L0-khong-mo-duoc"),
    "half UTF-8, half Windows-1258": Kind("a.csv", HALVES[0] + HALVES[1].decode().encode("cp1258", "replace"), "refused", "L0-khong-mo-duoc"),
    "letters lost as question marks": csv(every(FIELD, lambda _: "H? t?ch"), "refused", "L0-mat-dau"),
    "two parts of .gz, one after the other": Kind("a.csv.gz", gzip.compress(HALVES[0]) + gzip.compress(HALVES[1]), "right"),
    "two exports one behind the other, each with its mark": Kind("a.csv", (text(ROWS[:3]) + "\ufeff" + text(ROWS[3:])).encode("utf-8-sig"), "repaired", "L1-dong-trong"),
    "a .gz inside a .gz": Kind("a.csv.gz", gzip.compress(gzip.compress(text().encode())), "refused", "L0-khong-mo-duoc"),
    "headings alone": csv([], "refused", "L0-danh-sach-trong"),
    "the first rows are missing": csv(ROWS[3:], "refused", "L1-dong-tong-lech"),
    "a total that counts more": csv([*ROWS, ["Tổng cộng", "9", *[""] * 8]], "refused", "L1-dong-tong-lech"),
    **{f"a sum called {word}": csv([*ROWS, [word, "6", *[""] * 8]], "repaired", "L1-dong-tong") for word in ("Tổng tiền", "Total", "Grand Total", "Cộng")},
    "a note below, with a code in it": csv([*ROWS, ["Ghi chú: H41.12-251121-0001 đang chờ", *[""] * 9]], "repaired", "L1-dong-trong"),
    "a row of column numbers": csv([["", *[f"({n})" for n in range(1, 10)]], *ROWS], "repaired", "L1-dong-trong"),
    "one heading twice": csv([[*row, "30/12/2025"] for row in ROWS], "refused", "L0-hai-cot", head=[*HEAD, "Ngày hẹn trả"]),
    "headings without accents": csv(None, "right", head=["STT", "MA HO SO", "TEN THU TUC", "LINH VUC", "NGAY NHAN", "NGAY HEN TRA", "NGAY KET THUC XU LY", "TRANG THAI", "HINH THUC NHAN", "CO QUAN GIAI QUYET"]),
    "a quote that never ends": csv(one(NAME, '"Đăng ký khai sinh'), "refused", "L0-khong-mo-duoc"),
    "a separator behind a backslash": csv(one(NAME, "Đăng ký\\; khai sinh"), "refused", "L0-dong-lech"),
    # codes
    "names with the word for procedure before them": csv(every(NAME, lambda name: f"Thủ tục {name[0].lower()}{name[1:]}"), "right"),
    "a code in full-width letters": csv(one(CODE, "Ｈ41.12-251123-0003"), "repaired", "L1-sua-dang"),
    "a code with blanks": csv(one(CODE, "H41.12 - 251123 - 0003"), "repaired", "L1-sua-dang"),
    "codes behind a hash": csv(every(CODE, lambda code: "#" + code), "repaired", "L1-sua-dang"),
    "a written-out line break behind a code": csv(one(CODE, "H41.12-251123-0003_x000D_"), "repaired", "L1-sua-dang"),
    "two codes, a comma between": csv(one(CODE, "H41.12-251123-0003, H41.12-251123-0033"), "refused", "L1-ma-ho-so"),
    "two codes, a line break between": csv(one(CODE, '"H41.12-251123-0003\nH41.12-251123-0033"'), "refused", "L1-ma-ho-so"),
    "the same code folded, other content": csv([*ROWS, ["7", "h41.12–251123-0003", *ROWS[0][2:]]], "refused", "L2-mau-thuan"),
    # dates
    **{f"blank days written {sign}": csv(every(DUE, lambda day, sign=sign: day or sign), "repaired", "L1-sua-dang") for sign in ("-", "—", "…", "...", "NULL")},
    "a date of another form among others": csv(one(ACCEPTED, "2025-11-23 08:03"), "right"),
    "a date with dots": csv(one(ACCEPTED, "23.11.2025 08:03"), "right"),
    "a date with a footnote": csv(one(DUE, "23/12/2025 (*)"), "named", "L1-khong-doc-duoc", "due_at"),
    "a date with a raised number": csv(one(DUE, "23/12/2025¹"), "named", "L1-khong-doc-duoc", "due_at"),
    "two dates in one cell": csv(one(DUE, "23/12/2025 (gia hạn đến 30/12/2025)"), "named", "L1-khong-doc-duoc", "due_at"),
    "a day that is none": csv(one(DUE, "31/11/2025"), "named", "L1-khong-doc-duoc", "due_at"),
    "an error's name": csv(one(DUE, "#N/A"), "named", "L1-khong-doc-duoc", "due_at"),
    "a column too narrow": csv(one(ACCEPTED, "########"), "refused", "L1-ngay-tiep-nhan"),
    "a month before its day, once": csv(one(ACCEPTED, "11/23/2025 08:03"), "refused", "L1-ngay-tiep-nhan"),
    "a state with a count": csv(one(STATUS, "Đang xử lý (1)"), "named", "L1-ma-la", "status"),
    # pages
    "a row hidden by a class": html("shorter", "L0-dong-an", style=".an { color: red; DISPLAY : none }", row=last(" class='le an'")),
    "a row hidden by its name": html("shorter", "L0-dong-an", style="#x, .q {display:none}", row=last(" id='x'")),
    "a row whose cells are hidden": html("shorter", "L0-dong-an", style="<!-- tr.an > td { display:none !important } -->", row=last(" class='an'")),
    "a hidden row in the middle of running numbers": html("refused", "L1-dong-tong-lech", style=".an{display:none}", row=lambda n: " class='an'" if n == 3 else ""),
    "a row hidden on paper only": html("right", style="@media print { .an { display:none } }", row=last(" class='an'")),
    "a class that a row's own style overrules": html("right", style=".an{display:none}", row=last(" class='an' style='display:table-row'")),
    "a hidden body of a table": Kind("a.xls", page().replace(b"</table>", b"<tbody style='display:none'><tr>" + "".join(f"<td>{cell}</td>" for cell in case(7)).encode() + b"</tr></tbody></table>"), "repaired", "L0-dong-an"),
    "a hidden key for sorting": html("right", cell=column_of(ACCEPTED, "<span style='display:none'>20251120</span>{}")),
    "values in fields": html("right", cell=column_of(DUE, "<input type='hidden' value='9'><input type='text' value='{}'>")),
    "values in lists to choose from": html("right", cell=column_of(CHANNEL, "<select><option>Khác</option><option selected>{}</option></select>")),
    "a table that lays out the page": html("right", before="<table><tr><td>DANH SÁCH HỒ SƠ</td></tr><tr><td>", after="</td></tr></table>"),
    "a table inside a cell": html("right", cell=column_of(NAME, "<table><tr><td>{}</td></tr></table>")),
    "blanks that do not break": html("repaired", "L1-sua-dang", cell=column_of(ACCEPTED, "&nbsp;{}&nbsp;")),
    "a cell over two rows": html("refused", "L0-o-gop", cell=lambda r, c, v: (f"<td rowspan=2>{v}</td>" if r == 3 else "" if r == 4 else f"<td>{v}</td>") if c == FIELD else f"<td>{v}</td>"),
    "a row in a comment": Kind("a.xls", page().replace(b"</table>", b"<!--<tr><td>7</td><td>H41.12-251127-0007</td></tr>--></table>"), "right"),
    "a struck date beside the new one": html("named", "L1-khong-doc-duoc", "due_at", cell=lambda r, c, v: f"<td><s>20/12/2025</s> {v}</td>" if (r, c) == (3, DUE) else f"<td>{v}</td>"),
    "a server that gave up, the page closed": Kind("a.xls", CUT_AND_CLOSED, "refused", "L0-tep-bi-cat"),
    "a page that asks to sign in": Kind("a.xls", "<html><body><table><tr><td>Tên đăng nhập</td><td><input></td></tr></table></body></html>".encode(), "refused", "L0-khong-nhan-ra"),
    # workbooks
    "days counted from 1904": xlsx(book(days, date_1904=True), "right"),
    "formulas with results": xlsx(book(of_formulas), "right"),
    "formulas without results": xlsx(book(without_result), "refused", "L1-ngay-tiep-nhan"),
    "shared formulas without results": xlsx(rewritten(shared_without_result, data=book(of_formulas)), "refused", "L1-ma-ho-so"),
    "text in pieces": xlsx(book(pieces), "right"),
    "reading aids of East Asian scripts": xlsx(rewritten(lambda xml: xml.replace("<t>Hộ tịch</t>", "<t>Hộ tịch</t><rPh sb='0' eb='1'><t>X</t></rPh>"), "xl/sharedStrings.xml"), "right"),
    "yes and no where a date stands": xlsx(book(put(3, DUE, "write_boolean", True)), "named", "L1-khong-doc-duoc", "due_at"),
    "a day before all days": xlsx(book(put(3, DUE, "write_number", -5)), "named", "L1-khong-doc-duoc", "due_at"),
    "a time of day where a date stands": xlsx(book(clock_alone), "named", "L1-khong-doc-duoc", "due_at"),
    "an error with its formula": xlsx(book(put(3, DUE, "write_formula", "=NA()", None, "#N/A")), "named", "L1-khong-doc-duoc", "due_at"),
    "days as ISO cells": xlsx(rewritten(iso_cells), "right"),
    "a protected sheet": xlsx(book(lambda made, sheet: sheet.protect("x")), "right"),
    "a filter left on": xlsx(book(filtered), "repaired", "L0-dong-an"),
    "a sheet of sums": xlsx(book(beside), "repaired", "L0-de-nguyen"),
    "the list twice, on two sheets": xlsx(book(copied), "repaired", "L2-trung"),
    "headings in two storeys": xlsx(book(storeys, is_blank=True), "right"),
    "a due date merged over two rows": xlsx(book(lambda made, sheet: sheet.merge_range("F2:F3", "21/12/2025")), "refused", "L0-o-gop"),
    "a code far below": xlsx(book(put(9, CODE, "write", "H41.12-251129-0009")), "refused", "L1-ngay-tiep-nhan"),
    "notes at the side": xlsx(book(put(3, 12, "write", "gọi lại")), "right"),
    "rows out of order": xlsx(rewritten(upside_down), "right"),
    "no addresses and cells left out": xlsx(rewritten(lambda xml: re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", xml)), "refused", "L0-o-khong-dia-chi"),
    "two rows with one number": xlsx(rewritten(lambda xml: xml.replace('<row r="4"', '<row r="3"')), "refused"),
    "fewer strings than are asked for": xlsx(rewritten(lambda xml: re.sub(r"(<si>.*?</si>){3}</sst>", "</sst>", xml), "xl/sharedStrings.xml"), "refused"),
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> list[tuple]:
    data = draw.root(tmp_path_factory.mktemp("clean"))
    draw.put(data, "a.csv", text())
    return read(draw.imported(data))


def read(snapshot) -> list[tuple]:
    return sorted(tuple(row[name] for name in COLUMNS) for row in draw.rows(snapshot))


@pytest.mark.parametrize("kind", CORPUS.values(), ids=list(CORPUS))
def test_an_odd_file_has_its_one_outcome(tmp_path, kind, clean):
    hold(tmp_path, kind, clean)


def hold(folder, kind: Kind, clean: list[tuple]) -> None:
    """The file alone in its month has the outcome that is declared for it."""
    data = draw.root(folder)
    draw.put(data, kind.name, kind.content)
    if kind.outcome == "refused":
        error = draw.refusal(data)
        assert error.exit_code in (65, 66)
        assert not kind.rule or kind.rule in draw.rules(error)
        assert all(finding.todo for finding in error.findings)
        return
    snapshot = draw.imported(data)
    wanted = clean[:-1] if kind.outcome == "shorter" else list(clean)
    if kind.outcome == "named":
        row = dict(zip(COLUMNS, wanted[2], strict=True))
        row[kind.column] = "unreadable" if kind.column == "status" else None
        wanted[2] = tuple((row | {"unreadable": f",{kind.column},"}).values())
    assert read(snapshot) == wanted
    assert not kind.rule or draw.found(snapshot, kind.rule)


AMOUNTS = "Mã giao dịch;Mã hồ sơ;Ngày thu;Loại phí, lệ phí;Số tiền (VNĐ);Trạng thái thanh toán"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("20,000", 20_000), ("20 000", 20_000), ("20\u00a0000", 20_000), ("20\u202f000", 20_000), ("20'000", 20_000), ("20.000đ", 20_000),
        ("20.000,00", 20_000), ("20,000.00", 20_000), ("−20.000", -20_000), ("1.234.567", 1_234_567),
        ("20.000(1)", None), ("20.000*", None), ("20.000²", None), ("-", None), ("20k", None), ("1,20,000", None), ("20000,50", None),
        ("#REF!", None), ("2O.000", None), ("20.000+5.000", None), ("20.000 5.000", None), ("20.0000", None), ("Miễn phí", None),
    ],
)
def test_money_as_other_settings_write_it(tmp_path, cell, amount):
    """A whole number of đồng however its thousands are parted; what might be another number is unreadable, never guessed."""
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put_csv(data, "thu.csv", AMOUNTS, f"P1;{ROWS[0][CODE]};22/11/2025;Phí;{cell};Đã thanh toán")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "amount_vnd", "payments") == [amount]
    assert amount is not None or draw.found(snapshot, "L1-khong-doc-duoc")


@pytest.mark.parametrize("line", ["Đơn vị tính: nghìn đồng", "ĐVT: 1.000 đồng", "(Đơn vị: triệu đồng)"])
def test_money_in_thousands_is_refused(tmp_path, line):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put_csv(data, "thu.csv", line + ";;;;;", AMOUNTS, f"P1;{ROWS[0][CODE]};22/11/2025;Phí;2.000;Đã thanh toán")
    assert draw.rules(draw.refusal(data)) == ["L1-tien-la"]
