"""The suite's own pages agree with themselves: the audit of every page of a published month finds nothing to tell."""

from __future__ import annotations

import time

from hcc_helpers.audit.figures.reading import read_document
from hcc_helpers.audit.findings.audit import audit_document


def test_the_pages_of_a_published_month_give_nothing(published):
    pages = sorted((published / "2025-12").glob("*.html"))
    assert len(pages) >= 6
    told, seconds = [], []
    for page in pages:
        start = time.process_time()
        audit = audit_document(read_document(page))
        seconds.append(time.process_time() - start)
        told += [(page.name, one.kind, one.quote, one.arithmetic) for one in audit.findings if one.quote]
    assert told == []
    assert max(seconds) < 4  # one second on a machine that is free
