"""The one style of pages and notebooks: report/style.css, as it stands in every page, or scoped to an output in JupyterLab."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SCOPE_CLASS = "hcc"  # the class around an output in JupyterLab; nothing outside it changes its looks


@cache
def page_style() -> str:
    """style.css, line ends as on Linux whatever git did."""
    return (Path(__file__).parent / "style.css").read_text("utf-8").replace("\r\n", "\n")


@cache
def lab_style() -> str:
    """The same rules inside `.hcc` for a notebook on the screen: tables and figures numbered by the browser, nothing for paper.

    Nested rules: JupyterLab runs in browsers that know them. Dark colours follow Lab's own theme, not the system's.
    """
    rules = page_style().split("\n@page {")[0]
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.S)
    dark = re.search(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", rules, re.S)
    assert dark is not None, "style.css has a part for the dark"
    rules = re.sub(r"@media screen and \(prefers-color-scheme: dark\) \{.*?\}\s*\}\n", "", rules, count=1, flags=re.S)
    rules = re.sub(r"^html \{.*?\}\n", "", rules, flags=re.M)
    rules = re.sub(r"^(:root|body) \{", "& {", rules, flags=re.M)
    own = """
  & { background: none; color-scheme: inherit; max-width: 72rem; }
  & table { margin: 0; }
  & thead th, & tbody tr, & tbody th, & td { background: none; white-space: normal; }
  & th, & td { text-align: left; max-width: none; }
  & th.number, & td.number, & .bang-so td { text-align: right; }
  & .so[data-kind="bang"]::before { counter-increment: hcc-bang; content: counter(hcc-bang); }
  & .so[data-kind="hinh"]:not([data-same])::before { counter-increment: hcc-hinh; content: counter(hcc-hinh); }
  & .so[data-same]::before { content: counter(hcc-hinh); }
"""
    return (
        f".jp-Notebook, body {{ counter-reset: hcc-bang hcc-hinh; }}\n"
        # Lab contains cells that are out of sight, which would begin the numbers anew in each.
        f".jp-Cell:has(.{SCOPE_CLASS}) {{ content-visibility: visible !important; contain: none !important; }}\n"
        f".{SCOPE_CLASS} {{\n{rules}{own}}}\n"
        f'[data-jp-theme-light="false"] .{SCOPE_CLASS} {{{dark}}}\n'
    )


def in_lab(html: str) -> str:
    """An answer's HTML as a cell shows it in JupyterLab."""
    return f'<div class="{SCOPE_CLASS}">{html}</div>'
