"""`hcc document`: the report in Word, the reviewer's copy, and what became of one that came back."""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.errors import Finding, InputRefused, WrongWords
from hcc_helpers.history.published import changed_since
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import whole
from hcc_helpers.papers import annotated as reviewers
from hcc_helpers.papers import check as checking
from hcc_helpers.papers import ground, returned, take
from hcc_helpers.papers.document import document, file_name
from hcc_helpers.papers.package import read_parts
from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import standing
from hcc_helpers.publish.exchange import Shelf, writing

PAPERS = "giay-to"  # in the folder of outputs: what was written outside a run


def make(period: Period, data_root: Path, out_root: Path, is_annotated: bool = False) -> int:
    """Write the document (or the reviewer's copy) of a period; prints where it lies."""
    month = compute(period, data_root)
    made = document(month, states(month, data_root))
    name = reviewers.file_name(period.text) if is_annotated else file_name(period.text)
    path = put(out_root, month, name, reviewers.annotated(made, month) if is_annotated else made.content)
    print(f"Đã ghi {path}: {whole(len(made.ground.figures))} con số gắn với kết quả.")
    return 0


def states(month, data_root: Path) -> tuple[str, ...]:
    """How far the period is, as its pages say: draft, revised after approval; nothing for an approved one."""
    return tuple(stamp for stamp, _ in standing(data_root, month.period.text, month).stamps)


def put(out_root: Path, month, name: str, content: bytes) -> Path:
    """Write one file into OUT/giay-to/PERIOD, never among published files; where it is published just so, that one is named.

    The sample never lies beside real figures (WrongWords, 2). InputRefused (65) where the published period was changed since.
    """
    shelf = Shelf(Path(out_root).resolve(), month.period.text)
    present = shelf.published()
    if present is not None and bool(present.get("is_illustrative")) != month.centre.is_illustrative:
        raise WrongWords(f"{shelf.current} đang giữ số liệu khác loại (thật và minh họa không để chung); thêm --out THƯ_MỤC.")
    if shelf.current.exists() and (wrong := manifest.changed(shelf.current)):
        raise changed_since(shelf.current, wrong, month.period.text)
    if present is not None and present["outputs"].get(name, {}).get("sha256") == manifest.sha256(content):
        return shelf.current / name
    path = shelf.out_root / PAPERS / month.period.text / name
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{name}.new")
        beside.write_bytes(content)
        beside.replace(path)
    return path


def check(period: Period, data_root: Path, file: Path, is_taken: bool) -> int:
    """Say what became of a document; 1 when a number or a paragraph is not what the results say."""
    parts = read_parts(file)
    kept = ground.found(parts)
    if kept is None:
        raise InputRefused(
            "Không đối chiếu được.",
            [
                Finding(
                    "W8-khong-phai-cua-ta",
                    "refused",
                    "Tệp không mang dấu của bộ công cụ: không biết số nào gắn với chỉ số nào.",
                    file=file.name,
                    accepted="tệp do hcc document ghi, đã sửa trong Word hoặc LibreOffice và lưu lại thành .docx",
                    todo="làm lại văn bản bằng hcc document rồi sửa trên đó",
                )
            ],
        )
    if kept.period != period.text:
        raise WrongWords(f"Tệp {file.name} là báo cáo của kỳ {kept.period}, không phải {period.text}.")
    month = compute(period, data_root)
    came = returned.read(parts)
    checked = checking.check(came, kept, month, file.name)
    for fault in checked.faults:
        print(fault.text())
    for one in checked.prose:
        print(f"{one.where}: lời văn {'đã đổi' if one.was else 'thêm mới'}: “{one.now}”")
    for note in checked.notes:
        print(note)
    print(_summary(checked))
    if is_taken:
        _take(came, kept, checked, month, data_root)
    return 0 if checked.is_sound else 1


def _summary(checked: checking.Checked) -> str:
    wrong, prose = len(checked.faults), len(checked.prose)
    figures = f"{whole(checked.figures)} con số gắn với kết quả: " + (f"{whole(wrong)} chỗ phải xem lại" if wrong else "đều đúng")
    return f"{figures}; {whole(prose)} đoạn lời văn đã đổi." if prose else f"{figures}; lời văn không đổi."


def _take(came, kept, checked, month, data_root: Path) -> None:
    sections, not_taken = take.changed_sections(checked)
    if month.period.kind != "month":
        raise WrongWords("Lời văn chỉ đưa được vào tháng báo cáo; kỳ này gồm nhiều tháng.")
    if not_taken:
        print("Lời văn mục I.3 không có chỗ trong loi-van.md: mục này chỉ gồm câu do số liệu viết.")
    if sections:
        path = take.take(came, kept, sections, month.period, data_root)
        names = ", ".join(checking.SECTION.get(one, one) for one in sections)
        print(f"Đã đưa lời văn mục {names} vào {path}; làm lại văn bản: hcc document {month.period.text}.")
