"""Each row of what changed in 2026, with the drawn example that shows it: a row without one is seen here, a new row as well."""

from __future__ import annotations

import pytest

from hcc_helpers.places import project_root

R = "indicators/test_rules_2026.py::"
# (from, act and article as the list writes them) → tests, each a drawn example of what the row says
ROWS = {
    ("05/08/2026", "điều 18.2 of 118"): [
        R + "test_the_hour_of_passing_on_has_its_own_text_from_the_day",
        R + "test_a_file_is_passed_on_the_same_day_or_at_the_start_of_the_next",
        R + "test_a_file_accepted_the_day_before_has_no_such_duty",
    ],
    ("05/08/2026", "điều 14.4, 17.3"): [
        R + "test_two_clocks_in_one_table",
        R + "test_before_the_other_authority_has_the_file_nothing_is_due",
        R + "test_received_elsewhere_and_decided_here_is_an_outcome_and_no_work_of_the_counter",
    ],
    ("05/08/2026", "điều 3.9, 4.2b, 17.2a"): [
        R + "test_a_kiosk_is_neither_online_nor_in_person",
        R + "test_form_06a_puts_kiosks_where_the_setting_says_and_nowhere_without_one",
    ],
    ("05/08/2026", "điều 4.2a"): [R + "test_papers_that_a_database_holds_may_not_be_asked_for_from_the_day"],
    ("05/08/2026", "điều 17.2a"): [R + "test_asked_more_than_once_for_supplements"],
    ("05/08/2026", "điều 35.2"): [
        R + "test_the_pattern_of_case_codes_is_dated",
        "papers/test_form_06a.py::test_the_form_says_by_which_circular_it_is_made_once_another_may_have_replaced_it",
    ],
    ("2026", "310/2026/NĐ-CP"): [R + "test_the_time_of_filing_is_not_the_time_of_acceptance"],
    ("20/07/2026", "29/2026/QĐ-TTg"): [
        "test_law.py::test_a_period_that_holds_the_day_is_compared_with_neither_side",
        "test_law.py::test_the_line_of_a_chart_breaks_on_both_sides_of_the_period",
        "test_law.py::test_a_break_names_its_act_and_touches_only_its_indicators",
    ],
    ("01/07/2026", "224/2026/NĐ-CP"): [R + "test_full_service_rests_on_the_law_on_digital_transformation"],
    ("01/08/2026", "09/2026/TT-BTP"): [
        "papers/test_form_06a.py::test_the_form_says_by_which_circular_it_is_made_once_another_may_have_replaced_it"
    ],
    ("2025", "367/2025/NĐ-CP"): [
        "test_law.py::test_an_act_is_in_force_from_its_period_on",
        "whole/test_sample_2026.py::test_page_00_says_which_rules_and_acts_held_from_when_and_how_sure",
    ],
    ("01/07/2025", "apology rule"): [R + "test_the_apology_rule_has_a_version_since_its_decree_ended"],
    ("01/01/2026", "Luật 91/2025/QH15"): [
        "test_law.py::test_an_act_is_in_force_from_its_period_on",
        "test_law.py::test_the_law_on_personal_data_stands_on_the_page_about_safety",
        "whole/test_sample_2026.py::test_page_00_says_which_rules_and_acts_held_from_when_and_how_sure",
    ],
    ("01/03/2027", "Luật Hộ tịch"): ["test_law.py::test_an_act_is_in_force_from_its_period_on"],
    ("2027", "Tết 2027"): [R + "test_tet_2027_has_two_windows_while_it_is_provisional"],
}
EXAMPLES = sorted({test for tests in ROWS.values() for test in tests})


@pytest.mark.parametrize("test", EXAMPLES)
def test_an_example_is_there(test):
    file, _, name = test.partition("::")
    assert f"\ndef {name}(" in (project_root() / "tests" / file).read_text("utf-8")


def test_every_row_of_the_list_has_an_example(material):
    """The last article of a row is the amended one, which no two rows share; an act without articles is found by its name."""
    lines = (material / "domain" / "rules-2026.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]
    assert len(rows) == len(ROWS)
    without = [row[:2] for row in rows if len([key for key in ROWS if _is_of(key, row)]) != 1]
    assert without == []


def _is_of(key: tuple[str, str], row: list[str]) -> bool:
    since, what = key
    act = row[1].replace("**", "")
    return row[0] == since and (
        act.endswith("→ " + what)
        or act.split("→")[-1].strip() == what
        or (not act.startswith("điều") and "→" not in act and what in " | ".join(row[:3]))
    )
