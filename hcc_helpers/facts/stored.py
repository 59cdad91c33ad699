"""The flagged tables of a window, built once and kept on disk beside the snapshots that they come from.

`DIR/clean/computed/<window>/<key>/` holds `<table>.parquet` and `tables.json` (sealed: coverage, the rules that were asked
for, each table's hash). It appears by one rename; two writers write the same. Everything in it can be made again from the
snapshots, and is, where a file is missing or not what it was.
"""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.identity import tables_key
from hcc_helpers.facts.rows import quoted
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sealed import file_hash, read_sealed, remove, remove_old, sweep, temporary_name, touch, write_sealed

if TYPE_CHECKING:
    import duckdb

FOLDER = "computed"
_INDEX = "tables.json"
KEPT_BESIDE = (
    "days",
    "paused_days",
    "pause_intervals",
    "asked_snapshots",
    "columns_there",
)  # of the derive step; answers join them with the flagged tables


@dataclass(eq=False)
class Tables:
    """The flagged tables of one window. `root`: the data root that keeps them; None keeps nothing (drawn rows of a test).

    `name` tells windows of one period apart: what all its months gave, its last export.
    """

    window: Window
    settings: Settings
    root: Path | None = None
    name: str = ""
    rules: list[str] = field(default_factory=list)  # that they were built by
    _at_hand: dict[str, Coverage] | None = None
    _con: duckdb.DuckDBPyConnection | None = None
    _is_stored: bool = False

    @cached_property
    def folder(self) -> Path | None:
        """Where they lie, or will."""
        if self.root is None:
            return None
        label = self.window.period.text + (f".{self.name}" if self.name else "")
        return Path(self.root) / "clean" / FOLDER / label / tables_key(self.window, self.settings)[:16]

    @property
    def place(self) -> Path:
        """The folder of tables that are kept somewhere."""
        assert self.folder is not None, "asked only of tables that are kept"
        return self.folder

    @property
    def con(self):
        """The open connection: from the disk, else built from the snapshots, on first use."""
        if self._con is None:
            self._con = self._opened() or self._built()
        return self._con

    @property
    def at_hand(self) -> dict[str, Coverage]:
        """Table → whether it is at hand for the period."""
        if self._at_hand is None:
            self.con  # noqa: B018  opening says it
        assert self._at_hand is not None, "what is opened or built has said it"
        return self._at_hand

    def beside(self, window: Window, name: str) -> Tables:
        """The tables of another window with the same settings, kept in the same place."""
        return Tables(window, self.settings, self.root, name)

    def close(self) -> None:
        """Let go of the connection where the tables lie on disk; the next use opens it again."""
        if self._con is not None and self._is_stored:
            self._con.close()
            self._con = None

    def _opened(self):
        """A connection with the stored tables as views; None where they are not there or not sound."""
        index = self._sound_index()
        if index is None:
            return None
        from hcc_helpers.facts.engine import connect

        con = connect()
        for name in index["files"]:
            con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(self._file(name))})")
        for name, columns in index["empty"].items():
            con.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns)})")
        touch(self.place)
        self._is_stored = True
        self.take({name: Coverage(**cover) for name, cover in index["at_hand"].items()}, index["rules"])
        return con

    def _built(self):
        """The tables made from the snapshots, and written where the folder can be written."""
        from hcc_helpers.facts.derive import build
        from hcc_helpers.facts.engine import connect
        from hcc_helpers.facts.flagged import flag_tables

        con = connect()
        # Rules of its own: those that somebody else has asked for are no part of what is stored.
        own = replace(self.settings, rules=self.settings.rules.unasked())
        build(con, self.window, own)
        self.take(flag_tables(con, self.window, own.centre.since), [rule.id for rule in own.rules])
        if self.folder is not None:
            with contextlib.suppress(OSError):  # nowhere to write: computed all the same
                self._write(con, [rule.id for rule in own.rules])
                self._is_stored = True
        return con

    def take(self, at_hand: dict[str, Coverage], rules: list[str]) -> None:
        """What is known of the tables without opening them."""
        self._at_hand, self.rules = at_hand, rules
        for rule in rules:
            self.settings.rules.rule(rule)  # the report prints the rules that were asked for

    def _file(self, name: str) -> Path:
        return self.place / f"{name}.parquet"

    def _sound_index(self) -> dict | None:
        index = read_sealed(self.folder / _INDEX) if self.folder else None
        try:
            is_sound = index is not None and all(file_hash(self._file(name)) == seal for name, seal in index["files"].items())
        except OSError:
            return None
        return index if is_sound else None

    def _write(self, con, rules: list[str]) -> None:
        parent = self.place.parent
        parent.mkdir(parents=True, exist_ok=True)
        sweep(parent)
        temporary = parent / temporary_name()
        temporary.mkdir()
        try:
            files, empty = {}, {}
            names = [*self.at_hand, *KEPT_BESIDE]
            has_rows = con.execute(f"SELECT {', '.join(f'EXISTS (FROM {name})' for name in names)}").fetchall()[0]
            for name, is_filled in zip(names, has_rows, strict=True):
                if is_filled:
                    path = temporary / f"{name}.parquet"
                    con.execute(f"COPY {name} TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
                    files[name] = file_hash(path)
                else:
                    empty[name] = [row[:2] for row in con.execute(f"DESCRIBE {name}").fetchall()]
            at_hand = {name: asdict(cover) for name, cover in self.at_hand.items()}
            write_sealed(temporary / _INDEX, {"at_hand": at_hand, "rules": rules, "files": files, "empty": empty})
            if self._sound_index() is None:  # else another process was faster: the same content
                remove(self.place)
                temporary.rename(self.place)
        finally:
            remove(temporary)
        remove_old(parent, self.place)
