"""The guide followed to the letter by somebody who knows only Excel and Notepad: the first month of an invented commune."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from filled_books import typed

from hcc_helpers.places import project_root
from hcc_helpers.sources.office.sheets import BOOK

CENTRE = """
name = "xã Mường Thử"
short_name = "Mường Thử"
office_name = "Trung tâm Phục vụ hành chính công xã Mường Thử"
code = "99999"
hamlets = ["Xóm 1", "Xóm 2"]
"""
HEADS = "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Lĩnh vực;Tên thủ tục hành chính\n"
CASES = HEADS + "".join(
    f"H99.1-251222-{n:04d};22/12/2025 08:00;30/12/2025 17:00;{'31/12/2025' if n <= 10 else '26/12/2025'} 10:00;Đã trả kết quả;Hộ tịch;Đăng ký khai sinh\n"
    for n in range(1, 271)
)
KEPT = {"B3": "15/12/2025", "D3": "14/01/2026"}
MOST_COMMANDS = 10


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "raw" / "2026-01"


def notepad(path, *changes):
    """What somebody does in Notepad: find and replace, save under the same name."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8-sig")


def test_the_first_month_with_at_most_ten_commands(hcc, tmp_path, folder):
    typed_commands = []

    def command(*words):
        typed_commands.append(words)
        return hcc(*words)

    (tmp_path / "data" / "reference").mkdir()
    (tmp_path / "data" / "reference" / "centre.toml").write_text(CENTRE, "utf-8")
    assert command("doctor")[0] in (0, 1)
    assert command("new", "2026-01")[0] == 0
    typed(folder / BOOK, {"Khảo sát": {**KEPT, "A6": "K1", "C6": "26/12/2025", "D6": "Hài lòng"}})
    (folder / "ho-so-truc-tuyen.csv").write_text(CASES, "utf-8")
    code, said = command("check", "2026-01")
    assert code == 65  # never “phải giải quyết 0 hồ sơ”
    assert "270 hồ sơ không rõ thuộc phạm vi nào" in said
    assert 'constants = { channel = "online", scope = "???" }' in said
    code, said = command("new", "2026-01")
    assert code == 0
    assert "mapping.toml" in said
    notepad(
        folder / "mapping.toml",
        ('extracted_at = "???"', "extracted_at = 2026-01-15T08:00:00"),
        ('scope = "???"', 'scope = "commune"'),
    )
    code, said = command("check", "2026-01")
    assert code == 0
    assert "dùng được" in said
    code, said = command("indicators", "2026-01", "--format", "json")
    assert code == 0
    rows = {(r["scope"], r["indicator"]): r for r in json.loads(said) if not r["by"] and r["period"] == "2026-01"}
    assert rows["commune", "received_all"]["value"] == 270
    assert rows["commune", "resolved_late"]["value"] == 10
    assert rows["centre", "survey_valid"]["value"] == 1
    # December was never exported: nothing is said of it, and nothing of the quarter.
    assert command("indicators", "2025-12")[0] == 66
    code, said = command("status")
    assert "chưa công bố: hcc run 2026-01" in said
    assert len(typed_commands) <= MOST_COMMANDS


def test_a_mapping_that_notepad_renamed_is_refused_with_its_right_name(hcc, folder):
    folder.mkdir(parents=True)
    (folder / "ho-so-20260115.csv").write_text(CASES, "utf-8")
    (folder / "mapping.toml.txt").write_text('[[file]]\nname = "ho-so-20260115.csv"\n', "utf-8")
    code, said = hcc("check", "2026-01")
    assert code == 65
    assert "Đổi tên mapping.toml.txt thành mapping.toml" in said


def test_word_quotes_are_named_with_their_line(hcc, folder):
    folder.mkdir(parents=True)
    (folder / "mapping.toml").write_text("extracted_at = 2026-01-15T08:00:00\n\n[[file]]\nname = “ho-so.csv”\n", "utf-8")
    code, said = hcc("check", "2026-01")
    assert code == 65
    assert "dòng 4" in said
    assert "ngoặc cong" in said


def test_a_heading_that_the_file_lacks_is_refused_with_the_near_ones(hcc, folder):
    folder.mkdir(parents=True)
    (folder / "ho-so-20260115.csv").write_text(CASES, "utf-8")
    mapping = '[[file]]\nname = "ho-so-20260115.csv"\nconstants = { channel = "online", scope = "commune" }\ncolumns = { handling_unit = "Phòng giải quyết" }\n'
    (folder / "mapping.toml").write_text(mapping, "utf-8")
    code, said = hcc("check", "2026-01")
    assert code == 65
    assert "“Phòng giải quyết”" in said
    assert "gần nhất trong tệp" in said


def test_a_list_without_any_end_is_refused(hcc, folder):
    folder.mkdir(parents=True)
    rows = "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Tên thủ tục hành chính\n" + "".join(
        f"H{n};22/12/2025;30/12/2025;Khai sinh\n" for n in range(1, 21)
    )
    (folder / "ho-so-20260115.csv").write_text(rows, "utf-8")
    mapping = '[[file]]\nname = "*.csv"\ntable = "cases"\nconstants = { channel = "online", scope = "commune" }\ncolumns = { case_id = "Mã hồ sơ", accepted_at = "Ngày nhận", due_at = "Ngày hẹn trả" }\n'
    (folder / "mapping.toml").write_text(mapping, "utf-8")
    code, said = hcc("check", "2026-01")
    assert code == 65
    assert "L0-thieu-ket-thuc" in said


def test_a_register_row_that_no_figure_takes_is_said(hcc, tmp_path, folder):
    (tmp_path / "data" / "reference").mkdir()
    (tmp_path / "data" / "reference" / "centre.toml").write_text(CENTRE, "utf-8")
    hcc("new", "2026-01")
    (folder / "ho-so-truc-tuyen-20260115.csv").write_text(CASES, "utf-8")
    hcc("new", "2026-01")
    notepad(folder / "mapping.toml", ('scope = "???"', 'scope = "commune"'))
    typed(
        folder / BOOK,
        {
            "Chuyên cần": {**KEPT, "A6": "22/12/2025", "B6": 8, "C6": 9},
            "Tổ công nghệ số": {**KEPT, "A6": "Xóm 9", "B6": "20/12/2025"},
        },
    )
    code, said = hcc("check", "2026-01")
    assert code == 0
    assert "L1-so-khong-hop-ly" in said
    assert "L1-xom-la" in said


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_the_workbook_saved_by_libreoffice_is_read(hcc, tmp_path, folder):
    hcc("new", "2026-01")
    typed(folder / BOOK, {"Khảo sát": {**KEPT, "A6": "K1", "C6": "26/12/2025", "D6": "Hài lòng"}})
    (folder / "ho-so-20260115.csv").write_text(CASES, "utf-8")
    (folder / "mapping.toml").write_text(
        '[[file]]\nname = "*.csv"\nconstants = { channel = "online", scope = "commune" }\n', "utf-8"
    )
    profile = f"-env:UserInstallation=file://{tmp_path / 'lo'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(folder / BOOK)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    shutil.copy(tmp_path / "saved" / BOOK, folder / BOOK)
    code, said = hcc("check", "2026-01")
    assert code == 0
    assert "[Khảo sát]: Khảo sát hài lòng, 1 dòng" in said


def test_the_guide_installs_before_its_first_command():
    guide = (project_root() / "docs" / "huong-dan.md").read_text("utf-8")
    assert guide.index("cai-dat.bat") < guide.index("`hcc new")
    assert ".venv/bin/hcc" not in guide


def test_a_list_filtered_by_acceptance_says_that_nothing_was_carried_over(hcc, folder):
    folder.mkdir(parents=True)
    mapping = '[[file]]\nname = "*.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    (folder / "mapping.toml").write_text(mapping, "utf-8")
    (folder / "ho-so-20260115.csv").write_text(CASES, "utf-8")
    assert "không có hồ sơ nào tiếp nhận trước ngày 15/12/2025" in hcc("check", "2026-01")[1]
    earlier = CASES.splitlines()[1].replace("251222-0001;22/12/2025", "251210-9001;10/12/2025")
    (folder / "ho-so-20260115.csv").write_text(f"{CASES}{earlier}\n", "utf-8")
    assert "tiếp nhận trước ngày" not in hcc("check", "2026-01")[1]


def test_what_is_said_of_many_rows_is_said_once(hcc, folder):
    folder.mkdir(parents=True)
    mapping = '[[file]]\nname = "*.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    (folder / "mapping.toml").write_text(mapping, "utf-8")
    (folder / "ho-so-20260115.csv").write_text(CASES.replace("26/12/2025 10:00", "26/01/2026 10:00"), "utf-8")
    said = hcc("check", "2026-01")[1]
    assert said.count("Ngày kết thúc xử lý sau thời điểm trích xuất") == 1
    assert "260 dòng" in said
    assert hcc("check", "2026-01", "--all")[1].count("Ngày kết thúc xử lý sau thời điểm trích xuất.") == 260


MAPPING = '[[file]]\nname = "*.csv"\nconstants = { channel = "online", scope = "commune" }\n'


def test_a_list_taken_before_its_month_began_is_refused(hcc, folder):
    """mapping.toml copied from the month before: every figure would be 0."""
    folder.mkdir(parents=True)
    (folder / "mapping.toml").write_text("extracted_at = 2025-12-10T08:00:00\n" + MAPPING, "utf-8")
    (folder / "ho-so.csv").write_text(CASES, "utf-8")
    code, said = hcc("check", "2026-01")
    assert code == 65
    assert "trước khi tháng 01/2026 bắt đầu" in said
    assert hcc("indicators", "2026-01")[0] == 65


def test_an_old_list_says_nothing_of_the_month_of_its_folder(hcc, folder):
    """Its time is right, and so it has no day of the month: no figure is 0 for that."""
    folder.mkdir(parents=True)
    old = CASES.replace("/2026", "/2024").replace("2026-", "2024-").replace("/2025", "/2023").replace("2025-", "2023-")
    (folder / "mapping.toml").write_text("extracted_at = 2024-12-10T08:00:00\n" + MAPPING, "utf-8")
    (folder / "ho-so.csv").write_text(old, "utf-8")
    code, said = hcc("indicators", "2026-01")
    assert code == 66, said
    assert "0 hồ sơ" not in said


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("15/11/2025 đến ngày 14/12/2025", "không có ngày nào"),
        ("15/12/2025 đến ngày 31/12/2025", "không đủ các ngày"),
        ("15/12/2025 đến ngày 14/01/2026", ""),
        ("01/12/2025 đến ngày 31/01/2026", ""),
    ],
)
def test_a_banner_of_other_days_is_said_before_the_run(hcc, folder, days, words):
    folder.mkdir(parents=True)
    (folder / "mapping.toml").write_text(MAPPING, "utf-8")
    (folder / "ho-so-20260115.csv").write_text(f"Danh sách hồ sơ từ ngày {days}\n{CASES}", "utf-8")
    said = hcc("check", "2026-01")[1]
    assert ("L2-thieu-khoang" in said) == bool(words)
    assert words in said
