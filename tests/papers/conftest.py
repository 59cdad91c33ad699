"""The sample's December and its document, made once for this room."""

from __future__ import annotations

import pytest

from hcc_helpers.centre import load_centre
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.papers.document import document
from hcc_helpers.periods import parse_period


@pytest.fixture(scope="session")
def december(sample_root):
    return compute(parse_period("2025-12", load_centre(sample_root).since), sample_root)


@pytest.fixture(scope="session")
def made(december):
    return document(december)
