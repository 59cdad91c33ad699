"""Files as they come: five kinds read to the same text; hostile ones end in a refusal (65) or in plain, escaped text."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from hcc_helpers.audit.figures.passages import blocks_of_text, document_of
from hcc_helpers.audit.figures.reading import read_document
from hcc_helpers.audit.findings.audit import audit_document
from hcc_helpers.audit.findings.printing import as_page
from hcc_helpers.errors import InputRefused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES = ["Trong kỳ tiếp nhận 1.944 hồ sơ.", "Đã giải quyết 1.637 hồ sơ, trong đó đúng hạn 1.621 hồ sơ, quá hạn 6 hồ sơ."]
TABLE = [
    ["Nội dung", "Số lượng"],
    ["Tổng số hồ sơ tiếp nhận", "1.944"],
    ["Đã giải quyết", "1.637"],
    ["Đúng hạn", "1.621"],
    ["Quá hạn", "6"],
]


def paper(*blocks: str, name: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>')
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return (
        f'<w:p><w:r><w:t xml:space="preserve">{text[:9]}</w:t></w:r><w:r><w:t xml:space="preserve">{text[9:]}</w:t></w:r></w:p>'
    )


def table(rows: list[list[str]]) -> str:
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def as_html(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


KINDS = {
    "a.txt": "\n".join(LINES).encode(),
    "a.md": ("# Báo cáo\n\n" + "\n\n".join(LINES)).encode(),
    "utf16.txt": "\n".join(LINES).encode("utf-16"),
    "a.html": (
        "<html><head><title>1.000 hồ sơ</title></head><body><script>var x = 'tiếp nhận 5 hồ sơ'</script><p>"
        + "</p><p>".join(LINES)
        + "</p></body></html>"
    ).encode(),
    "a.docx": paper(*(paragraph(line) for line in LINES)),
    "a.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "source": [line + "\n" for line in LINES]},
                {"cell_type": "code", "source": ["x = 5"], "outputs": []},
            ]
        }
    ).encode(),
    "table.md": "\n".join("| " + " | ".join(row) + " |" for row in TABLE).encode(),
    "table.html": as_html(TABLE).encode(),
    "table.docx": paper(table(TABLE)),
}


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_tells_the_same(tmp_path, name):
    audit = audit_document(read_document(put(tmp_path, name, KINDS[name])))
    (said,) = audit.findings
    assert said.kind == "contradiction"
    assert "1.627" in said.arithmetic
    assert "1.621 thành 1.631" in said.correction


HOSTILE = {
    "binary.txt": bytes(range(256)) * 50,
    "nul.txt": b"1.944 h\x00 s",
    "picture.docx": b"\x89PNG\r\n" + bytes(500),
    "cut.docx": KINDS["a.docx"][:200],
    "other.docx": paper(name="xl/workbook.xml"),
    "swelling.docx": paper("<w:p><w:r><w:t>" + "9" * 45_000_000 + "</w:t></w:r></w:p>"),
    "huge.txt": b"tiep nhan 1.944 ho so. " * 1_000_000,
    "entity.html": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><p>&a;</p>',
    "broken.ipynb": b"{",
    "deep.ipynb": b"[" * 100_000,
    "a.pdf": b"%PDF-1.4",
    "no-suffix": b"1.944",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once_and_said(tmp_path, name):
    start = time.perf_counter()
    with pytest.raises(InputRefused) as refused:
        read_document(put(tmp_path, name, HOSTILE[name]))
    assert refused.value.exit_code == 65
    (finding,) = refused.value.findings
    assert finding.file == name
    assert ".docx" in finding.accepted
    assert time.perf_counter() - start < 10


def test_a_document_type_inside_a_paper_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>')
    with pytest.raises(InputRefused, match="ENTITY"):
        read_document(put(tmp_path, "doctype.docx", buffer.getvalue()))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    (tmp_path / "thu-muc.md").mkdir()
    for name, said in (("khong-co.md", "Không có tệp"), ("thu-muc.md", "không phải là một tệp")):
        with pytest.raises(InputRefused, match=said):
            read_document(tmp_path / name)


def test_markup_in_a_report_is_text_and_is_escaped(tmp_path):
    text = "Tiếp nhận 100 hồ sơ, <script>alert(1)</script>, trong đó trực tuyến 120 hồ sơ, <img src=x onerror=alert(1)>."
    audit = audit_document(read_document(put(tmp_path, "a.txt", text.encode())))
    page = as_page([("<b>a</b>.txt", audit, ("<i>",))])
    assert audit.verdict == "contradiction"
    for tag in ("<script", "<img", "<b>", "<i>"):
        assert tag not in page


def test_a_page_nested_without_end_and_a_wide_table_end(tmp_path):
    deep = "<div>" * 5_000 + "Tiếp nhận 5 hồ sơ" + "</div>" * 5_000
    wide = '<table><tr><td colspan="9999" rowspan="9999">5</td></tr></table>' * 200
    for name, text in (("deep.html", deep), ("wide.html", wide)):
        start = time.perf_counter()
        assert audit_document(read_document(put(tmp_path, name, text.encode()))).verdict == "untestable"
        assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "9" * 50_000,
        "hồ sơ " * 20_000,
        ("1.2.3.4,5,6 hồ sơ " * 3_000),
        "trước hạn và " * 20_000,
        "(" * 50_000,
        "1/" * 30_000,
        "| " * 20_000,
    ],
)
def test_odd_texts_end_soon_and_invent_nothing(tmp_path, text):
    start = time.perf_counter()
    audit = audit_document(read_document(put(tmp_path, "a.txt", text.encode())))
    assert audit.verdict == "untestable"
    assert time.perf_counter() - start < 20


def test_the_draft_on_our_own_page_is_not_part_of_the_page(tmp_path):
    page = '<p>Tiếp nhận 100 hồ sơ.</p><blockquote class="du-thao"><p>Trong đó trực tuyến 120 hồ sơ.</p></blockquote>'
    assert audit_document(read_document(put(tmp_path, "a.html", page.encode()))).verdict == "untestable"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Trong kỳ tiếp nhận 364 hồ sơ, trong đó trực tuyến 320 hồ sơ, trực tiếp 41 hồ sơ, nộp tại ki-ốt thông minh 03 hồ sơ.",
            set(),
        ),
        (
            "Trong kỳ tiếp nhận 364 hồ sơ, trong đó trực tuyến 320 hồ sơ, trực tiếp 41 hồ sơ, nộp tại ki-ốt thông minh 09 hồ sơ.",
            {"contradiction"},
        ),
        ("Đang giải quyết 79 hồ sơ, trong đó đang giải quyết trong hạn 70 hồ sơ; đang giải quyết, đã quá hạn 3 hồ sơ.", set()),
        (
            "Đang giải quyết 79 hồ sơ, trong đó đang giải quyết trong hạn 70 hồ sơ; đang giải quyết, đã quá hạn 30 hồ sơ.",
            {"contradiction"},
        ),
    ],
)
def test_kiosks_are_a_channel_and_suspended_cases_may_be_unprinted(text, kinds):
    found = audit_document(document_of(blocks_of_text(text))).findings
    assert {one.kind for one in found if one.quote} - {"untestable"} == kinds


def test_parts_that_are_all_0_are_a_gap_and_no_division_by_0():
    text = "Đã giải quyết 10 hồ sơ, trước hạn 0 hồ sơ (0%), đúng hạn 0 hồ sơ (0%), quá hạn 0 hồ sơ (0%)."
    assert [one.kind for one in audit_document(document_of(blocks_of_text(text))).findings] == ["gap"]


def test_what_was_carried_over_makes_another_count_and_another_office_another_share():
    carried = "Tiếp nhận 5.203 hồ sơ mới; trực tuyến 5.070 hồ sơ; trực tiếp 133 hồ sơ.\n\n# II\nTính cả kỳ trước chuyển qua: trực tuyến 5.151 hồ sơ; trực tiếp 133 hồ sơ."
    shares = "# Phí\nTỷ lệ thanh toán trực tuyến 93,81%.\n\n# Đất đai: phí\nTỷ lệ thanh toán trực tuyến 100,00%."
    for text in (carried, shares):
        found = audit_document(document_of(blocks_of_text(text))).findings
        assert [one.arithmetic for one in found if one.kind == "contradiction"] == []
