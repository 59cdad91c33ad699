"""`hcc form`: form II.06a, the tables that go with it, the score of decision 766."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.cli.document import put
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.papers import annex_tables, form_06a_book, score_766_book
from hcc_helpers.periods import Period

FORMS = ("06a", "phu-luc", "766")


def make(form: str, period: Period, data_root: Path, out_root: Path) -> int:
    """Write one form of a period; prints where it lies."""
    month = compute(period, data_root)
    name, content = _FORMS[form](month)
    print(f"Đã ghi {put(out_root, month, name, content)}.")
    return 0


_FORMS = {
    "06a": lambda month: (form_06a_book.file_name(month.period.text), form_06a_book.form_book(month)),
    "phu-luc": lambda month: (annex_tables.file_name(month.period.text), annex_tables.annex_book(month)),
    "766": score_766_book.score_book,
}
