"""What changed against the period before, in words: one rule (history.comparison), one sentence, on every page.

Facts always; tốt lên, xấu đi only where the rule judges. A count stands with its figure per working day wherever the two
periods have other numbers of working days.
"""

from __future__ import annotations

import math
from pathlib import Path

from hcc_helpers.history.change import Chance
from hcc_helpers.history.comparison import CHOSEN, Change, Comparison, Value
from hcc_helpers.history.daily import working_days
from hcc_helpers.indicators.definition import CENTRE, REGISTRY
from hcc_helpers.indicators.untold import UNTOLD, untold
from hcc_helpers.numbers_vn import MISSING, decimal, dong, is_missing, percent, points, share, show, signed, whole
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.words import FEWEST_FOR_PERCENT, WORDS, relative

MARKS = {
    "better": "good",
    "worse": "warn",
    "unclear": "missing",
    "redefined": "missing",
    "untold": "missing",
    "partial": "missing",
    "none": "missing",
}
TOO_FEW = "quá ít để so"
WIDEST = 400  # times from one end of the interval to the other (about twentyfold up and down): beyond that it says nothing


def before_this(f: Figures) -> Comparison | None:
    """The comparison with the period right before, over the same indicators as page 05; None where none is at hand."""
    month = f.month
    key = "against the period before", f.scope
    if key not in month.kept:
        is_there = bool(month.earlier) and month.earlier[-1].period.end == month.period.start
        published = Path(month.asked.published) if month.asked.published else None
        # The same indicators as on page 05, so that the same tests stand beside each other and give the same words.
        month.kept[key] = Comparison(month, f.scope, published, [month.earlier[-1].period.text]) if is_there else None
    return month.kept[key]


def change(f: Figures, id: str) -> Change | None:
    """The judged change of one indicator; None where none is at hand, or it is not among those that are judged."""
    whose = Figures(f.month, "commune", f.audience) if REGISTRY[id].scopes == CENTRE else f  # the centre's are judged once
    found = before_this(whose)
    return next((one for one in found.changes if one.id == id), None) if found is not None else None


def fact(f: Figures, id: str) -> Change | None:
    """The change of any indicator: the judged one where it is among those, else what is known without a test."""
    found = before_this(f)
    if found is None:
        return None
    return change(f, id) or found.untested(id)


def is_untold(f: Figures, id: str) -> bool:
    """Whether nobody can say what changed, since too much of a share is unknown; asked only where anything is."""
    if id not in UNTOLD or not (untold(id, f.value) or untold(id, f.before)):
        return False
    found = fact(f, id)
    return found is not None and found.is_untold


def titled(f: Figures, id: str, what: str) -> str:
    """The title of a figure: "Hồ sơ tiếp nhận mới mỗi ngày làm việc tăng từ 74,6 lên 92,3", by the one rule of change."""
    one = fact(f, id)
    if one is None or one.compared is None:
        return f"{what}: {f[id]}"
    if one.word() == "same":
        return f"{what}: {shown(one.now)}, như {one.before.period.title}"
    if one.word() == "unclear":
        return f"{what}: {shown(one.now)}, {WORDS['unclear'].lower()} ({shown(one.before)})"
    if one.is_rate and one.has_other_days:
        now, before = one.compared
        return f"{what} mỗi ngày làm việc {direction(one)} từ {per_day(before)} {to(one)} {per_day(now)}"
    days = f" (trong {whole(one.before.days)} và {whole(one.now.days)} ngày làm việc)" if _is_told_with_days(one) else ""
    return f"{what} {direction(one)} từ {shown(one.before)} {to(one)} {shown(one.now)}{days}"


def judged(change: Change) -> tuple[str, str]:
    """(mark, word) of a change, from the one table of words."""
    word = change.word()
    if word == "none":
        return "missing", WORDS["missing"]
    if word == "redefined":
        return "missing", f"{WORDS['redefined']}: định nghĩa đã đổi"
    if word in {"partial", "untold"}:
        return "missing", f"{WORDS['redefined']}: {change.untested}"
    return MARKS.get(word, "none"), WORDS[word]


def said(change: Change, with_interval: bool = False) -> str:
    """ "đã giải quyết xong mỗi ngày làm việc từ 73,9 lên 81,9 (+10,7%); cả kỳ 1.700 trong 23 ngày, 1.637 trong 20 ngày"."""
    now, before = change.now, change.before
    sure = f"; khoảng 95%: {interval_of(change)}" if with_interval and change.chance else ""
    text = name(change.id)
    if change.compared is None:
        return f"{text}: {shown(before)} và {shown(now)}"
    if change.is_rate and now.days != before.days:
        a, b = change.compared
        differs = difference(change)
        inside = f" ({differs}{sure})" if differs != MISSING else ""
        text += (
            f" mỗi ngày làm việc từ {per_day(b)} {to(change)} {per_day(a)}{inside}"
            if a != b
            else f" mỗi ngày làm việc {per_day(a)}"
        )
        return f"{text}; cả kỳ {shown(before)} trong {whole(before.days)} ngày, {shown(now)} trong {whole(now.days)} ngày"
    days = f" (trong {whole(before.days)} và {whole(now.days)} ngày làm việc)" if _is_told_with_days(change) else ""
    if now.value == before.value:
        return f"{text}: {_with_unit(now)}{days}"
    differs = difference(change)
    small = min(now.measured, before.measured) < FEWEST_FOR_PERCENT and now.unit != "percent"
    inside = "" if small and not sure else f" ({differs}{sure})"
    return f"{text} từ {_with_unit(before)} {to(change)} {_with_unit(now)}{inside}{days}"


def is_telling(change: Change) -> bool:
    """Whether a change that nothing judges is worth a line of the front page: not a count under FEWEST_FOR_PERCENT on both sides."""
    return change.now.unit == "percent" or max(change.now.measured, change.before.measured) >= FEWEST_FOR_PERCENT


def _is_told_with_days(change: Change) -> bool:
    indicator = REGISTRY[change.id]
    return indicator.kind == "count" and indicator.adds == "flow" and change.has_other_days


def sentence(change: Change, with_interval: bool = False) -> str:
    """ "Xấu đi: đang giải quyết cuối kỳ từ 99 lên 294 (+196,97%)." """
    return f"{judged(change)[1]}: {said(change, with_interval)}."


def difference(change: Change) -> str:
    """The change as it is compared: points of a share, per cent of a rate or a count, of small counts their difference."""
    if change.compared is None:
        return MISSING
    now, before = change.now, change.before
    a, b = change.compared
    if a == b:
        return "không đổi"
    if now.unit == "percent":
        return points(a - b)
    if now.unit in {"working_days", "hours"}:
        return signed(a - b, 1)
    if min(now.measured, before.measured) >= FEWEST_FOR_PERCENT:
        return relative(a * now.days, b * now.days, 1) if change.is_rate else relative(a, b)
    return signed(a - b, 2) if change.is_rate else signed(a - b)


def interval_of(change: Change) -> str:
    """The interval of a change; of counts too small for a percentage the words for it."""
    c = change.chance
    if c is not None and c.method != "newcombe" and min(change.now.measured, change.before.measured) < FEWEST_FOR_PERCENT:
        return TOO_FEW
    return chance_interval(c)


def chance_interval(chance: Chance | None) -> str:
    """ "−0,2 đến +1,7 điểm", "+14,4 đến +33,8%"; – where there is none."""
    if chance is None:
        return MISSING
    if chance.method == "newcombe":
        return f"{signed(chance.low, 1)} đến {signed(chance.high, 1)} điểm"
    if math.isinf(chance.high) and chance.low < 1:
        return TOO_FEW
    if chance.low > 0 and WIDEST < chance.high / chance.low < math.inf:
        return TOO_FEW
    if math.isinf(chance.high):
        return f"từ {signed(100 * (chance.low - 1), 1)}%"
    return f"{signed(100 * (chance.low - 1), 1)} đến {signed(100 * (chance.high - 1), 1)}%"


def shown(value: Value) -> str:
    """The figure as on every other page; a share from its two whole numbers."""
    if value.value is None or is_missing(value.value):
        return MISSING
    if value.unit == "percent" and value.whole:
        return percent(share(*value.pair))
    return show(int(value.value) if float(value.value).is_integer() else value.value, value.unit)


def _with_unit(value: Value) -> str:
    return dong(value.value) if value.unit == "dong" else shown(value)


def name(id: str) -> str:
    """The label of an indicator in the middle of a sentence."""
    label = REGISTRY[id].label
    return label[:1].lower() + label[1:]


def direction(change: Change) -> str:
    now, before = change.compared or (0, 0)
    return "tăng" if now > before else "giảm"


def to(change: Change) -> str:
    return "lên" if direction(change) == "tăng" else "xuống"


def per_day(rate: float) -> str:
    """A rate per working day: rare things with more decimals, so that one case in a month is not 0,0."""
    return decimal(rate, 1 if rate >= 10 else 2)


def per_day_note(f: Figures, id: str) -> str:
    """ "+10,7% mỗi ngày", a working day's, beside the change of a count whose two periods have other numbers of working days."""
    now, before, indicator = f.value(id), f.before(id), REGISTRY[id]
    if now is None or before is None or indicator.kind != "count" or indicator.adds != "flow":
        return ""
    calendar = f.month.now.settings.calendar
    days, days_before = (
        len(working_days(calendar, p.first_day, p.last_day)) for p in (f.month.period, f.month.earlier[-1].period)
    )
    if days == days_before or not days or not days_before:
        return ""
    if now == before == 0 or min(now, before) < FEWEST_FOR_PERCENT:
        return ""
    return f"{relative(now / days * days_before, before, 1)} mỗi ngày"


__all__ = [
    "CHOSEN",
    "Change",
    "before_this",
    "chance_interval",
    "change",
    "difference",
    "direction",
    "fact",
    "interval_of",
    "is_telling",
    "judged",
    "name",
    "per_day",
    "per_day_note",
    "said",
    "sentence",
    "shown",
    "titled",
    "to",
]
