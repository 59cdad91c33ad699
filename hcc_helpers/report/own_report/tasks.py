"""III in sentences: each task of the month to come with its level and, where an indicator speaks of it, the figure of this period."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.outlook.tasks import Task, load_tasks
from hcc_helpers.report.own_report.parts import GOAL, Block, Figure, Paragraph, Part
from hcc_helpers.report.own_report.speak import figure_of, placed
from hcc_helpers.report.wording import inside

III = "Nhiệm vụ trọng tâm"
_LEVEL = re.compile(r"\d+(?:,\d+)?%")
_OF_KIND: dict[str, tuple[str, ...]] = {
    "hamlets": ("hamlets_with_group",)
}  # figures of tasks that are indicators too; other figures are estimates


def tasks(month: MonthResults) -> Block:
    """III, a draft: no estimate enters the paper, only what the period has counted."""
    declared = load_tasks(month.data_root, month.period.last_day)
    coming = month.period.next()
    begin = f"Trong {in_full(coming.title)}" if coming else "Trong kỳ tới"
    paragraphs = [Paragraph((f"{begin}, Trung tâm tập trung thực hiện các nhiệm vụ sau:",))] if declared else []
    paragraphs += [Paragraph(_said(month, task), "dash") for task in declared]
    return Block("III", f"{III} {in_full(coming.title)}" if coming else III, tuple(paragraphs), "draft")


def in_full(title: str) -> str:
    """ "tháng 01/2026" → "tháng 01 năm 2026", as official papers write it."""
    return re.sub(r"(\d|[IVX])/(\d{4})", r"\1 năm \2", title)


def _said(month: MonthResults, task: Task) -> tuple[Part, ...]:
    parts: list[Part] = [task.task]
    parts += _goal(task)
    ids = task.indicators or _OF_KIND.get(task.figure, ())
    figures = [(id, figure) for id in ids if (figure := figure_of(month, placed(id, "commune"))) is not None]
    for number, (id, figure) in enumerate(figures):
        parts += [" (kỳ này: " if not number else "; ", f"{inside(REGISTRY[id].label)} ", figure]
    parts += [")"] if figures else []
    return (*parts, ".")


def _goal(task: Task) -> list[Part]:
    """The level in the task's own words, where it names one; its number is the office's, no result."""
    match = _LEVEL.search(task.goal)
    if not match or not task.indicators:
        return []
    level = Figure(placed(task.indicators[0], "commune", form=GOAL), match[0])
    begin = task.goal[:1].lower() + task.goal[1 : match.start()] if match.start() else ""
    return [part for part in (f": {begin}", level, task.goal[match.end() :]) if part]


def declared(data_root: Path, on: date) -> list[str]:
    """The tasks with the places of their figures."""
    found = []
    for task in load_tasks(data_root, on):
        ids = task.indicators or _OF_KIND.get(task.figure, ())
        found.append(f"{task.task} ({'; '.join('{' + id + '}' for id in ids)})." if ids else f"{task.task}.")
    return found
