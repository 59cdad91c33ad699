"""docs/cli.md: every command's own --help, from the typer app."""

from __future__ import annotations

import typer

from hcc_helpers.cli.commands import INTERRUPTED, app
from hcc_helpers.errors import CannotWrite, InputMissing, InputRefused, PeriodBusy, RunFailed, WrongWords
from hcc_helpers.reference_pages.markdown import generated, page, table

WIDTH = 100
EXIT_CODES = {
    0: "xong",
    RunFailed.exit_code: "một trang hỏng, hoặc có phát hiện phải xem (hcc audit: có số liệu mâu thuẫn; hcc verify: con số tính lại khác số đã công bố; hcc replay: có số đã duyệt nay khác); hcc doctor: máy còn thiếu thứ phải có",
    WrongWords.exit_code: "gõ sai kỳ, tham số, chỉ số, tên sổ tính; hoặc tệp cài đặt sai",
    InputRefused.exit_code: "tệp xuất bị từ chối, hoặc báo cáo không đọc được; tệp đã công bố, số liệu lưu hoặc hồ sơ phê duyệt bị sửa (hcc verify và mọi lệnh đọc chúng); không có gì thay đổi",
    InputMissing.exit_code: "không có bảng hồ sơ nào cho kỳ này",
    CannotWrite.exit_code: "không ghi được vào nơi công bố",
    PeriodBusy.exit_code: "một lượt chạy khác đang giữ kỳ này",
    INTERRUPTED: "người dùng dừng lệnh (Ctrl-C)",
}
ABOUT = """Chạy `hcc LỆNH` (sau khi cài đặt; hoặc `python -m hcc_helpers LỆNH`). Dưới đây là chính lời của `--help`. Kỳ báo cáo viết: `2025-12`, `2025-Q4`,
`2025-H1`, `2025-9M`, `2025`, `2025-11@calendar`, `2025-11-15..2025-12-15@inclusive`, `2025-12@year-to-date`, hoặc nhiều tháng `2025-07..2025-12`."""


def commands_page() -> str:
    """The whole page."""
    group = typer.main.get_group(app)
    lines = generated("Các lệnh", ABOUT)
    with group.make_context("hcc", [], resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH) as top:
        lines += ["## hcc", "", *_block(group.get_help(top)), ""]
        for name in group.list_commands(top):
            command = group.commands[name]
            with command.make_context(
                name, [], parent=top, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
            ) as inner:
                lines += [f"## hcc {name}", "", *_block(command.get_help(inner)), ""]
    lines += ["## Mã kết thúc", "", *table(["Mã", "Nghĩa"], [(str(n), meaning) for n, meaning in EXIT_CODES.items()])]
    return page(lines)


def _block(text: str) -> list[str]:
    return ["```text", *(line.rstrip() for line in text.strip().splitlines()), "```"]
