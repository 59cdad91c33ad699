"""One engine a process, a database of its own for every use."""

import gc
import os
import time

import duckdb
import pytest

from hcc_helpers.facts.engine import connect

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")


def databases(con) -> set[str]:
    return {row[0] for row in con.execute("SELECT database_name FROM duckdb_databases()").fetchall()}


def test_two_databases_do_not_see_each_other():
    one, other = connect(), connect()
    one.execute("CREATE TABLE t AS SELECT 1 AS x")
    other.execute("CREATE TABLE t AS SELECT 2 AS x")
    one.execute("CREATE VIEW v AS SELECT * FROM t")
    assert one.execute("FROM v").fetchall() == [(1,)]
    assert one.cursor().execute("FROM t").fetchall() == [(1,)]
    assert other.execute("FROM t").fetchone() == (2,)
    with pytest.raises(duckdb.CatalogException):
        other.execute("FROM v")


def test_what_is_closed_or_forgotten_is_gone():
    kept = connect()
    with connect() as closed:
        name = closed.name
        assert name in databases(kept)
    forgotten = connect()
    forgotten_name = forgotten.name
    del forgotten
    gc.collect()
    assert databases(kept).isdisjoint({name, forgotten_name})
    closed.close()  # twice does no harm


def test_rows_are_there_although_nobody_holds_their_database():
    assert connect().execute("SELECT * FROM range(3)").fetchall() == [(0,), (1,), (2,)]
    assert list(connect().execute("SELECT 5 AS x").df()["x"]) == [5]


@needs_fork
def test_a_forked_process_starts_an_engine_of_its_own():
    here = connect()
    here.execute("CREATE TABLE t AS SELECT 1 AS x")
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if connect().execute("SELECT sum(range) FROM range(1000)").fetchall() == [(499500,)] else 2)
        finally:
            os._exit(1)
    until = time.monotonic() + 60
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        assert time.monotonic() < until, "it hangs"
        time.sleep(0.05)
    assert os.waitstatus_to_exitcode(ended[1]) == 0
    assert here.execute("FROM t").fetchall() == [(1,)]
