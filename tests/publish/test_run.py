"""A run publishes a whole period or leaves the old outputs as they were, byte for byte."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from publish_house import DONE, PARAMETERS, SHOW, House, StandInMonth, hashes, notebook, use_plain_shell

from hcc_helpers.errors import InputRefused, WrongWords
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import manifest
from hcc_helpers.publish import verify as verifying
from hcc_helpers.publish.pages import body_of


@pytest.fixture
def house(tmp_path, monkeypatch) -> House:
    use_plain_shell(monkeypatch)
    return House(tmp_path / "nhà số 1")  # a blank and diacritics in every path


def further(house: House, *cells: str, name: str = "02_obstacles") -> None:
    notebook(house.notebooks / f"{name}.ipynb", *(cells or ("## Vì sao chậm?", "1 / 0", DONE)), title="Điểm nghẽn")


def test_a_sound_run_publishes_everything(house):
    assert house.sound().run() == 0
    names = "00_data_checks.html 01_monthly_report.html balances.csv findings.csv index.html manifest.json results.csv results.parquet trace.parquet"
    assert sorted(path.name for path in house.page.iterdir()) == names.split()
    assert manifest.mismatches(house.page) == []
    text = (house.page / "01_monthly_report.html").read_text("utf-8")
    assert "Dùng được." in text
    assert "NỘI BỘ" in text
    assert "HTML(" not in text  # no code
    assert 'href="2025-12/index.html"' in (house.out / "index.html").read_text("utf-8")


def test_the_manifest_says_what_was_made_of_what(house):
    house.sound().run()
    content = manifest.read(house.page)
    assert content["inputs"]["snapshots"] == house.month.inputs["snapshots"]
    assert content["run_id"] == content["inputs_hash"][:16]
    assert content["rows"] == {"results": 2, "balances": 1, "trace": 1, "findings": 1}
    assert content["summary"] == {"verdict": "Tiếp nhận 1944."}  # what the list of all periods says
    assert [page["failure"] for page in content["pages"]] == [None, None]
    assert set(content["outputs"]) == {path.name for path in house.page.iterdir()} - {"manifest.json"}
    everything = "".join(path.read_text("utf-8") for path in house.page.iterdir() if path.suffix != ".parquet")
    assert str(house.root) not in everything  # no path of the machine
    assert not re.search(r"20\d\d-\d\d-\d\dT(?!00:00:00)", everything)  # no time of day: nothing tells when it ran


def test_two_runs_give_the_same_bytes(house, tmp_path, monkeypatch):
    house.sound().run()
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    other = House(tmp_path / "khác")
    other.sound().run(jobs=1)
    assert hashes(other.page) == hashes(house.page)


def test_unchanged_inputs_change_nothing(house):
    house.sound().run()
    before = hashes(house.out)
    times = {path: path.stat().st_mtime_ns for path in house.page.iterdir()}
    assert house.run() == 0
    assert "không có gì đổi" in house.words
    assert {path: path.stat().st_mtime_ns for path in house.page.iterdir()} == times
    assert house.run(force=True) == 0
    assert "đang chạy" in house.words  # force did run them
    assert hashes(house.out) == before  # and made the same bytes, so no new version


def test_a_fault_in_what_pages_share_is_said_and_stops_no_page(house):
    house.shared = lambda *asked: 1 / 0
    assert house.sound().run() == 0
    assert "lỗi của bộ công cụ" in house.words


def test_the_front_page_is_worked_out_beside_the_notebooks_and_rests_on_nothing_of_it(house):
    seen = []
    house.foresee = lambda edition: (seen.append(edition.period.text), 1 / 0)
    house.shared = lambda *asked: seen.append("shared")
    assert house.sound().run(jobs=2) == 0
    assert seen == ["shared", "2025-12"], "what pages share is asked for by the front page too"
    assert house.run() == 0
    assert len(seen) == 2, "nothing is worked out where nothing is made"


def test_a_changed_file_is_published_anew_and_kept(house):
    house.sound().run()
    (house.page / "results.csv").write_text("sửa tay", "utf-8")
    assert house.run() == 0
    assert manifest.mismatches(house.page) == []
    assert [p.read_text("utf-8") for p in (house.out / ".hcc" / "aside").rglob("results.csv")] == ["sửa tay"]


def test_a_revised_month_becomes_a_new_version(house):
    house.sound().run()
    before = hashes(house.page)
    house.month = StandInMonth(received=1950)
    assert house.run() == 0
    assert manifest.read(house.page)["version"] == 2
    assert hashes(house.out / "versions" / "2025-12" / "1") == before
    assert "bản 2" in (house.page / "01_monthly_report.html").read_text("utf-8")
    assert "bản 2" in (house.out / "index.html").read_text("utf-8")


def test_an_earlier_version_that_is_gone_is_said(house, monkeypatch):
    house.sound().run()
    house.month = StandInMonth(received=1950)
    house.run()
    monkeypatch.setattr(verifying, "_snapshots", lambda *asked: False)  # the month of this house rests on none
    period = parse_period("2025-12")
    assert verifying.verify(period, house.root, house.out).notes == []
    shutil.rmtree(house.out / "versions" / "2025-12" / "1")
    found = verifying.verify(period, house.root, house.out)
    assert (found.exit_code, len(found.notes)) == (0, 1)
    assert found.notes[0].startswith("bản 1 không còn ở ")


@pytest.mark.parametrize("name", ["00_data_checks", "01_monthly_report"])
def test_a_failed_core_page_leaves_the_old_outputs(house, name):
    house.sound().run()
    before = hashes(house.out)
    house.month = StandInMonth(received=1950)
    notebook(house.notebooks / f"{name}.ipynb", "## Đã nhận bao nhiêu?", "raise ValueError('Nguyễn Văn A')", DONE)
    assert house.run() == 1
    assert hashes(house.out) == before
    assert "Đã nhận bao nhiêu?" in house.words
    assert "ValueError" in house.words
    assert "Nguyễn Văn A" not in house.words
    assert "Traceback" not in house.words
    log = Path(re.search(r"Nhật ký đầy đủ: (\S+)", house.words)[1])
    assert "Nguyễn Văn A" in log.read_text("utf-8")
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_a_failed_further_page_is_named_on_the_front_page(house):
    house.sound()
    further(house)
    assert house.run() == 1
    assert (house.page / "01_monthly_report.html").is_file()
    assert not (house.page / "02_obstacles.html").exists()
    assert "Điểm nghẽn: không có, vì lỗi ZeroDivisionError" in (house.page / "index.html").read_text("utf-8")
    # Nothing changed, so it would fail again: that is said, and nothing is run.
    assert house.run() == 1
    assert "đang chạy" not in house.words
    assert "Điểm nghẽn" in house.words
    assert "Vì sao chậm?" in house.words
    assert "lỗi ZeroDivisionError khi tính" in house.words
    assert "--force" in house.words
    # Once mended it is published as a new version, and only what was mended is run.
    further(house, "## Vì sao chậm?", SHOW.format("<p>Vì tạm dừng.</p>"), DONE)
    assert house.run() == 0
    assert [line for line in house.said if "đang chạy" in line] == ["02 Điểm nghẽn: đang chạy…"]
    assert (house.page / "02_obstacles.html").is_file()
    assert manifest.read(house.page)["version"] == 2


def test_strict_is_all_or_nothing(house):
    house.sound()
    further(house)
    assert house.run(strict=True) == 1
    assert not house.page.exists()


@pytest.mark.parametrize(
    "html", ["<script>x()</script>", '<img src="https://x.vn/a.png" alt="Biểu đồ">', '<p style="color:red">x</p>']
)
def test_a_page_that_is_not_fit_to_show_fails(house, html):
    house.sound()
    further(house, "## Câu hỏi", SHOW.format(html), DONE)
    assert house.run() == 1
    assert "không" in house.words
    assert not (house.page / "02_obstacles.html").exists()


def test_only_runs_one_notebook_on_top_of_the_published_period(house):
    house.sound()
    further(house, "## Vì sao chậm?", SHOW.format("<p>Cũ.</p>"), DONE)
    house.run()
    kept = (house.page / "01_monthly_report.html").read_text("utf-8")
    further(house, "## Vì sao chậm?", SHOW.format("<p>Mới.</p>"), DONE)
    assert house.run(only="02") == 0
    assert "01 Trang 01: đang chạy…" not in house.said
    assert "Mới." in (house.page / "02_obstacles.html").read_text("utf-8")
    taken_over = (house.page / "01_monthly_report.html").read_text("utf-8")
    assert body_of(taken_over) == body_of(kept)
    assert "bản 1, dự thảo" in kept
    assert "bản 2, dự thảo" in taken_over
    assert "bản 1" not in taken_over


def test_only_is_refused_when_the_other_pages_are_of_other_data(house):
    house.sound()
    further(house, "## Vì sao chậm?", DONE)
    assert house.run(only="02") == 2  # nothing published yet
    house.run()
    before = hashes(house.out)
    house.month = StandInMonth(received=1950)
    assert house.run(only="02") == 2
    assert "hcc run 2025-12" in house.words  # what to do
    assert hashes(house.out) == before


def test_an_unknown_notebook_stops_before_anything_is_made(house):
    house.sound()
    with pytest.raises(WrongWords, match="00_data_checks, 01_monthly_report"):
        house.run(only="09")
    assert not house.out.exists()


def test_the_sample_never_replaces_a_real_period(house):
    house.sound().run()
    before = hashes(house.out)
    house.is_illustrative = True
    house.month = StandInMonth(received=1)
    assert house.run(force=True) == 73
    assert "--out" in house.words
    assert hashes(house.out) == before


def test_the_annex_changes_the_paper_and_runs_no_notebook_again(house):
    assert house.sound().run() == 0
    assert house.run(annex=True) == 0
    assert "đang chạy" not in house.words
    made = manifest.read(house.page)
    assert (made["version"], made["annex"]) == (2, True)
    assert "details-content" in (house.page / "01_monthly_report.html").read_text("utf-8")
    before = hashes(house.out)
    assert house.run(annex=True) == 0
    assert hashes(house.out) == before
    assert house.run() == 0
    assert "details-content" not in (house.page / "01_monthly_report.html").read_text("utf-8")


def test_a_month_published_beside_runs_only_the_pages_that_read_it(house):
    """What another published month reaches is made again; a batch run a second time changes nothing."""
    told = f'{PARAMETERS}\npublished = ""'
    notebook(
        house.sound().notebooks / "05_compare.ipynb",
        "## So với?",
        SHOW.format("<p>So.</p>"),
        DONE,
        parameters=told,
        title="So sánh",
    )
    assert house.run("2025-12") == 0
    kept = body_of((house.page / "01_monthly_report.html").read_text("utf-8"))
    assert house.run("2025-11") == 0
    assert house.run("2025-12") == 0
    assert [line for line in house.said if line.endswith("đang chạy…")] == ["05 So sánh: đang chạy…"]
    made = manifest.read(house.page)
    assert [one["period"] for one in made["inputs"]["earlier"]] == ["2025-11"]
    assert made["version"] == 2
    assert body_of((house.page / "01_monthly_report.html").read_text("utf-8")) == kept
    before = hashes(house.out)
    assert house.run("2025-11", "2025-12") == 0
    assert sum("không có gì đổi" in line for line in house.said) == 2
    assert "đang chạy" not in house.words
    assert hashes(house.out) == before


def test_a_period_without_pages_on_others_still_says_what_lies_beside_it(house):
    house.sound().run("2025-12")
    house.run("2025-11")
    assert house.run("2025-12") == 0
    assert "đang chạy" not in house.words
    assert [one["period"] for one in manifest.read(house.page)["inputs"]["earlier"]] == ["2025-11"]


def test_a_real_period_replaces_the_sample(house):
    house.is_illustrative = True
    house.sound().run()
    house.is_illustrative, house.month = False, StandInMonth(received=1)
    assert house.run() == 0
    assert manifest.read(house.page)["is_illustrative"] is False


def test_the_public_audience_has_a_folder_of_its_own_without_case_codes(house):
    house.sound().run()
    before = hashes(house.page)
    assert house.run(audience="public") == 0
    public = house.out / "public" / "2025-12"
    assert not (public / "trace.parquet").exists()
    assert not (public / "findings.csv").exists()
    assert not any("H7" in path.read_text("utf-8") for path in public.glob("*.csv"))
    assert "H7" in (house.page / "balances.csv").read_text("utf-8")
    assert [path.name for path in public.glob("*.html")] == ["index.html"]
    assert "NỘI BỘ" not in (public / "index.html").read_text("utf-8")
    with pytest.raises(WrongWords, match="chỉ có một trang"):
        house.run(audience="public", only="01", force=True)
    assert hashes(house.page) == before
    assert (house.out / "public" / "index.html").is_file()


def test_periods_are_published_one_after_the_other_and_listed_newest_first(house):
    assert house.sound().run("2025-11", "2025-12") == 0
    listed = (house.out / "index.html").read_text("utf-8")
    assert listed.index("2025-12/index.html") < listed.index("2025-11/index.html")


def test_one_refused_period_does_not_stop_the_others(house, monkeypatch):
    house.sound()
    plain = house.neighbours()

    def compute(period, data_root):
        if period.text == "2025-11":
            raise InputRefused("Tệp ho-so.xlsx không đọc được.")
        return house.month

    monkeypatch.setattr(House, "neighbours", lambda self: replace(plain, compute=compute))
    assert house.run("2025-11", "2025-12") == 65
    assert "Tệp ho-so.xlsx không đọc được." in house.words
    assert house.page.is_dir()
    assert not (house.out / "2025-11").exists()


def test_a_full_disk_is_said_and_changes_nothing(house, monkeypatch):
    house.sound().run()
    before = hashes(house.out)
    house.month = StandInMonth(received=1950)
    plain = house.neighbours()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def front_page(edition, pages):
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))  # from now on no file may grow beyond 500 bytes
        return plain.front_page(edition, pages)

    monkeypatch.setattr(House, "neighbours", lambda self: replace(plain, front_page=front_page))
    try:
        assert house.run() == 73
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(house.out) in house.words
    assert hashes(house.out) == before


def test_an_interrupted_run_leaves_the_old_outputs_and_no_kernel(house, monkeypatch):
    house.sound().run()
    before, others = hashes(house.out), set(_children())  # of other tests in this process
    notebook(house.notebooks / "01_monthly_report.ipynb", "## Lâu", "import time; time.sleep(600)", DONE)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            house.run()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    assert time.monotonic() - began < 30
    assert hashes(house.out) == before
    assert not (house.out / ".hcc" / "work" / "2025-12").exists()
    assert set(_children()) <= others


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from publish_house import House
House(Path(sys.argv[1])).run()
"""


def test_a_killed_run_needs_no_hands_and_leaves_no_kernel(house):
    house.sound().run()
    before = hashes(house.out)
    (house.notebooks / "00_data_checks.ipynb").rename(house.root / "00.ipynb")
    notebook(house.notebooks / "00_data_checks.ipynb", "## Lâu", "import time; time.sleep(600)", DONE)
    code = KILLED.format(tests=str(Path(__file__).parents[1]))
    process = subprocess.Popen([sys.executable, "-c", code, str(house.root)])
    work = house.out / ".hcc" / "work" / "2025-12" / "kernel-folders"
    for _ in range(1200):  # a busy machine
        if work.is_file() and len(work.read_text("utf-8").split()) == 2:
            break
        time.sleep(0.05)
    folders = [Path(line) for line in work.read_text("utf-8").splitlines()]
    time.sleep(0.7)  # the kernels are up
    process.kill()
    process.wait()
    assert hashes(house.out) == before
    (house.root / "00.ipynb").replace(house.notebooks / "00_data_checks.ipynb")
    assert house.run() == 0
    assert hashes(house.out) == before
    assert not any(folder.exists() for folder in folders)
    for _ in range(100):  # a kernel looks for its parent once a second
        if not _kernels_in(folders):
            break
        time.sleep(0.1)
    assert not _kernels_in(folders)


def test_results_are_readable_as_they_are(house):
    house.sound().run()
    text = (house.page / "results.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"received_all,1944,," in text
    assert pd.read_parquet(house.page / "results.parquet")["value"].tolist() == [1944, 98.25]


def _children() -> list[str]:
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()


def _kernels_in(folders: list[Path]) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            found += [entry.name for folder in folders if str(folder) in command]
    return found
