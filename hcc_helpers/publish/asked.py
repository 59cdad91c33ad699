"""Which answers a cell asks for, read from its text, and which of them its outputs show.

An exception that is swallowed, an output that is cleared, captured or ended with a semicolon: the page would look finished
and say less than it seems to. So each answer that a cell asks for by name must stand in its outputs, by name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

SHOWN = "application/vnd.hcc.answer+json"  # as report/answers writes it
_ON_THE_SYSTEM = {"system", "getoutput", "system_raw", "system_piped"}
_MAGICS = {"run_line_magic", "run_cell_magic"}
_SHELLS = {"sx", "system", "sc", "bash", "sh", "script", "cmd", "perl", "ruby"}


def why_not_shown(source: str, outputs: Iterable[Any]) -> str:
    """Vietnamese, "" where all is well: an answer asked for and not shown, or a command of the system that nobody checks."""
    tree = _parsed(source)
    if tree is None:
        return "ô tính không phải là mã Python đọc được"
    if _calls_the_system(tree):
        return "ô tính gọi lệnh của hệ điều hành (dòng bắt đầu bằng !), kết quả của lệnh ấy không ai kiểm tra"
    shown = [name for output in outputs for name in output.get("data", {}).get(SHOWN, {}).get("names", [])]
    asked = _asked(tree)
    for name in dict.fromkeys(asked):
        if name is None and not shown:
            return "ô tính hỏi mà không hiện câu trả lời nào"
        if name is not None and shown.count(name) < asked.count(name):
            return f"ô tính hỏi câu trả lời “{name}” mà không hiện ra"
    return ""


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        try:
            return ast.parse(TransformerManager().transform_cell(source))
        except SyntaxError:
            return None


def _calls_the_system(tree: ast.Module) -> bool:
    for call, func in _calls(tree):
        if func.attr in _ON_THE_SYSTEM and "get_ipython" in ast.unparse(func.value):
            return True
        first = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        if func.attr in _MAGICS and first in _SHELLS:
            return True
    return False


def _asked(tree: ast.Module) -> list[str | None]:
    """The names in the calls of `month.answer(…)` and `month.answers.…()`; None for one that is made up while running."""
    found: list[str | None] = []
    for call, func in _calls(tree):
        if func.attr == "run_cell_magic":  # what stands below %%capture or %%time is asked, too
            body = call.args[-1].value if isinstance(call.args[-1], ast.Constant) else ""
            found += _asked(inner) if (inner := _parsed(str(body))) is not None else []
        elif func.attr == "answer":
            found += [arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in call.args]
        elif isinstance(func.value, ast.Attribute) and func.value.attr == "answers":
            found.append(func.attr)
    return found


def _calls(tree: ast.Module) -> Iterable[tuple[ast.Call, ast.Attribute]]:
    """Every call of something's attribute, with that attribute."""
    return ((node, node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
