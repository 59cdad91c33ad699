"""Where answers are listed: each enters its name where it is written, so that a new answer is typed in one place."""

from __future__ import annotations

from collections.abc import Callable

from hcc_helpers.report.figures import Figures

Answer = tuple[str, str]  # (html, plain finding)
Asked = Callable[[Figures], Answer]

ANSWERS: dict[str, Asked] = {}


def answers(name: str) -> Callable[[Asked], Asked]:
    """Declare a function as the answer `name`, as `month.answer("name")` calls it. A name taken twice is a mistake of the code."""

    def enter(function: Asked) -> Asked:
        if name in ANSWERS:
            raise ValueError(f"two answers are called {name}")
        ANSWERS[name] = function
        return function

    return enter
