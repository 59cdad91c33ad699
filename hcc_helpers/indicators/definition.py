"""What an indicator is: a condition over flag names with words attached. Five kinds, each a frozen record.

count · total (sum of a column, đồng) · share (100 × part / whole) · ratio (not a subset) · quantile. The number, the
label's base in brackets, the glossary, the trace and the needs are derived from these records.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.errors import WrongWords
from hcc_helpers.facts import language
from hcc_helpers.facts.declare import DERIVE_VERSION, DERIVED, FLAGS, ROLLUPS, closure, flags_of
from hcc_helpers.sources.columns import TABLES

ADDS = {
    "flow": "cộng được qua các tháng",
    "opening": "số đầu kỳ: lấy của tháng đầu",
    "closing": "số cuối kỳ: lấy của tháng cuối",
    "none": "không cộng qua các tháng",
}
CASE_SCOPES = ("commune", "land", "other", "forwarded", "unknown")
FORWARDED = ("forwarded",)  # received here for another authority
GROUP_KEYS = ("field", "unit", "procedure")  # what a report splits by
CENTRE = ("centre",)  # surveys and petitions speak of the whole centre


@dataclass(frozen=True)
class Indicator:
    """One indicator. `which` is the compiled condition (count, total, quantile); part and whole those of a share."""

    id: str
    kind: str
    label: str
    definition: str
    section: str
    of: str = ""
    unit: str = "cases"
    which: language.Condition | None = None
    column: str = ""
    distinct: str = ""  # of a count: rows with one value here count once (procedures used, not cases)
    at: float = 0.5
    part: str = ""
    whole: str = ""
    per: int = 1
    interval: str = ""
    adds: str = "none"
    better: str = ""  # higher | lower | "" (neither)
    source: str = ""
    example: str = ""
    base: str = ""  # of a count: how it reads in brackets behind a share ("trên số hồ sơ …")
    scopes: tuple[str, ...] = CASE_SCOPES
    by: tuple[str, ...] = ()  # group keys for which it is computed in every report
    calendar_month: bool = False  # computed for the last complete calendar month (QĐ 766), not for the period

    @property
    def condition(self) -> language.Condition:
        """What a count, total or quantile asks of a row. Raises WrongWords for a share or ratio, which is made of two others."""
        if self.which is None:
            raise WrongWords(f"Chỉ số “{self.id}” là {self.kind}: không có điều kiện riêng, chỉ có tử số và mẫu số.")
        return self.which

    @property
    def full_label(self) -> str:
        """The label with the base of a share in brackets, taken from the whole's declaration."""
        if self.kind != "share":
            return self.label
        whole = REGISTRY[self.whole]
        return f"{self.label} ({whole.base or 'trên ' + whole.label[:1].lower() + whole.label[1:]})"


REGISTRY: dict[str, Indicator] = {}
Shared = dict[
    str, Any
]  # arguments that several declarations of a file share; a wrong name or value fails where they are declared


def count(id: str, *, of: str, which: str, adds: str, label: str, definition: str, section: str, **more) -> None:
    if adds not in ADDS:
        raise WrongWords(f"Chỉ số “{id}”: adds = “{adds}” không có; dùng flow, opening, closing hoặc none.")
    units = {
        "cases": "cases",
        "surveys": "answers",
        "petitions": "petitions",
        "result_documents": "documents",
        "payments": "payments",
        "supplements": "requests",
        "steps": "steps",
        "outreach": "times",
        "new_texts": "texts",
        "guidance": "times",
        "reminders": "times",
        "difficulties": "difficulties",
        "incidents": "incidents",
        "probes": "times",
        "linked_systems": "systems",
        "staff_days": "days",
        "hamlet_groups": "hamlets",
    }
    more.setdefault("unit", units.get(of, "cases"))
    _add(Indicator(id, "count", label, definition, section, of=of, which=_condition(id, of, which), adds=adds, **more))


def total(
    id: str,
    *,
    of: str,
    which: str,
    column: str,
    label: str,
    definition: str,
    section: str,
    unit: str = "dong",
    adds: str = "flow",
    **more,
) -> None:
    _add(
        Indicator(
            id,
            "total",
            label,
            definition,
            section,
            of=of,
            which=_condition(id, of, which),
            column=column,
            unit=unit,
            adds=adds,
            **more,
        )
    )


def share(id: str, *, part: str, whole: str, label: str, section: str, definition: str = "", **more) -> None:
    for name in (part, whole):
        if name not in REGISTRY:
            raise WrongWords(f"Tỷ lệ “{id}” nêu chỉ số “{name}” chưa khai báo.")
    a, b = REGISTRY[part], REGISTRY[whole]
    text = definition or f"{a.label} chia cho {b.label[:1].lower()}{b.label[1:]}."
    more.setdefault("scopes", a.scopes)
    _add(Indicator(id, "share", label, text, section, of=a.of, unit="percent", part=part, whole=whole, **more))


def quantile(
    id: str, *, of: str, which: str, column: str, at: float, unit: str, label: str, definition: str, section: str, **more
) -> None:
    _add(
        Indicator(
            id,
            "quantile",
            label,
            definition,
            section,
            of=of,
            which=_condition(id, of, which),
            column=column,
            at=at,
            unit=unit,
            **more,
        )
    )


def _condition(id: str, of: str, text: str) -> language.Condition:
    return language.read(text, columns=frozenset(), flags=flags_of(of), of=id)


def _add(indicator: Indicator) -> None:
    if indicator.id in REGISTRY:
        raise WrongWords(f"Chỉ số “{indicator.id}” khai báo hai lần.")
    REGISTRY[indicator.id] = indicator


def find(id: str) -> Indicator:
    """The indicator of that id; WrongWords (2) naming the nearest one."""
    import difflib

    if id not in REGISTRY:
        near = difflib.get_close_matches(id, REGISTRY, n=3)
        hint = f" Gần nhất: {', '.join(near)}." if near else ""
        raise WrongWords(f"Không có chỉ số “{id}”.{hint} Xem danh sách: docs/glossary.md.")
    return REGISTRY[id]


@dataclass(frozen=True)
class Needs:
    """What an indicator cannot do without: tables covered for the period, groups of columns (one of each group), and columns of
    registers of which a blank cell is an answer ("not yet") but a file without them is none."""

    tables: frozenset[str]
    columns: frozenset[tuple[str, tuple[str, ...]]]
    there: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1024)
def needs(indicator: Indicator) -> Needs:
    """Derived from the condition, its flags, derived columns and roll-ups; never typed."""
    if indicator.kind in {"share", "ratio"}:
        a, b = needs(REGISTRY[indicator.part]), needs(REGISTRY[indicator.whole])
        return Needs(a.tables | b.tables, a.columns | b.columns, a.there | b.there)
    tables = {indicator.of}
    columns: set[tuple[str, tuple[str, ...]]] = set()
    there: set[tuple[str, str]] = set()
    flags, _ = closure(indicator.of, indicator.condition.names)
    used = {
        column
        for name in flags
        for column in FLAGS[indicator.of, name].condition.names - FLAGS[indicator.of, name].condition.null_tested
    }
    used |= {indicator.column} if indicator.column else set()
    if indicator.of != "cases":
        tested = {name for flag in flags for name in FLAGS[indicator.of, flag].condition.null_tested}
        there |= {(indicator.of, column.name) for column in TABLES[indicator.of].columns if column.name in tested}
    used |= {indicator.distinct} if indicator.distinct else set()
    for name in used:
        if (indicator.of, name) in ROLLUPS:
            roll = ROLLUPS[indicator.of, name]
            tables.add(roll.of)
            below = needs_of_flag(roll.of, roll.which)
            tables |= below.tables
            columns |= below.columns
            there |= below.there | {(roll.of, "case_id")}
        elif (indicator.of, name) in DERIVED:
            columns |= {(indicator.of, group) for group in DERIVED[indicator.of, name].reads}
        elif any(column.name == name for column in TABLES[indicator.of].columns):
            columns.add((indicator.of, (name,)))
    return Needs(frozenset(tables), frozenset(columns), frozenset(there))


def needs_of_flag(table: str, flag: str) -> Needs:
    return needs(
        Indicator("", "count", "", "", "", of=table, which=language.read(flag, columns=frozenset(), flags=flags_of(table)))
    )


def definition_hash(indicator: Indicator, rules=None) -> str:
    """Twelve hex digits over the meaning: condition, flags (transitively), derive version, values of the rules read.

    Stable to spaces, brackets, labels; changed by any change of meaning.
    """
    return hashlib.sha256(json.dumps(_meaning(indicator, rules), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def _meaning(indicator: Indicator, rules) -> dict:
    if indicator.kind in {"share", "ratio"}:
        return {
            "kind": indicator.kind,
            "per": indicator.per,
            "part": _meaning(REGISTRY[indicator.part], rules),
            "whole": _meaning(REGISTRY[indicator.whole], rules),
        }
    return {
        "kind": indicator.kind,
        "column": indicator.column,
        "at": indicator.at,
        "derive": DERIVE_VERSION,
        **({"distinct": indicator.distinct} if indicator.distinct else {}),
        **_flag_meaning(indicator.of, indicator.condition.text, indicator.condition.names, indicator.column, rules),
    }


def _flag_meaning(table: str, text: str, names, column: str, rules) -> dict:
    flags, columns = closure(table, names)
    columns |= {column} if column else set()
    used_rules = sorted({rule for name in columns if (table, name) in DERIVED for rule in DERIVED[table, name].rules})
    below = {
        name: _flag_meaning(
            ROLLUPS[table, name].of, ROLLUPS[table, name].which, [ROLLUPS[table, name].which], ROLLUPS[table, name].column, rules
        )
        | {"take": ROLLUPS[table, name].take}
        for name in sorted(columns)
        if (table, name) in ROLLUPS
    }
    return {
        "of": table,
        "which": text,
        "flags": {name: FLAGS[table, name].condition.text for name in sorted(flags)},
        "rollups": below,
        "rules": {rule: str(rules.value(rule)) if rules else "" for rule in used_rules},
    }


@lru_cache(maxsize=1024)
def rules_of(indicator: Indicator) -> frozenset[str]:
    """The dated rules that a definition reads."""
    if indicator.kind in {"share", "ratio"}:
        return rules_of(REGISTRY[indicator.part]) | rules_of(REGISTRY[indicator.whole])
    return _rules_read(indicator.of, indicator.condition.names, indicator.column)


def _rules_read(table: str, names, column: str) -> frozenset[str]:
    _, columns = closure(table, names)
    columns |= {column} if column else set()
    found = {rule for name in columns if (table, name) in DERIVED for rule in DERIVED[table, name].rules}
    for name in columns:
        if (table, name) in ROLLUPS:
            roll = ROLLUPS[table, name]
            found |= _rules_read(roll.of, [roll.which], roll.column)
    return frozenset(found)
