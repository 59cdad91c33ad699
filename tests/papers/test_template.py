"""A template that the office edited still works; one with a broken placeholder is refused by name."""

from __future__ import annotations

import shutil

import pytest

from hcc_helpers.errors import InputRefused
from hcc_helpers.papers import check, ground, returned
from hcc_helpers.papers.document import TEMPLATE, document
from hcc_helpers.papers.package import DOCUMENT, as_bytes, packed, read_parts, tree_of, w
from hcc_helpers.papers.template import clean, text_of
from hcc_helpers.places import project_root


@pytest.fixture
def edited(december, tmp_path):
    """Change the template's text as an office would, in its own reference folder: edited(change) → the document made with it."""
    from dataclasses import replace

    root = tmp_path / "data"
    shutil.copytree(december.data_root / "reference", root / "reference")

    def make(change):
        parts = read_parts(project_root() / "data" / "reference" / TEMPLATE)
        body = tree_of(parts, DOCUMENT)
        change(body)
        parts[DOCUMENT] = as_bytes(body)
        (root / "reference" / TEMPLATE).write_bytes(packed(parts))
        return document(replace(december, data_root=root))

    return make


def paragraph_with(body, text):
    return next(one for one in body.iter(w("p")) if text in text_of(one))


def test_a_moved_section_and_another_font(edited, december):
    def change(body):
        late = paragraph_with(body, "{{ muc_III }}")
        early = paragraph_with(body, "{{ muc_I_1 }}")
        early.addprevious(late)
        run = late.find(w("r"))
        form = run.find(w("rPr"))
        if form is None:
            form = run.makeelement(w("rPr"))
            run.insert(0, form)
        form.insert(0, form.makeelement(w("rFonts"), {w("ascii"): "Arial"}))

    made = edited(change)
    lines = [text_of(one) for one in tree_of(made.parts, DOCUMENT).iter(w("p"))]
    tasks = next(n for n, line in enumerate(lines) if line.startswith("Trong tháng 01 năm 2026, Trung tâm tập trung"))
    first = next(n for n, line in enumerate(lines) if line.startswith("Trong kỳ, Trung tâm phối hợp"))
    assert tasks < first
    paragraph = paragraph_with(tree_of(made.parts, DOCUMENT), "Trong tháng 01 năm 2026, Trung tâm tập trung")
    assert paragraph.find(f".//{w('rFonts')}").get(w("ascii")) == "Arial"
    came = check.check(returned.read(made.parts), ground.found(made.parts), december, "f")
    assert came.faults == []
    assert came.prose == []


def test_a_placeholder_that_word_cut_into_runs_is_still_one(edited):
    def change(body):
        node = next(one for one in body.iter(w("t")) if one.text and "{{ thoi_gian }}" in one.text)
        run = node.getparent()
        begin, end = node.text.split("thoi_gian")
        node.text = begin + "thoi"
        second = run.makeelement(w("r"))
        text = second.makeelement(w("t"))
        text.text = "_gian" + end
        second.append(text)
        run.addnext(second)

    lines = [text_of(one) for one in tree_of(edited(change).parts, DOCUMENT).iter(w("p"))]
    assert "(Thời gian báo cáo: từ 15/11/2025 đến hết 14/12/2025)" in lines


def retyped(was: str, now: str):
    def change(body):
        node = next(one for one in body.iter(w("t")) if one.text and was in one.text)
        node.text = node.text.replace(was, now)

    return change


@pytest.mark.parametrize(
    ("was", "now", "named"),
    [
        ("{{ muc_I_3 }}", "{{ muc_I_9 }}", "{{muc_I_9}}"),
        ("{{ thoi_gian }}", "{{ thoi_gian }", "Chỗ trống gõ dở"),
        ("{{ muc_II }}", "Tồn tại: {{ muc_II }}", "đứng một mình"),
        ("{{ muc_I_2 }}", "", "thiếu chỗ trống {{muc_I_2}}"),
    ],
)
def test_a_broken_placeholder_is_refused_by_name(edited, was, now, named):
    with pytest.raises(InputRefused) as refused:
        edited(retyped(was, now))
    assert named in refused.value.text()
    assert refused.value.exit_code == 65


def test_no_sign_that_turns_the_order_of_figures_is_in_a_paper():
    assert clean("Phòng \u202eKinh tế\u2066 còn 12 hồ sơ\u200f") == "Phòng Kinh tế còn 12 hồ sơ"
