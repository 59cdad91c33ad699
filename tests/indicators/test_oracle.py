"""Every indicator computed twice: by the suite and by the second implementation in tests/oracle, on invented extracts."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from oracle import both
from oracle.drawing import rich, rich_2026, with_anchors, worlds
from oracle.extracts import DIARIES
from oracle.indicators import FACTS, IDS, compute, compute_by

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.measure import measure
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES


def check(drawn, seen: set[str]) -> None:
    """Both implementations on one invented extract; `seen` takes the indicators that were not 0."""
    text, tables, extracted_at, rules = drawn
    period = parse_period(text)
    extract = both.taken(period.months()[-1], with_anchors(tables, period), extracted_at)
    extract.covers = {name: (period.first_day, period.last_day) for name in tables}
    with tempfile.TemporaryDirectory() as folder:
        con, at_hand, made = both.suite(Path(folder), period, [extract], [extract], rules)
        world = both.world(period, [extract], [extract], rules)
        oracle = compute(world)
        assert both.differences(both.measured(con, at_hand, made), oracle) == {}
        seen |= {id for (_, id), value in oracle.items() if value}
        by = ("field", "unit", "procedure")[len(tables["cases"]) % 3]
        ids = {i.id for i in REGISTRY.values() if by in i.by}
        ours, groups = both.measured(con, at_hand, made, by), compute_by(world, by)
        shown = {(scope, group) for scope, group, _ in ours}
        assert both.differences(ours, {key: value for key, value in groups.items() if key[:2] in shown and key[2] in ids}) == {}
        # a group that is not shown holds nothing of the period
        assert {key: value for key, value in groups.items() if key[:2] not in shown and key[2] in ids and value} == {}
        con.close()


def run(examples: int, phases=(Phase.explicit, Phase.generate)) -> None:
    seen: set[str] = set()

    @example(rich())
    @example(rich_2026())
    @given(worlds())
    @settings(
        phases=phases,
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def on_invented_extracts(drawn):
        check(drawn, seen)

    on_invented_extracts()
    assert IDS - seen == set(), "these were 0 in every invented extract: the generator proves nothing about them"


def test_the_oracle_knows_every_indicator():
    """A new indicator is computed twice or not at all."""
    assert set(REGISTRY) == IDS


def test_every_indicator_is_equal_on_invented_extracts():
    run(150)


@pytest.mark.long
def test_every_indicator_is_equal_on_two_thousand_invented_extracts():
    run(2000, tuple(Phase))


MISSING = [*FACTS, "components", "appointments", "in_person_reasons"]


@pytest.mark.parametrize("table", MISSING)
def test_a_missing_table_is_no_zero(tmp_path, table):
    """Exactly the indicators that need the table have no value; the reason says which one is missing."""
    period = parse_period("2025-12")
    tables = with_anchors({name: [{"case_id": "H1"} | row for row in rows] for name, rows in PLAIN.items()}, period)
    without = {name: rows for name, rows in tables.items() if name != table}
    extract = both.taken("2025-12", without, datetime(2025, 12, 16, 7))
    con, at_hand, made = both.suite(tmp_path, period, [extract], [extract], {})
    expected = compute(both.world(period, [extract], [extract], {}))
    assert both.differences(both.measured(con, at_hand, made), expected) == {}
    reasons = {r.reason for r in measure(con, at_hand, made.rules, ("commune",)) if r.reason.startswith("không có số liệu")}
    assert reasons == {f"không có số liệu: kỳ này không có bảng “{TABLES[table].label}”"}


@pytest.mark.parametrize("table", ["payments", "surveys", "petitions", *DIARIES])
def test_a_register_that_leaves_a_day_uncovered_is_no_zero(tmp_path, table):
    period = parse_period("2025-12")
    tables = with_anchors({name: [{"case_id": "H1"} | row for row in rows] for name, rows in PLAIN.items()}, period)
    extract = both.taken("2025-12", tables, datetime(2025, 12, 16, 7))
    extract.covers[table] = (period.first_day, period.last_day - timedelta(days=1))
    con, at_hand, made = both.suite(tmp_path, period, [extract], [extract], {})
    assert both.differences(both.measured(con, at_hand, made), compute(both.world(period, [extract], [extract], {}))) == {}


AT = datetime(2025, 11, 20, 9)
PLAIN = {
    "cases": [{"scope": "commune", "status": "processing", "accepted_at": AT, "due_at": AT + timedelta(days=9), "channel": "online"}],
    "pauses": [], "supplements": [], "appointments": [], "components": [{"component_code": "A", "is_required": True, "digitised": "none"}],
    "result_documents": [{"issued_at": AT, "is_document": True}], "steps": [{"step_no": 1, "due_at": AT, "passed_on_at": AT}],
    "payments": [{"payment_id": "P1", "paid_at": AT, "amount_vnd": 8000, "state": "paid", "method": "cash", "kind": "phi"}],
    "surveys": [{"answer_id": "A1", "answered_at": AT, "level": "satisfied"}],
    "petitions": [{"petition_id": "D1", "kind": "feedback", "received_at": AT, "about": "time"}],
    **{table: [] for table in DIARIES},
}  # fmt: skip
