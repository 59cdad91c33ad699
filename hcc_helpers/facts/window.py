"""Which stored snapshots feed a period, which of its days they cover, and whether they reach its end.

A month is computed from its own snapshot; where that does not cover it, from the earliest later one whose case list
does. Any other window takes the snapshots of the months that it touches and of the first later one, and of each case
the row with the latest extraction time. A period is at hand only where exports of the case list cover every day of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from hcc_helpers.errors import InputMissing
from hcc_helpers.facts.spans import Span, days_of, missing_words, reached, uncovered
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sources.snapshot import Snapshot, load_snapshot, snapshots


@dataclass(frozen=True)
class Window:
    """The snapshots behind one period. `stored` are all at hand: states without a date are looked up there."""

    period: Period
    feeding: tuple[Snapshot, ...]
    stored: tuple[Snapshot, ...]

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From where to where the window reaches, half-open."""
        return self.period.start, self.period.end

    @property
    def extracted_at(self) -> datetime:
        return max(snapshot.extracted_at for snapshot in self.feeding)

    @property
    def is_provisional(self) -> bool:
        """Extracted before the end of the period: "tạm tính"."""
        return self.extracted_at < self.period.end

    @property
    def seen_until(self) -> datetime:
        """The end of the period, or the extraction where that came first: no case is judged by a moment nobody has seen."""
        return min(self.period.end, self.extracted_at)

    @property
    def gaps(self) -> list[Span]:
        """The stretches of the period that no export of the case list covers."""
        return uncovered([reached(s, self.period.since) for s in self.feeding], *days_of(self.period))

    @property
    def missing(self) -> str:
        """Those stretches in words ("thiếu tháng 11/2025"); "" where the period is at hand."""
        return missing_words(self.gaps, self.period.since)

    @property
    def asked(self) -> tuple[Snapshot, ...]:
        """The feeding snapshots that must each hold what a figure needs: all but one that only completes the last month."""
        months, days = self.period.months(), days_of(self.period)
        own = [s for s in self.feeding if s.period <= max(months)]
        if uncovered([reached(s, self.period.since) for s in own], *days) == self.gaps:
            return tuple(own) or self.feeding
        return self.feeding

    def covered(self, table: str) -> list[tuple[date, date]]:
        """The spans of days that the feeding snapshots say they cover in `table`."""
        return [span for snapshot in self.feeding if (span := snapshot.covers.get(table))]


def window(period: Period, data_root: Path, since: date | None = None) -> Window:
    """The window of `period`; InputMissing (66) where no snapshot covers a day of it."""
    stored = tuple(
        snapshot for month in sorted(snapshots(data_root)) if (snapshot := load_snapshot(data_root, month)) is not None
    )
    first, last = days_of(period)
    spans = {snapshot.period: reached(snapshot, since) for snapshot in stored}
    touches = {name for name, (start, end) in spans.items() if start <= last and end >= first}
    own = set(period.months())
    feeding = [snapshot for snapshot in stored if snapshot.period in own and snapshot.period in touches]
    is_ended = any(s.period == max(own) and parse_period(s.period, since).end == period.end for s in feeding)
    if period.kind != "month" and feeding and not is_ended:
        # The window ends inside a month, or that month has no snapshot: the first later one completes it. Where it ends with a month
        # that has one, the state at that instant is this month's, on every page.
        feeding += [s for s in stored if s.period > max(own)][:1]
    feeding += _completing(feeding, [s for s in stored if s.period in touches and s not in feeding], spans, (first, last))
    if not feeding:
        raise _not_at_hand(period, stored, spans)
    return Window(period, tuple(sorted(feeding, key=lambda s: s.period)), stored)


def _completing(feeding: list[Snapshot], others: list[Snapshot], spans: dict, days: tuple[date, date]) -> list[Snapshot]:
    """The exports that cover what `feeding` leaves open: one that covers all of it, else each that covers some."""
    taken: list[Snapshot] = []
    for snapshot in sorted(others, key=lambda s: (bool(uncovered([spans[s.period]], *days)), s.extracted_at)):
        held = [spans[s.period] for s in (*feeding, *taken)]
        gaps = uncovered(held, *days)
        if uncovered([*held, spans[snapshot.period]], *days) != gaps:
            taken.append(snapshot)
    return taken


def _not_at_hand(period: Period, stored: tuple[Snapshot, ...], spans: dict) -> InputMissing:
    words = missing_words([days_of(period)], period.since)
    later = sorted((s for s in stored if s.extracted_at >= period.end), key=lambda s: s.extracted_at)
    lines = [
        f"Không có số liệu cho {period.title} ({period.span}): {words}.",
        f"  Các kỳ đã có số liệu: {', '.join(s.period for s in stored) or 'chưa có kỳ nào'}.",
        f"  Cần làm: đặt tệp xuất vào thư mục raw/{period.months()[-1]} rồi chạy lại.",
    ]
    if later:
        last = later[0].extracted_at.date() - timedelta(days=1)
        lines.append(
            f"  Nếu tệp xuất trong raw/{later[0].period} gồm cả các hồ sơ của kỳ này, ghi vào mapping.toml của thư mục ấy:"
            f'\n    [covers]\n    cases = [{period.first_day}, {last}]   # hoặc cases = "all": mọi hồ sơ đến lúc trích xuất'
        )
    return InputMissing("\n".join(lines))
