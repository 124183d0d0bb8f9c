"""Comprehensions and generators: loops within an expression."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.reading.python.machine import Frame, Machine
from symlin.reading.python.values import Once, Value


class Comprehensions(Machine):
    """What comprehensions and generators stand for."""

    def placed(self, node: ast.AST, work: Callable[[], Any]) -> Any:
        """What the work gives; a refusal gets the place of the node."""
        raise NotImplementedError

    def listed_comprehension(self, node: ast.ListComp) -> Value:
        """[... for ... in ...]: a new list."""
        return self.listed(self.collected(self.generator(node)))

    def generator(self, node: ast.ListComp | ast.GeneratorExp) -> Value:
        """(... for ... in ...), which is worked out while it is gone through."""
        for part in ast.walk(node):
            if isinstance(part, ast.NamedExpr):  # its name belongs to the scope around
                self.refuse(part, ":=", ":= in a comprehension is not read")
        first = self.evaluate(node.generators[0].iter)  # in the scope around it
        frame = Frame(self.frame, frozenset(_bound(node)))
        return Once(self._rows(node, 0, first, frame, k.TRUE))

    def _rows(
        self,
        node: ast.ListComp | ast.GeneratorExp,
        depth: int,
        source: Value,
        frame: Frame,
        guard: Guard,
    ) -> Iterator[tuple[Guard, Value]]:
        clause = node.generators[depth]
        if clause.is_async:
            self.refuse(clause.iter, "async", "async is not read")
        for there, item in self.guarded(source):
            self.placed(clause.iter, self.step)
            outer, self.frame = self.frame, frame
            self.assign(clause.target, item)
            here = k.conjunction(guard, there)
            for condition in clause.ifs:
                truth = self.under(here, partial(self._truth_of, condition))
                here = k.conjunction(here, truth)
            if here is not k.FALSE and depth + 1 < len(node.generators):
                inner = self.under(here, lambda: self.evaluate(node.generators[depth + 1].iter))
                self.frame = outer
                yield from self._rows(node, depth + 1, inner, frame, here)
                continue
            if here is not k.FALSE:
                value = self.under(here, lambda: self.evaluate(node.elt))
                self.frame = outer
                yield here, value
            self.frame = outer

    def _truth_of(self, node: ast.expr) -> Guard:
        return self.truth(self.evaluate(node), "if")

    def assign(self, target: ast.expr, value: Value) -> None:
        """target = value; raises `Unsupported`."""
        raise NotImplementedError


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a comprehension gives values to."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
