"""What the notebooks ask: every answer that a cell calls, with its scope."""

from __future__ import annotations

import re

from hcc_helpers.places import project_root


def asked() -> list[tuple[str, str]]:
    """(answer, scope) of every cell of every notebook."""
    found = []
    for path in sorted((project_root() / "notebooks").glob("*.ipynb")):
        for inside in re.findall(r"month\.answer\((.*?)\)", path.read_text("utf-8")):
            words = re.findall(r"(scope=)?\\\"(\w+)\\\"", inside)
            scope = next((word for is_scope, word in words if is_scope), "commune")
            found += [(word, scope) for is_scope, word in words if not is_scope]
    return found
