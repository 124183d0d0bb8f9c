"""All ways to spoil a module a little: one comparison, sign, bound, condition or step at a time."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from tokenize import COMMENT, generate_tokens

ROOT = Path(__file__).parents[2]
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
STEPS = (ast.Raise, ast.Return, ast.Expr, ast.AugAssign, ast.Continue, ast.Break)
LOGICAL = (ast.Compare, ast.BoolOp, ast.UnaryOp)
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """A module with one place altered."""

    path: Path
    line: int
    scope: str
    """The outermost function around the place; empty where it is run on import."""
    lines: frozenset[int]
    """Those of the place, and the first of its statement: a test that enters none cannot notice."""
    before: str
    after: str
    source: str
    name: str
    """What is altered and how, without line number and comment: it outlives changes of others."""

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"

    @property
    def key(self) -> str:
        """The same in every run, as long as the module stays as it is."""
        return blake2b(f"{self.place}\n{self.source}".encode(), digest_size=8).hexdigest()

    def __str__(self) -> str:
        return f"{self.place}: {self.before}  ->  {self.after}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every alteration of the module, each once."""
    text = path.read_text(encoding="utf-8")
    code = _without_comments(text)
    seen = {text}
    names: Counter[str] = Counter()
    for node, scope, first, is_test in _places(ast.parse(text), (), "", 1):
        lines = frozenset([first, *range(node.lineno, (node.end_lineno or node.lineno) + 1)])
        for other in _alternatives(node, is_test):
            start, end = _span(text, node)
            after = other if isinstance(other, str) else ast.unparse(other)
            if isinstance(node, ast.expr):
                after = f"({after})"
            source = text[:start] + after + text[end:]
            if source not in seen:
                seen.add(source)
                before = text[start:end]
                words = (" ".join(part.split()) for part in (before, after))
                change = f"{code[node.lineno - 1].strip()}  @@  {'  ->  '.join(words)}"
                name = f"{path.name} {scope or '-'}: {change}"
                names[name] += 1  # the same number or sign may stand in a line more than once
                name += f"  #{names[name]}" if names[name] > 1 else ""
                yield Mutant(path, node.lineno, scope, lines, before, after, source, name)


def _without_comments(text: str) -> list[str]:
    code = text.splitlines()
    for token in generate_tokens(StringIO(text).readline):
        if token.type == COMMENT:
            line, column = token.start
            code[line - 1] = code[line - 1][:column]
    return code


def _span(text: str, node: ast.expr | ast.stmt) -> tuple[int, int]:
    lines = text.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        before = lines[line - 1].encode()[:column].decode()
        return sum(map(len, lines[: line - 1])) + len(before)

    assert node.end_lineno is not None and node.end_col_offset is not None
    return offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)


def _places(
    node: ast.AST, above: tuple[str, ...], scope: str, first: int
) -> Iterator[tuple[ast.expr | ast.stmt, str, int, bool]]:
    """What is executed and is no text of a message; with the outermost function around it, the
    first line of its statement, and whether it is what an `if` or `while` asks."""
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_comment"):
            continue
        for child in field if isinstance(field, list) else [field]:
            if not isinstance(child, ast.AST) or _is_message(node, child):
                continue
            inner, within = above, scope
            if isinstance(child, ast.ClassDef):
                inner = (*above, child.name)
            if isinstance(child, FUNCTION) and not scope:
                within = ".".join((*above, child.name))
            if scope and isinstance(node, FUNCTION) and name in ("args", "decorator_list"):
                within = ""  # defaults and decorators are run on import
            start = child.lineno if isinstance(child, ast.stmt) else first
            if isinstance(child, ast.expr | ast.stmt) and not _is_last(node, child):
                yield child, within, start, name in ("test", "guard")
            yield from _places(child, inner, within, start)


def _is_message(node: ast.AST, child: ast.AST) -> bool:
    text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
    return isinstance(node, ast.Raise) or text or isinstance(child, ast.JoinedStr)


def _is_last(node: ast.AST, child: ast.AST) -> bool:
    """A function's last return is its value, no early one."""
    return isinstance(node, FUNCTION) and child is node.body[-1] and isinstance(child, ast.Return)


def _alternatives(node: ast.expr | ast.stmt, is_test: bool) -> Iterator[ast.AST | str]:
    if is_test and not isinstance(node, LOGICAL):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, STEPS) and not _is_unreachable(node):
        yield "pass"
    match node:
        case ast.Compare(ops=ops):
            for k, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    changed = copy.deepcopy(node)
                    changed.ops[k] = other()
                    yield changed
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for k in range(len(values)):
                rest = values[:k] + values[k + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(value - 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            for k, loop in enumerate(node.generators):
                for j in range(len(loop.ifs)):
                    changed = copy.deepcopy(node)
                    del changed.generators[k].ifs[j]
                    yield changed
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in OPERATORS:
            yield ast.AugAssign(target, OPERATORS[type(op)](), value)
        case _:
            return


def _is_unreachable(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("assert_never(")
