"""The office's own registers: read as the suite's own csv, kept by days, followed over months."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest
from drawn import drawn_settings, drawn_snapshot, drawn_window, flagged
from filled_books import sheets_of, typed

from hcc_helpers.facts.rows import DIARIES
from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.mapping.formats import own_shapes, shipped
from hcc_helpers.sources.mapping.headings import Match
from hcc_helpers.sources.mapping.recognise import recognise
from hcc_helpers.sources.office.sheets import BOOK, HEADING_ROW, SHEETS


@pytest.mark.parametrize("which", ["all", "required"])
@pytest.mark.parametrize("table", DIARIES)
def test_a_register_is_recognised_by_its_headings(table, which):
    """With every column, and with the fewest that a file may have."""
    headings = [column.label for column in TABLES[table].columns if which == "all" or column.required]
    match = recognise(Grid("csv", "", [headings, ["1"] * len(headings)]), [*shipped(), *own_shapes()])
    assert isinstance(match, Match), match
    assert match.format.table == table
    assert len(match.columns) == len(headings)


def rows(window: Window, table: str, column: str) -> list:
    con, _ = flagged(window)
    return [row[0] for row in con.execute(f"SELECT {column} FROM {table} ORDER BY 1").fetchall()]


def over_two_months(folder, table: str, november: list[dict], december: list[dict]) -> Window:
    months = [
        drawn_snapshot(folder, month, {"cases": [], table: given}, parse_period(month).end)
        for month, given in (("2025-11", november), ("2025-12", december))
    ]
    return Window(parse_period("2025-Q4"), tuple(months), tuple(months))


def test_a_row_that_a_later_month_goes_on_with_is_one_row(tmp_path):
    first = {"difficulty_no": "1", "raised_on": "2025-11-20", "authority": "commune"}
    window = over_two_months(tmp_path, "difficulties", [first], [first | {"settled_on": "2025-12-03"}])
    assert rows(window, "difficulties", "settled_on") == [datetime(2025, 12, 3, 9)]


def test_numbers_that_begin_anew_each_month_are_other_rows(tmp_path):
    november, december = (
        {"guidance_no": "1", "guided_on": day, "kind": "filing", "people": 2} for day in ("2025-11-20", "2025-12-01")
    )
    assert rows(over_two_months(tmp_path, "guidance", [november], [december]), "guidance", "people") == [2, 2]


def test_rows_without_a_number_count_each_in_a_month_and_once_over_two(tmp_path):
    tally = {"guided_on": "2025-12-01", "kind": "filing", "people": 2}
    assert rows(over_two_months(tmp_path, "guidance", [tally, tally], [tally]), "guidance", "people") == [2]
    assert rows(over_two_months(tmp_path / "own", "guidance", [], [tally, tally]), "guidance", "people") == [2, 2]


@pytest.mark.parametrize("table", DIARIES)
def test_kept_and_empty_is_at_hand_absent_is_not(tmp_path, table):
    _, at_hand = flagged(drawn_window(tmp_path / "kept", "2025-12", {"cases": [{}], table: []}))
    assert at_hand[table].is_at_hand
    _, at_hand = flagged(drawn_window(tmp_path / "absent", "2025-12", {"cases": [{}]}))
    assert at_hand[table].reason == f"kỳ này không có bảng “{TABLES[table].label}”"


def measured(window: Window, id: str):
    con, at_hand = flagged(window)
    (result,) = measure(con, at_hand, drawn_settings().rules, ("commune",), only=[id])
    return result


OF_REGISTERS = [i.id for i in REGISTRY.values() if i.of in DIARIES and i.kind in {"count", "total"}]


@pytest.mark.parametrize("id", OF_REGISTERS)
def test_nothing_happened_on_covered_days_is_0(tmp_path, id):
    table = REGISTRY[id].of
    assert measured(drawn_window(tmp_path, "2025-12", {"cases": [{}], table: []}), id).value == 0


@pytest.mark.parametrize("table", DIARIES)
def test_a_register_kept_for_a_part_of_the_period_says_which_days_are_missing(tmp_path, table):
    id = next((i.id for i in REGISTRY.values() if i.of == table), "in_person_no_vneid")
    covers = {table: (date(2025, 12, 1), date(2025, 12, 10))}
    result = measured(drawn_window(tmp_path, "2025-12", {"cases": [{}], table: [{}]}, covers=covers), id)
    assert result.value is None
    assert (
        result.reason
        == f"không có số liệu: bảng “{TABLES[table].label}” không theo dõi các ngày 15/11/2025–30/11/2025; 11/12/2025–14/12/2025"
    )


def test_a_difficulty_that_nobody_settled_is_a_0_and_not_a_missing_column(tmp_path):
    window = drawn_window(tmp_path, "2025-12", {"cases": [{}], "difficulties": [{}]})
    assert measured(window, "difficulties_settled").value == 0
    assert measured(window, "difficulties_open").value == 1


def test_procedures_are_counted_once_however_many_cases(tmp_path):
    cases = [
        {"procedure_code": code, "channel": channel}
        for code, channel in (("A", "in_person"), ("A", "in_person"), ("A", "online"), ("B", "online"))
    ]
    window = drawn_window(tmp_path, "2025-12", {"cases": cases})
    assert measured(window, "procedures_in_person_pct").value == 50
    assert (measured(window, "procedures_used_in_person").value, measured(window, "procedures_used").value) == (1, 2)


def test_a_snapshot_of_before_a_column_was_declared_is_read_with_it_empty(tmp_path):
    import pyarrow.parquet as pq

    window = drawn_window(tmp_path, "2025-12", {"cases": [{}], "result_documents": [{}]})
    path = window.feeding[0].tables["result_documents"]
    pq.write_table(pq.read_table(path).drop_columns(["is_paper_given"]), path)
    assert measured(window, "results_signed").value == 1
    assert measured(window, "results_electronic_only").reason.startswith("không có số liệu: tệp xuất không có cột")


# ------------------------------------------------------------------------------------------------ the sample


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12", load_centre(sample_root).since), sample_root)


def sheet(root, table: str) -> pd.DataFrame:
    """The register of December as the file says it, dates as text."""
    name = next(sheet.name for sheet in SHEETS if sheet.table == table)
    _, *rows = sheets_of(root / "raw" / "2025-12" / BOOK)[name][HEADING_ROW - 1 :]
    return (
        pd.DataFrame(rows)
        .iloc[:, : len(TABLES[table].columns)]
        .set_axis([column.label for column in TABLES[table].columns], axis=1)
    )


def inside(days: pd.Series) -> pd.Series:
    at = pd.to_datetime(days.replace("", None), dayfirst=True, format="mixed")
    return (at >= "2025-11-15") & (at < "2025-12-15")


def test_the_samples_registers_are_counted_as_the_files_say(december, sample_root):
    done = sheet(sample_root, "outreach")
    for id, word in (("outreach_kind_leaflet", "Tờ rơi"), ("outreach_kind_video", "Video"), ("outreach_kind_article", "Tin bài")):
        assert december.value(id, "centre") == (done["Hình thức tuyên truyền"] == word).sum() > 0
    guided = sheet(sample_root, "guidance")
    for id, word in (
        ("guidance_account", "Tạo tài khoản"),
        ("guidance_filing", "Nộp trực tuyến"),
        ("guidance_payment", "Thanh toán trực tuyến"),
    ):
        assert (
            december.value(id, "centre")
            == guided.loc[guided["Loại hướng dẫn"] == word, "Số người được hướng dẫn"].astype(int).sum()
            > 0
        )
    days = sheet(sample_root, "staff_days")
    assert december.value("staff_on_time", "centre") == days["Số người đúng giờ"].astype(int).sum()
    assert december.value("incidents_begun", "centre") == inside(sheet(sample_root, "incidents")["Bắt đầu sự cố"]).sum() == 7
    assert december.value("hamlets_with_group", "centre") == len(sheet(sample_root, "hamlet_groups")) == 12
    told = sheet(sample_root, "difficulties")
    assert december.value("difficulties_raised", "centre") == inside(told["Ngày nêu vướng mắc"]).sum()
    assert december.value("difficulties_settled", "centre") == inside(told["Ngày tháo gỡ"]).sum()


def test_every_case_filed_in_person_in_december_has_its_reason(december):
    parts = [
        december.value(id)
        for id in REGISTRY
        if id.startswith("in_person_") and REGISTRY[id].which and id != "in_person_visited_again"
    ]
    assert sum(parts) == december.value("new_in_person") == 34
    assert december.value("in_person_reason_untold") == 0


SHOWN = {
    "difficulties": "difficulties",
    "reminders": "reminders",
    "staff_days": "staff_days",
    "hamlet_groups": "hamlet_groups",
    "outreach": "outreach",
    "new_texts": "new_texts",
    "guidance": "guidance",
    "in_person_reasons": "in_person_reasons",
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_answer_has_a_finding_and_a_table(december, name):
    shown = answer(name, december, "commune", "internal")
    assert shown.text.endswith(".")
    assert "<caption>" in shown.html
    assert "{" not in shown.text


@pytest.mark.parametrize("name", SHOWN)
def test_without_its_register_an_answer_says_how_to_begin_one(sample_root, tmp_path, name):
    import shutil

    for part in ("reference", "raw/2025-12"):
        shutil.copytree(sample_root / part, tmp_path / part)
    gone = next(sheet.name for sheet in SHEETS if sheet.table == SHOWN[name])
    typed(tmp_path / "raw" / "2025-12" / BOOK, {}, drop=[gone])
    month = compute(parse_period("2025-12", load_centre(tmp_path).since), tmp_path, beside=False)
    shown = answer(name, month, "commune", "internal")
    assert f"Kỳ này không có bảng “{TABLES[SHOWN[name]].label}”" in shown.html
    assert "Theo dõi từ ngày" in shown.html
