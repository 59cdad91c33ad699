"""loi-van.md: the office's words by section, their figures filled in or held against the results, nothing of them HTML."""

from __future__ import annotations

import unicodedata

import drawn_exports as draw
import pytest

from hcc_helpers.cli.check import check_periods
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.indicators.own_words import PLACE
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer
from hcc_helpers.sources.office.own_words import SECTIONS, WORDS, parse, read_words, section_of, template

CASES = [f"H{n};20/11/2025 08:00;05/12/2025 17:00;01/12/2025 10:00;Đã trả kết quả" for n in range(1, 5)]


@pytest.fixture
def data(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "ho-so.csv"\nconstants = { channel = "online", scope = "commune" }\n'
    root = draw.root(tmp_path, mapping)
    draw.put_csv(
        root,
        "ho-so.csv",
        "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái",
        *CASES,
        "H5;21/11/2025 08:00;30/11/2025 17:00;05/12/2025 10:00;Đã trả kết quả",
    )
    return root


def words(data, text: str):
    draw.put(data, "loi-van.md", text)
    return compute(parse_period("2025-12"), data, beside=False)


def found(month, rule):
    return [(item.row, item.message) for item in month.found if item.rule == rule]


def test_figures_are_filled_in_as_they_are_printed(data):
    month = words(
        data, "## II. Tồn tại\n\nTiếp nhận {{received_all}} hồ sơ, đúng hạn {{ in_time_pct }}, đất đai {{received_all:land}}.\n"
    )
    assert month.own_words.sections["II"].startswith("Tiếp nhận 5 hồ sơ, đúng hạn 80,00%")
    assert not found(month, "V3-so-khong-khop")


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 5 hồ sơ",
        "Tiếp nhận 05 hồ sơ",
        "đúng hạn đạt 80%",
        "đúng hạn 80,0%",
        "đúng hạn: 80,00%",
        "quá hạn 01 hồ sơ (20%)",
        "hồ sơ trực tuyến 5",
    ],
)
def test_a_typed_number_that_is_the_result_of_its_label_is_none_of_our_business(data, text):
    month = words(data, f"## II\n{text} như vậy.\n" if text.endswith("5") else f"## II\n{text}.\n")
    assert found(month, "V3-so-khong-khop") == []


@pytest.mark.parametrize(
    ("text", "shown", "why"),
    [
        ("Tiếp nhận 77 hồ sơ", "77", "không bằng kết quả của kỳ"),
        ("Tỷ lệ đúng hạn đạt 81%", "81%", "không bằng kết quả của kỳ"),
        ("Tỷ lệ đúng hạn đạt 80,01%", "80,01%", "không bằng"),
        ("Quá hạn 4 hồ sơ", "4", "nhưng là của Giải quyết trước hạn"),
        ("Tiếp nhận 1944 hồ sơ", "1944", "không bằng"),
        ("Đúng hạn 98.25%", "98.25%", "không bằng"),
        ("Quá hạn 80%", "80%", "nhưng là của Tỷ lệ giải quyết trước hạn và đúng hạn"),
    ],
)
def test_a_typed_number_that_is_not_the_result_of_its_label_is_a_finding_with_its_line(data, text, shown, why):
    month = words(data, f"<!-- ghi\nchú -->\n## II\n\n{text} trong kỳ.\n")
    ((row, message),) = found(month, "V3-so-khong-khop")
    assert row == 5
    assert f"“{shown}”" in message
    assert why in message


@pytest.mark.parametrize("text", ["Con số 5 như vậy", "Đã trồng 77 cây", "Quyên góp được 32.873.000 đồng"])
def test_a_label_that_no_indicator_has_is_said_and_not_guessed(data, text):
    month = words(data, f"## II\n{text}.\n")
    assert found(month, "V3-so-khong-khop") == []
    ((_, message),) = found(month, "V3-so-chua-ro")
    assert "chưa rõ là của chỉ số nào" in message


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 15/11 đến 15/12/2025",
        "tháng 12 năm 2025",
        "Nghị định số 61/2018/NĐ-CP",
        "Quyết định 766/QĐ-TTg",
        "Quyết định số 766",
        "theo số 766/QĐ-TTg",
        "quy trình “4 tại chỗ”",
        "khoản 2 Điều 17",
        "1. Đôn đốc",
        "phục vụ 24/7",
        "từ 2025",
    ],
)
def test_days_laws_and_numbering_are_no_figures(data, text):
    month = words(data, f"## II\n\n{text}\n")
    assert found(month, "V3-so-khong-khop") + found(month, "V3-so-chua-ro") == []


def test_an_unknown_name_is_said_with_the_nearest(data):
    month = words(data, "## III\nSố {{receved_all}} và {{received_all:xa}}.\n")
    assert found(month, "V2-cho-trong-la") == [
        (2, "Dòng 2: không có chỉ số “receved_all”. Có phải “received_all”?"),
        (2, "Dòng 2: không có phạm vi “xa”."),
    ]
    assert "[không có chỉ số “receved_all”]" in month.own_words.sections["III"]


@pytest.mark.parametrize("text", ["{{received_all", "{{{received_all}}}", "{{a {{received_all}} b}}"])
def test_braces_that_enclose_no_name_are_said(data, text):
    month = words(data, f"## III\nSố {text} hồ sơ.\n")
    assert [row for row, message in found(month, "V2-cho-trong-la") if "không đủ cặp" in message] == [2]


def test_an_indicator_without_a_value_is_no_zero(data):
    month = words(data, "## III\nThu {{fees_total}}.\n")
    assert "[không có số liệu: " in month.own_words.sections["III"]
    assert found(month, "V2-khong-co-so")[0][0] == 2


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("I.1 Công tác phối hợp", "I.1"),
        ("i.2", "I.2"),
        ("II/ Tồn tại hạn chế", "II"),
        ("III. Nhiệm vụ", "III"),
        ("Kiến nghị, đề xuất", "proposals"),
        ("KIẾN NGHỊ", "proposals"),
        ("I.3 Tiếp nhận", None),
        ("IV", None),
    ],
)
def test_sections_by_how_their_heading_begins(heading, section):
    assert section_of(heading) == section


def test_words_that_belong_nowhere_are_said():
    said = parse("Mở đầu.\n## Phần khác\nmất\n## II\ncòn\n")
    assert said.sections == {"II": [(5, "còn"), (6, "")]}
    assert [(item.rule, item.row) for item in said.findings] == [("V1-ngoai-muc", 1), ("V1-muc-la", 2)]


@pytest.mark.parametrize(
    ("text", "sections", "said"),
    [
        ("## II\nTrước <!-- mở\n## III\nmất\n", ["II"], [("V1-ngoai-muc", 2)]),
        ("## I.1\nA\n##II\nB\n", ["I.1", "II"], []),
        ("## I.1\nA\nII. Tồn tại, hạn chế, nguyên nhân\nB\n", ["I.1"], [("V1-muc-la", 3)]),
        ("## I.1\rA\r## II\rB\r", ["I.1", "II"], []),
        (unicodedata.normalize("NFD", "## Kiến nghị\nĐề xuất\n"), ["proposals"], []),
    ],
)
def test_no_words_are_lost_without_a_finding(text, sections, said):
    words = parse(text)
    assert list(words.sections) == sections
    assert [(item.rule, item.row) for item in words.findings] == said
    assert all(line == unicodedata.normalize("NFC", line) for lines in words.sections.values() for _, line in lines)


def test_the_template_says_nothing_and_lacks_nothing():
    said = parse(template("tháng 01/2026", "../2025-12/loi-van.md"))
    assert said.sections == {}
    assert said.findings == []
    filled = parse("".join(f"{line}\nLời.\n" for line in template("tháng 01/2026").splitlines() if line.startswith("## ")))
    assert list(filled.sections) == list(SECTIONS)
    assert all(PLACE.search(text) is None for lines in filled.sections.values() for _, text in lines)


def test_html_in_the_words_is_text_and_the_page_says_whose_words_they_are(data):
    month = words(
        data,
        "## I.1\n**Đậm** <script>alert(1)</script> [trang](javascript:x) ![hình](http://x/y.png)\n\n### Đề mục\n- {{received_all}} hồ sơ\n",
    )
    html = answer("own_words_I_1", month, "commune", "internal").html
    assert "Lời văn của Trung tâm: I.1" in html.replace("\u00a0", " ")
    assert "<strong>Đậm</strong> &lt;script&gt;" in html
    assert "<li>5 hồ sơ</li>" in html
    assert not any(text in html for text in ("<script", "<a ", "<img", "<h3", "javascript"))


def test_what_may_be_of_persons_is_not_shared(data):
    month = words(data, "## II\nHồ sơ H41.72-251120-0001 bị chậm.\n\n## III\nBình thường.\n")
    assert found(month, "V1-ca-nhan")[0][0] == 2
    assert "H41.72" in answer("own_words_II", month, "commune", "internal").html
    assert answer("own_words_II", month, "commune", "public").html == ""
    assert "Bình thường" in answer("own_words_III", month, "commune", "public").html


@pytest.mark.parametrize(
    "text",
    [
        "gọi 0912345678, nhé",
        "gọi 0912.345.678.",
        "gọi 0912 345 678",
        "gọi 091-234-5678",
        "gọi +84 912345678",
        "CCCD 040099001234,",
        "thư a.b@c.vn",
        "ông Nguyễn Văn A đề nghị",
        "Bà Đỗ Thị B",
    ],
)
def test_persons_by_number_mail_or_form_of_address(text):
    assert [item.rule for item in parse(f"## II\n{text}\n").findings] == ["V1-ca-nhan"]


@pytest.mark.parametrize(
    "text", ["thu 32.873.000.000 đồng, tăng", "bà con Xóm 1", "ngày 15/12/2025, 16/12/2025", "từ 2025-11-15 đến 2025-12-14"]
)
def test_money_days_and_people_in_general_are_no_persons(text):
    assert parse(f"## II\n{text}\n").findings == []


def test_the_words_are_an_input_of_the_run(data):
    first = words(data, "## II\nMột.\n")
    again = words(data, "## II\nMột.\n")
    other = words(data, "## II\nHai.\n")
    assert first.inputs == again.inputs
    assert first.inputs["snapshots"][0]["hash"] != other.inputs["snapshots"][0]["hash"]


def test_a_longer_period_has_no_words_of_its_own(data):
    words(data, "## II\nMột.\n")
    quarter = compute(parse_period("2025-Q4"), data, beside=False, is_partial=True)
    assert quarter.own_words.sections == {}
    assert "Một." not in answer("own_words_II", quarter, "commune", "internal").html


def test_hcc_check_names_a_misspelt_indicator_before_anything_is_computed(data, capsys):
    draw.put(data, "loi-van.md", "## II\nSố {{receved_all}}.\n")
    assert check_periods([parse_period("2025-12")], data) == 0
    assert "Có phải “received_all”?" in capsys.readouterr().out


def test_words_that_are_no_utf_8_do_not_stop_the_month(data):
    draw.put(data, "loi-van.md", "## II\nLời".encode("utf-16"))
    month = compute(parse_period("2025-12"), data, beside=False)
    assert month.own_words.sections == {}
    assert [item.rule for item in month.found if item.rule.startswith("V")] == ["V1-loi-van"]


def test_words_of_a_megabyte_are_not_read(tmp_path):
    (tmp_path / WORDS).write_text("## I.1\n" + "lời " * 400_000, "utf-8")
    read = read_words(tmp_path)
    assert (read.sections, [one.rule for one in read.findings]) == ({}, ["V1-loi-van"])
    assert "Tệp lớn 2 MB" in read.findings[0].message
