"""`hcc … | head`: whoever reads may stop reading; no traceback, no complaint of Python's own."""

import subprocess
import sys

import pytest

CLOSED = """
import os, subprocess, sys
from hcc_helpers.cli import commands
sys.argv = ["hcc", *sys.argv[1:]]
commands.main()
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["indicators", "2025-12", "--data", "no-such-folder"], 2), (["indicatrs"], 2)],
)
@pytest.mark.parametrize("both", [True, False])
def test_a_closed_pipe_ends_quietly(arguments, code, both):
    process = subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep(1)\n{CLOSED}", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if both else subprocess.PIPE,
    )
    with process:
        process.stdout.close()
        said = b"" if both else process.stderr.read()
        assert process.wait(60) == code
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said
    assert b"Exception ignored" not in said
