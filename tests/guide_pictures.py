"""The pictures of docs/huong-dan.md, taken from a published sample month: python tests/guide_pictures.py outputs/2025-12 docs/hinh

Small PNGs of few colours; the same list names their captions, so that text and pictures go together (tests/house/test_guide.py).
"""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

WIDTH, COLOURS = 1280, 24
MOST_BYTES = 600_000  # of all pictures together


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the page it is of, where it begins ("" is the top), how many px high, what stands below it."""

    file: str
    page: str
    begins: str
    height: int
    caption: str


PICTURES = (
    Picture(
        "trang-dau.png",
        "index.html",
        "",
        720,
        "Trang đầu: kết luận, bảy con số, việc cần quyết định, khác gì kỳ trước, số liệu tin được không",
    ),
    Picture("ho-so.png", "ho-so.html", "", 420, "Bấm một con số: danh sách hồ sơ đứng sau nó"),
    Picture("kiem-tra.png", "00_data_checks.html", "", 620, "Trang 00: tháng này dùng được không, điều gì phải sửa"),
    Picture("cau-cho-bao-cao.png", "01_monthly_report.html", ".cau", 460, "Trang 01: “Câu cho báo cáo”, chép thẳng vào báo cáo"),
    Picture("don-doc.png", "02_deadlines.html", "", 620, "Trang 02: hồ sơ nào phải đôn đốc trước"),
)


def take(folder: Path, to: Path) -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for one in PICTURES:
            page = browser.new_page(viewport={"width": WIDTH, "height": one.height})
            page.goto((folder / one.page).resolve().as_uri())
            if one.file == "ho-so.png":
                page.evaluate("document.querySelector('main details').open = true")
            if one.begins:
                page.evaluate("select => document.querySelector(select).scrollIntoView()", one.begins)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            shot.quantize(COLOURS).save(to / one.file, optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
