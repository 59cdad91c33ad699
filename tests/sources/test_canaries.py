"""Planted persons: in every column of words and of codes, met three times and once, in names of files, sheets and keys, on
success and on failure. None of them stands in a message, a refusal's list or a file that was stored."""

from __future__ import annotations

import datetime as dt
import json
import re

import drawn_exports as draw
import pyarrow.parquet as pq
import pytest

from hcc_helpers.personal import is_personal, masked, may_quote, quoted
from hcc_helpers.places import project_root
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.sources.columns import TABLES

PERSONS = (
    "Hoàng Thị Canary",
    "NGUYỄN VĂN KÍN",
    "0987654321",
    "0987 654 321",
    "040199001234",
    "kin.canary@thu.vn",
    "số 7 ngõ 12 đường Kín",
    "37A-765.43",
    "19036677889900",
    "sinh ngày 05/06/1984",
)
A = dt.datetime(2025, 11, 20, 8, 0)
# What cannot be mistaken for anything else, in whatever form it is written down.
TRACES = ("canary", "kín", "987654321", "987 654 321", "40199001234", "765.43", "6677889900", "05/06/1984")


def everything(folder, data) -> str:
    """Every byte below the data root that the suite wrote, tables unpacked, in small letters."""
    parts = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            parts.append(json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str))
        elif path.is_file() and path.name != ".person_key":
            parts.append(path.read_text("utf-8", errors="replace"))
    return "\n".join([*parts, *(masked(path.name) for path in folder.rglob("*"))]).casefold()


def traces(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.casefold()]


WORDS = [c for c in TABLES["cases"].columns if c.type in ("text", "code") and not c.is_identity and not c.derived_from]


@pytest.mark.parametrize("column", WORDS, ids=lambda column: column.name)
def test_no_column_of_cases_keeps_a_person(tmp_path, column):
    data = draw.root(tmp_path)
    given = [person for person in PERSONS for _ in range(3)] + list(PERSONS)
    given += [""] * (3 * len(given)) if column.type == "code" else []
    rows = [[f"H{number}", A, value] for number, value in enumerate(given)]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [["Mã hồ sơ", "Ngày nhận", column.label], *rows])
    draw.put(data, "mapping.toml", f'{draw.TAKEN}[[file]]\nname = "a.xlsx"\nconstants = {{ {_constants(column.name)} }}\n')
    error = draw.attempt(data)
    if error is None:
        assert draw.rows(draw.imported(data))
    assert (
        traces((error.text() if error else "") + everything(tmp_path / "clean", data) + everything(tmp_path / "refused", data))
        == []
    )


def _constants(but: str) -> str:
    given = {"scope": "commune", "channel": "online", "status": "processing"}
    return ", ".join(f'{name} = "{value}"' for name, value in given.items() if name != but)


@pytest.mark.parametrize("name", [table for table in TABLES if table != "cases"])
def test_no_column_of_any_other_table_keeps_a_person(tmp_path, name):
    data = draw.root(tmp_path)
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [["Mã hồ sơ", "Ngày nhận", "Trạng thái"], ["H1", A, "Đang xử lý"]])
    table, right = TABLES[name], {"instant": "20/11/2025 08:00:00", "count": "1", "vnd": "5.000", "yes_no": "Có"}
    head = ";".join(column.label for column in table.columns)
    lines = []
    for number, person in enumerate(PERSONS):
        cells = [
            f"H{number}" if column.is_identity else person if column.type in ("text", "code") else right[column.type]
            for column in table.columns
        ]
        lines.append(";".join(cells))
    draw.put_csv(data, "bang.csv", head, *lines, *lines, *lines)
    error = draw.attempt(data)
    assert (
        traces((error.text() if error else "") + everything(tmp_path / "clean", data) + everything(tmp_path / "refused", data))
        == []
    )


GOOD = [["Mã hồ sơ", "Ngày nhận", "Trạng thái"], ["H1", A, "Đang xử lý"]]
WHO = "Hoàng Thị Canary 0987654321"
BROKEN = {
    "file": ({f"{WHO}.xlsx": [["gì đó", "khác"], ["1", "2"]]}, ""),
    "unreadable file": ({f"{WHO}.xlsx": b"no workbook"}, ""),
    "left alone": ({f"{WHO}.docx": b"x", "a.xlsx": GOOD}, ""),
    "undated": ({f"{WHO}.xlsx": GOOD}, None),
    "twice": ({f"{WHO}.xlsx": GOOD, f"{WHO} 2.xlsx": [GOOD[0], ["H1", A, "Đã trả kết quả"]]}, ""),
    "heading": ({"a.xlsx": [["Mã hồ sơ", "Ngày nhận", WHO, WHO], ["H1", A, "x", "y"]]}, ""),
    "acceptance": ({"a.xlsx": [GOOD[0], ["H1", WHO, "Đang xử lý"], ["H2", WHO, WHO]]}, ""),
    "key": ({"a.xlsx": GOOD}, f'"{WHO}" = 1\n'),
    "pattern": ({"a.xlsx": GOOD}, f'[[file]]\nname = "{WHO}*.xlsx"\n'),
    "key of a file": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\n"{WHO}" = 1\n'),
    "format": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\nformat = "{WHO}"\n'),
    "table": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\ntable = "{WHO}"\n'),
    "column": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\ncolumns = {{ status = "{WHO}" }}\n'),
    "constant": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\nconstants = {{ channel = "{WHO}" }}\n'),
    "word": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\n[file.vocabulary.status]\n"{WHO}" = "{WHO}"\n'),
    "dates": ({"a.xlsx": GOOD}, f'[[file]]\nname = "a.xlsx"\n[file.dates]\nformats = ["{WHO}"]\n'),
    "covers": ({"a.xlsx": GOOD}, f'[covers]\n"{WHO}" = "all"\n'),
    "syntax": ({"a.xlsx": GOOD}, f"{WHO} = \n"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_no_failing_month_names_a_person(tmp_path, kind):
    files, mapping = BROKEN[kind]
    data = draw.root(tmp_path, None if mapping is None else draw.TAKEN + mapping)
    for name, content in files.items():
        if isinstance(content, bytes):
            draw.put(data, name, content)
        else:
            draw.put_xlsx(draw.raw(data) / name, content)
    error = draw.attempt(data)
    assert (
        traces((error.text() if error else "") + everything(tmp_path / "clean", data) + everything(tmp_path / "refused", data))
        == []
    )


@pytest.mark.parametrize(
    ("reason", "who", "used"),
    [
        (WHO, "Giám đốc", "Đã trả kết quả"),
        ("gõ nhầm", WHO, "Đã trả kết quả"),
        ("gõ nhầm", f"Giám đốc {WHO}", WHO),
        (WHO, "Giám đốc", WHO),
    ],
)
def test_no_correction_names_a_person(tmp_path, reason, who, used):
    data = draw.root(tmp_path)
    draw.put_xlsx(draw.raw(data) / "a.xlsx", GOOD)
    (tmp_path / "corrections").mkdir()
    head = "Tệp;Mã hồ sơ;Cột;Giá trị trong tệp;Giá trị dùng;Lý do;Người quyết định (chức danh);Ngày"
    lines = [
        head,
        f"a.xlsx;H1;Trạng thái;Đang xử lý;{used};{reason};{who};16/12/2025",
        f"{WHO};{WHO};{WHO};{WHO};{WHO};{WHO};{WHO};{WHO}",
    ]
    (tmp_path / "corrections" / "2025-12.csv").write_text("\n".join(lines), "utf-8")
    error = draw.attempt(data)
    assert (
        traces((error.text() if error else "") + everything(tmp_path / "clean", data) + everything(tmp_path / "refused", data))
        == []
    )


@pytest.mark.parametrize(
    "person", [*PERSONS, "nguyen-van-kin.xlsx", "bà Lan Anh", "Lê Kín", "Xóm 3, xã Diễn Châu", "TRAN THI KIN"]
)
def test_what_looks_personal_is_masked(person):
    assert is_personal(person)
    assert masked(f"Tệp {person} không đọc được.") != f"Tệp {person} không đọc được."
    assert not may_quote(person, [person])


@pytest.mark.parametrize(
    "text",
    [
        "Chi nhánh Văn phòng đăng ký đất đai khu vực Diễn Châu",
        "HỒ SƠ TRỰC TUYẾN",
        "ho-so-xa-20251215.xlsx",
        "H40.18-251120-0001",
        "32.873.000 đồng",
        "15/11/2025",
        "UBND xã Trần Phú",
        "Nghị định 118/2025/NĐ-CP",
        "2025-12@calendar",
        "Bộ phận Văn thư",
        "trẻ em Việt Nam",
    ],
)
def test_what_is_nobody_stays(text):
    assert masked(text) == text


def test_a_slip_of_a_known_word_is_repeated_and_anything_else_shown_by_its_shape():
    known = ["Đã trả kết quả", "Đang xử lý"]
    assert quoted("Da tra ket qua", known) == "“Da tra ket qua”"
    assert quoted("Đang sử lý", known) == "“Đang sử lý”"
    assert quoted("H 12 xyz", known) == "viết như “A 99 AAA”"


@pytest.mark.parametrize(
    "person",
    [
        "(0238) 3 862 123",
        "0238.3862.123",
        "0912.345.678",
        "040-199-001-234",
        "1903.6677.8899.00",
        "37-B1 234.56",
        "29LD-123.45",
        "15.03.80",
        "15/3/80",
        "1980-03-15",
        "ngày 5 tháng 3 năm 1980",
        "SN 1980",
        "sinh 1980",
        "nguyenvana (at) gmail.com",
        "nguyen.van.a@gmail",
        "fb.com/nguyen.van.a",
        "Xóm 3 Diễn Mỹ",
        "số 12 Lê Lợi",
        "12/5 đường Lê Lợi",
        "tổ 4 khối 3",
        "NguyễnVănAn",
        "Y Moan Êban",
        "H'Hen Niê",
        "Tôn Nữ Thị Hà",
        "Quàng Thị Pâng",
        "Cà Văn Chung",
        "anh Tám",
        "bà Lan",
        "0978_112_233.csv",
        "Đỗ thị thuỳnh.txt",
        "Lò văn Xuyến",
    ],
)
def test_other_ways_to_write_a_person_look_personal(person):
    assert is_personal(person)


@pytest.mark.parametrize(
    "text",
    [
        "2025-Q4@calendar",
        "Trích lục khai sinh 2025",
        "Trạm Y Tế Xã",
        "Khu Đô Thị Vinh Tân",
        "Phòng Văn Hóa Xã Hội",
        "bà Chủ tịch",
        "Bà Rịa",
        "000.00.19.H26-251120-0001",
        "15.12.25",
        "tổ 4 khối lượng",
        "1.003.001.234 đồng",
        "bao-cao_01_12_2025_07.xlsx",
        "Hồ thị trấn",
        "BAN QUẢN LÝ DỰ ÁN",
        "HỘI ĐỒNG NHÂN DÂN",
        "CƠ QUAN THUẾ",
    ],
)
def test_what_is_written_like_a_person_and_is_none(text):
    assert masked(text) == text


def test_no_word_of_the_catalogue_or_of_our_own_looks_personal():
    root = project_root()
    entries = load_catalogue(root / "data" / "sample").by_code.values()
    ours = {entry["procedure_name"] for entry in entries} | {entry["field"] or "" for entry in entries}
    for path in [*(root / "hcc_helpers" / "report").rglob("*.py"), *(root / "hcc_helpers" / "report").rglob("*.toml")]:
        ours |= set(re.findall(r'"([^"\n{]{6,})"', path.read_text("utf-8")))
    assert sorted(text for text in ours if is_personal(text)) == []
