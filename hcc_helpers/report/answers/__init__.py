"""Answers to the report's questions, by name: what a notebook cell shows. One file a section of the report."""

from __future__ import annotations

from dataclasses import dataclass

from hcc_helpers.errors import WrongWords
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.report.answers import own_words
from hcc_helpers.report.answers.compare_periods import change as compare
from hcc_helpers.report.answers.compare_periods import charts as compare_charts
from hcc_helpers.report.answers.compare_periods import communes as compare_communes
from hcc_helpers.report.answers.compare_periods import sources as compare_sources
from hcc_helpers.report.answers.compare_periods import why as compare_why
from hcc_helpers.report.answers.data_checks import checks, corrections
from hcc_helpers.report.answers.deadlines import chance as deadlines_chance
from hcc_helpers.report.answers.deadlines import due as deadlines
from hcc_helpers.report.answers.deadlines import late as deadlines_late
from hcc_helpers.report.answers.deadlines import signs as deadlines_signs
from hcc_helpers.report.answers.deadlines import times as deadlines_times
from hcc_helpers.report.answers.deadlines import words as deadlines_words
from hcc_helpers.report.answers.monthly_report import (
    balances,
    coordination,
    definitions,
    digitisation,
    draft,
    fees,
    groups,
    in_person,
    longer,
    main_points,
    outcomes,
    outreach,
    petitions,
    received,
    reminders,
    staff,
)
from hcc_helpers.report.answers.next_month import expected as next_month
from hcc_helpers.report.answers.next_month import proposals as next_month_proposals
from hcc_helpers.report.answers.next_month import tasks as next_month_tasks
from hcc_helpers.report.answers.obstacles import claims as obstacles
from hcc_helpers.report.figures import Figures
from hcc_helpers.vocabulary import SCOPE

ANSWERS = {
    # 00: can this month be used?
    "usable": checks.usable,
    "files": checks.files,
    "refused_and_unreadable": checks.unreadable,
    "repaired": checks.repaired,
    "odd": checks.odd,
    "noted": checks.noted,
    "joined": checks.joined,
    "coverage": checks.coverage,
    "dates_and_states": checks.dates_and_states,
    "rules_used": checks.rules_used,
    # I.1
    "main_points": main_points.main_points,
    "satisfaction": coordination.satisfaction,
    "complaints": coordination.complaints,
    "steps": coordination.steps,
    "apologies": coordination.apologies,
    "by_field": groups.by_field,
    "by_unit": groups.by_unit,
    "difficulties": reminders.difficulties,
    "reminders": reminders.reminders,
    "staff_days": staff.staff_days,
    "hamlet_groups": staff.hamlet_groups,
    # I.2
    "outreach": outreach.outreach,
    "new_texts": outreach.new_texts,
    "guidance": outreach.guidance,
    "digitised": digitisation.digitised,
    "results_signed_stored": digitisation.signed_and_stored,
    # I.3
    "received_by_channel": received.by_channel,
    "in_person_reasons": in_person.in_person_reasons,
    "intake": received.intake,
    "outcomes": outcomes.outcomes,
    "late": outcomes.late,
    "supplements": outcomes.supplements,
    "same_day": outcomes.same_day,
    "handling_time": groups.handling_time,
    "fees": fees.fees,
    "online_payment": fees.online_payment,
    "petitions": petitions.petitions,
    "decision_766": outcomes.decision_766,
    "other_scopes": groups.other_scopes,
    "longer_windows": longer.longer_windows,
    # 02: deadlines
    "to_do_now": deadlines.to_do_now,
    "due_soon": deadlines.due,
    "reminder_list": deadlines.reminder_list,
    "late_chance": deadlines_chance.late_chance,
    "late_where": deadlines_late.where_and_how_long,
    "late_causes": deadlines_late.causes,
    "times_against_terms": deadlines_times.against_terms,
    "backlog_ages": deadlines_times.backlog,
    "weekdays_and_hours": deadlines_times.rhythm,
    "working_clock": deadlines_signs.clock,
    "signs_to_check": deadlines_signs.signs_to_check,
    "deadline_words": deadlines_words.words,
    # III: the month ahead
    "next_month_points": next_month.main_points,
    "expected_cases": next_month.expected_cases,
    "forecast_back_test": next_month.back_test,
    "next_calendar": next_month.calendar,
    "due_ahead": next_month.due_ahead,
    "shorter_terms": next_month_proposals.shorter_terms,
    "unused_steps": next_month_proposals.unused_steps,
    "same_day_candidates": next_month_proposals.same_day_candidates,
    "catalogue_to_do": next_month_proposals.catalogue,
    "targets_ahead": next_month_tasks.targets,
    "petitions_open": next_month_tasks.petitions_open,
    "tasks": next_month_tasks.tasks,
    # the office itself: its corrections and its words
    "corrections": corrections.corrections,
    "own_words_I_1": own_words.section("I.1"),
    "own_words_I_2": own_words.section("I.2"),
    "own_words_II": own_words.section("II"),
    "own_words_III": own_words.section("III"),
    "own_words_proposals": own_words.section("proposals"),
    # closing
    "balances": balances.balances,
    "draft_against_data": draft.draft_against_data,
    "definitions": definitions.definitions,
    # II
    **obstacles.ANSWERS,
    # 05: periods side by side
    "compare_main": compare.compare_main,
    "compare_change": compare.compare_change,
    "compare_days": compare.compare_days,
    "compare_why": compare_why.compare_why,
    "compare_series": compare_charts.compare_series,
    "compare_control": compare_charts.compare_control,
    "compare_communes": compare_communes.compare_communes,
    "compare_sources": compare_sources.compare_sources,
    "compare_revised": compare_sources.compare_revised,
    "compare_definitions": compare_sources.compare_definitions,
}


@dataclass(frozen=True)
class Shown:
    """What a cell displays: HTML for the page, the finding as plain text for anything else."""

    html: str
    text: str

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}


def answer(name: str, numbers: MonthResults, scope: str, audience: str) -> Shown:
    """The answer `name` for one scope. Raises WrongWords (2) for an unknown name or scope."""
    if name not in ANSWERS:
        raise WrongWords(f"Không có câu trả lời “{name}”. Chấp nhận: {', '.join(ANSWERS)}.")
    if scope not in SCOPE:
        raise WrongWords(f"Không có phạm vi “{scope}”. Chấp nhận: {', '.join(SCOPE)}.")
    html, text = ANSWERS[name](Figures(numbers, scope, audience))
    return Shown(html, text)


def together(shown: list[Shown]) -> Shown:
    """Several answers as one output."""
    return Shown("\n".join(one.html for one in shown), "\n".join(one.text for one in shown))
