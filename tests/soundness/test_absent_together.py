"""Two columns that tell the same, both removed from the rich month: what only they can tell is neither claimed nor counted as nothing."""

import pytest
from bs4 import BeautifulSoup
from drawn import drawn_settings, drawn_window
from soundness.test_every_column import AT, month
from worlds.rich import rich_month

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.obstacles.of_month import assessed
from hcc_helpers.places import project_root
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


def rows_changed(folder, change) -> MonthResults:
    rows = rich_month()
    for number, case in enumerate(rows["cases"]):
        change(number, case)
    window, settings = drawn_window(folder, "2025-12", rows, AT), drawn_settings()
    tables = Tables(window, settings)
    results = measure(tables.con, tables.at_hand, settings.rules, ["commune", "land"])
    return MonthResults(Computed(tables, ["commune", "land"], results), project_root() / "data")


def said(made: MonthResults, name: str) -> str:
    return answer(name, made, "commune", "internal").text.replace("\u00a0", " ")


def printed(made: MonthResults, name: str) -> str:
    """The whole answer without its marks: the paragraphs of the report are no finding."""
    return " ".join(BeautifulSoup(answer(name, made, "commune", "internal").html, "html.parser").get_text(" ").split())


def test_a_share_of_channels_says_between_which_it_lies_where_half_are_not_known(tmp_path):
    def no_channel(number: int, case: dict) -> None:
        case["channel"] = None if number % 2 else "online"

    made = rows_changed(tmp_path, no_channel)
    online, new = made.value("new_online"), made.value("received_new")
    unknown = made.value("new_channel_unknown")
    assert online + unknown == new
    low = percent(share(online, new))
    assert f"{whole(unknown)}/{whole(new)} hồ sơ mới không rõ kênh nộp" in said(made, "received_by_channel")
    assert f"từ {low} đến 100,00%" in said(made, "received_by_channel")
    for name in ("report_II", "report_I_3"):
        assert "hông có hồ sơ mới nộp trực tiếp" not in printed(made, name), name
        assert f"hưa rõ kênh nộp: {whole(unknown)} hồ sơ" in printed(made, name), name


def test_cases_that_are_over_without_a_day_leave_pace_and_signs_open(tmp_path):
    """A third of the cases is withdrawn or finished, nobody wrote down when: no pace of closing, and signs that could not look say so."""

    def over(number: int, case: dict) -> None:
        if number % 3 == 0:
            case |= dict.fromkeys(("ended_at", "handed_over_at", "withdrawn_at", "returned_at", "stopped_at"))
            case["status"] = ("withdrawn", "finished")[number % 2]

    made = rows_changed(tmp_path, over)
    text = answer("month_balance", made, "commune", "internal").html
    assert "nhịp hiện nay là" not in text
    assert "không ghi ngày kết thúc" in text
    assert "hồ sơ kết thúc không ghi ngày nên chưa xem được" in said(made, "signs_to_check")


@pytest.mark.parametrize("columns", MAY_NOT, ids=" ".join)
def test_what_only_two_columns_tell_is_not_claimed_without_both(tmp_path, columns):
    made = month(tmp_path, "cases", *columns)
    for name, claims in MAY_NOT[columns].items():
        text = f"{said(made, name)} {printed(made, name)}"
        assert [claim for claim in claims if claim in text] == [], (name, text)
    for obstacle, claim in OPEN[columns]:
        assert assessed(made, obstacle).verdict(claim).code == "not_enough", claim
    for id in NO_FIGURE[columns]:
        found = made.result(id, "commune")
        assert found.value is None, id
        assert found.reason, id
