"""Phản ánh, kiến nghị that wait for an answer when the period ends, nearest deadline first."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from hcc_helpers.outlook.past import Past

SOON = 10  # working days ahead within which a deadline is near


def open_petitions(past: Past) -> tuple[pd.DataFrame, str]:
    """(one row a waiting petition: petition_id, kind, about, received_on, due_on, left_wd; why there are no data or "").

    left_wd: working days from the period's end to the deadline, 0 and less past it; missing where the deadline cannot be read.
    """
    at_hand = past.now.at_hand["petitions"]
    found = past.con.execute(
        "SELECT petition_id, kind, about, CAST(received_at AS DATE) AS received_on, CAST(late_from AS DATE) AS late_on FROM petitions "
        "WHERE is_petition AND received_at < period_end AND (answered_at IS NULL OR answered_at >= period_end) "
        "AND NOT is_answered_unreadable ORDER BY late_from NULLS LAST, petition_id"
    ).fetchall()
    rows = []
    for petition_id, kind, about, received_on, late_on in found:
        due = late_on - timedelta(days=1) if late_on else None
        is_known = due is not None and past.calendar.first <= due <= past.calendar.last
        left = past.calendar.between(past.last_day, due) if due is not None and is_known else None
        rows.append((petition_id, kind, about, received_on, due, left))
    table = pd.DataFrame(rows, columns=["petition_id", "kind", "about", "received_on", "due_on", "left_wd"], dtype=object)
    return table, "" if at_hand.is_at_hand else at_hand.reason
