"""`hcc new`: a month's folder with what the office itself fills in. It completes what is missing, never over what is there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import HccError, InputRefused, WrongWords
from hcc_helpers.periods import Period
from hcc_helpers.places import default_file, office_folder, raw_folder
from hcc_helpers.publish.exchange import writing
from hcc_helpers.rules import load_rules
from hcc_helpers.sources.importing import draft_period
from hcc_helpers.sources.mapping.draft import Untold, mapping_text
from hcc_helpers.sources.mapping.mapping import MAPPING
from hcc_helpers.sources.office.book import write_book
from hcc_helpers.sources.office.own_words import WORDS, template
from hcc_helpers.sources.office.sheets import BOOK
from hcc_helpers.sources.values.closed_names import proposals

ASKED_BY = {"L0-thieu-pham-vi": "scope", "L0-thieu-kenh": "channel", "L0-thieu-thoi-diem": "extracted_at"}
ABOUT = {
    BOOK: "sổ theo dõi, mỗi bảng một trang tính; trang tính để nguyên thì coi như không có số liệu.",
    WORDS: "lời văn của Trung tâm, theo mục của báo cáo.",
    MAPPING: "mỗi tệp xuất gồm hồ sơ nào; thay mọi ??? rồi lưu lại.",
}


def new_month(period: Period, data_root: Path) -> str:
    """Puts into DIR/raw/PERIOD what is missing of the register workbook, loi-van.md and (where the exports that lie
    there leave something unsaid) mapping.toml; returns what to print.

    Raises WrongWords (2) for anything but a month, CannotWrite (73).
    """
    if period.kind != "month":
        raise WrongWords(
            f"Sổ theo dõi lập cho từng tháng; {period.text} không phải một tháng. Ví dụ: hcc new {period.months()[-1]}."
        )
    folder = raw_folder(data_root, period.text)
    settings = _own_settings(data_root)
    centre, hours = load_centre(data_root), load_rules(data_root, period.last_day).rule("working_hours").said
    before = period.previous()
    earlier = raw_folder(data_root, before.text) / WORDS if before is not None else None
    has_earlier = earlier is not None and earlier.is_file()
    kept = [name for name in (BOOK, WORDS, MAPPING) if (folder / name).exists()]
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Made beside and put in place without overwriting: two people may type the command at once.
        with tempfile.TemporaryDirectory(prefix=".moi-", dir=folder) as made:
            if BOOK not in kept:
                write_book(Path(made) / BOOK, period, centre, hours)
            if WORDS not in kept:
                reference = f"../{before.text}/{WORDS}" if before is not None and has_earlier else ""
                (Path(made) / WORDS).write_text(template(period.title, reference), encoding="utf-8")
            untold, unlisted = _said_by_exports(data_root, period.text)
            if MAPPING not in kept and (text := mapping_text(untold, period.end.replace(hour=7, minute=30))):
                (Path(made) / MAPPING).write_text(text, encoding="utf-8")
            names = [name for name in (BOOK, WORDS, MAPPING) if (Path(made) / name).exists()]
            _put_all(Path(made), tuple(folder / name for name in names))
    lines = [f"{'Đã tạo trong' if names else 'Không có gì phải tạo thêm trong'} {folder}, {period.title} ({period.span}):"]
    lines += [f"  {name}: {ABOUT[name]}" for name in names]
    lines += [f"  {name}: đã có, giữ nguyên." for name in kept]
    lines += [f"  {settings}: tên xã, mã, các xóm, các phòng của đơn vị; ghi vào đó trước."] if settings else []
    if not centre.code:
        own = office_folder(data_root) / "centre.toml"
        begun = "" if own.is_file() else f", chép từ mẫu {default_file('centre.toml')}"
        lines += [
            f"Đơn vị chưa có tên và mã: ghi vào {own}{begun} (docs/huong-dan.md, mục 6), xóa {BOOK} (khi chưa ghi gì) rồi gõ lại hcc new {period.text} để sổ có đúng tên, xóm, phòng."
        ]
    lines += proposals(unlisted, {key: getattr(centre, key) for key in unlisted})
    lines += [f"  Lời văn tháng trước để tham khảo (không chép sang): {earlier}"] if has_earlier else []
    lines += [f"Việc tiếp theo: chép tệp xuất của hệ thống vào thư mục này, ghi sổ, rồi gõ hcc check {period.text}."]
    return "\n".join(lines)


def _own_settings(data_root: Path) -> Path | None:
    """centre.toml of the office, begun from the defaults where it has none and the data root is the project's own."""
    folder = office_folder(data_root)
    own = folder / "centre.toml"
    if folder.name != "office" or own.exists():
        return None
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        own.write_bytes(default_file("centre.toml").read_bytes())
    return own


def _said_by_exports(data_root: Path, month: str) -> tuple[list[Untold], dict[str, list[str]]]:
    """What the exports that lie there leave unsaid, by the very refusal that they would meet; else the names that no list holds."""
    try:
        draft, _ = draft_period(data_root, month)
        return [], draft.unlisted
    except InputRefused as refused:
        asked: dict[str, list[str]] = {}
        for finding in refused.findings:
            if finding.rule in ASKED_BY:
                asked.setdefault(finding.file, []).append(ASKED_BY[finding.rule])
        return [Untold(file, tuple(names)) for file, names in sorted(asked.items())], {}
    except HccError:
        return [], {}


def _put_all(made: Path, places: tuple[Path, ...]) -> None:
    """All or none: half of them would look like a finished month."""
    done: list[Path] = []
    try:
        for place in places:
            with place.open("xb") as stream:
                done.append(place)
                stream.write((made / place.name).read_bytes())
    except OSError:
        for place in done:
            place.unlink(missing_ok=True)
        raise
