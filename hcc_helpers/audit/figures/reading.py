"""A file as a document: .txt, .md, .html, .docx, .ipynb. What cannot be read, or is made to do harm, is refused before it is opened.

Nothing of a file is run, fetched or followed; only its text is taken.
"""

from __future__ import annotations

from pathlib import Path

from hcc_helpers.audit.figures import notebook_files, pages, papers
from hcc_helpers.audit.figures.passages import Document, blocks_of_text, document_of
from hcc_helpers.errors import Finding, InputRefused

KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".ipynb")
MAX_BYTES = 20_000_000  # a paper with pictures
MAX_CHARACTERS = 1_000_000  # some four hundred pages of text; a monthly report has twenty thousand


def read_document(path: Path) -> Document:
    """Raises InputRefused (65) with what was found and what is accepted."""
    data = _bytes(path)
    kind = path.suffix.lower()
    try:
        if kind == ".docx":
            blocks = papers.blocks_of_paper(data)
        elif kind in (".html", ".htm"):
            blocks = pages.blocks_of_page(_text(data, path))
        elif kind == ".ipynb":
            blocks = notebook_files.blocks_of_notebook(_text(data, path))
        else:
            blocks = blocks_of_text(_text(data, path))
    except papers.NotReadable as error:
        raise refused(path, str(error)) from None
    document = document_of(blocks)
    if sum(len(passage.text) for passage in document.passages) > MAX_CHARACTERS:
        raise refused(path, "Văn bản quá dài để là một báo cáo.")
    return document


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in KINDS:
        raise refused(path, f"Không đọc loại tệp “{path.suffix or 'không có đuôi'}”.")
    try:
        if not path.is_file():
            raise refused(path, "Không có tệp này." if not path.exists() else "Đây không phải là một tệp.")
        if path.stat().st_size > MAX_BYTES:
            raise refused(path, f"Tệp lớn {path.stat().st_size // 1_000_000} MB, chỉ đọc đến {MAX_BYTES // 1_000_000} MB.")
        return path.read_bytes()
    except OSError:
        raise refused(path, "Không mở được tệp.") from None


def _text(data: bytes, path: Path) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise refused(path, "Tệp không phải văn bản UTF-8 (có thể là tệp nhị phân, hoặc phông chữ cũ TCVN3, VNI).") from None
    if "\x00" in text:
        raise refused(path, "Tệp là tệp nhị phân, không phải văn bản.")
    if len(text) > MAX_BYTES // 2:
        raise refused(path, "Văn bản quá dài để là một báo cáo.")
    return text


def refused(path: Path, message: str) -> InputRefused:
    """The refusal of one file."""
    return InputRefused(
        f"Không kiểm được {path.name}.",
        [
            Finding(
                "P-bao-cao-khong-doc-duoc",
                "refused",
                message,
                file=path.name,
                accepted=", ".join(KINDS),
                todo="Lưu lại báo cáo thành .docx, .html, .md hoặc .txt (UTF-8) rồi chạy lại.",
            )
        ],
    )
