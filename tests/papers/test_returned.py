"""A document that comes back: every number changed one at a time is found, prose is listed and taken, lost paragraphs are named."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from hcc_helpers.papers import check, ground, returned, take
from hcc_helpers.papers.bookmarks import bound
from hcc_helpers.papers.package import DOCUMENT, as_bytes, packed, read_parts, tree_of, w


def again(made, month, change):
    """The check of the document after `change(root)` was done to its text."""
    parts = dict(made.parts)
    root = tree_of(parts, DOCUMENT)
    change(root)
    parts[DOCUMENT] = as_bytes(root)
    return check.check(returned.read(parts), ground.found(parts), month, "ban-sua.docx")


def texts_of(root, name):
    """The text nodes of one bookmark."""
    start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == name)
    nodes, node = [], start.getnext()
    while node.tag != w("bookmarkEnd") or node.get(w("id")) != start.get(w("id")):
        nodes += list(node.iter(w("t")))
        node = node.getnext()
    return nodes


def put(name, text):
    def change(root):
        nodes = texts_of(root, name)
        nodes[0].text = text
        for node in nodes[1:]:
            node.text = ""

    return change


def other(text: str) -> str:
    """Another number of the same look; words that say 0 become a number."""
    digits = re.search(r"\d", text)
    return text[: digits.start()] + str((int(digits[0]) + 1) % 10 or 1) + text[digits.end() :] if digits else "03"


def test_an_untouched_document_has_nothing_to_say(made, december):
    checked = again(made, december, lambda root: None)
    assert (checked.faults, checked.prose, checked.notes) == ([], [], [])


def test_every_bound_number_replaced_one_at_a_time_is_found(made, december):
    """All of them: none may pass unseen. The reading is done once a number on the changed text itself."""
    came = returned.read(made.parts)
    for name, text in made.ground.figures.items():
        changed = other(text)
        assert changed != text
        whole = came.held[name]
        came.held[name] = changed
        faults = [
            check._figure(one, made.ground.figures[one], came, made.ground, december, "f", []) for one in made.ground.figures
        ]
        found = [fault for fault in faults if fault]
        came.held[name] = whole
        assert [fault.rule for fault in found] == ["W4-so-bi-sua"], name
        assert text in found[0].message
        assert changed in found[0].message


@pytest.mark.parametrize("id", ["received_all", "fees_total", "satisfaction_pct", "petitions_received", "open_paused_tax"])
def test_a_changed_number_is_named_with_its_section_and_sentence(made, december, id):
    name = next(one for one in made.ground.figures if bound(one).indicator == id and one in made.ground.inside)
    checked = again(made, december, put(name, "77.777"))
    assert [fault.rule for fault in checked.faults] == ["W4-so-bi-sua"]
    assert "77.777" in checked.faults[0].message
    assert "Câu:" in checked.faults[0].message
    assert "Mục I" in checked.faults[0].message
    assert checked.prose == []


def test_a_number_typed_over_with_its_bookmark_is_found(made, december):
    """Word drops a bookmark whose whole text is replaced."""
    name = next(one for one in made.ground.figures if bound(one).indicator == "received_all" and one in made.ground.inside)

    def change(root):
        put(name, "1.999")(root)
        start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == name)
        start.getparent().remove(start)

    rules = {fault.rule for fault in again(made, december, change).faults}
    assert rules == {"W4-so-bi-sua", "W7-so-go-them"}


def test_the_same_number_typed_again_is_said_and_no_fault(made, december):
    name = next(one for one in made.ground.figures if bound(one).indicator == "received_all" and one in made.ground.inside)

    def change(root):
        start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == name)
        start.getparent().remove(start)

    checked = again(made, december, change)
    assert checked.faults == []
    assert len(checked.notes) == 1


def test_a_lost_paragraph_is_named(made, december):
    def change(root):
        start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == "_doan_I_2_02")
        paragraph = next(one for one in start.iterancestors() if one.tag == w("p"))
        paragraph.getparent().remove(paragraph)

    checked = again(made, december, change)
    assert [fault.rule for fault in checked.faults] == ["W5-mat-doan"]
    assert "Mục I.2" in checked.faults[0].message
    assert "hướng dẫn" in checked.faults[0].message


def test_a_number_that_the_results_have_left_behind_is_named(made, december):
    results = [
        replace(r, value=7) if r.indicator == "resolved_late" and r.scope == "commune" and not r.by else r
        for r in december.now.results
    ]
    month = replace(december, now=replace(december.now, results=results))
    checked = again(made, month, lambda root: None)
    assert {fault.rule for fault in checked.faults} == {"W6-khong-con-bang"}
    assert all("07" in fault.accepted or fault.accepted == "7" for fault in checked.faults)


def reword(root):
    """The first sentence of I.1 in the office's own words, its numbers left alone."""
    start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == "_doan_I_1_01")
    paragraph = next(one for one in start.iterancestors() if one.tag == w("p"))
    node = next(paragraph.iter(w("t")))
    node.text = node.text.replace("Trong kỳ, Trung tâm phối hợp", "Tháng qua, Trung tâm tiếp tục phối hợp")


def test_changed_prose_is_listed_and_no_fault(made, december):
    checked = again(made, december, reword)
    assert checked.faults == []
    assert [one.block for one in checked.prose] == ["I.1"]
    assert "Tháng qua" in checked.prose[0].now


def test_a_number_typed_into_prose_is_held_against_the_results(made, december):
    def change(root):
        reword(root)
        start = next(one for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == "_doan_I_1_01")
        paragraph = next(one for one in start.iterancestors() if one.tag == w("p"))
        list(paragraph.iter(w("t")))[-1].text += " Ngoài ra có 98.765 hồ sơ khác."

    checked = again(made, december, change)
    assert [fault.rule for fault in checked.faults] == ["W7-so-go-them"]
    assert "98.765" in checked.faults[0].message


def test_prose_is_taken_into_the_words_with_its_numbers_still_computed(made, december, sample_root, tmp_path):
    root = tmp_path / "data"
    shutil.copytree(sample_root / "raw" / "2025-12", root / "raw" / "2025-12")
    parts = dict(made.parts)
    body = tree_of(parts, DOCUMENT)
    reword(body)
    parts[DOCUMENT] = as_bytes(body)
    came, kept = returned.read(parts), ground.found(parts)
    checked = check.check(came, kept, december, "f")
    sections, not_taken = take.changed_sections(checked)
    assert (sections, not_taken) == (["I.1"], [])
    path = take.take(came, kept, sections, december.period, root)
    text = path.read_text("utf-8")
    assert "Tháng qua, Trung tâm tiếp tục phối hợp" in text
    assert "{{steps_passed_on}} bước xử lý" in text
    assert "{{steps_passed_on_in_time_pct}}" in text
    assert "3.137" not in text
    assert text.index("## I.1") < text.index("Tháng qua") < text.index("## I.2")
    again_taken = take.take(came, kept, sections, december.period, root).read_text("utf-8")
    assert again_taken == text  # taking twice changes nothing more


def test_tracked_deletions_are_no_longer_text(made, december):
    name = next(one for one in made.ground.figures if bound(one).indicator == "received_all" and one in made.ground.inside)

    def change(root):
        node = texts_of(root, name)[0]
        run = node.getparent()
        gone = etree.Element(w("del"))
        run.addprevious(gone)
        gone.append(run)

    assert "W4-so-bi-sua" in {fault.rule for fault in again(made, december, change).faults}


needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs LibreOffice (soffice), which this machine does not have"
)


@needs_office
def test_a_document_edited_in_libreoffice_comes_back_as_described(made, december, tmp_path):
    """Through LibreOffice and back: prose changed, one number changed, one paragraph deleted."""
    (tmp_path / "ban.docx").write_bytes(made.content)
    convert(tmp_path, "ban.docx", "odt")
    edit_odt(tmp_path / "ban.odt")
    (tmp_path / "ban.docx").unlink()
    convert(tmp_path, "ban.odt", "docx")
    parts = read_parts(tmp_path / "ban.docx")
    kept = ground.found(parts)
    assert kept == made.ground
    checked = check.check(returned.read(parts), kept, december, "ban.docx")
    assert sorted(fault.rule for fault in checked.faults) == ["W4-so-bi-sua", "W5-mat-doan"]
    assert [(one.block, "Tháng qua" in one.now) for one in checked.prose] == [("I.1", True)]
    assert "1.945" in next(fault for fault in checked.faults if fault.rule == "W4-so-bi-sua").message


def convert(folder, name: str, to: str) -> None:
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            str(folder / name),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )


def edit_odt(path) -> None:
    """What a person does in the window, done to LibreOffice's own file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["content.xml"].decode("utf-8")
    text, changed = re.subn(r"(received_all\"/>)1\.944(<)", r"\g<1>1.945\2", text, count=1)
    text, reworded = re.subn("Trong kỳ, Trung tâm phối hợp", "Tháng qua, Trung tâm tiếp tục phối hợp", text)
    text, gone = re.subn(r"<text:p [^>]*><text:bookmark-start text:name=\"_doan_I_2_02\"/>.*?</text:p>", "", text)
    assert (changed, reworded, gone) == (1, 1, 1)
    parts["content.xml"] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_file_that_is_not_ours_or_of_another_period_is_refused(hcc, made, tmp_path):
    stranger = {name: content for name, content in made.parts.items() if name != ground.PART}
    (tmp_path / "la.docx").write_bytes(packed(stranger))
    (tmp_path / "cua-ta.docx").write_bytes(made.content)
    (tmp_path / "khong-phai.docx").write_bytes(b"PK not a zip")
    code, said = hcc("document", "2025-12", "--check", "la.docx")
    assert code == 65
    assert "W8-khong-phai-cua-ta" in said
    code, said = hcc("document", "2025-11", "--check", "cua-ta.docx")
    assert code == 2
    assert "2025-12" in said
    code, said = hcc("document", "2025-12", "--check", "khong-phai.docx")
    assert code == 65
    assert "W1-khong-mo-duoc" in said
    code, said = hcc("document", "2025-12", "--check", "khong-co.docx")
    assert code == 66
    code, said = hcc("document", "2025-12", "--take")
    assert code == 2
    assert "--check" in said
