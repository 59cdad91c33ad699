"""`hcc run` on a folder of communes: each published for itself, then one page of all of them.

DIR/xa-a, DIR/xa-b … → OUT/xa-a, OUT/xa-b … and OUT/toan-tinh/PERIOD (index.html, results.csv, manifest.json). What goes wrong in
one commune stops no other; it is listed on the page, and the exit code is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hcc_helpers.centre import ILLUSTRATIVE, Centre, load_centre
from hcc_helpers.errors import HccError
from hcc_helpers.history.province import Rolled, roll_up
from hcc_helpers.indicators.compute import Computed, compute_window
from hcc_helpers.periods import Period, parse_periods
from hcc_helpers.publish import data_files, manifest
from hcc_helpers.publish.exchange import Shelf, writing
from hcc_helpers.publish.frame import INTERNAL
from hcc_helpers.publish.lock import hold
from hcc_helpers.publish.pages import PageContext, fit, fragment, render
from hcc_helpers.publish.progress import Progress
from hcc_helpers.report.province import Left, sections

FOLDER = "toan-tinh"
COLUMNS = (
    "period",
    "scope",
    "indicator",
    "value",
    "low",
    "high",
    "unit",
    "numerator",
    "denominator",
    "reason",
    "counted",
    "missing",
)
NOT_BESIDE_REAL = "Số liệu minh họa không cộng với số liệu thật."
# By the exit code of its run; what was found in its files stays with the commune.
WHY = {65: "Tệp xuất của kỳ này bị từ chối.", 66: "Chưa có tệp xuất của kỳ này."}
NOT_PUBLISHED = "Lần chạy này chưa công bố được."

RunOne = Callable[[list[Period], Path, Path], int]


@dataclass(frozen=True)
class _Commune:
    root: Path
    centre: Centre


def run_province(period: str, roots: list[Path], out_root: Path, run_one: RunOne, progress: Progress) -> int:
    """`run_one(periods, data root, outputs)` publishes one commune. 0 when every commune and page is whole, else 1."""
    communes, left = _communes(roots)
    code, published = 0, []
    for one in communes:
        progress.line(f"{one.centre.name} ({one.root.name})")
        try:
            ended = run_one(parse_periods(period, one.centre.since), one.root, out_root / one.root.name)
        except HccError as error:
            progress.problem(error.text())
            ended = error.exit_code
        code = code or int(ended != 0)
        if ended in (0, 1):  # 1: published, a page of it failed
            published.append(one)
        else:
            left.append(Left(one.centre.name, WHY.get(ended, NOT_PUBLISHED)))
    for asked in parse_periods(period, None):
        there, missing = _computed(asked, published)
        if not there:
            progress.problem(f"Chưa xã nào có số liệu của {asked.title}.")
            return 1
        code = code or int(bool(missing or left))
        _publish(asked, there, [*left, *missing], out_root, progress)
    return code or int(bool(left))


def _communes(roots: list[Path]) -> tuple[list[_Commune], list[Left]]:
    """The communes to sum up: each once, invented data only among invented."""
    found: dict[str, _Commune] = {}
    left = []
    for root in roots:
        try:
            centre = load_centre(root)
        except HccError:
            left.append(Left(root.name, "Chưa có centre.toml đọc được."))
            continue
        key = centre.code or centre.name
        if key in found:
            left.append(Left(root.name, f"Cùng một xã với thư mục {found[key].root.name}."))
            continue
        found[key] = _Commune(root, centre)
    real = [one for one in found.values() if not one.centre.is_illustrative]
    if real:
        left += [Left(one.root.name, NOT_BESIDE_REAL) for one in found.values() if one.centre.is_illustrative]
    return real or list(found.values()), left


def _computed(period: Period, communes: list[_Commune]) -> tuple[dict[str, tuple[_Commune, Computed]], list[Left]]:
    """What each commune has of the period, as it was published a moment ago, and those that have nothing."""
    there, missing = {}, []
    for one in communes:
        try:
            (mine,) = parse_periods(period.text, one.centre.since)
            there[one.centre.name] = (one, compute_window(mine, one.root, groups=()))
        except HccError as error:
            missing.append(Left(one.centre.name, WHY.get(error.exit_code, NOT_PUBLISHED)))
    return there, missing


def _publish(
    period: Period, there: dict[str, tuple[_Commune, Computed]], left: list[Left], out_root: Path, progress: Progress
) -> None:
    computed = {name: one for name, (_, one) in there.items()}
    rolled = roll_up(computed)
    links = {
        name: f"../../{one.root.name}/{period.text}/index.html"
        for name, (one, _) in there.items()
        if (out_root / one.root.name / period.text / "index.html").is_file()
    }
    made_of = {
        "period": period.text,
        "communes": {name: one.tables.folder.name if one.tables.folder else "" for name, one in computed.items()},
        "left_out": [vars(one) for one in left],
        "code": manifest.code_version(),
    }
    shelf = Shelf(out_root / FOLDER, period.text)
    with hold(shelf.lock_file, f"Trang toàn tỉnh, {period.title}"):
        shelf.finish_cut_exchange()
        present = shelf.published()
        if (
            present
            and all(present.get(key) == value for key, value in made_of.items())
            and not manifest.mismatches(shelf.current)
        ):
            progress.line(f"Trang toàn tỉnh, {period.title}: không có gì đổi.")
            return
        version = shelf.next_version()
        work = shelf.clear_work()
        with writing(work):
            staged = work / f"ban-{version}"
            staged.mkdir()
            is_invented = any(one.centre.is_illustrative for one, _ in there.values())
            html = fit("Toàn tỉnh", lambda: _page(period, computed, rolled, left, links, version, is_invented))
            (staged / "index.html").write_bytes(html.encode())
            (staged / "results.csv").write_bytes(
                ("\ufeff" + data_files.csv_of(COLUMNS, [_row(period, one) for one in rolled])).encode()
            )
            manifest.write(staged, {**made_of, "version": version})
        shelf.exchange(staged)
        shelf.clear_work()
    progress.line(f"Đã công bố: {shelf.current / 'index.html'}")


def _row(period: Period, one: Rolled) -> tuple:
    numbers = (one.value, one.low, one.high, one.unit, one.numerator, one.denominator)
    return (period.text, one.scope, one.indicator, *numbers, one.reason, "; ".join(one.counted), "; ".join(one.missing))


def _page(period: Period, computed, rolled: list[Rolled], left: list[Left], links, version: int, is_invented: bool) -> str:
    stamps = [INTERNAL]
    if is_invented:
        stamps.append((ILLUSTRATIVE, "Số liệu của các xã là số liệu minh họa."))
    return render(
        PageContext(
            title=f"Các xã, {period.title}",
            h1=f"Các xã, {period.title}",
            office=f"{len(computed)} Trung tâm Phục vụ hành chính công",
            span=period.span,
            extracted="",
            version_label=f"bản {version}",
            stamps=stamps,
            body=fragment("province.html.j2", body=sections(period.title, computed, rolled, left, links)),
            footer=["Trang mở được khi không có mạng.", "Mỗi xã có báo cáo riêng; số của xã nào do xã ấy công bố."],
        )
    )
