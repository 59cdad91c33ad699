"""Conditions as text, in Python's expression syntax, read with `ast` and compiled to SQL.

One text, one meaning, on any engine: names, literals (strings, 0 and 1), `== < <= > >=` and chains, `in`, `not in`,
`is None`, `is not None`, `and or not & | ~`, `+ -`. No calls, no attributes, no `!=`; `not` only before a flag.
A comparison with a missing value is never true: the caller wraps the whole in coalesce(…, false), which is enough
because nothing but a flag (never null) can be negated.
"""

from __future__ import annotations

import ast
import difflib
import re
from dataclasses import dataclass

from hcc_helpers.errors import WrongWords
from hcc_helpers.facts.dialect import DUCKDB, Dialect

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
COMPARISONS = {ast.Eq: "=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@dataclass(frozen=True)
class Condition:
    """A read condition: its canonical text, its SQL and the names it uses."""

    text: str
    sql: str
    names: frozenset[str]
    null_tested: frozenset[str]  # names under `is None`: for these a missing value is an answer, not a lack of data


def read(
    text: str, *, columns: frozenset[str] | set[str], flags: frozenset[str] | set[str], of: str = "", dialect: Dialect = DUCKDB
) -> Condition:
    """Read and compile one condition. `columns` and `flags` are the names that it may use; `dialect` is the engine's that will work it out.

    Raises WrongWords with the position, the unknown name and its nearest match.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise _wrong(
            text,
            error.offset or len(text.strip()) + 1,  # 0: it breaks off
            "không đúng cú pháp của biểu thức",
            of,
        ) from None
    reader = _Reader(text, frozenset(columns), frozenset(flags), of, dialect)
    sql = reader.emit(tree)
    return Condition(ast.unparse(tree), sql, frozenset(reader.names), frozenset(reader.null_tested))


def canonical(text: str) -> str:
    """The text without its accidents (blanks, brackets, comments): what a definition's hash is taken over."""
    return ast.unparse(ast.parse(text.strip(), mode="eval"))


class _Reader:
    def __init__(self, text, columns, flags, of, dialect):
        self.text, self.columns, self.flags, self.of, self.dialect = text, columns, flags, of, dialect
        self.names: set[str] = set()
        self.null_tested: set[str] = set()

    def emit(self, node: ast.expr) -> str:
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Constant():
                return self._literal(node)
            case ast.BoolOp():
                word = " AND " if isinstance(node.op, ast.And) else " OR "
                return "(" + word.join(self.emit(value) for value in node.values) + ")"
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
                word = "AND" if isinstance(node.op, ast.BitAnd) else "OR"
                return f"({self.emit(node.left)} {word} {self.emit(node.right)})"
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                word = "+" if isinstance(node.op, ast.Add) else "-"
                return f"({self.emit(node.left)} {word} {self.emit(node.right)})"
            case ast.UnaryOp(op=ast.Not() | ast.Invert()):
                return self._negation(node)
            case ast.Compare():
                return self._comparison(node)
        raise _wrong(self.text, node.col_offset + 1, f"không dùng được “{ast.unparse(node)}” ở đây", self.of)

    def _name(self, node: ast.Name) -> str:
        name = node.id
        known = self.columns | self.flags
        if name not in known or not NAME.match(name):
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"; gần nhất là “{near[0]}”" if near else ""
            raise _wrong(self.text, node.col_offset + 1, f"không có cột hay cờ nào tên “{name}”{hint}", self.of)
        self.names.add(name)
        return name  # bare: in quotes it would be a string on some engines

    def _literal(self, node: ast.Constant) -> str:
        if isinstance(node.value, str):
            return "'" + node.value.replace("'", self.dialect.quote) + "'"
        if type(node.value) is int and node.value in (0, 1):
            return str(node.value)
        what = f"chỉ dùng chữ trong ngoặc, 0 và 1; ngưỡng “{node.value!r}” phải là một cột có tên"
        raise _wrong(self.text, node.col_offset + 1, what, self.of)

    def _negation(self, node: ast.UnaryOp) -> str:
        if not (isinstance(node.operand, ast.Name) and node.operand.id in self.flags):
            what = "“not” chỉ đứng trước tên một cờ (điều kiện khác có thể thiếu số liệu)"
            raise _wrong(self.text, node.col_offset + 1, what, self.of)
        return f"(NOT {self._name(node.operand)})"

    def _comparison(self, node: ast.Compare) -> str:
        parts, left = [], node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._pair(node, left, operator, right))
            left = right
        return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"

    def _pair(self, node, left, operator, right) -> str:
        if isinstance(operator, ast.Is | ast.IsNot):
            if not (isinstance(right, ast.Constant) and right.value is None and isinstance(left, ast.Name)):
                raise _wrong(self.text, node.col_offset + 1, "“is” chỉ dùng với None", self.of)
            if isinstance(operator, ast.Is):
                self.null_tested.add(left.id)
            return f"({self._name(left)} IS {'NOT ' if isinstance(operator, ast.IsNot) else ''}NULL)"
        if isinstance(operator, ast.In | ast.NotIn):
            listed = right.elts if isinstance(right, ast.Tuple | ast.List) else []
            words = [x for x in listed if isinstance(x, ast.Constant)]
            if not isinstance(right, ast.Tuple | ast.List) or len(words) < len(listed):
                raise _wrong(self.text, node.col_offset + 1, "sau “in” là một danh sách chữ trong ngoặc", self.of)
            word = "IN" if isinstance(operator, ast.In) else "NOT IN"
            return f"({self._beside(left, words)} {word} ({', '.join(self._literal(x) for x in words)}))"
        if type(operator) not in COMPARISONS:
            raise _wrong(self.text, node.col_offset + 1, "dùng == < <= > >= in, is None; không dùng !=", self.of)
        return f"({self._beside(left, [right])} {COMPARISONS[type(operator)]} {self._beside(right, [left])})"

    def _beside(self, node: ast.expr, others: list) -> str:
        """A side of a comparison; a name beside 0 or 1 as the dialect wants it."""
        is_counted = isinstance(node, ast.Name) and any(isinstance(x, ast.Constant) and type(x.value) is int for x in others)
        return self.dialect.beside_number.format(name=self.emit(node)) if is_counted else self.emit(node)


def _wrong(text: str, position: int, what: str, of: str) -> WrongWords:
    place = f" của “{of}”" if of else ""
    return WrongWords(f"Điều kiện{place} sai ở ký tự {position}: {what}.\n  {text.strip()}\n  {' ' * (position - 1)}^")
