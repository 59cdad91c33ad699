"""An export that never says when a case ended: what is left at the end of a period cannot be told, what was received can."""

from datetime import datetime

import pytest
from soundness.test_longer_windows import results, snapshot

OLD, NEW = 40, 10
REST = ("received_all", "carried_over", "open_all", "resolved_all", "late_in_all", "unknown_outcome", "in_time_pct")


def cases(ended: int = 0) -> list[dict]:
    """Forty finished cases of earlier months and ten of this one, the first `ended` of them with a day on which they ended."""
    old = [{"accepted_at": datetime(2025, 7 + n % 4, 3, 9), "due_at": datetime(2025, 7 + n % 4, 10, 9)} for n in range(OLD)]
    rows = [case | {"status": "finished"} for case in (*old, *({} for _ in range(NEW)))]
    return [row | ({"ended_at": datetime(2025, 11, 3, 9)} if n < ended else {}) for n, row in enumerate(rows)]


def test_without_any_day_of_ending_only_what_was_received_is_told(tmp_path):
    found = results("2025-12", snapshot(tmp_path, "2025-12", cases(), 30))
    assert found["received_new"].value == NEW
    for id in REST:
        assert found[id].value is None, id
        assert "không có ngày kết thúc" in found[id].reason, id
        assert "Ngày" in found[id].reason.partition("cần thêm")[2], id


@pytest.mark.parametrize("ended", [1, OLD])
def test_a_list_with_days_of_ending_names_the_cases_that_lack_theirs(tmp_path, ended):
    found = results("2025-12", snapshot(tmp_path, "2025-12", cases(ended), 30))
    assert found["received_all"].value == OLD + NEW - ended
    assert found["unknown_outcome"].value == OLD + NEW - ended
