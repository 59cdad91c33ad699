"""What a test says where a tool that it needs is not on the machine."""

import os

import pytest


def absent(what: str):
    """Without its tool a test is skipped by name; where the project is checked for good, it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")
