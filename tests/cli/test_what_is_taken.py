"""Which data a command takes, and how far each month is: nothing is taken that nobody asked for."""

from __future__ import annotations

import os
import shutil
import subprocess

import drawn_exports as draw
import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.history.change import Chance
from hcc_helpers.month import _data_root
from hcc_helpers.places import project_root
from hcc_helpers.report.changes import TOO_FEW, chance_interval
from hcc_helpers.sources.importing import import_period

CASES = (
    "Mã hồ sơ;Ngày nhận;Trạng thái;Hình thức nhận;Cơ quan giải quyết",
    "H1;20/11/2025;Đang xử lý;Trực tuyến;UBND xã Thử",
)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here")
@pytest.mark.parametrize(
    ("months", "typed", "taken"),
    [
        (["2026-01"], ["PERIOD=2025-Q4"], "run 2025-Q4 --data data --out outputs"),
        (["2026-01"], ["PERIOD=2025-11@calendar"], "run 2025-11@calendar --data data --out outputs"),
        (["2026-01"], ["PERIOD=2025-12"], "run 2025-12 --data data --out outputs"),  # a month without a folder: hcc says so
        (["2026-01"], ["PERIOD=2025-12", "DATA=data/sample"], "run 2025-12 --data data/sample --out outputs"),
        ([], [], "run 2025-12 --data data/sample --out outputs"),
    ],
)
def test_make_report_is_hcc_run(tmp_path, months, typed, taken):
    """The sample only by its name, or when data/raw holds no month at all, and then it is said."""
    shutil.copy(project_root() / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("", "utf-8")
    for month in months:
        (tmp_path / "data" / "raw" / month).mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nshift 2\necho "$@"\n', "utf-8")
    python.chmod(0o755)
    (tmp_path / ".venv" / ".set-up").touch()
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PERIOD", "DATA"))}
    done = subprocess.run(["make", "-s", "report", *typed], cwd=tmp_path, env=plain, capture_output=True, text=True, check=True)
    *said, command = done.stdout.splitlines()
    assert command == taken
    assert any("số liệu minh họa" in line for line in said) is (not months)


def test_status_says_how_far_each_month_is(hcc, tmp_path):
    """Exported, read, changed since; a month in between that lacks is named; a file's name may hold a person's."""
    data = draw.root(tmp_path / "data")
    draw.put_csv(data, "Danh sách của Nguyễn Văn An.csv", *CASES)
    (data / "raw" / "2026-02").mkdir()
    (data / "raw" / "2026-02" / "ho-so.csv").write_text("x", "utf-8")
    where = ["--data", str(data), "--out", str(tmp_path / "outputs")]
    assert "có tệp chưa đọc: hcc check 2025-12" in hcc("status", *where)[1]
    import_period(data, "2025-12")
    code, said = hcc("status", *where)
    lines = {line.split()[0]: line for line in said.splitlines()}
    assert code == 0
    assert "bản 1" in lines["2025-12"]
    assert "chưa công bố: hcc run 2025-12" in lines["2025-12"]
    assert "thiếu tệp xuất: đặt vào raw/2026-01" in lines["2026-01"]
    draw.put_csv(data, "Danh sách của Nguyễn Văn An.csv", *CASES, "H2;21/11/2025;Đang xử lý;Trực tuyến;UBND xã Thử")
    assert "có tệp chưa đọc: hcc check 2025-12" in hcc("status", *where)[1]


def test_a_relative_folder_is_looked_for_from_where_one_stands(tmp_path, monkeypatch):
    (tmp_path / "notebooks" / "mine" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert _data_root("mine") == tmp_path / "notebooks" / "mine"
    assert _data_root("data") == project_root() / "data"
    with pytest.raises(WrongWords, match="đã tìm"):
        _data_root("nowhere")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.017, 34_896.8, TOO_FEW),
        (0.5, float("inf"), TOO_FEW),
        (1.1, float("inf"), "từ +10,0%"),
        (1.144, 1.338, "+14,4 đến +33,8%"),
    ],
)
def test_an_interval_that_says_nothing_is_no_interval(low, high, said):
    """ "−98,3 đến +3.489.679,5%" is nothing that an officer can use."""
    assert chance_interval(Chance(low, high, 0.5, "poisson")) == said
