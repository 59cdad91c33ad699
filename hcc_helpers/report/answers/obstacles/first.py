"""Page 03, its first screen: of each obstacle the claim, what the data say, the conclusion, who does what. All derived."""

from __future__ import annotations

from hcc_helpers.numbers_vn import whole
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.obstacles.form import BESIDE, KIND, WHO, Assessed, Judged, Lever
from hcc_helpers.obstacles.of_month import assessed
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import assemble
from hcc_helpers.report.answers.obstacles.words import MARK, before_the_marks, counted, who_does
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.wording import capital, join_vn

# How the sub-claims of one kind stand, where all stand alike; else they are counted.
ALIKE = {
    "supported": "có thật",
    "consistent": "phù hợp với số liệu",
    "not_supported": "số liệu không ủng hộ",
    "not_enough": "chưa đủ số liệu",
    BESIDE: "chưa đo đúng điều này",
}
SHORT = {
    "supported": "có thật",
    "consistent": "phù hợp",
    "not_supported": "không ủng hộ",
    "not_enough": "chưa đủ số liệu",
    BESIDE: "chưa đo đúng",
}


@answers("obstacles_first")
def first(f: Figures) -> Answer:
    """Five rows, one a claim of section II."""
    if (nothing := before_the_marks(f)) is not None:
        return nothing
    all_of = [assessed(f.month, obstacle.id) for obstacle in OBSTACLES]
    judged = [one for a in all_of for one in a.judged]
    finding = f"Mục II có {whole(len(all_of))} nhận định với {whole(len(judged))} ý: {counted(judged)}."
    columns = [tables.Column("Nhận định"), tables.Column("Số liệu nói gì"), tables.Column("Kết luận"), tables.Column("Ai làm gì")]
    rows = [
        tables.Row(
            f"II.{a.obstacle.number} {a.obstacle.title}",
            [said(a), conclusion(a), to_do(a)],
            href=f"#nhan-dinh-{a.obstacle.number}",
            mark=MARK[leading(a).standing],
            status=capital(ALIKE[leading(a).standing]),
        )
        for a in all_of
    ]
    return assemble(finding, tables.table(f"Các nhận định của mục II, {f.month.period.title}", columns, rows))


def leading(a: Assessed) -> Judged:
    """The sub-claim that speaks for the whole: the first that could be judged, a phenomenon before effects and causes."""
    told = [one for one in a.judged if one.sentence]
    facts = [one for one in told if one.claim.kind == "fact"]
    return next(iter(facts or told or a.judged))


def said(a: Assessed) -> str:
    """What the data say of the claim, in one sentence without a statistic; two phenomena where both are borne out."""
    one = leading(a)
    both = [two for two in a.judged if two.claim.kind == "fact" and two.standing == "supported" and two is not one]
    if both and one.standing == "supported":
        return f"{capital(one.plain)}; {both[0].plain}."
    return f"{capital(one.plain)}." if one.plain else f"Chưa có số liệu: {one.verdict.why}."


def conclusion(a: Assessed) -> str:
    """ "Hiện tượng: có thật. Nguyên nhân: số liệu không ủng hộ."."""
    parts = []
    for kind, label in KIND.items():
        standing = [one.standing for one in a.judged if one.claim.kind == kind]
        if len(set(standing)) == 1:
            parts.append(f"{label}: {ALIKE[standing[0]]}.")
        elif standing:
            counts = join_vn(f"{whole(standing.count(code))} ý {word}" for code, word in SHORT.items() if code in standing)
            parts.append(f"{label}: {counts}.")
    return " ".join(parts)


def levers(a: Assessed) -> list[Lever]:
    """What can be done, the centre's own things first; nothing for a sub-claim that the data do not support."""
    open_claims = {one.claim.id for one in a.judged if one.standing != "not_supported"}
    return sorted(
        (lever for lever in a.obstacle.levers if lever.claim in open_claims), key=lambda lever: list(WHO).index(lever.who)
    )


def to_do(a: Assessed) -> str:
    """The first thing to do, and by whom."""
    found = levers(a)
    if not found:
        return "Không có việc: số liệu không ủng hộ nhận định."
    return f"{capital(who_does(found[0].who))}: {found[0].does[:1].lower()}{found[0].does[1:]}."
