"""A folder of communes: each for itself, then one page where counts add, shares are made anew, and who is missing is named."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from hcc_helpers.errors import InputMissing
from hcc_helpers.history.province import NOT_ADDED, roll_up
from hcc_helpers.indicators.compute import compute_window
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.periods import parse_period
from hcc_helpers.places import commune_roots
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.province import _communes, run_province
from hcc_helpers.sources.what_is_new import import_what_is_new

MONTH = "2025-12"


def commune(folder: Path, sample: Path, name: str, code: str, is_invented: bool = True) -> Path:
    """The sample's centre under another name; the month is put in by the test."""
    shutil.copytree(sample / "reference", folder / "reference")
    settings = folder / "reference" / "centre.toml"
    text = re.sub(r"(?m)^name = .*", f'name = "{name}"', settings.read_text("utf-8"))
    text = re.sub(r"(?m)^code = .*", f'code = "{code}"', text)
    settings.write_text(re.sub(r"(?m)^is_illustrative = .*", f"is_illustrative = {str(is_invented).lower()}", text), "utf-8")
    (folder / "raw" / MONTH).mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def province(sample_root, tmp_path_factory) -> Path:
    """Two communes with a month (one without its survey), one without."""
    folder = tmp_path_factory.mktemp("province")
    for name, code in (("a", "1"), ("b", "2"), ("c", "3")):
        commune(folder / f"xa-{name}", sample_root, f"xã {name.upper()}", code)
    for name in ("a", "b"):
        shutil.copytree(sample_root / "raw" / MONTH, folder / f"xa-{name}" / "raw" / MONTH, dirs_exist_ok=True)
    (folder / "xa-b" / "raw" / MONTH / "khao-sat.csv").unlink()
    return folder


def import_only(periods, root, outputs) -> int:
    """What a run does first; the pages of a commune are the business of other tests."""
    for period in periods:
        import_what_is_new(period, root)
    return 0


@pytest.fixture(scope="module")
def made(province, tmp_path_factory):
    out = tmp_path_factory.mktemp("outputs")
    code = run_province(MONTH, commune_roots(province), out, import_only, Silent())
    return code, out


def rows(out: Path) -> dict[tuple[str, str], dict[str, str]]:
    text = (out / "toan-tinh" / MONTH / "results.csv").read_text("utf-8-sig")
    return {(row["scope"], row["indicator"]): row for row in csv.DictReader(text.splitlines())}


def test_a_folder_of_communes_is_no_data_root_and_a_data_root_no_folder(province, tmp_path):
    assert [root.name for root in commune_roots(province)] == ["xa-a", "xa-b", "xa-c"]
    assert commune_roots(province / "xa-a") == []
    (tmp_path / "reference").mkdir()  # an office whose first month is still to come keeps a sample beside
    shutil.copytree(province / "xa-a" / "raw", tmp_path / "sample" / "raw")
    assert commune_roots(tmp_path) == []


def test_counts_add_and_shares_and_medians_are_made_anew(province, made):
    found = rows(made[1])
    period = parse_period(MONTH)
    a, b = (compute_window(period, province / f"xa-{name}", groups=()) for name in "ab")
    checked = 0
    for one in roll_up({"xã A": a, "xã B": b}):
        mine, theirs = a.result(one.indicator, one.scope), b.result(one.indicator, one.scope)
        kind, row = REGISTRY[one.indicator].kind, found[one.scope, one.indicator]
        assert (row["value"] == "") == (one.value is None)
        if one.reason == NOT_ADDED or mine is None or theirs is None:
            continue
        if kind in ("count", "total") and mine.value is not None and theirs.value is not None:
            checked += 1
            assert int(row["value"]) == mine.value + theirs.value
        if kind == "share" and mine.denominator and theirs.denominator:
            checked += 1
            assert float(row["value"]) == pytest.approx(
                100 * (mine.numerator + theirs.numerator) / (mine.denominator + theirs.denominator)
            )
        if kind == "quantile" and one.value is not None:  # from the rows of both, by another library
            checked += 1
            spec = REGISTRY[one.indicator]
            sql = f"SELECT {spec.column} AS v FROM {spec.of} WHERE {spec.which.sql} AND scope = '{one.scope}'"
            values = pd.concat([computed.con.execute(sql).df()["v"] for computed in (a, b)]).dropna()
            assert one.value == pytest.approx(values.quantile(spec.at))
    assert checked > 200


def test_a_commune_without_a_figure_is_named_and_never_zero(made):
    code, out = made
    assert code == 1  # xã C has no month
    found = rows(out)
    assert found["commune", "received_all"]["counted"] == "xã A; xã B"
    asked = found["centre", "satisfaction_pct"]
    assert (asked["counted"], asked["missing"]) == ("xã A", "xã B")
    assert asked["denominator"] == "412"
    html = (out / "toan-tinh" / MONTH / "index.html").read_text("utf-8")
    text = re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ")
    assert "2 xã có số liệu, phải giải quyết 3.888 hồ sơ" in text
    assert "thiếu: xã B" in text
    assert re.search(r"xã C:\s+không có trong các số cộng\. Chưa có tệp xuất của kỳ này\.", text)
    assert str(out) not in html


def test_nothing_is_made_again_where_nothing_changed(province, made):
    _, out = made
    before = (out / "toan-tinh" / MONTH / "manifest.json").read_bytes()
    run_province(MONTH, commune_roots(province), out, import_only, Silent())
    assert (out / "toan-tinh" / MONTH / "manifest.json").read_bytes() == before
    assert not (out / "toan-tinh" / "versions").exists()


def test_one_failure_stops_no_other(province, tmp_path):
    ran = []

    def fails_first(periods, root, outputs):
        ran.append(root.name)
        if root.name == "xa-a":
            raise InputMissing("Không có gì.")
        return import_only(periods, root, outputs)

    assert run_province(MONTH, commune_roots(province), tmp_path, fails_first, Silent()) == 1
    assert ran == ["xa-a", "xa-b", "xa-c"]
    assert rows(tmp_path)["commune", "received_all"]["value"] == "1944"


def test_invented_data_is_never_added_to_real_and_no_commune_counts_twice(sample_root, tmp_path):
    commune(tmp_path / "that", sample_root, "xã Thật", "1", is_invented=False)
    commune(tmp_path / "mau", sample_root, "xã Mẫu", "2")
    commune(tmp_path / "that-2", sample_root, "xã Thật", "1", is_invented=False)
    communes, left = _communes(commune_roots(tmp_path))
    assert [one.root.name for one in communes] == ["that"]
    assert {one.name: one.why for one in left} == {
        "that-2": "Cùng một xã với thư mục that.",
        "mau": "Số liệu minh họa không cộng với số liệu thật.",
    }


def test_indicators_of_all_communes_in_one_command(province, hcc):
    for name in ("xa-a", "xa-b"):
        import_only([parse_period(MONTH)], province / name, None)
    code, said = hcc("indicators", MONTH, "--data", str(province), "--format", "csv")
    assert code == 66  # xã C
    received = [
        line.split(",") for line in said.splitlines() if line.startswith(f"{MONTH},") and ",commune,,,received_all," in line
    ]
    assert [(line[2], line[7]) for line in received] == [("1", "1944"), ("2", "1944")]  # by the code of the commune
