"""Drawn tables: small tables written by hand in a test, with the expected answer beside, run through the real floors.

`drawn_window` writes them as the Parquet files of a snapshot and gives the `Window` that facts/ works on; columns that
are not shown take those of a plain case (accepted on the first day of the period at 08:00, commune, online, with one due
date ten days later, judged by day).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from hcc_helpers.facts.derive import build
from hcc_helpers.facts.flagged import flag_tables
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.indicators.example import Example, read_example
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import project_root
from hcc_helpers.rules import Rules, load_centre, load_rules
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES
from hcc_helpers.workdays import load_calendar

ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "instant": pa.timestamp("us"),
    "count": pa.int64(),
    "vnd": pa.int64(),
    "yes_no": pa.bool_(),
}
EVERYTHING = tuple(TABLES)


@dataclass
class DrawnSnapshot:
    """What facts/ needs of a snapshot."""

    period: str
    extracted_at: datetime
    tables: dict[str, Path]
    covers: dict[str, tuple[date, date] | None] = field(default_factory=dict)
    hash: str = "drawn"
    version: int = 1
    meta: dict = field(default_factory=dict)


def read_drawing(text: str) -> list[tuple[dict, str]]:
    """ "case_id | due_on -> counted" and rows below it → [(row, answer)]. An empty cell or – is missing."""
    drawings = read_example(text, of="cases").drawings
    assert len(drawings) == 1, "one table only; several tables: read_example"
    return list(drawings[0].rows)


def drawn_example(folder: Path, text: str, of: str, period: str) -> tuple[Example, Window, Settings]:
    """An example of one or more tables as a window, with the settings of its [centre] and [rules] tables."""
    example = read_example(text, of)
    period = example.period or period
    settings, tables = drawn_settings(example.period or "2025-12"), {}
    for drawing in example.drawings:
        rows = [row for row, _ in drawing.rows]
        if drawing.table == "rules":
            settings = settings_with(settings, rules=rows[0])
        elif drawing.table == "centre":
            lists = {name: [row[name] for row in rows] for name in drawing.heads}
            settings = Settings(**{**settings.__dict__, "centre": settings.centre.model_copy(update=lists)})
        elif drawing.table != "period":
            tables[drawing.table] = rows
    return example, drawn_window(folder, period, tables), settings


def settings_with(settings: Settings, rules: dict[str, object]) -> Settings:
    """The same settings with other values of some rules."""
    changed = {id: settings.rules.rule(id).model_copy(update={"value": value}) for id, value in rules.items()}
    return Settings(**{**settings.__dict__, "rules": Rules(settings.rules.on, settings.rules.in_force | changed)})


def plain_case(period: Period) -> dict:
    start = period.start
    return {
        "scope": "commune",
        "channel": "online",
        "status": "processing",
        "accepted_at": start + timedelta(hours=8),
        "submitted_at": start + timedelta(hours=7),
        "due_at": start + timedelta(days=10, hours=17),
        "field": "Hộ tịch",
        "handling_unit": "Phòng Văn hóa – Xã hội",
        "procedure_code": "1.001193",
        "level": "full",
        "is_fee_due": False,
        "late_rule": "day",
    }


def plain_row(table: str, period: Period, number: int) -> dict:
    """A plain row of another table: in the middle of the period, of the case H1."""
    middle = period.start + timedelta(days=5, hours=9)
    rows = {
        "pauses": {"case_id": "H1", "reason": "supplement", "from_at": middle},
        "supplements": {"case_id": "H1", "requested_at": middle},
        "appointments": {"case_id": "H1", "kind": "apology", "made_at": middle},
        "late_causes": {"case_id": "H1", "cause": "deciding"},
        "components": {"case_id": "H1", "component_code": f"G{number}", "is_required": True, "digitised": "digitised"},
        "result_documents": {"case_id": "H1", "issued_at": middle, "is_document": True, "is_signed": True, "is_stored": True},
        "steps": {"case_id": "H1", "step_no": number, "from_at": middle, "due_at": middle, "passed_on_at": middle},
        "payments": {
            "payment_id": f"P{number}",
            "case_id": "H1",
            "paid_at": middle,
            "kind": "le_phi",
            "amount_vnd": 8000,
            "method": "platform",
            "state": "paid",
        },
        "surveys": {"answer_id": f"A{number}", "answered_at": middle, "level": "satisfied"},
        "petitions": {"petition_id": f"D{number}", "kind": "feedback", "received_at": middle, "about": "time"},
        "incidents": {
            "system": "Cổng Dịch vụ công quốc gia",
            "kind": "down",
            "began_at": middle,
            "ended_at": middle + timedelta(minutes=30),
        },
        "probes": {"measured_at": middle, "system": "Cổng Dịch vụ công quốc gia", "seconds": 3, "is_ok": True},
        "outreach": {"outreach_no": f"{number}", "done_on": middle, "kind": "leaflet", "medium": "centre", "copies": 100},
        "new_texts": {
            "text_number": f"{number}/2025/NĐ-CP",
            "issuer": "Chính phủ",
            "in_force_from": middle,
            "disseminated_on": middle,
        },
        "guidance": {"guidance_no": f"{number}", "guided_on": middle, "kind": "filing", "people": 1},
        "in_person_reasons": {"case_id": f"H{number}", "reason": "no_vneid", "visits": 1},
        "reminders": {"reminder_no": f"{number}", "sent_on": middle, "unit": "Phòng Kinh tế"},
        "difficulties": {
            "difficulty_no": f"{number}",
            "raised_on": middle,
            "unit": "Phòng Kinh tế",
            "field": "Hộ tịch",
            "authority": "commune",
        },
        "linked_systems": {"system": f"Hệ thống {number}", "link_state": "not_linked", "is_double_entry": True},
        "staff_days": {"worked_on": middle + timedelta(days=number), "on_duty": 10, "on_time": 10, "on_leave": 0},
        "hamlet_groups": {"hamlet": f"Xóm {number}", "set_up_on": middle, "members": 5},
    }
    return rows[table]


def typed(table: str, row: dict) -> dict:
    """Text cells of a drawing → typed values; a day alone means 09:00 of it (00:00 with an explicit time)."""
    kinds = {column.name: column.type for column in TABLES[table].columns} | SYSTEM_COLUMNS | CASE_SYSTEM_COLUMNS
    out = {}
    for name, value in row.items():
        kind = kinds[name]
        if not isinstance(value, str):
            out[name] = value
        elif value in {"", "–", "-"}:
            out[name] = None
        elif kind == "instant":
            out[name] = datetime.fromisoformat(value if len(value) > 10 else value + " 09:00")
        elif kind in {"count", "vnd"}:
            out[name] = int(value)
        elif kind == "yes_no":
            out[name] = value in {"1", "có", "yes"}
        else:
            out[name] = value
    return out


def write_table(folder: Path, table: str, rows: list[dict], extracted_at: datetime) -> Path:
    columns = {c.name: ARROW[c.type] for c in TABLES[table].columns} | {n: ARROW[k] for n, k in SYSTEM_COLUMNS.items()}
    columns |= {n: ARROW[k] for n, k in CASE_SYSTEM_COLUMNS.items()} if table == "cases" else {}
    full = [
        {"source_file": "drawn", "source_row": number, "extracted_at": extracted_at, "unreadable": ""} | row
        for number, row in enumerate(rows, start=2)
    ]
    data = {name: pa.array([row.get(name) for row in full], type=kind) for name, kind in columns.items()}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table}.parquet"
    pq.write_table(pa.table(data), path)
    return path


def drawn_snapshot(
    folder: Path, month: str, tables: dict[str, list[dict]], extracted_at: datetime | None = None, covers=None
) -> DrawnSnapshot:
    """Write `tables` (rows already complete, text or typed) as the snapshot of `month`."""
    period = parse_period(month)
    at = extracted_at or period.end + timedelta(hours=31)
    first_last = (period.first_day, period.last_day)
    paths = {name: write_table(folder / month, name, [typed(name, row) for row in rows], at) for name, rows in tables.items()}
    stated = {name: first_last for name in tables if name != "cases"} if covers is None else covers
    return DrawnSnapshot(month, at, paths, stated)


def drawn_settings(month: str = "2025-12", **overrides) -> Settings:
    """The project's own rules and calendar, with the neutral centre."""
    root = project_root() / "data"
    rules = load_rules(root, on=parse_period(month).last_day)
    centre = load_centre(root)
    settings = Settings(rules, load_calendar(root / "reference" / "working_days.csv"), centre)
    return Settings(**{**settings.__dict__, **overrides})


def flagged(window: Window, settings: Settings | None = None):
    """(connection with flagged tables, table → coverage) of a window."""
    con = duckdb.connect(":memory:")
    build(con, window, settings or drawn_settings(window.period.text if window.period.kind == "month" else "2025-12"))
    return con, flag_tables(con, window)


def drawn_window(
    folder: Path, period: str, tables: dict[str, list[dict]], extracted_at: datetime | None = None, covers=None
) -> Window:
    """A window fed by one snapshot. Case rows are completed by the plain case, other rows by a plain row."""
    window = parse_period(period)
    month = window.months()[-1]
    complete = {
        "cases": [plain_case(window) | {"case_id": f"H{n}"} | row for n, row in enumerate(tables.get("cases", [{}]), start=1)]
    }
    for name, rows in tables.items():
        if name != "cases":
            complete[name] = [plain_row(name, window, n) | row for n, row in enumerate(rows, start=1)]
    snapshot = drawn_snapshot(folder, month, complete, extracted_at or window.end + timedelta(hours=31), covers)
    return Window(window, (snapshot,), (snapshot,))
