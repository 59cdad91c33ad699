"""The tasks of section III, as the office declares them: data/reference/tasks.toml (an office's own file takes its place).

A task names the figure that speaks of it; owner and goal are words of the office, never computed.
"""

from __future__ import annotations

from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.outlook.ahead import Ahead
from hcc_helpers.places import reference_file
from hcc_helpers.rules import Certainty
from hcc_helpers.settings import Settings, read_settings


class Task(Settings):
    """One task: what the report says, which figure speaks of it, who, by when, and what to record where there are no data."""

    id: str
    task: str = Field(min_length=1)
    figure: Literal["expected", "due", "same_day", "terms", "steps", "catalogue", "petitions", "hamlets", "indicator"]
    indicators: list[str] = Field(
        default_factory=list
    )  # those that have a value are shown; where the first has none, also what to record
    goal: str = Field(min_length=1)  # as the report words it: "100% cán bộ", "không ghi mức"
    owner: str = Field(min_length=1)
    by: Literal["month", "tet"]
    record: str = Field(min_length=1)
    since: date = Field(alias="from")
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _names_its_figure(self) -> Task:
        if (self.figure == "indicator") != bool(self.indicators):
            raise ValueError("việc có figure = “indicator” phải nêu indicators; việc khác thì không")
        for id in self.indicators:
            if id not in REGISTRY:
                near = get_close_matches(id, REGISTRY, n=1, cutoff=0)
                raise ValueError(f"không có chỉ số “{id}”; gần nhất: {near[0]}")
        return self


class _File(Settings):
    task: list[Task]


def load_tasks(data_root: Path | str, on: date) -> list[Task]:
    """The tasks that hold on a day, in the order of the file. Raises WrongWords for a faulty file."""
    return [task for task in read_settings(reference_file(data_root, "tasks.toml"), _File).task if task.since <= on]


def due_on(task: Task, ahead: Ahead) -> date:
    """The last working day of the tasks' calendar month, or the last one before Tết where Tết comes in the next weeks."""
    _, last = ahead.tasks_month
    if task.by == "tet" and ahead.tet and ahead.tet.off_from <= last + timedelta(days=31):
        last = ahead.tet.off_from - timedelta(days=1)
    last = min(last, ahead.calendar.last)
    while not ahead.calendar.is_working(last):
        last -= timedelta(days=1)
    return last
