"""II.4: land results later than the slip because of tax: how often, whose time it is, what the citizens say."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.numbers_vn import decimal, padded, percent, share, whole
from hcc_helpers.obstacles.form import Assessed, Curves, Grid, Judged, Lever, Need, Obstacle, SubClaim, Trend
from hcc_helpers.obstacles.land_cases import land_cases, still_waiting, tax_waits
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.shares import difference, share_of
from hcc_helpers.obstacles.time_to_result import Incidence, cumulative_incidence
from hcc_helpers.obstacles.verdicts import Measured, decide
from hcc_helpers.vocabulary import PAUSE

OWN = {
    "own": "Cơ quan giải quyết",
    "fixing": "Chờ xác định nghĩa vụ tài chính",
    "paying": "Chờ thực hiện nghĩa vụ tài chính",
    "other": "Thời gian khác được trừ",
}
SHOWN = 12
KNOWN_ENOUGH = 0.95  # of resolved cases must have the date of their slip, else the share speaks of a chosen part

PAUSES = Need("pauses", "ghi mỗi lần chờ thuế vào bảng “Tạm dừng”: mã hồ sơ, lý do, từ lúc, đến lúc")
SLIPS = Need(
    "appointments",
    "ghi ngày hẹn in trên giấy hẹn đầu tiên: cột “Ngày hẹn trên phiếu” của danh sách hồ sơ, hoặc dòng “Hẹn lần đầu” của bảng “Hẹn trả”",
)
STEPS = Need("steps", "xuất bảng “Bước xử lý” của hồ sơ đất đai")
PETITIONS = Need("petitions", "lập bảng “Phản ánh, kiến nghị, khiếu nại” có cột mã hồ sơ, kể cả khi không có đơn nào")
SURVEYS = Need("surveys", "phát phiếu khảo sát cho người nhận kết quả đất đai và ghi mã hồ sơ trên phiếu")

CLAIMS = (
    SubClaim("late_by_slip", "fact", "Kết quả đất đai thường chậm hơn giấy hẹn", "tỷ lệ hồ sơ đất đai xong sau ngày hẹn in trên giấy hẹn đầu tiên", "land_late_often",
             "Ngày hẹn trên giấy hẹn được ghi đủ cho mọi hồ sơ; tỷ lệ chậm vượt hẳn hoặc xuống hẳn dưới mốc.", needs=(SLIPS,)),
    SubClaim("tax_step_absent", "fact", "Quy trình chưa có bước nghĩa vụ thuế", "tỷ lệ hồ sơ chờ thuế mà nhật ký bước xử lý có bước của cơ quan thuế", "tax_step_absent",
             "Hệ thống có bước của cơ quan thuế, có hạn riêng, trong nhật ký bước xử lý.", needs=(PAUSES, STEPS)),
    SubClaim("tax_time_unfixed", "cause", "Không xác định được thời gian thực hiện nghĩa vụ thuế", "tỷ lệ lần xác định nghĩa vụ tài chính quá 05 ngày làm việc", "tax_time_unfixed",
             "Cơ quan thuế giữ hạn 05 ngày ở phần lớn hồ sơ, nhiều kỳ liền.", needs=(PAUSES,),
             rivals=("hồ sơ chuyển sang thuế còn thiếu giấy tờ nên bị trả lại", "ngày trả thông báo thuế ghi vào hệ thống muộn hơn ngày thật", "hồ sơ của tổ chức có hạn dài hơn")),
    SubClaim("upset_petitions", "effect", "Gây bức xúc cho công dân (đơn thư)", "tỷ lệ hồ sơ đất đai có phản ánh, kiến nghị hoặc khiếu nại", "land_upset_petitions",
             "Có đơn về hồ sơ đất đai; hoặc sổ đơn thư ghi mã hồ sơ cho mọi đơn.", needs=(PETITIONS,)),
    SubClaim("upset_satisfaction", "effect", "Gây bức xúc cho công dân (hài lòng)", "tỷ lệ hài lòng của người nộp hồ sơ khác trừ của người nộp hồ sơ đất đai", "land_upset_satisfaction",
             "Đủ phiếu khảo sát của người nhận kết quả đất đai.", needs=(SURVEYS,)),
    SubClaim("not_units_fault", "cause", "Chậm không do đơn vị giải quyết", "trong hồ sơ chậm so với giấy hẹn, tỷ lệ đúng hạn nếu trừ thời gian chờ thuế và thời gian khác được trừ", "land_not_units_fault",
             "Có hồ sơ mà sau khi trừ thời gian chờ, cơ quan giải quyết vẫn vượt thời hạn.", needs=(SLIPS, PAUSES),
             rivals=("thời gian tạm dừng do chính đơn vị ghi, có thể dài hơn thời gian chờ thật", "hồ sơ chuyển sang thuế muộn nên phải chờ ngoài hạn")),
)  # fmt: skip
LEVERS = (
    Lever("Đối chiếu danh sách hồ sơ chờ thuế lâu nhất ở bảng trên với cơ quan thuế và Chi nhánh Văn phòng đăng ký đất đai; ghi lý do từng hồ sơ", "centre", "tax_time_unfixed"),
    Lever("Nhắn cho người dân có thông báo thuế mà chưa nộp: số tiền ở đâu, nộp trực tuyến thế nào", "centre", "late_by_slip"),
    Lever("In trên giấy hẹn dòng “chưa gồm thời gian xác định và thực hiện nghĩa vụ tài chính” và ghi ngày hẹn đầu tiên vào bảng “Hẹn trả”", "centre", "late_by_slip"),
    Lever("Gửi phiếu khảo sát riêng cho người nhận kết quả đất đai (ít nhất 50 phiếu một kỳ)", "centre", "upset_satisfaction"),
    Lever("Họp hằng tháng với cơ quan thuế, đưa những lần xác định nghĩa vụ tài chính quá hạn vào biên bản", "commune", "tax_time_unfixed"),
    Lever("Đưa bước xác định và thực hiện nghĩa vụ tài chính, có hạn, vào quy trình điện tử của thủ tục đất đai", "province", "tax_step_absent"),
    Lever("Liên thông thông báo thuế và xác nhận nộp tiền giữa hệ thống thuế, đất đai và hệ thống một cửa", "ministry", "tax_time_unfixed"),
)  # fmt: skip


def assess(material: Material) -> Assessed:
    """The six sub-claims for the land cases of the period."""
    frame, waits = land_cases(material), tax_waits(material)
    done = frame[frame["is_finished"]]
    measures = {
        "late_by_slip": late_by_slip(material, done),
        "tax_step_absent": tax_step(material),
        "tax_time_unfixed": tax_clock(material, waits),
        "upset_petitions": petitions(material, len(frame)),
        "upset_satisfaction": satisfaction(material),
        "not_units_fault": not_units_fault(material, done),
    }
    none = "" if len(frame) else "kỳ này không có hồ sơ đất đai"
    judged, missing = [], []
    for claim in CLAIMS:
        measured, lacking, sentence = measures[claim.id]
        verdict = decide(claim.kind, measured, material.words[claim.word], none or lacking)
        judged.append(Judged(claim, verdict, measured, sentence))
        missing += claim.needs if lacking and not none else ()
    grids = (
        tuple(g for g in (_by_date(done), _split(done), _clocks(material, waits), *_waiting(material)) if g) if len(frame) else ()
    )
    pictures = tuple(p for p in (_curves(frame), _trend(material)) if p)
    return Assessed(OBSTACLE, tuple(judged), grids, pictures, tuple(_beside(material, done)), tuple(dict.fromkeys(missing)),
                    ("cases", "pauses", "appointments", "steps", "petitions", "surveys"))  # fmt: skip


def late_by_slip(material: Material, done: pd.DataFrame) -> tuple[Measured | None, str, str]:
    """Of resolved land cases. Where the slip is known for a part only, that part is the one whose date was changed: no share."""
    known = done[done["has_slip"]]
    late = int(known["is_late_by_slip"].sum())
    if len(known) < KNOWN_ENOUGH * len(done) or done.empty:
        return None, f"ngày trên giấy hẹn đầu tiên mới ghi ở {whole(len(known))} trên {whole(len(done))} hồ sơ đã giải quyết", ""
    measured = share_of(late, len(known))
    unknown = len(done) - len(known)
    tail = f"; {whole(unknown)} hồ sơ không rõ ngày trên giấy hẹn" if unknown else ""
    return (
        measured,
        "",
        f"{whole(late)} trên {whole(len(known))} hồ sơ xong sau ngày trên giấy hẹn: {measured.said} ({measured.interval_said}){tail}.",
    )


def tax_step(material: Material) -> tuple[Measured | None, str, str]:
    lacking = material.lacks("pauses") or material.lacks("steps")
    if lacking:
        return None, lacking, ""
    with_step, waiting, with_log = material.one("""
        WITH taxed AS (SELECT DISTINCT c.case_id FROM cases c JOIN pauses p USING (case_id)
            WHERE c.scope = 'land' AND c.is_of_period AND p.reason IN ('tax_fixing', 'tax_paying') AND p.from_at < c.period_end),
          logged AS (SELECT case_id, bool_or(lower(unit) LIKE '%thuế%') AS has_tax FROM steps GROUP BY case_id)
        SELECT count(*) FILTER (WHERE has_tax), count(*), count(has_tax) FROM taxed LEFT JOIN logged USING (case_id)""")
    if waiting and not with_log:
        return None, "hồ sơ chờ thuế không có nhật ký bước xử lý", ""
    measured = share_of(with_step, with_log)
    if measured is None:
        return None, "kỳ này không có hồ sơ đất đai nào chờ thuế", ""
    return (
        measured,
        "",
        f"{whole(with_step)} trên {whole(with_log)} hồ sơ chờ thuế có bước của cơ quan thuế trong nhật ký: {measured.said} ({measured.interval_said}).",
    )


def tax_clock(material: Material, waits: pd.DataFrame) -> tuple[Measured | None, str, str]:
    if lacking := material.lacks("pauses"):
        return None, lacking, ""
    fixed = waits[waits["reason"] == "tax_fixing"]
    if fixed.empty:
        return None, "kỳ này không có lần xác định nghĩa vụ tài chính nào kết thúc", ""
    limit = material.words["tax_clock_individual"]
    over = int((fixed["waited"] > limit.value).sum())
    measured = share_of(over, len(fixed))
    since = ""
    if limit.law_from:
        bound = fixed[fixed["from_at"] >= pd.Timestamp(limit.law_from)]
        since = f" Bắt đầu từ {day_vn(limit.law_from)}, ngày ban hành {limit.law}: {whole(len(bound))} lần."
    return (
        measured,
        "",
        (
            f"{whole(over)} trên {whole(len(fixed))} lần xác định nghĩa vụ tài chính kết thúc trong kỳ quá {padded(limit.value)} ngày làm việc: {measured.said} "
            f"({measured.interval_said}); trung vị {decimal(fixed['waited'].median(), 1)}, phân vị 90 {decimal(fixed['waited'].quantile(0.9), 1)} ngày."
            + since
        ),
    )


def _clocks(material: Material, waits: pd.DataFrame) -> Grid | None:
    """Waits for the tax to be fixed, by which clocks of the land law of the province they keep; the list tells neither who applied nor
    whether a land use fee was due, so that only the shortest and the longest class are certain."""
    fixed = waits[waits["reason"] == "tax_fixing"]
    if fixed.empty:
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
    spans = {"Tất cả": fixed}
    if limit.law_from:
        spans[f"Bắt đầu từ {day_vn(limit.law_from)}"] = fixed[fixed["from_at"] >= pd.Timestamp(limit.law_from)]
    rows = []
    for low, high, label in classes:
        cells = [whole(int(((part["waited"] > low) & (part["waited"] <= high)).sum())) for part in spans.values()]
        rows.append((label, tuple(cells)))
    return Grid(
        f"Lần xác định nghĩa vụ tài chính kết thúc trong kỳ, so với hạn của {limit.law}", "Thời gian chờ (ngày làm việc)",
        tuple((name, "number") for name in spans), tuple(rows),
        "Danh sách không cho biết hồ sơ của cá nhân hay tổ chức, có tiền sử dụng đất hay không: chỉ dòng đầu và dòng cuối là chắc chắn. Lần chờ bắt đầu trước ngày ban hành quyết định chỉ so để tham khảo.",
    )  # fmt: skip


def petitions(material: Material, cases: int) -> tuple[Measured | None, str, str]:
    if lacking := material.lacks("petitions"):
        return None, lacking, ""
    land, unknown = material.one(
        "SELECT count(DISTINCT case_id) FILTER (WHERE case_scope = 'land'), count(*) FILTER (WHERE case_scope = 'unknown') FROM petitions WHERE is_received"
    )
    measured = share_of(land, cases, bound="lower" if unknown else "")
    if measured is None:
        return None, "", ""
    tail = f" Còn {whole(unknown)} đơn không ghi mã hồ sơ, chưa biết có phải về đất đai." if unknown else ""
    return (
        measured,
        "",
        f"{whole(land)} trên {whole(cases)} hồ sơ đất đai có đơn: {measured.said} ({measured.interval_said}).{tail}",
    )


def satisfaction(material: Material) -> tuple[Measured | None, str, str]:
    if lacking := material.lacks("surveys"):
        return None, lacking, ""
    land, land_good, other, other_good = material.one("""
        SELECT count(*) FILTER (WHERE case_scope = 'land'), count(*) FILTER (WHERE case_scope = 'land' AND is_satisfied),
          count(*) FILTER (WHERE case_scope IN ('commune', 'other')), count(*) FILTER (WHERE case_scope IN ('commune', 'other') AND is_satisfied)
        FROM surveys WHERE is_valid""")
    if not land:
        return None, "không có phiếu khảo sát nào ghi mã hồ sơ đất đai", ""
    measured = difference(other_good, other, land_good, land)
    if measured is None:
        return None, "không có phiếu khảo sát nào của hồ sơ khác để so", ""
    return (
        measured,
        "",
        (
            f"Người nộp hồ sơ đất đai hài lòng {percent(share(land_good, land))} ({whole(land)} phiếu), người nộp hồ sơ khác {percent(share(other_good, other))} "
            f"({whole(other)} phiếu): chênh {measured.said} ({measured.interval_said})."
        ),
    )


def not_units_fault(material: Material, done: pd.DataFrame) -> tuple[Measured | None, str, str]:
    if lacking := material.lacks("pauses") or late_by_slip(material, done)[1]:
        return None, lacking, ""
    late = done[done["is_late_by_slip"]]
    if late.empty:
        return None, "không có hồ sơ nào chậm so với giấy hẹn", ""
    others = int((late["whose"] != "own").sum())
    measured = share_of(others, len(late))
    parts = "; ".join(f"{OWN[who].lower()} {whole(n)}" for who, n in _whose(late).items() if n)
    return (
        measured,
        "",
        f"{whole(others)} trên {whole(len(late))} hồ sơ chậm so với giấy hẹn là đúng hạn nếu trừ thời gian chờ: {measured.said} ({measured.interval_said}). Chậm chủ yếu ở phần: {parts}.",
    )


def _whose(late: pd.DataFrame) -> dict[str, int]:
    counts = late["whose"].value_counts()
    return {who: int(counts.get(who, 0)) for who in OWN}


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
        "Hồ sơ đất đai giải quyết xong trong kỳ: chậm theo ngày nào", "Cách tính", (("Có ngày để so", "number"), ("Chậm", "number"), ("Tỷ lệ chậm", "number")),
        tuple((label, (whole(int(n)), whole(int(late)), percent(share(int(late), int(n))) if n else "—")) for label, late, n in rows),
        f"Ngày hẹn trong hệ thống khác ngày trên giấy hẹn ở {whole(moved)} hồ sơ. So theo ngày: xong trong ngày hẹn là đúng hạn.",
    )  # fmt: skip


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
        "Thời gian của hồ sơ đất đai đã giải quyết thuộc về ai", "Phần thời gian",
        (("Tổng ngày làm việc", "number"), ("Tỷ lệ", "number"), ("Trung vị, hồ sơ có chờ thuế (ngày)", "number")), tuple(rows),
        f"{whole(len(done))} hồ sơ đã giải quyết, {whole(len(taxed))} hồ sơ có chờ thuế. Ngày làm việc, không tính ngày đầu; ngày có nhiều lý do chờ tính một lần.",
    )  # fmt: skip


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
        "Hồ sơ đất đai đang chờ nghĩa vụ tài chính lúc hết kỳ, theo thời gian đã chờ", "Đã chờ (ngày làm việc)",
        tuple((PAUSE[reason], "number") for reason in ("tax_fixing", "tax_paying")), tuple(rows), f"{whole(len(waiting))} hồ sơ.", shown_to="public",
    )  # fmt: skip
    longest = waiting.head(SHOWN)
    listed = Grid(
        "Hồ sơ đất đai chờ nghĩa vụ tài chính lâu nhất lúc hết kỳ", "Mã hồ sơ", (("Đang chờ", "text"), ("Từ ngày", "text"), ("Đã chờ (ngày làm việc)", "number")),
        tuple((row.case_id, (PAUSE[row.reason], day_vn(row.since), whole(int(row.waited)))) for row in longest.itertuples()),
        f"{whole(len(longest))} trên {whole(len(waiting))} hồ sơ, lâu nhất trước.", shown_to="internal",
    )  # fmt: skip
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
        "Tỷ lệ hồ sơ đất đai đã có kết quả theo ngày làm việc", reached,
        (("Kể cả thời gian chờ", tuple(map(float, everything.days)), tuple(map(float, everything.result))), ("Trừ thời gian chờ", tuple(map(float, own.days)), tuple(map(float, own.result)))),
    )  # fmt: skip


def _trend(material: Material) -> Trend | None:
    points = []
    for one in material.series:
        done = land_cases(one)
        measured, _, _ = late_by_slip(one, done[done["is_finished"]])
        if measured is not None:
            points.append((one.period.text, measured.value, measured.low, measured.high))
    if len(points) < 3:
        return None
    return Trend(
        "Chậm so với giấy hẹn qua các tháng", "Tỷ lệ hồ sơ đất đai xong sau ngày trên giấy hẹn đầu tiên", "percent", tuple(points)
    )


def _beside(material: Material, done: pd.DataFrame) -> list[str]:
    """The report's words beside the figures that it prints itself."""
    dated, known = done[done["has_due"]], done[done["has_slip"]]
    if dated.empty:
        return []
    late = int(dated["is_finished_late"].sum())
    said = [
        f"{material.it_says} “thường chậm hơn” giấy hẹn; mục I.3 của kỳ này đếm quá hạn {whole(late)} trên {whole(len(dated))} hồ sơ ({percent(share(late, len(dated)))}) theo ngày hẹn trong hệ thống."
    ]
    if len(known):
        slip = int(known["is_late_by_slip"].sum())
        said.append(
            f"So với ngày in trên giấy hẹn đầu tiên thì {whole(slip)} trên {whole(len(known))} hồ sơ chậm ({percent(share(slip, len(known)))}): ngày hẹn trong hệ thống đã lùi theo thời gian chờ."
        )
    if not material.lacks("petitions"):
        received = material.one("SELECT count(*) FILTER (WHERE is_received) FROM petitions")[0]
        said.append(f"Báo cáo viết “gây bức xúc”; sổ đơn thư của kỳ có {whole(received)} đơn.")
    return said


OBSTACLE = Obstacle(
    "land_tax", 4, "Kết quả đất đai chậm vì nghĩa vụ thuế",
    "Kết quả đất đai thường chậm hơn giấy hẹn vì quy trình chưa có bước nghĩa vụ thuế, không xác định được thời gian; gây bức xúc nhưng không do đơn vị giải quyết.",
    CLAIMS, LEVERS, assess,
)  # fmt: skip
