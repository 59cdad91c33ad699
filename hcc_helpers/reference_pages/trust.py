"""docs/trust.md: each line of docs/trust.toml with what its tests reached, from the reports of the runs that took place.

pytest writes the reports (`--junitxml`); a line whose tests are in none of them says so. Nothing is ticked that did not run.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from hcc_helpers.numbers_vn import whole
from hcc_helpers.places import project_root
from hcc_helpers.reference_pages.markdown import page, table

DECLARED = project_root() / "docs" / "trust.toml"
REPORTS = {"quick": "quick.xml", "long": "long.xml"}
NOT_RUN, NO_TEST = "chưa chạy", "chưa có phép thử"
ABOUT = """Viết bằng `make trust` từ docs/trust.toml và các báo cáo của pytest; đừng sửa tay. “Đạt” chỉ ghi khi mọi phép thử của dòng đã chạy và đều qua;
“chưa chạy” là chưa có lượt nào được ghi lại, không phải là hỏng."""


@dataclass(frozen=True)
class Ran:
    """One test of a report."""

    name: str  # "tests/publish/test_run.py::test_x[…]"
    outcome: str  # passed · failed · skipped
    figures: tuple[str, ...] = ()  # what the test said it reached: record_property("trust", "30 bẫy có tên")


def read_report(path: Path) -> list[Ran]:
    """The tests of one report; none where it was not written."""
    if not path.is_file():
        return []
    found = []
    for case in ET.parse(path).iter("testcase"):  # noqa: S314
        parts = case.get("classname", "").split(".")
        bad = case.find("failure") is not None or case.find("error") is not None
        outcome = "failed" if bad else "skipped" if case.find("skipped") is not None else "passed"
        figures = tuple(one.get("value", "") for one in case.iter("property") if one.get("name") == "trust")
        found.append(Ran(f"{'/'.join(parts)}.py::{case.get('name', '')}", outcome, figures))
    return found


def reached(wanted: list[str], ran: list[Ran]) -> str:
    """What the tests of one line reached in one kind of run."""
    if not wanted:
        return ""
    counts: Counter[str] = Counter()
    missing: list[str] = []
    figures: list[str] = []
    for test in wanted:
        mine = [one for one in ran if one.name.startswith(test)]
        missing += [] if mine else [test]
        counts.update(one.outcome for one in mine)
        figures += [figure for one in mine for figure in one.figures]
    if not counts:
        return NOT_RUN
    said = [f"{whole(counts['passed'])} phép thử qua"]
    said += [f"**{whole(counts['failed'])} hỏng**"] if counts["failed"] else []
    said += [f"{whole(counts['skipped'])} bỏ qua"] if counts["skipped"] else []
    said += [f"{NOT_RUN}: {', '.join(f'`{name}`' for name in missing)}"] if missing else []
    return "; ".join([*said, *dict.fromkeys(figures)])


def trust_page(reports: Path) -> str:
    """The whole page from the reports in a folder."""
    ran = {kind: read_report(reports / name) for kind, name in REPORTS.items()}
    rows = []
    for line in tomllib.loads(DECLARED.read_text("utf-8"))["line"]:
        shown = {kind: reached(line.get(kind, []), ran[kind]) for kind in REPORTS}
        has_tests = any(line.get(kind) for kind in REPORTS)
        said = [f"{word}: {shown[kind]}" for kind, word in (("quick", "nhanh"), ("long", "đầy đủ")) if shown[kind]]
        said += [line["short"]] if "short" in line else []
        rows.append(
            (
                str(line["number"]),
                line["fault"],
                line["target"],
                "<br>".join(said) if has_tests else NO_TEST,
                _verdict(line, shown),
            )
        )
    return page(
        [
            "# Sổ tin cậy",
            "",
            f"<!-- {' '.join(ABOUT.split())} -->",
            "",
            *ABOUT.splitlines(),
            "",
            *table(["Số", "Điều không được xảy ra", "Phải đạt", "Đã chạy", ""], rows),
        ]
    )


def _verdict(line: dict, shown: dict[str, str]) -> str:
    texts = [text for text in shown.values() if text]
    if not texts:
        return NO_TEST
    if any("hỏng" in text for text in texts):
        return "hỏng"
    if any(NOT_RUN in text for text in texts):
        return NOT_RUN if all(text == NOT_RUN for text in texts) else "một phần"
    return "một phần" if "short" in line else "đạt"


def write(reports: Path, docs: Path) -> Path:
    """Write docs/trust.md; returns where it lies."""
    path = docs / "trust.md"
    path.write_text(trust_page(reports), "utf-8")
    return path
