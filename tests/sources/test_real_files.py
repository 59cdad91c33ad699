"""Real foreign exports by a mapping.toml alone: a city's service cases, and one hundred of them in six spellings."""

import datetime as dt
import json
from collections import Counter

import drawn_exports as draw
import pytest

CITY = """
extracted_at = 2026-02-10T22:54:05
[[file]]
name = "cases_*.csv.gz"
table = "cases"
constants = { scope = "commune" }
[file.columns]
case_id = "case_id"
accepted_at = "open_date"
ended_at = "close_date"
due_at = "target_close_date"
field = "case_topic"
handling_unit = "assigned_department"
status = "case_status"
channel = "report_source"
[file.vocabulary.channel]
BOS311 = "online"
Call = ""
[file.vocabulary.status]
Closed = "finished"
"In progress" = "processing"
Create = "processing"
Submit = "processing"
Error = "processing"
"Needs Reallocation" = "processing"
[file.dates]
formats = ["%Y-%m-%d %H:%M:%S.%f+00", "%Y-%m-%d %H:%M:%S+00"]
[file.late]
rule = "timestamp"
"""
SAMPLE = """
extracted_at = 2022-03-01T00:00:00
[[file]]
name = "boston311-*.csv"
table = "cases"
constants = { scope = "commune" }
[file.columns]
case_id = "case_enquiry_id"
accepted_at = "open_dt"
ended_at = "closed_dt"
due_at = "target_dt"
status = "case_status"
channel = ""
[file.vocabulary.status]
Closed = "finished"
Open = "processing"
"""


def test_a_citys_cases(tmp_path, material):
    source = material / "data" / "boston311"
    reference = json.loads((source / "reference.json").read_text("utf-8"))
    data = draw.root(tmp_path, CITY)
    draw.put(data, "cases_20260210.csv.gz", (source / "cases_20260210.csv.gz").read_bytes())
    snapshot = draw.imported(data)
    rows = draw.rows(snapshot)
    assert len(rows) == len({row["case_id"] for row in rows}) == reference["rows"]
    missing = reference["missing"]
    got = [sum(row[name] is None for row in rows) for name in ("accepted_at", "ended_at", "due_at")]
    assert got == [missing["open"], missing["close"], missing["target_close"]]
    assert dict(Counter(f"{row['accepted_at']:%Y-%m}" for row in rows)) == reference["received_per_month"]
    assert min(row["accepted_at"] for row in rows) == dt.datetime.fromisoformat(reference["date_range_open"][0])
    assert max(row["accepted_at"] for row in rows) == dt.datetime.fromisoformat(reference["date_range_open"][1])
    assert Counter(row["channel"] for row in rows) == {
        "online": reference["channel"]["online"],
        None: reference["channel"]["phone"],
    }
    assert Counter(row["status"] for row in rows)["finished"] == reference["status"]["Closed"]
    closed = [row for row in rows if row["ended_at"] and row["due_at"]]
    late = sum(row["ended_at"] > row["due_at"] for row in closed)
    assert late == reference["by_timestamp"]["overdue"]
    assert (
        sum(row["ended_at"].date() > row["due_at"].date() for row in closed)
        == reference["by_calendar_day"]["overdue(day>target day)"]
    )
    assert {row["late_rule"] for row in rows} == {"timestamp"}
    assert not [finding for finding in snapshot.findings() if finding.level in ("refused", "unreadable")]


def sample(folder, material, name):
    folder.mkdir()
    data = draw.root(folder, SAMPLE)
    draw.put(data, name, (material / "data" / "date-format-samples" / name).read_bytes())
    return draw.imported(data)


def content(snapshot):
    names = ("case_id", "accepted_at", "ended_at", "due_at", "status")
    return sorted([tuple(row[name] for name in names) for row in draw.rows(snapshot)], key=lambda row: row[0])


@pytest.mark.parametrize("name", ["boston311-dmy-100.csv", "boston311-100-with-nonascii.csv"])
def test_one_hundred_cases_are_the_same_in_every_spelling(tmp_path, material, name):
    base = content(sample(tmp_path / "base", material, "boston311-100.csv"))
    assert len(base) == 100
    assert content(sample(tmp_path / "other", material, name)) == base


def test_dates_without_a_time_are_the_same_days(tmp_path, material):
    base = content(sample(tmp_path / "base", material, "boston311-100.csv"))
    other = content(sample(tmp_path / "other", material, "boston311-100-notime.csv"))
    days = [tuple(value.date() if isinstance(value, dt.datetime) else value for value in row) for row in base]
    assert [tuple(value.date() if isinstance(value, dt.datetime) else value for value in row) for row in other] == days


def test_duplicates_inside_a_file_count_once_and_are_listed(tmp_path, material):
    with_doubles = sample(tmp_path / "doubles", material, "boston311-100-20dupes-random.csv")
    without = sample(tmp_path / "without", material, "boston311-100-deduped.csv")
    assert content(with_doubles) == content(without)
    assert len(content(without)) == 80
    assert len(draw.found(with_doubles, "L2-trung")) == 20
    assert all(finding.case_id for finding in draw.found(with_doubles, "L2-trung"))


def test_a_month_first_city_with_afternoon_hours(tmp_path, material):
    mapping = """
extracted_at = 2021-01-01T00:00:00
[[file]]
name = "nyc311-*.csv"
table = "cases"
constants = { scope = "commune" }
[file.columns]
case_id = "Unique Key"
accepted_at = "Created Date"
ended_at = "Closed Date"
due_at = "Due Date"
channel = "Open Data Channel Type"
[file.vocabulary.channel]
PHONE = ""
UNKNOWN = ""
ONLINE = "online"
MOBILE = "online"
"""
    data = draw.root(tmp_path, mapping)
    draw.put(data, "nyc311-100.csv", (material / "data" / "date-format-samples" / "nyc311-100.csv").read_bytes())
    snapshot = draw.imported(data)
    first = draw.rows(snapshot)[0]
    assert (first["case_id"], first["accepted_at"]) == ("42254749", dt.datetime(2019, 4, 18, 21, 55, 45))
    assert draw.column(snapshot, "due_at").count(None) == 58
    assert set(draw.column(snapshot, "channel")) == {None, "online"}
