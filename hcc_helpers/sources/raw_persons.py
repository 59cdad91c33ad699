"""What the exports hold of persons: the cells under headings that speak of one. Read for the last gate, kept nowhere."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.errors import HccError
from hcc_helpers.places import raw_folder
from hcc_helpers.sources.files.bombs import Unsafe
from hcc_helpers.sources.files.folder import read_grids
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.gathering import files
from hcc_helpers.sources.mapping.headings import SEARCHED_ROWS, plain
from hcc_helpers.sources.values.privacy import names_office
from hcc_helpers.sources.values.rows import is_blank

HEADINGS = (
    "ho ten",
    "ho va ten",
    "ten nguoi",
    "nguoi nop",
    "chu ho so",
    "nguoi duoc",
    "nguoi yeu cau",
    "dien thoai",
    "so dt",
    "email",
    "thu dien tu",
    "dia chi",
    "noi o",
    "thuong tru",
    "ngay sinh",
    "nam sinh",
    "giay to",
    "cccd",
    "cmnd",
    "can cuoc",
    "dinh danh",
    "so tai khoan",
    "bien so",
    "bien kiem soat",
    "can bo",
    "nguoi xu ly",
    "trich yeu",
)
SHORTEST = 6  # signs: a shorter word stands everywhere


def personal_texts(data_root: Path | str, months: list[str]) -> set[str]:
    """The cells of the months' exports below personal headings, offices and short words left out."""
    found: set[str] = set()
    for month in months:
        try:
            paths = files(raw_folder(data_root, month))
        except HccError:  # exports that were put away after the import have nothing more to say
            continue
        for path in paths:
            try:
                grids = read_grids(path.name, path.read_bytes())
            except (OSError, Unsafe, Unreadable):
                continue
            for grid in grids:
                found |= _below_personal(grid.rows)
    return found


def _below_personal(rows: list[list]) -> set[str]:
    found: set[str] = set()
    columns: set[int] = set()
    for number, row in enumerate(rows):
        if number < SEARCHED_ROWS:
            heads = {
                i
                for i, cell in enumerate(row)
                if isinstance(cell, str) and len(cell) < 60 and any(h in plain(cell) for h in HEADINGS)
            }
            if heads:
                columns |= heads
                continue
        found |= {" ".join(str(row[i]).split()) for i in columns if i < len(row) and not is_blank(row[i])}
    return {text for text in found if len(text) >= SHORTEST and not names_office(text)}
