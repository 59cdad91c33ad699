"""The folders of the second sample: one list of cases a month, with the columns that the rules of 2026 ask for."""

# One row of a file a line: read beside the file it makes.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np

from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import project_root
from hcc_helpers.sample import diaries, folders, lists, plan, plan_2026, registers
from hcc_helpers.sample.lists import text as _when
from hcc_helpers.sample.register import Case, Inventor
from hcc_helpers.sample.view import Seen, seen
from hcc_helpers.vocabulary import CHANNEL, DIGITISED, FILING_ACCOUNT
from hcc_helpers.workdays import Calendar, load_calendar

PREFIX = {"commune": "H41.72", "land": "H41.72.13", "elsewhere": "H41.72.90"}
DECIDING = {"commune": "UBND xã Diễn Châu", "land": plan.LAND_UNIT}


@dataclass
class Invented:
    """All cases by scope, and what only the lists of 2026 hold."""

    cases: dict[str, list[Case]]
    office: dict[str, str] = field(default_factory=dict)  # case -> deciding authority
    reached: dict[str, datetime] = field(default_factory=dict)  # case -> when that authority got the file
    counter: dict[str, str] = field(default_factory=dict)  # case -> the other counter that received it


def generate_2026(out: Path, seed: int = 2026) -> list[Path]:
    """Write the months below `out` (data/sample-2026/raw); returns the files. The same seed gives the same rows."""
    rng = np.random.default_rng(np.random.PCG64(seed))
    calendar = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
    procedures = folders.read_procedures()
    made = Invented({scope: _history(rng, calendar, procedures, scope) for scope in plan_2026.PLANS})
    folders.link(made.cases["commune"])
    _kiosks_and_mirrors(made)
    for number, case in enumerate(made.cases["elsewhere"]):
        _pass_on(made, calendar, case, number)
    papers = registers.papers(rng, made.cases["commune"])
    written: list[Path] = []
    for number, month in enumerate(plan_2026.MONTHS):
        period = parse_period(month, folders.SINCE)
        folder = out / month
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        _month(folder, rng, calendar, period, made, papers, procedures, number, seed)
        written += sorted(folder.iterdir())
    return written


def _history(rng, calendar: Calendar, procedures, scope: str) -> list[Case]:
    inventor = Inventor(rng, calendar, PREFIX[scope], scope)
    every: dict[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
        "commune": (plan.ONLINE, plan.IN_PERSON),
        "land": (plan.LAND_MIX, {}),
        "elsewhere": (plan_2026.ELSEWHERE_MIX, {}),
    }
    mixes = every[scope]
    cases: list[Case] = []
    for one in plan_2026.PLANS[scope]:
        period = parse_period(one.month, folders.SINCE)
        cases += inventor.month(
            one,
            period,
            folders.pick(rng, procedures, mixes[0], one.online),
            folders.pick(rng, procedures, mixes[1], one.in_person),
        )
    inventor.after(period)
    return cases


def _kiosks_and_mirrors(made: Invented) -> None:
    """From the decree on: some who came in person file at the kiosk, some cases of ours come in at another counter."""
    since = [c for c in made.cases["commune"] if c.accepted_at >= plan_2026.DECREE]
    at_desk = [c for c in since if c.channel == "in_person" and c.procedure.code not in plan.IN_PERSON_ONLY]
    for c in at_desk[:: plan_2026.KIOSK_EVERY]:
        c.channel = "kiosk"
    for n, c in enumerate([c for c in since if c.channel == "online"][:: plan_2026.MIRROR_EVERY]):
        made.counter[c.case_id] = plan_2026.OTHER_COUNTERS[n % len(plan_2026.OTHER_COUNTERS)]


def _pass_on(made: Invented, calendar: Calendar, c: Case, number: int) -> None:
    """When the authority gets the file: within the hour, after 15:00 the next working morning; some a day late, some not yet."""
    is_new_rule = c.accepted_at >= plan_2026.DECREE
    offices = plan_2026.OFFICES if is_new_rule else plan_2026.PROVINCE_OFFICES
    made.office[c.case_id] = offices[number % len(offices)]
    if not is_new_rule:
        return  # nobody kept that time before
    today = c.accepted_at.date()
    if calendar.is_working(today) and c.accepted_at.hour < 15:
        reached = c.accepted_at + timedelta(minutes=20 + number % 40)
    else:
        reached = datetime.combine(calendar.add(today, 1), time(8, 5 + number % 50))
    if number % plan_2026.LATE_TO_PASS_ON == 4:
        reached = datetime.combine(calendar.add(reached.date(), 1), time(14, 10))
    if c.closed_at and c.closed_at <= reached:  # the authority cannot have finished before
        reached = c.accepted_at + (c.closed_at - c.accepted_at) / 2
    made.reached[c.case_id] = reached.replace(microsecond=0)


# ---------------------------------------------------------------------------------------------------- one month
def _month(
    folder: Path, rng, calendar: Calendar, period: Period, made: Invented, papers, procedures, number: int, seed: int
) -> None:
    at = folders.extraction(calendar, period)
    shown = {
        scope: [seen(c, at) for c in mine if c.accepted_at < at and (c.closed_at is None or c.closed_at >= period.start)]
        for scope, mine in made.cases.items()
    }
    waiting = folders.not_accepted(rng, period, procedures)
    last = [s.case.case_id for s in shown["elsewhere"] if s.ended_at is None and s.case.accepted_at >= plan_2026.DECREE][
        -plan_2026.NOT_PASSED_ON :
    ]
    _list(folder / "ho-so.csv.gz", [s for scope in ("commune", "land") for s in shown[scope]], waiting, made)
    _forwarded(folder / "ho-so-noi-khac-giai-quyet.csv", at, shown["elsewhere"], made, last)
    since = [c for c in made.cases["commune"] if period.start <= c.accepted_at < at]
    diary = diaries.Month(
        period,
        number,
        seed,
        calendar,
        at,
        [c for c in since if c.channel == "in_person"],
        [c for c in since if c.channel == "online" and c.accepted_at < period.end],
        folders.UNITS,
    )
    folders.write_registers(folder, rng, calendar, period, at, made.cases, shown, papers, number, diary, is_packet=False)
    _papers(folder, seed, period, at, shown["commune"], papers)
    _supplements(folder, period, at, shown)
    folders.write_mapping(
        folder,
        period,
        at,
        [
            {"name": "ho-so.csv.gz", "channel": "", "scope": ""},
            {"name": "ho-so-noi-khac-giai-quyet.csv", "channel": "online", "scope": "other"},
        ],
    )


def _list(path: Path, items: list[Seen], waiting: list[dict], made: Invented) -> None:
    """Cases of the commune and the land office: channel, receiving and deciding office, whose account filed."""
    items = sorted(items, key=lambda s: s.case.case_id)
    rows = folders.listed([*items, *waiting])
    for row, one in zip(rows, items, strict=False):
        row[1] = made.counter.get(one.case.case_id, row[1])
    extra = {
        "Hình thức nhận": [CHANNEL[s.case.channel] for s in items] + [CHANNEL["online"]] * len(waiting),
        "Cơ quan có thẩm quyền giải quyết": [DECIDING[s.case.scope] for s in items] + [DECIDING["commune"]] * len(waiting),
        "Tài khoản nộp": [_account(s.case) for s in items] + [""] * len(waiting),
    }
    lists.write_csv_list(path, rows, extra)


def _account(c: Case) -> str:
    """Since one signs in by electronic identity only, the system knows whose account filed."""
    if c.channel != "online" or c.accepted_at < plan_2026.ONE_ACCOUNT:
        return ""
    return FILING_ACCOUNT["own" if c.is_own_account else ("guardian", "centre", "centre", "other")[c.person % 4]]


def _forwarded(path: Path, at: datetime, items: list[Seen], made: Invented, still_here: list[str]) -> None:
    """Received here, decided elsewhere: the slip's date only, and when the authority got the file."""
    items = sorted(items, key=lambda s: s.case.case_id)
    rows = folders.listed(items)
    for row, s in zip(rows, items, strict=True):
        row[14] = _when(s.case.original_due_at)
        row[18] = made.office[s.case.case_id]
    reached = [made.reached.get(s.case.case_id) for s in items]
    reached = [
        None if moment is None or moment > at or s.case.case_id in still_here else moment
        for moment, s in zip(reached, items, strict=True)
    ]
    extra = {
        "Cơ quan có thẩm quyền giải quyết": [made.office[s.case.case_id] for s in items],
        "Ngày cơ quan có thẩm quyền nhận hồ sơ": [_when(moment) for moment in reached],
    }
    lists.write_csv_list(path, rows, extra, renamed={"Ngày hẹn trả": "Ngày hẹn trên phiếu"})


def _papers(folder: Path, seed: int, period: Period, at: datetime, shown: list[Seen], papers) -> None:
    """Papers with what databases hold: of those, a few are still asked for."""
    rows = []
    for s in shown:
        for n, (code, required, digitised) in enumerate(papers.get(s.case.case_id, [])):
            dice = np.random.default_rng([seed, s.case.person, n, s.case.accepted_at.day])
            is_held = bool(required and s.case.accepted_at >= plan_2026.DECREE and dice.random() < 0.35)
            given = folders.digitised_word(digitised) if not is_held else "digitised" if dice.random() < 0.15 else "reused"
            rows.append((s.case.case_id, code, "Có" if required else "Không", DIGITISED[given], "Có" if is_held else "Không"))
    folders.own_csv(
        folder / "thanh-phan.csv.gz",
        ("Mã hồ sơ", "Mã thành phần hồ sơ", "Bắt buộc", "Số hóa", "Có trong cơ sở dữ liệu"),
        rows,
        folders.span_line(period, at),
    )


def _supplements(folder: Path, period: Period, at: datetime, shown: dict[str, list[Seen]]) -> None:
    """Requests for supplements; every third case is asked a second time, against “one complete request”."""
    rows = []
    asked = [s.case for scope in ("commune", "land") for s in shown[scope] if s.case.supplement and s.case.supplement[0] <= at]
    for number, c in enumerate(asked):
        assert c.supplement is not None, "chosen by their supplement"
        requested, received, before, after = c.supplement
        came = received if received <= at else None
        if number % 3 == 0 and came:  # the first time something was missing, an hour later something else
            rows.append((c.case_id, _when(requested), _when(requested + timedelta(hours=1)), _when(before), _when(before)))
            requested += timedelta(hours=2)
        rows.append((c.case_id, _when(requested), _when(came), _when(before), _when(after if came else None)))
    folders.own_csv(
        folder / "bo-sung.csv",
        ("Mã hồ sơ", "Ngày yêu cầu bổ sung", "Ngày nhận bổ sung", "Ngày hẹn trước bổ sung", "Ngày hẹn sau bổ sung"),
        rows,
        folders.span_line(period, at),
    )
