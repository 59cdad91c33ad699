"""More of the corpus: what a stranger laid in to break it; the same list of six cases and the same outcomes as in test_corpus_odd."""

from __future__ import annotations

import pytest
from sources.test_corpus_odd import DUE, ENDED, HEAD, ROWS, STATUS, csv, hold, html, one
from sources.test_corpus_odd import clean as clean

from hcc_helpers.sources.mapping.headings import _fill_each_other

UPPER = [HEAD[0], "Thông tin hồ sơ", "", "", "Thời gian", "", "", *HEAD[STATUS:]]
LOWER = ["", *HEAD[1:STATUS], "", "", ""]
SWAPPED = [0, 1, 2, 3, DUE, 4, *range(ENDED, len(HEAD))]  # the columns of acceptance and due date in each other's place


def icon(attribute: str):
    return lambda row, column, value: f'<td><img {attribute}="{value}"></td>' if row and column == STATUS else f"<td>{value}</td>"


def swapped(row: list[str]) -> list[str]:
    return [row[at] for at in SWAPPED]


CORPUS = {
    "a heading of two storeys saved as text": csv([LOWER, *ROWS], "right", head=UPPER),
    "a banner over a heading of two storeys saved as text": csv(
        [UPPER, LOWER, *ROWS], "right", head=["DANH SÁCH HỒ SƠ", *[""] * 9]
    ),
    "a heading with a blank cell over a row that fills it": csv(
        [[*row, "x"] for row in one(DUE, "", 4)], "right", head=[*HEAD, ""]
    ),
    "an icon that says the state": html("right", cell=icon("alt")),
    "an icon with the state in its title": html("right", cell=icon("title")),
    "headings again, in another order": csv([*ROWS[:3], swapped(HEAD), *map(swapped, ROWS[3:])], "refused", "L1-ngay-tiep-nhan"),
    "wide digits in a date": csv(one(DUE, "２３/12/2025"), "named", "L1-khong-doc-duoc", "due_at"),
    "the second sixty": csv(one(DUE, "23/12/2025 23:59:60"), "named", "L1-khong-doc-duoc", "due_at"),
    "a year of the Buddhists": csv(one(DUE, "23/12/2568"), "named", "L1-khong-doc-duoc", "due_at"),
    "two quotes inside a word": csv(one(STATUS, 'Đang ""xử"" lý'), "right"),
}


@pytest.mark.parametrize("kind", CORPUS.values(), ids=list(CORPUS))
def test_a_file_of_a_stranger_has_its_one_outcome(tmp_path, kind, clean):
    hold(tmp_path, kind, clean)


@pytest.mark.parametrize("line", [["KS-0001", "", "", "", "← ví dụ"], ["Khảo sát", "", "", "", "x"], ["", "", "x"]])
def test_a_line_above_the_headings_that_names_no_column_is_no_storey_of_them(line):
    """The example above the headings of a register sheet: its last cell stands where the headings have ended."""
    known = {"ma phieu", "ma ho so", "ngay tra loi"}
    assert not _fill_each_other(line, ["Mã phiếu", "Mã hồ sơ", "Ngày trả lời", "", ""], known)


def test_two_rows_that_name_columns_for_each_other_are_storeys():
    assert _fill_each_other(["Mã phiếu", "", "x"], ["", "Mã hồ sơ", "y"], {"ma phieu", "ma ho so"})
