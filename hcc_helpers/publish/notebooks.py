"""Which notebooks there are, whether they take our parameters, and whether an executed one really finished.

A notebook may look finished without being so: sys.exit(0) raises nothing, a killed kernel leaves cells that say
"completed", an ignored error leaves its output, a swallowed one leaves none. Hence five signs are asked for, all of them.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_helpers import errors
from hcc_helpers.errors import Finding, HccError, WrongWords
from hcc_helpers.parameters import KINDS, KNOWN, OPTIONAL, REQUIRED, wrongly_typed
from hcc_helpers.publish.asked import why_not_shown

if TYPE_CHECKING:  # heavy, and not needed to see that nothing has changed
    import nbformat

DONE = "application/vnd.hcc.done+json"
ASKED_EXIT = "hcc_asked_exit"  # metadata of a cell that called exit()
CORE = ("00", "01")
_NAME = re.compile(r"\d\d_[a-z0-9_]+\.ipynb")
TEMPLATE = "06_own_question.ipynb"  # copied under another name by an office that wants a page of its own; itself no page
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Notebook:
    """One notebook of the report: its file, its cells, which further parameters it declares."""

    path: Path
    node: nbformat.NotebookNode
    asks: tuple[str, ...] = ()  # names of parameters.Further

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_core(self) -> bool:
        return self.name[:2] in CORE

    @property
    def title(self) -> str:
        """The one `#` heading, else the file's name."""
        for cell in self.node.cells:
            if cell.cell_type == "markdown" and (found := re.search(r"^#\s+(.+?)\s*$", cell.source, re.MULTILINE)):
                return found[1]
        return self.name

    @property
    def label(self) -> str:
        """The title with the notebook's number before it."""
        return self.title if self.title.startswith(self.name[:2]) else f"{self.name[:2]} {self.title}"


def files_of(folder: Path) -> list[Path]:
    """The files of the report's notebooks in the order of their numbers."""
    return [path for path in sorted(folder.glob("*.ipynb")) if _NAME.fullmatch(path.name) and path.name != TEMPLATE]


def find_notebooks(folder: Path) -> list[Notebook]:
    """The notebooks of the report in the order of their numbers; those that do not take our parameters stop it all."""
    import nbformat

    found = []
    for path in files_of(folder):
        try:
            node = nbformat.read(path, as_version=4)
        except Exception:
            raise _bad_parameters(path, "Tệp này không phải là một sổ tính (notebook) đọc được.") from None
        # Some cleaners strip this; without it papermill cannot tell the language of the parameters cell.
        node.metadata.setdefault("kernelspec", {"name": "python3", "language": "python", "display_name": "Python 3"})
        found.append(Notebook(path, node, check_parameters(path, node)))
    if not found:
        raise WrongWords(
            "Không có sổ tính nào để chạy.",
            [
                Finding(
                    "P-khong-co-so-tinh",
                    "refused",
                    "Thư mục không có tệp dạng 00_ten.ipynb.",
                    file=str(folder),
                    accepted="00_data_checks.ipynb, 01_monthly_report.ipynb, …",
                    todo="chạy từ thư mục gốc của bộ công cụ",
                )
            ],
        )
    return found


def choose(found: list[Notebook], only: str | None) -> list[Notebook]:
    """All notebooks, or the one that `only` names ("01", "01_monthly_report", with or without .ipynb)."""
    if only is None:
        return found
    wanted = Path(only).name.removesuffix(".ipynb")
    chosen = [notebook for notebook in found if wanted in (notebook.name, notebook.name[:2])]
    if len(chosen) != 1:
        raise WrongWords(
            f"Không có sổ tính “{only}”.",
            [
                Finding(
                    "P-so-tinh-la",
                    "refused",
                    "Tên sau --only không khớp với đúng một sổ tính.",
                    accepted=", ".join(notebook.name for notebook in found),
                    todo="gõ lại một trong các tên trên",
                )
            ],
        )
    return chosen


def check_parameters(path: Path, node: nbformat.NotebookNode) -> tuple[str, ...]:
    """The further parameters that the notebook declares.

    Raises WrongWords (2) unless it takes all of `Parameters`, nothing besides but those of `Further`, with fitting defaults.
    """
    from papermill.inspection import inspect_notebook

    cells = [cell for cell in node.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise _bad_parameters(path, f"Có {len(cells)} ô mang nhãn “parameters”, phải có đúng một.")
    inspected = inspect_notebook(node)
    assigned = _assigned(cells[0].source)
    if unknown := sorted((set(inspected) | assigned) - set(KNOWN)):
        raise _bad_parameters(path, f"Tham số không biết: {', '.join(unknown)}.")
    if missing := sorted(set(REQUIRED) - set(inspected)):
        raise _bad_parameters(path, f"Thiếu tham số: {', '.join(missing)}.")
    defaults = {}
    for name, parameter in inspected.items():
        try:
            defaults[name] = ast.literal_eval(parameter["default"])
        except (ValueError, SyntaxError):
            raise _bad_parameters(path, f"Giá trị mặc định của {name} không phải là một giá trị viết sẵn.") from None
    if wrong := wrongly_typed(defaults):
        raise _bad_parameters(path, f"Giá trị mặc định không đúng kiểu: {', '.join(wrong)}.")
    return tuple(name for name in OPTIONAL if name in inspected)


def _assigned(source: str) -> set[str]:
    """Every name that a parameters cell binds, also those that papermill's line-wise reading does not see."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {"(ô không đọc được)"}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _bad_parameters(path: Path, why: str) -> WrongWords:
    kinds = ", ".join(f"{name} ({KINDS[name]})" for name in REQUIRED)
    kinds += "; có thể thêm " + ", ".join(f"{name} ({KINDS[name]})" for name in OPTIONAL)
    return WrongWords(
        f"Sổ tính {path.name} không nhận đúng các tham số của lượt chạy; chưa có gì được chạy.",
        [
            Finding(
                "P-tham-so",
                "refused",
                why,
                file=path.name,
                accepted=kinds,
                todo="sửa ô tham số (nhãn “parameters”) ở đầu sổ tính",
            )
        ],
    )


@dataclass(frozen=True)
class Failure:
    """A notebook that did not finish: the question it stopped at and why, in Vietnamese, without cell contents."""

    question: str
    why: str


def why_unfinished(
    notebook: nbformat.NotebookNode, error: BaseException | None, exit_status: int | None, run_id: str
) -> Failure | None:
    """None when the executed notebook really finished; else the first sign that it did not."""
    cells = notebook.cells
    code = [index for index, cell in enumerate(cells) if cell.cell_type == "code" and cell.source.strip()]
    for index in code:
        for output in cells[index].get("outputs", []):
            if output.output_type == "error":
                return Failure(question_above(cells, index), _why(output.ename, output.evalue))
        if cells[index].metadata.get(ASKED_EXIT):
            return Failure(question_above(cells, index), _KNOWN["SystemExit"])
    uncounted = [index for index in code if cells[index].get("execution_count") is None]
    if error is not None:
        # The cell that was running is the last one that was begun; what was never begun comes after it.
        begun = [index for index in code if cells[index].metadata.get("papermill", {}).get("start_time")]
        at = begun[-1] if begun else (code[0] if code else 0)
        return Failure(question_above(cells, at), _why(type(error).__name__, ""))
    if uncounted:
        return Failure(question_above(cells, uncounted[0]), "một ô tính đã không được chạy")
    for index in code:
        if why := why_not_shown(cells[index].source, cells[index].get("outputs", [])):
            return Failure(question_above(cells, index), why)
    last = code[-1] if code else None
    done = [
        output.data[DONE]
        for output in (cells[last].get("outputs", []) if last is not None else [])
        if DONE in output.get("data", {})
    ]
    where = question_above(cells, last if last is not None else 0)
    if not done:
        return Failure(where, "ô cuối không báo hoàn tất (thiếu month.finish())")
    if any(not isinstance(mark, dict) or mark.get("run_id") != run_id for mark in done):
        return Failure(where, "dấu hoàn tất không phải của lượt chạy này")
    if exit_status != 0:
        return Failure(where, "tiến trình tính toán không còn sống lúc trang xong")
    return None


def question_above(cells: list[nbformat.NotebookNode], index: int) -> str:
    """The last markdown heading above a cell: the question that the cell answers."""
    for cell in reversed(cells[:index]):
        if cell.cell_type == "markdown" and (headings := _HEADING.findall(cell.source)):
            return headings[-1]
    return "phần mở đầu"


# Errors of ours carry a Vietnamese sentence without personal data; all others keep their text for the log.
_OURS = {kind.__name__ for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, HccError)}
_KNOWN = {
    "DeadKernelError": "tiến trình tính toán dừng đột ngột (bị tắt, hoặc máy hết bộ nhớ)",
    "CellTimeoutError": "một ô tính chạy quá lâu",
    "SystemExit": "sổ tính tự thoát trước khi xong",
    "KeyboardInterrupt": "bị dừng giữa chừng",
    "MemoryError": "máy hết bộ nhớ",
    "ModuleNotFoundError": "thiếu một thư viện (hãy chạy lại make setup)",
}


def _why(name: str, text: str) -> str:
    if name in _OURS and text:
        return text
    return _KNOWN.get(name, f"lỗi {name} khi tính")
