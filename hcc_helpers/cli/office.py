"""`hcc new`: a month's folder with what the office itself fills in, never over anything that is there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hcc_helpers.centre import load_centre
from hcc_helpers.errors import CannotWrite, Finding, WrongWords
from hcc_helpers.periods import Period
from hcc_helpers.places import raw_folder
from hcc_helpers.publish.exchange import writing
from hcc_helpers.rules import load_rules
from hcc_helpers.sources.office.book import write_book
from hcc_helpers.sources.office.own_words import WORDS, template
from hcc_helpers.sources.office.sheets import BOOK


def new_month(period: Period, data_root: Path) -> str:
    """Makes DIR/raw/PERIOD with the register workbook and loi-van.md; returns what to print.

    Raises WrongWords (2) for anything but a month, CannotWrite (73) where one of the two files is there already.
    """
    if period.kind != "month":
        raise WrongWords(f"Sổ theo dõi lập cho từng tháng; {period.text} không phải một tháng. Ví dụ: hcc new 2026-01.")
    folder = raw_folder(data_root, period.text)
    book, words = folder / BOOK, folder / WORDS
    there = [path for path in (book, words) if path.exists()]
    if there:
        raise CannotWrite(
            f"{period.title} đã có {' và '.join(path.name for path in there)}; không ghi đè lên, không thay đổi gì.",
            [Finding("P-da-co-so", "refused", "Sổ theo dõi hoặc lời văn của tháng đã được tạo trước đó.", file=str(there[0]),
                     todo="mở tệp đó ghi tiếp; muốn làm lại từ đầu thì tự chuyển tệp cũ đi nơi khác rồi chạy lại")],
        )  # fmt: skip
    centre, hours = load_centre(data_root), load_rules(data_root, period.last_day).rule("working_hours").said
    before = period.previous()
    earlier = raw_folder(data_root, before.text) / WORDS if before is not None else None
    has_earlier = earlier is not None and earlier.is_file()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Made beside and put in place without overwriting: two people may type the command at once.
        with tempfile.TemporaryDirectory(prefix=".moi-", dir=folder) as made:
            write_book(Path(made) / BOOK, period, centre, hours)
            reference = f"../{before.text}/{WORDS}" if has_earlier else ""
            (Path(made) / WORDS).write_text(template(period.title, reference), encoding="utf-8")
            _put_all(Path(made), (book, words))
    lines = [f"Đã tạo {folder} cho {period.title} ({period.span}):",
             f"  {BOOK}: sổ theo dõi, mỗi bảng một trang tính; trang tính để nguyên thì coi như không có số liệu.",
             f"  {WORDS}: lời văn của Trung tâm, theo mục của báo cáo."]  # fmt: skip
    if not centre.code:
        own = data_root / "reference" / "centre.toml"
        lines += [
            f"Đơn vị chưa có tên và mã: ghi vào {own} (docs/huong-dan.md, mục 6), rồi chuyển {BOOK} đi và tạo lại để sổ có đúng tên, xóm, phòng."
        ]
    lines += [f"  Lời văn tháng trước để tham khảo (không chép sang): {earlier}"] if has_earlier else []
    lines += [f"Việc tiếp theo: chép tệp xuất của hệ thống vào thư mục này, ghi sổ, rồi gõ hcc check {period.text}."]
    return "\n".join(lines)


def _put_all(made: Path, places: tuple[Path, ...]) -> None:
    """Both or none: half a pair would stand in the way of the next try."""
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
