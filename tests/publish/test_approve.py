"""Draft, approved, revised: an approval is of the figures that were read, lies with the data, and is never lost."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from publish_house import DECEMBER, DONE, SHOW, House, Silent, StandInMonth, notebook, use_quick_kernels

from hcc_helpers.centre import Centre
from hcc_helpers.cli.approve import _day
from hcc_helpers.errors import InputRefused, WrongWords
from hcc_helpers.indicators.traced import Trace
from hcc_helpers.publish import manifest
from hcc_helpers.publish.approval import approvals, standing
from hcc_helpers.publish.approve import approve_period
from hcc_helpers.publish.edition import Edition, published_page
from hcc_helpers.publish.exchange import Shelf
from hcc_helpers.publish.frame import ILLUSTRATIVE
from hcc_helpers.publish.since_approval import changes_since

CENTRE = Centre(name="xã Thử", short_name="Thử", office_name="Trung tâm xã Thử", signer_title="Giám đốc")
DAY = date(2025, 12, 16)


@dataclass
class Month(StandInMonth):
    """The stand-in with an extraction and the office's own text."""

    words: str = ""
    extra: list = field(default_factory=list)  # further figures
    behind: tuple = ("H1",)  # the cases behind received_all
    target: float = 98.0

    now = SimpleNamespace(window=SimpleNamespace(extracted_at=datetime(2025, 12, 16, 7, 30)))

    @property
    def results(self) -> pd.DataFrame:
        table = StandInMonth.results.fget(self).assign(period="2025-12", by="", group="", target=self.target)
        more = pd.DataFrame(self.extra, columns=["period", "scope", "by", "group", "indicator", "value", "unit"])
        return pd.concat([table, more], ignore_index=True) if self.extra else table

    @property
    def trace(self) -> Trace:
        return Trace.of_rows([("received_all", "commune", key) for key in self.behind])

    @property
    def inputs(self) -> dict:
        return {**StandInMonth.inputs.fget(self), "own_words": self.words}


@pytest.fixture
def house(tmp_path, monkeypatch):
    use_quick_kernels(monkeypatch)
    house = House(tmp_path, Month()).sound()
    house.data = tmp_path / "data"
    return house


def approve(house, by="Giám đốc", on=DAY) -> int:
    said = []

    class Heard(Silent):
        def line(self, text, style=""):
            said.append(text)

    code = approve_period(
        DECEMBER, house.data, house.out, by=by, on=on, centre=CENTRE, progress=Heard(), neighbours=house.neighbours()
    )
    house.said = said
    return code


def page(house) -> str:
    return (house.page / "01_monthly_report.html").read_text("utf-8").replace("\u00a0", " ")


def test_a_period_is_a_draft_until_it_is_approved(house):
    house.run()
    assert "DỰ THẢO" in page(house)
    assert "bản 1, dự thảo" in page(house)
    assert approve(house, by="  giám   ĐỐC ") == 0
    assert "DỰ THẢO" not in page(house)
    assert "bản 2, Giám đốc duyệt ngày 16/12/2025" in page(house)
    assert manifest.read(house.page)["approval"]["state"] == "approved"
    assert "dự thảo" in (house.out / "versions" / "2025-12" / "1" / "01_monthly_report.html").read_text("utf-8")


def test_approving_the_same_figures_again_changes_nothing(house):
    house.run()
    approve(house)
    before = {path: path.read_bytes() for path in house.root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert approve(house, on=date(2025, 12, 20)) == 0
    assert "duyệt ngày 16/12/2025 rồi" in house.said[0]
    assert before == {path: path.read_bytes() for path in before}


def test_an_approval_cut_before_its_pages_is_finished_by_the_next(house, monkeypatch):
    house.run()
    monkeypatch.setattr("hcc_helpers.publish.approve.run_periods", lambda *args, **kwargs: 1)
    approve(house)
    monkeypatch.undo()
    assert "DỰ THẢO" in page(house)
    assert approve(house) == 0
    assert "làm lại các trang" in house.said[0]
    assert "DỰ THẢO" not in page(house)
    assert [one.number for one in approvals(house.data, "2025-12")] == [1]


def test_a_day_that_has_not_come_is_refused():
    with pytest.raises(WrongWords, match="chưa đến") as error:
        _day((date.today() + timedelta(days=1)).isoformat())
    assert "[P-ngay-duyet]" in error.value.text()
    assert _day(date.today().isoformat()) == date.today()


def test_a_change_after_approval_is_a_new_version_that_lists_it(house):
    house.run()
    approve(house)
    house.month.received = 1945
    house.run()
    stands = manifest.read(house.page)
    assert (stands["version"], stands["approval"]["state"], stands["approval"]["changes"]) == (3, "revised", 1)
    assert stands["approval"]["approved_version"] == 2
    assert "SỬA ĐỔI SAU KHI DUYỆT" in page(house)
    assert "1 con số khác so với bản Giám đốc duyệt ngày 16/12/2025" in page(house)
    rows = pd.read_csv(house.page / "changes.csv", dtype=str)
    assert rows[["indicator", "approved_value", "value"]].values.tolist() == [["received_all", "1944", "1945"]]
    old = (house.out / "versions" / "2025-12" / "2" / "01_monthly_report.html").read_text("utf-8")
    assert "Giám đốc duyệt ngày 16/12/2025" in old.replace("\u00a0", " ")
    approve(house, by="Phó Giám đốc", on=date(2025, 12, 18))
    assert "Phó Giám đốc duyệt ngày 18/12/2025 (lần 2)" in page(house)
    assert [one.number for one in approvals(house.data, "2025-12")] == [1, 2]


def test_the_old_figures_again_are_the_approved_ones_again(house):
    house.run()
    approve(house)
    house.month.received = 1945
    house.run()
    house.month.received = 1944
    house.run()
    assert manifest.read(house.page)["approval"]["state"] == "approved"


def test_a_changed_text_of_the_office_is_a_revision_without_changed_figures(house):
    house.run()
    approve(house)
    house.month.words = "khác"
    house.run()
    stands = manifest.read(house.page)["approval"]
    assert (stands["state"], stands["changes"], stands["is_text_changed"]) == ("revised", 0, True)
    assert "Lời văn của Trung tâm khác so với bản" in page(house)
    assert not (house.page / "changes.csv").exists()


def front_of(house) -> str:
    """What the front page says of the changes, of the edition that is published."""
    entry = manifest.read(house.page)
    pages = [published_page(Shelf(house.out, "2025-12"), page) for page in entry["pages"]]
    frame = house.neighbours().frame(house.month, "internal")
    shown = changes_since(Edition.of(DECEMBER, "internal", house.month, frame, house.data, house.root).seen(pages))
    return f"{shown['said']} {shown['table']}"


def test_equal_figures_of_other_cases_are_a_revision_that_names_them(house):
    house.month.behind = ("H1", "H2")
    house.run()
    approve(house)
    house.month.behind = ("H1", "H3")
    house.run()
    stands = manifest.read(house.page)["approval"]
    assert (stands["state"], stands["changes"], stands["cases"]) == ("revised", 0, 1)
    assert "Hồ sơ đứng sau 1 con số khác so với bản" in page(house)
    said = front_of(house)
    assert "H2" in said
    assert "H3" in said
    assert "H1" not in said


def test_another_target_beside_the_same_figure_is_a_revision(house):
    house.run()
    approve(house)
    house.month.target = 99.0
    house.run()
    stands = manifest.read(house.page)["approval"]
    assert (stands["state"], stands["changes"]) == ("revised", 2)
    assert set(pd.read_csv(house.page / "changes.csv", dtype=str)["what"]) == {"target"}
    assert "2 chỉ tiêu khác so với bản" in page(house)


def test_a_page_that_says_something_else_is_a_revision_with_the_lines(house):
    house.run()
    approve(house)
    notebook(
        house.notebooks / "01_monthly_report.ipynb",
        "## Có dùng được không?",
        SHOW.format("<p>Không dùng được.</p>"),
        DONE,
        title="Trang 01",
    )
    house.run()
    stands = manifest.read(house.page)["approval"]
    assert (stands["state"], stands["changes"], stands["pages"]) == ("revised", 0, ["01_monthly_report"])
    assert "Nội dung 1 trang khác so với bản" in page(house)
    assert "Không dùng được." in front_of(house)


def test_another_spelling_of_the_same_page_is_no_revision(house):
    house.run()
    approve(house)
    notebook(
        house.notebooks / "01_monthly_report.ipynb",
        "## Có dùng được không?",
        SHOW.format('<p class="moi">Dùng <b>được</b>.</p>'),
        DONE,
        title="Trang 01",
    )
    house.run()
    assert manifest.read(house.page)["approval"]["state"] == "approved"


def test_a_page_that_fails_after_the_approval_is_a_revision(house):
    house.sound("00_data_checks", "01_monthly_report", "02_deadlines")
    house.run()
    approve(house)
    notebook(house.notebooks / "02_deadlines.ipynb", "## Hạn", "1 / 0", DONE, title="Trang 02")
    assert house.run() == 1
    stands = manifest.read(house.page)["approval"]
    assert (stands["state"], stands["pages"]) == ("revised", ["02_deadlines"])
    assert "Không có trang này." in front_of(house)


def test_other_cases_than_those_that_were_read_are_not_approved(house):
    house.run()
    house.month.behind = ("H9",)
    with pytest.raises(InputRefused, match="không còn là số liệu của bản đã công bố"):
        approve(house)


def test_a_figure_that_the_approved_version_did_not_have_is_no_change_and_a_lost_one_is(house):
    house.month.extra = [["2025-12", "commune", "", "", "withdrawn", 13, "cases"]]
    house.run()
    approve(house)
    house.month.extra = [
        ["2025-12", "commune", "", "", "withdrawn", 13, "cases"],
        ["2025-12", "land", "", "", "withdrawn", 15, "cases"],
    ]
    assert standing(house.data, "2025-12", house.month).state == "approved"
    house.month.extra = []
    lost = standing(house.data, "2025-12", house.month)
    assert [(one.part("indicator"), one.was, one.now) for one in lost.changes] == [("withdrawn", "13", None)]


def test_the_front_page_shows_figures_of_the_period_and_counts_the_others(house):
    year, field_of = ["2025-12@year-to-date", "commune", "", ""], ["2025-12", "commune", "field", "Hộ tịch"]
    house.month.extra = [[*year, "withdrawn", 13, "cases"], [*field_of, "withdrawn", 3, "cases"]]
    house.run()
    approve(house)
    house.month.extra = [[*year, "withdrawn", 14, "cases"], [*field_of, "withdrawn", 4, "cases"]]
    house.month.received = 2000
    frame = house.neighbours().frame(house.month, "internal")
    edition = Edition.of(DECEMBER, "internal", house.month, frame, house.data, house.root)
    shown = changes_since(edition)
    assert "3 con số khác" in shown["said"]
    assert "nêu 1 con số" in shown["said"]
    assert "1.944" in shown["table"]
    assert "2.000" in shown["table"]
    assert "Công dân rút" not in shown["table"]


@pytest.mark.parametrize("by", ["Nguyễn Văn A", "Giám đốc Nguyễn Văn A", "", "Chủ tịch"])
def test_only_a_title_of_the_settings_may_approve(house, by):
    house.run()
    with pytest.raises(WrongWords) as error:
        approve(house, by=by)
    assert "Giám đốc · Phó Giám đốc" in error.value.text()
    assert "Nguyễn" not in error.value.text()
    assert not approvals(house.data, "2025-12")


def test_what_nobody_could_read_is_not_approved(house):
    with pytest.raises(WrongWords, match="Chưa có bản nào"):
        approve(house)
    house.run()
    house.month.received = 1945
    with pytest.raises(InputRefused, match="không còn là số liệu của bản đã công bố"):
        approve(house)
    house.month.received = 1944
    (house.page / "01_monthly_report.html").write_text("khác", "utf-8")
    with pytest.raises(InputRefused, match=r"01_monthly_report\.html"):
        approve(house)


def test_an_edition_that_was_changed_by_hand_becomes_no_version(house):
    house.run()
    approve(house)
    path = house.page / "results.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert house.run() == 0
    assert "bị sửa sau khi công bố (results.parquet)" in house.words
    assert manifest.read(house.page)["version"] == 3
    assert manifest.mismatches(house.page) == []
    assert [one.name for one in (house.out / "versions" / "2025-12").iterdir()] == ["1"]
    assert manifest.read(house.page)["approval"]["state"] == "approved"
    assert (house.out / ".hcc" / "aside" / "2025-12" / "1" / "2025-12" / "results.parquet").is_file()


def test_a_day_before_the_extraction_is_refused(house):
    house.run()
    with pytest.raises(WrongWords, match="đứng trước ngày trích xuất số liệu 16/12/2025"):
        approve(house, on=date(2025, 12, 15))


def test_the_public_pages_follow_the_approval(house):
    house.run()
    house.run(audience="public")
    approve(house)
    stands = manifest.read(house.out / "public" / "2025-12")["approval"]
    assert (stands["state"], stands["by"], stands["on"]) == ("approved", "Giám đốc", "2025-12-16")


def test_the_word_draft_stands_before_what_the_sheet_is(house):
    frame = house.neighbours().frame(house.month, "internal")
    frame = type(frame)(**{**vars(frame), "stamps": (*frame.stamps, (ILLUSTRATIVE, "Bịa."))})
    edition = Edition.of(DECEMBER, "internal", house.month, frame, house.data, house.root)
    assert [word for word, _ in edition.frame.stamps] == ["NỘI BỘ", "DỰ THẢO", ILLUSTRATIVE]


def test_what_a_cut_approval_left_is_removed_and_a_cut_exchange_finished(house):
    house.run()
    left = house.data / "approvals" / "2025-12" / ".duyet-abc"
    left.mkdir(parents=True)
    waiting = house.out / ".hcc" / "waiting" / "2025-12"
    waiting.parent.mkdir(parents=True, exist_ok=True)
    house.page.rename(waiting)  # as two renames leave it, cut between them
    assert approve(house) == 0
    assert not left.exists()
    assert "DỰ THẢO" not in page(house)
