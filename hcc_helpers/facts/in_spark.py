"""Many windows opened at once in Spark: the third engine that reads the texts of the flags (beside DuckDB and `row_by_row`).

On this machine (local mode), or where HCC_SPARK_MASTER points. The rows are the same Parquet files; the master reads them under
the same paths, or where HCC_SPARK_PLACE says that they are copied to. Needs the extra `hcc-helpers[spark]` and Java.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hcc_helpers.errors import RunFailed
from hcc_helpers.facts.declare import flags_of
from hcc_helpers.facts.dialect import SPARK
from hcc_helpers.facts.flagged import flagged_sql
from hcc_helpers.facts.opened import KeptRows, Opened

MASTER = "HCC_SPARK_MASTER"  # "local[*]" where it is not set
PLACE = "HCC_SPARK_PLACE"  # "/srv/xa=s3a://kho/xa": what lies here under the one lies for Spark under the other
MEMORY = "HCC_SPARK_MEMORY"  # of the driver, which in local mode does all the work
JAVA = "cài Java 17 trở lên (Debian, Ubuntu: sudo apt install openjdk-17-jre-headless), hoặc đặt JAVA_HOME nếu đã có"
PYSPARK = 'cài phần mở rộng: .venv/bin/python -m pip install "pyspark>=4" (hoặc pip install "hcc-helpers[spark]")'
TYPES = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}  # of an empty table's columns; other types are called alike
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.shuffle.partitions": "8",  # results are few: windows × scopes × groups
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}


def lacking() -> str:
    """What this machine lacks for Spark, and what to do; "" where nothing is lacking."""
    lines = []
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).is_file():
        lines.append(f"  Không tìm thấy Java. Cần làm: {JAVA}.")
    if importlib.util.find_spec("pyspark") is None:
        lines.append(f"  Không tìm thấy thư viện pyspark. Cần làm: {PYSPARK}.")
    return "\n".join(lines)


def opened(kept: KeptRows) -> Opened:
    """Every table with its flags, and with `of_file`. Raises RunFailed (1) naming what the machine lacks."""
    if lack := lacking():
        raise RunFailed(
            f"Chưa chạy được --engine spark trên máy này.\n{lack}\n  Không cần Spark thì bỏ --engine: DuckDB cho cùng kết quả."
        )
    session = _session()
    for table, files in kept.files.items():
        rows = session.read.parquet(*map(_there, files)).selectExpr("*", "_metadata.file_path AS of_file").drop(*flags_of(table))
        rows.createOrReplaceTempView(f"{table}_rows")
        session.sql(flagged_sql(table, f"{table}_rows", SPARK)).createOrReplaceTempView(table)
    for table, columns in kept.empty.items():
        nothing = ", ".join(f"CAST(NULL AS {TYPES.get(kind, kind)}) AS {name}" for name, kind in columns)
        session.sql(f"SELECT {nothing}, '' AS of_file WHERE FALSE").createOrReplaceTempView(table)
    return Opened(_Connection(session), "of_file", SPARK, _folder, session.stop)


def _session():
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("hcc").master(os.environ.get(MASTER) or "local[*]")
    for name, value in (SETTINGS | {"spark.driver.memory": os.environ.get(MEMORY) or "2g"}).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _place() -> tuple[str, str]:
    here, _, there = os.environ.get(PLACE, "").partition("=")
    return here.rstrip("/"), there.rstrip("/")


def _there(file: Path) -> str:
    """A file as Spark finds it."""
    here, there = _place()
    return there + str(file).removeprefix(here) if there and str(file).startswith(f"{here}/") else str(file)


def _folder(file: str) -> str:
    """The folder, here, of a file as Spark names it (file:///…, blanks and accents in percent)."""
    parts = urlsplit(file)
    path = unquote(parts.path) if parts.scheme == "file" else unquote(file)
    here, there = _place()
    plain = there.removeprefix("file://")
    return (here + path.removeprefix(plain) if there and path.startswith(f"{plain}/") else path).rpartition("/")[0]


class _Connection:
    """Spark as `Opened.con`: statements in, rows out."""

    def __init__(self, session):
        self._session = session

    def execute(self, sql: str) -> _Connection:
        self.frame = self._session.sql(sql)
        return self

    def fetchall(self) -> list[tuple]:
        return [tuple(row) for row in self.frame.collect()]
