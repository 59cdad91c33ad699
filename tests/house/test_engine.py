"""DuckDB's connection of the whole module is used nowhere: in a forked process it hangs for good. One door: facts/engine.py."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "hcc_helpers"
ENGINE = PACKAGE / "facts" / "engine.py"


def uses_of_duckdb(source: str) -> set[str]:
    """Every `duckdb.NAME` in a source text, and every NAME of `from duckdb import NAME`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "duckdb":
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module == "duckdb":
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {f"as {alias.asname}" for alias in node.names if alias.name == "duckdb" and alias.asname}
    return found


@pytest.mark.parametrize(
    "source", ["import duckdb\nduckdb.sql('SELECT 1')", "from duckdb import query", "import duckdb as d\nd.execute('')"]
)
def test_the_test_sees_every_way_to_the_module_wide_connection(source):
    assert uses_of_duckdb(source)


def test_a_connection_is_made_in_one_place_only():
    allowed = {"DuckDBPyConnection", "Error"}  # a type to name, an error to catch
    used = {
        path.relative_to(PACKAGE).as_posix(): uses_of_duckdb(path.read_text("utf-8"))
        for path in PACKAGE.rglob("*.py")
        if path != ENGINE
    }
    assert {path: names - allowed for path, names in used.items() if names - allowed} == {}
    assert uses_of_duckdb(ENGINE.read_text("utf-8")) <= {"connect", "DuckDBPyConnection"}
