"""Several files of one month: the same case counts once, further columns meet on the code, nothing goes missing."""

import datetime as dt

import drawn_exports as draw

HEAD = "Mã hồ sơ;Ngày nhận;Trạng thái"
LATER = 'extracted_at = 2025-12-15T07:30:00\n[[file]]\nname = "b.csv"\nextracted_at = 2025-12-16T07:30:00\n'


def two(tmp_path, first, second, mapping=draw.TAKEN):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", *first)
    draw.put_csv(data, "b.csv", *second)
    return data


def test_equal_cases_of_two_files_count_once_and_are_listed(tmp_path):
    data = two(
        tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], [HEAD, "H1;20/11/2025 00:00:00;đang xử lý", "H2;21/11/2025;Đang xử lý"]
    )
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "case_id") == ["H1", "H2"]
    (finding,) = draw.found(snapshot, "L2-trung")
    assert (finding.file, finding.row, finding.case_id) == ("b.csv", 2, "H1")


def test_full_duplicates_inside_one_file_count_once(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", HEAD, *["H1;20/11/2025;Đang xử lý"] * 3)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "source_row") == [2]
    assert [finding.row for finding in draw.found(snapshot, "L2-trung")] == [3, 4]


def test_of_different_content_the_later_extraction_wins_and_is_listed(tmp_path):
    data = two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], [HEAD, "H1;20/11/2025;Đã trả kết quả"], LATER)
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "status") == ["handed_over"]
    assert draw.column(snapshot, "extracted_at") == [dt.datetime(2025, 12, 16, 7, 30)]
    (finding,) = draw.found(snapshot, "L2-thay-the")
    assert (finding.file, finding.case_id) == ("a.csv", "H1")
    assert "“Trạng thái”" in finding.message
    # the month is known no further than its earliest list
    assert snapshot.extracted_at == dt.datetime(2025, 12, 15, 7, 30)


def test_different_content_taken_at_the_same_time_is_refused(tmp_path):
    error = draw.refusal(two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], [HEAD, "H1;20/11/2025;Đã trả kết quả"]))
    (finding,) = error.findings
    assert (error.exit_code, finding.rule, finding.case_id) == (65, "L2-mau-thuan", "H1")
    assert "a.csv, dòng 2" in finding.message
    assert "“Trạng thái”" in finding.message


def test_one_case_exported_under_two_filters_is_refused(tmp_path):
    mapping = draw.TAKEN + "".join(
        f'[[file]]\nname = "{name}.csv"\nconstants = {{ channel = "{channel}" }}\n'
        for name, channel in (("a", "online"), ("b", "in_person"))
    )
    error = draw.refusal(two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], [HEAD, "H1;20/11/2025;Đang xử lý"], mapping))
    assert draw.rules(error) == ["L2-mau-thuan"]
    assert "“Hình thức nhận”" in error.findings[0].message


def test_two_views_of_one_case_complete_each_other(tmp_path):
    overdue = ["STT;Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả", "1;H1;20/11/2025;30/11/2025;01/12/2025"]
    snapshot = draw.imported(two(tmp_path, [HEAD, "H1;20/11/2025;Đã trả kết quả"], overdue))
    (row,) = draw.rows(snapshot)
    assert (row["status"], row["due_at"], row["ended_at"]) == ("handed_over", dt.datetime(2025, 11, 30), dt.datetime(2025, 12, 1))


def test_a_list_of_channels_is_joined_and_the_unmatched_of_both_sides_are_listed(tmp_path):
    cases = [HEAD, "H1;20/11/2025;Đang xử lý", "H2;21/11/2025;Đang xử lý"]
    snapshot = draw.imported(two(tmp_path, cases, ["Mã hồ sơ;Hình thức nhận", "H1;Trực tuyến", "H9;Trực tiếp"]))
    assert draw.column(snapshot, "channel") == ["online", None]
    assert [(f.file, f.row, f.case_id) for f in draw.found(snapshot, "L2-khong-khop")] == [("b.csv", 3, "H9"), ("a.csv", 3, "H2")]


def test_an_unreadable_channel_stays_unreadable_when_joined(tmp_path):
    cases = [HEAD, "H1;20/11/2025;Đang xử lý"]
    (row,) = draw.rows(draw.imported(two(tmp_path, cases, ["Mã hồ sơ;Hình thức nhận", "H1;Zalo"])))
    assert (row["channel"], row["unreadable"]) == ("unreadable", ",channel,")


def test_a_case_list_without_its_acceptance_date_is_no_list_of_channels(tmp_path):
    cases = [HEAD, "H1;20/11/2025;Đang xử lý"]
    broken = ["Mã hồ sơ;Hình thức nhận;Trạng thái;Ngày hẹn trả", "H2;Trực tuyến;Đang xử lý;30/11/2025"]
    error = draw.refusal(two(tmp_path, cases, broken))
    assert draw.rules(error) == ["L0-thieu-cot"]


def test_money_of_an_unknown_case_is_kept_and_listed(tmp_path):
    fees = [
        "STT;Mã hồ sơ;Hình thức thanh toán;Thu phí, lệ phí (VNĐ);Ngày thu phí, lệ phí",
        "1;H1;Trực tuyến;- Phí: 20.000 - Lệ phí: 5.000 - Số tiền: 25.000;22/11/2025 09:00:00",
        "2;H9;Tiền mặt;- Phí: 8.000 - Lệ phí: 0 - Số tiền: 9.000;23/11/2025 09:00:00",
        "Tổng cộng;;;33.000;",
    ]
    snapshot = draw.imported(two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], fees))
    got = [
        (row["case_id"], row["kind"], row["amount_vnd"], row["method"], row["state"]) for row in draw.rows(snapshot, "payments")
    ]
    assert got == [
        ("H1", "phi", 20000, "platform", "paid"),
        ("H1", "le_phi", 5000, "platform", "paid"),
        ("H9", "phi", 8000, "cash", "paid"),
    ]
    assert len(set(draw.column(snapshot, "payment_id", "payments"))) == 3
    assert [finding.case_id for finding in draw.found(snapshot, "L2-khong-khop")] == ["H9"]
    assert [finding.row for finding in draw.found(snapshot, "L1-so-tien")] == [3]  # 8.000 + 0 is not 9.000
    assert not draw.found(snapshot, "L1-dong-tong-lech")


def test_two_payments_alike_on_one_day_are_two_payments(tmp_path):
    fees = ["Mã hồ sơ;Thu phí, lệ phí (VNĐ);Ngày thu phí, lệ phí", *["H1;20.000;22/11/2025"] * 2]
    snapshot = draw.imported(two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], fees))
    assert draw.column(snapshot, "amount_vnd", "payments") == [20000, 20000]


def test_rows_of_other_tables_with_one_code_and_two_contents_are_both_kept(tmp_path):
    surveys = [
        "Mã phiếu;Ngày trả lời;Mức độ hài lòng",
        "P1;20/11/2025;Hài lòng",
        "P1;20/11/2025;Bình thường",
        "P2;20/11/2025;",
        "P2;20/11/2025;",
    ]
    snapshot = draw.imported(two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], surveys))
    assert draw.column(snapshot, "level", "surveys") == ["satisfied", "neutral", None]
    assert len(set(draw.column(snapshot, "answer_id", "surveys"))) == 3  # so that both are counted
    assert [finding.row for finding in draw.found(snapshot, "L2-khac-noi-dung")] == [3]
    assert [finding.row for finding in draw.found(snapshot, "L2-trung")] == [5]


def test_one_list_a_channel_is_one_list_of_channels(tmp_path):
    data = two(
        tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý", "H2;21/11/2025;Đang xử lý"], ["Mã hồ sơ;Hình thức nhận", "H1;Trực tuyến"]
    )
    draw.put_csv(data, "c.csv", "Mã hồ sơ;Hình thức nhận", "H2;Trực tiếp")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "channel") == ["online", "in_person"]
    assert draw.found(snapshot, "L2-khong-khop") == []


def test_of_two_lists_of_channels_the_later_one_holds(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "c.csv"\nextracted_at = 2025-12-15T09:00:00\n'
    data = two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], ["Mã hồ sơ;Hình thức nhận", "H1;Trực tuyến"], mapping)
    draw.put_csv(data, "c.csv", "Mã hồ sơ;Hình thức nhận", "H1;Trực tiếp")
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "channel") == ["in_person"]
    assert len(draw.found(snapshot, "L2-thay-the")) == 1


def test_numbers_that_begin_anew_in_a_later_list_are_other_rows(tmp_path):
    """Two lists of answers in one folder, both numbered from 1: the later one takes nothing away; a row in both counts once."""
    mapping = draw.TAKEN + '[[file]]\nname = "c.csv"\nextracted_at = 2025-12-15T09:00:00\n'
    head = "Mã phiếu;Ngày trả lời;Mức độ hài lòng"
    early = [head, "1;20/11/2025;Hài lòng", "2;21/11/2025;Hài lòng"]
    data = two(tmp_path, [HEAD, "H1;20/11/2025;Đang xử lý"], early, mapping)
    draw.put_csv(data, "c.csv", head, "1;02/12/2025;Bình thường", "2;03/12/2025;Hài lòng", "2;21/11/2025;Hài lòng")
    snapshot = draw.imported(data)
    days = sorted(f"{at:%d/%m}" for at in draw.column(snapshot, "answered_at", "surveys"))
    assert days == ["02/12", "03/12", "20/11", "21/11"]
    assert len(draw.found(snapshot, "L2-trung")) == 1
