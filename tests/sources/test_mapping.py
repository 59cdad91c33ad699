"""mapping.toml: a foreign file without touching code, and a wrong key said in Vietnamese."""

import datetime as dt

import drawn_exports as draw
import pytest

from hcc_helpers.errors import InputRefused, WrongWords
from hcc_helpers.places import raw_folder
from hcc_helpers.settings import Settings, read_settings
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.mapping import formats
from hcc_helpers.sources.mapping.mapping import read_mapping

LINES = ["Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý"]


def one(tmp_path, mapping, *lines):
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "a.csv", *(lines or LINES))
    return data


def test_constants_for_all_rows_of_a_file(tmp_path):
    mapping = (
        draw.TAKEN
        + '[[file]]\nname = "a*.csv"\nconstants = { channel = "online", scope = "land", source_system = "Cổng tỉnh" }\n'
    )
    (row,) = draw.rows(draw.imported(one(tmp_path, mapping)))
    assert (row["channel"], row["scope"], row["source_system"]) == ("online", "land", "Cổng tỉnh")


def test_a_foreign_file_by_its_own_headings(tmp_path):
    mapping = (
        draw.TAKEN
        + """
[[file]]
name = "a.csv"
table = "cases"
[file.columns]
case_id = "Ref"
accepted_at = "Opened"
status = "State"
channel = "Via"
field = "Topic"
procedure_name = "Topic"
[file.vocabulary.status]
Done = "finished"
[file.vocabulary.channel]
Phone = ""
[file.late]
rule = "timestamp"
"""
    )
    lines = ["Ref,Opened,State,Via,Topic", "1,2025-11-20 08:00:00.25,Done,Phone,Lights", "2,2025-11-21 08:00:00,done,Web, "]
    first, second = draw.rows(draw.imported(one(tmp_path, mapping, *lines)))
    assert first["accepted_at"] == dt.datetime(2025, 11, 20, 8, 0, 0, 250_000)
    assert [first[name] for name in ("case_id", "status", "channel", "field", "procedure_name", "scope")] == [
        "1",
        "finished",
        None,
        "Lights",
        "Lights",
        "unknown",
    ]
    assert [second[name] for name in ("status", "channel", "field", "unreadable")] == [
        "finished",
        "unreadable",
        None,
        ",channel,",
    ]
    assert first["late_rule"] == "timestamp"


def test_late_rule_of_the_office_where_the_format_has_none(tmp_path):
    assert draw.column(draw.imported(one(tmp_path, draw.TAKEN)), "late_rule") == ["day"]


def test_files_that_are_not_named_are_left_alone(tmp_path):
    data = one(tmp_path, draw.TAKEN + 'only_named = true\n[[file]]\nname = "a.csv"\n')
    draw.put_csv(data, "b.csv", "anything", "at all")
    snapshot = draw.imported(data)
    assert [finding.file for finding in draw.found(snapshot, "L0-de-nguyen")] == ["b.csv"]
    assert draw.column(snapshot, "case_id") == ["H1"]


def test_an_empty_heading_says_that_the_file_has_no_such_column(tmp_path):
    lines = ["Mã hồ sơ;Ngày nhận;Ngày tiếp nhận", "H1;20/11/2025;21/11/2025"]
    mapping = draw.TAKEN + '[[file]]\nname = "a.csv"\ncolumns = { accepted_at = "Ngày tiếp nhận" }\n'
    assert draw.column(draw.imported(one(tmp_path, mapping, *lines)), "accepted_at") == [dt.datetime(2025, 11, 21)]
    draw.put(tmp_path, "mapping.toml", draw.TAKEN + '[[file]]\nname = "a.csv"\ncolumns = { status = "" }\n')
    draw.put_csv(tmp_path, "a.csv", *LINES)
    assert draw.column(draw.imported(tmp_path), "status") == [None]


def test_covering_days_and_an_empty_register_count_as_zero(tmp_path):
    data = one(tmp_path, draw.TAKEN + "[covers]\nsurveys = [2025-11-15, 2025-12-14]\n")
    draw.put_csv(data, "khao-sat.csv", "Mã phiếu;Ngày trả lời;Mức độ hài lòng")
    draw.put_csv(
        data,
        "don.csv",
        "Theo dõi từ ngày 15/11/2025 đến ngày 14/12/2025",
        "Mã đơn;Loại đơn;Ngày nhận đơn",
        "D1;Phản ánh;20/11/2025",
    )
    snapshot = draw.imported(data)
    span = (dt.date(2025, 11, 15), dt.date(2025, 12, 14))
    assert snapshot.covers == {"cases": None, "surveys": span, "petitions": span}
    assert draw.rows(snapshot, "surveys") == []
    assert draw.column(snapshot, "kind", "petitions") == ["feedback"]
    assert "payments" not in snapshot.tables


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("extracted = 2025-12-15T07:30:00", "khóa “extracted” không có; gần nhất: “extracted_at”"),
        ('extracted_at = "hôm qua"', "giá trị của “extracted_at” không đúng kiểu"),
        ("[covers]\nsurvey = [2025-11-15, 2025-12-14]", "covers: không có “survey”; gần nhất: “surveys”"),
        ("[covers]\nsurveys = [2025-12-14, 2025-11-15]", "ngày đầu sau ngày cuối"),
        ('[[file]]\nnam = "a.csv"', "không có “nam”"),
        ('[[file]]\nname = "a.csv"\nconstant = {}', "không có “constant”; gần nhất: “constants”"),
        ('[[file]]\nname = "a.csv"\ncolumns = { acepted_at = "x" }', "columns: không có “acepted_at”; gần nhất: “accepted_at”"),
        ('[[file]]\nname = "a.csv"\ntable = "case"', "table: không có “case”; gần nhất: “cases”"),
        ('[[file]]\nname = "a.csv"\nformat = "case"', "không có mẫu “case”"),
        ('[[file]]\nname = "a.csv"\ntable = "cases"\nconstants = { channel = "web" }', "constants.channel: không có “web”"),
        (
            '[[file]]\nname = "a.csv"\ntable = "cases"\n[file.vocabulary.status]\nDone = "done"',
            "vocabulary.status: không có “done”",
        ),
        ('[[file]]\nname = "a.csv"\ntable = "cases"\n[file.dates]\nformats = ["%d/%y"]', "dạng ngày “%d/%y” không dùng được"),
        ('[[file]]\nname = "a.csv"\ntable = "cases"\n[file.dates]\ntime_zone = "VN"', "múi giờ phải là"),
        ('[[file]]\nname = "a.csv"\ntable = "cases"\n[file.late]\nrule = "hour"', "late.rule"),
        ("[[file", "sai cú pháp TOML"),
        ('file = "a.csv"', "giá trị của “file” không đúng kiểu"),
    ],
)
def test_a_wrong_key_is_refused_with_the_nearest_right_one(tmp_path, mapping, words):
    error = draw.refusal(one(tmp_path, mapping + "\n"))
    assert error.exit_code == 65
    assert {(finding.rule, finding.file) for finding in error.findings} == {("L0-mapping", "mapping.toml")}
    assert words in "\n".join(finding.message for finding in error.findings)
    assert "Input should be" not in error.text()


def test_shipped_formats_name_only_what_exists_and_apply_by_headings():
    shipped = formats.shipped()
    assert len({item.id for item in shipped}) == len(shipped) >= 10
    for item in shipped:
        assert item.recognise
        assert item.label
        assert item.table in TABLES
    formats.common_words()  # every word maps to a code that exists


def test_every_table_has_a_shape_of_its_own():
    assert [item.table for item in formats.own_shapes()] == list(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_table_is_recognised_by_its_own_labels(tmp_path, table):
    # A list of cases with headings alone is refused, unless the office says that there was none.
    data = (
        one(tmp_path, draw.TAKEN) if table.name != "cases" else draw.root(tmp_path, f"{draw.TAKEN}[limits]\nmissing_rows = 100\n")
    )
    draw.put_csv(data, "bang.csv", ";".join(column.label for column in table.columns))
    snapshot = draw.imported(data)
    assert [item["table"] for item in snapshot.meta["files"] if item["name"] == "bang.csv"] == [table.name]
    assert [column.name for column in table.columns if column.name not in snapshot.meta["columns"][table.name]] == []


def test_an_extraction_time_with_an_offset_is_local_time(tmp_path):
    data = one(tmp_path, "extracted_at = 2025-12-15T00:30:00Z\n")
    assert draw.imported(data).extracted_at == dt.datetime(2025, 12, 15, 7, 30)


@pytest.mark.parametrize(
    "key",
    [
        "columns",
        "personal",
        "vocabulary",
        "dates",
        "constants",
        "rows",
        "late",
        "recognise",
        "kinds",
        "joins",
        "table",
        "format",
        "name",
    ],
)
@pytest.mark.parametrize(
    "value", ["5", '"x"', "[5]", "{}", "{ x = 5 }", "{ case_id = 5 }", "{ status = [1] }", "true", "2025-01-01"]
)
def test_no_value_of_a_key_ends_in_anything_but_our_own_error(tmp_path, key, value):
    name = "" if key == "name" else 'name = "a.csv"\n'
    table = "" if key == "table" else 'table = "cases"\n'
    data = one(tmp_path, f"{draw.TAKEN}[[file]]\n{name}{table}{key} = {value}\n")
    error = draw.attempt(data)
    assert error is None or (error.exit_code in (65, 66) and error.findings)


def test_a_name_that_no_file_answers_to_stops_the_month_until_it_is_said_to_be_optional(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "ho-so-truc-tuyen.csv"\nconstants = { channel = "online" }\n'
    data = draw.root(tmp_path, mapping)
    draw.put_csv(data, "ho-so.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    (finding,) = draw.refusal(data).findings
    assert finding.rule == "L0-mapping-thua"
    assert "“ho-so-truc-tuyen.csv”" in finding.message
    assert "optional = true" in finding.todo
    draw.put(data, "mapping.toml", mapping + "optional = true\n")
    assert [item.level for item in draw.found(draw.imported(data), "L0-mapping-thua")] == ["listed"]


def test_a_constant_does_not_stand_in_for_a_cell_that_could_not_be_read(tmp_path):
    mapping = draw.TAKEN + '[[file]]\nname = "a.csv"\nconstants = { is_fee_due = true }\n'
    data = draw.root(tmp_path, mapping)
    head = "Mã hồ sơ;Ngày nhận;Trạng thái;Có thu phí, lệ phí"
    draw.put_csv(data, "a.csv", head, "H1;20/11/2025;Đang xử lý;hmm", "H2;20/11/2025;Đang xử lý;")
    assert draw.column(draw.imported(data), "is_fee_due") == [None, True]


def test_a_case_list_with_states_is_not_called_a_list_of_overdue_cases(tmp_path):
    data = draw.root(tmp_path)
    head = "Mã hồ sơ;Ngày nhận;Trạng thái;Ngày hẹn trả;Ngày kết thúc xử lý"
    draw.put_csv(data, "a.csv", head, "H1;20/11/2025;Đang xử lý;30/11/2025;")
    assert draw.imported(data).meta["files"][0]["format"] == "case-list"


@pytest.mark.parametrize(
    ("content", "words"),
    [("x = " + "[" * 5000, "lồng nhau quá sâu"), ("# " + "a" * 1_100_000, "Tệp lớn 1 MB")],
    ids=["deep", "large"],
)
def test_a_typed_file_that_nobody_types_is_refused_with_a_sentence(tmp_path, content, words):
    data = draw.root(tmp_path)
    draw.put(data, "mapping.toml", content)
    with pytest.raises(InputRefused, match=words):
        read_mapping(raw_folder(data, "2025-12"))
    path = data / "centre.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(WrongWords, match=words):
        read_settings(path, Settings)


@pytest.mark.parametrize("somebody", ["05/06/1984", "Bưởi", "Y Moan"])
@pytest.mark.parametrize("line", ['[covers]\n"{}" = 7', '["{}"]\na = 1', '[[file]]\nname = "a.csv"\nconstants = {{ "{}" = 1 }}'])
def test_a_key_that_somebody_made_up_is_not_repeated(tmp_path, somebody, line):
    data = draw.root(tmp_path)
    draw.put(data, "mapping.toml", draw.TAKEN + line.format(somebody) + "\n")
    draw.put_csv(data, "a.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý")
    error = draw.attempt(data)
    assert error is not None
    assert somebody not in error.text()
