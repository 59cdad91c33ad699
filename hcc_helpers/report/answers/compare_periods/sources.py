"""Where each period's numbers come from, what was revised since it was published, where a definition changed."""

from __future__ import annotations

from itertools import pairwise

from hcc_helpers.history.revisions import Revision
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import show, whole
from hcc_helpers.report import components, tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.compare_periods.change import comparison
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.changes import name
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital

MOST = 20


@answers("compare_sources")
def compare_sources(f: Figures) -> Answer:
    """One row a period: published (which version), computed, or missing and why."""
    found = comparison(f)
    columns = [
        tables.Column("Kỳ"),
        tables.Column("Nguồn", "text"),
        tables.Column("Số liệu", "text"),
        tables.Column("Ghi chú", "text"),
    ]
    rows = []
    for source in reversed(found.history.sources):
        words = {
            "now": "kỳ đang làm",
            "published": f"đã công bố, bản {source.version}",
            "computed": "chưa công bố, tính từ số liệu lưu",
            "missing": "không có",
        }
        notes = [f"kỳ không trọn, {source.period.span}"] if source.period.is_cut else []
        notes += ["số liệu lưu đã đổi sau lần công bố"] if source.is_stale else []
        notes += [source.why] if source.why else []
        rows.append(
            tables.Row(
                capital(source.period.title), [words[source.kind], source.data_version or "–", "; ".join(notes) or "không"]
            )
        )
    kinds = [source.kind for source in found.history.sources]
    finding = f"{whole(len(kinds))} kỳ: {whole(kinds.count('published'))} kỳ lấy từ kết quả đã công bố, {whole(kinds.count('computed'))} kỳ tính từ số liệu lưu, 1 kỳ đang làm."
    stale = [source for source in found.history.sources if source.is_stale]
    warning = ""
    if stale:
        warning = components.warning(
            f"{whole(len(stale))} kỳ đã công bố có số liệu lưu mới hơn.",
            f"Chạy lại {', '.join(source.period.title for source in stale)} để công bố bản mới; đến khi đó trang này so với bản đã công bố.",
        )
    return assemble(finding, warning, fold=[tables.table("Nguồn số của từng kỳ", columns, rows)])


@answers("compare_revised")
def compare_revised(f: Figures) -> Answer:
    """Figures of earlier periods that a later version changed."""
    found = comparison(f)
    changed = found.revisions
    if not changed:
        return assemble("Không con số nào của các kỳ trên bị sửa sau khi công bố.")
    mine = [one for one in changed if one.indicator in found.ids] or changed
    columns = [
        tables.Column("Kỳ và chỉ số"),
        tables.Column("Bản công bố", "number"),
        tables.Column("Trước", "number"),
        tables.Column("Sau", "number"),
    ]
    titles = {source.text: source.period.title for source in found.history.sources}
    rows = [
        tables.Row(
            f"{capital(titles[one.period])}: {name(one.indicator)}",
            [whole(one.version), _shown(one, one.before), _shown(one, one.after)],
            status="Định nghĩa cũng đổi" if one.is_redefined else "",
            mark="missing" if one.is_redefined else None,
        )
        for one in mine[:MOST]
    ]
    periods = len({one.period for one in changed})
    note = f"Tất cả {whole(len(changed))} con số, kể cả chỉ số không nêu ở trang này, nằm trong thư mục versions của từng kỳ."
    return assemble(
        f"{whole(len(changed))} con số của {whole(periods)} kỳ đã được sửa sau lần công bố đầu.",
        fold=[tables.table("Con số đã sửa sau khi công bố", columns, rows, note=note)],
    )


@answers("compare_definitions")
def compare_definitions(f: Figures) -> Answer:
    """Indicators whose definition is not the same in all periods."""
    found = comparison(f)
    broken = []
    for id in found.ids:
        values = [value for value in found.series(id) if value.definition]
        for before, after in pairwise(values):
            if before.definition != after.definition:
                broken.append((id, before.period.title, after.period.title, before.definition, after.definition))
    if not broken:
        return assemble("Định nghĩa của các chỉ số trên trang này như nhau ở mọi kỳ.")
    columns = [
        tables.Column("Chỉ số"),
        tables.Column("Đến hết", "text"),
        tables.Column("Từ", "text"),
        tables.Column("Mã định nghĩa", "text"),
    ]
    rows = [tables.Row(REGISTRY[id].label, [old, new, f"{a} thành {b}"]) for id, old, new, a, b in broken]
    return assemble(
        f"{whole(len({id for id, *_ in broken}))} chỉ số đổi định nghĩa giữa các kỳ; hai phía không được so và không vẽ thành một đường.",
        fold=[
            tables.table(
                "Chỉ số đổi định nghĩa", columns, rows, note="Mã đổi khi điều kiện đếm hoặc một quy tắc mà nó đọc thay đổi."
            )
        ],
    )


def _shown(one: Revision, value: float | None) -> str:
    if value is None:
        return "–"
    return show(int(value) if float(value).is_integer() else value, one.unit)
