"""A function that a caller has handed over, asked for its values in floats.

It is called, as its owner would call it: what it says doubts how it was read.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from symlin.exact.memory import load_numpy
from symlin.exact.signals import pass_on
from symlin.language.operator import Reference
from symlin.language.spaces import Space

_MISREAD = (TypeError, NameError, AttributeError, IndexError, KeyError)
"""Errors that a function that has been read does not raise."""


def reference_of(
    function: Any,
    node: ast.FunctionDef | ast.Lambda,
    arguments: Sequence[tuple[str, Space]],
    *,
    by_order: bool = False,
) -> Reference:
    """The function's values at points; NaN where it raises an error of its own."""
    raises = any(isinstance(part, ast.Raise | ast.Assert) for part in ast.walk(node))
    before = [x.arg for x in node.args.posonlyargs]

    def at(point: Mapping[str, float]) -> Sequence[float]:
        values = {name: _value(name, space, point) for name, space in arguments}
        first = [values.pop(name) for name in before if name in values]
        if by_order:  # a library may call its arguments otherwise
            first, values = list(values.values()), {}
        try:
            with _quiet():
                found = function(*first, **values)
        except (ImportError, MemoryError, RecursionError, ArithmeticError, ValueError):
            raise
        except _MISREAD:
            if not raises:
                raise
            raise ValueError from None
        except Exception as error:
            pass_on(error)
            raise ValueError from None
        return list(numbers_in(found))

    return at


def _value(name: str, space: Space, point: Mapping[str, float]) -> Any:
    if not space.shape:
        return float(point[name])
    try:
        numpy = load_numpy()
    except ImportError:
        raise ValueError("no array without NumPy") from None
    flat = [float(point[c]) for c in space.coordinates(name)]
    return numpy.array(flat).reshape(space.shape)


@contextmanager
def _quiet() -> Iterator[None]:
    """NumPy's warnings about nan say what NaN says."""
    import sys

    numpy = sys.modules.get("numpy")
    if numpy is None:
        yield
        return
    with numpy.errstate(all="ignore"):
        yield


def numbers_in(found: Any) -> Iterator[float]:
    """All numbers in what a function returns; NaN for a complex one."""
    if hasattr(found, "tolist"):
        found = found.tolist()
    if isinstance(found, list | tuple):
        for entry in found:
            yield from numbers_in(entry)
    elif isinstance(found, complex):
        yield math.nan
    else:
        yield float(found)
