"""The laws, and what each of them says, as facts over exact terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import NoReturn

from symlin.kernel import term as k
from symlin.kernel.definedness import definedness
from symlin.kernel.walk import substitute, variables


class Law(StrEnum):
    """The laws of which symlin speaks, in the order in which it reports them."""

    ADDITIVITY = "additivity"
    """f(x + y) = f(x) + f(y)."""
    HOMOGENEITY = "homogeneity"
    """f(a x) = a f(x) for every real a."""
    LINEAR = "linear"
    """f(x) = A x for a matrix A."""
    AFFINE = "affine"
    """f(x) = A x + c for a matrix A and a column c."""
    POSITIVE_HOMOGENEITY = "positive_homogeneity"
    """f(a x) = a f(x) for every a >= 0."""
    ODD = "odd"
    """f(-x) = -f(x)."""
    EQUIVALENT = "equivalent"
    """Two functions are the same: outputs 0..m-1 equal outputs m..2m-1."""


SCALAR = "a'"
"""The factor of homogeneity. No identifier of the language holds an apostrophe."""

MINUS_ONE = k.const(-1)
KEPT = 16
"""Subjects whose domains are remembered: a search has few at a time, and each may be large."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A function of `inputs`, with free `parameters`, on the set where `assumptions` hold and all
    `outputs` have values.

    Theorems are about it, so nothing in it can change, and nobody else says what its domain is.
    """

    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    outputs: tuple[k.Term, ...]
    assumptions: tuple[k.Guard, ...] = ()

    def __post_init__(self) -> None:
        for place in fields(self):
            object.__setattr__(self, place.name, tuple(getattr(self, place.name)))

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a subclass could say two things of one function")

    @property
    def rows(self) -> range:
        """The numbers of the outputs."""
        return range(len(self.outputs))

    def parameter_facts(self) -> tuple[k.Guard, ...]:
        """What the domain requires of the parameters alone, and of nothing else.

        Parameters for which no point lies in the domain are not spoken of: 1/(a - b) is a claim
        about a != b. What a closed guard says is left to the domain: no witness lies in an empty
        one.
        """
        own = set(self.parameters)
        parts = conjuncts(self.domain if own else ())
        names = [variables(part) for part in parts]
        # closed parts (n is empty) are no facts: a false one would let anything be refuted
        return tuple(p for p, n in zip(parts, names, strict=True) if n and own.issuperset(n))

    @property
    def variables(self) -> frozenset[str]:
        """The variables that occur in the outputs and assumptions."""
        return frozenset(variables(*self.outputs, *self.assumptions))

    @property
    def domain(self) -> tuple[k.Guard, ...]:
        """What it takes for a point to be in the domain."""
        return _domain(self)

    def domain_at(self, point: Mapping[str, k.Term]) -> tuple[k.Guard, ...]:
        """What it takes for this point to be in the domain."""
        return tuple(g for g in substitute(self.domain, point) if g is not k.TRUE)


def conjuncts(guards: Sequence[k.Guard]) -> list[k.Guard]:
    """The guards, conjunctions taken apart."""
    return [p for g in guards for p in (g.parts if isinstance(g, k.And) else (g,))]


@lru_cache(maxsize=KEPT)
def _domain(subject: Subject) -> tuple[k.Guard, ...]:
    # an assumption without a value is not true, so its definedness is asked as well
    guards = (*subject.assumptions, definedness((*subject.assumptions, *subject.outputs)))
    return tuple(g for g in guards if g is not k.TRUE)


@dataclass(frozen=True)
class Equation:
    """sum of weights[k] * f(points[k]) = 0 on the domain, where `side` holds."""

    points: tuple[Mapping[str, k.Term], ...]
    weights: tuple[k.Term, ...]
    side: k.Guard = k.TRUE


def law_equation(law: Law, inputs: Sequence[str]) -> Equation:
    """The law as an equation in fresh variables; raises `ValueError` for LINEAR and AFFINE, which
    name a matrix."""
    x = {name: k.var(name) for name in inputs}
    a = k.var(SCALAR)
    match law:
        case Law.ADDITIVITY:
            y = {name: k.var(f"{name}'") for name in inputs}  # fresh: names have no apostrophe
            total = {name: k.add(x[name], y[name]) for name in inputs}
            return Equation((total, x, y), (k.ONE, MINUS_ONE, MINUS_ONE))
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            scaled = {name: k.mul(a, x[name]) for name in inputs}
            side = k.ge(a) if law is Law.POSITIVE_HOMOGENEITY else k.TRUE  # a = 0 included
            return Equation((scaled, x), (k.ONE, k.neg(a)), side)
        case Law.ODD:
            return Equation(({name: k.neg(x[name]) for name in inputs}, x), (k.ONE, k.ONE))
        case Law.EQUIVALENT:
            return Equation((x,), (k.ONE,))
        case _:
            raise ValueError(f"{law} is stated by a matrix")


def instance_of(law: Law, equation: Equation) -> k.Guard:
    """What it takes for the law to demand that the equation hold where its points lie in the domain
    (positive homogeneity: for a >= 0)."""
    points, weights = equation.points, equation.weights
    names = () if law is Law.EQUIVALENT else tuple(points[0])  # which compares at any one point
    sums = (k.add(*(k.mul(w, p[n]) for w, p in zip(weights, points, strict=True))) for n in names)
    balanced = k.conjunction(*map(k.eq, sums))
    match law:
        case Law.LINEAR:
            return balanced
        case Law.AFFINE:
            return k.conjunction(k.eq(k.add(*weights)), balanced)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            fixed: tuple[k.Term | None, ...] = (k.ONE, None)
        case _:
            fixed = law_equation(law, ()).weights
    if len(weights) != len(fixed):
        return k.FALSE
    pairs = zip(weights, fixed, strict=True)
    return k.conjunction(*(k.eq(w, f) for w, f in pairs if f is not None), balanced)


def defect(subject: Subject, law: Law, equation: Equation, row: int) -> k.Term:
    """The left-hand side of the equation for one output."""
    if law is Law.EQUIVALENT:
        half = len(subject.outputs) // 2
        f, g = substitute((subject.outputs[row], subject.outputs[row + half]), equation.points[0])
        return k.sub(f, g)
    values = (substitute((subject.outputs[row],), point)[0] for point in equation.points)
    return k.add(*(k.mul(w, v) for w, v in zip(equation.weights, values, strict=True)))


def law_rows(subject: Subject, law: Law) -> range:
    """The outputs for which the law states an equation of its own."""
    return range(len(subject.outputs) // 2) if law is Law.EQUIVALENT else subject.rows


def premises(subject: Subject, equation: Equation) -> tuple[k.Guard, ...]:
    """The facts under which the equation is claimed."""
    # all points lie in the domain, each fact once
    facts = dict.fromkeys(g for point in equation.points for g in subject.domain_at(point))
    return (*facts, *(() if equation.side is k.TRUE else (equation.side,)))


def breach(subject: Subject, law: Law, instance: Equation, row: int) -> k.Guard:
    """What makes an instance of the law's equation a counterexample: its points and weights have
    values, the points lie in the domain, and the sum is not 0."""
    coordinates = (v for point in instance.points for v in point.values())
    stated = definedness((*coordinates, *instance.weights))  # of 1/p at p = 0 nothing is said
    inside = (g for point in instance.points for g in subject.domain_at(point))
    side = k.ge(k.neg(instance.weights[1])) if law is Law.POSITIVE_HOMOGENEITY else k.TRUE
    return k.conjunction(stated, *inside, side, k.ne(defect(subject, law, instance, row)))
