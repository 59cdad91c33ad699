"""Form II.06a: identities on generated tables, the setting of the province, the carry-over, the workbook's own cells."""

from __future__ import annotations

import io
import zipfile
from copy import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from hcc_helpers.errors import InputRefused
from hcc_helpers.papers import annex_tables
from hcc_helpers.papers.form_06a import COLUMNS, Row, _folded, _folds, blocks, carry_over, form_of, gaps
from hcc_helpers.papers.form_06a_book import form_book
from hcc_helpers.periods import parse_period
from hcc_helpers.rules import load_rules

FOLDED = {
    "form_06a_returned": "resolved_on_due_day",
    "form_06a_stopped": "resolved_on_due_day",
    "form_06a_paused": "open_in_time",
    "form_06a_without_due": "in_time",
    "form_06a_unknown": "open_in_time",
    "form_06a_channel_unknown": "in_person",
}
OUTSIDE = (
    "form_06a_returned",
    "form_06a_stopped",
    "form_06a_paused",
    "form_06a_without_due",
    "form_06a_without_due:open",
    "form_06a_unknown",
)
few = st.integers(0, 500)


class Rules:
    """Rules with given values, as `load_rules` would give them."""

    def __init__(self, sample_root, values):
        self.rules, self.values = load_rules(sample_root, on=parse_period("2025-12").last_day), values

    def rule(self, id):
        return self.rules.rule(id).model_copy(update={"value": self.values[id]})

    def value(self, id):
        return self.values[id]


@st.composite
def counted(draw):
    """A field's cells as cases give them: every case received lies in one outcome, every new one in one channel."""
    outcome = {column: draw(few) for column in (8, 9, 10, 12, 13)}
    outside = {rule: draw(few) for rule in OUTSIDE}
    received = sum(outcome.values()) + sum(outside.values())
    carried = draw(st.integers(0, received))
    online = draw(st.integers(0, received - carried))
    in_person = draw(st.integers(0, received - carried - online))
    outside["form_06a_channel_unknown"] = received - carried - online - in_person
    return Row("x", {3: received, 4: online, 5: in_person, 6: carried, **outcome}, outside)


@settings(max_examples=200, deadline=None)
@given(row=counted())
def test_all_identities_hold_where_every_kind_has_its_place(sample_root, row):
    done = _folded(row, _folds(row, Rules(sample_root, FOLDED)))
    assert [gap for _, gap in gaps(done)] == [0, 0, 0, 0]
    assert all(value >= 0 for value in done.cells.values())
    assert list(done.cells) == list(COLUMNS)


@settings(max_examples=100, deadline=None)
@given(row=counted(), left=st.sampled_from(sorted(FOLDED)))
def test_what_is_left_out_shows_as_a_difference_and_is_not_repaired(sample_root, row, left):
    done = _folded(row, _folds(row, Rules(sample_root, FOLDED | {left: "left_out"})))
    out = sum(count for rule, count in row.outside.items() if rule.partition(":")[0] == left)
    found = dict(gaps(done))
    which = "(3) = (4) + (5) + (6)" if left == "form_06a_channel_unknown" else "(3) = (7) + (11)"
    assert found.pop(which) == out
    assert set(found.values()) == {0}


def test_the_sample_gives_the_numbers_that_the_seed_folds(december):
    commune = next(block for block in blocks(december) if block.scope == "commune")
    assert commune.total.cells == {3: 1944, 4: 1811, 5: 34, 6: 99, 7: 1650, 8: 641, 9: 1003, 10: 6, 11: 294, 12: 294, 13: 0}
    assert carry_over(december, commune) == (99, 99)
    for block in blocks(december):
        for row in (*block.rows, block.total):
            assert all(gap == 0 for _, gap in gaps(row)), (block.scope, row.name)
        for column in COLUMNS:
            assert block.total.cells[column] == sum(row.cells[column] for row in block.rows)
    assert dict(gaps(commune.bare_total))["(3) = (7) + (11)"] == 13


def test_without_the_provinces_setting_there_is_no_form_and_each_missing_one_is_named(december, tmp_path):
    with pytest.raises(InputRefused) as refused:
        blocks(replace(december, data_root=tmp_path))
    text = refused.value.text()
    assert "form_06a_returned" in text
    assert "form_06a_paused" in text
    assert "form_06a_stopped" not in text  # no such case in the period: nothing to ask


@pytest.mark.parametrize(("period", "is_sure"), [("2025-12", True), ("2026-08", True), ("2026-09", False)])
def test_the_form_says_by_which_circular_it_is_made_once_another_may_have_replaced_it(december, period, is_sure):
    tables = copy(december.now.tables)
    tables.window = replace(tables.window, period=parse_period(period))
    form = form_of(replace(december, now=replace(december.now, tables=tables)))
    assert "01/2020/TT-VPCP" in form.issued_with
    assert ("chưa đối chiếu văn bản gốc" in form.note) is not is_sure


def test_the_workbook_holds_numbers_no_formula_no_link_and_the_same_bytes(december):
    content = form_book(december)
    assert content == form_book(december)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<f>" not in text
    assert b"externalLink" not in text
    assert b"hyperlink" not in text
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_name("Biểu 06a").to_python()
    assert rows[0][0] == "Biểu số II.06a/VPCP/KSTT"
    assert "Từ ngày 15/11/2025 đến ngày 14/12/2025" in rows[4][0]
    total = next(row for row in rows if row[1] == "TỔNG CỘNG")
    assert [int(value) for value in total[2:13]] == [1944, 1811, 34, 99, 1650, 641, 1003, 6, 294, 294, 0]
    assert any("xếp vào “Đã giải quyết: Đúng hạn” (cột 9)" in str(row[0]) for row in rows)


def test_the_tables_beside_the_form_hold_and_have_no_merged_cell(december):
    content = annex_tables.annex_book(december)
    assert content == annex_tables.annex_book(december)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"mergeCell" in archive.read(name) for name in archive.namelist())
    names = load_workbook(io.BytesIO(content)).sheet_names
    assert names == ["Bìa", "Số hóa", "Thanh toán trực tuyến", "Phản ánh, kiến nghị"]
    for row in annex_tables.digitisation(december).rows:
        assert row[2] is None or row[1] == row[2] + row[3]
        assert row[7] is None or row[6] == row[7] + row[8]
    assert annex_tables.petitions(december).rows[0] == ("Phản ánh, kiến nghị nhận trong kỳ", 0)
