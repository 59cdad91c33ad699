"""Lines of mapping.toml made from the files that lie there, ready to be pasted.

A value that a file's name tells is filled in, with the reason beside it; any other stands as “???”, which no reader
accepts: nothing is guessed in silence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hcc_helpers.sources.mapping.headings import plain
from hcc_helpers.vocabulary import CHANNEL, SCOPE

UNTOLD = "???"
_CHOICES = {"channel": CHANNEL, "scope": SCOPE}
# What offices write into the names of their files, told without accents: the longer word first.
_NAMES = {
    "channel": {"buu chinh": "post", "truc tiep": "in_person", "truc tuyen": "online", "online": "online"},
    "scope": {"dat dai": "land", "vpdk": "land", "co quan khac": "other", "xa": "commune", "phuong": "commune"},
}


@dataclass(frozen=True)
class Untold:
    """A case list and what must be said of it: "channel", "scope", "extracted_at"."""

    file: str
    names: tuple[str, ...]


def told_by_name(file: str, name: str) -> str:
    """The code that the file's name tells, or ""."""
    words = f" {' '.join(plain(file.replace('-', ' ').replace('_', ' ').replace('.', ' ')).split())} "
    return next((code for word, code in _NAMES[name].items() if f" {word} " in words), "")


def entry(untold: Untold) -> str:
    """The `[[file]]` of one file."""
    lines = ["[[file]]", f"name = {json.dumps(untold.file, ensure_ascii=False)}"]
    if "extracted_at" in untold.names:
        lines.append(f'extracted_at = "{UNTOLD}"   # lúc tải tệp, không ngoặc, dạng 2025-12-15T07:30:00')
    asked = [name for name in ("channel", "scope") if name in untold.names]
    if asked:
        told = {name: told_by_name(untold.file, name) for name in asked}
        values = ", ".join(f'{name} = "{told[name] or UNTOLD}"' for name in asked)
        lines.append(f"constants = {{ {values} }}")
        lines += [f"# {name}: {_said(name, told[name])}" for name in asked]
    return "\n".join(lines)


def _said(name: str, told: str) -> str:
    choices = "; ".join(f"{code} là {label}" for code, label in _CHOICES[name].items())
    return f"đoán theo tên tệp, hãy kiểm tra ({choices})" if told else f"thay {UNTOLD} bằng một trong: {choices}"


def mapping_text(files: list[Untold]) -> str:
    """A whole mapping.toml for the files, or "" where nothing has to be said."""
    if not files:
        return ""
    head = "# Tệp này nói mỗi tệp xuất gồm hồ sơ nào. Kiểm tra từng dòng, thay mọi ???, lưu lại (UTF-8), rồi gõ lại lệnh.\n"
    return head + "".join(f"\n{entry(one)}\n" for one in files)
