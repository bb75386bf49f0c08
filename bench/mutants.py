"""Every small fault that can be planted in a module's functions, one at a time, as a changed syntax tree.

Operators: a comparison turned or moved by one, `and` for `or`, `|` for `&` and `+` for `-`, a condition without `not`,
turned round or taken away, one part of a condition or of a filter dropped, a number moved by one, True for False, a
text changed, a value not returned, a refusal not raised, `continue` for `break`. Texts for people are left alone: no
test should hold the words of a sentence. Only bodies of functions are changed, so that a running process can swap
their code.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType

COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
REPLACED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
FILTERS = {"filter", "exclude", "get", "Q", "get_or_create", "update"}
WORDS = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext", "ngettext_lazy"}
Change = tuple[str, ast.AST, Callable[[ast.AST], ast.AST]]


@dataclass(frozen=True)
class Mutant:
    """`function` is the outermost one, `first` its first line; `lines` those of the statement; `what` was changed."""

    path: Path
    function: str
    first: int
    lines: tuple[int, int]
    what: str
    source: str
    changed: Callable[[], ast.Module] = field(repr=False)

    def code(self) -> CodeType:
        """The code of the function with the fault in it."""
        return _find(compile(self.changed(), str(self.path), "exec", dont_inherit=True), self.function)

    @property
    def key(self) -> str:
        """The same while nothing on the line changes, wherever the line stands."""
        return f"{self.function} · {self.source} · {self.what}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of one module, in the order of its lines."""
    text = path.read_text()
    tree, lines = ast.parse(text), text.splitlines()
    for function, name in _functions(tree):
        seen: dict[str, int] = {}
        for statement in _statements(function):
            for what, node, change in _changes(statement):
                source = lines[getattr(node, "lineno", statement.lineno) - 1].strip()
                seen[source + what] = again = seen.get(source + what, 0) + 1
                yield Mutant(
                    path, name, min([function.lineno, *(each.lineno for each in function.decorator_list)]),
                    (statement.lineno, _end(statement)), what if again == 1 else f"{what} ({again})", source,
                    partial(_with, tree, node, change),
                )  # fmt: skip


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Functions of the module and of its classes; what stands inside them belongs to them."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, node.name
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef):
                    yield each, f"{node.name}.{each.name}"


def _statements(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    for node in ast.walk(ast.Module(function.body, [])):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef) and not _is_text(node):
            yield node


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _end(statement: ast.stmt) -> int:
    """The last line of the statement itself: of one with a body, of what stands before it."""
    body = getattr(statement, "body", None)
    return max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Nodes of the statement that are no statements of their own, without texts for people and types."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
            continue
        skipped = {getattr(node, "annotation", None)}
        waiting += [
            each for each in ast.iter_child_nodes(node)
            if not isinstance(each, ast.stmt | ast.JoinedStr) and each not in skipped
        ]  # fmt: skip


def _changes(statement: ast.stmt) -> Iterator[Change]:
    if isinstance(statement, ast.Return) and not isinstance(statement.value, ast.Constant | None):
        yield "returns None", statement, lambda node: _set(node, value=ast.Constant(None))
    if isinstance(statement, ast.Raise):
        yield "does not raise", statement, lambda node: ast.Pass()
    if isinstance(statement, ast.Break):
        yield "continue for break", statement, lambda node: ast.Continue()
    if isinstance(statement, ast.Continue):
        yield "break for continue", statement, lambda node: ast.Break()
    if isinstance(statement, ast.AugAssign):
        yield from _operator(statement)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        yield "not called", statement, lambda node: ast.Pass()
    for node in _own(statement):
        yield from _of_node(node)


def _of_node(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield f"{_name(COMPARED[type(operator)])} for {_name(type(operator))}", node, _compared(place)
    if isinstance(node, ast.BoolOp | ast.BinOp):
        yield from _operator(node)
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            yield f"without part {place + 1}", node, _without("values", place)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield "without not", node, lambda found: found.operand
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, ast.Name | ast.Call | ast.Attribute):
        yield "condition turned round", node, lambda found: _set(found, test=ast.UnaryOp(ast.Not(), found.test))
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield "without its condition", node, _emptied("ifs", place)
    if isinstance(node, ast.Call) and _called(node) in FILTERS:
        for kind in ("args", "keywords"):
            for place in range(len(getattr(node, kind)) if len(node.args) + len(node.keywords) > 1 else 0):
                yield f"without {kind} {place + 1}", node, _emptied(kind, place)
    if isinstance(node, ast.Constant):
        yield from _constant(node)


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{not value} for {value}", node, lambda found: ast.Constant(not value)
    elif isinstance(value, int | float):
        yield f"{value + 1} for {value}", node, lambda found: ast.Constant(value + 1)
    elif isinstance(value, str) and value:
        yield "text changed", node, lambda found: ast.Constant(f"XX{value}")


def _operator(node: ast.AST) -> Iterator[Change]:
    kind = type(node.op)
    if kind in REPLACED:
        yield f"{_name(REPLACED[kind])} for {_name(kind)}", node, lambda found: _set(found, op=REPLACED[kind]())


def _compared(place: int) -> Callable[[ast.AST], ast.AST]:
    def change(node: ast.AST) -> ast.AST:
        node.ops[place] = COMPARED[type(node.ops[place])]()
        return node

    return change


def _without(kind: str, place: int) -> Callable[[ast.AST], ast.AST]:
    """Of two parts the other one is left, of more the rest."""

    def change(node: ast.AST) -> ast.AST:
        parts = getattr(node, kind)
        del parts[place]
        return node if len(parts) > 1 else parts[0]

    return change


def _emptied(kind: str, place: int) -> Callable[[ast.AST], ast.AST]:
    def change(node: ast.AST) -> ast.AST:
        del getattr(node, kind)[place]
        return node

    return change


def _set(node: ast.AST, **parts: object) -> ast.AST:
    for name, part in parts.items():
        setattr(node, name, part)
    return node


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _name(kind: type) -> str:
    return kind.__name__


class _Replace(ast.NodeTransformer):
    def __init__(self, mark: int, change: Callable[[ast.AST], ast.AST]) -> None:
        self.mark, self.change = mark, change

    def visit(self, node: ast.AST) -> ast.AST:
        if getattr(node, "mark", None) == self.mark:
            return ast.copy_location(self.change(node), node)
        return self.generic_visit(node)


def _with(tree: ast.Module, node: ast.AST, change: Callable[[ast.AST], ast.AST]) -> ast.Module:
    """A copy of the tree in which this node is changed."""
    node.mark = id(node)  # type: ignore[attr-defined]
    copied = deepcopy(tree)
    del node.mark  # type: ignore[attr-defined]
    return ast.fix_missing_locations(_Replace(id(node), change).visit(copied))


def _find(code: CodeType, name: str) -> CodeType:
    """The code of a function in the code of its module."""
    for part in name.split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == part)
    return code
