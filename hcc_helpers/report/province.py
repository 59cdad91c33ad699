"""The page of all communes of one period: what they sum up to, each commune in one line, the shares as funnels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hcc_helpers.history import funnel
from hcc_helpers.history.province import Rolled
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.definition import CENTRE, REGISTRY
from hcc_helpers.indicators.untold import between_said, is_known
from hcc_helpers.numbers_vn import MISSING, percent, show, whole
from hcc_helpers.report import communes as side
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import unit_of
from hcc_helpers.report.wording import capital, join_vn

MAIN = (
    "received_all",
    "received_new",
    "online_of_new_pct",
    "resolved_all",
    "in_time_pct",
    "resolved_late",
    "open_all",
    "open_late",
    "returned_or_withdrawn",
    "handling_wd_median",
    "fees_total",
    "fees_online_pct",
    "digitised_all_required_pct",
    "satisfaction_pct",
    "petitions_received",
)
EACH = ("received_all", "resolved_all", "in_time_pct", "resolved_late", "open_all", "online_of_new_pct")
FUNNELS = ("in_time_pct", "online_of_new_pct", "digitised_all_required_pct", "satisfaction_pct")


@dataclass(frozen=True)
class Left:
    """A commune that is not in the sums: its folder or name, and why."""

    name: str
    why: str


def sections(
    title: str, communes: Mapping[str, Computed], rolled: Sequence[Rolled], left: Sequence[Left], links: Mapping[str, str]
) -> str:
    """The body of the page as HTML; `links`: commune → its own front page."""
    mine = {(one.scope, one.indicator): one for one in rolled}
    parts = [
        _points(title, communes, mine, left),
        _sums(title, mine, len(communes)),
        _each(title, communes, links),
        *_funnels(title, communes),
    ]
    return components.answer(parts)


def _of(mine: Mapping[tuple[str, str], Rolled], id: str) -> Rolled | None:
    return mine.get(("centre" if REGISTRY[id].scopes == CENTRE else "commune", id))


def _points(title: str, communes, mine, left: Sequence[Left]) -> str:
    received, in_time = _of(mine, "received_all"), _of(mine, "in_time_pct")
    said = f"{capital(title)}: {whole(len(communes))} xã có số liệu"
    said += (
        f", phải giải quyết {whole(received.value)} hồ sơ thuộc thẩm quyền xã" if received and received.value is not None else ""
    )
    said += f"; {percent(in_time.value)} đúng hạn" if in_time and in_time.value is not None else ""
    warned = [components.warning(f"{one.name}:", f"không có trong các số cộng. {one.why}") for one in left]
    return "".join([components.finding(f"{said}."), *warned])


def _sums(title: str, mine: Mapping[tuple[str, str], Rolled], communes: int) -> str:
    rows = []
    for id in MAIN:
        one = _of(mine, id)
        if one is None:
            continue
        lacking = f"thiếu: {join_vn(one.missing)}" if one.missing else ""
        shown = show(one.value, one.unit) if one.value is not None else MISSING
        rows.append(
            tables.Row(
                REGISTRY[id].full_label + unit_of(id),
                [
                    tables.Cell(shown, note=one.reason or _untold(mine, one)),
                    tables.Cell(f"{whole(len(one.counted))}/{whole(communes)}", note=lacking),
                ],
                mark="missing" if one.value is None else None,
                status=capital(one.reason) if one.value is None else "",
            )
        )
    columns = [tables.Column("Chỉ số"), tables.Column("Toàn bộ các xã", "number"), tables.Column("Số xã có số liệu", "number")]
    note = "Số đếm là tổng của các xã; tỷ lệ tính lại từ tử số và mẫu số; trung vị tính lại từ từng hồ sơ. Xã thiếu số liệu được nêu tên, không coi là 0."
    return tables.table(f"Cộng các xã, {title}", columns, rows, note=note)


def _each(title: str, communes: Mapping[str, Computed], links: Mapping[str, str]) -> str:
    columns = [tables.Column("Xã"), *(tables.Column(REGISTRY[id].label, "number") for id in EACH)]
    rows = [
        tables.Row(name, [_shown(computed, id) for id in EACH], href=links.get(name, ""))
        for name, computed in sorted(communes.items())
    ]
    return tables.table(f"Từng xã, hồ sơ thuộc thẩm quyền xã, {title}", columns, rows, note="Xếp theo tên, không theo hạng.")


def _shown(computed: Computed, id: str) -> str | tables.Cell:
    one = computed.result(id, "centre" if REGISTRY[id].scopes == CENTRE else "commune")
    if one is None or one.value is None:
        return tables.Cell(MISSING, note=one.reason if one else "")
    note = between_said(id, partial(_value, computed, one.scope))
    return tables.Cell(show(one.value, one.unit), note=note) if note else show(one.value, one.unit)


def _value(computed: Computed, scope: str, id: str) -> int | float | None:
    return computed.value(id, scope)


def _untold(mine: Mapping[tuple[str, str], Rolled], one: Rolled) -> str:
    """Between what a share of all communes lies, where some do not know whose cases belong to its part."""
    return between_said(one.indicator, lambda id: mine[one.scope, id].value if (one.scope, id) in mine else None)


def _funnels(title: str, communes: Mapping[str, Computed]) -> list[str]:
    if len(communes) < 2:
        return []
    parts = []
    for id in FUNNELS:
        scope = "centre" if REGISTRY[id].scopes == CENTRE else "commune"
        found = {name: computed.result(id, scope) for name, computed in communes.items()}
        counts = {name: one.pair for name, one in found.items() if one is not None and one.denominator and not one.reason}
        counts = {name: pair for name, pair in counts.items() if is_known(id, partial(_value, communes[name], scope))}
        if len(counts) < 2:
            continue
        centre, placed = funnel.compare(counts)
        unlike = [one.name for one in placed if one.place in {"above", "below"}]
        label = REGISTRY[id].label[:1].lower() + REGISTRY[id].label[1:]
        said = (
            f"Khác hẳn mức chung {percent(100 * centre)} về {label}: {join_vn(unlike)}"
            if unlike
            else f"Không xã nào khác hẳn mức chung {percent(100 * centre)} về {label}"
        )
        left_out = sorted(set(communes) - set(counts))
        parts += [side.figure(id, title, centre, placed, said), side.table(id, title, placed, left_out)]
    return [*parts, components.note(side.HOW)] if parts else []
