"""What a reader sees of a published period without opening anything, and what must not stand there: one list for every period."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

# What officers never meet outside a fold: statistics, spellings of text, and names of files.
STATISTICS = re.compile(
    r"\bn = |\bp = |khoảng tin cậy|trung vị|phân vị|kitagawa|xmr\b|\bholm\b|\bnfc\b|kaplan|poisson|fisher|wilson|newcombe|benjamini",
    re.IGNORECASE,
)
FILE = re.compile(r"[\w-]+\.(?:csv|xlsx|xls|toml|md|json|docx|parquet|py)\b")
# What the one table of words says otherwise (hcc_helpers/report/words.py).
SAID_OTHERWISE = re.compile(
    r"Không có mốc|[Gg]iải tỏa \d|[Cc]hưa khác rõ|[Pp]hân vị 90|(?:trung vị|trong) 0,0 ngày|trước hết \d\d/|(?<![\d/.,%])\d[\d.]* trên \d[\d.]*(?![\d.]*[%/])"
)
PLACE = re.compile(r"(?<![\w/])/(?:[\w.@-]+/)+[\w.@-]*|\b[A-Za-z]:\\\S*")  # of this machine: pages go to other desks
CHANGE = re.compile(r"^[+−][\d.]+ \([+−][\d.,]+%\)")
FEWEST = 30  # of a count: below it a percentage of change is not shown


def folded_away(html: str) -> BeautifulSoup:
    """The page's own part as a reader sees it before opening anything."""
    main = BeautifulSoup(html, "html.parser").find("main")
    for fold in main.select("details > :not(summary)"):
        fold.decompose()
    return main


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2060", "").split())


def faults(folder: Path) -> list[tuple]:
    """Every page of a period that says what must not be said, and every ▲ of a page that the front page does not tell."""
    found = []
    front = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
    for path in sorted(folder.glob("*.html")):
        html = path.read_text("utf-8")
        main = folded_away(html)
        if path.name[0].isdigit():
            text = plain(main.get_text(" "))
            found += [(path.name, match[0]) for pattern in (STATISTICS, FILE) for match in pattern.finditer(text)]
            points = main.find("section").select(".diem-chinh li")
            found += [(path.name, "findings", len(points))] if len(points) > 3 else []
            found += marks_untold(path.name, html, front)
        body = BeautifulSoup(html, "html.parser").body
        for quoted in body.select("blockquote.du-thao, code"):
            quoted.decompose()
        found += [
            (path.name, match[0]) for pattern in (SAID_OTHERWISE, PLACE) for match in pattern.finditer(plain(body.get_text(" ")))
        ]
        found += [(path.name, row) for row in small_percentages(body)]
    return found


def marks_untold(name: str, html: str, front: BeautifulSoup) -> list[tuple]:
    """The page's count of ▲ against the count that the front page tells of it."""
    main = BeautifulSoup(html, "html.parser").find("main")
    marked = len(main.select(".dau-warn"))
    told = 0
    for one in front.select(".cac-trang > div"):
        if one.select_one("dt a") is None or one.select_one("dt a")["href"] != name:
            continue
        told += len(one.select("li"))
        rows = one.select_one(".dong-chu-y")
        told += sum(int(count) for count in re.findall(r"\((\d+)\)(?:;|\.)", plain(rows.get_text()))) if rows else 0
    return [] if marked == told else [(name, "▲", marked, told)]


def small_percentages(body) -> list[str]:
    """Rows of a table that give the change of a count under FEWEST in per cent."""
    found = []
    for row in body.select("tbody tr"):
        cells = [plain(cell.get_text(" ")) for cell in row.find_all("td")]
        for place, cell in enumerate(cells):
            before = [text for text in cells[:place] if re.fullmatch(r"[\d.]+", text)]
            if CHANGE.match(cell) and any(int(text.replace(".", "")) < FEWEST for text in before[-2:]):
                found.append(" | ".join(cells))
    return found
