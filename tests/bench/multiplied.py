"""Large data in the likeness of the sample: a snapshot whose every case stands there many times, each time at other moments."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from hcc_helpers.sealed import file_hash, with_seal
from hcc_helpers.sources.columns import TABLES

HOLE = 37  # one moment in so many is left out, so that what a list lacks is there too


def multiply(snapshot: Path, cases: int) -> int:
    """Write the snapshot's cases and their rows over with `cases` cases at least; returns how many there are.

    Moments of a copy move by minutes and days that its number and its case decide; the same call gives the same rows.
    """
    con = duckdb.connect()
    (few,) = con.execute(f"SELECT count(*) FROM '{snapshot / 'cases.parquet'}'").fetchone()
    copies = -(-cases // few)
    for path in sorted(snapshot.glob("*.parquet")):
        table = TABLES.get(path.stem)
        there = {row[0]: row[1] for row in con.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        if table is None or "case_id" not in there:
            continue
        moved = {
            "case_id": "case_id || '-' || copy",
            **{name: f"{name} || '-' || copy" for name in table.key if there.get(name) == "VARCHAR"},
        }
        moved |= {
            name: f"CASE WHEN copy > 0 AND hash(case_id, copy, '{name}') % {HOLE} = 0 THEN NULL ELSE {name} "
            f"+ to_minutes(CAST(hash(case_id, copy) % 2880 AS BIGINT)) - to_days(CAST(hash(copy) % 9 AS INTEGER)) END"
            for name, kind in there.items()
            if kind == "TIMESTAMP" and name not in ("extracted_at", "accepted_at")
        }
        replaced = ", ".join(f"{sql} AS {name}" for name, sql in moved.items())
        con.execute(
            f"COPY (SELECT * EXCLUDE (copy) REPLACE ({replaced}) FROM '{path}', range({copies}) copies(copy)) TO '{path}.new' (FORMAT parquet)"
        )
        Path(f"{path}.new").replace(path)
    (there_now,) = con.execute(f"SELECT count(*) FROM '{snapshot / 'cases.parquet'}'").fetchone()
    meta = snapshot / "snapshot.json"
    stored = {path.name: file_hash(path) for path in sorted(snapshot.glob("*.parquet"))}
    said = json.loads(meta.read_text("utf-8")) | {"hash": stored["cases.parquet"], "stored": stored}
    meta.write_text(json.dumps(with_seal(said)), "utf-8")
    return there_now
