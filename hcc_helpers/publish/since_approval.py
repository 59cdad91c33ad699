"""The front page of a period that was changed after its approval: what differs, and where the approved version lies."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, show, whole
from hcc_helpers.publish.approval import Changed
from hcc_helpers.publish.edition import Edition
from hcc_helpers.publish.shown import CasesChanged, PageChanged
from hcc_helpers.report import tables
from hcc_helpers.report.wording import capital
from hcc_helpers.vocabulary import SCOPE

SHOWN = 20  # figures on the page; all of them lie in changes.csv
LINES = 4  # of a page, gone and come each
LONGEST = 160  # characters of one line
COLUMNS = [
    tables.Column("Chỉ số"),
    tables.Column("Phạm vi"),
    tables.Column("Bản đã duyệt", "number"),
    tables.Column("Bản này", "number"),
]
CASES = [tables.Column("Con số"), tables.Column("Phạm vi"), tables.Column("Không còn"), tables.Column("Mới thêm")]
PAGES = [tables.Column("Trang"), tables.Column("Bản đã duyệt"), tables.Column("Bản này")]


def changes_since(edition: Edition) -> dict[str, str] | None:
    """What the template shows, None where nothing was changed after an approval."""
    stands = edition.standing
    if stands.state != "revised":
        return None
    main = [one for one in stands.changes if one.is_main(edition.period.text)]
    shown = main[:SHOWN]
    said = f"{stands.changes_said} so với bản {stands.given.said}; bản này phải được duyệt lại."
    if len(shown) < len(stands.changes):
        said += f" Bảng dưới nêu {whole(len(shown))} con số của cả phạm vi trong kỳ; đủ cả {whole(len(stands.changes))} nằm trong changes.csv."
    number, href = edition.approved_version, ""
    if number is not None and not edition.is_public:  # earlier public versions stay out of the folder meant for sharing
        href = f"../versions/{edition.period.text}/{number}/index.html"
    table = tables.table("Các con số khác bản đã duyệt", COLUMNS, [_row(one) for one in shown]) if shown else ""
    if not edition.is_public:  # case codes, and lines of internal pages
        table += _cases(stands.cases) + _pages(stands.pages)
    return {"said": said, "href": href, "table": table}


def _row(one: Changed) -> tables.Row:
    label = _label(one.part("indicator")) + (" (chỉ tiêu)" if one.what == "target" else "")
    return tables.Row(label, [_scope(one.part("scope")), _shown(one.was, one.unit), _shown(one.now, one.unit)])


def _cases(changed: list[CasesChanged]) -> str:
    """The counts that stand on other cases, with the cases."""
    rows = [tables.Row(_label(one.indicator), [_scope(one.scope), _few(one.gone), _few(one.come)]) for one in changed[:SHOWN]]
    return tables.table("Các con số có hồ sơ đứng sau khác bản đã duyệt", CASES, rows) if rows else ""


def _pages(changed: list[PageChanged]) -> str:
    """The pages that show something else, with the first lines that differ."""
    rows = []
    for one in changed:
        was = "Không có trang này." if one.was_missing else _few(one.gone, LINES, " · ")
        now = "Không có trang này." if one.is_missing else _few(one.come, LINES, " · ")
        rows.append(tables.Row(one.title, [was, now]))
    return tables.table("Các trang có nội dung khác bản đã duyệt", PAGES, rows) if rows else ""


def _few(texts: tuple[str, ...], most: int = SHOWN, between: str = ", ") -> str:
    kept = [text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …" for text in texts[:most]]
    more = len(texts) - len(kept)
    return (between.join(kept) + (f"{between}và {whole(more)} nữa" if more else "")) or MISSING


def _label(indicator: str) -> str:
    return capital(REGISTRY[indicator].full_label if indicator in REGISTRY else indicator)


def _scope(scope: str) -> str:
    return SCOPE.get(scope, "Toàn Trung tâm")


def _shown(text: str | None, unit: str) -> str:
    return show(float(text), unit) if text else MISSING
