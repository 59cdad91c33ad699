"""A first month, small or odd: every answer of every notebook has something to say, and none fails."""

from __future__ import annotations

import re

import drawn_exports as draw
import pytest
from filled_books import example_rows, fresh, typed
from notebook_cells import asked

from hcc_helpers.centre import load_centre
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import ANSWERS, answer
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.office.sheets import SHEETS

HEADINGS = "Mã hồ sơ;Tên thủ tục;Lĩnh vực;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Hình thức nhận;Cơ quan giải quyết"
COMMUNE, LAND = "UBND xã Thử", "Chi nhánh Văn phòng đăng ký đất đai"


def row(
    number: int,
    *,
    name="Đăng ký khai sinh",
    field="Hộ tịch",
    start="20/11/2025 08:00",
    due="25/11/2025 17:00",
    end="24/11/2025 10:00",
    status="Đã trả kết quả",
    channel="Trực tuyến",
    unit=COMMUNE,
) -> str:
    return f"H1.{number};{name};{field};{start};{due};{end};{status};{channel};{unit}"


def open_(number: int, **more) -> str:
    return row(number, end="", status="Đang xử lý", **more)


MONTHS = {
    "one case, resolved": [row(1)],
    "one case, open and late": [open_(1)],
    "no case of the period": [row(1, start="20/10/2025 08:00", due="25/10/2025 17:00", end="24/10/2025 10:00")],
    "all in person, off the catalogue": [row(n, channel="Trực tiếp", name="Việc lạ") for n in range(1, 40)],
    "no names, no fields": [row(n, name="", field="") for n in range(1, 40)],
    "no due date": [row(n, due="") for n in range(1, 40)],
    "all late": [row(n, end="10/12/2025 10:00") for n in range(1, 40)],
    "all open": [open_(n, due="16/12/2025 17:00") for n in range(1, 40)],
    "all withdrawn": [row(n, status="Công dân rút hồ sơ") for n in range(1, 40)],
    "land alone": [row(n, unit=LAND, field="Đất đai") for n in range(1, 40)],
    "land without due dates": [row(n, unit=LAND, field="Đất đai", due="") for n in range(1, 40)],
    "states and units of nowhere": [
        row(n, status="Trạng thái lạ", unit="Sở lạ" if n < 5 else COMMUNE, channel="Kênh lạ" if n < 5 else "Trực tuyến")
        for n in range(1, 40)
    ],
    "some of each": [
        (open_ if n % 5 == 0 else row)(
            n, channel="Trực tiếp" if n % 7 == 0 else "Trực tuyến", unit=LAND if n % 3 == 0 else COMMUNE
        )
        for n in range(1, 60)
    ],
}


def alone(folder):
    """A data root with no other commune beside it."""
    (folder / "data").mkdir()
    return draw.root(folder / "data")


def test_every_answer_is_asked_by_a_notebook_and_every_question_has_one():
    assert len(asked()) > 70
    assert {name for name, _ in asked()} == set(ANSWERS)


@pytest.mark.parametrize("rows", MONTHS.values(), ids=list(MONTHS))
@pytest.mark.parametrize(
    "with_registers", [False, pytest.param(True, marks=pytest.mark.long)], ids=["a list alone", "with registers"]
)
def test_every_answer_of_a_small_month(tmp_path, rows, with_registers):
    root = alone(tmp_path)
    draw.put_csv(root, "ho-so.csv", HEADINGS, *rows)
    if with_registers:  # one row a sheet
        typed(fresh(root), example_rows())
    draw.imported(root)
    month = compute(parse_period("2025-12"), root)
    for audience in ("internal", "public"):
        assert failures(month, audience) == {}


def failures(month, audience: str) -> dict:
    """(answer, scope) → what went wrong, over all cells of all notebooks. No other office is named on the pages of this one."""
    failed = {}
    for name, scope in asked():
        try:
            shown = answer(name, month, scope, audience)
        except Exception as error:  # all of them are to be seen at once
            failed[name, scope] = repr(error)
        else:
            if found := re.search(r"\b(nan|None|NaN|inf|NaT|<NA>)\b|Diễn Châu|[Nn]hận định của báo cáo", shown.text + shown.html):
                failed[name, scope] = found[0]
    return failed


@pytest.mark.long  # that the numbers are computed without each sheet is shown in test_register_workbook.py
@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.table for sheet in SHEETS])
def test_every_answer_without_one_sheet_of_the_workbook(tmp_path, sheet):
    root = alone(tmp_path)
    draw.put_csv(root, "ho-so.csv", HEADINGS, *MONTHS["some of each"])
    typed(fresh(root), example_rows(), drop=[sheet.name])
    draw.imported(root)
    month = compute(parse_period("2025-12"), root)
    assert failures(month, "internal") == {}
    if sheet.table != "totals":  # the system's own totals stand beside ours; without them there is nothing to say
        assert f"không có bảng “{TABLES[sheet.table].label}”" in month.now.at_hand[sheet.table].reason


@pytest.mark.parametrize("name", ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"])
def test_every_answer_of_every_month_of_the_sample(sample_root, name):
    """July has one case without a day of filing: its weekday and hour are missing, those of the others stay whole numbers."""
    month = compute(parse_period(name, load_centre(sample_root).since), sample_root)
    own_words = (
        "Diễn Châu",
        "Nhận định của báo cáo",
        "nhận định của báo cáo",
    )  # the sample may say what no other office's page may
    broken = {place: what for place, what in failures(month, "internal").items() if what not in own_words}
    assert broken == {}
