"""One process that imports the libraries once and is forked for each wrong form of one module: `child.py MODULE MOST TEST …`.

It prints JSON: how many forms were tried, which were not found, and which branches went one way only. Nothing of the project is
imported before the fork, so that every part of it meets the wrong form.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path

from mutation.wrong import Telling, mutants

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 3 << 30  # bytes: a loop that no longer ends may fill lists
AS_IMPORTED = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the libraries are there before pytest


def put_in(path: Path, tree: ast.AST) -> None:
    """From now on this file is what the tree says, for whoever imports it; a module's own bytecode is not asked."""
    usual = SourceFileLoader.get_code

    def get_code(self, name):
        return compile(tree, str(path), "exec") if Path(self.path) == path else usual(self, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def in_fork(work: Callable[[], object], seconds: int) -> object:
    """What a forked process gives back; None where it ended otherwise."""
    read, write = os.pipe()
    if not (pid := os.fork()):
        signal.alarm(seconds)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        said = b"null"
        with contextlib.suppress(BaseException):
            said = json.dumps(work()).encode()
        os.write(write, said)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(said or b"null")


def passes(tests: list[str]) -> bool:
    """Whether the tests of the module pass in this process."""
    import hypothesis
    import pytest

    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # a failure needs not be made small
    hypothesis.settings.register_profile("mutants", database=None, derandomize=True, deadline=None, phases=phases)
    hypothesis.settings.load_profile("mutants")
    return (
        pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not long", *AS_IMPORTED, "--rootdir", str(ROOT), *tests]) == 0
    )


def told(path: Path, tree: ast.AST, tests: list[str]) -> dict:
    """One run with the branches told: did it pass, which went which way, what it imported of others."""
    telling = Telling()
    put_in(path, telling.visit(tree))
    went: set[tuple[int, bool]] = set()

    def tell(number, test):
        went.add((number, bool(test)))
        return test

    builtins._went = tell  # type: ignore[attr-defined]
    well = passes(tests)
    ways = [(line, sorted(way for number, way in went if number == at)) for at, line in enumerate(telling.lines)]
    others = [name for name, one in sys.modules.items() if not _is_ours(one)]
    return {"passes": well, "branches": ways, "others": others}


def _is_ours(module: object) -> bool:
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(place and Path(place).is_relative_to(ROOT) for place in places)


def main(module: str, most: int, tests: list[str]) -> dict:
    path = ROOT / "hcc_helpers" / module
    tree = ast.parse(path.read_text("utf-8"))
    begun = time.monotonic()
    first = in_fork(lambda: told(path, tree, tests), 300)
    patience = max(
        30, round(4 * (time.monotonic() - begun))
    )  # a form is found by its time only where the right code is far from it
    assert isinstance(first, dict), f"{module}: the tests could not be run"
    assert first["passes"], f"{module}: the tests fail without anything wrong: {tests}"
    for name in first["others"]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    assert not any(name.startswith("hcc_helpers") for name in sys.modules), "a wrong form would come too late"
    every = list(mutants(tree))
    places = [(2 * number + 1) * len(every) // (2 * most) for number in range(most)] if most < len(every) else range(len(every))
    chosen = [every[place] for place in places]
    missed = []
    for line, right, wrong, whole in chosen:

        def with_it(whole=whole):
            put_in(path, whole)
            return passes(tests)

        if in_fork(with_it, patience):
            missed.append(f"{module}:{line}: {wrong}   (right: {right})")
    return {"tried": len(chosen), "of": len(every), "missed": missed, "branches": first["branches"]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])))
