"""A typed figure of the draft: read as it is written, and never the end of page 01."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hcc_helpers.report.answers.monthly_report.draft_compare import as_printed


@pytest.mark.parametrize(
    ("text", "is_share", "read"),
    [
        ("98,25", True, (Decimal("98.25"), 2)),
        ("1.75", True, (Decimal("1.75"), 2)),
        ("100", True, (Decimal(100), 0)),
        ("1.944", False, (Decimal(1944), 0)),
        ("32.873.000", False, (Decimal(32873000), 0)),
        ("98.25.1", True, None),
        ("32.873.000", True, None),
        ("1.944,5", True, None),
        ("95..5", True, None),
    ],
)
def test_a_figure_is_read_as_it_is_written_and_what_is_no_share_is_none(text, is_share, read):
    assert as_printed(text, is_share) == read
