"""Invented extracts for hypothesis: every column varied, missing and unreadable, with dates where mistakes live.

Two rows a scope (the anchors) lie after the period with every column filled: they count nowhere, but they make every
column "given", so that the oracle need not know which export left which column out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import strategies as st

from hcc_helpers.periods import Period, parse_period
from hcc_helpers.sources.columns import TABLES

# fmt: off

PERIODS = ("2025-12", "2026-01", "2026-03", "2025-11@calendar", "2026-08", "2026-08", "2026-09")
SCOPES = ("commune", "land", "other", None, "forwarded")
CASES = tuple(f"H{n}" for n in range(1, 9))
HOURS = (time(0), time(7), time(9, 30, 20), time(11, 30), time(14, 59, 59), time(15), time(17), time(23, 59, 59, 999999))
COUNTERS = ("Quầy A",)
ON_SPOT = ("2.000815",)
HAMLETS = ("Xóm 1", "Xóm 2")
SYSTEMS = ("Cổng Dịch vụ công quốc gia", "Hệ thống một cửa")
LATER = 25  # days after the end of the period on which the anchors lie


def instants(period: Period, first: int = -35, last: int = 12):
    """Instants around the period: its edges to the microsecond, midnights, hours that rules name, days off."""
    edges = [edge + timedelta(microseconds=n) for edge in (period.start, period.end) for n in (-1, 0, 1)]
    length = (period.end - period.start).days
    days = st.one_of(st.integers(0, length), st.integers(first, length + last))
    plain = st.builds(
        lambda day, hour: datetime.combine(period.start.date() + timedelta(days=day), hour), days, st.sampled_from(HOURS)
    )
    return st.one_of(plain, plain, plain, st.sampled_from(edges))


def maybe(strategy, often: float = 0.5):
    """`strategy` in so many of ten draws, else missing. (`one_of` would flatten: missing would be one choice among many.)"""
    return st.integers(0, 9).flatmap(lambda dice: strategy if dice < often * 10 else st.none())


def code(*codes: str):
    return st.sampled_from([*codes, *codes, *codes, "unreadable", None])


def row(**columns):
    """A row; a few of its empty cells could not be read."""
    return st.builds(_with_unreadable, st.fixed_dictionaries(columns), st.integers(0, 19))


def _with_unreadable(cells: dict, dice: int) -> dict:
    empty = [name for name in UNREADABLE if name in cells and cells[name] is None]
    if not empty:
        return cells | {"unreadable": ""}
    chosen = empty[0] if dice < 2 else empty[dice % len(empty)] if dice < 5 else ""
    return cells | {"unreadable": f",{chosen}," if chosen else ""}


# Columns whose unreadable cell leaves null, and that some definition speaks of.
UNREADABLE = (
    "due_at",
    "amount_vnd",
    "paid_at",
    "to_at",
    "answered_at",
    "received_at",
    "ended_at",
    "handed_over_at",
    "withdrawn_at",
    "returned_at",
    "stopped_at",
    "settled_on",
)


# Which closing dates a case has, and which status: most have one story, a few have all sorts of dates at once.
STORIES = {
    "open": ((), ("accepted", "processing", "processing", None, "unreadable")),
    "undated": (
        (),
        ("supplement", "financial", "withdrawn", "stopped", "returned", "finished", "handed_over", "supplement", "financial"),
    ),
    "finished": (("ended_at",), ("finished", "handed_over", "processing", "finished")),
    "handed_over": (("handed_over_at",), ("handed_over", "finished", "processing")),
    "finished_and_handed_over": (("ended_at", "handed_over_at"), ("handed_over",)),
    "given_back": (("withdrawn_at",), ("withdrawn", "finished")),
    "ended_otherwise": (("ended_at",), ("withdrawn", "stopped", "returned", "supplement")),
    "all_sorts": (
        ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at"),
        ("finished", "withdrawn", "returned", "stopped", None),
    ),
    "before_the_balance": ((), ("registered", "refused", "registered", "refused")),
}
PLENTY = [*STORIES, "open", "open", "undated", "finished", "finished", "finished"]


@st.composite
def one_case(draw, period: Period, when):
    dates, statuses = STORIES[story := draw(st.sampled_from(PLENTY))]
    cells = draw(
        row(
            procedure_code=st.sampled_from(["1.001193", "2.000815", None]), procedure_name=st.just("Đăng ký khai sinh"),
            field=st.sampled_from(["Hộ tịch", "Đất đai", None]), level=code("full", "full", "partial"), is_fee_due=st.sampled_from([True, False, None]),
            handling_unit=st.sampled_from(["Phòng Kinh tế", "Phòng Văn hóa – Xã hội", None]),
            scope=st.sampled_from(["commune", "commune", "commune", "land", "other", "unknown", "unreadable", None]),
            filing_account=maybe(code("own", "guardian", "centre", "other"), 0.4), is_own_account=st.sampled_from([True, False, None]), age_band=code("under_18", "36_59"),
            channel=code("online", "online", "in_person", "post", "kiosk", "other"),
            receiving_unit=st.sampled_from(["Quầy A", "quầy  a", "Quầy A", "Quầy B", None]), deciding_unit=st.sampled_from(["UBND xã A", "Sở B", "Sở B", None]),
            agency_received_at=maybe(when, 0.7), status=st.sampled_from(statuses),
            result_kind=maybe(st.sampled_from(["granted", "returned", "withdrawn", "returned_or_withdrawn"]), 0.2),
            submitted_at=maybe(when, 0.7), accepted_at=instants(period, last=2), due_at=maybe(when, 0.6), original_due_at=maybe(when, 0.6), late_flag=st.sampled_from([None, None, True, False]),
            root_case_id=maybe(st.sampled_from(CASES), 0.2), late_rule=st.sampled_from(["day", "timestamp", None]),
            **{name: maybe(when, 0.5 if story == "all_sorts" else 0.95) if name in dates else st.none() for name in CLOSING},
        )
    )
    dice = draw(st.integers(0, 5))
    if story == "before_the_balance":
        cells["refused_at"] = draw(maybe(when, 0.6)) if cells["status"] == "refused" else None
        cells["accepted_at"] = cells["accepted_at"] if dice == 0 else None
    if dice == 1 and cells["ended_at"] and cells["withdrawn_at"]:
        cells["withdrawn_at"] = cells["ended_at"]
    if dice == 2 and cells["ended_at"] and cells["due_at"]:
        cells["due_at"] = cells["ended_at"]
    return cells


CLOSING = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")


def cases(period: Period, most: int = len(CASES)):
    rows = st.lists(one_case(period, instants(period)), min_size=1, max_size=most)
    return rows.map(lambda rows: [cells | {"case_id": id} for id, cells in zip(CASES, rows, strict=False)])


def children(period: Period) -> dict:
    """Rows of the other tables, of known cases, of none and of an unknown one."""
    when, of = instants(period), st.sampled_from([*CASES[:4], *CASES[:4], *CASES])
    loose = st.sampled_from([*CASES[:4], *CASES, "X1", None])
    yes_no = st.sampled_from([True, True, False, None])
    return {
        "pauses": row(case_id=of, reason=st.sampled_from(["supplement", "tax_fixing", "tax_paying", "appraisal", "public_notice", "other"]), from_at=when, to_at=maybe(when)),
        "supplements": row(case_id=of, requested_at=when, received_at=maybe(when)),
        "appointments": row(case_id=of, kind=st.sampled_from(["apology", "apology", "original", "supplement"]), made_at=when, due_at_before=maybe(when, 0.7), due_at_after=maybe(when, 0.7)),
        "components": row(case_id=of, component_code=st.sampled_from("ABCDE"), is_required=yes_no, digitised=code("none", "digitised", "reused", "reused_result"), is_in_database=yes_no),
        "result_documents": row(case_id=loose, issued_at=when, is_document=yes_no, is_signed=yes_no, is_stored=yes_no, is_paper_given=yes_no),
        "steps": row(case_id=of, step_no=st.integers(1, 9), due_at=maybe(when, 0.8), passed_on_at=maybe(when, 0.8)),
        "payments": row(case_id=loose, paid_at=maybe(when, 0.9), kind=code("phi", "le_phi"), amount_vnd=maybe(st.integers(-50000, 90000), 0.9),
                        method=code("platform", "cash", "transfer"), state=st.sampled_from(["paid", "paid", "paid", "refunded", "waiting", "unpaid", "cancelled", "unreadable", None])),
        "surveys": row(case_id=maybe(of, 0.7), answered_at=when, level=code("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied", "no_opinion")),
        "petitions": row(kind=st.sampled_from(["feedback", "proposal", "complaint", "denunciation"]), received_at=instants(period, last=0), due_at=maybe(when),
                         answered_at=maybe(when), about=code("attitude", "time", "fee")),
        **office_registers(period),
    }


def office_registers(period: Period) -> dict:
    """Rows of the registers that the office keeps itself; their numbers may be missing or twice the same."""
    when, number = instants(period), st.sampled_from(["1", "2", "3", "4", None])
    few, unit = st.integers(0, 4), st.sampled_from(["Phòng Kinh tế", "Phòng Văn hóa – Xã hội", None])
    return {
        "incidents": row(system=st.sampled_from([*SYSTEMS, None]), kind=code("slow", "error", "down", "down"), began_at=maybe(when, 0.9), ended_at=maybe(when, 0.7)),
        "probes": row(measured_at=maybe(when, 0.9), system=st.sampled_from(SYSTEMS), seconds=maybe(few), is_ok=st.sampled_from([True, False, None])),
        "outreach": row(outreach_no=number, done_on=maybe(when, 0.9), kind=code("leaflet", "leaflet", "guide", "article", "video", "meeting", "other"),
                        medium=code("loudspeaker", "social", "website", "centre", "hamlet", "other"), copies=maybe(few, 0.8)),
        "new_texts": row(text_number=number, issuer=maybe(st.just("Chính phủ"), 0.8), in_force_from=maybe(when, 0.9), disseminated_on=maybe(when, 0.7)),
        "guidance": row(guidance_no=number, guided_on=maybe(when, 0.9), kind=code("account", "filing", "payment"), people=maybe(few, 0.9), case_id=maybe(st.sampled_from(CASES), 0.4)),
        "in_person_reasons": row(case_id=st.sampled_from([*CASES, "X1", None]), reason=code("no_vneid", "own_presence", "in_person_only", "system_error", "own_wish", "other"), visits=maybe(few)),
        "reminders": row(reminder_no=number, sent_on=maybe(when, 0.9), unit=unit, outcome=code("settled", "settled", "rescheduled", "no_reply"), outcome_on=maybe(when)),
        "difficulties": row(difficulty_no=number, raised_on=maybe(when, 0.9), unit=unit, authority=code("centre", "commune", "province", "ministry"), settled_on=maybe(when, 0.6)),
        "linked_systems": row(system=maybe(number, 0.9), link_state=code("linked", "partly", "not_linked"), since=maybe(when), is_double_entry=st.sampled_from([True, False, None])),
        "staff_days": row(worked_on=maybe(when, 0.9), on_duty=maybe(few, 0.9), on_time=maybe(few, 0.9), on_leave=maybe(few)),
        "hamlet_groups": row(hamlet=st.sampled_from([*HAMLETS, "Xóm 9", None]), set_up_on=maybe(when, 0.9), members=maybe(few)),
    }


DIARIES = tuple(office_registers(parse_period(PERIODS[0])))
KEYS = {"payments": "payment_id", "surveys": "answer_id", "petitions": "petition_id"}


@st.composite
def drawn_tables(draw, period: Period, most: int = 6):
    """{table: rows} of one extract."""
    tables = {"cases": draw(cases(period, most + 2))}
    for name, strategy in children(period).items():
        # The registers are many; two rows of each a world are enough beside `rich`, and leave room for the cases.
        rows = draw(st.lists(strategy, max_size=2 if name in DIARIES else most))
        tables[name] = [cells | ({KEYS[name]: f"{name}-{n}"} if name in KEYS else {}) for n, cells in enumerate(rows)]
    _link_apologies(draw, tables)
    return tables


def _link_apologies(draw, tables: dict) -> None:
    """Half of the time the system wrote the newest re-appointment over the due date."""
    for case in tables["cases"]:
        mine = [
            a for a in tables["appointments"] if a["case_id"] == case["case_id"] and a["kind"] == "apology" and a["due_at_after"]
        ]
        if mine and draw(st.booleans()):
            case["due_at"], case["unreadable"] = (
                max(mine, key=lambda a: a["made_at"])["due_at_after"],
                case["unreadable"].replace(",due_at,", ""),
            )


def side_by_side(parts: list[dict]) -> dict:
    """Several drawn extracts as one of many cases: an example costs the same however many rows it holds. Numbers of the
    office's registers stay, so that the same number comes twice."""
    tables = {name: [] for name in parts[0]}
    for part, mine in enumerate(parts):
        for name, rows in mine.items():
            ids = [id for id in ("case_id", "root_case_id", KEYS.get(name, "")) if id]
            tables[name] += [row | {id: f"{row[id]}{'abcdefgh'[part]}" for id in ids if row.get(id)} for row in rows]
    return tables


def dense_tables(period: Period, parts: int = 4):
    """{table: rows} of one extract, as many rows as `parts` drawn ones have."""
    return st.tuples(*[drawn_tables(period)] * parts).map(side_by_side)


@st.composite
def worlds(draw, parts: int = 4):
    """(period text, tables, extraction time, rules that differ from the project's)."""
    text = draw(st.sampled_from(PERIODS))
    period = parse_period(text)
    tables = draw(dense_tables(period, parts))
    after = draw(
        st.sampled_from(
            [
                timedelta(days=-2),
                timedelta(0),
                timedelta(hours=31),
                timedelta(hours=31),
                timedelta(hours=31),
                timedelta(days=9),
                timedelta(days=40),
            ]
        )
    )
    rules = draw(st.fixed_dictionaries({
        "deadline_comparison": st.sampled_from(["day", "timestamp"]), "supplement_clock": st.sampled_from(["pause", "restart"]),
        "code_8_means": st.sampled_from(["stopped", "stopped", "paused"]), "bank_transfer_counts_as": st.sampled_from(["in_person", "platform", "transfer"]),
        "apology_days_before": st.integers(0, 3),
    }))
    return text, tables, period.end + after, rules


# ------------------------------------------------------------------------------------------------ anchors


def with_anchors(tables: dict[str, list[dict]], period: Period) -> dict[str, list[dict]]:
    """The tables with one wholly filled, later row a scope, of which nothing may ever count."""
    at = period.end + timedelta(days=LATER)
    out = {name: list(rows) for name, rows in tables.items()}
    for name in tables:
        for n, scope in enumerate(SCOPES):
            out[name].append(
                _filled(name, at)
                | {"case_id": f"later-{n}"}
                | ({"scope": scope or "unknown", "root_case_id": f"later-{n}"} if name == "cases" else {})
                | ({"scope": "other", "receiving_unit": COUNTERS[0]} if name == "cases" and scope == "forwarded" else {})
                | _key(name, n)
            )
    return out


def _key(name: str, n: int) -> dict:
    return {KEYS[name]: f"later-{n}"} if name in KEYS else {}


def _filled(table: str, at: datetime) -> dict:
    by_type = {"instant": at, "count": 1, "vnd": 1000, "yes_no": True, "text": "một chữ"}
    cells = {column.name: by_type.get(column.type, "unreadable") for column in TABLES[table].columns}
    return cells | ({"status": "processing", "procedure_code": "1.001193", "late_rule": "day"} if table == "cases" else {})
