"""`hcc completion SHELL`: the script by which Tab completes commands, periods and indicators."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from hcc_helpers.cli.arguments import one_of

COMPLETION_HELP = "In đoạn lệnh để phím Tab gõ nốt tên lệnh, kỳ và chỉ số."
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
ASKED = "_HCC_COMPLETE"  # set by the script when Tab is pressed


def completion(
    shell: Annotated[str, typer.Argument(metavar="VỎ_LỆNH", show_default=False, help="bash, zsh, fish, powershell hoặc pwsh.")],
) -> int:
    """Prints only: where the script goes is the user's own file."""
    from typer.completion import get_completion_script

    print(get_completion_script(prog_name="hcc", complete_var=ASKED, shell=one_of("VỎ_LỆNH", shell, SHELLS)))
    return 0


def ready() -> None:
    """Let typer know the shells, where this call is one of Tab's."""
    if os.environ.get(ASKED):
        from typer.completion import completion_init

        completion_init()
