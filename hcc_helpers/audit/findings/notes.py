"""Findings that are no sum of counts: two bases, shares that do not make 100, windows, spelling, what cannot be tested."""

from __future__ import annotations

from dataclasses import replace

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.figures.passages import Document
from hcc_helpers.audit.figures.quantities import CASE_UNITS
from hcc_helpers.audit.figures.windows import dated_on, windows_of
from hcc_helpers.audit.findings.arithmetic import divided, named, typed
from hcc_helpers.audit.findings.finding import Said
from hcc_helpers.audit.identities.groups import Group
from hcc_helpers.audit.identities.one_whole import Whole, wholes_of
from hcc_helpers.audit.identities.remainders import Remainder
from hcc_helpers.audit.identities.repeats import repeats
from hcc_helpers.audit.identities.shares import Share, bases_of
from hcc_helpers.numbers_vn import day, percent


def of_one_whole(groups: list[Group], counts: list[Figure]) -> tuple[list[Said], int]:
    """Shares of one whole that do not make 100, and how many such wholes were tested."""
    wholes = [one for group in groups for one in wholes_of(group, counts)]
    explained = {(share.id, share.value) for one in wholes for share in one.fitting}
    said: dict[tuple, Said] = {}
    for one in wholes:
        if one.holds or _explained(one):
            continue
        # The same two shares said again, without their counts.
        fitting = one.fitting or tuple(share for share in one.percents if (share.id, share.value) in explained)
        said.setdefault(tuple(share.value for share in one.percents), _whole(replace(one, fitting=fitting)))
    return list(said.values()), len(wholes)


def _explained(whole: Whole) -> bool:
    """Every share is that of its count: what is missing to 100 is in the counts, and told there."""
    return len(whole.fitting) == len(whole.percents) and whole.total < 100


def _whole(whole: Whole) -> Said:
    at = whole.percents[-1]
    sum_ = " + ".join(named(one) for one in whole.percents)
    arithmetic = f"{sum_} = {percent(whole.total)}"
    quote = " … ".join(dict.fromkeys(one.quote for one in whole.percents))
    if whole.fitting:
        bases = "; ".join(f"{typed(one)} = {typed(one.share_of)} trên {_base_text(one)}" for one in whole.fitting if one.share_of)
        return Said(
            "two_bases",
            at.passage.section,
            quote,
            f"{arithmetic}; {bases}".rstrip("; "),
            "Các tỷ lệ không cùng mẫu số; ghi rõ mỗi tỷ lệ tính trên số nào.",
            whole.percents,
        )
    if whole.total > 100:
        return Said("contradiction", at.passage.section, quote, f"{arithmetic}, vượt 100%", "", whole.percents)
    return Said(
        "gap",
        at.passage.section,
        quote,
        f"{arithmetic}, thiếu {percent(100 - whole.total)}",
        "Không kết luận được là sai: có thể còn phần chưa in, hoặc mỗi tỷ lệ tính trên một mẫu số.",
        whole.percents,
    )


def _base_text(one: Figure) -> str:
    return f"khoảng {round(100 * one.counted.value / one.value):,}".replace(",", ".") if one.value else "0"


def of_remainders(found: list[Remainder]) -> list[Said]:
    return [
        Said(
            "contradiction",
            one.rest.passage.section,
            one.rest.quote,
            f"{typed(one.first)} + {typed(one.rest)} (“còn lại”) = {percent(one.first.value + one.rest.value)}",
            "",
            (one.first, one.rest),
        )
        for one in found
        if not one.holds
    ]


def of_repeats(groups: list[Group]) -> list[Said]:
    """One quantity with two values in two places of a text."""
    return [
        Said(
            "contradiction",
            second.passage.section,
            f"{first.quote} … {second.quote}",
            f"{named(first)} và {named(second)}: hai giá trị của cùng một số",
            "Văn bản không cho biết số nào đúng; xem lại số gốc.",
            (first, second),
        )
        for first, second in repeats(groups)
    ]


_WHOLES = frozenset(
    ("new", "received", "carried", "with_carried", "resolved", "resolved_done")
)  # words of a label that name what a share is of


def of_lone_shares(groups: list[Group]) -> tuple[list[Said], int]:
    """Percentages without a count beside them, against the counts and shares of the same quantity elsewhere in the text."""
    said, tested = [], 0
    whole = [group for group in groups if group.is_whole]
    for group in groups:
        for percent_ in group.shares:
            candidates = [one for one in whole if _count_of(one, percent_) is not None] if group.is_whole else []
            printed = [one.share for g in candidates for one in g.figures.values() if one.id == percent_.id and one.share]
            printed += [one for g in whole for one in g.shares if one.id == percent_.id and one is not percent_]
            if not candidates:
                if percent_.numeral.hedge and not printed:
                    said.append(_untested(percent_))
                continue
            fits = any(_fits(one, percent_) for one in candidates) or any(_meet(percent_, other) for other in printed)
            if percent_.unit == "procedures":
                if not fits and printed:
                    said.append(_two_units(percent_, printed[0]))
                continue
            tested += fits
            alike = [one for one in printed if _of_one_base(percent_, one)]
            if not fits and len(candidates) == 1 and alike and percent_.numeral.hedge != "about":
                said.append(_two_values(percent_, alike[0]))
    return said, tested


def _of_one_base(one: Figure, other: Figure) -> bool:
    """Whether two shares may be of one whole: "của hồ sơ mới" and "của hồ sơ phải giải quyết" name two."""
    mine, theirs = one.features & _WHOLES, other.features & _WHOLES
    return not mine or not theirs or mine == theirs


def _count_of(group: Group, share: Figure) -> Figure | None:
    family = {"in_time": ("in_time", "early", "on_due"), "early": ("early", "in_time"), "on_due": ("on_due", "in_time")}
    for id in family.get(share.id, (share.id,)):
        if (count := group.get(id)) is not None:
            return count
    return None


def _fits(group: Group, percent_: Figure) -> bool:
    counts = [one for one in (_count_of(group, percent_), group.get("in_time"), group.get("on_due"), group.get("early")) if one]
    early, on_due = group.get("early"), group.get("on_due")
    numerators = [(one.numeral.low, one.numeral.high) for one in counts]
    if early and on_due:
        numerators.append((early.numeral.low + on_due.numeral.low, early.numeral.high + on_due.numeral.high))
    received, rest = group.get("received"), group.get("in_person")
    if percent_.id == "online" and received and rest:
        numerators.append((received.value - rest.value, received.value - rest.value))
    bases = [base.span({}) for count in counts for base in bases_of(group, count, percent_)]
    return any(
        low > 0 and 100 * a / high <= percent_.numeral.high and 100 * b / low >= percent_.numeral.low
        for a, b in numerators
        for low, high in bases
    )


def _meet(one: Figure, other: Figure) -> bool:
    return one.numeral.low <= other.numeral.high and other.numeral.low <= one.numeral.high


def _two_units(percent_: Figure, other: Figure) -> Said:
    return Said(
        "two_bases",
        percent_.passage.section,
        percent_.quote,
        f"{typed(percent_)} tính trên thủ tục, {typed(other)} tính trên hồ sơ",
        "Hai mẫu số khác nhau, không phải mâu thuẫn; ghi rõ mỗi tỷ lệ tính trên số nào.",
        (percent_, other),
    )


def _two_values(percent_: Figure, other: Figure) -> Said:
    count = other.share_of
    shown = f"; {typed(other)} là của {named(count)}" if count else ""
    return Said(
        "contradiction",
        percent_.passage.section,
        f"{percent_.quote} … {other.quote}",
        f"{named(percent_)} và {typed(other)} nói về cùng một tỷ lệ{shown}",
        "",
        (percent_, other),
    )


def _untested(percent_: Figure) -> Said:
    return Said(
        "untestable",
        percent_.passage.section,
        percent_.quote,
        f"“{_with_hedge(percent_)}” không kèm số đếm nào làm mẫu số",
        "Ghi thêm số phiếu hoặc số hồ sơ mà tỷ lệ được tính trên đó.",
        (percent_,),
    )


def _with_hedge(one: Figure) -> str:
    before = one.passage.text[: one.numeral.start].split()
    return f"{before[-1]} {one.shown}" if before else one.shown


def of_windows(document: Document) -> list[Said]:
    """A window that ends before it begins; a last day that is also the day of the report, and so the first of the next."""
    said = []
    dated = dated_on(document)
    for one in dict.fromkeys(windows_of(document)):
        if one.start > one.end:
            said.append(
                Said(
                    "window",
                    one.passage.section,
                    one.text,
                    f"{day(one.start)} đứng sau {day(one.end)}",
                    "Xem lại ngày đầu và ngày cuối của kỳ.",
                    is_contradiction=True,
                )
            )
        elif dated and one.start.day == one.end.day and dated[0] <= one.end:
            said.append(
                Said(
                    "window",
                    one.passage.section,
                    one.text,
                    f"báo cáo ghi ngày {day(dated[0])} mà kỳ tính hết {day(one.end)}; kỳ bắt đầu ngày {one.start.day} và kết thúc ngày {one.end.day}, nên ngày {one.end.day} thuộc cả kỳ này và kỳ sau",
                    f"Kỳ đến hết ngày {one.end.day - 1}/{one.end.month:02d}, hoặc ghi rõ ngày {one.end.day} tính vào kỳ nào.",
                )
            )
    return said


def of_spelling(figures: list[Figure], english: bool) -> list[Said]:
    """Numbers in another style than the rest of the text, and numbers whose grouping is broken."""
    every = [one for figure in figures for one in (figure, figure.whole) if one]
    group = "," if english else "."
    is_grouped = any(one.kind == "count" and not one.numeral.slip and group in one.numeral.body for one in every)
    said = []
    for one in every:
        slip = one.numeral.slip
        counted = one.quantity is not None or one.unit != "" or one.kind != "count"
        if not slip or not counted or (slip in ("ungrouped", "style") and not (is_grouped or _has_style(every, english))):
            continue
        why = {
            "style": "dấu thập phân hoặc dấu ngăn nghìn khác với phần còn lại của văn bản",
            "ungrouped": "thiếu dấu ngăn nghìn",
            "malformed": "dấu chấm đặt sai chỗ nên không đọc được thành một số",
        }[slip]
        unit = one.shown[len(one.numeral.body) :]
        said.append(
            Said("format", one.passage.section, one.shown, why, f"{one.shown} thành {one.numeral.proposal}{unit}", (one,))
        )
    return list({one.quote: one for one in reversed(said)}.values())[::-1]


def _has_style(every: list[Figure], english: bool) -> bool:
    mark = "." if english else ","
    return any(one.kind == "percent" and not one.numeral.slip and mark in one.numeral.body for one in every)


def of_ratios(figures: list[Figure], in_groups: set[Figure]) -> tuple[list[Said], int]:
    """148/256 thủ tục (tỷ lệ 56%): the two numbers stand beside the share, whatever they count."""
    said, tested = [], 0
    for figure in figures:
        if figure.whole is None or figure.whole.value <= 0 or figure in in_groups or figure.is_change:
            continue
        if figure.value > figure.whole.value and figure.unit in CASE_UNITS and figure.unit and figure.numeral.is_exact:
            said.append(
                Said(
                    "contradiction",
                    figure.passage.section,
                    figure.quote,
                    f"{typed(figure)} lớn hơn {typed(figure.whole)}",
                    "",
                    (figure,),
                )
            )
        if figure.share is None:
            continue
        tested += 1
        group = Group(figures={("count", figure.id): figure})
        share = Share(figure.share, figure, tuple(bases_of(group, figure, figure.share)), group)
        if share.holds():
            continue
        exact = 100 * figure.value / figure.whole.value
        near = share.near()
        text = percent(exact, figure.share.numeral.decimals)
        kind = "rounding" if near else "contradiction"
        said.append(
            Said(
                kind,
                figure.passage.section,
                figure.quote,
                f"{divided(share, share.bases[0])}; ghi {typed(figure.share)}",
                f"{typed(figure.share)} thành {text}.",
                (figure, figure.share),
            )
        )
    return said, tested


NOTHING = Said(
    "untestable",
    "",
    "",
    "Văn bản không có hai con số nào phải khớp với nhau (tổng và các phần, số đếm và tỷ lệ của nó); không kiểm được gì và không kết luận gì.",
)
