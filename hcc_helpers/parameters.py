"""What a notebook may be told: the four parameters that every notebook takes, and further ones that some declare.

Both are strict: an unknown or ill-typed parameter stops before anything runs, so that a typo never publishes the month
of the defaults.
"""

from __future__ import annotations

import ast
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class Parameters(BaseModel):
    """What every notebook is told: exactly these names, exactly these types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    period: str  # as typed: "2025-12", "2025-11@calendar"
    data: str  # the folder of the data
    audience: Literal["internal", "public"]
    run_id: str  # comes back in the sentinel of the last cell


class Further(BaseModel):
    """What a notebook may ask for besides; one that wants it declares it in its parameters cell, with a default of its own."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    periods: list[str] | Literal["all"] = "all"  # the periods to set beside this one; "all": every earlier one of its kind
    indicators: list[str] = []  # ids; none: the choice of the answer
    scope: str = "commune"
    published: str = ""  # the folder of published periods; "": none, everything is computed from the snapshots


INJECTED = "# Parameters"  # the first line of the cell that papermill puts in
KINDS = {
    "period": "chữ",
    "data": "chữ",
    "audience": "internal hoặc public",
    "run_id": "chữ",
    "periods": "“all” hoặc danh sách chữ",
    "indicators": "danh sách chữ",
    "scope": "chữ",
    "published": "chữ",
}
REQUIRED, OPTIONAL = tuple(Parameters.model_fields), tuple(Further.model_fields)
KNOWN = (*REQUIRED, *OPTIONAL)


def told_names(cells: list[str]) -> set[str]:
    """The names that parameters cells of a session bind: the first that binds `period`, and those that papermill put in."""
    names: set[str] = set()
    has_first = False
    for source in cells:
        bound = _bound(source)
        if source.lstrip().startswith(INJECTED) or (not has_first and "period" in bound):
            names |= bound
        has_first = has_first or "period" in bound
    return names


def _bound(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic of IPython: no parameters
        return set()
    targets = [t for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
    targets += [node.target for node in tree.body if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name) and not target.id.startswith("_")}


def wrongly_typed(values: dict[str, Any]) -> list[str]:
    """The names among `values` (known ones) whose value is not of the declared type, in order."""
    found: set[str] = set()
    for model, names in ((Parameters, REQUIRED), (Further, OPTIONAL)):
        given = {name: values[name] for name in names if name in values}
        try:
            model.model_validate(given)
        except ValidationError as error:
            found |= {str(fault["loc"][0]) for fault in error.errors() if fault["type"] != "missing"}
    return sorted(found)
