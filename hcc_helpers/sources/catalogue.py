"""The procedure catalogue: what is known of each procedure, looked up by the national part of its code, else by its name.

Every command reads it, also one that reads no export: the work with whole tables is `completing.py`.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.places import reference_file
from hcc_helpers.settings import read_once, refused
from hcc_helpers.sources.mapping.headings import exact
from hcc_helpers.vocabulary import LEVEL

FILE = "procedures.csv"
REQUIRED = ("code", "name", "field", "level", "is_fee_due")


@dataclass(frozen=True)
class Catalogue:
    """Procedures by code and by name; a name that two codes share answers for neither code."""

    by_code: dict[str, dict]
    by_name: dict[str, dict]

    def __len__(self) -> int:
        return len(self.by_code)

    def look_up(self, code: str | None, name: str | None) -> dict | None:
        entry = self.by_code.get(code) if code else None
        return entry if entry is not None else self.by_name.get(_key(name)) if name else None

    def fee_of(self, code: str | None) -> int | None:
        """What the procedure costs, đồng; None where the catalogue does not say."""
        return (self.by_code.get(code) or {}).get("fee_vnd") if code else None


def levelled(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _key(name: str) -> str:
    """A name as it is looked up: “Thủ tục đăng ký khai sinh” and “Đăng ký khai sinh” are one procedure."""
    return exact(name).removeprefix("thủ tục ")


def load_catalogue(data_root: Path | str) -> Catalogue:
    """procedures.csv of the data root or of the project; an empty catalogue where neither has one."""
    path = reference_file(data_root, FILE)
    return read_once(path, Catalogue, _read) if path.is_file() else Catalogue({}, {})


def _read(path: Path) -> Catalogue:
    by_code: dict[str, dict] = {}
    by_name: dict[str, dict] = {}
    shared: set[str] = set()
    for row in _rows(path):
        entry: dict[str, Any] = {
            "procedure_code": row["code"].strip(),
            "procedure_name": levelled(row["name"]),
            "field": levelled(row["field"]) or None,
            "level": row["level"].strip() if row["level"].strip() in LEVEL else None,
            "is_fee_due": {"1": True, "0": False}.get(row["is_fee_due"].strip()),
            "fee_vnd": int(row["fee_vnd"]) if (row.get("fee_vnd") or "").strip().isdigit() else None,
            "is_in_person_only": row.get("is_in_person_only", "").strip() == "1",
            "term_value": int(row["term_value"]) if row.get("term_value", "").strip().isdigit() else None,
            "term_unit": row.get("term_unit", "").strip(),
            # An office that keeps the dates of its catalogue adds these columns; the project's own has none.
            "changed_on": (row.get("changed_on") or row.get("Ngày sửa đổi") or "").strip(),
            "published_on": (row.get("published_on") or row.get("Ngày công khai") or "").strip(),
        }
        by_code[entry["procedure_code"]] = entry
        name = _key(entry["procedure_name"])
        if name in by_name:
            shared.add(name)
        by_name[name] = entry
    return Catalogue(by_code, {name: entry for name, entry in by_name.items() if name not in shared})


def _rows(path: Path) -> list[dict[str, str]]:
    """The lines of the file by the names of its columns. Raises WrongWords where it is not the table that it should be."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            rows, heads = [(reader.line_num, row) for row in reader], reader.fieldnames or []
    except (UnicodeDecodeError, csv.Error):
        raise _refused(
            "Tệp không phải là bảng CSV mã UTF-8.", None, "Lưu lại tệp dạng “CSV UTF-8”, ngăn cách bằng dấu phẩy."
        ) from None
    if lacking := [name for name in REQUIRED if name not in heads]:
        what = f"Dòng đầu thiếu cột {', '.join(lacking)}."
        raise _refused(what, 1, "Ghi đủ tên cột ở dòng đầu, ngăn cách bằng dấu phẩy (không phải chấm phẩy).")
    if uneven := next((number for number, row in rows if None in row or None in row.values()), None):
        what = "Số ô của dòng khác số cột ở dòng đầu."
        raise _refused(what, uneven, "Thêm dấu phẩy cho đủ ô; tên có dấu phẩy thì để trong ngoặc kép.")
    return [row for _, row in rows if any(cell.strip() for cell in row.values())]


def _refused(what: str, row: int | None, todo: str) -> WrongWords:
    accepted = f"bảng có các cột {', '.join(REQUIRED)} như tệp mẫu data/reference/{FILE}"
    return refused([Finding("C0-danh-muc", "refused", what, file=FILE, row=row, accepted=accepted, todo=todo)])
