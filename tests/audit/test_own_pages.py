"""The suite's own pages agree with themselves, and a page that came back is held against the published one figure by figure."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from hcc_helpers.audit.figures.passages import Document, Passage
from hcc_helpers.audit.figures.reading import read_document
from hcc_helpers.audit.findings.audit import audit_document
from hcc_helpers.audit.findings.published import returned

FIGURE = re.compile(r"(?:(?<![\w.,%)])[+−-])?\d+(?:[.,]\d+)*(?:\s?%)?")
PAGES = ("index.html", "01_monthly_report.html", "03_obstacles.html")


def test_pages_and_papers_of_a_published_month_give_nothing(published):
    pages = [*sorted((published / "2025-12").glob("*.html")), *sorted((published / "2025-12").glob("*.docx"))]
    assert len(pages) >= 9
    told = [
        (page.name, one.kind, one.quote, one.arithmetic)
        for page in pages
        for one in audit_document(read_document(page)).findings
        if one.quote
    ]
    assert told == []


@pytest.mark.long
def test_pages_and_papers_of_every_sample_period_give_nothing(sample_root, tmp_path):
    """Six months, a quarter and a calendar month: nothing contradicts itself."""
    from hcc_helpers.periods import parse_period
    from hcc_helpers.publish.progress import Silent
    from hcc_helpers.publish.run import run_periods
    from hcc_helpers.rules import load_centre

    since = load_centre(sample_root).since
    asked = [parse_period(text, since) for text in (*(f"2025-{m:02d}" for m in range(7, 13)), "2025-Q4", "2025-11@calendar")]
    assert run_periods(asked, sample_root, tmp_path, progress=Silent()) == 0
    files = [path for kind in ("*/*.html", "*/*.docx") for path in sorted(tmp_path.glob(kind))]
    assert len(files) > 7 * len(asked)
    told = [
        (path.parent.name, path.name, one.kind, one.quote, one.arithmetic)
        for path in files
        for one in audit_document(read_document(path)).findings
        if one.quote and one.kind in ("contradiction", "gap", "two_bases", "rounding", "format")
    ]
    assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_of_a_page_replaced_by_another_of_the_page_is_named(published, name):
    """All of them at once, each by the one that stands before it; the same words around them say where each belongs."""
    page = read_document(published / "2025-12" / name)
    assert returned(page, page).said == []
    before, replaced = "1", []

    def other(match):
        nonlocal before
        new = before if before != match[0] else "7,3%"
        before = match[0].lstrip("+−-")
        replaced.append(f"“{new}” khác trang đã công bố: ở chỗ này ghi “{match[0]}”")
        return new

    typed = Document([Passage(FIGURE.sub(other, p.text), p.section, table=p.table) for p in page.passages])
    found = returned(typed, page)
    assert len(replaced) > 150
    assert found.figures == len(replaced)
    assert [one.arithmetic for one in found.said] == replaced
    assert {one.kind for one in found.said} == {"contradiction"}


def test_each_figure_of_the_front_page_alone(published):
    page = read_document(published / "2025-12" / "index.html")
    texts = [passage.text for passage in page.passages]
    for at, text in enumerate(texts):
        for match in FIGURE.finditer(text):
            new = "1.944" if match[0] != "1.944" else "34"
            changed = [*texts[:at], text[: match.start()] + new + text[match.end() :], *texts[at + 1 :]]
            typed = Document([Passage(line, p.section, table=p.table) for line, p in zip(changed, page.passages, strict=True)])
            assert [one.correction for one in returned(typed, page).said] == [f"{new} thành {match[0]}."]


def test_words_that_were_changed_are_told_apart_from_figures(published):
    page = read_document(published / "2025-12" / "index.html")
    at = next(n for n, p in enumerate(page.passages) if FIGURE.search(p.text) and p.table is None)
    less = Document(page.passages[:at] + page.passages[at + 1 :])
    assert [one.kind for one in returned(less, page).said] == ["gap"]
    more = Document([*page.passages[:at], Passage("Trung tâm đã trồng 294 cây xanh."), *page.passages[at:]])
    assert [one.kind for one in returned(more, page).said] == ["untestable"]


def test_the_command_takes_the_published_page_for_its_record(published, sample_root, tmp_path, hcc):
    copy = tmp_path / "index.html"
    html = (published / "2025-12" / "index.html").read_text("utf-8")
    copy.write_text(html, "utf-8")
    asked = ["audit", str(copy), "--against", "2025-12", "--data", str(sample_root), "--out", str(published), "--format", "json"]
    code, said = hcc(*asked)
    assert code == 0
    assert json.loads(said)["against"]["published"] > 150
    begin = html.index("<main")
    copy.write_text(html[:begin] + html[begin:].replace("1.944", "1.811", 1), "utf-8")
    code, said = hcc(*asked)
    assert code == 1
    assert "1.811 thành 1.944." in [one["correction"] for one in json.loads(said)["findings"]]


def test_a_published_page_that_was_changed_is_no_record(published, sample_root, tmp_path, hcc):
    out = tmp_path / "outputs"
    shutil.copytree(published, out)
    page = out / "2025-12" / "index.html"
    page.write_text(page.read_text("utf-8").replace("1.944", "1.811"), "utf-8")
    mine = published / "2025-12" / "index.html"
    code, said = hcc("audit", str(mine), "--against", "2025-12", "--data", str(sample_root), "--out", str(out))
    assert code == 65
    assert "không còn nguyên vẹn (index.html)" in said
