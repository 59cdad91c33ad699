"""“Câu cho báo cáo”: a section of the report in its own words, the very sentences that the Word document prints, ready to copy."""

from __future__ import annotations

from collections.abc import Callable

from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.own_report.whole import report_blocks

SECTIONS = {
    "report_I_1": ("I.1", ("I.1",)),
    "report_I_2": ("I.2", ("I.2",)),
    "report_I_3": ("I.3", ("I.3", "I.3-land", "I.3-petitions")),
    "report_II": ("II", ("II", "proposals")),
    "report_III": ("III", ("III",)),
}  # answer → section, blocks in the order of the report
LABEL = {
    "computed": "Câu cho báo cáo",
    "draft": "Câu cho báo cáo (dự thảo, cần người đọc lại)",
    "own": "Câu cho báo cáo (lời văn của Trung tâm)",
}


def _shown(section: str, ids: tuple[str, ...]) -> Callable[[Figures], Answer]:
    def shown(f: Figures) -> Answer:
        if f.audience == "public":  # sentences are the office's to send
            return "", ""
        blocks = [report_blocks(f.month)[id] for id in ids]
        if blocks[0].basis == "own":  # the office's words stand on the page by themselves (own_words.py)
            return "", ""
        label = LABEL[blocks[0].basis]
        paragraphs = [(one.kind, one.text) for block in blocks for one in block.paragraphs]
        return assemble("", components.report_block(f"{label}, mục {section}", paragraphs))

    return shown


for _name, (_section, _ids) in SECTIONS.items():
    answers(_name)(_shown(_section, _ids))
