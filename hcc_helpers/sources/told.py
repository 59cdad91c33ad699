"""What a case list must tell before anything is counted: whose cases they are, how they were filed, whether they ended.

A list that leaves one of these out is no list of zeros: the month stops (65), with the lines that would say it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import day, moment, whole
from hcc_helpers.periods import Period
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import KINDS, found
from hcc_helpers.sources.mapping.draft import Untold, entry
from hcc_helpers.sources.mapping.mapping import FileEntry, Mapping

FEW = 5  # so many rows of a file, or one in a hundred, may lack it: they are counted as "không rõ" and named
ONE_IN = 100
MANY = 50  # a list of so many without a single earlier case is a filter rather than chance
_RULES = {"scope": "L0-thieu-pham-vi", "channel": "L0-thieu-kenh"}
_MEANS = {"scope": "thuộc phạm vi nào (xã, đất đai, cơ quan khác)", "channel": "nộp bằng cách nào"}
RULES = (*_RULES.values(), "L0-thieu-ket-thuc")
CLOSING = ("withdrawn_at", "returned_at", "stopped_at", "ended_at", "handed_over_at")
ENDS = ("status", "ended_at", "handed_over_at")


def untold(cases: pa.Table, mapping: Mapping) -> list[Untold]:
    """The files whose rows lack scope or channel, for more than a few rows, where mapping.toml says nothing of it."""
    lacking: dict[str, list[str]] = {}
    rows = Counter(cases["source_file"].to_pylist())
    for name in _RULES:
        column = cases[name] if name in cases.column_names else pa.nulls(len(cases))
        blank = Counter(cases["source_file"].filter(pc.is_null(column)).to_pylist())
        for file, count in blank.items():
            is_few = count <= FEW or count * ONE_IN <= rows[file]
            if not is_few and not _is_said(mapping.entry(file), name):
                lacking.setdefault(file, []).append(name)
    return [Untold(file, tuple(sorted(names))) for file, names in sorted(lacking.items())]


def _is_said(entry: FileEntry | None, name: str) -> bool:
    """mapping.toml says that nobody knows it: no such column (`columns = { channel = "" }`), or words that mean nothing."""
    if entry is None:
        return False
    words = entry.over.get("vocabulary", {}).get(name, {})
    return entry.over.get("columns", {}).get(name) == "" or "" in words.values()


def taken_before(taken: datetime, period: Period, cases: pa.Table) -> list[Finding]:
    """A list taken before the period began knows nothing of it. With cases of later days the time itself is wrong: a mapping.toml
    copied from another month, a slip in a file's name; without such cases it is an old list, and covers no day of the period.
    """
    if taken == datetime.min or taken >= period.start:
        return []
    latest = pc.max(cases["accepted_at"]).as_py()
    message = f"Danh sách ghi là trích xuất lúc {moment(taken)}, trước khi {period.title} bắt đầu ({day(period.first_day)})"
    todo = "Kiểm tra ngày trong tên tệp, dòng “Thời điểm trích xuất”, hoặc extracted_at trong mapping.toml (có thể chép từ tháng khác); ghi ngày giờ thật đã tải."
    if latest is None or latest <= taken:
        return [found("L2-thieu-khoang", f"{message}, nên không có ngày nào của kỳ.", todo=todo)]
    message += f", nhưng có hồ sơ tiếp nhận ngày {day(latest.date())}."
    return [found("L0-thieu-thoi-diem", message, accepted=f"thời điểm từ {day(period.first_day)} trở đi", todo=todo)]


def none_of_period(cases: pa.Table, period: Period, covers: tuple[date, date] | None, taken: datetime) -> list[Finding]:
    """A list that lies in the folder of another month: nothing of it belongs to the period, or nothing of many came in then.

    One that says which days it covers, or was taken before, has been told so; its days are not at hand.
    """
    says_other = covers is not None and (covers[0] > period.last_day or covers[1] < period.first_day)
    if not cases.num_rows or says_other or taken < period.start:
        return []
    cases = cases.filter(pc.less_equal(cases["accepted_at"], taken))  # later ones are told as what cannot be
    if not cases.num_rows:
        return []
    came = cases["accepted_at"]
    closed = pc.min_element_wise(*(cases[name] for name in CLOSING), skip_nulls=True)
    is_before_end = pc.fill_null(pc.less(came, period.end), False)
    is_since_start = pc.fill_null(pc.greater_equal(came, period.start), False)
    is_open = pc.fill_null(pc.greater_equal(closed, period.start), True)
    belong = pc.sum(pc.and_(is_before_end, is_open)).as_py() or 0
    new = pc.sum(pc.and_(is_before_end, is_since_start)).as_py() or 0
    if belong and (new or cases.num_rows < MANY):
        return []
    first, last = pc.min(came).as_py(), pc.max(came).as_py()
    days = f" (tiếp nhận từ {day(first.date())} đến {day(last.date())})" if first else ""
    what = "không hồ sơ nào tiếp nhận trong kỳ" if belong else "không hồ sơ nào thuộc kỳ"
    message = f"Trong {whole(cases.num_rows)} hồ sơ{days} {what} {period.span}: có thể tệp là của tháng khác."
    # A few cases may all lie elsewhere; a list of them is another month's.
    return [found("L0-danh-sach-trong", message, **({"level": "odd"} if cases.num_rows <= FEW else {}))]


def outside(covers: tuple[date, date] | None, period: Period) -> list[Finding]:
    """A case list that says of itself that it holds other days than those of its folder's month."""
    if covers is None or (covers[0] <= period.first_day and covers[1] >= period.last_day):
        return []
    first, last = covers
    which = "không có ngày nào" if last < period.first_day or first > period.last_day else "không đủ các ngày"
    message = (
        f"Danh sách hồ sơ ghi là gồm các ngày {day(first)}–{day(last)}, {which} của {period.title} ({period.span}); "
        "ngày thiếu thì mọi con số cần ngày ấy là “không có số liệu”."
    )
    todo = "Đặt tệp vào thư mục của đúng tháng, hoặc xuất lại cả kỳ; nếu danh sách vẫn gồm đủ hồ sơ của kỳ: ghi vào mapping.toml\n    [covers]\n"
    todo += f"    cases = [{period.first_day}, {period.last_day}]"
    return [found("L2-thieu-khoang", message, todo=todo)]


def without_earlier(cases: pa.Table, period: Period) -> list[Finding]:
    """A list filtered by the day of acceptance holds nothing that was carried over, and would say that nothing was."""
    first = pc.min(cases["accepted_at"]).as_py()
    if period.is_cut or cases.num_rows < MANY or first is None or first < period.start:
        return []
    message = f"Trong {whole(cases.num_rows)} hồ sơ không có hồ sơ nào tiếp nhận trước ngày {day(period.first_day)}: danh sách này không có hồ sơ kỳ trước chuyển qua."
    return [found("L3-khong-ky-truoc", message)]


def refusals_of(cases: pa.Table, mapping: Mapping, given: set[str]) -> list[Finding]:
    """Refusals of the case table, before blanks become "unknown". `given`: declared columns that any file had."""
    findings = []
    for one in untold(cases, mapping):
        of_file = pc.equal(cases["source_file"], one.file)
        for name in one.names:
            column = cases[name].filter(of_file) if name in cases.column_names else None
            count = column.null_count if column is not None else pc.sum(of_file).as_py()
            message = f"{whole(count)} hồ sơ không rõ {_MEANS[name]}: tệp không có cột “{TABLES['cases'].column(name).label}” ghi điều này."
            lines = entry(one).replace("\n", "\n      ")
            todo = (
                f"ghi vào mapping.toml, đặt cạnh tệp này:\n      {lines}" if name == one.names[-1] else "xem các dòng ngay dưới"
            )
            findings.append(found(_RULES[name], message, file=one.file, todo=todo))
    if len(cases) > FEW and not given.intersection(ENDS):
        files = list(dict.fromkeys(cases["source_file"].to_pylist()))
        todo = (
            f"Nếu tệp có cột ấy dưới tên khác: gõ hcc map với đường dẫn của tệp ({', '.join(files)}), lệnh đề xuất các dòng của mapping.toml. "
            f"Nếu không: {KINDS['L0-thieu-ket-thuc'].todo[:1].lower()}{KINDS['L0-thieu-ket-thuc'].todo[1:]}"
        )
        findings.append(
            found("L0-thieu-ket-thuc", "Không tệp nào cho biết hồ sơ đã kết thúc hay chưa.", file=files[0], todo=todo)
        )
    return findings
