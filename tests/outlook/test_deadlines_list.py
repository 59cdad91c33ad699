"""The reminder list of the sample against a second computation: straight from the raw exports, days counted by numpy.busday.

Nothing of the package takes part on the other side but the paths of the stored months, from which the second computation
reads the rows as they were exported (the JSON and .xls shapes of earlier months are the reading's own tests).
"""

from __future__ import annotations

import csv
import gzip
import itertools
from datetime import datetime, timedelta
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
import python_calamine as calamine

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.outlook.past import past_of
from hcc_helpers.outlook.reminders import AHEAD, due_soon, reminders, waiting
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import reminder_file
from hcc_helpers.publish.reminder_file import workbook
from hcc_helpers.report.answers import answer

AT = datetime(2025, 12, 16, 7, 30)  # what the banner of the exports says
PERIOD_ENDS = datetime(2025, 12, 15)
SHAPE = "%d/%m/%Y %H:%M:%S"
NAME, CODE, STATUS, ACCEPTED, DUE, ENDED, UNIT = 2, 3, 4, 13, 14, 15, 18  # places of the columns in the case list
LAST_OF_LIST = 10


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12"), sample_root)


@pytest.fixture(scope="module")
def days(sample_root):
    from hcc_helpers.places import reference_file

    with reference_file(sample_root, "working_days.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    off = [row["date"] for row in rows if row["kind"] != "makeup_work"]
    made_up = np.array([row["date"] for row in rows if row["kind"] == "makeup_work"], dtype="datetime64[D]")
    return Days(np.array(off, dtype="datetime64[D]"), made_up)


class Days:
    """Working days by numpy: Monday to Friday without the days off, and the Saturdays worked instead."""

    def __init__(self, off, made_up):
        self.off, self.made_up = off, made_up

    def after(self, first, last) -> int:
        """Working days after `first` up to and including `last`."""
        a, b = (np.datetime64(pd.Timestamp(day).date()) + 1 for day in (first, last))
        sign = 1 if b >= a else -1
        low, high = min(a, b), max(a, b)
        extra = int(((self.made_up >= low) & (self.made_up < high)).sum())
        return sign * (int(np.busday_count(low, high, holidays=self.off)) + extra)

    def is_worked(self, day) -> bool:
        return bool(np.is_busday(np.datetime64(day), holidays=self.off)) or np.datetime64(day) in self.made_up


def moment(text):
    return datetime.strptime(text, SHAPE) if isinstance(text, str) and text else None


def own_csv(path):
    lines = path.read_text("utf-8-sig").splitlines()[2:]
    return [line.split(";") for line in lines]


def raw_rows(folder):
    """(scope, cells) of every row of the December case lists, whatever the file's kind."""
    for name in ("ho-so-xa-truc-tuyen.xlsx", "ho-so-xa-truc-tiep.xlsx"):
        sheet = calamine.CalamineWorkbook.from_path(folder / name).get_sheet_by_index(0).to_python(skip_empty_area=False)
        yield from (("commune", row) for row in sheet if str(row[CODE]).startswith("H41"))
    land = pd.read_html(folder / "ho-so-dat-dai.xls", flavor="lxml", encoding="utf-8", converters=dict.fromkeys(range(22), str))[
        0
    ]
    yield from (
        ("land", ["" if pd.isna(cell) else cell for cell in row])
        for row in land.to_numpy().tolist()
        if str(row[CODE]).startswith("H41")
    )
    text = gzip.decompress((folder / "ho-so-co-quan-khac.csv.gz").read_bytes()).decode("utf-8-sig")
    yield from (("other", row) for row in csv.reader(text.splitlines()[1:], delimiter=";"))


def open_in_the_exports(folder, days) -> pd.DataFrame:
    """case, scope, unit, due day, days left: open, running, past due or due in the next ten working days."""
    waits = [(row[0], moment(row[2]), moment(row[3])) for row in own_csv(folder / "tam-dung.csv")]
    waits += [(row[0], moment(row[1]), moment(row[2])) for row in own_csv(folder / "bo-sung.csv")]
    paused = {case for case, begins, ends in waits if begins < AT and (ends is None or ends >= AT)}
    sorry: dict[str, list] = {}
    for case, _, made, before, after in own_csv(folder / "hen-tra.csv"):
        sorry.setdefault(case, []).append((moment(made), moment(before), moment(after)))
    found = []
    for scope, cells in raw_rows(folder):
        case, due = cells[CODE], moment(cells[DUE])
        if not cells[ACCEPTED] or cells[ENDED] or case in paused:
            continue
        written = sorted(sorry.get(case, []))
        if due in {after for _, _, after in written}:
            due = written[0][1]
        left = days.after(AT.date() - timedelta(days=1), due)
        is_late = due.date() < AT.date()
        if is_late or left <= LAST_OF_LIST:
            found.append((case, scope, cells[UNIT], due.date(), left, is_late))
    return pd.DataFrame(found, columns=["case_id", "scope", "unit", "due_on", "left", "is_late"])


def longer_than(pairs: list[tuple[int, bool]], day: int) -> float:
    """The share of cases that take longer than `day` working days. Kaplan and Meier, written out."""
    alive = 1.0
    for end in sorted({taken for taken, is_finished in pairs if is_finished and taken <= day}):
        alive *= 1 - sum(taken == end and is_finished for taken, is_finished in pairs) / sum(taken >= end for taken, _ in pairs)
    return alive


def stored(sample_root, table: str) -> pd.DataFrame:
    """The rows of all stored months, of each case those of the latest month that knows it."""
    frames = []
    for month in sorted(path.name for path in (sample_root / "clean").iterdir()):
        path = sample_root / "clean" / month / "1" / f"{table}.parquet"
        if path.is_file():
            frames.append(pd.read_parquet(path).assign(month=month))
    rows = pd.concat(frames, ignore_index=True)
    return rows[rows["month"] == rows.groupby("case_id")["month"].transform("max")]


@pytest.fixture(scope="module")
def taken(december, sample_root, days) -> dict[tuple[str, str], list[tuple[int, bool]]]:
    """(scope, procedure) → working days, pauses out, and whether finished then, of everything accepted so far."""
    cases = stored(sample_root, "cases")
    cases = cases[~cases["status"].isin(["registered", "refused"]) & (cases["accepted_at"] < PERIOD_ENDS)]
    waits: dict[str, set] = {}
    for table, begins, ends in (("pauses", "from_at", "to_at"), ("supplements", "requested_at", "received_at")):
        for row in stored(sample_root, table).to_dict("records"):
            end = min(PERIOD_ENDS if pd.isna(row[ends]) else row[ends], PERIOD_ENDS)
            day = row[begins].date() + timedelta(days=1)
            while day <= end.date():
                if days.is_worked(day):
                    waits.setdefault(row["case_id"], set()).add(day)
                day += timedelta(days=1)
    closings = cases[["ended_at", "withdrawn_at", "returned_at", "stopped_at"]].min(axis=1)
    closed = closings.where(closings.notna(), cases["handed_over_at"])
    kept: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    given_back = {"returned", "withdrawn", "returned_or_withdrawn"}
    for row, at in zip(cases.to_dict("records"), closed, strict=True):
        is_closed = pd.notna(at) and at < PERIOD_ENDS
        last = at.date() if is_closed else PERIOD_ENDS.date() - timedelta(days=1)
        first = row["accepted_at"].date()
        waited = sum(first < day <= last for day in waits.get(row["case_id"], ()))
        worked = days.after(first, last) - waited
        is_finished = is_closed and row["result_kind"] not in given_back and row["status"] not in given_back
        kept.setdefault((row["scope"], row["procedure_code"]), []).append((worked, is_finished))
    return kept


@pytest.mark.parametrize("scope", ["commune", "land", "other"])
def test_the_list_equals_the_raw_exports(december, sample_root, days, scope):
    ours = reminders(past_of(december.now), sample_root, scope)
    theirs = open_in_the_exports(sample_root / "raw" / "2025-12", days)
    theirs = theirs[theirs["scope"] == scope]
    assert scope == "other" or len(theirs) > 50, "the sample must have something to compare"
    ours = ours.assign(due_on=ours["due_on"].dt.date)
    mine = ours[["case_id", "unit", "due_on", "left_wd", "is_late"]].to_numpy().tolist()
    other = theirs[["case_id", "unit", "due_on", "left", "is_late"]].to_numpy().tolist()
    assert sorted(mine) == sorted(other)


@pytest.mark.parametrize("scope", ["commune", "land"])
def test_the_order_is_the_chance_to_be_in_time_given_the_days_worked(december, sample_root, days, taken, scope):
    """Of the cases of the procedure that took longer than this one has taken, how many were finished within the days that are left."""
    ours = reminders(past_of(december.now), sample_root, scope).set_index("case_id")
    theirs = open_in_the_exports(sample_root / "raw" / "2025-12", days).set_index("case_id")
    everything = [pair for (one, _), pairs in taken.items() if one == scope for pair in pairs]
    compared = 0
    for case, line in ours.iterrows():
        worked, left = int(line["worked_wd"]), max(int(theirs.loc[case, "left"]), 0)
        pairs = {"own": taken.get((scope, line["procedure"]), []), "pooled": everything}.get(line["basis"])
        if pairs is None:
            assert pd.isna(line["in_time"])
            continue
        assert line["in_time"] == pytest.approx(1 - longer_than(pairs, worked + left) / longer_than(pairs, worked)), case
        compared += 1
    assert compared > 50
    key = {
        case: (not theirs.loc[case, "is_late"], chance if pd.notna(chance) else 2, theirs.loc[case, "left"], case)
        for case, chance in ours["in_time"].items()
    }
    assert list(ours.index) == sorted(key, key=key.get)


def test_the_counts_ahead_hold_each_other(december, sample_root):
    found = reminders(past_of(december.now), sample_root, "commune")
    table = due_soon(found)
    assert int(table["late"].sum() + table[AHEAD[-1]].sum()) == len(found)
    for nearer, further in itertools.pairwise(AHEAD):
        assert (table[nearer] <= table[further]).all()
    assert len(waiting(past_of(december.now), sample_root, "commune")) > len(found)


def test_the_excel_file_holds_the_whole_list_and_the_same_bytes_twice(december, sample_root):
    first, second = workbook(december), workbook(december)
    assert first == second
    book = calamine.CalamineWorkbook.from_filelike(BytesIO(first))
    assert book.sheet_names[0] == "Thuộc thẩm quyền xã"
    rows = book.get_sheet_by_index(0).to_python()
    assert "NỘI BỘ" in rows[1][0]
    assert "SỐ LIỆU MINH HỌA" in rows[1][0]
    listed = [row[1] for row in rows[4:]]
    assert listed == list(reminders(past_of(december.now), sample_root, "commune")["case_id"])


def test_a_list_longer_than_a_sheet_goes_on_on_the_next(december, monkeypatch):
    def cells(sheet) -> list[list]:
        return [row for row in sheet.to_python()[4:] if row[1]]

    whole = calamine.CalamineWorkbook.from_filelike(BytesIO(workbook(december)))
    monkeypatch.setattr(reminder_file, "A_SHEET", 30)
    monkeypatch.setattr(reminder_file, "HELD", 10)
    parts = calamine.CalamineWorkbook.from_filelike(BytesIO(workbook(december)))
    assert parts.sheet_names[:2] == ["Thuộc thẩm quyền xã", "Thuộc thẩm quyền xã (2)"]
    assert all(len(cells(parts.get_sheet_by_name(name))) <= 30 for name in parts.sheet_names)
    for name in whole.sheet_names:
        mine = [one for one in parts.sheet_names if one[:12] == name[:12]]
        assert [row for one in mine for row in cells(parts.get_sheet_by_name(one))] == cells(whole.get_sheet_by_name(name))


QUESTIONS = (
    "to_do_now",
    "due_soon",
    "reminder_list",
    "late_chance",
    "late_where",
    "late_causes",
    "times_against_terms",
    "backlog_ages",
    "weekdays_and_hours",
    "working_clock",
    "signs_to_check",
    "deadline_words",
)


def test_case_codes_reach_internal_readers_only(december):
    inside = "".join(answer(name, december, scope, "internal").html for name in QUESTIONS for scope in ("commune", "land"))
    outside = "".join(answer(name, december, scope, "public").html for name in QUESTIONS for scope in ("commune", "land"))
    assert "H41.72-" in inside
    assert "don-doc.xlsx" in inside
    assert "H41." not in outside
    assert "don-doc.xlsx" not in outside


def test_too_few_late_cases_are_said_and_no_chance_is_shown(december):
    late = sum(one.value("late_in_all") or 0 for one in (*december.earlier, december.now))
    said = answer("late_chance", december, "commune", "internal").text
    assert said.startswith("Chưa tính khả năng quá hạn")
    assert "cần ít nhất 100 hồ sơ" in said
    assert 0 < late < 100
    assert "Khả năng quá hạn" not in answer("reminder_list", december, "commune", "internal").html
