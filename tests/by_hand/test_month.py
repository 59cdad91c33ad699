"""`month` by hand: what an analyst types, what she gets, and what a slip of hers is told."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from hcc_helpers.by_hand.completing import offer
from hcc_helpers.cli.why import print_why, rows_of
from hcc_helpers.errors import WrongWords
from hcc_helpers.facts.declare import FLAGS, ROLLUPS
from hcc_helpers.facts.row_by_row import flags_of_row, rolled_up
from hcc_helpers.indicators.compute import compute_window, tables_for
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.month import open_month
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.publish.notebooks import find_notebooks
from hcc_helpers.report.answers import ANSWERS
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.what_is_new import import_what_is_new


@pytest.fixture(scope="module")
def month(sample_root):
    return open_month({"period": "2025-12", "data": str(sample_root)})


def test_month_alone_says_ten_lines_at_most(month):
    said = repr(month)
    assert len(said.splitlines()) <= 10
    assert "Tháng 12/2025" in said
    assert "month.cases(" in said


def test_every_answer_is_listed_once_with_its_question(month):
    assert sorted(dir(month.answers)) == sorted(ANSWERS)
    listed = repr(month.answers)
    assert all(name in listed for name in ANSWERS)
    assert "Thu bao nhiêu phí, lệ phí?" in listed
    assert "Thu bao nhiêu phí, lệ phí?" in month.__doc__  # what `month?` shows
    assert month.answers.fees.__doc__ == "Thu bao nhiêu phí, lệ phí?"
    assert month.answers.fees().text == month.answer("fees").text


def test_tables_and_figures_are_numbered_on_from_cell_to_cell(month):
    month.given.clear()
    html = "".join(month.answer(name).html for name in ("received_by_channel", "outcomes"))
    for kind, pattern in (("bang", r'Bảng.<span class="so">(\d+)'), ("hinh", r'hinh-ten">Hình.<span class="so">(\d+)')):
        numbers = [int(one) for one in re.findall(pattern, html.replace("&nbsp;", " "))]
        assert numbers == list(range(1, len(numbers) + 1)), kind
        assert len(numbers) > 1
    assert 'class="so">0<' not in html


@pytest.mark.parametrize(
    ("typed", "offered", "label"),
    [
        ("month.", "answers.fees", "Thu bao nhiêu phí, lệ phí?"),
        ("month.answers.fe", "fees", "Thu bao nhiêu phí, lệ phí?"),
        ('month.answer("fe', "fees", "Thu bao nhiêu phí, lệ phí?"),
        ('month.value("resolved_l', "resolved_late", "Giải quyết quá hạn"),
    ],
)
def test_tab_offers_answers_with_their_question_and_indicators_with_their_label(month, typed, offered, label):
    shell = InteractiveShell()
    shell.user_ns["month"] = month
    offer(shell, type(month))
    offer(shell, type(month))  # once is enough
    with provisionalcompleter():
        found = [(one.text, one.type) for one in shell.Completer.completions(typed, len(typed))]
    assert found.count((offered, label)) == 1
    if typed == "month.":
        assert {"cases", "compare", "explain", "show", "value"} <= {text for text, _ in found}


@pytest.mark.parametrize("scope", ["commune", "land"])
def test_there_are_as_many_cases_as_the_number_says(month, scope):
    counted = [i for i in REGISTRY.values() if i.kind == "count" and not i.calendar_month]
    checked = 0
    for indicator in counted:
        if month.value(indicator.id, scope):
            assert len(month.cases(indicator.id, scope)) == month.value(indicator.id, scope), indicator.id
            checked += 1
    assert checked > 50


def test_the_rows_of_a_total_add_up_and_those_of_a_share_are_its_part(month):
    assert month.cases("fees_total")["amount_vnd"].sum() == 32_873_000
    assert len(month.cases("resolved_late_pct")) == month.value("resolved_late") == 6


def test_cases_carry_their_labels(month):
    cases = month.cases("resolved_late")
    assert cases.attrs["labels"]["case_id"] == "Mã hồ sơ"
    in_words = month.cases("resolved_late", labels=True)
    assert "Mã hồ sơ" in in_words
    assert set(in_words["Hình thức nhận"]) <= {"Trực tuyến", "Trực tiếp"}


@pytest.mark.parametrize(
    ("slip", "nearest"),
    [
        (lambda m: m.value("resolved_laet"), "resolved_late"),
        (lambda m: m.value("resolved_late", "lnad"), "land"),
        (lambda m: m.cases("resolved_laet"), "resolved_late"),
        (lambda m: m.table("csaes"), "cases"),
        (lambda m: m.explain("fees_totl"), "fees_total"),
        (lambda m: m.compare("resolved_late_pc"), "resolved_late_pct"),
        (lambda m: m.show(pd.DataFrame({"a": ["x"], "b": [1]}), "Hình", kind="bar"), "bars"),
    ],
)
def test_a_slip_is_told_the_nearest_name(month, slip, nearest):
    with pytest.raises(WrongWords, match=nearest):
        slip(month)


def test_an_unknown_answer_names_the_nearest(month):
    with pytest.raises(AttributeError, match="fees"):
        month.answers.feees()


def test_explain_gives_definition_number_flags_rules_and_cases(month):
    said = month.explain("resolved_late_pct", scope="land").text
    assert "0,30%" in said
    assert "4 (resolved_late) / 1.313 (resolved_with_due)" in said
    assert "is_finished_late = is_finished and (closed_at >= late_from or told_late == 1)" in said
    assert "theo ngày" in said
    assert "4 dòng đứng sau: H41." in said


def test_periods_and_compare(month):
    assert list(month.periods()["period"]) == [f"2025-{n:02d}" for n in range(7, 13)]
    shown = month.compare("in_time_pct", before="2025-11")
    assert "tháng 11/2025" in shown.html.lower().replace("\u00a0", " ")


def test_a_table_of_ones_own_is_a_figure_of_the_house(month):
    cases = month.cases("resolved_all", labels=True)
    counts = cases.groupby("Lĩnh vực").size().sort_values(ascending=False).head(5).rename("Hồ sơ")
    bars = month.show(counts, "Hồ sơ đã giải quyết theo lĩnh vực", kind="bars", unit="cases").html
    assert 'class="hinh"' in bars
    assert "alt=" in bars
    assert "Bảng số của hình" in bars
    table = month.show(counts, "Hồ sơ đã giải quyết theo lĩnh vực").html
    assert "<caption>" in table
    line = month.show(
        pd.DataFrame({"Tháng": ["2025-11", "2025-12"], "Tỷ lệ": [98.5, 99.25]}), "Đúng hạn", kind="line", unit="percent"
    )
    assert "99,25%" in line.html


def test_small_counts_stay_off_pages_for_the_public(month):
    month_for_all = type(month)(month.numbers, "public")
    frame = pd.DataFrame({"Xóm": ["Xóm 1", "Xóm 2"], "Hồ sơ": [3, 40]})
    said = month_for_all.show(frame, "Hồ sơ theo xóm").html
    assert "dưới 10" in said.replace("\u00a0", " ")
    assert ">3<" not in said
    with pytest.raises(WrongWords, match="công khai"):
        month_for_all.show(frame, "Hồ sơ theo xóm", kind="bars")
    with pytest.raises(WrongWords, match="công khai"):
        month_for_all.cases("resolved_late")


def test_by_hand_an_output_carries_the_scoped_look_and_in_a_run_it_does_not(month):
    assert month.answer("fees").html.startswith('<div class="hcc">')
    in_a_run = type(month)(month.numbers, "internal", run_id="abc")
    assert not in_a_run.answer("fees").html.startswith('<div class="hcc">')


def test_another_period_is_a_month_of_its_own(month):
    before = month.at()
    assert before.numbers.period.text == "2025-11"
    assert month.at("2025-10").value("received_all") != month.value("received_all")


def test_the_template_for_own_questions_runs_to_its_end(sample_root, tmp_path):
    """The worked question, as papermill runs it for a month; its table is counted a second time from the cases."""
    import papermill

    done = papermill.execute_notebook(
        str(project_root() / "notebooks" / "06_own_question.ipynb"),
        str(tmp_path / "done.ipynb"),
        progress_bar=False,
        parameters={"period": "2025-12", "data": str(sample_root), "run_id": "thu"},
    )
    text = " ".join(str(output) for cell in done.cells if cell.cell_type == "code" for output in cell.outputs)
    assert "Số ngày giải quyết hồ sơ khai sinh" in text
    assert "application/vnd.hcc.done+json" in text
    births = open_month({"period": "2025-12", "data": str(sample_root)}).cases("resolved_all")
    births = births[births["procedure_name"].str.contains("khai sinh", na=False)]
    assert f">{(births['accepted_at'].dt.day_of_week == 0).sum()}<" in text


def test_the_template_is_no_page_and_its_copy_is(tmp_path):
    source = project_root() / "notebooks" / "06_own_question.ipynb"
    for name in ("06_own_question.ipynb", "20_khai_sinh.ipynb"):
        (tmp_path / name).write_bytes(source.read_bytes())
    assert [notebook.name for notebook in find_notebooks(tmp_path)] == ["20_khai_sinh"]


# ------------------------------------------------------------------------------------------------ one case: hcc why


def both_engines(con, every: int) -> tuple[int, list[str]]:
    """How many rows were judged twice, and the flags of which row by row and SQL say different things."""
    judged_rows, differ = 0, set()
    for table in sorted({of for of, _ in FLAGS}):
        found = con.execute(f"SELECT * FROM {table} ORDER BY ALL")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()][::every]
        judged_rows += len(rows)
        for row in rows:
            differ |= {f"{table}.{name}" for name, held in flags_of_row(table, row).items() if row[name] is not held}
    return judged_rows, sorted(differ)


def test_row_by_row_says_what_the_query_says_of_every_flag(month, record_property):
    judged_rows, differ = both_engines(month.numbers.now.con, every=7)
    record_property("trust", f"{judged_rows} dòng tính lại từng cờ, {len(differ)} khác")
    assert differ == []
    assert judged_rows > 3000


@pytest.mark.long
def test_row_by_row_says_what_the_query_says_of_every_row_of_every_month(sample_root, record_property):
    judged_rows = 0
    for text in sorted(path.name for path in (sample_root / "raw").iterdir()):
        import_what_is_new(parse_period(text), sample_root)
        number, differ = both_engines(tables_for(parse_period(text, load_centre(sample_root).since), sample_root).con, every=1)
        assert (text, differ) == (text, [])
        judged_rows += number
    record_property("trust", f"{judged_rows} dòng của mọi tháng tính lại từng cờ, 0 khác")
    assert judged_rows > 100_000


def test_roll_ups_of_a_case_are_those_of_its_rows(month):
    con = month.numbers.now.con
    checked = 0
    for (to, name), roll in ROLLUPS.items():
        if not month.numbers.now.at_hand[roll.of].is_at_hand:
            continue
        (rolled,) = con.execute(f"SELECT list({name} ORDER BY case_id) FROM {to} WHERE case_id IS NOT NULL").fetchall()[0]
        keys = [row[0] for row in con.execute(f"SELECT case_id FROM {to} WHERE case_id IS NOT NULL ORDER BY case_id").fetchall()]
        for case_id, held in list(zip(keys, rolled, strict=True))[::300]:
            assert rolled_up(to, name, rows_of(con, roll.of, case_id)) == held, (name, case_id)
            checked += 1
    assert checked > 100


def test_why_gives_every_flag_its_reason_and_the_figures_that_stand_on_it(month, sample_root, capsys):
    late = month.cases("resolved_late")["case_id"].iloc[0]
    assert print_why(month.numbers.period, sample_root, late) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} (" in said for of, name in FLAGS if of == "cases")
    assert (
        "đúng  is_finished_late (giải quyết quá hạn): is_finished [is_finished: đúng]; closed_at >= late_from [closed_at: "
        in said
    )
    assert "sai   is_stock (còn lại cuối kỳ): is_open [is_open: sai]; is_unknown [is_unknown: sai]" in said
    assert ", resolved_late," in said.partition("\nCác")[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Nguyễn Thị Bí Mật 0912345678", "hcc trace"),
        ("H41.72-251127-0030x", "H41.72-251127-0030"),
        ("earlier", "số liệu của 2025-0"),
    ],
)
def test_an_unknown_case_is_not_said_again(month, sample_root, typed, told):
    if typed == "earlier":
        typed = (
            compute_window(parse_period("2025-07", load_centre(sample_root).since), sample_root)
            .con.execute("SELECT min(case_id) FROM cases WHERE is_closed")
            .fetchall()[0][0]
        )
    with pytest.raises(WrongWords) as unknown:
        print_why(month.numbers.period, sample_root, typed)
    assert told in unknown.value.text()
    assert typed not in unknown.value.text()
