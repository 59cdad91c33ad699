"""II.1: few people file online by themselves; skills uneven; the habit of the counter. Cases decided by the commune."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.history.decompose import Counts, Split, kitagawa, rate_limits
from hcc_helpers.numbers_vn import WEEKDAYS, percent, points, share, whole
from hcc_helpers.obstacles.counter import at_counter, counter_share
from hcc_helpers.obstacles.form import Assessed, Bars, Grid, Lever, Need, Obstacle, SubClaim, Trend, judge, lacking_needs
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.shares import difference, share_of
from hcc_helpers.obstacles.verdicts import Bound, Reading
from hcc_helpers.vocabulary import AGE_BAND

GUIDANCE = Need("guidance", "mỗi lần nộp giúp tại quầy ghi một dòng ở sổ “Hướng dẫn”: loại “Nộp trực tuyến”, kèm mã hồ sơ")
CASES = Need(
    "cases",
    "xuất danh sách có cột số giấy tờ (hoặc tên) của người nộp và của chủ hồ sơ, ngày sinh, địa chỉ; bộ công cụ chỉ giữ xóm, nhóm tuổi và tài khoản của ai",
)
KNOWN_ENOUGH = 0.9  # of the new online cases: where the filer of more is unknown, those known are a chosen part
SMALLEST_GROUP = 30  # online cases: smaller groups are not compared
MOST = 0.8  # of the assisted filings: what "most" is in the list of procedures
LONGEST_NAME = 70
YOUNG, OLD = "18_35", "60_plus"

WAYS = {
    "is_self": "Người dân tự nộp trực tuyến",
    "is_assisted": "Nộp trực tuyến có hỗ trợ tại Trung tâm",
    "is_by_others": "Người khác nộp hộ",
}

CLAIMS = (
    SubClaim(
        "self_filing_low",
        "fact",
        "Tỷ lệ người dân tự nộp hồ sơ trực tuyến chưa cao",
        "tỷ lệ tự nộp trong hồ sơ trực tuyến mới rõ người nộp",
        "self_filing_low",
        "Tỷ lệ tự nộp vượt hẳn mốc, khi sổ hướng dẫn ghi đủ các lần nộp giúp.",
        needs=(CASES,),
        counted="hồ sơ trực tuyến mới của xã rõ ai nộp, khi biết ở ít nhất 90% hồ sơ",
        censored="không có: ai nộp thì biết ngay lúc nộp",
        cannot="lần nộp giúp không ghi sổ vẫn trông như tự nộp, nên con số chỉ là mức cao nhất; vì sao người dân không tự nộp",
    ),
    SubClaim(
        "skills_uneven",
        "cause",
        "Trình độ sử dụng công nghệ số chưa đồng đều",
        "chênh lệch tỷ lệ tự nộp giữa nhóm 18–35 tuổi và nhóm từ 60 tuổi",
        "skills_uneven",
        "Hai nhóm tuổi tự nộp như nhau, hoặc chênh hẳn quá mốc.",
        needs=(CASES,),
        rivals=(
            "hai nhóm tuổi làm những thủ tục khác nhau",
            "người lớn tuổi nhờ con cháu nộp, không phải vì không biết",
            "thiếu thiết bị hoặc tài khoản, không phải thiếu kỹ năng",
        ),
        counted="hồ sơ trực tuyến mới rõ người nộp của hai nhóm tuổi",
        censored="hồ sơ không rõ tuổi hoặc người nộp không tính",
        cannot="trình độ của người dân: chỉ thấy ai nộp; hai nhóm tuổi làm thủ tục khác nhau",
    ),
    SubClaim(
        "counter_habit",
        "cause",
        "Thói quen sử dụng dịch vụ trực tiếp còn phổ biến",
        "tỷ lệ hồ sơ mới nộp trực tiếp",
        "counter_habit",
        "Tỷ lệ nộp trực tiếp lên hẳn trên mốc; hoặc sổ hướng dẫn cho thấy phần lớn hồ sơ trực tuyến được nộp giúp tại quầy.",
        rivals=("thủ tục chỉ làm được trực tiếp", "chưa có tài khoản định danh điện tử", "cổng lỗi lúc nộp"),
        counted="hồ sơ mới của xã; hồ sơ không rõ kênh nộp tính cả hai phía",
        censored="không có",
        cannot="thói quen: chỉ thấy nộp ở đâu, không thấy vì sao",
    ),
)
LEVERS = (
    Lever(
        "Kê máy và người hướng dẫn tự làm cho những thủ tục đứng đầu hình trên; đặt tờ hướng dẫn riêng từng thủ tục",
        "centre",
        "self_filing_low",
    ),
    Lever(
        "Ghi mọi lần nộp giúp tại quầy vào sổ “Hướng dẫn” kèm mã hồ sơ, để biết tỷ lệ tự nộp thật", "centre", "self_filing_low"
    ),
    Lever(
        "Cử tổ công nghệ số cộng đồng đến những xóm có tỷ lệ tự nộp thấp nhất, vào buổi tối, cùng người cao tuổi",
        "commune",
        "skills_uneven",
    ),
    Lever(
        "Rút gọn biểu mẫu điện tử của những thủ tục được nộp giúp nhiều nhất, điền sẵn dữ liệu dân cư",
        "province",
        "self_filing_low",
    ),
)
SQL = """
SELECT case_id, procedure, any_value(procedure_name) OVER (PARTITION BY procedure) AS name, field, hamlet, age_band, submitted_at,
  is_new_online_by_own_account AS is_own, is_new_online_self AS is_self, is_new_online_assisted AS is_assisted, is_new_online_by_others AS is_by_others,
  is_new_online_filer_known AS is_known FROM cases WHERE scope = 'commune' AND is_new_online ORDER BY case_id"""


def online(material: Material) -> pd.DataFrame:
    """One row a new online case of the commune, with who filed it. Without the register nobody is known as assisted by it."""
    return material.query(SQL)


def bound(material: Material) -> Bound:
    """ "upper" unless the register names the case of every help with filing: help that is not written down looks like self-filing."""
    if material.lacks("guidance"):
        return "upper"
    without = material.one(
        "SELECT count(*) FROM guidance WHERE kind = 'filing' AND case_id IS NULL AND guided_on >= period_start AND guided_on < period_end"
    )[0]
    return "upper" if without else ""


def assess(material: Material) -> Assessed:
    frame = online(material)
    readings = {
        "self_filing_low": self_filed(material, frame),
        "skills_uneven": by_age(frame),
        "counter_habit": in_person_share(material, frame),
    }
    missing = [*lacking_needs(CLAIMS, readings), *([GUIDANCE] if material.lacks("guidance") else [])]
    known = frame[frame["is_known"]] if readings["self_filing_low"].measured else frame[:0]
    grids = (_who(material, frame), _groups(known)) if len(known) else ()
    pictures = tuple(p for p in (_procedures(known), _trend(material)) if p)
    return Assessed(
        OBSTACLE,
        judge(CLAIMS, readings, material.words),
        grids,
        pictures,
        (*_beside(material, frame), *material.kiosks(), *_by_law(material)),
        tuple(dict.fromkeys(missing)),
        ("cases", "guidance"),
    )


def self_filed(material: Material, frame: pd.DataFrame) -> Reading:
    known = frame[frame["is_known"]]
    if frame.empty:
        return Reading(lacking=at_counter(material).no_online)
    mine, limit = int(known["is_self"].sum()), bound(material)
    measured = share_of(mine, len(known), limit)
    if measured is None or not is_known_enough(frame):
        return Reading(lacking=f"chỉ rõ ai nộp ở {whole(len(known))} trên {whole(len(frame))} hồ sơ trực tuyến mới")
    least = "cao nhất có thể " if limit else ""
    most = " Lần nộp giúp không ghi mã hồ sơ vào sổ hướng dẫn vẫn trông như tự nộp." if limit else ""
    change = change_since_last(material, frame)
    return Reading(
        measured,
        f"{whole(mine)} trên {whole(len(known))} hồ sơ trực tuyến mới rõ người nộp là tự nộp: {least}{measured.said} ({measured.interval_said}).{most}{_told(material, change)}",
    )


def is_known_enough(frame: pd.DataFrame) -> bool:
    return len(frame) > 0 and frame["is_known"].mean() >= KNOWN_ENOUGH


def by_procedure(frame: pd.DataFrame) -> Counts:
    """Procedure → (filed by themselves, all whose filer is known)."""
    counts = frame[frame["is_known"]].groupby("procedure")["is_self"].agg(part="sum", whole="size")
    return {row.Index: (int(row.part), int(row.whole)) for row in counts.itertuples()}


def change_since_last(material: Material, frame: pd.DataFrame) -> Split | None:
    """Since the period before, where both know the filer in the same way (with or without the register)."""
    last = material.whole_before
    if (
        last is None
        or material.broken_since("online_self_filed_pct", last.period)
        or bound(last) != bound(material)
        or not is_known_enough(before := online(last))
    ):
        return None
    return kitagawa(by_procedure(before), by_procedure(frame))


def _told(material: Material, change: Split | None) -> str:
    last = material.whole_before
    if change is None or last is None:
        return ""
    low, high = rate_limits(change)
    sure = "" if low > 0 or high < 0 else ", tương đương kỳ trước"
    return (
        f" So với {last.period.title}: {points(100 * change.change)}, trong đó do cơ cấu thủ tục {points(100 * change.mix)}, "
        f"do thay đổi thật {points(100 * change.rate)} (từ {points(low)} đến {points(high)}{sure})."
    )


def by_age(frame: pd.DataFrame) -> Reading:
    known = frame[frame["is_known"]]
    young, old = (known[known["age_band"] == band] for band in (YOUNG, OLD))
    a, b = int(young["is_self"].sum()), int(old["is_self"].sum())
    measured = difference(a, len(young), b, len(old))
    if measured is None or not is_known_enough(frame):
        return Reading(lacking="danh sách không cho biết nhóm tuổi và tài khoản nộp của cả hai nhóm")
    return Reading(
        measured,
        f"{AGE_BAND[YOUNG]} tuổi tự nộp {percent(share(a, len(young)))} ({whole(len(young))} hồ sơ), {AGE_BAND[OLD].lower()} tuổi {percent(share(b, len(old)))} "
        f"({whole(len(old))} hồ sơ): chênh {measured.said} ({measured.interval_said}).",
    )


def in_person_share(material: Material, frame: pd.DataFrame) -> Reading:
    reading = counter_share(material)
    if reading.measured is None:
        return reading
    helped = int(frame["is_assisted"].sum())
    also = (
        f" Ngoài ra {whole(helped)} trên {whole(len(frame))} hồ sơ trực tuyến ({percent(share(helped, len(frame)))}) được nộp giúp tại Trung tâm; con số này không cho biết vì thói quen, thiếu kỹ năng hay thiếu thiết bị."
        if helped
        else ""
    )
    return Reading(reading.measured, reading.sentence + also)


def _who(material: Material, frame: pd.DataFrame) -> Grid:
    """The four ways; help that nobody writes down is no 0."""
    rows = [(label, int(frame[name].sum())) for name, label in WAYS.items()]
    rows.append(("Không rõ", int((~frame["is_known"]).sum())))
    unseen = (
        {"Nộp trực tuyến có hỗ trợ tại Trung tâm"} if material.lacks("guidance") and not frame["is_assisted"].any() else set()
    )
    note = "Hồ sơ thuộc thẩm quyền xã. Hồ sơ hộ tịch của trẻ em nộp bằng tài khoản khác mà không rõ của ai thì ở dòng “Không rõ”."
    if unseen:
        note += " Lần nộp giúp tại Trung tâm chưa được ghi, nên nằm lẫn trong các dòng khác."
    return Grid(
        "Hồ sơ trực tuyến mới: ai nộp",
        "Người nộp",
        (("Hồ sơ", "number"), ("Tỷ lệ", "number")),
        tuple((label, ("–", "–") if label in unseen else (whole(n), percent(share(n, len(frame))))) for label, n in rows),
        note,
    )


def groups(known: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """How the cases may be divided → one row a group of enough cases: part (self-filed), whole."""
    # Without a day of filing there is neither; the others stay whole numbers.
    at = known["submitted_at"].dt
    when = known.assign(weekday=at.day_of_week.astype("Int64"), hour=at.hour.astype("Int64"))
    divided = {}
    for label, column in (
        ("Lĩnh vực", "field"),
        ("Thủ tục", "procedure"),
        ("Xóm", "hamlet"),
        ("Nhóm tuổi", "age_band"),
        ("Thứ trong tuần", "weekday"),
        ("Giờ nộp", "hour"),
    ):
        table = when.dropna(subset=[column]).groupby(column)["is_self"].agg(part="sum", whole="size")
        divided[label] = table[table["whole"] >= SMALLEST_GROUP]
    return divided


def differ(divided: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Holm-adjusted p of the chi-square test, one a division of at least two groups."""
    from scipy.stats import chi2_contingency
    from statsmodels.stats.multitest import multipletests

    tested = {}
    for label, table in divided.items():
        counts = [table["part"], table["whole"] - table["part"]]
        if len(table) >= 2 and all(row.sum() for row in counts):
            tested[label] = chi2_contingency(counts).pvalue
    return dict(zip(tested, multipletests(list(tested.values()), method="holm")[1], strict=True)) if tested else {}


def _groups(known: pd.DataFrame) -> Grid:
    divided = groups(known)
    p, names = differ(divided), dict(zip(known["procedure"], known["name"], strict=True))
    rows = []
    for label, table in divided.items():
        if len(table) < 2:
            rows.append((label, ("–", "–", f"mỗi nhóm chưa đủ {whole(SMALLEST_GROUP)} hồ sơ")))
            continue
        rate = (table["part"] / table["whole"]).sort_values(kind="stable")
        lowest, highest = (_group(label, key, table.loc[key], names) for key in (rate.index[0], rate.index[-1]))
        sure = "tương đương" if p.get(label, 1) >= 0.05 else "khác nhau rõ"
        rows.append((label, (lowest, highest, sure)))
    return Grid(
        "Tỷ lệ tự nộp: nhóm thấp nhất và cao nhất",
        "Chia theo",
        (("Thấp nhất", "text"), ("Cao nhất", "text"), ("Giữa các nhóm", "text")),
        tuple(rows),
        f"Trong ngoặc là số hồ sơ trực tuyến mới. Chỉ so nhóm từ {whole(SMALLEST_GROUP)} hồ sơ; “khác rõ” là ngoài ngẫu nhiên ở mức 5% sau khi xét cả sáu cách chia (khi bình phương, Holm).",
    )


def _group(label: str, key, row: pd.Series, names: dict) -> str:
    name = {
        "Thứ trong tuần": WEEKDAYS[key] if label == "Thứ trong tuần" else "",
        "Nhóm tuổi": AGE_BAND.get(key),
        "Giờ nộp": f"{key:02d}:00–{key:02d}:59" if label == "Giờ nộp" else "",
    }.get(label) or str(key)
    if label == "Thủ tục":
        name = short(names.get(key) or key)
    return f"{name}: {percent(share(int(row['part']), int(row['whole'])))} ({whole(int(row['whole']))} hồ sơ)"


def short(name: str) -> str:
    """The beginning of a long name of a procedure, cut at a word."""
    name = name.rstrip(" .")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def most_helped(known: pd.DataFrame) -> tuple[pd.Series, int, bool]:
    """(filings that were not the people's own, by procedure, most first; how few procedures hold most of them; whether these
    are the assisted ones, or, where no help is on record, all that others filed)."""
    is_assisted = bool(known["is_assisted"].any())
    which = known["is_assisted"] if is_assisted else ~known["is_self"]
    counts = known[which].groupby("procedure").size().sort_values(ascending=False, kind="stable")
    return counts, int((counts.cumsum() < MOST * counts.sum()).sum()) + 1 if len(counts) else 0, is_assisted


def _procedures(known: pd.DataFrame) -> Bars | None:
    counts, few, is_assisted = most_helped(known)
    if counts.empty:
        return None
    names = dict(zip(known["procedure"], known["name"], strict=True))
    shown = counts.head(6)
    what = "hồ sơ trực tuyến được nộp giúp tại Trung tâm" if is_assisted else "hồ sơ trực tuyến không do chủ hồ sơ tự nộp"
    held = percent(share(int(counts.head(few).sum()), int(counts.sum())))
    return Bars(
        f"{whole(few)} trên {whole(len(counts))} thủ tục giữ {held} {what}",
        f"Số {what} theo thủ tục, {whole(len(shown))} thủ tục nhiều nhất",
        what[:1].upper() + what[1:] + " theo thủ tục",
        "cases",
        tuple((short(names.get(key) or key), int(n)) for key, n in shown.items()),
    )


def _trend(material: Material) -> Trend | None:
    chosen = [one for one in material.series if bound(one) == bound(material)]
    found = [(one, self_filed(one, online(one)).measured) for one in chosen]
    known = tuple((one.period.text, m.value, m.low, m.high) for one, m in found if m)
    if len(known) < 3:
        return None
    most = ", mức cao nhất có thể" if bound(material) else ""
    return Trend(
        "Tự nộp qua các tháng",
        f"Tỷ lệ người dân tự nộp trong hồ sơ trực tuyến mới rõ người nộp{most}",
        "percent",
        known,
        "online_self_filed_pct",
    )


def _by_law(material: Material) -> list[str]:
    whys = material.redefined("online_self_filed_pct")
    return [f"Nhận định viết trước ngày đổi mang nghĩa khác: {'; '.join(whys)}. Không so các kỳ hai bên ngày đó."] if whys else []


def _beside(material: Material, frame: pd.DataFrame) -> list[str]:
    filed, everything, unknown = material.one(
        "SELECT count(*) FILTER (WHERE is_online), count(*) FILTER (WHERE channel IN ('online', 'in_person', 'post', 'kiosk')), "
        "count(*) FILTER (WHERE channel IS NULL OR channel = 'unreadable') FROM cases WHERE scope = 'commune' AND is_of_period"
    )
    if not everything:  # no case, or none whose channel anybody wrote down
        return []
    said = f"{material.it_says} “thói quen sử dụng dịch vụ trực tiếp còn phổ biến”; kỳ này {percent(share(filed, everything))} hồ sơ{' rõ kênh nộp' if unknown else ''} nộp trực tuyến ({whole(filed)} trên {whole(everything)})."
    known = frame[frame["is_known"]]
    if known.empty:
        return [said]
    return [
        said,
        f"Hai điều cùng đúng được: nộp trực tuyến không phải là tự nộp, vì {whole(len(known) - int(known['is_self'].sum()))} trên {whole(len(known))} hồ sơ trực tuyến mới do người khác nộp hoặc nộp giúp.",
    ]


OBSTACLE = Obstacle(
    "self_filing",
    1,
    "Người dân ít tự nộp trực tuyến",
    "Tỷ lệ tự nộp trực tuyến chưa cao do trình độ công nghệ số chưa đồng đều, thói quen làm trực tiếp còn phổ biến, ngại dùng dịch vụ trực tuyến.",
    CLAIMS,
    LEVERS,
    assess,
)
