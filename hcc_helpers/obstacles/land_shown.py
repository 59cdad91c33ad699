"""The tables and pictures of II.4: late by which date, whose time it is, who still waits."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.numbers_vn import decimal, padded, percent, share, whole
from hcc_helpers.obstacles.form import Curves, Grid, Trend
from hcc_helpers.obstacles.land_cases import still_waiting, tax_waits
from hcc_helpers.obstacles.land_readings import OWN, late_by_slip
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.time_to_result import Incidence, cumulative_incidence
from hcc_helpers.vocabulary import PAUSE

SHOWN = 12


def grids(material: Material, frame: pd.DataFrame) -> tuple[Grid, ...]:
    """`frame`: the land cases of the period."""
    if frame.empty:
        return ()
    done = frame[frame["is_finished"]]
    return tuple(grid for grid in (_by_date(done), _split(done), _clocks(material), *_waiting(material)) if grid)


def pictures(material: Material, frame: pd.DataFrame) -> tuple[Curves | Trend, ...]:
    return tuple(picture for picture in (_curves(frame), slip_trend(material)) if picture)


def _by_date(done: pd.DataFrame) -> Grid:
    """Late by the slip, by the date now in the system, by the legal date, after the exclusions."""
    known, dated = done[done["has_slip"]], done[done["has_due"]]
    rows = [
        ("Theo ngày in trên giấy hẹn đầu tiên", known["is_late_by_slip"].sum(), len(known)),
        ("Theo ngày hẹn đang ghi trong hệ thống", dated["is_late_by_date_now"].sum(), len(dated)),
        ("Theo ngày hẹn trong hệ thống, không tính ngày hẹn lại sau xin lỗi", dated["is_finished_late"].sum(), len(dated)),
        ("Theo giấy hẹn, sau khi trừ thời gian chờ thuế và thời gian khác được trừ", known["is_late_after"].sum(), len(known)),
    ]
    moved = int(known["is_moved"].sum())
    return Grid(
        "Hồ sơ đất đai giải quyết xong trong kỳ: chậm theo ngày nào",
        "Cách tính",
        (("Có ngày để so", "number"), ("Chậm", "number"), ("Tỷ lệ chậm", "number")),
        tuple(
            (label, (whole(int(n)), whole(int(late)), percent(share(int(late), int(n))) if n else "—")) for label, late, n in rows
        ),
        f"Ngày hẹn trong hệ thống khác ngày trên giấy hẹn ở {whole(moved)} hồ sơ. So theo ngày: xong trong ngày hẹn là đúng hạn.",
    )


def _split(done: pd.DataFrame) -> Grid:
    """The working days of resolved land cases by whose they are, for cases that waited for the tax and for all."""
    taxed = done[(done["fixing"] > 0) | (done["paying"] > 0)]
    total = int(done["all_days"].sum())
    rows = []
    for name, label in OWN.items():
        days, mine = int(done[name].sum()), taxed[name]
        rows.append(
            (label, (whole(days), percent(share(days, total)) if total else "—", decimal(mine.median(), 1) if len(mine) else "—"))
        )
    return Grid(
        "Thời gian của hồ sơ đất đai đã giải quyết thuộc về ai",
        "Phần thời gian",
        (("Tổng ngày làm việc", "number"), ("Tỷ lệ", "number"), ("Trung vị, hồ sơ có chờ thuế (ngày)", "number")),
        tuple(rows),
        f"{whole(len(done))} hồ sơ đã giải quyết, {whole(len(taxed))} hồ sơ có chờ thuế. Ngày làm việc, không tính ngày đầu; ngày có nhiều lý do chờ tính một lần.",
    )


def _clocks(material: Material) -> Grid | None:
    """Waits for the tax to be fixed, by which clocks of the land law of the province they keep; the list tells neither who applied nor
    whether a land use fee was due, so that only the shortest and the longest class are certain. A running wait is as long as it is by now."""
    if material.lacks("pauses"):
        return None
    waits = tax_waits(material).query("reason == 'tax_fixing'")
    ended = waits[~waits["is_running"] & (waits["ended_at"] >= pd.Timestamp(material.period.start))]
    running = waits[waits["is_running"]]
    if ended.empty and running.empty:
        return None
    short, individual, organisation = (
        int(material.words[f"tax_clock_{who}"].value) for who in ("short", "individual", "organisation")
    )
    limit = material.words["tax_clock_short"]
    classes = (
        (-1, short, f"Đến {padded(short)} ngày: giữ hạn với mọi hồ sơ"),
        (short, individual, f"Đến {padded(individual)} ngày: giữ hạn nếu có tiền sử dụng đất"),
        (individual, organisation, f"Đến {padded(organisation)} ngày: giữ hạn chỉ khi là tổ chức, có tiền sử dụng đất"),
        (organisation, 10**6, f"Trên {padded(organisation)} ngày: quá hạn với mọi hồ sơ"),
    )
    spans = {"Kết thúc trong kỳ": ended, "Đang chờ lúc hết kỳ, tính đến nay": running}
    if limit.law_from:
        both = pd.concat([ended, running])
        spans[f"Trong đó bắt đầu từ {day_vn(limit.law_from)}"] = both[both["from_at"] >= pd.Timestamp(limit.law_from)]
    rows = []
    for low, high, label in classes:
        cells = [whole(int(((part["waited"] > low) & (part["waited"] <= high)).sum())) for part in spans.values()]
        rows.append((label, tuple(cells)))
    return Grid(
        f"Lần xác định nghĩa vụ tài chính của kỳ, so với hạn của {limit.law}",
        "Thời gian chờ (ngày làm việc)",
        tuple((name, "number") for name in spans),
        tuple(rows),
        "Danh sách không cho biết hồ sơ của cá nhân hay tổ chức, có tiền sử dụng đất hay không: chỉ dòng đầu (với lần đã kết thúc) và dòng cuối là chắc chắn. Lần chờ bắt đầu trước ngày ban hành quyết định chỉ so để tham khảo.",
    )


def _waiting(material: Material) -> list[Grid]:
    if material.lacks("pauses"):
        return []
    waiting = still_waiting(material)
    if waiting.empty:
        return []
    bands = ((0, 3, "Đến 03 ngày"), (4, 5, "04–05 ngày"), (6, 10, "06–10 ngày"), (11, 10**6, "Trên 10 ngày"))
    rows = []
    for low, high, label in bands:
        inside = waiting[waiting["waited"].between(low, high)]
        rows.append((label, tuple(whole(int((inside["reason"] == reason).sum())) for reason in ("tax_fixing", "tax_paying"))))
    by_length = Grid(
        "Hồ sơ đất đai đang chờ nghĩa vụ tài chính lúc hết kỳ, theo thời gian đã chờ",
        "Đã chờ (ngày làm việc)",
        tuple((PAUSE[reason], "number") for reason in ("tax_fixing", "tax_paying")),
        tuple(rows),
        f"{whole(len(waiting))} hồ sơ.",
        shown_to="public",
    )
    longest = waiting.head(SHOWN)
    listed = Grid(
        "Hồ sơ đất đai chờ nghĩa vụ tài chính lâu nhất lúc hết kỳ",
        "Mã hồ sơ",
        (("Đang chờ", "text"), ("Từ ngày", "text"), ("Đã chờ (ngày làm việc)", "number")),
        tuple((row.case_id, (PAUSE[row.reason], day_vn(row.since), whole(int(row.waited)))) for row in longest.itertuples()),
        f"{whole(len(longest))} trên {whole(len(waiting))} hồ sơ, lâu nhất trước.",
        shown_to="internal",
    )
    return [by_length, listed]


def incidences(frame: pd.DataFrame) -> tuple[Incidence, Incidence]:
    """(all time, time without exclusions) to a result; open cases are censored, given back and stopped ones end otherwise."""
    ends = frame["is_finished"].map({True: "result", False: ""}).mask(frame["is_ended_otherwise"], "otherwise")
    last = frame["n_closed"].fillna(frame["n_end"]) - frame["n_accepted"]
    first = (frame["n_before"] - frame["n_accepted"]).where(~frame["is_new"], -1)
    excluded = frame[["fixing", "paying", "other"]].sum(axis=1)
    own_first = (first - frame["before_start"]).where(~frame["is_new"], -1)
    return cumulative_incidence(first, last, ends), cumulative_incidence(own_first, last - excluded, ends)


def _curves(frame: pd.DataFrame) -> Curves | None:
    if len(frame) < 30:
        return None
    everything, own = incidences(frame)
    at = [each.day_of(90) for each in (everything, own)]
    if not len(everything.days):
        return None
    reached = " · ".join(
        f"{name} {f'90% có kết quả trong {decimal(d, 0)} ngày' if d is not None else 'chưa tới 90%'}"
        for name, d in zip(("kể cả thời gian chờ:", "trừ thời gian chờ:"), at, strict=True)
    )
    return Curves(
        "Thời gian đến khi có kết quả, kể cả và trừ thời gian chờ",
        f"Tỷ lệ hồ sơ đất đai đã có kết quả theo số ngày làm việc từ lúc tiếp nhận; hồ sơ đang giải quyết tính đến hết kỳ, hồ sơ rút, trả lại là cách kết thúc khác ({percent(everything.otherwise[-1])})",
        "Tỷ lệ hồ sơ đất đai đã có kết quả theo ngày làm việc",
        reached,
        (
            ("Kể cả thời gian chờ", tuple(map(float, everything.days)), tuple(map(float, everything.result))),
            ("Trừ thời gian chờ", tuple(map(float, own.days)), tuple(map(float, own.result))),
        ),
    )


def slip_trend(material: Material) -> Trend | None:
    """The share of land cases late against the first slip, month by month; None with fewer than three months."""
    points = []
    for one in material.series:
        measured = late_by_slip(one).measured
        if measured is not None:
            points.append((one.period.text, measured.value, measured.low, measured.high))
    if len(points) < 3:
        return None
    return Trend(
        "Chậm so với giấy hẹn qua các tháng",
        "Tỷ lệ hồ sơ có ngày trên giấy hẹn trong kỳ chưa có kết quả khi hết ngày hẹn",
        "percent",
        tuple(points),
    )
