"""Relations that must hold whatever the figures are: order, copies, splits, shifts, swaps, later extracts, longer periods."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import both
from oracle.drawing import LATER, dense_tables, with_anchors
from oracle.histories import extract_rows, lives

from hcc_helpers.facts.settings import Settings
from hcc_helpers.indicators.definition import REGISTRY, needs
from hcc_helpers.periods import parse_period
from hcc_helpers.workdays import Calendar

# Without shrinking: what fails is said within the minute; the `long` runs shrink.
CALM = {
    "phases": [Phase.explicit, Phase.generate],
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}
MONTH = parse_period("2025-12")
SOON = MONTH.end + timedelta(hours=31)


def numbers(tables, period=MONTH, extracted_at=None, rules=None, parts=None) -> dict:
    """(scope, indicator) → value. `parts`: the same rows as several extracts instead of one."""
    extracts = []
    for rows in parts or [tables]:
        one = both.taken(period.months()[-1], rows, extracted_at or period.end + timedelta(hours=31))
        one.covers = {name: (period.first_day, period.last_day) for name in rows}
        extracts.append(one)
    with tempfile.TemporaryDirectory() as folder:
        con, at_hand, made = both.suite(Path(folder), period, extracts, extracts, rules or {})
        out = both.measured(con, at_hand, made)
        con.close()
    return out


def complete(tables: dict, period=MONTH) -> dict:
    """With the anchors, and each row numbered once and for all (the later row of two equal answers counts)."""
    numbered = with_anchors(tables, period)
    return {name: [{"source_row": n} | row for n, row in enumerate(rows, start=2)] for name, rows in numbered.items()}


def each(tables: dict, change) -> dict:
    return {name: [change(name, dict(row)) for row in rows] for name, rows in tables.items()}


def same(a: dict, b: dict) -> None:
    assert both.differences(a, b) == {}


def some(strategy, how_many: int, size) -> list:
    """The largest of what hypothesis draws first (it begins with the smallest), always the same ones."""
    drawn = []

    @given(strategy)
    @settings(max_examples=how_many * 3, **CALM)
    def draw(one):
        drawn.append(one)

    draw()
    return sorted(drawn, key=size)[-how_many:]


def is_anchor(row: dict) -> bool:
    return str(row.get("case_id")).startswith("later-")


def rows_of(tables: dict) -> int:
    return sum(map(len, tables.values()))


@pytest.fixture(scope="module")
def months():
    """Some extracts of the month, each as many rows as several small ones, with their figures: one side of every relation."""
    return [(rows, numbers(rows)) for rows in map(complete, some(dense_tables(MONTH), 2, rows_of))]


def test_the_order_of_rows_means_nothing(months):
    for rows, before in months:
        same(before, numbers({name: list(reversed(rows_)) for name, rows_ in rows.items()}))


def test_the_same_extract_twice_counts_once(months):
    for rows, before in months:
        same(before, numbers(None, parts=[rows, rows]))


def test_cases_split_over_two_extracts(months):
    """Each with its own rows of the other tables; rows without a case in the first. Both have every column (the anchors).

    Who waits at intake is told by the newest extract alone, so that one figure depends on the split.
    """
    for rows, before in months:
        second = {case["case_id"] for case in rows["cases"][::2]}
        parts = [
            {name: [r for r in rows_ if is_anchor(r) or (r.get("case_id") in second) == take] for name, rows_ in rows.items()}
            for take in (False, True)
        ]
        after = numbers(None, parts=parts)
        same(*({key: value for key, value in side.items() if key[1] != "waiting_intake"} for side in (before, after)))


@pytest.mark.parametrize("weeks", [1, 7])
def test_everything_some_weeks_later_is_the_same(months, weeks):
    """In a calendar without holidays; extracted so late that no state without a date is known."""
    first = parse_period("2025-11-15..2025-12-14@inclusive")
    by = timedelta(weeks=weeks)
    later = parse_period(f"{first.first_day + by}..{first.last_day + by}@inclusive")
    rows = months[weeks % 2][0]
    moved = each(rows, lambda _, row: {name: value + by if hasattr(value, "year") else value for name, value in row.items()})
    with plain_weeks():
        same(*(numbers(r, p, p.end + timedelta(days=40)) for r, p in ((rows, first), (moved, later))))


class plain_weeks:
    """Monday to Friday, nothing else, as long as it is entered."""

    def __enter__(self):
        self.before = both._plain_settings

        def without_holidays(month):
            known = self.before(month)
            return Settings(known.rules, Calendar([], *both.YEARS, "plain"), known.centre)

        both._plain_settings = without_holidays

    def __exit__(self, *_):
        both._plain_settings = self.before


def test_online_and_in_person_swapped(months):
    swap = {"online": "in_person", "in_person": "online"}
    for rows, before in months:
        after = numbers(
            each(rows, lambda _, row: row | {"channel": swap.get(row["channel"], row["channel"])} if "channel" in row else row)
        )
        for scope in both.SCOPES:
            for one, other in (
                ("new_online", "new_in_person"),
                ("all_online", "all_in_person"),
                ("online_of_new_pct", "in_person_of_new_pct"),
                ("online_of_all_pct", "in_person_of_all_pct"),
            ):
                assert (before[scope, one], before[scope, other]) == (after[scope, other], after[scope, one])
        depends = {id for id, one in REGISTRY.items() if ("cases", ("channel",)) in needs(one).columns}
        assert "online_self_filed" in depends
        assert "new_cases" not in depends
        same(*({key: value for key, value in side.items() if key[1] not in depends} for side in (before, after)))


STRANGERS = {
    "accepted at the end": {"accepted_at": MONTH.end, "submitted_at": MONTH.end, "status": "processing", "due_at": MONTH.end},
    "closed a moment before the start": {
        "accepted_at": MONTH.start - timedelta(days=9),
        "ended_at": MONTH.start - timedelta(microseconds=1),
        "status": "finished",
    },
    "registered after the end": {"submitted_at": MONTH.end, "status": "registered"},
    "refused before the start": {
        "submitted_at": MONTH.start - timedelta(days=9),
        "refused_at": MONTH.start - timedelta(days=1),
        "status": "refused",
    },
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=list(STRANGERS))
def test_an_irrelevant_case_changes_nothing(months, stranger):
    for rows, before in months:
        more = {"case_id": "H99", "scope": "commune", "channel": "online", "source_row": 999} | stranger
        same(before, numbers(rows | {"cases": [*rows["cases"], more]}))


def test_case_codes_are_only_names(months):
    for rows, before in months:
        ids = reversed([case["case_id"] for case in rows["cases"]])
        names = {id: f"H41-{n:04d}" for n, id in enumerate(ids, start=1)}

        def named(_, row, names=names):
            return row | {name: names.get(row[name], row[name]) for name in ("case_id", "root_case_id") if name in row}

        renamed = each(rows, named)
        same(before, numbers(renamed))


def test_commune_and_land_swapped(months):
    swap = {"commune": "land", "land": "commune"}
    for rows, before in months:
        after = numbers(
            each(rows, lambda _, row: row | {"scope": swap.get(row["scope"], row["scope"])} if "scope" in row else row)
        )
        same(before, {(swap.get(scope, scope), id): value for (scope, id), value in after.items()})


def test_every_case_twice_doubles_the_counts_and_leaves_the_shares(months):
    keys = ("case_id", "root_case_id", "payment_id", "answer_id", "petition_id")
    for rows, before in months:
        twins = each(rows, lambda _, row: row | {name: f"{row[name]}-twin" for name in keys if row.get(name)})
        after = numbers({name: rows[name] + twins[name] for name in rows})
        for (scope, id), value in before.items():
            kind = REGISTRY[id].kind
            if kind in {"count", "total"}:
                assert after[scope, id] == (value if REGISTRY[id].distinct else 2 * value), id
            elif kind == "share" or id.endswith("_median"):
                assert both.is_same(after[scope, id], value), id


def test_three_times_the_money_is_three_times_the_sums(months):
    for rows, before in months:
        after = numbers(each(rows, lambda _, row: row | {"amount_vnd": row["amount_vnd"] * 3} if row.get("amount_vnd") else row))
        sums = {id for id, i in REGISTRY.items() if i.kind == "total" and i.unit == "dong"}
        same({key: value * 3 if key[1] in sums else value for key, value in before.items()}, after)


def test_what_nobody_reads_changes_nothing(months):
    strange = {"hamlet": "Xóm 9", "person_key": "k", "source_system": "khác", "receiving_unit": "khác"}
    for rows, before in months:
        same(before, numbers(each(rows, lambda name, row: row | strange if name == "cases" else row)))


def test_a_day_more_for_everyone_makes_nobody_late(months):
    one = timedelta(days=1)
    for rows, before in months:
        later = each(
            rows,
            lambda _, row: row | {name: row[name] + one for name in ("due_at", "due_at_before", "due_at_after") if row.get(name)},
        )
        after = numbers(later)
        for scope in both.SCOPES:
            for id in ("resolved_late", "open_late", "late_in_all"):
                assert after[scope, id] <= before[scope, id]
            assert after[scope, "resolved_with_due"] == before[scope, "resolved_with_due"]


def test_cash_or_transfer_is_one_where_transfers_count_as_in_person(months):
    for rows, _ in months:
        moved = each(rows, lambda _, row: row | {"method": "transfer"} if row.get("method") == "cash" else row)
        before, after = (numbers(r, rules={"bank_transfer_counts_as": "in_person"}) for r in (rows, moved))
        same(*({key: value for key, value in side.items() if key[1] != "fees_transfer"} for side in (before, after)))


# ------------------------------------------------------------------------------------------------ time

OF_CASES = [i.id for i in REGISTRY.values() if i.of == "cases" and i.kind == "count"]
MONTHS = ("2025-10", "2025-11", "2025-12")


def taken_of(all_lives: list[dict], month: str):
    """The extract of a month, 31 hours after its end, with anchors far outside."""
    end = parse_period(month).end
    rows = with_anchors(
        extract_rows(all_lives, end + timedelta(hours=31))
        | {name: [] for name in ("components", "payments", "guidance", "in_person_reasons")},
        parse_period("2026-06"),
    )
    return both.taken(month, rows, end + timedelta(hours=31))


def counts(period: str, feeding, stored) -> dict:
    window = parse_period(period)
    for one in stored:
        one.covers = dict.fromkeys(one.tables, (window.first_day, window.last_day))
    with tempfile.TemporaryDirectory() as folder:
        con, at_hand, made = both.suite(Path(folder), window, feeding, stored, {})
        out = both.measured(con, at_hand, made)
        con.close()
    return {key: value for key, value in out.items() if key[1] in OF_CASES}


def check_later_extract(all_lives) -> None:
    own, later = taken_of(all_lives, "2025-11"), taken_of(all_lives, "2026-01")
    same(counts("2025-11", [own], [own]), counts("2025-11", [later], [own, later]))


def test_a_month_recomputed_from_a_later_extract_is_the_one_computed_then():
    """States without a date come from the stored extract of the month."""
    for all_lives in some(st.lists(lives(), min_size=20, max_size=40), 8, len):
        check_later_extract(all_lives)


@pytest.mark.long
@given(st.lists(lives(), min_size=1, max_size=10))
@settings(max_examples=500, **(CALM | {"phases": list(Phase)}))
def test_five_hundred_months_recomputed_from_a_later_extract(all_lives):
    check_later_extract(all_lives)


@pytest.fixture(scope="module")
def three_months():
    """Some offices: the extracts of three months, and each month's figures."""
    made = []
    for all_lives in some(st.lists(lives(), min_size=20, max_size=40), 3, len):
        taken = [taken_of(all_lives, month) for month in MONTHS]
        made.append((taken, [counts(month, [one], taken) for month, one in zip(MONTHS, taken, strict=True)]))
    return made


def test_a_quarter_is_its_months_laid_together(three_months):
    """Flows are the months' sums, the opening stock is the first month's, the closing stock the last month's."""
    for taken, each_month in three_months:
        for key, value in counts("2025-Q4", taken, taken).items():
            parts = [month[key] for month in each_month]
            expected = {"flow": sum(parts), "opening": parts[0], "closing": parts[-1], "none": value}[REGISTRY[key[1]].adds]
            assert value == expected, (key, value, parts)


def test_what_a_month_leaves_open_the_next_takes_over(three_months):
    for _, each_month in three_months:
        for before, after in pairwise(each_month):
            for scope in both.SCOPES:
                assert after[scope, "carried_over"] == before[scope, "open_all"]


def test_the_anchors_lie_outside_every_window():
    assert LATER > 20
    assert MONTH.end + timedelta(days=LATER) > SOON
