"""Sheets in the usual spelling are read without a tree: the same cells as with one; every other spelling goes the long way."""

import pytest

from hcc_helpers.sources.files import workbooks
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.files.usual_sheets import Unusual, usual_rows, usual_strings

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x">'
BOOK = workbooks._Book(["Mã hồ sơ", "a_x000D_b"], [False, True])

USUAL = {
    "every kind of cell": '<row r="2" spans="1:9"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>45981.3125</v></c><c r="C2"><v>12.5</v></c>'
    '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="str"><v>a_x0041_</v></c>'
    '<c r="G2" t="inlineStr"><is><t xml:space="preserve"> Đất &amp; đai </t></is></c><c r="H2" s="1"/><c r="I2" t="s"><v>1</v></c></row>',
    "gaps, later cells, nothing": '<row r="1"/><row r="3"><c r="C3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="7"></row>',
    "a hidden row": '<row r="1" hidden="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row><row r="2" hidden="0"><c r="AA2"><v>2</v></c></row>',
    "no string of that number": '<row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1" t="n"><v> </v></c><c r="C1" t="n"><v>x</v></c></row>',
    "no row": "",
}
UNUSUAL = {
    "a formula": '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
    "rich text": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "a comment": '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>',
    "unparsed text": '<row r="1"><c r="A1" t="str"><v><![CDATA[<]]></v></c></row>',
    "no address": "<row r='1'><c><v>1</v></c></row>",
    "line ends": '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    "another order": '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',
    "text between cells": '<row r="1"> <c r="A1"><v>1</v></c></row>',
}
BROKEN = {
    "a cell never closed": '<row r="1"><c r="A1"><v>1</v></row>',
    "a name of nothing": '<row r="1"><c r="A1" t="str"><v>a &nothing; b</v></c></row>',
    "a sign that XML forbids": '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    "an unknown prefix": '<row r="1" q:a="1"><c r="A1"><v>1</v></c>',
}


def sheet(rows: str) -> bytes:
    return f"{HEAD}<sheetData>{rows}</sheetData></worksheet>".encode()


@pytest.mark.parametrize("rows", USUAL.values(), ids=USUAL)
def test_both_ways_give_the_same_cells(rows, monkeypatch):
    content = sheet(rows)
    list(usual_rows(content))
    short = workbooks._sheet(content, "s", BOOK)
    monkeypatch.setattr(workbooks, "_of_usual", workbooks._of_tree)
    assert workbooks._sheet(content, "s", BOOK) == short


@pytest.mark.parametrize("rows", UNUSUAL.values(), ids=UNUSUAL)
def test_another_spelling_goes_the_long_way(rows):
    with pytest.raises(Unusual):
        list(usual_rows(sheet(rows)))
    assert workbooks._sheet(sheet(rows), "s", BOOK).rows


@pytest.mark.parametrize("rows", BROKEN.values(), ids=BROKEN)
def test_what_is_no_xml_is_refused(rows):
    with pytest.raises(Unreadable):
        workbooks._sheet(sheet(rows), "s", BOOK)


def test_a_sheet_cut_off_is_refused():
    content = sheet(USUAL["every kind of cell"])
    for end in (len(content) - 5, len(content) - 40, len(content) // 2):
        with pytest.raises(Unreadable):
            workbooks._sheet(content[:end], "s", BOOK)


def test_shared_strings():
    plain = '<sst count="3"><si><t>Mã &lt;1&gt;</t></si><si><t xml:space="preserve"> b</t></si><si><t></t></si></sst>'
    assert usual_strings(plain.encode()) == ["Mã <1>", " b", ""]
    assert usual_strings(b"<sst><si><r><t>a</t></r></si></sst>") is None
    assert workbooks._strings(b"<sst><si><r><t>a</t></r><rPh><t>x</t></rPh></si></sst>") == ["a"]
