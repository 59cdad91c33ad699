"""`hcc audit`: a written report held against itself; with --against also against the results of a period."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers.errors import InputRefused, WrongWords

AUDIT_HELP = "Kiểm tra một báo cáo đã viết: các số có tự khớp nhau không."
FORMATS = ("text", "json", "html")


def audit(
    files: Annotated[
        list[str], typer.Argument(metavar="TỆP…", show_default=False, help="Báo cáo: .txt, .md, .html, .docx, .ipynb.")
    ],
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="KỲ", show_default=False, help="Đối chiếu thêm với kết quả của kỳ này, ví dụ 2025-12."),
    ] = None,
    data: Annotated[str, typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục số liệu, dùng với --against.")] = "data",
    out: Annotated[
        str,
        typer.Option(
            "--out", metavar="THƯ_MỤC", help="Nơi có báo cáo đã công bố, dùng với --against: trang cùng tên là bản gốc."
        ),
    ] = "outputs",
    format: Annotated[str, typer.Option("--format", metavar="text|json|html", help="Dạng in ra.")] = "text",
) -> int:
    """0: no contradiction; 1: contradictions; 65: a file that cannot be read."""
    if format not in FORMATS:
        raise WrongWords(f"--format không nhận “{format}”. Chấp nhận: {', '.join(FORMATS)}.")
    from hcc_helpers.audit.figures.reading import read_document
    from hcc_helpers.audit.findings.audit import audit_document
    from hcc_helpers.audit.findings.printing import as_json, as_page, as_text

    known = _known(against, data) if against else None
    code, done = 0, []
    for name in files:
        try:
            document = read_document(Path(name))
        except InputRefused as error:
            print(error.text(), file=sys.stderr)
            code = error.exit_code
            continue
        result = audit_document(document)
        notes: tuple[str, ...] = ()
        more: dict[str, dict] = {}
        if against and known is not None:
            original = _original(name, against, out)
            result, notes, more = (
                _held(document, result, known, against) if original is None else _beside(document, result, original, against)
            )
        done.append((name, result, notes))
        if format == "json":
            print(as_json(name, result, more))
        elif format == "text":
            print(as_text(name, result, notes))
    if format == "html":
        print(as_page(done))
    return code or int(any(one.verdict == "contradiction" for _, one, _ in done))


def _known(against: str, data: str):
    """The results of the period, as the audit takes them."""
    from hcc_helpers.indicators.known_results import known_of
    from hcc_helpers.indicators.month_results import compute
    from hcc_helpers.periods import parse_period
    from hcc_helpers.rules import load_centre

    if not Path(data).is_dir():
        raise WrongWords(f"Không có thư mục số liệu {data}; gõ lại --data THƯ_MỤC, ví dụ data hoặc data/sample.")
    return known_of(compute(parse_period(against, load_centre(Path(data)).since), Path(data), beside=False).now.results)


def _held(document, result, known, against: str):
    from hcc_helpers.audit.findings.against import coincidence_line, held, said_of
    from hcc_helpers.audit.findings.audit import figures_of
    from hcc_helpers.audit.findings.finding import Audit, ranked

    checked = held(figures_of(document), known)
    findings = [one for one in result.findings if one.quote or not checked.checked] + said_of(checked)
    more = {
        "against": {
            "period": against,
            "checked": len(checked.checked),
            "unknown": len(checked.unknown),
            "coincidence": round(checked.coincidence, 3),
        }
    }
    return Audit(ranked(findings), result.tested + len(checked.checked)), (coincidence_line(checked),), more


def _original(name: str, against: str, out: str):
    """The published page of that period with the file's name, as a document; None where there is none (then labels decide)."""
    from hcc_helpers.audit.figures.reading import read_document
    from hcc_helpers.publish import manifest
    from hcc_helpers.publish.exchange import Shelf

    folder = Shelf(Path(out), against, "internal").current
    page = folder / Path(name).name
    if page.suffix != ".html" or not page.is_file():
        return None
    if broken := manifest.mismatches(folder):
        raise InputRefused(
            f"Báo cáo đã công bố trong {folder} không còn nguyên vẹn ({', '.join(broken[:3])}); không dùng làm bản gốc được. Chạy lại: hcc run {against}."
        )
    return read_document(page)


def _beside(document, result, original, against: str):
    """A page of ours that came back: its figures are those of the published page, or named."""
    from hcc_helpers.audit.findings.finding import Audit, ranked
    from hcc_helpers.audit.findings.published import returned

    found = returned(document, original)
    note = f"Đã đối chiếu {found.figures} số với trang đã công bố của kỳ {against}."
    return (
        Audit(
            ranked([*result.findings, *found.said] if result.verdict == "contradiction" else found.said),
            result.tested + found.figures,
        ),
        (note,),
        {"against": {"period": against, "published": found.figures}},
    )
