"""The front page of a period and the list of all periods, in the same shell as the notebook pages."""

from __future__ import annotations

from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.publish.approval import STATES
from hcc_helpers.publish.edition import Edition, Page, footer, version_label
from hcc_helpers.publish.frame import INTERNAL
from hcc_helpers.publish.pages import PageContext, attention, fragment, render, rows_marked
from hcc_helpers.publish.paper_files import papers
from hcc_helpers.publish.period import anchor
from hcc_helpers.publish.shapes import Front
from hcc_helpers.publish.since_approval import changes_since
from hcc_helpers.report import tables
from hcc_helpers.report.answers.deadlines import due as deadlines
from hcc_helpers.report.citizens import citizens_page
from hcc_helpers.report.citizens import summary as citizens_summary
from hcc_helpers.report.front import front_page, summary
from hcc_helpers.report.wording import capital, nbsp

FILES = (
    ("results.csv", "Toàn bộ chỉ số (CSV)"),
    ("balances.csv", "Các phép cộng (CSV)"),
    ("manifest.json", "Nguồn gốc và mã kiểm chứng (JSON)"),
)
INTERNAL_FILES = (("findings.csv", "Mọi điều tìm thấy trong tệp xuất (CSV)"),)
CHANGES_FILE = ("changes.csv", "Các con số khác bản đã duyệt (CSV)")
REMINDERS = (deadlines.FILE, "Danh sách đôn đốc (Excel)")
LIST_COLUMNS = [
    tables.Column("Kỳ"),
    tables.Column("Kết luận"),
    tables.Column("Con số chính"),
    tables.Column("Việc cần quyết định"),
    tables.Column("Số liệu"),
]


def render_front_page(edition: Edition, pages: list[Page]) -> Front:
    """index.html of the period: the four answers, all main indicators, links with their findings; for the public its one page."""
    if edition.is_public:
        return _render_for_citizens(edition)
    marked = {page.title: attention(page.body.html, page.file) for page in pages if page.body}
    front = front_page(_results(edition), edition.audience, marked)
    title = edition.period.title
    values = {
        "front": front,
        "jump": {
            "decisions": front.decisions_said,
            "changes": front.changes_said,
            "trust": f"Số liệu: {front.trust[:1].lower()}{front.trust[1:]}",
        },
        "pages": [
            (
                page.file,
                page.body.h1,
                _beside(page.body.finding, marked[page.title]),
                marked[page.title],
                rows_marked(page.body.html, page.file),
            )
            for page in pages
            if page.body
        ],
        "files": _files(edition, pages),
        "papers": papers(edition),
        "since_approval": changes_since(edition),
        "failed": [f"{page.title}: {page.failure.why}" for page in pages if page.failure],
    }
    context = PageContext(
        title=f"Báo cáo {title} – {edition.frame.office}",
        h1=f"Báo cáo {title}",
        office=edition.frame.office,
        span=edition.frame.span,
        extracted=edition.frame.extracted,
        version_label=f"bản {edition.version}, {edition.standing.label}",
        stamps=list(edition.frame.stamps),
        nav=[*_neighbours(edition), ("Tất cả các kỳ", "../index.html")],
        body=fragment("front.html.j2", **values),
        footer=[*footer(edition), f"{capital(version_label(edition))}."],
    )
    return Front(render(context), summary(front))


def foresee(edition: Edition) -> None:
    """Works out what the front page and the papers are made of, and leaves it with the month: the notebooks still run meanwhile."""
    front_page(_results(edition), edition.audience)
    papers(edition)


def _results(edition: Edition) -> MonthResults:
    """The numbers of the edition: this room's own front page is made of this suite's own results."""
    assert isinstance(edition.month, MonthResults), type(edition.month).__name__
    return edition.month


def _render_for_citizens(edition: Edition) -> Front:
    page = citizens_page(_results(edition), edition.for_all)
    title = f"Phục vụ người dân và doanh nghiệp, {edition.period.title}"
    context = PageContext(
        title=f"{title} – {edition.frame.office}",
        h1=title,
        office=edition.frame.office,
        span=edition.frame.span,
        extracted=edition.frame.extracted,
        version_label=f"bản {edition.version}, {edition.standing.label}",
        stamps=list(edition.frame.stamps),
        nav=[("Tất cả các kỳ", "../index.html")],
        body=fragment("citizens.html.j2", page=page),
        footer=footer(edition),
    )
    return Front(render(context), citizens_summary(page))


def _beside(finding: str, marked: list[tuple[str, str]]) -> str:
    """What a page finds, beside the link to it; "" where it is already said by what the page marks."""
    if any(nbsp(finding) == text for text, _ in marked):
        return ""
    return finding or "Xem trang."


def _neighbours(edition: Edition) -> list[tuple[str, str]]:
    """The published period before this one, and the way to those after it: its own row in the list, later ones above it."""
    before = edition.period.previous()
    nav = []
    if before is not None and any(one["period"] == before.text for one in edition.earlier):
        nav.append((f"Kỳ trước: {before.title}", f"../{before.text}/index.html"))
    return [*nav, ("Kỳ sau", f"../index.html#{anchor(edition.period.text)}")]


def _files(edition: Edition, pages: list[Page]) -> tuple[tuple[str, str], ...]:
    files: tuple[tuple[str, str], ...] = FILES + INTERNAL_FILES
    has_list = any(page.name.startswith("02") and page.body for page in pages)
    files = (*files, REMINDERS) if has_list else files
    return (*files, CHANGES_FILE) if edition.standing.changes else files


def render_all_periods(manifests: list[dict], audience: str) -> str:
    """outputs/index.html: one row a period, newest first; the only page that later months rewrite."""
    stamps = [INTERNAL] if audience == "internal" else []
    if any(one["is_illustrative"] for one in manifests):
        stamps.append((ILLUSTRATIVE, "Có kỳ trong danh sách là số liệu minh họa."))
    office = next((one["office"] for one in manifests), "")
    width = len(LIST_COLUMNS) if audience == "internal" else 3  # decisions and how far data may be trusted are the office's own
    context = PageContext(
        title=f"Tất cả các kỳ – {office}" if office else "Tất cả các kỳ",
        h1="Tất cả các kỳ báo cáo",
        office=office,
        span="",
        extracted="",
        version_label=f"{len(manifests)} kỳ đã công bố, mới nhất trước",
        stamps=stamps,
        body=fragment(
            "all_periods.html.j2",
            table=tables.table("Các kỳ đã công bố", LIST_COLUMNS[:width], [_row(one, width) for one in manifests])
            if manifests
            else "",
        ),
        footer=["Trang mở được khi không có mạng."],
    )
    return render(context)


def _row(one: dict, width: int) -> tables.Row:
    said = one.get("summary") or {}
    said_of = ["tạm tính"] if one["is_provisional"] else []
    said_of += [STATES[one["approval"]["state"]]] if "approval" in one else []  # published before there were approvals
    title = capital(one["period_title"]) + (f" ({', '.join(said_of)})" if said_of else "")
    figures = "; ".join(f"{label}: {value}" for label, value in said.get("key_figures", []))
    decisions = str(said.get("decisions", ""))
    return tables.Row(
        title,
        [said.get("verdict", ""), figures, decisions, said.get("trust", "")][: width - 1],
        href=f"{one['period']}/index.html",
        id=anchor(one["period"]),
    )
