"""The types of the package hold (mypy, settings in pyproject.toml), and what is said past the checker is little and has a reason."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
MOST_IGNORED, MOST_STATED = 20, 60


def lines() -> list[str]:
    return [line for path in sorted((PROJECT / "hcc_helpers").rglob("*.py")) for line in path.read_text("utf-8").splitlines()]


def test_the_types_hold():
    done = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=PROJECT, capture_output=True, text=True, env={**os.environ, "MYPY_FORCE_COLOR": "0"}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_checker_is_told_to_leave_out_is_little_and_has_a_reason():
    ignored = [line for line in lines() if re.search(r"#\s*type:\s*ignore", line)]
    assert len(ignored) <= MOST_IGNORED
    assert [line for line in ignored if not re.search(r"# type: ignore\[[a-z-]+\]  # \w+ \w+", line)] == []


def test_a_stated_invariant_says_why_it_holds():
    stated = [line.strip() for line in lines() if re.match(r"\s*assert .* is not None\b", line)]
    assert len(stated) <= MOST_STATED
    assert [line for line in stated if not re.search(r'is not None, "\w.* .*"$', line)] == []
