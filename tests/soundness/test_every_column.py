"""Each optional column of each table removed in turn: what a page says without it, and not with it, names the absence.

The month is rich (worlds/rich.py): with all columns no share is none or all. A sentence or a row that appears only when a column is
empty therefore rests on that column; it must say that something is not known, or be declared below with the reason why it is true.
"""

import re
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from drawn import drawn_settings, drawn_window
from notebook_cells import asked
from worlds.rich import rich_month

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer
from hcc_helpers.report.answers.register import ANSWERS
from hcc_helpers.sources.columns import TABLES

AT = datetime(2025, 12, 16, 7, 30)
# Words by which a sentence says that it does not know, or what to add so that it does.
ABSENT = re.compile(
    r"hông có số liệu|hông có cột|hưa có số liệu|hông rõ|hưa rõ kênh|hưa biết|hưa đủ|hưa có: cần|\(–\)|hông có bảng|hông ghi|hưa ghi|"
    r"Để có số liệu|Cả nhận định có|Mục II có|\| –( |$)|hưa kể|hông tính được|[Cc]ần làm|bổ sung cột"
)
# Another column tells the same, so that figures change for a true reason when one of the two is empty; without both, what the pages may
# not claim is listed by hand in test_absent_columns.py.
TOGETHER = (
    ("cases", "due_at", "original_due_at"),
    ("cases", "ended_at", "handed_over_at"),
    ("cases", "procedure_code", "procedure_name"),
)
REFUSED = {("cases", "scope"), ("cases", "status")}  # an export without these is not taken in at all
TOLD_IN_OTHER_WORDS = {("cases", "filing_account")}  # is_own_account tells who filed, a little less
# Without these days the state at the extraction stands for them, and the page counts the cases of which that is so.
TOLD_BY_THE_STATE = [("cases", name) for name in ("withdrawn_at", "returned_at", "stopped_at")]
# (column, answer) → why what it then says is true all the same.
TRUE_ALL_THE_SAME = {
    ("field", "obstacle_in_person"): "the reasons are counted of all cases, not by field",
    ("receiving_unit", "balances"): "a sum without its figures is not counted among those that hold",
    ("handling_unit", "signs_to_check"): "counted of the signs that have data, and the others are named behind it",
    ("handling_unit", "to_do_now"): "signs that have data",
    ("person_key", "signs_to_check"): "counted of the signs that have data, and the others are named behind it",
    ("person_key", "to_do_now"): "signs that have data",
    ("channel", "report_III"): "a task of the plan, without the figure that it has with channels",
}
# What could be done and what to keep stand on the page as they are declared: no statements of fact.
LEVERS = tuple(lever.does for obstacle in OBSTACLES for lever in obstacle.levers)
KEEP = tuple(need.keep for obstacle in OBSTACLES for claim in obstacle.claims for need in claim.needs)
PAGES_OF_THE_READER = "hcc_helpers.report.answers.data_checks"  # they speak of files, not of cases


def groups() -> list[tuple[str, ...]]:
    """Of the case list; the registers stand or fall whole (test_absent_columns.py, tests/whole)."""
    together = {(table, name) for table, *names in TOGETHER for name in names}
    alone = [("cases", c.name) for c in TABLES["cases"].columns if not c.required]
    return [one for one in alone if one not in together | REFUSED | set(TOLD_BY_THE_STATE) | TOLD_IN_OTHER_WORDS]


QUICK = [("cases", name) for name in ("channel", "field", "receiving_unit", "handling_unit")]


def month(folder, table: str = "", *without: str) -> MonthResults:
    rows = rich_month()
    for row in rows.get(table, []):
        row |= dict.fromkeys(without)
    window, settings = drawn_window(folder, "2025-12", rows, AT), drawn_settings()
    tables = Tables(window, settings)
    results = measure(tables.con, tables.at_hand, settings.rules, ["commune", "land"])
    return MonthResults(Computed(tables, ["commune", "land"], results), project_root() / "data")


def said(made: MonthResults) -> dict[tuple[str, str], list[str]]:
    """(answer, scope) → its sentences and the rows of its tables."""
    found = {}
    for name, scope in asked():
        if ANSWERS[name].__module__.startswith(PAGES_OF_THE_READER):
            continue
        page = BeautifulSoup(answer(name, made, scope, "internal").html, "lxml")
        for picture in page("svg"):
            picture.decompose()
        parts = []
        for row in page("tr"):
            parts.append("| " + " | ".join(cell.get_text(" ", strip=True) for cell in row(["th", "td"])))
            row.extract()
        parts += re.split(r"(?<=[.;])\s+|\n", page.get_text("\n", strip=True))
        found[name, scope] = [plain for part in parts if (plain := part.replace("\u00a0", " ").replace("\u2060", "").strip())]
    return found


@pytest.fixture(scope="module")
def with_all(tmp_path_factory):
    return said(month(tmp_path_factory.mktemp("rich")))


def unfounded(with_all, without, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(answer, scope, what it says only without the column and without saying that something is not known)."""
    return [
        (name, scope, text)
        for (name, scope), texts in without.items()
        if not any((column, name) in TRUE_ALL_THE_SAME for column in names)
        for text in texts
        if text.strip(".;- ") not in {one.strip(".;- ") for one in with_all[name, scope]}
        and not ABSENT.search(text)
        and not _is_advice(text)
    ]


def _is_advice(text: str) -> bool:
    return (
        any(lever in text for lever in LEVERS) or text.startswith("- Đề nghị ") or any(text.rstrip(".") in keep for keep in KEEP)
    )


@pytest.mark.parametrize(
    "removed", [pytest.param(one, marks=() if one in QUICK else pytest.mark.long) for one in groups()], ids=".".join
)
def test_what_is_said_without_a_column_names_the_absence(tmp_path, with_all, removed):
    table, *names = removed
    assert unfounded(with_all, said(month(tmp_path, table, *names)), tuple(names)) == []


def test_the_sweep_sees_a_claim_that_rests_on_nothing():
    """Its own teeth: a sentence of none, said where the column is empty, is found; one that names the absence is not."""
    full = {("a", "commune"): ["12 trên 40 hồ sơ quá hạn."]}
    for text, is_found in (("Không có hồ sơ quá hạn.", True), ("Không có số liệu về quá hạn.", False)):
        assert bool(unfounded(full, {("a", "commune"): [text]}, ("due_at",))) == is_found
    assert all(column in {c.name for t in TABLES.values() for c in t.columns} for column, _ in TRUE_ALL_THE_SAME)
