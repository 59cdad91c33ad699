"""How many of the commune's new cases came in person. A case whose channel nobody wrote down may have been one: bounds, no zero."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.numbers_vn import percent, whole
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.shares import share_between
from hcc_helpers.obstacles.verdicts import Measured, Reading


@dataclass(frozen=True)
class AtCounter:
    """New cases of the commune: filed in person, of unknown channel, all."""

    direct: int
    unknown: int
    new: int

    @property
    def share(self) -> Measured | None:
        """In person among all; from none to all of the unknown. None where no channel is known."""
        return share_between(self.direct, self.unknown, self.new) if self.new else None

    @property
    def no_online(self) -> str:
        """Why there is no new online case to look at: none was filed, or nobody wrote the channel down."""
        if self.unknown == self.new > 0:
            return f"không rõ kênh nộp của cả {whole(self.new)} hồ sơ mới"
        if self.unknown:
            return f"không rõ kênh nộp của {whole(self.unknown)} trên {whole(self.new)} hồ sơ mới, số còn lại không có hồ sơ trực tuyến"
        return "kỳ này không có hồ sơ trực tuyến mới"


def at_counter(material: Material) -> AtCounter:
    return AtCounter(
        *material.one(
            "SELECT count(*) FILTER (WHERE is_new_in_person), count(*) FILTER (WHERE is_new_channel_unknown OR is_new_channel_unreadable), "
            "count(*) FILTER (WHERE is_new) FROM cases WHERE scope = 'commune'"
        )
    )


def counter_share(material: Material) -> Reading:
    """The share of new cases filed in person, with what the unknown channels leave open."""
    counts = at_counter(material)
    if not counts.new:
        return Reading(lacking="kỳ này không có hồ sơ mới")
    measured = counts.share
    if measured is None:
        return Reading(lacking=f"không rõ kênh nộp của cả {whole(counts.new)} hồ sơ mới")
    text = f"{whole(counts.direct)} trên {whole(counts.new - counts.unknown)} hồ sơ mới{' rõ kênh nộp' if counts.unknown else ''} nộp trực tiếp: {measured.said}"
    if not counts.unknown:
        return Reading(measured, f"{text} ({measured.interval_said}).")
    low, high = 100 * counts.direct / counts.new, 100 * (counts.direct + counts.unknown) / counts.new
    return Reading(
        measured,
        f"{text}; {whole(counts.unknown)} trên {whole(counts.new)} hồ sơ mới không rõ kênh nộp, nên tỷ lệ thật từ {percent(low)} đến {percent(high)} ({measured.interval_said}).",
    )
