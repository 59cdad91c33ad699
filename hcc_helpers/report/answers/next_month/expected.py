"""Section III, the month ahead: expected cases by week and day, around Tết, and how well that was foretold before."""

from __future__ import annotations

from math import ceil, exp, floor

from hcc_helpers.numbers_vn import day, decimal, percent, whole
from hcc_helpers.outlook.daily import weekly
from hcc_helpers.outlook.methods import LABELS, NAIVE
from hcc_helpers.outlook.next_month import NextMonth
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, extraction, scope_name
from hcc_helpers.report.answers.next_month.shown import LEVEL, ahead, around, level_meant, no_history, source, span, week, weekday
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.drawing import charts, framed
from hcc_helpers.report.figures import Figures

PAST_WEEKS, MOST_WEEKS = 10, 14


@answers("expected_cases")
def expected_cases(f: Figures) -> Answer:
    """Per day of the coming period and per week to two weeks after Tết, with what the number rests on."""
    one = ahead(f)
    expected = one.forecast(f.scope)
    if expected is None:
        return no_history(f)
    total = around(*expected.total(one.ahead.first, one.ahead.coming_last))
    per_day = one.daily(f.scope).counts
    coming = expected.days[expected.days.index <= one.ahead.coming_last]
    finding = (
        f"Từ {day(one.ahead.first)} đến {day(one.ahead.coming_last)} dự kiến {total} hồ sơ mới; mỗi ngày làm việc "
        f"{span(coming['low'].min(), coming['high'].max())} hồ sơ (khoảng {LEVEL})."
    )
    why = f"Cách tính: “{LABELS[expected.method]}”, từ {len(per_day)} ngày làm việc của {len(one.past.months)} kỳ."
    parts, short = [_weeks_chart(f, one, expected)], ""
    if expected.why_simple:
        why_not = f"{expected.why_simple[:1].upper()}{expected.why_simple[1:]}. Dùng cách đơn giản “{LABELS[expected.method]}”; khoảng lấy từ độ sai của chính cách này trong các tuần đã qua."
        short = components.warning("Số liệu còn ngắn.", why_not)
    why += _corrected(expected)
    fold = [
        _weeks_table(f, one, expected),
        _tet_table(f, one, expected),
        _days_table(f, one, coming),
        components.note(why + _waiting(one, f.scope)),
        short,
        source(f),
    ]
    if f.scope != "commune":  # one chart a page is enough to see; this one is a click away
        return assemble(
            finding, *parts[1:], fold=[*parts[:1], *fold], title="Hình, theo tuần, theo ngày, kịch bản Tết và cách tính"
        )
    return assemble(finding, *parts, fold=fold, title="Theo tuần, theo ngày, kịch bản Tết và cách tính")


def _corrected(expected) -> str:
    """What the back-test found the method to miss on the whole, which is made up for; "" where it is nothing that shows."""
    off = 100 * (exp(expected.misses.bias) - 1)
    if percent(abs(off), 0) == percent(0, 0):
        return ""
    way = "thấp" if off > 0 else "cao"
    return f" Phép thử lại cho thấy cách này nói {way} hơn số thực {percent(abs(off), 0)}; số dự kiến đã bù phần ấy."


def _waiting(one: NextMonth, scope: str) -> str:
    count = one.daily(scope).waiting
    return f" {whole(count)} hồ sơ nhận vào ngày nghỉ cuối kỳ đã nằm trong ngày làm việc đầu tiên của kỳ tới." if count else ""


def _weeks_chart(f: Figures, one: NextMonth, expected) -> str:
    counts = weekly(one.daily(f.scope).counts)
    first = expected.weeks.index[0]
    past = counts[counts.index < first].iloc[-PAST_WEEKS:]
    coming = expected.weeks[expected.weeks["days"] > 0].iloc[:MOST_WEEKS]
    labels = [f"{monday.day}/{monday.month}/{monday.year}" for monday in (*past.index, *coming.index)]
    values = [round(value) for value in coming["expected"]]
    ends = [(floor(low), ceil(high)) for low, high in zip(coming["low"], coming["high"], strict=True)]
    peak = max(range(len(values)), key=lambda number: (values[number], -number))
    tet = one.ahead.tet
    after = next((n for n, monday in enumerate(coming.index) if tet and monday >= tet.off_from), None)
    chart = charts.band(
        labels,
        [int(value) for value in past],
        values,
        ends,
        unit="cases",
        subject=f"Hồ sơ mới mỗi tuần, {scope_name(f)}",
        finding=f"tuần từ {labels[len(past) + peak]} dự kiến nhiều nhất là {whole(values[peak])} hồ sơ",
        mark=(after, "Tết") if after else None,
    )
    more = ["Tuần ít ngày làm việc có ít hồ sơ hơn."]
    if expected.days["is_without_tet"].any():
        more.append("Chưa tính ảnh hưởng của Tết.")
    return framed.figure(
        chart,
        title=f"Tuần đầu của kỳ tới dự kiến {whole(values[0])} hồ sơ mới",
        subtitle=f"Hồ sơ mới mỗi tuần, {scope_name(f)}; vùng mờ là khoảng {LEVEL}",
        source=f"Nguồn: {extraction(f, 'received_new')}",
        notes=more,
    )


def _weeks_table(f: Figures, one: NextMonth, expected) -> str:
    weeks = expected.weeks
    left_out = ""
    if len(weeks) > MOST_WEEKS:
        shown = weeks[(weeks["first"] <= one.ahead.coming_last) | (weeks["tet_week"] != 0)]
        left_out = f" Bảng có các tuần của kỳ tới và các tuần quanh Tết; {len(weeks) - len(shown)} tuần ở giữa không in."
        weeks = shown
    columns = [
        tables.Column("Tuần", "text"),
        *[tables.Column(label, "number") for label in ("Ngày làm việc", "Dự kiến", f"Khoảng {LEVEL}")],
    ]
    rows = [
        tables.Row(
            week(row.first, row.last) + (" *" if row.is_without_tet else ""),
            [whole(row.days), whole(round(row.expected)), span(row.low, row.high)],
        )
        for row in weeks.itertuples()
    ]
    note = level_meant(expected.covered) + left_out
    if weeks["is_without_tet"].any():
        note += " * Tuần quanh Tết: số liệu chưa có Tết nào nên con số chưa tính ảnh hưởng của Tết."
    elif expected.tets_seen:
        note += f" Ảnh hưởng của Tết ước lượng từ {expected.tets_seen} Tết có trong số liệu."
    return tables.table(
        caption(f, "Hồ sơ mới dự kiến theo tuần (hồ sơ)").replace(
            f.month.period.title, one.ahead.coming.title + " và đến sau Tết" * bool(one.ahead.tet)
        ),
        columns,
        rows,
        note=note,
    )


def _tet_table(f: Figures, one: NextMonth, expected) -> str:
    found = one.around_tet(f.scope)
    if not len(found):
        return ""
    scenario = one.scenario
    assert scenario is not None, "weeks around Tết are told by the scenario only"
    columns = [
        tables.Column("Tuần làm việc", "text"),
        *[tables.Column(label, "number") for label in ("Chưa tính Tết", "Hệ số (giả định)", "Theo kịch bản (giả định)")],
    ]
    rows = [
        tables.Row(
            f"{_tet_week(number)} ({week(row.first, row.last)})",
            [whole(round(row.expected)), decimal(row.factor, 2), whole(round(row.by_scenario))],
        )
        for number, row in zip(found.index, found.itertuples(), strict=True)
    ]
    note = (
        f"Giả định, không phải ước lượng: số liệu của {len(one.past.months)} kỳ chưa có Tết nào. Hệ số áp dụng từ {day(scenario.since)}; nguồn: {scenario.source}. "
        f"{scenario.note} Sửa ở tệp tet_scenario.toml trong thư mục reference."
    )
    return tables.table(f"Kịch bản Tết (giả định), hồ sơ mới, {scope_name(f)}", columns, rows, note=note)


def _tet_week(number: int) -> str:
    if number < 0:
        return f"Tuần thứ {-number} trước Tết" if number < -1 else "Tuần cuối trước Tết"
    return f"Tuần thứ {number} sau Tết"


def _days_table(f: Figures, one: NextMonth, coming) -> str:
    columns = [
        tables.Column("Ngày làm việc", "text"),
        tables.Column("Dự kiến", "number"),
        tables.Column(f"Khoảng {LEVEL}", "number"),
    ]
    rows = [
        tables.Row(
            weekday(when) + (" (làm bù)" if when.weekday() > 4 else ""), [whole(round(row.expected)), span(row.low, row.high)]
        )
        for when, row in zip(coming.index, coming.itertuples(), strict=True)
    ]
    note = "Hồ sơ nhận vào ngày nghỉ tính cho ngày làm việc tiếp theo."
    if any(when.weekday() > 4 for when in coming.index):
        note += " Ngày làm bù lấy bằng một ngày trung bình (giả định)."
    return tables.table(
        caption(f, "Hồ sơ mới dự kiến theo ngày (hồ sơ)").replace(f.month.period.title, one.ahead.coming.title),
        columns,
        rows,
        note=note,
    )


@answers("forecast_back_test")
def back_test(f: Figures) -> Answer:
    """How far each method was off on days that are known by now."""
    expected = ahead(f).forecast(f.scope)
    if expected is None:
        return no_history(f)
    if not expected.tested:
        frame = components.no_data(
            "độ chính xác của dự kiến",
            f"số liệu có {len(ahead(f).daily(f.scope).counts)} ngày làm việc, chưa đủ để kiểm tra lại trên quá khứ",
            "Giữ các tệp xuất của những tháng trước trong thư mục số liệu.",
        )
        return assemble("", frame)
    chosen = next(one for one in expected.tested if one.is_chosen)
    naive = next(one for one in expected.tested if one.method == NAIVE)
    if chosen is naive:
        finding = f"Không cách nào sai ít hơn lặp lại tuần trước: trung bình lệch {decimal(naive.mae_day, 1)} hồ sơ mỗi ngày, nên dùng chính cách này."
    else:
        gain = 100 * (1 - chosen.mae_day / naive.mae_day)
        finding = f"“{chosen.label}” lệch trung bình {decimal(chosen.mae_day, 1)} hồ sơ mỗi ngày, ít hơn {percent(gain, 0)} so với lặp lại tuần trước ({decimal(naive.mae_day, 1)})."
    if expected.covered:
        inside, of = expected.covered
        finding += f" Khoảng {LEVEL} chứa số thực ở {whole(inside)} trên {whole(of)} ngày thử ({percent(100 * inside / of, 0)})."
    columns = [
        tables.Column("Cách dự kiến", "text"),
        tables.Column("Lệch mỗi ngày", "number"),
        tables.Column("Lệch mỗi tuần", "number"),
    ]
    rows = [
        tables.Row(
            one.label,
            [decimal(one.mae_day, 1), decimal(one.mae_week, 1)],
            mark="good" if one.is_chosen else None,
            status="Được chọn" if one.is_chosen else "",
        )
        for one in expected.tested
    ]
    note = (
        f"Kiểm tra lại trên quá khứ: cắt số liệu ở {chosen.cuts} ngày cách nhau một tuần, mỗi lần chỉ dùng số liệu trước ngày cắt rồi so 22 ngày làm việc sau đó với số thực. "
        "Lệch: trung bình giá trị tuyệt đối của sai số, hồ sơ. Ít nhất về số mỗi ngày thì được chọn."
    )
    if expected.covered:
        note += (
            " Khoảng của mỗi lần thử tính từ số liệu trước ngày cắt; những lần thử đầu có ít số liệu hơn hiện nay. Các lần thử "
        )
        note += "chồng lên nhau nên tỷ lệ này lệch khỏi mức ghi cả khi khoảng tính đúng; mức đạt trên nhiều chuỗi dựng: docs/verdicts.md."
    note += " Xa hơn 22 ngày làm việc, khoảng nới theo căn bậc hai của khoảng cách (giả định)."
    return assemble(
        finding, fold=[tables.table(f"Độ lệch của các cách dự kiến, {scope_name(f)}", columns, rows, note=note), source(f)]
    )
