"""The history as a data package: one tidy table as CSV and Parquet with a data dictionary that R, Stata and Excel users load.

datapackage.json follows the Data Package standard of frictionlessdata.io (version 1 of the specification: profile
tabular-data-package). One row is one period × commune × scope × group × indicator. Equal tables give equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.periods import parse_period

# name → (type of the standard, what it is)
FIELDS = {
    "period": (
        "string",
        "Kỳ như đã gõ, ví dụ 2025-12; tháng theo Nghị định 09/2019/NĐ-CP, từ ngày 15 tháng trước đến hết ngày 14",
    ),
    "start": ("date", "Ngày đầu của kỳ"),
    "end": ("date", "Ngày cuối của kỳ"),
    "commune": ("string", "Mã xã"),
    "scope": ("string", "Phạm vi: commune, land, other, unknown, centre (khảo sát, phản ánh)"),
    "by": ("string", "Chia theo gì: trống là cả phạm vi; field, unit, procedure"),
    "group": ("string", "Tên nhóm khi có by"),
    "indicator": ("string", "Mã chỉ số, xem indicators.csv"),
    "value": ("number", "Giá trị; tỷ lệ theo thang 0–100; trống là không có số liệu, không phải 0"),
    "numerator": ("integer", "Tử số của tỷ lệ"),
    "denominator": ("integer", "Mẫu số của tỷ lệ"),
    "unit": ("string", "Đơn vị của value"),
    "reason": ("string", "Vì sao value trống"),
    "definition_hash": ("string", "Mã định nghĩa: khác nhau là hai định nghĩa, không nối thành một chuỗi"),
    "data_version": ("string", "Mã bản số liệu mà kỳ được tính từ đó"),
}
DICTIONARY = {
    "indicator": ("string", "Mã chỉ số"),
    "label": ("string", "Tên chỉ số, kèm mẫu số của tỷ lệ"),
    "definition": ("string", "Định nghĩa"),
    "unit": ("string", "Đơn vị"),
    "kind": ("string", "count đếm, total cộng tiền, share tỷ lệ, ratio tỷ số, quantile phân vị"),
    "adds": ("string", "flow cộng được qua các tháng; opening, closing là số tồn; none không cộng"),
    "better": ("string", "Chiều tốt: higher, lower; trống là không có"),
    "source": ("string", "Căn cứ"),
}


def write_package(table: pd.DataFrame, folder: Path, centre) -> list[str]:
    """results.csv, results.parquet, indicators.csv and datapackage.json in `folder`; the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    results = _results(table, centre.since)
    known = [REGISTRY[id] for id in dict.fromkeys(table["indicator"]) if id in REGISTRY]
    words = pd.DataFrame(
        [[i.id, i.full_label, i.definition, i.unit, i.kind, i.adds, i.better, i.source] for i in known], columns=list(DICTIONARY)
    )
    parquet = io.BytesIO()
    results.to_parquet(parquet, engine="pyarrow", index=False, compression="zstd")
    files = {"results.csv": _csv(results), "results.parquet": parquet.getvalue(), "indicators.csv": _csv(words)}
    files["datapackage.json"] = _described(files, centre)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return list(files)


def _results(table: pd.DataFrame, since: date | None) -> pd.DataFrame:
    periods = {text: parse_period(text, since) for text in dict.fromkeys(table["period"])}
    results = table.copy()
    results["start"] = [periods[text].first_day for text in table["period"]]
    results["end"] = [periods[text].last_day for text in table["period"]]
    results = results[list(FIELDS)].sort_values(
        ["period", "commune", "scope", "by", "group", "indicator"], kind="stable", ignore_index=True
    )
    results["value"] = pd.to_numeric(results["value"])
    return results


def _csv(table: pd.DataFrame) -> bytes:
    """Decimal point, comma, UTF-8 with a byte order mark: R and Stata read it as it is, Excel through Data > From Text/CSV."""
    text = table.to_csv(index=False, lineterminator="\n", float_format=_number)
    return ("\ufeff" + text).encode()


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _described(files: dict[str, bytes], centre) -> bytes:
    invented = " SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC." if centre.is_illustrative else ""
    results = _resource("results", "results.csv", files, FIELDS, ["period", "commune", "scope", "by", "group", "indicator"])
    results["schema"]["foreignKeys"] = [{"fields": "indicator", "reference": {"resource": "indicators", "fields": "indicator"}}]
    content = {
        "profile": "tabular-data-package",
        "name": "hcc-periods",
        "title": f"Chỉ số các kỳ của {centre.office_name}",
        "description": f"Mỗi dòng một kỳ × xã × phạm vi × nhóm × chỉ số. results.parquet là cùng bảng ấy.{invented}",
        "resources": [
            results,
            _resource("indicators", "indicators.csv", files, DICTIONARY, ["indicator"]),
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, path: str, files: dict[str, bytes], fields: dict[str, tuple[str, str]], key: list[str]) -> dict:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(files[path]),
        "hash": "sha256:" + hashlib.sha256(files[path]).hexdigest(),
        "dialect": {"delimiter": ",", "header": True},
        "schema": {
            "fields": [{"name": field, "type": kind, "description": words} for field, (kind, words) in fields.items()],
            "missingValues": [""],
            "primaryKey": key,
        },
    }
