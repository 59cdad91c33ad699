"""Draft, approved, revised: what has been approved of a period, and whether the period still shows just that.

An approval lies with the data, not with the pages: `DIR/approvals/2025-12/1/` holds approval.json (who by title, on
which day, hashes) and what was approved itself: results.csv (the figures and their targets), cases.parquet (the rows behind
each count) and pages.json (what each page showed, line by line). So it outlives outputs/, and a later change of the
exports, the rules or the code is found by comparing, not by trusting anybody's memory. Nothing in it is ever rewritten; a
second approval is a second folder.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from hcc_helpers.errors import Finding, InputRefused
from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.publish import data_files, manifest
from hcc_helpers.publish.shown import (
    CasesChanged,
    PageChanged,
    Shown,
    changed_cases,
    changed_pages,
)
from hcc_helpers.sealed import SEAL, file_hash, has_its_seal, with_seal

if TYPE_CHECKING:
    from hcc_helpers.indicators.traced import Trace

_CUT = ".duyet-"  # an approval being written
RECORD, FIGURES, CASES, PAGES = "approval.json", "results.csv", "cases.parquet", "pages.json"
_CASES_AS_TEXT = "cases.json"  # in records from before a month could have a million cases
KEYS = ("period", "commune", "scope", "by", "group", "indicator")  # what names one figure within a period
KEPT = (*KEYS, "unit", "value", "target", "definition_hash")
STATES = {"draft": "dự thảo", "approved": "đã duyệt", "revised": "sửa đổi sau khi duyệt"}


@dataclass(frozen=True)
class Approval:
    """One approval of one period. `results_sha256` is over the approved figures, `own_words` over the office's text."""

    number: int
    by: str  # a title, never a person's name
    on: date
    results_sha256: str
    own_words: str
    data_version: str
    figures: Path
    cases: Trace | None = None  # the rows behind each count; None in a record from before they were kept
    pages: Shown | None = None

    @property
    def said(self) -> str:
        """ "Giám đốc duyệt ngày 16/12/2025"."""
        return f"{self.by} duyệt ngày {day(self.on)}"


@dataclass(frozen=True)
class Changed:
    """One figure (or the target beside it) that differs from the approved one; "" where it has no value, or had none."""

    key: tuple[str, ...]  # in the order of KEYS
    unit: str
    was: str
    now: str | None  # None: the figure is no longer there at all
    what: str = "value"  # value · target

    def part(self, name: str) -> str:
        """One part of the key: period, commune, scope, by, group or indicator."""
        return self.key[KEYS.index(name)]

    def is_main(self, period: str) -> bool:
        """Of the period itself and a whole scope; not of the year to date beside it, not of one group."""
        return self.part("period") in {period, ""} and not self.part("by")


@dataclass(frozen=True)
class Standing:
    """How far a period is: draft, approved, or revised after an approval, with what was changed."""

    state: str = "draft"
    last: Approval | None = None
    changes: list[Changed] = field(default_factory=list)
    is_text_changed: bool = False
    cases: list[CasesChanged] = field(default_factory=list)
    pages: list[PageChanged] = field(default_factory=list)

    @property
    def given(self) -> Approval:
        """The approval that a state other than "draft" rests on."""
        assert self.last is not None, "approved and revised are said only where an approval lies there"
        return self.last

    @property
    def label(self) -> str:
        """Behind the version: "dự thảo"; "Giám đốc duyệt ngày 16/12/2025"; "sửa đổi sau khi duyệt"."""
        if self.state == "approved":
            again = f" (lần {self.given.number})" if self.given.number > 1 else ""
            return self.given.said + again
        return STATES[self.state]

    @property
    def stamps(self) -> tuple[tuple[str, str], ...]:
        if self.state == "draft":
            return (("DỰ THẢO", "Chưa được duyệt."),)
        if self.state == "revised":
            return (("SỬA ĐỔI SAU KHI DUYỆT", f"{self.changes_said} so với bản {self.given.said}."),)
        return ()

    @property
    def changes_said(self) -> str:
        """ "3 con số, hồ sơ đứng sau 1 con số và lời văn khác": what differs from the approved version."""
        values = [one for one in self.changes if one.what == "value"]
        counted = (
            (len(values), "{} con số"),
            (len(self.changes) - len(values), "{} chỉ tiêu"),
            (len(self.cases), "hồ sơ đứng sau {} con số"),
            (len(self.pages), "nội dung {} trang"),
        )
        parts = [said.format(whole(number)) for number, said in counted if number]
        parts += ["lời văn của Trung tâm"] if self.is_text_changed else []
        text = " và ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else "không có gì"
        return f"{text[:1].upper()}{text[1:]} khác"

    def seen(self, shown: Shown, is_public: bool) -> Standing:
        """The same once the pages are made: what they show is held against what the approved ones showed.

        The public edition has none of these pages; its one page is made of the figures that were approved.
        """
        if self.last is None or self.last.pages is None or is_public:
            return self
        pages = changed_pages(self.last.pages, shown)
        return replace(self, state="revised" if pages else self.state, pages=pages)

    def entry(self) -> dict[str, Any]:
        """How it stands in the manifest."""
        last = self.last
        return {
            "state": self.state,
            "number": last.number if last else None,
            "by": last.by if last else None,
            "on": last.on.isoformat() if last else None,
            "results_sha256": last.results_sha256 if last else None,
            "changes": len(self.changes),
            "cases": len(self.cases),
            "pages": [one.name for one in self.pages],
            "is_text_changed": self.is_text_changed,
        }


def folder_of(data_root: Path, period: str) -> Path:
    return Path(data_root) / "approvals" / period


def approvals(data_root: Path, period: str) -> list[Approval]:
    """The approvals of a period in order. Raises InputRefused (65) for a record that cannot be read or was touched."""
    folder = folder_of(data_root, period)
    numbers = sorted(int(one.name) for one in folder.glob("*") if one.name.isdigit()) if folder.is_dir() else []
    return [_read(folder / str(number), number) for number in numbers]


def _read(folder: Path, number: int) -> Approval:
    try:
        said = _record(json.loads((folder / RECORD).read_text("utf-8")), folder.parent.name, number)
        pages = _kept(folder, PAGES, said)
        found = Approval(
            number,
            said["by"],
            date.fromisoformat(said["on"]),
            said["results_sha256"],
            said["own_words"],
            said["data_version"],
            folder / FIGURES,
            _kept_cases(folder, said),
            pages,
        )
        is_sound = manifest.sha256((folder / FIGURES).read_bytes()) == found.results_sha256
    except (OSError, ValueError, KeyError, TypeError):
        is_sound = False
    if not is_sound:
        raise InputRefused(
            "Hồ sơ phê duyệt của kỳ không còn nguyên vẹn.",
            [
                Finding(
                    "P-phe-duyet-hong",
                    "refused",
                    "Tệp ghi việc phê duyệt không đọc được hoặc đã bị sửa.",
                    file=str(folder),
                    accepted="đúng các tệp như lệnh hcc approve đã ghi",
                    todo="lấy lại thư mục này từ bản sao lưu; nếu không còn, xóa thư mục này rồi duyệt lại",
                )
            ],
        )
    return found


def _record(said: Any, period: str, number: int) -> dict:
    """The record itself: of this period, of this number, word for word as it was written. ValueError where it is not."""
    is_sealed = isinstance(said, dict) and {SEAL, "period", "number"} & said.keys()  # else from before records had a seal
    if is_sealed and not (has_its_seal(said) and (said["period"], said["number"]) == (period, number)):
        raise ValueError(RECORD)
    return said


def _kept(folder: Path, name: str, said: dict) -> Any:
    """What one further file of the record holds; None where the record is from before it was kept. ValueError when touched."""
    if (known := said.get("files", {}).get(name)) is None:
        return None
    content = (folder / name).read_bytes()
    if manifest.sha256(content) != known:
        raise ValueError(name)
    return json.loads(content)


def _kept_cases(folder: Path, said: dict) -> Trace | None:
    from hcc_helpers.indicators.traced import Trace  # knows Arrow: slow to import

    if (known := said.get("files", {}).get(CASES)) is not None:
        if file_hash(folder / CASES) != known:
            raise ValueError(CASES)
        return Trace.read(folder / CASES)
    cases = _kept(folder, _CASES_AS_TEXT, said)
    return None if cases is None else Trace.of_rows([(id, scope, key) for id, scope, keys in cases for key in keys])


def figures_text(results: pd.DataFrame) -> str:
    """The figures of a period as CSV, one line a figure, in the order of their keys."""
    table = results.assign(**{name: "" for name in KEPT if name not in results.columns})[list(KEPT)]
    table = table.assign(**{name: table[name].fillna("").astype(str) for name in KEYS})
    return data_files.csv_text(table.sort_values(list(KEYS), kind="stable"))


def _figures(text: str) -> dict[tuple[str, ...], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    return {tuple(row[name] for name in KEYS): row for row in rows}


def own_words(inputs: dict) -> str:
    """The hash of the office's own text among the inputs of a run; "" where there is none."""
    return str(inputs.get("own_words") or "")


def standing(data_root: Path, period: str, month: Any) -> Standing:
    """Where the computed `month` stands against the last approval: figures, targets, the rows behind counts, the office's
    text. A figure that is new since then is no change. What the pages show comes later (`Standing.seen`)."""
    given = approvals(data_root, period)
    if not given:
        return Standing()
    last = given[-1]
    was, now = _figures(last.figures.read_bytes().decode("utf-8")), _figures(figures_text(month.results))
    changes = [
        Changed(key, row["unit"], row[what], now[key][what] if key in now else None, what)
        for key, row in was.items()
        for what in ("value", "target")
        if what in row and (key in now or what == "value") and now.get(key, {}).get(what) != row[what]
    ]
    cases = [] if last.cases is None else changed_cases(last.cases, month.trace)
    is_text_changed = last.own_words != own_words(month.inputs)
    is_revised = bool(changes or cases or is_text_changed)
    return Standing("revised" if is_revised else "approved", last, changes, is_text_changed, cases)


def record(data_root: Path, period: str, month: Any, by: str, on: date, shown: Shown) -> Approval:
    """Write the next approval of the period; `shown` is what its pages say. The folder appears complete or not at all."""
    folder = folder_of(data_root, period)
    folder.mkdir(parents=True, exist_ok=True)
    sweep_cut(data_root, period)
    number = max([0, *(int(one.name) for one in folder.glob("*") if one.name.isdigit())]) + 1
    text = figures_text(month.results).encode("utf-8")
    seen = manifest.canonical(shown)
    said = {
        "period": period,
        "number": number,
        "by": by,
        "on": on.isoformat(),
        "results_sha256": manifest.sha256(text),
        "own_words": own_words(month.inputs),
        "data_version": month.data_version,
    }
    beside = Path(tempfile.mkdtemp(prefix=_CUT, dir=folder))
    try:
        (beside / FIGURES).write_bytes(text)
        (beside / PAGES).write_bytes(seen)
        data_files.write_trace(beside / CASES, month.trace)
        files = {CASES: file_hash(beside / CASES), PAGES: manifest.sha256(seen)}
        (beside / RECORD).write_bytes(manifest.canonical(with_seal(said | {"files": files})))
        beside.chmod(0o755)
        beside.rename(folder / str(number))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return _read(folder / str(number), number)


def sweep_cut(data_root: Path, period: str) -> None:
    """Remove what an approval that was cut left behind; it was never an approval. Call under the period's lock."""
    for folder in folder_of(data_root, period).glob(f"{_CUT}*"):
        shutil.rmtree(folder, ignore_errors=True)


def changes_table(stands: Standing) -> pd.DataFrame:
    """One row a figure or target that differs from the approved one: its key, what, unit, the approved one, the one now."""
    rows = [(*one.key, one.what, one.unit, one.was, one.now or "") for one in stands.changes]
    return pd.DataFrame(rows, columns=[*KEYS, "what", "unit", "approved_value", "value"], dtype=str)
