"""What Tab offers for a word that is being typed: the periods at hand, the indicators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MOST = 40


def periods(ctx: Any, incomplete: str) -> list[str]:
    """The months that the data folder holds, newest first, and the longer spans of the newest year."""
    root = Path(ctx.params.get("data") or "data")
    months = sorted(
        {path.name for part in ("raw", "clean") for path in (root / part).glob("[12][0-9][0-9][0-9]-[01][0-9]")}, reverse=True
    )
    year = months[0][:4] if months else ""
    longer = [f"{year}-Q{n}" for n in (1, 2, 3, 4)] + [f"{year}-H1", f"{year}-9M", year] if year else []
    return [text for text in (*months[:MOST], *longer) if text.startswith(incomplete)]


def indicators_typed(incomplete: str) -> list[tuple[str, str]]:
    """(id, label) of every indicator that begins so."""
    from hcc_helpers.indicators.compute import REGISTRY

    return [(id, one.label) for id, one in REGISTRY.items() if id.startswith(incomplete)]
