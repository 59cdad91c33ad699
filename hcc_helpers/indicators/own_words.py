"""The figures in the office's own words: {{indicator}} filled in, typed numbers held against the results of the period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hcc_helpers.audit.figures.passages import Passage, clean, document_of
from hcc_helpers.audit.findings.against import Known, held
from hcc_helpers.audit.findings.audit import figures_of
from hcc_helpers.errors import Finding
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.known_results import known_of
from hcc_helpers.indicators.rendering import rendered
from hcc_helpers.indicators.result import Result
from hcc_helpers.numbers_vn import MISSING, UNDEFINED
from hcc_helpers.settings import nearest
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.office.own_words import WORDS, Lines
from hcc_helpers.vocabulary import SCOPE

PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass
class Filled:
    """Section → its text with figures filled in, and what was found in it."""

    sections: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def fill(sections: dict[str, Lines], result_of: Callable[[str, str], Result | None], results: Iterable[Result]) -> Filled:
    """The words with their figures. `result_of(indicator, scope)`; `results`: all that the period computed."""
    filled, known = Filled(), known_of(results)
    for name, lines in sections.items():
        filled.findings += _typed(lines, known)
        texts = []
        for number, text in lines:
            filled.findings += _unpaired(text, number)

            def put(match: re.Match[str], at: int = number) -> str:
                return _filled(match[1], at, result_of, filled.findings)

            texts.append(PLACE.sub(put, text))
        filled.sections[name] = "\n".join(texts).strip()
    return filled


def unknown_places(sections: dict[str, Lines]) -> list[Finding]:
    """Placeholders that name no indicator or no scope: can be said before anything is computed."""
    findings = []
    for lines in sections.values():
        for number, text in lines:
            findings += [fault for place in PLACE.findall(text) if (fault := _unknown(place, number))]
            findings += _unpaired(text, number)
    return findings


def _unpaired(text: str, number: int) -> list[Finding]:
    """Braces that enclose no name: broken over two lines, three of them, one pair inside another."""
    rest = PLACE.sub(" ", text)
    if "{{" not in rest and "}}" not in rest and "{{{" not in text and "}}}" not in text:
        return []
    message = f"Dòng {number}: dấu {{{{ và }}}} không đủ cặp hoặc thừa; phần này lên trang y như đã gõ."
    return [found("V2-cho-trong-la", message, file=WORDS, row=number)]


def _unknown(place: str, number: int) -> Finding | None:
    name, _, scope = place.partition(":")
    name, scope = name.strip(), scope.strip() or "commune"
    if name not in REGISTRY:
        near = nearest(name, REGISTRY)
        hint = f" Có phải “{near}”?" if near else ""
        return found("V2-cho-trong-la", f"Dòng {number}: không có chỉ số “{name}”.{hint}", file=WORDS, row=number)
    if scope not in SCOPE:
        message = f"Dòng {number}: không có phạm vi “{scope}”."
        return found("V2-cho-trong-la", message, file=WORDS, row=number, accepted=", ".join(SCOPE))
    return None


def _filled(place: str, number: int, result_of, findings: list[Finding]) -> str:
    fault = _unknown(place, number)
    if fault:
        findings.append(fault)
        return f"[không có chỉ số “{place}”]"
    name, _, scope = place.partition(":")
    result = result_of(name.strip(), scope.strip() or "commune")
    text = rendered(result)
    if text in (MISSING, UNDEFINED):
        why = (result.reason if result else "") or "không có số liệu"
        findings.append(
            found("V2-khong-co-so", f"Dòng {number}: chỉ số “{name.strip()}” chưa có giá trị: {why}.", file=WORDS, row=number)
        )
        return f"[không có số liệu: {REGISTRY[name.strip()].label}]"
    return text


def _typed(lines: Lines, known: list[Known]) -> list[Finding]:
    """The typed figures of one section, each held against the indicator of its own label and scope."""
    document = document_of([])
    for number, text in lines:
        document.passages.append(Passage(clean(PLACE.sub(" ", text)), number=number))
    findings = []
    for verdict in held(figures_of(document), known).verdicts:
        at = verdict.figure.passage.number
        if verdict.kind in ("other", "differs"):
            findings.append(found("V3-so-khong-khop", f"Dòng {at}: {verdict.sentence}.", file=WORDS, row=at))
        elif verdict.kind in ("unknown", "missing"):
            findings.append(found("V3-so-chua-ro", f"Dòng {at}: {verdict.sentence}.", file=WORDS, row=at))
    return findings
