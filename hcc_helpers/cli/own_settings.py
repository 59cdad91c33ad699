"""Every settings file of a data root read once, so that a fault is said before a run meets it half-way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from hcc_helpers.errors import Finding, HccError
from hcc_helpers.history.rebasing import load_rebasing
from hcc_helpers.indicators.score_766 import load_components
from hcc_helpers.law import load_law
from hcc_helpers.obstacles.vague_words import load_words
from hcc_helpers.outlook.tasks import load_tasks
from hcc_helpers.outlook.tet import load_all_windows, load_scenario
from hcc_helpers.papers.form_06a import FormsFile
from hcc_helpers.papers.legal_bases import load_bases
from hcc_helpers.personal import is_personal
from hcc_helpers.places import default_file, office_folder, reference_file
from hcc_helpers.rules import load_dated, load_rules, load_targets

Load = Callable[[Path, date], object]

# File → how a run reads it.
READ: dict[str, Load] = {
    "decision_766.toml": load_components,
    "forms.toml": lambda data_root, on: load_dated(data_root, "forms.toml", FormsFile, on),
    "law.toml": lambda data_root, _: load_law(data_root),
    "legal_bases.toml": load_bases,
    "obstacles.toml": load_words,
    "rebasing.toml": lambda data_root, _: load_rebasing(data_root, "", ""),
    "rules.toml": lambda data_root, on: load_rules(data_root, on=on),
    "targets.toml": lambda data_root, on: load_targets(data_root, on=on),
    "tasks.toml": load_tasks,
    "tet_scenario.toml": load_scenario,
    "tet_windows.toml": lambda data_root, _: load_all_windows(data_root),
}


def faults(data_root: Path, on: date) -> list[HccError]:
    """What a run of a period that ends on `on` would be refused for, a file after the other."""
    found = []
    for load in READ.values():
        try:
            load(data_root, on)
        except HccError as error:
            found.append(error)
    return found


def persons(data_root: Path) -> list[Finding]:
    """Lines of the office's own settings that may name somebody: what stands there is printed on internal pages and papers."""
    return [finding for path in _own_files(data_root) for finding in _persons_in(path)]


def _own_files(data_root: Path) -> Iterator[Path]:
    for path in sorted(office_folder(data_root).glob("*")):
        is_read = path.suffix in (".toml", ".csv") and path == reference_file(data_root, path.name)
        if is_read and path.resolve() != default_file(path.name).resolve():
            yield path


def _persons_in(path: Path) -> Iterator[Finding]:
    for number, line in enumerate(path.read_text("utf-8-sig", errors="replace").splitlines(), start=1):
        if not line.lstrip().startswith("#") and is_personal(line):
            yield Finding(
                "C-ca-nhan",
                "odd",
                "Tệp cài đặt có chỗ giống họ tên, số điện thoại, số giấy tờ hoặc địa chỉ; chữ ở đây được in lên trang nội bộ.",
                file=path.name,
                row=number,
                accepted="chức danh, tên cơ quan, tên văn bản",
                todo="Thay bằng chức danh hoặc tên đơn vị; nếu không phải của một người thì để nguyên.",
            )
