"""JupyterLab in Chromium: Run All on every notebook leaves no error, the look is the house's, Tab lists what there is to ask."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from hcc_helpers.cli.lab import surroundings
from hcc_helpers.places import project_root

pytestmark = [pytest.mark.long, pytest.mark.browser]

NAMES = sorted(path.name for path in (project_root() / "notebooks").glob("*.ipynb") if path.name != "audit.ipynb")
TOKEN = "thu"
START = 'import sys; sys.argv = ["jupyter-lab", *sys.argv[1:]]; from jupyterlab.labapp import main; main()'
MINUTES = 6


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the notebooks, as `make lab` opens it: (address, folder)."""
    top = tmp_path_factory.mktemp("lab")
    shutil.copytree(project_root() / "notebooks", top / "notebooks")
    shutil.copytree(project_root() / "data" / "sample", top / "data" / "sample", ignore=shutil.ignore_patterns("clean"))
    environment = {
        **surroundings(dict(os.environ)),
        "PYTHONPATH": str(project_root()),
        "HOME": str(top),
        "JUPYTER_CONFIG_DIR": str(top / "settings"),
        "JUPYTER_DATA_DIR": str(top / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(top / "run"),
    }
    words = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=0",
        f"--IdentityProvider.token={TOKEN}",
        f"--notebook-dir={top}",
    ]
    with (top / "lab.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-c", START, *words], cwd=top, env=environment, stdout=log, stderr=log)
    try:
        yield _address(top, server), top
    finally:
        server.terminate()
        server.wait(30)


def _address(top: Path, server: subprocess.Popen) -> str:
    until = time.monotonic() + 300
    while time.monotonic() < until and server.poll() is None:
        for told in (top / "run").glob("jpserver-*.json"):
            address = json.loads(told.read_text("utf-8"))["url"]
            with urlopen(f"{address}api?token={TOKEN}", timeout=30) as answered:
                if answered.status == 200:
                    return address
        time.sleep(0.5)
    raise AssertionError((top / "lab.log").read_text("utf-8")[-2000:])


@pytest.fixture
def opened(browser, lab):
    """Open one notebook as it comes and wait for its kernel; (page, the notebook's file)."""
    pages = []

    def at(name: str):
        address, top = lab
        shutil.copy(
            project_root() / "notebooks" / name, top / "notebooks"
        )  # a saved one looks as if it had been run in this kernel
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        pages.append(page)
        page.goto(f"{address}lab/workspaces/{name.partition('.')[0]}/tree/notebooks/{name}?token={TOKEN}&reset")
        page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for(timeout=120_000)
        page.get_by_text("(ipykernel) | Idle").first.wait_for(timeout=120_000)
        return page, top / "notebooks" / name

    yield at
    for page in pages:
        page.close()
    address = lab[0]
    with urlopen(f"{address}api/kernels?token={TOKEN}", timeout=60) as answered:
        for kernel in json.load(answered):  # one at a time is enough for a small machine
            urlopen(Request(f"{address}api/kernels/{kernel['id']}?token={TOKEN}", method="DELETE"), timeout=60).close()


def run_all(page, path: Path) -> dict:
    """Run → Run All Cells by the menu, wait for the end, save; the notebook as it lies on the disk."""
    until = time.monotonic() + 60 * MINUTES
    while time.monotonic() < until:
        if not page.locator(".jp-InputPrompt", has_text=re.compile(r"\[[*\d]")).count():  # nothing has been asked yet
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_timeout(1000)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        try:
            saved = json.loads(path.read_text("utf-8"))
        except ValueError:  # just being written
            continue
        cells = [cell for cell in saved["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
        if all(cell["execution_count"] for cell in cells) or any(_errors(saved)):
            return saved
    raise AssertionError(f"{path.name}: not run through in {MINUTES} minutes")


def _errors(notebook: dict) -> list[str]:
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [f"{one['ename']}: {one['evalue']}" for one in outputs if one["output_type"] == "error"]


@pytest.mark.parametrize("name", NAMES)
def test_run_all_leaves_no_error_and_the_look_of_the_house(opened, name):
    page, path = opened(name)
    saved = run_all(page, path)
    assert _errors(saved) == []
    if name == "start.ipynb":  # plain words only
        return
    page.locator(".jp-OutputArea .hcc").first.wait_for(state="attached", timeout=60_000)
    # Scoped: the rules of a page hold inside its outputs and nowhere else.
    looks = page.evaluate(
        """() => { const of = (select, name) => { const one = document.querySelector(select); return one ? getComputedStyle(one)[name] : null; };
            return {inside: of('.hcc', 'fontFamily'), bar: of('.jp-Toolbar', 'fontFamily'), body: of('body', 'maxWidth')}; }"""
    )
    assert "Segoe UI" in looks["inside"]
    assert looks["inside"] != looks["bar"]
    assert looks["body"] == "none"
    if pictures := os.environ.get("HCC_LAB_PICTURES"):
        page.screenshot(path=f"{pictures}/{name.partition('.')[0]}.png")


def test_the_worked_question_ends_in_a_table_and_a_figure_of_births_by_weekday(opened):
    page, path = opened("06_own_question.ipynb")
    saved = run_all(page, path)
    shown = "".join(
        "".join(output.get("data", {}).get("text/html", "")) for cell in saved["cells"] for output in cell.get("outputs", [])
    )
    assert "Thứ Hai" in shown
    assert "kỳ trước" in shown
    assert "<figure" in shown
    assert 'alt="Biểu đồ' in shown


def test_tab_lists_what_a_month_knows_and_every_answer_with_its_question(opened):
    page, path = opened("start.ipynb")
    run_all(page, path)
    assert page.get_by_text("Jupyter news").count() == 0  # nothing is asked of a network, nor of the analyst
    wanted = {
        "month.": ("answers", "cases", "compare"),  # the list shows ten at a time; its labels: tests/by_hand/test_month.py
        "month.answers.fe": ("fees",),  # one way only: put in at once
    }
    for typed, offered in wanted.items():
        page.locator(".jp-Notebook:visible .jp-Cell .jp-InputPrompt").last.click()
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        page.keyboard.press("Enter")
        page.keyboard.type(typed, delay=50)
        text = typed_out(page)
        if pictures := os.environ.get("HCC_LAB_PICTURES"):
            page.screenshot(path=f"{pictures}/tab-{len(typed)}.png")
        assert all(word in text for word in offered), text
        page.keyboard.press("Escape")


def typed_out(page) -> str:
    """What Tab shows, or has put in where there is one way only. The first answer takes the kernel some seconds."""
    before = page.locator(".jp-Cell.jp-mod-active .cm-content").inner_text()
    for _ in range(4):
        page.keyboard.press("Tab")
        for _ in range(40):  # a second Tab would ask anew and drop the answer that is under way
            page.wait_for_timeout(500)
            shown = page.locator(".jp-Completer:visible")
            now = page.locator(".jp-Cell.jp-mod-active .cm-content").inner_text()
            if shown.count():
                return shown.first.inner_text()
            if now.strip() != before.strip():
                return now
    raise AssertionError("Tab shows nothing")
