"""Section III, the month ahead: expected cases, how well that was foretold before, the calendar, what falls due."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, floor

from hcc_helpers.numbers_vn import WEEKDAYS, day, decimal, percent, whole
from hcc_helpers.outlook.daily import weekly, working_days
from hcc_helpers.outlook.forecast import COVERAGE
from hcc_helpers.outlook.methods import LABELS, NAIVE
from hcc_helpers.outlook.next_month import NextMonth, next_month_of
from hcc_helpers.outlook.tet import NAME as TET
from hcc_helpers.outlook.tet import TetWindow, load_windows
from hcc_helpers.outlook.workload import PERIODS
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption, extraction, scope_name
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.drawing import charts, framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import calendar_source, join_vn
from hcc_helpers.workdays import KINDS, STATUSES

PAST_WEEKS, MOST_WEEKS = 10, 14
LEVEL = percent(100 * COVERAGE, 0)


def ahead(f: Figures) -> NextMonth:
    return next_month_of(f.month.now, f.month.data_root)


def around(expected: float, low: float, high: float) -> str:
    """ "86 (71–105)": a forecast never stands without its interval; the ends are rounded outwards."""
    return f"{whole(round(expected))} ({span(low, high)})"


def span(low: float, high: float) -> str:
    return f"{whole(floor(low))}–{whole(ceil(high))}"


def cases(value: float) -> str:
    """A median of counts: whole, or with its half."""
    return whole(value) if float(value).is_integer() else decimal(value, 1)


def weekday(when: date) -> str:
    """ "15/12/2025, thứ Hai"."""
    name = WEEKDAYS[when.weekday()]
    return f"{day(when)}, {name[:1].lower()}{name[1:]}"


def week(first: date, last: date) -> str:
    """ "29/12–31/12/2025", over the year's end with both years."""
    if first == last:
        return day(first)
    return f"{day(first)[: 5 if first.year == last.year else 10]}–{day(last)}"


def source(f: Figures, more: str = "") -> str:
    return components.source(f"Nguồn: {extraction(f, 'received_new')}{' ' + more if more else ''}")


def provisional(one: NextMonth) -> str:
    """The frame that says which days off ahead are not decided yet; "" where all are."""
    unsure = one.ahead.provisional
    if not unsure:
        return ""
    days = join_vn(day(entry.date) for entry in unsure)
    text = f"Lịch nghỉ năm {join_vn(dict.fromkeys(str(entry.date.year) for entry in unsure))} chưa có thông báo chính thức; các ngày {days} là tạm tính. Khi có thông báo, sửa bảng ngày làm việc rồi chạy lại."
    return components.warning("Lịch nghỉ tạm tính.", text)


def no_history(f: Figures) -> Answer:
    frame = components.no_data(
        f"hồ sơ mới dự kiến của {scope_name(f)}", "không có danh sách hồ sơ nào đủ năm ngày làm việc", "Xuất danh sách hồ sơ thay cho biểu tổng số."
    )  # fmt: skip
    return assemble("", frame)


@answers("next_month_points")
def main_points(f: Figures) -> Answer:
    """The page in three or four sentences."""
    one, points = ahead(f), []
    expected = one.forecast(f.scope)
    if expected is not None:
        total = around(*expected.total(one.ahead.first, one.ahead.coming_last))
        points.append(("none", f"Kỳ tới dự kiến {total} hồ sơ mới trong {len(one.ahead.coming_working)} ngày làm việc; số trong ngoặc là khoảng {LEVEL}.", ""))  # fmt: skip
    if one.ahead.tet:
        tet = one.ahead.tet
        points.append(("none", f"Nghỉ Tết từ {day(tet.off_from)} đến hết {day(tet.off_to)}; ngày làm việc cuối trước Tết là {day(_last_before(one, tet.off_from))}.", ""))  # fmt: skip
        proposals = load_windows(f.month.data_root, tet) if any(e.name == TET for e in one.ahead.provisional) else []
        if len(proposals) > 1:
            points.append(("warn", f"Lịch nghỉ Tết chưa quyết định; các phương án: {_proposed(proposals)}.", ""))
    able = one.capacity(f.scope)
    if able is not None:
        heavy = one.overloaded(f.scope)
        text = f"{len(heavy)} ngày có hồ sơ đến hạn vượt số giải quyết được một ngày thường" if heavy else "Không ngày nào có hồ sơ đến hạn vượt số giải quyết được một ngày thường"  # fmt: skip
        points.append(("warn" if heavy else "good", f"{text} ({cases(able.median)} hồ sơ).", ""))
    waiting, missing = one.petitions
    if not missing:
        points.append(
            (
                "warn" if len(waiting) else "good",
                f"{len(waiting)} phản ánh, kiến nghị chờ trả lời lúc hết kỳ."
                if len(waiting)
                else "Không có phản ánh, kiến nghị nào chờ trả lời lúc hết kỳ.",
                "",
            )
        )
    html = components.answer([components.main_points(points), provisional(one)])
    return html, " ".join(text for _, text, _ in points)


def _last_before(one: NextMonth, first: date) -> date:
    return working_days(one.ahead.calendar, first - timedelta(days=14), first - timedelta(days=1))[-1]


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
    parts = [_weeks_chart(f, one, expected)]
    if expected.why_simple:
        why_not = f"{expected.why_simple[:1].upper()}{expected.why_simple[1:]}. Dùng cách đơn giản “{LABELS[expected.method]}”; khoảng lấy từ độ sai của chính cách này trong các tuần đã qua."
        parts.append(components.warning("Số liệu còn ngắn.", why_not))
    expected_total, low, high = expected.total(one.ahead.first, one.ahead.coming_last)
    if high - expected_total > 2 * (expected_total - low):
        why += " Khoảng lệch về phía trên vì trong các tháng đã qua hồ sơ tăng, nên cách này thường dự kiến thấp hơn số thực."
    elif expected_total - low > 2 * (high - expected_total):
        why += " Khoảng lệch về phía dưới vì trong các tháng đã qua hồ sơ giảm, nên cách này thường dự kiến cao hơn số thực."
    parts += [
        _weeks_table(f, one, expected),
        _tet_table(f, one, expected),
        _days_table(f, one, coming),
        components.note(why + _waiting(one, f.scope)),
    ]
    parts += [provisional(one), source(f)]
    return assemble(finding, *parts)


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
        labels, [int(value) for value in past], values, ends, unit="cases", subject=f"Hồ sơ mới mỗi tuần, {scope_name(f)}",
        finding=f"tuần từ {labels[len(past) + peak]} dự kiến nhiều nhất là {whole(values[peak])} hồ sơ", mark=(after, "Tết") if after else None,
    )  # fmt: skip
    more = ["Tuần ít ngày làm việc có ít hồ sơ hơn."]
    if expected.days["is_without_tet"].any():
        more.append("Chưa tính ảnh hưởng của Tết.")
    return framed.figure(
        chart, title=f"Tuần đầu của kỳ tới dự kiến {whole(values[0])} hồ sơ mới", subtitle=f"Hồ sơ mới mỗi tuần, {scope_name(f)}; vùng mờ là khoảng {LEVEL}",
        source=f"Nguồn: {extraction(f, 'received_new')}", notes=more,
    )  # fmt: skip


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
    rows = [tables.Row(week(row.first, row.last) + (" *" if row.is_without_tet else ""), [whole(row.days), whole(round(row.expected)), span(row.low, row.high)])
            for row in weeks.itertuples()]  # fmt: skip
    note = f"Khoảng {LEVEL}: trong 10 lần dự kiến như vậy, khoảng 8 lần số thực nằm trong khoảng này." + left_out
    if weeks["is_without_tet"].any():
        note += " * Tuần quanh Tết: số liệu chưa có Tết nào nên con số chưa tính ảnh hưởng của Tết."
    elif expected.tets_seen:
        note += f" Ảnh hưởng của Tết ước lượng từ {expected.tets_seen} Tết có trong số liệu."
    return tables.table(caption(f, "Hồ sơ mới dự kiến theo tuần (hồ sơ)").replace(f.month.period.title, one.ahead.coming.title + " và đến sau Tết" * bool(one.ahead.tet)), columns, rows, note=note)  # fmt: skip


def _tet_table(f: Figures, one: NextMonth, expected) -> str:
    found = one.around_tet(f.scope)
    if not len(found):
        return ""
    scenario = one.scenario
    columns = [tables.Column("Tuần làm việc", "text"), *[tables.Column(label, "number") for label in ("Chưa tính Tết", "Hệ số (giả định)", "Theo kịch bản (giả định)")]]  # fmt: skip
    rows = [
        tables.Row(f"{_tet_week(number)} ({week(row.first, row.last)})", [whole(round(row.expected)), decimal(row.factor, 2), whole(round(row.by_scenario))])
        for number, row in zip(found.index, found.itertuples(), strict=True)
    ]  # fmt: skip
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
        tables.Row(weekday(when) + (" (làm bù)" if when.weekday() > 4 else ""), [whole(round(row.expected)), span(row.low, row.high)])
        for when, row in zip(coming.index, coming.itertuples(), strict=True)
    ]  # fmt: skip
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
        frame = components.no_data("độ chính xác của dự kiến", f"số liệu có {len(ahead(f).daily(f.scope).counts)} ngày làm việc, chưa đủ để kiểm tra lại trên quá khứ", "Giữ các tệp xuất của những tháng trước trong thư mục số liệu.")  # fmt: skip
        return assemble("", frame)
    chosen = next(one for one in expected.tested if one.is_chosen)
    naive = next(one for one in expected.tested if one.method == NAIVE)
    if chosen is naive:
        finding = f"Không cách nào sai ít hơn lặp lại tuần trước: trung bình lệch {decimal(naive.mae_day, 1)} hồ sơ mỗi ngày, nên dùng chính cách này."
    else:
        gain = 100 * (1 - chosen.mae_day / naive.mae_day)
        finding = f"“{chosen.label}” lệch trung bình {decimal(chosen.mae_day, 1)} hồ sơ mỗi ngày, ít hơn {percent(gain, 0)} so với lặp lại tuần trước ({decimal(naive.mae_day, 1)})."
    columns = [
        tables.Column("Cách dự kiến", "text"),
        tables.Column("Lệch mỗi ngày", "number"),
        tables.Column("Lệch mỗi tuần", "number"),
    ]
    rows = [tables.Row(one.label, [decimal(one.mae_day, 1), decimal(one.mae_week, 1)], mark="good" if one.is_chosen else None, status="Được chọn" if one.is_chosen else "")
            for one in expected.tested]  # fmt: skip
    note = (
        f"Kiểm tra lại trên quá khứ: cắt số liệu ở {chosen.cuts} ngày cách nhau một tuần, mỗi lần chỉ dùng số liệu trước ngày cắt rồi so 22 ngày làm việc sau đó với số thực. "
        "Lệch: trung bình giá trị tuyệt đối của sai số, hồ sơ. Ít nhất về số mỗi ngày thì được chọn."
    )
    if expected.covered:
        inside, of = expected.covered
        note += f" Khoảng {LEVEL} tính trước ngày cắt chứa số thực ở {whole(inside)} trên {whole(of)} ngày của phép thử ({percent(100 * inside / of, 0)}); những lần thử đầu có ít số liệu hơn hiện nay."
    note += " Xa hơn 22 ngày làm việc, khoảng nới theo căn bậc hai của khoảng cách (giả định)."
    return assemble(finding, tables.table(f"Độ lệch của các cách dự kiến, {scope_name(f)}", columns, rows, note=note), source(f))


@answers("next_calendar")
def calendar(f: Figures) -> Answer:
    """Days off and swaps from the data's end to the end of the horizon."""
    one = ahead(f)
    a = one.ahead
    special = a.special()
    finding = f"Kỳ tới ({a.coming.title}) có {len(a.coming_working)} ngày làm việc."
    if a.tet:
        finding += f" Tết nghỉ từ {day(a.tet.off_from)} đến hết {day(a.tet.off_to)} (gồm ngày cuối tuần liền kề)."
    proposals = load_windows(f.month.data_root, a.tet) if a.tet and any(e.name == TET for e in a.provisional) else []
    if proposals:
        finding += f" Lịch Tết chưa quyết định, có {len(proposals)} phương án: {_proposed(proposals)}."
    parts = [provisional(one), _windows(proposals)]
    if special:
        columns = [tables.Column("Ngày", "text"), tables.Column("Là ngày", "text"), tables.Column("Nguồn", "text")]
        rows = [
            tables.Row(
                weekday(e.date),
                [tables.Cell(e.name, note=KINDS[e.kind]), tables.Cell(calendar_source(e.source), note=STATUSES[e.status])],
            )
            for e in special
        ]
        title = f"Ngày nghỉ và ngày làm bù, {day(a.first)} đến {day(a.last)}"
        parts.append(
            tables.table(
                title, columns, rows, note=f"Ngoài các ngày này, làm việc thứ Hai đến thứ Sáu. Lịch: {a.calendar.version}."
            )
        )
    else:
        parts.append(components.note(f"Lịch đang dùng không có ngày nghỉ lễ hay làm bù nào từ {day(a.first)} đến {day(a.last)}."))
    if a.is_cut_short:
        parts.append(
            components.warning(
                "Lịch chưa đủ dài.",
                f"Bảng ngày làm việc chỉ đến {day(a.calendar.last)}; bổ sung năm tiếp theo để dự kiến xa hơn.",
            )
        )
    if a.tet is None:
        parts.append(components.note("Lịch đang dùng không có Tết nào sau kỳ này, nên chỉ dự kiến đến hết kỳ tới."))
    return assemble(finding, *parts, components.source("Nguồn: bảng ngày làm việc của bộ công cụ hoặc của đơn vị."))


def _proposed(proposals: list[TetWindow]) -> str:
    return join_vn(f"{day(first)} đến hết {day(last)}" for first, last in (one.around() for one in proposals))


def _windows(proposals: list[TetWindow]) -> str:
    """Every proposal for the next Tết beside each other, while none is decided."""
    if not proposals:
        return ""
    rows = []
    for one in proposals:
        first, last = one.around()
        cells = [f"{day(one.first)}–{day(one.last)}", f"{day(first)}–{day(last)}", one.source, one.certainty]
        rows.append(tables.Row(one.label, cells))
    names = ("Phương án", "Ngày nghỉ", "Kể cả cuối tuần liền kề", "Nguồn", "Mức chắc chắn")
    return tables.table(
        f"Các phương án nghỉ Tết {proposals[0].last.year}, chưa quyết định", [tables.Column(name, "text") for name in names], rows,
        note="Số dự kiến của trang này tính theo bảng ngày làm việc (tạm tính); phương án khác làm các ngày đầu và cuối kỳ nghỉ dịch đi.",
    )  # fmt: skip


@answers("due_ahead")
def due_ahead(f: Figures) -> Answer:
    """Open cases by due day against what is finished on a middling day."""
    one = ahead(f)
    due, able = one.due(f.scope), one.capacity(f.scope)
    if not due.total:
        return assemble(
            f"{scope_name(f)[:1].upper()}{scope_name(f)[1:]} không có hồ sơ nào đang giải quyết lúc hết kỳ.", source(f)
        )
    heavy = one.overloaded(f.scope)
    near = due.by_day[due.by_day.index <= one.ahead.coming_last]
    finding = f"{whole(int(near.sum()))} hồ sơ đang giải quyết đến hạn trong kỳ tới, nhiều nhất ngày {day(near.idxmax())}: {whole(int(near.max()))} hồ sơ." if near.sum() else "Không hồ sơ nào đang giải quyết đến hạn trong kỳ tới."  # fmt: skip
    if able is not None:
        finding += f" Một ngày thường giải quyết {cases(able.median)} hồ sơ." + (
            f" Vượt mức này: {join_vn(day(one_day) for one_day in heavy)}." if heavy else ""
        )
    shown = [(when, count) for when, count in due.by_day.items() if count]
    columns = [tables.Column("Đến hạn", "text"), tables.Column("Hồ sơ", "number")]
    rows = [tables.Row(weekday(when), [whole(count)], mark="warn" if when in heavy else None, status="Vượt mức một ngày thường" if when in heavy else "") for when, count in shown]  # fmt: skip
    rest = [("Đã quá hạn lúc hết kỳ", due.already_late), (f"Sau {day(one.ahead.last)}", due.later), ("Tạm dừng (chưa tính hạn)", due.paused),
            ("Không có ngày hẹn trả", due.without_due), ("Chưa rõ kết quả", due.unknown)]  # fmt: skip
    rows += [tables.Row(label, [whole(count)]) for label, count in rest if count]
    rows.append(tables.Row("Đang giải quyết cuối kỳ", [whole(due.total)], is_sum=True))
    note = "Hạn rơi vào ngày nghỉ tính cho ngày làm việc tiếp theo; ngày không có dòng là không có hồ sơ đến hạn. Chưa gồm hồ sơ sẽ nhận mới."
    if able is not None:
        note += (
            f" Giải quyết một ngày làm việc trong {min(PERIODS, len(able.months))} kỳ gần nhất ({able.days} ngày): trung vị {cases(able.median)}, "
            f"80% số ngày từ {whole(floor(able.low))} đến {whole(ceil(able.high))}, nhiều nhất {whole(able.most)} hồ sơ."
        )
    parts = [tables.table(caption(f, "Hồ sơ đang giải quyết theo ngày đến hạn"), columns, rows, note=note), _load(f, one)]
    return assemble(finding, *parts, source(f))


def _load(f: Figures, one: NextMonth) -> str:
    """Weeks of the coming period: expected, due, and what a middling week finishes."""
    expected, able = one.forecast(f.scope), one.capacity(f.scope)
    if expected is None or able is None:
        return ""
    weeks = expected.weeks[expected.weeks["first"] <= one.ahead.coming_last]
    due = weekly(one.due(f.scope).by_day)
    columns = [
        tables.Column("Tuần", "text"),
        *[tables.Column(label, "number") for label in ("Hồ sơ mới dự kiến", "Đến hạn (đang mở)", "Nhịp giải quyết hiện nay")],
    ]
    rows = [tables.Row(week(row.first, row.last), [around(row.expected, row.low, row.high), whole(int(due.get(row.Index, 0))), whole(round(able.median * row.days))])
            for row in weeks.itertuples()]  # fmt: skip
    more = [row for row in weeks.itertuples() if row.low > able.median * row.days]
    note = f"Nhịp giải quyết hiện nay: trung vị một ngày của các kỳ gần nhất × số ngày làm việc của tuần; không phải mức cao nhất có thể làm. Số trong ngoặc là khoảng {LEVEL}."
    note += f" {len(more)} tuần dự kiến nhận nhiều hơn nhịp giải quyết hiện nay, kể cả ở đầu thấp của khoảng." if more else ""
    return tables.table(
        caption(f, "Khối lượng theo tuần của kỳ tới (hồ sơ)").replace(f.month.period.title, one.ahead.coming.title),
        columns,
        rows,
        note=note,
    )
