"""The annexes of the report: the month beside the year so far, cases by field and unit, and what does not add up."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.numbers_vn import MISSING
from hcc_helpers.papers.legal_bases import legal_bases
from hcc_helpers.papers.package import w
from hcc_helpers.papers.paragraphs import Writer, run
from hcc_helpers.report.own_report.hindrances import left_out
from hcc_helpers.report.own_report.parts import NOW, YEAR, Figure, Part
from hcc_helpers.report.own_report.speak import placed, result_of
from hcc_helpers.report.own_report.whole import report_blocks
from hcc_helpers.report.wording import inside
from hcc_helpers.vocabulary import SCOPE

WIDTH = 9354  # twentieths of a point between the margins
ROMAN = ("I", "II", "III")
UNCHECKED = "chưa đối chiếu văn bản gốc"
# Month and year so far: indicator → how deep the row stands.
_TOTALS = (
    ("received_all", 0),
    ("received_new", 1),
    ("new_online", 2),
    ("new_in_person", 2),
    ("carried_over", 1),
    ("online_of_new_pct", 0),
    ("resolved_all", 0),
    ("resolved_in_time", 1),
    ("resolved_late", 1),
    ("in_time_pct", 0),
    ("returned_or_withdrawn", 0),
    ("stopped", 0),
    ("open_all", 0),
    ("open_in_time", 1),
    ("open_late", 1),
    ("open_paused", 1),
    ("unknown_outcome", 0),
    ("fees_total", 0),
    ("fees_online", 1),
    ("fees_online_pct", 0),
)
_GROUPS = (
    ("received_all", "Tiếp nhận"),
    ("carried_over", "Kỳ trước chuyển qua"),
    ("new_online", "Mới: trực tuyến"),
    ("new_in_person", "Mới: trực tiếp"),
    ("resolved_in_time", "Trước, đúng hạn"),
    ("resolved_late", "Quá hạn"),
    ("returned_or_withdrawn", "Trả lại, rút"),
    ("open_all", "Đang giải quyết"),
)
_BY = {"field": "Lĩnh vực", "unit": "Đơn vị giải quyết"}


@dataclass
class Annex:
    """Writes the annexes in the form of their placeholder's paragraph."""

    month: MonthResults
    writer: Writer
    like: etree._Element
    symbol: str  # what stands behind the number of the report

    def all(self) -> list[etree._Element]:
        made: list[etree._Element] = []
        for number, (title, body) in enumerate(
            (
                (self._totals_title(), self._totals()),
                (self._groups_title(), self._groups()),
                ("ĐIỀU CẦN BIẾT KHI ĐỌC SỐ LIỆU", self._doubts()),
            )
        ):
            made += [self._line(f"Phụ lục {ROMAN[number]}", bold=True, breaks=True), self._line(title, bold=True)]
            made += [
                self._line(f"(Kèm theo Báo cáo số\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/{self.symbol})", italic=True),
                self._line(""),
            ]
            made += body
        return made

    # ------------------------------------------------------------------------------------------ month and year
    def _totals_title(self) -> str:
        return f"SỐ LIỆU {self.month.period.title.upper()} VÀ LŨY KẾ"

    def _totals(self) -> list[etree._Element]:
        scopes = [scope for scope in ("commune", "land") if scope in self.month.scopes]
        year = self.month.beside.get(YEAR)
        views = [NOW, YEAR] if year is not None else [NOW]
        heads = ["Chỉ tiêu"] + [f"{SCOPE[scope]}: {'lũy kế' if view == YEAR else 'kỳ này'}" for scope in scopes for view in views]
        rows: list[list[list[Part]]] = []
        for id, depth in _TOTALS:
            cells = [self._figure(placed(id, scope, view=view)) for scope in scopes for view in views]
            if any(cell != [MISSING] for cell in cells):
                unit = " (đồng)" if REGISTRY[id].unit == "dong" else ""
                rows.append([["– " * depth + REGISTRY[id].label + unit], *cells])
        first = 3354
        widths = [first] + [(WIDTH - first) // (len(heads) - 1)] * (len(heads) - 1)
        notes = [f"Lũy kế: {year.period.span}. {' '.join(year.period.notes)}".strip()] if year is not None else []
        notes += ["Hai phạm vi không cộng với nhau. Tỷ lệ lũy kế tính lại từ hồ sơ của cả thời gian, không cộng các tháng."]
        return [self._table(heads, rows, widths), *self._notes(notes)]

    # ------------------------------------------------------------------------------------------ fields and units
    def _groups_title(self) -> str:
        return f"HỒ SƠ {SCOPE['commune'].upper()} THEO LĨNH VỰC VÀ ĐƠN VỊ, {self.month.period.title.upper()}"

    def _groups(self) -> list[etree._Element]:
        made: list[etree._Element] = []
        for by, head in _BY.items():
            found = [
                r for r in self.month.now.results if (r.scope, r.by, r.indicator) == ("commune", by, "received_all") and r.value
            ]
            rows: list[list[list[Part]]] = []
            for result in sorted(found, key=lambda r: (-r.measured, r.group)):
                cells = [self._figure(placed(id, "commune", by=by, group=result.group)) for id, _ in _GROUPS]
                rows.append([[result.group], *cells])
            rows.append([["Cộng"], *[self._figure(placed(id, "commune")) for id, _ in _GROUPS]])
            if found:
                widths = [2554] + [850] * len(_GROUPS)
                made += [self._table([head, *[label for _, label in _GROUPS]], rows, widths), self._line("")]
        if not made:
            made = self._notes(["Không có số liệu theo lĩnh vực và đơn vị."])
        return made

    # ------------------------------------------------------------------------------------------ what to know
    def _doubts(self) -> list[etree._Element]:
        """What does not add up, what had no data, which claims were left out, which acts nobody here has read."""
        month, said = self.month, []
        broken = [one for one in month.balances_checked if not one.is_exact]
        said += [f"Phép cộng chưa khớp, {SCOPE.get(one.scope, 'toàn Trung tâm')}: {one.label}. {one.sentence}" for one in broken]
        said += ["Các phép cộng của kỳ đều khớp."] if not broken else []
        if month.now.window.is_provisional:
            said.append("Số liệu trích xuất trước khi kỳ kết thúc: mọi con số là tạm tính.")
        said += list(month.period.notes)
        blocks = report_blocks(month)
        if blocks["II"].basis == "draft":
            said += _not_claimed(month)
        said += [
            f"{base.text}: {UNCHECKED}." if base.certainty == UNCHECKED else f"{base.text}: {UNCHECKED} ({base.certainty})."
            for base in legal_bases(month.data_root, month.period)
            if base.certainty != "văn bản"
        ]
        return [self._line(f"{number}. {text}", is_left=True) for number, text in enumerate(said, start=1)]

    # ------------------------------------------------------------------------------------------ pieces
    def _figure(self, place) -> list[Part]:
        result = result_of(self.month, place)
        return [Figure(place, rendered(result))] if result is not None and result.value is not None else [rendered(result)]

    def _notes(self, texts: list[str]) -> list[etree._Element]:
        return [self._line(text, italic=True, is_left=True, size=24) for text in texts]

    def _line(self, text: str, bold=False, italic=False, breaks=False, is_left=False, size=28) -> etree._Element:
        new = etree.Element(w("p"))
        form = etree.SubElement(new, w("pPr"))
        etree.SubElement(form, w("pStyle"), {w("val"): "HccHead"})
        if breaks:
            etree.SubElement(form, w("pageBreakBefore"))
        etree.SubElement(form, w("spacing"), {w("after"): "80" if is_left else "0"})
        etree.SubElement(form, w("jc"), {w("val"): "both" if is_left else "center"})
        if text:
            new.append(run(text, _letters(bold, italic, size)))
        return new

    def _table(self, heads: list[str], rows: list[list[list[Part]]], widths: list[int]) -> etree._Element:
        table = etree.Element(w("tbl"))
        form = etree.SubElement(table, w("tblPr"))
        etree.SubElement(form, w("tblW"), {w("w"): str(sum(widths)), w("type"): "dxa"})
        borders = etree.SubElement(form, w("tblBorders"))
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("space"): "0", w("color"): "000000"})
        etree.SubElement(form, w("tblLayout"), {w("type"): "fixed"})
        grid = etree.SubElement(table, w("tblGrid"))
        for width in widths:
            etree.SubElement(grid, w("gridCol"), {w("w"): str(width)})
        table.append(self._row([[head] for head in heads], widths, is_head=True))
        for cells in rows:
            table.append(self._row(cells, widths))
        return table

    def _row(self, cells: list[list[Part]], widths: list[int], is_head: bool = False) -> etree._Element:
        row = etree.Element(w("tr"))
        form = etree.SubElement(row, w("trPr"))
        etree.SubElement(form, w("cantSplit"))
        if is_head:
            etree.SubElement(form, w("tblHeader"))
        for place, (parts, width) in enumerate(zip(cells, widths, strict=True)):
            cell = etree.SubElement(row, w("tc"))
            etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"), {w("w"): str(width), w("type"): "dxa"})
            line = etree.SubElement(cell, w("p"))
            shape = etree.SubElement(line, w("pPr"))
            etree.SubElement(shape, w("pStyle"), {w("val"): "HccCell"})
            etree.SubElement(shape, w("jc"), {w("val"): "center" if is_head else "left" if place == 0 else "right"})
            for part in parts:
                self.writer.part(line, part, _letters(is_head, False, 22))
        return row


def _not_claimed(month: MonthResults) -> list[str]:
    """One line a verdict: the claims that section II does not make."""
    by_verdict: dict[str, list[str]] = {}
    for _, one in left_out(month):
        by_verdict.setdefault(one.verdict.label, []).append(f"“{inside(one.claim.says)}”")
    return [f"Không viết ở mục II vì {inside(label)}: {', '.join(claims)}." for label, claims in by_verdict.items()]


def _letters(bold: bool, italic: bool, size: int) -> etree._Element:
    form = etree.Element(w("rPr"))
    for name, is_on in (("b", bold), ("i", italic)):
        if is_on:
            etree.SubElement(form, w(name))
    for name in ("sz", "szCs"):
        etree.SubElement(form, w(name), {w("val"): str(size)})
    return form
