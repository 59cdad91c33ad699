"""Months of the commune's own cases drawn with a planted truth: who files, at the counter or online, systems, incidents."""

from __future__ import annotations

from datetime import timedelta

from obstacle_worlds import CALENDAR, WORKING, at, due, rng

YOUNG, OLD = "18_35", "60_plus"
UNLINKED = tuple(f"Chuyên ngành {n}" for n in range(1, 9))
LINKED = tuple(f"Của tỉnh {n}" for n in range(1, 9))
REASONS = ("no_vneid", "own_presence", "own_wish", "system_error")


def filing_month(
    seed: int,
    *,
    online: int = 2000,
    own: dict[str, float],
    direct: float,
    civil: float,
    reasons: tuple[float, ...],
    untold: float = 0.0,
    unknown_channel: float = 0.0,
    unknown_filer: float = 0.0,
) -> dict:
    """New cases: `own`, the share filed from one's own account by age; `direct`, those filed in person as a share of all; `untold`: of
    the reasons; `unknown_channel`, `unknown_filer`: cells that are empty."""
    draw = rng(seed)
    rows = {
        "cases": [],
        "guidance": [{"kind": "account", "case_id": "H00000", "guided_on": at(WORKING[0], 8)}],
        "in_person_reasons": [],
    }
    for n in range(online):
        band = (YOUNG, OLD)[n % 2]
        is_direct, day = draw.random() < direct, WORKING[draw.integers(0, 19)]
        case = {
            "case_id": f"H{n:05d}",
            "procedure_code": f"P{n % 20}",
            "field": "Chứng thực",
            "age_band": band,
            "submitted_at": at(day, 8),
            "accepted_at": at(day, 9),
        }
        if is_direct:
            case |= {"field": "Hộ tịch" if draw.random() < civil else "Chứng thực", "channel": "in_person"}
            if draw.random() >= untold:
                rows["in_person_reasons"].append(
                    {"case_id": case["case_id"], "reason": REASONS[draw.choice(4, p=reasons)], "visits": 1}
                )
        elif draw.random() >= unknown_filer:
            case["is_own_account"] = bool(draw.random() < own[band])
        if draw.random() < unknown_channel:
            case["channel"] = None
        rows["cases"].append(case)
    return rows


def portal_month(
    seed: int,
    *,
    slow: float,
    failing: float,
    load: float,
    delay: float,
    handling: float,
    stuck: float = 0.0,
    unaccepted: float = 0.0,
    cases: int = 1500,
    odd_days: int = 0,
    probes_an_hour: int = 4,
    incident_days: int = 8,
    hours: tuple[int, ...] = (7, 8, 9, 10, 14, 15, 16),
) -> dict:
    """Probes of some office hours a day, slow with chance `slow` (of `odd_days` always, of others never, where given); `load`: how much
    busy hours are slower; online cases that wait `delay` hours longer on incident days, take `handling` days longer, never end
    with chance `stuck`, or are never taken in with chance `unaccepted`."""
    draw = rng(seed)
    rows = {"cases": [], "probes": [], "incidents": []}
    hit = set(draw.choice(len(WORKING) - 4, size=incident_days, replace=False).tolist())
    rows["incidents"] = [
        {"system": "Cổng", "kind": "down", "began_at": at(WORKING[n], 8), "ended_at": at(WORKING[n], 9)} for n in sorted(hit)
    ]
    odd = set(draw.choice(len(WORKING), size=odd_days, replace=False).tolist())
    busy = {(n, hour): draw.exponential() for n in range(len(WORKING)) for hour in hours}
    for (n, hour), weight in busy.items():
        chance = float(n in odd) if odd_days else slow
        for minute in range(probes_an_hour):
            is_ok, is_slow = draw.random() >= failing, draw.random() < chance
            seconds = (5.0 if is_slow else 1.0) + load * weight + 0.2 * draw.random()
            rows["probes"].append(
                {
                    "measured_at": at(WORKING[n], hour, 5 + minute),
                    "system": "Cổng",
                    "is_ok": bool(is_ok),
                    "seconds": round(seconds) if is_ok else None,
                }
            )
    chances = [weight / sum(busy.values()) for weight in busy.values()]
    for number, place in enumerate(draw.choice(len(busy), size=cases, p=chances)):
        n, hour = list(busy)[place]
        wait = max(0.05, draw.normal(0.5, 0.2) + (delay if n in hit else 0))
        accepted = at(WORKING[n], hour) + timedelta(seconds=round(3600 * wait))
        took = int(draw.integers(1, 5)) + (handling if n in hit else 0)
        is_stuck = n in hit and draw.random() < stuck
        end = {} if is_stuck else {"ended_at": at(CALENDAR.add(WORKING[n], took), 16), "status": "finished"}
        if n in hit and draw.random() < unaccepted:
            accepted, end = None, {"status": "registered"}
        rows["cases"].append(
            {
                "case_id": f"H{number:05d}",
                "procedure_code": "AB"[number % 2],
                "submitted_at": at(WORKING[n], hour),
                "accepted_at": accepted,
                **end,
            }
        )
    return rows


def linked_month(
    seed: int, *, longer: float, waiting: float, stuck: float = 0.0, cases: int = 2400, scatter: float = 0.3
) -> dict:
    """Cases of eight fields of unlinked and eight of linked systems; the former take `longer` days more and wait `waiting` hours more, or
    never end with chance `stuck`; every field has its own way, with `scatter` days between fields."""
    draw = rng(seed)
    own = {field: float(draw.normal(0, scatter)) for field in UNLINKED + LINKED}
    rows = {
        "cases": [],
        "linked_systems": [
            {"system": "Chuyên ngành A", "link_state": "not_linked", "fields": "; ".join(UNLINKED[:4])},
            {"system": "Chuyên ngành B", "link_state": "not_linked", "fields": "; ".join(UNLINKED[4:])},
            {"system": "Của tỉnh", "link_state": "linked", "fields": "; ".join(LINKED)},
        ],
    }
    for n in range(cases):
        field = (UNLINKED + LINKED)[draw.integers(16)]
        is_hit, term, day = field in UNLINKED, int(draw.choice([5, 8])), WORKING[draw.integers(1, 10)]
        mean = 2.5 + own[field] + (longer if is_hit else 0)
        took = max(0, int(mean + draw.random()))
        wait = max(0.05, 0.5 + 0.2 * own[field] + (waiting if is_hit else 0) + draw.normal(0, 0.1))
        end = {} if is_hit and draw.random() < stuck else {"ended_at": at(CALENDAR.add(day, took), 16), "status": "finished"}
        rows["cases"].append(
            {
                "case_id": f"H{n:05d}",
                "field": field,
                "procedure_code": field,
                "submitted_at": at(day, 14) - timedelta(hours=min(wait, 3))
                if wait < 0.5
                else at(day, 11, 30) - timedelta(hours=wait - 0.5),
                "accepted_at": at(day, 14),
                "due_at": due(day, term),
                **end,
            }
        )
    return rows
