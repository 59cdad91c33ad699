"""What goes with the cases: papers, results, steps, money, survey answers, petitions. Invented, with the seed's totals in December."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np

from hcc_helpers.periods import Period
from hcc_helpers.sample import plan
from hcc_helpers.sample.register import Case
from hcc_helpers.workdays import Calendar

MINUTE = timedelta(minutes=1)
LATE_CAUSE_STREAM = 2026_05
_DIGITISED = (1, 1, 1, 2, 3)  # how required papers come, as often as it stands here


@dataclass
class Payment:
    """One movement of money; a refund is a row of its own, negative."""

    id: str
    case_id: str
    paid_at: datetime
    kind: str
    amount: int
    method: str
    copies: int = 0


def papers(rng: np.random.Generator, cases: list[Case]) -> dict[str, list[tuple[str, bool, int]]]:
    """case → (code, is required, digitised 0–3). All required papers are digitised; a few cases need no paper."""
    out = {}
    for c in cases:
        if rng.random() < 0.015:
            continue
        count = 1 + int(rng.integers(0, 3))
        rows = [(f"{c.procedure.code}.G{n + 1}", True, _DIGITISED[rng.integers(len(_DIGITISED))]) for n in range(count)]
        if rng.random() < 0.2:
            rows.append((f"{c.procedure.code}.G9", False, int(rng.integers(2))))
        out[c.case_id] = rows
    return out


def payments(rng: np.random.Generator, period: Period, cases: list[Case], scope: str, number: int) -> list[Payment]:
    """The collections of the cases accepted in the period. December of the commune adds up to the report's totals."""
    rows: list[Payment] = []
    for c in cases:
        method = "platform" if c.channel == "online" else "cash"
        at = c.accepted_at + MINUTE * int(rng.integers(1, 6))
        if scope == "land":
            rows.append(Payment(f"DD{number}-{len(rows):05d}", c.case_id, at, "phi", 28_000, method))
            if rng.random() < 0.4:
                rows.append(Payment(f"DD{number}-{len(rows):05d}", c.case_id, at, "le_phi", 25_000, method))
        elif c.procedure.fee:
            kind = "le_phi" if c.procedure.field == "Nuôi con nuôi" else "phi"
            copies = 1 + int(rng.poisson(0.3)) if c.procedure.code == plan.PER_COPY else 0
            amount = c.procedure.fee * max(copies, 1)
            if c.procedure.code == plan.PER_PAGE:
                amount = 2_000 + 1_000 * int(rng.integers(0, 30))
            rows.append(Payment(f"XA{number}-{len(rows):05d}", c.case_id, at, kind, amount, method, copies))
    if scope == "commune" and period.text == "2025-12":
        rows += _refunds(rows, period, number)
        _fit(
            rng,
            rows,
            "platform",
            plan.FEES_ONLINE,
            {c.case_id for c in cases if c.procedure.code == plan.PER_COPY},
            {c.case_id for c in cases if c.procedure.code == plan.PER_PAGE},
        )
        _fit(rng, rows, "cash", plan.FEES_CASH, set(), {c.case_id for c in cases if c.procedure.code == plan.PER_PAGE})
    return rows


def _refunds(rows: list[Payment], period: Period, number: int) -> list[Payment]:
    """Two collections of the month paid back ten days later, as rows of their own."""
    chosen = [p for p in rows if p.method == "platform" and p.amount in (50_000, 8_000)]
    back = [next(p for p in chosen if p.amount == 50_000), next(p for p in chosen if p.amount == 8_000)]
    last = period.end - timedelta(hours=8)
    return [
        Payment(f"HP{number}-{n:05d}", p.case_id, min(p.paid_at + timedelta(days=10), last), p.kind, -p.amount, p.method)
        for n, p in enumerate(back)
    ]


def _fit(rng, rows: list[Payment], method: str, target: int, by_copy: set[str], by_page: set[str]) -> None:
    """Bring the sum to the target by the number of copies (8.000 đồng each), the rest by pages (1.000 đồng each)."""
    mine = [p for p in rows if p.method == method and p.amount > 0]
    copies, pages = [p for p in mine if p.case_id in by_copy], [p for p in mine if p.case_id in by_page]
    gap = target - sum(p.amount for p in rows if p.method == method)
    while copies and abs(gap) >= 8_000:
        p = copies[rng.integers(len(copies))]
        step = 8_000 if gap > 0 else -8_000
        if p.amount + step >= 8_000:
            p.amount += step
            gap -= step
    while gap:
        p = pages[rng.integers(len(pages))]
        step = 1_000 if gap > 0 else -1_000
        if p.amount + step >= 2_000:
            p.amount += step
            gap -= step


@dataclass
class Document:
    case_id: str
    issued_at: datetime
    is_document: bool
    is_signed: bool
    is_stored: bool


def documents(rng: np.random.Generator, period: Period, cases: list[Case], scope: str) -> list[Document]:
    """One result a resolved case of the period. December of the commune: 1.600 papers, all signed, 1.520 stored."""
    done = sorted(
        (c for c in cases if c.closed_as == "finished" and c.closed_at and period.start <= c.closed_at < period.end),
        key=lambda c: c.case_id,
    )
    exact = scope == "commune" and period.text == "2025-12"
    papers_wanted = plan.DOCUMENTS if exact else round(len(done) * 0.975)
    stored_wanted = plan.STORED if exact else round(papers_wanted * (0.93 + 0.02 * rng.random()))
    unsigned = 0 if exact else int(rng.integers(0, 6))
    order = rng.permutation(len(done))
    rank = {int(place): n for n, place in enumerate(order)}
    rows = []
    for place, c in enumerate(done):
        n = rank[place]
        is_document = n < papers_wanted
        rows.append(
            Document(
                c.case_id,
                c.end - MINUTE * 3,
                is_document,
                is_document and n >= unsigned,
                is_document and papers_wanted - n <= stored_wanted,
            )
        )
    return rows


def surveys(rng: np.random.Generator, period: Period, cases: list[Case]) -> list[tuple[str, str, datetime, str]]:
    """(answer, case or "", answered at, level in words). One case answers twice: the last answer counts."""
    valid, satisfied, blank, none = plan.SURVEYS[period.text]
    words = ["Rất hài lòng" if rng.random() < 0.55 else "Hài lòng" for _ in range(satisfied)]
    words += [str(rng.choice(["Bình thường", "Không hài lòng"], p=[0.7, 0.3])) for _ in range(valid - satisfied)]
    words += [""] * blank + ["Không ý kiến"] * none
    done = sorted((c for c in cases if c.closed_at and period.start <= c.closed_at < period.end), key=lambda c: c.end)
    picked = sorted(rng.choice(len(done), size=len(words), replace=False))
    order = rng.permutation(len(words))
    rows = []
    for n, place in enumerate(picked):
        c = done[place]
        at = min(c.closed_at + MINUTE * int(rng.integers(5, 200)), period.end - MINUTE)
        case_id = c.case_id if n % 9 else ""  # a kiosk answer names no case
        rows.append((f"KS{period.text.replace('-', '')}-{n + 1:04d}", case_id, at, words[order[n]]))
    twice = next(r for r in rows if r[1] and r[3] in {"Hài lòng", "Rất hài lòng"} and r[2] - timedelta(hours=30) > period.start)
    rows.append(
        (f"KS{period.text.replace('-', '')}-{len(rows) + 1:04d}", twice[1], twice[2] - timedelta(hours=20), "Bình thường")
    )
    return rows


def steps(
    rng: np.random.Generator, calendar: Calendar, cases: list[Case], unit_of, at: datetime
) -> list[tuple[str, int, str, datetime, datetime, datetime | None]]:
    """(case, step, unit, from, due, passed on): reception, handling, return; as seen at the extraction."""
    rows: list[tuple[str, int, str, datetime, datetime, datetime | None]] = []
    for c in cases:
        first = c.accepted_at + MINUTE * int(rng.integers(4, 40))
        due1 = c.accepted_at + timedelta(hours=4)
        ready = c.closed_at - MINUTE * 20 if c.closed_at else None
        due2 = min(c.due_at, c.original_due_at)
        rows.append((c.case_id, 1, "Trung tâm Phục vụ hành chính công xã", c.accepted_at, due1, first if first <= at else None))
        if first <= at:
            rows.append((c.case_id, 2, unit_of(c), first, due2, ready if ready and first < ready <= at else None))
    return rows


def late_causes(cases: list[Case], at: datetime) -> list[tuple[str, str]]:
    """(case, cause) of the cases that are late as seen at the extraction; for some of them nobody wrote down why.

    A stream of its own for each case, made of its code: the same cause in every month that shows the case, and no other
    invented value depends on it.
    """
    rows = []
    for c in sorted(cases, key=lambda one: one.case_id):
        due = c.apology[1] if c.apology else c.due_at
        ended = c.closed_at if c.closed_at and c.closed_at <= at else None
        is_paused = any(begins <= at < ends for _, begins, ends in c.pauses)
        if (ended and c.closed_as != "finished") or (ended or at).date() <= due.date() or (is_paused and not ended):
            continue
        rng = np.random.default_rng([LATE_CAUSE_STREAM, zlib.crc32(c.case_id.encode())])
        if rng.random() < plan.LATE_CAUSE_UNWRITTEN:
            continue
        weights = np.array(list(plan.LATE_CAUSES.values()))
        rows.append((c.case_id, str(rng.choice(list(plan.LATE_CAUSES), p=weights / weights.sum()))))
    return rows


def petitions(period: Period, calendar: Calendar) -> list[tuple[str, str, datetime, datetime, datetime | None, str]]:
    """(petition, kind, received, due, answered, about) of the months that have some; December has none."""
    rows = []
    for n, (kind, about, days) in enumerate(plan.PETITIONS.get(period.text, ())):
        received = datetime.combine(calendar.add(period.first_day, 3 + 4 * n), time(9, 15))
        due = datetime.combine(calendar.add(received.date(), 15), time(17, 0))
        answered = datetime.combine(calendar.add(received.date(), days), time(15, 0)) if days else None
        rows.append((f"PA{period.text.replace('-', '')}-{n + 1:02d}", kind, received, due, answered, about))
    return rows
