"""One audit in its three forms: text for the eye, JSON for machines, a small page. What a report says is data, never markup;
a person in it is said by nobody but the report."""

from __future__ import annotations

import html
import json

from hcc_helpers.audit.findings.finding import KINDS, VERDICTS, Audit
from hcc_helpers.personal import masked


def as_json(name: str, audit: Audit, more: dict | None = None) -> str:
    """One object, on one line: {file, verdict, findings: [{kind, section, quote, arithmetic, correction}]}."""
    found = [{key: masked(value) for key, value in one.row().items()} for one in audit.findings]
    row = {"file": name, "verdict": audit.verdict, "findings": found}  # the file as the caller called it: it is looked up by that
    return json.dumps(row | (more or {}), ensure_ascii=False)


def as_text(name: str, audit: Audit, notes: tuple[str, ...] = ()) -> str:
    """The verdict, then each finding with its passage, its arithmetic and its correction."""
    lines = [f"{masked(name)}: {VERDICTS[audit.verdict]}."]
    for one in audit.findings:
        lines += ["", f"  {KINDS[one.kind]}" + (f" (mục {one.section})" if one.section else "")]
        lines += [f"    Trích: “{one.quote}”"] if one.quote else []
        lines += (
            [f"    Tính: {one.arithmetic}"]
            if one.arithmetic and one.quote
            else [f"    {one.arithmetic}"]
            if one.arithmetic
            else []
        )
        lines += [f"    Sửa: {one.correction}"] if one.correction else []
    return "\n".join([lines[0], *(masked(line) for line in [*lines[1:], *(f"  {note}" for note in notes)])])


def as_page(audits: list[tuple[str, Audit, tuple[str, ...]]]) -> str:
    """A page that stands alone: no script, no style of its own, nothing fetched."""
    body = "\n".join(block(name, audit, notes) for name, audit, notes in audits)
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Kiểm tra báo cáo</title></head>\n'
        f"<body>\n<h1>Kiểm tra báo cáo</h1>\n{body}\n</body></html>"
    )


def block(name: str, audit: Audit, notes: tuple[str, ...] = ()) -> str:
    """One report as a section of a page."""

    def shown(text: str) -> str:
        return html.escape(masked(text))

    parts = [f"<h2>{shown(name)}</h2>", f"<p>Kết luận: {shown(VERDICTS[audit.verdict])}.</p>"]
    if audit.findings:
        rows = "\n".join(
            "<tr>"
            + "".join(
                f"<td>{shown(cell)}</td>" for cell in (KINDS[one.kind], one.section, one.quote, one.arithmetic, one.correction)
            )
            + "</tr>"
            for one in audit.findings
        )
        head = "".join(f'<th scope="col">{word}</th>' for word in ("Loại", "Mục", "Đoạn trích", "Phép tính", "Cách sửa"))
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>")
    parts += [f"<p>{shown(note)}</p>" for note in notes]
    return f"<section>{''.join(parts)}</section>"
