"""A month exported again by somebody else: replaced, beside the old list, cut to what changed, of another month."""

import datetime as dt

import drawn_exports as draw
import pytest
from sources.test_corpus_odd import CODE, DUE, ENDED, HEAD, ROWS, STATUS, text

from hcc_helpers.cli.check import check_periods
from hcc_helpers.periods import parse_period

# fmt: off

LATER = [list(row) for row in ROWS]
LATER[2][DUE] = "24/12/2025"
LATER[3][ENDED], LATER[3][STATUS] = "12/12/2025 09:00", "Đã trả kết quả"


def numbered(rows) -> list[list[str]]:
    return [[str(number), *row[1:]] for number, row in enumerate(rows, 1)]


WITHOUT_FIFTH, CHANGED_ONLY = numbered([*LATER[:4], LATER[5]]), numbered(LATER[2:4])


def taken(at: str, rows=ROWS) -> str:
    return f"Thời điểm trích xuất: {at}\n{text(rows)}"


def held(snapshot) -> dict:
    return {row["case_id"]: (row["due_at"], row["ended_at"]) for row in draw.rows(snapshot)}


def test_a_corrected_list_takes_the_place_of_the_old_one(tmp_path, capsys):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.imported(data)
    draw.put(data, "a.csv", text(WITHOUT_FIFTH))
    assert check_periods([parse_period(draw.MONTH)], data) == 0
    assert "So với lần nhập trước:\n    Hồ sơ: thêm 0, bỏ 1, đổi 2\n" in capsys.readouterr().out
    again = held(draw.imported(data))
    assert len(again) == 5
    assert again[ROWS[2][CODE]] == (dt.datetime(2025, 12, 24), None)


@pytest.mark.parametrize("names", [("a.csv", "a (1).csv"), ("b.csv", "a.csv"), ("ds-20251215.csv", "ds-20251216.csv")])
def test_a_corrected_list_beside_the_old_one_wins_and_what_it_lacks_is_said(tmp_path, names):
    data = draw.root(tmp_path, "")
    draw.put(data, names[0], taken("15/12/2025 07:30"))
    draw.put(data, names[1], taken("16/12/2025 09:00", WITHOUT_FIFTH))
    snapshot = draw.imported(data)
    assert len(held(snapshot)) == 6
    assert held(snapshot)[ROWS[3][CODE]][1] == dt.datetime(2025, 12, 12, 9)
    (said,) = draw.found(snapshot, "L2-chi-ban-truoc")
    assert (said.file, said.case_id) == (names[0], ROWS[4][CODE])
    assert said.message.startswith("1 trên 6 hồ sơ")


def test_two_lists_of_one_time_that_differ_are_refused(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    draw.put(data, "a (1).csv", text(LATER))
    assert set(draw.rules(draw.refusal(data))) == {"L2-mau-thuan"}


def test_what_changed_beside_the_whole_list_is_laid_over_it(tmp_path):
    data = draw.root(tmp_path, "")
    draw.put(data, "a.csv", taken("15/12/2025 07:30"))
    draw.put(data, "sua.csv", taken("16/12/2025 09:00", CHANGED_ONLY))
    snapshot = draw.imported(data)
    assert held(snapshot)[ROWS[2][CODE]][0] == dt.datetime(2025, 12, 24)
    assert len(held(snapshot)) == 6
    assert not draw.found(snapshot, "L2-chi-ban-truoc")


def test_what_changed_alone_is_refused_until_somebody_says_that_the_rest_is_gone(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    first = draw.imported(data)
    draw.put(data, "a.csv", text(CHANGED_ONLY))
    error = draw.attempt(data)
    assert draw.rules(error) == ["L2-mat-so-voi-truoc"]
    assert "có 6, nay thiếu 4" in error.findings[0].message
    draw.put(data, "mapping.toml", draw.TAKEN + "[limits]\nlost_rows = 100\n")
    assert (first.version, draw.imported(data).version) == (1, 2)
    draw.put(data, "mapping.toml", draw.TAKEN)  # once read, the line is not needed
    assert len(held(draw.imported(data))) == 2


def test_what_was_read_names_its_files_also_where_no_row_of_it_is_left(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(ROWS[:3]))
    draw.put(data, "b.csv", text(ROWS[3:]))
    draw.put(data, "mapping.toml", draw.TAKEN + "[limits]\nmissing_rows = 100\n")
    draw.imported(data)
    draw.put(data, "mapping.toml", draw.TAKEN + "[limits]\nunreadable_rows = 100\nmissing_rows = 100\n")
    for name, rows in {"a.csv": ROWS[:3], "b.csv": ROWS[3:]}.items():
        draw.put(data, name, text([[*row[:CODE], "", *row[CODE + 1 :]] for row in rows]))
    error = draw.attempt(data)
    assert [(one.rule, one.file) for one in error.findings if one.level == "refused"] == [("L2-mat-so-voi-truoc", "a.csv, b.csv")]


def test_another_list_after_a_wrong_one_is_not_refused(tmp_path):
    """The list of another office lay in the folder first: nearly all of the right one is new."""
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([[row[0], row[CODE].replace("H41", "H40"), *row[2:]] for row in ROWS]))
    draw.imported(data)
    draw.put(data, "a.csv", text(ROWS[:2]))
    assert sorted(held(draw.imported(data))) == [row[CODE] for row in ROWS[:2]]


def test_payments_cut_to_a_few_are_refused(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text())
    paid = [f"P{n};{ROWS[n % 6][CODE]};22/11/2025;Phí;8.000;Đã thanh toán" for n in range(20)]
    head = "Mã giao dịch;Mã hồ sơ;Ngày thu;Loại phí, lệ phí;Số tiền (VNĐ);Trạng thái thanh toán"
    draw.put_csv(data, "thu.csv", head, *paid)
    draw.imported(data)
    draw.put_csv(data, "thu.csv", head, *paid[:6])
    error = draw.attempt(data)
    assert [(one.rule, one.file) for one in error.findings] == [("L2-mat-so-voi-truoc", "thu.csv")]


def earlier(n: int) -> list[str]:
    """A case of the month before that was settled in it."""
    return [str(n), f"H41.12-25100{n}-000{n}", *ROWS[0][2:4], f"0{n}/10/2025 08:00", f"0{n + 1}/10/2025", f"0{n}/10/2025 16:00", "Đã trả kết quả", *ROWS[0][8:]]


def test_rows_of_an_earlier_month_beside_those_of_this_one_are_kept_and_count_nowhere(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text(numbered([earlier(1), earlier(2), *ROWS])))
    assert len(held(draw.imported(data))) == 8


def test_a_list_of_another_month_alone_is_refused(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([earlier(n) for n in range(1, 8)]))
    error = draw.refusal(data)
    assert draw.rules(error) == ["L0-danh-sach-trong"]
    assert "không hồ sơ nào thuộc kỳ 15/11/2025 đến hết 14/12/2025" in error.findings[0].message


def test_a_few_cases_of_another_month_alone_are_said(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([earlier(1), earlier(2)]))
    (said,) = draw.found(draw.imported(data), "L0-danh-sach-trong")
    assert said.level == "odd"


def test_many_open_cases_and_not_one_that_came_in_is_a_list_of_another_month(tmp_path):
    """Sixty cases of October, still open: each of them is carried over, and none would be new."""
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([[str(n), f"H41.12-251001-{n:04d}", *ROWS[0][2:4], "01/10/2025 08:00", *ROWS[0][5:]] for n in range(1, 61)]))
    assert "không hồ sơ nào tiếp nhận trong kỳ" in draw.refusal(data).findings[0].message


def test_fewer_columns_are_no_blank_cells(tmp_path):
    data = draw.root(tmp_path)
    draw.put(data, "a.csv", text([[cell for at, cell in enumerate(row) if at != DUE] for row in ROWS], [cell for at, cell in enumerate(HEAD) if at != DUE]))
    assert "due_at" not in draw.imported(data).meta["columns"]["cases"]
