"""Each thing that verdicts, sums and forecasts once got wrong, with the test on planted data that holds it: one without is seen here."""

from __future__ import annotations

import pytest

from hcc_helpers.places import project_root

ROWS = {
    # finished cases only
    "late by the slip: open cases past their slip are late": "worlds/test_verdicts.py::test_cases_stuck_past_their_slip_are_late",
    "tax: a wait that never ends is over the limit": "worlds/test_verdicts.py::test_waits_that_never_end_are_over_the_limit",
    "tax: a wait is judged once, by its age": "obstacles/test_land_tax.py::test_a_wait_is_over_by_its_age_and_decided_once",
    "tax: a clock binds what began under it": "obstacles/test_land_tax.py::test_a_clock_binds_only_the_waits_that_began_under_it",
    "not the unit's fault: an open case that may still be its own is on neither side": "worlds/test_verdicts.py::test_open_cases_that_may_still_pass_their_own_term_are_on_neither_side",
    "late by the slip: finished cases without a day are on neither side": "worlds/test_verdicts.py::test_finished_cases_without_a_day_are_in_time_or_late",
    "incident days: cases that nobody takes in are delayed": "worlds/test_verdicts.py::test_cases_of_incident_days_that_nobody_takes_in_are_delayed",
    "incident days: cases that never end are delayed": "worlds/test_verdicts.py::test_cases_of_incident_days_that_never_end_are_delayed",
    "unlinked fields: cases that never end are hard to handle": "worlds/test_verdicts.py::test_cases_of_unlinked_fields_that_never_end_are_hard_to_handle",
    "not the unit's fault: open cases without a wait are its own": "worlds/test_verdicts.py::test_open_cases_that_nobody_paused_are_the_units_own",
    "every verdict in a month that is so, that is not, that cannot tell": "worlds/test_verdicts.py::test_verdicts_of_planted_months",
    "many months drawn together are judged as each alone": "worlds/test_verdicts.py::test_months_drawn_together_are_judged_as_each_alone",
    # longer periods
    "a column is asked of every month": "soundness/test_longer_windows.py::test_a_column_is_asked_of_every_month_of_the_window",
    "what waits for intake is a closing stock": "soundness/test_longer_windows.py::test_what_waits_for_intake_is_the_stock_of_the_last_month",
    "every closing stock of every longer window": "soundness/test_longer_windows.py::test_every_closing_stock_of_a_longer_window_is_that_of_its_last_month",
    "two extracts of one instant": "soundness/test_longer_windows.py::test_two_extracts_of_one_instant_give_one_stock",
    "earlier months of one export on every page": "soundness/test_one_choice_of_rows.py::test_earlier_months_of_one_export_are_the_same_on_every_page",
    "flows add, reasons declared as none": "history/test_comparison.py::test_longer_periods_flows_add_stocks_are_those_of_the_edge_and_shares_come_from_their_own_cases",
    # risk, words, durations
    "the risk counts the days already worked": "outlook/test_deadlines_rows.py::test_the_chance_to_be_in_time_counts_the_days_already_worked",
    "the order of the list is that chance": "outlook/test_deadlines_list.py::test_the_order_is_the_chance_to_be_in_time_given_the_days_worked",
    "an effect is capped like a cause": "obstacles/test_verdicts.py::test_what_is_only_observed_is_never_supported",
    "one field on a side says nothing of links": "obstacles/test_systems.py::test_one_field_on_a_side_says_nothing_of_links",
    "the hours of a day are one cluster": "soundness/test_intervals.py::test_the_hours_of_a_day_are_one_cluster",
    "two odd days are no slow month": "worlds/test_verdicts.py::test_two_odd_days_are_no_slow_month",
    "delayed entry of durations": "outlook/test_deadlines_rows.py::test_a_case_counts_only_from_the_age_at_which_it_was_first_seen",
    "delayed entry of land cases": "obstacles/test_land_tax.py::test_delayed_entry_counts_a_case_only_from_when_it_is_seen",
    # forecast
    "a growing series is not left behind": "soundness/test_forecast_coverage.py::test_a_forecast_of_a_growing_series_is_not_left_behind",
    "the interval of a month's total": "soundness/test_forecast_coverage.py::test_the_total_of_a_month_lies_inside_its_interval_eight_times_in_ten",
    "the month of the third Tết": "soundness/test_forecast_coverage.py::test_the_month_of_the_third_tet_lies_inside_its_interval_eight_times_in_ten",
    "limits that cover more by construction": "soundness/test_exact_limits.py::test_rows_that_do_not_say_widen_the_interval_to_every_way_that_they_could_go",
    "quantiles of durations": "soundness/test_durations_coverage.py::test_so_many_coming_cases_are_finished_by_the_day_that_a_quantile_names",
    "every interval that a page prints": "soundness/test_intervals.py::test_an_interval_covers_what_it_says",
    # what is not in the export
    "no due date at hand": "soundness/test_absent_columns.py::test_without_a_column_no_claim_rests_on_it",
    "each optional column of each table": "soundness/test_every_column.py::test_what_is_said_without_a_column_names_the_absence",
    "two columns that tell the same": "soundness/test_absent_together.py::test_what_only_two_columns_tell_is_not_claimed_without_both",
    "waits that nobody can place": "soundness/test_every_column.py::test_waits_that_nobody_can_place_are_said",
    "an unknown channel is neither": "worlds/test_verdicts.py::test_an_unknown_channel_is_neither_online_nor_in_person",
    "nothing is late by a moment not seen": "facts/test_columns_of_every_month.py::test_nothing_is_late_by_a_moment_that_the_export_has_not_seen",
    "no closing information": "soundness/test_no_closing_dates.py::test_without_any_day_of_ending_only_what_was_received_is_told",
    "before the first case there is no figure": "soundness/test_one_choice_of_rows.py::test_before_its_first_case_a_list_says_nothing",
    "an export of one month covers no other": "soundness/test_one_choice_of_rows.py::test_an_export_of_one_month_is_no_export_of_the_one_before",
    # judging
    "invented data never beside real": "history/test_communes.py::test_invented_data_is_never_ranked_beside_real",
    "a change of mix only": "soundness/test_judging.py::test_a_change_that_is_mix_only_is_neither_better_nor_worse",
    "a bulk action is a sign": "soundness/test_absent_columns.py::test_a_bulk_action_is_a_sign",
    "page 03 before its rules": "soundness/test_periods_stand_alone.py::test_page_03_says_from_when_its_rules_hold",
    "a rule missing beside": "soundness/test_periods_stand_alone.py::test_a_rule_that_is_missing_for_a_window_beside_does_not_refuse_the_period",
    "each period stands alone": "soundness/test_periods_stand_alone.py::test_a_period_without_data_discards_no_other",
    "an interval that is not adjusted says so": "soundness/test_judging.py::test_an_interval_that_is_not_adjusted_says_so",
    "families without near-copies": "soundness/test_judging.py::test_a_family_of_tests_holds_no_near_copy_of_a_count",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_test(row):
    file, _, name = ROWS[row].partition("::")
    assert f"\ndef {name}(" in (project_root() / "tests" / file).read_text("utf-8")
