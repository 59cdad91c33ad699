"""Draft against data: each figure of somebody's draft beside the computed one, at the draft's own decimals.

The draft's labels are matched to indicators by the list below; a label that is not in it is shown as not compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from hcc_helpers.facts.engine import connect
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, dong, percent, round_half_up, share, whole
from hcc_helpers.report.answers.build import wilson
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
    verdict: str  # equal · other · beside · bound (reached, but not beyond chance) · unmatched


def read_draft(f: Figures) -> list[tuple[str, str, str]]:
    """(section, label, figure) of the draft in the period's folder, "" for a blank cell; [] without one."""
    holding = [s for s in f.month.now.window.feeding if "draft" in s.tables]
    if not holding or f.month.period.kind not in {"month", "inclusive"}:
        return []
    path = str(holding[-1].tables["draft"]).replace("'", "''")
    with connect() as con:
        texts = ", ".join(f"coalesce({name}, '')" for name in ("section", "label", "figure"))
        return con.execute(f"SELECT {texts} FROM read_parquet('{path}') ORDER BY source_row").fetchall()


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
    if not means or not NUMBER.search(figure.strip()):
        return Compared(section, label, figure, scope, MISSING, "unmatched")
    values = [id for id in means if here.value(id) is not None]
    if not values:
        return Compared(section, label, figure, scope, MISSING, "unmatched")
    fits = [id for id in values if matches(figure, here, id)]
    shown = fits or values
    computed = "; ".join(_shown(here, id, figure) for id in shown)
    if key in NOT_SAME_BASE:
        return Compared(section, label, figure, scope, computed, "beside")
    if fits and all(is_unsure(figure, here, id) for id in fits):
        return Compared(section, label, figure, scope, computed, "bound")
    return Compared(section, label, figure, scope, computed, "equal" if fits else "other")


def matches(figure: str, f: Figures, id: str) -> bool:
    """Whether the computed value, at the draft's printed decimals, is the draft's figure."""
    found = NUMBER.search(figure.strip())
    if not found or f.value(id) is None:
        return False
    read = as_printed(found["number"], percent_sign=found["unit"] == "%" or REGISTRY[id].unit == "percent")
    if read is None:
        return False
    (printed, decimals), exact = read, exact_value(f, id)
    if found["sign"] in {">", "trên"}:
        return exact > printed
    return round_half_up(exact, decimals) == printed


def is_unsure(figure: str, f: Figures, id: str) -> bool:
    """A draft that claims "trên 95%" of a survey: reached, but the 95% interval still holds the mark."""
    found, result = NUMBER.search(figure.strip()), f.known(id)
    if found is None or found["sign"] not in {">", "trên"} or result.low is None:
        return False
    read = as_printed(found["number"], percent_sign=True)
    return read is not None and Decimal(str(result.low)) <= read[0]


def exact_value(f: Figures, id: str) -> Decimal:
    result = f.known(id)
    return share(*result.pair) if result.unit == "percent" else Decimal(str(result.measured))


def as_printed(text: str, percent_sign: bool) -> tuple[Decimal, int] | None:
    """ "98,25" and "1.75" of a percentage → (98.25, 2); "1.944", "32.873.000" → (1944, 0); None: no share is written so."""
    text = text.rstrip(".,")
    if percent_sign:
        number = text.replace(",", ".")
        return (Decimal(number), len(number.partition(".")[2])) if number.count(".") <= 1 else None
    return Decimal(text.replace(".", "").replace(",", "")), 0


def _shown(f: Figures, id: str, figure: str) -> str:
    result = f.known(id)
    if result.unit == "percent":
        part, base = result.pair
        sure = f"; khoảng tin cậy 95%: {wilson(f, id)}" if is_unsure(figure, f, id) else ""
        parts = f"{whole(part)}/{whole(base)}" if REGISTRY[result.indicator].of != "payments" else f"{dong(part)} / {dong(base)}"
        return f"{percent(share(part, base))} ({parts}{sure})"
    return dong(result.measured) if result.unit == "dong" else whole(result.measured)


def plain(text: str) -> str:
    """Lower case, no diacritics, single blanks."""
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(ch for ch in folded if not unicodedata.combining(ch)).split()).strip(" :.")
