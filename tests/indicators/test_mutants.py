"""Are the tests of the definitions strong? Every condition is made wrong in every small way, and the second computation or a
drawn example must find it: comparisons moved by one or turned, and/or exchanged, a part or a word left out, no for yes."""

from __future__ import annotations

import ast
import copy
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from indicators.test_examples import test_exactly_the_marked_rows_are_counted as example_holds
from oracle import both
from oracle.drawing import with_anchors, worlds
from oracle.indicators import compute
from oracle.seldom import rich, rich_2026

from hcc_helpers.errors import HccError
from hcc_helpers.facts import language
from hcc_helpers.facts.declare import FLAGS, ROLLUPS, closure, columns_of, flags_of
from hcc_helpers.facts.flagged import flag_tables
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.periods import parse_period

MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TURNED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def changed(node: ast.expr) -> Iterator[ast.expr]:
    """Every expression that differs from this one in one small way."""
    match node:
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for number in range(len(values)):
                rest = values[:number] + values[number + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.Compare(left=left, ops=ops, comparators=right):
            for number, op in enumerate(ops):
                for other in (MOVED.get(type(op)), TURNED.get(type(op))):
                    if other:
                        yield ast.Compare(left, [*ops[:number], other(), *ops[number + 1 :]], right)
            if isinstance(right[-1], ast.Tuple) and len(right[-1].elts) > 1:
                words = right[-1].elts
                for number in range(len(words)):
                    yield ast.Compare(left, ops, [ast.Tuple(words[:number] + words[number + 1 :])])
        case ast.UnaryOp(operand=inner):
            yield inner
    for field, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        for number, part in enumerate(parts):
            if isinstance(part, ast.expr):
                for other in changed(part):
                    one = copy.copy(node)
                    setattr(one, field, [*parts[:number], other, *parts[number + 1 :]] if isinstance(value, list) else other)
                    yield one


def mutants() -> list[tuple[str, str, str]]:
    """(table, flag, wrong text) of every flag."""
    made = []
    for (table, name), flag in FLAGS.items():
        texts = {ast.unparse(other) for other in changed(ast.parse(flag.condition.text, mode="eval").body)}
        made += [(table, name, text) for text in sorted(texts - {flag.condition.text})]
    return made


def flags_under(table: str, names) -> set[tuple[str, str]]:
    """(table, flag) of every flag that these names stand on, through roll-ups of other tables too."""
    flags, columns = closure(table, names)
    found = {(table, name) for name in flags}
    for column in columns:
        if roll := ROLLUPS.get((table, column)):
            found |= flags_under(roll.of, [roll.which])
    return found


def standing_on_flags() -> dict[tuple[str, str], set[str]]:
    """(table, flag) → the indicators whose value may change with it; shares change only where their counts do."""
    found: dict[tuple[str, str], set[str]] = {}
    for id, one in REGISTRY.items():
        if one.which:
            for flag in flags_under(one.of, one.which.names):
                found.setdefault(flag, set()).add(id)
    return found


@contextmanager
def invented(count: int):
    """So many invented extracts before their flags, and what the second computation says of each."""
    drawn = [rich(), rich_2026()]

    @given(worlds())
    @settings(
        phases=[Phase.generate],
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def draw(one):
        drawn.append(one)

    draw()
    ready = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (text, tables, extracted_at, rules) in enumerate(drawn):
            period = parse_period(text)
            extract = both.taken(period.months()[-1], with_anchors(tables, period), extracted_at)
            extract.covers = {name: (period.first_day, period.last_day) for name in tables}
            con, window, made = both.derived(Path(folder) / str(number), period, [extract], [extract], rules)
            ready.append((con, window, made, compute(both.world(period, [extract], [extract], rules))))
        yield ready
        for con, *_ in ready:
            con.close()


def is_found(extracts: list, ids: set[str]) -> bool:
    """Whether some extract shows another value than the second computation's, or the tables refuse the flags."""
    for number, (con, window, made, expected) in enumerate(extracts):
        con.execute("BEGIN")
        try:
            ours = both.measured(con, flag_tables(con, window), made, only=sorted(ids))
            if both.differences(ours, {key: value for key, value in expected.items() if key[1] in ids}):
                extracts.insert(0, extracts.pop(number))  # what found one wrong condition finds the next ones like it
                return True
        except HccError:  # parts of a split that overlap
            return True
        finally:
            con.execute("ROLLBACK")
    return False


def is_drawn(ids: set[str], folder: Path) -> bool:
    """Whether the drawn example of some of these indicators no longer holds."""
    for number, id in enumerate(sorted(ids)):
        (place := folder / str(number)).mkdir(parents=True)
        try:
            example_holds(id, place)
        except (AssertionError, HccError):
            return True
    return False


@pytest.mark.parametrize(
    ("conditions", "count"), [pytest.param(None, 40, marks=pytest.mark.long, id="all"), pytest.param(8, 2, id="some")]
)
def test_a_wrong_condition_is_found(tmp_path, monkeypatch, record_property, conditions, count):
    standing = standing_on_flags()
    every = [one for one in mutants() if one[:2] in standing]
    chosen = every[:: len(every) // conditions][:conditions] if conditions else every
    missed = []
    with invented(count) as extracts:
        for number, (table, name, text) in enumerate(chosen):
            flag, ids = FLAGS[table, name], standing[table, name]
            condition = language.read(text, columns=columns_of(table), flags=flags_of(table), of=name)
            with monkeypatch.context() as wrong:
                wrong.setitem(FLAGS, (table, name), replace(flag, condition=condition))
                drawn = {id for id in ids if REGISTRY[id].of == table}
                if not is_found(extracts, ids) and not is_drawn(drawn, tmp_path / str(number)):
                    missed.append(f"{table}.{name}: {text}   (right: {flag.condition.text})")
    record_property("trust", f"{len(chosen) - len(missed)}/{len(chosen)} điều kiện bị làm sai được phát hiện")
    print(f"{len(chosen) - len(missed)} of {len(chosen)} wrong conditions were found; missed:", *missed, sep="\n  ")
    assert len(missed) <= 0.1 * len(chosen), "\n".join(missed)
