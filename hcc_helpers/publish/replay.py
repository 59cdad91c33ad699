"""`hcc replay`: every approved period computed by today's definitions, rules and code, beside what was approved.

A corrected denominator is right and still turns published trends; so each figure that would differ and each trend that
would turn is listed before anything is published, and each of them wants a line in CHANGELOG.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError, WrongWords
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import MISSING, show, whole
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.publish.approval import KEYS, Approval, approvals, figures_text
from hcc_helpers.publish.data_files import csv_of
from hcc_helpers.vocabulary import SCOPE

SHOWN = 15  # lines of one list on the screen; all of them with --csv
CHANGELOG = "CHANGELOG.md"
WAYS = {-1: "giảm", 0: "đứng yên", 1: "tăng"}
Key = tuple[str, ...]  # in the order of KEYS


@dataclass(frozen=True)
class Differs:
    """One figure of an approved period that comes out otherwise today."""

    period: str
    key: Key
    unit: str
    was: str
    now: str
    is_redefined: bool  # the text of its definition changed; else the rules, the data or the code

    @property
    def indicator(self) -> str:
        return self.key[KEYS.index("indicator")]

    @property
    def text(self) -> str:
        of = dict(zip(KEYS, self.key, strict=True))
        place = ", ".join(
            part
            for part in (
                SCOPE.get(of["scope"], "Toàn Trung tâm"),
                of["group"],
                of["period"] if of["period"] != self.period else "",
            )
            if part
        )
        why = " (định nghĩa đã đổi)" if self.is_redefined else ""
        return f"{_label(self.indicator)} [{self.indicator}], {place}: {_shown(self.was, self.unit)} → {_shown(self.now, self.unit)}{why}"


@dataclass(frozen=True)
class Turned:
    """The step from one approved period to the next, of which today's figures go another way."""

    before: str
    period: str
    scope: str
    indicator: str
    was: int
    now: int

    @property
    def text(self) -> str:
        scope = SCOPE.get(self.scope, "Toàn Trung tâm")
        return f"{_label(self.indicator)} [{self.indicator}], {scope}, {self.before} → {self.period}: đã duyệt {WAYS[self.was]}, nay {WAYS[self.now]}"


@dataclass
class Replayed:
    """All approved periods, oldest first, and what would differ."""

    periods: list[Period] = field(default_factory=list)
    differs: list[Differs] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    not_computed: list[str] = field(default_factory=list)
    on_other_data: set[str] = field(default_factory=set)  # periods whose stored data changed since the approval

    @property
    def exit_code(self) -> int:
        return 1 if self.differs or self.not_computed else 0

    def text(self, changelog: str) -> str:
        lines = []
        for period in self.periods:
            mine = [one.text for one in self.differs if one.period == period.text]
            if mine:
                also = "; số liệu lưu cũng đã đổi từ lần duyệt" if period.text in self.on_other_data else ""
                lines += [f"{period.title}: {whole(len(mine))} con số đã duyệt nay khác{also}", *_some(mine)]
        if self.turned:
            lines += [f"{whole(len(self.turned))} xu hướng đổi chiều", *_some([one.text for one in self.turned])]
        lines += self.not_computed
        wanted = sorted({one.indicator for one in self.differs} - _named(changelog))
        if wanted:
            lines += [
                f"Ghi vào {CHANGELOG}, mục “Số liệu thay đổi”, mỗi chỉ số một dòng (trước → sau, vì sao):",
                *(f"  {id}" for id in wanted),
            ]
        counted = f"Đã tính lại {whole(len(self.periods))} kỳ đã duyệt theo định nghĩa, quy tắc và bộ công cụ hôm nay"
        said = f"{whole(len(self.differs))} con số khác, {whole(len(self.turned))} xu hướng đổi chiều"
        return "\n".join([*lines, f"{counted}: {said if self.differs else 'không có con số nào khác'}."])

    def csv(self) -> str:
        """Every figure that differs, one row each."""
        names = ["approved_period", *KEYS, "unit", "approved_value", "value", "is_redefined"]
        return csv_of(names, [(one.period, *one.key, one.unit, one.was, one.now, one.is_redefined) for one in self.differs])


def replay(data_root: Path) -> Replayed:
    """Raises WrongWords (2) where nothing was approved, InputRefused (65) for a record that was touched."""
    since = load_centre(data_root).since
    folder = Path(data_root) / "approvals"
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    given = {parse_period(name, since): last[-1] for name in names if (last := approvals(data_root, name))}
    if not given:
        raise WrongWords(f"Chưa có kỳ nào được duyệt trong {data_root}: không có gì để tính lại.")
    found = Replayed(sorted(given, key=lambda period: (period.end, period.start)))
    approved: dict[str, dict[Key, dict]] = {}
    today: dict[str, dict[Key, dict]] = {}
    for period in found.periods:
        approved[period.text] = _rows(given[period])
        try:
            month = compute(period, Path(data_root))
            today[period.text] = _read(figures_text(month.results))
        except HccError as error:
            found.not_computed.append(f"Không tính lại được {period.title}: {error.message}")
            continue
        if month.data_version != given[period].data_version:
            found.on_other_data.add(period.text)
        found.differs += _differences(period.text, approved[period.text], today[period.text])
    for period in found.periods:
        before = next((one for one in found.periods if one.kind == period.kind and one.end == period.start), None)
        if before is not None and {before.text, period.text} <= today.keys():
            found.turned += _turned(before.text, period.text, approved, today)
    return found


def _differences(period: str, was: dict[Key, dict], now: dict[Key, dict]) -> list[Differs]:
    found = []
    for key, row in was.items():
        other = now.get(key, {"value": "", "definition_hash": ""})
        if other["value"] != row["value"]:
            is_redefined = row.get("definition_hash") not in (None, other["definition_hash"])
            found.append(Differs(period, key, row["unit"], row["value"], other["value"], is_redefined))
    return found


def _turned(before: str, period: str, was: dict[str, dict[Key, dict]], now: dict[str, dict[Key, dict]]) -> list[Turned]:
    found = []
    for key in was[period]:
        of = dict(zip(KEYS, key, strict=True))
        earlier = tuple((of | {"period": before})[name] for name in KEYS)
        if of["by"] or of["period"] != period or earlier not in was[before]:
            continue
        one, other = (_way(side[before].get(earlier), side[period].get(key)) for side in (was, now))
        if one is not None and other is not None and one != other:
            found.append(Turned(before, period, of["scope"], of["indicator"], one, other))
    return found


def _way(before: dict | None, now: dict | None) -> int | None:
    """Up, down or level; None where one of the two has no value."""
    if not (before and now and before["value"] and now["value"]):
        return None
    a, b = float(before["value"]), float(now["value"])
    return (b > a) - (b < a)


def _rows(given: Approval) -> dict[Key, dict]:
    return _read(given.figures.read_bytes().decode("utf-8"))


def _read(text: str) -> dict[Key, dict]:
    return {tuple(row[name] for name in KEYS): row for row in csv.DictReader(text.splitlines())}


def _named(changelog: str) -> set[str]:
    """The indicators that the newest part of the changelog names."""
    newest = changelog.partition("\n## ")[2].partition("\n## ")[0]
    return {id for id in REGISTRY if f"`{id}`" in newest}


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [f"  {line}" for line in lines[:SHOWN]] + ([f"  … và {whole(more)} dòng nữa (--csv in đủ)"] if more > 0 else [])


def _label(indicator: str) -> str:
    return REGISTRY[indicator].full_label if indicator in REGISTRY else indicator


def _shown(text: str, unit: str) -> str:
    return show(float(text), unit) if text else MISSING
