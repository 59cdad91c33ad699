"""Land cases drawn with a planted truth: promises kept or not, waits for the tax, petitions, answers."""

from __future__ import annotations

from obstacle_worlds import CALENDAR, WORKING, at, due, rng

TERM = 8


def land_month(
    seed: int,
    *,
    promises: int = 900,
    late: float,
    stuck: float = 0.5,
    others: float,
    waits: int = 150,
    over: float,
    running: float = 0.5,
    tax_step: float,
    petitions: float,
    satisfied: tuple[float, float],
    extra_stuck: int = 0,
) -> dict:
    """`promises` cases whose slip falls in the month, each late with chance `late`, late ones never finished with chance `stuck` and in
    time but for a recorded pause with chance `others`; `waits` for the tax, over five days with chance `over`, of these with chance
    `running` unanswered still; `satisfied`: (land, others)."""
    draw = rng(seed)
    rows = {name: [] for name in ("cases", "pauses", "appointments", "steps", "petitions", "surveys")}

    def add(case: str, day, term: int, end) -> None:
        ends = {"ended_at": at(end, 16), "status": "finished"} if end else {}
        rows["cases"].append(
            {
                "case_id": case,
                "scope": "land",
                "field": "Đất đai",
                "procedure_code": "1.012783",
                "accepted_at": at(day),
                "due_at": due(day, term),
                **ends,
            }
        )
        rows["appointments"].append(
            {"case_id": case, "kind": "original", "made_at": at(day), "due_at_before": None, "due_at_after": due(day, term)}
        )
        if draw.random() < petitions:
            rows["petitions"].append({"case_id": case, "about": "time"})

    for n in range(promises + extra_stuck):
        case, day = f"D{n:04d}", WORKING[draw.integers(0, 5)]
        is_late = n >= promises or draw.random() < late
        is_stuck = is_late and (n >= promises or draw.random() < stuck)
        took = int(draw.integers(TERM + 1, TERM + 4)) if is_late else int(draw.integers(1, TERM + 1))
        add(case, day, TERM, None if is_stuck else CALENDAR.add(day, took))
        if is_late and draw.random() < others:
            pause = {"case_id": case, "reason": "public_notice", "from_at": at(day, 10)}
            rows["pauses"].append(pause | {"to_at": None if is_stuck else at(CALENDAR.add(day, took - 2), 10)})
    for n in range(waits):
        case, day = f"T{n:04d}", WORKING[draw.integers(0, 11)]
        is_over = draw.random() < over
        is_running = is_over and draw.random() < running
        length = int(draw.integers(6, 9)) if is_over else int(draw.integers(1, 6))
        add(case, day, 40, None)
        rows["pauses"].append(
            {
                "case_id": case,
                "reason": "tax_fixing",
                "from_at": at(day, 10),
                "to_at": None if is_running else at(CALENDAR.add(day, length), 10),
            }
        )
        rows["steps"].append(
            {
                "case_id": case,
                "step_no": 1,
                "unit": "Thuế cơ sở 3" if draw.random() < tax_step else "Chi nhánh Văn phòng",
                "from_at": at(day),
            }
        )
    for n in range(400):
        rows["cases"].append({"case_id": f"X{n:04d}", "scope": "commune"})
        for case, share in ((f"D{n:04d}", satisfied[0]), (f"X{n:04d}", satisfied[1])):
            rows["surveys"].append({"case_id": case, "level": "satisfied" if draw.random() < share else "dissatisfied"})
    return rows
