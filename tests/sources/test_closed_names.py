"""Units and systems: names of the office's lists stay, anything else may be somebody and becomes "khác" with a finding."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import drawn_exports as draw
import pyarrow as pa
import pytest
from sources.test_canaries import everything

from hcc_helpers.cli.check import check_periods
from hcc_helpers.cli.office import new_month
from hcc_helpers.periods import parse_period
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.values import closed_names
from hcc_helpers.sources.values.closed_names import OFFICES, SYSTEMS, UNITS, closed, proposal
from hcc_helpers.sources.values.privacy import HIDDEN, NOT_NAMED

# Names that no pattern of family names tells, and what is written around them.
STRANGERS = (
    "Y Moan Êban",
    "Kpă H'Lý",
    "Lan Anh",
    "Siu Black",
    "chị Bảy bán bún",
    "A Lăng Thìn",
    "Mỹ Linh (con ông Tư)",
    "Thu Hà",
)
TRACES = ("moan", "êban", "h'lý", "lan anh", "siu black", "chị bảy", "lăng thìn", "mỹ linh", "thu hà")
A = dt.datetime(2025, 11, 20, 8, 0)
LISTED = 'units = ["Phòng Kinh tế", "Văn phòng HĐND và UBND xã"]\nsystems = ["Cổng Dịch vụ công quốc gia"]\n'


def kept(value, names=UNITS, listed=(), known=()) -> str:
    return closed(pa.array([value]), names, listed, known).array[0].as_py()


@pytest.mark.parametrize("person", STRANGERS)
@pytest.mark.parametrize("names", [UNITS, OFFICES, SYSTEMS], ids=lambda names: names.what)
def test_nobody_is_an_office_or_a_system(person, names):
    for listed in ((), ("Phòng Kinh tế",)):
        assert kept(person, names, listed) in (names.other, NOT_NAMED)


@pytest.mark.parametrize(
    "person", ["Phòng Lan Anh", "Phòng Kinh tế Lan", "Văn phòng Y Moan", "Phòng Kinh tế (Y Moan)", "Tổ Siu Black"]
)
def test_an_office_with_a_list_keeps_nobody_behind_the_word_for_an_office(person):
    assert kept(person, listed=["Phòng Kinh tế"]) == UNITS.other


@pytest.mark.parametrize(
    "unit",
    [
        "Phòng Kinh tế",
        "phòng kinh tế",
        "Phong Kinh te",
        "Phòng Kinh tê",
        "Tổ một cửa",
        "Chi nhánh Văn phòng ĐKĐĐ",
        "Phòng Văn hóa - Xã hội",
        "Công an xã Diễn Châu",
        "CÔNG AN XÃ",
        "Phòng Lao động - Thương binh và Xã hội",
        "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "Phòng Khoa học và Công nghệ",
        "Ban Chỉ huy Quân sự",
        "Ủy ban MTTQ Việt Nam xã",
        "Đoàn Thanh niên",
        "Hội Liên hiệp Phụ nữ",
        "Trung tâm Dịch vụ công",
        "UBND xã Diễn Châu",
        "UBND xã Đức Thọ, tỉnh Hà Tĩnh",
        "UBND phường Cửa Nam, thành phố Hà Nội",
        "Văn thư",
        "Cán bộ một cửa",
    ],
)
def test_an_office_with_a_list_keeps_its_own_and_what_all_offices_are_called(unit):
    assert kept(unit, listed=["Phòng Kinh tế"], known=["UBND xã Diễn Châu"]) == unit


@pytest.mark.parametrize(
    "person",
    [
        "Tổ trưởng Nguyễn Văn A",
        "Bộ phận một cửa - Lê Thị B",
        "Bộ phận một cửa - Hải",
        "Phòng Kinh tế (Hải)",
        "Bộ phận một cửa: đ/c Hải",
        "Bộ phận một cửa_ledung",
        "Tổ trưởng Hoa",
        "Quầy 3 Thu Hằng",
        "Tổ 5 – Hằng",
        "Phòng Kinh tế Hoa",
        "PHÒNG KINH TẾ - HẰNG",
        "PHÒNG KINH TẾ HẰNG",
        "PHÒNG NGUYỄN HOA",
        "phòng nguyễn hoa",
        "tổ trần thị bưởi",
        "Phòng Hoa",
        "Bộ phận một cửa - Thanh",  # also words of offices, beside another word only
        "Quầy 3 Thành",
        "Tổ trưởng Tâm",
        "TỔ HUY",
        "Phòng An",
        "Phòng Đàn",  # of a listed name's place, alone
    ],
)
@pytest.mark.parametrize("names", [UNITS, OFFICES], ids=lambda names: names.what)
def test_without_a_list_nobody_stands_behind_an_office(person, names):
    made = closed(pa.array([person] * 3), names, (), ["UBND xã Nghĩa Đàn"])
    assert set(made.array.to_pylist()) <= {names.other, NOT_NAMED}
    assert not made.unlisted, "what is proposed for the list names nobody"


@pytest.mark.parametrize(
    "unit",
    [
        "Phòng Quản trị Tổng hợp",
        "PHÒNG Y TẾ DIỄN HỒ LAN",  # only right behind the office a family name is somebody's
        "Trung tâm Y tế Diễn Châu",
        "Ban Quản lý chợ",
        "BAN QUẢN LÝ CHỢ",
        "BAN QUẢN LÝ DỰ ÁN",
        "ĐỘI QUẢN LÝ TRẬT TỰ",
        "HỘI ĐỒNG NHÂN DÂN XÃ",
        "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
        "TRUNG TÂM Y TẾ DIỄN CHÂU",
        "UBND XÃ TRẦN PHÚ",
        "Đội Xây dựng",
        "Hạt Kiểm lâm Nghĩa Đàn",
        "Bộ phận Một cửa Nghĩa Lộc",
        "Phòng Kinh tế - Hạ tầng và Đô thị",
        "Văn phòng HĐND - UBND",
        "Quầy số 3",
        "Trưởng phòng",
        "Phòng KT",
        "Trung tâm VNPT",
    ],
)
def test_without_a_list_what_reads_like_an_office_stays(unit):
    assert kept(unit) == unit


@pytest.mark.parametrize(
    "system", ["Cổng Dịch vụ công quốc gia", "Hệ thống thông tin đất đai", "VBDLIS", "iOffice", "VNeID", "LGSP"]
)
def test_without_a_list_what_reads_like_a_system_stays(system):
    assert kept(system, SYSTEMS) == system


def test_with_a_list_only_its_systems_stay():
    assert kept("VBDLIS", SYSTEMS, ["Cổng Dịch vụ công quốc gia"]) == SYSTEMS.other
    assert kept("cổng dịch vụ công Quốc gia", SYSTEMS, ["Cổng Dịch vụ công quốc gia"]) == "cổng dịch vụ công Quốc gia"


@pytest.mark.parametrize(("names", "word"), [(UNITS, NOT_NAMED), (OFFICES, HIDDEN), (SYSTEMS, HIDDEN)])
def test_what_was_hidden_before_stays_so_and_those_behind_it_are_read(names, word):
    made = closed(pa.array([HIDDEN, "Y Moan Êban"]), names, (), ()).array.to_pylist()
    assert made[0] == word
    assert made[1] in (names.other, NOT_NAMED)


def test_a_blank_cell_stays_blank():
    assert closed(pa.array([None, "Y Moan"], pa.string()), UNITS, (), ()).array.to_pylist() == [None, NOT_NAMED]


def test_every_column_of_units_and_systems_is_closed():
    governed = {column for names in (UNITS, OFFICES, SYSTEMS) for column in names.columns}
    named = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if column.type == "text" and column.name.split("_")[-1] in {"unit", "system", "issuer"}
    }
    assert named == governed


TABLES_WITH_NAMES = [
    name
    for name, table in TABLES.items()
    if name != "cases" and any(closed_names.names_of(column.name) for column in table.columns)
]


@pytest.mark.parametrize("lists", ["", LISTED], ids=["no list", "a list"])
def test_no_column_of_units_or_systems_keeps_a_stranger(tmp_path, lists):
    data = draw.root(tmp_path)
    own = tmp_path / "reference" / "centre.toml"
    text = own.read_text("utf-8") if own.is_file() else 'name = "xã Thử"\nshort_name = "Thử"\noffice_name = "Trung tâm Thử"\n'
    kept_lines = [line for line in text.splitlines() if not line.startswith(("units", "systems"))]
    own.parent.mkdir(exist_ok=True)
    own.write_text(lists + "\n".join(kept_lines), "utf-8")
    head = ["Mã hồ sơ", "Ngày nhận", *(column.label for column in TABLES["cases"].columns if closed_names.names_of(column.name))]
    rows = [[f"H{n}", A, *[person] * (len(head) - 2)] for n, person in enumerate(STRANGERS * 3)]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [head, *rows])
    draw.put(
        data,
        "mapping.toml",
        f'{draw.TAKEN}[[file]]\nname = "a.xlsx"\nconstants = {{ scope = "commune", channel = "online", status = "processing" }}\n',
    )
    right = {"instant": "20/11/2025 08:00:00", "count": "1", "vnd": "5.000", "yes_no": "Có"}
    for name in TABLES_WITH_NAMES:
        table, lines = TABLES[name], []
        for number, person in enumerate(STRANGERS):
            lines.append(
                ";".join(
                    person
                    if closed_names.names_of(c.name)
                    else f"H{number}"
                    if c.is_identity or c.type == "text"
                    else right.get(c.type, "")
                    for c in table.columns
                )
            )
        draw.put_csv(data, f"{name.replace('_', '-')}.csv", ";".join(column.label for column in table.columns), *lines)
    error = draw.attempt(data)
    said = (error.text() if error else "") + everything(tmp_path / "clean", data) + everything(tmp_path / "refused", data)
    assert error is None, error.text()
    assert [trace for trace in TRACES if trace in said.casefold()] == []
    snapshot = draw.imported(data)
    assert {"L1-don-vi-la", "L1-he-thong-la"} <= {finding.rule for finding in snapshot.findings()}


def test_a_constant_of_the_mapping_names_nobody(tmp_path):
    data = draw.root(tmp_path)
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [["Mã hồ sơ", "Ngày nhận", "Trạng thái"], ["H1", A, "Đang xử lý"]])
    constants = ", ".join(f'{name} = "Y Moan Êban"' for name in ("source_system", "handling_unit", "receiving_unit"))
    draw.put(
        data,
        "mapping.toml",
        f'{draw.TAKEN}[[file]]\nname = "a.xlsx"\nconstants = {{ scope = "commune", channel = "online", {constants} }}\n',
    )
    error = draw.attempt(data)
    assert error is None, error.text()
    assert "moan" not in everything(tmp_path / "clean", data)


def test_check_proposes_the_list_from_the_files_at_hand(tmp_path, capsys):
    data = draw.root(tmp_path)
    (tmp_path / "reference").mkdir(exist_ok=True)
    (tmp_path / "reference" / "centre.toml").write_text(
        'units = ["Phòng Kinh tế"]\nname = "xã Thử"\nshort_name = "Thử"\noffice_name = "Trung tâm Thử"\n', "utf-8"
    )
    units = ["Phòng Quản trị Tổng hợp"] * 4 + ["Y Moan Êban"] * 4 + ["Phòng Lạ"]
    rows = [[f"H{n}", A, "Đang xử lý", unit] for n, unit in enumerate(units)]
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [["Mã hồ sơ", "Ngày nhận", "Trạng thái", "Đơn vị giải quyết"], *rows])
    draw.put(
        data, "mapping.toml", f'{draw.TAKEN}[[file]]\nname = "a.xlsx"\nconstants = {{ scope = "commune", channel = "online" }}\n'
    )
    assert check_periods([parse_period("2025-12")], data) == 0
    said = capsys.readouterr().out
    assert 'units = ["Phòng Kinh tế", "Phòng Quản trị Tổng hợp"]' in said
    assert "Moan" not in said
    assert "Phòng Lạ" not in said  # met once only: whoever it is, it is no unit yet
    begun = new_month(parse_period("2025-12"), data)
    assert 'units = ["Phòng Kinh tế", "Phòng Quản trị Tổng hợp"]' in begun
    assert "Moan" not in begun


def test_nothing_new_is_no_proposal():
    assert proposal("units", {}, ["Phòng Kinh tế"]) == ""


@pytest.mark.parametrize(
    ("unit", "stays"),
    [
        ("Phòng Kinhh tế", True),  # a slip of a listed name
        ("Phòng Kinh tế 2", True),
        ("Kho Lưu Niệm 13", False),  # other digits are no slip
        ("Nhà Văn Hóa Thiếu Nhi Huyện Anh", False),  # a word more could be somebody
        ("Nhà Văn Hóa Thiếu Nhi Huyệnn", True),
        ("Phòng Trần Phúc", False),  # one letter from a listed name, and a person's
        ("Quầy 12", True),
        ("Quầy 123", False),  # no number of a counter
        ("Phòng Kinh tế xã Hạc Thành", True),
        ("Phòng Kinh tế xã Hạc Thành lan", False),  # the place has ended
    ],
)
def test_how_far_a_name_may_be_from_the_list(unit, stays):
    listed = ["Phòng Kinh tế", "Kho Lưu Niệm 12", "Nhà Văn Hóa Thiếu Nhi Huyện", "Phòng Trần Phú"]
    assert (kept(unit, listed=listed) == unit) is stays


@pytest.mark.parametrize(("unit", "stays"), [("PHÒNG KT", True), ("PHÒNG LAN", False), ("Phòng Lan", False), ("Phòng lan", True)])
def test_a_single_word_behind_an_office_is_somebody_from_three_letters_on(unit, stays):
    assert (kept(unit) == unit) is stays


@pytest.mark.parametrize(("cells", "is_proposed"), [(2, False), (3, True)])
def test_three_cells_make_a_name_worth_proposing(cells, is_proposed):
    made = closed(pa.array(["Phòng Quản trị Tổng hợp"] * cells + [None]), UNITS, ["Phòng Kinh tế"], ())
    assert made.unlisted == ({"Phòng Quản trị Tổng hợp": 3} if is_proposed else {})
    assert made.array.to_pylist() == [UNITS.other] * cells + [None]
    assert made.changed.tolist() == [True] * cells + [False], "a blank cell is as it was"


def test_the_line_to_copy_holds_the_twenty_names_met_most_often_behind_those_of_the_list():
    met = Counter({f"Phòng số {number}": 30 - number for number in range(25)})
    line = proposal("units", met, ["Văn phòng"])
    assert line.count('"Phòng số ') == 20
    assert line.startswith('units = ["Văn phòng", "Phòng số 0", ')
    assert line.endswith('"Phòng số 19"]')


def test_the_lines_to_copy():
    lists = {"units": ["Phòng Kinh tế"], "systems": []}
    said = closed_names.proposals({"units": ['Đội "Một"', 'Đội "Một"', "Ban X"], "systems": []}, lists)
    assert said[0].strip() == closed_names.PROPOSED
    assert said[1:] == ["""    units = ["Phòng Kinh tế", "Đội 'Một'", "Ban X"]"""]
    assert closed_names.proposals({"units": [], "systems": []}, lists) == []
