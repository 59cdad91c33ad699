"""Which days are worked, and where a term ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_helpers.errors import InputRefused, WrongWords
from hcc_helpers.periods import parse_period
from hcc_helpers.workdays import calendar_file, load_calendar

TABLE = Path(__file__).resolve().parents[1] / "data" / "reference" / "working_days.csv"
CALENDAR = load_calendar(TABLE)
DAYS = st.dates(date(2010, 1, 1), date(2027, 11, 30))


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-12-15", True),  # a Monday
        ("2025-12-13", False),  # a Saturday
        ("2025-01-01", False),
        ("2025-01-24", True),  # the last day before Tết 2025
        *[(f"2025-01-{n}", False) for n in (27, 28, 29, 30, 31)],
        ("2025-02-03", True),
        ("2025-04-07", False),  # Hùng kings
        ("2025-04-26", True),  # Saturday worked for 2 May
        ("2025-05-02", False),
        ("2025-09-01", False),
        ("2025-09-02", False),
        ("2026-01-02", False),  # swapped in the civil service
        ("2026-01-10", True),
        ("2026-02-13", True),
        *[(f"2026-02-{n}", False) for n in (16, 17, 18, 19, 20)],
        ("2026-02-23", True),
        ("2026-04-27", False),  # observed for Sunday 26
        ("2026-08-22", True),  # Saturday worked for 31 August
        ("2026-08-31", False),
        ("2026-11-24", False),  # new from 2026
        ("2025-11-24", True),
        ("2024-05-04", True),
        ("2024-04-29", False),
    ],
)
def test_day(day, works):
    assert CALENDAR.is_working(d(day)) is works


@pytest.mark.parametrize(
    ("period", "worked"),
    [("2025-11", 23), ("2025-12", 20), ("2026-01", 22), ("2026-02", 22), ("2026-03", 15), ("2025-07", 21)],
)
def test_working_days_of_a_period(period, worked):
    window = parse_period(period)
    assert CALENDAR.between(window.first_day - timedelta(days=1), window.last_day) == worked


def test_the_first_month_of_a_centre_has_ten_of_its_twenty_one_days():
    window = parse_period("2025-07", since=date(2025, 7, 1))
    assert CALENDAR.between(window.first_day - timedelta(days=1), window.last_day) == 10


@pytest.mark.parametrize(
    ("day", "n", "end", "why"),
    [
        ("2025-12-01", 1, "2025-12-02", "the first day is not counted"),
        ("2025-12-05", 1, "2025-12-08", "Friday to Monday"),
        ("2025-12-06", 1, "2025-12-08", "received on a Saturday"),
        ("2025-12-05", 0, "2025-12-05", "the same day"),
        ("2025-12-06", 0, "2025-12-08", "a day off moves on"),
        ("2025-12-31", 1, "2026-01-05", "over New Year and the swapped Friday"),
        ("2026-01-09", 1, "2026-01-10", "the Saturday that is worked for it"),
        ("2026-02-13", 3, "2026-02-25", "over Tết 2026"),
        ("2025-04-25", 2, "2025-04-28", "the worked Saturday counts"),
        ("2025-12-01", 20, "2025-12-29", ""),
    ],
)
def test_end_of_a_term(day, n, end, why):
    assert CALENDAR.add(d(day), n) == d(end), why


def test_a_term_in_calendar_days_moves_on_from_a_day_off():
    assert CALENDAR.roll_forward(d("2026-02-16")) == d("2026-02-23")
    assert CALENDAR.roll_forward(d("2026-01-10")) == d("2026-01-10")


def test_between_counts_the_last_day_not_the_first():
    assert CALENDAR.between(d("2025-12-01"), d("2025-12-01")) == 0
    assert CALENDAR.between(d("2025-12-05"), d("2025-12-08")) == 1
    assert CALENDAR.between(d("2025-12-08"), d("2025-12-05")) == -1


def test_an_instant_counts_as_its_day():
    assert CALENDAR.number(datetime(2025, 12, 5, 23, 59)) == CALENDAR.number(d("2025-12-05"))
    assert CALENDAR.add(datetime(2025, 12, 5, 8), 1) == d("2025-12-08")


@given(DAYS, st.integers(0, 20))
def test_a_term_agrees_with_counting_day_by_day(day, n):
    end, left = day, n
    while left or (n == 0 and not CALENDAR.is_working(end)):
        end += timedelta(days=1)
        left -= CALENDAR.is_working(end) if left else 0
    assert CALENDAR.add(day, n) == end


def test_rows_hold_every_day_and_agree_with_the_rest():
    rows = CALENDAR.rows()
    assert (CALENDAR.first, CALENDAR.last) == (rows[0][0], rows[-1][0]) == (date(2010, 1, 1), date(2027, 12, 31))
    assert [row[0] for row in rows] == [CALENDAR.first + timedelta(days=n) for n in range(len(rows))]
    sample = rows[::17]
    assert all(CALENDAR.number(day) == number and CALENDAR.is_working(day) == works for day, number, works, _ in sample)
    status = {day: state for day, _, _, state in rows}
    assert [status[d(day)] for day in ("2026-02-17", "2026-06-03", "2027-06-02", "2019-06-03")] == [
        "official",
        "official",
        "provisional",
        "unverified",
    ]


@pytest.mark.parametrize("day", ["2009-12-31", "2028-01-01", "2205-12-01"])
def test_a_date_outside_the_table_is_an_error_never_a_gap(day):
    for ask in (
        CALENDAR.number,
        CALENDAR.is_working,
        CALENDAR.roll_forward,
        lambda x: CALENDAR.add(x, 1),
        lambda x: CALENDAR.between(d("2025-01-02"), x),
    ):
        with pytest.raises(InputRefused, match="từ 01/01/2010 đến 31/12/2027"):
            ask(d(day))


def test_a_term_that_runs_out_of_the_table_is_an_error():
    with pytest.raises(InputRefused, match=r"(?s)Ngày 01/01/2028 nằm ngoài lịch.*working_days\.csv"):
        CALENDAR.add(d("2027-12-30"), 2)
    assert CALENDAR.add(d("2027-12-30"), 1) == d("2027-12-31")


def test_what_is_not_official_is_named():
    assert CALENDAR.provisional(datetime(2025, 11, 15), datetime(2026, 12, 31)) == []
    tet = CALENDAR.provisional(date(2027, 2, 1), date(2027, 4, 16))  # the end is not inside: 16/04 is a holiday
    assert [entry.date.day for entry in tet] == [4, 5, 6, 7, 8, 9, 10]
    assert {entry.status for entry in tet} == {"provisional"}


# ------------------------------------------------------------------------------------- where the table comes from


def test_the_table_is_the_package_with_the_overrides_and_nothing_else():
    from working_days_source import OVERRIDES, package_days

    alone = package_days()
    ours = {when: (entry.kind, entry.name) for when, entry in CALENDAR.special.items()}
    different = {when for when in ours.keys() | alone.keys() if ours.get(when) != alone.get(when)}
    assert different == set(OVERRIDES) == {date(2026, 1, 2), date(2026, 1, 10)}


def test_the_committed_table_is_what_its_source_writes():
    from working_days_source import table

    assert TABLE.read_text(encoding="utf-8") == table()


# ------------------------------------------------------------------------------------------------ other tables

HEAD = "date,kind,name,source,status\n"


def test_an_office_may_have_no_holidays_or_a_table_of_its_own(tmp_path):
    plain = load_calendar(calendar_file(tmp_path, "none"))
    assert (plain.first, plain.last) == (date(2000, 1, 1), date(2049, 12, 31))
    assert plain.is_working(d("2026-02-17"))
    assert not plain.is_working(d("2026-02-14"))

    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "flood.csv").write_text(
        HEAD + "2025-09-29,closed,Bão,Thông báo của UBND xã,official\n", encoding="utf-8"
    )
    own = load_calendar(calendar_file(tmp_path, "flood.csv"))
    assert (own.first, own.last) == (date(2025, 1, 1), date(2025, 12, 31))
    assert not own.is_working(d("2025-09-29"))
    assert load_calendar(calendar_file(tmp_path)).version == CALENDAR.version
    with pytest.raises(WrongWords, match=r"no\.csv"):
        load_calendar(calendar_file(tmp_path, "no.csv"))


def test_the_version_follows_what_is_said_not_how_it_is_written(tmp_path):
    same, other = tmp_path / "same.csv", tmp_path / "other.csv"
    text = TABLE.read_text(encoding="utf-8")
    same.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    other.write_text(text.replace("2026-01-10,makeup_work", "2026-01-17,makeup_work"), encoding="utf-8")
    assert load_calendar(same).version == CALENDAR.version != load_calendar(other).version


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2026-1-2,holiday,x,y,official", "dòng 2"),
        ("2026-01-02,feast,x,y,official", "“feast”"),
        ("2026-01-02,holiday,x,y,maybe", "“maybe”"),
        ("2026-01-02,holiday,x,official", "4 ô"),
        ("2026-01-02,makeup_work,x,y,official", "thứ Bảy"),
        ("2026-01-02,holiday,x,y,official\n2026-01-02,observed,x,y,official", "hai lần"),
        ("2024-01-01,holiday,x,y,official\n2026-01-01,holiday,x,y,official", "thiếu năm 2025"),
        ("", "không có ngày nào"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(tmp_path, rows, said):
    path = tmp_path / "calendar.csv"
    path.write_text(HEAD + rows + "\n", encoding="utf-8")
    with pytest.raises(WrongWords) as error:
        load_calendar(path)
    assert said in error.value.text()
    assert "calendar.csv" in error.value.text()


def test_a_table_without_its_heads_is_refused(tmp_path):
    path = tmp_path / "calendar.csv"
    path.write_text("2026-01-02,holiday,x,y,official\n", encoding="utf-8")
    with pytest.raises(WrongWords, match=r"(?s)dòng 1\n.*date,kind,name,source,status"):
        load_calendar(path)


def test_no_term_is_negative_and_none_ends_behind_the_calendar(tmp_path):
    path = tmp_path / "calendar.csv"
    path.write_text(HEAD + "2026-01-01,holiday,x,y,official\n2026-12-31,holiday,x,y,official\n", encoding="utf-8")
    calendar = load_calendar(path)
    with pytest.raises(ValueError, match="negative"):
        calendar.add(date(2026, 1, 5), -1)
    assert calendar.roll_forward(date(2026, 12, 30)) == date(2026, 12, 30)
    with pytest.raises(InputRefused) as error:
        calendar.roll_forward(date(2026, 12, 31))
    assert "01/01/2027" in error.value.text()
    assert len(calendar.version.split(", ")[1]) == 8
