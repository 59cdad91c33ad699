"""The derived columns of the office's own registers: period, scope, group keys where the table has them."""

from __future__ import annotations

from hcc_helpers.facts.rows import DIARIES, quoted
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import TABLES

KEYS = ("field", "unit", "procedure")


def derive_diaries(con, window: Window, settings: Settings) -> None:
    """`incidents_derived`, `outreach_derived`, …: as many rows as the raw tables. They speak of the whole centre."""
    period = window.period
    bounds = f"TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end"
    for table in DIARIES:
        own = {column.name for column in TABLES[table].columns}
        keys = "".join(f", CAST(NULL AS VARCHAR) AS {name}" for name in KEYS if name not in own)
        con.execute(
            f"CREATE TABLE {table}_derived AS SELECT r.*, {quoted(settings.centre.code)} AS commune, 'centre' AS scope{keys}, {bounds} FROM raw_{table} r"
        )
