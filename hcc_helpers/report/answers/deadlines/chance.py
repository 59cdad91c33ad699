"""Page 02: the chance of being late, shown only where history and back-test allow it; else what is lacking."""

from __future__ import annotations

from hcc_helpers.numbers_vn import decimal, percent, whole
from hcc_helpers.outlook.chance import BANDS, FEWEST_LATE, FEWEST_TRIED, Verdict
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble, caption
from hcc_helpers.report.answers.deadlines.due import list_for, no_due_dates, no_list
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures


@answers("late_chance")
def late_chance(f: Figures) -> Answer:
    if (nothing := no_list(f)) is not None:
        return nothing
    if (nothing := no_due_dates(f)) is not None:
        return nothing
    found, judged = list_for(f)
    if judged.late < FEWEST_LATE:
        return assemble(
            f"Chưa tính khả năng quá hạn của từng hồ sơ: các tháng đã lưu mới có {whole(judged.late)} hồ sơ quá hạn, cần ít nhất {whole(FEWEST_LATE)} hồ sơ.",
            fold=[
                components.note(
                    "Danh sách đôn đốc xếp theo khả năng xong đúng hạn, tính từ thời gian giải quyết của những hồ sơ trước; khả năng đó chưa được thử lại trên hồ sơ quá hạn."
                )
            ],
        )
    if not judged.tried:
        return assemble(
            f"Chưa hiện khả năng quá hạn: có {whole(judged.late)} hồ sơ quá hạn nhưng chưa có cuối tháng nào trước đây với ít nhất {whole(FEWEST_TRIED)} hồ sơ quá hạn đã biết để thử lại dự báo."
        )
    table = _calibration(f, judged)
    if not judged.is_shown:
        return assemble(
            f"Không hiện khả năng quá hạn: thử lại trên {whole(judged.trials)} cuối tháng đã qua, dự báo {decimal(judged.expected, 1)} hồ sơ quá hạn, thực tế {whole(judged.came)} hồ sơ; phép tính chưa đủ tin cậy.",
            fold=[table],
        )
    high = int((found["chance"] >= BANDS[-2]).sum())
    finding = f"Thử lại trên {whole(judged.trials)} cuối tháng đã qua: dự báo {decimal(judged.expected, 1)} hồ sơ quá hạn, thực tế {whole(judged.came)} hồ sơ. {whole(high)} hồ sơ trong danh sách có khả năng quá hạn từ {percent(100 * BANDS[-2], 0)} trở lên."
    todo = (
        "xem từng hồ sơ có khả năng quá hạn cao trước; đây là ước lượng từ hồ sơ cũ, không phải kết luận về hồ sơ hay đơn vị."
        if high
        else ""
    )
    return assemble(finding, components.todo(todo), fold=[table])


def _calibration(f: Figures, judged: Verdict) -> str:
    """What was forecast against what came, band by band."""
    lower = dict(zip(BANDS, (0.0, *BANDS[:-1]), strict=True))
    rows = [
        tables.Row(
            f"Từ {percent(100 * lower[band.upper], 0)} đến {percent(100 * band.upper, 0)}",
            [whole(band.cases), decimal(100 * band.forecast, 1), decimal(100 * band.late / band.cases, 1)],
        )
        for band in (judged.bands.itertuples() if judged.bands is not None else ())
    ]
    return tables.table(
        caption(f, "Khả năng quá hạn: dự báo và thực tế"),
        [
            tables.Column("Khả năng được dự báo"),
            tables.Column("Số hồ sơ", "number"),
            tables.Column("Dự báo trung bình (%)", "number"),
            tables.Column("Thực tế quá hạn (%)", "number"),
        ],
        rows,
        note=f"Mỗi cuối tháng đã qua chỉ dùng điều đã biết lúc đó. Sai số bình phương trung bình {decimal(judged.brier, 4)}; nếu dùng một tỷ lệ chung cho mọi hồ sơ: {decimal(judged.brier_flat, 4)}.",
    )
