"""Both sides of a law at given points, worked out step by step: f(-1 + 1) = f(0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq

from symlin.decision.verdict import Counterexample
from symlin.exact.values import simplify_closed
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, Term, add, mul, neg, scale
from symlin.language.formula import half, plus, point, weighted
from symlin.language.spoken import tree_human
from symlin.language.tree import Chain, Name, Negative, Number, Sum, Times, Tree, Value
from symlin.language.wording import tree_of

Point = tuple[Term, ...]


@dataclass(frozen=True)
class Step:
    """One member of a chain of equations; `about` when it is a decimal approximation."""

    tree: Tree
    about: bool = False


Steps = tuple[Step, ...]


def joined(steps: Sequence[Step]) -> Chain:
    """The steps as one chain, without saying the same thing twice in a row."""
    kept: list[Step] = []
    last = ""
    for step in steps:
        text = tree_human(step.tree)
        if text != last:
            kept.append(step)
        last = text
    members = tuple(step.tree for step in kept)
    return Chain(members, tuple("≈" if step.about else "=" for step in kept[1:]))


def entries(at: Point) -> tuple[Tree, ...]:
    """The numbers of a point."""
    return tuple(map(tree_of, at))


@dataclass(frozen=True)
class Lettering:
    """How the function and the points are written in one counterexample."""

    function: str
    output: tuple[int, ...]
    letters: Mapping[Point, str]

    def operand(self, at: Point) -> Tree:
        """The point as an operand: 1, (1, 0), or its letter."""
        letter = self.letters.get(at)
        return point(entries(at)) if letter is None else Name(letter)

    def f(self, at: Point) -> Tree:
        """f at the point."""
        letter = self.letters.get(at)
        return self.of(*entries(at)) if letter is None else self.of(Name(letter))

    def of(self, *arguments: Tree) -> Tree:
        """f(arguments)."""
        return Value(self.function, arguments, self.output)

    def f_of(self, argument: Tree, at: Point | None) -> Steps:
        """f(argument), and f(point) where the argument comes to a point worth writing."""
        first = Step(self.of(argument))
        worth = at is not None and all(isinstance(entry, Const) for entry in at)
        return (first,) if self.letters or at is None or not worth else (first, Step(self.f(at)))


def sides(
    ce: Counterexample, points: Sequence[Point], steps: Sequence[Step | None], lettering: Lettering
) -> tuple[Steps, Steps]:
    """What the law says of the points, on both sides, as far as it follows from the `steps`: the
    values at the points, where they are known."""
    if ce.coefficients:
        return _combination(points, ce.coefficients, steps, lettering)
    match ce.law:
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY if ce.scalar is not None:
            return _homogeneity(points[0], ce.scalar, steps[0], lettering)
        case Law.ODD:
            return _odd(points[0], steps[0], lettering)
        case Law.AFFINE:
            return _midpoint(points[0], points[-1], steps[0], steps[-1], lettering)
        case _:
            return _additivity(points[0], points[-1], steps[0], steps[-1], lettering)


def _additivity(
    x: Point, y: Point, fx: Step | None, fy: Step | None, lettering: Lettering
) -> tuple[Steps, Steps]:
    total = plus(lettering.operand(x), lettering.operand(y))
    lhs = lettering.f_of(total, tuple(map(add, x, y)))
    rhs = Step(Sum((lettering.f(x), lettering.f(y))))
    return lhs, (rhs, *(Step(plus(a.tree, b.tree), about) for a, b, about in _both(fx, fy)))


def _midpoint(
    x: Point, y: Point, fx: Step | None, fy: Step | None, lettering: Lettering
) -> tuple[Steps, Steps]:
    middle = tuple(scale(fmpq(1, 2), add(a, b)) for a, b in zip(x, y, strict=True))
    lhs = lettering.f_of(half(plus(lettering.operand(x), lettering.operand(y))), middle)
    rhs = Step(half(Sum((lettering.f(x), lettering.f(y)))))
    return lhs, (rhs, *(Step(half(plus(a.tree, b.tree)), about) for a, b, about in _both(fx, fy)))


def _both(fx: Step | None, fy: Step | None) -> list[tuple[Step, Step, bool]]:
    """Both values, and whether one of them is rounded; nothing where one is not known."""
    return [] if fx is None or fy is None else [(fx, fy, fx.about or fy.about)]


def _homogeneity(
    x: Point, scalar: Term, fx: Step | None, lettering: Lettering
) -> tuple[Steps, Steps]:
    a = tree_of(scalar)
    multiple = None
    if isinstance(scalar, Const):
        multiple = tuple(scale(scalar.value, entry) for entry in x)
    lhs = lettering.f_of(Times((a, lettering.operand(x))), multiple)
    value = () if fx is None else (Step(Times((a, fx.tree)), fx.about),)
    return lhs, (Step(Times((a, lettering.f(x)))), *value)


def _odd(x: Point, fx: Step | None, lettering: Lettering) -> tuple[Steps, Steps]:
    lhs = lettering.f_of(Negative(lettering.operand(x)), tuple(map(neg, x)))
    value: Steps = ()
    if fx is not None and not (isinstance(fx.tree, Number) and fx.tree.value == 0):
        value = (Step(Negative(fx.tree), fx.about),)
    return lhs, (Step(Negative(lettering.f(x))), *value)


def _combination(
    points: Sequence[Point],
    coefficients: Sequence[Term],
    steps: Sequence[Step | None],
    lettering: Lettering,
) -> tuple[Steps, Steps]:
    """f(2 * (1, 1) + (-1, 1)) and 2 * f(1, 1) + f(-1, 1)."""
    parts = [
        tuple(simplify_closed(mul(c, v)) for v in p)
        for c, p in zip(coefficients, points, strict=True)
    ]
    total = tuple(simplify_closed(add(*row)) for row in zip(*parts, strict=True))
    factors = entries(tuple(coefficients))

    def sum_of(operands: Sequence[Tree]) -> Tree:
        return weighted(list(zip(factors, operands, strict=True)))

    lhs = lettering.f_of(sum_of([lettering.operand(p) for p in points]), total)
    rhs = Step(sum_of([lettering.f(p) for p in points]))
    values = [step for step in steps if step is not None]
    if len(values) < len(steps):
        return lhs, (rhs,)
    about = any(step.about for step in values)
    return lhs, (rhs, Step(sum_of([step.tree for step in values]), about))
