"""Rules that differ between offices or change by law: dated settings, each with its source and how sure it is.

`rules.toml` holds versions, each from its first to its last day; on a day the newest version not after that day holds.
An office's own file in DIR/reference wins over the project's for the ids that it names. A rule about a period holds as on
the period's last day; a rule about one case (its clock) as on the day that it is about: `Rules.versions`. `Rules`
remembers which rules were asked for, so that a report prints those it used and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from hcc_helpers.centre import Centre, load_centre
from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.numbers_vn import day, decimal, whole
from hcc_helpers.places import default_file, reference_file
from hcc_helpers.settings import Model, Settings, nearest, read_settings, refused
from hcc_helpers.vocabulary import PAUSE, SCOPE

__all__ = ["Centre", "Dated", "Rule", "Rules", "Target", "load_centre", "load_dated", "load_rules", "load_targets"]

# The act was read · it follows from an act without being said there · known from elsewhere only · chosen by the suite.
Certainty = Literal["văn bản", "suy luận", "chưa đối chiếu văn bản gốc", "giả định"]
ASSUMED = "giả định"
UNSET = "unset"  # said in the file so that nobody takes a missing line for a forgotten one; None in code
EVERY_SCOPE = ""


@dataclass(frozen=True)
class Takes:
    """What values a rule takes, in words for a refusal, and how a value is said to a reader."""

    is_accepted: Callable[[Any], bool]
    accepted: str
    say: Callable[[Any], str]


def _choice(**words: str) -> Takes:
    return Takes(lambda v: isinstance(v, str) and v in words, " · ".join(f"“{w}”" for w in words), lambda v: words[v])


def _count(low: int, high: int, unit: str) -> Takes:
    return Takes(lambda v: type(v) is int and low <= v <= high, f"số nguyên từ {low} đến {high}", lambda v: whole(v) + unit)


def _is_code_pattern(value) -> bool:
    try:
        return isinstance(value, str) and "ymd" in re.compile(value).groupindex
    except re.error:
        return False


def _spans_are_in_order(value) -> bool:
    pattern = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z")
    if not isinstance(value, list) or not value or not all(isinstance(span, str) and pattern.match(span) for span in value):
        return False
    hours = [hour for span in value for hour in span.split("-")]
    return all(a < b for a, b in pairwise(hours))


# The rules that the suite knows. A rule that nothing reads does not exist, nor does one that is not here.
TAKES: dict[str, Takes] = {
    "deadline_comparison": _choice(day="theo ngày", timestamp="theo giờ, phút, giây"),
    "supplement_clock": _choice(
        pause="tạm dừng tính thời hạn trong lúc chờ bổ sung", restart="tính lại thời hạn từ đầu sau khi nhận đủ"
    ),
    "undated_state_days": _count(0, 60, " ngày làm việc"),
    "code_8_means": _choice(stopped="dừng giải quyết (kết thúc)", paused="tạm dừng (còn đang giải quyết)"),
    "pause_order": Takes(
        lambda v: isinstance(v, list) and sorted(map(str, v)) == sorted(PAUSE),
        "đủ các lý do, mỗi lý do một lần: " + " · ".join(PAUSE),
        lambda v: " › ".join(PAUSE[reason] for reason in v),
    ),
    "unitless_term_unit": _choice(working_days="ngày làm việc", calendar_days="ngày theo lịch"),
    "cutoff_hour": Takes(lambda v: type(v) is int and 0 <= v <= 24, "số nguyên từ 0 đến 24", lambda v: f"{v:02d}:00"),
    "working_hours": Takes(
        _spans_are_in_order, '["07:00-11:30", "13:30-17:00"], theo thứ tự trong ngày', lambda v: " và ".join(v).replace("-", "–")
    ),
    "intake_hours_limit": _count(1, 240, " giờ làm việc"),
    "apology_days_before": _count(0, 30, " ngày làm việc"),
    "petition_deadline_wd": _count(1, 90, " ngày làm việc"),
    "bank_transfer_counts_as": _choice(
        in_person="thanh toán trực tiếp", platform="thanh toán trực tuyến", transfer="một loại riêng"
    ),
    "form_06a_paused": _choice(
        unset="chưa đặt", open_in_time="vào “Đang giải quyết: Trong hạn” (cột 12)", left_out="không đưa vào biểu"
    ),
    "form_06a_returned": _choice(
        unset="chưa đặt", resolved_on_due_day="vào “Đã giải quyết: Đúng hạn” (cột 9)", left_out="không đưa vào biểu"
    ),
    "form_06a_kiosk": _choice(
        unset="chưa đặt",
        online="vào “Trong kỳ: Trực tuyến” (cột 4)",
        in_person_or_post="vào “Trong kỳ: Trực tiếp, dịch vụ bưu chính” (cột 5)",
        left_out="không đưa vào biểu",
    ),
    "decided_elsewhere": _choice(
        other="phạm vi “Cơ quan khác”; thời hạn tính từ lúc Trung tâm tiếp nhận",
        forwarded="phạm vi “Tiếp nhận hộ”; thời hạn tính từ lúc cơ quan có thẩm quyền nhận được hồ sơ",
    ),
    "pass_on_by_hour": Takes(
        lambda v: type(v) is int and 1 <= v <= 24, "số nguyên từ 1 đến 24", lambda v: f"trước {v:02d}:00 của ngày làm việc sau"
    ),
    "case_code_pattern": Takes(
        _is_code_pattern, "biểu thức chính quy có nhóm (?P<ymd>…) cho phần ngày YYMMDD", lambda v: f"theo mẫu {v}"
    ),
    "papers_in_databases": _choice(may_be_asked="chưa có quy định cấm yêu cầu nộp", may_not_be_asked="không được yêu cầu nộp"),
    "form_06a_stopped": _choice(
        unset="chưa đặt", resolved_on_due_day="vào “Đã giải quyết: Đúng hạn” (cột 9)", left_out="không đưa vào biểu"
    ),
    "form_06a_without_due": _choice(
        unset="chưa đặt", in_time="vào “Đúng hạn” (cột 9) và “Trong hạn” (cột 12)", left_out="không đưa vào biểu"
    ),
    "form_06a_unknown": _choice(
        unset="chưa đặt",
        open_in_time="vào “Đang giải quyết: Trong hạn” (cột 12)",
        resolved_on_due_day="vào “Đã giải quyết: Đúng hạn” (cột 9)",
        left_out="không đưa vào biểu",
    ),
    "form_06a_channel_unknown": _choice(
        unset="chưa đặt", in_person="vào “Trực tiếp, dịch vụ bưu chính” (cột 5)", left_out="không đưa vào biểu"
    ),
    "satisfaction_claim_pct": _count(0, 100, "%"),
    # The windows of Decree 09/2019 are computed in `periods`; no other start is supported.
    "reporting_year_start": Takes(lambda v: v == "12-15", "“12-15” (Nghị định 09/2019/NĐ-CP)", lambda v: "ngày 15/12 năm trước"),
}


class _Dated(Settings):
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")  # the last day; None: still in force
    source: str = Field(min_length=1)
    certainty: Certainty
    note: str = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self):
        if self.until is not None and self.until < self.since:
            raise ValueError(f"“to” ({day(self.until)}) phải từ ngày “from” ({day(self.since)}) trở đi")
        return self

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class Rule(_Dated):
    """One version of one rule: what holds from `since` on, where that is written, and how sure it is."""

    id: str
    label: str
    value: Any

    @model_validator(mode="after")
    def _is_known(self) -> Rule:
        takes = TAKES.get(self.id)
        if takes is None:
            near = nearest(self.id, TAKES)
            raise ValueError(
                f"quy tắc “{self.id}” không có"
                + (f"; gần nhất là “{near}”" if near else "")
                + f". Các quy tắc là {' · '.join(TAKES)}"
            )
        if not takes.is_accepted(self.value):
            raise ValueError(f"quy tắc “{self.id}” nhận {takes.accepted}")
        return self

    @property
    def said(self) -> str:
        """The value in words: "theo ngày", "15 ngày làm việc"."""
        return TAKES[self.id].say(self.value)


class Target(_Dated):
    """One target: the indicator shall be at least (or at most) `value`, in the indicator's own unit."""

    indicator: str
    scope: str = EVERY_SCOPE
    value: int | float
    direction: Literal["at_least", "at_most"]

    @field_validator("scope")
    @classmethod
    def _is_a_scope(cls, scope: str) -> str:
        if scope not in (EVERY_SCOPE, *SCOPE):
            raise ValueError("để trống (mọi phạm vi) · " + " · ".join(SCOPE))
        return scope

    @property
    def said(self) -> str:
        """ "≥ 95%"; the sign of the unit stands only where targets are percentages (ids that end in _pct)."""
        number = whole(self.value) if self.value == int(self.value) else decimal(self.value)
        return ("≥ " if self.direction == "at_least" else "≤ ") + number + ("%" if self.indicator.endswith("_pct") else "")


class _RulesFile(Settings):
    rule: list[Rule] = Field(default_factory=list)


class _TargetsFile(Settings):
    target: list[Target] = Field(default_factory=list)


@dataclass
class Rules:
    """The rules that hold on one day. Iterating gives those that were asked for, in the order of TAKES."""

    on: date
    in_force: dict[str, Rule]
    _timeline: dict[str, list[Rule]] = field(default_factory=dict)  # every version up to `on`, oldest first
    _used: set[str] = field(default_factory=set)

    def rule(self, id: str) -> Rule:
        """The version that holds. Raises WrongWords for an unknown rule and for one that holds only later."""
        if id not in TAKES:
            near = nearest(id, TAKES)
            todo = f"Có phải “{near}”?" if near else ""
            raise _missing("C5-quy-tac-khong-co", f"Không có quy tắc “{id}”.", " · ".join(TAKES), todo)
        if id not in self.in_force:
            message = f"Quy tắc “{id}” chưa có bản nào có hiệu lực vào ngày {day(self.on)}."
            raise _missing(
                "C6-quy-tac-chua-hieu-luc", message, "một mục [[rule]] có from không sau ngày đó", "Thêm mục này vào rules.toml."
            )
        self._used.add(id)
        return self.in_force[id]

    def value(self, id: str) -> Any:
        """The value that holds; None where the office has yet to decide ("unset")."""
        value = self.rule(id).value
        return None if value == UNSET else value

    def versions(self, id: str) -> list[Rule]:
        """Every version up to `on`, oldest first: for rules that are about one case and hold as on its own day."""
        held = self.rule(id)
        return self._timeline.get(id) or [held]

    def touched(self, start: date) -> list[Rule]:
        """The versions of the rules asked for that held on some day from `start` to `on`, in the order of TAKES."""
        held = (version for id in TAKES if id in self._used for version in self.versions(id))
        return [version for version in held if version.until is None or version.until >= start]

    def __iter__(self) -> Iterator[Rule]:
        return iter([self.in_force[id] for id in TAKES if id in self._used])

    def unasked(self) -> Rules:
        """The same rules with every version of them, none asked for yet."""
        return Rules(self.on, self.in_force, self._timeline)

    def every_version(self) -> dict[str, list[Rule]]:
        """All versions of all rules up to the day, without marking them as used: what a case of an earlier day can meet."""
        return {id: self._timeline.get(id) or [self.in_force[id]] for id in TAKES if id in self._timeline or id in self.in_force}

    def every(self) -> list[Rule]:
        """All rules that hold on the day, used or not, without marking them as used."""
        return [self.in_force[id] for id in TAKES if id in self.in_force]


def load_rules(data_root: Path | str, on: date) -> Rules:
    """The rules that hold on `on`: for a window, its last day. Raises WrongWords for any fault of the files."""
    files = [file.rule for file in _files(data_root, "rules.toml", _RulesFile)]
    every = [version for file in files for version in file]
    ends = {version.until + timedelta(days=1) for version in every if version.until}
    timeline: dict[str, list[Rule]] = {}
    winning: dict[str, Rule] = {}
    for first in sorted(first for first in {version.since for version in every} | ends if first <= on):
        held = _in_force(files, first, lambda rule: rule.id)
        for id in winning.keys() | held.keys():
            if held.get(id) is winning.get(id):
                continue
            mine = timeline.setdefault(id, [])
            if id in winning:  # it gives way: to its successor, to the office's own version, or to nothing
                mine[-1] = mine[-1].model_copy(update={"until": first - timedelta(days=1)})
            if id in held:
                mine.append(held[id] if held[id].since == first else held[id].model_copy(update={"since": first}))
        winning = held
    return Rules(on, _in_force(files, on, lambda rule: rule.id), timeline)


def load_targets(data_root: Path | str, on: date) -> list[Target]:
    """The targets that hold on `on`, one an indicator and scope."""
    files = [file.target for file in _files(data_root, "targets.toml", _TargetsFile)]
    return list(_in_force(files, on, lambda target: (target.indicator, target.scope)).values())


Dated = _Dated  # for other dated files of reference/: from, source, certainty, note


def load_dated(data_root: Path | str, name: str, model: type[Model], on: date) -> list:
    """The entries of another dated file of reference/ that hold on `on`, one an id; `model` has one list of entries."""
    (entries,) = model.model_fields
    files = [list(getattr(file, entries)) for file in _files(data_root, name, model)]
    return list(_in_force(files, on, lambda entry: entry.id).values())


def _files(data_root: Path | str, name: str, model: type[Model]) -> list[Model]:
    """The project's file, then the office's own if it has one."""
    project, own = default_file(name), reference_file(data_root, name)
    paths = [project] if own.resolve() == project.resolve() else [project, own]
    return [read_settings(path, model) for path in paths]


def _in_force(files: list[list], on: date, key: Callable) -> dict:
    """key -> the newest version not after `on`; a later file wins over an earlier one whatever its date."""
    held: dict = {}
    for versions in files:
        mine: dict = {}
        for version in sorted(versions, key=lambda v: v.since):
            same = mine.get(key(version))
            if same and same.since == version.since:
                raise refused(
                    [
                        Finding(
                            "C7-ghi-hai-lan",
                            "refused",
                            f"“{key(version)}” từ {day(version.since)} ghi hai lần.",
                            todo="Giữ lại một mục.",
                        )
                    ]
                )
            if same and same.until and same.until >= version.since:
                raise refused(
                    [
                        Finding(
                            "C8-ghi-chong-nhau",
                            "refused",
                            f"“{key(version)}”: mục từ {day(same.since)} đến {day(same.until)} chồng lên mục từ {day(version.since)}.",
                            todo="Sửa “to” của mục trước thành ngày liền trước “from” của mục sau.",
                        )
                    ]
                )
            if version.since <= on:
                mine[key(version)] = version
        held |= {id: version for id, version in mine.items() if version.holds(on)}
    return held


def _missing(rule: str, message: str, accepted: str, todo: str) -> WrongWords:
    return WrongWords("Thiếu quy tắc.", [Finding(rule, "refused", message, accepted=accepted, todo=todo)])
