"""Which folders of exports have to be read before a period is computed: those that differ from what was read last."""

from __future__ import annotations

import os
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError, WrongWords
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import raw_folder
from hcc_helpers.sources import unchanged
from hcc_helpers.sources.snapshot import snapshots


def import_what_is_new(period: Period, data_root: Path, is_imported: bool = False) -> list[str]:
    """Import the exports of the months that the period touches; of other months where they have no snapshot yet, or where
    somebody has put other exports into the folder of an earlier one: pages set earlier months beside this one.

    A refusal of an earlier or later month does not stop this one: it is returned as a note. `is_imported`: somebody has just
    done all this, and a month with a snapshot is taken as it is.
    """
    own, notes = set(period.months()), []
    folder = raw_folder(data_root, "2025-01").parent
    at_hand = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    stored = set(snapshots(data_root))
    centre = load_centre(data_root)
    for name in at_hand:
        if name in stored and (is_imported or name > max(own)):
            continue
        try:
            month = parse_period(name, centre.since)
        except WrongWords:
            continue  # a folder of the office's own, not a month
        is_as_read = unchanged.imported_as_it_lies if name in own else unchanged.exports_as_read
        if name in stored and is_as_read(data_root, name):
            continue
        why = unchanged.refused_as_it_lies(data_root, name) if name not in own else None
        try:
            if why is None:
                from hcc_helpers.sources.importing import import_period  # slow to import

                origin = unchanged.origin(data_root, name)
                import_period(data_root, name)
                continue
        except HccError as error:
            if name in own:
                raise
            why = _as_a_page_says(error, data_root)
            unchanged.remember_refusal(data_root, name, origin, why)
        used = " Số liệu đã đọc lần trước của tháng ấy vẫn được dùng." if name in stored else ""
        notes.append(f"Tệp xuất của {month.title} chưa dùng được: {why}{used}")
    return notes


def _as_a_page_says(error: HccError, data_root: Path) -> str:
    """The reason alone: pages go to other desks, so neither where this machine keeps the data nor what only a screen says."""
    reason = error.message.partition("\n")[0]
    for root in (data_root, data_root.resolve()):
        reason = reason.replace(f"{root}{os.sep}", "")
    return reason
