"""Draft against data: each figure of somebody's draft beside the computed one, at the draft's own decimals.

The draft's labels are matched to indicators by the list below; a label that is not in it is shown as not compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, dong, percent, round_half_up, share, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import Answer, assemble, scope_name
from hcc_helpers.report.figures import Figures

# label of a figure as drafts write it → the indicators that it may mean; of several, all are shown
MEANS: dict[str, tuple[str, ...]] = {
    "tong so ho so tiep nhan": ("received_all",),
    "ho so truc tuyen": ("new_online", "all_online"),
    "ty le truc tuyen": ("online_of_all_pct", "online_of_new_pct"),
    "ho so truc tiep": ("new_in_person",),
    "ty le truc tiep": ("in_person_of_all_pct", "in_person_of_new_pct"),
    "giai quyet truoc han": ("resolved_in_time",),
    "ty le truoc han": ("in_time_pct",),
    "ho so qua han": ("resolved_late",),
    "ty le qua han": ("resolved_late_pct",),
    "dang giai quyet trong han": ("open_in_time",),
    "rut, tra lai": ("returned_or_withdrawn",),
    "tong phi, le phi": ("fees_total",),
    "thanh toan truc tuyen": ("fees_online",),
    "ty le thanh toan truc tuyen": ("fees_online_pct",),
    "thanh toan truc tiep": ("fees_in_person",),
    "ty le thanh toan truc tiep": ("fees_in_person_pct",),
    "muc do hai long": ("satisfaction_pct",),
    "ho so dau vao duoc so hoa": ("digitised_all_required_pct",),
    "ket qua duoc ky so": ("results_signed_pct",),
    "ket qua luu kho": ("results_stored_pct",),
    "thu tuc con tiep nhan truc tiep": ("in_person_of_new_pct",),
    "khieu nai": ("complaints_attitude_time",),
    "phan anh, kien nghi": ("petitions_received",),
}
NOT_SAME_BASE = {"thu tuc con tiep nhan truc tiep"}  # said of procedures, computed of cases: shown beside, never called wrong
NUMBER = re.compile(r"(?P<sign>[<>≤≥]|trên|dưới)?\s*(?P<number>\d[\d.,]*)\s*(?P<unit>%|đồng|đ)?", re.IGNORECASE)


@dataclass(frozen=True)
class Compared:
    """One figure of the draft: what it says, what the data give, and the word for it."""

    section: str
    label: str
    figure: str
    scope: str
    computed: str
    verdict: str  # equal · other · beside · bound · unmatched


def read_draft(f: Figures) -> list[tuple[str, str, str]]:
    """(section, label, figure) of the draft in the period's folder; [] without one."""
    holding = [s for s in f.month.now.window.feeding if "draft" in s.tables]
    if not holding or f.month.period.kind not in {"month", "inclusive"}:
        return []
    path = str(holding[-1].tables["draft"]).replace("'", "''")
    return duckdb.sql(f"SELECT section, label, figure FROM read_parquet('{path}') ORDER BY source_row").fetchall()


def compare(f: Figures) -> list[Compared]:
    """Every figure of the draft against the data. The land block is told by its section ("đất đai", "VPĐK")."""
    return [_compare(f, *line) for line in read_draft(f)]


def _compare(f: Figures, section: str, label: str, figure: str) -> Compared:
    key, area = plain(label), plain(section)
    scope = "land" if "dat dai" in f"{area} {key}" or "vpdk" in f"{area} {key}" else "commune"
    here = Figures(f.month, scope, f.audience)
    for tail in (" dat dai", " (dat dai)", ", dat dai"):
        key = key.removesuffix(tail)
    means = MEANS.get(key) or next((ids for words, ids in MEANS.items() if key.startswith(words)), ())
    if not means:
        return Compared(section, label, figure, scope, MISSING, "unmatched")
    values = [id for id in means if here.value(id) is not None]
    if not values:
        return Compared(section, label, figure, scope, MISSING, "unmatched")
    fits = [id for id in values if matches(figure, here, id)]
    shown = fits or values
    computed = "; ".join(_shown(here, id, figure) for id in shown)
    if key in NOT_SAME_BASE:
        return Compared(section, label, figure, scope, computed, "beside")
    return Compared(section, label, figure, scope, computed, "equal" if fits else "other")


def matches(figure: str, f: Figures, id: str) -> bool:
    """Whether the computed value, at the draft's printed decimals, is the draft's figure."""
    found = NUMBER.search(figure.strip())
    if not found or f.value(id) is None:
        return False
    printed, decimals = as_printed(found["number"], percent_sign=found["unit"] == "%" or REGISTRY[id].unit == "percent")
    exact = exact_value(f, id)
    if found["sign"] in {">", "trên"}:
        return exact > printed
    return round_half_up(exact, decimals) == printed


def exact_value(f: Figures, id: str) -> Decimal:
    result = f.result(id)
    return share(result.numerator, result.denominator) if result.unit == "percent" else Decimal(str(result.value))


def as_printed(text: str, percent_sign: bool) -> tuple[Decimal, int]:
    """ "98,25" and "1.75" of a percentage → (98.25, 2); "1.944", "32.873.000" → (1944, 0)."""
    text = text.rstrip(".,")
    if percent_sign:
        number = text.replace(",", ".")
        return Decimal(number), len(number.partition(".")[2])
    return Decimal(text.replace(".", "").replace(",", "")), 0


def _shown(f: Figures, id: str, figure: str) -> str:
    result = f.result(id)
    if result.unit == "percent":
        parts = f"{whole(result.numerator)}/{whole(result.denominator)}" if REGISTRY[result.indicator].of != "payments" else f"{dong(result.numerator)} / {dong(result.denominator)}"
        return f"{percent(share(result.numerator, result.denominator))} ({parts})"
    return dong(result.value) if result.unit == "dong" else whole(result.value)


def plain(text: str) -> str:
    """Lower case, no diacritics, single blanks."""
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(ch for ch in folded if not unicodedata.combining(ch)).split()).strip(" :.")


WORDS = {"equal": ("good", "Khớp"), "other": ("warn", "Khác số liệu"), "beside": ("none", "Khác mẫu số, để cạnh nhau"), "unmatched": ("missing", "Không so được")}


def draft_against_data(f: Figures) -> Answer:
    lines = compare(f)
    if not lines:
        return assemble("Trong thư mục của kỳ không có dự thảo (du-thao.csv) để đối chiếu.")
    wrong = [line for line in lines if line.verdict == "other"]
    finding = f"Dự thảo có {whole(len(lines))} con số; {whole(sum(x.verdict == 'equal' for x in lines))} khớp số liệu, {whole(len(wrong))} khác."
    parts = []
    for scope in dict.fromkeys(line.scope for line in lines):
        here = Figures(f.month, scope, f.audience)
        rows = [tables.Row(f"{line.label} ({line.section})", [f"“{line.figure}”", line.computed], mark=WORDS[line.verdict][0], status=WORDS[line.verdict][1]) for line in sorted((x for x in lines if x.scope == scope), key=lambda x: x.verdict != "other")]
        parts.append(tables.table(f"Dự thảo và số liệu, {scope_name(here)}, {f.month.period.title}", [tables.Column("Con số trong dự thảo", "text"), tables.Column("Dự thảo ghi", "number"), tables.Column("Tính từ hồ sơ", "number")], rows))
    return components.answer([components.finding(finding), components.draft_block("".join(parts + contradictions(f, lines)))]), finding


def contradictions(f: Figures, lines: list[Compared]) -> list[str]:
    """Where the draft does not add up by itself: the gap in words, and the readings that would explain it."""
    said = {(line.scope, plain(line.label)): line.figure for line in lines}
    out = []
    for scope in ("commune", "land"):
        here = Figures(f.month, scope, f.audience)
        number = {key: _whole(figure) for (s, key), figure in said.items() if s == scope}
        total = _find(number, "tong so ho so tiep nhan")
        online, direct = _find(number, "ho so truc tuyen"), _find(number, "ho so truc tiep")
        if total is not None and online is not None and direct is not None and online + direct != total:
            out.append(_channel_gap(here, total, online, direct))
        parts = [_find(number, key) for key in ("giai quyet truoc han", "ho so qua han", "dang giai quyet trong han", "rut, tra lai")]
        if total is not None and None not in parts and sum(parts) != total:
            out.append(_outcome_gap(here, total, parts))
    return out


def _find(number: dict[str, int | None], words: str) -> int | None:
    return next((value for key, value in number.items() if key == words or key.startswith(words)), None)


def _whole(figure: str) -> int | None:
    found = NUMBER.search(figure)
    if not found or found["unit"] == "%" or not found["number"].replace(".", "").isdigit():
        return None
    return int(found["number"].replace(".", ""))


def _channel_gap(f: Figures, total: int, online: int, direct: int) -> str:
    """Two readings side by side: a line that was not printed, or a slip of the pen; the text itself cannot tell."""
    gap = total - online - direct
    rows = [tables.Row("Thiếu dòng “kỳ trước chuyển qua”", [f"{whole(online)} + {whole(direct)} + {whole(gap)} = {whole(total)}", f"Số liệu: kỳ trước chuyển qua {f['carried_over']}, trong đó nộp trực tuyến {f['carried_over_online']}"]),
            tables.Row("Ghi nhầm số hồ sơ trực tuyến", [f"{whole(total - direct)} + {whole(direct)} = {whole(total)}", f"Số liệu: nộp trực tuyến của hồ sơ phải giải quyết {f['all_online']}"])]  # fmt: skip
    table = tables.table(f"Hai cách hiểu khoảng chênh {whole(gap)}, {scope_name(f)}, {f.month.period.title}", [tables.Column("Cách hiểu", "text"), tables.Column("Phép cộng", "number"), tables.Column("Đối chiếu", "text")], rows)
    return components.warning(f"Số liệu mâu thuẫn: thiếu {whole(gap)} hồ sơ.", f"Dự thảo ghi tổng {whole(total)}, nhưng {whole(online)} + {whole(direct)} = {whole(online + direct)}. Văn bản không cho biết cách hiểu nào đúng.") + table


def _outcome_gap(f: Figures, total: int, parts: list[int]) -> str:
    gap = total - sum(parts)
    text = f"Dự thảo ghi tổng {whole(total)}, nhưng {' + '.join(whole(p) for p in parts)} = {whole(sum(parts))}."
    if f.has("open_paused") and f.value("open_paused") == gap:
        text += f" Số liệu: {f['open_paused']} hồ sơ tạm dừng" + (f", trong đó {f['open_paused_tax']} chờ nghĩa vụ tài chính." if f.value("open_paused_tax") else ".")
    return components.warning(f"Chênh lệch chưa giải thích được: thiếu {whole(gap)} hồ sơ ({scope_name(f)}).", text)
