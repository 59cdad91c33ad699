"""The command line's own words in Vietnamese: headings of --help, and what is said to a mistyped command.

typer speaks English only; its help is translated by its few fixed words, its errors by their kind.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from hcc_helpers.cli.examples import examples_of
from hcc_helpers.personal import is_personal, shape

_HELP_WORDS = [
    (re.compile(r"^Usage: ", re.MULTILINE), "Cách dùng: "),
    (re.compile(r"^Options:$", re.MULTILINE), "Tùy chọn:"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "Tham số:"),
    (re.compile(r"^Commands:$", re.MULTILINE), "Lệnh:"),
    (re.compile(r"\{(KỲ|KỲ…|KỲ_TRƯỚC|KỲ_NÀY|CHỈ_SỐ|MÃ_HỒ_SƠ|TỆP…|BIỂU|VỎ_LỆNH)\}(\.\.\.)?"), r"\1"),
    (re.compile(r"\[OPTIONS\]"), "[TÙY CHỌN]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "LỆNH [THAM SỐ]…"),
    (re.compile(r"\[default:(\s)"), r"[mặc định:\1"),
    (re.compile(r" <(?:str|list\[str\])>"), ""),
    (re.compile(r"x>=1"), "từ 1"),
    (re.compile(r"\[required\]"), "[phải có]"),
    (re.compile(r"Show\s+this\s+message\s+and\s+exit\."), "In trang này rồi thôi."),
]


def _in_vietnamese(text: str) -> str:
    for pattern, word in _HELP_WORDS:
        text = pattern.sub(word, text)
    return text


class Command(TyperCommand):
    """A command whose --help is Vietnamese and ends with an example."""

    def get_help(self, ctx: Any) -> str:
        assert self.name is not None, "every command is declared with its name"
        return f"{_in_vietnamese(super().get_help(ctx)).rstrip()}\n\n{examples_of(self.name)}"

    def get_usage(self, ctx: Any) -> str:
        return _in_vietnamese(super().get_usage(ctx))


class Group(TyperGroup):
    """The list of commands, its --help in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        return _in_vietnamese(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        return _in_vietnamese(super().get_usage(ctx))


def usage_error(error: Any) -> str:
    """What the user typed wrong and how it is meant, from an exception of typer."""
    lines = [_what(error)]
    context = getattr(error, "ctx", None)
    if context is not None and str(getattr(error, "message", "")).startswith("Missing command"):
        return "\n".join([*lines, context.command.get_help(context)])
    if context is not None:
        lines += [context.command.get_usage(context), f"Xem thêm: {context.command_path} --help"]
    return "\n".join(lines)


def _what(error: Any) -> str:
    kind, message = type(error).__name__, str(getattr(error, "message", ""))
    parameter = getattr(error, "param", None)
    is_argument = getattr(parameter, "param_type_name", "argument") == "argument"
    name = (parameter.metavar if is_argument else parameter.opts[0]) if parameter is not None else ""
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or []))
        return f"Không có tùy chọn {_typed(error.option_name)}." + (f" Có phải: {near}?" if near else "")
    if kind == "MissingParameter":
        return f"Thiếu {'tham số' if is_argument else 'tùy chọn'} {name}."
    if kind == "BadOptionUsage":
        return f"Tùy chọn {error.option_name} cần kèm một giá trị (hoặc không nhận giá trị nào)."
    if kind == "BadParameter":
        return f"Giá trị của {name} không đúng kiểu."
    if found := re.search(r"No such command '(.*?)'", message):
        meant = re.findall(r"'([^']+)'", message.partition("Did you mean")[2])
        return f"Không có lệnh “{_typed(found[1])}”." + (f" Có phải: {', '.join(meant)}?" if meant else "")
    if message.startswith("Missing command"):
        return "Thiếu tên lệnh."
    if found := re.search(r"extra argument\S* \((.*)\)", message):
        return f"Thừa: {_typed(found[1])}."
    return "Câu lệnh không đúng."


def _typed(text: str) -> str:
    """What was typed, as a help to see the slip; of what may be a person only how it is written: logs keep command lines."""
    return shape(text) if is_personal(text.lstrip("-")) else text
