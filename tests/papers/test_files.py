"""The papers beside the pages: which they are, what is left out and why, nothing for the public."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from hcc_helpers.papers.document import document
from hcc_helpers.papers.files import files_of, papers_of
from hcc_helpers.publish.paper_files import papers

DRAFT = ("DỰ THẢO",)
NAMES = [
    "bao-cao-2025-12.docx",
    "bao-cao-2025-12-chu-thich.docx",
    "bieu-06a-2025-12.xlsx",
    "phu-luc-2025-12.xlsx",
    "diem-766-2025-11.xlsx",
]


def test_every_paper_is_a_file_with_words_for_its_link(december):
    made = papers_of(december, DRAFT)
    assert list(made.files) == NAMES == list(made.links)
    assert made.missing == []
    assert made.files[NAMES[0]] == document(december, DRAFT).content
    assert files_of(december, DRAFT) is made.files  # made once


def test_a_missing_setting_leaves_the_form_out_and_says_so(december, tmp_path):
    made = papers_of(replace(december, data_root=tmp_path, kept=dict.fromkeys(())), DRAFT)
    assert "bieu-06a-2025-12.xlsx" not in made.files
    assert "bao-cao-2025-12.docx" in made.files
    assert [one for one in made.missing if one.startswith("Biểu II.06a")] == made.missing[
        :1
    ]  # an empty root has no calendar month either


def test_the_public_gets_none(december):
    standing = SimpleNamespace(stamps=(("DỰ THẢO", ""),))
    assert papers(SimpleNamespace(is_public=True, month=december, standing=standing)).files == {}
    assert list(papers(SimpleNamespace(is_public=False, month=december, standing=standing)).links) == NAMES
