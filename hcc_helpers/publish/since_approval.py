"""The front page of a period that was changed after its approval: which figures differ, and where the approved ones lie."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import MISSING, show, whole
from hcc_helpers.publish.approval import Changed
from hcc_helpers.publish.edition import Edition
from hcc_helpers.report import tables
from hcc_helpers.report.wording import capital
from hcc_helpers.vocabulary import SCOPE

SHOWN = 20  # figures on the page; all of them lie in changes.csv
COLUMNS = [
    tables.Column("Chỉ số"),
    tables.Column("Phạm vi"),
    tables.Column("Bản đã duyệt", "number"),
    tables.Column("Bản này", "number"),
]


def changes_since(edition: Edition) -> dict[str, str] | None:
    """What the template shows, None where nothing was changed after an approval."""
    stands = edition.standing
    if stands.state != "revised":
        return None
    main = [one for one in stands.changes if one.is_main(edition.period.text)]
    shown = main[:SHOWN]
    said = f"{stands.changes_said} so với bản {stands.last.said}; bản này phải được duyệt lại."
    if len(shown) < len(stands.changes):
        said += f" Bảng dưới nêu {whole(len(shown))} con số của cả phạm vi trong kỳ; đủ cả {whole(len(stands.changes))} nằm trong changes.csv."
    number, href = edition.approved_version, ""
    if number is not None and not edition.is_public:  # earlier public versions stay out of the folder meant for sharing
        href = f"../versions/{edition.period.text}/{number}/index.html"
    table = tables.table("Các con số khác bản đã duyệt", COLUMNS, [_row(one) for one in shown]) if shown else ""
    return {"said": said, "href": href, "table": table}


def _row(one: Changed) -> tables.Row:
    scope, indicator = one.part("scope"), one.part("indicator")
    label = REGISTRY[indicator].full_label if indicator in REGISTRY else indicator
    return tables.Row(capital(label), [SCOPE.get(scope, "Toàn Trung tâm"), _shown(one.was, one.unit), _shown(one.now, one.unit)])


def _shown(text: str | None, unit: str) -> str:
    return show(float(text), unit) if text else MISSING
