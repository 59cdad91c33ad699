"""Cells that somebody left empty: every column of every table of a month, in some of its rows, then in all of them.

Whatever is blank, the month is refused with its file and row or every answer of every notebook is given, and no answer
prints a word of the machine for what is missing.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
from pathlib import Path

import pytest

from hcc_helpers.errors import HccError
from hcc_helpers.month import open_month
from hcc_helpers.papers.files import files_of
from hcc_helpers.places import project_root
from hcc_helpers.publish.reminder_file import workbook
from hcc_helpers.report.answers import ANSWERS
from hcc_helpers.report.front import front_page

MONTH = "2025-07"  # of the sample, with its case list as .csv
SAMPLE = project_root() / "data" / "sample"
NOTHING = re.compile(r"\b(?:nan|NaN|None|NaT|NA|null)\b|<NA>")
EVERY = 9  # of so many cells one is blank, another in every column
KEPT = {"Cơ quan có thẩm quyền giải quyết"}  # a blank one is refused, in words, whatever the limits are
LENIENT = "\n[limits]\nunreadable_rows = 100\nmissing_rows = 100\nunmatched = 100\nsmall_amounts = 100\n"


def month_root(folder: Path) -> Path:
    root = folder / "data"
    shutil.copytree(SAMPLE / "reference", root / "reference")
    shutil.copytree(SAMPLE / "raw" / MONTH, root / "raw" / MONTH)
    shutil.copyfile(SAMPLE / "raw" / "2025-12" / "du-thao.csv", root / "raw" / MONTH / "du-thao.csv")
    mapping = root / "raw" / MONTH / "mapping.toml"
    mapping.write_text(mapping.read_text("utf-8") + LENIENT, "utf-8")
    return root


def tables_of(root: Path) -> list[Path]:
    return [path for path in sorted((root / "raw" / MONTH).iterdir()) if path.name.endswith((".csv", ".csv.gz"))]


def read(path: Path) -> tuple[list[list[str]], int]:
    """The rows, and which is the heading."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return rows, int(len(rows[0]) == 1)


def write(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def blank_some(path: Path) -> None:
    rows, head = read(path)
    for number, row in enumerate(rows[head + 1 :]):
        for column in range(
            1 if len(rows) > 60 else 0, len(row)
        ):  # a long list keeps its keys: each blank one is a finding of its own
            if (number + 2 * column) % EVERY == 0 and rows[head][column] not in KEPT:
                row[column] = ""
    write(path, rows)


def complaints(root: Path, may_be_refused: bool = False) -> list[str]:
    """What goes wrong in the answers of the month; empty also where it is refused with the file."""
    try:
        month = open_month({"period": MONTH, "data": str(root)})
    except HccError as error:
        is_said = may_be_refused and all(finding.file for finding in error.findings)
        return [] if is_said else [error.text()]
    wrong = []
    beside = {
        "trang đầu": front_page,
        "giấy tờ": lambda numbers, audience: files_of(numbers, ()),
        "đôn đốc": lambda numbers, audience: workbook(numbers),
    }
    for name, make in beside.items():
        try:
            make(month.numbers, "internal")
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__}: {error}")
    for name in ANSWERS:
        for scope in ("commune", "land"):
            try:
                said = month.answer(name, scope=scope)
            except HccError:
                continue  # said in words
            except Exception as error:
                wrong.append(f"{name}, {scope}: {type(error).__name__}: {error}")
                continue
            if found := NOTHING.search(re.sub(r"<(?:style|img)[^>]*>", "", said.html)):
                wrong.append(f"{name}, {scope}: “{said.html[max(0, found.start() - 60) : found.end() + 20]}”")
    return wrong


def test_with_some_cells_of_every_column_blank_every_answer_is_given(tmp_path):
    root = month_root(tmp_path)
    for path in tables_of(root):
        blank_some(path)
    assert complaints(root) == []


@pytest.mark.long
@pytest.mark.parametrize("name", [path.name for path in tables_of(SAMPLE.parent / "sample")] + ["du-thao.csv"])
def test_with_one_column_blank_in_all_rows_every_answer_is_given(tmp_path, name):
    root = month_root(tmp_path)
    path = root / "raw" / MONTH / name
    rows, head = read(path)
    for column in range(len(rows[head])):
        write(path, rows[: head + 1] + [[*row[:column], "", *row[column + 1 :]] for row in rows[head + 1 :] if column < len(row)])
        assert (rows[head][column], complaints(root, may_be_refused=True)) == (rows[head][column], [])
