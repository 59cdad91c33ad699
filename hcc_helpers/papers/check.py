"""Holds a returned document against what it was made from and against the newest results.

A number that somebody changed, a number or a paragraph that is gone, a number that no longer equals the results: named, and the
command ends with 1. Prose that changed is listed; it is the office's to write.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from hcc_helpers.audit.figures.passages import Passage, clean, document_of
from hcc_helpers.audit.findings.against import held, stands_somewhere
from hcc_helpers.audit.findings.audit import figures_of
from hcc_helpers.errors import Finding
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.known_results import known_of
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.numbers_vn import whole
from hcc_helpers.papers.bookmarks import Bound, block_of, bound, group_code
from hcc_helpers.papers.ground import Ground
from hcc_helpers.papers.returned import Returned, level
from hcc_helpers.report.answers.build import in_sentence
from hcc_helpers.report.own_report.parts import ABOVE, GOAL, NONE, Place
from hcc_helpers.report.own_report.speak import printed, result_of
from hcc_helpers.report.own_report.whole import BLOCKS
from hcc_helpers.vocabulary import SCOPE

SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)")
SECTION = {"I.3-land": "I.3", "I.3-petitions": "I.3", "proposals": "IV"}
WINDOWS = {"now": "", "year_to_date": ", lũy kế", "calendar_766": ", tháng dương lịch"}


@dataclass(frozen=True)
class Prose:
    """One paragraph whose words changed. `was` is "" for a new one, `now` "" for none."""

    block: str
    where: str
    was: str
    now: str


@dataclass
class Checked:
    """What a returned document holds. `faults` end the command with 1; `notes` are only said."""

    faults: list[Finding] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: int = 0

    @property
    def is_sound(self) -> bool:
        return not self.faults


def check(returned: Returned, ground: Ground, month: MonthResults, file: str) -> Checked:
    """Every bound number, every paragraph, and the numbers typed into changed prose."""
    checked = Checked(figures=len(ground.figures))
    lost = {name for name in ground.paragraphs if not level(returned.held.get(name, ""))}
    for name in ground.paragraphs:
        if name in lost:
            checked.faults.append(_lost(name, ground, file))
        elif level(returned.held[name]) != level(ground.paragraphs[name]):
            checked.prose += _changed(name, returned, ground)
    for name, made in ground.figures.items():
        if ground.inside.get(name) in lost:
            continue
        fault = _figure(name, made, returned, ground, month, file, checked.notes)
        checked.faults += [fault] if fault else []
    checked.prose += _new(returned, ground)
    checked.faults += _typed(checked.prose, ground, month, file)
    return checked


def _lost(name: str, ground: Ground, file: str) -> Finding:
    held = [figure for figure, where in ground.inside.items() if where == name]
    figures = f" Đoạn này có {whole(len(held))} con số." if held else ""
    message = f"{_section(name)} mất một đoạn: “{_short(ground.paragraphs[name])}”.{figures}"
    return Finding(
        "W5-mat-doan",
        "refused",
        message,
        file=file,
        todo="chép lại đoạn này từ bản do hcc document ghi, hoặc sửa nội dung ở loi-van.md",
    )


def _figure(name, made, returned: Returned, ground: Ground, month: MonthResults, file: str, notes: list[str]) -> Finding | None:
    said = bound(name)
    if said is None:
        return None
    place = place_of(said, month)
    text = level(returned.held.get(name, ""))
    where = _where(name, returned, ground)
    label = label_of(said, place)
    sentence = sentence_of(name, returned, ground)
    if text and text != level(made):
        message = f"{where}: số của “{label}” bị sửa từ {made} thành {text}. Câu: “{sentence}”"
        return Finding(
            "W4-so-bi-sua",
            "refused",
            message,
            file=file,
            accepted=made,
            todo="trả lại số cũ; số sai thì sửa ở tệp xuất hoặc tệp sửa số rồi chạy lại",
        )
    if not text:
        inside_of = ground.inside.get(name, "")
        if inside_of and level(returned.held.get(inside_of, "")) == level(ground.paragraphs[inside_of]):
            notes.append(f"{where}: số {made} của “{label}” đã bị gõ lại, vẫn đúng nhưng không còn gắn với kết quả.")
        else:
            message = f"{where}: số {made} của “{label}” bị xóa hoặc gõ đè. Câu: “{sentence}”"
            return Finding(
                "W4-so-bi-sua", "refused", message, file=file, accepted=made, todo="trả lại số này từ bản do hcc document ghi"
            )
    accepted = texts_now(said, place, month)
    if accepted is not None and level(made) not in {level(one) for one in accepted}:
        now = accepted[0] if accepted else "không có số liệu"
        message = f"{where}: “{label}” trong văn bản là {made}, kết quả mới nhất là {now}. Câu: “{sentence}”"
        return Finding(
            "W6-khong-con-bang",
            "refused",
            message,
            file=file,
            accepted=now,
            todo="làm lại văn bản bằng hcc document, hoặc đưa lời văn vào loi-van.md bằng --take rồi làm lại",
        )
    return None


def place_of(said: Bound, month: MonthResults) -> Place | None:
    """The place that a bookmark names; None where the indicator or the group is no longer there."""
    if said.indicator not in REGISTRY:
        return None
    if not said.by:
        return Place(said.indicator, said.scope, said.view, form=said.form)
    groups = {r.group for r in month.now.results if r.by == said.by and r.indicator == said.indicator}
    group = next((one for one in sorted(groups) if group_code(one) == said.group), None)
    return None if group is None else Place(said.indicator, said.scope, said.view, said.by, group, said.form)


def texts_now(said: Bound, place: Place | None, month: MonthResults) -> list[str] | None:
    """How the newest result may stand at that place; None for a goal, which is no result; [] where there is none."""
    if said.form == GOAL:
        return None
    result = result_of(month, place) if place else None
    if result is None or result.value is None:
        return []
    if said.form == NONE:
        return [rendered(result)] if result.value else None
    if said.form == ABOVE:
        mark = month.now.settings.rules.value("satisfaction_claim_pct")
        return [rendered(result)] if result.low is None or result.low <= mark else None
    return [printed(result), rendered(result)]


def label_of(said: Bound, place: Place | None) -> str:
    known = REGISTRY.get(said.indicator)
    label = known.label if known else said.indicator
    group = f", {place.group}" if place and place.group else ""
    scope = f", {in_sentence(said.scope)}" if said.scope in SCOPE and said.scope != "commune" else ""
    return f"{label}{group}{scope}{WINDOWS[said.view]}"


def _section(name: str) -> str:
    block = block_of(name, BLOCKS)
    return f"Mục {SECTION.get(block, block)}" if block else "Văn bản"


def _where(name: str, returned: Returned, ground: Ground) -> str:
    paragraph = ground.inside.get(name)
    place = _section(paragraph) if paragraph else "Bảng ở phụ lục"
    at = name if name in returned.at else paragraph
    page = returned.page_of(at) if at else None
    return f"Trang {page}, {place[:1].lower()}{place[1:]}" if page else place


def sentence_of(name: str, returned: Returned, ground: Ground) -> str:
    """The sentence that holds (or held) a figure, as it now stands."""
    paragraph = ground.inside.get(name)
    text = returned.held.get(paragraph, "") if paragraph else ""
    if not text and name in returned.at:
        text = returned.paragraphs[returned.at[name]].text
    mark = level(returned.held.get(name, "")) or level(ground.figures[name])
    parts = SENTENCE.split(level(text)) or [""]
    return _short(next((part for part in parts if mark and mark in part), parts[0]))


def _changed(name: str, returned: Returned, ground: Ground) -> list[Prose]:
    """The words of a paragraph against those it was made with, figures aside: a changed figure alone is no changed prose."""
    was, now = ground.paragraphs[name], returned.held[name].strip("\n")
    bare_was, bare_now = level(was), level(now)
    for figure, where in ground.inside.items():
        if where == name and level(returned.held.get(figure, "")):
            bare_was = bare_was.replace(level(ground.figures[figure]), "#", 1)
            bare_now = bare_now.replace(level(returned.held[figure]), "#", 1)
    if bare_was == bare_now:
        return []
    return [Prose(block_of(name, BLOCKS) or "", _section(name), was, level(now))]


def _new(returned: Returned, ground: Ground) -> list[Prose]:
    """Paragraphs between ours that carry no bookmark and were not there before."""
    ours = [number for number, one in enumerate(returned.paragraphs) if any(mark in ground.paragraphs for mark in one.marks)]
    if not ours:
        return []
    known = {level(text) for text in ground.paragraphs.values()}
    found, last = [], ""
    for number in range(ours[0], ours[-1] + 1):
        one = returned.paragraphs[number]
        mine = [mark for mark in one.marks if mark in ground.paragraphs]
        if mine:
            last = mine[0]
        elif one.text.strip() and not one.is_in_table and level(one.text) not in known and not _is_heading(one.text):
            found.append(Prose(block_of(last, BLOCKS) or "", _section(last), "", level(one.text)))
    return found


def _is_heading(text: str) -> bool:
    return bool(re.match(r"\s*(?:[IVX]+|\d+)[./]\s", text)) and len(text) < 120


def _typed(prose: list[Prose], ground: Ground, month: MonthResults, file: str) -> list[Finding]:
    """Numbers that somebody typed into the prose: each held against the indicator of its own label and scope."""
    known = [one for computed in (month.now, *month.beside.values()) for one in known_of(computed.results)]
    faults = []
    for one in prose:
        added = " ".join(_added(one.was, one.now))
        document = document_of([])
        document.passages.append(Passage(clean(one.now)))
        for verdict in held(figures_of(document), known).verdicts:
            if verdict.figure.shown not in added:
                continue
            if verdict.kind in ("other", "differs") or (
                verdict.kind == "unknown" and not stands_somewhere(verdict.figure, known)
            ):
                why = (
                    verdict.sentence
                    if verdict.kind != "unknown"
                    else f"số {verdict.figure.shown} gõ thêm không bằng kết quả nào của kỳ"
                )
                message = f"{one.where}: {why}. Câu: “{_short(one.now)}”"
                faults.append(
                    Finding(
                        "W7-so-go-them",
                        "refused",
                        message,
                        file=file,
                        todo="sửa số này, hoặc dùng {{tên chỉ số}} trong loi-van.md",
                    )
                )
    return faults


def _added(was: str, now: str) -> list[str]:
    """The words of `now` that `was` did not have."""
    a, b = level(was).split(), level(now).split()
    return [
        " ".join(b[j1:j2])
        for tag, _, _, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if tag in {"insert", "replace"}
    ]


def _short(text: str, most: int = 160) -> str:
    text = level(text)
    return text if len(text) <= most else text[: most - 1] + "…"
