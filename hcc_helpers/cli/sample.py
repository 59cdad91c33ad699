"""`hcc sample`: write the invented months into a data root of their own, never over an office's exports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import CannotWrite, Finding
from hcc_helpers.places import project_root
from hcc_helpers.publish.exchange import writing
from hcc_helpers.sample import generate, generate_2026


def second_year(data_root: Path) -> Path:
    """Where the months of 2026 lie: a data root beside the first, so that neither year is a part of the other's history."""
    return data_root.with_name(data_root.name + "-2026")


def write_sample(data_root: Path, seed: int) -> int:
    """Write the sample's exports below `data_root` and, of 2026, below the root beside it; returns the number of files.

    Each folder also gets the sample's settings, which stamp every page made of it as illustrative.
    """
    for root in (data_root, second_year(data_root)):  # nothing is written before both are known to be free
        _refuse_real_data(root)
    years = ((data_root, "sample", generate, seed), (second_year(data_root), "sample-2026", generate_2026, seed + 1))
    return sum(_write(root, settings, make, number) for root, settings, make, number in years)


def _refuse_real_data(data_root: Path) -> None:
    has_months = (data_root / "raw").is_dir() and any(path.is_dir() for path in (data_root / "raw").iterdir())
    settings = data_root / "reference"
    is_sample = (settings / "centre.toml").is_file() and load_centre(data_root).is_illustrative
    if has_months and not is_sample:
        raise CannotWrite(
            f"{data_root} đang giữ tệp xuất không phải của bộ minh họa; không ghi đè lên.",
            [
                Finding(
                    "P-so-lieu-that",
                    "refused",
                    "Bộ minh họa và tệp xuất thật không để chung một nơi.",
                    file=str(data_root),
                    accepted="data/sample, hoặc một thư mục trống",
                    todo="ghi ra nơi khác: thêm --out THƯ_MỤC",
                )
            ],
        )


def _write(data_root: Path, settings: str, make: Callable[[Path, int], list[Path]], seed: int) -> int:
    with writing(data_root):
        ours, there = project_root() / "data" / settings / "reference", data_root / "reference"
        if not there.exists() and ours.is_dir():
            shutil.copytree(ours, there)
        return len(make(data_root / "raw", seed))
