"""Words that the table, the sections and the rules of page 03 share."""

from __future__ import annotations

from hcc_helpers.numbers_vn import day, whole
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import ABOVE, BESIDE, STANDING, WHO
from hcc_helpers.obstacles.of_month import material
from hcc_helpers.obstacles.verdicts import SINCE
from hcc_helpers.report import components
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.register import Answer
from hcc_helpers.report.figures import Figures

# Marks say how far the data go with the words, not whether that is good news.
MARK = {"supported": "good", "consistent": "ring", "not_supported": "none", "not_enough": "missing", BESIDE: "missing"}


def before_the_marks(f: Figures) -> Answer | None:
    """Said for a period that ends before the first day of the rules and marks; None where they hold."""
    words = material(f.month).words
    if all(claim.word in words for obstacle in OBSTACLES for claim in obstacle.claims):
        return None
    return assemble(
        "",
        components.no_data(
            "kết luận cho mục II",
            f"quy tắc và mốc kết luận có từ {day(SINCE)}, kỳ này hết ngày {day(f.month.period.last_day)}",
            "Đặt mốc cho kỳ này trong tệp reference/obstacles.toml của thư mục số liệu, với ngày from không sau ngày cuối kỳ.",
        ),
    )


def who_does(who: str) -> str:
    return f"Đề xuất, kiến nghị {WHO[who]}" if who in ABOVE else WHO[who]


def counted(judged) -> str:
    """ "số liệu ủng hộ 1 ý, phù hợp với 2 ý, không ủng hộ 2 ý; 1 ý chưa đủ số liệu để kết luận"."""
    count = {code: sum(one.standing == code for one in judged) for code in STANDING}
    words = {"supported": "ủng hộ", "consistent": "phù hợp với", "not_supported": "không ủng hộ"}
    told = [f"{word} {whole(count[code])} ý" for code, word in words.items() if count[code]]
    parts = [f"số liệu {', '.join(told)}"] if told else []
    parts += [f"{whole(count[BESIDE])} ý chưa đo đúng điều nhận định nói"] if count[BESIDE] else []
    parts += [f"{whole(count['not_enough'])} ý chưa đủ số liệu để kết luận"] if count["not_enough"] else []
    return "; ".join(parts)
