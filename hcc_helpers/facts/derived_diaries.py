"""The derived columns of the office's own registers: the period, the whole centre as scope, days and minutes worked."""

from __future__ import annotations

from hcc_helpers.facts.derived_cases import working_hours, working_seconds
from hcc_helpers.facts.rows import DIARIES, quoted
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sources.columns import TABLES

KEYS = ("field", "unit", "procedure")


def derive_diaries(con, window: Window, settings: Settings) -> None:
    """`incidents_derived`, `outreach_derived`, …: as many rows as the raw tables. They speak of the whole centre."""
    period = window.period
    bounds = f"TIMESTAMP '{period.start}' AS period_start, TIMESTAMP '{period.end}' AS period_end"
    further = _further(window, settings)
    for table in DIARIES:
        own = {column.name for column in TABLES[table].columns}
        keys = "".join(f", CAST(NULL AS VARCHAR) AS {name}" for name in KEYS if name not in own)
        columns, joins = further.get(table, ("", ""))
        con.execute(
            f"CREATE TABLE {table}_derived AS SELECT r.*, {quoted(settings.centre.code)} AS commune, 'centre' AS scope{keys}, {bounds}{columns} "
            f"FROM raw_{table} r {joins}"
        )


def _further(window: Window, settings: Settings) -> dict[str, tuple[str, str]]:
    """table → (further columns, joins)."""
    listed = ", ".join(quoted(name) for name in settings.centre.hamlets)
    return {
        "incidents": _minutes(window, settings),
        "difficulties": (
            ", du.n - df.n AS settle_wd, contains(coalesce(r.unreadable, ''), ',settled_on,') AS is_settling_unreadable",
            "LEFT JOIN days df ON df.day = CAST(r.raised_on AS DATE) LEFT JOIN days du ON du.day = CAST(r.settled_on AS DATE)",
        ),
        "new_texts": (", date_trunc('day', r.in_force_from) + INTERVAL 1 DAY AS late_from", ""),
        "hamlet_groups": (f", {f'coalesce(r.hamlet IN ({listed}), FALSE)' if listed else 'TRUE'} AS is_in_list", ""),
    }


def _minutes(window: Window, settings: Settings) -> tuple[str, str]:
    """Minutes of office hours that an incident took of the period; one that has not ended lasts to the period's end."""
    start, end = f"TIMESTAMP '{window.period.start}'", f"TIMESTAMP '{window.period.end}'"
    hours = working_hours(settings.rules.value("working_hours"))
    first, last = f"greatest(r.began_at, {start})", f"least(coalesce(r.ended_at, {end}), {end})"
    parts = ", ".join(
        f"{name}.n AS n_{name}, {name}.is_working AS w_{name}, epoch({at} - date_trunc('day', {at})) AS s_{name}"
        for name, at in (("first", first), ("last", last))
    )
    seconds = f"({working_seconds('last', hours)} - {working_seconds('first', hours)})"
    columns = (
        f", (SELECT CAST(greatest(0, round({seconds} / 60.0)) AS BIGINT) FROM (SELECT {parts})) AS office_minutes"
        ", contains(coalesce(r.unreadable, ''), ',ended_at,') AS is_end_unreadable"
    )
    return (
        columns,
        f"LEFT JOIN days first ON first.day = CAST({first} AS DATE) LEFT JOIN days last ON last.day = CAST({last} AS DATE)",
    )
