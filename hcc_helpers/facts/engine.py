"""DuckDB as this suite uses it: a connection of its own for every use, one thread, bounded memory, spilling to disk.

Never `duckdb.sql`, `duckdb.query` or `duckdb.execute`: their connection belongs to the whole module, and in a process forked
while it is open it hangs for good.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from pathlib import Path

import duckdb

THREADS = "HCC_THREADS"  # threads of one connection; 1 because notebooks run side by side
MEMORY = "HCC_MEMORY"  # what one connection may hold before it spills, as DuckDB writes it ("2GB")
USUAL_MEMORY = "600MB"  # a centre's month takes a tenth of it; with 800.000 cases a process stays below 1 GB


def connect() -> duckdb.DuckDBPyConnection:
    """An empty database in memory; tables too large for it go to the system's folder for temporary files."""
    spilled = Path(tempfile.gettempdir()) / f"hcc-duckdb-{os.getpid()}-{uuid.uuid4().hex[:8]}"  # made only when needed
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": int(os.environ.get(THREADS) or 1),
        "temp_directory": str(spilled),
        "memory_limit": os.environ.get(MEMORY) or USUAL_MEMORY,
    }
    return duckdb.connect(":memory:", config=config)
