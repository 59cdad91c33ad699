"""What a number is: its definition, condition, flags, rules, drawing, hash, value and first cases, in one output."""

from __future__ import annotations

import textwrap

from hcc_helpers.by_hand.rows import SCOPES, checked_scope, computed_for
from hcc_helpers.facts.declare import DERIVED, FLAGS, closure
from hcc_helpers.indicators.definition import ADDS, REGISTRY, Indicator, definition_hash, find
from hcc_helpers.indicators.measure import trace
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.indicators.words import BETTER, KINDS, condition_in_words
from hcc_helpers.numbers_vn import UNIT_WORDS, whole
from hcc_helpers.sources.columns import TABLES

SHOWN = 5  # cases named; all of them: month.cases


def explained(numbers: MonthResults, id: str, scope: str, audience: str) -> str:
    """Plain lines of Vietnamese, with the names that the code uses. WrongWords (2) for an unknown id or scope."""
    indicator = find(id)
    scope = checked_scope(indicator, scope)
    computed = computed_for(numbers, indicator)
    result = next((r for r in computed.results if (r.indicator, r.scope, r.by) == (id, scope, "")), None)
    has_unit = result is not None and result.value is not None and indicator.unit != "percent"
    value = rendered(result) + (f" {UNIT_WORDS[indicator.unit]}" if has_unit else "")
    lines = [
        f"{indicator.full_label} ({id})",
        f"  {SCOPES[scope]}, {computed.period.title}: {value.rstrip()}"
        + (f" – {result.reason}" if result and result.reason else ""),
        f"  Định nghĩa: {indicator.definition}",
        f"  {KINDS[indicator.kind]}; {_how_it_adds(indicator)}" + (f"; {BETTER[indicator.better]}" if indicator.better else ""),
    ]
    if result and result.denominator is not None:
        lines.append(f"  = {whole(result.numerator)} ({indicator.part}) / {whole(result.denominator)} ({indicator.whole})")
    counted = [indicator] if indicator.which else [REGISTRY[indicator.part], REGISTRY[indicator.whole]]
    rules: dict[str, None] = {}
    for one in counted:
        lines += _condition(one, "" if one is indicator else f"{one.id}: ", rules)
    if rules:
        lines.append("  Quy tắc có hiệu lực:")
        lines += [
            f"    {rule.label}: {rule.said} (từ {rule.since:%d/%m/%Y}, {rule.source})"
            for rule in (computed.settings.rules.in_force[name] for name in rules if name in computed.settings.rules.in_force)
        ]
    if indicator.source:
        lines.append(f"  Nguồn: {indicator.source}")
    if indicator.example:
        lines += ["  Ví dụ (cũng là phép thử):", textwrap.indent(textwrap.dedent(indicator.example).strip("\n"), "    ")]
    lines.append(f"  Mã định nghĩa: {definition_hash(indicator, computed.settings.rules)}")
    if audience == "internal" and result and result.value and scope not in computed.untraceable:
        keys = trace(computed.con, indicator, scope)
        more = f" … và {whole(len(keys) - SHOWN)} dòng nữa" if len(keys) > SHOWN else ""
        lines.append(
            f'  {whole(len(keys))} dòng đứng sau: {", ".join(keys[:SHOWN])}{more}. Xem tất cả: month.cases("{id}", scope="{scope}")'
        )
    return "\n".join(lines)


def _how_it_adds(indicator: Indicator) -> str:
    return ADDS[indicator.adds] if indicator.kind in {"count", "total"} else "kỳ dài hơn: tính lại từ hồ sơ, không cộng"


def _condition(indicator: Indicator, before: str, rules: dict[str, None]) -> list[str]:
    flags, columns = closure(indicator.of, indicator.condition.names)
    columns |= {indicator.column} if indicator.column else set()
    for name in sorted(columns):
        if (indicator.of, name) in DERIVED:
            rules |= dict.fromkeys(DERIVED[indicator.of, name].rules)
    lines = [
        f"  {before}Bảng “{TABLES[indicator.of].label}”, điều kiện: {condition_in_words(indicator.of, indicator.condition.text)}"
    ]
    # In the order of declaration, so that a flag stands after those that it names.
    return lines + [
        f"    {name} = {FLAGS[table, name].condition.text}" for table, name in FLAGS if table == indicator.of and name in flags
    ]
