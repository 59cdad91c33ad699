"""Stand-ins for the rooms around publishing: tiny notebooks, a month of two indicators, plain front pages."""

from __future__ import annotations

import copy
import hashlib
import html
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import nbformat as nbf
import pandas as pd
from jinja2 import DictLoader, Environment, StrictUndefined

from hcc_helpers.indicators.traced import Trace
from hcc_helpers.periods import parse_period
from hcc_helpers.publish import manifest, pages
from hcc_helpers.publish.edition import footer, version_label
from hcc_helpers.publish.kernels import Outcome
from hcc_helpers.publish.pages import PageContext, render
from hcc_helpers.publish.period import anchor
from hcc_helpers.publish.progress import Silent
from hcc_helpers.publish.run import run_periods
from hcc_helpers.publish.shapes import Frame, Front, Neighbours

PARAMETERS = 'period = "2025-12"\ndata = "data"\naudience = "internal"\nrun_id = ""'
DONE = (
    "from IPython.display import display\n"
    'display({"application/vnd.hcc.done+json": {"run_id": run_id}, "text/plain": ""}, raw=True)'
)
SHOW = "from IPython.display import HTML, display\ndisplay(HTML({!r}))"
DECEMBER = parse_period("2025-12")


def notebook(path: Path, *cells: str, parameters: str = PARAMETERS, title: str = "Kiểm tra số liệu") -> Path:
    """A notebook: the parameters, `# title`, then cells ("#…" is markdown, anything else code)."""
    node = nbf.v4.new_notebook()
    first = nbf.v4.new_code_cell(parameters)
    first.metadata["tags"] = ["parameters"]
    node.cells = [nbf.v4.new_markdown_cell(f"# {title}"), first]
    for cell in cells:
        node.cells.append(nbf.v4.new_markdown_cell(cell) if cell.startswith("#") else nbf.v4.new_code_cell(cell))
    for number, cell in enumerate(node.cells):
        cell["id"] = f"o{number}"
    node.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbf.write(node, path)
    return path


@dataclass
class StandInMonth:
    """Two results, one balance, one traced row; `received` is the figure that tests change."""

    received: int = 1944
    notes: list[str] = field(default_factory=list)

    @property
    def results(self) -> pd.DataFrame:
        rows = [["commune", "received_all", self.received, None, "cases"], ["commune", "online_pct", 98.25, 97.6, "percent"]]
        frame = pd.DataFrame(rows, columns=["scope", "indicator", "value", "low", "unit"])
        frame["value"] = pd.Series([row[2] for row in rows], dtype=object)
        return frame

    @property
    def balances(self) -> pd.DataFrame:
        return pd.DataFrame(
            [["channels", "Theo kênh", self.received, self.received, "H7"]],
            columns=["balance", "label", "left", "right", "cases"],
        )

    @property
    def trace(self) -> Trace:
        return Trace.of_rows([("received_all", "commune", "H1")])

    @property
    def findings(self) -> pd.DataFrame:
        return pd.DataFrame([["L1-dong-tong", "listed", "Dòng tổng cộng."]], columns=["rule", "level", "message"])

    @property
    def inputs(self) -> dict:
        return {"snapshots": [{"period": "2025-12", "hash": hashlib.sha256(str(self.received).encode()).hexdigest()}]}

    @property
    def data_version(self) -> str:
        return self.inputs["snapshots"][0]["hash"][:12]


@dataclass
class House:
    """One checkout with notebooks and an outputs folder; `run` publishes 2025-12 of its month."""

    root: Path
    month: StandInMonth = field(default_factory=StandInMonth)
    is_illustrative: bool = False
    said: list[str] = field(default_factory=list)
    shared: Callable[[str, str], None] = lambda *asked: None
    foresee: Callable[[object], None] = lambda edition: None

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def out(self) -> Path:
        return self.root / "outputs"

    @property
    def page(self) -> Path:
        return self.out / "2025-12"

    def sound(self, *names: str) -> House:
        """Sound notebooks of these names, by default the two of the core."""
        for name in names or ("00_data_checks", "01_monthly_report"):
            notebook(
                self.notebooks / f"{name}.ipynb",
                "## Có dùng được không?",
                SHOW.format("<p>Dùng được.</p>"),
                DONE,
                title=f"Trang {name[:2]}",
            )
        return self

    def neighbours(self) -> Neighbours:
        def compute(period, data_root):
            return self.month

        def frame(month, audience):
            stamps = (("NỘI BỘ", "Không gửi ra ngoài cơ quan."),) if audience == "internal" else ()
            return Frame(
                "Trung tâm xã Thử",
                DECEMBER.span,
                "số liệu trích xuất lúc 16/12/2025 07:30",
                stamps,
                is_illustrative=self.is_illustrative,
            )

        def exports(data_root):  # what a real month reads from files
            return {"month": repr(self.month), "is_illustrative": str(self.is_illustrative)}

        return Neighbours(
            self.root,
            self.notebooks,
            compute,
            frame,
            front_page,
            all_periods,
            exports=exports,
            for_all=lambda month, folder: SimpleNamespace(table=month.results),
            shared=self.shared,
            foresee=self.foresee,
        )

    def run(self, *periods: str, **options) -> int:
        house = self

        class Heard(Silent):
            def line(self, text, style=""):
                house.said.append(text)

        house.said.clear()
        (self.root / "data").mkdir(exist_ok=True)
        wanted = [parse_period(text) for text in periods or ("2025-12",)]
        options.setdefault("kernels", "plain")  # quick for these tiny notebooks; those of tests/publish/test_warm.py are warm
        return run_periods(wanted, self.root / "data", self.out, progress=Heard(), neighbours=self.neighbours(), **options)

    @property
    def words(self) -> str:
        return "\n".join(self.said)


def front_page(edition, all_pages) -> Front:
    lines = "".join(
        f"<p>{page.title}: không có, vì {html.escape(page.failure.why)}</p>"
        if page.failure
        else f'<p><a href="{page.file}">{page.title}</a></p>'
        for page in all_pages
    )
    html_page = render(_context(f"Báo cáo {edition.period.title}", lines, version_label(edition), footer(edition)))
    return Front(html_page, {"verdict": f"Tiếp nhận {edition.month.received}."})


def all_periods(manifests, audience) -> str:
    rows = "".join(
        f'<p id="{anchor(m["period"])}"><a href="{m["period"]}/index.html">{m["period_title"]}, bản {m["version"]}</a></p>'
        for m in manifests
    )
    return render(_context("Tất cả các kỳ", rows, "", []))


def _context(h1: str, body: str, version: str, lines: list[str]) -> PageContext:
    return PageContext(
        title=h1, h1=h1, office="Trung tâm xã Thử", span="", extracted="", version_label=version, body=body, footer=lines
    )


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder and its hash: two equal answers mean that nothing was touched."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".hcc" not in path.relative_to(folder).parts
    }


SHELL = """<!DOCTYPE html>
<html lang="{{ page.lang }}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{ page.csp }}">
<title>{{ page.title }}</title><style>{{ page.style | safe }}</style></head>
<body>{% for word, note in page.stamps %}<p>{{ word }}: {{ note }}</p>{% endfor %}
<nav>{% for label, href in page.nav %}<a href="{{ href }}">{{ label }}</a> {% endfor %}</nav>
<main><h1>{{ page.h1 }}</h1>
{% for level, id, text in page.contents %}<a href="#{{ id }}">{{ text }}</a> {% endfor %}
{{ page.body | safe }}</main>
<footer>{{ page.version_label }}{% for line in page.footer %}<p>{{ line }}</p>{% endfor %}</footer></body></html>
"""


def use_plain_shell(monkeypatch) -> None:
    """A shell without looks, so that these tests fail for publishing's faults only."""
    shells = Environment(loader=DictLoader({"page.html.j2": SHELL}), autoescape=True, undefined=StrictUndefined)
    monkeypatch.setattr(pages, "_shells", lambda: shells)
    monkeypatch.setattr(pages, "page_style", lambda: "p { color: #16202b }\n")
    # Also the code's own hash: somebody may be editing it while the tests run.
    monkeypatch.setattr(manifest, "code_version", lambda: {"package": "0.1.0", "source_sha256": "0" * 64})


class QuickKernels:
    """Runs the cells of tiny notebooks in this process: for tests of what publishing decides, not of how kernels run."""

    def __init__(self, work: Path, warm: object) -> None:
        pass

    def execute(self, node, parameters: dict, log_file: Path) -> Outcome:
        done = copy.deepcopy(node)
        shown: list = []
        names: dict = {
            "HTML": lambda text: {"text/html": text, "text/plain": ""},
            "display": lambda data, raw=False: shown.append(data),
        }
        for number, cell in enumerate(one for one in done.cells if one.cell_type == "code"):
            cell.execution_count = number + 1
            try:
                exec(cell.source.replace("from IPython.display import", "#"), names)
            except Exception as raised:
                cell.outputs = [nbf.v4.new_output("error", ename=type(raised).__name__, evalue=str(raised))]
                return Outcome(done, raised, 0)
            if not number:  # after the parameters cell, as papermill does
                names |= parameters
            cell.outputs = [nbf.v4.new_output("display_data", data=data) for data in shown]
            shown.clear()
        return Outcome(done, None, 0)

    def kill(self) -> None:
        pass


def use_quick_kernels(monkeypatch) -> None:
    """No kernel is started; see QuickKernels."""
    monkeypatch.setattr("hcc_helpers.publish.making.Kernels", QuickKernels)
