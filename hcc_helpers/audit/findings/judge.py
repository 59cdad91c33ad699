"""From identities that do not hold to what is said: contradiction or gap, merged by the one correction that mends them."""

from __future__ import annotations

from decimal import Decimal

from hcc_helpers.audit.figures.figure import Figure
from hcc_helpers.audit.findings.arithmetic import added, divided, named, number, typed
from hcc_helpers.audit.findings.finding import Said
from hcc_helpers.audit.identities.groups import Group
from hcc_helpers.audit.identities.repairs import Repair, is_slip, printed, repairs, with_text
from hcc_helpers.audit.identities.shares import Share, is_complement, shares_of
from hcc_helpers.audit.identities.sums import Sum, sums_of
from hcc_helpers.numbers_vn import percent

_SMALL = Decimal("0.01")  # of the whole: beyond, an excess is rather a line that is not printed than a slip


def judge(group: Group, counts: list[Figure], levels: list[Sum]) -> tuple[list[Said], int]:
    """What a group gives, and how many identities were tested. `levels`: sums over groups, judged with the whole."""
    sums, shares = sums_of(group) + [one for one in levels if one.group is group], shares_of(group, counts)
    beside = [one for one in levels if one.group is not group]
    tested = sum(not one.must_not_exceed for one in sums) + len(shares)
    failing_sums = [one for one in sums if not one.holds()]
    said: list[Said] = []
    failing_shares = []
    for share in shares:
        if share.holds():
            continue
        if (base := share.near()) is not None:
            said.append(_rounding(share, base))
        elif is_complement(share) and any(one.name == "channels" for one in failing_sums):
            continue  # told with the gap
        elif _can_accuse(share):
            failing_shares.append(share)
    verdicts = {one: _verdict(one, failing_shares) for one in failing_sums}
    contradicting: list[Sum | Share] = [one for one, kind in verdicts.items() if kind == "contradiction"] + failing_shares
    said += _contradictions(contradicting, [*sums, *shares, *beside])
    said += [_gap(one, shares) for one, kind in verdicts.items() if kind == "gap"]
    said += _unclassified(group)
    return said, tested


def judge_sums(sums: list[Sum]) -> list[Said]:
    """Sums that stand alone: totals of a table, enumerations."""
    failing = [one for one in sums if not one.holds()]
    verdicts = {one: _verdict(one, []) for one in failing}
    said = _contradictions([one for one in failing if verdicts[one] == "contradiction"], [*sums])
    return said + [_gap(one, []) for one in failing if verdicts[one] == "gap"]


def _can_accuse(share: Share) -> bool:
    """Whether a share that fits nothing is wrong: not where its base may be a number that is not printed."""
    if share.natural is None or share.percent.numeral.hedge == "about":
        return False
    low, high = share.natural.span({})
    # Of cases received only, in time: of those resolved, which the text does not print.
    return high > 0 and low > 0


def _verdict(one: Sum, failing_shares: list[Share]) -> str:
    reading = one.shown
    low = reading.difference({})[0]
    whole = sum((figure.value * sign for sign, figure in reading.whole), Decimal(0)) or Decimal(1)
    slips = _slips(one)
    if low > 0:
        if one.must_not_exceed or one.is_exhaustive or one.name == "channels":
            return "contradiction"
        has_carried = one.group.get("carried") is not None
        is_new_only = all("new" in figure.features for _, figure in reading.whole)
        if is_new_only and not has_carried:
            return "gap"
        return "contradiction" if has_carried or slips or low / whole <= _SMALL else "gap"
    if not one.is_exhaustive:
        # A table may leave columns out; and what is resolved and open needs the printed total to fall short of it.
        is_partial = one.name in ("stock", "outcomes") and (
            one.group.is_row or not (one.group.get("received") or one.group.get("total"))
        )
        return "" if is_partial else "gap"
    if one.name in ("timely", "carry-over"):
        return "contradiction"
    printed_shares = [part.share for part in reading.parts if part.share is not None]
    if len(printed_shares) == len(reading.parts):
        if _confirm(printed_shares, whole) and not _confirm(
            printed_shares, sum((part.value for part in reading.parts), Decimal(0))
        ):
            return "gap"  # every share is of the printed whole: what is missing is meant to be missing
        total = sum((share.value for share in printed_shares), Decimal(0))
        slack = sum((share.numeral.step for share in printed_shares), Decimal(0))
        return "contradiction" if abs(total - 100) <= slack else "gap"
    if any(share.count in reading.parts for share in failing_shares):
        return "contradiction"
    if not slips and one.name == "open" and len({figure.passage for figure in reading.figures}) > 1:
        return ""  # lines of a list; those paused stand under another name
    return "contradiction" if slips else "gap"


def _confirm(percents: list[Figure], base: Decimal) -> bool:
    """Whether every printed share is that of its count on this base; a base of 0 bears out none."""
    return base != 0 and all(one.numeral.low <= 100 * one.counted.value / base <= one.numeral.high for one in percents)


def _slips(one: Sum) -> list[tuple[Figure, str]]:
    found = []
    for figure in one.shown.figures:
        value = one.shown.solve(figure)
        if value is not None and value > 0:
            text, _ = printed(figure, value)
            if is_slip(figure.numeral.body, text):
                found.append((figure, text))
    return found


def _contradictions(failing: list[Sum | Share], every: list[Sum | Share]) -> list[Said]:
    said = []
    left = list(failing)
    while left:
        best = repairs(left, every)
        now = sum(one.holds() for one in every)
        best = [one for one in best if one.holding > now] or best[:0]
        mended = [one for one in left if best and one.holds(best[0].values())] or left[:1]
        equal = [one for one in best if one.holding == best[0].holding and all(check.holds(one.values()) for check in mended)]
        said.append(_contradiction(mended, equal))
        left = [one for one in left if one not in mended]
    return said


def _contradiction(checks: list[Sum | Share], best: list[Repair]) -> Said:
    lines = [added(one.shown) if isinstance(one, Sum) else _unfit(one) for one in checks]
    about = tuple(
        dict.fromkeys(figure for one in checks for figure in (one.shown.figures if isinstance(one, Sum) else one.figures[:2]))
    )
    at = next((one.figure for one in best), about[0])
    return Said("contradiction", at.passage.section, _quote(about, at), "; ".join(lines), _correction(best), about)


def _unfit(share: Share) -> str:
    base = share.natural or share.bases[0]
    return f"tỷ lệ ghi {typed(share.percent)}, nhưng {divided(share, base)} và không mẫu số nào trong văn bản cho ra tỷ lệ đã ghi"


def _correction(best: list[Repair]) -> str:
    if not best:
        return ""
    slips = [one for one in best if one.is_slip]
    shown = slips or best
    if len({one.figure for one in shown}) == 1:
        one = f"{typed(shown[0].figure)} thành {with_text(shown[0].figure, shown[0].text)}"
        return f"Sửa nhỏ nhất: {one}; khi đó nhiều phép tính khớp nhất. Hãy xem lại số gốc trước khi sửa."
    listed = "; ".join(f"{typed(one.figure)} thành {with_text(one.figure, one.text)}" for one in shown[:3])
    return f"Một trong các số đã gõ nhầm, văn bản không cho biết số nào: {listed}."


def _quote(about: tuple[Figure, ...], at: Figure) -> str:
    quotes = list(dict.fromkeys(figure.quote for figure in about if figure.passage is at.passage or len(about) < 4))
    return " … ".join(quotes[:3])


def _gap(one: Sum, shares: list[Share]) -> Said:
    reading = one.shown
    low, high = reading.difference({})
    gap = abs((low + high) / 2)
    at = reading.parts[0]
    arithmetic = added(reading)
    if one.name == "channels":
        complement = next(((share, terms) for share in shares if (terms := is_complement(share)) and not share.holds()), None)
        if complement:
            share, terms = complement
            rest = " − ".join(typed(figure) for _, figure in terms)
            part = sum((sign * figure.value for sign, figure in terms), Decimal(0))
            arithmetic += f"; {typed(share.percent)} khớp ({rest})/{typed(terms[0][1])} = {number(part)}/{typed(terms[0][1])} = {percent(100 * part / terms[0][1].value)}"
            correction = (
                f"Hai cách đọc, văn bản không cho biết cách nào đúng: (1) không phải sửa số nào, chỉ chưa in dòng “kỳ trước chuyển qua {number(gap)}”, "
                f"nộp trực tuyến, tỷ lệ tính trên tổng phải giải quyết: {typed(share.count)} + {number(gap)} = {number(part)}; "
                f"(2) gõ nhầm {typed(share.count)}, đúng ra là {number(part)}."
            )
            return Said(
                "gap", at.passage.section, _quote(tuple(reading.figures), at), arithmetic, correction, tuple(reading.figures)
            )
        unprinted = "kỳ trước chuyển qua, qua bưu chính hoặc không rõ kênh"
    elif one.name == "stock":
        unprinted = (
            "kỳ trước chuyển qua (nếu vượt); trả lại, rút, tạm dừng (nếu thiếu)"
            if low > 0
            else "trả lại, rút, tạm dừng hoặc dừng giải quyết"
        )
    elif one.name == "outcomes":
        unprinted = "kỳ trước chuyển qua" if low > 0 else "tạm dừng, quá hạn đang giải quyết, trả lại hoặc rút"
    elif one.name == "resolved":
        unprinted = "đã giải quyết mà không có ngày hẹn trả, trả lại hoặc rút"
    elif one.name == "fees":
        unprinted = "chuyển khoản ngoài hệ thống hoặc không rõ hình thức"
    else:
        unprinted = "một phần chưa in"
    correction = f"Không kết luận được là sai: {number(gap)} có thể là phần chưa in ({unprinted}). Nên ghi rõ."
    return Said("gap", at.passage.section, _quote(tuple(reading.figures), at), arithmetic, correction, tuple(reading.figures))


def _unclassified(group: Group) -> list[Said]:
    """ "đã giải quyết 2.051, trong đó 2.041 trước hạn": the other 10 are neither called in time nor late."""
    resolved, early = group.get("resolved"), group.get("early")
    others = [group.get(id) for id in ("in_time", "on_due", "late", "returned")]
    if not (resolved and early) or any(others) or early.list_of != "some" or early.numeral.hedge or resolved.numeral.hedge:
        return []
    gap = resolved.value - early.value
    if gap <= 0 or not (resolved.numeral.is_exact and early.numeral.is_exact):
        return []
    return [
        Said(
            "gap",
            early.passage.section,
            _quote((resolved, early), early),
            f"{named(resolved)} − {named(early)} = {number(gap)}",
            f"{number(gap)} hồ sơ đã giải quyết chưa được nói là đúng hạn hay quá hạn; nên ghi rõ.",
            (resolved, early),
        )
    ]


def _rounding(share: Share, base) -> Said:
    low, high = base.span({})
    exact = 100 * share.count.value / ((low + high) / 2)
    text, _ = printed(share.percent, exact)
    how = "cắt bớt chữ số thay vì làm tròn" if share.percent.value < exact else "ghi lớn hơn số đã làm tròn"
    return Said(
        "rounding",
        share.percent.passage.section,
        share.percent.quote,
        f"{divided(share, base)}; ghi {typed(share.percent)} ({how})",
        f"{typed(share.percent)} thành {with_text(share.percent, text)}.",
        (share.percent, share.count),
    )
