"""What a typed period means: its window, its words, its neighbours, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_helpers.errors import WrongWords
from hcc_helpers.periods import parse_period, parse_periods

SINCE = date(2025, 7, 1)

WINDOWS = """
2025-12                          | month        | 15/11/2025 đến hết 14/12/2025 | tháng 12/2025
2026-01                          | month        | 15/12/2025 đến hết 14/01/2026 | tháng 01/2026
2026-03                          | month        | 15/02/2026 đến hết 14/03/2026 | tháng 3/2026
2025-Q4                          | quarter      | 15/09/2025 đến hết 14/12/2025 | quý IV/2025
2026-Q1                          | quarter      | 15/12/2025 đến hết 14/03/2026 | quý I/2026
2026-H1                          | half         | 15/12/2025 đến hết 14/06/2026 | 6 tháng đầu năm 2026
2026-9M                          | nine_months  | 15/12/2025 đến hết 14/09/2026 | 9 tháng đầu năm 2026
2026                             | year         | 15/12/2025 đến hết 14/12/2026 | năm 2026
2025-11@calendar                 | calendar     | 01/11/2025 đến hết 30/11/2025 | tháng 11/2025 (tháng dương lịch)
2024-02@calendar                 | calendar     | 01/02/2024 đến hết 29/02/2024 | tháng 02/2024 (tháng dương lịch)
2025-Q4@calendar                 | calendar     | 01/10/2025 đến hết 31/12/2025 | quý IV/2025 (quý dương lịch)
2026@calendar                    | calendar     | 01/01/2026 đến hết 31/12/2026 | năm 2026 (năm dương lịch)
2025-11-15..2025-12-15@inclusive | inclusive    | 15/11/2025 đến hết 15/12/2025 | từ 15/11/2025 đến hết 15/12/2025
2026-03@year-to-date             | year_to_date | 15/12/2025 đến hết 14/03/2026 | lũy kế từ đầu năm đến hết tháng 3/2026
"""


@pytest.mark.parametrize("line", WINDOWS.strip().splitlines())
def test_window_and_words(line):
    text, kind, span, title = (cell.strip() for cell in line.split("|"))
    period = parse_period(text)
    assert (period.text, period.kind, period.span, period.title, period.is_cut) == (text, kind, span, title, False)


def test_window_is_half_open_from_midnight_to_midnight():
    period = parse_period(" 2025-12 ")
    assert (period.start, period.end) == (datetime(2025, 11, 15), datetime(2025, 12, 15))
    assert (period.first_day, period.last_day) == (date(2025, 11, 15), date(2025, 12, 14))


CUT = """
2025-07              | 01/07/2025 đến hết 14/07/2025 | 15/06/2025
2025-Q3              | 01/07/2025 đến hết 14/09/2025 | 15/06/2025
2025-9M              | 01/07/2025 đến hết 14/09/2025 | 15/12/2024
2025                 | 01/07/2025 đến hết 14/12/2025 | 15/12/2024
2025@calendar        | 01/07/2025 đến hết 31/12/2025 | 01/01/2025
2025-12@year-to-date | 01/07/2025 đến hết 14/12/2025 | 15/12/2024
2025-06-20..2025-07-05@inclusive | 01/07/2025 đến hết 05/07/2025 | 20/06/2025
"""


@pytest.mark.parametrize("line", CUT.strip().splitlines())
def test_a_window_that_begins_before_the_office_begins_with_the_office_and_says_so(line):
    text, span, otherwise = (cell.strip() for cell in line.split("|"))
    period = parse_period(text, SINCE)
    assert (period.span, period.is_cut) == (span, True)
    assert f"tính từ 01/07/2025, ngày đơn vị bắt đầu hoạt động, thay vì từ {otherwise}" in period.notes[0]


def test_since_may_be_an_instant_and_does_not_mark_later_windows():
    assert parse_period("2025-07", datetime(2025, 7, 1)).is_cut
    assert not parse_period("2025-08", SINCE).is_cut
    assert not parse_period("2025-07@calendar", SINCE).is_cut


@pytest.mark.parametrize(
    "text", ["2025-H1", "2025-06", "2024", "2025-06@calendar", "2025-06@year-to-date", "2025-05-01..2025-06-30@inclusive"]
)
def test_a_window_wholly_before_the_office_is_refused(text):
    with pytest.raises(WrongWords, match="trước ngày 01/07/2025") as error:
        parse_period(text, SINCE)
    assert error.value.exit_code == 2
    assert parse_period(text).text == text  # nothing wrong with the words


REFUSED = """
2025-13                           | Không hiểu kỳ báo cáo “2025-13”
2025-H2                           | Không hiểu kỳ
2025-Q5                           | Không hiểu kỳ
tháng 12                          | Không hiểu kỳ
../2025-12                        | Không hiểu kỳ
2025-12@lunar                     | Không hiểu kỳ
2025-Q4@year-to-date              | Không hiểu kỳ
2025-12@                          | Không hiểu kỳ
12/2025                           | Gõ “2025-12”
T12/2025                          | Gõ “2025-12”
2025-1                            | Gõ “2025-01”
2025-q4                           | Gõ “2025-Q4”
2025/T3                           | Gõ “2025-03”
2025-11-15..2025-12-15            | Gõ “2025-11-15..2025-12-15@inclusive”
2025-11-15..2025-12-15@calendar   | khoảng ngày
2025-12-15..2025-11-15@inclusive  | ngày cuối đứng trước ngày đầu
2025-02-30..2025-03-01@inclusive  | ngày không có trong lịch
2025-07..2025-12                  | danh sách nhiều tháng
2025-07..2025-08..2025-09         | Không hiểu kỳ
"""


@pytest.mark.parametrize("line", REFUSED.strip().splitlines())
def test_other_words_are_refused_with_what_is_accepted(line):
    text, said = (cell.strip() for cell in line.split("|"))
    with pytest.raises(WrongWords) as error:
        parse_period(text)
    assert said in error.value.text()
    for form in ("2025-12 (tháng)", "2025-Q4", "2025-H1", "2025-9M", "2025-11@calendar", "@year-to-date", "@inclusive"):
        assert form in error.value.text()


def test_a_list_of_months():
    assert [period.text for period in parse_periods("2025-11..2026-02")] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [period.text for period in parse_periods("2025-12..2025-12")] == ["2025-12"]
    assert [period.text for period in parse_periods("2025-Q4")] == ["2025-Q4"]
    assert [period.is_cut for period in parse_periods("2025-07..2025-08", SINCE)] == [True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-12..2025-07", "“2025-07..2025-12”"),
        ("2025-12..2025-11", "“2025-11..2025-12”"),
        ("2025-Q1..2025-Q4", "chỉ tháng"),
        ("2025-07..2025-Q4", "chỉ tháng"),
        ("2025-Q3..2025-12", "chỉ tháng"),
        ("2025-06..2025-12", "trước ngày 01/07/2025"),
        ("2025-11-15..2025-12-15", "@inclusive"),
    ],
)
def test_other_lists_are_refused(text, said):
    with pytest.raises(WrongWords) as error:
        parse_periods(text, SINCE)
    assert said in error.value.text()


# text | previous | next | same period last year | year to date
NEIGHBOURS = """
2025-12              | 2025-11          | 2026-01          | -                    | 2025-12@year-to-date
2025-07              | -                | 2025-08          | -                    | 2025-07@year-to-date
2026-07              | 2026-06          | 2026-08          | 2025-07              | 2026-07@year-to-date
2026-01              | 2025-12          | 2026-02          | -                    | 2026-01@year-to-date
2026-Q1              | 2025-Q4          | 2026-Q2          | -                    | 2026-03@year-to-date
2025-Q3              | -                | 2025-Q4          | -                    | 2025-09@year-to-date
2026                 | 2025             | 2027             | 2025                 | 2026-12@year-to-date
2026-H1              | -                | -                | -                    | 2026-06@year-to-date
2026-9M              | -                | -                | 2025-9M              | 2026-09@year-to-date
2025-11@calendar     | 2025-10@calendar | 2025-12@calendar | -                    | -
2025-07@calendar     | -                | 2025-08@calendar | -                    | -
2026-Q1@calendar     | 2025-Q4@calendar | 2026-Q2@calendar | -                    | -
2026-12@year-to-date | -                | -                | 2025-12@year-to-date | 2026-12@year-to-date
2028-02-01..2028-02-29@inclusive | -    | -                | 2027-02-01..2027-02-28@inclusive | -
"""


@pytest.mark.parametrize("line", NEIGHBOURS.strip().splitlines())
def test_neighbours(line):
    text, *expected = (cell.strip() for cell in line.split("|"))
    period = parse_period(text, SINCE)
    found = [period.previous(), period.next(), period.same_period_last_year(), period.year_to_date()]
    assert [other.text if other else "-" for other in found] == expected


def test_a_cut_neighbour_says_that_it_is_cut():
    assert parse_period("2026-07", SINCE).same_period_last_year().is_cut
    assert parse_period("2025-08", SINCE).previous().is_cut


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-12", "2025-11@calendar"),
        ("2026-01", "2025-12@calendar"),
        ("2025-11@calendar", "2025-11@calendar"),
        ("2025-08", "2025-07@calendar"),
    ],
)
def test_last_complete_calendar_month(text, month):
    assert parse_period(text, SINCE).last_complete_calendar_month().text == month


def test_no_complete_calendar_month_before_the_office_had_one():
    assert parse_period("2025-07", SINCE).last_complete_calendar_month() is None


def test_months_that_a_window_touches():
    assert parse_period("2025-12").months() == ("2025-12",)
    assert parse_period("2025-Q4").months() == ("2025-10", "2025-11", "2025-12")
    assert parse_period("2025-11@calendar").months() == ("2025-11", "2025-12")
    assert parse_period("2025-11-15..2025-12-15@inclusive").months() == ("2025-12", "2026-01")
    assert parse_period("2025-9M", SINCE).months() == ("2025-07", "2025-08", "2025-09")


def test_the_inclusive_day_is_said_to_belong_to_the_next_month_too():
    (note,) = parse_period("2025-11-15..2025-12-15@inclusive").notes
    assert (
        note
        == "1 ngày (15/12/2025) cũng thuộc kỳ tháng 01/2026 (15/12/2025 đến hết 14/01/2026), nên không cộng hai kỳ này với nhau."
    )
    assert parse_period("2025-11-15..2025-12-14@inclusive").notes == ()
    assert [note.split(" ")[0] for note in parse_period("2025-08-01..2026-02-10@inclusive").notes] == ["14", "27"]


def test_a_calendar_window_is_labelled_as_such():
    assert "dương lịch" in parse_period("2025-11@calendar").notes[0]


@given(st.integers(1990, 2090), st.integers(1, 12))
def test_months_adjoin_and_make_up_their_quarter_and_year(year, month):
    period = parse_period(f"{year}-{month:02d}")
    assert period.next().start == period.end
    assert period.next().previous() == period
    quarter = parse_period(f"{year}-Q{(month + 2) // 3}")
    parts = [parse_period(text) for text in quarter.months()]
    assert len(parts) == 3
    assert (parts[0].start, parts[-1].end) == (quarter.start, quarter.end)
    assert period.year_to_date().end == period.end
    assert period.year_to_date().start == parse_period(str(year)).start


def test_a_range_may_be_of_one_day_and_never_of_less():
    period = parse_period("2025-12-01..2025-12-01@inclusive")
    assert (period.end - period.start).days == 1
    with pytest.raises(WrongWords) as error:
        parse_period("2025-12-02..2025-12-01@inclusive")
    assert "2025-12-01..2025-12-02@inclusive" in error.value.text()


def test_a_month_has_a_next_month_and_what_adjoins_nothing_is_refused():
    assert parse_period("2025-12").next_month().text == "2026-01"
    with pytest.raises(WrongWords):
        parse_period("2025-12@year-to-date").next_month()


@pytest.mark.parametrize("text", ["thang chap", "2025-h2", "13/2025", "2025-12", "0/2025"])
def test_nothing_is_proposed_that_is_no_period(text):
    wrong = text + "@lunar" if text == "2025-12" else text
    with pytest.raises(WrongWords) as error:
        parse_period(wrong)
    assert error.value.findings[0].todo == "Gõ lại kỳ theo một trong các dạng trên."


def test_a_cut_window_is_called_by_its_kind():
    (cut,) = parse_period("2025-07", SINCE).notes
    (added,) = parse_period("2025-12@year-to-date", SINCE).notes
    assert cut.startswith("Kỳ không trọn: tính từ 01/07/2025")
    assert added.startswith("Lũy kế tính từ 01/07/2025")


def test_a_window_that_is_refused_is_said_with_its_last_day():
    with pytest.raises(WrongWords) as error:
        parse_period("2025-06", SINCE)
    assert "“2025-06” (15/05/2025 đến hết 14/06/2025)" in error.value.text()
    assert parse_period("2025-06", date(2025, 6, 14)).span == "14/06/2025 đến hết 14/06/2025"
    with pytest.raises(WrongWords):
        parse_period("2025-06", date(2025, 6, 15))


def test_a_range_that_lacks_one_day_of_a_month_shares_all_the_others_with_it():
    (note,) = parse_period("2025-11-15..2025-12-13@inclusive").notes
    assert note.startswith("29 ngày (từ 15/11/2025 đến hết 13/12/2025) cũng thuộc kỳ tháng 12/2025")
    (note,) = parse_period("2025-11-16..2025-12-14@inclusive").notes
    assert note.startswith("29 ngày (từ 16/11/2025 đến hết 14/12/2025)")


def test_the_29th_of_february_was_the_28th_a_year_before():
    other = parse_period("2028-02-29..2028-03-01@inclusive").same_period_last_year()
    assert other.text == "2027-02-28..2027-03-01@inclusive"


def test_january_follows_december_in_every_kind():
    assert parse_period("2025-01@calendar").last_complete_calendar_month().text == "2025-01@calendar"
    assert parse_period("2026-12").next().text == "2027-01"
    assert parse_period("2026-Q4@calendar").next().text == "2027-Q1@calendar"
    assert parse_period("2026-01").previous().text == "2025-12"
