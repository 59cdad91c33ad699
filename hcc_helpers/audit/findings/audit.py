"""`audit_text`, `audit_document`: the whole way from a report to what is said of it."""

from __future__ import annotations

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.labels import figures_in
from hcc_helpers.audit.figures.numerals import is_english
from hcc_helpers.audit.figures.passages import Document, blocks_of_text, document_of
from hcc_helpers.audit.figures.tables import flat_rows, is_row_of_numbers, list_of, rows_of
from hcc_helpers.audit.findings import notes
from hcc_helpers.audit.findings.finding import Audit, Said, ranked
from hcc_helpers.audit.findings.judge import judge, judge_sums
from hcc_helpers.audit.identities.groups import groups_of
from hcc_helpers.audit.identities.one_whole import levels_of
from hcc_helpers.audit.identities.remainders import remainders
from hcc_helpers.audit.identities.rows import group_of, totals_of


def audit_text(text: str) -> Audit:
    """A report as plain text or Markdown."""
    return audit_document(document_of(blocks_of_text(text)))


def audit_document(document: Document) -> Audit:
    """What is said of a document that was read."""
    english = is_english(document.text())
    figures, rows, totals = _read(document, english)
    groups = groups_of(figures)
    levels = levels_of(groups)
    of_rows = [group for row in rows if row and (group := group_of(row)) is not None]
    cells = [figure for row in rows for figure in row]
    counts = [
        one
        for figure in [*figures, *cells]
        for one in (figure, figure.whole)
        if one and one.kind != "percent" and not one.is_change
    ]
    said: list[Said] = [*notes.of_windows(document), *notes.of_spelling([*figures, *cells], english)]
    tested = 0
    for group in [*groups, *of_rows]:
        found, number = judge(group, counts, levels)
        said += found
        tested += number
    said += notes.of_repeats(groups)
    rest = remainders(figures)
    in_groups = {figure for group in groups for figure in group.figures.values()}
    for found, number in (
        notes.of_one_whole([*groups, *of_rows], counts),
        notes.of_lone_shares(groups),
        notes.of_ratios(figures, in_groups),
        (notes.of_remainders(rest), len(rest)),
        (judge_sums(totals), len(totals)),
    ):
        said += found
        tested += number
    if not tested and not any(one.kind in ("contradiction", "gap") for one in said):
        said.append(notes.NOTHING)
    return Audit(ranked(said), tested)


def figures_of(document: Document) -> list[Figure]:
    """The figures of the running text and of tables that are lists, to be held against the results of a period."""
    return _read(document, is_english(document.text()))[0]


def _read(document: Document, english: bool):
    """Figures of the running text, rows of tables, and the sums of their total rows."""
    figures: list[Figure] = []
    rows, totals = flat_rows(document, english), []
    explained = {row[0].passage for row in rows if row}
    for passage in document.passages:
        if passage.table is None:
            if passage not in explained and not is_row_of_numbers(passage):
                figures += figures_in(passage, english)
            continue
        of_table = rows_of(passage, english)
        rows += of_table
        totals += totals_of(of_table)
        if not of_table:
            figures += list_of(passage, english)
    return figures, rows, totals
