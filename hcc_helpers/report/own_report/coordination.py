"""I.1 and I.2 in sentences: coordination, reminders, satisfaction; outreach, guidance, digitised papers and results."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.report.own_report.parts import ABOVE, Block, Figure, Paragraph, Part
from hcc_helpers.report.own_report.speak import Said, Speaker, finished, line, placed, printed, result_of, texts
from hcc_helpers.rules import load_rules
from hcc_helpers.vocabulary import OUTREACH_CHANNEL, OUTREACH_KIND

FIELDS_NAMED = 3  # fields that the first paragraph names, by the number of cases

I1 = "Công tác phối hợp, đôn đốc, giám sát việc giải quyết TTHC"
I2 = "Công tác tuyên truyền, ứng dụng công nghệ thông tin, chuyển đổi số"

_COORDINATION = line(
    "Trong kỳ, Trung tâm phối hợp với các phòng chuyên môn trong việc tiếp nhận và giải quyết thủ tục hành chính (TTHC): {steps_passed_on} bước xử lý có hạn được chuyển giữa các đơn vị, trong đó {steps_passed_on_in_time} bước chuyển đúng hạn, tỷ lệ {steps_passed_on_in_time_pct}.",
)
_LINKED = (
    Said("Có {linked_new} hồ sơ thuộc nhóm thủ tục “một cửa liên thông”.", some="linked_new"),
    Said(
        "Có {difficulties_raised} vướng mắc phát sinh trong quá trình xử lý hồ sơ được nêu để trao đổi, trong đó {difficulties_raised_settled} vướng mắc đã tháo gỡ; cuối kỳ còn {difficulties_open} vướng mắc chưa tháo gỡ.",
        some="difficulties_raised",
    ),
    Said(
        "{difficulties_raised|Không phát sinh} vướng mắc trong quá trình xử lý hồ sơ.",
        none="difficulties_raised",
    ),
)
_REMINDERS = line(
    Said(
        "Lãnh đạo Trung tâm và công chức phụ trách các lĩnh vực theo dõi, đôn đốc tiến độ giải quyết hồ sơ {reminders_sent} lần, trong đó {reminders_settled} lần hồ sơ đã được giải quyết.",
        some="reminders_sent",
    ),
    Said("Trong kỳ {reminders_sent|không có lần đôn đốc nào} được ghi sổ.", none="reminders_sent"),
    Said("{reminders_no_reply} lần đôn đốc chưa có phản hồi lúc hết kỳ.", some="reminders_no_reply"),
    Said(
        "Trong {late_in_all} hồ sơ quá hạn, {late_apologised} hồ sơ có phiếu xin lỗi và hẹn lại ngày trả kết quả.",
        some="late_in_all",
    ),
)

_TEXTS = (
    Said(
        "Trong kỳ có {texts_in_force} văn bản pháp luật mới có hiệu lực, Trung tâm đã phổ biến {texts_in_force_disseminated} văn bản.",
        some="texts_in_force",
    ),
    Said("Trong kỳ {texts_in_force|không có} văn bản pháp luật mới có hiệu lực.", none="texts_in_force"),
)
_GUIDANCE = line(
    Said(
        "Cán bộ, công chức tại Trung tâm hướng dẫn {guidance_account} lượt người tạo tài khoản trên Cổng Dịch vụ công quốc gia, {guidance_filing} lượt người nộp hồ sơ trực tuyến và {guidance_payment} lượt người thanh toán trực tuyến.",
        some="guidance_people",
    ),
    Said("Trong kỳ {guidance_people|không phát sinh} lượt hướng dẫn người dân.", none="guidance_people"),
)
_DIGITISED = line(
    "Có {digitised_all_required_pct} hồ sơ đầu vào tại Trung tâm được số hóa;",
    "{results_signed_pct} kết quả đầu ra được ký số điện tử và {results_stored_pct} được lưu kho dữ liệu điện tử.",
)


def coordination(month: MonthResults) -> Block:
    """I.1: steps passed on, fields, difficulties, reminders, satisfaction."""
    say = Speaker(month, "commune")
    paragraphs = [say.paragraph(_COORDINATION), _fields(say), say.paragraph(_REMINDERS), _satisfaction(say)]
    return finished("I.1", I1, [one for one in paragraphs if one is not None], say.missing)


def outreach(month: MonthResults) -> Block:
    """I.2: outreach by kind and channel, new texts, guidance, digitised, signed, stored."""
    say = Speaker(month, "commune")
    paragraphs = [_outreach(say), say.paragraph(_GUIDANCE), say.paragraph(_DIGITISED)]
    return finished("I.2", I2, [one for one in paragraphs if one is not None], say.missing)


def _fields(say: Speaker) -> Paragraph | None:
    """The fields with most cases, then linked procedures and difficulties."""
    found = [r for r in say.month.now.results if (r.scope, r.by, r.indicator) == ("commune", "field", "received_all") and r.value]
    found = sorted(found, key=lambda r: (-r.measured, r.group))[:FIELDS_NAMED]
    parts: list[Part] = []
    for number, result in enumerate(found):
        lead = ", " if number else "Các lĩnh vực có nhiều hồ sơ phải giải quyết: "
        figure = Figure(placed("received_all", "commune", by="field", group=result.group), printed(result))
        parts += [f"{lead}{result.group} ", figure, " hồ sơ"]
    parts += ["."] if parts else []
    rest = say.paragraph(line(*_LINKED))
    if rest is not None:
        parts += [*([" "] if parts else []), *rest.parts]
    return Paragraph(tuple(parts)) if parts else None


def _satisfaction(say: Speaker) -> Paragraph | None:
    """ "trên 95%" only where chance cannot explain it, "luôn" only where that holds of every period at hand; else the share."""
    place = placed("satisfaction_pct", "centre")
    result = result_of(say.month, place)
    if result is None or result.value is None:
        say.fill("{satisfaction_pct}")
        return None
    mark = load_rules(say.month.data_root, on=say.month.period.last_day).value("satisfaction_claim_pct")
    begin = "Tỷ lệ mức độ hài lòng của người dân đến giao dịch tại Trung tâm"
    if result.low is None or result.low <= mark:
        return Paragraph((f"{begin} đạt ", Figure(place, printed(result)), "."))
    before = [next((r.low for r in c.results if r.indicator == "satisfaction_pct" and not r.by), None) for c in say.month.earlier]
    always = "luôn " if before and all(low is not None and low > mark for low in before) else ""
    claim = Figure(placed("satisfaction_pct", "centre", form=ABOVE), f"trên {mark}%")
    return Paragraph((f"{begin} {always}đạt ", claim, ", trong kỳ là ", Figure(place, printed(result)), "."))


def _outreach(say: Speaker) -> Paragraph | None:
    parts: list[Part] = []
    if say.value("outreach_done"):
        parts += [
            *(say.fill("Trung tâm thực hiện {outreach_done} lượt tuyên truyền, gồm ") or ()),
            *_counted(say, "kind", OUTREACH_KIND),
        ]
        parts += ["; qua các kênh: ", *_counted(say, "channel", OUTREACH_CHANNEL), "."]
    elif say.value("outreach_done") == 0:
        parts += say.fill("Trong kỳ {outreach_done|không phát sinh} hoạt động tuyên truyền.") or ()
    else:
        say.fill("{outreach_done}")
    texts = say.paragraph(line(*_TEXTS))
    if texts is not None:
        parts += [*([" "] if parts else []), *texts.parts]
    return Paragraph(tuple(parts)) if parts else None


def _counted(say: Speaker, what: str, words: dict[str, str]) -> list[Part]:
    """ "07 tin bài, 02 video": what occurred, in the order of the list."""
    there = [code for code in words if say.value(f"outreach_{what}_{code}")]
    parts: list[Part] = []
    for number, code in enumerate(there):
        word = words[code] if words[code].startswith("Facebook") else words[code][:1].lower() + words[code][1:]
        text = f"{word} {{outreach_{what}_{code}}} lượt"
        parts += [*([", "] if number else []), *(say.fill(text) or ())]
    return parts


_FIELDS_SAID = line("Các lĩnh vực có nhiều hồ sơ phải giải quyết: {received_all} hồ sơ.")
_SATISFACTION_SAID = line("Tỷ lệ mức độ hài lòng của người dân đến giao dịch tại Trung tâm đạt {satisfaction_pct}.")
_OUTREACH_SAID = line("Trung tâm thực hiện {outreach_done} lượt tuyên truyền.")
_DECLARED = {
    "I.1": (_COORDINATION, _FIELDS_SAID, line(*_LINKED), _REMINDERS, _SATISFACTION_SAID),
    "I.2": (_OUTREACH_SAID, line(*_TEXTS), _GUIDANCE, _DIGITISED),
}


def declared(block: str) -> list[str]:
    """The sentences that a block may say; of those put together in code, the figure that each rests on."""
    return texts(*_DECLARED[block])
