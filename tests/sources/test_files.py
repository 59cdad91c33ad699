"""Files by what they are, not by their names: csv, gz, HTML under .xls, and what is refused before it is opened."""

import datetime as dt
import gzip
import io
import os
import subprocess
import sys
import time
import zipfile

import drawn_exports as draw
import pytest

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.folder import read_grids
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.files.separated import _lines

LINES = ["Mã hồ sơ{s}Ngày nhận{s}Trạng thái", 'H1{s}20/11/2025 08:00:00{s}"Đang xử lý"', "H2{s}21/11/2025{s}Đã trả kết quả"]
ACCEPTED = [dt.datetime(2025, 11, 20, 8), dt.datetime(2025, 11, 21)]


def text(separator=";", newline="\n"):
    return newline.join(line.format(s=separator) for line in LINES) + newline


@pytest.mark.parametrize(
    "content",
    [
        text(";").encode(),
        text(",").encode(),
        text("\t").encode(),
        text(";", "\r\n").encode("utf-8-sig"),
        text(";").encode("utf-16"),
        gzip.compress(text(";").encode("utf-8-sig")),
        ("Danh sách hồ sơ\n\n" + text(";")).encode(),
        text(";").rstrip("\n").encode(),
    ],
    ids=["semicolon", "comma", "tab", "bom-crlf", "utf16", "gz-bom", "title", "no-last-newline"],
)
def test_csv_in_its_disguises(tmp_path, content):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv.gz" if content[:2] == b"\x1f\x8b" else "a.csv", content)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H1", "H2"]
    assert draw.column(snapshot, "accepted_at") == ACCEPTED


HTML = """<html><head><meta charset="utf-8"></head><body>
<table><tr><td colspan="4">DANH SÁCH HỒ SƠ<br>Ngày xuất: 15/12/2025 07:30</td></tr></table>
<table border="1"><thead>
<tr><th rowspan="2">STT</th><th rowspan="2">Mã hồ sơ</th><th colspan="2">Thời gian</th><th rowspan="2">Trạng<br>thái</th></tr>
<tr><th>Ngày nhận</th><th>Ngày hẹn trả</th></tr></thead>
<tr><td>1</td><td>H1</td><td>20/11/2025 08:00:00</td><td></td><td>Đang xử lý</td></tr>
<tr><td>2</td><td>H2</td><td>21/11/2025</td><td>30/11/2025</td><td>Đã trả kết quả</td></tr>
<tr><td colspan="5">Tổng số: 2</td></tr></table></body></html>"""


def test_an_xls_that_is_a_page(tmp_path):
    data = draw.root(tmp_path, mapping=None)
    draw.put(data, "ho-so.xls", HTML)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "accepted_at") == ACCEPTED
    assert draw.column(snapshot, "due_at") == [None, dt.datetime(2025, 11, 30)]
    assert draw.column(snapshot, "status") == ["processing", "handed_over"]
    assert draw.column(snapshot, "source_row") == [4, 5]
    assert snapshot.extracted_at == dt.datetime(2025, 12, 15, 7, 30)
    assert len(draw.found(snapshot, "L1-dong-tong")) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", "Mã hồ sơ;Ngày nhận\nH1;20/11/2025\n".encode("cp1258", "replace")),
        ("a.csv", b"M\x00a;b\n1;2\n"),
        ("a.csv.gz", gzip.compress(text().encode())[:-12]),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("a.xlsx", b"just text"),
        ("a.json", b'{"MaHoSo": '),
        ("a.json", b'[{"MaHoSo": "1", "MaHoSo": "2"}]'),
        ("a.json", b'[{"MaHoSo": NaN}]'),
        ("a.json", b"[" * 100_000),
        ("a.xls", b"<html><body><p>no table</p></body></html>"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_our_own_words(tmp_path, name, content):
    data = draw.root(tmp_path)
    draw.put(data, name, content)
    error = draw.refusal(data)
    assert (error.exit_code, draw.rules(error), error.findings[0].file) == (65, ["L0-khong-mo-duoc"], name)


def test_a_last_line_cut_off_in_the_middle(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text().rstrip("\n").rsplit(";", 1)[0])
    assert draw.rules(draw.refusal(data)) == ["L0-tep-bi-cat"]


def test_a_short_row_is_kept_and_listed(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025", "H2;21/11/2025;Đang xử lý")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "status") == [None, "processing"]
    assert [finding.row for finding in draw.found(snapshot, "L0-dong-thieu-o")] == [2]


def workbook(sheet=b"", extra=None):
    """A zip with the parts of a workbook and the given sheet."""
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    parts = {
        "[Content_Types].xml": head
        + b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": head
        + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": head
        + b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": head
        + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": head
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + sheet
        + b"</worksheet>",
        **(extra or {}),
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()


def cells(*refs):
    return b"<sheetData>" + b"".join(b'<row><c r="%s"><v>1</v></c></row>' % ref.encode() for ref in refs) + b"</sheetData>"


BOMBS = {
    "far-apart cells": workbook(cells("A1", "XFD1048576")),
    "one cell far below": workbook(cells("A1", "A1048576")),
    "one cell far right": workbook(cells("A1", "XFD1")),
    "a row far below": workbook(b'<sheetData><row r="1048576"><c><v>1</v></c></row></sheetData>'),
    "a hidden reference": workbook(b'<sheetData><row><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>'),
    "a wide merge": workbook(cells("A1") + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a swelling part": workbook(cells("A1"), {"xl/media/a.bin": bytes(60_000_000)}),
    "entities": workbook(b"", {"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'}),
    "another encoding": workbook(b"", {"xl/worksheets/sheet2.xml": '<?xml version="1.0"?><a/>'.encode("utf-16")}),
    "a swelling gz": gzip.compress(bytes(40_000_000)),
    "a page with entities": b'<!DOCTYPE a [<!ENTITY b "c">]><table><tr><td>&b;</td></tr></table>',
    "a page with entities in UTF-16": '<!DOCTYPE a [<!ENTITY b "c">]><table><tr><td>&b;</td></tr></table>'.encode("utf-16"),
    "a page with a wide cell": b'<table><tr><td colspan="60000">a</td></tr></table>',
    "a page with a tall cell": b'<table><tr><td rowspan="65000" colspan="250">a</td></tr></table>',
    "many columns": b";".join([b"a"] * 300) + b"\n",
    "many cells": workbook(b"<sheetData>" + b"<row>" + b"<c/>" * (bombs.MAX_CELLS + 1) + b"</row></sheetData>"),
    "many cells of a page": b"<table><tr>" + b"<td>" * (bombs.MAX_CELLS + 1),
    "many cells of text": (b"," * 199 + b"\n") * (bombs.MAX_CELLS // 200 + 1),
    "many objects": b"[" + b"{}," * bombs.MAX_OBJECTS + b"{}]",
    "many parts": workbook(b"", {f"xl/{n}.xml": b"" for n in range(2_100)}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(name):
    start = time.process_time()
    with pytest.raises(bombs.Unsafe) as caught:
        read_grids("a", BOMBS[name])
    assert caught.value.finding.rule in ("L0-tep-qua-lon", "L0-tep-khong-an-toan")
    assert time.process_time() - start < 30  # no measure of speed, only that nothing swelled


def test_a_directory_that_lies_about_sizes_does_not_help(tmp_path):
    data = bytearray(BOMBS["a swelling part"])
    at = data.find(b"PK\x01\x02", data.find(b"xl/media/a.bin") + 100)
    while bytes(data[at + 46 : at + 60]) != b"xl/media/a.bin":
        at = data.find(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises((bombs.Unsafe, Unreadable)):
        read_grids("a.xlsx", bytes(data))


MEASURED = """
import gc, os, pathlib, resource, sys
from hcc_helpers.sources.files import bombs, folder
from hcc_helpers.sources.files.grids import Unreadable
for name in sys.argv[1:]:
    gc.collect()
    if not (child := os.fork()):  # a child of its own: the peak of a process never falls
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            folder.read_grids(pathlib.Path(name).name, pathlib.Path(name).read_bytes())
            said = "read"
        except (bombs.Unsafe, Unreadable) as refusal:
            said = "refused"
        print(said, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""
SWELLING = {
    "distinct.csv": b"\n".join(b",".join(b"%d" % (row * 40 + cell) for cell in range(40)) for row in range(130_000)),
    "one-cell.csv": b'a,b\n"' + b"x" * 49_000_000 + b'",1\n',
    "letters.csv": ("Mã hồ sơ;Ngày nhận\n" + "ệ" * 16_000_000).encode(),
    "lines.csv": b"\n" * 49_000_000,
    "nested.json": b"[" * 49_000_000,
    "nested.html": b"<div>" * 9_000_000,
    "table.html": b"<table>" + b"<tr><td>" * 2_600_000,
    "words.xlsx": workbook(cells("A1"), {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>ab</t></si>" * 20_000_000 + b"</sst>"}),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, so no process whose peak is its own")
def test_a_bomb_needs_little_memory(tmp_path):
    """No bomb takes 256 MiB, whether it is refused at its door or while it is read."""
    files = {**{f"{number}-bomb": data for number, data in enumerate(BOMBS.values())}, **SWELLING}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]
    done = subprocess.run([sys.executable, "-c", MEASURED, *paths], capture_output=True, text=True, check=True)
    told = dict(zip(files, (line.split() for line in done.stdout.splitlines()), strict=True))
    assert {name: said for name, (said, _) in told.items() if said != "refused"} == {}
    assert {name: mib for name, (_, mib) in told.items() if int(mib) > 256} == {}


def test_the_limits_stand_in_one_place():
    limits = (bombs.MAX_BYTES, bombs.MAX_UNPACKED, bombs.MAX_RATIO, bombs.MAX_ROWS, bombs.MAX_COLUMNS)
    assert limits == (50_000_000, 512_000_000, 250, 200_000, 200)
    with pytest.raises(bombs.Unsafe, match="51 MB"):
        bombs.check_size(51_000_000)


def test_other_files_are_left_alone_and_listed(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put(data, "ghi-chu.docx", b"PK\x03\x04")
    draw.put(data, "~$a.xlsx", b"lock")
    draw.put(data, "loi-van.md", "")
    snapshot = draw.imported(data)
    assert [finding.file for finding in draw.found(snapshot, "L0-de-nguyen")] == ["ghi-chu.docx"]
    assert {item["name"]: item["left_alone"] for item in snapshot.meta["files"]} == {"a.csv": False, "ghi-chu.docx": True}


def test_a_sheet_of_notes_is_left_alone_but_a_broken_list_beside_a_good_one_is_refused(tmp_path):
    data = draw.root(tmp_path)
    good = [["Mã hồ sơ", "Ngày nhận", "Trạng thái"], ["H1", ACCEPTED[0], "Đang xử lý"]]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [], sheets={"Danh sách": good, "Ghi chú": [["Số liệu mẫu"]]})
    snapshot = draw.imported(data)
    assert [(finding.file, finding.sheet) for finding in draw.found(snapshot, "L0-de-nguyen")] == [("a.xlsx", "Ghi chú")]
    broken = [["Mã hồ sơ", "Trạng thái", "Ngày hẹn trả"], ["H2", "Đang xử lý", ACCEPTED[0]]]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [], sheets={"Danh sách": good, "Trang 2": broken})
    with pytest.raises(Exception, match="Thiếu cột “Ngày tiếp nhận”"):
        draw.imported(data)


def page(*rows):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><table>{lines}</table></html>"


PAGE_HEAD = ["Mã hồ sơ", "Trạng thái", "Ngày nộp hồ sơ", "Ngày nhận", "Ngày hẹn trả"]


def test_a_page_whose_rows_lack_a_cell_is_refused_because_values_may_have_shifted(tmp_path):
    data = draw.root(tmp_path)
    rows = [[f"H{n}", "Đang xử lý", "21/11/2025", "30/11/2025"] for n in (1, 2)]
    draw.put(data, "a.xls", page(PAGE_HEAD, *rows))
    (finding,) = draw.refusal(data).findings
    assert (finding.rule, finding.row) == ("L0-dong-lech", 2)
    assert "2 dòng có ít ô hơn 5 tiêu đề (dòng 2–3)" in finding.message


def test_one_short_row_of_a_page_is_kept_and_listed(tmp_path):
    data = draw.root(tmp_path)
    whole = [[f"H{n}", "Đang xử lý", "20/11/2025", "21/11/2025", "30/11/2025"] for n in (1, 2)]
    draw.put(data, "a.xls", page(PAGE_HEAD, *whole, ["H3", "Đang xử lý", "20/11/2025", "21/11/2025"]))
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H1", "H2", "H3"]
    assert [finding.row for finding in draw.found(snapshot, "L0-dong-thieu-o")] == [4]


def test_a_folder_among_the_exports_is_named(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    (draw.raw(data) / "dat-dai").mkdir()
    assert [finding.file for finding in draw.found(draw.imported(data), "L0-de-nguyen")] == ["dat-dai"]


@pytest.mark.parametrize("text", ["a;b\r\n1;2\r\n", "a;b\r1;2", 'a;b\n"x\ny";2\n\n3;4', "a;b\n\n\r\n1;2\n", "", "a;b"])
def test_lines_are_those_of_a_file(text):
    assert list(_lines(text)) == list(io.StringIO(text, newline=""))
