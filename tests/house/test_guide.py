"""docs/huong-dan.md: the first month on one page, pictures that are there, small, and of pages that there are."""

from __future__ import annotations

import re

from guide_pictures import MOST_BYTES, PICTURES

from hcc_helpers.cli.commands import app
from hcc_helpers.places import project_root
from hcc_helpers.report.headline import CASES_FILE

DOCS = project_root() / "docs"
TEXT = (DOCS / "huong-dan.md").read_text("utf-8")
ONE_PAGE = 3500  # characters of A4 at the size of a report, pictures apart


def test_every_picture_stands_in_the_guide_with_its_caption():
    shown = dict(re.findall(r"!\[([^\]]+)\]\(hinh/([\w-]+\.png)\)", TEXT))
    assert shown == {one.caption: one.file for one in PICTURES}


def test_pictures_are_of_pages_that_there_are_and_small():
    pages = {"index.html", CASES_FILE} | {f"{path.stem}.html" for path in (project_root() / "notebooks").glob("0*.ipynb")}
    assert {one.page for one in PICTURES} <= pages
    files = sorted(path.name for path in (DOCS / "hinh").iterdir())
    assert files == sorted(one.file for one in PICTURES)
    assert sum((DOCS / "hinh" / name).stat().st_size for name in files) < MOST_BYTES


def test_the_first_month_is_one_page_of_commands_that_there_are():
    first = TEXT.partition("## Tháng đầu tiên")[2].partition("\n## ")[0]
    words = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", first)
    assert 500 < len(words) < ONE_PAGE
    typed = set(re.findall(r"`hcc (\w+)", first))
    assert {"new", "check", "run", "approve"} <= typed
    assert typed <= {command.name or command.callback.__name__ for command in app.registered_commands}
