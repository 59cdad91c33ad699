"""The last gate of what is meant for everybody: no file of it holds a person, whatever way it came there.

Two sieves: what looks personal (`personal.is_personal`), and what really stands under personal headings of the exports.
The text itself is never repeated; the name of the file is all that is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from hcc_helpers.personal import is_personal
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.sources.mapping.headings import plain
from hcc_helpers.sources.raw_persons import personal_texts
from hcc_helpers.vocabulary import VOCABULARIES

_HASHES = re.compile(r"hash|sha256|run_id|data_version|version")


def unfit(folder: Path, data_root: Path, months: list[str]) -> list[str]:
    """The names of the files in `folder` that may not leave the office."""
    persons = {plain(text) for text in personal_texts(data_root, months)} - {""}
    ours = " ".join(plain(name) for name in _own_words(data_root))
    persons = {text for text in persons if text not in ours}
    return sorted(path.name for path in folder.iterdir() if path.is_file() and holds_person(list(_texts(path)), persons))


def holds_person(texts: list[str], persons: set[str]) -> bool:
    """Whether any of the texts looks personal or holds one of `persons` (levelled: small letters, no accents)."""
    if any(is_personal(text) for text in texts):
        return True
    levelled = f" {' '.join(plain(text) for text in texts)} "
    digits = re.sub(r"(?<=\d) (?=\d)", "", levelled)
    return any(
        f" {text} " in levelled or (text.replace(" ", "").isdigit() and text.replace(" ", "") in digits) for text in persons
    )


def _own_words(data_root: Path) -> Iterator[str]:
    """What a page says anyway: names of procedures and fields of the catalogue, words of our own lists.

    One number of a person in a cell makes its column look like one of persons, whose other cells say "Hài lòng".
    """
    for words in VOCABULARIES.values():
        yield from words.values()
    for entry in load_catalogue(data_root).by_code.values():
        yield entry["procedure_name"]
        yield entry["field"] or ""


def _texts(path: Path) -> Iterator[str]:
    """The words of a file, without hashes (their digits may look like any number)."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        for name in table.column_names:
            if not _HASHES.search(name) and str(table.schema.field(name).type) in ("string", "large_string"):
                yield from (text for text in table[name].unique().to_pylist() if text)
    elif path.suffix == ".json":
        yield from _of_json(json.loads(path.read_bytes()))
    elif path.suffix == ".csv":
        import pandas as pd

        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for name in table.columns:
            if not _HASHES.search(name):
                yield from table[name].unique()
    else:
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(path.read_bytes(), "html.parser")
        for one in soup(["style"]):
            one.decompose()
        for foot in soup(["footer"]):
            foot.string = re.sub(r"\b[0-9a-f]{16}\b", "", foot.get_text(" "))
        yield from soup.stripped_strings
        for one in soup.find_all(True):
            yield from (str(value) for name in ("alt", "title", "aria-label", "data-cot") if (value := one.get(name)))


def _of_json(value, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _of_json(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _of_json(one, name)
    elif isinstance(value, str) and not _HASHES.search(name):
        yield value
