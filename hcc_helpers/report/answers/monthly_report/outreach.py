"""Section I.2: outreach by kind and channel, new texts, guidance."""

from __future__ import annotations

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import Spec, assemble, indicator_table, no_register, rest, source_line
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import inside
from hcc_helpers.vocabulary import GUIDANCE_KIND, OUTREACH_CHANNEL, OUTREACH_KIND


@answers("outreach")
def outreach(f: Figures) -> Answer:
    if not f.has("outreach_done"):
        return no_register(f, "tuyên truyền", "outreach", "outreach_done")
    if not f.value("outreach_done"):
        sentence = "Trong kỳ không phát sinh hoạt động tuyên truyền (sổ theo dõi có đủ các ngày của kỳ)."
        return assemble(sentence, components.source(source_line(f, "outreach_done")))
    parts = _parts(f, "outreach_kind", OUTREACH_KIND)
    finding = f.fill("{outreach_done} lượt tuyên truyền trong kỳ:") + f" {parts}."
    specs = [Spec("outreach_done", is_sum=True), *(rest(f"outreach_kind_{code}") for code in OUTREACH_KIND)]
    specs += [rest(f"outreach_channel_{code}") for code in OUTREACH_CHANNEL] + [
        rest("outreach_unclear"),
        Spec("leaflets_handed_out"),
    ]
    note = "Mỗi lượt có một hình thức và một kênh; cộng theo hình thức hay theo kênh đều được tổng số lượt."
    table = indicator_table(f, "Tuyên truyền theo hình thức và kênh", specs, note=note)
    return assemble(finding, fold=[table, components.source(source_line(f, "outreach_done"))])


@answers("new_texts")
def new_texts(f: Figures) -> Answer:
    if not f.has("texts_in_force"):
        return no_register(f, "văn bản mới", "new_texts", "texts_in_force")
    if f.value("texts_in_force"):
        finding = f.fill(
            "{texts_in_force} văn bản mới có hiệu lực trong kỳ, {texts_in_force_disseminated} đã phổ biến; {texts_disseminated_in_time} phổ biến không sau ngày có hiệu lực ({texts_in_time_pct})."
        )
    else:
        finding = "Trong kỳ không có văn bản mới nào bắt đầu có hiệu lực."
    table = indicator_table(
        f,
        "Văn bản mới và việc phổ biến",
        [
            Spec("texts_in_force", is_sum=True),
            Spec("texts_in_force_disseminated", 1),
            Spec("texts_disseminated_in_time", 1),
            Spec("texts_in_time_pct", 1),
            Spec("texts_disseminated"),
        ],
    )
    return assemble(finding, fold=[table, components.source(source_line(f, "texts_in_force"))])


@answers("guidance")
def guidance(f: Figures) -> Answer:
    if not f.has("guidance_people"):
        return no_register(f, "hướng dẫn người dân", "guidance", "guidance_people")
    if not f.value("guidance_people"):
        sentence = "Trong kỳ không phát sinh lượt hướng dẫn nào (sổ theo dõi có đủ các ngày của kỳ)."
        return assemble(sentence, components.source(source_line(f, "guidance_people")))
    finding = f.fill(
        "{guidance_people} lượt người được hướng dẫn: tạo tài khoản {guidance_account}, nộp trực tuyến {guidance_filing}, thanh toán trực tuyến {guidance_payment}."
    )
    specs = [Spec("guidance_people", is_sum=True), *(Spec(f"guidance_{code}", 1) for code in GUIDANCE_KIND)]
    note = "Một người được hướng dẫn nhiều loại tính mỗi loại một lượt."
    table = indicator_table(f, "Hướng dẫn người dân", [*specs, Spec("guidance_assisted_filings")], note=note)
    return assemble(finding, fold=[table, components.source(source_line(f, "guidance_people"))])


def _parts(f: Figures, prefix: str, words: dict[str, str]) -> str:
    """ "tờ rơi 2; tin bài 7": what occurred, in the order of the list."""
    there = [(inside(word), f[f"{prefix}_{code}"]) for code, word in words.items() if f.value(f"{prefix}_{code}")]
    return "; ".join(f"{word} {number}" for word, number in there)
