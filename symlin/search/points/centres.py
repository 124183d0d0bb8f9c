"""Points at which smooth functions change most: where their arguments are 0, or have a vertex.

exp(-(x - 1000000)**2) is of no account but near x = 1000000; so is the bend of tanh(x - 10000).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from math import ceil, isfinite, sqrt

from flint import arb, fmpq

from symlin.exact.balls import midpoint
from symlin.exact.floats import from_fraction
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import Function, Term, const
from symlin.kernel.theories.enclosure import NoBall, enclose, working_precision
from symlin.kernel.walk import topological

ELSEWHERE = frozenset({"abs", "floor", "sin", "cos"})
"""Functions with kinks and jumps, or without a centre; their points are found by other means."""
WORK = 20_000
"""Products of monomials spent on the normal form of one argument."""
MOST_ARGUMENTS = 8
"""Functions whose centres are tried, each with nine points around which a law may break."""
MOST_AXES = 8
"""Inputs along which an argument is 0, or has a vertex."""
BITS = 256
"""Of the balls around coefficients: LARGEST has 100, and a centre needs as many after the point."""
LARGEST = 10**30
"""The largest scale of a function: narrower bends are those of a step, which are found as such."""
FINE = 8
"""A centre is rounded to an eighth of the function's scale, where it has hardly changed."""


def centres(subject: Subject) -> Iterator[tuple[Term, ...]]:
    """Rational points, exact or near enough for the function's scale."""
    context = Context((), work=WORK)
    arguments = dict.fromkeys(
        node.argument
        for node in topological(subject.outputs)
        if isinstance(node, Function) and node.name not in ELSEWHERE and node.argument is not None
    )
    for argument in islice(arguments, MOST_ARGUMENTS):
        try:
            p = context.normal(argument)
        except TooLarge:
            continue
        with working_precision(BITS):
            points = _centres(p, subject.inputs)
        for point in points:
            yield tuple(const(point.get(name, 0)) for name in subject.inputs)


def _centres(p: Poly, inputs: tuple[str, ...]) -> list[dict[str, Number]]:
    """The roots on the axes, and the point that is the vertex along each axis."""
    roots: list[dict[str, Number]] = []
    constant = _coefficient(p, {})
    vertex: dict[str, Number] = {}
    for name in inputs[:MOST_AXES]:
        # An argument a v**2 + b v + c bends what it is given to most at its vertex, b v + c at 0.
        slope, square = (_coefficient(p, {name: e}) for e in (1, 2))
        if not square.contains(0):
            place = _rounded(-slope / (2 * square), sqrt(abs(float(square.mid()))))
            if place is not None:
                vertex[name] = place
        elif not slope.contains(0):
            place = _rounded(-constant / slope, abs(float(slope.mid())))
            if place is not None:
                roots.append({name: place})
    return [*roots, vertex] if vertex else roots


# ---- coefficients, and where they say that a centre is ----
def _coefficient(p: Poly, powers: dict[str, int]) -> arb:
    """That of these powers of variables, as a ball; exact where it is rational."""
    closed = {}
    for m, c in p.terms.items():
        if {str(base.argument): e for base, e in m if base.names} == powers:
            closed[tuple((base, e) for base, e in m if not base.names)] = c
    # Rational ones are common, and exact; the others, such as 2 pi, are enclosed.
    if all(not m for m in closed):
        return arb(sum(map(fmpq, closed.values()), fmpq(0)))
    try:
        return enclose(Poly(closed), BITS)
    except NoBall:
        return arb(0)


def _rounded(place: arb, scale: float) -> Number | None:
    """The simplest number near the place, as far as a function of this scale makes out."""
    if not place.is_finite() or not isfinite(scale) or scale > LARGEST:
        return None
    middle = midpoint(place)
    if middle is None:
        return None
    finest = ceil(FINE * max(1.0, scale))
    near = Fraction(int(middle.p), int(middle.q)).limit_denominator(finest)
    return from_fraction(near)
