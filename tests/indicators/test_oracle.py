"""Every indicator computed twice: by the suite and by the second implementation in tests/oracle, on invented extracts."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from oracle import both
from oracle.drawing import with_anchors, worlds
from oracle.extracts import DIARIES
from oracle.indicators import FACTS, IDS, compute, compute_by
from oracle.seldom import rich, rich_2026

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


def run(examples: int, phases=(Phase.explicit, Phase.generate), parts: int = 4) -> None:
    seen: set[str] = set()

    @example(rich())
    @example(rich_2026())
    @given(worlds(parts))
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


def entry_to_add(id: str) -> str:
    """Where the second computation must be told of an indicator, and the entry."""
    one, file = REGISTRY[id], "tests/oracle/indicators.py"
    if one.kind == "share":
        return f'{file}, SHARES: "{id}": ("{one.part}", "{one.whole}"),'
    if one.kind == "quantile":
        return f'{file}, QUANTILES_OF_CASES: "{id}": ("<which cases>", "{one.column}", {one.at}), and both columns in tests/oracle/cases.py'
    if one.kind == "total":
        return f'{file}, SUMS_OF_MONEY: "{id}": "<column>", and that column in tests/oracle/registers.py'
    where = "cases.py" if one.of == "cases" else "registers.py or office.py"
    group = "COUNTS_OF_CASES" if one.of == "cases" else f'COUNTS_ELSEWHERE["{one.of}"]'
    return f'{file}, {group}: "{id}": "<column>", and that column in tests/oracle/{where} (suite: {one.which})'


def test_the_oracle_knows_every_indicator():
    """A new indicator is computed twice or not at all."""
    untold = sorted(set(REGISTRY) - IDS)
    assert not untold, "computed once only; add\n" + "\n".join(entry_to_add(id) for id in untold)
    gone = sorted(IDS - set(REGISTRY))
    assert not gone, f"tests/oracle/indicators.py names what no longer exists: {', '.join(gone)}"


@pytest.mark.parametrize("id", REGISTRY)
def test_where_an_unknown_indicator_is_told(id):
    assert id in entry_to_add(id)
    assert "tests/oracle/indicators.py" in entry_to_add(id)


@pytest.fixture(scope="module")
def both_answers(tmp_path_factory):
    """The two rich worlds through both implementations, once: key → (the suite's value, the second one)."""
    found = []
    for drawn in (rich(), rich_2026()):
        text, tables, extracted_at, rules = drawn
        period = parse_period(text)
        extract = both.taken(period.months()[-1], with_anchors(tables, period), extracted_at)
        extract.covers = {name: (period.first_day, period.last_day) for name in tables}
        con, at_hand, made = both.suite(tmp_path_factory.mktemp("rich"), period, [extract], [extract], rules)
        ours, oracle = both.measured(con, at_hand, made), compute(both.world(period, [extract], [extract], rules))
        con.close()
        found.append((text, ours, oracle))
    return found


@pytest.mark.parametrize("id", REGISTRY)
def test_one_indicator_is_equal(both_answers, id):
    """pytest tests/indicators -k NAME: this indicator's drawing and its second computation, in seconds."""
    for text, ours, oracle in both_answers:
        mine = both.differences({k: v for k, v in ours.items() if k[1] == id}, {k: v for k, v in oracle.items() if k[1] == id})
        assert mine == {}, f"{id}, {text} (scope: suite, second): {mine}\n{entry_to_add(id)}"


def test_every_indicator_is_equal_on_invented_extracts():
    run(30)


@pytest.mark.long
def test_every_indicator_is_equal_on_two_thousand_invented_extracts():
    run(1700, tuple(Phase), parts=1)  # small ones: what fails is shrunk
    run(300)


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
    "cases": [
        {"scope": "commune", "status": "processing", "accepted_at": AT, "due_at": AT + timedelta(days=9), "channel": "online"}
    ],
    "pauses": [],
    "supplements": [],
    "appointments": [],
    "components": [{"component_code": "A", "is_required": True, "digitised": "none"}],
    "result_documents": [{"issued_at": AT, "is_document": True}],
    "steps": [{"step_no": 1, "due_at": AT, "passed_on_at": AT}],
    "payments": [{"payment_id": "P1", "paid_at": AT, "amount_vnd": 8000, "state": "paid", "method": "cash", "kind": "phi"}],
    "surveys": [{"answer_id": "A1", "answered_at": AT, "level": "satisfied"}],
    "petitions": [{"petition_id": "D1", "kind": "feedback", "received_at": AT, "about": "time"}],
    **{table: [] for table in DIARIES},
}
