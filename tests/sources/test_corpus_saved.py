"""More of the corpus: lists that an office saved again with another program, struck rows out of, packed, or typed codes into.

The same list of six cases and the same outcomes as in test_corpus_odd.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile

import drawn_exports as draw
import pytest
from sources.test_corpus_odd import (
    ACCEPTED,
    AMOUNTS,
    CODE,
    DUE,
    HEAD,
    NAME,
    ROWS,
    Kind,
    book,
    column_of,
    csv,
    every,
    hold,
    html,
    one,
    page,
    put,
    read,
    text,
    xlsx,
)
from sources.test_corpus_odd import clean as clean
from sources.test_older_workbooks import binary_record, binary_workbook, compound, record, stream

# fmt: off

NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style"))
STRUCK_STYLE = '<style:style style:name="x"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def line(cells, row="", cell=lambda column: "") -> str:
    """One row of an .ods; attributes of the row, and of each cell."""
    written = (
        f'<table:table-cell{cell(column)} office:value-type="string"><text:p>{value}</text:p></table:table-cell>' if value else f"<table:table-cell{cell(column)}/>"
        for column, value in enumerate(cells)
    )
    return f"<table:table-row{row}>{''.join(written)}</table:table-row>"


def ods(lines: list[str], name="a.ods", outcome="right", rule="") -> Kind:
    body = f'<table:table table:name="DS">{"".join(lines)}</table:table>'
    content = f"<office:document-content {NAMES}><office:automatic-styles>{STRUCK_STYLE}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return Kind(name, sink.getvalue(), outcome, rule)


LINES = [line(cells) for cells in [HEAD, *ROWS]]
EMPTY = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def third(changed: str) -> list[str]:
    return [*LINES[:3], changed, *LINES[4:]]


def spanned(cells, column: int, down: int) -> list[str]:
    """The cell of one column reaches down over the rows below it, which hold a covered cell there."""
    made = [line(cells, cell=lambda at: f' table:number-rows-spanned="{down}"' if at == column else "")]
    covered = '<table:covered-table-cell/>'
    for other in ROWS[1:down]:
        halves = line(other[:column]).removesuffix("</table:table-row>"), line(other[column + 1 :]).removeprefix("<table:table-row>")
        made.append(covered.join(halves))
    return made


def storeys() -> list[str]:
    upper = [*HEAD[:4], "Thời gian", "", "", *HEAD[7:]]
    lower = [*[""] * 4, *HEAD[4:7], *[""] * 3]
    span = {4: ' table:number-columns-spanned="3"'}
    return [line(upper, cell=lambda at: span.get(at, "" if 4 < at < 7 else ' table:number-rows-spanned="2"')), line(lower), *LINES[1:]]


def old(extra: bytes = b"", rows=ROWS, style=lambda row, column: 0) -> Kind:
    """An .xls; `extra`: records behind its cells."""
    whole = stream([HEAD, *rows], style).rstrip(b"\0").removesuffix(b"\x0a")
    return Kind("a.xls", compound((whole + extra + record(0x000A, b"")).ljust(4096, b"\0")), "right")


def of(kind: Kind, outcome: str, rule="", column="") -> Kind:
    return Kind(kind.name, kind.content, outcome, rule, column)


# A formula of an .xls keeps its result in eight bytes: here the error #N/A.
NO_RESULT = record(0x0006, struct.pack("<HHH", 3, DUE, 0) + b"\x02\0\x2a\0\0\0\xff\xff" + bytes(8))
HIDDEN_ROW = record(0x0208, struct.pack("<HHHHHHHI", 3, 0, 10, 255, 0, 0, 0x20, 0))


def binary(merge: tuple[int, int, int, int]) -> bytes:
    """An .xlsb whose cells (first row, last row, first column, last column) are merged."""
    end = binary_record(146) + binary_record(130)
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(binary_workbook([HEAD, *ROWS]))) as plain, zipfile.ZipFile(sink, "w") as made:
        for name in plain.namelist():
            part = plain.read(name)
            made.writestr(name, part.replace(end, binary_record(146) + binary_record(176, struct.pack("<IIII", *merge)) + binary_record(130)))
    return sink.getvalue()


def struck(*columns: int):
    def change(made, sheet) -> None:
        style = made.add_format({"font_strikeout": True})
        for column in columns:
            sheet.write(3, column, ROWS[2][column], style)

    return change


def unshown(made, sheet) -> None:
    note = made.add_worksheet("Ghi chú")
    note.write(0, 0, "đã gửi")
    note.activate()
    note.set_first_sheet()
    sheet.hide()


def days_as_numbers(made, sheet) -> None:
    for row in range(1, 7):
        sheet.write_number(row, ACCEPTED, 45980 + row)


def tar() -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w:gz") as archive:
        inside = tarfile.TarInfo("a.csv")
        inside.size = len(text().encode())
        archive.addfile(inside, io.BytesIO(text().encode()))
    return sink.getvalue()


def locked() -> bytes:
    """A .zip whose list says that it is encrypted."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.csv", text())
    return sink.getvalue().replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\x01\0").replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")


def sxml(row=lambda n: "", style=lambda n: "") -> bytes:
    lines = "".join(
        f"<Row{row(n)}>" + "".join(f'<Cell ss:Index="{c + 1}"{style(n)}><Data ss:Type="String">{value}</Data></Cell>' for c, value in enumerate(cells) if value) + "</Row>"
        for n, cells in enumerate([HEAD, *ROWS])
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="x"><Font ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="DS"><Table>{lines}</Table></Worksheet></Workbook>'.encode()


CORPUS = {
    # saved by another program
    "an .ods": ods(LINES),
    "an .ods down to its last row": ods([*LINES, EMPTY.format(1_048_569)]),
    "an .ods with a row that stands for three": ods([*LINES[:6], LINES[6].replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3">')], outcome="repaired", rule="L2-trung"),
    "an .ods with headings in two storeys": ods(storeys()),
    "an .ods with a merged due date": ods([LINES[0], *spanned(ROWS[0], DUE, 2), *LINES[3:]], outcome="refused", rule="L0-o-gop"),
    "an .ods with a filter left on": ods(third(line(ROWS[2], ' table:visibility="filter"')), outcome="repaired", rule="L0-dong-an"),
    "an .ods with a row struck out": ods(third(line(ROWS[2], cell=lambda at: ' table:style-name="x"')), outcome="repaired", rule="L0-gach-ngang"),
    "an .ods with a note in a cell": ods(third(line(ROWS[2]).replace("<text:p>23/12", "<office:annotation><text:p>gia hạn</text:p></office:annotation><text:p>23/12"))),
    "an .ods with a comment in its XML": ods(third("<!-- x -->" + line(ROWS[2]).replace("<table:table-cell", "<!-- y --><table:table-cell", 1)), outcome="refused", rule="L0-khong-mo-duoc"),
    "an .ods saved as flat XML": of(ods(LINES, "a.fods"), "refused", "L0-khong-co-ho-so"),
    "an .xls with a formula that gives an error": of(old(NO_RESULT), "named", "L1-khong-doc-duoc", "due_at"),
    "an .xls with a hidden row": of(old(HIDDEN_ROW), "repaired", "L0-dong-an"),
    "an .xls with a row struck out": of(old(style=lambda row, column: int(row == 3)), "repaired", "L0-gach-ngang"),
    "an .xls with a due date struck out": of(old(style=lambda row, column: int((row, column) == (3, DUE))), "repaired", "L0-gach-ngang"),
    "an .xlsb with a merged due date": Kind("a.xlsb", binary((1, 2, DUE, DUE)), "refused", "L0-o-gop"),
    "Spreadsheet XML with cells left out": Kind("a.xls", sxml(), "right"),
    "Spreadsheet XML with a gap between its rows": Kind("a.xls", sxml(lambda n: ' ss:Index="10"' if n == 4 else ""), "repaired", "L1-dong-trong"),
    "Spreadsheet XML with a hidden row": Kind("a.xls", sxml(lambda n: ' ss:Hidden="1"' if n == 3 else ""), "repaired", "L0-dong-an"),
    "Spreadsheet XML with a row struck out": Kind("a.xls", sxml(style=lambda n: ' ss:StyleID="x"' if n == 3 else ""), "repaired", "L0-gach-ngang"),
    # marked by hand
    "a row struck out": xlsx(book(struck(*range(10))), "repaired", "L0-gach-ngang"),
    "a due date struck out": xlsx(book(struck(DUE)), "repaired", "L0-gach-ngang"),
    "a column hidden": xlsx(book(lambda made, sheet: sheet.set_column(DUE, DUE, None, None, {"hidden": True})), "right"),
    "a comment on a cell": xlsx(book(put(3, DUE, "write_comment", "gia hạn 30/12")), "right"),
    "codes with links": xlsx(book(lambda made, sheet: [sheet.write_url(n, CODE, "https://x.vn", None, row[CODE]) for n, row in enumerate(ROWS, 1)]), "right"),
    "values of another workbook": xlsx(book(put(3, NAME, "write_formula", "='[a.xlsx]S'!C4", None, ROWS[2][NAME])), "right"),
    "a list on a sheet that nobody sees": xlsx(book(unshown), "refused", "L0-khong-nhan-ra"),
    "days as bare numbers": xlsx(book(days_as_numbers), "refused", "L1-ngay-tiep-nhan"),
    "a page with a row struck out": html("repaired", "L0-gach-ngang", cell=lambda r, c, v: f"<td><s>{v}</s></td>" if r == 3 else f"<td>{v}</td>"),
    "a page that strikes by a class": html("repaired", "L0-gach-ngang", style=".huy { text-decoration: line-through }", row=lambda n: " class='huy'" if n == 3 else ""),
    "a sum in the foot of a page": Kind("a.xls", page().replace(b"<table>", "<table><tfoot><tr><td colspan=10>Tổng cộng: 6 hồ sơ</td></tr></tfoot>".encode()), "right"),
    "another sum in the foot of a page": Kind("a.xls", page().replace(b"<table>", "<table><tfoot><tr><td colspan=10>Tổng cộng: 9 hồ sơ</td></tr></tfoot>".encode()), "refused", "L1-dong-tong-lech"),
    # packed
    "a .tar in a .gz": Kind("a.csv.gz", tar(), "refused", "L0-khong-mo-duoc"),
    "a .tgz": Kind("a.tgz", tar(), "refused", "L0-khong-co-ho-so"),
    "a .rar that is called .xls": Kind("a.xls", b"Rar!\x1a\x07\x01\x00" + bytes(200), "refused", "L0-khong-mo-duoc"),
    "a .zip with a password": Kind("a.zip", locked(), "refused", "L0-khong-mo-duoc"),
    "a workbook with a password": Kind("a.xlsx", compound(bytes(4096)).replace("Workbook\0".encode("utf-16-le").ljust(64, b"\0"), "EncryptedPackage\0".encode("utf-16-le").ljust(64, b"\0")), "refused", "L0-khong-mo-duoc"),
    "a list saved as .txt": Kind("a.txt", text().encode(), "refused", "L0-khong-co-ho-so"),
    # headings and codes
    "headings that say how a day is written": csv(None, "right", head=[*HEAD[:4], "Ngày nhận (dd/mm/yyyy hh:mm)", "Ngày hẹn trả [dd/MM/yyyy]", *HEAD[6:]]),
    "a heading in two lines": csv(None, "right", head=[*HEAD[:5], '"Ngày hẹn\ntrả"', *HEAD[6:]]),
    "a badge beside each code": html("refused", "L1-ma-ho-so", cell=column_of(CODE, "{} <span>Mới</span>")),
    "the same case, once with letters for digits": csv([*ROWS, ["7", "H41.12-251123-OOO3", *ROWS[2][2:]]], "refused", "L1-ma-chu-so"),
}


@pytest.mark.parametrize("kind", CORPUS.values(), ids=list(CORPUS))
def test_a_saved_file_has_its_one_outcome(tmp_path, kind, clean):
    hold(tmp_path, kind, clean)


@pytest.mark.parametrize("code", ["H41.12-251123-O003", "H4l.12-251123-0003", "H4I.12-251123-OOO3"])
def test_a_letter_typed_for_a_digit_is_said_and_its_payment_finds_the_case(tmp_path, clean, code):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(one(CODE, code)))
    draw.put_csv(data, "thu.csv", AMOUNTS, f"P1;{ROWS[2][CODE]};25/11/2025;Phí;20.000;Đã thanh toán")
    snapshot = draw.imported(data)
    assert len(read(snapshot)) == len(clean)
    assert [finding.row for finding in draw.found(snapshot, "L1-ma-chu-so")] == [4, 2]
    assert draw.column(snapshot, "case_id", "payments") == [code.upper()]
    assert not draw.found(snapshot, "L2-khong-khop")


def test_a_series_with_a_letter_of_its_own_is_no_slip(tmp_path):
    """L003 beside 1003, and as many of the one as of the other: two series of an office."""
    data = draw.root(tmp_path)
    codes = ["H41-L001", "H41-L002", "H41-L003", "H41-1001", "H41-1002", "H41-1003"]
    draw.put(data, "a.csv", text([[row[0], code, *row[2:]] for row, code in zip(ROWS, codes, strict=True)]))
    snapshot = draw.imported(data)
    assert sorted(draw.column(snapshot, "case_id")) == sorted(codes)
    assert not draw.found(snapshot, "L1-ma-chu-so")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (lambda day: day.replace(" ", " - "), '"%d/%m/%Y - %H:%M"'),
        (lambda day: day.replace(":", "."), '"%d/%m/%Y %H.%M"'),
        (lambda day: day.replace("/11/", " thg 11, "), '"%d %b, %Y %H:%M"'),
        (lambda day: day.replace("2025", "2045"), "nằm ngoài những năm của lịch"),
    ],
)
def test_a_refused_day_says_what_would_read_it(tmp_path, days, said):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(every(ACCEPTED, days)))
    assert said in draw.refusal(data).findings[0].todo


def test_words_that_notepad_renamed_are_named_with_their_right_name(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put(data, "loi-van.md.txt", "## I.1\n\nLời.\n")
    (finding,) = [one for one in draw.imported(data).findings() if one.file == "loi-van.md.txt"]
    assert "thành loi-van.md " in finding.todo
