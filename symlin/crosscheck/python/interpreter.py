"""A small interpreter of Python on floats: one function of a file at one point after the other.

It walks over the syntax tree with Python's own numbers and lists, and knows no more than what is
written here. Nothing is compiled or run: of what a file holds, only the function that is asked for
is looked at, and what it names.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symlin.crosscheck.python.names import Elsewhere, Module, attribute
from symlin.crosscheck.python.operators import BINARY, COMPARED, IN_PLACE, UNARY, small
from symlin.crosscheck.python.scopes import Names

STEPS = 200_000
"""Expressions that are worked out at one point."""


class Raised(ValueError):
    """The function raises an error of its own: it has no value."""


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


class Interpreter:
    """One function at one point."""

    def __init__(self) -> None:
        self.left = STEPS

    # ---- expressions ----

    def value(self, node: ast.expr, names: Names) -> Any:
        """What an expression is; raises `Elsewhere` for what is not known here."""
        self.left -= 1
        if self.left < 0:
            raise Elsewhere("too many steps")
        match node:
            case ast.Constant(value):
                return value
            case ast.Name(name):
                return names[name]
            case ast.BinOp(left, op, right):
                x, y = self.value(left, names), self.value(right, names)
                return BINARY[type(op)](*small(op, x, y))
            case ast.UnaryOp(op, operand):
                return UNARY[type(op)](self.value(operand, names))
            case ast.IfExp(test, body, orelse):
                return self.value(body if self.value(test, names) else orelse, names)
            case ast.Tuple(parts):
                return tuple(self.spread(parts, names))
            case ast.List(parts):
                return self.spread(parts, names)
            case ast.Attribute(owner, name):
                return attribute(self.value(owner, names), name)
            case ast.Subscript(owner, index):
                return self.value(owner, names)[self.value(index, names)]
            case _:
                return self.compound(node, names)

    def compound(self, node: ast.expr, names: Names) -> Any:
        """What takes more than its parts; raises `Elsewhere` for what is not known here."""
        match node:
            case ast.Slice(lower, upper, step):
                ends = (None if p is None else self.value(p, names) for p in (lower, upper, step))
                return slice(*ends)
            case ast.BoolOp(op, values):
                for part in values[:-1]:
                    found = self.value(part, names)
                    if bool(found) is isinstance(op, ast.Or):
                        return found
                return self.value(values[-1], names)
            case ast.Compare():
                return self.compared(node, names)
            case ast.Call():
                return self.called(node, names)
            case ast.Dict(keys, values) if None not in keys:
                return {self.value(key, names): self.value(value, names)
                        for key, value in zip(keys, values, strict=True) if key}  # fmt: skip
            case ast.NamedExpr(target, value):
                self.assign(target, found := self.value(value, names), names)
                return found
            case ast.Lambda():
                return self.function(node, names)
            case ast.ListComp():
                return list(self.rows(node, 0, Names(names)))
            case ast.GeneratorExp():
                return self.rows(node, 0, Names(names))
            case _:
                raise Elsewhere(type(node).__name__)

    def spread(self, nodes: Sequence[ast.expr], names: Names) -> list[Any]:
        """The values; what has a star gives all of its entries."""
        found: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                found.extend(self.value(node.value, names))
            else:
                found.append(self.value(node, names))
        return found

    def compared(self, node: ast.Compare, names: Names) -> Any:
        """A chain of comparisons."""
        left, found = self.value(node.left, names), True
        for op, other in zip(node.ops, node.comparators, strict=True):
            right = self.value(other, names)
            found = COMPARED[type(op)](left, right)
            if len(node.ops) > 1 and not found:
                return found
            left = right
        return found

    def called(self, node: ast.Call, names: Names) -> Any:
        """What a function returns; raises `Elsewhere` for one that is not known here."""
        function = self.value(node.func, names)
        given = self.spread(node.args, names)
        named = {k.arg: self.value(k.value, names) for k in node.keywords if k.arg is not None}
        if len(named) < len(node.keywords) or not callable(function):
            raise Elsewhere("**")
        return function(*given, **named)

    def rows(
        self, node: ast.ListComp | ast.GeneratorExp, depth: int, names: Names
    ) -> Iterator[Any]:
        """The entries of a comprehension."""
        if depth == len(node.generators):
            yield self.value(node.elt, names)
            return
        clause = node.generators[depth]
        for item in self.value(clause.iter, names):
            self.assign(clause.target, item, names)
            if all(self.value(condition, names) for condition in clause.ifs):
                yield from self.rows(node, depth + 1, names)

    # ---- functions ----

    def function(self, node: ast.FunctionDef | ast.Lambda, outer: Names) -> Callable[..., Any]:
        """A function of the file, to be called here."""
        a = node.args
        order = [x.arg for x in (*a.posonlyargs, *a.args)]
        given = zip(order[len(order) - len(a.defaults) :], a.defaults, strict=True)
        defaults = {name: self.value(default, outer) for name, default in given}
        for argument, default in zip(a.kwonlyargs, a.kw_defaults, strict=True):
            if default is not None:
                defaults[argument.arg] = self.value(default, outer)

        def call(*values: Any, **named: Any) -> Any:
            names = Names(outer)
            names.own = {**defaults, **dict(zip(order, values, strict=False)), **named}
            if isinstance(node, ast.Lambda):
                return self.value(node.body, names)
            try:
                self.block(node.body, names)
            except _Return as found:
                return found.value
            raise Elsewhere("None")

        return call

    # ---- statements ----

    def block(self, statements: Sequence[ast.stmt], names: Names) -> None:
        """Statements in their order."""
        for statement in statements:
            self.statement(statement, names)

    def statement(self, node: ast.stmt, names: Names) -> None:
        """What a statement does; raises `Elsewhere` for one that is not known here."""
        match node:
            case ast.Return(value) if value is not None:
                raise _Return(self.value(value, names))
            case ast.Assign(targets, value):
                found = self.value(value, names)
                for target in targets:
                    self.assign(target, found, names)
            case ast.AnnAssign(target, _, value):
                if value is not None:
                    self.assign(target, self.value(value, names), names)
            case ast.AugAssign():
                self.augmented(node, names)
            case ast.If(test, body, orelse):
                self.block(body if self.value(test, names) else orelse, names)
            case ast.For():
                self.loop(node, names)
            case ast.While():
                self.repeat(node, names)
            case ast.Expr(value):
                self.value(value, names)
            case ast.FunctionDef(name):
                names.own[name] = self.function(node, names)
            case _:
                self.rest(node, names)

    def rest(self, node: ast.stmt, names: Names) -> None:
        """Statements that take little.

        Raises `Elsewhere` for what is not known here, and `Raised` where the function does.
        """
        match node:
            case ast.Pass():
                return
            case ast.Break():
                raise _Break
            case ast.Continue():
                raise _Continue
            case ast.Raise():
                raise Raised
            case ast.Assert(test):
                if not self.value(test, names):
                    raise Raised
            case ast.Import(aliases):
                for alias in aliases:
                    first = alias.name.partition(".")[0]
                    names.own[alias.asname or first] = Module(alias.name if alias.asname else first)
            case ast.ImportFrom(str(module), aliases):
                for alias in aliases:
                    names.own[alias.asname or alias.name] = Module(module).member(alias.name)
            case _:
                raise Elsewhere(type(node).__name__)

    def augmented(self, node: ast.AugAssign, names: Names) -> None:
        """x += 1, in place where that is so; raises `Elsewhere` for attributes."""
        change = IN_PLACE[type(node.op)]
        if isinstance(node.target, ast.Subscript):
            owner = self.value(node.target.value, names)
            index = self.value(node.target.slice, names)
            owner[index] = change(owner[index], self.value(node.value, names))
        elif isinstance(node.target, ast.Name):
            old = names[node.target.id]
            names.own[node.target.id] = change(*small(node.op, old, self.value(node.value, names)))
        else:
            raise Elsewhere("attribute")

    def loop(self, node: ast.For, names: Names) -> None:
        """for, with its else; raises `Elsewhere` after too many steps."""
        for item in self.value(node.iter, names):
            self.left -= 1
            if self.left < 0:
                raise Elsewhere("too many steps")
            self.assign(node.target, item, names)
            try:
                self.block(node.body, names)
            except _Continue:
                continue
            except _Break:
                return
        self.block(node.orelse, names)

    def repeat(self, node: ast.While, names: Names) -> None:
        """while, with its else; every round takes some of the steps that are left."""
        while self.value(node.test, names):
            try:
                self.block(node.body, names)
            except _Continue:
                continue
            except _Break:
                return
        self.block(node.orelse, names)

    def assign(self, target: ast.expr, value: Any, names: Names) -> None:
        """target = value; raises `Elsewhere` for a target that is not known here."""
        match target:
            case ast.Name(name):
                names.own[name] = value
            case ast.Tuple(parts) | ast.List(parts):
                entries = list(value)
                for n, part in enumerate(parts):
                    if isinstance(part, ast.Starred):
                        end = len(entries) - (len(parts) - 1 - n)
                        entries[n:end] = [entries[n:end]]
                for part, entry in zip(parts, entries, strict=True):
                    inner = part.value if isinstance(part, ast.Starred) else part
                    self.assign(inner, entry, names)
            case ast.Subscript(owner, index):
                self.value(owner, names)[self.value(index, names)] = value
            case _:
                raise Elsewhere("attribute")
