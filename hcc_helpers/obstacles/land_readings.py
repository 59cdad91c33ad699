"""What the data say of the six sub-claims of II.4: one reading each."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import day as day_vn
from hcc_helpers.numbers_vn import padded, percent, share, whole
from hcc_helpers.obstacles.land_cases import at_the_limit, kept_before, land_cases, promised, tax_waits
from hcc_helpers.obstacles.material import Material
from hcc_helpers.obstacles.shares import difference, share_between, share_of
from hcc_helpers.obstacles.verdicts import Reading

KNOWN_ENOUGH = 0.95  # of the land cases must have the date of their slip, else the share speaks of a chosen part
OWN = {
    "own": "Cơ quan giải quyết",
    "fixing": "Chờ xác định nghĩa vụ tài chính",
    "paying": "Chờ thực hiện nghĩa vụ tài chính",
    "other": "Thời gian khác được trừ",
}


def late_by_slip(material: Material) -> Reading:
    """Of the cases whose slip fell due in the period, those without a result by that day. Where the slip is known for a part only, that
    part is the one whose date was changed: no share."""
    every, due = land_cases(material), promised(material)
    if lacking := material.lacks_ends:
        return Reading(lacking=lacking)
    known = int(every["has_slip"].sum())
    if known < KNOWN_ENOUGH * len(every) or every.empty:
        return Reading(lacking=f"ngày trên giấy hẹn đầu tiên mới ghi ở {whole(known)} trên {whole(len(every))} hồ sơ đất đai")
    if due.empty:
        return Reading(lacking="không có hồ sơ đất đai nào có ngày trên giấy hẹn trong kỳ")
    untold = int(due["is_untold"].sum())  # finished, nobody wrote down when: in time or late
    late = due[due["is_late_by_slip"] & ~due["is_untold"]]
    measured = share_between(len(late), untold, len(due)) if untold else share_of(len(late), len(due))
    if measured is None:
        return Reading(lacking=f"cả {whole(untold)} hồ sơ có ngày trên giấy hẹn trong kỳ đã xong nhưng không rõ ngày kết thúc")
    still = int((late["n_closed"].isna()).sum())
    text = f"{whole(len(late))} trên {whole(len(due) - untold)} hồ sơ có ngày trên giấy hẹn trong kỳ chưa có kết quả khi hết ngày hẹn: {measured.said} ({measured.interval_said})"
    text += f"; {whole(still)} hồ sơ trong số đó lúc hết kỳ vẫn chưa xong" if still else ""
    text += f"; {whole(untold)} hồ sơ đã xong nhưng không rõ ngày kết thúc, tính cả hai phía" if untold else ""
    text += f"; {whole(len(every) - known)} hồ sơ không rõ ngày trên giấy hẹn" if known < len(every) else ""
    before = (
        every["is_late_by_slip"] & ~every["is_untold"] & every["n_closed"].isna() & (every["slip_at"] < every["period_start"])
    )
    text += (
        f". Ngoài ra {whole(int(before.sum()))} hồ sơ đang giải quyết đã quá ngày trên giấy hẹn từ trước kỳ"
        if before.any()
        else ""
    )
    if kept := kept_before(material):
        all_of = len(due) + kept
        text += f". Tính thêm {whole(kept)} hồ sơ đã xong từ tháng trước, trước ngày hẹn trong kỳ này: {percent(share(len(late), all_of))}"
    return Reading(measured, text + ".")


def tax_step(material: Material) -> Reading:
    lacking = material.lacks("pauses") or material.lacks("steps")
    if lacking:
        return Reading(lacking=lacking)
    with_step, waiting, with_log = material.one("""
        WITH taxed AS (SELECT DISTINCT c.case_id FROM cases c JOIN pauses p USING (case_id)
            WHERE c.scope = 'land' AND c.is_of_period AND p.reason IN ('tax_fixing', 'tax_paying') AND p.from_at < c.period_end),
          logged AS (SELECT case_id, bool_or(lower(unit) LIKE '%thuế%') AS has_tax FROM steps GROUP BY case_id)
        SELECT count(*) FILTER (WHERE has_tax), count(*), count(has_tax) FROM taxed LEFT JOIN logged USING (case_id)""")
    if waiting and not with_log:
        return Reading(lacking="hồ sơ chờ thuế không có nhật ký bước xử lý")
    measured = share_of(with_step, with_log)
    if measured is None:
        return Reading(lacking="kỳ này không có hồ sơ đất đai nào chờ thuế")
    return Reading(
        measured,
        f"{whole(with_step)} trên {whole(with_log)} hồ sơ chờ thuế có bước của cơ quan thuế trong nhật ký: {measured.said} ({measured.interval_said}).",
    )


def tax_clock(material: Material) -> Reading:
    """Of the waits for the tax to be fixed whose limit fell in the period, those over it; running ones older than the limit are over it."""
    if lacking := material.lacks("pauses"):
        return Reading(lacking=lacking)
    limit = material.words["tax_clock_individual"]
    waits = tax_waits(material).query("reason == 'tax_fixing'")
    fixed = at_the_limit(waits, int(limit.value))
    is_over = fixed["waited"] > limit.value
    measured = share_of(int(is_over.sum()), len(fixed))
    if measured is None:
        return Reading(lacking="kỳ này không có lần xác định nghĩa vụ tài chính nào đến hạn")
    running = int((is_over & fixed["is_running"]).sum())
    text = f"{whole(int(is_over.sum()))} trên {whole(len(fixed))} lần xác định nghĩa vụ tài chính có ngày làm việc thứ {padded(limit.value)} trong kỳ quá mốc đó: {measured.said} ({measured.interval_said})"
    text += f", {whole(running)} lần lúc hết kỳ vẫn đang chờ." if running else "."
    if limit.law_from:
        bound = fixed["from_at"] >= pd.Timestamp(limit.law_from)
        text += f" {limit.law} chỉ ràng buộc {whole(int(bound.sum()))} lần bắt đầu từ {day_vn(limit.law_from)} (quá hạn {whole(int((bound & is_over).sum()))})"
        text += (
            f"; với {whole(int((~bound).sum()))} lần bắt đầu trước đó, {padded(limit.value)} ngày chỉ là mốc để so."
            if not bound.all()
            else "."
        )
    old = waits["is_running"] & (waits["waited"] > limit.value)
    longer = int(old.sum()) - running
    text += f" Còn {whole(longer)} lần đang chờ đã quá mốc từ trước kỳ." if longer > 0 else ""
    return Reading(measured, text)


def petitions(material: Material, cases: int) -> Reading:
    if lacking := material.lacks("petitions"):
        return Reading(lacking=lacking)
    land, unknown = material.one(
        "SELECT count(DISTINCT case_id) FILTER (WHERE case_scope = 'land'), count(*) FILTER (WHERE case_scope = 'unknown') FROM petitions WHERE is_received"
    )
    measured = share_of(land, cases, bound="lower" if unknown else "")
    if measured is None:
        return Reading(lacking="")
    tail = f" Còn {whole(unknown)} đơn không ghi mã hồ sơ, chưa biết có phải về đất đai." if unknown else ""
    return Reading(
        measured, f"{whole(land)} trên {whole(cases)} hồ sơ đất đai có đơn: {measured.said} ({measured.interval_said}).{tail}"
    )


def satisfaction(material: Material) -> Reading:
    if lacking := material.lacks("surveys", "level"):
        return Reading(lacking=lacking)
    land, land_good, other, other_good = material.one("""
        SELECT count(*) FILTER (WHERE case_scope = 'land'), count(*) FILTER (WHERE case_scope = 'land' AND is_satisfied),
          count(*) FILTER (WHERE case_scope IN ('commune', 'other')), count(*) FILTER (WHERE case_scope IN ('commune', 'other') AND is_satisfied)
        FROM surveys WHERE is_valid""")
    if not land:
        return Reading(lacking="không có phiếu khảo sát nào ghi mã hồ sơ đất đai")
    measured = difference(other_good, other, land_good, land)
    if measured is None:
        return Reading(lacking="không có phiếu khảo sát nào của hồ sơ khác để so")
    return Reading(
        measured,
        f"Người nộp hồ sơ đất đai hài lòng {percent(share(land_good, land))} ({whole(land)} phiếu), người nộp hồ sơ khác {percent(share(other_good, other))} "
        f"({whole(other)} phiếu): chênh {measured.said} ({measured.interval_said}).",
    )


def not_units_fault(material: Material) -> Reading:
    """Of the cases late by the slip, those in time but for the waits, up to their end or the end of the period. An open one that waits
    for nobody may still pass its own term: it is counted on either side."""
    if lacking := material.lacks("pauses") or late_by_slip(material).lacking:
        return Reading(lacking=lacking)
    due = promised(material)
    late = due[due["is_late_by_slip"] & ~due["is_untold"]]
    if late.empty:
        return Reading(lacking="không có hồ sơ nào chậm so với giấy hẹn")
    is_others = late["whose"] != "own"
    is_open_question = is_others & late["n_closed"].isna() & ~late["is_paused"]
    others, unclear = int((is_others & ~is_open_question).sum()), int(is_open_question.sum())
    measured = share_between(others, unclear, len(late))
    if measured is None:
        return Reading(lacking=f"cả {whole(unclear)} hồ sơ chậm so với giấy hẹn đều đang giải quyết, chưa biết chậm do phần nào")
    counts = late["whose"][~is_open_question].value_counts()
    parts = "; ".join(f"{label.lower()} {whole(int(counts[who]))}" for who, label in OWN.items() if counts.get(who))
    tail = f" {whole(unclear)} hồ sơ đang giải quyết, chưa quá phần thời hạn của mình, tính cả hai phía." if unclear else ""
    return Reading(
        measured,
        f"{whole(others)} trên {whole(len(late) - unclear)} hồ sơ chậm so với giấy hẹn là đúng hạn nếu trừ thời gian chờ đến hết kỳ: {measured.said} ({measured.interval_said}). "
        f"Chậm chủ yếu ở phần: {parts}.{tail}",
    )
