"""What lies in the repository: the fixed top level, no machine's paths, no host of a package index, and a README that is true."""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FOLDERS = {".ci", "data", "docs", "hcc_helpers", "notebooks", "outputs", "tests"}
FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "environment.yml",
    "pyproject.toml",
    "requirements.lock",
}
IGNORED = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints", "build", "clean"}

# In two pieces each, so that this file does not name what it looks for.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "anaconda" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "crates" + ".io",
    "proxy.golang" + ".org",
]
MACHINE_PATH = re.compile(r"(?<![\w.…*/-])(?:/(?:work|root|home|Users|mnt)/[\w.~]|[A-Z]:\\Users\\)")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
SPAN = re.compile(r"`([^`\n]+)`")


@cache
def committed() -> tuple[Path, ...]:
    """What git holds or would take; outside a git checkout everything but what is made on the spot."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    else:
        names = [
            str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file() and not IGNORED & set(p.relative_to(ROOT).parts)
        ]
        made = (".egg-info/", "outputs/", "data/raw/")  # what .gitignore leaves out; each of the two folders keeps its README
        names = [name for name in names if not any(part in name for part in made) or name.endswith("/README.md")]
    return tuple(ROOT / name for name in sorted(names) if (ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    """(name, text) of every committed file that is text."""
    found = []
    for path in committed():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_the_top_level_is_fixed():
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert tops - FOLDERS - FILES == set(), "a new thing at the top level: it belongs in a room"
    assert tops == FOLDERS | FILES


@pytest.mark.parametrize("folder", ["outputs", "data/raw"])
def test_no_real_data_and_no_report_is_committed(folder):
    assert [p.name for p in committed() if (ROOT / folder) in p.parents] == ["README.md"]


def test_no_machine_path_in_any_text():
    assert [name for name, text in texts() if MACHINE_PATH.search(text)] == []


@pytest.mark.parametrize("path", ["/wor" + "k/main/x", "'/roo" + "t/.cache'", "/hom" + "e/an/data", "C:\\Us" + "ers\\an"])
def test_a_machine_path_would_be_found(path):
    assert MACHINE_PATH.search(f"see {path}")


def test_no_host_of_a_package_index_in_any_text():
    assert [(name, host) for name, text in texts() for host in HOSTS if host in text] == []


def test_the_licence_is_the_apache_text_word_for_word():
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert digest == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def test_the_changelog_begins_with_changed_numbers():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Số liệu thay đổi"


@pytest.mark.parametrize("name", ["README.md", "docs/design.md", "docs/huong-dan.md"])
def test_a_page_names_only_files_that_exist(name):
    """Links must lead somewhere, and a path in backticks that begins at the top level must be there."""
    page = ROOT / name
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    missing = [target for target in LINK.findall(text) if "://" not in target and not (page.parent / target).exists()]
    for span in SPAN.findall(text):
        if re.fullmatch(r"[\w./-]+", span) and "/" in span and span.split("/")[0] in FOLDERS and not made_by_users(span):
            missing += [span] if not (ROOT / span).exists() else []
    assert missing == []


def made_by_users(path: str) -> bool:
    """What exists only after a run, or on the office's own machine; PERIOD and N stand for what is typed."""
    made = (
        "outputs/",
        "data/raw/",
        "data/clean",
        "data/corrections",
        "data/approvals",
        "data/sample/clean",
        "data/reference/hamlets",
    )
    return path.startswith("data/office/") or path.startswith(made) or "PERIOD" in path or "/N/" in path
