"""Two columns that tell the same, both removed from the rich month: what only they can tell is neither claimed nor counted as nothing."""

import pytest
from soundness.test_every_column import month

from hcc_helpers.obstacles.of_month import assessed
from hcc_helpers.report.answers import answer

DUE, ENDS, PROCEDURE = ("due_at", "original_due_at"), ("ended_at", "handed_over_at"), ("procedure_code", "procedure_name")
# Columns → answer → what it may not say without both.
MAY_NOT = {
    DUE: {
        "due_ahead": ("Không hồ sơ nào đang giải quyết đến hạn",),
        "late_chance": ("mới có 0 hồ sơ quá hạn",),
        "backlog_ages": ("Trong hạn",),
        "obstacle_portals": ("0 hồ sơ có hẹn trả",),
        "signs_to_check": ("trong 6 dấu hiệu", "1 trên 6 dấu hiệu"),
    },
    ENDS: {
        "outcomes": ("Đã giải quyết xong | 0", "Cuối kỳ còn"),
        "report_I_3": ("được giải quyết xong",),
        "handling_time": ("không có hồ sơ nào giải quyết xong",),
        "times_against_terms": ("Chưa thủ tục nào có đủ",),
        "month_balance": ("nhịp hiện nay là", "đủ năm ngày làm việc"),
    },
    PROCEDURE: {
        "catalogue_to_do": ("Mọi thủ tục có hồ sơ",),
        "times_against_terms": ("Chưa thủ tục nào có đủ",),
        "report_II": ("0 thủ tục",),
        "unused_steps": ("Xét 1 thủ tục",),
    },
}
# Columns → (obstacle, sub-claim) that stay open without both.
OPEN = {
    ENDS: (
        ("portals", "delays_handling"),
        ("systems", "hard_at_handling"),
        ("land_tax", "late_by_slip"),
        ("land_tax", "not_units_fault"),
    ),
    DUE: (("systems", "hard_at_handling"),),
    PROCEDURE: (("portals", "delays_handling"),),
}
NO_FIGURE = {
    ENDS: ("resolved_all", "open_all", "late_in_all", "in_time_pct"),
    DUE: ("in_time_pct",),
    PROCEDURE: ("procedures_used",),
}


@pytest.mark.parametrize("columns", MAY_NOT, ids=" ".join)
def test_what_only_two_columns_tell_is_not_claimed_without_both(tmp_path, columns):
    made = month(tmp_path, "cases", *columns)
    for name, claims in MAY_NOT[columns].items():
        text = answer(name, made, "commune", "internal").text.replace("\u00a0", " ")
        assert [claim for claim in claims if claim in text] == [], (name, text)
    for obstacle, claim in OPEN[columns]:
        assert assessed(made, obstacle).verdict(claim).code == "not_enough", claim
    for id in NO_FIGURE[columns]:
        found = made.result(id, "commune")
        assert found.value is None, id
        assert found.reason, id
