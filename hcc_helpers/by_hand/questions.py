"""The questions that the notebooks ask, each with the names of its answers: read from the notebooks, declared nowhere else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hcc_helpers.places import project_root

_CALL = re.compile(r"month\.answer\((.*?)\)", re.S)
_NAME = re.compile(r"(?<![\w=])\"(\w+)\"")
WIDTH = 44  # of the names on one line with their question


@dataclass(frozen=True)
class Question:
    """One heading of a notebook and the answers below it."""

    notebook: str  # its title, "02 Thời hạn …"
    text: str
    answers: tuple[str, ...]


@cache
def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """Every question of every notebook, in their order. An answer stands under the first heading that asks for it."""
    found: list[Question] = []
    seen: set[str] = set()
    for path in sorted((folder or project_root() / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        title, heading = path.stem, ""
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                for mark, words in re.findall(r"^(#+)\s+(.+?)\s*$", source, re.M):
                    title, heading = (words, heading) if mark == "#" else (title, words)
                continue
            names = [n for call in _CALL.findall(source) for n in _NAME.findall(re.sub(r"scope\s*=\s*\"\w+\"", "", call))]
            new = tuple(name for name in dict.fromkeys(names) if name not in seen)
            seen |= set(new)
            if new:
                found.append(Question(title, heading, new))
    return tuple(found)


def listed() -> str:
    """All answers, a block a notebook, each with its question: what `month?` and `month.answers` show."""
    lines, notebook = [], ""
    for question in questions():
        if question.notebook != notebook:
            notebook = question.notebook
            lines += ["", notebook]
        names = ", ".join(question.answers)
        lines += (
            [f"  {names:<{WIDTH}} {question.text}"] if len(names) <= WIDTH else [f"  {names}", f"  {'':<{WIDTH}} {question.text}"]
        )
    return "\n".join(lines).strip("\n")
