"""The report in Word: layout after Decree 30/2020, every block, and no figure that the results do not hold."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest

from hcc_helpers.audit.figures.passages import Passage, clean, document_of
from hcc_helpers.audit.findings.against import stands_somewhere
from hcc_helpers.audit.findings.audit import figures_of
from hcc_helpers.centre import ILLUSTRATIVE
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.known_results import known_of
from hcc_helpers.numbers_vn import show
from hcc_helpers.papers.bookmarks import LONGEST, Names, bound
from hcc_helpers.papers.document import document, said_states
from hcc_helpers.papers.legal_bases import legal_bases
from hcc_helpers.papers.package import DOCUMENT, tree_of, w
from hcc_helpers.papers.template import text_of
from hcc_helpers.periods import parse_period
from hcc_helpers.report.own_report.parts import Place
from hcc_helpers.report.own_report.whole import report_blocks

TWIPS = 1440 / 25.4  # of a millimetre


@pytest.fixture(scope="module")
def body(made):
    return tree_of(made.parts, DOCUMENT)


@pytest.fixture(scope="module")
def lines(body) -> list[str]:
    return [text_of(paragraph) for paragraph in body.iter(w("p"))]


def test_paper_and_margins_are_those_of_the_decree(body):
    section = body.findall(f".//{w('sectPr')}")[-1]
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    assert [round(int(size.get(w(side))) / TWIPS) for side in ("w", "h")] == [210, 297]
    assert {side: round(int(margins.get(w(side))) / TWIPS) for side in ("top", "bottom", "left", "right")} == {
        "top": 20,
        "bottom": 20,
        "left": 30,
        "right": 15,
    }


def test_letters_are_times_new_roman_13_or_14_in_the_body(made, body):
    defaults = tree_of(made.parts, "word/styles.xml").find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert {defaults.find(w("rFonts")).get(w(kind)) for kind in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
    assert int(defaults.find(w("sz")).get(w("val"))) / 2 in {13, 14}
    assert body.findall(f".//{w('rFonts')}") == []  # nothing in the text leaves the default
    inside = [p for p in body.find(w("body")).findall(w("p")) if p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "HccBody"]
    sizes = {int(one.get(w("val"))) / 2 for p in inside for one in p.iter(w("sz"))}
    assert inside
    assert sizes <= {13.0, 14.0}


def test_the_page_number_stands_top_centre_from_the_second_page(made, body):
    section = body.findall(f".//{w('sectPr')}")[-1]
    assert section.find(w("titlePg")) is not None
    kinds = {one.get(w("type")): one for one in section.findall(w("headerReference"))}
    assert set(kinds) == {"default", "first"}
    numbered = {
        name: "PAGE" in "".join(tree_of(made.parts, name).itertext()) for name in ("word/header1.xml", "word/header2.xml")
    }
    assert numbered == {"word/header1.xml": True, "word/header2.xml": False}
    paragraph = next(p for p in tree_of(made.parts, "word/header1.xml").iter(w("p")) if "PAGE" in "".join(p.itertext()))
    assert paragraph.find(f"{w('pPr')}/{w('jc')}").get(w("val")) == "center"


def test_the_head_has_both_sides_and_their_rules(body, lines):
    head = body.find(f"{w('body')}/{w('tbl')}")
    left, right = ([text_of(p) for p in cell.iter(w("p"))] for cell in head.iter(w("tc")))
    assert left[:2] == ["UBND xã Diễn Châu", "Trung tâm Phục vụ hành chính công xã Diễn Châu (số liệu minh họa)"]
    assert re.fullmatch(r"Số:\s+/BC-TTPVHCC", left[-1])
    assert re.search(r"ngày\s+tháng\s+năm\s+\Z", right[-1])
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    rules = body.findall(f".//{w('pBdr')}/{w('bottom')}")
    assert len(rules) == 3  # under the office, under the motto, under the subject


def test_every_block_of_the_report_stands_in_its_order(lines):
    wanted = [
        "BÁO CÁO",
        "(Thời gian báo cáo: từ 15/11/2025 đến hết 14/12/2025)",
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THƯỜNG XUYÊN",
        "1. Công tác phối hợp",
        "2. Công tác tuyên truyền",
        "3. Công tác tiếp nhận",
        "- Tổng số lượng hồ sơ",
        "Bên cạnh đó, Trung tâm còn tiếp nhận",
        "Trong kỳ Trung tâm không có đơn kiến nghị",
        "II. TỒN TẠI, HẠN CHẾ",
        "III. NHIỆM VỤ TRỌNG TÂM THÁNG 01 NĂM 2026",
        "IV. ĐỀ XUẤT",
        "Trên đây là báo cáo",
        "Nơi nhận:",
        "- Lãnh đạo UBND xã;",
        "Giám đốc",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]
    places = [next((n for n, line in enumerate(lines) if line.startswith(one)), None) for one in wanted]
    assert None not in places, wanted[places.index(None)]
    assert places == sorted(places)


def test_the_figures_of_the_seed_stand_in_the_text(december):
    text = " ".join(block.text for block in report_blocks(december).values())
    for figure in (
        "1.944 hồ sơ",
        "1.811 hồ sơ",
        "98,25%",
        "1,75%",
        "1.631 hồ sơ",
        "99,63%",
        "06 hồ sơ",
        "0,37%",
        "294 hồ sơ",
        "13 hồ sơ",
        "32.873.000 đồng",
        "32.090.000 đồng",
        "783.000 đồng",
        "1.550 hồ sơ",
        "1.309 hồ sơ",
        "99,70%",
        "04 hồ sơ",
        "0,30%",
        "80 hồ sơ",
        "15 hồ sơ",
        "100% kết quả",
        "95% được lưu kho",
    ):
        assert figure in text, figure


def test_no_base_and_no_interval_stands_in_the_reports_own_words(december):
    text = " ".join(block.text for block in report_blocks(december).values())
    assert not re.search(r"\bn = |khoảng tin cậy|\(trên |p = ", text)


def test_a_base_that_nobody_read_is_said_so_once(lines):
    unread = [line for line in lines if "chưa đối chiếu văn bản gốc" in line]
    assert unread
    assert [line.count("chưa đối chiếu văn bản gốc") for line in unread] == [1] * len(unread)


def test_no_figure_of_the_text_is_absent_from_the_results(december, lines):
    """Numbers that no bookmark binds stand only in laws, dates, numbering and the sentences of the sums that do not hold."""
    sums = {n for one in december.balances_checked for n in re.findall(r"[\d.]*\d", one.sentence)}
    known = [one for computed in (december.now, *december.beside.values()) for one in known_of(computed.results)]
    document = document_of([])
    document.passages += [Passage(clean(line)) for line in lines]
    figures = [f for f in figures_of(document) if not f.is_change and not f.is_elsewhere]
    by_group = {show(r.value, r.unit) for r in december.now.results if r.by and r.value is not None}
    found = {f.shown for f in figures if not stands_somewhere(f, known)} - sums - by_group
    assert len(figures) > 100
    assert found <= {"100%"}, found  # the level that a task names


def test_every_bound_figure_names_a_result_and_is_what_it_says(december, made):
    assert len(made.ground.figures) > 250
    for name, text in made.ground.figures.items():
        said = bound(name)
        assert said is not None, name
        assert said.indicator in REGISTRY, name
        assert said.period == "2512", name
        assert text.strip() == text != ""


def test_a_name_fits_what_word_allows_for_every_indicator():
    names = Names("2025-12")
    for id, indicator in REGISTRY.items():
        assert len(names.figure(Place(id, indicator.scopes[0]))) <= LONGEST
        names.used = 0


def test_bookmarks_are_hidden_unique_and_closed(body):
    starts = list(body.iter(w("bookmarkStart")))
    names = [one.get(w("name")) for one in starts]
    assert len(names) == len(set(names))
    assert all(name.startswith("_") and len(name) <= LONGEST for name in names)
    assert {one.get(w("id")) for one in starts} == {one.get(w("id")) for one in body.iter(w("bookmarkEnd"))}


def test_the_same_month_gives_the_same_bytes(december, made):
    assert document(december).content == made.content


def test_the_sample_is_named_as_invented_on_every_page(made):
    for name in ("word/header1.xml", "word/header2.xml"):
        assert ILLUSTRATIVE in "".join(tree_of(made.parts, name).itertext())


def test_a_draft_says_so_and_a_period_exported_too_early_is_never_final(december):
    assert said_states(december, ("DỰ THẢO",)) == ["DỰ THẢO"]
    assert said_states(december, ()) == []
    window = december.now.window
    early = replace_window(december, window.period.end - timedelta(days=1))
    assert any(text.startswith("TẠM TÍNH") for text in said_states(early, ()))


def replace_window(month, extracted_at):
    class Early:
        is_provisional = True

    early = Early()
    early.extracted_at = extracted_at
    tables = copy(month.now.tables)
    tables.window = early
    return replace(month, now=replace(month.now, tables=tables))


@pytest.mark.parametrize(("period", "named"), [("2025-12", False), ("2026-07", False), ("2026-08", True), ("2026-12", True)])
def test_the_amended_decree_is_named_from_the_period_in_which_it_holds(sample_root, period, named):
    text = " ".join(base.text for base in legal_bases(sample_root, parse_period(period)))
    assert ("309/2026/NĐ-CP" in text) is named
    assert "118/2025/NĐ-CP" in text


def test_text_with_markup_stays_text(december, tmp_path):
    """Names from a settings file reach the document as they are typed, never as markup."""
    centre = december.centre.model_copy(update={"signer_title": "Giám đốc <w:p>&{{ky}}"})
    tables = copy(december.now.tables)
    tables.settings = replace(tables.settings, centre=centre)
    other = replace(december, now=replace(december.now, tables=tables))
    text = "".join(tree_of(document(other).parts, DOCUMENT).itertext())
    assert "Giám đốc <w:p>&{ {ky}}" in text
