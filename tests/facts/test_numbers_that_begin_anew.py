"""Numbers of answers, petitions and payments that begin anew each month: every row counts, and a row in two extracts counts once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from drawn import plain_case
from oracle import both
from oracle.indicators import compute

from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES

MONTHS = ("2025-10", "2025-11", "2025-12")
QUARTER = parse_period("2025-Q4")
COUNTED = {
    "surveys": ("centre", "survey_valid"),
    "petitions": ("centre", "petitions_received"),
    "payments": ("commune", "payments_collected"),
}


def row(table: str, number: int, at: datetime | None, case: str, **more) -> dict:
    return {
        "surveys": {"answer_id": f"{number}", "answered_at": at, "level": "satisfied", "case_id": case},
        "petitions": {"petition_id": f"{number}", "received_at": at, "kind": "feedback", "about": "time", "case_id": case},
        "payments": {
            "payment_id": f"{number}",
            "paid_at": at,
            "amount_vnd": 1000,
            "state": "paid",
            "method": "cash",
            "kind": "phi",
            "case_id": case,
        },
    }[table] | more


def extract(month: str, table: str, rows: list[dict]):
    period = parse_period(month)
    cases = [plain_case(period) | {"case_id": f"H{n}-{month}"} for n in range(4)]
    return both.taken(month, {"cases": cases, table: rows}, period.end + timedelta(hours=7))


def value(folder, period, table: str, *extracts):
    """What the suite counts, held against the second computation."""
    feeding = list(extracts)
    con, at_hand, settings = both.suite(folder, period, feeding, feeding, {})
    ours, oracle = both.measured(con, at_hand, settings), compute(both.world(period, feeding, feeding, {}))
    key = COUNTED[table]
    assert both.differences({key: ours[key]}, {key: oracle[key]}) == {}
    ids = [found[0] for found in con.execute(f"SELECT {TABLES[table].key[0]} FROM {table}").fetchall()]
    assert len(set(ids)) == len(ids), "each row has a name of its own"
    con.close()
    return ours[key]


@pytest.mark.parametrize("table", COUNTED)
def test_months_whose_numbers_begin_at_one_count_fully(tmp_path, table):
    """Three months of four rows, each numbered 1 to 4: twelve rows in the quarter."""
    months = [
        extract(
            month,
            table,
            [row(table, n, parse_period(month).start + timedelta(days=n, hours=9), f"H{n - 1}-{month}") for n in range(1, 5)],
        )
        for month in MONTHS
    ]
    assert value(tmp_path, QUARTER, table, *months) == 12


@pytest.mark.parametrize("table", COUNTED)
def test_two_extracts_that_overlap_count_a_row_once(tmp_path, table):
    """The export of December holds the eight rows of October and November again, beside two new ones."""

    def rows(month: str) -> list[dict]:
        return [row(table, n, parse_period(month).start + timedelta(days=n, hours=9), f"H{n}-{month}") for n in (1, 2)]

    first = [extract(month, table, rows(month)) for month in MONTHS[:2]]
    last = extract("2025-12", table, [one for month in MONTHS for one in rows(month)])
    last.tables["cases"] += [case for one in first for case in one.tables["cases"]]
    assert value(tmp_path, QUARTER, table, *first, last) == 6


def test_a_payment_that_was_pending_is_one_with_its_later_date(tmp_path):
    at = parse_period("2025-12").start + timedelta(days=2)
    november = extract("2025-11", "payments", [row("payments", 1, None, "H1-2025-11", state="paid")])
    december = extract("2025-12", "payments", [row("payments", 1, at, "H1-2025-11")])
    december.tables["cases"] += november.tables["cases"]
    assert value(tmp_path, parse_period("2025-11-15..2025-12-14@inclusive"), "payments", november, december) == 1


def test_a_receipt_for_two_kinds_of_money_is_the_same_in_an_extract_that_holds_one_of_them(tmp_path):
    """One extract has the receipt once, the later one twice, each with its content behind the number."""
    at = parse_period("2025-11").start + timedelta(days=2)
    stem = f"/H1-2025-11/{{}}/{at:%Y%m%dT%H%M%S}/1000"
    november = extract("2025-11", "payments", [row("payments", 1, at, "H1-2025-11")])
    kinds = [row("payments", 1, at, "H1-2025-11", kind=kind, payment_id="1" + stem.format(kind)) for kind in ("phi", "le_phi")]
    december = extract("2025-12", "payments", kinds)
    december.tables["cases"] += november.tables["cases"]
    folder = tmp_path
    con, _, _ = both.suite(folder, QUARTER, [november, december], [november, december], {})
    assert con.execute("SELECT count(*), sum(amount_vnd) FROM payments").fetchall() == [(2, 2000)]


def test_each_petition_of_one_number_has_the_deadline_of_its_own_day(tmp_path):
    months = [extract(m, "petitions", [row("petitions", 1, parse_period(m).start + timedelta(days=1), "")]) for m in MONTHS]
    con, _, _ = both.suite(tmp_path, QUARTER, months, months, {})
    days = [found[0] for found in con.execute("SELECT late_from - received_at FROM petitions ORDER BY received_at").fetchall()]
    assert all(timedelta(days=5) < one < timedelta(days=40) for one in days)
    assert len(days) == 3
