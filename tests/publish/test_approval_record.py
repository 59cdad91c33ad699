"""The record of an approval: complete or not there, of its own period and number, and word for word as it was written."""

import json
import shutil

import pytest
from publish.test_approve import approve, page
from publish.test_approve import house as house

from hcc_helpers.errors import CannotWrite, InputRefused
from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import approvals, folder_of, standing


@pytest.mark.parametrize(("was", "now"), [("2025-12-16", "2025-12-17"), ("Giám đốc", "Giám dốc"), ("seal", "soal")])
def test_who_approved_and_when_cannot_be_altered(house, was, now):
    house.run()
    approve(house)
    path = folder_of(house.data, "2025-12") / "1" / "approval.json"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now), "utf-8")
    with pytest.raises(InputRefused, match="không còn nguyên vẹn"):
        approvals(house.data, "2025-12")


@pytest.mark.parametrize("place", ["2025-12/2", "2025-11/1"])
def test_an_approval_is_of_its_own_period_and_number(house, place):
    house.run()
    approve(house)
    shutil.copytree(folder_of(house.data, "2025-12") / "1", folder_of(house.data, "2025-12").parent / place)
    with pytest.raises(InputRefused, match="không còn nguyên vẹn"):
        approvals(house.data, place.partition("/")[0])


def test_a_record_from_before_pages_were_kept_still_holds(house):
    house.run()
    approve(house)
    path = folder_of(house.data, "2025-12") / "1" / "approval.json"
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({name: said[name] for name in said if name not in ("files", "period", "number", "seal")}), "utf-8")
    house.month.behind = ("H9",)
    assert standing(house.data, "2025-12", house.month).state == "approved"


@pytest.mark.parametrize("name", ["approval.json", "results.csv", "cases.parquet", "pages.json"])
def test_a_touched_record_stops_the_run_and_keeps_what_is_published(house, name):
    house.run()
    approve(house)
    path = folder_of(house.data, "2025-12") / "1" / name
    path.write_bytes(path.read_bytes().replace(b"1944", b"1945") + b" ")
    if name == "approval.json":
        path.write_text("{}", "utf-8")
    before = page(house)
    assert house.run() == 65
    assert page(house) == before


def test_a_record_from_before_keeps_its_cases_as_text(house):
    house.run()
    approve(house)
    folder = folder_of(house.data, "2025-12") / "1"
    (folder / "cases.parquet").unlink()
    text = manifest.canonical([["received_all", "commune", ["H1"]]])
    (folder / "cases.json").write_bytes(text)
    said = json.loads((folder / "approval.json").read_text("utf-8"))
    pages = said["files"]["pages.json"]
    said["files"] = {"cases.json": manifest.sha256(text), "pages.json": pages}
    said = {name: value for name, value in said.items() if name not in ("period", "number", "seal")}
    (folder / "approval.json").write_bytes(manifest.canonical(said))
    assert standing(house.data, "2025-12", house.month).state == "approved"
    house.month.behind = ("H2",)
    [changed] = standing(house.data, "2025-12", house.month).cases
    assert (changed.gone, changed.come) == (("H1",), ("H2",))


def test_a_cut_approval_leaves_no_half_record(house, monkeypatch):
    house.run()

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device", "approval")

    monkeypatch.setattr("pathlib.Path.rename", full)
    with pytest.raises(CannotWrite):
        approve(house)
    monkeypatch.undo()
    assert not approvals(house.data, "2025-12")
    assert not list(folder_of(house.data, "2025-12").iterdir())


def test_the_record_holds_a_title_a_day_and_hashes_only(house):
    house.run()
    approve(house)
    said = json.loads((folder_of(house.data, "2025-12") / "1" / "approval.json").read_text("utf-8"))
    assert set(said) == {"period", "number", "seal", "by", "on", "results_sha256", "own_words", "data_version", "files"}
    assert set(said["files"]) == {"cases.parquet", "pages.json"}
