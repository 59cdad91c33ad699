"""Checks of the records as read: what is possible but odd is kept as it is and listed for somebody to look at."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import whole
from hcc_helpers.rules import Rule
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.joins import each, places

# (earlier, later): compared by day, because some systems write a date without a time.
_ORDERS = (
    ("submitted_at", "accepted_at"),
    ("accepted_at", "due_at"),
    ("accepted_at", "ended_at"),
    ("accepted_at", "withdrawn_at"),
    ("accepted_at", "returned_at"),
    ("accepted_at", "stopped_at"),
    ("ended_at", "handed_over_at"),
)
_ORDERS_ELSEWHERE = {
    "pauses": (("from_at", "to_at"),),
    "supplements": (("requested_at", "received_at"),),
    "steps": (("from_at", "passed_on_at"),),
    "petitions": (("received_at", "answered_at"),),
    "incidents": (("began_at", "ended_at"),),
    "reminders": (("sent_on", "outcome_on"),),
    "difficulties": (("raised_on", "settled_on"),),
}
# What has happened cannot lie after the extraction; due dates can.
_PAST = {
    "cases": (
        "submitted_at",
        "accepted_at",
        "ended_at",
        "handed_over_at",
        "withdrawn_at",
        "returned_at",
        "stopped_at",
        "refused_at",
    ),
    "payments": ("paid_at",),
    "surveys": ("answered_at",),
    "petitions": ("received_at", "answered_at"),
    "result_documents": ("issued_at",),
    "incidents": ("began_at", "ended_at"),
    "probes": ("measured_at",),
    "outreach": ("done_on",),
    "new_texts": ("disseminated_on",),
    "guidance": ("guided_on",),
    "reminders": ("sent_on", "outcome_on"),
    "difficulties": ("raised_on", "settled_on"),
    "staff_days": ("worked_on",),
    "hamlet_groups": ("set_up_on",),
}
_ENDS = ("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at")
_CLOSED = ("finished", "handed_over")
_OPEN = ("accepted", "processing")
_TOTALS = (
    ("received_all", ("new_online", "new_in_person_or_post", "carried_over")),
    ("resolved_all", ("resolved_early", "resolved_on_due_day", "resolved_late")),
    ("open_all", ("open_in_time", "open_late")),
    ("received_all", ("resolved_all", "open_all")),
)


def check(name: str, rows: pa.Table, code_patterns: list[Rule]) -> list[Finding]:
    """All checks of one table. `code_patterns`: the versions of the pattern of case codes, by the day of acceptance."""
    if not rows.num_rows:
        return []
    findings = _orders(name, rows) + _futures(name, rows) + _keys(name, rows)
    if name == "cases":
        findings += _statuses(rows) + [finding for version in code_patterns for finding in _codes(rows, version)]
    if name == "payments":
        findings += _amounts(rows)
    if name == "totals":
        findings += _sums(rows)
    return findings


def _orders(name: str, rows: pa.Table) -> list[Finding]:
    findings = []
    for earlier, later in _ORDERS if name == "cases" else _ORDERS_ELSEWHERE.get(name, ()):
        first, second = (pc.floor_temporal(rows[column], unit="day") for column in (earlier, later))
        labels = [TABLES[name].column(column).label for column in (later, earlier)]
        findings += _each(rows, pc.less(second, first), "L1-thu-tu-ngay", f"{labels[0]} trước {labels[1]}.")
    return findings + (_handed_over_too_early(rows) if name == "cases" else [])


def _handed_over_too_early(rows: pa.Table) -> list[Finding]:
    """A result handed over before the case was accepted, where no day of completion stands between them."""
    began, over = (pc.floor_temporal(rows[column], unit="day") for column in ("accepted_at", "handed_over_at"))
    over_label, began_label = (TABLES["cases"].column(column).label for column in ("handed_over_at", "accepted_at"))
    is_early = pc.and_(pc.is_null(rows["ended_at"]), pc.less(over, began))
    return _each(rows, is_early, "L1-thu-tu-ngay", f"{over_label} trước {began_label}.")


def _futures(name: str, rows: pa.Table) -> list[Finding]:
    findings = []
    for column in _PAST.get(name, ()):
        # A file dated by its day alone covers that whole day.
        last = pc.add(pc.floor_temporal(rows["extracted_at"], unit="day"), pa.scalar(86_400_000_000, pa.duration("us")))
        is_dated = pc.equal(pc.floor_temporal(rows["extracted_at"], unit="day"), rows["extracted_at"])
        limit = pc.if_else(is_dated, last, rows["extracted_at"])
        label = TABLES[name].column(column).label
        findings += _each(rows, pc.greater(rows[column], limit), "L1-ngay-tuong-lai", f"{label} sau thời điểm trích xuất.")
    return findings


def _keys(name: str, rows: pa.Table) -> list[Finding]:
    """Rows without a part of their key, and money of no case; a survey or a petition may stand without one."""
    findings = []
    for column in TABLES[name].columns:
        needs = column.name in TABLES[name].key and (column.required or column.name == "case_id")
        if name == "cases" or column.type == "instant" or not (needs or (name, column.name) == ("payments", "case_id")):
            continue
        is_blank = pc.and_(rows[column.name].is_null(), pc.invert(pc.match_substring(rows["unreadable"], f",{column.name},")))
        findings += _each(rows, is_blank, "L1-thieu-khoa", f"Dòng không có “{column.label}”.")
    return findings


def _statuses(rows: pa.Table) -> list[Finding]:
    ends = [rows[column].is_valid() for column in _ENDS]
    unread = pc.match_substring_regex(rows["unreadable"], "|".join(f",{column}," for column in _ENDS))
    has_end = ends[0]
    for other in ends[1:]:
        has_end = pc.or_(has_end, other)
    closed = pc.and_(pc.is_in(rows["status"], pa.array(_CLOSED)), pc.invert(pc.or_(has_end, unread)))
    still = pc.and_(pc.is_in(rows["status"], pa.array(_OPEN)), rows["ended_at"].is_valid())
    return [
        *_each(rows, closed, "L1-trang-thai-va-ngay", "Trạng thái đã kết thúc nhưng không có ngày kết thúc."),
        *_each(rows, still, "L1-trang-thai-va-ngay", "Trạng thái đang xử lý nhưng có ngày kết thúc."),
    ]


def _codes(rows: pa.Table, version: Rule) -> list[Finding]:
    """The code of a case accepted under this pattern carries the day on which it was made: of submission or of acceptance."""
    ymd = pc.struct_field(pc.extract_regex(rows["case_id"].combine_chunks(), version.value), "ymd")
    differs = [
        pc.fill_null(pc.not_equal(ymd, pc.strftime(rows[column].combine_chunks(), format="%y%m%d")), True)
        for column in ("submitted_at", "accepted_at")
    ]
    wrong = pc.and_(pc.and_(*differs), pc.and_(ymd.is_valid(), rows["accepted_at"].combine_chunks().is_valid()))
    accepted_on = pc.cast(rows["accepted_at"].combine_chunks(), pa.date32())
    under = pc.greater_equal(accepted_on, pa.scalar(version.since))
    if version.until is not None:
        under = pc.and_(under, pc.less_equal(accepted_on, pa.scalar(version.until)))
    return _each(rows, pc.and_(wrong, under), "L1-ma-va-ngay", "Ngày trong mã hồ sơ không phải ngày nộp hay ngày tiếp nhận.")


def _amounts(rows: pa.Table) -> list[Finding]:
    is_refund = pc.fill_null(pc.equal(rows["state"], "refunded"), False)
    wrong = pc.or_(
        pc.and_(is_refund, pc.greater_equal(rows["amount_vnd"], 0)), pc.and_(pc.invert(is_refund), pc.less(rows["amount_vnd"], 0))
    )
    # A refund goes out: nothing was charged for it.
    over = pc.and_(pc.invert(is_refund), pc.greater(rows["amount_vnd"], rows["charged_vnd"]))
    return [
        *_each(rows, wrong, "L1-so-tien", "Dấu của số tiền không hợp với trạng thái."),
        *_each(rows, over, "L1-so-tien", "Số tiền đã thu lớn hơn số tiền phải thu."),
    ]


def _sums(rows: pa.Table) -> list[Finding]:
    findings = []
    table = TABLES["totals"]
    for row, place in zip(rows.to_pylist(), places(rows), strict=True):
        for total, parts in _TOTALS:
            values = [row[name] for name in (total, *parts)]
            if None not in values and values[0] != sum(values[1:]):
                shown = " + ".join(f"“{table.column(name).label}”" for name in parts)
                message = f"“{table.column(total).label}” {whole(values[0])} khác {shown} = {whole(sum(values[1:]))}."
                findings.append(found("L3-tong-bieu", message, **place))
    return findings


def _each(rows: pa.Table, mask, rule: str, message: str) -> list[Finding]:
    return each(rows, pc.fill_null(mask, False), rule, message)
