"""December 2025 of the sample as the tests of this room set it beside other periods and communes."""

from datetime import date

import pytest

from hcc_helpers.indicators.month_results import compute, rows
from hcc_helpers.parameters import Further
from hcc_helpers.periods import parse_period

SINCE = date(2025, 7, 1)


@pytest.fixture(scope="module")
def month(sample_root):
    return compute(parse_period("2025-12", SINCE), sample_root)


@pytest.fixture(scope="module")
def frame(month, sample_root):
    return rows(month.now, sample_root)


@pytest.fixture
def fresh(month):
    """The month as a notebook gets it: nothing asked, nothing kept yet."""
    month.asked, month.kept = Further(), {}
    return month
