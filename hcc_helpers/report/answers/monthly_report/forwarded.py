"""Section I.3: received here for another authority (from 05/08/2026), and the mirror: ours, received at another counter."""

from __future__ import annotations

from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_data, only, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures

HERE = "forwarded"


@answers("received_for_others")
def received_for_others(f: Figures) -> Answer:
    """Received, passed on in time (the centre's duty), result back, open; late or not by the other authority's clock."""
    begins = next((one.since for one in f.month.now.settings.rules.versions("decided_elsewhere") if one.value == HERE), None)
    mirror = int(f.value("new_received_elsewhere") or 0)
    if begins is None:
        return assemble("Quy định về tiếp nhận hộ (Nghị định 309/2026/NĐ-CP, từ 05/08/2026) chưa áp dụng cho kỳ này.")
    if not f.month.centre.receiving_offices:
        return assemble(
            "",
            no_data(
                f,
                "hồ sơ tiếp nhận hộ",
                ("pass_on_due",),
                "Ghi tên quầy của Trung tâm vào receiving_offices ở reference/centre.toml và xuất danh sách hồ sơ có cột “Đơn vị tiếp nhận”.",
            ),
        )
    parts = [_mirror(f, mirror)] if mirror else []
    if HERE not in f.month.scopes:
        return assemble(f"Không có hồ sơ tiếp nhận hộ trong kỳ (tính từ {day(begins)}).", fold=parts)
    g = Figures(f.month, HERE, f.audience)
    finding = g.fill(
        "Tiếp nhận hộ {received_new} hồ sơ mới; đến hạn chuyển {pass_on_due}, chuyển đúng hạn {passed_on_in_time} ({passed_on_in_time_pct}).",
        "Cơ quan có thẩm quyền đã giải quyết xong {resolved_all} hồ sơ, cuối kỳ còn {open_all}.",
    )
    duty = indicator_table(
        g,
        "Việc của Trung tâm: tiếp nhận và chuyển hồ sơ",
        [
            Spec("received_all", is_sum=True),
            Spec("received_new", 1),
            Spec("carried_over", 1),
            Spec("pass_on_due", is_sum=True),
            Spec("passed_on_in_time", 1),
            Spec("passed_on_in_time_pct", 1),
            Spec("open_not_passed_on"),
        ],
        note=f"Hồ sơ tiếp nhận từ {day(begins)}. Chuyển trong ngày; tiếp nhận sau giờ chuyển hồ sơ thì chuyển đầu ngày làm việc sau.",
    )
    back = indicator_table(
        g,
        "Việc của cơ quan có thẩm quyền: giải quyết",
        [
            Spec("resolved_all", is_sum=True),
            Spec("resolved_in_time", 1),
            Spec("resolved_late", 1),
            rest("resolved_without_due"),
            *only(g, "judged_as_told", 1),
            Spec("returned_or_withdrawn"),
            rest("stopped", 0),
            Spec("open_all", is_sum=True),
            Spec("open_in_time", 1),
            Spec("open_late", 1),
            rest("open_paused"),
            Spec("open_without_due", 1),
            rest("unknown_outcome"),
        ],
        note="Thời hạn tính từ lúc cơ quan có thẩm quyền nhận được hồ sơ; chưa nhận được thì chưa có ngày hẹn. Quá hạn ở đây là của cơ quan đó, không tính vào tỷ lệ quá hạn của xã.",
    )
    return assemble(finding, fold=[duty, back, *parts, components.source(source_line(g, "received_new", "passed_on_in_time"))])


def _mirror(f: Figures, count: int) -> str:
    return components.note(
        f"Ngược lại, {whole(count)} hồ sơ mới thuộc thẩm quyền xã do quầy của nơi khác tiếp nhận: nằm trong kết quả giải quyết của xã, không nằm trong khối lượng tại quầy."
    )
