"""Communes side by side: who is unlike the others, ranks with intervals, invented data never beside real."""

from datetime import date
from types import SimpleNamespace

import pytest
from history_world import publish, varied

from hcc_helpers.errors import HccError
from hcc_helpers.history.communes import communes_at_hand, shares
from hcc_helpers.history.funnel import compare
from hcc_helpers.history.store import read_folder
from hcc_helpers.parameters import Further
from hcc_helpers.periods import parse_period
from hcc_helpers.report.answers import answer
from hcc_helpers.report.answers.compare_periods.communes import rank_said
from hcc_helpers.report.figures import Figures

SINCE = date(2025, 7, 1)


@pytest.fixture(scope="module")
def twenty(frame, sample_root, tmp_path_factory):
    """Twenty invented communes beside each other: 19 alike, one far below."""
    top = tmp_path_factory.mktemp("communes")
    settings = (sample_root / "reference" / "centre.toml").read_text("utf-8")
    for number in range(20):
        root = top / "data" / f"xa-{number:02d}"
        (root / "reference").mkdir(parents=True)
        text = settings.replace('code = "17464"', f'code = "9{number:04d}"').replace(
            'name = "xã Diễn Châu (số liệu minh họa)"', f'name = "xã Bịa {number:02d}"', 1
        )
        (root / "reference" / "centre.toml").write_text(text, "utf-8")
        parts = {"in_time_pct": 0.93 if number == 7 else 0.985, "online_of_new_pct": 0.9}
        publish(top / "outputs" / root.name, varied(frame, 100 + number, commune=f"9{number:04d}", parts=parts), "2025-12")
    return top


def test_twenty_communes_the_odd_one_stands_out_alone(twenty):
    here, published = twenty / "data" / "xa-03", twenty / "outputs" / "xa-03"
    roots = communes_at_hand(here)
    assert len(roots) == 20
    counts, left_out = shares(roots, published, here, parse_period("2025-12", SINCE), "in_time_pct", "commune")
    assert len(counts) == 20
    assert left_out == []
    _, found = compare(counts)
    assert [one.name for one in found if one.place in {"above", "below"}] == ["xã Bịa 07"]
    assert next(one for one in found if one.name == "xã Bịa 07").rank_low == 20


def test_the_page_shows_a_funnel_and_ranks_with_intervals_in_order_of_names(twenty, fresh):
    here = twenty / "data" / "xa-03"
    fresh.asked = Further(published=str(twenty / "outputs" / "xa-03"))
    root, fresh.data_root = fresh.data_root, here
    try:
        html = answer("compare_communes", fresh, "commune", "internal").html.replace("\u00a0", " ")
    finally:
        fresh.data_root = root
    assert html.count("<figure") == 2
    assert "1/20 xã khác hẳn mức chung" in html
    names = [name for name in html.split("xã Bịa ")[1:]]
    assert names
    assert "Khoảng 95% của hạng" in html


def test_the_rank_is_said_with_its_interval(twenty):
    here, published, period = twenty / "data" / "xa-03", twenty / "outputs" / "xa-03", parse_period("2025-12", SINCE)
    counts, _ = shares(communes_at_hand(here), published, here, period, "in_time_pct", "commune")
    mine = next(one for one in compare(counts)[1] if one.name == "xã Bịa 03")
    month = SimpleNamespace(
        data_root=here, period=period, asked=Further(published=str(published)), centre=SimpleNamespace(name="xã Bịa 03")
    )
    said = rank_said(Figures(month, "commune"))
    assert f"hạng {mine.rank} (khoảng {mine.rank_low}–{mine.rank_high}) trên 20 xã" in said
    assert mine.rank_low < mine.rank_high


def test_one_commune_alone_is_not_compared(sample_root, fresh):
    assert communes_at_hand(sample_root) == {} or len(communes_at_hand(sample_root)) > 1
    assert "Chỉ có số liệu của một xã" in answer("compare_communes", fresh, "commune", "internal").text


def test_every_commune_of_a_folder_is_read(twenty, frame):
    table = read_folder(twenty / "outputs" / "xa-05")
    assert set(table["period"]) == {"2025-12"}
    assert set(table["commune"]) == {"90005"}
    assert len(table) == len(frame[frame["by"] == ""])


@pytest.mark.parametrize(("here", "names"), [("xa-0", {"xa-0", "xa-1"}), ("xa-3", {"xa-2", "xa-3"}), ("xa-4", set())])
def test_invented_data_is_never_ranked_beside_real(tmp_path, here, names):
    """Two invented communes, two real ones, and one whose settings cannot be read: each stands beside its own kind alone."""
    for number in range(5):
        folder = tmp_path / f"xa-{number}" / "reference"
        folder.mkdir(parents=True)
        invented = 'is_illustrative = true\nillustration_note = "bịa"\n' if number < 2 else ""
        text = f'name = "xa-{number}"\nshort_name = "x"\noffice_name = "x"\ncode = "{number}"\n{invented}'
        (folder / "centre.toml").write_text(text if number < 4 else text + "is_illustrative = 1=\n", "utf-8")
    if names:
        assert set(communes_at_hand(tmp_path / here)) == names
    else:
        with pytest.raises(HccError):
            communes_at_hand(tmp_path / here)
