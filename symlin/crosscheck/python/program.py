"""The values of a function in a file at points, in floats."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from symlin.crosscheck.python.names import Elsewhere, numpy
from symlin.exact.syntax import syntax_tree
from symlin.language.operator import Operator, Program, Reference
from symlin.language.spaces import Space


def with_reference(operator: Operator) -> Operator:
    """The operator with a second opinion, where it was read from a file and has no other."""
    if operator.program is None or operator.reference is not None:
        return operator
    return replace(operator, reference=reference_of(operator.program))


def reference_of(program: Program) -> Reference:
    """The function's values; NaN, or an error of arithmetic, where floats say nothing."""

    from symlin.crosscheck.python.interpreter import Interpreter
    from symlin.crosscheck.python.scopes import FileNames

    @cache
    def tree() -> ast.Module:
        return syntax_tree(program.text)

    def at(point: Mapping[str, float]) -> Sequence[float]:
        machine = Interpreter()
        names = FileNames(tree(), machine.statement)
        values = {name: _value(name, shape, point) for name, shape in program.arguments}
        try:
            with _quiet():
                function = names[program.function]
                found = function(**values)
        except RecursionError:
            raise Elsewhere("it nests too deeply") from None
        return list(_numbers(found))

    return at


def _value(name: str, shape: tuple[int, ...], point: Mapping[str, float]) -> Any:
    if not shape:
        return float(point[name])
    flat = [float(point[c]) for c in Space(shape).coordinates(name)]
    return numpy().array(flat).reshape(shape)


@contextmanager
def _quiet() -> Iterator[None]:
    """NumPy's warnings about nan say what NaN says."""
    try:
        known = numpy()
    except Elsewhere:
        yield
        return
    with known.errstate(all="ignore"):
        yield


def _numbers(found: Any) -> Iterator[float]:
    """All numbers in what a function returns; NaN for a complex one."""
    if type(found).__module__ == "numpy":
        found = found.tolist()
    if isinstance(found, list | tuple):
        for entry in found:
            yield from _numbers(entry)
    else:
        yield math.nan if isinstance(found, complex) else float(found)
