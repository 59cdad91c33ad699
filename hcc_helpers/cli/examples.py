"""What one types: for each command a line that works, shown below its --help."""

from __future__ import annotations

EXAMPLES = {
    "run": ("hcc run 2025-12", "hcc run 2025-07..2025-12 --data data/sample"),
    "new": ("hcc new 2026-01",),
    "check": ("hcc check 2025-12",),
    "status": ("hcc status --data data/sample",),
    "doctor": ("hcc doctor",),
    "lab": ("hcc lab", "hcc lab 06_own_question.ipynb"),
    "map": ("hcc map tep-la.xlsx",),
    "indicators": ("hcc indicators 2025-11 2025-12 --by field --format csv",),
    "trace": ("hcc trace 2025-12 resolved_late --scope land",),
    "why": ("hcc why 2025-12 H40.12-251218-0007",),
    "verify": ("hcc verify 2025-12",),
    "replay": ("hcc replay --csv",),
    "approve": ('hcc approve 2025-12 --by "Giám đốc"',),
    "document": ("hcc document 2025-12", "hcc document 2025-12 --check ban-sua.docx --take"),
    "form": ("hcc form 06a 2025-12",),
    "impact": ("hcc impact 2025-12",),
    "compare": ("hcc compare 2025-11 2025-12 --export so-lieu",),
    "sample": ("hcc sample --out data/thu",),
    "audit": ("hcc audit bao-cao.docx --against 2025-12",),
    "completion": ("hcc completion bash >> ~/.bashrc", "hcc completion powershell >> $PROFILE"),
}


def examples_of(name: str) -> str:
    """The lines below a command's --help."""
    return "\n".join(["Ví dụ:", *(f"  {line}" for line in EXAMPLES[name])])
