"""Operators on functions: terms over values, derivatives, integrals and sums of unknown functions.

T(x)(t) = t*x(t) + integral of x from 0 to t is written over *letters*: one stands for x(t), one for
the integral, and the output is t*#1 + #2. Each letter denotes a functional, a number that depends
on the functions and on the index t. Letters are named #1, #2, ..., which no language of symlin's
can write; bound variables likewise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symlin.kernel.term import Guard, Term

FIRST, SECOND = "#a", "#b"
"""The factors of a combination of two functions."""
SHIFT = "#s"
"""By how much a function is delayed."""


def is_letter(name: str) -> bool:
    """Whether the name is one of a letter's: #1, #2, ..."""
    number = name[1:]
    return name[:1] == "#" and number.isascii() and number.isdigit() and number[:1] != "0"


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a function, or of a derivative of it, at a point: u_xt(x + 1, t) has orders
    (1, 1) and arguments (x + 1, t)."""

    function: str
    orders: tuple[int, ...]
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Derivative:
    """The derivative of `body` with respect to `variable`, at `variable` = `at`."""

    body: Term
    variable: str
    at: Term


@dataclass(frozen=True, slots=True)
class Integral:
    """The integral of `body` over `variable`, from `lower` to `upper`; None is infinity."""

    body: Term
    variable: str
    lower: Term | None
    upper: Term | None


@dataclass(frozen=True, slots=True)
class Series:
    """The sum of `body` over whole numbers `variable`, from `lower` to `upper`; None is infinity.

    It is 0 where `upper` is `lower` - 1, and has no value where `upper` is less than that, for
    conventions differ there.
    """

    body: Term
    variable: str
    lower: Term | None
    upper: Term | None


Functional = Value | Derivative | Integral | Series


def ends(functional: Derivative | Integral | Series) -> tuple[Term, ...]:
    """The terms that do not stand under the bound variable."""
    if isinstance(functional, Derivative):
        return (functional.at,)
    # an end at infinity is no term
    return tuple(end for end in (functional.lower, functional.upper) if end is not None)


def parts(functional: Functional) -> tuple[Term, ...]:
    """All terms of the functional."""
    if isinstance(functional, Value):
        return functional.arguments
    return (functional.body, *ends(functional))


def with_parts(functional: Functional, terms: Sequence[Term]) -> Functional:
    """The functional with other terms, in the order of `parts`."""
    if isinstance(functional, Value):
        return replace(functional, arguments=tuple(terms))
    body, *others = terms  # as `parts` has it: the body first
    if isinstance(functional, Derivative):
        return replace(functional, body=body, at=others[0])
    left = iter(others)
    lower, upper = (None if e is None else next(left) for e in (functional.lower, functional.upper))
    return replace(functional, body=body, lower=lower, upper=upper)


@dataclass(frozen=True, slots=True)
class Index:
    """What the output is a function of: t ranges over all reals, n over all whole numbers."""

    name: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class FunctionSubject:
    """An operator on functions of real or whole variables, at every value of its index.

    A law is asked at each value of the index that the `assumptions` allow, for all functions for
    which every letter has a value; `givens` are functions that are held fixed. Terms of a letter
    may use the letters before it, and the variables that letters around it bind; each letter is
    used under the variables that it needs.
    """

    unknowns: tuple[str, ...]
    givens: tuple[str, ...]
    index: tuple[Index, ...]
    parameters: tuple[str, ...]
    letters: tuple[tuple[str, Functional], ...]
    outputs: tuple[Term, ...]
    assumptions: tuple[Guard, ...] = ()
    """About the index and the parameters."""
    sequences: tuple[str, ...] = ()
    """The functions, unknown or given, that have values at whole numbers only."""

    @property
    def table(self) -> Mapping[str, Functional]:
        """What each letter stands for."""
        return dict(self.letters)
