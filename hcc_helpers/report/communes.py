"""Communes side by side on a page: a funnel with exact limits, and ranks with their intervals; never a league table without them."""

from __future__ import annotations

from hcc_helpers.history import funnel
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.report import tables
from hcc_helpers.report.drawing import framed, over_time
from hcc_helpers.report.wording import join_vn

PLACES = {
    "above": "cao hơn hẳn mức chung",
    "below": "thấp hơn hẳn mức chung",
    "high": "hơi cao hơn mức chung",
    "low": "hơi thấp hơn mức chung",
    "inside": "như mức chung",
}
STEPS = 60
HOW = (
    "Phễu: giới hạn nhị thức chính xác 95% (nét đứt) và 99,8% (nét liền) quanh tỷ lệ chung; xã ít hồ sơ thì phễu rộng. Thứ hạng 1 là tỷ lệ cao nhất, "
    "đi kèm khoảng 95%: hai xã có khoảng chồng nhau thì chưa xếp được hơn kém. Tỷ lệ chưa tính đến cơ cấu thủ tục khác nhau giữa các xã."
)


def figure(id: str, title: str, centre: float, communes: list[funnel.Commune], said: str, mine: str = "") -> str:
    """The funnel of a share; `mine` is drawn with a strong edge."""
    most = max(one.whole for one in communes)
    least = max(1, min(one.whole for one in communes) // 2)
    sizes = sorted({round(least + n * (most * 1.05 - least) / STEPS) for n in range(STEPS + 1)})
    curves = []
    for size in sizes:
        (wide_low, wide_high), (low, high) = funnel.limits(size, centre, funnel.WIDE), funnel.limits(size, centre, funnel.NARROW)
        curves.append((size, 100 * wide_low, 100 * low, 100 * high, 100 * wide_high))
    chart = over_time.funnel(
        [(one.name, one.whole, 100 * one.share, one.name == mine, one.place in {"above", "below"}) for one in communes],
        curves,
        100 * centre,
        show=percent,
        rows=[("Mức chung", percent(100 * centre), whole(sum(one.whole for one in communes)))]
        + [(one.name, percent(share(one.part, one.whole)), whole(one.whole)) for one in communes],
        head=("Xã", "Tỷ lệ", "Mẫu số"),
        subject=f"{REGISTRY[id].label}, {whole(len(communes))} xã, {title}",
        finding=f"mức chung là {percent(100 * centre)}",
    )
    return framed.figure(
        chart,
        title=f"{said}",
        subtitle=f"{REGISTRY[id].full_label}, {title}; trục ngang: mẫu số; trục đứng không bắt đầu từ 0",
        source="Nguồn: kết quả của từng xã.",
        notes=["Ô vuông cam: ngoài giới hạn 99,8%." + (" Viền đậm: xã này." if mine else "")],
    )


def table(id: str, title: str, communes: list[funnel.Commune], left_out: list[str]) -> str:
    """The same as rows, by name."""
    columns = [
        tables.Column("Xã"),
        tables.Column("Tỷ lệ", "number"),
        tables.Column("Hạng", "number"),
        tables.Column("Khoảng 95% của hạng", "number"),
    ]
    rows = [
        tables.Row(
            one.name,
            [
                tables.Cell(percent(share(one.part, one.whole)), note=f"{whole(one.part)}/{whole(one.whole)}"),
                whole(one.rank),
                f"{whole(one.rank_low)}–{whole(one.rank_high)}",
            ],
            mark={"above": "none", "below": "none"}.get(one.place),
            status="" if one.place == "inside" else PLACES[one.place][:1].upper() + PLACES[one.place][1:],
        )
        for one in sorted(communes, key=lambda one: one.name)
    ]
    note = "Xếp theo tên, không theo hạng." + (
        f" Không có số, không rõ kênh nộp hoặc hình thức thu của hơn 1% hồ sơ, số tiền, hoặc định nghĩa khác: {join_vn(left_out)}."
        if left_out
        else ""
    )
    return tables.table(f"{REGISTRY[id].label} của các xã, {title}", columns, rows, note=note)
