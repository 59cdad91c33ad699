"""What changed against the period before: facts always, judgements only beyond chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.numbers_vn import dong, points, show, signed
from hcc_helpers.report.figures import Figures, rendered
from hcc_helpers.report.wording import beyond_chance, change_word

# A count is clearly different when it lies more than three Poisson standard deviations of the difference away
# (assumption, printed on the page); money is never judged.
SIGMAS = 3


@dataclass(frozen=True)
class Change:
    """One indicator now and before: the mark, the word, the sentence part, whether it is a clear worsening."""

    id: str
    mark: str
    word: str
    text: str

    @property
    def is_worse(self) -> bool:
        return self.word == "Xấu đi"


def change(f: Figures, id: str) -> Change | None:
    """The change of one indicator, or None where one side has no value or the period before does not adjoin."""
    now, before = f.value(id), f.before(id)
    if now is None or before is None:
        return None
    indicator = REGISTRY[id]
    if indicator.unit == "dong":
        mark, word = change_word(now, before)
        return Change(id, mark, word, f"{label_in_sentence(id)} từ {dong(before)} {_direction(now, before)} {dong(now)}")
    mark, word = change_word(now, before, indicator.better, _beyond(f, id))
    shown = f"{label_in_sentence(id)} từ {show(before, indicator.unit)} {_direction(now, before)} {show(now, indicator.unit)}"
    if indicator.kind == "share":
        shown = (
            f"{label_in_sentence(id)} từ {rendered(_before(f, id))} {_direction(now, before)} {f[id]} ({points(now - before)})"
        )
    elif before:
        shown += f" ({signed(100 * (now - before) / before, 2)}%)"
    return Change(id, mark, word, shown if now != before else f"{label_in_sentence(id)}: {f[id]}")


def label_in_sentence(id: str) -> str:
    """The label of an indicator in the middle of a sentence."""
    label = REGISTRY[id].label
    return label[:1].lower() + label[1:]


def _direction(now, before) -> str:
    return "lên" if now > before else "xuống"


def _before(f: Figures, id: str):
    scope = f.scope if f.scope in REGISTRY[id].scopes else REGISTRY[id].scopes[0]
    return next((r for r in f.month.earlier[-1].results if r.indicator == id and r.scope == scope and not r.by), None)


def _beyond(f: Figures, id: str) -> bool | None:
    """Whether the difference is beyond chance: Fisher for shares, the declared rule for counts that have a better side."""
    indicator = REGISTRY[id]
    if not indicator.better:
        return None
    now, before = f.result(id), _before(f, id)
    if f.month.earlier[-1].period.is_cut or f.month.period.is_cut:
        return None  # a cut period is left out of comparisons of counts
    if indicator.kind == "share":
        if REGISTRY[indicator.part].kind != "count":
            return None
        return beyond_chance(
            now.numerator, now.denominator - now.numerator, before.numerator, before.denominator - before.numerator
        )
    if indicator.kind == "count":
        return abs(now.value - before.value) > SIGMAS * math.sqrt(now.value + before.value)
    return None
