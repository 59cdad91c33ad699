"""docs/huong-dan.md step by step, for a person who knows only Excel: new, fill in, check, compute."""

from __future__ import annotations

import re

import pytest
from drawn_exports import CENTRE
from filled_books import typed

from hcc_helpers.places import project_root
from hcc_helpers.sources.office.sheets import BOOK

GUIDE = (project_root() / "docs" / "huong-dan.md").read_text("utf-8")
KEPT = {"B3": "15/12/2025", "D3": "14/01/2026"}
LIST = "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Hình thức nhận;Cơ quan giải quyết\n" + "".join(
    f"H{n};20/12/2025 08:00;30/12/2025 17:00;26/12/2025 10:00;Đã trả kết quả;Trực tuyến;UBND xã Thử\n" for n in range(1, 4)
)


@pytest.fixture(autouse=True)
def office(hcc, tmp_path):
    """An office that has put its name into centre.toml."""
    (tmp_path / "data" / "reference").mkdir()
    (tmp_path / "data" / "reference" / "centre.toml").write_text(CENTRE, "utf-8")


def test_the_guide_names_the_steps_in_their_order():
    first = GUIDE.partition("## 2.")[0]
    places = [
        first.index(text)
        for text in ("hcc new 2026-01", "hcc check 2026-01", "hcc run 2026-01", 'hcc approve 2026-01 --by "Giám đốc"')
    ]
    assert places == sorted(places)


def test_the_sheets_that_the_guide_and_the_workbook_speak_of(hcc, tmp_path):
    hcc("new", "2026-01")
    assert re.search(r"Cả kỳ tháng 01/2026 là 15/12/2025 và 14/01/2026", GUIDE)


def test_a_month_from_nothing(hcc, tmp_path):
    assert hcc("new", "2026-01")[0] == 0
    folder = tmp_path / "data" / "raw" / "2026-01"
    # Before any export is there: nothing to check, said as it is.
    assert hcc("check", "2026-01")[0] == 66
    (folder / "ho-so-20260115.csv").write_text(LIST, "utf-8")
    # A first try with slips: the office forgot the days of the survey sheet and typed a word for a number.
    filled = {
        "Khảo sát": {"A6": "K1", "B6": "H1", "C6": "26/12/2025", "D6": "Hài lòng"},
        "Phản ánh, kiến nghị": KEPT,
        "Hướng dẫn": {**KEPT, "B6": "22/12/2025", "C6": "Nộp trực tuyến", "D6": "năm"},
    }
    typed(folder / BOOK, filled)
    code, said = hcc("check", "2026-01")
    assert code == 0
    assert "Ô B3 và D3 (theo dõi từ ngày, đến ngày) còn trống." in said
    assert "Ô D6: Số người được hướng dẫn: không đọc được" in said
    # Put right as the messages say.
    typed(folder / BOOK, {"Khảo sát": KEPT, "Hướng dẫn": {"D6": 5}})
    code, said = hcc("check", "2026-01")
    assert code == 0
    assert "không đọc được" not in said
    assert f"{BOOK} [Khảo sát]: Khảo sát hài lòng, 1 dòng" in said
    code, said = hcc("indicators", "2026-01", "--format", "csv")
    assert code == 0
    rows = {line.split(",")[6]: line for line in said.splitlines() if line.count(",") > 8 and line.split(",")[4:6] == ["", ""]}
    value = {name: line.split(",")[7] for name, line in rows.items()}
    assert (value["survey_valid"], value["complaints_received"], value["guidance_filing"]) == ("1", "0", "5")
    # A sheet that nobody touched is no zero.
    assert "không có bảng “Tuyên truyền”" in said
