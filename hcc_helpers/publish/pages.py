"""From an executed notebook to one HTML page: converted by nbconvert, cut into sections, numbered, put in the shell.

The shell (`template/page.html.j2`, `style.css`) is the same for notebook pages and for the front pages; it renders
one `PageContext` and knows nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import TypeVar

import nbformat

from hcc_helpers.errors import RunFailed
from hcc_helpers.numbers_vn import TURNS
from hcc_helpers.publish.gate import problems
from hcc_helpers.publish.policy import policy
from hcc_helpers.report.style import page_style
from hcc_helpers.report.wording import nbsp

HERE = Path(__file__).parent
# The converted notebook stands between these in the page, so that a later run with --only can take it over as it is.
BODY_BEGINS, BODY_ENDS = "<!--noi-dung-->", "<!--/noi-dung-->"
# What `hcc run --annex` adds: paper shows what is folded, the screen stays as it is. Browsers that do not know the second
# rule (before 2024) print what the reader has opened, as without it.
ANNEX = (
    "@media print { details.gap:not([open]) { display: block; } details.gap > summary { display: block; font-weight: bold; }"
    " details.gap::details-content { content-visibility: visible; } }\n"
)
T = TypeVar("T")
NUMBERED = {"bang": "Bảng", "hinh": "Hình"}


class BadPage(Exception):
    """A page that may not be published; the message is Vietnamese and says what is wrong with it."""


@dataclass(frozen=True)
class Body:
    """A converted notebook: its `#` heading, its HTML, its contents (level 2 or 3, id, text) and what it finds, in a line."""

    h1: str
    html: str
    contents: list[tuple[int, str, str]]
    finding: str = ""


@dataclass(frozen=True)
class PageContext:
    """All that the shell of a page shows; every text is Vietnamese and ready to print."""

    title: str
    h1: str
    office: str
    span: str  # "15/11/2025 đến hết 14/12/2025"
    extracted: str  # when the data were taken from the system
    version_label: str
    stamps: list[tuple[str, str]] = field(default_factory=list)  # (word, note)
    nav: list[tuple[str, str]] = field(default_factory=list)  # (label, href)
    contents: list[tuple[int, str, str]] = field(default_factory=list)  # (level, id, text)
    body: str = ""
    footer: list[str] = field(default_factory=list)
    annex: bool = False  # whether paper prints what the screen folds away
    lang: str = "vi"
    style: str = ""
    csp: str = ""

    @property
    def masthead(self) -> str:
        """The line below the heading: period, when the data were taken, version."""
        parts = (f"Kỳ: {self.span}" if self.span else "", self.extracted, self.version_label)
        return " · ".join(part for part in parts if part)


def render(context: PageContext, template: str = "page.html.j2") -> str:
    """The whole page; the style and its policy are filled in here. Raises BadPage when the last gate refuses it."""
    page = {**vars(context)}
    page["style"] = page_style() + paper(context) + (ANNEX if context.annex else "")
    page["csp"] = policy(page["style"])
    html = TURNS.sub("", _shells().get_template(template).render(page=PageContext(**page)))
    if found := problems(html):
        raise BadPage("; ".join(found[:3]))
    return html


def fit(title: str, make: Callable[[], T]) -> T:
    """The page that `make` renders; one that the last gate refuses ends the run before anything is exchanged."""
    try:
        return make()
    except BadPage as bad:
        raise RunFailed(f"Trang “{title}” không được phép công bố: {bad}.") from None


def paper(context: PageContext) -> str:
    """The foot of every printed sheet: office, page and version at the left, the sheet's number at the right."""
    said = " · ".join(part for part in (context.office, context.h1, context.version_label.partition(" · ")[0]) if part)
    # As a CSS string: no character of a name may end the string, the rule or the style element.
    quoted = "".join(char if char.isalnum() or char in " .,·()–/-:" else f"\\{ord(char):x} " for char in said)
    return f'@page {{ @bottom-left {{ content: "{quoted}"; }} @bottom-right {{ content: "Trang " counter(page) "/" counter(pages); }} }}\n'


def fragment(template: str, **values) -> str:
    """A part of a page from a template of this room, its tables and figures numbered."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(_shells().get_template(template).render(**values), "html.parser")
    _number(soup)
    return soup.decode(formatter="minimal")


def written(template: str, **values) -> str:
    """A part of a page from a template that numbers nothing."""
    return _shells().get_template(template).render(**values)


@cache
def _shells():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    shells = Environment(
        loader=FileSystemLoader(HERE / "template"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html", "j2"), default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shells.filters["giu"] = nbsp  # no-break spaces, in text only
    return shells


@cache
def _exporter():
    from nbconvert.exporters import HTMLExporter, TemplateExporter
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
    from traitlets.config import Config

    class Once(HTMLExporter):
        """Without its second reading of the whole page, which only fills in words for pictures that the gate refuses."""

        def from_notebook_node(self, nb, resources=None, **more):
            resources = self._init_resources(resources)
            kinds = WidgetsDataTypeFilter(notebook_metadata=self._nb_metadata, parent=self, resources=resources)
            self.register_filter("filter_data_type", kinds)
            return TemplateExporter.from_notebook_node(self, nb, resources, **more)

    # No other template folder and no user configuration takes part: the same page on every machine.
    return Once(
        config=Config({"HTMLExporter": {"exclude_anchor_links": True}}),
        template_name="base",
        template_file="notebook_body.html.j2",
        extra_template_paths=[str(HERE)],
        extra_template_basedirs=[],
    )


def warm_up() -> None:
    """Load what converting needs, ahead of the first page."""
    import bs4  # noqa: F401

    _exporter()


def convert(notebook: nbformat.NotebookNode) -> Body:
    """The executed notebook as HTML sections. Raises BadPage for what a page cannot show."""
    from bs4 import BeautifulSoup

    _refuse_bare_pictures(notebook)
    html, _ = _exporter().from_notebook_node(notebook)
    soup = BeautifulSoup(html, "html.parser")
    taken = {"noi-dung", *(str(tag["id"]) for tag in soup.find_all(id=True))}  # the shell names its main part so
    h1, contents = "", []
    for cell in soup.find_all("div", attrs={"data-cell": "markdown"}):
        for heading in cell.find_all(["h1", "h2", "h3", "h4"]):
            text = " ".join(heading.get_text().split())
            if heading.name == "h1":
                if h1:
                    raise BadPage(f"trang có hai đề mục lớn nhất: “{h1}” và “{text}”")
                h1 = text
                heading.decompose()
                continue
            place = heading["id"] = _free(slug(text), taken)
            if heading.name in ("h2", "h3"):
                contents.append((int(heading.name[1]), place, text))
    if not h1:
        raise BadPage("trang không có đề mục lớn nhất (một dòng bắt đầu bằng #)")
    _number(soup)
    for cell in soup.find_all("div", attrs={"data-cell": True}):
        cell.unwrap()
    return Body(h1, f"{BODY_BEGINS}{_in_sections(soup)}{BODY_ENDS}", contents, _finding(notebook))


def _finding(notebook: nbformat.NotebookNode) -> str:
    """The first line that the cell tagged "finding" says: what the front page prints beside the link; "" without such a cell."""
    said = (
        output["data"].get("text/plain", "")
        for cell in notebook.cells
        if "finding" in cell.metadata.get("tags", [])
        for output in cell.outputs
        if output.output_type in ("execute_result", "display_data")
    )
    return next((text.partition("\n")[0] for text in said if text), "")


def body_of(html: str) -> str:
    """The converted notebook of a published page, as `convert` gave it."""
    begin, end = html.find(BODY_BEGINS), html.rfind(BODY_ENDS)
    if begin < 0 or end < begin:
        raise BadPage("trang đã công bố không còn nguyên nội dung")
    return html[begin : end + len(BODY_ENDS)]


MARKED = re.compile(r"<li><span[^>]*\bdau-warn\b[^>]*></span>(.*?)</li>", re.DOTALL)


def attention(html: str, file: str) -> list[tuple[str, str]]:
    """(text, address) of every main point that a page marks with ▲."""
    found = []
    for inner in MARKED.findall(html):
        link = re.search(r'href="([^"]*)"', inner)
        text = unescape(re.sub(r"<[^>]+>", "", inner))
        href = link.group(1) if link else ""
        found.append((text, f"{file}{href}" if href.startswith("#") else href or file))
    return found


TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
PLACE = re.compile(r"<(?:h[2-4]|section|figure|table)\b[^>]*\bid=\"([^\"]+)\"")


def rows_marked(html: str, file: str) -> list[tuple[str, int, str]]:
    """(what the table is of, how many of its rows are marked ▲, address) of every table that marks one.

    Where two tables of a page are of the same, whose it is stands behind it.
    """
    found = []
    for table in TABLE.finditer(html):
        count = len(re.findall(r"<span[^>]*\bdau-warn\b", table.group()))
        if not count:
            continue
        caption = re.search(r"<caption\b[^>]*>(.*?)</caption>", table.group(), re.DOTALL)
        if caption is None:  # a table of the analyst's own need not say what it is of
            continue
        text = " ".join(unescape(re.sub(r"<[^>]+>", "", caption[1])).split()).partition(". ")[2].split(", ")
        before = PLACE.findall(html, 0, table.start())
        found.append((text[:2], count, f"{file}#{before[-1]}" if before else file))
    names = Counter(text[0] for text, _, _ in found)
    return [(", ".join(text) if names[text[0]] > 1 else text[0], count, address) for text, count, address in found]


def slug(text: str) -> str:
    """ "Tiếp nhận hồ sơ" -> "tiep-nhan-ho-so": an id that survives every browser and mail program."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "muc"


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _number(soup) -> None:
    """Fill the running numbers of tables and figures; `data-same` repeats the number last given.

    What is folded has numbers of its own ("Bảng PL1", phụ lục), so that what is seen is numbered without gaps.
    """
    given: Counter[tuple[str, bool]] = Counter()
    for mark in soup.find_all("span", class_="so", attrs={"data-kind": True}):
        kind = mark["data-kind"]
        if kind not in NUMBERED:
            raise BadPage(f"không biết đánh số loại “{kind}”")
        is_folded = mark.find_parent("details", class_="gap") is not None
        if "data-same" not in mark.attrs:
            given[kind, is_folded] += 1
        mark.string = f"{'PL' if is_folded else ''}{given[kind, is_folded]}"
        mark.attrs = {"class": "so"}


def _in_sections(soup) -> str:
    """Each `##` opens a section that ends before the next; what stands before the first is left as it is."""
    parts, is_open = [], False
    for node in soup.contents:
        if node.name == "h2":
            parts.append("</section>\n" * is_open + f'<section aria-labelledby="{node["id"]}">\n')
            is_open = True
        text = node.decode(formatter="minimal") if node.name else node.output_ready(formatter="minimal")
        parts.append(text if text.strip() else "\n")
    return "".join(parts).strip("\n") + "\n" + "</section>\n" * is_open


def _refuse_bare_pictures(notebook: nbformat.NotebookNode) -> None:
    """A picture shown without our figure has no words for those who cannot see it: it is refused, not dropped."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" not in data and any(kind.startswith("image/") for kind in data):
                raise BadPage("một hình được vẽ mà không có chữ thay thế (hãy dùng thành phần biểu đồ)")
