"""The manifest proves what was published; the tables beside the pages hold the numbers exactly."""

import ast
import csv
import io
import itertools
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from hcc_helpers.places import project_root
from hcc_helpers.publish import manifest
from hcc_helpers.publish.data_files import as_written, csv_text, json_rows, write_csv, write_parquet


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


def test_one_byte_of_the_manifest_itself_is_named_wherever_it_stands(folder):
    path = folder / "manifest.json"
    content = path.read_bytes()
    for spot in range(len(content)):
        path.write_bytes(content[:spot] + bytes([content[spot] ^ 1]) + content[spot + 1 :])
        assert manifest.mismatches(folder) == ["manifest.json"], content[max(0, spot - 20) : spot + 20]


@pytest.mark.parametrize(
    "odd",
    [
        "[]",
        "7",
        '{"version": "x", "outputs": {}}',
        '{"version": 1, "outputs": []}',
        '{"version": 1, "outputs": {}, "predicate": 3}',
    ],
)
def test_a_manifest_of_another_shape_is_named(folder, odd):
    (folder / "manifest.json").write_text(odd, "utf-8")
    assert manifest.mismatches(folder) == ["manifest.json"]


def test_what_an_earlier_release_wrote_has_no_seal_and_holds(folder):
    said = json.loads((folder / "manifest.json").read_bytes())
    del said["seal"]
    (folder / "manifest.json").write_bytes(manifest.canonical(said))
    assert manifest.mismatches(folder) == ["manifest.json"]  # this release seals what it writes
    said["predicate"]["buildDefinition"]["buildType"] = "urn:hcc-helpers:period:1"
    (folder / "manifest.json").write_bytes(manifest.canonical(said))
    assert manifest.mismatches(folder) == []


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


TABLE = pd.DataFrame(
    {
        "value": pd.Series([1944, 98.25, None, 0.1 + 0.2], dtype=object),
        "count": pd.array([1, None, 3, 4], dtype="Int64"),
        "float": [1944.0, np.nan, 1e6, -0.5],
        "text": ["=1+1", "Tie\u0302\u0301p nhận", "-", 'có "ngoặc", phẩy'],
    }
)


def test_whole_numbers_are_whole_and_missing_is_empty():
    assert csv_text(TABLE).splitlines() == [
        "value,count,float,text",
        "1944,1,1944,'=1+1",
        "98.25,,,Tiếp nhận",
        ",3,1000000,'-",
        '0.30000000000000004,4,-0.5,"có ""ngoặc"", phẩy"',
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "'=1+1", "''", "'", "-5", "+84", "@x", "\tx", "thường", "", "có, phẩy", 'có "ngoặc"', "hai\ndòng", "＝1+1", "＠x"],
)
def test_every_text_comes_back_from_csv_as_it_was_and_none_is_a_formula(text):
    table = pd.DataFrame({"a": [text]})
    (cell,) = next(itertools.islice(csv.reader(io.StringIO(csv_text(table))), 1, None))
    assert as_written(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


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


# ------------------------------------------------------------------------------------------------ the statement, and who checks it

CHECKER = project_root() / "docs" / "kiem_tra_manifest.py"


def checked_without_us(*arguments) -> tuple[int, str]:
    """The script beside the documents, in a Python that sees neither this suite nor any library."""
    done = subprocess.run([sys.executable, "-I", "-S", str(CHECKER), *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def stated(tmp_path):
    """A data root, a project and a published folder whose manifest names them by hash."""
    data, project, folder = tmp_path / "data", tmp_path / "project", tmp_path / "outputs" / "2025-12"
    files = {
        data / "raw/2025-12/ho-so.csv": "a",
        data / "clean/2025-12/1/snapshot.json": "{}",
        data / "reference/rules.toml": "riêng",
        project / "reference.txt": "",
        project / "data/reference/days.csv": "chung",
        project / "requirements.lock": "khóa",
        project / "notebooks/01_a.ipynb": "sổ",
        project / "hcc_helpers/a.py": "x = 1\n",
        folder / "index.html": "trang",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    tree = {"a.py": manifest.sha256(b"x = 1\n")}
    snapshot = {
        "period": "2025-12",
        "version": 1,
        "sha256": manifest.sha256(b"{}"),
        "files": [{"name": "ho-so.csv", "sha256": manifest.sha256(b"a")}],
    }
    content = {
        "version": 1,
        "period": "2025-12",
        "audience": "internal",
        "run_id": "ab",
        "inputs": {"snapshots": [snapshot], "reference": manifest.reference_hashes(data, project)},
        "code": {"package": "1", "source_sha256": manifest.sha256(manifest.canonical(tree))},
        "requirements_lock_sha256": manifest.lock_hash(project),
        "pages": [{"name": "01_a", "notebook_sha256": manifest.sha256("sổ".encode())}],
    }
    manifest.write(folder, content)
    return tmp_path, ("outputs/2025-12", "--data", "data", "--project", "project")


def test_the_manifest_is_a_statement_of_what_was_made_from_what(stated):
    said = manifest.read(stated[0] / "outputs" / "2025-12")
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    assert said["subject"] == [{"name": "index.html", "digest": {"sha256": manifest.sha256(b"trang")}}]
    named = [one["name"] for one in said["predicate"]["buildDefinition"]["resolvedDependencies"]]
    assert named == sorted(
        [
            "raw/2025-12/ho-so.csv",
            "clean/2025-12/1/snapshot.json",
            "reference/rules.toml",
            "reference/days.csv",
            "notebooks/01_a.ipynb",
            "hcc_helpers",
            "requirements.lock",
        ]
    )


@pytest.mark.parametrize(
    "touched",
    [
        None,
        "outputs/2025-12/index.html",
        "data/raw/2025-12/ho-so.csv",
        "data/clean/2025-12/1/snapshot.json",
        "data/reference/rules.toml",
        "project/requirements.lock",
        "project/notebooks/01_a.ipynb",
        "project/hcc_helpers/a.py",
    ],
)
def test_a_script_without_us_finds_every_change(stated, touched, monkeypatch):
    root, arguments = stated
    monkeypatch.chdir(root)
    if touched:
        (root / touched).write_text("khác", "utf-8")
    code, said = checked_without_us(*arguments)
    assert code == (1 if touched else 0), said
    if touched:
        assert (
            "hcc_helpers" if touched.endswith(".py") else touched.partition("/")[2].removeprefix("2025-12/index")[-9:]
        ) in said
    else:
        assert "đã so 9 dấu băm; đều khớp" in said


def test_the_script_names_missing_and_foreign_files_and_what_is_no_manifest(stated, monkeypatch):
    root, _ = stated
    monkeypatch.chdir(root)
    folder = root / "outputs" / "2025-12"
    (folder / "index.html").rename(folder / "la.html")
    code, said = checked_without_us("outputs/2025-12")
    assert code == 1
    assert "thiếu tệp đã công bố: index.html" in said
    assert "tệp lạ, manifest không nêu: la.html" in said
    (folder / "manifest.json").write_text("{}", "utf-8")
    assert checked_without_us("outputs/2025-12")[0] == 2


def test_the_script_is_short_and_knows_only_python():
    text = CHECKER.read_text("utf-8")
    assert len(text.splitlines()) <= 100
    imported = {
        alias.name.partition(".")[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module.partition(".")[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
