"""A sixth obstacle is its own file and its question in the notebook: page, table, rules page and Word know it by themselves."""

import subprocess
import sys

SIXTH = """
from hcc_helpers.obstacles.form import Assessed, Lever, Obstacle, SubClaim, judge
from hcc_helpers.obstacles.verdicts import Measured, Reading

CLAIMS = (SubClaim("often", "fact", "Hồ sơ đất đai thường chậm", "tỷ lệ", "land_late_often", "tỷ lệ dưới mốc"),)


def assess(material):
    readings = {"often": Reading(Measured(30, 25, 35, 400), "120 trên 400 hồ sơ chậm")}
    return Assessed(OBSTACLE, judge(CLAIMS, readings, material.words))


OBSTACLE = Obstacle("sixth", 6, "Một điều thứ sáu", "Có điều thứ sáu.", CLAIMS, (Lever("làm gì đó", "centre", "often"),), assess)
"""
ASKED = r"""
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import hcc_helpers.obstacles as room
room.__path__.append({folder!r})
from drawn import drawn_settings, drawn_window
from hcc_helpers.facts.stored import Tables
from hcc_helpers.indicators.compute import Computed
from hcc_helpers.indicators.measure import measure
from hcc_helpers.indicators.month_results import MonthResults
from hcc_helpers.obstacles.every import OBSTACLES
from hcc_helpers.places import project_root
from hcc_helpers.reference_pages.verdicts import verdicts_page
from hcc_helpers.report.answers import answer
from hcc_helpers.report.own_report.hindrances import hindrances
assert [one.number for one in OBSTACLES] == [1, 2, 3, 4, 5, 6]
window, settings = drawn_window(Path({folder!r}), "2025-12", {{"cases": [{{}}]}}), drawn_settings()
tables = Tables(window, settings)
made = Computed(tables, ["commune"], measure(tables.con, tables.at_hand, settings.rules, ["commune"]))
month = MonthResults(made, project_root() / "data")
assert "120/400 hồ sơ chậm" in answer("obstacle_sixth", month, "commune", "internal").text.replace("\u00a0", " ")
assert "Mục II có 6 nhận định" in answer("obstacles_first", month, "commune", "internal").text.replace("\u00a0", " ")
assert "II.6 Một điều thứ sáu" in verdicts_page()
assert "Hồ sơ đất đai thường chậm" in hindrances(month).text.replace("\u00a0", " ")
print("known everywhere")
"""


def test_a_sixth_obstacle_is_known_everywhere_by_its_own_file(tmp_path):
    (tmp_path / "sixth.py").write_text(SIXTH, "utf-8")
    tests = __file__.rpartition("obstacles")[0]
    code = ASKED.format(folder=str(tmp_path), tests=tests)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.stdout, done.returncode) == ("known everywhere\n", 0), done.stderr
