"""What Tab offers in a notebook behind a month: its answers with their questions, the indicators with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hcc_helpers.by_hand.questions import questions

ANSWERS = re.compile(r"(\w+)\.(answers\.)?(\w*)\Z")
NAMED = re.compile(r"(\w+)\.(answer|value|cases|explain|compare)\([\"'](\w*)\Z")


def offer(shell, kind: type) -> None:
    """Let the shell's Tab know every variable that holds a `kind` (a Month); once a shell."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    if any(getattr(one, "matcher_identifier", "") == "hcc" for one in shell.Completer.custom_matchers):
        return

    @context_matcher(identifier="hcc")
    def matcher(context) -> dict:
        fragment, found = offered(
            context.text_until_cursor, {name for name, one in shell.user_ns.items() if isinstance(one, kind)}
        )
        return {
            "completions": [SimpleCompletion(text=text, type=label) for text, label in found],
            "matched_fragment": fragment,
        }

    shell.Completer.custom_matchers = [*shell.Completer.custom_matchers, matcher]


def offered(typed: str, months: Iterable[str]) -> tuple[str, list[tuple[str, str]]]:
    """(what is typed of the name, [(what to type, what it is)]) for a line that ends at the cursor."""
    if (asked := NAMED.search(typed)) and asked[1] in months:
        names = _answers() if asked[2] == "answer" else _indicators()
        return asked[3], [(name, label) for name, label in names if name.startswith(asked[3])]
    if (asked := ANSWERS.search(typed)) and asked[1] in months:
        before = "" if asked[2] else "answers."
        return asked[3], [(before + name, label) for name, label in _answers() if (before + name).startswith(asked[3])]
    return "", []


def _answers() -> list[tuple[str, str]]:
    return [(name, question.text) for question in questions() for name in question.answers]


def _indicators() -> list[tuple[str, str]]:
    from hcc_helpers.indicators.compute import REGISTRY

    return [(id, one.full_label) for id, one in REGISTRY.items()]
