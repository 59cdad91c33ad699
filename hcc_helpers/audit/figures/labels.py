"""Which words belong to which number: the label before it, else the one behind its unit; which share to which count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.lexicon import NOT_OF_THIS_PERIOD, spelling
from hcc_helpers.audit.figures.not_figures import masked
from hcc_helpers.audit.figures.numerals import numerals
from hcc_helpers.audit.figures.passages import Passage
from hcc_helpers.audit.figures.quantities import quantity_of
from hcc_helpers.audit.figures.tokens import Token, numeral_of, tokens_of

_OPENS = {":", "(", "=", "[", "–", "—", "-", "|"}  # marks that may stand between a label and its number
_VERBS = {"received", "resolved", "resolved_done", "open", "total", "new", "fees"}
_FAMILY = {"in_time": "timely", "early": "timely", "on_due": "timely", "done_in_time": "timely"}
_SHARE_WORDS = {
    "chiếm",
    "đạt",
    "tỷ lệ",
    "tỷ trọng",
    "tương ứng",
    "tương đương",
    "bằng",
    "đạt tỷ lệ",
    "accounting",
    "accounted",
    "making",
    "rate",
    "share",
    "equal",
}
_DIGIT = re.compile(r"[0-9]")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)|\n")


@dataclass
class _Side:
    """What was read on one side of a number."""

    features: set[str] = field(default_factory=set)
    unit: str = ""
    at: int = 0  # index of the token where reading stopped
    stopped_by: str = ""
    is_foreign: bool = False
    is_change: bool = False
    first: int | None = None  # the outermost token of the label


def figures_in(passage: Passage, english: bool) -> list[Figure]:
    """The figures of one paragraph, in reading order."""
    if not _DIGIT.search(passage.text):
        return []
    spelled = masked(spelling(passage.text))
    tokens = tokens_of(spelled, numerals(spelled, english))
    sentences = _sentences(spelled)
    figures: list[Figure] = []
    places: dict[int, Figure] = {}
    for index, token in enumerate(tokens):
        if token.kind == "number":
            figure = _figure(passage, tokens, index, spelled)
            figure.sentence = next(((a, b) for a, b in sentences if a <= token.start < b), (0, len(spelled)))
            places[index] = figure
            figures.append(figure)
    figures = _ratios(figures, spelled)
    _aggregates(figures)
    for index, figure in places.items():
        if figure.kind == "percent" and not figure.is_change and figure in figures:
            _attach(figure, index, tokens, places)
    return figures


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _figure(passage: Passage, tokens: list[Token], index: int, spelled: str) -> Figure:
    token, numeral = tokens[index], numeral_of(tokens[index])
    before, after = _before(tokens, index), _after(tokens, index)
    figure = Figure(numeral, passage, unit=after.unit or before.unit)
    if after.is_change or before.is_change:
        figure.is_change = True
    right = after.features
    if after.stopped_by == "number" and before.features:
        right = set()  # "trực tuyến 1.811 hồ sơ trực tiếp 34": the words behind belong to the next number
    features = before.features | right if numeral.kind != "percent" or not before.features else before.features
    figure.features = frozenset(features)
    figure.quantity = quantity_of(figure.features)
    if figure.quantity is None and before.features and right and (alone := quantity_of(frozenset(before.features))):
        figure.quantity = alone if numeral.kind == "percent" else None
    is_led_by_right = numeral.kind == "percent" and right and not before.features and before.stopped_by == "word"
    figure.is_foreign = before.is_foreign and not is_led_by_right  # đảm bảo 100% hồ sơ được số hóa
    figure.is_narrowed = after.is_foreign
    if _from_to(tokens, index):
        figure.is_change = True
    clause = _clause(spelled, token.start, token.end)
    figure.is_elsewhere = passage.is_plan or (figure.id != "carried" and bool(NOT_OF_THIS_PERIOD.search(clause)))
    if numeral.kind == "percent" and before.first is not None:
        # "trực tiếp: tháng 8/2025 là 5,75%": a share of that month
        figure.is_elsewhere = figure.is_elsewhere or "\u25a1" in spelled[tokens[before.first].end : token.start]
    figure.list_of = _list_of(tokens, index)
    figure.subject, figure.has_part = _subject(tokens, before.first if before.first is not None else index, passage)
    figure.has_part = figure.has_part or after.stopped_by == "part"
    first = before.first if before.first is not None and before.features else index
    figure.behind = after.at
    figure.words = passage.text[tokens[first].start : tokens[min(after.at, len(tokens)) - 1].end].strip()
    return figure


def _before(tokens: list[Token], index: int) -> _Side:
    side, at, is_percent = _Side(), index - 1, tokens[index].value == "percent"
    while at >= 0:
        token = tokens[at]
        if token.kind == "feature":
            side.features.add(token.value)
            side.first = at
        elif token.kind == "unit":
            side.unit = token.value  # the outermost is the noun: "thủ tục có phát sinh hồ sơ mới" are procedures
        elif token.kind == "change":
            side.is_change = not side.features
            break
        elif token.kind == "stop":
            if side.features or not (token.value in _OPENS or (is_percent and token.value == ",")):
                break
        elif token.kind in ("number", "parts", "part"):
            side.stopped_by = token.kind
            side.is_foreign = token.kind == "part" and (side.first is None or tokens[side.first].value not in _VERBS)
            break
        elif token.kind == "word":
            side.stopped_by = "word"
            # A verb has its subject before it; before "đúng hạn", "trực tuyến" another word narrows what is counted.
            side.is_foreign = side.first is None or tokens[side.first].value not in _VERBS
            break
        elif token.value in ("và", "and") and at == index - 1:
            break  # it only joins this figure to the one before
        at -= 1
    side.at = at
    return side


def _after(tokens: list[Token], index: int) -> _Side:
    side, at = _Side(), index + 1
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "feature":
            side.features.add(token.value)
        elif token.kind == "unit":
            if not side.unit and at == index + 1:
                side.unit = token.value
        elif token.kind in ("stop", "parts", "hedge"):
            side.stopped_by = token.kind
            if (
                token.kind == "stop"
                and token.value == "("
                and at + 1 < len(tokens)
                and tokens[at + 1].kind == "unit"
                and at + 2 < len(tokens)
                and tokens[at + 2].value == ")"
            ):
                at += 3  # 5.650 hồ sơ (HS)
                continue
            break
        elif token.kind == "number":
            side.stopped_by = "number" if token.value != "percent" else "percent"
            break
        elif token.kind in ("part", "change"):
            side.stopped_by = token.kind
            break
        elif token.kind == "word":
            side.stopped_by = "word"
            side.is_foreign = True
            break
        elif token.kind == "filler" and token.value in ("và", "and"):
            side.stopped_by = "and"
            break
        at += 1
    side.at = at
    return side


def _from_to(tokens: list[Token], index: int) -> bool:
    """ "từ 91,36% lên 94,25%": the first is of another time."""
    before, after = tokens[index - 1] if index else None, tokens[index + 1] if index + 1 < len(tokens) else None
    return bool(before and after and before.value in ("từ", "from") and after.value in ("lên", "đến", "xuống", "còn", "to"))


def _clause(text: str, start: int, end: int) -> str:
    left = max((text.rfind(mark, 0, start) for mark in (", ", ";", ". ", "(", "\n")), default=-1)
    rights = [place for mark in (", ", ";", ". ", ")", "(", "\n") if (place := text.find(mark, end)) >= 0]
    return text[left + 1 : min(rights, default=len(text))]


def _list_of(tokens: list[Token], index: int) -> str:
    for token in reversed(tokens[:index]):
        if token.kind == "parts":
            return token.value
        if token.kind == "stop" and token.value in (".", "!", "?", "\n"):
            return ""
    return ""


def _subject(tokens: list[Token], first: int, passage: Passage) -> tuple[str, bool]:
    """Words of the clause before the label that are not the office itself; whether a part of the office is among them."""
    words, has_part = [], False
    for place in range(first - 1, -1, -1):
        token = tokens[place]
        if token.kind == "number" and tokens[place + 1].kind in ("word", "generic") and tokens[place - 1].value == "(":
            continue  # cấp huyện (12 huyện, thành phố) tiếp nhận …
        if token.kind == "number" or (token.kind == "stop" and token.value in (";", ".", "\n", "!", "?")):
            break
        if token.kind == "part":
            has_part = True
        if token.kind in ("part", "word"):
            words.append(token.value)
    return " ".join(reversed(words)), has_part


def _ratios(figures: list[Figure], spelled: str) -> list[Figure]:
    """4.561/5.650 hồ sơ: two numbers of one thing; the label is that of the first."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        between = spelled[last.numeral.end : figure.numeral.start] if last and last.passage is figure.passage else ""
        slashed = re.fullmatch(r"\s*/\s*|\s+(?:trên|trong)\s+(?:tổng\s+số\s+)?|\s+of\s+(?:the\s+)?(?:total\s+)?", between)
        if (
            last
            and slashed
            and last.kind == figure.kind == "count"
            and last.whole is None
            and (figure.unit or "/" not in between)
        ):
            last.whole = figure
            last.unit = figure.unit
            if last.quantity is None or not last.features:
                last.features, last.quantity = figure.features, figure.quantity
            figure.quantity = None
            last.is_narrowed, last.behind = figure.is_narrowed, figure.behind
            continue
        kept.append(figure)
    return kept


def _aggregates(figures: list[Figure]) -> None:
    """ "Đang giải quyết 7.172: 5.950 chưa đến hạn và 1.222 đã quá hạn": the second is open, not resolved."""
    last: dict[tuple[int, int], str] = {}
    whole: dict[tuple[int, int], Figure] = {}  # "498 lượt người được hướng dẫn: …", "6 hồ sơ quá hạn: …"
    for figure in figures:
        head = whole.get(figure.sentence)
        if head is not None and figure.kind == "count":
            figure.unit = figure.unit or head.unit
            if head.id == "late" and figure.id in ("resolved", "open"):
                figure.quantity = quantity_of(figure.features | {"late"})
        rest = figure.passage.text[figure.numeral.end : figure.sentence[1]]
        lists = r"[^,;.:(\d]{0,60}(?::|,?\s+trong\s+đó|,?\s+gồm)\s" if figure.id == "late" else r"[^,;.:(\d]{0,60}:\s"
        if figure.kind == "count" and head is None and re.match(lists, rest):
            whole[figure.sentence] = figure
        if figure.kind != "count" or figure.quantity is None:
            continue
        if figure.id in ("open", "open_in_time", "not_due"):
            last[figure.sentence] = "open"
        elif figure.id in ("resolved", "in_time", "early", "on_due"):
            last[figure.sentence] = "resolved"
        elif figure.id == "late" and not figure.features & {"resolved", "resolved_done"} and last.get(figure.sentence) == "open":
            figure.quantity = quantity_of(frozenset({"open", "late"}))
        if figure.id == "not_due":
            figure.quantity = quantity_of(frozenset({"open", "not_due"})) if last.get(figure.sentence) == "open" else None


def _attach(share: Figure, index: int, tokens: list[Token], places: dict[int, Figure]) -> None:
    """The count that a percentage belongs to: the one just before it, else the one in brackets behind it."""
    named = _named_base(tokens, index)
    if named is not None:
        share.base = named
    at, crossed = index - 1, False
    while at >= 0 and tokens[at].kind != "number":
        crossed = crossed or (tokens[at].kind == "stop" and tokens[at].value in (".", "\n", "!", "?", ";", "|"))
        at -= 1
    count = places.get(at) if at >= 0 and not crossed else None
    count = next((one for one in places.values() if one.whole is count and count is not None), count)
    if count is not None and count.kind != "percent" and count.share is None and not count.is_change:
        between = tokens[count.behind : index]
        is_bare = not any(one.kind in ("feature", "word", "part", "change", "parts") for one in between)
        is_said = any(one.kind == "stop" or one.value in _SHARE_WORDS for one in between)
        own = tokens[index + 1].kind if index + 1 < len(tokens) else ""
        is_bare = is_bare and (is_said or own not in ("unit", "feature"))
        same = share.quantity and count.quantity and _family(share.id) == _family(count.id)
        if is_bare or same:
            share.quantity, share.features = (count.quantity, count.features) if is_bare else (share.quantity, share.features)
            _join(share, count)
            return
    nearby = tokens[index + 1 : index + 4]
    for step, token in enumerate(nearby):
        if token.kind == "number":
            count = places.get(index + 1 + step)
            opened = any(one.kind == "stop" and one.value == "(" for one in nearby[:step]) or any(
                one.value in ("tương ứng", "tương đương", "với") for one in nearby[:step]
            )
            if (
                count is not None
                and count.kind != "percent"
                and opened
                and (count.quantity is None or not share.features or count.id == share.id)
            ):
                if count.quantity is None:
                    count.quantity, count.features, count.is_foreign = share.quantity, share.features, share.is_foreign
                    count.is_narrowed = False
                _join(share, count)
            return
        if token.kind == "stop" and token.value != "(":
            return


def _join(share: Figure, count: Figure) -> None:
    share.share_of, count.share = count, share
    if not share.quantity or not share.features:
        share.quantity, share.features = count.quantity, count.features
    share.is_foreign, share.is_narrowed = count.is_foreign, count.is_narrowed


def _family(id: str) -> str:
    return _FAMILY.get(id, id)


def _named_base(tokens: list[Token], index: int):
    """ "chiếm 12% tổng số hồ sơ tiếp nhận": the whole that stands behind a share."""
    side = _after(tokens, index)
    rest = tokens[index + 1 : index + 3]
    if not side.features or not rest:
        hedge = index + 1 < len(tokens) and tokens[index + 1].kind == "hedge" and tokens[index + 1].value == "above"
        side = _after(tokens, index + 1) if hedge else side
        return quantity_of(frozenset(side.features)) if hedge and side.features else None
    return quantity_of(frozenset(side.features)) if "total" in side.features else None
