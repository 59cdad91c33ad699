"""II.3: specialised systems that are not linked: cases and share, double entry, extra hours, counts that differ."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.numbers_vn import decimal, percent, share, signed, whole
from hcc_helpers.obstacles.form import Assessed, Grid, Judged, Lever, Need, Obstacle, SubClaim, Trend
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.office_time import OfficeTime
from hcc_helpers.obstacles.shares import counted_share
from hcc_helpers.obstacles.strata import Effect, of_cases
from hcc_helpers.obstacles.verdicts import Measured, decide
from hcc_helpers.vocabulary import LINK_STATE, SCOPE

REGISTER = Need(
    "linked_systems",
    "lập bảng “Hệ thống chuyên ngành”: mỗi hệ thống một dòng, tình trạng kết nối, từ ngày, lĩnh vực dùng, có phải nhập hai lần, số phút thêm mỗi hồ sơ (đo thử 20 hồ sơ)",
)
TOTALS = Need("totals", "tải biểu II.06a của hệ thống tỉnh mỗi tháng, đặt cạnh danh sách hồ sơ")
NOT_LINKED = ("not_linked", "partly")

CLAIMS = (
    SubClaim("not_linked", "fact", "Một số hệ thống chuyên ngành chưa hoàn thành kết nối", "số hệ thống chưa kết nối hoặc kết nối một phần trong bảng đăng ký", "systems_unlinked",
             "Bảng đăng ký ghi hệ thống đã kết nối xong, kèm ngày.", needs=(REGISTER,)),
    SubClaim("hard_at_intake", "effect", "Khó khăn trong khâu tiếp nhận", "thời gian chờ tiếp nhận, lĩnh vực chưa kết nối so với lĩnh vực đã kết nối có cùng thời hạn", "unlinked_intake",
             "Chênh lệch hẳn trên hoặc hẳn dưới mốc khi có thêm hồ sơ.", needs=(REGISTER,)),
    SubClaim("hard_at_handling", "effect", "Khó khăn trong khâu giải quyết", "thời gian giải quyết, lĩnh vực chưa kết nối so với lĩnh vực đã kết nối có cùng thời hạn", "unlinked_handling",
             "Chênh lệch hẳn trên hoặc hẳn dưới mốc khi có thêm hồ sơ.", needs=(REGISTER,)),
    SubClaim("hard_at_use", "effect", "Khó khăn trong khai thác, sử dụng số liệu", "số hồ sơ mà biểu của hệ thống tỉnh và danh sách tại Trung tâm lệch nhau, trên số hồ sơ của danh sách", "unlinked_use",
             "Hai bên khớp nhau nhiều kỳ liền, hoặc lệch hẳn quá mốc.", needs=(TOTALS,)),
)  # fmt: skip
LEVERS = (
    Lever("Đo số phút nhập lại của 20 hồ sơ mỗi hệ thống chưa kết nối, ghi vào bảng “Hệ thống chuyên ngành”", "centre", "hard_at_handling"),
    Lever("Phân công một người nhập lại theo lô cuối buổi cho hệ thống tốn nhiều giờ nhất", "centre", "not_linked"),
    Lever("Đối chiếu biểu của hệ thống tỉnh với danh sách tại Trung tâm trước khi ký báo cáo", "centre", "hard_at_use"),
    Lever("Giao phòng chuyên môn chốt số hồ sơ nhập hai nơi với Trung tâm hằng tuần", "commune", "hard_at_use"),
    Lever("Kết nối hệ thống đất đai với hệ thống giải quyết thủ tục hành chính của tỉnh, có mốc ngày", "province", "not_linked"),
    Lever("Mở dữ liệu đăng ký hộ kinh doanh cho hệ thống của tỉnh", "ministry", "not_linked"),
)  # fmt: skip


def register(material: Material) -> pd.DataFrame:
    """One row a specialised system as it stands at the end of the period; `fields` as a list."""
    frame = material.query(
        "SELECT system, link_state, since, fields, is_double_entry, extra_minutes FROM linked_systems WHERE since IS NULL OR since < period_end "
        "QUALIFY row_number() OVER (PARTITION BY system ORDER BY since DESC NULLS LAST) = 1 ORDER BY system"
    )
    return frame.assign(
        fields=[
            [name.strip() for name in text.split(";") if name.strip()] if isinstance(text, str) else []
            for text in frame["fields"]
        ]
    )


def fields_of(systems: pd.DataFrame, states: tuple[str, ...]) -> set[str]:
    return {name for row in systems.itertuples() if row.link_state in states for name in row.fields}


def assess(material: Material) -> Assessed:
    lacking = material.lacks("linked_systems")
    systems = register(material) if not lacking else pd.DataFrame()
    measures = {
        "not_linked": not_linked(systems) if not lacking else (None, lacking, ""),
        "hard_at_intake": intake(material, systems) if not lacking else (None, lacking, ""),
        "hard_at_handling": handling(material, systems) if not lacking else (None, lacking, ""),
        "hard_at_use": differing(material),
    }
    judged, missing = [], [REGISTER] if lacking else []
    for claim in CLAIMS:
        measured, why, sentence = measures[claim.id]
        judged.append(Judged(claim, decide(claim.kind, measured, material.words[claim.word], why), measured, sentence))
    missing += [TOTALS] if not material.system_totals else []
    grids = tuple(g for g in (_systems(material, systems) if len(systems) else None, _totals(material)) if g)
    trend = _trend(material)
    return Assessed(OBSTACLE, tuple(judged), grids, (trend,) if trend else (), (), tuple(missing), ("cases", "linked_systems"))


def not_linked(systems: pd.DataFrame) -> tuple[Measured | None, str, str]:
    """All of the register is counted, so there is no interval; a state that cannot be read is no state."""
    known = systems[systems["link_state"].isin(list(LINK_STATE))]
    n = int(known["link_state"].isin(NOT_LINKED).sum())
    names = "; ".join(
        f"{row.system} ({LINK_STATE[row.link_state].lower()})" for row in known.itertuples() if row.link_state in NOT_LINKED
    )
    return (
        Measured(n, n, n, len(known), "systems"),
        "",
        f"{whole(n)} trên {whole(len(known))} hệ thống trong bảng chưa kết nối xong." + (f" Đó là: {names}." if n else ""),
    )


def compared(material: Material, systems: pd.DataFrame, y: str, which: str) -> tuple[Effect | None, pd.DataFrame, bool]:
    """(difference of `y` between fields of unlinked and of linked systems, by length of the term; the cases; whether the linked
    fields are those of the register, else all others). Cases of the commune."""
    bad, good = fields_of(systems, NOT_LINKED), fields_of(systems, ("linked",))
    good -= bad  # a field that also needs an unlinked system is not free of it
    frame = material.query(
        f"""SELECT c.case_id, c.field, d.n - a.n AS stratum, c.accepted_at, c.closed_at, c.handling_wd, c.intake_working_hours,
          k.n - a.n - c.handling_wd AS paused_wd FROM cases c LEFT JOIN days a ON a.day = CAST(c.accepted_at AS DATE)
        LEFT JOIN days d ON d.day = CAST(c.due_on AS DATE) LEFT JOIN days k ON k.day = CAST(c.closed_at AS DATE)
        WHERE c.scope = 'commune' AND c.due_on IS NOT NULL AND c.field IS NOT NULL AND {which} ORDER BY c.case_id"""
    )
    frame["y"] = (
        OfficeTime(material).until(frame["closed_at"]) / 3600
        - OfficeTime(material).until(frame["accepted_at"]) / 3600
        - 8 * frame["paused_wd"]
        if y == "hours"
        else frame[y]
    )
    is_listed = bool(frame["field"].isin(good).any())
    frame = frame[frame["field"].isin(bad | good)] if is_listed else frame
    frame = frame.dropna(subset=["y"]).assign(exposed=lambda f: f["field"].isin(bad))
    return of_cases(frame), frame, is_listed


def intake(material: Material, systems: pd.DataFrame) -> tuple[Measured | None, str, str]:
    return _told(
        *compared(material, systems, "intake_working_hours", "c.is_new_online AND c.is_new_with_submission"), "chờ tiếp nhận"
    )


def handling(material: Material, systems: pd.DataFrame) -> tuple[Measured | None, str, str]:
    return _told(*compared(material, systems, "hours", "c.is_finished"), "giải quyết")


def _told(found: Effect | None, frame: pd.DataFrame, is_listed: bool, what: str) -> tuple[Measured | None, str, str]:
    if found is None:
        return None, "không có hồ sơ của lĩnh vực chưa kết nối và lĩnh vực đã kết nối có cùng thời hạn để so", ""
    measured = Measured(found.value, found.low, found.high, min(found.exposed, found.others), "hours")
    others = "lĩnh vực đã kết nối" if is_listed else "các lĩnh vực khác"
    return (
        measured,
        "",
        (
            f"Thời gian {what} một hồ sơ của lĩnh vực chưa kết nối ({whole(found.exposed)} hồ sơ) so với {others} có cùng thời hạn ({whole(found.others)} hồ sơ): {measured.said} "
            f"({measured.interval_said}). Lĩnh vực khác nhau cả về việc phải làm, nên chênh lệch không chỉ do kết nối."
        ),
    )


def differing(material: Material) -> tuple[Measured | None, str, str]:
    """How many cases the system's own form and our list differ by, cell by cell of one whole (received), of those in our list."""
    gaps = {scope: (theirs, ours) for scope, cell, theirs, ours in material.system_totals if cell == "received_all"}
    if not gaps:
        return None, "kỳ này không có biểu II.06a của hệ thống tỉnh bên cạnh danh sách hồ sơ", ""
    off, ours = sum(abs(theirs - mine) for theirs, mine in gaps.values()), sum(mine for _, mine in gaps.values())
    measured = counted_share(off, ours)
    if measured is None:
        return None, "danh sách không có hồ sơ nào để đối chiếu", ""
    told = "; ".join(
        f"{SCOPE[scope].lower() if scope != 'land' else SCOPE[scope]}: hệ thống {whole(theirs)}, danh sách {whole(mine)}"
        for scope, (theirs, mine) in gaps.items()
    )
    return measured, "", f"Số hồ sơ phải giải quyết lệch {whole(off)} trên {whole(ours)} ({measured.said}): {told}."


def lost_hours(material: Material, systems: pd.DataFrame) -> list[tuple]:
    """(system, state, since, cases of its fields accepted in the period, all scopes; is entered twice; hours lost or None)."""
    counts = material.query("SELECT field, count(*) AS n FROM cases WHERE is_new GROUP BY field").set_index("field")["n"]
    rows = []
    for row in systems.itertuples():
        cases = int(counts.reindex(row.fields).fillna(0).sum())
        is_double = pd.notna(row.is_double_entry) and bool(row.is_double_entry)
        hours = (
            cases * row.extra_minutes / 60
            if pd.notna(row.extra_minutes)
            else 0.0
            if row.link_state == "linked" and not is_double
            else None
        )
        rows.append((row.system, row.link_state, row.since, cases, is_double, hours))
    return rows


def _systems(material: Material, systems: pd.DataFrame) -> Grid:
    found = lost_hours(material, systems)
    rows = [
        (f"{name} ({LINK_STATE.get(state, 'không rõ tình trạng').lower()}{f', từ {day_vn(since)}' if pd.notna(since) else ''})", (whole(cases), whole(cases) if double else "0", "–" if hours is None else decimal(hours, 1)))
        for name, state, since, cases, double, hours in found
    ]  # fmt: skip
    hit, new = _affected(material)
    total = sum(hours for *_, hours in found if hours is not None)
    unknown = sum(hours is None for *_, hours in found)
    note = f"Hồ sơ mới của mọi phạm vi tại quầy, chỉ là khối lượng công việc. Lĩnh vực chưa kết nối xong: {whole(hit)} trên {whole(new)} hồ sơ mới ({percent(share(hit, new)) if new else '—'}). Giờ công mất thêm trong kỳ: {decimal(total, 1)} giờ"
    note += f", chưa kể {whole(unknown)} hệ thống chưa đo số phút." if unknown else "."
    return Grid(
        "Hệ thống chuyên ngành và công việc thêm",
        "Hệ thống",
        (("Hồ sơ mới của lĩnh vực", "number"), ("Phải nhập hai lần", "number"), ("Giờ công thêm", "number")),
        tuple(rows),
        note,
    )


def _totals(material: Material) -> Grid | None:
    if not material.system_totals:
        return None
    words = {"received_all": "Phải giải quyết", "resolved_all": "Đã giải quyết", "open_all": "Đang giải quyết"}
    rows = [
        (
            f"{words[cell]} ({SCOPE[scope].lower() if scope != 'land' else SCOPE[scope]})",
            (whole(theirs), whole(ours), signed(theirs - ours)),
        )
        for scope, cell, theirs, ours in material.system_totals
        if cell in words
    ]
    return Grid("Biểu của hệ thống tỉnh và danh sách tại Trung tâm", "Số hồ sơ", (("Hệ thống", "number"), ("Danh sách", "number"), ("Chênh", "number")), tuple(rows),
                "Hệ thống có thể gộp hồ sơ trả lại, rút vào “Đã giải quyết”; trang 01 nêu mã từng hồ sơ chênh.")  # fmt: skip


def _trend(material: Material) -> Trend | None:
    points = []
    for one in material.series:
        if one.lacks("linked_systems"):
            continue
        hit, new = _affected(one)
        if new:
            points.append((one.period.text, 100 * hit / new, 100 * hit / new, 100 * hit / new))
    if len(points) < 3:
        return None
    return Trend(
        "Hồ sơ phải qua hệ thống chưa kết nối", "Tỷ lệ hồ sơ mới thuộc lĩnh vực chưa kết nối xong", "percent", tuple(points)
    )


def _affected(material: Material) -> tuple[int, int]:
    bad = fields_of(register(material), NOT_LINKED)
    counts = material.query("SELECT field, count(*) AS n FROM cases WHERE is_new GROUP BY field")
    return int(counts.loc[counts["field"].isin(bad), "n"].sum()), int(counts["n"].sum())


OBSTACLE = Obstacle(
    "systems", 3, "Hệ thống chuyên ngành chưa kết nối",
    "Một số phần mềm chuyên ngành như đăng ký kinh doanh, đất đai chưa kết nối với hệ thống của tỉnh, gây khó khăn trong tiếp nhận, giải quyết, khai thác, sử dụng.",
    CLAIMS, LEVERS, assess,
)  # fmt: skip
