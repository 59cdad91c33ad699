"""The office's corrections: used, counted, printed; one that does not find what it names is not used and said to be."""

from __future__ import annotations

import datetime as dt

import drawn_exports as draw
import pytest
from filled_books import SURVEYS, fresh, typed

from hcc_helpers.errors import InputRefused
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer
from hcc_helpers.sources.office.sheets import BOOK

HEAD = "Tệp;Mã hồ sơ;Cột;Giá trị trong tệp;Giá trị dùng;Lý do;Người quyết định (chức danh);Ngày"
END = ";Gõ nhầm trên hệ thống;Giám đốc;16/12/2025"
LINES = [
    "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Trạng thái;Lĩnh vực",
    "H1;20/11/2025;32/12/2025;Đang xử lý;Hộ tịch",
    "H2;21/11/2025 09:00;05/12/2025;Đang xử lý;Hộ tịch",
]


@pytest.fixture
def data(tmp_path):
    root = draw.root(tmp_path)
    draw.put_csv(root, "ho-so.csv", *LINES)
    return root


def correct(data, *lines: str, head: str = HEAD):
    (data / "corrections").mkdir(exist_ok=True)
    (data / "corrections" / "2025-12.csv").write_text("\n".join((head, *lines)) + "\n", "utf-8")


def whys(data) -> list[str]:
    return [entry["why"] for entry in draw.imported(data).meta["corrections"]]


def test_a_cell_that_nobody_could_read_is_corrected(data):
    assert draw.column(draw.imported(data), "due_at") == [None, dt.datetime(2025, 12, 5)]
    correct(data, "ho-so.csv;H1;Ngày hẹn trả;32/12/2025;02/12/2025" + END)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "due_at") == [dt.datetime(2025, 12, 2), dt.datetime(2025, 12, 5)]
    assert draw.column(snapshot, "unreadable") == ["", ""]
    (finding,) = draw.found(snapshot, "L1-hieu-chinh")
    assert (finding.file, finding.row, finding.case_id) == ("corrections/2025-12.csv", 2, "H1")
    assert snapshot.version == 2


@pytest.mark.parametrize("found", ["21/11/2025 09:00", "21/11/2025 09:00:00", "2025-11-21 09:00"])
@pytest.mark.parametrize("column", ["Ngày nhận", "Ngày tiếp nhận", "accepted_at", "ngay nhan"])
def test_the_value_and_the_column_may_be_said_in_several_ways(data, found, column):
    correct(data, f"ho-so.csv;H2;{column};{found};22/11/2025 10:00" + END)
    assert draw.column(draw.imported(data), "accepted_at")[1] == dt.datetime(2025, 11, 22, 10)


def test_a_blank_is_said_to_be_blank(data):
    correct(data, "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;(trống)" + END, "ho-so.csv;H1;Lĩnh vực;Hộ tịch;Chứng thực" + END)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "due_at")[1] is None
    assert draw.column(snapshot, "field") == ["Chứng thực", "Hộ tịch"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ho-so.csv;H2;Ngày hẹn trả;06/12/2025;07/12/2025" + END, "giá trị trong tệp không còn như bản hiệu chỉnh ghi"),
        ("ho-so.csv;H9;Ngày hẹn trả;05/12/2025;07/12/2025" + END, "tệp không có hồ sơ này"),
        (
            "ho-so.csv;H2;Ngày hẹn trả kq;05/12/2025;07/12/2025" + END,
            "tệp không có cột “Ngày hẹn trả kq”; gần nhất: “Ngày hẹn trả”",
        ),
        ("khac.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025" + END, "không có tệp này"),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;mai" + END, "giá trị dùng không đọc được cho cột này"),
        ("ho-so.csv;H2;Trạng thái;Đang xử lý;Xong rồi" + END, "giá trị dùng không đọc được cho cột này"),
        (
            "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;;x;Giám đốc;16/12/2025",
            "còn trống “Giá trị dùng” (ô trống thật thì ghi (trống))",
        ),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;Nguyễn Thị B;16/12/2025", "người quyết định phải ghi bằng chức danh"),
        (
            "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;Công chức Trần Văn C;16/12/2025",
            "người quyết định chỉ ghi chức danh, không ghi tên",
        ),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;Giám đốc;hôm qua", "ngày hiệu chỉnh không đọc được"),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;giám đốc nguyễn văn c;16/12/2025", "chỉ ghi chức danh"),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;Giám đốc 0912345678;16/12/2025", "chỉ ghi chức danh"),
        (
            "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;Giám đốc;16/12/2024",
            "ngày hiệu chỉnh đứng trước ngày đầu kỳ (15/11/2025)",
        ),
        ("ho-so.csv;H2;Ngày hẹn trả;05/12/2025;5/12/2025" + END, "giá trị dùng không khác giá trị trong tệp"),
        ("ho-so.csv;H2;Trần Thị C;05/12/2025;07/12/2025" + END, "tệp không có cột mà dòng này nêu"),
    ],
)
def test_what_does_not_hold_is_not_used_and_said_with_its_line(data, line, why):
    correct(data, line)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "due_at")[1] == dt.datetime(2025, 12, 5)
    (finding,) = draw.found(snapshot, "L1-hieu-chinh-bo")
    assert why in finding.message
    assert (finding.file, finding.row) == ("corrections/2025-12.csv", 2)
    assert not draw.found(snapshot, "L1-hieu-chinh")


@pytest.mark.parametrize(
    "who", ["Giám đốc", "Phó Giám đốc", "Công chức Tư pháp – Hộ tịch", "công chức Phòng Kinh tế", "Lãnh đạo Trung tâm"]
)
def test_a_role_is_no_name(data, who):
    correct(data, f"ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025;x;{who};16/12/2025")
    assert whys(data) == [""]


def test_two_lines_for_one_cell_are_both_refused(data):
    line = "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;"
    correct(data, line + "07/12/2025" + END, line + "08/12/2025" + END)
    assert whys(data) == ["các dòng 2, 3 cùng sửa một ô"] * 2


@pytest.mark.parametrize("column", ["due_at", "Ngày hẹn trả "])
@pytest.mark.parametrize("found", ["5/12/2025", "2025-12-05"])
def test_two_spellings_of_one_cell_are_two_lines_for_it(data, column, found):
    correct(data, "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025" + END, f"ho-so.csv;H2;{column};{found};08/12/2025" + END)
    assert whys(data) == ["các dòng 2, 3 cùng sửa một ô"] * 2


def test_a_correction_does_not_build_on_another(data):
    line = "ho-so.csv;H2;Ngày hẹn trả;"
    correct(data, line + "05/12/2025;07/12/2025" + END, line + "07/12/2025;08/12/2025" + END)
    assert whys(data) == ["", "giá trị trong tệp không còn như bản hiệu chỉnh ghi"]
    assert draw.column(draw.imported(data), "due_at")[1] == dt.datetime(2025, 12, 7)


@pytest.mark.parametrize("name", ["2025-12.xlsx", "2025-12 (1).csv", "2025-12.csv.txt"])
def test_a_file_of_corrections_under_another_name_is_not_passed_over_in_silence(data, name):
    correct(data)
    (data / "corrections" / "2025-12.csv").rename(data / "corrections" / name)
    (finding,) = draw.found(draw.imported(data), "L0-de-nguyen")
    assert (finding.file, finding.level) == (f"corrections/{name}", "odd")


def test_a_cell_of_the_register_workbook(data):
    fresh(data)
    typed(draw.raw(data) / BOOK, {"Khảo sát": SURVEYS})
    correct(data, f"{BOOK};K2;Mức độ hài lòng;Rất hài lòng;Bình thường" + END)
    assert draw.column(draw.imported(data), "level", "surveys") == ["satisfied", "neutral"]


def test_a_file_without_its_columns_is_refused(data):
    correct(data, head="Tệp;Mã hồ sơ;Cột")
    with pytest.raises(InputRefused) as refused:
        draw.imported(data)
    assert draw.rules(refused.value) == ["L0-hieu-chinh"]
    assert "“Giá trị dùng”" in refused.value.text()


def test_any_change_of_a_line_is_another_snapshot(data):
    correct(data, "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025" + END)
    first = draw.imported(data)
    assert draw.imported(data).version == first.version
    correct(data, "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025" + END.replace("nhầm", "sai"))
    assert draw.imported(data).hash != first.hash


def test_page_00_prints_them(data):
    correct(data, "ho-so.csv;H2;Ngày hẹn trả;05/12/2025;07/12/2025" + END, "ho-so.csv;H9;Ngày hẹn trả;x;y" + END)
    month = compute(parse_period("2025-12"), data, beside=False)
    shown = answer("corrections", month, "commune", "internal")
    assert shown.text == "Đơn vị hiệu chỉnh 1 giá trị; 1 dòng hiệu chỉnh không được dùng."
    for text in ("“05/12/2025”", "“07/12/2025”", "Giám đốc, 16/12/2025", "Không dùng: tệp không có hồ sơ này"):
        assert text.replace(" ", "\u00a0") in shown.html.replace(" ", "\u00a0"), text
    public = answer("corrections", month, "commune", "public")
    assert "H2" not in public.html
    assert public.text == shown.text


def test_without_corrections_nothing_is_said_to_be_corrected(data):
    month = compute(parse_period("2025-12"), data, beside=False)
    assert answer("corrections", month, "commune", "internal").text == "Không có giá trị nào được đơn vị hiệu chỉnh."
