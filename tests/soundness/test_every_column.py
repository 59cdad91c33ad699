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
from worlds.rich import TABLES_DRAWN, rich_month

from hcc_helpers.facts.coverage import LIVES_BY
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
    r"hông có số liệu|hông có cột|hưa có số liệu|hông rõ|hưa rõ|hông cho biết|hưa biết|hưa đủ|hưa có: cần|\(–\)|hông có bảng|hông ghi|hưa ghi|"
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
# Without these the table says nothing of any case: it is not at hand, the pages of lateness say so beside their figures
# (test_waits_that_nobody_can_place_are_said), and every figure is that of a month without the table.
LIVED_BY = {(table, name) for table, names in LIVES_BY.items() for name in names}
# (column, answer) → why what it then says is true all the same.
TRUE_ALL_THE_SAME = {
    ("due_at_before", "signs_to_check"): "held against the day on the case's first slip, which is the same but for later moves",
    ("case_id", "obstacle_self_filing"): "without the codes of guidance the share is the highest that it can be, and says so",
    ("case_id", "obstacles_together"): "the same share, against a mark that even its highest value does not reach",
    ("case_id", "obstacle_land_tax"): "it says that no answer holds the code of a land case",
    ("case_id", "report_III"): "a task of the plan, with the figure that is left",
    ("case_id", "balances"): "a sum without its figures is not counted among those that hold",
    **{
        ("case_id", name): "money whose case nobody wrote down belongs to no scope and is printed apart"
        for name in ("fees", "online_payment")
    },
    ("since", "obstacle_systems"): "the name of a system without its day",
    ("extra_minutes", "obstacle_systems"): "into a linked system nothing is entered twice",
    **{
        (name, "report_III"): "a task of the plan, without the figure that it has with the column"
        for name in ("method", "is_fee_due", "paid_at", "state")
    },
    **{
        (name, "balances"): "a sum without its figures is not counted among those that hold"
        for name in ("paid_at", "kind", "state")
    },
    ("seconds", "report_II"): "how the claim is named; its standing is on page 03",
    **{
        ("due_at", name): "the day by which a petition is answered is then that of the rule"
        for name in ("report_I_3", "petitions", "definitions", "petitions_open", "tasks")
    },
    **{
        (name, "report_III"): "a task of the plan, with the figure that is left"
        for name in ("is_required", "digitised", "is_document", "is_signed", "is_paper_given")
    },
    ("field", "obstacle_in_person"): "the reasons are counted of all cases, not by field",
    ("receiving_unit", "balances"): "a sum without its figures is not counted among those that hold",
    ("handling_unit", "signs_to_check"): "counted of the signs that have data, and the others are named behind it",
    ("handling_unit", "to_do_now"): "signs that have data",
    ("person_key", "signs_to_check"): "counted of the signs that have data, and the others are named behind it",
    ("person_key", "to_do_now"): "signs that have data",
    ("channel", "report_III"): "a task of the plan, without the figure that it has with channels",
}
# The targets that have data are counted; behind them stand those that have none.
NAMED_BEHIND = ("next_month_points", "targets_ahead")
# What could be done and what to keep stand on the page as they are declared: no statements of fact.
LEVERS = tuple(lever.does for obstacle in OBSTACLES for lever in obstacle.levers)
KEEP = tuple(need.keep for obstacle in OBSTACLES for claim in obstacle.claims for need in claim.needs)
PAGES_OF_THE_READER = "hcc_helpers.report.answers.data_checks"  # they speak of files, not of cases


def groups() -> list[tuple[str, ...]]:
    """Of the case list and of every register that the rich month holds, each optional column."""
    together = {(table, name) for table, *names in TOGETHER for name in names}
    alone = [(table, c.name) for table in TABLES_DRAWN for c in TABLES[table].columns if not c.required]
    return [one for one in alone if one not in together | REFUSED | LIVED_BY | set(TOLD_BY_THE_STATE) | TOLD_IN_OTHER_WORDS]


QUICK = [("cases", "channel"), ("incidents", "ended_at")]


def month(folder, table: str = "", *without: str) -> MonthResults:
    rows = rich_month()
    for row in rows.get(table, []):
        row |= dict.fromkeys(without)
    window, settings = drawn_window(folder, "2025-12", rows, AT), drawn_settings()
    # As the importer writes it down: which columns each file had.
    window.feeding[0].meta["columns"] = {
        name: sorted({c.name for c in TABLES[name].columns} - set(without if name == table else ())) for name in rows
    }
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
        if name not in NAMED_BEHIND and not any((column, name) in TRUE_ALL_THE_SAME for column in names)
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


PLACED = ("late", "due_soon", "late_where")
CANNOT_BE_PLACED = [("pauses", "to_at"), ("pauses", "case_id"), ("supplements", "received_at")]


@pytest.mark.parametrize(
    "removed", [CANNOT_BE_PLACED[0], *(pytest.param(one, marks=pytest.mark.long) for one in CANNOT_BE_PLACED[1:])], ids=".".join
)
def test_waits_that_nobody_can_place_are_said(tmp_path, removed):
    """Neither running for ever nor over: the pages of lateness say beside their figures that waits are not known."""
    made = month(tmp_path, *removed)
    for name in PLACED:
        text = answer(name, made, "commune", "internal").text
        assert f"không có cột “{TABLES[removed[0]].column(removed[1]).label}”" in text, name
    running = [row for row in rich_month()["pauses"] if row["to_at"] is None and row["reason"] == "supplement"]  # the commune's
    assert made.value("open_paused") == (0 if removed[0] == "pauses" else len(running))


@pytest.mark.parametrize("removed", sorted(LIVED_BY), ids=".".join)
def test_a_table_without_what_it_lives_by_is_not_at_hand(tmp_path, removed):
    table, name = removed
    rows = {"cases": [{"case_id": "H1"}], table: [{"case_id": "H1", name: None}]}
    window = drawn_window(tmp_path, "2025-12", rows, AT)
    window.feeding[0].meta["columns"] = {table: [c.name for c in TABLES[table].columns if c.name != name]}
    cover = Tables(window, drawn_settings()).at_hand[table]
    assert not cover.is_at_hand
    assert TABLES[table].column(name).label in cover.reason


def test_waits_that_all_still_run_are_waits(tmp_path):
    """An empty cell is no absent column: every wait of a small register may still run."""
    rows = {"cases": [{"case_id": "H1"}], "pauses": [{"case_id": "H1", "reason": "tax_fixing", "to_at": None}]}
    window = drawn_window(tmp_path, "2025-12", rows, AT)
    window.feeding[0].meta["columns"] = {"pauses": ["case_id", "reason", "from_at", "to_at"]}
    tables = Tables(window, drawn_settings())
    assert tables.at_hand["pauses"].is_at_hand
    assert tables.con.execute("SELECT count(*) FROM cases WHERE is_paused").fetchall() == [(1,)]


def test_the_sweep_sees_a_claim_that_rests_on_nothing():
    """Its own teeth: a sentence of none, said where the column is empty, is found; one that names the absence is not."""
    full = {("a", "commune"): ["12 trên 40 hồ sơ quá hạn."]}
    for text, is_found in (("Không có hồ sơ quá hạn.", True), ("Không có số liệu về quá hạn.", False)):
        assert bool(unfounded(full, {("a", "commune"): [text]}, ("due_at",))) == is_found
    assert all(column in {c.name for t in TABLES.values() for c in t.columns} for column, _ in TRUE_ALL_THE_SAME)
