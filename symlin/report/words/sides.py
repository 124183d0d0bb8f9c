"""Both sides of a law at given points, worked out step by step: f(-1 + 1) = f(0)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from symlin.decision.verdict import Counterexample
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, Term
from symlin.language.formula import half, plus, point, weighted
from symlin.language.spoken import tree_human
from symlin.language.tree import Call, Chain, Name, Negative, Number, Sum, Times, Tree, Value
from symlin.language.wording import tree_of

Point = tuple[Term, ...]


class Member(NamedTuple):
    """One member of a chain of equations; `about` when it is a decimal approximation."""

    tree: Tree
    about: bool = False


Members = tuple[Member, ...]


def joined(steps: Sequence[Member]) -> Chain:
    """The steps as one chain, without saying the same thing twice in a row."""
    kept: list[Member] = []
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


class Lettering(NamedTuple):
    """How the function and the points are written in one counterexample."""

    function: str
    output: tuple[int, ...]
    letters: Mapping[Point, str]
    shown: Callable[[Point], tuple[Tree, ...]] = entries
    """The inputs at a point."""
    part: str = ""
    """re or im, where a part of the value is shown."""

    def operand(self, at: Point) -> Tree:
        """The point as an operand: 1, (1, 0), or its letter."""
        letter = self.letters.get(at)
        return point(self.shown(at)) if letter is None else Name(letter)

    def f(self, at: Point) -> Tree:
        """f at the point."""
        letter = self.letters.get(at)
        return self.of(*self.shown(at)) if letter is None else self.of(Name(letter))

    def of(self, *arguments: Tree) -> Tree:
        """f(arguments)."""
        value = Value(self.function, arguments, self.output)
        return Call(self.part, (value,)) if self.part else value

    def f_of(self, argument: Tree, at: Point) -> Members:
        """f(argument), and f(point) where the argument comes to a point worth writing."""
        first = Member(self.of(argument))
        worth = not self.letters and all(isinstance(entry, Const) for entry in at)
        return (first, Member(self.f(at))) if worth else (first,)


def sides(
    ce: Counterexample, points: Sequence[Point], steps: Sequence[Member], lettering: Lettering
) -> tuple[Members, Members]:
    """What the law says of the points, on both sides: the first of the points is that of the left
    side, and `steps` are the values at the others."""
    if ce.coefficients:
        return _combination(points, ce.coefficients, steps, lettering)
    match ce.law:
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY if ce.scalar is not None:
            return _homogeneity(points, ce.scalar, steps[0], lettering)
        case Law.ODD:
            return _odd(points, steps[0], lettering)
        case Law.AFFINE:
            return _midpoint(points, steps, lettering)
        case _:
            return _additivity(points, steps, lettering)


def _additivity(
    points: Sequence[Point], steps: Sequence[Member], lettering: Lettering
) -> tuple[Members, Members]:
    total, x, y = points
    lhs = lettering.f_of(plus(lettering.operand(x), lettering.operand(y)), total)
    rhs = Member(Sum((lettering.f(x), lettering.f(y))))
    return lhs, (rhs, _added(steps))


def _midpoint(
    points: Sequence[Point], steps: Sequence[Member], lettering: Lettering
) -> tuple[Members, Members]:
    middle, x, y = points
    lhs = lettering.f_of(half(plus(lettering.operand(x), lettering.operand(y))), middle)
    rhs = Member(half(Sum((lettering.f(x), lettering.f(y)))))
    total = _added(steps)
    return lhs, (rhs, Member(half(total.tree), total.about))


def _added(steps: Sequence[Member]) -> Member:
    """The sum of two values, rounded where one of them is."""
    first, second = steps
    return Member(plus(first.tree, second.tree), first.about or second.about)


def _homogeneity(
    points: Sequence[Point], scalar: Term, fx: Member, lettering: Lettering
) -> tuple[Members, Members]:
    (multiple, x), a = points, tree_of(scalar)
    lhs = lettering.f_of(Times((a, lettering.operand(x))), multiple)
    return lhs, (Member(Times((a, lettering.f(x)))), Member(Times((a, fx.tree)), fx.about))


def _odd(points: Sequence[Point], fx: Member, lettering: Lettering) -> tuple[Members, Members]:
    opposite, x = points
    lhs = lettering.f_of(Negative(lettering.operand(x)), opposite)
    zero = isinstance(fx.tree, Number) and fx.tree.value == 0
    value = () if zero else (Member(Negative(fx.tree), fx.about),)
    return lhs, (Member(Negative(lettering.f(x))), *value)


def _combination(
    points: Sequence[Point],
    coefficients: Sequence[Term],
    steps: Sequence[Member],
    lettering: Lettering,
) -> tuple[Members, Members]:
    """f(2 * (1, 1) + (-1, 1)) and 2 * f(1, 1) + f(-1, 1)."""
    total, *places = points
    factors = entries(tuple(coefficients))

    def sum_of(operands: Sequence[Tree]) -> Tree:
        return weighted(list(zip(factors, operands, strict=True)))

    lhs = lettering.f_of(sum_of([lettering.operand(p) for p in places]), total)
    rhs = Member(sum_of([lettering.f(p) for p in places]))
    values = Member(sum_of([step.tree for step in steps]), any(step.about for step in steps))
    return lhs, (rhs, values)
