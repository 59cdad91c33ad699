"""Many drawn months of one kind at once: their rows go through the real floors together, then each month is put to the obstacles alone.

Deriving and flagging cost the same for one small month as for twenty. A month's rows carry its number in their own file and case
numbers, and what an obstacle reads are views of that month's rows only. That it is the same as month by month is tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from drawn import drawn_settings, drawn_window
from obstacle_worlds import MONTH

from hcc_helpers.facts.stored import Tables
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.vague_words import load_words
from hcc_helpers.places import project_root

BY_CASE = ("paused_days", "pause_intervals")  # of the derive step, which keep no file: by the case's number


def materials(folder: Path, months: list[dict[str, list[dict]]]) -> Iterator[Material]:
    """The material of each of `months`, in order; all hold the same tables and columns."""
    rows: dict[str, list[dict]] = {}
    for number, month in enumerate(months):
        for table, mine in month.items():
            rows.setdefault(table, []).extend(_marked(row, number, n) for n, row in enumerate(mine, start=1))
    window = drawn_window(folder, MONTH, rows)
    whole = Tables(window, drawn_settings(MONTH))
    words = load_words(project_root() / "data", window.period.last_day)
    made = dict(
        whole.con.execute(
            "SELECT table_name, list(column_name) FROM information_schema.columns WHERE table_catalog = current_database() AND table_schema = 'main' GROUP BY 1"
        ).fetchall()
    )
    for number in range(len(months)):
        whole.con.execute(f"CREATE SCHEMA m{number}")
        for name, columns in made.items():
            which = (
                f"source_file = '{_file(number)}'"
                if "source_file" in columns
                else f"case_id LIKE '{number:03d}-%'"
                if name in BY_CASE
                else ""
            )
            if which:
                whole.con.execute(f"CREATE TABLE m{number}.{name} AS SELECT * FROM main.{name} WHERE {which}")
        one = whole.con.cursor()
        one.execute(f"SET search_path = '{whole.con.name}.m{number},{whole.con.name}.main'")
        yield Material(replace(whole, _con=one, _at_hand=whole.at_hand, _is_stored=False), words)
        whole.con.execute(f"DROP SCHEMA m{number} CASCADE")


def _file(number: int) -> str:
    return f"month {number}"


def _marked(row: dict, number: int, n: int) -> dict:
    own = {"case_id": f"{number:03d}-{row['case_id']}"} if row.get("case_id") else {}
    return {**row, **own, "source_file": _file(number), "source_row": n}
