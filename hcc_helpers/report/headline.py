"""The indicators that the front page shows, and which of their figures lead to the cases behind them."""

from __future__ import annotations

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.report.figures import Figures

HEADLINES = ("open_all", "in_time_pct", "received_new", "resolved_all", "online_of_new_pct", "satisfaction_pct", "fees_total")
MAIN = (
    "received_all",
    "received_new",
    "carried_over",
    "online_of_new_pct",
    "online_of_all_pct",
    "resolved_all",
    "in_time_pct",
    "resolved_late",
    "open_all",
    "open_in_time",
    "open_late",
    "open_paused",
    "returned_or_withdrawn",
    "late_in_all",
    "fees_total",
    "fees_online_pct",
    "digitised_all_required_pct",
    "results_signed_pct",
    "results_stored_pct",
    "satisfaction_pct",
    "petitions_received",
    "complaints_received",
)
LAND = (
    "received_all",
    "received_new",
    "carried_over",
    "resolved_all",
    "in_time_pct",
    "resolved_late",
    "open_all",
    "open_in_time",
    "open_paused",
    "returned_or_withdrawn",
    "fees_total",
)
# Of a label too long for a narrow column; the whole label stands in the table below and with the definition.
SHORT = {
    "in_time_pct": "Trước hạn và đúng hạn",
    "online_of_new_pct": "Nộp trực tuyến, hồ sơ mới",
    "satisfaction_pct": "Người dân hài lòng",
}
LISTED = dict.fromkeys((*HEADLINES, *MAIN, *LAND))
CASES_FILE = "ho-so.html"  # the page of lists, beside the front page


def place_of(f: Figures, id: str) -> str:
    """The anchor of the list behind a figure: of every count here that is not 0 and can be followed to its rows; else ""."""
    result = f.result(id)
    is_count = id in LISTED and REGISTRY[id].kind == "count" and not REGISTRY[id].calendar_month
    if not is_count or result is None or not result.value or result.scope in f.month.now.untraceable:
        return ""
    return f"hs-{result.scope}-{id}"


def cases_of(f: Figures, id: str) -> str:
    """ "ho-so.html#hs-commune-open_all"; "" for the public, and where there is no list."""
    place = place_of(f, id) if f.audience != "public" else ""
    return f"{CASES_FILE}#{place}" if place else ""
