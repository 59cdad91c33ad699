"""From the folder of a month's exports to its snapshot: recognise, read, join, complete, check, store.

Either the whole folder is imported or nothing is changed: all refusals are gathered first, so that one look at the
list is enough to put everything right.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.centre import Centre
from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.memory import give_back
from hcc_helpers.periods import Period, parse_period
from hcc_helpers.personal import masked
from hcc_helpers.places import clean_folder, raw_folder
from hcc_helpers.rules import load_centre, load_rules
from hcc_helpers.sources import coverage, earlier_lists, joins, look_alike_codes, odd_codes, refusals, told, unchanged
from hcc_helpers.sources.catalogue import load_catalogue
from hcc_helpers.sources.checks import check
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.completing import complete
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.gathering import (
    Folder,
    files,
    forget_sheets_not_needed,
    left_folders,
    names_without_file,
    no_cases,
    read_file,
    refuse_rival_books,
)
from hcc_helpers.sources.mapping.mapping import Mapping, read_mapping
from hcc_helpers.sources.money import implausible
from hcc_helpers.sources.office.corrections import read_corrections
from hcc_helpers.sources.office.own_words import read_words
from hcc_helpers.sources.office.sense import sense
from hcc_helpers.sources.reading import Office
from hcc_helpers.sources.snapshot import Draft, Snapshot, load_snapshot, store
from hcc_helpers.sources.values.privacy import PersonKey, person_key
from hcc_helpers.sources.values.scope import UNKNOWN
from hcc_helpers.workdays import load_calendar


def import_period(data_root: Path | str, period: str) -> Snapshot:
    """Reads `DIR/raw/PERIOD/` and returns its snapshot: a new version, or the stored one where nothing changed.

    Raises InputMissing (66) without any case table, InputRefused (65) with every refusal, CannotWrite (73).
    """
    origin = unchanged.origin(data_root, period)
    draft, key = draft_period(data_root, period)
    if key.is_used and not key.save():  # before the snapshot that holds the pseudonyms; made meanwhile by another process,
        draft, _ = draft_period(data_root, period)  # it is the office's, and all is read anew under it
    snapshot = store(data_root, draft)
    refusals.forget(data_root, period)
    unchanged.remember(data_root, snapshot, origin)
    del draft
    give_back()
    return snapshot


def draft_period(data_root: Path | str, period: str):
    """Everything of `import_period` but the writing: (draft, person key)."""
    folder = raw_folder(data_root, period)
    paths = files(folder)
    try:
        mapping = read_mapping(folder)
        centre = load_centre(data_root)
        month = parse_period(period, centre.since)
        rules = load_rules(data_root, month.start.date())
        patterns = load_rules(data_root, month.last_day).versions("case_code_pattern")
        key = person_key(clean_folder(data_root, period).parent)
        office = _office(centre, data_root, key, mapping)
        state = Folder(month, read_corrections(data_root, period, centre))
        state.findings += left_folders(folder) + names_without_file(mapping, paths)
        for path in paths:
            read_file(state, path, mapping, office)
        refuse_rival_books(state)
        forget_sheets_not_needed(state)
        state.findings += state.corrections.finish()
        words = read_words(folder)
        state.findings += words.findings
    except InputRefused as refused:
        raise refusals.refusal(data_root, period, refused.findings) from refused
    if not any(part.table == "cases" and not part.format.joins for part in state.parts):
        if state.is_refused:
            raise refusals.refusal(data_root, period, state.findings)
        raise no_cases(folder, state.findings)
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    taken = _date_parts(state, mapping)
    undated: list[Finding] = list(state.findings) if state.is_refused else []
    tables, columns = _joined(
        state, rules.value("deadline_comparison"), load_catalogue(data_root), mapping, patterns, centre.hamlets
    )
    if not tables["cases"].num_rows and mapping.limits.missing_rows < 100:
        state.findings.append(found("L0-danh-sach-trong", "Danh sách hồ sơ chỉ có dòng tiêu đề."))
    state.findings += told.taken_before(taken, state.period, tables["cases"])
    if undated:  # without a time the rows cannot be laid over each other, but what else is unsaid can be told at once
        state.findings = undated + [finding for finding in state.findings[len(undated) :] if finding.rule in told.RULES]
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    state.findings += implausible(data_root, period, tables, load_catalogue(data_root), mapping)
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    covers = {name: _covers(state, mapping, name, taken) for name in tables}
    state.findings += told.outside(covers["cases"], state.period)
    if mapping.limits.missing_rows < 100:
        state.findings += told.none_of_period(tables["cases"], state.period, covers["cases"], taken)
    state.findings += earlier_lists.only_in_older(state.parts)
    state.findings += earlier_lists.lost_since(load_snapshot(data_root, period), tables, state.parts, mapping.limits.lost_rows)
    if state.is_refused:
        raise refusals.refusal(data_root, period, state.findings)
    said = {"corrections": state.corrections.record(), "own_words": words.record()}
    files_read = [{**file, "name": masked(file["name"]), "sheet": masked(file["sheet"])} for file in state.files]
    unlisted = {name: dict(names) for name, names in office.unlisted.items() if names}
    return Draft(period, taken, _files_masked(tables), columns, covers, files_read, state.findings, said, unlisted), key


def _files_masked(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The name of a file may name somebody; the pages show it as where a row came from."""
    made = {}
    for name, rows in tables.items():
        files = rows["source_file"].combine_chunks().dictionary_encode()
        shown = pa.array([masked(file) for file in files.dictionary.to_pylist()], pa.string()).take(files.indices)
        made[name] = rows.set_column(rows.schema.get_field_index("source_file"), "source_file", shown)
    return made


def _office(centre: Centre, data_root: Path | str, key: PersonKey, mapping: Mapping) -> Office:
    calendar = load_calendar(centre.calendar_file(data_root))
    days = (calendar.first, calendar.last)
    names = [name for name in (centre.office_name, centre.superior_body, *centre.approvers) if name]
    return Office(
        centre.hamlets,
        centre.units,
        dict(centre.deciding_units),
        key,
        mapping.limits,
        days,
        centre.receiving_offices,
        centre.systems,
        names,
    )


def _when(period: Period) -> dict[str, str]:
    """How to say the extraction, with a day of the period at hand."""
    at = period.end.replace(hour=7, minute=30)
    return {
        "accepted": f"dòng “Thời điểm trích xuất: …” trong tệp, ngày trong tên tệp (…-{at:%Y%m%d}.xlsx), hoặc mapping.toml",
        "todo": f"Thêm vào đầu mapping.toml cạnh tệp, với ngày giờ thật đã tải: extracted_at = {at:%Y-%m-%dT%H:%M:%S}",
    }


def _date_parts(state: Folder, mapping: Mapping) -> datetime:
    """When the month was taken: the earliest of its case lists, from which the other files take theirs if they say none."""
    undated = [part for part in state.parts if part.table == "cases" and not part.format.joins and part.extracted_at is None]
    for name in dict.fromkeys(part.file for part in undated):
        state.findings.append(
            found(
                "L0-thieu-thoi-diem", "Không biết danh sách hồ sơ này được trích xuất lúc nào.", file=name, **_when(state.period)
            )
        )
    times = [part.extracted_at for part in state.parts if part.table == "cases" and not part.format.joins and part.extracted_at]
    earliest = min(times, default=datetime.min)
    for part in state.parts:
        if part.extracted_at is None:
            part.extracted_at = earliest
    return earliest


def _joined(
    state: Folder, late_rule: str, catalogue, mapping: Mapping, patterns, hamlets: list[str]
) -> tuple[dict[str, pa.Table], dict[str, list[str]]]:
    tables: dict[str, pa.Table] = {}
    columns: dict[str, list[str]] = {}
    for name, table in TABLES.items():
        parts = [part for part in state.parts if part.table == name]
        if not parts:
            continue
        rows, findings = joins.united(table, parts, late_rule)
        given = {column for part in parts for column in part.columns}
        state.findings += findings
        if name == "cases":
            rows, more, filled = complete(rows, catalogue)
            state.findings += told.refusals_of(rows, mapping, given) + look_alike_codes.in_list(rows) + odd_codes.in_list(rows)
            state.findings += told.without_earlier(rows, state.period)
            given |= {*filled, "scope"}
            state.findings += more
            position = rows.schema.get_field_index("scope")
            rows = rows.set_column(position, "scope", pc.fill_null(rows["scope"], UNKNOWN))
        tables[name] = rows
        columns[name] = [column.name for column in table.columns if column.name in given]
        state.findings += check(name, rows, patterns) + sense(name, rows, hamlets)
    for name, rows in list(tables.items()):
        tables[name], understood = look_alike_codes.met(TABLES[name], rows, tables["cases"])
        state.findings += understood
    for name, rows in tables.items():
        state.findings += joins.unmatched(TABLES[name], rows, tables["cases"], mapping.limits.unmatched)
    tables = {name: rows.drop_columns(joins.SHEET) for name, rows in tables.items()}
    return tables, columns


def _covers(state: Folder, mapping: Mapping, name: str, taken: datetime) -> coverage.Covers | None:
    if name in mapping.covers:
        said = mapping.covers[name]
        return (coverage.EVER, taken.date()) if said == "all" else said
    spans = [part.covers for part in state.parts if part.table == name and part.covers]
    span = coverage.united(spans)
    if spans and span is None:
        message = f"Các tệp của bảng “{TABLES[name].label}” để hở khoảng thời gian giữa chúng."
        state.findings.append(found("L2-thieu-khoang", message))
    return span
