"""`hcc impact`: what today's inputs and rules would change in the published periods, before anything is run."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.history.published import changed_since
from hcc_helpers.papers.impact import impact, said, words_changed
from hcc_helpers.periods import Period
from hcc_helpers.places import project_root
from hcc_helpers.publish import manifest
from hcc_helpers.sources.snapshot import load_snapshot


def _sound(folder: Path) -> dict:
    if (content := manifest.read_sound(folder)) is None:
        raise changed_since(folder, [manifest.NAME], folder.name)
    return content


def print_impact(period: Period, data_root: Path, out_root: Path) -> int:
    """Print the published periods that would change, each with sentences and documents; 0 always: nothing is wrong with a change."""
    folders = sorted(Path(out_root).iterdir()) if Path(out_root).is_dir() else []
    published = [_sound(folder) for folder in folders if (folder / manifest.NAME).is_file()]
    if not published:
        print(f"Chưa có kỳ nào được công bố trong {out_root}: mọi thứ sẽ được làm lần đầu.")
        return 0
    found = impact(period.months(), published, data_root, manifest.reference_hashes(data_root, project_root()))
    for one in found:
        print("\n".join(said(one)))
    words = [
        change
        for month in period.months()
        if (kept := load_snapshot(data_root, month)) and (change := words_changed(month, kept.meta.get("own_words"), data_root))
    ]
    for change in words:
        print(f"{change.what}: báo cáo Word và các trang có lời văn của kỳ sẽ đổi.")
    if not found and not words:
        print(f"Không có gì đổi so với các kỳ đã công bố ({', '.join(content['period'] for content in published)}).")
    return 0
