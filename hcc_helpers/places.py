"""Where things lie: the project, a data root, its reference files, the folders of a month.

A data root (`--data DIR`) is laid out like the project's own `data/`: raw/, clean/, corrections/, reference/.
An office keeps only the settings in which it differs, apart from the tracked defaults: in `DIR/reference`, and for the
project's own `data/` in `data/office`, which git does not track. What is not there is taken from data/reference.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from hcc_helpers.errors import Finding, WrongWords

MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\Z")


@lru_cache(maxsize=1)
def project_root() -> Path:
    """The checkout that holds this package, its notebooks and its data/."""
    return Path(__file__).resolve().parents[1]


def office_folder(data_root: Path | str) -> Path:
    """Where the office of this data root keeps its own settings. It need not exist."""
    root = Path(data_root)
    return root / ("office" if _is_own_data(root.absolute(), project_root()) else "reference")


@lru_cache(maxsize=64)  # a page asks for its settings hundreds of times
def _is_own_data(root: Path, project: Path) -> bool:
    return root.resolve() == project / "data"


def default_file(name: str) -> Path:
    """The project's own reference file, which need not exist."""
    return project_root() / "data" / "reference" / name


def reference_file(data_root: Path | str, name: str) -> Path:
    """The office's own file if it exists, else the project's default, which need not exist."""
    folder = office_folder(data_root)
    is_hidden = folder.name == "office" and os.environ.get("HCC_OFFICE") == "none"  # tests know the defaults only
    own = folder / name
    return own if own.is_file() and not is_hidden else default_file(name)


def missing_reference(path: Path) -> WrongWords:
    """The error for a reference file that is in neither place."""
    finding = Finding(
        rule="T1-thieu-tep-tham-chieu",
        level="refused",
        message=f"Không tìm thấy tệp tham chiếu “{path.name}”.",
        accepted=f"{path.name} trong thư mục reference của số liệu, hoặc {path}",
        todo="Đặt tệp vào một trong hai nơi trên, hoặc sửa tên tệp trong centre.toml.",
    )
    return WrongWords("Thiếu tệp tham chiếu.", [finding])


def raw_folder(data_root: Path | str, month: str) -> Path:
    """Where the exports of a Decree-09 month lie ("2025-12"), as downloaded. It need not exist."""
    return Path(data_root) / "raw" / _checked(month)


def clean_folder(data_root: Path | str, month: str) -> Path:
    """Where the snapshots of a Decree-09 month lie, one numbered folder a version. It need not exist."""
    return Path(data_root) / "clean" / _checked(month)


def _checked(month: str) -> str:
    # A folder name comes from what somebody typed: nothing but a month may become a path.
    if MONTH.match(month):
        return month
    finding = Finding(
        rule="T2-thu-muc-khong-phai-thang",
        level="refused",
        message=f"“{month}” không phải là một tháng.",
        accepted="tháng báo cáo, dạng 2025-12",
        todo="Số liệu gốc luôn để theo tháng báo cáo; các kỳ dài hơn được tính từ các tháng đó.",
    )
    raise WrongWords("Thư mục số liệu phải mang tên một tháng.", [finding])


def commune_roots(folder: Path | str) -> list[Path]:
    """The data roots in a folder of communes, by name; empty where the folder is a data root itself."""
    folder = Path(folder)
    if not folder.is_dir() or any((folder / name).is_dir() for name in ("raw", "reference", "office")):
        return []
    return sorted(root for root in folder.iterdir() if (root / "raw").is_dir() and not root.name.startswith("."))
