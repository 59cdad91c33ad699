"""`hcc approve`: put on record that somebody in charge has read a published period and approves its figures.

What is approved is what was read: the published version, untouched, and still what the exports give today.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from hcc_helpers.centre import Centre
from hcc_helpers.errors import Finding, InputRefused, WrongWords
from hcc_helpers.history.published import changed_since
from hcc_helpers.indicators.traced import Trace
from hcc_helpers.numbers_vn import day
from hcc_helpers.periods import Period
from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import figures_text, own_words, record, standing, sweep_cut
from hcc_helpers.publish.edition import published_page, shown_by
from hcc_helpers.publish.exchange import Shelf, writing
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.progress import Progress
from hcc_helpers.publish.run import our_neighbours, run_periods
from hcc_helpers.publish.shapes import Neighbours
from hcc_helpers.publish.shown import is_same_cases


def approve_period(
    period: Period,
    data_root: Path,
    out_root: Path,
    *,
    by: str,
    on: date,
    centre: Centre,
    progress: Progress | None = None,
    neighbours: Neighbours | None = None,
) -> int:
    """Record the approval and publish the period anew, marked approved; the draft stays readable in versions/.

    Raises WrongWords (2) for a title that may not approve, an impossible day or a period not published; InputRefused
    (65) where the published figures are not those of today's exports.
    """
    progress, neighbours = progress or Progress(), neighbours or our_neighbours()
    title = _title(by, centre)
    shelf = Shelf(Path(out_root).resolve(), period.text, "internal")
    with hold(shelf.lock_file, f"Kỳ {period.title}"):
        shelf.finish_cut_exchange()
        sweep_cut(Path(data_root), period.text)
        present = _published(shelf, period)
        month = neighbours.compute(period, Path(data_root))
        _is_what_was_read(shelf, present, month, period)
        _is_possible(on, month)
        shown = shown_by([published_page(shelf, entry) for entry in present["pages"]])
        stands = standing(data_root, period.text, month).seen(shown, is_public=False)
        if stands.state == "approved":
            if _is_marked(shelf) and _is_marked(Shelf(Path(out_root).resolve(), period.text, "public"), True):
                # What a cut command left to do beside the pages (a version to be put away, the list) the runs below still do.
                progress.line(f"{period.title}: {stands.given.said} rồi, đúng các con số này. Không có gì đổi.")
            else:  # the approval was recorded and the command cut before the pages were made anew
                progress.line(f"{period.title}: {stands.given.said} rồi; các trang chưa mang dấu đã duyệt, làm lại các trang.")
        else:
            with writing(Path(data_root)):
                given = record(data_root, period.text, month, title, on, shown)
            progress.line(f"Đã ghi: {given.said} báo cáo {period.title} (lần {given.number}). {given.figures.parent}")
    if present.get("is_provisional"):
        progress.line("  Lưu ý: số liệu trích xuất trước khi kỳ kết thúc, báo cáo vẫn mang dấu “tạm tính”.")
    for failed in (page for page in present["pages"] if page["failure"]):
        progress.line(f"  Lưu ý: trang “{failed['title']}” chưa có trong bản được duyệt.")
    code = run_periods([period], data_root, out_root, progress=progress, neighbours=neighbours)
    if Shelf(Path(out_root).resolve(), period.text, "public").published() is not None:
        code = run_periods([period], data_root, out_root, audience="public", progress=progress, neighbours=neighbours) or code
    return code


def _is_marked(shelf: Shelf, without: bool = False) -> bool:
    """Whether the published pages say that they are approved; `without` where there are none."""
    present = shelf.published()
    return without if present is None else (present.get("approval") or {}).get("state") == "approved"


def _title(by: str, centre: Centre) -> str:
    """The title as the settings spell it. A title, not a name: reports and records hold no personal data."""
    accepted = list(dict.fromkeys([*([centre.signer_title] if centre.signer_title else []), *centre.approvers]))
    for title in accepted:
        if " ".join(by.split()).casefold() == title.casefold():
            return title
    raise WrongWords(
        "Chức danh sau --by không có trong danh sách người được duyệt báo cáo.",
        [
            Finding(
                "P-chuc-danh",
                "refused",
                "Phải ghi đúng một chức danh trong danh sách; không ghi họ tên.",
                accepted=" · ".join(accepted),
                todo="gõ lại --by, hoặc thêm chức danh vào approvers trong reference/centre.toml",
            )
        ],
    )


def _published(shelf: Shelf, period: Period) -> dict:
    present = shelf.published()
    if shelf.current.exists() and (wrong := manifest.mismatches(shelf.current)):
        raise changed_since(shelf.current, wrong, period.text)
    if present is None:
        raise WrongWords(
            f"Chưa có bản nào của {period.title} để duyệt.",
            [
                Finding(
                    "P-duyet-chua-cong-bo",
                    "refused",
                    "Kỳ này chưa được công bố.",
                    file=str(shelf.current),
                    accepted="bản đã công bố, chưa ai sửa",
                    todo=f"chạy hcc run {period.text}, đọc các trang, rồi duyệt",
                )
            ],
        )
    return present


def _is_what_was_read(shelf: Shelf, present: dict, month, period: Period) -> None:
    read = figures_text(pd.read_parquet(shelf.current / "results.parquet"))
    is_same = read == figures_text(month.results) and own_words(present["inputs"]) == own_words(month.inputs)
    if is_same and is_same_cases(Trace.read(shelf.current / "trace.parquet"), month.trace):
        return
    raise InputRefused(
        f"Chưa duyệt được {period.title}: số liệu hôm nay không còn là số liệu của bản đã công bố.",
        [
            Finding(
                "P-duyet-da-doi",
                "refused",
                "Tệp xuất, lời văn, quy tắc hoặc bộ công cụ đã đổi sau lần công bố.",
                file=str(shelf.current),
                accepted="các con số và hồ sơ đứng sau đúng như trên bản đã đọc",
                todo=f"chạy hcc run {period.text}, đọc lại, rồi duyệt",
            )
        ],
    )


def _is_possible(on: date, month) -> None:
    taken = month.now.window.extracted_at.date()
    if on < taken:
        raise WrongWords(
            f"Ngày duyệt {day(on)} đứng trước ngày trích xuất số liệu {day(taken)}.",
            [
                Finding(
                    "P-ngay-duyet",
                    "refused",
                    "Không thể duyệt số liệu trước khi có số liệu.",
                    accepted=f"từ {day(taken)}",
                    todo="gõ lại --on NĂM-THÁNG-NGÀY",
                )
            ],
        )
