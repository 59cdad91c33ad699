"""What the command line answers: exit codes of the contract, in Vietnamese, never a traceback."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from hcc_helpers.cli import commands as cli
from hcc_helpers.errors import CannotWrite, InputMissing, InputRefused, PeriodBusy, RunFailed
from hcc_helpers.places import project_root

COMMANDS = [command.name or command.callback.__name__ for command in cli.app.registered_commands]
ENGLISH = re.compile(r"\b(Usage|Options|Arguments|Commands|Error|Missing|No such|Invalid|Show this|default:|required|Try)\b")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=["hcc", *COMMANDS])
def test_help_is_vietnamese(hcc, command):
    code, said = hcc(*command, "--help")
    assert code == 0
    assert said.startswith("Cách dùng: hcc")
    assert "In trang này rồi thôi." in said
    assert not ENGLISH.search(said)
    assert "..." not in said  # a line that is cut short says nothing


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_ends_with_an_example_that_the_parser_takes(hcc, command):
    _, said = hcc(command, "--help")
    lines = said.rpartition("Ví dụ:\n")[2].splitlines()
    assert lines
    for line in lines:
        program, name, *rest = shlex.split(re.split(r" (?:>>|\|) ", line)[0])
        assert (program, name) == ("hcc", command)
        parser = typer.main.get_command(cli.app).get_command(None, command)
        parser.make_context(name, rest)  # raises where a word is wrong


@pytest.mark.parametrize(
    ("line", "offered", "left_out"),
    [
        ("hcc tra", ["trace"], "run"),
        ("hcc run --data DATA 2025-1", ["2025-12", "2025-11", "2025-10"], "2025-09"),
        ("hcc run --data DATA 2025-Q", ["2025-Q4"], "2025-12"),
        ("hcc trace 2025-12 resolved_l", ["resolved_late", "resolved_late_pct"], "received_all"),
    ],
)
def test_tab_completes_commands_periods_and_indicators(line, offered, left_out):
    words = line.replace("DATA", str(project_root() / "data" / "sample"))
    asked = {**os.environ, "_HCC_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    start = [sys.executable, "-c", "from hcc_helpers.cli.commands import main; main()"]
    said = subprocess.run(start, env=asked, capture_output=True, text=True, check=True, encoding="utf-8").stdout.split()
    assert set(offered) <= set(said)
    assert left_out not in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_the_script_for_each_shell_asks_hcc(hcc, shell):
    code, said = hcc("completion", shell)
    assert code == 0
    assert "_HCC_COMPLETE" in said
    assert f"complete_{shell}" in said


@pytest.mark.parametrize("typed", [["{}"], ["run", "2025-12", "{}"], ["run", "2025-12", "--{}"], ["run", "{}"], ["doctor", "{}"]])
@pytest.mark.parametrize("somebody", ["Nguyễn Văn Bí", "0978112233", "bi.nguyen@thu.vn", "040188007766"])
def test_what_was_typed_is_not_repeated_where_it_may_be_a_person(hcc, typed, somebody):
    code, said = hcc(*(word.format(somebody) for word in typed))
    assert code == 2
    assert somebody not in said


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ([], "Thiếu tên lệnh"),
        (["completion", "tcsh"], "bash, zsh, fish, powershell, pwsh"),
        (["rum"], "Không có lệnh “rum”. Có phải: run?"),
        (["run"], "Thiếu tham số KỲ"),
        (["run", "2025-12", "thừa"], "Thừa: thừa"),
        (["run", "2025-12", "--perod", "x"], "Không có tùy chọn --perod"),
        (["run", "2025-12", "--out"], "--out cần kèm một giá trị"),
        (["run", "2025-12", "--jobs", "hai"], "không đúng"),
        (["run", "2025-12", "--jobs", "0"], "không đúng"),
        (["run", "2025-12", "--audience", "everyone"], "internal, public"),
        (["run", "2025-13"], "2025-13"),
        (["run", "2025-12", "--data", "không-có"], "không-có"),
        (["indicators", "2025-12", "--by", "color"], "commune, field, unit, procedure"),
        (["indicators", "2025-12", "--format", "xml"], "table, csv, json, parquet"),
        (["trace", "2025-12", "resolved_lat"], "resolved_late"),
        (["trace", "2025-12", "resolved_late", "--scope", "xã"], "commune, land, other, forwarded, unknown"),
        (["trace", "2025-11..2025-12", "resolved_late"], "một kỳ"),
    ],
)
def test_wrong_words_end_with_2_and_say_what_is_accepted(hcc, typed, answer):
    code, said = hcc(*typed)
    assert code == 2
    assert answer in said
    assert not ENGLISH.search(said)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("error", "code"),
    [(RunFailed, 1), (InputRefused, 65), (InputMissing, 66), (CannotWrite, 73), (PeriodBusy, 75)],
)
def test_each_kind_of_error_has_its_exit_code(hcc, monkeypatch, error, code):
    def broken(*_):
        raise error("Một câu tiếng Việt.")

    monkeypatch.setattr(cli, "periods_of", broken)
    assert hcc("run", "2025-12") == (code, "Một câu tiếng Việt.\n")


def test_a_fault_of_ours_shows_no_traceback_and_no_data(hcc, monkeypatch):
    def broken(*_):
        raise RuntimeError("Nguyễn Văn A, 001099012345")

    monkeypatch.setattr(cli, "periods_of", broken)
    code, said = hcc("run", "2025-12")
    assert code == 1
    assert "RuntimeError" in said
    assert "Nguyễn" not in said
    assert "Traceback" not in said
    log = re.search(r"Nhật ký đầy đủ: (\S+)", said)[1]
    assert "Traceback" in Path(log).read_text("utf-8")


def test_ctrl_c_is_said_calmly(hcc, monkeypatch):
    def broken(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "periods_of", broken)
    code, said = hcc("run", "2025-12")
    assert code == 130
    assert said == "Đã dừng theo yêu cầu; số liệu đã công bố không thay đổi.\n"


def test_a_month_without_exports_ends_with_66(hcc):
    for command in (["check", "2025-12"], ["indicators", "2025-12"], ["trace", "2025-12", "resolved_late"]):
        code, said = hcc(*command)
        assert code == 66, said
        assert "2025-12" in said


def test_the_entry_points_answer():
    for start in (
        [sys.executable, "-m", "hcc_helpers"],
        [sys.executable, "-c", "from hcc_helpers.cli.commands import main; main()"],
    ):
        done = subprocess.run([*start, "--version"], capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert re.fullmatch(r"hcc-helpers \d+\.\d+\.\d+\n", done.stdout)


def test_the_words_are_utf_8_whatever_the_console_says():
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "hcc_helpers", "rum"], capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert "Không có lệnh" in done.stderr.decode("utf-8")


def test_a_mistyped_word_is_answered_without_loading_the_heavy_libraries():
    code = "import sys\nfrom hcc_helpers.cli import commands as cli\ncli._code_of(['rum'])\nprint([m for m in ('pandas', 'duckdb', 'papermill', 'nbconvert') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sample_is_never_written_over_an_offices_exports(hcc, tmp_path):
    mine = tmp_path / "data" / "raw" / "2025-12" / "ho-so.xlsx"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"that")
    code, said = hcc("sample", "--out", "data")
    assert code == 73
    assert "--out" in said
    assert mine.read_bytes() == b"that"
