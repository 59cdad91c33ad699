"""A total that leaves out what could not be read says so beside the figure, wherever the figure is printed."""

from drawn import drawn_settings, drawn_window

from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.places import project_root
from hcc_helpers.report.answers import answer
from hcc_helpers.report.answers.build import left_out
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.main_indicators import main_table

UNREAD = {"amount_vnd": None, "unreadable": ",amount_vnd,"}


def month(folder, *payments: dict) -> MonthResults:
    window, settings = drawn_window(folder, "2025-12", {"cases": [{}], "payments": [{}, *payments]}), drawn_settings()
    tables = Tables(window, settings)
    return MonthResults(
        Computed(tables, ["commune"], measure(tables.con, tables.at_hand, settings.rules, ["commune"])), project_root() / "data"
    )


def test_the_fees_say_how_many_amounts_could_not_be_read(tmp_path):
    made = month(tmp_path, UNREAD, UNREAD, {"paid_at": None})
    f = Figures(made, "commune", "internal")
    assert made.value("fees_total") == 8000
    said = "chưa gồm 2 khoản không đọc được số tiền, 1 khoản không rõ ngày"
    assert left_out(f, "fees_total") == said
    assert f"Thu 8.000 đồng ({said})" in answer("fees", made, "commune", "internal").text
    assert said in main_table(f, ("fees_total",), set()).replace("\u00a0", " ")


def test_where_all_could_be_read_nothing_is_added(tmp_path):
    made = month(tmp_path)
    f = Figures(made, "commune", "internal")
    assert left_out(f, "fees_total") == ""
    assert "chưa gồm" not in answer("fees", made, "commune", "internal").text + main_table(f, ("fees_total",), set())
