"""The corpus: every kind of input file that was tried, each with its one declared outcome.

right: the same two cases as a clean list · repaired: the same, and the log says what was done · refused: nothing is
changed, and the finding says what to do. A new kind of file is one entry here.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from dataclasses import dataclass

import drawn_exports as draw
import pytest
from sources.test_files import workbook

IDS = ["H41.12-251120-0001", "H41.12-251121-0002"]
ACCEPTED = [dt.datetime(2025, 11, 20, 8, 0), dt.datetime(2025, 11, 21, 9, 30)]
HEAD = ["STT", "Mã hồ sơ", "Tên thủ tục", "Ngày nhận", "Ngày hẹn trả", "Trạng thái"]
ROWS = [
    ["1", IDS[0], "Đăng ký khai sinh", "20/11/2025 08:00", "", "Đang xử lý"],
    ["2", IDS[1], "Chứng thực bản sao", "21/11/2025 09:30", "30/11/2025", "Đang xử lý"],
]


@dataclass(frozen=True)
class Kind:
    """One kind of file: its name, its bytes, what must come of it, and the rule of the finding that says so."""

    name: str
    content: bytes
    outcome: str  # right | repaired | refused
    rule: str = ""


def text(rows=None, separator=";", newline="\n", head=HEAD) -> str:
    return newline.join(separator.join(row) for row in [head, *(rows or ROWS)]) + newline


def dated(*days: str) -> bytes:
    rows = [[*row[:3], day, *row[4:]] for row, day in zip(ROWS, days, strict=True)]
    return text(rows).encode()


def page(body: str, before: str = "") -> bytes:
    return f"{before}<html><body>{body}</body></html>".encode()


def table(rows=None, start="<tr>", end="</tr>") -> str:
    return (
        "<table>"
        + "".join(start + "".join(f"<td>{cell}</td>" for cell in row) + end for row in [HEAD, *(rows or ROWS)])
        + "</table>"
    )


def sheet(prefix="", addresses=True, error="", coloured="") -> bytes:
    """A worksheet part: with a prefix or without, with cells' addresses or without, with an error for the first due date."""
    p = f"{prefix}:" if prefix else ""
    lines = []
    for number, row in enumerate([HEAD, *ROWS], 1):
        cells = []
        for column, cell in enumerate(row):
            place = f' r="{"ABCDEF"[column]}{number}"' if addresses else ""
            if error and number == 2 and column == 4:
                cells.append(f'<{p}c{place} t="e"><{p}v>{error}</{p}v></{p}c>')
            elif cell or not addresses:
                cells.append(f'<{p}c{place} t="inlineStr"><{p}is><{p}t>{cell}</{p}t></{p}is></{p}c>')
        lines.append(f'<{p}row r="{number}">{"".join(cells)}</{p}row>')
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    return f'<?xml version="1.0" encoding="UTF-8"?><{p}worksheet {name}="{space}"><{p}dimension ref="A1:XFD1048576"/><{p}sheetData>{"".join(lines)}{coloured}</{p}sheetData></{p}worksheet>'.encode()


def package(part: bytes, **names: str) -> bytes:
    """The zip of a workbook whose sheet is `part`; `names`: other names for its parts."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook()), "r") as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = part if name == "xl/worksheets/sheet1.xml" else old.read(name)
            for one, other in names.items():
                if name.endswith("workbook.xml.rels") and one == "sheet":
                    content = content.replace(b"worksheets/sheet1.xml", other.encode())
            if name == "xl/worksheets/sheet1.xml" and "sheet" in names:
                name = names["sheet"].lstrip("/")
            if name == "xl/workbook.xml" and "book" in names:
                name = names["book"]
            new.writestr(name, content)
    return sink.getvalue()


def zipped(**files: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return sink.getvalue()


SPREADSHEET_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="A"><Table>'
    + "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in [HEAD, *ROWS]
    )
    + "</Table></Worksheet></Workbook>"
).encode()
MHTML = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
    "Content-Transfer-Encoding: 8bit\n\n" + page(table()).decode() + "\n--b--\n"
).encode()
TCVN3 = text().replace("Đăng ký khai sinh", "§¨ng ký khai sinh").replace("Chứng thực bản sao", "Chøng thùc b¶n sao")
VNI = text().replace("Đăng ký khai sinh", "Ñaêng kyù khai sinh").replace("Chứng thực bản sao", "Chöùng thöïc baûn sao")

CORPUS = {
    # text
    "semicolons": Kind("a.csv", text().encode(), "right"),
    "commas": Kind("a.csv", text(separator=",").encode(), "right"),
    "tabs": Kind("a.tsv", text(separator="\t").encode(), "right"),
    "bars": Kind("a.csv", text(separator="|").encode(), "right"),
    "sep= first": Kind("a.csv", ("sep=;\r\n" + text(newline="\r\n")).encode(), "right"),
    "UTF-16 without a mark": Kind("a.csv", text().encode("utf-16-le"), "right"),
    "UTF-16 the other way round": Kind("a.csv", text().encode("utf-16-be"), "right"),
    "old font TCVN3": Kind("a.csv", TCVN3.encode(), "repaired", "L0-phong-chu-cu"),
    "old font VNI": Kind("a.csv", VNI.encode(), "repaired", "L0-phong-chu-cu"),
    "another code page": Kind("a.csv", "編號;日期\n".encode("shift_jis") + b"\xff\xfe\xfd", "refused", "L0-khong-mo-duoc"),
    "a quoted line break": Kind("a.csv", text().replace("Đăng ký khai sinh", '"Đăng ký\nkhai sinh"').encode(), "right"),
    "doubled quotes": Kind("a.csv", text().replace("Đăng ký khai sinh", '"Đăng ký ""khai"" sinh"').encode(), "right"),
    "a stray pair of quotes": Kind(
        "a.csv",
        text([[*r[:2], '"x' if n == 0 else 'y"' if n == 3 else "z", *r[3:]] for n, r in enumerate(ROWS * 2)]).encode(),
        "refused",
        "L0-dong-lech",
    ),
    "an unquoted separator": Kind(
        "a.csv", text([[*r[:2], "a;b" if n else "c", *r[3:]] for n, r in enumerate(ROWS)]).encode(), "refused", "L0-dong-lech"
    ),
    "a separator too many, blank at the end": Kind("a.csv", text([[*ROWS[0], ""], ROWS[1]]).encode(), "refused", "L0-dong-lech"),
    "rubbish behind a .gz": Kind("a.csv.gz", gzip.compress(text().encode()) + b"\r\nok\r\n", "repaired", "L0-duoi-thua"),
    "headings again": Kind("a.csv", text([ROWS[0], HEAD, ROWS[1]]).encode(), "repaired", "L1-dong-trong"),
    "a page's sum": Kind(
        "a.csv", text([ROWS[0], ["Cộng trang", "", "", "", "", ""], ROWS[1]]).encode(), "repaired", "L1-dong-tong"
    ),
    "a group under the code": Kind(
        "a.csv", text([["", "I. Lĩnh vực hộ tịch", "", "", "", ""], *ROWS]).encode(), "repaired", "L1-dong-trong"
    ),
    "a signature under the code": Kind(
        "a.csv", text([*ROWS, ["", "Người lập biểu", "", "", "", ""]]).encode(), "repaired", "L1-dong-trong"
    ),
    "a number missing in the middle": Kind(
        "a.csv",
        text([ROWS[0], ["3", "H41.12-251121-0003", *ROWS[1][2:]], ["4", *ROWS[1][1:]]]).encode(),
        "refused",
        "L1-dong-tong-lech",
    ),
    "fewer than the banner says": Kind("a.csv", ("Danh sách gồm 12 hồ sơ\n" + text()).encode(), "refused", "L1-dong-tong-lech"),
    # codes
    "lower case": Kind("a.csv", text([[r[0], r[1].lower(), *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"),
    "an apostrophe": Kind("a.csv", text([[r[0], "'" + r[1], *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"),
    "as a formula": Kind("a.csv", text([[r[0], f'"=""{r[1]}"""', *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"),
    "another dash": Kind(
        "a.csv", text([[r[0], r[1].replace("-", "–"), *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"
    ),
    "letters that look alike": Kind(
        "a.csv", text([[r[0], r[1].replace("H", "Н"), *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"
    ),
    "signs that nobody sees": Kind(
        "a.csv", text([[r[0], r[1][:5] + "\u200b" + r[1][5:], *r[2:]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"
    ),
    "twice, once in lower case": Kind(
        "a.csv", text([*ROWS, *[[str(n), r[1].lower(), *r[2:]] for n, r in enumerate(ROWS, 3)]]).encode(), "repaired", "L2-trung"
    ),
    # dates
    "two-digit years": Kind("a.csv", dated("20/11/25 08:00", "21/11/25 09:30"), "right"),
    "words": Kind("a.csv", dated("08:00 ngày 20 tháng 11 năm 2025", "09:30 ngày 21 tháng 11 năm 2025"), "right"),
    "a weekday": Kind("a.csv", dated("Thứ Năm, 20/11/2025 08:00", "Thứ Sáu, 21/11/2025 09:30"), "right"),
    "the time first": Kind("a.csv", dated("08:00 20/11/2025", "09:30 21/11/2025"), "right"),
    "twelve hours": Kind("a.csv", dated("20/11/2025 08:00:00 SA", "21/11/2025 09:30:00 AM"), "right"),
    "spoken hours": Kind("a.csv", dated("20/11/2025 8 giờ 00", "21/11/2025 9 giờ 30"), "right"),
    "an apostrophe before a date": Kind("a.csv", dated("'20/11/2025 08:00", "'21/11/2025 09:30"), "right"),
    "direction marks": Kind("a.csv", dated("\u200e20/11/2025 08:00", "\u200e21/11/2025 09:30"), "right"),
    "ISO with offsets": Kind("a.csv", dated("2025-11-20T08:00:00.000+07:00", "2025-11-21T02:30:00Z"), "right"),
    "month before day": Kind("a.csv", dated("11/20/2025 08:00", "11/21/2025 09:30"), "refused", "L1-ngay-tiep-nhan"),
    "a day that means none": Kind(
        "a.csv", text([[*r[:4], "01/01/1900", r[5]] for r in ROWS]).encode(), "repaired", "L1-sua-dang"
    ),
    # pages
    "a page": Kind("a.xls", page(table()), "right"),
    "a warning before the page": Kind("a.xls", page(table(), "Warning: date(): timezone\n\n"), "right"),
    "rows without their beginning": Kind("a.xls", page(table(start="")), "right"),
    "rows without their end": Kind("a.xls", page(table(end="")), "right"),
    "a page cut off at a row's end": Kind(
        "a.xls", page(table())[: page(table()).rindex(b"</table>")], "refused", "L0-tep-bi-cat"
    ),
    "a page cut off inside a cell": Kind("a.xls", page(table())[:-60], "refused", "L0-tep-bi-cat"),
    "a code in two lines": Kind(
        "a.xls", page(table([[r[0], r[1].replace("-0", "-<br>0"), *r[2:]] for r in ROWS])), "repaired", "L1-sua-dang"
    ),
    "a hidden row": Kind(
        "a.xls",
        page(table().replace("</table>", '<tr style="display:none"><td>9</td><td>H9</td></tr></table>')),
        "repaired",
        "L0-dong-an",
    ),
    "Spreadsheet XML": Kind("a.xls", SPREADSHEET_XML, "right"),
    "Spreadsheet XML cut off": Kind("a.xls", SPREADSHEET_XML[:-40], "refused", "L0-khong-mo-duoc"),
    "MHTML": Kind("a.xls", MHTML, "right"),
    "MHTML cut off": Kind("a.xls", MHTML[:-8], "refused", "L0-tep-bi-cat"),
    # workbooks and archives
    "a workbook": Kind("a.xlsx", package(sheet()), "right"),
    "a workbook with prefixes": Kind("a.xlsx", package(sheet("x")), "right"),
    "a workbook with its sheet elsewhere": Kind("a.xlsx", package(sheet(), sheet="/data/list.xml"), "right"),
    "a workbook with a capital letter": Kind("a.xlsx", package(sheet(), book="xl/Workbook.xml"), "right"),
    "a workbook with a coloured cell at the end of the world": Kind(
        "a.xlsx", package(sheet(coloured='<row r="1048576"><c r="XFD1048576" s="0"/></row>')), "right"
    ),
    "a workbook without addresses, no cell left out": Kind("a.xlsx", package(sheet(addresses=False)), "right"),
    "a workbook with an error": Kind("a.xlsx", package(sheet(error="#N/A")), "repaired", "L1-khong-doc-duoc"),
    "a workbook with an error and prefixes": Kind("a.xlsx", package(sheet("x", error="#N/A")), "repaired", "L1-khong-doc-duoc"),
    "a workbook with an error elsewhere": Kind(
        "a.xlsx", package(sheet(error="#N/A"), sheet="/data/list.xml"), "repaired", "L1-khong-doc-duoc"
    ),
    "a .zip with one list": Kind("a.zip", zipped(a_csv=text().encode(), doc_txt=b"x"), "repaired", "L0-trong-zip"),
    "a .zip with two lists": Kind("a.zip", zipped(a_csv=text().encode(), b_csv=text().encode()), "refused", "L0-khong-mo-duoc"),
}


@pytest.mark.parametrize("kind", CORPUS.values(), ids=list(CORPUS))
def test_a_kind_of_file_has_its_one_outcome(tmp_path, kind):
    data = draw.root(tmp_path)
    draw.put(data, kind.name, kind.content)
    if kind.outcome == "refused":
        error = draw.refusal(data)
        assert error.exit_code == 65
        assert kind.rule in draw.rules(error)
        assert all(finding.todo for finding in error.findings)
        return
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == IDS
    assert draw.column(snapshot, "accepted_at") == ACCEPTED
    assert draw.column(snapshot, "due_at")[0] is None
    if kind.outcome == "repaired":
        assert draw.found(snapshot, kind.rule)
    if "font" in kind.rule or kind.rule == "L0-phong-chu-cu":
        assert draw.column(snapshot, "procedure_code") == ["1.000001", "2.000815"]


def payments(*rows: str) -> list[str]:
    return ["Mã giao dịch;Mã hồ sơ;Ngày thu;Loại phí, lệ phí;Số tiền (VNĐ);Trạng thái thanh toán", *rows]


@pytest.mark.parametrize(
    "numbers", [("BL1", "BL1", "BL2"), ("", "", ""), ("2,5E+11", "2,5E+11", "2,5E+11")], ids=["repeated", "blank", "rounded"]
)
def test_payments_count_whatever_their_own_number_is(tmp_path, numbers):
    """One receipt for phí and lệ phí, no receipt, numbers that a spreadsheet rounded: 20.000 + 5.000 + 8.000 đồng."""
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().encode())
    money = [(IDS[0], "Phí", "20.000"), (IDS[0], "Lệ phí", "5.000"), (IDS[1], "Phí", "8.000")]
    rows = [
        f"{number};{case};22/11/2025;{kind};{amount};Đã thanh toán"
        for number, (case, kind, amount) in zip(numbers, money, strict=True)
    ]
    draw.put_csv(data, "thu.csv", *payments(*rows))
    snapshot = draw.imported(data)
    assert sum(draw.column(snapshot, "amount_vnd", "payments")) == 33_000
    ids = draw.column(snapshot, "payment_id", "payments")
    assert None not in ids
    assert len(set(ids)) == 3


@pytest.mark.parametrize(("cell", "amount"), [("1,6E+04", 16000), ("(20.000)", -20000), ("'20.000", 20000)])
def test_money_as_it_is_written(tmp_path, cell, amount):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().encode())
    draw.put_csv(data, "thu.csv", *payments(f"P1;{IDS[0]};22/11/2025;Phí;{cell};Đã thanh toán"))
    assert draw.column(draw.imported(data), "amount_vnd", "payments") == [amount]


def test_money_that_lost_its_zeros_is_refused(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().encode())
    draw.put_csv(data, "thu.csv", *payments(f"P1;{IDS[0]};22/11/2025;Phí;20;Đã thanh toán"))
    assert draw.rules(draw.refusal(data)) == ["L1-tien-qua-nho"]


def test_rows_that_match_nothing_by_the_share_stop_the_month_until_somebody_says_so(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().encode())
    rows = [f"P{n};H99.{n};22/11/2025;Phí;8.000;Đã thanh toán" for n in range(9)]
    draw.put_csv(data, "thu.csv", *payments(*rows))
    assert draw.rules(draw.refusal(data)) == ["L2-khong-khop-nhieu"]
    draw.put(data, "mapping.toml", draw.TAKEN + "[limits]\nunmatched = 100\n")
    assert len(draw.found(draw.imported(data), "L2-khong-khop")) == 9


def test_a_few_blank_acceptance_dates_leave_the_list_usable(tmp_path):
    """Two of sixty: outside every count, named, and the other 58 are read."""
    said = '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    data = draw.root(tmp_path, draw.TAKEN + said)
    rows = [
        [str(n), f"H41.12-251120-{n:04d}", "Đăng ký khai sinh", "" if n in (7, 9) else "20/11/2025", "", "Đang xử lý"]
        for n in range(1, 61)
    ]
    draw.put(data, "a.csv", text(rows).encode())
    snapshot = draw.imported(data)
    assert len(draw.column(snapshot, "case_id")) == 58
    assert "2 trên 60 dòng" in draw.found(snapshot, "L1-dong-bo-ra")[0].message


def test_a_date_outside_the_calendar_is_unreadable_and_named(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([[*ROWS[0][:4], "30/11/1905", ROWS[0][5]], ROWS[1]]).encode())
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "unreadable") == [",due_at,", ""]
