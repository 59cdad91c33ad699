"""The published sample as text: HTML that every browser reads alike, words and numbers as an officer writes them."""

import base64
import itertools
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import html5lib
import pandas as pd
import pytest
import seen_pages
from bs4 import BeautifulSoup

from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root
from hcc_helpers.publish import manifest
from hcc_helpers.publish.case_lists import LONGEST
from hcc_helpers.publish.frame import ILLUSTRATIVE
from hcc_helpers.publish.policy import policy
from hcc_helpers.publish.verify import verify
from hcc_helpers.report.drawing.palette import COLOURS
from hcc_helpers.report.wording import NBSP
from hcc_helpers.rules import load_centre

PAGES = (
    "index.html",
    "2025-12/index.html",
    "2025-12/ho-so.html",
    "2025-12/00_data_checks.html",
    "2025-12/01_monthly_report.html",
    "2025-12/03_obstacles.html",
    "2025-12/04_next_month.html",
)
REPORT = PAGES[1:]
MOST_BYTES = 1_000_000
COMPUTER_WORDS = re.compile(r"\b(?:T\d{1,2}|N/A|nan|NaN|None|null|undefined|Traceback|[a-z]+_[a-z_]+)\b")
EMPTY_LINKS = re.compile(r"xem thêm|tại đây|bấm vào đây", re.IGNORECASE)
# A number that a line break could part from its unit. File names and row numbers are no quantities.
PARTED = re.compile(r"\d (?:hồ sơ|đồng|điểm|phiếu|ngày|giờ|quy tắc|phép cộng|dòng|tệp)(?!\w)|(?:tháng|Hình|Bảng|kỳ|cột|Điều) \d")
POINT_DECIMALS = re.compile(r"\d+\.\d{1,2}%|\d{4,}(?= hồ sơ| đồng)|\d \d{3}(?= hồ sơ| đồng)")


@pytest.fixture(scope="module", params=PAGES)
def page(request, published):
    html = (published / request.param).read_text("utf-8")
    soup = BeautifulSoup(html, "html.parser")
    soup.name_of_page, soup.source, soup.folder = request.param, html, (published / request.param).parent
    return soup


def text_of(page) -> str:
    """What is read on the page, without the quoted draft (its figures are kept as somebody typed them)."""
    body = BeautifulSoup(str(page.body), "html.parser")
    for quoted in body.select("blockquote.du-thao, code"):
        quoted.decompose()
    return body.get_text("\n")  # a line an element: no number is joined with the word of another cell


def test_every_page_speaks_in_the_words_of_the_one_table_and_every_mark_reaches_the_front_page(published):
    assert seen_pages.faults(published / "2025-12") == []


def test_numbers_lead_to_their_cases(published):
    """The list behind each linked number is as long as the number says, up to what one list holds."""
    folder = published / "2025-12"
    lists = BeautifulSoup((folder / "ho-so.html").read_text("utf-8"), "html.parser")
    links = 0
    for name in ("index.html", "01_monthly_report.html"):
        page = BeautifulSoup((folder / name).read_text("utf-8"), "html.parser")
        for link in page.select('a[href^="ho-so.html#"]'):
            place = lists.find(id=link["href"].partition("#")[2])
            number = int(link.get_text(strip=True).replace(".", ""))
            assert len(place.find_next_sibling("ul").find_all("li")) == min(number, LONGEST), link["href"]
            links += 1
    assert links > 20


def test_the_html_is_without_a_single_error(page):
    html5lib.HTMLParser(strict=True).parse(page.source)


def test_the_page_says_what_it_is(page):
    assert page.html["lang"] == "vi"
    assert len(page.find_all("h1")) == 1
    assert page.title.string.strip()
    if page.name_of_page in REPORT:
        assert "tháng 12/2025" in page.h1.get_text().replace(NBSP, " ")
        assert "tháng 12/2025" in page.title.string
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"h[1-6]"))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels


def test_no_two_pages_have_the_same_title(published):
    titles = [BeautifulSoup((published / name).read_text("utf-8"), "html.parser").title.string for name in PAGES]
    assert len(set(titles)) == len(PAGES)


def test_the_stamps_are_the_first_thing_in_words(page):
    first = page.find("aside")
    words = [mark.get_text() for mark in first.select("li > strong")]
    draft = [] if page.name_of_page == "index.html" else ["DỰ THẢO"]  # the list of all periods is no report
    assert words == ["NỘI BỘ", *draft, ILLUSTRATIVE]
    strip = page.select_one(".doc")  # runs down the side of every printed sheet
    assert strip.get_text() == " · ".join(words)


def test_ids_are_unique_and_every_link_arrives(page, published):
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.find_all("a", href=True):
        file, _, place = link["href"].partition("#")
        target = page.folder / file if file else page.folder / Path(page.name_of_page).name
        assert target.is_file(), link["href"]
        if place:
            assert f'id="{place}"' in target.read_text("utf-8"), link["href"]
        assert link.get_text(strip=True)
        assert not EMPTY_LINKS.search(link.get_text())


def test_nothing_runs_and_nothing_is_fetched(page):
    assert not page.find_all(["script", "link", "iframe", "object", "embed", "form", "base"])
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], tag.name
    assert not re.search(r"https?://|//[a-z]", re.sub(r"data:image/[^\"]*", "", page.source))
    (style,) = page.find_all("style")
    (rule,) = page.find_all("meta", attrs={"http-equiv": True})
    assert rule["content"] == policy(style.string)
    assert "unsafe" not in rule["content"]


def test_every_picture_has_words_with_a_number_in_them(page):
    for picture in page.find_all("img"):
        words = picture["alt"]
        assert 20 <= len(words) <= 250, words
        assert re.match(r"Biểu đồ (?:cột|đường|thanh) .+: .*\d.*\.\Z|Tháng .+: .*\d.*\.\Z", words), words


def test_the_numbers_of_a_picture_stand_in_its_table(page):
    for figure in page.find_all("figure"):
        cells = {cell.get_text(strip=True) for cell in figure.select("details td")}
        said = figure.img["alt"].rpartition(": ")[2]
        values = re.findall(r"(?:là|với) (−?[\d.,]*\d%?)", said)
        assert values, said
        assert set(values) <= cells, (said, cells)
        assert figure.select_one("figcaption .hinh-ten").get_text(strip=True)
        assert figure.select_one(".nguon").get_text(strip=True).startswith("Nguồn")


def test_pictures_use_the_palette_only(page):
    allowed = {colour for pair in COLOURS.values() for colour in pair}
    for picture in page.find_all("img"):
        svg = base64.b64decode(picture["src"].partition("base64,")[2]).decode()
        assert set(re.findall(r"#[0-9a-fA-F]{6}\b", svg)) <= allowed
        assert "<script" not in svg
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", page.style.string)) <= allowed


def test_tables_are_whole(page):
    for table in page.find_all("table"):
        assert table.caption.get_text(strip=True)
        assert not table.find_all(attrs={"colspan": True}) + table.find_all(attrs={"rowspan": True})
        heads = table.select("thead th")
        assert heads
        assert all(head.get("scope") == "col" for head in heads)
        for row in table.select("tbody tr"):
            cells = row.find_all(["th", "td"], recursive=False)
            assert cells[0].name == "th"
            assert cells[0].get("scope") == "row"
            assert len(cells) == len(heads)
            assert all(cell.get_text(strip=True) for cell in cells), row.get_text(" ", strip=True)


@pytest.mark.parametrize("series", ["", "PL"], ids=["seen", "folded"])
def test_tables_and_figures_are_numbered_without_gaps(page, series):
    """What is seen from 1 on, and what is folded (phụ lục) in numbers of its own."""
    for kind, select in (("Bảng", "main > * table > caption, main table[role] > caption"), ("Hình", "figure .hinh-ten")):
        tags = [tag for tag in page.select(select) if bool(tag.find_parent("details", class_="gap")) == bool(series)]
        tags = [tag for tag in tags if not tag.find_parent("details", class_=False)]  # the numbers of a figure have its number
        found = [re.match(rf"{kind}{NBSP}{series}(\d+)\. ", tag.get_text()) for tag in tags]
        assert all(found)
        assert [int(match[1]) for match in found] == list(range(1, len(found) + 1))


def test_no_word_of_the_machine_is_shown(page):
    shown = re.sub(r"\S+\.(?:csv|gz|json|html|toml|xlsx?|parquet)\b", "", text_of(page))
    assert not (found := COMPUTER_WORDS.findall(shown)), found


def test_numbers_keep_their_units_and_the_vietnamese_style(page):
    shown = text_of(page)
    assert not (found := PARTED.findall(shown)), found
    assert not (found := POINT_DECIMALS.findall(shown.replace(NBSP, " "))), found


def test_a_page_is_small(page):
    assert len(page.source.encode()) <= MOST_BYTES


def test_the_front_page_has_seven_figures_and_puts_the_worrying_first(published):
    front = BeautifulSoup((published / "2025-12/index.html").read_text("utf-8"), "html.parser")
    marks = [item["class"] for item in front.select(".so-chinh > li")]
    assert len(marks) == 7
    for table in front.select("#tat-ca ~ .bang-khung tbody"):
        worrying = ["▲" if row.select_one("th .warn") else "" for row in table.find_all("tr")]
        assert worrying == sorted(worrying, reverse=True)
    heading = front.select_one("#viec").get_text().replace(NBSP, " ")
    assert heading == f"{len(front.select('.viec > li'))} việc cần quyết định"


def test_the_folder_holds_what_the_front_page_offers_and_nothing_that_is_not_listed(published):
    front = BeautifulSoup((published / "2025-12/index.html").read_text("utf-8"), "html.parser")
    offered = {link["href"].partition("#")[0] for link in front.find_all("a", href=True)} - {"", "../index.html"}
    present = {path.name for path in (published / "2025-12").iterdir()}
    assert offered <= present
    assert present - offered == {"index.html", "results.parquet", "trace.parquet"}


# ------------------------------------------------------------------------------------------------ hcc verify


@pytest.fixture(scope="module")
def copied(published, sample_root, tmp_path_factory):
    """The published sample and the stored data that it rests on, to be tampered with."""
    top = tmp_path_factory.mktemp("copied")
    shutil.copytree(published, top / "out")
    for name in ("reference", "clean"):
        shutil.copytree(sample_root / name, top / "data" / name, ignore=shutil.ignore_patterns("computed"))
    return top


def verified(top):
    return verify(parse_period("2025-12", load_centre(top / "data").since), top / "data", top / "out")


def test_a_published_period_is_what_was_written_and_what_its_data_give(copied):
    began = time.process_time()
    found = verified(copied)
    spent = time.process_time() - began
    assert (found.exit_code, found.tampered, found.other, found.notes) == (0, [], [], [])
    assert (found.files > 10, found.snapshots, found.figures > 1000) == (True, 6, True)
    assert "đều khớp" in found.text
    assert spent < 15  # the bar is 5 s on an idle machine; `make bench` prints it


@pytest.mark.parametrize(
    "name",
    [
        "out/2025-12/results.parquet",
        "out/2025-12/results.csv",
        "out/2025-12/01_monthly_report.html",
        "out/2025-12/manifest.json",
        "out/index.html",
        "out/2025-12/bao-cao-2025-12.docx",
        "data/clean/2025-12/1/cases.parquet",
        "data/clean/2025-08/1/payments.parquet",
        "data/clean/2025-11/1/snapshot.json",
    ],
)
def test_one_flipped_byte_fails_by_name(copied, name):
    path = copied / name
    content = path.read_bytes()
    spot = content.index(b'"version"') + len(b'"version"') if name.endswith("json") else len(content) // 2
    flipped = content[:spot] + (b" :" if name.endswith("json") else bytes([content[spot] ^ 1])) + content[spot + 1 :]
    path.write_bytes(flipped)
    try:
        found = verified(copied)
    finally:
        path.write_bytes(content)
    assert found.exit_code == 65
    assert name in found.text


def test_an_edition_of_another_period_among_the_versions_fails_by_name(copied):
    place = copied / "out" / "versions" / "2025-12" / "9"
    place.mkdir(parents=True)
    manifest.write(place, {"version": 9, "period": "2025-11"})
    try:
        found = verified(copied)
    finally:
        shutil.rmtree(place)
    assert found.exit_code == 65
    assert "versions/2025-12/9/manifest.json" in found.text


def test_what_cannot_be_computed_again_is_not_called_right(copied):
    folder = copied / "data" / "clean" / "2025-08" / "1"
    folder.rename(copied / "away")
    try:
        found = verified(copied)
    finally:
        (copied / "away").rename(folder)
    assert (found.exit_code, found.figures) == (1, 0)
    assert "clean/2025-08/1" in found.text
    assert "đều khớp" not in found.text


def test_an_approval_that_the_edition_names_must_lie_with_the_data(copied):
    folder = copied / "out" / "2025-12"
    kept = (folder / "manifest.json").read_bytes()
    given = {"state": "approved", "number": 1, "by": "Giám đốc", "on": "2025-12-17", "results_sha256": "0" * 64}
    content = {name: value for name, value in json.loads(kept).items() if name != "outputs"}
    manifest.write(folder, content | {"approval": given})
    try:
        found = verified(copied)
    finally:
        (folder / "manifest.json").write_bytes(kept)
    assert "approvals/2025-12/1" in found.text


def test_a_laid_in_file_and_a_forged_figure_fail_by_name(copied):
    folder = copied / "out" / "2025-12"
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    note = copied / "out" / ".hcc" / "made" / "2025-12.json"
    noted = note.read_bytes()
    table = pd.read_parquet(folder / "results.parquet")
    table.loc[table["indicator"].eq("fees_total") & table["by"].eq(""), "value"] = 1
    try:
        (folder / "la.txt").write_text("x", "utf-8")
        assert "2025-12/la.txt" in verified(copied).text
        (folder / "la.txt").unlink()
        table.to_parquet(folder / "results.parquet", index=False)  # and every hash made to fit
        content = {name: value for name, value in json.loads(kept["manifest.json"]).items() if name != "outputs"}
        manifest.write(folder, content)
        note.write_bytes(
            manifest.canonical(json.loads(noted) | {"manifest": manifest.sha256((folder / "manifest.json").read_bytes())})
        )
        found = verified(copied)
    finally:
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        note.write_bytes(noted)
    assert found.exit_code == 1
    assert {one.rule for one in found.other} == {"P-xac-minh-so"}
    assert "fees_total (commune): đã công bố 1" in found.text


def test_the_sample_is_what_its_manifest_states_without_this_suite(published, sample_root):
    script = project_root() / "docs" / "kiem_tra_manifest.py"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, published / "2025-12", "--data", sample_root, "--project", project_root()],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.partition("đã so ")[2].split()[0]) > 60
    assert time.monotonic() - began < 20  # the bar is 5 s on an idle machine
