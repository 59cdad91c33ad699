"""The template's author, commenters and marks of editing stay in the template: no report carries them out."""

from __future__ import annotations

import shutil
from dataclasses import replace

from hcc_helpers.papers import ground
from hcc_helpers.papers.annotated import annotated
from hcc_helpers.papers.document import TEMPLATE, document
from hcc_helpers.papers.ground import NAME, PART
from hcc_helpers.papers.package import DOCUMENT, add_part, packed, read_parts
from hcc_helpers.places import project_root

CORE = "docProps/core.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CANARIES = (
    "Vương Thị Thao",
    "Đàm Quang Vịnh",
    "0920999888",
    "Ung Thị Mỵ",
    "Giàng Thị Sông",
    "La Văn Cầu",
    "Triệu Thị Nữ",
    "Lữ Thị Khuyên",
)
MODIFIED = "<cp:lastModifiedBy>Đàm Quang Vịnh</cp:lastModifiedBy><cp:keywords>0920999888</cp:keywords>"


def marked(december, tmp_path):
    """The December of the sample, its template marked with persons wherever Word keeps them beside the words."""
    root = tmp_path / "data"
    shutil.copytree(december.data_root / "reference", root / "reference")
    parts = read_parts(project_root() / "data" / "reference" / TEMPLATE)
    parts[CORE] = parts[CORE].replace(b"<dc:title>", f"<dc:creator>Vương Thị Thao</dc:creator>{MODIFIED}<dc:title>".encode())
    inserted = '<w:p><w:ins w:id="9" w:author="Giàng Thị Sông" w:date="2025-01-01T00:00:00Z"><w:r><w:t>lời thêm</w:t></w:r></w:ins></w:p>'
    noted = '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>chỗ bàn</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:sectPr", f"{inserted}{noted}<w:sectPr".encode(), 1)
    comment = f'<w:comments {W}><w:comment w:id="1" w:author="La Văn Cầu"><w:p/></w:comment></w:comments>'
    properties = "http://schemas.openxmlformats.org/officeDocument/2006"
    app = f'<Properties xmlns="{properties}/extended-properties"><Manager>Ung Thị Mỵ</Manager></Properties>'
    values = f'xmlns="{properties}/custom-properties" xmlns:vt="{properties}/docPropsVTypes"'
    custom = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="{name}"><vt:lpwstr>Triệu Thị Nữ</vt:lpwstr></property>'
        for n, name in enumerate(("Người soạn", f"{NAME}999"), start=2)
    )
    add_part(parts, "word/comments.xml", comment.encode(), "comments", "application/xml")
    add_part(parts, "word/people.xml", f"<p {W} a='Lữ Thị Khuyên'/>".encode(), "people", "application/xml")
    add_part(parts, "docProps/app.xml", app.encode(), "extended-properties", "application/xml")
    parts[PART] = f"<Properties {values}>{custom}</Properties>".encode()
    (root / "reference" / TEMPLATE).write_bytes(packed(parts))
    return replace(december, data_root=root)


def test_nobody_behind_the_template_is_in_a_report(december, tmp_path):
    month = marked(december, tmp_path)
    made = document(month)
    (tmp_path / "made.docx").write_bytes(annotated(made, month))
    for parts in (made.parts, read_parts(tmp_path / "made.docx")):
        whole = b"\n".join(parts.values()).decode("utf-8")
        assert [who for who in CANARIES if who in whole] == []
    body = made.parts[DOCUMENT].decode()
    assert "lời thêm" in body
    assert "chỗ bàn" in body
    assert "commentRangeStart" not in body
    gone = [name for name, part in made.parts.items() if name.endswith((".rels", "Types].xml")) and b"comments" in part]
    assert gone == [], "nothing speaks of a part that is gone"


def test_a_template_made_from_an_earlier_report_does_not_spoil_the_record(december, tmp_path):
    made = document(marked(december, tmp_path))
    assert ground.found(made.parts) == made.ground
