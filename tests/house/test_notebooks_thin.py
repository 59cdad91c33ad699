"""A notebook asks questions and shows answers; everything that computes lives in the package, where it is tested.

Each rule is a function cell → complaint, so that a planted bad cell proves that the rule can fail. The complaint names the
notebook and the cell, and says where the code belongs.
"""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MOST_CELLS, MOST_LINES = 30, 8

MOVE = "hcc_helpers/report/answers/ (an answer) or hcc_helpers/indicators/ (a number)"
BANNED = {
    ast.FunctionDef: f"a function; move it to {MOVE}",
    ast.AsyncFunctionDef: f"a function; move it to {MOVE}",
    ast.ClassDef: f"a class; move it to {MOVE}",
    ast.Lambda: f"a lambda; move it to {MOVE}",
    ast.For: "a loop; an answer takes several names or a group: hcc_helpers/report/answers/",
    ast.AsyncFor: "a loop; hcc_helpers/report/answers/",
    ast.While: "a loop; hcc_helpers/report/answers/",
    ast.ListComp: "a loop in brackets; hcc_helpers/report/answers/",
    ast.SetComp: "a loop in brackets; hcc_helpers/report/answers/",
    ast.DictComp: "a loop in brackets; hcc_helpers/report/answers/",
    ast.GeneratorExp: "a loop in brackets; hcc_helpers/report/answers/",
    ast.Try: "a try; an error must stop the notebook: it is what keeps a half-run page from being published",
    ast.BinOp: "arithmetic; a number is an indicator: hcc_helpers/indicators/",
    ast.AugAssign: "arithmetic; a number is an indicator: hcc_helpers/indicators/",
    ast.If: "a branch; hcc_helpers/report/answers/ decides what is shown",
}


def complaints(notebook) -> list[str]:
    """Everything that is wrong with a notebook, cell by cell."""
    found = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if len(code) > MOST_CELLS:
        found.append(f"{len(code)} code cells, at most {MOST_CELLS}: make two notebooks")
    if sum("parameters" in cell.metadata.get("tags", []) for cell in code) != 1:
        found.append("exactly one cell has the tag “parameters”")
    if "papermill" in notebook.metadata:
        found.append("metadata of a papermill run: run nbstripout")
    titles = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("# ")
    ]
    if len(titles) != 1:
        found.append(f"one “# ” heading and no more, found {len(titles)}")
    for number, cell in enumerate(notebook.cells):
        found += [f"cell {number} ({cell.get('id', 'no id')}): {what}" for what in cell_complaints(cell)]
    return found


def cell_complaints(cell) -> list[str]:
    if "papermill" in cell.metadata:
        yield "metadata of a papermill run: run nbstripout"
    if cell.cell_type != "code":
        return
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        yield f"{len(lines)} lines, at most {MOST_LINES}; move it to {MOVE}"
    if cell.outputs or cell.execution_count is not None:
        yield "stored outputs or an execution count: run nbstripout"
    if any(line.lstrip().startswith(("%", "!", "?")) or line.rstrip().endswith("?") for line in lines):
        yield "a magic or shell command: it hides failures from the runner; a command belongs in the Makefile or the CLI"
        return
    tree = ast.parse(cell.source)
    for node in ast.walk(tree):
        if type(node) in BANNED:
            yield BANNED[type(node)]
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name.startswith("read_"):
            yield f"{name}: files are read in hcc_helpers/sources/ only"
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("sys.path"):
            yield "sys.path: the package is installed, nothing has to be found"
        if name in {"filterwarnings", "simplefilter"}:
            yield "a silenced warning: settle it where it arises, in hcc_helpers/"
        if name in {"Markdown", "display", "HTML"}:
            yield f"{name}: headings stand in markdown cells, answers show themselves; a displayed heading reaches no table of contents"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_thin(path):
    found = complaints(nbformat.read(path, as_version=4))
    assert not found, f"notebooks/{path.name}: " + "; ".join(found)


def test_the_core_notebooks_are_there():
    assert [path.stem[:2] for path in NOTEBOOKS][:2] == ["00", "01"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("def share(a, b):\n    return a", "a function"),
        ("class Month: pass", "a class"),
        ("pick = lambda row: row", "a lambda"),
        ("for scope in scopes:\n    month.answer('outcomes')", "a loop"),
        ("[month.answer(name) for name in names]", "a loop"),
        ("try:\n    month.answer('x')\nexcept Exception:\n    pass", "a try"),
        ("late = 100 * 6 / 1637", "arithmetic"),
        ("total += 1", "arithmetic"),
        ("if audience == 'public':\n    month.answer('x')", "a branch"),
        ("cases = pd.read_excel('x.xlsx')", "read_excel"),
        ("import sys\nsys.path.append('..')", "sys.path"),
        ("%%bash\ntrue", "a magic"),
        ("!ls", "a magic"),
        ("month.answer?", "a magic"),
        ("warnings.filterwarnings('ignore')", "a silenced warning"),
        ("display(Markdown('# Tiêu đề'))", "Markdown"),
        ("\n".join(f"a{n} = {n}" for n in range(9)), "9 lines"),
    ],
)
def test_a_bad_cell_is_named(source, complaint):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A"), nbformat.v4.new_code_cell(source)])
    notebook.cells.append(nbformat.v4.new_code_cell("period = '2025-12'", metadata={"tags": ["parameters"]}))
    found = complaints(notebook)
    assert any(line.startswith("cell 1 ") and complaint in line for line in found), found


def test_what_a_run_leaves_behind_is_named():
    run = nbformat.v4.new_code_cell("month.finish()", execution_count=3)
    run.metadata["papermill"] = {"status": "completed"}
    notebook = nbformat.v4.new_notebook(cells=[run], metadata={"papermill": {}})
    text = " ".join(complaints(notebook))
    assert "execution count" in text
    assert text.count("papermill run") == 2
    assert "exactly one cell has the tag" in text
    assert "one “# ” heading" in text
