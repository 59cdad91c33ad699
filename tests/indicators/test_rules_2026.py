"""The rules of 2026, each by a drawn example: what changes on its day, and that the day before is judged by the older rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pyarrow as pa
import pytest
from drawn import drawn_settings, drawn_window, flagged

from hcc_helpers.facts.settings import Settings
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.totals import beside_ours, read_totals
from hcc_helpers.outlook.tet import load_windows, tets
from hcc_helpers.places import project_root
from hcc_helpers.rules import load_rules
from hcc_helpers.sources.checks import _codes
from hcc_helpers.sources.joins import SHEET

ROOT = project_root() / "data"
HERE, AWAY = "Trung tâm xã A", "Trung tâm phường B"


def settings(**rules) -> Settings:
    plain = drawn_settings("2026-08")
    centre = plain.centre.model_copy(update={"receiving_offices": [HERE]})
    return Settings(**{**plain.__dict__, "centre": centre})


def drawn(tmp_path, tables: dict, period: str = "2026-08"):
    window = drawn_window(tmp_path, period, tables)
    return window, *flagged(window, settings())


def values(con, at_hand, scope: str, *ids: str) -> list:
    found = {r.indicator: r.value for r in measure(con, at_hand, settings().rules, [scope], only=ids)}
    return [found[id] for id in ids]


def rows(con, columns: str) -> list[tuple]:
    return con.execute(f"SELECT case_id, {columns} FROM cases ORDER BY case_id").fetchall()


@pytest.mark.parametrize(
    ("on", "certainty", "act"), [(date(2026, 8, 4), "giả định", "61/2018"), (date(2026, 8, 5), "văn bản", "309/2026")]
)
def test_the_hour_of_passing_on_has_its_own_text_from_the_day(on, certainty, act):
    rule = load_rules(ROOT, on).rule("cutoff_hour")
    assert (rule.value, rule.certainty) == (15, certainty)
    assert act in rule.source


ELSEWHERE = {
    "receiving_unit": HERE,
    "deciding_unit": "Sở B",
    "scope": "other",
    "due_at": None,
    "original_due_at": "2026-08-11 17:00",
    "agency_received_at": "2026-08-06 10:00",
}


def test_two_clocks_in_one_table(tmp_path):
    """The same slip, the same way: accepted on 04/08 it is late by the slip, on 05/08 in time by the other authority's clock."""
    both = [
        {"accepted_at": f"2026-08-0{day} 09:00", "ended_at": "2026-08-12 09:00", "status": "finished", **ELSEWHERE}
        for day in (4, 5)
    ]
    _, con, at_hand = drawn(tmp_path, {"cases": both})
    assert [(scope, due, late) for _, scope, due, late in rows(con, "scope, CAST(due_on AS DATE), is_finished_late")] == [
        ("other", date(2026, 8, 11), True),
        ("forwarded", date(2026, 8, 12), False),  # one working day on the way
    ]
    assert values(con, at_hand, "other", "resolved_late", "received_all") == [1, 1]
    assert values(con, at_hand, "forwarded", "resolved_late", "received_all", "resolved_in_time") == [0, 1, 1]
    assert values(con, at_hand, "commune", "resolved_late", "received_all") == [0, 0]


def test_before_the_other_authority_has_the_file_nothing_is_due(tmp_path):
    late = {"accepted_at": "2026-08-05 09:00", **ELSEWHERE, "agency_received_at": None}
    there = {
        "accepted_at": "2026-08-13 09:00",
        **ELSEWHERE,
        "agency_received_at": "2026-08-13 10:00",
        "original_due_at": "2026-08-20",
    }
    _, con, at_hand = drawn(tmp_path, {"cases": [late, there]})
    assert values(con, at_hand, "forwarded", "open_without_due", "open_late", "open_not_passed_on") == [1, 0, 1]


@pytest.mark.parametrize(
    ("accepted", "passed", "is_in_time"),
    [
        ("2026-08-05 14:59", "2026-08-05 16:30", True),  # before 15:00: the same day
        ("2026-08-05 14:59", "2026-08-06 08:00", False),
        ("2026-08-05 15:01", "2026-08-06 08:00", True),  # after it: at the start of the next working day
        ("2026-08-05 15:01", "2026-08-06 13:30", False),
        ("2026-08-07 15:01", "2026-08-10 08:00", True),  # a Friday
    ],
)
def test_a_file_is_passed_on_the_same_day_or_at_the_start_of_the_next(tmp_path, accepted, passed, is_in_time):
    _, con, at_hand = drawn(tmp_path, {"cases": [{**ELSEWHERE, "accepted_at": accepted, "agency_received_at": passed}]})
    assert values(con, at_hand, "forwarded", "pass_on_due", "passed_on_in_time") == [1, int(is_in_time)]


def test_a_file_accepted_the_day_before_has_no_such_duty(tmp_path):
    """Before 05/08/2026 no text that was read says so of files for another authority."""
    case = {**ELSEWHERE, "accepted_at": "2026-08-04 14:59", "agency_received_at": "2026-08-06 08:00"}
    _, con, at_hand = drawn(tmp_path, {"cases": [case]})
    assert values(con, at_hand, "forwarded", "pass_on_due") == [0]


def test_a_due_date_that_the_system_gives_is_used_as_it_is(tmp_path):
    given = {
        "accepted_at": "2026-08-05 09:00",
        **ELSEWHERE,
        "due_at": "2026-08-10 17:00",
        "ended_at": "2026-08-11",
        "status": "finished",
    }
    _, con, at_hand = drawn(tmp_path, {"cases": [given]})
    assert values(con, at_hand, "forwarded", "resolved_late") == [1]


def test_received_elsewhere_and_decided_here_is_an_outcome_and_no_work_of_the_counter(tmp_path):
    plain = {"accepted_at": "2026-08-05 09:00", "deciding_unit": "UBND xã A", "ended_at": "2026-08-06", "status": "finished"}
    _, con, at_hand = drawn(tmp_path, {"cases": [plain | {"receiving_unit": name} for name in (HERE, AWAY, None)]})
    ids = ("received_new", "new_at_counter", "new_received_elsewhere", "resolved_all")
    assert values(con, at_hand, "commune", *ids) == [3, 2, 1, 3]


def test_without_a_list_of_own_counters_nothing_is_told_apart(tmp_path):
    window = drawn_window(
        tmp_path,
        "2026-08",
        {
            "cases": [
                {"accepted_at": "2026-08-05 09:00", **ELSEWHERE},
                {"accepted_at": "2026-08-05 09:00", "receiving_unit": AWAY},
            ]
        },
    )
    con, _ = flagged(window, drawn_settings("2026-08"))
    assert rows(con, "scope, is_new_at_counter") == [("H1", "other", True), ("H2", "commune", True)]


def kiosk_month(tmp_path, **rules):
    channels = [
        {"channel": name, "accepted_at": "2026-08-06 09:00"} for name in ("kiosk", "kiosk", "online", "in_person", "post")
    ]
    totals = [{"scope": "commune", "field": "Hộ tịch", "new_online": 3, "new_in_person_or_post": 2}]
    window = drawn_window(tmp_path, "2026-08", {"cases": channels}, covers={})
    from drawn import write_table

    window.feeding[0].tables["totals"] = write_table(tmp_path, "totals", totals, window.feeding[0].extracted_at)
    con, at_hand = flagged(window, settings())
    return window, con, at_hand


def test_a_kiosk_is_neither_online_nor_in_person(tmp_path):
    _, con, at_hand = kiosk_month(tmp_path)
    ids = ("received_new", "new_kiosk", "new_online", "new_in_person", "new_post", "kiosk_of_new_pct")
    assert values(con, at_hand, "commune", *ids) == [5, 2, 1, 1, 1, 40.0]


@pytest.mark.parametrize(
    ("setting", "gaps"), [("online", [0, 0]), ("in_person_or_post", [2, -2]), ("left_out", [2, 0]), ("unset", None)]
)
def test_form_06a_puts_kiosks_where_the_setting_says_and_nowhere_without_one(tmp_path, setting, gaps):
    window, con, at_hand = kiosk_month(tmp_path)
    rules = load_rules(ROOT, date(2026, 8, 14))
    rules.in_force["form_06a_kiosk"] = rules.in_force["form_06a_kiosk"].model_copy(update={"value": setting})
    results = measure(con, at_hand, rules, ["commune"])
    computed = SimpleNamespace(
        results=results, totals=read_totals(window), scopes=["commune"], settings=SimpleNamespace(rules=rules), con=con
    )
    found = {one.balance: one for one in beside_ours(computed)}
    cells = [found["system_new_online"], found["system_new_in_person_or_post"]]
    if gaps is None:
        assert all("form_06a_kiosk" in one.sentence for one in cells)
    else:
        assert [one.gap for one in cells] == gaps


def test_papers_that_a_database_holds_may_not_be_asked_for_from_the_day(tmp_path):
    days = [{"accepted_at": f"2026-08-0{day} 09:00"} for day in (4, 5, 5)]
    paper = {"is_required": True, "is_in_database": True}
    papers = [
        paper | {"case_id": "H1", "digitised": "none"},
        paper | {"case_id": "H2", "digitised": "none"},
        paper | {"case_id": "H3", "digitised": "reused"},
    ]
    _, con, at_hand = drawn(tmp_path, {"cases": days, "components": papers})
    assert values(con, at_hand, "commune", "new_with_held_papers", "new_asked_though_held", "asked_though_held_pct") == [
        2,
        1,
        50.0,
    ]


@pytest.mark.parametrize(("since", "found"), [("2026-08-06", 1), ("2026-08-05", 0)])
def test_the_pattern_of_case_codes_is_dated(since, found):
    """A new pattern holds for cases accepted from its day on; before, the code's day is looked for where it stood."""
    at = datetime(2026, 8, 5, 9)
    rows = pa.table(
        {
            "case_id": ["H41.12-260801-0001"],
            "submitted_at": pa.array([at]),
            "accepted_at": pa.array([at]),
            "source_file": ["a.csv"],
            "source_row": [2],
            SHEET: [""],
        }
    )
    old = load_rules(ROOT, date(2026, 8, 14)).versions("case_code_pattern")[-1]
    first = date.fromisoformat(since)
    new = old.model_copy(update={"value": r"^MOI-(?P<ymd>[0-9]{6})$", "since": first})
    versions = [old.model_copy(update={"until": first - timedelta(days=1)}), new]
    assert sum(len(_codes(rows, version)) for version in versions) == found


def test_asked_more_than_once_for_supplements(tmp_path):
    asked = [{"case_id": id, "requested_at": f"2026-08-{day:02d} 09:00"} for id, day in (("H1", 6), ("H1", 7), ("H2", 6))]
    _, con, at_hand = drawn(tmp_path, {"cases": [{}, {}], "supplements": asked})
    assert values(con, at_hand, "commune", "supplemented", "supplemented_again", "supplemented_again_pct") == [2, 1, 50.0]
    assert "309/2026" in REGISTRY["supplemented_again"].source


def test_the_time_of_filing_is_not_the_time_of_acceptance(tmp_path):
    """Decree 310/2026: filed before the period and accepted in it, a case is new in it."""
    _, con, at_hand = drawn(tmp_path, {"cases": [{"submitted_at": "2026-07-14 20:00", "accepted_at": "2026-07-15 08:00"}]})
    assert values(con, at_hand, "commune", "received_new", "carried_over") == [1, 0]


def test_full_service_rests_on_the_law_on_digital_transformation():
    assert "224/2026" in REGISTRY["full_service_pct"].source


@pytest.mark.parametrize(("on", "source"), [(date(2025, 6, 30), "61/2018"), (date(2025, 7, 1), "88/2025")])
def test_the_apology_rule_has_a_version_since_its_decree_ended(on, source):
    rule = load_rules(ROOT, on).rule("apology_days_before")
    assert source in rule.source
    assert rule.certainty == ("suy luận" if on < date(2025, 7, 1) else "chưa đối chiếu văn bản gốc")


def test_tet_2027_has_two_windows_while_it_is_provisional():
    calendar = drawn_settings().calendar
    (tet,) = [one for one in tets(calendar) if one.first.year == 2027]
    windows = load_windows(ROOT, tet)
    assert [one.around() for one in windows] == [(date(2027, 2, 4), date(2027, 2, 10)), (date(2027, 2, 5), date(2027, 2, 11))]
    assert {calendar.special[tet.first + timedelta(days=n)].status for n in range(3)} == {"provisional"}
    (past,) = [one for one in tets(calendar) if one.first.year == 2026]
    assert load_windows(ROOT, past) == []
