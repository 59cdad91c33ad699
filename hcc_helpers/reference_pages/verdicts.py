"""docs/verdicts.md: the rules of a verdict, the marks of the vague words, every sub-claim of section II, from the declarations."""

from __future__ import annotations

import tomllib

from hcc_helpers.law import load_law
from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import ABOVE, BESIDE, KIND, STANDING, WHO
from hcc_helpers.obstacles.vague_words import Word, every_word
from hcc_helpers.obstacles.verdicts import LABEL, RULES, SINCE
from hcc_helpers.places import project_root
from hcc_helpers.reference_pages.markdown import anchor, code, generated, page, table
from hcc_helpers.sources.columns import TABLES

ABOUT = """Mỗi tồn tại, hạn chế ở mục II của báo cáo được tách thành các ý; mỗi ý được đo, rồi so với một mốc có ghi ngày. Trang này in các quy tắc kết
luận, các mốc và từng ý, đúng như bộ công cụ đang dùng. Mốc nằm ở `data/reference/obstacles.toml`; đơn vị muốn mốc khác thì tạo tệp cùng tên trong
thư mục `reference` của mình, chỉ ghi những từ của mình. Mỗi quy tắc có phép thử trên trường hợp dựng riêng cho nó."""

TRIED = """Mỗi quy tắc còn được thử trên nhiều tháng dựng theo một sự thật đã biết: tháng mà ý là đúng, tháng mà ý là sai, tháng không đủ để biết
(`tests/worlds/`), và mỗi cách tính khoảng được thử xem có chứa sự thật đúng như mức đã ghi không (`tests/soundness/`). Bảng ghi con số đạt được ở lần
chạy `make test-long` gần nhất; phép thử hỏng khi không còn đạt mức."""


def verdicts_page() -> str:
    """The whole page."""
    lines = generated("Quy tắc kết luận cho mục II", ABOUT)
    lines += ["## Quy tắc", "", f"Áp dụng cho các kỳ kết thúc từ ngày {day(SINCE)}.", "", *table(["Mã", "Quy tắc"], RULES), ""]
    lines += [
        "Kết luận chỉ có bốn cách viết: "
        + " · ".join(f"“{label}”" for label in LABEL.values())
        + ". Ý mà con số nói về điều khác thì viết “"
        + STANDING[BESIDE]
        + "” và nói rõ đang đo gì: không ủng hộ, không bác.",
        "",
    ]
    lines += [
        "## Mốc của những từ chưa rõ",
        "",
        *table(["Từ", "So cái gì", "Mốc", "Tối thiểu", "Từ ngày", "Nguồn, độ chắc chắn"], map(_word, _words())),
        "",
    ]
    law = load_law(project_root() / "data")
    for obstacle in OBSTACLES:
        lines += [
            anchor(f"ii-{obstacle.number}"),
            "",
            f"## II.{obstacle.number} {obstacle.title}",
            "",
            f"Nhận định: {obstacle.seed}",
            *(
                f"\nTừ {day(one.since)} được hiểu: {one.reads} ({law.name(one.act)}, {one.certainty})."
                for one in law.claims
                if one.obstacle == obstacle.id
            ),
            "",
        ]
        rows = [(c.says, KIND[c.kind], c.measured_by, code(c.word), "; ".join(c.rivals) or "–", c.flips) for c in obstacle.claims]
        lines += [*table(["Ý", "Loại", "Đo bằng", "Mốc", "Cũng có thể do", "Điều làm đổi kết luận"], rows), ""]
        who = [
            (c.says, c.counted, c.censored, c.cannot + (f"; con số nói về {c.instead}" if c.instead else ""))
            for c in obstacle.claims
        ]
        lines += [*table(["Ý", "Tính ai, tính gì", "Ai chưa rõ kết cục, tính thế nào", "Không cho biết"], who), ""]
        needs = dict.fromkeys(need for claim in obstacle.claims for need in claim.needs)
        if needs:
            lines += ["Bảng cần có:", "", *[f"- “{TABLES[need.table].label}”: {need.keep}" for need in needs], ""]
        levers = [
            f"- {WHO[lever.who]}{' (đề xuất, kiến nghị)' if lever.who in ABOVE else ''}: {lever.does}"
            for lever in obstacle.levers
        ]
        lines += ["Việc có thể làm:", "", *levers, ""]
    lines += ["## Đã thử trên số liệu dựng", "", TRIED, ""]
    lines += [*table(["Thử gì", "Cỡ", "Số lần", "Đạt", "Mức phải đạt"], map(_tried, tried())), ""]
    return page(lines)


def tried() -> list[dict]:
    """docs/simulations.toml: what the long tests reached, one entry a table row; the tests themselves hold the levels."""
    return tomllib.loads((project_root() / "docs" / "simulations.toml").read_text("utf-8"))["tried"]


def _tried(one: dict) -> tuple[str, ...]:
    return one["what"], one["size"], one["runs"], one["reached"], one["level"]


def _words() -> list[Word]:
    return every_word(project_root() / "data" / "reference" / "obstacles.toml")


def _word(word: Word) -> tuple[str, ...]:
    least = f"{whole(word.minimum)} {word.counted}" if word.minimum else "–"
    return (
        f"“{word.word}” ({code(word.id)})",
        word.meaning,
        word.said,
        least,
        day(word.since),
        f"{word.source}; {word.certainty}",
    )
