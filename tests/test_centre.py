"""The office's own file, and where reference files and folders lie."""

from __future__ import annotations

from datetime import date

import pytest

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import WrongWords
from hcc_helpers.places import clean_folder, project_root, raw_folder, reference_file

FULL = """
name = "xã Diễn Châu"
short_name = "Diễn Châu"
office_name = "Trung tâm Phục vụ hành chính công xã Diễn Châu"
province = "tỉnh Nghệ An"
code = "17464"
superior_body = "UBND xã Diễn Châu"
report_abbreviation = "BC-TTPVHCC"
signer_title = "Giám đốc"
recipients = ["Lãnh đạo UBND xã", "Các phòng chuyên môn UBND xã"]
since = 2025-07-01
is_illustrative = true
illustration_note = "Hồ sơ là bịa."
hamlets = ["Xóm 1", "Xóm 2"]
on_spot_procedures = ["2.000815"]
calendar = "none"
units = ["Phòng Kinh tế"]

[deciding_units]
"UBND xã Diễn Châu" = "commune"
"Chi nhánh Văn phòng đăng ký đất đai" = "land"
"""


@pytest.fixture
def office(tmp_path):
    (tmp_path / "reference").mkdir()

    def write(text: str):
        (tmp_path / "reference" / "centre.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_an_offices_file_is_read(office):
    root = office(FULL)
    centre = load_centre(root)
    assert (centre.name, centre.code, centre.since, centre.is_illustrative) == ("xã Diễn Châu", "17464", date(2025, 7, 1), True)
    assert centre.deciding_units == {"UBND xã Diễn Châu": "commune", "Chi nhánh Văn phòng đăng ký đất đai": "land"}
    assert centre.calendar_file(root) is None


def test_the_projects_example_is_neutral_and_complete(tmp_path):
    centre = load_centre(tmp_path)
    assert "chưa đặt tên" in centre.name
    assert (centre.since, centre.is_illustrative, centre.hamlets) == (None, False, [])
    assert centre.calendar_file(tmp_path) == project_root() / "data" / "reference" / "working_days.csv"


def test_three_names_are_enough(office):
    centre = load_centre(office('name = "Boston"\nshort_name = "Boston"\noffice_name = "Boston 311"\n'))
    assert (centre.since, centre.calendar, centre.deciding_units) == (None, "", {})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hamlets", "hamlet", "Không có khóa “hamlet”"),
        ("hamlets", "hamlet", "Có phải “hamlets”"),
        ("hamlets", "zzz", "recipients · since"),
        ('name = "xã', 'nam = "xã', "Thiếu khóa “name”"),
        ('code = "17464"', "code = 17464", "chữ trong ngoặc kép"),
        ("since = 2025-07-01", 'since = "01/07/2025"', "ngày, dạng 2025-07-01"),
        ("is_illustrative = true", 'is_illustrative = "có"', "true hoặc false"),
        ('"Xóm 2"', '"Xóm 1"', "mỗi phần tử một lần"),
        ('"Xóm 2"', '"xóm  1"', "mỗi phần tử một lần"),
        ('"Xóm 2"', "2", "phần tử thứ 2"),
        ('"xã Diễn Châu"\nshort', '" "\nshort', "không để trống"),
        ('= "land"', '= "đất đai"', "commune · land · other"),
        ("units = [", "units = ", "dòng"),
    ],
)
def test_a_fault_is_refused_in_words_that_help(office, old, new, said):
    assert old in FULL
    with pytest.raises(WrongWords) as error:
        load_centre(office(FULL.replace(old, new)))
    assert said in error.value.text()
    assert "centre.toml" in error.value.text()
    assert error.value.exit_code == 2


def test_all_faults_are_told_at_once(office):
    with pytest.raises(WrongWords) as error:
        load_centre(office('name = "xã A"\nnmae = "xã A"\ncode = 1\n'))
    assert len(error.value.findings) == 4  # two names missing, one unknown key, one wrong type


def test_a_reference_file_is_the_offices_if_it_has_one(tmp_path):
    theirs = project_root() / "data" / "reference" / "rules.toml"
    assert reference_file(tmp_path, "rules.toml") == theirs
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "rules.toml").write_text("", encoding="utf-8")
    assert reference_file(str(tmp_path), "rules.toml") == tmp_path / "reference" / "rules.toml"
    assert reference_file(tmp_path, "none.csv") == theirs.with_name("none.csv")


def test_folders_are_named_by_a_month_and_by_nothing_else(tmp_path):
    assert raw_folder(tmp_path, "2025-12") == tmp_path / "raw" / "2025-12"
    assert clean_folder(tmp_path, "2025-12") == tmp_path / "clean" / "2025-12"
    for text in ("2025-Q4", "2025-13", "../2025-12", "2025-12/..", "2025-12\n", ""):
        with pytest.raises(WrongWords, match="2025-12"):
            raw_folder(tmp_path, text)


@pytest.mark.parametrize("somebody", ["05/06/1984", "Bưởi", "Y Moan", "0978112233", "17/3 Phan Đình Phùng"])
@pytest.mark.parametrize("line", ['[deciding_units]\n"{}" = "xã"', '[deciding_units."{}"]\na = 1', '"{}" = 1'])
def test_a_key_that_the_office_made_up_is_not_repeated(tmp_path, somebody, line):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "centre.toml").write_text(
        'name = "xã Thử"\nshort_name = "Thử"\noffice_name = "Trung tâm Thử"\n' + line.format(somebody) + "\n", "utf-8"
    )
    with pytest.raises(WrongWords) as caught:
        load_centre(tmp_path)
    assert somebody not in caught.value.text()
    assert "deciding_units" in caught.value.text() or line.startswith('"')
