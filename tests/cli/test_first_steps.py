"""What somebody meets first: hcc alone, hcc doctor, hcc check --all, an office's own settings over the defaults."""

import json
import os
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import drawn_exports as draw
import pytest

from hcc_helpers import places
from hcc_helpers.cli import commands as cli
from hcc_helpers.cli import doctor as looks
from hcc_helpers.cli import lab as room
from hcc_helpers.errors import HccError
from hcc_helpers.rules import load_rules, load_targets

COMMANDS = [command.name or command.callback.__name__ for command in cli.app.registered_commands]


def test_hcc_alone_lists_every_command_with_what_it_does(hcc):
    code, said = hcc()
    assert code == 2
    listed = dict(re.findall(r"^  ([a-z]+) {2,}(\S.+)$", said, flags=re.MULTILINE))
    assert set(listed) == set(COMMANDS)
    assert all(listed.values())


def test_a_machine_that_has_everything_is_said_to_be_ready(hcc, monkeypatch):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    monkeypatch.setattr(looks, "FREE_BYTES", 0)
    code, said = hcc("doctor")
    assert (code, said.strip().splitlines()[-1]) == (0, "Máy này chạy được bộ công cụ.")
    assert "THIẾU" not in said


@pytest.mark.parametrize(
    ("what", "value", "todo"),
    [
        ("OLDEST", (4, 0), "cài Python"),
        ("FREE_BYTES", 10**18, "dọn bớt đĩa"),
        ("LONGEST_TMP", 1, "TMPDIR"),
    ],
    ids=["python", "disk", "temporary folder"],
)
def test_what_is_missing_is_named_with_what_to_do(hcc, monkeypatch, what, value, todo):
    monkeypatch.setattr(looks, what, value)
    code, said = hcc("doctor")
    assert code == 1
    line = said[said.index("THIẾU") :]
    assert todo in line
    assert "Máy này chưa chạy được bộ công cụ" in line


def test_without_a_spreadsheet_the_machine_still_works(hcc, monkeypatch):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    monkeypatch.setattr(looks, "FREE_BYTES", 0)
    monkeypatch.setattr(looks, "SPREADSHEETS", ())
    code, said = hcc("doctor")
    assert code == 0
    assert "LibreOffice" in said


def test_check_shows_what_matters_and_all_of_it_when_asked(hcc, tmp_path):
    """More cells that nobody can read than a screen shows: the rest is counted, and --all prints it, the noted things too."""
    said = '[[file]]\nname = "a.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    data = draw.root(tmp_path / "data", draw.TAKEN + said)
    many = HccError.shown + 3
    rows = [f"H{n};20/11/2025;Đang xử lý;{n:02d}-khong-ro{'x' * n}" for n in range(1, many + 1)]
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái;Loại kết quả", *rows)
    draw.put(data, "ghi-chu.txt.bak", "x")
    code, short = hcc("check", draw.MONTH)
    assert code == 0
    more = re.search(rf"… và (\d+) điều nữa: hcc check {draw.MONTH} --all\.", short)
    assert int(more[1]) >= 3
    code, full = hcc("check", draw.MONTH, "--all")
    assert code == 0
    assert "điều nữa" not in full
    assert (short.count("[L1-ma-la]"), full.count("[L1-ma-la]")) == (HccError.shown, many)
    assert "[L0-de-nguyen]" in full
    assert "[L0-de-nguyen]" not in short


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A checkout of its own, so that nobody's data/office takes part."""
    root = places.project_root()
    shutil.copytree(root / "data" / "reference", tmp_path / "data" / "reference", dirs_exist_ok=True)
    monkeypatch.setattr(places, "project_root", lambda: tmp_path)
    monkeypatch.delenv("HCC_OFFICE")
    return tmp_path


def test_one_rule_in_data_office_changes_that_rule_only(project):
    data, on = project / "data", date(2025, 12, 14)
    before = {rule.id: rule.value for rule in load_rules(data, on).every()}
    targets = [target.indicator for target in load_targets(data, on)]
    (data / "office").mkdir()
    own = '[[rule]]\nid = "bank_transfer_counts_as"\nlabel = "Chuyển khoản ngoài hệ thống tính vào"\nvalue = "platform"\nfrom = 2025-07-01\nsource = "Thông báo 12/TB-TTPVHCC"\ncertainty = "văn bản"\n'
    (data / "office" / "rules.toml").write_text(own, "utf-8")
    after = {rule.id: rule.value for rule in load_rules(data, on).every()}
    assert before["bank_transfer_counts_as"] != "platform"
    assert after == before | {"bank_transfer_counts_as": "platform"}
    assert [target.indicator for target in load_targets(data, on)] == targets
    assert places.reference_file(data, "working_days.csv") == data / "reference" / "working_days.csv"


def test_tests_never_read_what_an_office_has_set(project, monkeypatch):
    monkeypatch.setenv("HCC_OFFICE", "none")
    (project / "data" / "office").mkdir()
    (project / "data" / "office" / "centre.toml").write_text('name = "xã của tôi"', "utf-8")
    assert places.reference_file(project / "data", "centre.toml") == project / "data" / "reference" / "centre.toml"


def test_lab_lays_its_defaults_under_what_the_user_has_set(monkeypatch):
    asked = []
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "the-users-own")
    monkeypatch.setattr(
        room.subprocess, "run", lambda words, env, check: asked.append((words, env)) or SimpleNamespace(returncode=0)
    )
    assert room.lab("start.ipynb") == 0
    ((words, env),) = asked
    first, ours = env["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert first == "the-users-own"
    set_by_us = json.loads((Path(ours) / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))
    assert set_by_us["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false"}
    assert words[-1].endswith("start.ipynb")


def test_a_notebook_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(HccError, match=r"06_own_question\.ipynb"):
        room.lab("07_khac.ipynb")
