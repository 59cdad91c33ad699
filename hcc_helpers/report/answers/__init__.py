"""Answers to the report's questions, by name: what a notebook cell shows. One folder a notebook, one file a section of it."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass

from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.report.answers.register import ANSWERS
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.words import spelled
from hcc_helpers.vocabulary import SCOPE

for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    importlib.import_module(_module.name)  # each enters its answers


SHOWN = "application/vnd.hcc.answer+json"  # beside the HTML of an output: which answers it is


@dataclass(frozen=True)
class Shown:
    """What a cell displays: HTML for the page, the finding as plain text for anything else."""

    html: str
    text: str
    names: tuple[str, ...] = ()  # of the answers, for whoever checks that each was shown

    def _repr_mimebundle_(self, include=None, exclude=None):
        named = {SHOWN: {"names": list(self.names)}} if self.names else {}
        return {"text/html": self.html, "text/plain": self.text} | named


def answer(name: str, numbers: MonthResults, scope: str, audience: str) -> Shown:
    """The answer `name` for one scope. Raises WrongWords (2) for an unknown name or scope."""
    if name not in ANSWERS:
        raise WrongWords(f"Không có câu trả lời “{name}”. Chấp nhận: {', '.join(ANSWERS)}.")
    if scope not in SCOPE:
        raise WrongWords(f"Không có phạm vi “{scope}”. Chấp nhận: {', '.join(SCOPE)}.")
    html, text = ANSWERS[name](Figures(numbers, scope, audience))
    return Shown(html, spelled(text), (name,))


def together(shown: list[Shown]) -> Shown:
    """Several answers as one output."""
    return Shown(
        "\n".join(one.html for one in shown),
        "\n".join(one.text for one in shown),
        tuple(name for one in shown for name in one.names),
    )
