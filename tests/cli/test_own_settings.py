"""`hcc check` reads every settings file that a run will read: a fault is named with its file before anything is made."""

from __future__ import annotations

import drawn_exports as draw
import pytest

from hcc_helpers.cli.check import check_periods
from hcc_helpers.cli.numbers import print_indicators
from hcc_helpers.cli.own_settings import READ, persons
from hcc_helpers.errors import WrongWords
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root

DECEMBER = parse_period("2025-12")


@pytest.fixture
def data(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "ho-so.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    draw.put(
        data,
        "mapping.toml",
        f'{draw.TAKEN}[covers]\ncases = [2025-11-15, 2025-12-14]\n[[file]]\nname = "ho-so.csv"\n'
        'constants = { channel = "online", scope = "commune" }\n',
    )
    return data


def test_every_settings_file_of_the_project_is_read_by_check():
    """centre.toml is read by the import itself."""
    known = {path.name for path in (project_root() / "data" / "reference").glob("*.toml")}
    assert known - {"centre.toml"} == set(READ)


@pytest.mark.parametrize("name", READ)
def test_check_names_a_broken_settings_file(data, capsys, name):
    (data / "reference" / name).write_text("a = 1\nb = \n", "utf-8")
    assert check_periods([DECEMBER], data) == 2
    assert f"Ở đâu: tệp {name}, dòng 2" in capsys.readouterr().out


def test_check_goes_on_to_the_exports_behind_a_broken_settings_file(data, capsys):
    (data / "reference" / "law.toml").write_text("b = \n", "utf-8")
    assert check_periods([DECEMBER], data) == 2
    assert "2025-12: dùng được" in capsys.readouterr().out


def test_indicators_are_not_said_by_a_law_that_nobody_can_read(data):
    (data / "reference" / "law.toml").write_text("b = \n", "utf-8")
    with pytest.raises(WrongWords, match=r"tệp law\.toml, dòng 1"):
        print_indicators([(DECEMBER, data)], ["commune"], "text")


def test_a_person_in_the_offices_own_settings_is_said_by_line_and_never_repeated(data, capsys):
    text = (
        '# Hỏi Cao Thị Nhẫn\n[[rebase]]\nindicator = "received_all"\nfrom = 2025-10-01\nreason = "Cao Thị Nhẫn, 0913 222 111"\n'
    )
    (data / "reference" / "rebasing.toml").write_text(text, "utf-8")
    assert check_periods([DECEMBER], data) == 0
    said = capsys.readouterr().out
    assert "[C-ca-nhan]\n  Ở đâu: tệp rebasing.toml, dòng 5" in said
    assert "Nhẫn" not in said
    assert "222" not in said


def test_the_settings_of_the_project_and_of_the_sample_name_nobody():
    root = project_root() / "data"
    assert persons(root) == persons(root / "sample") == persons(root / "sample-2026") == []


def test_curled_quotes_inside_straight_ones_are_no_slip_of_syntax(data, capsys):
    """The slip is on line 2; “…” on line 1 is what somebody wrote."""
    (data / "reference" / "law.toml").write_text('# “x”\na = "Nghị định “x”"\nb = \n', "utf-8")
    check_periods([DECEMBER], data)
    said = capsys.readouterr().out
    assert "Ở đâu: tệp law.toml, dòng 3" in said
    assert "ngoặc cong" not in said


@pytest.mark.parametrize("line", ["b = “x”", 'b = "x”', "b = ‘x’"])
def test_curled_quotes_in_the_place_of_straight_ones_are_said(data, capsys, line):
    (data / "reference" / "law.toml").write_text(f'a = "“x”"\n{line}\n', "utf-8")
    check_periods([DECEMBER], data)
    said = capsys.readouterr().out
    assert "Ở đâu: tệp law.toml, dòng 2" in said
    assert "ngoặc cong" in said
