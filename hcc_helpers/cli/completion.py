"""`hcc completion SHELL`: the script by which Tab completes commands, periods and indicators; and what it offers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

COMPLETION_HELP = "In đoạn lệnh để phím Tab gõ nốt tên lệnh, kỳ và chỉ số."
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
ASKED = "_HCC_COMPLETE"  # set by the script when Tab is pressed
MOST = 40


def completion(
    shell: Annotated[str, typer.Argument(metavar="VỎ_LỆNH", show_default=False, help="bash, zsh, fish, powershell hoặc pwsh.")],
) -> int:
    """Prints only: where the script goes is the user's own file."""
    from typer.completion import get_completion_script

    from hcc_helpers.cli.arguments import one_of

    print(get_completion_script(prog_name="hcc", complete_var=ASKED, shell=one_of("VỎ_LỆNH", shell, SHELLS)))
    return 0


def ready() -> None:
    """Let typer know the shells, where this call is one of Tab's."""
    if os.environ.get(ASKED):
        from typer.completion import completion_init

        completion_init()


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
