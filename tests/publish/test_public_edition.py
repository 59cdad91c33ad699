"""What everybody gets: one page and its figures. No person, no case, no small count, nothing of the office's own business."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace

import drawn_exports as draw
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from hcc_helpers.periods import parse_period
from hcc_helpers.publish import verify as verifying
from hcc_helpers.publish.last_gate import holds_person, unfit
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.run import run_periods
from hcc_helpers.publish.verify import OTHER, verify
from hcc_helpers.small_cells.cells import KEPT, LESS, SMALL
from hcc_helpers.small_cells.edition import FEW_CASES

PERSONS = ("Hoàng Thị Canary", "0987654321", "040199001234", "37A-765.43", "kin.canary@thu.vn")
HEAD = [
    "Mã hồ sơ",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Mã thủ tục",
    "Tên thủ tục",
    "Lĩnh vực",
    "Đơn vị giải quyết",
    "Hình thức nhận",
    "Trạng thái",
    "Người nộp",
    "Số điện thoại",
]
OFFICE_ONLY = (
    "quyết định",
    "Người quyết",
    "Ý kiến của lãnh đạo",
    "đôn đốc",
    "bản đã duyệt",
    "NỘI BỘ",
    "Phòng Kinh tế",
    "Mã hồ sơ H",
)


class Heard(Silent):
    def __init__(self):
        super().__init__()
        self.said: list[str] = []

    def problem(self, text):
        self.said.append(text)


def filed(tmp_path, submitter="Hoàng Thị Canary"):
    """A month of 130 cases in two fields, three of them late; persons in their columns and where they do not belong."""
    data, rng = draw.root(tmp_path), random.Random(1)
    rows = []
    for number in range(130):
        at = dt.datetime(2025, 11, 17, 8) + dt.timedelta(days=rng.randrange(20))
        due, done = at + dt.timedelta(days=4), at + dt.timedelta(days=6 if number < 3 else 1)
        code, name, field = (
            ("2.000815", "Chứng thực bản sao", "Chứng thực") if number % 3 else ("1.000001", "Đăng ký khai sinh", "Hộ tịch")
        )
        unit, field = ("Phòng Kinh tế", field) if number % 10 else (PERSONS[0], PERSONS[number // 10 % 5])
        status = PERSONS[number % 5] if number % 40 == 7 else "Đã xử lý xong"
        rows.append(
            [
                f"H{number}",
                at,
                due,
                done,
                code,
                name,
                field,
                unit,
                "Trực tuyến" if number % 4 else "Trực tiếp",
                status,
                submitter,
                "0987654321",
            ]
        )
    draw.put_xlsx(draw.raw(data) / "a.xlsx", [HEAD, *rows])
    draw.put(data, "mapping.toml", draw.TAKEN + '[[file]]\nname = "a.xlsx"\nconstants = { scope = "commune" }\n')
    return data


def run(data, out, *periods):
    heard = Heard()
    wanted = [parse_period(text) for text in periods or ("2025-12",)]
    return run_periods(wanted, data, out, audience="public", progress=heard), "\n".join(heard.said)


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    code, said = run(filed(folder), folder / "out")
    assert code == 0, said
    return folder / "out" / "public" / "2025-12"


def test_the_folder_holds_one_page_and_its_figures(public):
    assert sorted(path.name for path in public.iterdir()) == ["index.html", "manifest.json", "results.csv", "results.parquet"]
    assert sorted(path.name for path in public.parent.iterdir()) == ["2025-12", "index.html"]


def test_no_person_stands_in_any_byte(public):
    texts = [path.read_text("utf-8", errors="replace") for path in (*public.glob("*.*"), public.parent / "index.html")]
    texts.append(pd.read_parquet(public / "results.parquet").to_csv())
    for trace in ("canary", "987654321", "40199001234", "765.43"):
        assert not [text for text in texts if trace in text.casefold()]


def test_the_page_is_for_citizens(public):
    text = BeautifulSoup((public / "index.html").read_bytes(), "html.parser").get_text(" ")
    assert not [word for word in OFFICE_ONLY if word in text]
    for question in ("Trung tâm đã làm gì?", "Giải quyết mất bao lâu?", "Nộp hồ sơ trực tuyến thế nào?"):
        assert question in text
    assert (
        "Tháng 12/2025, Trung tâm tiếp nhận mới 130 hồ sơ, giải quyết xong 130 hồ sơ, trong đó trước hạn và đúng hạn trên 93%."
        in text.replace("\xa0", " ")
    )
    assert f"ghi “{LESS}”" in text.replace("\xa0", " ")
    listed = (public.parent / "index.html").read_text("utf-8")
    assert "Việc cần quyết định" not in listed
    assert "130 hồ sơ" in listed.replace("\xa0", " ")


def test_no_count_of_one_to_nine_is_printed_and_every_hidden_one_says_why(public):
    table = pd.read_parquet(public / "results.parquet")
    assert set(table["by"]) <= {"", "field", "procedure"}
    counts = table[table["unit"].isin(["cases", "answers"])]
    assert not len(counts[(counts["value"] > 0) & (counts["value"] < SMALL)])
    late = table[(table["indicator"] == "resolved_late") & (table["by"] == "")].iloc[0]
    assert pd.isna(late["value"])
    assert late["reason"] == LESS
    shared = table[table["indicator"] == "in_time_pct"].iloc[0]
    assert pd.isna(shared["value"])
    assert pd.isna(shared["numerator"])
    assert shared["reason"] == KEPT


def test_what_is_withheld_is_no_other_figure_and_what_is_told_is_computed_anew(public, monkeypatch):
    root = public.parents[2]
    found = verify(parse_period("2025-12"), root, root / "out")
    assert found.exit_code == 0, found.text
    told = pd.read_parquet(public / "results.parquet")
    assert found.figures == len(told) - told["reason"].isin([LESS, KEPT, FEW_CASES]).sum() > 0
    monkeypatch.setattr(verifying, "before_hiding", lambda results, data_root: [replace(one, value=-1.0) for one in results])
    assert verify(parse_period("2025-12"), root, root / "out").exit_code == OTHER


def test_the_manifest_names_no_file_of_the_office(public):
    text = (public / "manifest.json").read_text("utf-8")
    assert "a.xlsx" not in text
    assert json.loads(text)["inputs"]["snapshots"][0].keys() == {"period", "version", "hash"}


@pytest.mark.parametrize("office", ["Trung tâm của bà Hoàng Thị Mận", "Trung tâm Qponm Zyxwv"])
def test_the_last_gate_withholds_the_edition_and_does_not_repeat_the_name(tmp_path, office):
    data = filed(tmp_path, submitter="Qponm Zyxwv")  # looks like no name; it stands under “Người nộp”
    path = data / "reference" / "centre.toml"
    path.write_text(path.read_text("utf-8").replace("Trung tâm Phục vụ hành chính công xã Thử", office), "utf-8")
    code, said = run(data, tmp_path / "out")
    assert code == 1
    assert "P-ca-nhan" in said
    assert "index.html" in said
    assert "Zyxwv" not in said
    assert "Mận" not in said
    assert not (tmp_path / "out" / "public" / "2025-12").exists()


def test_a_word_of_our_own_lists_is_no_person_beside_a_number_that_is_one(tmp_path):
    lines = ["Mã phiếu;Mức độ hài lòng", "KS1;CCCD 040199123456", "KS2;Hài lòng", "KS3;Qponm Zyxwv"]
    raw = tmp_path / "raw" / "2025-12"
    raw.mkdir(parents=True)
    (raw / "phieu.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "out").mkdir()
    page = tmp_path / "out" / "index.html"
    page.write_text("<p>Hài lòng: 98%</p>", "utf-8")
    assert unfit(tmp_path / "out", tmp_path, ["2025-12"]) == []
    page.write_text("<p>Hài lòng: 98%, Qponm Zyxwv</p>", "utf-8")
    assert unfit(tmp_path / "out", tmp_path, ["2025-12"]) == ["index.html"]


def test_the_gate_finds_a_number_however_it_is_spaced():
    assert holds_person(["gọi 098 765 4321"], set())
    assert holds_person(["mã 12 34 56 78"], {"12345678"})
    assert not holds_person(["1.845 hồ sơ, 15/11/2025"], {"qponm zyxwv"})
