"""Functions that can be computed with: polynomials, bumps, and finite sequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import perm
from types import MappingProxyType

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.subject import Derivative, FunctionSubject, Value
from symlin.kernel.numbers import Number, exact

MOST_DEGREE = 1_000
"""Of a monomial: more than an example needs, and still computed with at once."""
MOST_ORDER = 20
"""Of the ends of a bump: its polynomial is multiplied out."""
MOST_ELEMENTS = 1_000
"""Of a basis: each is a coefficient of its own."""


@dataclass(frozen=True, slots=True)
class Monomial:
    """t^n, or a product of such powers of several variables."""

    exponents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Impulse:
    """The sequence that is 1 at one whole number, and 0 at all others."""

    place: int


@dataclass(frozen=True, slots=True)
class Bump:
    """((t - lower) (upper - t))^order t^exponent between the ends, and 0 outside.

    Its first order - 1 derivatives are continuous.
    """

    lower: Number
    upper: Number
    order: int
    exponent: int = 0


Element = Monomial | Impulse | Bump
Basis = Mapping[str, tuple[Element, ...]]
"""For each unknown function, those whose combinations it is sought among."""


def coefficient(function: str, number: int) -> str:
    """The name of a coefficient; no language of symlin's can write it."""
    return f"{function}#{number}"


def checked_basis(basis: Basis, subject: FunctionSubject) -> Basis:
    """The same basis in classes of the kernel alone; raises `Rejected` where it does not name each
    unknown function, or one of its functions is not as smooth as the derivatives that occur."""
    pairs = tuple(basis.items())
    if len(pairs) != len(subject.unknowns) or {n for n, _ in pairs} != set(subject.unknowns):
        raise Rejected("a basis must name each unknown function")
    found = {str.__str__(name): tuple(map(_element, row)) for name, row in pairs}
    if sum(map(len, found.values())) > MOST_ELEMENTS:
        raise Rejected("a basis has more functions than can be computed with")
    smoothness = _smoothness(subject)
    for name, row in found.items():
        for element in row:
            _check_kind(element, name in subject.sequences)
            if isinstance(element, Bump) and element.order <= smoothness:
                raise Rejected("a function is not as smooth as the derivatives that occur")
    return MappingProxyType(found)


def _element(element: Element) -> Element:
    match element:
        case Monomial(exponents) if type(element) is Monomial:
            degrees = tuple(exponents)
            if any(type(e) is not int or not 0 <= e <= MOST_DEGREE for e in degrees):
                raise Rejected("an exponent is no whole number of a size that can be computed")
            return Monomial(degrees)
        case Impulse(place) if type(element) is Impulse and type(place) is int:
            return element
        case Bump(lower, upper, order, exponent) if type(element) is Bump:
            first, last = exact(lower), exact(upper)  # TypeError for what is no exact number
            whole = type(order) is int and type(exponent) is int
            sizes = whole and 0 < order <= MOST_ORDER and 0 <= exponent <= MOST_ORDER
            if not sizes or first >= last:
                raise Rejected("a bump has an interval, an order and an exponent")
            return Bump(first, last, order, exponent)
        case _:
            raise Rejected("a basis has a function that is none of the kernel's")


def _check_kind(element: Element, sequence: bool) -> None:
    if isinstance(element, Impulse) and not sequence:
        raise Rejected("an impulse is a sequence")


def _smoothness(subject: FunctionSubject) -> int:
    """At most so many derivatives of a function occur, those that rules may bring in included."""
    orders = [sum(f.orders) for _, f in subject.letters if isinstance(f, Value)]
    return max(orders, default=0) + sum(isinstance(f, Derivative) for _, f in subject.letters)


def monomial(element: Monomial, orders: tuple[int, ...], places: tuple[k.Term, ...]) -> k.Term:
    """The value of a derivative of a monomial; raises `Rejected`."""
    if len(element.exponents) != len(places):
        raise Rejected("a monomial has one exponent for each variable")
    factors = []
    for exponent, order, place in zip(element.exponents, orders, places, strict=True):
        if order > exponent:  # differentiated away
            return k.ZERO
        rest = exponent - order
        power = k.ONE if rest == 0 else k.power(place, rest)
        factors.append(k.scale(perm(exponent, order), power))
    return k.mul(*factors)


def inside(element: Bump, order: int, place: k.Term) -> k.Term:
    """The value of a derivative of a bump between its ends, as a polynomial."""
    row: list[Number] = [1]
    for _ in range(element.order):  # times (t - lower) (upper - t)
        row = _product(_product(row, [-element.lower, 1]), [element.upper, -1])
    row = [*([0] * element.exponent), *row]
    for _ in range(order):  # term by term
        row = [exact(j * c) for j, c in enumerate(row)][1:]
    powers = (k.ONE if j == 0 else k.power(place, j) for j in range(len(row)))
    return k.add(*(k.scale(c, p) for c, p in zip(row, powers, strict=True) if c != 0))


def _product(p: list[Number], q: list[Number]) -> list[Number]:
    total: list[Number] = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            total[i + j] = exact(total[i + j] + a * b)
    return total
