"""`hcc audit`: a written report held against itself; with --against also against the results of a period."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers.errors import InputRefused, WrongWords

HELP = "Kiểm tra một báo cáo đã viết: các số có tự khớp nhau không."
FORMATS = ("text", "json", "html")


def audit(
    files: Annotated[list[str], typer.Argument(metavar="TỆP…", show_default=False, help="Báo cáo: .txt, .md, .html, .docx, .ipynb.")],
    format: Annotated[str, typer.Option("--format", metavar="text|json|html", help="Dạng in ra.")] = "text",
) -> int:
    """0: no contradiction; 1: contradictions; 65: a file that cannot be read."""
    if format not in FORMATS:
        raise WrongWords(f"--format không nhận “{format}”. Chấp nhận: {', '.join(FORMATS)}.")
    from hcc_helpers.audit.figures.reading import read_document
    from hcc_helpers.audit.findings.audit import audit_document
    from hcc_helpers.audit.findings.printing import as_json, as_page, as_text

    code, done = 0, []
    for name in files:
        try:
            done.append((name, audit_document(read_document(Path(name))), ()))
        except InputRefused as error:
            print(error.text(), file=sys.stderr)
            code = error.exit_code
            continue
        if format == "json":
            print(as_json(name, done[-1][1]))
        elif format == "text":
            print(as_text(*done[-1]))
    if format == "html":
        print(as_page(done))
    return code or int(any(one.verdict == "contradiction" for _, one, _ in done))
