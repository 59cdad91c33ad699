"""Spark reads the same texts of flags and says the same: of every row, and of every result."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bench.multiplied import multiply

from hcc_helpers.errors import RunFailed
from hcc_helpers.facts import in_duckdb, in_spark
from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.facts.dialect import SPARK
from hcc_helpers.facts.flagged import flagged_sql
from hcc_helpers.facts.opened import KeptRows
from hcc_helpers.facts.row_by_row import flags_of_row
from hcc_helpers.indicators.compute import tables_for
from hcc_helpers.indicators.together import files_of, measured
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.what_is_new import import_what_is_new


@pytest.fixture
def spark():
    if lack := in_spark.lacking():
        pytest.skip(f"needs the extra hcc-helpers[spark] and Java, which make setup does not install:\n{lack}")
    return in_spark.opened


def test_every_flag_can_be_said_to_spark():
    """Needs no Spark: a yes/no column beside 0 or 1 is cast, an apostrophe is escaped, and nothing else differs."""
    for table in {of for of, _ in FLAGS}:
        sql = flagged_sql(table, "rows", SPARK)
        assert " EXCEPT (" in sql
        assert "EXCLUDE" not in sql
    assert "CAST(is_in_list AS BIGINT) = 0" in flagged_sql("hamlet_groups", "rows", SPARK)
    assert "is_in_list = 0" in flagged_sql("hamlet_groups", "rows")


@pytest.mark.parametrize(("java", "library", "said"), [("", True, "Java"), ("java", None, "pyspark")])
def test_what_is_missing_is_named_with_what_to_install(monkeypatch, tmp_path, java, library, said):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path if java else tmp_path / "bin"))
    monkeypatch.setattr(in_spark.importlib.util, "find_spec", lambda name: library)
    with pytest.raises(RunFailed) as raised:
        in_spark.opened(KeptRows({}, {}))
    assert raised.value.exit_code == 1
    lines = raised.value.message.splitlines()
    assert [said in line for line in lines] == [False, True, False]
    assert "Cần làm" in lines[1]


@pytest.mark.parametrize(
    ("there", "named"),
    [("s3a://kho/xa", "s3a://kho/xa/M%E1%BB%99t/x.parquet"), ("file:///mnt/xa", "file:///mnt/xa/M%E1%BB%99t/x.parquet")],
)
def test_files_that_lie_elsewhere_for_spark_are_found_there_and_named_as_here(monkeypatch, there, named):
    monkeypatch.setenv(in_spark.PLACE, f"/srv/xa={there}/")
    assert in_spark._there(Path("/srv/xa/Một/x.parquet")) == f"{there}/Một/x.parquet"
    assert in_spark._there(Path("/srv/xa-b/x.parquet")) == "/srv/xa-b/x.parquet"
    assert in_spark._folder(named) == "/srv/xa/Một"
    assert in_spark._folder("file:///srv/xa%20b/x.parquet") == "/srv/xa b"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")  # of which nothing here uses any
def test_spark_says_of_every_row_and_every_result_what_duckdb_says(sample_root, tmp_path, spark):
    windows = {}
    for name in ("xa Một", "xa-hai"):
        root = Path(shutil.copytree(sample_root, tmp_path / name))
        for month in ("2025-11", "2025-12"):
            period = parse_period(month, load_centre(root).since)
            import_what_is_new(period, root)
            tables = tables_for(period, root)
            windows[str(tables.folder)] = tables
    assert_same(windows, spark, tmp_path / "of spark")


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_the_same_of_200000_generated_cases(sample_root, tmp_path, spark):
    root = Path(shutil.copytree(sample_root, tmp_path / "data"))
    period = parse_period("2025-12", load_centre(root).since)
    import_what_is_new(period, root)
    assert multiply(root / "clean" / "2025-12" / "1", 200_000) >= 200_000
    tables = tables_for(period, root)
    assert_same({str(tables.folder): tables}, spark, tmp_path / "of spark")


def assert_same(windows: dict, spark, folder: Path) -> None:
    kept = files_of({name: tables.kept() for name, tables in windows.items()})
    ours, theirs = in_duckdb.opened(kept), spark(kept)
    try:
        for table in kept.files:
            told = ", ".join(["source_file", "source_row", *(flag for of, flag in FLAGS if of == table)])
            theirs.con.execute(f"SELECT {told} FROM {table}").frame.write.parquet(str(folder / table))
            mine, other = f"SELECT {told} FROM {table}", f"SELECT {told} FROM '{folder / table}/*.parquet'"
            for one, beside in ((mine, other), (other, mine)):
                assert ours.con.execute(f"SELECT * FROM ({one} EXCEPT ALL {beside}) LIMIT 3").fetchall() == [], table
        a_case = next(iter(kept.files["cases"]))
        rows = ours.con.execute(f"SELECT * FROM cases WHERE of_file = '{a_case}' USING SAMPLE 300 ROWS (reservoir, 1)")
        names = [one[0] for one in rows.description]
        for values in rows.fetchall():
            row = dict(zip(names, values, strict=True))
            assert {name: row[name] for of, name in FLAGS if of == "cases"} == flags_of_row("cases", row)
    finally:
        ours.close()
        theirs.close()
    by_duckdb, by_spark = measured(windows, in_duckdb.opened), measured(windows, spark)
    assert list(by_duckdb) == list(by_spark) == list(windows)
    for name, whole in by_duckdb.items():
        assert replace(whole, results=[]) == replace(by_spark[name], results=[])
        assert whole.results == by_spark[name].results
