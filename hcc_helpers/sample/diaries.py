"""The registers that the office keeps itself, six months of them. All invented; each table of each month has a stream of its own,
so that another table, or more rows in one, changes no value elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from hcc_helpers.periods import Period
from hcc_helpers.sample.register import Case
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import VOCABULARIES
from hcc_helpers.workdays import Calendar

PORTAL, PROVINCE = "Cổng Dịch vụ công quốc gia", "Hệ thống thông tin giải quyết TTHC tỉnh"
# Their places in this list are their streams: a new table comes at the end.
KEPT = (
    "incidents",
    "probes",
    "outreach",
    "new_texts",
    "guidance",
    "in_person_reasons",
    "reminders",
    "difficulties",
    "linked_systems",
    "staff_days",
    "hamlet_groups",
)
# How much of it there is, July to December.
LOAD = (0.4, 0.7, 0.8, 0.9, 1.0, 1.1)
INCIDENTS = (2, 3, 4, 4, 5, 7)
LATE_DAYS = (2, 1, 3, 1, 2, 2)
GROUPS = (0, 3, 5, 8, 10, 12)
IN_PERSON_ONLY = ("2.000815", "2.000884")
Row = dict[str, Any]  # a value of whatever type its column has


@dataclass(frozen=True)
class Month:
    """One month as the registers need it; `number` counts from the first month of the sample."""

    period: Period
    number: int
    seed: int
    calendar: Calendar
    at: datetime  # when the folder's exports were taken
    in_person: list[Case]  # accepted since the period's start, also after its end
    online: list[Case]  # accepted in the period
    units: tuple[str, ...]

    def dice(self, table: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, KEPT.index(table) + 1, self.number])

    @property
    def days(self) -> list[date]:
        """The working days of the period."""
        length = (self.period.end - self.period.start).days
        every = [self.period.first_day + timedelta(days=n) for n in range(length)]
        return [day for day in every if self.calendar.is_working(day)]


def tables(month: Month) -> dict[str, list[Row]]:
    """Every register, its rows as an officer would type them."""
    return {
        table: [
            {column.name: _written(column, row.get(column.name)) for column in TABLES[table].columns}
            for row in ROWS[table](month)
        ]
        for table in KEPT
    }


def paper_given(month: Month, count: int) -> list[bool]:
    """For each result whether a paper went with it; less paper from month to month."""
    return list(np.random.default_rng([month.seed, 99, month.number]).random(count) < 0.85 - 0.06 * month.number)


def _written(column, value) -> str | int:
    if value is None:
        return ""
    if column.type == "count":
        return int(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return VOCABULARIES[column.vocabulary][value] if column.vocabulary else str(value)


def _some(rng, days: list[date], count: int) -> list[date]:
    return sorted(days[int(place)] for place in rng.choice(len(days), size=min(count, len(days)), replace=False))


def _incidents(month: Month) -> list[Row]:
    rng, rows = month.dice("incidents"), []
    for n, day in enumerate(_some(rng, month.days, INCIDENTS[month.number])):
        began = datetime.combine(day, time(int(rng.choice([8, 9, 10, 14, 15])), int(rng.integers(0, 60))))
        kind = ("slow", "down", "error")[n % 3]
        lasted = timedelta(minutes=int(rng.integers(15, 50) if kind == "down" else rng.integers(20, 150)))
        rows.append({"system": (PORTAL, PROVINCE)[n % 2], "kind": kind, "began_at": began, "ended_at": began + lasted})
    return rows


def _probes(month: Month) -> list[Row]:
    rng, rows = month.dice("probes"), []
    for day in month.days:
        for hour in (9, 15):
            for system, slow in ((PORTAL, 3.0), (PROVINCE, 4.0)):
                at = datetime.combine(day, time(hour, int(rng.integers(0, 20))))
                is_ok = bool(rng.random() > 0.01 + 0.008 * month.number)
                seconds = 1 + int(rng.gamma(2.0, slow * LOAD[month.number] / 2))
                rows.append({"measured_at": at, "system": system, "seconds": seconds if is_ok else None, "is_ok": is_ok})
    return rows


def _outreach(month: Month) -> list[Row]:
    rng, wanted = month.dice("outreach"), []
    for kind, channels, count in (
        ("leaflet", ("centre", "hamlet"), 2),
        ("guide", ("centre", "website"), 2),
        ("article", ("website", "social"), 6),
        ("video", ("social",), 2),
        ("meeting", ("hamlet",), 1),
        ("other", ("loudspeaker",), 3),
    ):
        wanted += [(kind, channels[n % len(channels)]) for n in range(max(1, round(count * LOAD[month.number])))]
    days = sorted(month.days[int(place)] for place in rng.integers(0, len(month.days), size=len(wanted)))
    rows = []
    for n, (day, place) in enumerate(zip(days, rng.permutation(len(wanted)), strict=True), start=1):
        kind, channel = wanted[int(place)]
        copies = {
            "leaflet": 50 * int(rng.integers(3, 9)),
            "guide": 20 * int(rng.integers(2, 6)),
            "meeting": int(rng.integers(25, 70)),
        }
        rows.append({"outreach_no": n, "done_on": day, "kind": kind, "medium": channel, "copies": copies.get(kind, 1)})
    return rows


def _new_texts(month: Month) -> list[Row]:
    rng = month.dice("new_texts")
    rows = []
    for n, day in enumerate(_some(rng, month.days, 3), start=1):
        told = day + timedelta(days=int(rng.integers(-6, 1))) if n < 3 or month.number % 2 else day + timedelta(days=2)
        row = {
            "text_number": f"{10 * month.number + n:02d}/{month.period.last_day.year}/VB-MH",
            "issuer": "Cơ quan ban hành (minh họa)",
            "in_force_from": day,
        }
        rows.append(row | {"disseminated_on": told if told < month.at.date() else None})
    return rows


def _guidance(month: Month) -> list[Row]:
    rng, rows = month.dice("guidance"), []
    by_day: dict[date, list[str]] = {}
    for case in month.online:
        by_day.setdefault(case.accepted_at.date(), []).append(case.case_id)
    for day in month.days:
        for kind, mean in (("account", 4), ("filing", 9), ("payment", 6)):
            people = int(rng.poisson(mean * LOAD[month.number]))
            if people:
                rows.append({"guided_on": day, "kind": kind, "people": people, "case_id": None})
        helped = sorted(by_day.get(day, []))
        for place in sorted(rng.choice(len(helped), size=min(3, len(helped)), replace=False)) if helped else []:
            rows.append({"guided_on": day, "kind": "filing", "people": 1, "case_id": helped[int(place)]})
    return [{"guidance_no": n} | row for n, row in enumerate(rows, start=1)]


def _in_person_reasons(month: Month) -> list[Row]:
    """Chứng thực is offered in person only; of the others most come because they have no VNeID account."""
    rng, rows = month.dice("in_person_reasons"), []
    for n, case in enumerate(sorted(month.in_person, key=lambda c: c.case_id)):
        reason = str(rng.choice(["no_vneid", "own_presence", "own_wish", "system_error"], p=[0.62, 0.22, 0.12, 0.04]))
        if case.procedure.code in IN_PERSON_ONLY:
            reason = "in_person_only"
        visits = 2 if rng.random() < 0.2 else 1
        if month.number == 5 or n % 15:  # the earlier months have a few cases that nobody asked
            rows.append({"case_id": case.case_id, "reason": reason, "visits": visits})
    return rows


def _reminders(month: Month) -> list[Row]:
    rng, rows = month.dice("reminders"), []
    for n, day in enumerate(_some(rng, month.days, 6 + month.number), start=1):
        outcome = str(rng.choice(["settled", "rescheduled", "no_reply"], p=[0.7, 0.2, 0.1]))
        on = month.calendar.add(day, int(rng.integers(1, 4)))
        is_known = outcome != "no_reply" and on < month.period.end.date()
        unit = month.units[1 + n % (len(month.units) - 1)]  # the centre reminds the others, not itself
        rows.append(
            {
                "reminder_no": n,
                "sent_on": day,
                "unit": unit,
                "outcome": outcome if is_known else None,
                "outcome_on": on if is_known else None,
            }
        )
    return rows


def _difficulties(month: Month) -> list[Row]:
    """One a month stays open into the next one, whose register goes on with it under its number."""
    rows = [row for row in _raised(month) if row["raised_on"] < month.at.date()]
    if month.number:
        last = month.period.previous()
        assert last is not None, "the months of the sample adjoin, and this one is not the first"
        before = Month(last, month.number - 1, month.seed, month.calendar, month.at, [], [], month.units)
        rows = [row for row in _raised(before) if row["settled_on"] is None or row["settled_on"] >= month.period.first_day] + rows
    known = month.at.date()
    return [row | {"settled_on": row["settled_on"] if row["settled_on"] and row["settled_on"] < known else None} for row in rows]


def _raised(month: Month) -> list[Row]:
    rng, rows = month.dice("difficulties"), []
    days = [*_some(rng, month.days[:-5], 4), month.days[-3]]
    for n, day in enumerate(days, start=1):
        settled = month.calendar.add(day, int(rng.integers(0, 5)) if n < 5 else 6)
        authority = "province" if n == 5 else str(rng.choice(["centre", "commune", "commune"]))
        row = {"difficulty_no": f"{month.period.text[5:]}-{n}", "raised_on": day, "unit": month.units[n % len(month.units)]}
        rows.append(row | {"field": ("Hộ tịch", "Đất đai", "Chứng thực")[n % 3], "authority": authority, "settled_on": settled})
    return rows


def _linked_systems(month: Month) -> list[Row]:
    since = date(2025, 7, 1)
    return [
        {
            "system": "Hệ thống thông tin đăng ký hộ kinh doanh",
            "link_state": "not_linked",
            "since": since,
            "fields": "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)",
            "is_double_entry": True,
            "extra_minutes": 12,
        },
        {
            "system": "Hệ thống thông tin đất đai",
            "link_state": "not_linked",
            "since": since,
            "fields": "Đất đai",
            "is_double_entry": True,
            "extra_minutes": 9,
        },
        {
            "system": "Cơ sở dữ liệu hộ tịch điện tử",
            "link_state": "linked",
            "since": since,
            "fields": "Hộ tịch",
            "is_double_entry": False,
            "extra_minutes": None,
        },
        {
            "system": "Phần mềm bảo trợ xã hội",
            "link_state": "partly",
            "since": since,
            "fields": "Bảo trợ xã hội",
            "is_double_entry": False,
            "extra_minutes": None,
        },
    ]


def _staff_days(month: Month) -> list[Row]:
    rng = month.dice("staff_days")
    late = set(_some(rng, month.days, LATE_DAYS[month.number]))
    rows = []
    for day in month.days:
        on_leave = int(rng.choice([0, 0, 0, 1, 2]))
        on_duty = 12 - on_leave
        rows.append({"worked_on": day, "on_duty": on_duty, "on_time": on_duty - (day in late), "on_leave": on_leave})
    return rows


def _hamlet_groups(month: Month) -> list[Row]:
    """The whole list as it stands: which hamlet has a group does not change from month to month."""
    rng = np.random.default_rng([month.seed, KEPT.index("hamlet_groups") + 1])
    order, members, rows = rng.permutation(18) + 1, rng.integers(4, 9, size=18), []
    for n in range(GROUPS[month.number]):
        joined = next(m for m, count in enumerate(GROUPS) if n < count)
        rows.append({"hamlet": f"Xóm {order[n]}", "set_up_on": date(2025, 7 + joined, 3 + n % 3), "members": int(members[n])})
    return rows


ROWS = {
    "incidents": _incidents,
    "probes": _probes,
    "outreach": _outreach,
    "new_texts": _new_texts,
    "guidance": _guidance,
    "in_person_reasons": _in_person_reasons,
    "reminders": _reminders,
    "difficulties": _difficulties,
    "linked_systems": _linked_systems,
    "staff_days": _staff_days,
    "hamlet_groups": _hamlet_groups,
}
