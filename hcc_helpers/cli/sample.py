"""`hcc sample`: write the invented months into a data root of their own, never over an office's exports."""

from __future__ import annotations

import shutil
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import CannotWrite, Finding
from hcc_helpers.places import project_root
from hcc_helpers.publish.exchange import writing
from hcc_helpers.sample.folders import generate


def write_sample(data_root: Path, seed: int) -> int:
    """Write the sample's exports below `data_root`; returns the number of files.

    The folder also gets the sample's settings, which stamp every page made of it as illustrative.
    """
    has_months = (data_root / "raw").is_dir() and any(path.is_dir() for path in (data_root / "raw").iterdir())
    settings = data_root / "reference"
    is_sample = (settings / "centre.toml").is_file() and load_centre(data_root).is_illustrative
    if has_months and not is_sample:
        raise CannotWrite(
            f"{data_root} đang giữ tệp xuất không phải của bộ minh họa; không ghi đè lên.",
            [Finding("P-so-lieu-that", "refused", "Bộ minh họa và tệp xuất thật không để chung một nơi.", file=str(data_root),
                     accepted="data/sample, hoặc một thư mục trống", todo="ghi ra nơi khác: thêm --out THƯ_MỤC")],
        )  # fmt: skip
    with writing(data_root):
        ours = project_root() / "data" / "sample" / "reference"
        if not settings.exists() and ours.is_dir():
            shutil.copytree(ours, settings)
        return len(generate(data_root / "raw", seed))
