"""Python code made wrong in one small way, and code that says which way each of its branches went."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

TURNED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
}
# Parts that say nothing about a value: types, how a class is made, whether two lists must be of one length.
SILENT = {"annotation", "returns", "decorator_list", "type_params"}
SILENT_WORDS = {"strict", "frozen", "slots"}


def ways(node: ast.AST) -> Iterator[ast.AST]:
    """What this one node could wrongly be."""
    match node:
        case ast.Compare(ops=[op]):
            yield from (ast.Compare(node.left, [other()], node.comparators) for other in TURNED[type(op)])
        case ast.BoolOp(op=op):
            yield ast.BoolOp(TURNED[type(op)][0](), node.values)
        case ast.BinOp(op=op) if type(op) in TURNED and not isinstance(node.left, ast.JoinedStr):
            yield ast.BinOp(node.left, TURNED[type(op)][0](), node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1)
        case ast.If() | ast.IfExp():
            yield type(node)(**{**dict(ast.iter_fields(node)), "test": ast.UnaryOp(ast.Not(), node.test)})
        case ast.comprehension(ifs=[test]):
            yield ast.comprehension(node.target, node.iter, [ast.UnaryOp(ast.Not(), test)], node.is_async)
        case ast.Return(value=ast.expr()) if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()


def mutants(tree: ast.AST) -> Iterator[tuple[int, str, str, ast.AST]]:
    """(line, right text, wrong text, whole tree) of every way to make a module wrong; each tree is a copy of its own."""

    def inside(node: ast.AST, put: Callable[[ast.AST], ast.AST]) -> Iterator[tuple[int, str, str, ast.AST]]:
        for other in ways(node):
            line = getattr(node, "lineno", None) or getattr(getattr(node, "target", None), "lineno", 0)
            whole = ast.fix_missing_locations(copy.deepcopy(put(other)))
            yield line, ast.unparse(node).splitlines()[0], ast.unparse(other).splitlines()[0], whole
        for field, value in ast.iter_fields(node):
            if field in SILENT or (isinstance(node, ast.keyword) and node.arg in SILENT_WORDS):
                continue
            for number, part in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(part, ast.AST):
                    yield from inside(part, _placed(node, field, number if isinstance(value, list) else None, put))

    yield from inside(tree, lambda whole: whole)


def _placed(node: ast.AST, field: str, number: int | None, put: Callable[[ast.AST], ast.AST]) -> Callable[[ast.AST], ast.AST]:
    """How a part of a node is exchanged: a shallow copy of each node above it."""

    def exchange(part: ast.AST) -> ast.AST:
        one = copy.copy(node)
        old = getattr(node, field)
        setattr(one, field, part if number is None else [*old[:number], part, *old[number + 1 :]])
        return put(one)

    return exchange


class Telling(ast.NodeTransformer):
    """The same code, in which every branch tells `_went(number, way)`; `self.lines` is the line of each number.

    A branch is an if, a while, a choice in an expression or a condition in a comprehension: both ways must be seen.
    """

    def __init__(self) -> None:
        self.lines: list[int] = []

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not _is_never(node.test):
            node.test = self._told(node.test)
        elif isinstance(node, ast.comprehension):
            node.ifs = [self._told(test) for test in node.ifs]
        return node

    def _told(self, test: ast.expr) -> ast.expr:
        self.lines.append(test.lineno)
        call = ast.Call(ast.Name("_went", ast.Load()), [ast.Constant(len(self.lines) - 1), test], [])
        return ast.fix_missing_locations(ast.copy_location(call, test))


def _is_never(test: ast.expr) -> bool:
    """What is there for the type checker only, or a loop without a condition."""
    return isinstance(test, ast.Constant) or (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING")
