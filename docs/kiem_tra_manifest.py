"""Kiểm tra một kỳ đã công bố mà không cần bộ công cụ: python -I kiem_tra_manifest.py THƯ_MỤC_KỲ [--data DIR] [--project DIR]

Chỉ dùng thư viện chuẩn của Python, không cần mạng. Đọc manifest.json (in-toto Statement v1, SLSA provenance v1) và băm lại:
các tệp đã công bố; với --data, tệp xuất, bản số liệu lưu và tệp tham chiếu; với --project, mã nguồn, sổ tính và requirements.lock.
Mã kết thúc: 0 đều khớp, 1 có chỗ không khớp, 2 gõ sai hoặc không có manifest.json đọc được.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

TYPE, PREDICATE = "https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"
SOURCES = {".py", ".toml", ".css", ".j2", ".json", ".csv"}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "không có tệp"


def source_hash(package):
    """One hash over the source files, as the manifest states it."""
    files = sorted(path for path in package.rglob("*") if path.suffix in SOURCES and path.is_file())
    tree = {path.relative_to(package).as_posix(): sha256(path) for path in files}
    return hashlib.sha256((json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()).hexdigest()


def places(name, data, project):
    """Where an input may lie; an empty list when its root was not given."""
    top = name.partition("/")[0]
    if top in ("raw", "clean"):
        return [data / name] if data else []
    if top == "reference":  # the office's own file wins over the project's
        return [root / name for root in (data, project / "data" if project else None) if root]
    return [project / name] if project and top in ("notebooks", "requirements.lock") else []


def is_sealed(statement):
    """Whether the manifest itself is what was written: its `seal` is the hash of all else in it."""
    rest = {name: value for name, value in statement.items() if name != "seal"}
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    is_older = "seal" not in statement and statement["predicate"]["buildDefinition"]["buildType"].endswith(":1")
    return is_older or statement.get("seal") == hashlib.sha256(text.encode()).hexdigest()


def checked(statement, folder, data, project):
    """(number of hashes compared, sentences about what differs)."""
    wrong, count = [] if is_sealed(statement) else ["manifest.json bị sửa sau khi ghi"], 1
    subject = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    there.pop("manifest.json", None)
    for name in sorted(subject.keys() | there.keys()):
        count += 1
        if name not in subject:
            wrong.append(f"tệp lạ, manifest không nêu: {name}")
        elif name not in there:
            wrong.append(f"thiếu tệp đã công bố: {name}")
        elif sha256(there[name]) != subject[name]:
            wrong.append(f"tệp đã công bố bị sửa: {name}")
    for one in statement["predicate"]["buildDefinition"]["resolvedDependencies"]:
        name, known = one["name"], one["digest"]["sha256"]
        if name == "hcc_helpers" and project:
            found = [source_hash(project / name)]
        else:
            found = [sha256(path) for path in places(name, data, project) if path.is_file() or name.startswith("raw/")]
        count += bool(found)
        if found and known not in found:
            wrong.append(f"đầu vào khác lúc công bố: {name}")
    return count, wrong


def main():
    parser = argparse.ArgumentParser(description="Kiểm tra một kỳ đã công bố bằng manifest.json của nó.")
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC_KỲ")
    parser.add_argument("--data", type=Path, metavar="DIR", help="thư mục số liệu")
    parser.add_argument("--project", type=Path, metavar="DIR", help="thư mục của bộ công cụ")
    asked = parser.parse_args()
    try:
        statement = json.loads((asked.folder / "manifest.json").read_text("utf-8"))
        if (statement["_type"], statement["predicateType"]) != (TYPE, PREDICATE):
            raise ValueError("manifest.json không phải là in-toto Statement v1")
        count, wrong = checked(statement, asked.folder, asked.data, asked.project)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"Không đọc được manifest.json của {asked.folder}: {error}", file=sys.stderr)
        return 2
    for line in wrong:
        print(line)
    print(f"{asked.folder}: đã so {count} dấu băm; {f'{len(wrong)} chỗ không khớp' if wrong else 'đều khớp'}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
