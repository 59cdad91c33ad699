"""Invented reports in many wordings: those that agree are left in peace, and one planted error is found."""

from __future__ import annotations

import random

import made_reports
import pytest

from hcc_helpers.audit.findings.audit import audit_text

TELLING = ("contradiction", "gap", "two_bases", "rounding")


def accused(number: int, seed: int) -> list[str]:
    """Consistent reports of which anything but a spelling is told."""
    found = []
    for index in range(number):
        told = made_reports.report(random.Random(seed + index))
        audit = audit_text(told.text)
        if any(one.kind in TELLING for one in audit.findings):
            found.append(f"{told.text}\n{[one.arithmetic for one in audit.findings]}")
    return found


def missed(number: int, seed: int) -> list[str]:
    """Reports with one planted error of which nothing is told."""
    found = []
    for index in range(number):
        told = made_reports.report_with_error(random.Random(seed + index))
        if not any(one.kind in TELLING for one in audit_text(told.text).findings):
            found.append(f"{told.planted}\n{told.text}")
    return found


@pytest.mark.parametrize(("number", "seed"), [(60, 7_000), pytest.param(2_000, 10_000, marks=pytest.mark.long)])
def test_a_report_that_agrees_with_itself_is_left_in_peace(number, seed):
    wrongly = accused(number, seed)
    assert len(wrongly) <= 0.01 * number, "\n\n".join(wrongly[:3])


@pytest.mark.parametrize(("number", "seed"), [(60, 17_000), pytest.param(2_000, 1_000_000, marks=pytest.mark.long)])
def test_one_planted_error_is_found(number, seed):
    unseen = missed(number, seed)
    assert len(unseen) <= 0.05 * number, "\n\n".join(unseen[:3])
