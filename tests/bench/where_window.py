"""Where the CPU-seconds of one large window go: `python where_window.py DATA MONTH` computes it with nothing stored and prints one line
a part: label, CPU-seconds. Statements are told apart by what they do to the rows."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from pathlib import Path

STARTED = time.process_time()
LAID, WRITTEN, COUNTED, CHECKED = (
    "rows of the snapshots laid out",
    "rows worked out and written, column by column",
    "indicators counted, by scope, field, unit and procedure",
    "what must hold of the rows looked at",
)


def main(root: Path, month: str) -> None:
    from hcc_helpers.facts import derive, engine, flagged, kept_rows  # noqa: F401  imported before the clock starts
    from hcc_helpers.indicators import first_time  # noqa: F401
    from hcc_helpers.indicators.compute import compute_window
    from hcc_helpers.periods import parse_period

    spent: Counter[str] = Counter()
    execute = engine.Database.execute

    def counted(self, sql: str, *parameters):
        began = time.process_time()
        try:
            return execute(self, sql, *parameters)
        finally:
            spent[_kind(sql)] += time.process_time() - began

    engine.Database.execute = counted  # type: ignore[method-assign]
    shutil.rmtree(root / "clean" / "computed", ignore_errors=True)
    imported = time.process_time() - STARTED
    began = time.process_time()
    compute_window(parse_period(month), root)
    whole = time.process_time() - began
    lines = {"modules imported": imported, **dict(spent.most_common()), "the rest, outside the database": whole - spent.total()}
    for label, seconds in lines.items():
        print(f"{label}\t{seconds:.2f}")


def _kind(sql: str) -> str:
    said = " ".join(sql.split())
    if said.startswith("COPY"):
        return WRITTEN
    if said.startswith("SELECT") or said.startswith("WITH"):
        return COUNTED if " AS of_file" in said else CHECKED
    return LAID


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
