"""One period as a folder: the pages in their shell, the front page, the numbers, the manifest.

`build` is a pure function of what was computed: called twice it writes the same bytes twice.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from hcc_helpers.errors import Finding, RunFailed
from hcc_helpers.publish import data_files, manifest
from hcc_helpers.publish.approval import changes_table
from hcc_helpers.publish.edition import Edition, Page, approved_version, footer, version_label
from hcc_helpers.publish.pages import PageContext, fit, render, slug
from hcc_helpers.publish.shapes import Neighbours


def build(work: Path, edition: Edition, pages: list[Page], neighbours: Neighbours, data_root: Path) -> Path:
    """Write the complete folder of the edition below `work`; returns it. Raises RunFailed when a page is refused."""
    folder = work / f"ban-{edition.version}"
    folder.mkdir()
    sound = [page for page in pages if page.body]
    for index, page in enumerate(sound):
        before = sound[index - 1] if index else None
        after = sound[index + 1] if index + 1 < len(sound) else None
        context = page_context(edition, page, before, after)
        _write(folder / page.file, fit(page.title, partial(render, context)))
    front = fit("Trang đầu của kỳ", lambda: neighbours.front_page(edition, pages))
    _write(folder / "index.html", front.html)
    tables = tables_of(edition)
    data_files.write_results(folder, tables["results"])
    if not edition.is_public:
        data_files.write_csv(folder / "balances.csv", tables["balances"])
        data_files.write_trace(folder / "trace.parquet", tables["trace"])
        data_files.write_csv(folder / "findings.csv", tables["findings"])
    if edition.standing.changes and not edition.is_public:
        data_files.write_csv(folder / "changes.csv", changes_table(edition.standing))
    for name, content in neighbours.files(edition, pages).items():
        (folder / name).write_bytes(content)
    told = manifest_of(edition, pages, front.summary)
    manifest.write(folder, told)
    if edition.is_public and (
        unfit := neighbours.unfit(folder, data_root, [one["period"] for one in told["inputs"]["snapshots"]])
    ):
        raise RunFailed(
            f"Chưa công bố được bản công khai của {edition.period.title}; số liệu đã công bố trước đó không thay đổi.",
            [
                Finding(
                    "P-ca-nhan",
                    "refused",
                    "Tệp này có chỗ viết như họ tên, số điện thoại, số giấy tờ hoặc địa chỉ của một người.",
                    file=name,
                    todo="Xem các điều L1-ca-nhan, L1-ma-la ở trang 00 của bản nội bộ và tên trong centre.toml; sửa rồi chạy lại.",
                )
                for name in unfit
            ],
        )
    return folder


def page_context(edition: Edition, page: Page, before: Page | None, after: Page | None) -> PageContext:
    """The shell of one notebook page: links to the front page, its neighbours and the list of all periods."""
    frame, title = edition.frame, edition.period.title
    nav = [(f"Báo cáo {title}", "index.html")]
    nav += [(f"Trang trước: {before.shown.h1}", before.file)] if before else []
    nav += [(f"Trang sau: {after.shown.h1}", after.file)] if after else []
    nav += [("Tất cả các kỳ", "../index.html")]
    return PageContext(
        title=f"{page.shown.h1} – Báo cáo {title} – {frame.office}",
        h1=f"{page.shown.h1}, {title}",
        office=frame.office,
        span=frame.span,
        extracted=frame.extracted,
        version_label=version_label(edition),
        stamps=list(frame.stamps),
        nav=nav,
        contents=page.shown.contents,
        body=page.shown.html,
        footer=footer(edition),
        annex=edition.annex,
    )


def anchor(period_text: str) -> str:
    """The id of a period's row in the list of all periods."""
    return f"ky-{slug(period_text)}"


def manifest_of(edition: Edition, pages: list[Page], summary: dict) -> dict[str, Any]:
    period, frame = edition.period, edition.frame
    return {
        "period": period.text,
        "period_kind": period.kind,
        "period_title": period.title,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "audience": edition.audience,
        "annex": edition.annex,
        "office": frame.office,
        "is_illustrative": frame.is_illustrative,
        "is_provisional": frame.is_provisional,
        "version": edition.version,
        "approval": {**edition.standing.entry(), "approved_version": approved_version(edition)},
        "run_id": edition.run_id,
        "inputs_hash": edition.inputs_hash,
        "inputs_hash_alone": edition.alone_hash,
        "inputs": _inputs(edition),
        "data_version": edition.month.data_version,
        "code": edition.code,
        "requirements_lock_sha256": edition.lock,
        "rows": {name: len(table) for name, table in tables_of(edition).items()},
        "pages": [page.entry() for page in pages],
        "summary": summary,
    }


def tables_of(edition: Edition) -> dict[str, Any]:
    """The tables to publish; case codes never reach the folder that is meant for sharing."""
    month = edition.month
    if edition.is_public:
        return {"results": edition.for_all.table}
    return {"results": month.results, "balances": month.balances, "trace": month.trace, "findings": month.findings}


def _inputs(edition: Edition) -> dict[str, Any]:
    """What the edition rests on; how the office's files and sheets are called is for the office."""
    inputs = edition.month.inputs
    if edition.is_public:
        told = [{name: one[name] for name in ("period", "version", "hash") if name in one} for one in inputs["snapshots"]]
        inputs = {**inputs, "snapshots": told}
    return {**inputs, "reference": edition.reference, "earlier": edition.earlier}


def _write(path: Path, html: str) -> None:
    path.write_bytes(html.encode("utf-8"))
