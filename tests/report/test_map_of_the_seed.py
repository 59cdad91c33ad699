"""Every sentence of the real report has a home: an indicator with a value or a reason, an answer on a page, a setting of the office."""

from __future__ import annotations

import re

import pytest
from notebook_cells import asked

from hcc_helpers.centre import load_centre
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.periods import parse_period
from hcc_helpers.places import project_root

# How a row of the map begins: § and words of the report → indicators, answers, settings of the office.
HOMES = {
    ("head", "number, date, title"): "office_name superior_body report_abbreviation short_name",
    ("I.1", "phối hợp với phòng ban"): "linked_new received_all steps_passed_on_in_time_pct by_field by_unit",
    (
        "I.1",
        "vướng mắc được trao đổi",
    ): "difficulties_raised difficulties_settled_pct difficulties_open difficulties_settle_wd_median",
    ("I.1", "theo dõi, đôn đốc"): "reminders_sent reminders_settled_pct reminders_no_reply reminder_list",
    ("I.1", "hài lòng luôn đạt"): "satisfaction_pct satisfaction",
    ("I.2", "tờ rơi, quy trình"): "outreach_kind_leaflet outreach_kind_guide outreach_kind_article outreach_kind_video "
    "outreach_channel_social texts_in_force texts_in_force_disseminated",
    ("I.2", "hướng dẫn tạo tài khoản"): "guidance_account guidance_filing guidance_payment",
    ("I.2", "100% hồ sơ đầu vào"): "digitised_all_required_pct results_signed_pct results_stored_pct",
    ("I.3", "không đơn thư khiếu nại"): "complaints_attitude_time petitions_received",
    (
        "I.3",
        "1.944",
    ): "received_all new_online online_of_all_pct online_of_new_pct new_in_person in_person_of_all_pct carried_over",
    ("I.3", "trước hạn 1.631"): "resolved_in_time in_time_pct resolved_late resolved_late_pct open_in_time returned_or_withdrawn",
    ("I.3", "phí, lệ phí"): "fees_total fees_online fees_online_pct fees_in_person fees_in_person_pct",
    (
        "I.3",
        "Chi nhánh VPĐK",
    ): "received_all@land online_of_all_pct@land resolved_in_time@land in_time_pct@land resolved_late@land "
    "resolved_late_pct@land open_in_time@land returned_or_withdrawn@land",
    ("II.1", "tự nộp chưa cao"): "online_self_filed_pct obstacle_self_filing",
    ("II.2", "hai hệ thống chậm"): "incidents_begun down_minutes probes_failed_pct obstacle_portals",
    ("II.3", "đăng ký kinh doanh"): "systems_not_linked systems_entered_twice obstacle_systems",
    ("II.4", "đất đai thường chậm"): "resolved_late@land open_paused_tax@land obstacle_land_tax",
    ("II.5", "khoảng 1,4%"): "procedures_in_person_pct in_person_of_new_pct in_person_no_vneid obstacle_in_person",
    ("III", "nhu cầu tăng trước Tết"): "expected_cases",
    ("III", "100% cán bộ đúng giờ"): "staff_on_time_pct targets_ahead",
    ("III", "thông suốt, rút ngắn"): "on_spot_same_day_pct due_ahead shorter_terms same_day_candidates",
    (
        "III",
        "tăng tự nộp",
    ): "online_self_filed_pct online_payment_cases_pct results_electronic_only_pct components_reused_pct targets_ahead",
    ("III", "tổ công nghệ số"): "hamlets_with_group",
    ("III", "rà soát, công khai"): "catalogue_to_do",
    ("III", "đề xuất rút ngắn"): "shorter_terms unused_steps",
    ("III", "xử lý phản ánh"): "petitions_open",
    ("foot", "nơi nhận"): "recipients signer_title",
}


def test_every_row_of_the_map_has_its_home(material):
    rows = re.findall(r"^\| (head|foot|I[I.0-9]*) \| (.+?) \|", (material / "seed" / "map.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 20
    homeless = [row for row in rows if not any(row[0] == part and row[1].startswith(words) for part, words in HOMES)]
    assert homeless == []
    assert len(rows) == len(HOMES)


@pytest.fixture(scope="module")
def december(sample_root):
    return compute(parse_period("2025-12", load_centre(sample_root).since), sample_root, beside=False)


@pytest.mark.parametrize("home", HOMES, ids=lambda home: f"{home[0]} {home[1]}")
def test_the_home_says_something(december, home):
    """An indicator has a value or a reason in the sample, an answer is asked by a notebook, and README names it; a setting is filled in."""
    said = {(result.indicator, result.scope): result for result in december.now.results if not result.by}
    readme, asked_for = (project_root() / "README.md").read_text("utf-8"), {name for name, _ in asked()}
    for place in HOMES[home].split():
        name, _, scope = place.partition("@")
        if name in REGISTRY:
            scope = scope or ("centre" if REGISTRY[name].scopes == ("centre",) else "commune")
            result = said[name, scope]
            assert (result.value is not None) != bool(result.reason), place
            assert f"`{name}`" in readme, place
        elif home[0] in ("head", "foot"):
            assert getattr(december.centre, name), place
            assert f"`{name}`" in readme, place
        else:
            assert name in asked_for, place
