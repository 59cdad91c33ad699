"""Only declared columns leave the reader; what is needed of a person is derived there and the rest is dropped."""

import datetime as dt
import hashlib
import hmac
import stat
from pathlib import Path

import drawn_exports as draw
import pyarrow as pa
import pytest

from hcc_helpers.errors import CannotWrite
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.mapping.formats import Dates, Format
from hcc_helpers.sources.mapping.headings import PERSONAL_HEADINGS
from hcc_helpers.sources.values import persons_in_codes
from hcc_helpers.sources.values.cells import folded
from hcc_helpers.sources.values.privacy import ELSEWHERE, HIDDEN, age_band, hamlet, person_key, without_persons

HEAD = [
    "Mã hồ sơ",
    "Ngày nhận",
    "Trạng thái",
    "Địa chỉ",
    "Ngày sinh",
    "Số giấy tờ người nộp",
    "Số giấy tờ chủ hồ sơ",
    "Người nộp",
    "Chủ hồ sơ",
    "Số điện thoại",
    "Email",
    "Trích yếu hồ sơ",
]
A = dt.datetime(2025, 11, 20, 8, 0)
CANARIES = [
    "Canary Văn Người",
    "canary@thu.vn",
    "0912345678",
    "040099001234",
    "040099005678",
    "Ngõ Canary",
    "15/03/1980",
    "canary trong trích yếu",
]


def person(code, address="Xóm 1, Ngõ Canary", born="15/03/1980", submitter="040099001234", owner="040099001234"):
    names = ["Canary Văn Người", "CANARY VĂN NGƯỜI", "0912345678", "canary@thu.vn", "canary trong trích yếu"]
    return [code, A, "Đang xử lý", address, born, submitter, owner, *names]


def one(tmp_path, *rows, head=HEAD):
    data = draw.root(tmp_path)
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [head, *rows])
    return data


def test_nothing_personal_is_in_any_file_that_was_written(tmp_path):
    data = one(tmp_path, person("H1"), person("H2", born="x Canary Văn Người"), person("H3", address=None))
    snapshot = draw.imported(data)
    text = (
        "\n".join(finding.text() for finding in snapshot.findings())
        + str(draw.rows(snapshot))
        + (snapshot.folder / "snapshot.json").read_text()
    )
    raw = b"".join(path.read_bytes() for path in (data / "clean").rglob("*") if path.is_file())
    for canary in CANARIES:
        assert canary not in text
        assert canary.encode() not in raw
        assert hashlib.sha256(canary.encode()).hexdigest() not in text


def test_nothing_personal_is_in_a_refusal(tmp_path):
    # the columns are shifted by one: a name stands where the acceptance date belongs
    data = one(tmp_path, ["H1", "Canary Văn Người", "040099001234", A, "15/03/1980"], ["", "0912345678", "canary@thu.vn"])
    error = draw.refusal(data)
    text = error.text() + (data / "refused" / "2025-12.csv").read_text("utf-8-sig")
    assert draw.rules(error) == ["L1-ma-ho-so", "L1-ngay-tiep-nhan", "L1-ngay-tiep-nhan"]
    assert not [canary for canary in CANARIES if canary in text]


@pytest.mark.parametrize(
    ("address", "hamlet"),
    [
        ("Xóm 1, xã Thử", "Xóm 1"),
        ("số 5 XÓM 11 xã Thử", "Xóm 11"),
        ("xom dong", "Xóm Đông"),
        ("Xóm 12, xã Thử", "Ngoài xã"),
        ("Hà Nội", "Ngoài xã"),
        (None, None),
    ],
)
def test_hamlet_from_the_closed_list(tmp_path, address, hamlet):
    assert draw.column(draw.imported(one(tmp_path, person("H1", address=address))), "hamlet") == [hamlet]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("21/11/2007", "under_18"),  # eighteen only on the day after filing
        ("20/11/2007", "18_35"),
        ("20/11/1989", "36_59"),
        ("1965", "60_plus"),
        (1990, "18_35"),
        (dt.datetime(1980, 3, 15), "36_59"),
        (None, None),
        ("không nhớ", "unreadable"),
        ("01/01/2030", "unreadable"),
    ],
)
def test_age_band_on_the_day_of_filing(tmp_path, born, band):
    snapshot = draw.imported(one(tmp_path, person("H1", born=born)))
    assert draw.column(snapshot, "age_band") == [band]
    assert draw.column(snapshot, "unreadable") == [",age_band," if band == "unreadable" else ""]


@pytest.mark.parametrize(
    ("submitter", "owner", "own"),
    [("040099 001234", "040099001234", False), ("1", "2", False), ("1", "1", True), (None, "1", None)],
)
def test_filed_from_the_own_account(tmp_path, submitter, owner, own):
    assert draw.column(draw.imported(one(tmp_path, person("H1", submitter=submitter, owner=owner))), "is_own_account") == [own]


def test_names_answer_where_there_are_no_numbers(tmp_path):
    head = ["Mã hồ sơ", "Ngày nhận", "Người nộp", "Chủ hồ sơ"]
    data = one(tmp_path, ["H1", A, "Trần  Thị B", "TRẦN THỊ B"], ["H2", A, "Trần Thị B", "Lê C"], head=head)
    assert draw.column(draw.imported(data), "is_own_account") == [True, False]


def test_the_person_key_is_a_keyed_hash_whose_key_stays_in_the_root(tmp_path):
    data = one(
        tmp_path,
        person("H1"),
        person("H2", owner="040 099 001 234"),
        person("H3", owner="040099005678"),
        person("H4", owner=None),
    )
    keys = draw.column(draw.imported(data), "person_key")
    path = data / "clean" / ".person_key"
    secret = path.read_bytes()
    assert len(secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys[0] == keys[1] == hmac.new(secret, b"040099001234", hashlib.sha256).hexdigest()
    assert keys[2] not in (keys[0], None)
    assert keys[3] is None


def test_the_same_exports_hash_alike_under_two_keys(tmp_path):
    hashes = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        hashes.add(draw.imported(one(tmp_path / name, person("H1"), person("H2", owner="7"))).hash)
    # xlsx bytes differ by nothing, keys differ by all
    assert len(hashes) == 1


def test_a_key_that_is_not_whole_stops_the_import(tmp_path):
    data = one(tmp_path, person("H1"))
    (data / "clean").mkdir()
    (data / "clean" / ".person_key").write_bytes(b"short")
    with pytest.raises(Exception, match="không còn nguyên vẹn") as caught:
        draw.imported(data)
    assert caught.value.exit_code == 73


def test_a_column_of_units_and_officers_keeps_units_only(tmp_path):
    head = ["Mã hồ sơ", "Ngày nhận", "Đơn vị/ cá nhân giải quyết"]
    data = one(
        tmp_path,
        ["H1", A, "Phòng Kinh tế"],
        ["H2", A, "Canary Văn Người"],
        ["H3", A, "Chi nhánh Văn phòng ĐKĐĐ"],
        ["H4", A, "Văn thư"],
        ["H5", A, "Chuyên viên Canary Văn Người"],
        head=head,
    )
    snapshot = draw.imported(data)
    assert draw.column(snapshot, "handling_unit") == [
        "Phòng Kinh tế",
        "Cá nhân (không nêu tên)",
        "Chi nhánh Văn phòng ĐKĐĐ",
        "Văn thư",
        "Cá nhân (không nêu tên)",
    ]


@pytest.mark.parametrize("told", ["0912.345.678", "+84 912 345 678", "０９１２３４５６７８", "040 199 123 456", "CCCD:040199123456",
                                  "37A-123.45", "canary.nguoi@thu.vn", "Canary Văn Người", "N.V. Canary", "KS01 Canaryngười", "KS0912345678", "KS-0912.345.678"])  # fmt: skip
def test_a_person_in_the_place_of_a_number_is_a_pseudonym(tmp_path, told):
    data = one(tmp_path, ["H1", A, "Đang xử lý"], head=HEAD[:3])
    draw.put_csv(data, "phieu.csv", "Mã phiếu;Mã hồ sơ;Ngày trả lời;Mức độ hài lòng",
                 f"{told};H1;20/11/2025;Hài lòng", f"{told};H1;21/11/2025;Hài lòng", "KS01;H1;20/11/2025;Hài lòng")  # fmt: skip
    snapshot = draw.imported(data)
    first, second, plain = draw.column(snapshot, "answer_id", "surveys")
    assert (first.startswith("bí danh "), plain) == (True, "KS01")
    assert first.partition("/")[0] == second.partition("/")[0], "the same text is the same number, told apart by its day"
    assert draw.found(snapshot, "L1-ca-nhan")[0].column == "Mã phiếu"
    assert (data / "clean" / ".person_key").is_file()
    written = str(draw.rows(snapshot, "surveys")) + "".join(finding.text() for finding in snapshot.findings())
    assert told.replace(" ", "") not in written.replace(" ", "")


@pytest.mark.parametrize("code", ["000000001542", "KS202512-0001", "G05-250912-0003", "000.12.34.H41-240115-0001", "C24TBN-123",
                                  "VNPAY20251204123456", "Biên lai thu 0012", "Quyển 3 số 12", "BL 0012345", "12"])  # fmt: skip
def test_a_number_of_the_office_is_no_person(code):
    codes = folded(pa.array([code]))
    assert persons_in_codes.without_persons(codes, person_key(Path("nowhere")), is_case=False)[0].to_pylist() == codes.to_pylist()


def test_personal_headings_are_those_that_the_columns_declare():
    declared = {heading for column in TABLES["cases"].columns for heading in column.derived_from}
    assert {heading for headings in PERSONAL_HEADINGS.values() for heading in headings} == declared


def test_a_key_is_made_once_saved_once_and_read_back(tmp_path):
    made = person_key(tmp_path / "clean")
    assert made.is_new
    assert not made.path.exists(), "nothing is written before a snapshot is"
    made.save()
    again = person_key(tmp_path / "clean")
    deep = person_key(tmp_path / "a" / "clean")
    deep.save()
    deep.path.unlink()
    beside = person_key(tmp_path / "a" / "clean")
    beside.save()
    assert beside.path.read_bytes() == beside.secret, "also where the folder lies there already"
    assert (again.secret, again.is_new) == (made.secret, False)
    assert again.pseudonym("1") == made.pseudonym("1") != made.pseudonym("2")
    again.save()
    made.save()  # neither is new: nothing is written over
    assert made.path.read_bytes() == made.secret
    (tmp_path / "file").write_text("")
    other = person_key(tmp_path / "file")
    assert other.is_new, "where a file stands in the way there is no key yet"
    with pytest.raises(CannotWrite, match="khóa"):
        other.save()


@pytest.mark.parametrize(
    ("column", "value", "stays"),
    [
        ("figure", "32873000", True),  # a sum has as many digits as an account
        ("system", "32873000", False),
        ("figure", "0912345678", False),
        ("figure", "Nguyễn Văn An", False),
        ("procedure_code", "1.004946", True),
        ("procedure_code", "1.004946 Hoà", False),
        ("field", "Hộ tịch", True),
        ("field", "Trạm Lê Văn Tám", True),  # named by the office itself
        ("field", "Trạm Lê Văn Chín", False),
    ],
)
def test_what_stays_of_a_column_of_words(column, value, stays):
    kept, changed = without_persons(pa.array([value, None]), Column(column, "text", ""), ["Trạm Lê Văn Tám"])
    assert kept.to_pylist() == [value if stays else HIDDEN, None]
    assert changed.tolist() == [not stays, False]


def test_the_longest_hamlet_that_an_address_names_and_none_of_an_empty_list():
    hamlets = ["Xóm Đông", "Xóm Đông Thượng", "Xóm 1"]
    found = hamlet(["Xóm Đông Thượng, xã Thử", "xóm đông, xã Thử", "Xóm 1Đông", None], hamlets).array.to_pylist()
    assert found == ["Xóm Đông Thượng", "Xóm Đông", ELSEWHERE, None]
    assert hamlet(["Xóm 1", None], []).array.to_pylist() == [ELSEWHERE, None]


@pytest.mark.parametrize(
    ("born", "formats", "band"),
    [
        ("1905", [], "60_plus"),  # 120 at the most
        ("1904", [], None),
        ("2025", [], "under_18"),
        ("2026", [], None),
        ("20/11/2007", [], "18_35"),
        ("2007-11-20", ["%Y-%m-%d"], "18_35"),
        ("20/11/2007", ["%Y-%m-%d"], None),  # not as the file writes its dates
        ("20/11/1965", [], "60_plus"),
        ("21/11/1965", [], "36_59"),
        ("Từ 18 đến 35", [], None),
    ],
)
def test_age_bands_at_their_edges(born, formats, band):
    made = age_band([born, born], pa.array([A, None]), Format(table="cases", dates=Dates(formats=formats)))
    assert made.array.to_pylist() == [band, None]
    assert made.is_unreadable.tolist() == [band is None, False], "without a day of filing nothing is wrong with the cell"


def test_a_band_of_the_files_own_words():
    own = Format(table="cases", vocabulary={"age_band": {"Trẻ": "18_35", "-": ""}})
    made = age_band(["trẻ", "-", None], pa.array([A, A, A]), own)
    assert made.array.to_pylist()[0] == "18_35"
    assert made.is_unreadable.tolist()[2] is False


def test_a_key_knows_whether_something_was_written_under_it(tmp_path):
    key = person_key(tmp_path)
    assert not key.is_used
    key.pseudonym("1")
    assert key.is_used


@pytest.mark.parametrize("code", ["KS202512-0001", "BL0000000123", "XA5-00000", "PA-20251117001", "KS091234567"])
def test_a_count_behind_letters_is_nobody(code):
    assert persons_in_codes.without_persons(pa.array([code]), None, is_case=False)[0].to_pylist() == [code]


def test_the_count_of_a_case_stays_whatever_it_is_like():
    assert persons_in_codes.without_persons(pa.array(["HS0912345678"]), None, is_case=True)[0].to_pylist() == ["HS0912345678"]
