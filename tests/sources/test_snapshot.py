"""The snapshot: written once, hashed, versioned, and it says what changed."""

import datetime as dt
import json
import os
import shutil

import drawn_exports as draw
import pyarrow.parquet as pq
import pytest

from hcc_helpers.errors import InputRefused
from hcc_helpers.sources.columns import CASE_SYSTEM_COLUMNS, SYSTEM_COLUMNS, TABLES
from hcc_helpers.sources.snapshot import load_snapshot, snapshots

HEAD = "Mã hồ sơ;Ngày nhận;Trạng thái"


def one(tmp_path):
    data = draw.root(tmp_path)
    draw.put_csv(data, "a.csv", HEAD, "H1;20/11/2025;Đang xử lý", "H2;21/11/2025;Đang xử lý")
    return data


def test_the_same_content_makes_no_new_version(tmp_path):
    data = one(tmp_path)
    first, again = draw.imported(data), draw.imported(data)
    assert (first.version, again.version, first.hash) == (1, 1, again.hash)
    assert sorted(path.name for path in (data / "clean" / draw.MONTH).iterdir() if path.is_dir()) == ["1"]


def test_other_content_makes_a_new_version_that_says_what_changed(tmp_path):
    data = one(tmp_path)
    draw.imported(data)
    draw.put_csv(data, "a.csv", HEAD, "H1;20/11/2025;Đã trả kết quả", "H3;22/11/2025;Đang xử lý")
    second = draw.imported(data)
    assert second.version == 2
    assert second.meta["changed"] == {"cases": {"added": 1, "removed": 1, "changed": 1}}
    assert second.changes().to_pylist() == [
        {"table": "cases", "key": "H3", "change": "added"},
        {"table": "cases", "key": "H2", "change": "removed"},
        {"table": "cases", "key": "H1", "change": "changed"},
    ]
    assert load_snapshot(data, draw.MONTH, version=1).meta["tables"] == {"cases": 2}
    assert load_snapshot(data, draw.MONTH) == second
    assert snapshots(data) == [draw.MONTH]


def test_the_order_of_rows_alone_changes_no_case(tmp_path):
    data = one(tmp_path)
    draw.imported(data)
    draw.put_csv(data, "a.csv", HEAD, "H2;21/11/2025;Đang xử lý", "H1;20/11/2025;Đang xử lý")
    assert draw.imported(data).meta["changed"] == {}


def test_every_declared_column_is_there_with_its_type(tmp_path):
    snapshot = draw.imported(one(tmp_path))
    schema = pq.read_schema(snapshot.tables["cases"])
    kinds = {"text": "string", "code": "string", "instant": "timestamp[us]", "count": "int64", "vnd": "int64", "yes_no": "bool"}
    declared = {column.name: kinds[column.type] for column in TABLES["cases"].columns}
    declared |= {name: kinds[kind] for name, kind in (SYSTEM_COLUMNS | CASE_SYSTEM_COLUMNS).items()}
    assert {field.name: str(field.type) for field in schema} == declared
    assert snapshot.meta["columns"] == {"cases": ["case_id", "scope", "status", "accepted_at"]}
    assert draw.column(snapshot, "extracted_at") == [dt.datetime(2025, 12, 15, 7, 30)] * 2


def test_the_same_exports_give_the_same_bytes_elsewhere(tmp_path):
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        snapshot = draw.imported(one(tmp_path / name))
        written.append({path.name: path.read_bytes() for path in snapshot.folder.iterdir()})
    assert written[0] == written[1]


def test_the_files_are_on_record(tmp_path):
    (item,) = draw.imported(one(tmp_path)).meta["files"]
    assert (item["name"], item["rows"], item["format"], item["table"]) == ("a.csv", 2, "case-list", "cases")
    assert item["extracted_at"] == "2025-12-15T07:30:00"
    assert len(item["sha256"]) == 64


def test_what_a_killed_import_left_is_no_snapshot_and_is_swept_up(tmp_path):
    data = one(tmp_path)
    folder = data / "clean" / draw.MONTH
    (folder / ".tmp-999999999").mkdir(parents=True)
    (folder / "7").mkdir()
    assert load_snapshot(data, draw.MONTH) is None
    assert snapshots(data) == []
    assert draw.imported(data).version == 1
    assert not (folder / ".tmp-999999999").exists()


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    data = one(tmp_path)
    (data / "clean").write_text("a file where the folder should be")
    with pytest.raises(Exception, match="Không ghi được số liệu") as caught:
        draw.imported(data)
    assert caught.value.exit_code == 73
    assert str(data / "clean") in caught.value.text()


def test_the_json_is_plain(tmp_path):
    snapshot = draw.imported(one(tmp_path))
    meta = json.loads((snapshot.folder / "snapshot.json").read_text("utf-8"))
    assert meta["hash"] == snapshot.hash
    assert str(os.getpid()) not in json.dumps({**meta, "hash": "", "files": []})


def flip(path) -> None:
    """One byte in the middle becomes another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def refused(data) -> str:
    with pytest.raises(InputRefused) as caught:
        load_snapshot(data, draw.MONTH)
    assert caught.value.exit_code == 65
    return caught.value.text()


@pytest.mark.parametrize("name", ["cases.parquet", "findings.parquet", "changes.parquet", "snapshot.json"])
def test_a_stored_file_that_was_touched_is_named_and_never_read(tmp_path, name):
    data = one(tmp_path)
    folder = draw.imported(data).folder
    for touch in (flip, lambda path: path.write_bytes(b"") if name == "snapshot.json" else path.unlink()):
        touch(folder / name)
        said = refused(data)
        assert f"{draw.MONTH}/1/{name}" in said
        assert "nhập lại từ tệp xuất" in said


@pytest.mark.parametrize("text", ["[]", "{}", "7", '{"seal": 1}'])
def test_a_snapshot_that_says_something_else_is_named(tmp_path, text):
    data = one(tmp_path)
    (draw.imported(data).folder / "snapshot.json").write_text(text, "utf-8")
    assert "snapshot.json" in refused(data)


def test_a_snapshot_of_another_month_or_version_is_named(tmp_path):
    data = one(tmp_path)
    folder = draw.imported(data).folder
    shutil.copytree(folder, folder.parent / "2")
    assert f"{draw.MONTH}/2/snapshot.json" in refused(data)
    shutil.copytree(folder, data / "clean" / "2025-10" / "1")
    with pytest.raises(InputRefused, match=r"2025-10"):
        load_snapshot(data, "2025-10")


def test_a_time_of_extraction_changed_by_hand_is_named(tmp_path):
    data = one(tmp_path)
    path = draw.imported(data).folder / "snapshot.json"
    meta = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(meta | {"extracted_at": "2025-12-15T00:00:00"}), "utf-8")
    assert "snapshot.json" in refused(data)


def test_the_month_comes_back_once_the_touched_folder_is_away(tmp_path):
    data = one(tmp_path)
    first = draw.imported(data)
    flip(first.folder / "cases.parquet")
    with pytest.raises(InputRefused):
        draw.imported(data)
    shutil.move(first.folder, tmp_path / "elsewhere")
    assert draw.imported(data).hash == first.hash
