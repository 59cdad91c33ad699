"""`hcc audit`: its three forms, its exit codes, several files, and a period to hold the figures against."""

from __future__ import annotations

import json

import nbformat
import pytest

from hcc_helpers.places import project_root
from hcc_helpers.publish.notebooks import find_notebooks

CLEAN = "Tiếp nhận 100 hồ sơ. Đã giải quyết 90 hồ sơ, trong đó đúng hạn 88 hồ sơ, quá hạn 2 hồ sơ. Đang giải quyết 10 hồ sơ."
WRONG = CLEAN.replace("88", "86")
GAP = CLEAN.replace("Đang giải quyết 10", "Đang giải quyết 7")
NOTHING = "Trung tâm hoạt động bình thường."


@pytest.fixture
def files(tmp_path):
    for name, text in (("dung.md", CLEAN), ("sai.md", WRONG), ("thieu.md", GAP), ("khong.md", NOTHING)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "verdict", "kinds"),
    [
        ("dung.md", 0, "consistent", []),
        ("sai.md", 1, "contradiction", ["contradiction"]),
        ("thieu.md", 0, "gap", ["gap"]),
        ("khong.md", 0, "untestable", ["untestable"]),
    ],
)
def test_json_has_exactly_the_agreed_shape(hcc, files, name, code, verdict, kinds):
    done, said = hcc("audit", str(files / name), "--format", "json")
    assert done == code
    told = json.loads(said)
    assert list(told) == ["file", "verdict", "findings"]
    assert told["verdict"] == verdict
    assert [one["kind"] for one in told["findings"]] == kinds
    for one in told["findings"]:
        assert list(one) == ["kind", "section", "quote", "arithmetic", "correction"]


def test_several_files_give_one_object_each_and_the_worst_code(hcc, files):
    code, said = hcc("audit", str(files / "dung.md"), str(files / "sai.md"), "--format", "json")
    assert code == 1
    assert [json.loads(line)["verdict"] for line in said.splitlines()] == ["consistent", "contradiction"]


def test_a_file_that_cannot_be_read_ends_with_65_and_the_others_are_audited(hcc, files):
    (files / "anh.docx").write_bytes(b"\x89PNG")
    code, said = hcc("audit", str(files / "anh.docx"), str(files / "dung.md"))
    assert code == 65
    assert "Không kiểm được anh.docx." in said
    assert "các phép tính kiểm được đều khớp" in said
    assert "Traceback" not in said


def test_text_shows_the_passage_the_sum_and_the_correction(hcc, files):
    _, said = hcc("audit", str(files / "sai.md"))
    assert "Trích: “Đã giải quyết 90 hồ sơ" in said
    assert "86 (giải quyết đúng hạn) + 2 (giải quyết quá hạn) = 88; so với 90 (đã giải quyết): thiếu 2" in said
    assert "86 thành 88" in said


def test_html_is_a_page_of_its_own(hcc, files):
    _, said = hcc("audit", str(files / "sai.md"), "--format", "html")
    assert said.startswith("<!DOCTYPE html>")
    assert "<script" not in said


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_person_in_a_strangers_report_is_not_repeated(hcc, tmp_path, form):
    somebody = "Bà Nguyễn Thị Mật, số 0978112233, thư mat.nguyen@thu.vn"
    path = tmp_path / "bao-cao.md"
    path.write_text(f"{WRONG[:-1]} ({somebody}).\nTổng số 90 hồ sơ ({somebody}), trong đó trực tuyến 80, trực tiếp 20.", "utf-8")
    code, said = hcc("audit", str(path), "--format", form)
    assert code == 1
    assert [part for part in ("Nguyễn", "Mật", "0978112233", "mat.nguyen") if part in said] == []
    assert "90 hồ sơ" in said


def test_against_a_period_names_whose_number_it_is(hcc, tmp_path, sample_root):
    (tmp_path / "a.md").write_text("Tiếp nhận 1.944 hồ sơ, quá hạn 294 hồ sơ.", "utf-8")
    code, said = hcc("audit", str(tmp_path / "a.md"), "--against", "2025-12", "--data", str(sample_root), "--format", "json")
    told = json.loads(said)
    assert code == 1
    assert told["against"]["checked"] == 2
    assert told["against"]["coincidence"] <= 1
    assert "nhưng là của Đang giải quyết" in told["findings"][0]["arithmetic"]


def test_wrong_words_are_refused(hcc, files):
    assert hcc("audit", str(files / "dung.md"), "--format", "xml")[0] == 2
    code, said = hcc("audit", str(files / "dung.md"), "--against", "2025-12", "--data", "không-có")
    assert code == 2
    assert "không-có" in said


def test_the_notebook_of_the_audit_is_no_page_of_a_month():
    folder = project_root() / "notebooks"
    assert "audit" not in [one.name for one in find_notebooks(folder)]
    node = nbformat.read(folder / "audit.ipynb", as_version=4)
    assert [cell.source for cell in node.cells if "parameters" in cell.metadata.get("tags", [])] == ['path = "docs/huong-dan.md"']


def test_the_notebook_shows_the_audit_of_its_path(files):
    from hcc_helpers.audit.by_hand import audit_file

    shown = audit_file(str(files / "sai.md"))._repr_mimebundle_()
    assert "86 thành 88" in shown["text/html"]
    assert audit_file("docs/huong-dan.md").audit.verdict in ("consistent", "untestable")
