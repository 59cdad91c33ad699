"""Lines of mapping.toml made from the files that lie there, ready to be pasted.

A value that a file's name tells is filled in, with the reason beside it; any other stands as “???”, which no reader
accepts: nothing is guessed in silence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from hcc_helpers.sources.mapping.headings import plain
from hcc_helpers.vocabulary import CHANNEL, SCOPE

UNTOLD = "???"
CHOICES = {"channel": CHANNEL, "scope": SCOPE}
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
    """The `[[file]]` of one file: its channel and scope."""
    asked = [name for name in ("channel", "scope") if name in untold.names]
    told = {name: told_by_name(untold.file, name) for name in asked}
    values = ", ".join(f'{name} = "{told[name] or UNTOLD}"' for name in asked)
    lines = ["[[file]]", f"name = {json.dumps(untold.file, ensure_ascii=False)}", f"constants = {{ {values} }}"]
    return "\n".join([*lines, *(f"# {name}: {_said(name, told[name])}" for name in asked)])


def _said(name: str, told: str) -> str:
    choices = "; ".join(f"{code} là {label}" for code, label in CHOICES[name].items())
    return f"đoán theo tên tệp, hãy kiểm tra ({choices})" if told else f"thay {UNTOLD} bằng một trong: {choices}"


def mapping_text(files: list[Untold], example: datetime) -> str:
    """A whole mapping.toml for the files, or "" where nothing has to be said. `example`: a time of the period at hand."""
    if not files:
        return ""
    parts = ["# Tệp này nói mỗi tệp xuất gồm hồ sơ nào. Kiểm tra từng dòng, thay mọi ???, lưu lại (UTF-8), rồi gõ lại lệnh."]
    if any("extracted_at" in one.names for one in files):
        parts.append(
            f'extracted_at = "{UNTOLD}"\n# Lúc tải các tệp từ hệ thống, viết không có dấu ngoặc: extracted_at = {example:%Y-%m-%dT%H:%M:%S}'
        )
    parts += [entry(one) for one in files if {"channel", "scope"} & set(one.names)]
    return "\n\n".join(parts) + "\n"
