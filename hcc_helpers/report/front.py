"""The front page's four answers: is the month good, what needs a decision, what changed, can I trust it. All derived."""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import MISSING, show, whole
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import before_cell, in_sentence, left_out, mark_of, source_line
from hcc_helpers.report.answers.compare_periods.communes import rank_said
from hcc_helpers.report.answers.data_checks import checks
from hcc_helpers.report.answers.trend import named
from hcc_helpers.report.changes import Change, before_this, is_telling, judged, name, said, shown
from hcc_helpers.report.decisions import MOST_DECISIONS, Decision, decide
from hcc_helpers.report.drawing import framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.headline import HEADLINES, LAND, MAIN, SHORT, cases_of
from hcc_helpers.report.main_indicators import main_table
from hcc_helpers.report.targets import Counted, counted, label
from hcc_helpers.report.telling import Telling, telling
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.report.words import WORDS

LISTED = ("open_all", "in_time_pct", "online_of_new_pct", "satisfaction_pct")  # what the list of all periods says of one
MOST_CHANGES = 4  # lines of what changed, beside those that name what did not


@dataclass(frozen=True)
class KeyFigure:
    """One of the seven: label, value as shown, mark and its words, the month before, the sparkline, the way to its cases."""

    id: str
    label: str
    value: str
    unit: str
    mark: str
    status: str
    before: str
    beside: str  # what the figure leaves out, or between what it lies; "" where all is known
    spark: str
    cases: str  # where the cases behind it are listed; "" where they are not


@dataclass(frozen=True)
class FrontPage:
    verdict: str
    counts: str
    is_warning: bool
    key_figures: list[KeyFigure]
    decisions: list[Decision]  # the most pressing
    further: list[Decision]
    changes: list[tuple[str, str, str]]  # mark, word, text
    before_title: str
    trust: str
    trust_lines: list[tuple[str, str]]  # mark, text
    rank: str  # where the commune stands among those at hand; "" where it is alone
    tables: list[str]
    key: str  # what the marks mean
    source: str
    worse: int  # indicators that are clearly worse
    attention: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # page -> (text, address) of what it marks

    @property
    def decisions_said(self) -> str:
        """ "3 việc cần quyết định", the heading and the jump link."""
        count = len(self.decisions) + len(self.further)
        return f"{count} việc cần quyết định" if count else "Không có việc cần quyết định"

    @property
    def changes_said(self) -> str:
        """ "1 chỉ số xấu đi so với tháng 11/2025", the jump link to what changed."""
        if not self.before_title:
            return "Chưa có kỳ liền trước để so"
        return (
            f"{self.worse} chỉ số xấu đi so với {self.before_title}"
            if self.worse
            else f"Không chỉ số nào xấu đi rõ so với {self.before_title}"
        )


def front_page(month: MonthResults, audience: str, attention: dict[str, list[tuple[str, str]]] | None = None) -> FrontPage:
    """`attention`: page → what it marks with ▲ among its main points (text, address)."""
    f, attention = Figures(month, "commune", audience), {page: marks for page, marks in (attention or {}).items() if marks}
    worse = [(scope, one) for scope in ("commune", "land") for one in _changes(month, scope, audience) if one.word() == "worse"]
    told, targets = telling(f), counted(f)
    word, reasons = checks.trust(f)
    mine = {one.id for scope, one in worse if scope == "commune"}
    missed = [one.target.indicator for one in targets.missed if one.target.indicator in REGISTRY and one.target.scope != "land"]
    ids = (*MAIN, *[id for id in missed if id not in MAIN])
    marks = {mark_of(f, id)[0] or "none" for id in ids}
    decisions = decide(f, worse, told, targets)
    problems = _problems(worse, targets, told, attention)
    return FrontPage(
        verdict=_verdict(f, problems),
        counts=_counts(targets, worse, told),
        is_warning=bool(problems),
        key_figures=_key_figures(f, mine),
        decisions=decisions[:MOST_DECISIONS],
        further=decisions[MOST_DECISIONS:],
        changes=_grouped(f),
        before_title=month.earlier[-1].period.title if f.has_before else "",
        trust=word,
        trust_lines=_trust_lines(f, reasons),
        rank=rank_said(f),
        tables=[main_table(f, ids, mine), *_land_table(month, audience, {one.id for scope, one in worse if scope == "land"})],
        key=tables.key_to_marks(
            marks | ({"warn"} if worse else set()) | ({"missing"} if any(f.value(id) is None for id in ids) else set())
        ),
        worse=len(worse),
        source=source_line(f, "received_all", "fees_total", "satisfaction_pct"),
        attention=attention,
    )


def _changes(month: MonthResults, scope: str, audience: str) -> list[Change]:
    found = before_this(Figures(month, scope, audience)) if scope in month.scopes else None
    return found.changes if found is not None else []


def _land_table(month: MonthResults, audience: str, worse: set[str]) -> list[str]:
    return [main_table(Figures(month, "land", audience), LAND, worse)] if "land" in month.scopes else []


def _problems(worse: list[tuple[str, Change]], targets: Counted, told: list[Telling], attention: dict) -> list[str]:
    """What stands behind "nhưng", the worst first; as long as anything is marked there is one."""
    found = []
    for scope, one in sorted(worse, key=lambda pair: pair[1].id != "open_all"):
        whose = "" if scope == "commune" else f" ({in_sentence(scope)})"
        if one.id == "open_all":
            found.append(f"hồ sơ đang giải quyết{whose} tăng từ {shown(one.before)} lên {shown(one.now)}")
        else:
            found.append(f"{said(one)}{whose}")
    if targets.missed:
        found.append(f"{len(targets.missed)} chỉ tiêu chưa đạt: {join_vn(label(one) for one in targets.missed)}")
    found += [one.short for one in told]
    if attention:
        count = sum(len(marked) for marked in attention.values())
        found.append(f"{count} điều cần chú ý ở trang {join_vn(page.split(' ')[0] for page in attention)}")
    return found


def _verdict(f: Figures, problems: list[str]) -> str:
    """One sentence: the good part first, then the worst clear problem with its numbers."""
    title = capital(f.month.period.title)
    untold = f.month.value("received_all", "unknown")
    if untold and not f.value("received_all"):  # no 0 of the commune while its cases stand where nobody knows whose they are
        return f"{title}: {whole(untold)} hồ sơ chưa rõ thuộc phạm vi nào, nhưng báo cáo cần phạm vi; ghi scope trong mapping.toml rồi chạy lại."
    good = (
        f"trước hạn và đúng hạn {f['in_time_pct']}"
        if f.value("in_time_pct") is not None
        else f"phải giải quyết {f['received_all']} hồ sơ"
    )
    if problems:
        return f"{title}: {good}, nhưng {problems[0]}."
    return f"{title}: {good}, {f['late_in_all']} hồ sơ quá hạn." if f.value("late_in_all") else f"{title}: {good}."


def _counts(targets: Counted, worse: list, told: list[Telling]) -> str:
    """The line below the verdict: targets counted once, what is worse, what is most telling."""
    parts = [targets.sentence]
    parts += [f"{len(worse)} chỉ số xấu đi rõ so với kỳ trước."] if worse else []
    parts += [f"{capital(one.short)}." for one in told]
    return " ".join(parts)


def _key_figures(f: Figures, worse: set[str]) -> list[KeyFigure]:
    """The seven, those that need attention first."""
    made = []
    for id in HEADLINES:
        indicator = REGISTRY[id]
        mark, status = ("warn", f"{WORDS['warn']}: {WORDS['worse'].lower()}") if id in worse else mark_of(f, id)
        if f.value(id) is None:
            mark, status = "missing", WORDS["missing"]
        months = [(text, value) for text, value in f.earlier(id) if value is not None]
        spark = ""
        if len(months) > 2 and mark != "missing":
            first, last = months[0], months[-1]
            spark = framed.sparkline(
                [value for _, value in months],
                f"{capital(named(first[0]))} đến {named(last[0])}: {name(id)} từ {show(first[1], indicator.unit)} đến {show(last[1], indicator.unit)}.",
            )
        before = before_cell(f, id) if f.has_before else MISSING
        units = {"cases": "hồ sơ", "dong": "đ"}
        made.append(
            KeyFigure(
                id,
                SHORT.get(id, indicator.label),
                f[id],
                units.get(indicator.unit, "") if f.value(id) is not None else "",
                mark or "none",
                status or WORDS["none"],
                f"Kỳ trước: {before if before != MISSING else 'không có số liệu'}",
                capital(left_out(f, id)),
                spark,
                cases_of(f, id),
            )
        )
    return sorted(made, key=lambda one: one.mark != "warn")


def _grouped(f: Figures) -> list[tuple[str, str, str]]:
    """What changed: judged ones first, a line each; what is as before is named in one line, an empty kind is left out."""
    found = _changes(f.month, "commune", f.audience)
    lines = [
        (judged(one)[0], judged(one)[1], said(one) + ".")
        for word in ("worse", "better", "mix")
        for one in found
        if one.word() == word
    ]
    facts = [one for one in found if one.word() in {"up", "down"}]
    told = [one for one in facts if is_telling(one)]
    told.sort(key=lambda one: not one.is_beyond_chance)
    lines += [("none", judged(one)[1], said(one) + ".") for one in told]
    left = len(lines) - MOST_CHANGES if len(lines) > MOST_CHANGES else 0
    left += len(facts) - len(told)
    lines = lines[:MOST_CHANGES]
    rest = [f"{left} thay đổi khác"] if left else []
    for word in ("unclear", "same"):
        if count := sum(one.word() == word for one in found):
            rest.append(f"{count} chỉ số {WORDS[word].lower()}")
    lines += [("none", "Ngoài ra", f"{join_vn(rest)}; từng chỉ số ở trang 05.")] if rest else []
    partial = next((one.untested for one in found if one.word() == "partial"), "")
    lines += [("missing", WORDS["redefined"], f"{partial}, nên chỉ so số còn lại cuối kỳ.")] if partial else []
    return lines


def _trust_lines(f: Figures, reasons: list[str]) -> list[tuple[str, str]]:
    ours = [c for c in f.month.balances_checked if not c.balance.startswith("system_")]
    exact = sum(c.is_exact for c in ours)
    lines = [("good" if exact == len(ours) else "warn", f"{whole(exact)} trên {whole(len(ours))} phép cộng khớp.")]
    lines += [("none", capital(reason).rstrip(".") + ".") for reason in reasons[: checks.FIRST]]
    more = len(reasons) - checks.FIRST
    lines += [("none", f"{whole(more)} ghi chú nữa ở trang 00.")] if more > 0 else []
    return lines


def _with_beside(one: KeyFigure) -> str:
    return f"{one.value} {one.unit}".strip() + (f" ({one.beside[:1].lower()}{one.beside[1:]})" if one.beside else "")


def summary(page: FrontPage) -> dict:
    """What the list of all periods says of this one."""
    return {
        "verdict": page.verdict,
        "trust": page.trust,
        "decisions": len(page.decisions) + len(page.further),
        "key_figures": [[one.label, _with_beside(one)] for one in page.key_figures if one.id in LISTED],
    }
