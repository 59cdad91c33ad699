"""Periods side by side: which source wins, what is revised or redefined, longer periods, communes, the page and the command."""

import json
import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest
from history_world import publish, varied

from hcc_helpers.errors import InputRefused, WrongWords
from hcc_helpers.history import spans
from hcc_helpers.history.chart_data import control_chart
from hcc_helpers.history.comparison import Comparison
from hcc_helpers.history.daily import Daily, count_days, day_column
from hcc_helpers.history.package import FIELDS, write_package
from hcc_helpers.history.rebasing import load_rebasing
from hcc_helpers.history.revisions import revisions
from hcc_helpers.history.store import gather, published_before, read_folder
from hcc_helpers.history.why import split
from hcc_helpers.indicators.definition import REGISTRY, needs
from hcc_helpers.indicators.month_results import compute, rows
from hcc_helpers.parameters import Further
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import ANSWERS, answer
from hcc_helpers.workdays import load_calendar

SINCE = date(2025, 7, 1)
COMPARE = [name for name in ANSWERS if name.startswith("compare_")]


# ------------------------------------------------------------------------------------------------ which source wins


def test_a_published_period_wins_over_the_snapshots_and_is_said_to_be_stale(month, frame, tmp_path):
    publish(tmp_path, varied(frame, 1), "2025-11", version=3)
    found = gather(month, tmp_path)
    kinds = {source.text: (source.kind, source.version, source.is_stale) for source in found.sources}
    assert kinds["2025-11"] == ("published", 3, True)
    assert kinds["2025-10"] == ("computed", None, False)
    assert kinds["2025-12"] == ("now", None, False)
    published = pd.read_parquet(tmp_path / "2025-11" / "results.parquet").set_index(["indicator", "scope"])["value"]
    assert found.row("2025-11", "received_new", "commune").value == published["received_new", "commune"]
    assert found.row("2025-12", "received_new", "commune").value == 1845


def test_a_published_period_of_the_same_data_is_not_stale_and_gives_the_same_numbers(month, sample_root, tmp_path):
    november = month.earlier[-1]
    publish(tmp_path, rows(november, sample_root), "2025-11", data_version=november.data_version)
    alone, with_outputs = gather(month, None), gather(month, tmp_path)
    assert not with_outputs.sources[-2].is_stale
    for id in ("received_new", "in_time_pct", "open_all"):
        a, b = alone.row("2025-11", id, "commune"), with_outputs.row("2025-11", id, "commune")
        assert (a.value, a.definition_hash) == (b.value, b.definition_hash)


def test_this_period_is_read_from_its_publication_when_nobody_is_making_it(month, frame, tmp_path):
    publish(tmp_path, varied(frame, 2), "2025-12")
    assert gather(month, tmp_path, is_made=False).sources[-1].kind == "published"
    assert gather(month, tmp_path).sources[-1].kind == "now"


def test_what_a_page_reads_is_an_input_of_its_run(frame, tmp_path):
    for period in ("2025-10", "2025-11", "2026-01"):
        publish(tmp_path, frame, period)
    december = parse_period("2025-12", SINCE)
    assert [one["period"] for one in published_before(december, tmp_path)] == ["2025-10", "2025-11"]
    before = published_before(december, tmp_path)
    publish(tmp_path, frame, "2025-11", version=2)
    assert published_before(december, tmp_path) != before


def test_only_the_periods_asked_for(month, tmp_path):
    assert [p.text for p in gather(month, None, ["2025-09", "2025-12"]).periods] == ["2025-09", "2025-12"]
    other_kind = gather(month, None, ["2025-09@calendar"])
    assert [s.kind for s in other_kind.sources] == ["computed", "now"]
    with pytest.raises(WrongWords):
        gather(month, None, ["2025-13"])


def test_broken_folders_are_no_published_periods(month, frame, tmp_path):
    publish(tmp_path, frame, "2025-11")
    (tmp_path / "2025-11" / "manifest.json").unlink()
    assert {source.kind for source in gather(month, tmp_path).sources} == {"computed", "now"}


@pytest.mark.parametrize(
    "written", [lambda text: "{", lambda text: text.replace('"version": 1', '"version": 7')], ids=["cut", "changed"]
)
def test_a_period_whose_manifest_is_not_as_it_was_written_is_named_and_not_read(month, frame, tmp_path, written):
    path = publish(tmp_path, frame, "2025-11", version=1) / "manifest.json"
    path.write_text(written(path.read_text("utf-8")), "utf-8")
    december = parse_period("2025-12", SINCE)
    for read in (lambda: gather(month, tmp_path), lambda: published_before(december, tmp_path), lambda: read_folder(tmp_path)):
        with pytest.raises(InputRefused, match=r"2025-11/manifest\.json"):
            read()


def flip(path):
    """One byte in the middle becomes another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_published_results_that_were_changed_are_named_and_read_by_nobody(month, frame, tmp_path):
    december = parse_period("2025-12", SINCE)
    for period in ("2025-11", "2026-01"):
        publish(tmp_path, frame, period)
    shutil.move(publish(tmp_path / "before", varied(frame, 1), "2025-11"), tmp_path / "versions" / "2025-11" / "9")
    found = gather(month, tmp_path)
    flip(tmp_path / "versions" / "2025-11" / "9" / "results.parquet")
    with pytest.raises(InputRefused, match=r"results\.parquet"):
        revisions(found, tmp_path, "commune")
    flip(tmp_path / "2026-01" / "results.parquet")  # of a later period: nobody asks for it
    assert gather(month, tmp_path).sources[-2].kind == "published"
    assert [one["period"] for one in published_before(december, tmp_path)] == ["2025-11"]
    flip(tmp_path / "2025-11" / "results.parquet")
    for read in (lambda: gather(month, tmp_path), lambda: published_before(december, tmp_path), lambda: read_folder(tmp_path)):
        with pytest.raises(InputRefused, match=r"2025-11/results\.parquet") as refused:
            read()
        assert refused.value.exit_code == 65
        assert "hcc run 2025-11" in refused.value.text()


# ------------------------------------------------------------------------------------------------ revised, redefined


def test_revised_figures_are_listed_with_both_values(month, frame, tmp_path):
    first, second = varied(frame, 1), varied(frame, 1)
    at = second.index[(second["indicator"] == "received_new") & (second["scope"] == "commune")][0]
    second.loc[at, "value"] += 7
    publish(tmp_path / "versions" / "x", first, "2025-11")
    shutil.move(tmp_path / "versions" / "x" / "2025-11", tmp_path / "versions" / "2025-11" / "1")
    publish(tmp_path, second, "2025-11", version=2)
    (found,) = revisions(gather(month, tmp_path), tmp_path, "commune")
    assert (found.period, found.indicator, found.version, found.after - found.before) == ("2025-11", "received_new", 1, 7)


def test_a_changed_definition_is_flagged_and_never_compared_or_drawn_as_one_line(fresh, frame, tmp_path):
    other = varied(frame, 3)
    other.loc[other["indicator"] == "in_time_pct", "definition_hash"] = "another"
    publish(tmp_path, other, "2025-11")
    fresh.asked = Further(published=str(tmp_path))
    found = Comparison(fresh, "commune", tmp_path)
    change = next(c for c in found.changes if c.id == "in_time_pct")
    assert change.is_redefined
    assert change.word() == "redefined"
    assert change.chance is None
    assert split(found, "in_time_pct", "field") is None
    assert "không được so và không vẽ thành một đường" in answer("compare_definitions", fresh, "commune", "internal").text
    assert "Đường đứt ở chỗ định nghĩa đổi" in answer("compare_series", fresh, "commune", "internal").html


# ------------------------------------------------------------------------------------------------ days, weeks, longer periods


def test_the_days_of_a_month_add_up_to_the_month(month, sample_root):
    """Every flow that hangs on one event, every month: the sum over days is the published figure."""
    ids = {id for id, indicator in REGISTRY.items() if day_column(indicator)}
    assert len(ids) > 40
    history = gather(month, None)
    daily = count_days(history.periods, sample_root, ids)
    checked = 0
    for period in history.periods:
        for id in sorted(ids - BY_OTHER_TABLES - PAPERS):
            for scope in ("commune", "land"):
                row, days = history.row(period.text, id, scope), daily.of(id, scope, period.first_day, period.last_day)
                if row is not None and row.value == row.value and days is not None:
                    assert sum(days) == row.value, (period.text, id, scope)
                    checked += 1
    assert checked > 300


# What a longer period knows better than its months: a register of November tells the reason of a case of October.
TOLD_LATER = {id for id in REGISTRY if "in_person_reasons" in needs(REGISTRY[id]).tables}
# What a later extract says anew of a case: its papers, its reasons, who was guided. By day all extracts are read together.
BY_OTHER_TABLES = {id for id in REGISTRY if len(needs(REGISTRY[id]).tables) > 1}
PAPERS = {id for id in REGISTRY if REGISTRY[id].of == "components"}


def test_longer_periods_flows_add_stocks_are_those_of_the_edge_and_shares_come_from_their_own_cases(sample_root):
    months = [compute(parse_period(text, SINCE), sample_root, beside=False) for text in ("2025-10", "2025-11", "2025-12")]
    quarter = compute(parse_period("2025-Q4", SINCE), sample_root, beside=False)
    flows = 0
    for id, indicator in REGISTRY.items():
        if indicator.calendar_month or id in TOLD_LATER:
            continue
        scope = "centre" if indicator.scopes == ("centre",) else "commune"
        parts, whole = [one.value(id, scope) for one in months], quarter.value(id, scope)
        if whole is None or any(part is None for part in parts):
            continue
        if indicator.adds == "flow":
            assert whole == sum(parts), id
            flows += whole > 0
        elif indicator.adds == "opening":
            assert whole == parts[0], id
        elif indicator.adds == "closing":
            assert whole == parts[-1], id
        elif indicator.kind == "share":
            result = quarter.result(id, scope)
            assert whole == 100 * result.numerator / result.denominator
            if REGISTRY[indicator.part].adds == REGISTRY[indicator.whole].adds == "flow":
                assert result.numerator == sum(one.result(id, scope).numerator for one in months), id
    assert flows > 60
    assert not [id for id in TOLD_LATER if REGISTRY[id].adds == "flow"], "a month does not read the next month's register"
    waiting = REGISTRY["waiting_intake"]
    assert waiting.adds == "closing"
    assert quarter.value("waiting_intake") == months[-1].value("waiting_intake") > 0


def test_half_years_and_years_as_far_as_the_sample_reaches(sample_root):
    months = [compute(parse_period(f"2025-{n:02d}", SINCE), sample_root, beside=False) for n in range(7, 13)]
    year = compute(parse_period("2025", SINCE), sample_root, beside=False)
    nine = compute(parse_period("2025-9M", SINCE), sample_root, beside=False)
    for id in ("received_new", "resolved_all", "resolved_late", "payments_collected"):
        assert year.value(id) == sum(one.value(id) for one in months)
        assert nine.value(id) == sum(one.value(id) for one in months[:3])
    assert year.value("open_all") == months[-1].value("open_all")
    assert year.value("carried_over") == months[0].value("carried_over")
    assert nine.value("open_all") == months[2].value("open_all")


def test_days_off_count_with_the_next_working_day():
    calendar = load_calendar(None)
    series = pd.Series([2, 3, 5], index=[date(2025, 12, 5), date(2025, 12, 6), date(2025, 12, 14)])
    daily = Daily({("received_new", "commune"): series}, calendar, date(2025, 12, 1), date(2025, 12, 14))
    assert daily.of("received_new", "commune", date(2025, 12, 1), date(2025, 12, 14)) == [0, 0, 0, 0, 2, 3, 0, 0, 0, 5]
    assert daily.of("received_new", "commune", date(2025, 11, 1), date(2025, 12, 14)) is None
    assert daily.weeks() == [(date(2025, 12, 1), date(2025, 12, 7)), (date(2025, 12, 8), date(2025, 12, 14))]


def test_spans_are_alike_in_days_year_and_distance_from_tet(sample_root):
    from hcc_helpers.places import project_root

    calendar = load_calendar(project_root() / "data" / "reference" / "working_days.csv")
    assert [spans.tet(calendar, year) for year in (2025, 2026)] == [date(2025, 1, 29), date(2026, 2, 17)]
    march, february = parse_period("2026-03"), parse_period("2026-02")
    days, year, tet = spans.alike(march, february, calendar, date(2026, 3, 20))
    assert days == spans.Alike("days", (date(2026, 2, 15), date(2026, 3, 14)), (date(2026, 1, 15), date(2026, 2, 11)))
    assert year.before == (date(2025, 2, 15), date(2025, 3, 14))
    assert tet.before == (date(2025, 1, 27), date(2025, 2, 23))  # two days before Tết, as 15/02/2026 is
    partly = spans.alike(march, february, calendar, date(2026, 2, 24))[0]
    assert partly.now == (date(2026, 2, 15), date(2026, 2, 24))
    assert partly.before == (date(2026, 1, 15), date(2026, 1, 24))
    assert [one.kind for one in spans.alike(parse_period("2025-09"), None, calendar, date(2026, 1, 1))] == ["year"]


# ------------------------------------------------------------------------------------------------ planted changes


def test_a_planted_shift_is_found_and_explained_and_what_was_not_planted_is_not(month, frame, tmp_path):
    """Twelve published months like each other, then this one: only the share that was moved is called changed."""
    texts = [f"2025-{n:02d}" for n in range(8, 12)]
    for seed, text in enumerate(texts):
        publish(tmp_path, varied(frame, seed, parts={"online_of_new_pct": 0.90}), text)
    found = Comparison(
        month, "commune", tmp_path, indicators=("online_of_new_pct", "in_time_pct", "results_stored_pct", "satisfaction_pct")
    )
    words = {change.id: change.word() for change in found.changes}
    assert words["online_of_new_pct"] == "better"
    assert set(words.values()) == {"better", "unclear"}


def test_of_many_indicators_searched_at_once_few_are_called_changed_by_chance(month, frame, tmp_path):
    """200 pairs of equal months, 9 shares each: with Benjamini–Hochberg hardly any pair has a false find."""
    from hcc_helpers.history.change import adjusted, share_difference

    draw, false_finds = np.random.default_rng(31), 0
    for _ in range(200):
        p = [share_difference(int(a), 600, int(b), 600).p for a, b in draw.binomial(600, 0.93, (9, 2))]
        false_finds += min(adjusted(p)) < 0.05
    assert false_finds / 200 <= 0.05


def test_rebasing_points_are_declared_with_a_reason_and_open_a_phase(fresh, tmp_path, sample_root):
    root = tmp_path / "root"
    shutil.copytree(sample_root, root)
    (root / "reference" / "rebasing.toml").write_text(
        '[[rebase]]\nindicator = "received_new"\nfrom = 2025-08-11\nreason = "Mở thêm một quầy"\n', "utf-8"
    )
    month = compute(parse_period("2025-12", SINCE), root)
    chart = control_chart(Comparison(month, "commune"), "received_new")
    assert [len(phase.points) for phase in chart.phases] == [5, 18]
    assert chart.phases[0].limits is None
    assert chart.phases[1].reason == "Mở thêm một quầy (từ 11/08/2025)"
    assert load_rebasing(root, "in_time_pct", "commune") == []
    (root / "reference" / "rebasing.toml").write_text(
        '[[rebase]]\nindicator = "recieved_new"\nfrom = 2025-08-11\nreason = "x"\n', "utf-8"
    )
    with pytest.raises(WrongWords, match="received_new"):
        load_rebasing(root, "received_new", "commune")


# ------------------------------------------------------------------------------------------------ the page


def test_the_page_with_two_periods_and_with_twenty_four(month, frame, sample_root, tmp_path):
    root, outputs = tmp_path / "root", tmp_path / "outputs"
    shutil.copytree(sample_root, root)
    settings = root / "reference" / "centre.toml"
    settings.write_text(settings.read_text("utf-8").replace("since = 2025-07-01", "since = 2023-12-15"), "utf-8")
    texts = [f"{year}-{n:02d}" for year in (2024, 2025) for n in range(1, 13)][:-1]
    for seed, text in enumerate(texts):
        publish(outputs, varied(frame, seed), text)
    made = compute(parse_period("2025-12", date(2023, 12, 15)), root)
    seen = {}
    for name, periods in (("two", ["2025-11"]), ("twenty-four", "all")):
        made.asked, made.kept = Further(periods=periods, published=str(outputs)), {}
        html = {answer_name: answer(answer_name, made, "commune", "internal").html for answer_name in COMPARE}
        made.kept = {}
        assert html == {answer_name: answer(answer_name, made, "commune", "internal").html for answer_name in COMPARE}, (
            "two runs, other bytes"
        )
        seen[name] = html
    assert "2 kỳ" in seen["two"]["compare_sources"].replace("\u00a0", " ")
    assert "24 kỳ" in seen["twenty-four"]["compare_sources"].replace("\u00a0", " ")
    assert seen["twenty-four"]["compare_control"].count("<figure") >= 4
    assert "tháng 01/2024" in seen["twenty-four"]["compare_control"].replace("\u00a0", " ")


def test_nothing_to_compare_with_is_said(fresh):
    fresh.asked = Further(periods=[])
    assert "Không có số liệu về kỳ trước" in answer("compare_main", fresh, "commune", "internal").html
    for name in COMPARE:
        assert answer(name, fresh, "commune", "internal").html


def test_judging_words_only_beyond_chance_and_only_where_a_side_is_better(fresh):
    found = Comparison(fresh, "commune")
    for change in found.changes:
        if change.word() in {"better", "worse"}:
            assert change.is_beyond_chance
            assert change.q < 0.05 if change.q is not None else REGISTRY[change.id].adds == "closing"
            assert REGISTRY[change.id].better
    text = answer("compare_how", fresh, "commune", "internal").html
    assert "toàn bộ hồ sơ, không phải mẫu" in text.replace("\u00a0", " ")


# ------------------------------------------------------------------------------------------------ the data package


def test_the_package_reads_back_and_is_the_same_twice(month, tmp_path):
    table = gather(month, None).table
    for name in ("a", "b"):
        write_package(table, tmp_path / name, month.centre)
    assert all((tmp_path / "a" / path.name).read_bytes() == path.read_bytes() for path in (tmp_path / "b").iterdir())
    described = json.loads((tmp_path / "a" / "datapackage.json").read_text("utf-8"))
    results = described["resources"][0]
    csv = pd.read_csv(
        tmp_path / "a" / "results.csv", encoding="utf-8-sig", dtype={"commune": str}, keep_default_na=False, na_values=[""]
    )
    assert list(csv.columns) == [field["name"] for field in results["schema"]["fields"]] == list(FIELDS)
    parquet = pd.read_parquet(tmp_path / "a" / "results.parquet")
    assert len(csv) == len(parquet) == len(table)
    assert not csv.duplicated(results["schema"]["primaryKey"]).any()
    assert csv["value"].tolist() == pytest.approx(parquet["value"].tolist(), nan_ok=True)
    assert results["bytes"] == (tmp_path / "a" / "results.csv").stat().st_size
    words = pd.read_csv(tmp_path / "a" / "indicators.csv", encoding="utf-8-sig")
    assert set(csv["indicator"]) <= set(words["indicator"])
    assert csv.loc[csv["value"].isna(), "reason"].notna().all()
    assert (csv.loc[csv["period"] == "2025-07", "start"] == "2025-07-01").all()


def test_the_command(sample_root, tmp_path, capsys):
    from hcc_helpers.cli.compare import compare_periods

    november, december = parse_period("2025-11", SINCE), parse_period("2025-12", SINCE)
    assert compare_periods(november, december, sample_root, tmp_path / "none", "commune", export=tmp_path / "package") == 0
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.endswith(" received_new"))
    assert "1.715" in line
    assert "1.845" in line
    assert "Tăng" in line
    assert (tmp_path / "package" / "datapackage.json").is_file()
    assert compare_periods(november, december, sample_root, tmp_path / "none", "land", is_csv=True) == 0
    table = pd.read_csv(pd.io.common.StringIO(capsys.readouterr().out))
    assert (table["before_period"] == "2025-11").all()
    with pytest.raises(WrongWords):
        compare_periods(december, december, sample_root, tmp_path, "commune")
    with pytest.raises(WrongWords, match="Không so được"):
        compare_periods(parse_period("2026-02", SINCE), december, sample_root, tmp_path, "commune")
