"""II.5: what still comes in person, and why: few, mostly hộ tịch, presence required, no VNeID. Cases decided by the commune."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd

from hcc_helpers.numbers_vn import percent, round_half_up, share, whole
from hcc_helpers.obstacles.counter import at_counter, counter_share
from hcc_helpers.obstacles.form import Assessed, Bars, Grid, Lever, Need, Obstacle, SubClaim, Trend, judge, lacking_needs
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.self_filing import short
from hcc_helpers.obstacles.shares import share_between
from hcc_helpers.obstacles.verdicts import Reading
from hcc_helpers.vocabulary import IN_PERSON_REASON

REASONS = Need(
    "in_person_reasons", "mỗi hồ sơ nộp trực tiếp ghi một dòng ở sổ “Lý do nộp trực tiếp”: mã hồ sơ, lý do, số lần phải đến"
)
CIVIL = "Hộ tịch"
STAY = ("own_presence", "in_person_only")  # reasons that no help at the counter takes away
SHOWN = 8
MOST_UNKNOWN = 0.1  # cases of unknown channel beside those filed in person: above, the latter are a chosen part
DRAFT_PCT = "1,4%"  # as the report of December 2025 prints it, of procedures

CLAIMS = (
    SubClaim(
        "small_share",
        "fact",
        "Chỉ còn một phần nhỏ tiếp nhận trực tiếp",
        "tỷ lệ hồ sơ mới nộp trực tiếp",
        "in_person_small",
        "Tỷ lệ nộp trực tiếp vượt hẳn mốc.",
        counted="hồ sơ mới của xã; hồ sơ không rõ kênh nộp tính cả hai phía",
        censored="không có",
        cannot="“phần nhỏ” của thủ tục hay của hồ sơ: hai cách tính in cạnh nhau",
    ),
    SubClaim(
        "mostly_civil",
        "fact",
        "Chủ yếu trong lĩnh vực hộ tịch",
        "tỷ lệ hộ tịch trong hồ sơ mới nộp trực tiếp",
        "in_person_mostly",
        "Đủ hồ sơ trực tiếp (gộp nhiều tháng, ví dụ theo quý), tỷ lệ hộ tịch lên hẳn hoặc xuống hẳn so với một nửa.",
        counted="hồ sơ mới nộp trực tiếp; hồ sơ không rõ lĩnh vực tính cả hai phía; không kết luận khi hồ sơ không rõ kênh nộp nhiều hơn một phần mười số nộp trực tiếp",
        censored="không có",
        cannot="hồ sơ trực tiếp được ghi là trực tuyến vì nhập giúp tại quầy",
    ),
    SubClaim(
        "presence_required",
        "cause",
        "Thủ tục yêu cầu chính người dân hoặc người giám hộ thực hiện",
        "tỷ lệ hồ sơ trực tiếp ghi lý do phải có mặt",
        "in_person_presence",
        "Sổ lý do ghi đủ cho mọi hồ sơ trực tiếp, gộp nhiều tháng.",
        needs=(REASONS,),
        rivals=("cán bộ ghi lý do theo thói quen", "người dân muốn làm tại quầy nhưng được ghi là thủ tục yêu cầu"),
        counted="hồ sơ mới nộp trực tiếp; hồ sơ chưa ghi hoặc ghi hai lý do tính cả hai phía; mức tối thiểu đếm hồ sơ rõ lý do",
        censored="không có",
        cannot="lý do do cán bộ ghi, không phải do người dân nói",
    ),
    SubClaim(
        "no_account",
        "cause",
        "Chưa có tài khoản VNeID nên không nộp được",
        "tỷ lệ hồ sơ trực tiếp ghi lý do chưa có VNeID",
        "in_person_no_account",
        "Sổ lý do ghi đủ cho mọi hồ sơ trực tiếp, gộp nhiều tháng.",
        needs=(REASONS,),
        rivals=("có tài khoản nhưng quên mật khẩu hoặc mất điện thoại", "cổng lỗi lúc nộp", "muốn làm trực tiếp"),
        counted="hồ sơ mới nộp trực tiếp; hồ sơ chưa ghi hoặc ghi hai lý do tính cả hai phía; mức tối thiểu đếm hồ sơ rõ lý do",
        censored="không có",
        cannot="người không có tài khoản mà không đến nộp; lý do do cán bộ ghi",
    ),
)
LEVERS = (
    Lever("Ghi lý do và số lần phải đến cho mọi hồ sơ nộp trực tiếp, ngay khi tiếp nhận", "centre", "no_account"),
    Lever("Đề nghị Công an xã trực cấp, kích hoạt VNeID tại Trung tâm vào ngày nhiều hồ sơ hộ tịch", "commune", "no_account"),
    Lever("Hẹn trước để người phải có mặt chỉ đến một lần, mang đủ giấy tờ", "centre", "presence_required"),
    Lever("Hướng dẫn chi tiết cách cha, mẹ, người giám hộ nộp thay bằng tài khoản của mình", "province", "presence_required"),
    Lever("Cho phép xác thực điện tử thay việc có mặt ở thủ tục hộ tịch mà pháp luật cho phép", "ministry", "presence_required"),
)
SQL = """
WITH told AS (
  SELECT case_id, CASE WHEN count(DISTINCT reason) = 1 THEN min(reason) END AS reason, max(visits) AS visits FROM in_person_reasons GROUP BY case_id)
SELECT c.case_id, c.procedure, c.procedure_name AS name, c.field, c.is_in_person_only, c.person_key, t.reason, t.visits
FROM cases c LEFT JOIN told t USING (case_id) WHERE c.scope = 'commune' AND c.is_new_in_person ORDER BY c.case_id"""


def in_person(material: Material) -> pd.DataFrame:
    """One row a new case of the commune filed in person: reason (null: none written down, or two different ones), visits."""
    frame = material.query(SQL)
    return frame.assign(reason=frame["reason"].where(frame["reason"].isin(list(IN_PERSON_REASON))))


def assess(material: Material) -> Assessed:
    frame = in_person(material)
    new, used = material.one("SELECT count(*), count(DISTINCT procedure) FROM cases WHERE scope = 'commune' AND is_new")
    readings = {
        "small_share": small(material, frame, used),
        "mostly_civil": mostly_civil(material, frame),
        "presence_required": because(material, frame, "own_presence"),
        "no_account": because(material, frame, "no_vneid"),
    }
    missing = lacking_needs(CLAIMS, readings) if len(frame) else ()
    grids = tuple(g for g in (_reasons(material, frame), _procedures(material, frame)) if g) if len(frame) else ()
    pictures = tuple(p for p in (_fields(frame), _trend(material)) if p)
    return Assessed(
        OBSTACLE,
        judge(CLAIMS, readings, material.words),
        grids,
        pictures,
        (*_beside(material, frame, new, used), *material.kiosks(), *_by_law(material)),
        missing,
        ("cases", "in_person_reasons"),
    )


def small(material: Material, frame: pd.DataFrame, used: int) -> Reading:
    reading = counter_share(material)
    if reading.measured is None or not used:
        return reading  # a list that names no procedure has cases and no procedures
    procedures = int(frame["procedure"].nunique())
    by_procedure = f" Tính theo thủ tục: {whole(procedures)} trên {whole(used)} thủ tục có phát sinh còn hồ sơ trực tiếp ({percent(share(procedures, used))})."
    return Reading(reading.measured, reading.sentence + by_procedure)


def unknown_channels(material: Material, frame: pd.DataFrame) -> str:
    """Why nothing can be said of the cases filed in person: those of unknown channel are as many, or more. "" where it can."""
    unknown = at_counter(material).unknown
    if not unknown or unknown <= MOST_UNKNOWN * len(frame):
        return ""
    return f"{whole(unknown)} hồ sơ mới không rõ kênh nộp, bên cạnh {whole(len(frame))} hồ sơ rõ là nộp trực tiếp"


def mostly_civil(material: Material, frame: pd.DataFrame) -> Reading:
    if lacking := unknown_channels(material, frame):
        return Reading(lacking=lacking)
    if frame.empty:
        return Reading(lacking="kỳ này không có hồ sơ mới nộp trực tiếp")
    unnamed = int(frame["field"].isna().sum())
    civil = int((frame["field"] == CIVIL).sum())
    measured = share_between(civil, unnamed, len(frame))
    if measured is None:
        return Reading(lacking="hồ sơ nộp trực tiếp không ghi lĩnh vực")
    tail = f" Còn {whole(unnamed)} hồ sơ không rõ lĩnh vực." if unnamed else ""
    return Reading(
        measured,
        f"{whole(civil)} trên {whole(len(frame) - unnamed)} hồ sơ trực tiếp thuộc hộ tịch: {measured.said} ({measured.interval_said}).{tail}",
    )


def because(material: Material, frame: pd.DataFrame, reason: str) -> Reading:
    if lacking := material.lacks("in_person_reasons") or unknown_channels(material, frame):
        return Reading(lacking=lacking)
    told = frame[frame["reason"].notna()]
    because = int((told["reason"] == reason).sum())
    between = share_between(because, len(frame) - len(told), len(frame))
    if between is None or told.empty:
        return Reading(lacking="không có hồ sơ nộp trực tiếp nào ghi rõ một lý do")
    measured = replace(between, n=len(told))
    untold = len(frame) - len(told)
    tail = f" Còn {whole(untold)} hồ sơ chưa rõ lý do." if untold else ""
    return Reading(
        measured,
        f"{whole(because)} trên {whole(len(told))} hồ sơ trực tiếp rõ lý do: {measured.said} ({measured.interval_said}).{tail}",
    )


def could_move(material: Material, frame: pd.DataFrame) -> tuple[int, bool]:
    """(cases that could have been filed online, whether that is the number). Not those of procedures that the catalogue offers in
    person only, nor those whose reason no help takes away; without reasons, or off the catalogue, it is the most that could."""
    only = frame["is_in_person_only"].astype("boolean")
    open_to_it = ~only.fillna(False)
    is_known = not material.lacks("in_person_reasons") and not only.isna().any()
    return int((open_to_it & ~frame["reason"].isin(STAY)).sum()), is_known


def _reasons(material: Material, frame: pd.DataFrame) -> Grid | None:
    if material.lacks("in_person_reasons"):
        return None
    civil, unknown = frame["field"] == CIVIL, frame["field"].isna()
    parts = {
        "Hộ tịch": frame[civil],
        "Lĩnh vực khác": frame[~civil & ~unknown],
        "Không rõ lĩnh vực": frame[unknown],
        "Cộng": frame,
    }
    if not unknown.any():
        del parts["Không rõ lĩnh vực"]
    elif unknown.all():
        parts = {"Cộng": frame}
    rows = [
        (label, tuple(whole(int((part["reason"] == code).sum())) for part in parts.values()))
        for code, label in IN_PERSON_REASON.items()
    ]
    rows.append(("Chưa ghi, hoặc ghi hai lý do", tuple(whole(int(part["reason"].isna().sum())) for part in parts.values())))
    again = frame["visits"].dropna()
    more = int((again > 1).sum())
    note = (
        f"Phải đến hơn một lần: {whole(more)} trên {whole(len(again))} hồ sơ có ghi số lần ({percent(share(more, len(again)))})."
        if len(again)
        else ""
    )
    return Grid(
        "Hồ sơ mới nộp trực tiếp theo lý do và lĩnh vực", "Lý do", tuple((name, "number") for name in parts), tuple(rows), note
    )


_IN_CATALOGUE = {True: "chỉ trực tiếp", False: "có trực tuyến", None: "không có trong danh mục"}


def _procedures(material: Material, frame: pd.DataFrame) -> Grid:
    """Where they come: of each procedure how many of its new cases, and whether the catalogue offers it in person only."""
    everything = material.query(
        "SELECT procedure, count(*) AS n FROM cases WHERE scope = 'commune' AND is_new GROUP BY procedure"
    ).set_index("procedure")["n"]
    counts = frame.groupby("procedure").agg(direct=("case_id", "size"), only=("is_in_person_only", "max"), name=("name", "first"))
    counts = counts.sort_values("direct", ascending=False, kind="stable")
    rows = [
        (
            short(row.name_ or row.Index),
            (whole(row.direct), whole(int(everything[row.Index])), _IN_CATALOGUE[None if pd.isna(row.only) else bool(row.only)]),
        )
        for row in counts.rename(columns={"name": "name_"}).head(SHOWN).itertuples()
    ]
    moves, is_known = could_move(material, frame)
    most = "" if is_known else "nhiều nhất "
    note = f"Có thể chuyển sang nộp trực tuyến: {most}{whole(moves)} trên {whole(len(frame))} hồ sơ ({percent(share(moves, len(frame)))}), không kể thủ tục chỉ làm trực tiếp và lý do phải có mặt."
    if more := len(counts) - len(rows):
        note += f" Bảng có {whole(len(rows))} thủ tục nhiều nhất; còn {whole(more)} thủ tục khác."
    return Grid(
        "Thủ tục còn hồ sơ nộp trực tiếp",
        "Thủ tục",
        (("Trực tiếp", "number"), ("Tất cả hồ sơ mới", "number"), ("Danh mục thủ tục", "text")),
        tuple(rows),
        note,
    )


def _fields(frame: pd.DataFrame) -> Bars | None:
    if frame.empty:
        return None
    counts = frame["field"].fillna("Không rõ").value_counts()
    top = counts.index[0]
    return Bars(
        f"{top} có {whole(int(counts.iloc[0]))} trên {whole(len(frame))} hồ sơ trực tiếp",
        "Số hồ sơ mới nộp trực tiếp theo lĩnh vực",
        "Hồ sơ mới nộp trực tiếp theo lĩnh vực",
        "cases",
        tuple((name, int(n)) for name, n in counts.head(6).items()),
    )


def _trend(material: Material) -> Trend | None:
    points = []
    for one in material.series:
        counts = at_counter(one)
        if (found := counts.share) is not None and not counts.unknown:
            points.append((one.period.text, found.value, found.low, found.high))
    if len(points) < 3:
        return None
    return Trend("Nộp trực tiếp qua các tháng", "Tỷ lệ hồ sơ mới nộp trực tiếp", "percent", tuple(points))


def _by_law(material: Material) -> list[str]:
    whys = material.redefined("in_person_no_vneid")
    return (
        [f"Lý do “chưa có VNeID” trước và sau ngày đổi mang nghĩa khác: {'; '.join(whys)}. Không so các kỳ hai bên ngày đó."]
        if whys
        else []
    )


def _beside(material: Material, frame: pd.DataFrame, new: int, used: int) -> list[str]:
    # The figure is one report's own; nobody else's words are put beside it.
    if not new or not used or not material.settings.centre.claims_of or at_counter(material).unknown:
        return []
    procedures = int(frame["procedure"].nunique())
    shares = share(len(frame), new), share(procedures, used)
    fits = any(round_half_up(one, 1) == Decimal(DRAFT_PCT.rstrip("%").replace(",", ".")) for one in shares)
    end = "" if fits else f" Không cách tính nào ra {DRAFT_PCT}: cần ghi rõ tỷ lệ tính trên gì."
    return [
        f"{material.it_says} “khoảng {DRAFT_PCT} thủ tục” tiếp nhận trực tiếp. Số liệu kỳ này: {percent(shares[0])} số hồ sơ mới, {percent(shares[1])} số thủ tục có phát sinh.{end}"
    ]


OBSTACLE = Obstacle(
    "in_person",
    5,
    "Còn hồ sơ nộp trực tiếp",
    "Còn một phần nhỏ thủ tục tiếp nhận trực tiếp, chủ yếu hộ tịch, vì phải chính người dân hoặc người giám hộ làm mà họ chưa có VNeID.",
    CLAIMS,
    LEVERS,
    assess,
)
