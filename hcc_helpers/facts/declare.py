"""Flags, splits, roll-ups and derived columns: what they are and where they are kept, in order of declaration.

A flag is a yes/no fact of one row in one period. It is never null; "unknown" is a flag of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.errors import WrongWords
from hcc_helpers.facts import language
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES


@dataclass(frozen=True)
class Derived:
    """A column that the derive step adds to a table.

    `reads`: groups of columns; data are at hand if of every group at least one column was given by the exports.
    `rules`: ids of the dated settings that its value depends on (part of a definition's hash).
    """

    name: str
    of: str
    label: str
    reads: tuple[tuple[str, ...], ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rollup:
    """A column of `to` that sums up the rows of `of`: take = count · total · any · first · last."""

    name: str
    of: str
    to: str
    take: str
    which: str
    label: str
    column: str = ""


@dataclass(frozen=True)
class Flag:
    """A yes/no fact of one row of `of` in one period; `condition` is its compiled text."""

    name: str
    of: str
    label: str
    condition: language.Condition


@dataclass(frozen=True)
class Split:
    """`parts` divide the rows of flag `within`: each row has exactly one, checked on the data."""

    name: str
    of: str
    within: str
    parts: tuple[str, ...]
    label: str


DERIVED: dict[tuple[str, str], Derived] = {}
ROLLUPS: dict[tuple[str, str], Rollup] = {}
FLAGS: dict[tuple[str, str], Flag] = {}
SPLITS: dict[str, Split] = {}

# Changed by hand when a derive step changes its meaning; part of every definition's hash.
DERIVE_VERSION = 2


def derived(name: str, *, of: str, label: str, reads=(), rules=()) -> None:
    groups = tuple((group,) if isinstance(group, str) else tuple(group) for group in reads)
    DERIVED[of, name] = Derived(name, of, label, groups, tuple(rules))


def rollup(name: str, *, of: str, to: str, take: str, which: str, label: str, column: str = "") -> None:
    if take not in {"count", "total", "any", "first", "last"}:
        raise WrongWords(f"Cách gộp “{take}” của “{name}” không có: dùng count, total, any, first hoặc last.")
    if (of, which) not in FLAGS:
        raise WrongWords(f"“{name}” gộp theo cờ “{which}” chưa khai báo của bảng {of}.")
    ROLLUPS[to, name] = Rollup(name, of, to, take, which, label, column)


def flag(name: str, text: str, *, of: str, label: str) -> None:
    if (of, name) in FLAGS or name in columns_of(of):
        raise WrongWords(f"Cờ “{name}” của bảng {of} đã khai báo hoặc trùng tên cột.")
    FLAGS[of, name] = Flag(name, of, label, language.read(text, columns=columns_of(of), flags=flags_of(of), of=name))


def split(name: str, *, of: str, within: str, parts: list[str], label: str) -> None:
    for part in (within, *parts):
        if (of, part) not in FLAGS:
            raise WrongWords(f"Phép chia “{name}” nêu cờ “{part}” chưa khai báo của bảng {of}.")
    SPLITS[name] = Split(name, of, within, tuple(parts), label)


def flags_of(table: str) -> frozenset[str]:
    return frozenset(name for of, name in FLAGS if of == table)


def columns_of(table: str) -> frozenset[str]:
    """Every column that a flag of `table` may read: declared, written by the reader, derived, rolled up."""
    names = {column.name for column in TABLES[table].columns} | set(SYSTEM_COLUMNS)
    names |= set(CASE_SYSTEM_COLUMNS) if table == "cases" else set()
    names |= {name for of, name in DERIVED if of == table} | {name for to, name in ROLLUPS if to == table}
    return frozenset(names)


def closure(table: str, names) -> tuple[set[str], set[str]]:
    """(flags, columns) that the given names stand on, transitively, within one table."""
    flags, columns, todo = set(), set(), list(names)
    while todo:
        name = todo.pop()
        if (table, name) in FLAGS:
            if name not in flags:
                flags.add(name)
                todo.extend(FLAGS[table, name].condition.names)
        else:
            columns.add(name)
    return flags, columns
