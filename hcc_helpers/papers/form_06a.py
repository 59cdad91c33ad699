"""Form II.06a: the cells of each field from the results, what the province's setting folds into them, and what then does not add up.

The form has no place for withdrawn, returned, stopped, paused, undated and unknown cases, nor for an unknown channel. Where they go is a
dated setting of the province's own system; a period that has such cases and no setting has no form. Differences are shown, never repaired.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import Field

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import signed, whole
from hcc_helpers.rules import Dated, Rules, load_dated, load_rules
from hcc_helpers.settings import Settings

COLUMNS = {
    3: "Tiếp nhận: Tổng số",
    4: "Tiếp nhận, trong kỳ: Trực tuyến",
    5: "Tiếp nhận, trong kỳ: Trực tiếp, dịch vụ bưu chính",
    6: "Tiếp nhận: Từ kỳ trước",
    7: "Đã giải quyết: Tổng số",
    8: "Đã giải quyết: Trước hạn",
    9: "Đã giải quyết: Đúng hạn",
    10: "Đã giải quyết: Quá hạn",
    11: "Đang giải quyết: Tổng số",
    12: "Đang giải quyết: Trong hạn",
    13: "Đang giải quyết: Quá hạn",
}
# Cells that the form names itself: column → indicators.
_OWN = {
    3: ("received_all",),
    4: ("new_online",),
    5: ("new_in_person", "new_post"),
    6: ("carried_over",),
    8: ("resolved_early",),
    9: ("resolved_on_due_day",),
    10: ("resolved_late",),
    12: ("open_in_time",),
    13: ("open_late",),
}
# What the form has no place for: rule → (indicators, value of the rule → column).
_FOLDS = {
    "form_06a_returned": (("returned_or_withdrawn",), {"resolved_on_due_day": 9}),
    "form_06a_stopped": (("stopped",), {"resolved_on_due_day": 9}),
    "form_06a_paused": (("open_paused",), {"open_in_time": 12}),
    "form_06a_without_due": (("resolved_without_due", "resolved_due_unreadable"), {"in_time": 9}),
    "form_06a_without_due:open": (("open_without_due", "open_due_unreadable"), {"in_time": 12}),
    "form_06a_unknown": (("unknown_outcome",), {"open_in_time": 12, "resolved_on_due_day": 9}),
}
_KIOSK = "form_06a_kiosk"  # new cases filed at a kiosk, a channel that the form does not name
_CHANNEL = "form_06a_channel_unknown"  # what is left of the new cases beside the channels that the form names
_CHANNELS = {_KIOSK: {"online": 4, "in_person_or_post": 5}, _CHANNEL: {"in_person": 5}}
IDENTITIES = (
    ("(3) = (4) + (5) + (6)", 3, (4, 5, 6)),
    ("(7) = (8) + (9) + (10)", 7, (8, 9, 10)),
    ("(11) = (12) + (13)", 11, (12, 13)),
    ("(3) = (7) + (11)", 3, (7, 11)),
)


class Form(Dated):
    """One version of a form: number, title, the circular it is made by."""

    id: str
    code: str
    title: str
    issued_with: str


class FormsFile(Settings):
    form: list[Form] = Field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One field, or the total. `cells`: column → number; `outside`: rule → number of cases that the form does not name."""

    name: str
    cells: dict[int, int]
    outside: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Fold:
    """What the setting does with one kind of cases: how many there are, and where they are put."""

    rule: str
    label: str
    count: int
    column: int | None
    said: str
    source: str
    certainty: str

    @property
    def sentence(self) -> str:
        kind = self.label.removeprefix("Biểu II.06a: ")
        where = f"xếp {self.said}" if self.column else "không xếp vào cột nào"
        return (
            f"{kind[:1].upper()}{kind[1:]}: {whole(self.count)}, {where} (cài đặt của đơn vị; {self.source}; {self.certainty})."
        )


@dataclass(frozen=True)
class Block:
    """The form of one scope: rows by field, the total, with the fold and without it."""

    scope: str
    rows: tuple[Row, ...]
    total: Row
    bare_rows: tuple[Row, ...]
    bare_total: Row
    folds: tuple[Fold, ...]


def form_of(month: MonthResults) -> Form:
    """The version of the form that holds on the period's last day."""
    return next(one for one in load_dated(month.data_root, "forms.toml", FormsFile, month.period.last_day) if one.id == "06a")


def blocks(month: MonthResults) -> list[Block]:
    """The form of each scope that has cases. Raises InputRefused (65) naming each setting that is missing."""
    rules = load_rules(month.data_root, on=month.period.last_day)
    scopes = [scope for scope in month.now.scopes if month.value("received_all", scope) or scope == "commune"]
    made: list[Block] = []
    missing: dict[str, Fold] = {}
    for scope in scopes:
        total = _row("Tổng cộng", month.now, scope)
        if total is None:
            continue
        folds = _folds(total, rules)
        missing |= {fold.rule: fold for fold in folds if fold.said == "" and fold.count}
        rows = tuple(row for group in _fields(month.now, scope) if (row := _row(group, month.now, scope, group)) is not None)
        made.append(
            Block(
                scope,
                tuple(_folded(row, folds) for row in rows),
                _folded(total, folds),
                tuple(map(_summed, rows)),
                _summed(total),
                tuple(fold for fold in folds if fold.count),
            )
        )
    if missing:
        raise InputRefused("Chưa lập được biểu II.06a: thiếu cài đặt của tỉnh.", [_unset(fold) for fold in missing.values()])
    if not made:
        raise InputRefused(
            "Chưa lập được biểu II.06a.",
            [
                Finding(
                    "B2-khong-co-ho-so",
                    "refused",
                    "Kỳ này không có danh sách hồ sơ dùng được.",
                    todo="xem trang 00 hoặc gõ hcc check KỲ",
                )
            ],
        )
    return made


def gaps(row: Row) -> list[tuple[str, int]]:
    """(identity, left minus right) of a row; 0 where it holds."""
    return [(text, row.cells[left] - sum(row.cells[c] for c in right)) for text, left, right in IDENTITIES]


def carry_over(month: MonthResults, block: Block) -> tuple[int, int] | None:
    """(column 6 now, column 11 of the month before), where that month adjoins."""
    if not month.earlier or month.earlier[-1].period.end != month.period.start:
        return None
    before = month.earlier[-1]
    row = _row("", before, block.scope)
    if row is None:
        return None
    folds = _folds(row, load_rules(month.data_root, on=before.period.last_day))
    return block.total.cells[6], _folded(row, folds).cells[11]


def gap_said(text: str, gap: int) -> str:
    return f"{text}: khớp" if not gap else f"{text}: chênh {signed(gap)}"


def _fields(computed: Computed, scope: str) -> list[str]:
    found = {
        r.group: r.value for r in computed.results if (r.scope, r.by, r.indicator) == (scope, "field", "received_all") and r.value
    }
    return sorted(found, key=lambda group: (-found[group], group))


def _row(name: str, computed: Computed, scope: str, group: str = "") -> Row | None:
    """The cells as the results give them, nothing folded; None where a count has no value."""
    needed = {id for ids in _OWN.values() for id in ids} | {id for ids, _ in _FOLDS.values() for id in ids}
    values = {
        r.indicator: int(r.value)
        for r in computed.results
        if (r.scope, r.by, r.group) == (scope, "field" if group else "", group)
        and r.indicator in {*needed, "new_kiosk"}
        and r.value is not None
    }
    if not needed <= values.keys():
        return None
    cells = {column: sum(values[id] for id in ids) for column, ids in _OWN.items()}
    outside = {rule: sum(values[id] for id in ids) for rule, (ids, _) in _FOLDS.items()}
    outside[_KIOSK] = values.get("new_kiosk") or 0
    outside[_CHANNEL] = cells[3] - cells[6] - cells[4] - cells[5] - outside[_KIOSK]
    return Row(name, cells, outside)


def _folds(total: Row, rules: Rules) -> list[Fold]:
    made = []
    for key, count in total.outside.items():
        rule = rules.rule(key.partition(":")[0])
        columns = _CHANNELS[key] if key in _CHANNELS else _FOLDS[key][1]
        said = "" if rules.value(rule.id) is None else rule.said
        made.append(Fold(key, rule.label, count, columns.get(rule.value), said, rule.source, rule.certainty))
    return made


def _folded(row: Row, folds: list[Fold]) -> Row:
    cells = dict(row.cells)
    for fold in folds:
        if fold.column:
            cells[fold.column] += row.outside[fold.rule]
    return _summed(Row(row.name, cells, row.outside))


def _summed(row: Row) -> Row:
    """Columns 7 and 11 are the form's own sums of what stands beside them; column 3 is counted apart, so that a gap shows."""
    cells = row.cells | {7: sum(row.cells[c] for c in (8, 9, 10)), 11: sum(row.cells[c] for c in (12, 13))}
    return Row(row.name, dict(sorted(cells.items())), row.outside)


def _unset(fold: Fold) -> Finding:
    rule = fold.rule.partition(":")[0]
    return Finding(
        "B1-thieu-cai-dat",
        "refused",
        f"{whole(fold.count)} hồ sơ của kỳ thuộc loại mà biểu không có cột: {fold.label.removeprefix('Biểu II.06a: ')}.",
        file="reference/rules.toml",
        accepted=f'mục [[rule]] id = "{rule}" có value theo hướng dẫn của tỉnh',
        todo="hỏi đơn vị vận hành hệ thống của tỉnh rồi thêm mục này vào reference/rules.toml của thư mục số liệu",
    )
