"""The report in Word: the office's template filled with the report's own words, every figure bound, the annexes behind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from lxml import etree

from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import moment
from hcc_helpers.papers import ground
from hcc_helpers.papers.annex import Annex
from hcc_helpers.papers.bookmarks import Names
from hcc_helpers.papers.legal_bases import legal_bases
from hcc_helpers.papers.nameless import nameless
from hcc_helpers.papers.package import Parts, as_bytes, packed, read_parts, tree_of
from hcc_helpers.papers.paragraphs import Writer, plain
from hcc_helpers.papers.template import fill
from hcc_helpers.places import reference_file
from hcc_helpers.report.own_report.tasks import in_full
from hcc_helpers.report.own_report.whole import report_blocks

TEMPLATE = "bao-cao.docx"
# Placeholder of the template → block of the report.
SECTIONS = {
    "muc_I_1": "I.1",
    "muc_I_2": "I.2",
    "muc_I_3": "I.3",
    "muc_I_3_dat_dai": "I.3-land",
    "muc_I_3_phan_anh": "I.3-petitions",
    "muc_II": "II",
    "muc_III": "III",
    "muc_IV": "proposals",
}
NEEDED = (
    "ky",
    "thoi_gian",
    "tinh_trang",
    "muc_I_1",
    "muc_I_2",
    "muc_I_3",
    "muc_I_3_dat_dai",
    "muc_I_3_phan_anh",
    "muc_II",
    "muc_III",
)
DRAFT = ("DỰ THẢO",)


@dataclass(frozen=True)
class Made:
    """A document: its parts, its bytes, and the record of what it binds."""

    parts: Parts
    content: bytes
    ground: ground.Ground


def file_name(period: str) -> str:
    return f"bao-cao-{period}.docx"


def document(month: MonthResults, states: tuple[str, ...] = DRAFT) -> Made:
    """The report of a month. `states`: how far it is ("DỰ THẢO"; none for an approved one), printed above the title.

    Raises InputRefused (65) for a template that cannot be filled.
    """
    path = reference_file(month.data_root, TEMPLATE)
    parts = read_parts(path)
    nameless(parts)
    writer = Writer(Names(month.period.text))
    centre, blocks = month.centre, report_blocks(month)
    sections = {
        "tinh_trang": lambda like: [plain(like, text) for text in said_states(month, states)],
        "can_cu": lambda like: [plain(like, text) for text in _bases(month)],
        "noi_nhan": lambda like: [plain(like, text) for text in _recipients(centre.recipients)],
        "phu_luc": lambda like: Annex(month, writer, like, centre.report_abbreviation).all(),
    }
    for place, block in SECTIONS.items():
        sections[place] = partial(writer.block, blocks[block])
    fill(parts, _words(month), sections, NEEDED, TEMPLATE)
    kept = ground.Ground(month.period.text, month.data_version, writer.figures, writer.paragraphs, writer.inside)
    ground.keep(parts, kept)
    _name(parts, month)
    return Made(parts, packed(parts), kept)


def said_states(month: MonthResults, states: tuple[str, ...]) -> list[str]:
    """Draft, revised, provisional: a period exported too early is never final, whoever approved it."""
    window = month.now.window
    early = (
        [f"TẠM TÍNH (số liệu trích xuất lúc {moment(window.extracted_at)}, trước khi kỳ kết thúc)"]
        if window.is_provisional
        else []
    )
    return [*states, *early]


def _words(month: MonthResults) -> dict[str, str]:
    centre, period, coming = month.centre, month.period, month.period.next()
    ahead = in_full(coming.title) if coming else ""
    has_proposals = bool(report_blocks(month)["proposals"].paragraphs)
    return {
        "co_quan_cap_tren": centre.superior_body,
        "co_quan": centre.office_name,
        "co_quan_trong_cau": centre.office_name,
        "ky_hieu": centre.report_abbreviation,
        "dia_danh": centre.short_name,
        "ky": in_full(period.title),
        "va_nhiem_vu": f", nhiệm vụ {ahead}" if ahead else "",
        "ky_toi_chu_hoa": ahead.upper(),
        "thoi_gian": period.span,
        "chuc_danh_ky": centre.signer_title,
        "de_muc_IV": "IV. ĐỀ XUẤT, KIẾN NGHỊ" if has_proposals else "",
        "minh_hoa": ILLUSTRATIVE if centre.is_illustrative else "",
    }


def _bases(month: MonthResults) -> list[str]:
    """Each ends with a semicolon, the last with a full stop."""
    texts = [base.text for base in legal_bases(month.data_root, month.period)]
    return [text + (";" if number < len(texts) else ".") for number, text in enumerate(texts, start=1)]


def _recipients(lines: list[str]) -> list[str]:
    return [f"- {text}" + (";" if number < len(lines) else ".") for number, text in enumerate(lines, start=1)]


def _name(parts: Parts, month: MonthResults) -> None:
    """Title and date in the file's properties: the date is that of the exports, so that the same month gives the same bytes."""
    name = "docProps/core.xml"
    if name not in parts:
        return
    root = tree_of(parts, name)
    values = {
        "title": f"Báo cáo {in_full(month.period.title)}",
        "created": f"{month.now.window.extracted_at:%Y-%m-%dT%H:%M:%SZ}",
        "description": ILLUSTRATIVE if month.centre.is_illustrative else "",
    }
    for node in root:
        if etree.QName(node).localname in values:
            node.text = values[etree.QName(node).localname]
    parts[name] = as_bytes(root)
