"""The published sample in a real browser: readable by everyone, on a phone, in the dark and on paper; nothing runs, nothing is fetched."""

import re
import shutil
import subprocess
from functools import cache

import pytest
from needed_tools import absent

from hcc_helpers.publish.frame import ILLUSTRATIVE

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "2025-12/index.html",
    "2025-12/00_data_checks.html",
    "2025-12/01_monthly_report.html",
    "2025-12/04_next_month.html",
)
DESKTOP, PHONE, NARROWEST = 1280, 390, 320
HEIGHT = {DESKTOP: 720, PHONE: 844, NARROWEST: 640}
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def opened(browser, published):
    """Open a page of the sample at a width and in a colour scheme."""
    contexts = []

    def at(name: str, width: int = DESKTOP, scheme: str = "light"):
        context = browser.new_context(viewport={"width": width, "height": HEIGHT[width]}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto((published / name).as_uri())
        return page

    yield at
    for context in contexts:
        context.close()


@cache
def axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened, name, width, scheme):
    found = axe().run(opened(name, width, scheme), options=AXE)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_screen(opened, name):
    page = opened(name)
    for width in (DESKTOP, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("name", PAGES)
def test_opening_a_page_asks_for_nothing_else(opened, name, published):
    page = opened(name)
    page.wait_for_load_state("networkidle")
    assert [url for url in page.requests if not url.startswith("data:")] == [(published / name).as_uri()]


def test_the_policy_stops_what_is_put_into_a_page(opened, published, tmp_path):
    """A page into which somebody wrote a script, a style and a remote picture shows none of them."""
    html = (published / PAGES[1]).read_text("utf-8")
    foreign = '<script>document.title = "hỏng"</script><p id="thu" style="color: rgb(1, 2, 3)">x</p><style>#thu { font-size: 99px }</style><img src="http://127.0.0.1:9/a.png" alt="x">'
    (tmp_path / "x.html").write_text(html.replace("</main>", foreign + "</main>"), "utf-8")
    page = opened(PAGES[1])
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto((tmp_path / "x.html").as_uri())
    assert page.title() != "hỏng"
    shown = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('#thu')); return [s.color, s.fontSize]; })()"
    )
    assert shown[0] != "rgb(1, 2, 3)"
    assert shown[1] != "99px"
    assert not [url for url in asked if url.startswith("http")]


def test_on_a_phone_the_conclusion_and_the_way_to_the_rest_need_no_scrolling(opened):
    page = opened(PAGES[1], PHONE)
    for select in (".cau-chinh", ".nhay li:last-child a"):
        box = page.locator(select).bounding_box()
        assert box["y"] + box["height"] <= HEIGHT[PHONE], select


def test_on_a_phone_the_numbers_stand_below_their_headings(opened):
    """The headings stay in view, and each number is right below its own: the same right edge."""
    page = opened(PAGES[1], PHONE)
    edges = page.evaluate("""() => [...document.querySelectorAll('table.the-so')].map(table => [
        [...table.querySelectorAll('thead th')].slice(1).map(cell => Math.round(cell.getBoundingClientRect().right)),
        [...table.querySelector('tbody tr').querySelectorAll('td')].map(cell => Math.round(cell.getBoundingClientRect().right)),
        getComputedStyle(table.tHead).position])""")
    assert edges
    for heads, numbers, position in edges:
        assert heads == numbers
        assert position == "sticky"


def test_every_stop_of_the_keyboard_is_seen(opened):
    page = opened(PAGES[1])
    stops = page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => { const box = document.activeElement.getBoundingClientRect(), style = getComputedStyle(document.activeElement);
            return [document.activeElement.tagName, style.outlineStyle, box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= 0]; }""")
        assert seen[0] in {"A", "SUMMARY", "DIV"}
        assert seen[1:] == ["solid", True], page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_every_sheet_is_stamped_and_white(opened, name, tmp_path):
    """Printed from a dark screen: white ground, dark text, the stamp down the side of every sheet, no navigation."""
    if not shutil.which("pdftotext") or not shutil.which("pdftoppm"):
        absent("pdftotext and pdftoppm (poppler-utils)")
    page = opened(name, scheme="dark")
    links = page.locator("header nav a").all_inner_texts()
    page.pdf(path=str(tmp_path / "p.pdf"), prefer_css_page_size=True, print_background=True)
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    sheets = said.split("\f")[:-1]
    # The strip runs upwards: its letters come one by one, so that sheets are compared without blanks.
    stamp = re.sub(r"\s", "", f"NỘI BỘ · {ILLUSTRATIVE}" if name == "index.html" else f"NỘI BỘ · DỰ THẢO · {ILLUSTRATIVE}")
    for number, sheet in enumerate(sheets, 1):
        assert stamp in strip_of(tmp_path / "p.pdf", number), f"sheet {number}"
        assert f"Trang {number}/{len(sheets)}" in sheet
    for link in links:
        assert link not in said
    if name == PAGES[1]:
        assert len(sheets) == 2
        assert "Ý kiến của lãnh đạo" in sheets[0]
    assert is_white(tmp_path)


def test_the_four_answers_stand_on_the_first_screen(opened):
    """Verdict, figures, what changed and trust whole; of the decisions, each one's title."""
    page = opened(PAGES[1])
    for select in (".cau-chinh", ".so-chinh", "#viec", "#khac ~ ul", "#tin ~ ul"):
        box = page.locator(select).first.bounding_box()
        assert box["y"] + box["height"] <= 700, select
    for title in page.locator(".o-viec > .viec > li > strong").all():
        box = title.bounding_box()
        assert box["y"] + box["height"] <= 720


def test_opened_tables_of_numbers_fit_the_narrowest_screen(opened):
    page = opened("2025-12/05_compare_periods.html", NARROWEST)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def strip_of(pdf, number: int) -> str:
    """The words in the left margin strip of one sheet, blanks taken out."""
    box = ["-x", "30", "-y", "0", "-W", "28", "-H", "842", "-f", str(number), "-l", str(number)]
    raw = subprocess.run(["pdftotext", "-raw", *box, str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s", "", raw)


def is_white(folder) -> bool:
    """Whether the ground of the first sheet is white: the commonest grey, and hardly any dark (a dark ground would be nearly all of it)."""
    from PIL import Image

    subprocess.run(["pdftoppm", "-r", "20", "-gray", "-f", "1", "-l", "1", str(folder / "p.pdf"), str(folder / "p")], check=True)
    with Image.open(next(folder.glob("p*.pgm"))) as sheet:
        counts = sheet.histogram()
    return counts[255] == max(counts) and sum(counts[:60]) < 0.1 * sum(counts)


# Of every number shown in a table: the words that stand on more than one line.
CUT = """() => [...document.querySelectorAll('table.the-so :is(td, thead th:not(:first-child))')].filter(cell => cell.checkVisibility()).flatMap(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), cut = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const word of node.data.matchAll(/[^\\s\\u00a0\\u2060]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) cut.push(word[0]);
    }
  }
  return cut;
})"""


@pytest.mark.parametrize("name", [*PAGES, "2025-12/05_compare_periods.html"])
def test_no_number_of_a_table_is_cut_in_two_on_the_narrowest_phone(opened, name):
    assert opened(name, NARROWEST).evaluate(CUT) == []
