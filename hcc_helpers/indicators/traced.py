"""The rows behind every count and total of a window: one piece a count and scope, handed on one after the other.

A month of a million cases has fourteen million such rows. What lies in memory is each key once and one bit a count, never the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute, parquet

from hcc_helpers.indicators.definition import REGISTRY, Indicator
from hcc_helpers.sources.columns import TABLES

COLUMNS = ("indicator", "scope", "key")
Pair = tuple[str, str]  # indicator, scope


@dataclass(frozen=True)
class Piece:
    """The keys of the rows behind one count, in order, each as often as it has rows."""

    indicator: str
    scope: str
    keys: pa.Array  # of text

    def __len__(self) -> int:
        return len(self.keys)

    def mark(self) -> str:
        """One hash of the keys, each once, in whatever order they stand."""
        keys = self.keys.unique()
        texts = keys.take(compute.sort_indices(keys)).cast(pa.large_binary())
        hashed = hashlib.sha256(compute.binary_length(texts).to_numpy().tobytes())
        hashed.update(b"".join(texts.to_pylist()))
        return hashed.hexdigest()


@dataclass(eq=False)
class Trace:
    """All pieces of a window; `pieces` may be asked as often as one likes."""

    pieces: Callable[[], Iterator[Piece]]
    counted: Callable[[], int]

    def __len__(self) -> int:
        return self.counted()

    @staticmethod
    def of_rows(rows: list[tuple[str, str, str]]) -> Trace:
        """Of (indicator, scope, key) written out."""
        keys: dict[Pair, list[str]] = {}
        for indicator, scope, key in rows:
            keys.setdefault((indicator, scope), []).append(key)
        made = [Piece(*pair, pa.array(found, pa.large_string())) for pair, found in keys.items()]
        return Trace(lambda: iter(made), lambda: len(rows))

    @staticmethod
    def of_window(con: Any, wanted: list[Pair]) -> Trace:
        """The rows of an open window behind these counts and totals."""
        marked = _Marked(con, wanted)
        return Trace(marked.pieces, marked.count)

    @staticmethod
    def read(path: Path) -> Trace:
        """As it was written to a file, whose rows of one count stand together."""
        return Trace(lambda: _read(path), lambda: parquet.read_metadata(path).num_rows)


@dataclass(eq=False)
class _Marked:
    """Each table's keys once, in order, with a bit for every count that the row is behind: one query a table."""

    con: Any
    wanted: list[Pair]

    def pieces(self) -> Iterator[Piece]:
        for id, scope in self.wanted:
            keys, marks = self._laid[REGISTRY[id].of, scope]
            yield Piece(id, scope, keys.filter(marks[id]))

    def count(self) -> int:
        return sum(self._laid[REGISTRY[id].of, scope][1][id].true_count for id, scope in self.wanted)

    @cached_property
    def _laid(self) -> dict[Pair, tuple[pa.Array, dict[str, pa.Array]]]:
        """(table, scope) → its keys, and indicator → which of them."""
        counts = [REGISTRY[id] for id in dict.fromkeys(id for id, _ in self.wanted)]
        scopes = list(dict.fromkeys(scope for _, scope in self.wanted))
        return {
            (table, scope): self._marked(table, scope, [one for one in counts if one.of == table])
            for table in dict.fromkeys(one.of for one in counts)
            for scope in scopes
        }

    def _marked(self, table: str, scope: str, counts: list[Indicator]) -> tuple[pa.Array, dict[str, pa.Array]]:
        key = TABLES[table].key[0]
        marks = ", ".join(f"coalesce({one.condition.sql}, false) AS {one.id}" for one in counts)
        sql = f"SELECT CAST({key} AS VARCHAR) AS key_of_row, {marks} FROM {table} WHERE scope = ? ORDER BY {key}"
        rows = self.con.execute(sql, [scope]).fetchnumpy()
        keys = pa.array(rows.pop("key_of_row"), pa.large_string())
        return keys, {id: pa.array(mark, pa.bool_()) for id, mark in rows.items()}


def _read(path: Path) -> Iterator[Piece]:
    with parquet.ParquetFile(path) as file:
        pair: Pair = ("", "")
        parts: list[pa.Array] = []
        for batch in file.iter_batches(columns=list(COLUMNS)):
            table = pa.Table.from_batches([batch])
            at = 0
            while at < len(table):
                here = (table["indicator"][at].as_py(), table["scope"][at].as_py())
                of = compute.and_(compute.equal(table["indicator"], here[0]), compute.equal(table["scope"], here[1]))
                rest = of.slice(at)
                stop = compute.index(rest, False).as_py()
                length = len(rest) if stop < 0 else stop
                if here != pair and parts:
                    yield Piece(*pair, pa.concat_arrays(parts))
                    parts = []
                pair = here
                parts += table["key"].cast(pa.large_string()).slice(at, length).chunks
                at += length
        if parts:
            yield Piece(*pair, pa.concat_arrays(parts))
