"""Data roots for a foreign city's real cases: the reference material read in place through a mapping.toml, no code touched."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

CENTRE = """
name = "thành phố Boston (thử định dạng)"
short_name = "Boston"
office_name = "Boston 311 (hồ sơ thật của thành phố khác, để thử bộ đọc)"
code = "BOS"
calendar = "none"
is_illustrative = true
illustration_note = "Hồ sơ thật do thành phố Boston công bố; không phải hồ sơ thủ tục hành chính Việt Nam."
"""

BOSTON = """
extracted_at = 2026-02-10T22:54:05
only_named = true

[covers]
cases = "all"

[[file]]
name = "cases_20260210.csv.gz"
table = "cases"
kinds = ["csv"]
constants = {{ scope = "commune", source_system = "BOS:311" }}

[file.columns]
case_id = "case_id"
accepted_at = "open_date"
ended_at = "close_date"
due_at = "target_close_date"
procedure_name = "case_topic"
field = "service_name"
handling_unit = "assigned_department"
status = "case_status"
channel = "report_source"

[file.vocabulary.status]
"Closed" = "finished"
"In progress" = "processing"
"Create" = "processing"
"Submit" = "processing"
"Error" = "processing"
"Needs Reallocation" = "processing"

[file.vocabulary.channel]
"BOS311" = "online"
"Call" = ""

[file.dates]
formats = ["%Y-%m-%d %H:%M:%S.%f+00", "%Y-%m-%d %H:%M:%S+00"]

[file.late]
rule = "{rule}"
"""

SAMPLES = """
extracted_at = 2022-05-01T00:00:00
only_named = true

[covers]
cases = "all"

[[file]]
name = "{name}"
table = "cases"
kinds = ["csv"]
constants = {{ scope = "commune" }}

[file.columns]
case_id = "case_enquiry_id"
accepted_at = "open_dt"
ended_at = "closed_dt"
due_at = "target_dt"
procedure_name = "case_title"
handling_unit = "department"
status = "case_status"
channel = "source"

[file.vocabulary.status]
"Closed" = "finished"
"Open" = "processing"

[file.vocabulary.channel]
"Citizens Connect App" = "online"
"Self Service" = "online"
"Constituent Call" = ""
"City Worker App" = ""

[file.late]
rule = "{rule}"
"""


# The same cases by a source that gives no due date but says of each whether it is late.
FLAG_ONLY = (
    BOSTON.replace('due_at = "target_close_date"', 'late_flag = "on_time"')
    + """
[file.vocabulary.late_flag]
"OVERDUE" = "yes"
"ONTIME" = "no"
"""
)


def flag_only_root(folder: Path, material: Path) -> Path:
    source = material / "data" / "boston311" / "cases_20260210.csv.gz"
    return _root(folder, "2026-01", source, FLAG_ONLY.format(rule="day"))


def boston_root(folder: Path, material: Path, rule: str = "day") -> Path:
    """A data root whose month 2026-01 holds the extract of 2026-02-10."""
    return _root(folder, "2026-01", material / "data" / "boston311" / "cases_20260210.csv.gz", BOSTON.format(rule=rule))


def sample_root(folder: Path, material: Path, name: str, rule: str = "day") -> Path:
    """A data root whose month 2022-02 holds one of the small date-format files."""
    return _root(folder, "2022-02", material / "data" / "date-format-samples" / name, SAMPLES.format(name=name, rule=rule))


def with_offsets(folder: Path, material: Path) -> Path:
    """The hundred cases as a system of the city would write them with offsets: −05:00 in winter, −04:00 in summer, some in UTC."""
    name, city = "boston311-100.csv", ZoneInfo("America/New_York")
    source = material / "data" / "date-format-samples" / name
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        for column in ("open_dt", "closed_dt", "target_dt"):
            if row[column].strip():
                moment = datetime.fromisoformat(row[column]).replace(tzinfo=city)
                row[column] = (moment if number % 3 else moment.astimezone(UTC)).isoformat()
    made = folder / "made" / name
    made.parent.mkdir(parents=True)
    with made.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    zone = '\n[file.dates]\ntime_zone = "America/New_York"\n'
    return _root(folder / "root", "2022-02", made, SAMPLES.format(name=name, rule="timestamp") + zone)


def _root(folder: Path, month: str, source: Path, mapping: str) -> Path:
    raw = folder / "raw" / month
    raw.mkdir(parents=True)
    (folder / "reference").mkdir()
    (folder / "reference" / "centre.toml").write_text(CENTRE, encoding="utf-8")
    (raw / "mapping.toml").write_text(mapping, encoding="utf-8")
    shutil.copyfile(source, raw / source.name)
    return folder
