"""Which stored snapshots feed a period, and whether they reach its end.

A month is computed from its own snapshot; without one from the earliest later one whose extraction is not before
its end. Any other window takes the snapshots of the months that it touches and of the first later one, and of each
case the row with the latest extraction time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hcc_helpers.errors import InputMissing
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sources.snapshot import Snapshot, load_snapshot, snapshots


@dataclass(frozen=True)
class Window:
    """The snapshots behind one period. `stored` are all at hand: states without a date are looked up there."""

    period: Period
    feeding: tuple[Snapshot, ...]
    stored: tuple[Snapshot, ...]

    @property
    def extracted_at(self) -> datetime:
        return max(snapshot.extracted_at for snapshot in self.feeding)

    @property
    def is_provisional(self) -> bool:
        """Extracted before the end of the period: "tạm tính"."""
        return self.extracted_at < self.period.end

    def covered(self, table: str) -> list[tuple[date, date]]:
        """The spans of days that the feeding snapshots say they cover in `table`."""
        return [span for snapshot in self.feeding if (span := snapshot.covers.get(table))]


def window(period: Period, data_root: Path, since: date | None = None) -> Window:
    """The window of `period`; InputMissing (66) where no snapshot can feed it."""
    stored = tuple(
        snapshot for month in sorted(snapshots(data_root)) if (snapshot := load_snapshot(data_root, month)) is not None
    )
    ends = {snapshot.period: parse_period(snapshot.period, since).end for snapshot in stored}
    own = set(period.months())
    feeding = [snapshot for snapshot in stored if snapshot.period in own]
    last = max(own, default="")
    later = [s for s in stored if s.period > last and s.extracted_at >= period.end]
    if period.kind == "month":
        feeding = feeding or later[:1]
    elif not any(s.period == last and ends[last] == period.end for s in feeding):
        # The window ends inside a month, or that month has no snapshot: the first later one completes it. Where it ends with a month
        # that has one, the state at that instant is this month's, on every page.
        feeding += [s for s in stored if s.period > last][:1]
    if not feeding:
        known = ", ".join(sorted(ends)) or "chưa có kỳ nào"
        raise InputMissing(
            f"Không có số liệu nào cho {period.title} ({period.span}).\n"
            f"  Các kỳ đã có số liệu: {known}.\n"
            f"  Cần làm: đặt tệp xuất vào thư mục raw/{last or period.text} rồi chạy lại."
        )
    return Window(period, tuple(feeding), stored)
