"""The definitions of everything on the page, from the declarations; anchors that every label links to."""

from __future__ import annotations

from hcc_helpers.indicators.definition import ADDS, REGISTRY
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import unit_of
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.figures import rendered as _rendered


@answers("definitions")
def definitions(f: Figures) -> Answer:
    items = [(f"dn-{i.id}", i.full_label + unit_of(i.id), text(f, i.id), i.source) for i in REGISTRY.values()]
    return components.folded_section(f"Định nghĩa của {len(items)} chỉ số", components.definitions(items)), ""


def text(f: Figures, id: str) -> str:
    """ "Tỷ lệ: tử số (n) chia cho mẫu số (m)." for a share; the declared sentence and how it adds for the others."""
    indicator = REGISTRY[id]
    if indicator.kind == "share":
        part, whole = REGISTRY[indicator.part], REGISTRY[indicator.whole]
        return f"Tỷ lệ: {_lower(part.label)} ({_rendered(f.result(part.id))}) chia cho {_lower(whole.label)} ({_rendered(f.result(whole.id))})."
    return indicator.definition + (f" Tính chất: {ADDS[indicator.adds]}." if indicator.kind in {"count", "total"} else "")


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
