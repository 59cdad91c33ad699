"""A line of a scheduler is written once: it runs the newest month that has exports, without what a shell of a person knows."""

from __future__ import annotations

import re
import subprocess
import sys

import drawn_exports as draw
import pytest

from hcc_helpers.cli.arguments import newest_month, periods_of
from hcc_helpers.cli.commands import app
from hcc_helpers.errors import InputMissing
from hcc_helpers.places import project_root

GUIDE = (project_root() / "docs" / "huong-dan.md").read_text("utf-8")
LIST = "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Trạng thái\nH41.72-251120-0001;20/11/2025;25/12/2025;Đang xử lý\n"


def test_the_newest_month_is_the_last_one_with_an_export(tmp_path):
    for month, name in {
        "2025-11": "a.csv",
        "2025-12": "b.csv",
        "2026-01": "mapping.toml",
        "2026-02": ".DS_Store",
        "thu": "c.csv",
    }.items():
        folder = tmp_path / "xa" / "raw" / month
        folder.mkdir(parents=True)
        (folder / name).write_text("x", "utf-8")
    other = tmp_path / "xa-b" / "raw" / "2026-03"
    other.mkdir(parents=True)
    assert newest_month([tmp_path / "xa"]) == newest_month([tmp_path / "xa", tmp_path / "xa-b"]) == "2025-12"
    with pytest.raises(InputMissing, match="Chưa tháng nào có tệp xuất") as caught:
        newest_month([tmp_path / "xa-b"])
    assert caught.value.exit_code == 66


def test_every_command_takes_it_for_a_period(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", LIST)
    assert [period.text for period in periods_of("moi-nhat", str(data))] == ["2025-12"]


def test_the_lines_of_the_guide_are_commands_that_there_are():
    lines = [line for line in GUIDE.splitlines() if "run moi-nhat" in line and not line.startswith("|")]
    assert [line.split()[0] for line in lines] == ["schtasks", "0"]
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert {re.search(r"hcc(?:\.exe)? (\w+)", line)[1] for line in lines} <= known


def test_it_runs_where_nothing_of_a_shell_is_known(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", LIST)
    words = [sys.executable, "-m", "hcc_helpers", "check", "moi-nhat", "--data", str(data)]
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(project_root())}
    done = subprocess.run(words, cwd="/", env=bare, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("2025-12: dùng được")
