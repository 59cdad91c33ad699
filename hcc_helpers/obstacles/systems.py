"""II.3: specialised systems that are not linked: cases and share, double entry, extra hours, counts that differ."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.numbers_vn import decimal, padded, percent, share, signed, whole
from hcc_helpers.obstacles.followed import INTAKE_HOURS, followed, horizon_of, restricted_difference, waited
from hcc_helpers.obstacles.form import Assessed, Grid, Lever, Need, Obstacle, SubClaim, Trend, judge
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.shares import counted_share
from hcc_helpers.obstacles.strata import FEWEST_CLUSTERS, Effect, of_clusters
from hcc_helpers.obstacles.verdicts import Measured, Reading
from hcc_helpers.vocabulary import LINK_STATE, SCOPE

REGISTER = Need(
    "linked_systems",
    "lập bảng “Hệ thống chuyên ngành”: mỗi hệ thống một dòng, tình trạng kết nối, từ ngày, lĩnh vực dùng, có phải nhập hai lần, số phút thêm mỗi hồ sơ (đo thử 20 hồ sơ)",
)
TOTALS = Need("totals", "tải biểu II.06a của hệ thống tỉnh mỗi tháng, đặt cạnh danh sách hồ sơ")
NOT_LINKED = ("not_linked", "partly")

FOLLOWED_DAYS = 15  # working days after acceptance, at most, over which handling is compared
FEWEST_CASES = 30  # of either group that must have been followed as long
RIVALS = (
    "việc của lĩnh vực chưa kết nối vốn nhiều bước hơn",
    "cán bộ của từng lĩnh vực khác nhau về số người, kinh nghiệm",
    "hồ sơ của lĩnh vực đó phải lấy ý kiến cơ quan khác",
)
WAITING = "thời gian chờ của người dân, không phải công sức của cán bộ"
_BY_FIELD = "lĩnh vực, không phải hồ sơ, là đơn vị của ngẫu nhiên: cần ít nhất 02 lĩnh vực mỗi bên"

CLAIMS = (
    SubClaim(
        "not_linked",
        "fact",
        "Một số hệ thống chuyên ngành chưa hoàn thành kết nối",
        "số hệ thống chưa kết nối hoặc kết nối một phần trong bảng đăng ký",
        "systems_unlinked",
        "Bảng đăng ký ghi hệ thống đã kết nối xong, kèm ngày.",
        needs=(REGISTER,),
        counted="mọi hệ thống trong bảng, theo tình trạng mới nhất đến hết kỳ; đếm đủ nên không có khoảng tin cậy",
        censored="hệ thống không ghi tình trạng thì không tính",
        cannot="hệ thống không có trong bảng; kết nối có chạy tốt hay không",
    ),
    SubClaim(
        "double_entry",
        "fact",
        "Cán bộ phải nhập dữ liệu hai lần, tốn thêm giờ công",
        "số giờ công nhập thêm trong kỳ: hồ sơ mới của lĩnh vực × số phút đo thử ghi trong bảng đăng ký",
        "double_entry_labour",
        "Kết nối xong những hệ thống phải nhập hai lần; hoặc đo lại thấy số phút ít hẳn.",
        needs=(REGISTER,),
        counted="hồ sơ mới của mọi phạm vi tại quầy (khối lượng công việc), theo lĩnh vực của hệ thống; hồ sơ đếm đủ nên không có khoảng tin cậy",
        censored="hệ thống chưa đo số phút thì không tính: con số là mức thấp nhất",
        cannot="số phút của từng hồ sơ, chỉ biết số phút đo thử",
    ),
    SubClaim(
        "hard_at_intake",
        "effect",
        "Khó khăn trong khâu tiếp nhận",
        "số giờ làm việc chờ tiếp nhận trong 16 giờ đầu, lĩnh vực chưa kết nối so với lĩnh vực đã kết nối có cùng thời hạn",
        "unlinked_intake",
        "Chênh lệch hẳn trên hoặc hẳn dưới mốc khi có thêm lĩnh vực.",
        needs=(REGISTER,),
        rivals=RIVALS,
        counted="hồ sơ trực tuyến của xã nộp trong kỳ, sớm ít nhất 16 giờ làm việc trước khi hết kỳ; " + _BY_FIELD,
        censored="hồ sơ chưa được tiếp nhận tính là đã chờ đủ 16 giờ",
        cannot="lĩnh vực khác nhau vì kết nối hay vì việc phải làm",
        instead=WAITING,
    ),
    SubClaim(
        "hard_at_handling",
        "effect",
        "Khó khăn trong khâu giải quyết",
        "số giờ làm việc trung bình trong những ngày đầu được theo dõi (nhiều nhất 15 ngày, không tính tạm dừng), lĩnh vực chưa kết nối so với lĩnh vực đã kết nối có cùng thời hạn",
        "unlinked_handling",
        "Chênh lệch hẳn trên hoặc hẳn dưới mốc khi có thêm lĩnh vực.",
        needs=(REGISTER,),
        rivals=RIVALS,
        counted="mọi hồ sơ của xã tiếp nhận trong kỳ, có ngày hẹn, xong hay chưa; " + _BY_FIELD,
        censored="hồ sơ chưa xong lúc hết kỳ: đã lâu ít nhất bằng tuổi của nó (Kaplan–Meier); hồ sơ trả lại, rút được theo dõi đến lúc đó",
        cannot="lĩnh vực khác nhau vì kết nối hay vì việc phải làm; khác nhau sau số ngày đã theo dõi",
        instead=WAITING,
    ),
    SubClaim(
        "hard_at_use",
        "effect",
        "Khó khăn trong khai thác, sử dụng số liệu",
        "số hồ sơ mà biểu của hệ thống tỉnh và danh sách tại Trung tâm lệch nhau, trên số hồ sơ của danh sách",
        "unlinked_use",
        "Hai bên khớp nhau nhiều kỳ liền, hoặc lệch hẳn quá mốc.",
        needs=(TOTALS,),
        rivals=(
            "hai bên lấy số liệu ở hai lúc khác nhau",
            "hai bên hiểu “phải giải quyết” khác nhau",
            "danh sách thiếu hồ sơ do chọn sai bộ lọc khi xuất",
        ),
        counted="số phải giải quyết của biểu và của danh sách; đếm đủ nên không có khoảng tin cậy",
        censored="không có",
        cannot="lệch vì chưa kết nối hay vì cách lấy số liệu; hai lệch bù nhau thì không thấy",
        instead="tổng số của hai nơi có khớp nhau không, không phải công khai thác, sử dụng",
    ),
)
LEVERS = (
    Lever(
        "Đo số phút nhập lại của 20 hồ sơ mỗi hệ thống chưa kết nối, ghi vào bảng “Hệ thống chuyên ngành”",
        "centre",
        "double_entry",
    ),
    Lever("Phân công một người nhập lại theo lô cuối buổi cho hệ thống tốn nhiều giờ nhất", "centre", "double_entry"),
    Lever("Đối chiếu biểu của hệ thống tỉnh với danh sách tại Trung tâm trước khi ký báo cáo", "centre", "hard_at_use"),
    Lever("Giao phòng chuyên môn chốt số hồ sơ nhập hai nơi với Trung tâm hằng tuần", "commune", "hard_at_use"),
    Lever("Kết nối hệ thống đất đai với hệ thống giải quyết thủ tục hành chính của tỉnh, có mốc ngày", "province", "not_linked"),
    Lever("Mở dữ liệu đăng ký hộ kinh doanh cho hệ thống của tỉnh", "ministry", "not_linked"),
)


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
    readings = {
        "not_linked": not_linked(systems) if not lacking else Reading(lacking=lacking),
        "double_entry": double_entry(material, systems) if not lacking else Reading(lacking=lacking),
        "hard_at_intake": intake(material, systems) if not lacking else Reading(lacking=lacking),
        "hard_at_handling": handling(material, systems) if not lacking else Reading(lacking=lacking),
        "hard_at_use": differing(material),
    }
    missing = [REGISTER] if lacking else []
    missing += [TOTALS] if not material.system_totals else []
    grids = tuple(g for g in (_systems(material, systems) if len(systems) else None, _totals(material)) if g)
    trend = _trend(material)
    return Assessed(
        OBSTACLE,
        judge(CLAIMS, readings, material.words),
        grids,
        (trend,) if trend else (),
        (),
        tuple(missing),
        ("cases", "linked_systems"),
    )


def not_linked(systems: pd.DataFrame) -> Reading:
    """All of the register is counted, so there is no interval; a state that cannot be read is no state."""
    known = systems[systems["link_state"].isin(list(LINK_STATE))]
    n = int(known["link_state"].isin(NOT_LINKED).sum())
    names = "; ".join(
        f"{row.system} ({LINK_STATE[row.link_state].lower()})" for row in known.itertuples() if row.link_state in NOT_LINKED
    )
    return Reading(
        Measured(n, n, n, len(known), "systems"),
        f"{whole(n)} trên {whole(len(known))} hệ thống trong bảng chưa kết nối xong." + (f" Đó là: {names}." if n else ""),
    )


def exposed(frame: pd.DataFrame, systems: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """(the cases with `exposed` and their field as cluster, whether the others are those of linked fields, else of all other fields)."""
    bad, good = fields_of(systems, NOT_LINKED), fields_of(systems, ("linked",))
    good -= bad  # a field that also needs an unlinked system is not free of it
    frame = frame[frame["field"].notna() & frame["term_wd"].notna()]
    is_listed = bool(frame["field"].isin(good).any())
    frame = frame[frame["field"].isin(bad | good)] if is_listed else frame
    return frame.assign(stratum=frame["term_wd"], cluster=frame["field"], exposed=frame["field"].isin(bad)), is_listed


def intake(material: Material, systems: pd.DataFrame) -> Reading:
    if lacking := material.lacks("cases", "submitted_at") or material.lacks("cases", "channel"):
        return Reading(lacking=lacking)
    frame, is_listed = exposed(waited(material), systems)
    what = f"chờ tiếp nhận (trong {decimal(INTAKE_HOURS, 0)} giờ làm việc đầu, hồ sơ chưa tiếp nhận cũng tính)"
    return _told(of_clusters(frame), frame, is_listed, what)


def handling(material: Material, systems: pd.DataFrame) -> Reading:
    """Restricted mean of the office hours to a result, cases of the period that are open included."""
    if lacking := material.lacks_ends or (material.lacks("cases", "due_at") and material.lacks("cases", "original_due_at")):
        return Reading(lacking=lacking)
    frame, is_listed = exposed(followed(material).query("is_new"), systems)
    if len(frame) and not frame["is_event"].any():
        return Reading(lacking="kỳ này chưa có hồ sơ mới nào giải quyết xong để so")
    horizon = horizon_of(frame, FOLLOWED_DAYS, FEWEST_CASES) if len(frame) else 0
    if not horizon:
        return _told(None, frame, is_listed, "")
    frame = frame.assign(time=frame["worked_hours"].astype(int))
    found = restricted_difference(frame, round(horizon * frame["hours_a_day"].iloc[0]))
    still = int((~frame["is_event"]).sum())
    what = f"giải quyết (trong {whole(horizon)} ngày làm việc đầu; {whole(still)} hồ sơ chưa xong tính đến hết kỳ)"
    return _told(found, frame, is_listed, what)


def _told(found: Effect | None, frame: pd.DataFrame, is_listed: bool, what: str) -> Reading:
    if found is None:
        fields = (
            [frame.loc[side, "cluster"].nunique() for side in (frame["exposed"], ~frame["exposed"])] if len(frame) else [0, 0]
        )
        if min(fields) >= FEWEST_CLUSTERS:
            return Reading(lacking="không có đủ hồ sơ của lĩnh vực chưa kết nối và lĩnh vực đã kết nối có cùng thời hạn để so")
        return Reading(
            lacking=f"có hồ sơ để so của {whole(fields[0])} lĩnh vực chưa kết nối và {whole(fields[1])} lĩnh vực khác, cần ít nhất "
            f"{padded(FEWEST_CLUSTERS)} mỗi bên mới tách được lĩnh vực với kết nối"
        )
    measured = Measured(found.value, found.low, found.high, min(found.exposed, found.others), "hours")
    others = "lĩnh vực đã kết nối" if is_listed else "lĩnh vực khác"
    return Reading(
        measured,
        f"Thời gian {what} một hồ sơ của {whole(found.exposed_clusters)} lĩnh vực chưa kết nối ({whole(found.exposed)} hồ sơ) so với "
        f"{whole(found.other_clusters)} {others} có cùng thời hạn ({whole(found.others)} hồ sơ): {measured.said} "
        f"({measured.interval_said + ', ' if measured.interval_said else ''}mỗi lĩnh vực là một cụm). Lĩnh vực khác nhau cả về việc phải làm, nên chênh lệch không chỉ do kết nối.",
    )


def differing(material: Material) -> Reading:
    """How many cases the system's own form and our list differ by, cell by cell of one whole (received), of those in our list."""
    gaps = {scope: (theirs, ours) for scope, cell, theirs, ours in material.system_totals if cell == "received_all"}
    if not gaps:
        return Reading(lacking="kỳ này không có biểu II.06a của hệ thống tỉnh bên cạnh danh sách hồ sơ")
    off, ours = sum(abs(theirs - mine) for theirs, mine in gaps.values()), sum(mine for _, mine in gaps.values())
    measured = counted_share(off, ours)
    if measured is None:
        return Reading(lacking="danh sách không có hồ sơ nào để đối chiếu")
    told = "; ".join(
        f"{SCOPE[scope].lower() if scope != 'land' else SCOPE[scope]}: hệ thống {whole(theirs)}, danh sách {whole(mine)}"
        for scope, (theirs, mine) in gaps.items()
    )
    return Reading(measured, f"Số hồ sơ phải giải quyết lệch {whole(off)} trên {whole(ours)} ({measured.said}): {told}.")


def lost_hours(material: Material, systems: pd.DataFrame) -> list[tuple]:
    """(system, state, since, cases of its fields accepted in the period, all scopes, None without their fields; is entered twice;
    hours lost or None)."""
    is_known = not material.lacks("cases", "field")
    counts = material.query("SELECT field, count(*) AS n FROM cases WHERE is_new GROUP BY field").set_index("field")["n"]
    rows = []
    for row in systems.itertuples():
        cases = int(counts.reindex(row.fields).fillna(0).sum()) if is_known and row.fields else None
        is_double = pd.notna(row.is_double_entry) and bool(row.is_double_entry)
        hours = (
            cases * row.extra_minutes / 60
            if pd.notna(row.extra_minutes) and cases is not None
            else 0.0
            if row.link_state == "linked" and not is_double
            else None
        )
        rows.append((row.system, row.link_state, row.since, cases, is_double, hours))
    return rows


def double_entry(material: Material, systems: pd.DataFrame) -> Reading:
    """Hours of the officers that entering twice took; a system whose minutes nobody measured makes the sum a lower bound."""
    found = lost_hours(material, systems)
    measured = [hours for *_, hours in found if hours is not None]
    if not measured:
        return Reading(lacking="chưa hệ thống nào được đo số phút nhập thêm")
    total = sum(measured)
    twice = [cases for *_, cases, is_double, _ in found if is_double]
    if not twice or None in twice:  # without fields nobody knows which cases go through which system
        return Reading(lacking="không rõ hồ sơ nào đi qua hệ thống nào")
    unknown = len(found) - len(measured)
    more = f", chưa kể {whole(unknown)} hệ thống chưa đo số phút" if unknown else ""
    return Reading(
        Measured(total, total, total, len(measured), "labour_hours", "lower" if unknown else ""),
        f"{whole(sum(twice))} hồ sơ mới phải nhập hai lần, mất thêm {decimal(total, 1)} giờ công{more}.",
    )


def _systems(material: Material, systems: pd.DataFrame) -> Grid:
    found, is_untold = lost_hours(material, systems), bool(material.lacks("linked_systems", "is_double_entry"))
    rows = [
        (
            f"{name} ({LINK_STATE.get(state, 'không rõ tình trạng').lower()}{f', từ {day_vn(since)}' if pd.notna(since) else ''})",
            (
                "–" if cases is None else whole(cases),
                "–" if is_untold or (double and cases is None) else whole(cases) if double else "0",
                "–" if hours is None else decimal(hours, 1),
            ),
        )
        for name, state, since, cases, double, hours in found
    ]
    hit, new = _affected(material) or (0, 0)
    total = sum(hours for *_, hours in found if hours is not None)
    unknown = sum(hours is None for *_, hours in found)
    note = "Hồ sơ mới của mọi phạm vi tại quầy, chỉ là khối lượng công việc. "
    if lacking := material.lacks("cases", "field") or material.lacks("linked_systems", "fields"):
        note += f"Chưa biết hồ sơ nào qua hệ thống nào: {lacking}."
    else:
        note += (
            f"Lĩnh vực chưa kết nối xong: {whole(hit)} trên {whole(new)} hồ sơ mới ({percent(share(hit, new)) if new else '—'}). "
        )
        told = (
            f"Giờ công mất thêm trong kỳ: {decimal(total, 1)} giờ"
            if unknown < len(found)
            else "Chưa biết giờ công mất thêm trong kỳ"
        )
        note += (
            f"{told}, chưa kể {whole(unknown)} hệ thống chưa ghi lĩnh vực hoặc số phút."
            if 0 < unknown < len(found)
            else f"{told}."
        )
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
    return Grid(
        "Biểu của hệ thống tỉnh và danh sách tại Trung tâm",
        "Số hồ sơ",
        (("Hệ thống", "number"), ("Danh sách", "number"), ("Chênh", "number")),
        tuple(rows),
        "Hệ thống có thể gộp hồ sơ trả lại, rút vào “Đã giải quyết”; trang 01 nêu mã từng hồ sơ chênh.",
    )


def _trend(material: Material) -> Trend | None:
    points = []
    for one in material.series:
        if one.lacks("linked_systems"):
            continue
        hit, new = _affected(one) or (0, 0)
        if new:
            points.append((one.period.text, 100 * hit / new, 100 * hit / new, 100 * hit / new))
    if len(points) < 3:
        return None
    return Trend(
        "Hồ sơ phải qua hệ thống chưa kết nối", "Tỷ lệ hồ sơ mới thuộc lĩnh vực chưa kết nối xong", "percent", tuple(points)
    )


def _affected(material: Material) -> tuple[int, int] | None:
    """(new cases of fields whose system is not linked, all new cases); None where nobody wrote the fields down."""
    if material.lacks("cases", "field") or material.lacks("linked_systems", "fields"):
        return None
    bad = fields_of(register(material), NOT_LINKED)
    counts = material.query("SELECT field, count(*) AS n FROM cases WHERE is_new GROUP BY field")
    return int(counts.loc[counts["field"].isin(bad), "n"].sum()), int(counts["n"].sum())


OBSTACLE = Obstacle(
    "systems",
    3,
    "Hệ thống chuyên ngành chưa kết nối",
    "Một số phần mềm chuyên ngành như đăng ký kinh doanh, đất đai chưa kết nối với hệ thống của tỉnh, gây khó khăn trong tiếp nhận, giải quyết, khai thác, sử dụng.",
    CLAIMS,
    LEVERS,
    assess,
)
