"""Each row of what a new office's first month must do, with the test that holds it: a row without one is seen here."""

from __future__ import annotations

import pytest

from hcc_helpers.places import project_root

ROWS = {
    # said without data
    "a list without scope or channel stops the month with the lines to paste": "whole/test_first_month.py::test_the_first_month_with_at_most_ten_commands",
    "mapping.toml.txt": "whole/test_first_month.py::test_a_mapping_that_notepad_renamed_is_refused_with_its_right_name",
    "a period without its own export is not computed from left-overs": "facts/test_case_coverage.py::test_one_month_of_the_sample_deleted",
    "a later export of all cases answers for what its extraction covers": "facts/test_case_coverage.py::test_a_later_export_of_all_cases_answers_for_every_window_before_its_extraction",
    "the folder that would be taken is named": "facts/test_case_coverage.py::test_the_message_names_the_folder_that_would_be_taken",
    "a register row that no figure takes": "whole/test_first_month.py::test_a_register_row_that_no_figure_takes_is_said",
    "a balanced panel of periods and communes": "history/test_comparison.py::test_the_package_reads_back_and_is_the_same_twice",
    "a heading that the file lacks": "whole/test_first_month.py::test_a_heading_that_the_file_lacks_is_refused_with_the_near_ones",
    # dead ends
    "hcc new completes what is missing": "cli/test_new_month.py::test_a_second_time_completes_what_is_missing_and_overwrites_nothing",
    "installing comes first": "whole/test_first_month.py::test_the_guide_installs_before_its_first_command",
    "office settings over the defaults, key by key": "cli/test_first_steps.py::test_one_rule_in_data_office_changes_that_rule_only",
    "tests never read office settings": "cli/test_first_steps.py::test_tests_never_read_what_an_office_has_set",
    "hcc check and --all": "cli/test_first_steps.py::test_check_shows_what_matters_and_all_of_it_when_asked",
    "hcc alone": "cli/test_first_steps.py::test_hcc_alone_lists_every_command_with_what_it_does",
    "hcc doctor": "cli/test_first_steps.py::test_what_is_missing_is_named_with_what_to_do",
    "curly quotes named with their line": "whole/test_first_month.py::test_word_quotes_are_named_with_their_line",
    "a refused correction shows what the cell holds": "sources/test_corrections.py::test_what_does_not_hold_is_not_used_and_said_with_its_line",
    "the refused list goes when the month is accepted": "sources/test_refusals.py::test_the_list_goes_away_with_the_fault",
    "one indicator in seconds": "indicators/test_oracle.py::test_one_indicator_is_equal",
    "where the second computation is told": "indicators/test_oracle.py::test_where_an_unknown_indicator_is_told",
    "a sixth obstacle": "obstacles/test_a_sixth.py::test_a_sixth_obstacle_is_known_everywhere_by_its_own_file",
    # silently wrong
    "own numbers blank, repeated or rounded": "sources/test_corpus.py::test_payments_count_whatever_their_own_number_is",
    "own numbers that begin anew each month": "facts/test_numbers_that_begin_anew.py::test_months_whose_numbers_begin_at_one_count_fully",
    "overlapping extracts count once": "facts/test_numbers_that_begin_anew.py::test_two_extracts_that_overlap_count_a_row_once",
    "two lists of one folder numbered from 1": "sources/test_joins.py::test_numbers_that_begin_anew_in_a_later_list_are_other_rows",
    "money that lost its zeros": "sources/test_corpus.py::test_money_that_lost_its_zeros_is_refused",
    "a very hidden sheet": "sources/test_sheets_and_rows.py::test_a_very_hidden_sheet_is_not_counted_and_named",
    "a list that goes on on the next sheet": "sources/test_sheets_and_rows.py::test_a_list_that_goes_on_without_headings_is_read_to_its_end_and_said",
    "error cells of .xls": "sources/test_older_workbooks.py::test_a_genuine_old_workbook",
    "error cells of .xlsb and .ods": "sources/test_older_workbooks.py::test_an_error_cell_of_another_workbook_is_unreadable_and_named",
    "an amount in scientific form": "sources/test_corpus.py::test_money_as_it_is_written",
    "a total that leaves rows out says so": "report/test_left_out.py::test_the_fees_say_how_many_amounts_could_not_be_read",
    "a payment's code in lower case": "sources/test_sheets_and_rows.py::test_a_payment_whose_case_is_written_in_lower_case_finds_it",
    "rows that match nothing by the hundred": "sources/test_corpus.py::test_rows_that_match_nothing_by_the_share_stop_the_month_until_somebody_says_so",
    # crash
    "any shape of package": "sources/test_sheets_and_rows.py::test_any_shape_of_package_is_right_or_refused_with_help",
    "all six months, every page": "whole/test_small_months.py::test_every_answer_of_every_month_of_the_sample",
    "a user's own start-up": "publish/test_warm.py::test_what_a_user_has_set_up_for_other_work_plays_no_part",
    "a long folder for temporary files": "publish/test_warm.py::test_a_folder_of_sockets_has_a_short_path",
    "every seed": "whole/test_seeds.py::test_every_seed_meets_the_plan",
    "dates outside the calendar": "sources/test_corpus.py::test_a_date_outside_the_calendar_is_unreadable_and_named",
    # refused though it should work
    "two tables of one list in a page": "sources/test_sheets_and_rows.py::test_two_tables_of_one_list_in_a_page",
    "what stands before a page": "sources/test_sheets_and_rows.py::test_what_stands_before_a_page_is_no_matter",
    "Windows-1258": "sources/test_sheets_and_rows.py::test_windows_1258_is_read",
    "dates as systems write them": "sources/test_sheets_and_rows.py::test_a_moment_as_systems_write_it",
    "serial numbers": "sources/test_sheets_and_rows.py::test_serial_numbers_where_the_mapping_says_so",
    "offsets that change": "whole/test_foreign_city.py::test_times_whose_offset_changes_are_the_citys_own_clock",
    "a source that only says late or not": "whole/test_foreign_city.py::test_a_source_that_only_says_late_or_not",
    "a few blank acceptance dates": "sources/test_corpus.py::test_a_few_blank_acceptance_dates_leave_the_list_usable",
    "deleted rows are not quadratic": "sources/test_sheets_and_rows.py::test_taking_out_deleted_rows_is_not_quadratic",
    "a row filter": "sources/test_mapping_shapes.py::test_a_row_filter_reads_its_rows_and_lists_the_others",
    "one file as two tables": "sources/test_mapping_shapes.py::test_one_file_as_two_tables",
    "a date and a time column": "sources/test_mapping_shapes.py::test_a_date_and_a_time_in_two_columns",
    "a column by position": "sources/test_mapping_shapes.py::test_where_headings_repeat_a_column_is_named_by_its_letter",
    "other channels": "sources/test_mapping_shapes.py::test_a_channel_beside_the_four_is_another_channel",
    "amounts with cents": "sources/test_mapping_shapes.py::test_amounts_with_cents_where_the_mapping_allows_them",
    "paid beside charged": "sources/test_mapping_shapes.py::test_what_was_paid_is_held_against_what_was_charged",
    # messages
    "a column that fails alike": "sources/test_sheets_and_rows.py::test_a_column_that_fails_alike_is_said_once_with_the_lines_that_would_read_it",
    "an unknown word a thousand times": "sources/test_sheets_and_rows.py::test_an_unknown_word_a_thousand_times_is_one_line_and_a_person_only_a_shape",
    "hcc map": "cli/test_map.py::test_the_proposal_reads_the_file",
    "rows hidden by a style sheet": "sources/test_corpus_odd.py::test_an_odd_file_has_its_one_outcome",
    "every kind of file has its one outcome": "sources/test_corpus.py::test_a_kind_of_file_has_its_one_outcome",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_test(row):
    file, _, name = ROWS[row].partition("::")
    assert f"\ndef {name}(" in (project_root() / "tests" / file).read_text("utf-8")
