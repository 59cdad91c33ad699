"""The tables of a window, built once and kept on disk beside the snapshots that they come from.

`DIR/clean/computed/<span>/<key>/` holds `<table>.parquet` (rows with derived columns, roll-ups and, where rows are few, flags)
and `tables.json` (sealed: coverage, the rules that were asked for, each table's hash and rows). Windows of one span that rest on
the same exports are one, whatever their periods are called (December's year to date, the history up to December). It appears by one rename; two writers write the same. Everything in it can be made again from the snapshots, and is, where a
file is missing or not what it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import hcc_helpers.facts.flags  # noqa: F401  declares the flags
from hcc_helpers.facts.coverage import Coverage
from hcc_helpers.facts.identity import tables_key
from hcc_helpers.facts.settings import Settings
from hcc_helpers.facts.window import Window
from hcc_helpers.sealed import file_hash, read_sealed, remove, remove_old, sweep, temporary_name, touch, write_sealed

if TYPE_CHECKING:
    from hcc_helpers.facts.engine import Database
    from hcc_helpers.facts.kept_rows import OpenedRows

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
    """The flagged tables of one window. `root`: the data root that keeps them; None keeps nothing (drawn rows of a test)."""

    window: Window
    settings: Settings
    root: Path | None = None
    rules: list[str] = field(default_factory=list)  # that they were built by
    _at_hand: dict[str, Coverage] | None = None
    _con: Database | OpenedRows | None = None
    _is_stored: bool = False

    @cached_property
    def folder(self) -> Path | None:
        """Where they lie, or will."""
        if self.root is None:
            return None
        span = "..".join(f"{at:%Y-%m-%d}" if at.time() == time.min else f"{at:%Y-%m-%dT%H%M%S}" for at in self.window.bounds)
        return Path(self.root) / "clean" / FOLDER / span / tables_key(self.window, self.settings)[:16]

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

    def beside(self, window: Window) -> Tables:
        """The tables of another window with the same settings, kept in the same place."""
        return Tables(window, self.settings, self.root)

    def close(self) -> None:
        """Let go of the connection where the tables lie on disk; the next use opens it again."""
        if self._con is not None and self._is_stored:
            self._con.close()
            self._con = None

    def kept(self) -> dict | None:
        """What lies on the disk of this window, made first where it does not: {"rows": table → rows, "empty": table → its columns}.

        None where nothing can be written.
        """
        index = self._sound_index()
        if index is None:
            self.con  # noqa: B018  building writes it
            self.close()
            index = self._sound_index() if self._is_stored else None
        if index is not None:
            self._take(index)
        return index

    def _opened(self):
        """A connection with the stored tables as views; None where they are not there or not sound."""
        index = self._sound_index()
        if index is None:
            return None
        from hcc_helpers.facts.engine import connect
        from hcc_helpers.facts.kept_rows import OpenedRows, open_empty, open_rows

        con, flagged = connect(), set(index["flagged"])
        tables: dict[str, Callable[[], object]] = {
            name: partial(open_rows, con, name, self._file(name), rows, name in flagged) for name, rows in index["rows"].items()
        }
        tables |= {name: partial(open_empty, con, name, columns) for name, columns in index["empty"].items()}
        touch(self.place)
        self._is_stored = True
        self._take(index)
        return OpenedRows(con, tables)

    def _built(self):
        """The tables made from the snapshots, and written where the folder can be written."""
        # Rules of its own: those that somebody else has asked for are no part of what is stored.
        own = replace(self.settings, rules=self.settings.rules.unasked())
        if self.folder is None:
            return self._made(own, is_streamed=False)
        from hcc_helpers.facts.engine import views

        con = self._made(own, is_streamed=True)
        is_streamed = "cases" in views(con)
        with contextlib.suppress(OSError):  # nowhere to write: computed all the same
            self._write(con, [rule.id for rule in own.rules])
            self._is_stored = True
        if not is_streamed:
            return con
        con.close()
        return (self._is_stored and self._opened()) or self._made(own, is_streamed=False)

    def _made(self, own: Settings, is_streamed: bool):
        """A connection with the tables made from the snapshots; large ones in it are views where `is_streamed`."""
        from hcc_helpers.facts.derive import build
        from hcc_helpers.facts.engine import connect
        from hcc_helpers.facts.flagged import flag_tables

        con = connect()
        build(con, self.window, own, is_streamed=is_streamed)
        self.take(flag_tables(con, self.window, own.centre.since), [rule.id for rule in own.rules])
        return con

    def take(self, at_hand: dict[str, Coverage], rules: list[str]) -> None:
        """What is known of the tables without opening them."""
        self._at_hand, self.rules = at_hand, rules
        for rule in rules:
            self.settings.rules.rule(rule)  # the report prints the rules that were asked for

    def _take(self, index: dict) -> None:
        self.take({name: Coverage(**cover) for name, cover in index["at_hand"].items()}, index["rules"])

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
        from hcc_helpers.facts.kept_rows import write_rows

        parent = self.place.parent
        parent.mkdir(parents=True, exist_ok=True)
        sweep(parent)
        temporary = parent / temporary_name()
        temporary.mkdir()
        try:
            rows, empty, flagged = write_rows(con, [*self.at_hand, *KEPT_BESIDE], temporary)
            files = {name: file_hash(temporary / f"{name}.parquet") for name in rows}
            at_hand = {name: asdict(cover) for name, cover in self.at_hand.items()}
            index = {"at_hand": at_hand, "rules": rules, "files": files, "rows": rows, "empty": empty, "flagged": flagged}
            write_sealed(temporary / _INDEX, index)
            if self._sound_index() is None:  # else another process was faster: the same content
                remove(self.place)
                temporary.rename(self.place)
        finally:
            remove(temporary)
        remove_old(parent, self.place)
