"""Python values as exact weights: lists, arrays, fractions, SymPy expressions, text.

A float stands for the dyadic rational that it is: 0.1 is 3602879701896397/36028797018963968, and
"0.1" is 1/10. Neither NumPy nor SymPy is imported; their values are recognised by what they offer.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Protocol, runtime_checkable

from flint import fmpq

from symlin.catalog.definition import Argument, Shape
from symlin.catalog.layers.arguments import Weight, as_term
from symlin.catalog.layers.arguments import weight as as_weight
from symlin.errors import InputError, brief
from symlin.kernel.numbers import exact
from symlin.kernel.term import Term
from symlin.language import translate
from symlin.language.notation import tree_text
from symlin.language.tree import symbols
from symlin.reading import expand
from symlin.reading.models import formulas


@runtime_checkable
class _Ratio(Protocol):
    """What int, float, Fraction, Decimal and NumPy's numbers have in common."""

    def as_integer_ratio(self) -> tuple[int, int]: ...


@runtime_checkable
class _Array(Protocol):
    """What NumPy arrays and torch tensors have in common."""

    def tolist(self) -> object: ...


@runtime_checkable
class _Expression(Protocol):
    """What SymPy's numbers and expressions have in common."""

    @property
    def free_symbols(self) -> object: ...


PLAIN = (float, list, tuple)
"""Recognised before the protocols, which are slow to ask: a matrix has many entries."""


def weight(value: object) -> Weight:
    """A single weight; raises `InputError` for what is no exact real number or expression."""
    if type(value) is int:
        return value
    if isinstance(value, float):
        return _ratio(value)
    if isinstance(value, Term):
        return as_weight(value)
    if isinstance(value, fmpq):
        return exact(value)
    if isinstance(value, str):
        return _read(value)
    if isinstance(value, _Expression):
        return _expression(value)
    if isinstance(value, _Ratio):
        return _ratio(value)
    if isinstance(value, _Array) and not isinstance(plain := value.tolist(), list):
        return weight(plain)
    raise InputError(f"expected an exact number or an expression, not {brief(value, 80)}")


def array(value: object) -> tuple[Shape, tuple[Weight, ...]]:
    """The shape and the entries in row-major order of a nested list, tuple or array.

    Raises `InputError` where the rows are not equally long.
    """
    if not isinstance(value, PLAIN) and isinstance(value, _Array):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        return (), (weight(value),)
    if set(map(type, value)) == {int}:  # large matrices come as rows of ints
        return (len(value),), tuple(value)
    parts = [array(part) for part in value]
    if len({shape for shape, _ in parts}) != 1:
        raise InputError("the lists in an array must all have the same length")
    return (len(value), *parts[0][0]), tuple(chain.from_iterable(flat for _, flat in parts))


def argument(value: object) -> Argument:
    """A number or a nested list, as a pipeline's text would give it."""
    if not isinstance(value, PLAIN) and isinstance(value, _Array):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(map(argument, value))
    return as_term(weight(value))


def _ratio(value: _Ratio) -> Weight:
    try:
        numerator, denominator = value.as_integer_ratio()
    except (ValueError, OverflowError):
        raise InputError(f"{value} is not a real number") from None
    return exact(fmpq(int(numerator), int(denominator)))


def _expression(value: object) -> Weight:
    """A SymPy expression, over symbols that any real number may stand for."""
    from symlin.language.sympy import from_sympy
    from symlin.language.sympy.sympy_symbols import symbol_conditions

    tree = from_sympy.tree_of_sympy(value)
    expand.refuse_reserved(symbols(tree))
    assumed = symbol_conditions(from_sympy.symbols_of(value))
    if assumed:
        condition = tree_text(assumed[0])
        raise InputError(
            f"a weight's symbols may assume no more than real=True: say {condition!r} in assume="
        )
    return as_weight(translate.terms(tree)[0])


@lru_cache(maxsize=1024)
def _read(text: str) -> Weight:
    terms = formulas.outputs(text)
    if len(terms) != 1:
        raise InputError("expected a single number or expression", text, 0)
    return as_weight(terms[0])
