"""What may be repeated of a text from outside: each kind of name, number and address, and beside it what only looks like one."""

from __future__ import annotations

import pytest

from hcc_helpers.personal import is_personal, masked, may_quote, quoted, quoted_key, shape

PERSONAL = (
    "Nguyễn Văn An",
    "Lê Hoa",
    "nguyễn thị hoa",
    "NGUYỄN VĂN AN",
    "Nguyen Van An",
    "Le Hoa Mai",
    "NguyễnVănAn",
    "LêVănAn",
    "ông Nguyễn An",
    "chị Hoa",
    "bà Hồng Nhung",
    "Siu Thị Lan",
    "Rơ Văn Lá",
    "Y Moan Êban",
    "H'Lý Niê",
    "0912345678",
    "0912 345 678",
    "+84912345678",
    "040185012345",
    "0383 123 456",
    "37A-123.45",
    "an.nguyen@gmail.com",
    "an.nguyen (at) gmail",
    "sinh năm 1975",
    "01/02/1975",
    "1975-02-01",
    "1/2/75",
    "số 12 Trần Phú",
    "Xóm 5, Nghĩa Lộc",
    "ngõ 12 phố Huế",
    "1903 1234 5678 9012",
    "chị Hoangan",
    "ông Hoanganhh Mai",
    "Rơmahla Thị Rơm",
    "Rơm Thị Rơmahla",
    "Vũ An",
    "NGUYEN VAN AN",
    "Lê Hoangan",
    "Cao thị hoa",
    "Mai văn bình",
)
NOT_PERSONAL = (
    "Hồ sơ chờ bổ sung",
    "Văn phòng đăng ký đất đai",
    "Thái độ phục vụ",
    "xã Nguyễn Văn",
    "tỉnh Lâm Đồng",
    "Hà Nội",
    "Phòng Kinh tế",
    "ông bà nội",
    "anh Chị",
    "hội nghị ngày 15/12/2025",
    "32.873.000 đồng",
    "H41.72-251120-000123",
    "Xóm 5, các hộ",
    "số 12 của Sở",
    "Đô Thị Mới",
    "Y Tế Xã",
    "Người Việt Nam",
    "2025-11-15..2025-12-15@inclusive",
    "Lê",
    "lê hoa",
    "Nguyễn Trungtâmlớn",
    "chị Hoanganh",  # a name of one word has seven letters at the most
    "anh thợ Mộc",
    "bà Hoanganhh mua",
    "ông Việt Nam",
    "anh Việt Nam học",
    "Rơmahlaa Thị Rơm",
    "Rơm Thị Rơmahlaa",
    "rơmah Thị Rơm",
    "Rơmah Thị rơm",
    "NGUYỄN AN",  # as often a place; with a third word it is a name
    "Nguyen An",
    "NguyễnVăn",
    "Lê Hoanganh",  # nor is one of the words behind a family name longer
    "Cao thị",
    "Mai văn",
    "Cao thị trấn",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_what_is_somebodys_is_told(text):
    assert is_personal(text)
    assert is_personal(f"Ghi chú: {text}.")
    assert not may_quote(text, [text]), "not even where a list holds it"


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_so_stays(text):
    assert not is_personal(text)
    assert masked(text) == text


def test_of_a_sentence_only_the_person_is_hidden():
    assert masked("Giao Nguyễn Văn An, gọi 0912345678 trước 10 giờ") == "Giao AAAAAA AAA AA, gọi 9999999999 trước 10 giờ"
    assert masked("giao nguyễn thị hoa mai") == "giao AAAAAA AAA AAA mai"
    assert masked("giao nguyễn thị") == "giao nguyễn thị"
    assert masked("giao Cao thị hoa mai") == "giao AAA AAA AAA mai"
    assert masked("Hồ sơ của Lê Hoa") == "Hồ sơ của AA AAA", "“Hồ sơ” names nobody, and who comes behind it is still seen"
    assert masked("ho so Nguyễn Văn An.xlsx") == "ho so AAAAAA AAA AA.xlsx"
    assert masked("Xóm 5, Nghĩa Lộc; chị Hoa") == "AAA 9, AAAAA AAA; chị AAA"


def test_a_value_is_repeated_only_where_it_is_known_or_a_slip():
    known = ["Đang xử lý", "Trực tuyến", "Mã 12345"]
    assert quoted("Đang xử lý", known) == "“Đang xử lý”"
    assert quoted("Dang  xu ly", known) == "“Dang xu ly”"
    assert quoted("Đang xử l", known) == "“Đang xử l”"
    assert quoted("Lan Anh", known) == "viết như “AAA AAA”"
    assert quoted("Mã 12346", known) == "viết như “AA 99999”", "other digits are no slip"
    assert quoted("", known) == "viết như “”"
    assert quoted_key("due_at", []) == "“due_at”"
    assert quoted_key("%d/%m/%Y", []) == "“%d/%m/%Y”"
    assert quoted_key("nguyen", []) == "viết như “AAAAAA”"
    assert quoted_key("Lan Anh", []) == "viết như “AAA AAA”"


def test_a_shape_is_short():
    assert shape("2025-11-17T12:18") == "9999-99-99A99:99"
    assert shape("x" * 40) == "A" * 40
    assert shape("x" * 41) == "A" * 40 + "…"
    for times, is_short in ((8, True), (9, False)):
        assert may_quote("Đang xử lý" * times, ["Đang xử lý" * times]) is is_short, "no word of a list has more than 80 signs"
