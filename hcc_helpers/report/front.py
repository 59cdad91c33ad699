"""The front page's four answers: is the month good, what needs a decision, what changed, can I trust it. All derived."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import MISSING, show, whole
from hcc_helpers.report import tables
from hcc_helpers.report.answers.build import (
    before_cell,
    mark_of,
    source_line,
)
from hcc_helpers.report.answers.data_checks import checks
from hcc_helpers.report.answers.trend import named
from hcc_helpers.report.changes import Change, change, label_in_sentence
from hcc_helpers.report.decisions import Decision, decide
from hcc_helpers.report.drawing import framed
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.main_indicators import LAND, MAIN, main_table
from hcc_helpers.report.wording import capital, join_vn
from hcc_helpers.report.words import WORDS

HEADLINES = ("open_all", "in_time_pct", "online_of_new_pct", "satisfaction_pct")
COMPARED = (
    "open_all",
    "received_new",
    "resolved_all",
    "resolved_late_pct",
    "online_of_new_pct",
    "satisfaction_pct",
    "digitised_all_required_pct",
    "results_signed_pct",
    "results_stored_pct",
    "fees_total",
)


@dataclass(frozen=True)
class KeyFigure:
    """One of the four: label, value as shown, mark and its words, the month before, the sparkline."""

    id: str
    label: str
    value: str
    unit: str
    mark: str
    status: str
    before: str
    spark: str


@dataclass(frozen=True)
class FrontPage:
    verdict: str
    counts: str
    is_warning: bool
    key_figures: list[KeyFigure]
    decisions: list[Decision]
    changes: list[tuple[str, str, str]]  # mark, word, text
    before_title: str
    trust: str
    trust_lines: list[tuple[str, str]]  # mark, text
    tables: list[str]
    key: str  # what the marks mean
    source: str
    worse: int  # indicators that are clearly worse

    @property
    def decisions_said(self) -> str:
        """ "3 việc cần quyết định", the heading and the jump link."""
        return f"{len(self.decisions)} việc cần quyết định" if self.decisions else "Không có việc cần quyết định"

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


def front_page(month: MonthResults, audience: str) -> FrontPage:
    f = Figures(month, "commune", audience)
    changed = [one for id in COMPARED if (one := change(f, id)) is not None]
    worse = [one for one in changed if one.is_worse]
    word, reasons = checks.trust(f)
    marks = [mark_of(f, id)[0] for id in MAIN]
    decisions = decide(f, worse)
    return FrontPage(
        verdict=_verdict(f, worse),
        counts=_counts(marks, worse),
        is_warning=bool(worse) or "warn" in marks,
        key_figures=_key_figures(f, {one.id for one in worse}),
        decisions=decisions,
        changes=_grouped(changed),
        before_title=month.earlier[-1].period.title
        if month.earlier and month.earlier[-1].period.end == month.period.start
        else "",
        trust=word,
        trust_lines=_trust_lines(f, reasons),
        tables=[main_table(f, MAIN, {one.id for one in worse})]
        + ([main_table(Figures(month, "land", audience), LAND, set())] if "land" in month.scopes else []),
        key=tables.key_to_marks(
            {mark or "none" for mark in marks}
            | ({"warn"} if worse else set())
            | ({"missing"} if any(f.value(id) is None for id in MAIN) else set())
        ),
        worse=len(worse),
        source=source_line(f, "received_all", "fees_total", "satisfaction_pct"),
    )


def _verdict(f: Figures, worse: list[Change]) -> str:
    """One sentence: the good part first, then the worst clear problem with both numbers."""
    title = f.month.period.title
    title = capital(title)
    untold = f.month.value("received_all", "unknown")
    if untold and not f.value("received_all"):  # no 0 of the commune while its cases stand where nobody knows whose they are
        return f"{title}: {whole(untold)} hồ sơ chưa rõ thuộc phạm vi nào; ghi scope trong mapping.toml rồi chạy lại."
    good = (
        f"trước hạn và đúng hạn {f['in_time_pct']}"
        if f.value("in_time_pct") is not None
        else f"phải giải quyết {f['received_all']} hồ sơ"
    )
    if any(one.id == "open_all" for one in worse):
        return f"{title}: {good}, nhưng hồ sơ đang giải quyết tăng từ {whole(f.before('open_all'))} lên {f['open_all']}."
    if worse:
        return f"{title}: {good}, nhưng {worse[0].text}."
    if f.value("late_in_all"):
        return f"{title}: {good}, {f['late_in_all']} hồ sơ quá hạn."
    return f"{title}: {good}."


def _counts(marks: list, worse: list[Change]) -> str:
    judged = [mark for mark in marks if mark in {"good", "ring", "warn"}]
    reached, unsure = sum(mark in {"good", "ring"} for mark in judged), judged.count("ring")
    all_of_them = "đều đạt" if reached == len(judged) else "đạt"
    parts = (
        [
            f"{reached} trên {len(judged)} chỉ số có mốc {all_of_them}"
            + (f", trong đó {unsure} chưa chắc chắn" if unsure else "")
            + "."
        ]
        if judged
        else ["Chưa đặt mốc cho chỉ số nào."]
    )
    if worse:
        parts.append(f"{len(worse)} chỉ số xấu đi rõ so với kỳ trước.")
    return " ".join(parts)


def _key_figures(f: Figures, worse: set[str]) -> list[KeyFigure]:
    """Exactly four, those that need attention first."""
    made = []
    for id in HEADLINES:
        indicator = REGISTRY[id]
        mark, status = ("warn", "Cần chú ý: xấu đi") if id in worse else mark_of(f, id)
        if f.value(id) is None:
            mark, status = "missing", "Không có số liệu"
        months = [(text, value) for text, value in f.earlier(id) if value is not None]
        spark = ""
        if len(months) > 2 and mark != "missing":
            first, last = months[0], months[-1]
            spark = framed.sparkline(
                [value for _, value in months],
                f"{capital(named(first[0]))} đến {named(last[0])}: {label_in_sentence(id)} từ {show(first[1], indicator.unit)} đến {show(last[1], indicator.unit)}.",
            )
        before = before_cell(f, id) if f.before(id) is not None else MISSING
        title = f.month.earlier[-1].period.title if f.before(id) is not None else "Kỳ trước"
        made.append(
            KeyFigure(
                id,
                indicator.label,
                f[id],
                "hồ sơ" if indicator.unit == "cases" else "",
                mark or "none",
                status or WORDS["none"],
                f"{capital(title)}: {before if before != MISSING else 'không có số liệu'}",
                spark,
            )
        )
    return sorted(made, key=lambda one: one.mark != "warn")


def _grouped(changed: list[Change]) -> list[tuple[str, str, str]]:
    """One line a change; what is not clearly different is named in one line, an empty kind is left out."""
    lines = [(one.mark, one.word, one.text + ".") for one in changed if one.word not in {WORDS["unclear"], "Không đổi"}]
    unclear = [label_in_sentence(one.id) for one in changed if one.word == WORDS["unclear"]]
    same = [label_in_sentence(one.id) for one in changed if one.word == "Không đổi"]
    lines += [("missing", WORDS["unclear"], join_vn(unclear) + ".")] if unclear else []
    lines += [("none", "Không đổi", join_vn(same) + ".")] if same else []
    order = {"warn": 0, "good": 1, "none": 2, "missing": 3}
    return sorted(lines, key=lambda line: order.get(line[0], 4))


def _trust_lines(f: Figures, reasons: list[str]) -> list[tuple[str, str]]:
    ours = [c for c in f.month.balances_checked if not c.balance.startswith("system_")]
    exact = sum(c.is_exact for c in ours)
    lines = [("good" if exact == len(ours) else "warn", f"{whole(exact)} trên {whole(len(ours))} phép cộng khớp.")]
    lines += [("none", capital(reason).rstrip(".") + ".") for reason in reasons[:4]]
    return lines


def summary(page: FrontPage) -> dict:
    """What the list of all periods says of this one."""
    return {
        "verdict": page.verdict,
        "trust": page.trust,
        "decisions": len(page.decisions),
        "key_figures": [[one.label, f"{one.value} {one.unit}".strip()] for one in page.key_figures],
    }
