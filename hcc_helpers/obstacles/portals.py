"""II.2: the portals slow or failing: from the log of incidents and the probes; and whether cases of incident days fare worse."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import decimal, percent, share, whole
from hcc_helpers.obstacles.followed import INTAKE_HOURS, followed, horizon_of, restricted_difference, waited
from hcc_helpers.obstacles.form import Assessed, Bars, Grid, Lever, Need, Obstacle, SubClaim, Trend, judge
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.office_time import OfficeTime
from hcc_helpers.obstacles.strata import Effect, correlation_by_days, of_clusters, share_by_days
from hcc_helpers.obstacles.verdicts import Measured, Reading

PROBES = Need(
    "probes",
    "ít nhất 08 lần một ngày làm việc mở thử từng hệ thống, ghi vào sổ “Đo thử hệ thống”: lúc đo, hệ thống, số giây chờ, mở được hay không",
)
INCIDENTS = Need(
    "incidents",
    "mỗi lần hệ thống chậm, lỗi, không vào được ghi một dòng ở sổ “Sự cố hệ thống”: hệ thống, loại, bắt đầu, hết; ghi “Theo dõi từ ngày … đến ngày …” kể cả khi không có sự cố",
)
FEWEST_CASES = 30  # of incident days, else nothing is compared
FEWEST_DAYS = 5  # days with probes, else no correlation is told
FEWEST_HOURS, FEWEST_IN_AN_HOUR = 6, 5  # hours of the day, and probes of each, before one of them is called the slowest

FOLLOWED_DAYS = 15  # working days after acceptance, at most, over which handling is compared
RIVALS = (
    "ngày có sự cố cũng là ngày đông hồ sơ",
    "hồ sơ ngày đó khó hơn trong cùng một thủ tục",
    "cán bộ vắng cùng ngày",
)

CLAIMS = (
    SubClaim(
        "slow",
        "fact",
        "Tốc độ truy cập còn chậm",
        "tỷ lệ lần đo trong giờ làm việc trả lời chậm",
        "portal_slow",
        "Đo đủ nhiều lần trong ngày; tỷ lệ chậm xuống hẳn dưới mốc nhiều kỳ liền.",
        needs=(PROBES,),
        counted="lần đo trong giờ làm việc của kỳ, mở được và có số giây; khoảng tin cậy rút lại theo ngày, vì các lần đo cùng ngày giống nhau",
        censored="lần không mở được không có số giây: tính ở ý “hay lỗi”, không tính ở đây",
        cannot="người dân ở nhà chờ bao lâu; giờ không có ai đo",
    ),
    SubClaim(
        "failing",
        "fact",
        "Hay bị lỗi kết nối",
        "số lần đo trong giờ làm việc không mở được trên 1.000 lần thử",
        "portal_failing",
        "Đo đủ nhiều lần trong ngày; số lần lỗi xuống hẳn dưới mốc.",
        needs=(PROBES,),
        counted="mọi lần đo trong giờ làm việc ghi rõ mở được hay không; khoảng tin cậy rút lại theo ngày",
        censored="không có",
        cannot="lỗi do hệ thống hay do đường truyền của Trung tâm",
    ),
    SubClaim(
        "because_of_load",
        "cause",
        "Do lượng truy cập lớn",
        "tương quan hạng giữa số giây chờ và số hồ sơ nộp trong cùng giờ",
        "portal_load",
        "Giờ nhiều hồ sơ không chậm hơn giờ ít hồ sơ, hoặc chậm hẳn.",
        needs=(PROBES,),
        rivals=(
            "giờ cao điểm của cả nước trùng với giờ đông hồ sơ của xã",
            "đường truyền của Trung tâm",
            "lịch bảo trì của hệ thống",
        ),
        counted="giờ có cả số giây và số hồ sơ nộp; khoảng tin cậy rút lại theo ngày, vì các giờ cùng ngày giống nhau",
        censored="giờ mà mọi lần đo đều không mở được thì không có số giây",
        cannot="lượng truy cập của cả nước, chỉ thấy hồ sơ của xã; tương quan không phải nguyên nhân",
    ),
    SubClaim(
        "delays_intake",
        "effect",
        "Chậm trễ trong tiếp nhận hồ sơ",
        "số giờ làm việc từ lúc nộp đến lúc tiếp nhận trong 16 giờ làm việc đầu, ngày có sự cố so với ngày khác, cùng thủ tục",
        "intake_delayed",
        "Đủ ngày có sự cố được ghi; chênh lệch hẳn trên hoặc hẳn dưới mốc.",
        needs=(INCIDENTS,),
        rivals=RIVALS,
        counted="hồ sơ trực tuyến của xã nộp trong kỳ, sớm ít nhất 16 giờ làm việc trước khi hết kỳ, cùng thủ tục; ngày, không phải hồ sơ, là đơn vị của ngẫu nhiên",
        censored="hồ sơ chưa được tiếp nhận tính là đã chờ đủ 16 giờ; chờ lâu hơn 16 giờ cũng tính 16 giờ",
        cannot="chậm hơn 16 giờ là bao lâu; sự cố có phải nguyên nhân",
    ),
    SubClaim(
        "delays_handling",
        "effect",
        "Chậm trễ trong giải quyết hồ sơ",
        "số ngày làm việc trung bình trong những ngày đầu được theo dõi (nhiều nhất 15 ngày, không tính tạm dừng), hồ sơ tiếp nhận ngày có sự cố so với ngày khác, cùng thủ tục",
        "handling_delayed",
        "Đủ ngày có sự cố được ghi; chênh lệch hẳn trên hoặc hẳn dưới mốc.",
        needs=(INCIDENTS,),
        rivals=RIVALS,
        counted="mọi hồ sơ của xã tiếp nhận trong kỳ, cùng thủ tục, xong hay chưa; ngày là đơn vị của ngẫu nhiên",
        censored="hồ sơ chưa xong lúc hết kỳ: đã lâu ít nhất bằng tuổi của nó (Kaplan–Meier); hồ sơ trả lại, rút được theo dõi đến lúc đó",
        cannot="khác nhau sau số ngày đã theo dõi; sự cố có phải nguyên nhân",
    ),
)
LEVERS = (
    Lever("Giữ sổ “Sự cố hệ thống” và sổ “Đo thử hệ thống” mỗi ngày", "centre", "slow"),
    Lever(
        "Khi có sự cố, nhận hồ sơ bằng phiếu tạm và tiếp nhận ngay khi hệ thống chạy lại, trước hồ sơ mới",
        "centre",
        "delays_intake",
    ),
    Lever("Đo đủ các giờ trong ngày, rồi chuyển hướng dẫn nộp trực tuyến sang giờ ít chậm", "centre", "because_of_load"),
    Lever("Kiểm tra đường truyền của Trung tâm cùng nhà mạng trong giờ chậm", "commune", "slow"),
    Lever(
        "Gửi nhật ký sự cố hằng tháng cho đơn vị vận hành hệ thống giải quyết thủ tục hành chính của tỉnh, đề nghị trả lời từng lần",
        "province",
        "failing",
    ),
    Lever("Tăng năng lực Cổng Dịch vụ công quốc gia trong giờ chậm, công bố lịch bảo trì", "ministry", "slow"),
)


def probes(material: Material, office: OfficeTime) -> pd.DataFrame:
    """One row a probe in office hours of the period that says whether the system opened: day, hour, system, seconds, is_ok."""
    frame = material.query(
        "SELECT measured_at, system, seconds, is_ok FROM probes WHERE measured_at >= period_start AND measured_at < period_end AND is_ok IS NOT NULL ORDER BY measured_at, system"
    )
    if frame.empty:
        return frame.assign(day=[], hour=[])
    frame = frame[office.is_open(frame["measured_at"])]
    return frame.assign(
        day=frame["measured_at"].dt.normalize(), hour=frame["measured_at"].dt.hour, is_ok=frame["is_ok"].astype(bool)
    )


def incidents(material: Material) -> pd.DataFrame:
    """One row an incident that reaches into the period, cut at its edges; one whose end cannot be read is left out."""
    return material.query("""
        SELECT system, kind, greatest(began_at, period_start) AS began, least(coalesce(ended_at, period_end), period_end) AS ended FROM incidents
        WHERE began_at < period_end AND coalesce(ended_at, period_end) > period_start AND NOT contains(coalesce(unreadable, ''), ',ended_at,') ORDER BY began_at, system""")


def assess(material: Material) -> Assessed:
    office = OfficeTime(material)
    no_probes, no_incidents = material.lacks("probes"), material.lacks("incidents", "ended_at")
    tried = probes(material, office) if not no_probes else pd.DataFrame()
    broken = incidents(material) if not no_incidents else pd.DataFrame()
    hit = exposed_days(office, broken) if not no_incidents else set()
    readings = {
        "slow": slow(material, tried) if not no_probes else Reading(lacking=no_probes),
        "failing": failing(tried) if not no_probes else Reading(lacking=no_probes),
        "because_of_load": load(material, tried) if not no_probes else Reading(lacking=no_probes),
        "delays_intake": intake(material, broken, hit) if not no_incidents else Reading(lacking=no_incidents),
        "delays_handling": handling(material, hit) if not no_incidents else Reading(lacking=no_incidents),
    }
    missing = ([PROBES] if no_probes else []) + ([INCIDENTS] if no_incidents else [])
    grids = tuple(g for g in (_speed(material, tried), _outages(material, office, broken, no_incidents)) if g)
    pictures = tuple(p for p in (_hours(material, tried), _trend(material)) if p)
    return Assessed(
        OBSTACLE, judge(CLAIMS, readings, material.words), grids, pictures, (), tuple(missing), ("cases", "probes", "incidents")
    )


def slow(material: Material, tried: pd.DataFrame) -> Reading:
    mark = material.words["one_slow_try"]
    answered = tried[tried["is_ok"] & tried["seconds"].notna()] if len(tried) else tried
    if answered.empty:
        return Reading(lacking="không có lần đo nào trong giờ làm việc ghi số giây chờ")
    by_day = answered.assign(hit=answered["seconds"] >= mark.value).groupby("day")["hit"].agg(["sum", "size"])
    value, low, high = (100 * x for x in share_by_days(by_day["sum"].to_numpy(float), by_day["size"].to_numpy(float)))
    measured = Measured(value, low, high, len(answered))
    hits = int(by_day["sum"].sum())
    return Reading(
        measured,
        f"{whole(hits)} trên {whole(len(answered))} lần đo chờ từ {whole(mark.value)} giây trở lên: {measured.said} ({measured.interval_said}); "
        f"trung vị {decimal(answered['seconds'].median(), 1)} giây, 9/10 lần trong {decimal(answered['seconds'].quantile(0.9), 1)} giây, 99/100 lần trong {decimal(answered['seconds'].quantile(0.99), 1)} giây.",
    )


def failing(tried: pd.DataFrame) -> Reading:
    if tried.empty:
        return Reading(lacking="không có lần đo nào trong giờ làm việc")
    by_day = (~tried["is_ok"]).groupby(tried["day"]).agg(["sum", "size"])
    value, low, high = (1000 * x for x in share_by_days(by_day["sum"].to_numpy(float), by_day["size"].to_numpy(float)))
    measured = Measured(value, low, high, len(tried), "per_thousand")
    return Reading(
        measured,
        f"{whole(int(by_day['sum'].sum()))} trên {whole(len(tried))} lần đo không mở được: {measured.said} ({measured.interval_said}).",
    )


def load(material: Material, tried: pd.DataFrame) -> Reading:
    """Spearman's rank correlation of seconds with online cases submitted in the same hour of the same day."""
    answered = tried[tried["is_ok"] & tried["seconds"].notna()] if len(tried) else tried
    if answered.empty:
        return Reading(lacking="không có lần đo nào trong giờ làm việc ghi số giây chờ")
    if lacking := material.lacks("cases", "submitted_at") or material.lacks("cases", "channel"):
        return Reading(lacking=lacking)
    filed = material.query(
        "SELECT date_trunc('hour', submitted_at) AS hour_at, count(*) AS filed FROM cases WHERE channel = 'online' AND submitted_at IS NOT NULL GROUP BY hour_at"
    ).set_index("hour_at")["filed"]
    hours = answered.assign(at=answered["measured_at"].dt.floor("h")).groupby("at")["seconds"].mean()
    filed = filed.reindex(hours.index).fillna(0)
    days = hours.index.normalize()
    if days.nunique() < FEWEST_DAYS or hours.nunique() < 2 or filed.nunique() < 2:
        return Reading(lacking="chưa đủ ngày có cả số giây chờ và số hồ sơ khác nhau")
    r, low, high = correlation_by_days(hours.to_numpy(float), filed.to_numpy(float), days.to_numpy())
    measured = Measured(r, low, high, len(hours), "correlation")
    return Reading(
        measured,
        f"Qua {whole(len(hours))} giờ có đo của {whole(days.nunique())} ngày, tương quan hạng giữa số giây chờ và số hồ sơ nộp là {measured.said} "
        f"({measured.interval_said}, các giờ cùng ngày tính là một cụm).",
    )


def exposed_days(office: OfficeTime, broken: pd.DataFrame) -> set:
    """Days on which an incident of any kind touched office hours."""
    days = set()
    for row in broken.itertuples():
        day = row.began.normalize()
        while day < row.ended:
            part = pd.DataFrame({"began": [max(row.began, day)], "ended": [min(row.ended, day + pd.Timedelta(days=1))]})
            if office.minutes(part) > 0:
                days.add(day)
            day += pd.Timedelta(days=1)
    return days


def intake(material: Material, broken: pd.DataFrame, hit: set) -> Reading:
    """Office hours from submission to acceptance, of the first INTAKE_HOURS."""
    if lacking := material.lacks("cases", "submitted_at") or material.lacks("cases", "channel"):
        return Reading(lacking=lacking)
    frame = waited(material)
    frame = frame[frame["procedure"].notna()]
    frame = frame.assign(stratum=frame["procedure"], cluster=frame["submitted_at"].dt.normalize() if len(frame) else [])
    frame = frame.assign(exposed=frame["cluster"].isin(hit))
    reading = _compared(
        of_clusters(frame),
        "hours",
        f"chờ tiếp nhận (trong {decimal(INTAKE_HOURS, 0)} giờ làm việc đầu, hồ sơ chưa tiếp nhận cũng tính)",
    )
    if reading.measured is None:
        return reading
    filed, due = _during(material, broken)
    is_due_known = not (material.lacks("cases", "due_at") and material.lacks("cases", "original_due_at"))
    also = f"; {whole(due)} hồ sơ có hẹn trả trong ngày có sự cố" if is_due_known else ""
    return Reading(reading.measured, f"{reading.sentence} Trong lúc có sự cố: {whole(filed)} hồ sơ được nộp{also}.")


def handling(material: Material, hit: set) -> Reading:
    """Restricted mean of the working days to a result, cases of the period that are open included."""
    if lacking := material.lacks_ends:
        return Reading(lacking=lacking)
    frame = followed(material).query("is_new and procedure.notna()")
    if len(frame) and not frame["is_event"].any():
        return Reading(lacking="kỳ này chưa có hồ sơ mới nào giải quyết xong để so")
    if len(frame):
        frame = frame.assign(stratum=frame["procedure"], cluster=frame["accepted_at"].dt.normalize(), time=frame["worked_wd"])
        frame = frame.assign(exposed=frame["cluster"].isin(hit))
        horizon = horizon_of(frame, FOLLOWED_DAYS, FEWEST_CASES)
        still = int((~frame["is_event"]).sum())
    found = restricted_difference(frame, horizon) if len(frame) else None
    if found is None:
        return _compared(None, "working_days", "")
    what = f"giải quyết (trong {whole(horizon)} ngày làm việc đầu; {whole(still)} hồ sơ chưa xong tính đến hết kỳ)"
    return _compared(found, "working_days", what)


def _compared(found: Effect | None, unit: str, what: str) -> Reading:
    if found is None:
        return Reading(lacking="chưa đủ ngày có sự cố và ngày không có sự cố để so")
    if found.exposed < FEWEST_CASES:
        return Reading(lacking=f"mới có {whole(found.exposed)} hồ sơ của ngày có sự cố, cần ít nhất {whole(FEWEST_CASES)}")
    measured = Measured(found.value, found.low, found.high, found.exposed_clusters, unit)
    return Reading(
        measured,
        f"Thời gian {what} của {whole(found.exposed)} hồ sơ thuộc {whole(found.exposed_clusters)} ngày có sự cố so với {whole(found.others)} hồ sơ khác cùng thủ tục: {measured.said} "
        f"({measured.interval_said + '; ' if measured.interval_said else ''}p = {decimal(found.p, 3)} khi hoán vị ngày).",
    )


def _during(material: Material, broken: pd.DataFrame) -> tuple[int, int]:
    """(cases submitted during an incident, cases due on a day with one)."""
    if broken.empty:
        return 0, 0
    material.con.register("broken", broken)
    counts = material.one("""
        SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM broken b WHERE c.submitted_at >= b.began AND c.submitted_at < b.ended)),
          count(*) FILTER (WHERE is_of_period AND EXISTS (SELECT 1 FROM broken b WHERE CAST(c.due_on AS DATE) BETWEEN CAST(b.began AS DATE) AND CAST(b.ended AS DATE)))
        FROM cases c WHERE scope = 'commune'""")
    material.con.unregister("broken")
    return counts


def _speed(material: Material, tried: pd.DataFrame) -> Grid | None:
    if tried.empty:
        return None
    mark, rows = material.words["one_slow_try"], []
    for system, part in tried.groupby("system"):
        seconds = part.loc[part["is_ok"], "seconds"].dropna()
        rows.append(
            (
                system,
                (
                    whole(len(part)),
                    decimal(seconds.median(), 1) if len(seconds) else "–",
                    decimal(seconds.quantile(0.9), 1) if len(seconds) else "–",
                    decimal(1000 * (~part["is_ok"]).mean(), 1),
                ),
            )
        )
    return Grid(
        "Đo thử hệ thống trong giờ làm việc",
        "Hệ thống",
        (("Lần đo", "number"), ("Trung vị (giây)", "number"), ("9/10 lần trong (giây)", "number"), ("Lỗi trên 1.000", "number")),
        tuple(rows),
        f"Chậm là từ {whole(mark.value)} giây trở lên. Lần không mở được không có số giây.",
    )


def _outages(material: Material, office: OfficeTime, broken: pd.DataFrame, lacking: str) -> Grid | None:
    """Incidents by system: how many, minutes of office hours, down minutes and what they leave of the office hours."""
    if lacking:
        return None
    whole_period = pd.DataFrame({"began": [pd.Timestamp(material.period.start)], "ended": [pd.Timestamp(material.period.end)]})
    all_minutes = office.minutes(whole_period)
    rows = []
    for system, part in broken.groupby("system"):
        down = office.minutes(part[part["kind"] == "down"])
        rows.append(
            (
                system,
                (
                    whole(len(part)),
                    whole(round(office.minutes(part))),
                    whole(round(down)),
                    percent(100 * (1 - down / all_minutes)),
                ),
            )
        )
    if not rows:
        rows = [("Mọi hệ thống", ("0", "0", "0", percent(100)))]
    return Grid(
        "Sự cố hệ thống",
        "Hệ thống",
        (("Số lần", "number"), ("Phút có sự cố", "number"), ("Phút không vào được", "number"), ("Mức sẵn sàng", "number")),
        tuple(rows),
        f"Chỉ tính {whole(round(all_minutes))} phút trong giờ làm việc của kỳ; hai sự cố chồng nhau của một hệ thống tính một lần. Mức sẵn sàng: phần giờ làm việc vào được hệ thống.",
    )


def _hours(material: Material, tried: pd.DataFrame) -> Bars | None:
    answered = tried[tried["is_ok"] & tried["seconds"].notna()] if len(tried) else tried
    if answered.empty:
        return None
    mark = material.words["one_slow_try"].value
    by_hour = answered.assign(hit=answered["seconds"] >= mark).groupby("hour")["hit"].agg(["sum", "size"])
    rate = 100 * by_hour["sum"] / by_hour["size"]
    worst = rate.idxmax()
    is_all_day = (by_hour["size"] >= FEWEST_IN_AN_HOUR).sum() >= FEWEST_HOURS
    return Bars(
        f"Chậm nhất lúc {worst:02d} giờ: {percent(share(int(by_hour['sum'][worst]), int(by_hour['size'][worst])))} lần đo"
        if is_all_day
        else f"Mới đo {whole(len(by_hour))} giờ trong ngày, chưa biết giờ nào chậm nhất",
        f"Tỷ lệ lần đo chờ từ {whole(mark)} giây trở lên, theo giờ trong ngày",
        "Tỷ lệ lần đo chậm theo giờ",
        "percent",
        tuple(
            (f"{hour:02d}:00–{hour:02d}:59 ({whole(int(by_hour['size'][hour]))} lần đo)", float(value))
            for hour, value in rate.items()
        ),
    )


def _trend(material: Material) -> Trend | None:
    points = []
    for one in material.series:
        if one.lacks("probes"):
            continue
        measured = slow(material, probes(one, OfficeTime(one))).measured
        if measured:
            points.append((one.period.text, measured.value, measured.low, measured.high))
    if len(points) < 3:
        return None
    return Trend("Lần đo chậm qua các tháng", "Tỷ lệ lần đo trong giờ làm việc chờ lâu", "percent", tuple(points))


OBSTACLE = Obstacle(
    "portals",
    2,
    "Cổng và hệ thống chậm, hay lỗi",
    "Cổng Dịch vụ công quốc gia và hệ thống của tỉnh chậm, hay lỗi kết nối do lượng truy cập lớn, làm chậm trễ tiếp nhận và giải quyết.",
    CLAIMS,
    LEVERS,
    assess,
)
