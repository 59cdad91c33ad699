"""All pages keep to their length on the screen and on paper; what is folded opens for a link and prints as an annex."""

import re
import shutil

import pytest
import seen_pages

from hcc_helpers.centre import load_centre
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import pages
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.run import run_periods
from hcc_helpers.report import components

# Page → the most CSS px at 1280 wide, the most sheets of paper.
BUDGETS = {
    "index": (3000, 2),
    "00_data_checks": (3000, 2),
    "01_monthly_report": (12000, 6),
    "02_deadlines": (6000, 3),
    "03_obstacles": (6000, 3),
    "04_next_month": (6000, 3),
    "05_compare_periods": (8000, 4),
}
OTHERS = ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-11@calendar", "2025-Q4")


def size_of(browser, path) -> tuple[int, int]:
    """(height in px at 1280, sheets of paper)."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    try:
        page.goto(path.as_uri())
        height = page.evaluate("document.documentElement.scrollHeight")
        sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
    finally:
        page.close()
    return height, sheets


def faults(browser, folder) -> list:
    """Every page of a period that is too long, or says what must not be said."""
    found = []
    for name, (height, sheets) in BUDGETS.items():
        is_high, is_printed = size_of(browser, folder / f"{name}.html")
        if is_high > height or is_printed > sheets:
            found.append((name, is_high, is_printed))
    return found + seen_pages.faults(folder)


@pytest.mark.browser
def test_pages_keep_to_their_length_and_speak_without_statistics(browser, published):
    assert faults(browser, published / "2025-12") == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("text", OTHERS)
def test_so_do_those_of_other_periods(browser, sample_root, tmp_path, text):
    period = parse_period(text, load_centre(sample_root).since)
    assert run_periods([period], sample_root, tmp_path, progress=Silent()) == 0
    assert faults(browser, tmp_path / period.text) == []


@pytest.mark.long
@pytest.mark.browser
def test_so_do_those_of_a_month_without_registers(browser, sample_root, tmp_path):
    root = tmp_path / "data"
    shutil.copytree(sample_root / "reference", root / "reference")
    shutil.copytree(sample_root / "raw" / "2025-12", root / "raw" / "2025-12")
    for path in (root / "raw" / "2025-12").iterdir():
        if not path.name.startswith(("ho-so", "mapping")):
            path.unlink()
    assert run_periods([parse_period("2025-12", load_centre(root).since)], root, tmp_path / "out", progress=Silent()) == 0
    assert faults(browser, tmp_path / "out" / "2025-12") == []


@pytest.mark.browser
def test_a_link_to_what_is_folded_opens_it(browser, published):
    page = browser.new_page()
    page.goto((published / "2025-12" / "01_monthly_report.html").as_uri() + "#dn-in_time_pct")
    assert page.evaluate("document.getElementById('dn-in_time_pct').closest('details').open")
    assert page.evaluate("document.querySelectorAll('main details[open]').length") == 1
    page.close()


@pytest.mark.browser
def test_paper_leaves_out_what_is_folded_unless_it_is_opened_or_the_annex_is_asked_for(browser, tmp_path):
    body = components.fold("Bảng số", *["<p>Dòng của phụ lục.</p>"] * 80)

    def sheets(annex: bool, is_open: bool = False) -> int:
        html = pages.render(pages.PageContext("Trang", "Trang", "Xã", "", "", "bản 1", body=body, annex=annex))
        (tmp_path / "trang.html").write_text(html.replace('class="gap"', 'class="gap" open') if is_open else html, "utf-8")
        return size_of(browser, tmp_path / "trang.html")[1]

    assert sheets(annex=False) == 1
    assert sheets(annex=False, is_open=True) > 1
    assert sheets(annex=True) == sheets(annex=True, is_open=True) > 1
