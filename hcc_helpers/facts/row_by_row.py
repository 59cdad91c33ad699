"""The definitions read a second time: one row in plain Python, with what made each flag true or false.

The SQL of `facts/language.py` works on whole tables; this works on one row, knows nothing of SQL and shares only the text of
the conditions. Both must say the same of every row (tests/by_hand/test_why.py). Missing is None, and a comparison with
it is None: neither true nor false, until a flag takes it for "no".
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from hcc_helpers.facts.declare import FLAGS, ROLLUPS

Value = Any
_COMPARED: dict[type, Callable[[Value, Value], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}


@dataclass(frozen=True)
class Judged:
    """One flag of one row: yes or no, and the parts of its condition that decided (each with the values that it saw)."""

    name: str
    is_true: bool
    because: tuple[str, ...]


def flags_of_row(table: str, row: Mapping[str, Value]) -> dict[str, bool]:
    """Every flag of a row of `table`, from its columns; `row` needs no flag."""
    values = dict(row)
    for (of, name), flag in FLAGS.items():  # a flag names only flags declared before it
        if of == table:
            values[name] = _value(_read(flag.condition.text), values) is True
    return {name: values[name] for of, name in FLAGS if of == table}


def judged(table: str, row: Mapping[str, Value]) -> list[Judged]:
    """The same with the reasons, in order of declaration."""
    flags = flags_of_row(table, row)
    values = {**row, **flags}
    return [
        Judged(name, flags[name], tuple(dict.fromkeys(_because(_read(flag.condition.text), values))))
        for (of, name), flag in FLAGS.items()
        if of == table
    ]


def holds(text: str, values: Mapping[str, Value]) -> bool:
    """Whether a condition holds of one row with its flags."""
    return _value(_read(text), values) is True


def rolled_up(table: str, name: str, rows: list[Mapping[str, Value]]) -> Value:
    """A roll-up into `table` from the rows (with flags) of one case in the covered child table."""
    roll = ROLLUPS[table, name]
    kept = [row for row in rows if row[roll.which]]
    held = [row[roll.column] for row in kept if row[roll.column] is not None] if roll.column else []
    match roll.take:
        case "count":
            return len(kept)
        case "total":
            return sum(held)
        case "any":
            return bool(kept)
    return (min(held) if roll.take == "first" else max(held)) if held else None


@cache
def _read(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Name():
            return values[node.id]
        case ast.Constant():
            return node.value
        case ast.BoolOp():
            return _all(node.values, values) if isinstance(node.op, ast.And) else _any(node.values, values)
        case ast.BinOp(op=ast.BitAnd()):
            return _all([node.left, node.right], values)
        case ast.BinOp(op=ast.BitOr()):
            return _any([node.left, node.right], values)
        case ast.BinOp():
            left, right = _value(node.left, values), _value(node.right, values)
            if left is None or right is None:
                return None
            return left + right if isinstance(node.op, ast.Add) else left - right
        case ast.UnaryOp():
            return not _value(node.operand, values)
        case ast.Compare():
            return _comparison(node, values)
    raise TypeError(ast.unparse(node))


def _all(parts: list[ast.expr], values: Mapping[str, Value]) -> bool | None:
    found = [_value(part, values) for part in parts]
    return False if any(one is not None and not one for one in found) else None if None in found else True


def _any(parts: list[ast.expr], values: Mapping[str, Value]) -> bool | None:
    found = [_value(part, values) for part in parts]
    return True if any(found) else None if None in found else False


def _comparison(node: ast.Compare, values: Mapping[str, Value]) -> bool | None:
    held: list[bool | None] = []
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        held.append(_pair(operator, left, right, values))
        left = right
    return False if False in held else None if None in held else True


def _pair(operator: ast.cmpop, left: ast.expr, right: ast.expr, values: Mapping[str, Value]) -> bool | None:
    a = _value(left, values)
    if isinstance(operator, ast.Is | ast.IsNot):
        return (a is None) is isinstance(operator, ast.Is)
    if a is None:
        return None
    if isinstance(operator, ast.In | ast.NotIn):
        return (a in ast.literal_eval(right)) is isinstance(operator, ast.In)
    b = _value(right, values)
    return None if b is None else _COMPARED[type(operator)](*_alike(a, b))


def _alike(a: Value, b: Value) -> tuple[Value, Value]:
    """A day beside an instant is its first moment."""
    if isinstance(a, datetime) != isinstance(b, datetime) and isinstance(a, date) and isinstance(b, date):
        return (a, datetime(b.year, b.month, b.day)) if isinstance(a, datetime) else (datetime(a.year, a.month, a.day), b)
    return a, b


def _because(node: ast.expr, values: Mapping[str, Value]) -> list[str]:
    """The parts that decide: of a true "and" all, of a false one those that are not true; of an "or" the other way round."""
    parts, is_and = _parts(node)
    if not parts:
        return [_seen(node, values)]
    is_true = _value(node, values) is True
    deciding = parts if is_true is is_and else [part for part in parts if (_value(part, values) is True) is is_true]
    return [text for part in deciding for text in _because(part, values)]


def _parts(node: ast.expr) -> tuple[list[ast.expr], bool]:
    match node:
        case ast.BoolOp():
            return node.values, isinstance(node.op, ast.And)
        case ast.BinOp(op=ast.BitAnd()) | ast.BinOp(op=ast.BitOr()):
            return [node.left, node.right], isinstance(node.op, ast.BitAnd)
    return [], True


def _seen(node: ast.expr, values: Mapping[str, Value]) -> str:
    """One comparison or flag with what it saw."""
    names = list(dict.fromkeys(one.id for one in ast.walk(node) if isinstance(one, ast.Name)))
    return f"{ast.unparse(node)} [{'; '.join(f'{name}: {said(values[name])}' for name in names)}]"


def said(value: Value) -> str:
    """A value for the eye."""
    if value is None:
        return "trống"
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}".removesuffix(":00")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
