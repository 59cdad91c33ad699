"""The manifest proves what was published; the tables beside the pages hold the numbers exactly."""

import json

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.publish import manifest
from hcc_helpers.publish.data_files import csv_text, json_rows, write_csv, write_parquet


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text("trang", "utf-8")
    (tmp_path / "results.csv").write_text("a,b", "utf-8")
    manifest.write(tmp_path, {"version": 1})
    return tmp_path


def test_a_sound_folder_has_no_mismatch(folder):
    assert manifest.mismatches(folder) == []
    assert manifest.read(folder)["outputs"]["results.csv"]["bytes"] == 3


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda folder: (folder / "index.html").write_text("trạng", "utf-8"), ["index.html"]),
        (lambda folder: (folder / "results.csv").unlink(), ["results.csv"]),
        (lambda folder: (folder / "them.html").write_text("x"), ["them.html"]),
        (lambda folder: (folder / "manifest.json").write_text("{}"), ["manifest.json"]),
    ],
    ids=["changed", "missing", "extra", "no-manifest"],
)
def test_every_damage_is_named(folder, damage, named):
    damage(folder)
    assert manifest.mismatches(folder) == named


def test_the_run_id_follows_the_inputs_and_nothing_else():
    code = {"package": "1", "source_sha256": "a"}
    one = manifest.inputs_hash({"a": 1, "b": 2}, {"period": "2025-12"}, code, "")
    assert one == manifest.inputs_hash({"b": 2, "a": 1}, {"period": "2025-12"}, code, "")
    others = [
        manifest.inputs_hash({"a": 1, "b": 3}, {"period": "2025-12"}, code, ""),
        manifest.inputs_hash({"a": 1, "b": 2}, {"period": "2025-11"}, code, ""),
        manifest.inputs_hash({"a": 1, "b": 2}, {"period": "2025-12"}, {**code, "source_sha256": "b"}, ""),
        manifest.inputs_hash({"a": 1, "b": 2}, {"period": "2025-12"}, code, "khóa"),
    ]
    assert len({one, *others}) == 5
    assert manifest.run_id(one) == one[:16]


def test_reference_files_of_the_data_root_come_before_the_projects(tmp_path):
    for place, text in (("project/data/reference", "chung"), ("dir/reference", "riêng")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "rules.toml").write_text(text, "utf-8")
    (tmp_path / "project/data/reference/targets.toml").write_text("mốc", "utf-8")
    found = manifest.reference_hashes(tmp_path / "dir", tmp_path / "project")
    assert found == {"rules.toml": manifest.sha256("riêng".encode()), "targets.toml": manifest.sha256("mốc".encode())}


TABLE = pd.DataFrame({
    "value": pd.Series([1944, 98.25, None, 0.1 + 0.2], dtype=object),
    "count": pd.array([1, None, 3, 4], dtype="Int64"),
    "float": [1944.0, np.nan, 1e6, -0.5],
    "text": ["=1+1", "Tie\u0302\u0301p nhận", "-", 'có "ngoặc", phẩy'],
})  # fmt: skip


def test_whole_numbers_are_whole_and_missing_is_empty():
    assert csv_text(TABLE).splitlines() == [
        "value,count,float,text",
        "1944,1,1944,'=1+1",
        "98.25,,,Tiếp nhận",
        ",3,1000000,'-",
        '0.30000000000000004,4,-0.5,"có ""ngoặc"", phẩy"',
    ]


def test_a_spreadsheet_sees_the_encoding(tmp_path):
    write_csv(tmp_path / "a.csv", TABLE)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfvalue,")


def test_json_rows_are_plain():
    rows = json_rows(TABLE)
    assert rows[0]["value"] == 1944
    assert isinstance(rows[0]["value"], int)
    assert rows[1]["count"] is None
    assert json.loads(json.dumps(rows)) == rows


def test_parquet_keeps_the_values_and_its_bytes(tmp_path):
    for name in ("a", "b"):
        write_parquet(tmp_path / name, TABLE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pd.read_parquet(tmp_path / "a")["count"].tolist()[:1] == [1]
