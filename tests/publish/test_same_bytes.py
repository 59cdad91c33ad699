"""The six sample months, published from nothing or from what is stored, side by side or one by one, warm or plain: the same bytes."""

import shutil
from pathlib import Path

import pytest

from hcc_helpers.periods import parse_period
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.run import run_periods
from hcc_helpers.rules import load_centre
from hcc_helpers.sources.values.privacy import KEY_FILE

pytestmark = pytest.mark.long
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
MONTHS = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]


@pytest.fixture(scope="module")
def roots(tmp_path_factory):
    """Two data roots without a snapshot; one key, because pseudonyms are made with it."""
    made = [tmp_path_factory.mktemp(name) / "data" for name in ("warm", "plain")]
    for root in made:
        shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("clean"))
        (root / "clean").mkdir()
        (root / "clean" / KEY_FILE).write_bytes(b"k" * 32)
    return made


def published(root: Path, out: str, month: str, **options) -> dict[str, bytes]:
    folder = root.parent / out
    period = parse_period(month, load_centre(root).since)
    assert run_periods([period], root, folder, progress=Silent(), **options) == 0
    return {path.name: path.read_bytes() for path in sorted((folder / month).iterdir()) if path.is_file()}


@pytest.mark.parametrize("month", MONTHS)
def test_however_it_is_made_a_month_is_the_same(roots, month):
    warm, plain = roots
    at_once = published(warm, "out", month, kernels="warm", jobs=2)
    assert {"index.html", "results.csv", "don-doc.xlsx", f"bao-cao-{month}.docx"} <= set(at_once)
    for other in (
        published(plain, "out", month, kernels="plain", jobs=1),
        published(warm, "again", month, kernels="warm", jobs=1),  # everything stored
    ):
        assert other.keys() == at_once.keys()
        assert [name for name in at_once if other[name] != at_once[name]] == []
