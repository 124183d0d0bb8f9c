"""The matrix first: if f is linear on its domain, a few values say which matrix it must be.

Normal forms show it at once where they see the function as affine. Otherwise it is measured: slopes
between a point and its neighbours, or gradients. A wrong matrix is harmless: no proof will follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from flint import arb, fmpq

from symlin.exact.balls import midpoint
from symlin.exact.coordinates import Coordinates, as_terms
from symlin.exact.deadline import Deadline
from symlin.exact.forms import simplified, to_term
from symlin.exact.values import Probe
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge, exact, quotient
from symlin.kernel.polynomial import (
    ZERO_POLY,
    Monomial,
    Poly,
    atom_depends,
    atoms_of,
    combine,
    constant_poly,
)
from symlin.kernel.term import Guard, Term
from symlin.kernel.theories.enclosure import NoBall, enclose
from symlin.kernel.theories.fractions import cancelled
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute
from symlin.search.points.points import plus, unit

MOST_INPUTS = 8
"""At most so many inputs, for each of which all outputs are differentiated."""
MOST_POINTS = 1_000
"""Points of which it is asked whether they lie in the domain."""
MOST_BASES = 40
"""Points of the domain at which slopes are measured before no matrix is found."""
LARGEST = 1_000
"""The largest denominator of a fraction that a number is taken for: entries that people write."""
BITS = 256
"""Of the ball around such a number, which then has 77 digits: TINY is told from 0."""
TINY = arb("1e-40")
"""Numbers that differ by less are taken for equal: two fractions of that kind differ by 1e-6."""
STEPS: tuple[Number, ...] = (1, -1, quotient(1, 2), quotient(-1, 2), quotient(1, 16))
"""How far away a neighbour is looked for, on either side: domains are often short."""
RATIONAL = frozenset({"var", "relu", "pos", "nul", "max", "inv"})
"""Atoms with rational values at rational points: differences of values are cheaper there."""


class Candidate(NamedTuple):
    """f(x) = matrix x + offset, if f is affine at all."""

    matrix: tuple[tuple[Term, ...], ...]
    offset: tuple[Poly, ...]


# ---- read off ----


def candidate(
    subject: Subject, facts: Sequence[Guard], points: Sequence[Coordinates], deadline: Deadline
) -> Candidate | None:
    """The only affine map that f can be on its domain, or None where too few values are known."""
    read = read_off(subject, facts)
    return read if read is not None else _interpolate(subject, facts, points, deadline)


def read_off(subject: Subject, facts: Sequence[Guard]) -> Candidate | None:
    """The matrix that the outputs' normal forms show, if they are affine in the inputs."""
    context = Context((*subject.domain_at({}), *facts))
    rows: list[tuple[Term, ...]] = []
    offset: list[Poly] = []
    for output in subject.outputs:
        try:
            whole = cancelled(context, context.normal(output))
            parts = affine_parts(whole, subject.inputs)
        except TooLarge:
            return None
        if parts is None:
            return None
        rows.append(tuple(simplified(parts.get(name, ZERO_POLY)) for name in subject.inputs))
        offset.append(parts.get("", ZERO_POLY))
    return Candidate(tuple(rows), tuple(offset))


def affine_parts(p: Poly, inputs: Sequence[str]) -> dict[str, Poly] | None:
    """The coefficient of each input ("" for none), where p is affine in the inputs."""
    names = frozenset(inputs)
    # A monomial may have parameters, and functions of them, but one input at most, by itself.
    parts: dict[str, dict[Monomial, Number]] = {}
    for m, c in p.terms.items():
        moving = [(a, e) for a, e in m if atom_depends(a, names)]
        if len(moving) > 1 or any(a.kind != "var" or e != 1 for a, e in moving):
            return None
        rest = tuple(f for f in m if f not in moving)
        parts.setdefault(str(moving[0][0].argument) if moving else "", {})[rest] = c
    return {name: Poly(terms) for name, terms in parts.items()}


# ---- measured ----


def _interpolate(
    subject: Subject, facts: Sequence[Guard], points: Sequence[Coordinates], deadline: Deadline
) -> Candidate | None:
    """Differences of values at a point and its neighbours along the axes."""
    probe = Probe(subject, facts)
    n = len(subject.inputs)
    inside = (p for p in points[:MOST_POINTS] if probe.at(p) is not None)
    for base in islice(inside, MOST_BASES):
        deadline.check()
        start = probe.at(base)
        assert start is not None
        # A domain may leave a point no neighbours along some axis: then another base may have all.
        columns = _slopes(subject, facts, base) or [
            _column(probe, base, start, i) for i in range(n)
        ]
        if all(column is not None for column in columns):
            return _assemble(base, start, [c for c in columns if c is not None])
    return None


def _slopes(
    subject: Subject, facts: Sequence[Guard], base: Coordinates
) -> list[tuple[Poly, ...] | None]:
    """The gradients at the base, for outputs that are smooth but not rational; empty for others."""
    context = Context((*subject.domain, *facts))
    names = frozenset(subject.inputs)
    values = [context.normal(output) for output in subject.outputs]
    kinds = {a.kind for p in values for a in atoms_of(p)}
    if kinds <= RATIONAL or len(names) > MOST_INPUTS:
        return []
    if not all(is_smooth(context, p, names) for p in values):
        return []
    point = dict(zip(subject.inputs, as_terms(base, len(names)), strict=True))
    # The slopes' values need no facts about the inputs: at one point these are closed.
    here = Context(subject.parameter_facts())
    columns: list[tuple[Poly, ...] | None] = []
    for name in subject.inputs:
        slopes = [to_term(derivative(context, p, name)) for p in values]
        columns.append(tuple(here.normal(t) for t in substitute(slopes, point)))
    return columns


def _column(
    probe: Probe, base: Coordinates, start: tuple[Poly, ...], i: int
) -> tuple[Poly, ...] | None:
    """The slopes from the base to its nearest neighbour on axis i; None where it has none."""
    for step in STEPS:
        there = probe.at(plus(base, unit(i, step)))
        if there is not None:
            return tuple(
                (b - a).scaled(quotient(1, step)) for a, b in zip(start, there, strict=True)
            )
    return None


def _assemble(
    base: Coordinates, start: tuple[Poly, ...], columns: Sequence[tuple[Poly, ...]]
) -> Candidate:
    """The map with these slopes that has the value `start` at the base."""
    # The offset from the plain slopes: what was rounded in one has to be missing in the other.
    columns = [tuple(map(_plain, column)) for column in columns]
    rows = tuple(tuple(simplified(column[k]) for column in columns) for k in range(len(start)))
    offset = tuple(
        _plain(combine([(1, value), *((-b, columns[i][k]) for i, b in base)]))
        for k, value in enumerate(start)
    )
    return Candidate(rows, offset)


def _plain(p: Poly) -> Poly:
    """A number that no digit tells from a fraction counts as it: the proof will show."""
    if p.is_constant or not p.closed:
        return p
    fixed = constant_poly(p.constant)
    try:
        ball = enclose(p - fixed, BITS)
    except NoBall:
        return p
    middle = midpoint(ball)
    if middle is None:
        return p
    # Two spellings of one number may have two normal forms; their digits agree.
    near = Fraction(int(middle.p), int(middle.q)).limit_denominator(LARGEST)
    ratio = fmpq(near.numerator, near.denominator)
    return fixed + constant_poly(exact(ratio)) if abs(ball - arb(ratio)) < TINY else p
