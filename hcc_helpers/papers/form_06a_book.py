"""Form II.06a as .xlsx: the form of each scope as printed, then the table with and without the fold, and the identities."""

from __future__ import annotations

import io

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.papers.form_06a import COLUMNS, Block, Form, blocks, carry_over, form_of, gap_said, gaps
from hcc_helpers.papers.workbook import LINE, Cell, Table, opened, page, put, shapes_of, stamp, write
from hcc_helpers.vocabulary import SCOPE

SHEETS = {
    "commune": "Biểu 06a",
    "land": "Biểu 06a - Đất đai",
    "other": "Biểu 06a - Cơ quan khác",
    "forwarded": "Biểu 06a - Tiếp nhận hộ",
    "unknown": "Biểu 06a - Không rõ",
}
FIRST = 9  # row of the heads
# The two storeys of the heads: (first column, last column, words) above, words of each column below.
_ABOVE = ((2, 5, "Tiếp nhận"), (6, 9, "Đã giải quyết"), (10, 12, "Đang giải quyết"))
_BELOW = (
    "Tổng số",
    "Trong kỳ: Trực tuyến",
    "Trong kỳ: Trực tiếp, dịch vụ bưu chính",
    "Từ kỳ trước",
    "Tổng số",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Tổng số",
    "Trong hạn",
    "Quá hạn",
)


def file_name(period: str) -> str:
    return f"bieu-06a-{period}.xlsx"


def form_book(month: MonthResults) -> bytes:
    """The workbook. Raises InputRefused (65) where a setting of the province is missing."""
    form, made = form_of(month), blocks(month)
    buffer = io.BytesIO()
    book = opened(buffer, form.code, month, month.now.window.extracted_at)
    shapes = shapes_of(book)
    for block in made:
        _form(book.add_worksheet(SHEETS[block.scope]), month, form, block, shapes)
    for block in made:
        write(
            book.add_worksheet(f"Gộp, không gộp {SHEETS[block.scope][8:].strip(' -') or 'xã'}"[:31]),
            _both(block),
            shapes,
            stamp(month),
        )
    write(book.add_worksheet("Đối chiếu"), _identities(month, made), shapes, stamp(month))
    book.close()
    return buffer.getvalue()


def notes(month: MonthResults, form: Form, block: Block) -> list[str]:
    """What stands below the form: where unnamed cases went, what does not add up, how far the form is sure."""
    said = [f"({number}) {fold.sentence}" for number, fold in enumerate(block.folds, start=1)]
    said += [f"Chênh lệch: {gap_said(text, gap)}; không tự sửa." for text, gap in gaps(block.total) if gap]
    carried = carry_over(month, block)
    if carried is not None and carried[0] != carried[1]:
        said.append(
            f"Cột (6) kỳ này {whole(carried[0])}, cột (11) kỳ trước {whole(carried[1])}: chênh {whole(carried[0] - carried[1])}."
        )
    if month.now.window.is_provisional:
        said.append("TẠM TÍNH: số liệu trích xuất trước khi kỳ kết thúc.")
    return [*said, *([form.note] if form.note else []), *month.period.notes]


def _form(sheet, month: MonthResults, form: Form, block: Block, shapes: dict) -> None:
    centre, period = month.centre, month.period
    left = [
        form.code,
        form.issued_with,
        f"Đơn vị báo cáo: {centre.office_name}",
        f"Đơn vị nhận báo cáo: {centre.superior_body}",
        f"Kỳ báo cáo: {period.title} (Từ ngày {day(period.first_day)} đến ngày {day(period.last_day)})",
        f"Cấp giải quyết: {SCOPE[block.scope]}",
        "Đơn vị tính: Số hồ sơ TTHC",
    ]
    for row, text in enumerate(left):
        sheet.write_string(row, 0, text, shapes["bold"])
    sheet.write_string(7, 0, form.title.upper(), shapes["bold"])
    sheet.write_string(8, 0, stamp(month), shapes["bold"])
    for column, text in ((0, "STT"), (1, "Lĩnh vực, công việc giải quyết theo cấp")):
        sheet.merge_range(FIRST, column, FIRST + 1, column, text, shapes["head"])
    for first, last, text in _ABOVE:
        sheet.merge_range(FIRST, first, FIRST, last, text, shapes["head"])
    for place, text in enumerate(_BELOW, start=2):
        sheet.write_string(FIRST + 1, place, text, shapes["head"])
    for place in range(13):
        sheet.write_string(FIRST + 2, place, f"({place + 1})", shapes["head"])
    sheet.set_row(FIRST + 1, 4 * LINE)
    row = FIRST + 3
    for number, one in enumerate(block.rows, start=1):
        put(sheet, row, 0, number, shapes)
        put(sheet, row, 1, one.name, shapes)
        for column, value in one.cells.items():
            put(sheet, row, column - 1, value, shapes)
        row += 1
    put(sheet, row, 0, "", shapes, is_sum=True)
    put(sheet, row, 1, "TỔNG CỘNG", shapes, is_sum=True)
    for column, value in block.total.cells.items():
        put(sheet, row, column - 1, value, shapes, is_sum=True)
    for below, text in enumerate(notes(month, form, block), start=row + 2):
        sheet.write_string(below, 0, text, shapes["note"])
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 12, 12)
    sheet.freeze_panes(FIRST + 3, 2)
    page(sheet, FIRST + 1)


def _both(block: Block) -> Table:
    """Each field twice: as the form has it, and as counted before anything was folded."""
    rows: list[tuple[Cell, ...]] = []
    for kind, lines, total in (("Có gộp", block.rows, block.total), ("Không gộp", block.bare_rows, block.bare_total)):
        for one in (*lines, total):
            rows.append((kind, one.name, *one.cells.values(), *[gap for _, gap in gaps(one)]))
    heads = (
        "Cách tính",
        "Lĩnh vực",
        *[f"({number}) {text}" for number, text in COLUMNS.items()],
        *[f"Chênh {text}" for text, _ in gaps(block.total)],
    )
    return Table(
        "",
        f"Biểu II.06a có gộp và không gộp, {SCOPE[block.scope]}",
        heads,
        tuple(rows),
        ("Chênh là vế trái trừ vế phải; 0 là khớp.",),
    )


def _identities(month: MonthResults, made: list[Block]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for block in made:
        rows += [
            (SCOPE[block.scope], text, gap, "khớp" if not gap else "không khớp, không tự sửa") for text, gap in gaps(block.total)
        ]
        sums = [(c, block.total.cells[c] - sum(row.cells[c] for row in block.rows)) for c in COLUMNS]
        rows += [
            (
                SCOPE[block.scope],
                f"Cột ({c}): tổng cộng = cộng các lĩnh vực",
                gap,
                "khớp" if not gap else "không khớp, không tự sửa",
            )
            for c, gap in sums
        ]
        carried = carry_over(month, block)
        if carried is None:
            rows.append((SCOPE[block.scope], "(6) = (11) của kỳ trước", None, "chưa có kỳ liền trước"))
        else:
            gap = carried[0] - carried[1]
            rows.append((SCOPE[block.scope], "(6) = (11) của kỳ trước", gap, "khớp" if not gap else "không khớp, không tự sửa"))
    return Table("", "Các phép cộng của biểu", ("Cấp giải quyết", "Phép cộng", "Chênh", "Kết quả"), tuple(rows))
