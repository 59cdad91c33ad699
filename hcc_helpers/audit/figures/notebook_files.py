"""A notebook as blocks: its text cells, and what its code cells have printed. Code itself is no statement."""

from __future__ import annotations

import json

from hcc_helpers.audit.figures.pages import blocks_of_page
from hcc_helpers.audit.figures.papers import NotReadable
from hcc_helpers.audit.figures.passages import Table, blocks_of_text


def blocks_of_notebook(text: str) -> list[str | Table]:
    """The cells in their order."""
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotReadable("Tệp .ipynb bị hỏng.") from None
    found: list[str | Table] = []
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict):
            continue
        if cell.get("cell_type") == "markdown":
            found += blocks_of_text(_joined(cell.get("source")))
        for output in cell.get("outputs") or []:
            data = output.get("data") or {} if isinstance(output, dict) else {}
            if "text/html" in data:
                found += blocks_of_page(_joined(data["text/html"]))
            elif isinstance(output, dict):
                found += blocks_of_text(_joined(data.get("text/markdown") or data.get("text/plain") or output.get("text")))
    return found


def _joined(source) -> str:
    if isinstance(source, str):
        return source
    return "".join(line for line in source if isinstance(line, str)) if isinstance(source, list) else ""
