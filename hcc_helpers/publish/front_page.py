"""The front page of a period and the list of all periods, in the same shell as the notebook pages."""

from __future__ import annotations

from types import SimpleNamespace

from hcc_helpers.publish.pages import PageContext, fragment, render
from hcc_helpers.report import tables
from hcc_helpers.report.answers import checks, received
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.front import front_page

FILES = (("results.csv", "Toàn bộ chỉ số (CSV, mở bằng Excel)"), ("balances.csv", "Các phép cộng (CSV)"), ("findings.csv", "Mọi điều tìm thấy trong tệp xuất (CSV)"), ("manifest.json", "Nguồn gốc và dấu băm"))


def render_front_page(edition, pages: list) -> str:
    """index.html of the period: the four answers, all main indicators, links with their findings. `edition`: publish.period.Edition."""
    from hcc_helpers.publish.period import footer, version_label

    front = front_page(edition.month, edition.audience)
    shown = SimpleNamespace(**vars(front), worse=sum(word == "Xấu đi" for _, word, _ in front.changes))
    links = [(page.file, page.body.h1, _finding(edition, page.name)) for page in pages if page.body]
    links += [(name, label, "") for name, label in FILES if not (edition.is_public and name == "findings.csv")]
    failed = [f"{page.title}: {page.failure.why}" for page in pages if page.failure]
    title = edition.period.title
    context = PageContext(
        title=f"Báo cáo {title} – {edition.frame.office}",
        h1=f"Báo cáo {title}",
        office=edition.frame.office,
        span=edition.frame.span,
        extracted=edition.frame.extracted,
        version_label=version_label(edition),
        stamps=list(edition.frame.stamps),
        nav=[("Tất cả các kỳ", "../index.html")],
        body=fragment("front.html.j2", front=shown, links=links, failed=failed),
        footer=footer(edition),
    )
    return render(context)


def _finding(edition, name: str) -> str:
    f = Figures(edition.month, "commune", edition.audience)
    answers = {"00": checks.usable, "01": received.by_channel}
    return answers[name[:2]](f)[1] if name[:2] in answers else ""


def render_all_periods(manifests: list[dict], audience: str) -> str:
    """outputs/index.html: one row a period, newest first; the only page that later months rewrite."""
    stamps = [("NỘI BỘ", "Không gửi ra ngoài cơ quan.")] if audience == "internal" else []
    if any(one["is_illustrative"] for one in manifests):
        stamps.append(("SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC", "Có kỳ trong danh sách là số liệu minh họa."))
    office = next((one["office"] for one in manifests), "")
    rows = []
    for one in manifests:
        said = one.get("summary") or {}
        title = one["period_title"][:1].upper() + one["period_title"][1:]
        figures = "; ".join(f"{label}: {value}" for label, value in said.get("key_figures", []))
        rows.append(tables.Row(title + (" (tạm tính)" if one["is_provisional"] else ""), [said.get("verdict", ""), figures, str(said.get("decisions", "")), said.get("trust", "")], href=f"{one['period']}/index.html"))
    columns = [tables.Column("Kỳ"), tables.Column("Kết luận"), tables.Column("Bốn con số chính"), tables.Column("Việc cần quyết định", "number"), tables.Column("Số liệu")]
    body = tables.table("Các kỳ đã công bố, mới nhất trước", columns, rows).replace('<span class="so" data-kind="bang"></span>', '<span class="so">1</span>') if rows else "<p>Chưa có kỳ nào.</p>"
    context = PageContext(title=f"Tất cả các kỳ – {office}", h1="Tất cả các kỳ báo cáo", office=office, span="mọi kỳ đã công bố", extracted="theo từng kỳ", version_label=f"{len(manifests)} kỳ", stamps=stamps, body=body, footer=["Trang mở được khi không có mạng."])
    return render(context)
