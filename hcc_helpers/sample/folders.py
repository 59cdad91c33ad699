"""The folders of the sample: which files each month holds, as an analyst would have downloaded them."""

# One row of a file a line: read beside the file it makes.

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np

from hcc_helpers.centre import ILLUSTRATIVE, load_centre
from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.places import project_root
from hcc_helpers.rules import load_rules
from hcc_helpers.sample import diaries, first_slips, lists, plan, registers
from hcc_helpers.sample.lists import text as _when
from hcc_helpers.sample.register import Case, Inventor, Procedure, TooFew
from hcc_helpers.sample.view import Seen, seen
from hcc_helpers.sources.office.book import write_book
from hcc_helpers.sources.office.sheets import BOOK
from hcc_helpers.vocabulary import DIGITISED, FEE_KIND, LATE_CAUSE, PAUSE, PAYMENT_METHOD, PETITION_ABOUT, PETITION_KIND
from hcc_helpers.workdays import Calendar, load_calendar

# fmt: off

SINCE = datetime(2025, 7, 1).date()
PREFIX = {"commune": "H41.72", "land": "H41.72.13", "other": "H41.08"}
SHAPES = {"2025-07": "csv", "2025-08": "xlsx", "2025-09": "packet", "2025-10": "xlsx", "2025-11": "xlsx", "2025-12": "xlsx"}
UNITS = ("Trung tâm Phục vụ hành chính công xã", "Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Phòng Văn hóa – Xã hội")
CODES = {"none": 0, "digitised": 1, "reused": 2, "reused_result": 3}

# The figures of the real report of December 2025, as printed; only they feed "draft against data".
DRAFT = (
    ("I.1", "Mức độ hài lòng", "trên 95%"), ("I.2", "Hồ sơ đầu vào được số hóa", "100%"), ("I.2", "Kết quả được ký số", "100%"), ("I.2", "Kết quả lưu kho", "95%"),
    ("I.3", "Khiếu nại về thái độ, thời gian", "0"), ("I.3", "Tổng số hồ sơ tiếp nhận", "1.944"), ("I.3", "Hồ sơ trực tuyến", "1.811"), ("I.3", "Tỷ lệ trực tuyến", "98,25%"),
    ("I.3", "Hồ sơ trực tiếp", "34"), ("I.3", "Tỷ lệ trực tiếp", "1.75%"), ("I.3", "Giải quyết trước hạn", "1.631"), ("I.3", "Tỷ lệ trước hạn", "99,6%"), ("I.3", "Hồ sơ quá hạn", "06"),
    ("I.3", "Tỷ lệ quá hạn", "0,4%"), ("I.3", "Đang giải quyết trong hạn", "294"), ("I.3", "Rút, trả lại", "13"), ("I.3", "Tổng phí, lệ phí", "32.873.000đ"),
    ("I.3", "Thanh toán trực tuyến", "32.090.000"), ("I.3", "Tỷ lệ thanh toán trực tuyến", "98%"), ("I.3", "Thanh toán trực tiếp", "783.000"), ("I.3", "Tỷ lệ thanh toán trực tiếp", "2%"),
    ("I.3 đất đai", "Tổng số hồ sơ tiếp nhận", "1.550"), ("I.3 đất đai", "Hồ sơ trực tuyến", "1550"), ("I.3 đất đai", "Tỷ lệ trực tuyến", "100%"), ("I.3 đất đai", "Giải quyết trước hạn", "1.309"),
    ("I.3 đất đai", "Tỷ lệ trước hạn", "99,7%"), ("I.3 đất đai", "Hồ sơ quá hạn", "4"), ("I.3 đất đai", "Tỷ lệ quá hạn", "0.3%"), ("I.3 đất đai", "Đang giải quyết trong hạn", "80"),
    ("I.3 đất đai", "Rút, trả lại", "15"), ("I.3", "Phản ánh, kiến nghị", "0"), ("II.5", "Thủ tục còn tiếp nhận trực tiếp", "1,4%"),
)


_DRAWS = 50  # of one scope; one in ten fails


def generate(out: Path, seed: int = 2025) -> list[Path]:
    """Write the months below `out` (data/sample/raw); returns the files. The same seed gives the same rows."""
    rng = np.random.default_rng(np.random.PCG64(seed))
    calendar = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
    procedures = read_procedures()
    cases = histories(rng, calendar, procedures)
    link(cases["commune"])
    papers = registers.papers(rng, cases["commune"])
    written: list[Path] = []
    for number, one in enumerate(plan.COMMUNE):
        period = parse_period(one.month, SINCE)
        folder = out / one.month
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        _month(folder, rng, calendar, period, cases, papers, procedures, number, seed)
        written += sorted(folder.iterdir())
    return written


def read_procedures() -> dict[str, Procedure]:
    with (project_root() / "data" / "reference" / "procedures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        term = int(row["term_value"] or 0)
        if row["term_unit"] == "calendar_days":
            term = max(1, round(term * 5 / 7))
        found[row["code"]] = Procedure(row["code"], row["name"], row["field"], term, int(row["fee_vnd"] or 0))
    found[plan.PER_COPY].term = 0  # on the "4 tại chỗ" list: the same day
    found["2.001035"].term = 3  # by its slip: the catalogue gives no term
    return found


def histories(rng, calendar: Calendar, procedures: dict[str, Procedure]) -> dict[str, list[Case]]:
    """The cases of every scope. A draw that cannot meet the plan is drawn again, on with the same generator."""
    cases = {}
    for scope in plan.PLANS:
        for left in reversed(range(_DRAWS)):
            try:
                cases[scope] = _history(rng, calendar, procedures, scope)
                break
            except TooFew:
                if not left:
                    raise
    return cases


def _history(rng, calendar: Calendar, procedures, scope: str) -> list[Case]:
    """All cases of a scope over all months, and those of the day after the last month."""
    inventor = Inventor(rng, calendar, PREFIX[scope], scope)
    every: dict[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
        "commune": (plan.ONLINE, plan.IN_PERSON),
        "land": (plan.LAND_MIX, {}),
        "other": (plan.OTHER_MIX, {}),
    }
    mixes = every[scope]
    cases: list[Case] = []
    for one in plan.PLANS[scope]:
        online = pick(rng, procedures, mixes[0], one.online)
        if scope == "commune":
            planted = plan.PLANTED_ONLINE.get(one.month, 0)
            online[:planted] = [procedures[plan.IN_PERSON_ONLY[n % 2 if n else 0]] for n in range(planted)]
        cases += inventor.month(one, parse_period(one.month, SINCE), online, pick(rng, procedures, mixes[1], one.in_person))
    last = parse_period(plan.PLANS[scope][-1].month, SINCE)
    next_day = parse_period(f"{last.end:%Y-%m-%d}..{last.end:%Y-%m-%d}@inclusive")
    count, in_person = plan.AFTER[scope]
    tail = [inventor.new_case(next_day, p, "online") for p in pick(rng, procedures, mixes[0], count)]
    tail += [inventor.new_case(next_day, p, "in_person") for p in pick(rng, procedures, mixes[1], in_person)]
    inventor.pool += tail
    inventor.after(last)
    return cases + tail


def pick(rng, procedures, mix: Mapping[str, float], count: int) -> list[Procedure]:
    if not count:
        return []
    weights = np.array(list(mix.values()), dtype=float)
    return [procedures[code] for code in rng.choice(list(mix), size=count, p=weights / weights.sum())]


def link(cases: list[Case]) -> None:
    """Every twelfth birth registration is the child of a group of linked procedures."""
    births = [c for c in cases if c.procedure.code == "1.001193"]
    for n, c in enumerate(births[::12]):
        c.root = f"LT-{c.accepted_at:%y%m%d}-{n + 1:03d}"


def unit_of(c: Case) -> str:
    if c.scope == "land":
        return plan.LAND_UNIT
    return plan.DEPARTMENT if c.scope == "other" else plan.UNITS.get(c.procedure.field, plan.OTHER_UNIT)


# ---------------------------------------------------------------------------------------------------- one month
def _month(folder: Path, rng, calendar: Calendar, period: Period, cases: dict[str, list[Case]], papers, procedures, number: int, seed: int) -> None:
    at = extraction(calendar, period)
    shown = {scope: [seen(c, at) for c in mine if c.accepted_at < at and (c.closed_at is None or c.closed_at >= period.start)] for scope, mine in cases.items()}
    waiting = not_accepted(rng, period, procedures)
    shape = SHAPES[period.text]
    entries = {"csv": _csv_month, "xlsx": _xlsx_month, "packet": _packet_month}[shape](folder, period, at, shown, waiting, papers)
    since = [c for c in cases["commune"] if period.start <= c.accepted_at < at]
    diary = diaries.Month(period, number, seed, calendar, at, [c for c in since if c.channel == "in_person"], [c for c in since if c.channel == "online" and c.accepted_at < period.end], UNITS)
    write_registers(folder, rng, calendar, period, at, cases, shown, papers, number, diary, is_packet=shape == "packet")
    write_mapping(folder, period, at, entries)
    if period.text == "2025-12":
        own_csv(folder / "du-thao.csv", ("Mục", "Nội dung", "Con số"), DRAFT)
        _system_totals(folder / "tong-so-06a.csv", period, shown["commune"])


def extraction(calendar: Calendar, period: Period) -> datetime:
    """When the exports of a month were taken: the morning after the first working day behind its end."""
    day = period.end.date()
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(7, 30))


def span_line(period: Period, at: datetime) -> str:
    return f"Theo dõi từ ngày {day_vn(period.first_day)} đến ngày {day_vn((at - timedelta(days=1)).date())}"


def not_accepted(rng, period: Period, procedures) -> list[dict]:
    """Cases not accepted: submitted in the last hours, or refused in the month."""
    rows = []
    online = pick(rng, procedures, plan.ONLINE, 11)
    for n, procedure in enumerate(online):
        refused = n >= 6
        submitted = period.end - timedelta(hours=5 + 3 * n) if not refused else period.start + timedelta(days=2 + n % 9, hours=9)
        row = {"case_id": f"{PREFIX['commune']}-{submitted:%y%m%d}-{9000 + n}", "procedure": procedure, "person": 7000 + n, "submitted_at": submitted, "label": "Mới đăng ký"}
        if refused:
            row |= {"label": "Không được tiếp nhận", "refused_at": submitted + timedelta(hours=3), "reason": ("Thành phần hồ sơ chưa đủ", "Không thuộc thẩm quyền", "Hồ sơ trùng")[n % 3]}
        rows.append(row)
    return rows


def listed(items: list) -> list[list]:
    return [lists.row(n, one, unit_of(one.case) if isinstance(one, Seen) else plan.OTHER_UNIT) for n, one in enumerate(items, start=1)]


def _titles(period: Period) -> tuple[str, str]:
    return "DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH (SỐ LIỆU MINH HỌA)", f"Từ ngày {day_vn(period.first_day)} đến ngày {day_vn(period.last_day)}"


def _xlsx_month(folder: Path, period: Period, at: datetime, shown, waiting, papers) -> list[dict]:
    title, span = _titles(period)
    commune = sorted(shown["commune"], key=lambda s: s.case.case_id)
    online = [s for s in commune if s.case.channel == "online"]
    lists.write_xlsx(folder / "ho-so-xa-truc-tuyen.xlsx", listed([*online, *waiting]), title, span, at)
    lists.write_xlsx(folder / "ho-so-xa-truc-tiep.xlsx", listed([s for s in commune if s.case.channel != "online"]), title, span, at)
    lists.write_html_xls(folder / "ho-so-dat-dai.xls", listed(sorted(shown["land"], key=lambda s: s.case.case_id)), title, span, at)
    lists.write_csv_list(folder / "ho-so-co-quan-khac.csv.gz", listed(sorted(shown["other"], key=lambda s: s.case.case_id)))
    return [_entry("ho-so-xa-truc-tuyen.xlsx", "online", "commune"), _entry("ho-so-xa-truc-tiep.xlsx", "in_person", "commune"), _entry("ho-so-dat-dai.xls", "online", "land"), _entry("ho-so-co-quan-khac.csv.gz", "online", "other")]


def _csv_month(folder: Path, period: Period, at: datetime, shown, waiting, papers) -> list[dict]:
    """One list of everything, with channel and deciding authority as columns; the system writes them itself."""
    items = sorted((s for mine in shown.values() for s in mine), key=lambda s: s.case.case_id)
    authority = {"commune": "UBND xã Diễn Châu", "land": plan.LAND_UNIT, "other": plan.DEPARTMENT}
    rows = listed([*items, *waiting])
    channels = ["Trực tuyến" if s.case.channel == "online" else "Trực tiếp" for s in items] + ["Trực tuyến"] * len(waiting)
    deciding = [authority[s.case.scope] for s in items] + [authority["commune"]] * len(waiting)
    rows[7][12] = "không rõ"  # planted: a submission time that nobody can read
    lists.write_csv_list(folder / "ho-so.csv", rows, {"Hình thức nhận": channels, "Cơ quan có thẩm quyền giải quyết": deciding})
    return []


def _packet_month(folder: Path, period: Period, at: datetime, shown, waiting, papers) -> list[dict]:
    every = {case_id: [(code, digitised) for code, _, digitised in rows] for case_id, rows in papers.items()}
    for scope, name in (("commune", "goi-tin-xa.json"), ("land", "goi-tin-dat-dai.json"), ("other", "goi-tin-khac.json")):
        lists.write_packet(folder / name, sorted(shown[scope], key=lambda s: s.case.case_id), unit_of, every if scope == "commune" else {})
    return [_entry("goi-tin-xa.json", "", "commune"), _entry("goi-tin-dat-dai.json", "", "land"), _entry("goi-tin-khac.json", "", "other")]


def _entry(name: str, channel: str, scope: str) -> dict:
    return {"name": name, "channel": channel, "scope": scope}


def write_mapping(folder: Path, period: Period, at: datetime, entries: list[dict]) -> None:
    lines = [f"# {ILLUSTRATIVE}", "# Mỗi tệp là một lần xuất theo bộ lọc, nên kênh nộp và phạm vi ghi ở đây.", f"extracted_at = {at:%Y-%m-%dT%H:%M:%S}",
             "", "[covers]", f"cases = [{period.first_day}, {(at - timedelta(days=1)).date()}]"]
    for entry in entries:
        constants = [f'{key} = "{entry[key]}"' for key in ("channel", "scope") if entry[key]]
        lines += ["", "[[file]]", f'name = "{entry["name"]}"', f"constants = {{ {', '.join([*constants, 'source_system = ' + chr(34) + 'Hệ thống một cửa của tỉnh' + chr(34)])} }}"]
    lists.write_text(folder / "mapping.toml", "\n".join(lines) + "\n")


def own_csv(path: Path, head: tuple[str, ...], rows, span: str = "") -> None:
    """The suite's own table: the first line says from when to when it was kept, then headings, then rows."""
    quoted = [_line(tuple(map(str, row))) for row in rows]
    lists.write_text(path, "\ufeff" + "\n".join(([span] if span else []) + [";".join(head), *quoted]) + "\n")


def _line(cells: tuple[str, ...]) -> str:
    line = ";".join(cells)
    return line if line.count(";") < len(cells) else ";".join(f'"{cell}"' if ";" in cell else cell for cell in cells)


def write_registers(folder: Path, rng, calendar: Calendar, period: Period, at: datetime, cases, shown, papers, number: int, diary: diaries.Month, is_packet: bool) -> None:
    span = span_line(period, at)
    in_list = [s.case for scope in ("commune", "land") for s in shown[scope]]
    new = {scope: [c for c in mine if period.start <= c.accepted_at < period.end] for scope, mine in cases.items()}
    pauses = [(c.case_id, PAUSE[reason], _when(begins), _when(ends if ends <= at else None)) for c in in_list for reason, begins, ends in c.pauses if begins <= at]
    own_csv(folder / "tam-dung.csv", ("Mã hồ sơ", "Lý do tạm dừng", "Từ lúc", "Đến lúc"), pauses, span)
    if not is_packet:
        asked = [(c.case_id, _when(c.supplement[0]), _when(c.supplement[1] if c.supplement[1] <= at else None), _when(c.supplement[2]), _when(c.supplement[3] if c.supplement[1] <= at else None)) for c in in_list if c.supplement and c.supplement[0] <= at]
        own_csv(folder / "bo-sung.csv", ("Mã hồ sơ", "Ngày yêu cầu bổ sung", "Ngày nhận bổ sung", "Ngày hẹn trước bổ sung", "Ngày hẹn sau bổ sung"), asked, span)
        rows = [(c.case_id, code, "Có" if required else "Không", DIGITISED[digitised_word(digitised)]) for c in in_list for code, required, digitised in papers.get(c.case_id, [])]
        own_csv(folder / "thanh-phan.csv.gz", ("Mã hồ sơ", "Mã thành phần hồ sơ", "Bắt buộc", "Số hóa"), rows, span)
    sorry = [(c.case_id, "Xin lỗi và hẹn lại", _when(c.apology[0]), _when(c.apology[1]), _when(c.apology[2])) for c in in_list if c.apology and c.apology[0] <= at]
    own_csv(folder / "hen-tra.csv", ("Mã hồ sơ", "Loại hẹn", "Ngày lập phiếu", "Ngày hẹn cũ", "Ngày hẹn mới"), sorry, span)
    causes = [(case_id, LATE_CAUSE[cause]) for case_id, cause in registers.late_causes(in_list, at)]
    own_csv(folder / "nguyen-nhan-qua-han.csv", ("Mã hồ sơ", "Nguyên nhân quá hạn"), causes, span)
    own_csv(folder / "giay-hen-dat-dai.csv.gz", first_slips.HEAD, first_slips.first_slips(shown["land"]), span)
    yes = {True: "Có", False: "Không"}
    issued = [d for scope in ("commune", "land") for d in registers.documents(rng, period, cases[scope], scope)]
    results = [(d.case_id, _when(d.issued_at), yes[d.is_document], yes[d.is_signed], yes[d.is_stored], yes[bool(paper)] if d.is_document else "") for d, paper in zip(issued, diaries.paper_given(diary, len(issued)), strict=True)]
    own_csv(folder / "ket-qua.csv.gz", ("Mã hồ sơ", "Ngày ban hành", "Là văn bản", "Đã ký số", "Đã lưu kho dữ liệu điện tử", "Trả kèm bản giấy"), results, span)
    taken = [(s[0], s[1], s[2], _when(s[3]), _when(s[4]), _when(s[5])) for s in registers.steps(rng, calendar, in_list, unit_of, at)]
    own_csv(folder / "buoc-xu-ly.csv.gz", ("Mã hồ sơ", "Thứ tự bước", "Phòng ban xử lý", "Ngày nhận bước", "Hạn của bước", "Ngày chuyển bước"), taken, span)
    paid = [p for scope in ("commune", "land") for p in registers.payments(rng, period, new[scope], scope, number)]
    money = [(p.id, p.case_id, _when(p.paid_at), FEE_KIND[p.kind], _vnd(p.amount), PAYMENT_METHOD[p.method], "Đã thanh toán" if p.amount > 0 else "Hoàn phí") for p in paid]
    stray = period.start + timedelta(days=6, hours=3)
    money += [(f"KR{number}-{n}", f"{PREFIX['commune']}-{stray:%y%m%d}-77{n:02d}", _when(stray), FEE_KIND["phi"], _vnd(8_000), PAYMENT_METHOD["platform"], "Đã thanh toán") for n in range(2)]
    own_csv(folder / "thu-phi.csv", ("Mã giao dịch", "Mã hồ sơ", "Ngày thu phí, lệ phí", "Loại phí, lệ phí", "Số tiền (VNĐ)", "Hình thức thanh toán", "Trạng thái thanh toán"), money, span)
    answers = [(a, c, _when(t), level) for a, c, t, level in registers.surveys(rng, period, cases["commune"])]
    own_csv(folder / "khao-sat.csv", ("Mã phiếu", "Mã hồ sơ", "Ngày trả lời", "Mức độ hài lòng"), answers, span)
    told = [(p, PETITION_KIND[k], _when(r), _when(d), _when(a if a and a <= at else None), PETITION_ABOUT[about]) for p, k, r, d, a, about in registers.petitions(period, calendar)]
    own_csv(folder / "phan-anh-kien-nghi.csv", ("Mã đơn", "Loại đơn", "Ngày nhận đơn", "Hạn trả lời", "Ngày trả lời", "Về việc"), told, span)
    kept = (period.first_day, (at - timedelta(days=1)).date())
    sample = project_root() / "data" / "sample"
    centre, hours = load_centre(sample), load_rules(sample, period.last_day).rule("working_hours").said
    write_book(folder / BOOK, period, centre, hours, diaries.tables(diary), dict.fromkeys(diaries.KEPT, kept), ILLUSTRATIVE)


def digitised_word(code: int) -> str:
    return next(name for name, number in CODES.items() if number == code)


def _vnd(amount: int) -> str:
    """Money grouped by dots, as Vietnamese exports print it."""
    return f"{amount:,}".replace(",", ".")


def _system_totals(path: Path, period: Period, shown: list[Seen]) -> None:
    """The system's own form II.06a: it counts the returned and withdrawn as finished on the due day."""
    head = ("Phạm vi", "Lĩnh vực", "Tiếp nhận: Tổng số", "Tiếp nhận trong kỳ: Trực tuyến", "Tiếp nhận trong kỳ: Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước", "Đã giải quyết: Tổng số", "Đã giải quyết: Trước hạn",
            "Đã giải quyết: Đúng hạn", "Đã giải quyết: Quá hạn", "Đang giải quyết: Tổng số", "Đang giải quyết: Trong hạn", "Đang giải quyết: Quá hạn")
    fields: dict[str, list[int]] = {}
    for s in shown:
        c = s.case
        if c.accepted_at >= period.end:
            continue
        cells = fields.setdefault(c.procedure.field, [0] * 11)
        cells[0] += 1
        cells[3 if c.accepted_at < period.start else 1 if c.channel == "online" else 2] += 1
        if c.closed_at and c.closed_at < period.end:
            due = c.apology[1] if c.apology else c.due_at
            cells[4] += 1
            cells[6 if c.closed_as != "finished" or c.closed_at.date() == due.date() else 5 if c.closed_at.date() < due.date() else 7] += 1
        else:
            cells[8] += 1
            cells[9] += 1
    rows = [("Thuộc thẩm quyền xã", name, *(_vnd(n) for n in cells)) for name, cells in sorted(fields.items())]
    own_csv(path, head, rows)
