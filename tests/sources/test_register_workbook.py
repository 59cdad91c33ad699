"""The register workbook: what `hcc new` makes, what is read of it, and what each slip of a hand leads to."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess

import drawn_exports as draw
import pytest
from filled_books import HOURS, KEPT, SURVEYS, example_rows, fresh, save, sheets_of, typed

from hcc_helpers.errors import InputRefused
from hcc_helpers.facts.rows import DIARIES
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.office.sheets import BOOK, HEADING_ROW, SHEETS
from hcc_helpers.vocabulary import VOCABULARIES

CASES = ["Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý", "H00.00-251120-0001;20/11/2025;Đang xử lý"]
SPAN = (dt.date(2025, 11, 15), dt.date(2025, 12, 14))


@pytest.fixture
def data(tmp_path):
    root = draw.root(
        tmp_path, draw.TAKEN + '[[file]]\nname = "ho-so.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    )
    draw.put_csv(root, "ho-so.csv", *CASES)
    fresh(root)
    return root


def imported(data, edits, **more):
    typed(draw.raw(data) / BOOK, edits, **more)
    return draw.imported(data)


def said(snapshot, rule):
    """(sheet, row, message) of the findings of one kind."""
    return [(item.sheet, item.row, item.message) for item in draw.found(snapshot, rule)]


# --------------------------------------------------------------------------------------------------- the sheets themselves
def test_headings_and_lists_are_those_of_the_declarations(data):
    sheets = sheets_of(draw.raw(data) / BOOK)
    assert list(sheets) == ["Đọc trước", *[sheet.name for sheet in SHEETS], "Danh mục"]
    for sheet in SHEETS:
        headings = [text for text in sheets[sheet.name][HEADING_ROW - 1] if text]
        assert headings == [c.label for c in TABLES[sheet.table].columns if c.name not in sheet.constants]
        assert set(sheet.constants) | {c.name for c in sheet.columns} == {c.name for c in TABLES[sheet.table].columns}
    offered = {row[0]: set(filter(None, row[1:])) for row in zip(*sheets["Danh mục"], strict=True)}
    assert offered["satisfaction"] == set(VOCABULARIES["satisfaction"].values())
    assert offered["hamlets"] == {"Xóm 1", "Xóm 11", "Xóm Đông"}


def test_every_register_of_the_office_has_its_sheet():
    assert set(DIARIES) | {"surveys", "petitions", "late_causes", "appointments", "pauses", "supplements", "totals"} <= {
        s.table for s in SHEETS
    }
    assert len({sheet.name for sheet in SHEETS}) == len({sheet.table for sheet in SHEETS}) == len(SHEETS)
    assert all(len(sheet.name) <= 31 for sheet in SHEETS)


def test_an_untouched_workbook_gives_no_table_and_no_zero(data):
    snapshot = draw.imported(data)
    assert set(snapshot.tables) == {"cases"}
    assert len(draw.found(snapshot, "L0-so-chua-ghi")) == len(SHEETS)
    month = compute(parse_period("2025-12"), data, beside=False)
    assert month.value("complaints_received", "centre") is None
    assert "không có bảng" in month.result("complaints_received", "centre").reason


def test_kept_without_a_row_is_a_zero(data):
    imported(data, {"Phản ánh, kiến nghị": KEPT})
    month = compute(parse_period("2025-12"), data, beside=False)
    assert month.value("complaints_received", "centre") == 0


def test_every_sheet_reads_its_own_example_typed_as_a_row(data):
    """And the example above the headings is never a row."""
    snapshot = imported(data, example_rows())
    for sheet in SHEETS:
        (row,) = draw.rows(snapshot, sheet.table)
        assert row["unreadable"] == "", sheet.name
        assert {name for name, value in sheet.example.items() if value} <= {
            name for name, value in row.items() if value is not None
        }
        assert snapshot.covers[sheet.table] == SPAN
    assert draw.rows(snapshot, "appointments")[0]["kind"] == "apology"
    assert not [item for item in snapshot.findings() if item.level in ("unreadable", "refused")]


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.table for sheet in SHEETS])
def test_without_one_sheet_the_report_computes_and_says_what_is_missing(data, sheet):
    snapshot = imported(data, example_rows(), drop=[sheet.name])
    assert sheet.table not in snapshot.tables
    assert [place for place, _, _ in said(snapshot, "L0-so-thieu-trang")] == [sheet.name]
    month = compute(parse_period("2025-12"), data, beside=False)
    assert month.value("received_all") == 2
    if sheet.table != "totals":  # the system's own totals stand beside ours; without them there is nothing to say
        assert month.now.at_hand[sheet.table].reason == f"kỳ này không có bảng “{TABLES[sheet.table].label}”"


def test_partly_kept_says_which_days(data):
    imported(data, {"Khảo sát": {**SURVEYS, "D3": "30/11/2025"}})
    month = compute(parse_period("2025-12"), data, beside=False)
    assert month.now.at_hand["surveys"].reason == "bảng “Khảo sát hài lòng” không theo dõi các ngày 01/12/2025–14/12/2025"


# ------------------------------------------------------------------------------------------------------ the days it was kept
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"B3": "", "D3": ""}, "Ô B3 và D3 (theo dõi từ ngày, đến ngày) còn trống."),
        ({"D3": ""}, "Ô D3 không phải là một ngày."),
        ({"B3": "15 11 2025"}, "Ô B3 không phải là một ngày."),
        ({"B3": "14/12/2025", "D3": "15/11/2025"}, "Ngày ở ô B3 sau ngày ở ô D3."),
        ({"A3": "", "C3": ""}, "Không còn dòng “Theo dõi từ ngày … đến ngày …” ở đầu trang tính."),
    ],
)
def test_rows_without_the_days_they_were_kept_are_left_out_and_said(data, cells, words):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, **cells}, "Chuyên cần": {**KEPT, "A6": "20/11/2025", "B6": 8, "C6": 8}})
    assert "surveys" not in snapshot.tables
    assert said(snapshot, "L0-so-ngay")[0][2] == words
    assert "2 dòng" in said(snapshot, "L0-so-bo-ra")[0][2]
    assert snapshot.tables["staff_days"]  # the run goes on


def test_rows_that_belong_to_a_case_need_no_days(data):
    snapshot = imported(data, {"Tạm dừng": {"A6": "H1", "B6": "Chờ bổ sung", "C6": "21/11/2025"}})
    assert len(draw.rows(snapshot, "pauses")) == 1
    assert "Các dòng vẫn được đọc." in said(snapshot, "L0-so-ngay")[0][2]


def test_the_days_may_be_date_cells_or_one_sentence(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "B3": dt.datetime(2025, 11, 15), "D3": dt.datetime(2025, 12, 14)},
                               "Đo thử": {"A3": "Theo dõi từ ngày 15/11/2025 đến ngày 14/12/2025"}})  # fmt: skip
    assert snapshot.covers["surveys"] == snapshot.covers["probes"] == SPAN


def test_days_of_another_year(data):
    snapshot = imported(data, {"Khảo sát": {"B3": "15/11/2024", "D3": "14/12/2024"}})
    assert "không có ngày nào của tháng 12/2025" in said(snapshot, "L0-so-ngay-khac-ky")[0][2]


# ------------------------------------------------------------------------------------------------------------------ slips
def test_a_renamed_sheet_is_known_by_its_headings(data):
    snapshot = imported(data, {"Khảo sát": SURVEYS}, rename={"Khảo sát": "KS tháng 12"})
    assert len(draw.rows(snapshot, "surveys")) == 2
    assert said(snapshot, "L0-so-doi-ten") == [
        ("KS tháng 12", None, "Trang tính “KS tháng 12” được đọc là “Khảo sát” theo tiêu đề.")
    ]


def test_a_copied_sheet_is_not_counted_twice(data):
    snapshot = imported(data, {"Khảo sát": SURVEYS}, copy={"Khảo sát": "Khảo sát (2)"})
    assert len(draw.rows(snapshot, "surveys")) == 2
    assert said(snapshot, "L0-so-hai-trang") == [
        ("Khảo sát (2)", None, "Trang tính này cũng là bảng “Khảo sát” đã có; 2 dòng của nó không được tính.")
    ]


def test_a_sheet_of_ones_own_is_left_alone(data):
    path = draw.raw(data) / BOOK
    typed(path, {}, copy={"Danh mục": "Ghi chú của tôi"})
    assert ("Ghi chú của tôi", None, "Trang tính không có bảng nào của sổ, để nguyên.") in said(
        draw.imported(data), "L0-de-nguyen"
    )


@pytest.mark.parametrize("where", [3, 4])
def test_rows_above_the_headings_are_named_and_never_read(data, where):
    path = typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    sheets = sheets_of(path)
    sheets["Khảo sát"].insert(where, ["K9", "H1", "22/11/2025", "Hài lòng"])
    save(path, sheets)
    snapshot = draw.imported(data)
    assert len(draw.rows(snapshot, "surveys")) == 2
    (one,) = said(snapshot, "L0-so-cot-thua")
    assert one[1] == where + 1
    assert f"Ô A{where + 1}, B{where + 1}" in one[2]


def test_a_row_typed_over_the_example(data):
    snapshot = imported(data, {"Khảo sát": {**SURVEYS, "A4": "K9", "B4": "H1", "C4": "22/11/2025", "D4": "Hài lòng"}})
    assert [row for _, row, _ in said(snapshot, "L0-so-cot-thua")] == [4]


def test_the_example_copied_down_counts_and_is_said(data):
    cells = {"A6": "20/11/2025", "B6": "8", "C6": 8, "D6": 1.0}
    assert said(imported(data, {"Chuyên cần": {**KEPT, **cells}}), "L1-dong-lap") == [
        ("Chuyên cần", 6, "Dòng 6 giống hệt dòng ví dụ; vẫn được tính.")
    ]
    assert said(imported(data, {"Chuyên cần": {**KEPT, **cells, "B6": 9}}), "L1-dong-lap") == []


def test_a_column_in_front_of_every_sheet_moves_everything(data):
    path = typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    save(path, {name: [["", *row] for row in rows] for name, rows in sheets_of(path).items()})
    snapshot = draw.imported(data)
    assert len(draw.rows(snapshot, "surveys")) == 2
    assert snapshot.covers["surveys"] == SPAN


def test_the_table_of_another_sheet(data):
    """Somebody pasted the survey table, headings and all, over the sheet of petitions."""
    pasted = {
        "A5": "Mã phiếu",
        "B5": "Mã hồ sơ",
        "C5": "Ngày trả lời",
        "D5": "Mức độ hài lòng",
        "E5": "",
        "F5": "",
        "G5": "",
        "A6": "K1",
        "C6": "20/11/2025",
    }
    snapshot = imported(data, {"Phản ánh, kiến nghị": {**KEPT, **pasted}})
    assert "petitions" not in snapshot.tables
    assert any("của trang tính “Khảo sát”" in message for _, _, message in said(snapshot, "L0-so-tieu-de"))


def test_a_renamed_workbook_is_known_by_its_title(data):
    path = typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    path.rename(path.with_name("So theo doi thang 12 (1).xlsx"))
    assert len(draw.rows(draw.imported(data), "surveys")) == 2


@pytest.mark.parametrize("ending", [".fods", ".numbers", ".OTS"])
def test_a_workbook_saved_in_another_form_is_not_passed_over_in_silence(data, ending):
    path = draw.raw(data) / BOOK
    path.rename(path.with_suffix(ending))
    (finding,) = draw.found(draw.imported(data), "L0-de-nguyen")
    assert (finding.file, finding.level) == (f"so-theo-doi{ending}", "odd")
    assert ".xlsx" in finding.todo


def test_a_pattern_of_the_mapping_for_all_exports_means_no_register(data):
    typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    draw.put(data, "mapping.toml", draw.TAKEN + '[[file]]\nname = "*"\nconstants = { channel = "online", scope = "commune" }\n')
    assert len(draw.rows(draw.imported(data), "surveys")) == 2


def test_an_equal_copy_is_left_alone_and_a_rival_refused(data):
    path = typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    copy = path.with_name("so-theo-doi - Copy.xlsx")
    shutil.copy(path, copy)
    assert len(draw.rows(draw.imported(data), "surveys")) == 2
    typed(copy, {"Khảo sát": {"D6": "Bình thường"}})
    with pytest.raises(InputRefused) as refused:
        draw.imported(data)
    assert draw.rules(refused.value) == ["L0-hai-so"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice(data, tmp_path):
    from hcc_helpers.centre import load_centre
    from hcc_helpers.sources.office.book import write_book

    path = draw.raw(data) / BOOK
    rows = {"surveys": [{"answer_id": "K1", "answered_at": "05/12/2025", "level": "Hài lòng"}]}
    write_book(path, parse_period("2025-12"), load_centre(data), HOURS, rows, {"surveys": SPAN})
    before = draw.rows(draw.imported(data), "surveys")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(tmp_path / "out" / BOOK, path)
    assert draw.rows(draw.imported(data), "surveys") == before
    assert len(draw.found(draw.imported(data), "L0-so-chua-ghi")) == len(SHEETS) - 1
