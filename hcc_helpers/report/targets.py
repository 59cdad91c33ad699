"""Targets counted once, over every scope: the same count, the same names of those missed, on every page."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import whole
from hcc_helpers.outlook.next_month import next_month_of
from hcc_helpers.outlook.standings import Standing
from hcc_helpers.report.answers.build import in_sentence
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import inside, join_vn, status_word


@dataclass(frozen=True)
class Counted:
    """The targets of a period: how many there are data for, those missed and unsure, those without data."""

    judged: list[Standing]
    missed: list[Standing]
    unsure: list[Standing]
    unknown: list[Standing]

    @property
    def sentence(self) -> str:
        """ "4/5 chỉ tiêu đạt, trong đó 1 chưa chắc chắn; chưa đạt: tỷ lệ lượt người đúng giờ." """
        if not self.judged:
            return "Chưa giao chỉ tiêu nào có số liệu kỳ này." if self.unknown else "Chưa giao chỉ tiêu nào."
        reached = len(self.judged) - len(self.missed)
        text = f"{whole(reached)} trên {whole(len(self.judged))} chỉ tiêu {'đạt' if self.missed else 'đều đạt'}"
        text += f", trong đó {whole(len(self.unsure))} chưa chắc chắn" if self.unsure else ""
        text += f"; chưa đạt: {join_vn(label(one) for one in self.missed)}" if self.missed else ""
        text += f"; chưa đủ số liệu: {join_vn(label(one) for one in self.unknown)}" if self.unknown else ""
        return text + "."


def counted(f: Figures) -> Counted:
    found = next_month_of(f.month.now, f.month.data_root).standings
    judged = [one for one in found if one.is_met is not None]
    return Counted(
        judged,
        [one for one in judged if not one.is_met],
        [one for one in judged if mark(one)[0] == "ring"],
        [one for one in found if one.is_met is None],
    )


def mark(one: Standing) -> tuple[str, str]:
    """(mark, words) of a target that there are data for."""
    result, target = one.result, one.target
    assert result is not None, "asked only of targets that there are data for"
    return status_word(result.measured, result.low, result.high, target.value, target.direction)


def label(one: Standing) -> str:
    """What a target is of, in the middle of a sentence; of another scope than the commune's with its name."""
    known = REGISTRY.get(one.target.indicator)
    name = inside(known.label) if known else one.target.indicator
    is_plain = known is None or one.target.scope in ("", "commune") or len(known.scopes) < 2
    return name if is_plain else f"{name} ({in_sentence(one.target.scope)})"
