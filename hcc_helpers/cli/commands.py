"""`hcc`: what people type. Each command is a few lines: read the words, call one room, print, end with its code.

Heavy modules are imported inside the commands, so that --help and a mistyped word answer at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers.cli.arguments import Data, Engine, OneIndicator, OnePeriod, Out, dated, one_of, one_period, periods_of, there
from hcc_helpers.cli.audit import AUDIT_HELP, audit
from hcc_helpers.cli.completion import COMPLETION_HELP, completion, ready
from hcc_helpers.cli.lab import LAB_HELP, lab
from hcc_helpers.cli.words import Command, Group, usage_error
from hcc_helpers.errors import HccError, WrongWords

INTERRUPTED = 130  # as shells name it
app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, context_settings={"help_option_names": ["--help", "-h"]},
    help="Báo cáo tháng của Trung tâm Phục vụ hành chính công: từ thư mục tệp xuất đến trang báo cáo.",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"hcc-helpers {version('hcc-helpers')}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản rồi thôi.")] = False,
) -> None:
    pass


@app.command(cls=Command, help="Đọc tệp xuất, tính, chạy mọi sổ tính và công bố kỳ báo cáo.")
def run(
    period: OnePeriod,
    data: Data = "data",
    out: Out = "outputs",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Số sổ tính chạy cùng lúc; không ghi thì theo máy.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Chạy lại dù không có gì đổi.")] = False,
    audience: Annotated[
        str, typer.Option("--audience", metavar="internal|public", help="Nội bộ, hoặc bản để chia sẻ.")
    ] = "internal",
    only: Annotated[str | None, typer.Option("--only", metavar="SỔ_TÍNH", help="Chỉ chạy lại một sổ tính, ví dụ 01.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Một trang hỏng thì không công bố gì.")] = False,
    annex: Annotated[bool, typer.Option("--annex", help="In giấy cả những phần đang gập trên trang (phụ lục).")] = False,
    kernels: Annotated[
        str, typer.Option("--kernels", metavar="warm|plain", help="Mở sẵn một lần, hoặc mở riêng cho từng sổ tính.")
    ] = "warm",
) -> int:
    one_of("--audience", audience, ("internal", "public"))
    one_of("--kernels", kernels, ("warm", "plain"))
    from hcc_helpers.places import commune_roots
    from hcc_helpers.publish.run import run_periods

    def run_one(periods: list, root: Path, outputs: Path) -> int:
        return run_periods(
            periods,
            root,
            outputs,
            audience=audience,
            only=only,
            strict=strict,
            force=force,
            jobs=jobs,
            kernels=kernels,
            annex=annex,
        )

    there(data)
    if roots := commune_roots(data):
        from hcc_helpers.publish.progress import Progress
        from hcc_helpers.publish.province import run_province

        if audience != "internal":
            raise WrongWords("Trang toàn tỉnh chỉ có bản nội bộ; bản công khai chạy riêng cho từng xã.")
        return run_province(dated(period, roots), roots, Path(out), run_one, Progress())
    return run_one(periods_of(period, data), Path(data), Path(out))


@app.command(cls=Command, help="Tạo những gì tháng còn thiếu, không ghi đè.")
def new(
    period: Annotated[str, typer.Argument(metavar="KỲ", show_default=False, help="Tháng báo cáo, ví dụ 2026-01.")],
    data: Data = "data",
) -> int:
    from hcc_helpers.cli.office import new_month

    print(new_month(one_period(period, data, "Mỗi lần chỉ tạo một tháng."), Path(data)))
    return 0


@app.command(cls=Command, help="Chỉ đọc và kiểm tra tệp xuất, không tính và không công bố.")
def check(
    period: OnePeriod,
    data: Data = "data",
    every: Annotated[bool, typer.Option("--all", help="In mọi điều, không chỉ những điều phải xem trước.")] = False,
) -> int:
    from hcc_helpers.cli.check import check_periods

    return check_periods(periods_of(period, data), Path(data), is_all=every)


@app.command(cls=Command, help="Mỗi tháng đang ở đâu, còn phải làm gì.")
def status(data: Data = "data", out: Out = "outputs") -> int:
    from hcc_helpers.cli.status import status_text

    there(data)
    print(status_text(Path(data), Path(out)))
    return 0


@app.command(cls=Command, help="Máy này còn thiếu gì để chạy, và lấy ở đâu.")
def doctor(data: Data = "data", out: Out = "outputs") -> int:
    from hcc_helpers.cli.doctor import examine

    text, is_sound = examine(Path(data), Path(out))
    print(text)
    return 0 if is_sound else 1


@app.command(cls=Command, name="map", help="Đọc một tệp lạ và đề xuất mapping.toml; không ghi gì.")
def map_file(file: Annotated[str, typer.Argument(metavar="TỆP", show_default=False, help="Tệp xuất của hệ thống lạ.")]) -> int:
    from hcc_helpers.cli.map import proposed_mapping

    print(proposed_mapping(Path(file)), end="")
    return 0


@app.command(cls=Command, help="In các chỉ số của một hay nhiều kỳ, không chạy sổ tính.")
def indicators(
    periods: Annotated[list[str], typer.Argument(metavar="KỲ…", show_default=False, help="Một hay nhiều kỳ.")],
    data: Data = "data",
    by: Annotated[
        str, typer.Option("--by", metavar="commune,field,unit,procedure", help="Chia theo gì; commune là cả xã.")
    ] = "commune",
    format: Annotated[str, typer.Option("--format", metavar="table|csv|json|parquet", help="Dạng in ra.")] = "table",
    engine: Engine = "duckdb",
) -> int:
    one_of("--format", format, ("table", "csv", "json", "parquet"))
    groups = [one_of("--by", name.strip(), ("commune", "field", "unit", "procedure")) for name in by.split(",")]
    from hcc_helpers.cli.numbers import print_indicators
    from hcc_helpers.places import commune_roots

    there(data)
    wanted = [
        (period, root)
        for root in commune_roots(data) or [Path(data)]  # a folder of communes: one after the other
        for text in periods
        for period in periods_of(text, str(root))
    ]
    return print_indicators(wanted, groups, format, engine)


@app.command(cls=Command, help="In mã các hồ sơ đứng sau một con số.")
def trace(
    period: OnePeriod,
    indicator: OneIndicator,
    data: Data = "data",
    scope: Annotated[str, typer.Option("--scope", metavar="PHẠM_VI", help="commune, land, other hoặc unknown.")] = "commune",
) -> int:
    from hcc_helpers.cli.numbers import print_trace

    return print_trace(one_period(period, data, "Mỗi lần chỉ truy một kỳ."), Path(data), indicator, scope)


@app.command(cls=Command, help="Nêu từng điều đúng, sai của một hồ sơ và vì sao.")
def why(
    period: OnePeriod,
    case_id: Annotated[str, typer.Argument(metavar="MÃ_HỒ_SƠ", show_default=False, help="Mã hồ sơ, như trong tệp xuất.")],
    data: Data = "data",
) -> int:
    one = one_period(period, data, "Mỗi lần chỉ hỏi một kỳ.")
    from hcc_helpers.cli.why import print_why

    return print_why(one, Path(data), case_id)


@app.command(cls=Command, help="Xác minh một kỳ đã công bố: dấu băm, tính lại con số.")
def verify(period: OnePeriod, data: Data = "data", out: Out = "outputs") -> int:
    one = one_period(period, data, "Mỗi lần chỉ xác minh một kỳ.")
    from hcc_helpers.publish.verify import verify as verified

    found = verified(one, Path(data), Path(out))
    print(found.text)
    return found.exit_code


@app.command(cls=Command, help="Tính lại mọi kỳ đã duyệt theo định nghĩa hôm nay. In những số, xu hướng sẽ khác.")
def replay(data: Data = "data", csv: Annotated[bool, typer.Option("--csv", help="In mọi con số khác dạng CSV.")] = False) -> int:
    there(data)
    from hcc_helpers.places import project_root
    from hcc_helpers.publish import replay as room

    found, changelog = room.replay(Path(data)), project_root() / room.CHANGELOG
    print(
        found.csv() if csv else found.text(changelog.read_text("utf-8") if changelog.is_file() else ""), end="" if csv else "\n"
    )
    return found.exit_code


@app.command(cls=Command, help="Ghi việc duyệt một kỳ; từ đó trang ghi ai đã duyệt.")
def approve(
    period: OnePeriod,
    by: Annotated[
        str, typer.Option("--by", metavar="CHỨC_DANH", show_default=False, help="Chức danh người duyệt, không ghi họ tên.")
    ],
    data: Data = "data",
    out: Out = "outputs",
    on: Annotated[
        str | None, typer.Option("--on", metavar="NĂM-THÁNG-NGÀY", show_default=False, help="Ngày duyệt; không ghi là hôm nay.")
    ] = None,
) -> int:
    from hcc_helpers.cli.approve import approve as approve_one

    return approve_one(periods_of(period, data), Path(data), Path(out), by, on)


@app.command(cls=Command, help="Ghi báo cáo Word; đối chiếu bản Word gửi về.")
def document(
    period: OnePeriod,
    data: Data = "data",
    out: Out = "outputs",
    check: Annotated[
        str | None, typer.Option("--check", metavar="TỆP", show_default=False, help="Đối chiếu một bản .docx đã sửa.")
    ] = None,
    take: Annotated[bool, typer.Option("--take", help="Cùng --check: đưa lời văn đã sửa vào loi-van.md.")] = False,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Ghi bản cho người soát: số tô màu, chỉ số ở chú thích.")
    ] = False,
) -> int:
    if take and check is None:
        raise WrongWords("--take đi cùng --check TỆP: cần một bản Word đã sửa để lấy lời văn.")
    if annotated and check is not None:
        raise WrongWords("--annotated và --check không dùng cùng lúc.")
    one = one_period(period, data, "Mỗi lần chỉ làm một kỳ.")
    from hcc_helpers.cli import document as papers

    if check is not None:
        return papers.check(one, Path(data), Path(check), take)
    return papers.make(one, Path(data), Path(out), annotated)


@app.command(cls=Command, help="Ghi biểu II.06a, phụ lục hoặc điểm QĐ 766 thành Excel.")
def form(
    form: Annotated[str, typer.Argument(metavar="BIỂU", show_default=False, help="06a, phu-luc hoặc 766 (tháng dương lịch).")],
    period: OnePeriod,
    data: Data = "data",
    out: Out = "outputs",
) -> int:
    one_of("BIỂU", form, ("06a", "phu-luc", "766"))
    one = one_period(period, data, "Mỗi lần chỉ làm một kỳ.")
    from hcc_helpers.cli.form import make

    return make(form, one, Path(data), Path(out))


@app.command(cls=Command, help="Tệp, quy tắc đã đổi sẽ làm đổi câu, giấy tờ nào.")
def impact(period: OnePeriod, data: Data = "data", out: Out = "outputs") -> int:
    one = one_period(period, data, "Mỗi lần chỉ hỏi một kỳ.")
    from hcc_helpers.cli.impact import print_impact

    return print_impact(one, Path(data), Path(out))


@app.command(cls=Command, help="So hai kỳ, chắc đến đâu; xuất số cho R, Stata, Excel.")
def compare(
    before: Annotated[str, typer.Argument(metavar="KỲ_TRƯỚC", show_default=False, help="Ví dụ 2025-11.")],
    now: Annotated[str, typer.Argument(metavar="KỲ_NÀY", show_default=False, help="Ví dụ 2025-12.")],
    data: Data = "data",
    out: Annotated[
        str, typer.Option("--out", metavar="THƯ_MỤC", help="Nơi đã công bố các kỳ; kỳ có ở đó lấy đúng số đã công bố.")
    ] = "outputs",
    scope: Annotated[str, typer.Option("--scope", metavar="PHẠM_VI", help="commune, land, other hoặc unknown.")] = "commune",
    csv: Annotated[bool, typer.Option("--csv", help="In bảng thay đổi dạng CSV.")] = False,
    export: Annotated[
        str | None, typer.Option("--export", metavar="THƯ_MỤC", help="Ghi mọi kỳ có số thành CSV, Parquet và từ điển dữ liệu.")
    ] = None,
) -> int:
    periods = [one for text in (before, now) for one in periods_of(text, data)]
    if len(periods) != 2:
        raise WrongWords("Mỗi lần so đúng hai kỳ.")
    from hcc_helpers.cli.compare import compare_periods

    earlier, later = periods
    return compare_periods(earlier, later, Path(data), Path(out), scope, is_csv=csv, export=Path(export) if export else None)


@app.command(cls=Command, help="Dựng lại bộ số liệu minh họa (bịa, luôn như nhau).")
def sample(
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Hạt giống của bộ sinh số.")] = 2025,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            metavar="THƯ_MỤC",
            help="Nơi ghi, một thư mục số liệu; bốn tháng năm 2026 ghi ở thư mục bên cạnh có đuôi -2026.",
        ),
    ] = "data/sample",
) -> int:
    from hcc_helpers.cli.sample import second_year, write_sample

    print(f"Đã ghi {write_sample(Path(out), seed)} tệp vào {Path(out) / 'raw'} và {second_year(Path(out)) / 'raw'}.")
    return 0


app.command(cls=Command, help=AUDIT_HELP)(audit)
app.command(cls=Command, help=COMPLETION_HELP)(completion)
app.command(cls=Command, help=LAB_HELP)(lab)


def main() -> None:
    """The entry point: no exception and no traceback reaches the user, only a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an office PC's console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    # A stopped service or a closed terminal ends like Ctrl-C: kernels stopped, private folders removed.
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
            signal.signal(number, _stop)
    ready()
    try:
        code = _code_of(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # `hcc indicators … | head`: whoever read has read enough
        code = 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:  # else Python says so itself while it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _stop(number, frame) -> None:
    raise KeyboardInterrupt


def _code_of(arguments: list[str]) -> int:
    try:
        code = int(app(arguments, prog_name="hcc", standalone_mode=False) or 0)
        if code == INTERRUPTED:  # typer catches Ctrl-C itself
            raise KeyboardInterrupt
        return code
    except HccError as error:
        _say(error.text())
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _say("Đã dừng theo yêu cầu; số liệu đã công bố không thay đổi.")
        return INTERRUPTED
    except SystemExit:  # not standalone, typer leaves so for one cause only: it was writing and nobody reads any more
        raise BrokenPipeError from None
    except BrokenPipeError:
        raise
    except Exception as error:
        if hasattr(error, "format_message"):
            _say(usage_error(error))
            return WrongWords.exit_code
        _say(_unforeseen(error))
        return 1


def _say(text: str) -> None:
    """On the screen, if anybody still looks at it; the exit code says it in any case."""
    with contextlib.suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


def _unforeseen(error: Exception) -> str:
    """A fault of ours: named by its kind, the rest in a file that only this user can read."""
    text = f"Lỗi ngoài dự kiến của bộ công cụ ({type(error).__name__}); số liệu đã công bố không thay đổi."
    from hcc_helpers.publish import logs

    with contextlib.suppress(OSError):
        log = logs.new_folder() / "loi.log"
        log.write_text("".join(traceback.format_exception(error)), "utf-8")
        text += f"\n  Nhật ký đầy đủ: {log}\n  Cần làm: gửi tệp này cho người bảo trì."
    return text
