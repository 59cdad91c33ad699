"""Rebasing points: the days from which the limits of a control chart are worked out anew, each with its reason.

reference/rebasing.toml; only what somebody declared with a reason counts, a chart never rebases itself. A changed
definition opens a phase of its own without being declared.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field, field_validator

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.places import reference_file
from hcc_helpers.settings import Settings, nearest, read_settings
from hcc_helpers.vocabulary import SCOPE


class Rebase(Settings):
    """From `since` on the indicator is another process, because of `reason`."""

    indicator: str
    scope: str = ""  # "": every scope
    since: date = Field(alias="from")
    reason: str = Field(min_length=1)

    @field_validator("indicator")
    @classmethod
    def _is_an_indicator(cls, id: str) -> str:
        if id not in REGISTRY:
            near = nearest(id, REGISTRY)
            raise ValueError("mã chỉ số trong docs/glossary.md" + (f"; gần nhất là “{near}”" if near else ""))
        return id

    @field_validator("scope")
    @classmethod
    def _is_a_scope(cls, scope: str) -> str:
        if scope not in ("", "centre", *SCOPE):
            raise ValueError("để trống (mọi phạm vi) · centre · " + " · ".join(SCOPE))
        return scope


class _File(Settings):
    rebase: list[Rebase] = Field(default_factory=list)


def load_rebasing(data_root: Path | str, indicator: str, scope: str) -> list[Rebase]:
    """The rebasing points of one indicator and scope, by day. Raises WrongWords for any fault of the file."""
    points = read_settings(reference_file(data_root, "rebasing.toml"), _File).rebase
    mine = [point for point in points if point.indicator == indicator and point.scope in ("", scope)]
    return sorted(mine, key=lambda point: point.since)
