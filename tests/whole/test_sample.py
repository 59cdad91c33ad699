"""The committed sample is what `hcc sample` makes: every file, by its rows (spreadsheets) or its bytes."""

from __future__ import annotations

import gzip
from pathlib import Path

from filled_books import sheets_of

from hcc_helpers.places import project_root
from hcc_helpers.sample.folders import generate

COMMITTED = project_root() / "data" / "sample" / "raw"


def content(path: Path):
    """What a file says; the packing of a spreadsheet or a .gz differs between versions of the libraries."""
    if path.suffix == ".xlsx":  # the .xls are web pages, as the system writes them
        return sheets_of(path)
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_the_committed_sample_is_what_hcc_sample_makes(tmp_path):
    made = {path.relative_to(tmp_path): path for path in generate(tmp_path)}
    assert set(made) == {path.relative_to(COMMITTED) for path in COMMITTED.rglob("*") if path.is_file()}
    assert [str(name) for name, path in made.items() if content(path) != content(COMMITTED / name)] == []
