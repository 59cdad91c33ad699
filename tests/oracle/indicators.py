"""Every indicator by its id, from the facts: counts, totals, shares, quantiles."""

from __future__ import annotations

import pandas as pd

from oracle import cases, counters, office, registers
from oracle.extracts import World

CASE_SCOPES = ("commune", "land", "other", "unknown")
FORWARDED = ("pass_on_due", "passed_on_in_time", "open_not_passed_on", "passed_on_in_time_pct")

# id → column of the facts of a case
COUNTS_OF_CASES = {
    "received_all": "member",
    "received_new": "new",
    "carried_over": "carried",
    "new_online": "new_online",
    "new_in_person": "new_in_person",
    "new_post": "new_post",
    "new_kiosk": "new_kiosk",
    "new_other_channel": "new_other_channel",
    "new_at_counter": "at_counter",
    "new_received_elsewhere": "received_elsewhere",
    "pass_on_due": "pass_on_due",
    "passed_on_in_time": "passed_on_in_time",
    "open_not_passed_on": "not_passed_on",
    "new_with_held_papers": "held_papers",
    "new_asked_though_held": "asked_though_held",
    "new_channel_unknown": "new_channel_unknown",
    "new_channel_unreadable": "new_channel_unreadable",
    "all_online": "online",
    "all_in_person": "in_person",
    "carried_over_online": "carried_online",
    "new_full_service": "full_service",
    "waiting_intake": "waiting",
    "refused_at_intake": "refused",
    "refused_undated": "refused_undated",
    "new_with_submission": "with_submission",
    "new_accepted_quickly": "accepted_quickly",
    "resolved_early": "early",
    "resolved_on_due_day": "on_due_day",
    "resolved_late": "late",
    "resolved_in_time_as_told": "in_time_as_told",
    "judged_as_told": "judged_as_told",
    "resolved_without_due": "finished_without_due",
    "resolved_due_unreadable": "finished_due_unreadable",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "returned_or_withdrawn_untold": "returned_or_withdrawn",
    "stopped": "stopped",
    "open_paused": "paused",
    "open_in_time": "open_in_time",
    "open_late": "open_late",
    "open_without_due": "open_without_due",
    "open_due_unreadable": "open_due_unreadable",
    "unknown_outcome": "unknown",
    "resolved_all": "finished",
    "resolved_in_time": "in_time",
    "resolved_with_due": "with_due",
    "returned_or_withdrawn": "given_back",
    "closed_all": "closed",
    "open_all": "stock",
    "open_paused_supplement": "paused_supplement",
    "open_paused_tax": "paused_tax",
    "open_paused_other": "paused_other",
    "late_in_all": "late_in_all",
    "resolved_by_hand_over_date": "by_hand_over",
    "on_spot_new": "on_spot",
    "on_spot_same_day": "on_spot_same_day",
    "supplemented": "supplemented",
    "supplemented_again": "supplemented_again",
    "new_fee_liable": "fee_liable",
    "new_paid_online": "liable_paid_online",
    "new_with_components": "with_components",
    "new_fully_digitised": "fully_digitised",
    "new_partly_digitised": "partly_digitised",
    "new_for_digitisation": "new",
    "late_apologised": "apologised",
    "late_apologised_in_time": "apologised_in_time",
    "linked_new": "linked",
    "received_766": "member",
    "in_time_766": "in_time_766",
    "online_self_filed": "filed_self",
    "online_assisted": "filed_assisted",
    "online_by_others": "filed_others",
    "online_filer_unknown": "filed_unknown",
    "online_filer_known": "filed_known",
    # totals of papers, which are whole numbers beside the yes/no columns
    "components_required": "required",
    "components_digitised": "required_digitised",
    "components_reused": "required_reused",
    "in_person_reason_unclear": "reason_unclear",
    "in_person_reason_untold": "reason_untold",
    "in_person_visited_again": "visited_again",
    **{f"in_person_{code}": f"reason_{code}" for code in office.REASONS},
}
QUANTILES_OF_CASES = {
    "intake_hours_median": ("with_submission", "intake_hours", 0.5),
    "handling_wd_median": ("finished", "handling_wd", 0.5),
    "handling_wd_p90": ("finished", "handling_wd", 0.9),
}
# table → id → column; of payments the sums of đồng apart from the numbers of rows
COUNTS_ELSEWHERE = {
    "surveys": {
        "survey_answers": "all",
        "survey_superseded": "superseded",
        "survey_blank": "blank",
        "survey_unreadable": "unreadable",
        "survey_valid": "valid",
        "survey_satisfied": "satisfied",
    },
    "petitions": {
        "petitions_received": "received",
        "petitions_due": "due",
        "petitions_answered_in_time": "answered_in_time",
        "petitions_overdue": "overdue",
        "complaints_received": "complaint",
        "complaints_attitude_time": "complaint_attitude_time",
        "denunciations_received": "denunciation",
    },
    "result_documents": {
        "results_issued": "issued",
        "results_signed": "signed",
        "results_stored": "stored",
        "results_electronic_only": "electronic_only",
    },
    "steps": {"steps_passed_on": "passed", "steps_passed_on_in_time": "in_time"},
    "supplements": {"supplements_requested": "requested"},
    "payments": {
        "payments_collected": "collected",
        "payments_online": "collected_online",
        "payments_in_person": "collected_in_person",
        "payments_undated": "undated",
        "refunds_undated": "refund_undated",
        "payments_amount_unreadable": "amount_unreadable",
    },
    **office.COUNTS,
}
SUMS_OF_MONEY = {
    "fees_total": "inside",
    "fees_online": "online",
    "fees_in_person": "in_person",
    "fees_transfer": "transfer",
    "fees_apart": "apart",
    "fees_method_unknown": "method_unknown",
    "fees_phi": "phi",
    "fees_le_phi": "le_phi",
    "fees_kind_unknown": "kind_unknown",
    "fees_refunded": "refund",
}
SHARES = {
    "satisfaction_pct": ("survey_satisfied", "survey_valid"),
    "steps_passed_on_in_time_pct": ("steps_passed_on_in_time", "steps_passed_on"),
    "digitised_all_required_pct": ("new_fully_digitised", "new_with_components"),
    "digitised_any_pct": ("new_partly_digitised", "received_new"),
    "components_digitised_pct": ("components_digitised", "components_required"),
    "results_signed_pct": ("results_signed", "results_issued"),
    "results_stored_pct": ("results_stored", "results_issued"),
    "online_of_new_pct": ("new_online", "received_new"),
    "in_person_of_new_pct": ("new_in_person", "received_new"),
    "online_of_all_pct": ("all_online", "received_all"),
    "in_person_of_all_pct": ("all_in_person", "received_all"),
    "full_service_pct": ("new_full_service", "received_new"),
    "accepted_quickly_pct": ("new_accepted_quickly", "new_with_submission"),
    "in_time_pct": ("resolved_in_time", "resolved_with_due"),
    "resolved_late_pct": ("resolved_late", "resolved_with_due"),
    "late_in_all_pct": ("late_in_all", "received_all"),
    "on_spot_same_day_pct": ("on_spot_same_day", "on_spot_new"),
    "fees_online_pct": ("fees_online", "fees_total"),
    "fees_in_person_pct": ("fees_in_person", "fees_total"),
    "payments_online_pct": ("payments_online", "payments_collected"),
    "online_payment_cases_pct": ("new_paid_online", "new_fee_liable"),
    "petitions_in_time_pct": ("petitions_answered_in_time", "petitions_due"),
    "on_time_766_pct": ("in_time_766", "received_766"),
    "online_self_filed_pct": ("online_self_filed", "online_filer_known"),
}
SHARES |= office.SHARES | {
    "kiosk_of_new_pct": ("new_kiosk", "received_new"),
    "passed_on_in_time_pct": ("passed_on_in_time", "pass_on_due"),
    "asked_though_held_pct": ("new_asked_though_held", "new_with_held_papers"),
    "supplemented_again_pct": ("supplemented_again", "supplemented"),
    "components_reused_pct": ("components_reused", "components_required"),
    "results_electronic_only_pct": ("results_electronic_only", "results_issued"),
    "procedures_in_person_pct": ("procedures_used_in_person", "procedures_used"),
}
# Different procedures among the cases of a kind
PROCEDURES = {"procedures_used": "new", "procedures_used_in_person": "new_in_person"}
MEDIANS = {"difficulties_settle_wd_median": "difficulties"}
# What an indicator of cases cannot be told without, beside the cases: no such table, no value.
NEEDS = {
    "new_full_service": {"payments"},
    "new_paid_online": {"payments"},
    "supplemented": {"supplements"},
    "supplemented_again": {"supplements"},
    "in_time_766": {"supplements"},
    "new_with_components": {"components"},
    "new_fully_digitised": {"components"},
    "new_partly_digitised": {"components"},
    "components_required": {"components"},
    "components_digitised": {"components"},
    "new_with_held_papers": {"components"},
    "new_asked_though_held": {"components"},
    "late_apologised": {"appointments"},
    "late_apologised_in_time": {"appointments"},
    "components_reused": {"components"},
    "difficulties_settle_wd_median": {"difficulties"},
    **{f"online_{way}": {"guidance"} for way in ("self_filed", "assisted", "by_others", "filer_unknown", "filer_known")},
    **{
        f"in_person_{code}": {"in_person_reasons"}
        for code in (*office.REASONS, "reason_unclear", "reason_untold", "visited_again")
    },
}
FACTS = {
    "surveys": registers.surveys,
    "petitions": registers.petitions,
    "result_documents": registers.documents,
    "steps": registers.steps,
    "supplements": registers.requests,
    "payments": registers.payments,
    **office.FACTS,
}
OF_CENTRE = {"surveys", "petitions", *office.FACTS}
IDS = {
    *PROCEDURES,
    *MEDIANS,
    *COUNTS_OF_CASES,
    *QUANTILES_OF_CASES,
    *SUMS_OF_MONEY,
    *SHARES,
    *(id for ids in COUNTS_ELSEWHERE.values() for id in ids),
}


def case_facts(world: World) -> pd.DataFrame:
    """The facts of all cases, with the sums of outcomes that have a name of their own."""
    table = cases.facts(world)
    table["in_time"] = table["early"] | table["on_due_day"] | table["in_time_as_told"]
    table["with_due"] = table["in_time"] | table["late"]
    table["given_back"] = table["returned"] | table["withdrawn"] | table["returned_or_withdrawn"]
    table["carried_online"] = table["carried"] & table["online"]
    return table


def of_cases(table: pd.DataFrame) -> dict[str, int | float | None]:
    out: dict[str, int | float | None] = {id: int(table[column].sum()) for id, column in COUNTS_OF_CASES.items()}
    for id, which in PROCEDURES.items():
        out[id] = int(table.loc[table[which].astype(bool), "procedure"].nunique())
    for id, (which, column, at) in QUANTILES_OF_CASES.items():
        values = table.loc[table[which].astype(bool), column].dropna().astype(float)
        out[id] = float(values.quantile(at, interpolation="linear")) if len(values) else None
    return out


def with_shares(numbers: dict) -> dict:
    for id, (part, whole) in SHARES.items():
        if whole in numbers:
            sound = numbers[part] is not None and numbers[whole]
            numbers[id] = 100 * numbers[part] / numbers[whole] if sound else None
    return numbers


def without_missing(world: World, numbers: dict) -> dict:
    """No value where a table is not at hand."""
    tables = (
        {id: {name} for name, ids in COUNTS_ELSEWHERE.items() for id in ids} | {id: {"payments"} for id in SUMS_OF_MONEY} | NEEDS
    )
    return {id: value if all(world.is_at_hand(t) for t in tables.get(id, ())) else None for id, value in numbers.items()}


def compute(world: World) -> dict[tuple[str, str], int | float | None]:
    """(scope, indicator id) → value, None where the base is 0, nothing lies under a quantile or a table is not at hand."""
    table = case_facts(world)
    tables = {name: facts(world) for name, facts in FACTS.items()}
    out = {}
    for scope in (*scopes(world), registers.CENTRE):
        numbers = of_cases(table[table["scope"] == scope]) if scope != registers.CENTRE else {}
        for name, ids in COUNTS_ELSEWHERE.items():
            if (name in OF_CENTRE) == (scope == registers.CENTRE):
                mine = tables[name][tables[name]["scope"] == scope] if len(tables[name]) else tables[name]
                numbers |= {id: int(mine[column].sum()) if len(mine) else 0 for id, column in ids.items()}
                if name == "payments":
                    numbers |= {
                        id: int(mine.loc[mine[column].astype(bool), "amount"].sum()) if len(mine) else 0
                        for id, column in SUMS_OF_MONEY.items()
                    }
        if scope == registers.CENTRE:
            numbers |= {id: office.median_days(tables[name]) for id, name in MEDIANS.items()}
        found = with_shares(without_missing(world, numbers))
        out |= {(scope, id): value for id, value in found.items() if scope == "forwarded" or id not in FORWARDED}
    return out


def scopes(world: World) -> tuple[str, ...]:
    """Nothing can be received for another authority in a period that ends before the decree."""
    return (*CASE_SCOPES, "forwarded") if world.end > counters.DECREE else CASE_SCOPES


def compute_by(world: World, by: str) -> dict[tuple[str, str, str], int | float | None]:
    """(scope, group, indicator id) → value for cases split by field, unit or procedure."""
    table = case_facts(world)
    table[by] = table[by].astype(object).where(table[by].notna(), "Không rõ")
    out = {}
    for (scope, group), mine in table.groupby(["scope", by]):
        out |= {(scope, group, id): value for id, value in with_shares(without_missing(world, of_cases(mine))).items()}
    if by == "unit":
        out |= _reminders_by_unit(world)
    return out


def _reminders_by_unit(world: World) -> dict[tuple[str, str, str], int | None]:
    table = office.reminders(world)
    if not len(table):
        return {}
    table["unit"] = table["unit"].astype(object).where(table["unit"].notna(), "Không rõ")
    ids = {"reminders_sent": "sent", "reminders_settled": "settled"}
    return {
        (registers.CENTRE, unit, id): int(mine[column].sum())
        for unit, mine in table.groupby("unit")
        for id, column in ids.items()
    }
