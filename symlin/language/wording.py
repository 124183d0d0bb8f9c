"""Kernel terms back to syntax trees, worded as a person would write them.

Min comes back from -Max(-a, -b), x/y from a negative power, alpha = 1 from alpha - 1 = 0. The
tree means exactly what the term means: translating it gives an equal term again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import assert_never

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.numbers import Number as Rational
from symlin.kernel.numbers import exact
from symlin.kernel.term import Guard, Node, Term
from symlin.kernel.walk import topological
from symlin.language import functions
from symlin.language.formula import fraction
from symlin.language.tree import (
    Call,
    Compare,
    Comparison,
    Constant,
    Logic,
    Name,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)

Addends = tuple[Sequence[Rational], Sequence[Term], Rational]
"""Weights, terms and constant: a sum that need not be a node."""

_NO_VALUE = Product((Number(1), Number(0)), (False, True))
_LONG = 1000
"""A longer divisor stays with its number, which may read better as a decimal: 1.0507*x."""
DEEPEST = 50
"""Of terms turned within each other: a pipeline may have a thousand layers, Python's stack not."""
_SYMBOLS: dict[k.Op, Comparison] = {"=": "==", "!=": "!=", ">": ">", ">=": ">="}
_MIRRORED: dict[Comparison, Comparison] = {"==": "==", "!=": "!=", ">": "<", ">=": "<="}


def tree_of(node: Node) -> Tree:
    """The syntax tree of a term or guard; shared parts stay shared."""
    wording = _Wording()
    for part in topological([node]):
        wording.done[id(part)] = wording.write(part)
    return wording.done[id(node)]


class _Wording:
    def __init__(self) -> None:
        self.done: dict[int, Tree] = {}
        self.turning = 0

    def write(self, node: Node) -> Tree:
        match node:
            case k.Const(value):
                return Number(value)
            case k.Var(name):
                return Name(name)
            case k.Sum(weights, terms, constant):
                return self.row(weights, terms, constant)
            case k.Product(factors):
                return self.product(factors)
            case k.Power(base, exponent):
                return self.power(base, exponent)
            case k.Root(base, 2):
                return Call("sqrt", (self.tree(base),))
            case k.Root(base, degree):
                return Power(self.tree(base), Number(fmpq(1, degree)))
            case k.Max(terms):
                return Call("Max", tuple(map(self.tree, terms)))
            case k.Piecewise():
                return self.function_by_cases(node) or self.piecewise(node)
            case k.Function(name, argument):
                return self.function(name, argument)
            case k.Truth(value):
                return Truth(value)
            case k.Relation(op, term):
                return self.relation(_SYMBOLS[op], term)
            case k.And(parts):
                return Logic("and", tuple(map(self.tree, parts)))
            case k.Or(parts):
                return Logic("or", tuple(map(self.tree, parts)))
            case _:
                assert_never(node)

    def tree(self, node: Term | Guard) -> Tree:
        return self.done[id(node)]

    def function(self, name: str, argument: Term | None) -> Tree:
        if argument is None:
            return Constant("pi")
        if name == "exp" and argument is k.ONE:
            return Constant("E")
        return Call("Abs" if name == "abs" else name, (self.tree(argument),))

    def piecewise(self, node: k.Piecewise) -> Tree:
        branches = [(self.tree(value), self.tree(guard)) for guard, value in node.branches]
        return Piecewise(tuple(branches)) if branches else _NO_VALUE

    def function_by_cases(self, node: k.Piecewise) -> Tree | None:
        """The sign, Heaviside step or power that was defined by these very cases, if any."""
        match node.branches:
            case ((k.Relation(">", u), k.Const(1)), (_, middle), *_):
                if functions.sign(u) is node:
                    return Call("sign", (self.tree(u),))
                if functions.heaviside(u, middle) is node:
                    half = middle is functions.HALF
                    return Call("Heaviside", (self.tree(u), *([] if half else [self.tree(middle)])))
            case ((k.Relation(">", base), _), (k.Relation("=", exponent), _), *_):
                if functions.general_power(base, exponent) is node:
                    return Power(self.tree(base), self.tree(exponent))
        return None

    def power(self, base: Term, exponent: int) -> Tree:
        if exponent < 0:
            return Product((Number(1), self.power(base, -exponent)), (False, True))
        if exponent == 1:
            return self.tree(base)
        if isinstance(base, k.Root) and gcd(exponent, base.degree) == 1:
            return Power(self.tree(base.base), Number(fmpq(exponent, base.degree)))
        return Power(self.tree(base), Number(exponent))

    def product(self, factors: Sequence[Term]) -> Tree:
        above: list[Tree] = []
        below: list[Tree] = []
        for factor in factors:
            if isinstance(factor, k.Power) and factor.exponent < 0:
                below.append(self.power(factor.base, -factor.exponent))
            else:
                above.append(self.tree(factor))
        return fraction(above, below)

    def scaled(self, weight: Rational, term: Term) -> Tree:
        """weight * term; a negative weight gives a Negative, or a Min or ceiling."""
        if weight < 0:
            turned = self.turned(term, 1)
            if turned is not None:
                return _times(-weight, turned)
            return Negative(_times(-weight, self.tree(term)))
        turned = self.turned(term, -1)
        return (
            _times(weight, self.tree(term)) if turned is None else Negative(_times(weight, turned))
        )

    def turned(self, term: Term, gain: int) -> Tree | None:
        """-term by Min or ceiling, where that takes fewer minus signs; else None.

        `gain` is how many signs outside the term it saves.
        """
        if self.turning == DEEPEST:
            return None
        match term:
            case k.Max(terms):
                plain = sum(_opens_with_minus(_row(t)) for t in terms)
                turned = sum(_opens_with_minus(_opposite(_row(t))) for t in terms)
                if turned < plain + gain:
                    return Call("Min", tuple(self.opposite(t) for t in terms))
            case k.Function("floor", argument) if argument is not None and gain > 0:
                if _opens_with_minus(_row(argument)):
                    return Call("ceiling", (self.opposite(argument),))
        return None

    def opposite(self, term: Term) -> Tree:
        self.turning += 1
        found = self.row(*_opposite(_row(term)))
        self.turning -= 1
        return found

    def row(self, weights: Sequence[Rational], terms: Sequence[Term], constant: Rational) -> Tree:
        """The sum, opened by a part without a minus sign where there is one."""
        parts = [self.scaled(w, t) for w, t in zip(weights, terms, strict=True)]
        if constant != 0 or not parts:
            parts.append(Number(constant))
        first = next((i for i, part in enumerate(parts) if not _is_negative(part)), 0)
        parts.insert(0, parts.pop(first))
        return parts[0] if len(parts) == 1 else Sum(tuple(parts))

    def relation(self, op: Comparison, term: Term) -> Tree:
        """What is added stands on the left, what is taken away and the constant on the right."""
        weights, terms, constant = _row(term)
        if len(terms) == 1 and weights[0] != 0:
            scale = weights[0]
            side = self.tree(terms[0])
            bound = Number(exact(fmpq(-constant) / fmpq(scale)))
            return Compare((side, bound), (op if scale > 0 else _MIRRORED[op],))
        left = [(w, t) for w, t in zip(weights, terms, strict=True) if w >= 0]
        right = [(-w, t) for w, t in zip(weights, terms, strict=True) if w < 0]
        if left or not right:
            sides = self.side(left, 0), self.side(right, -constant)
            return Compare(sides, (op,))
        return Compare((self.side(right, 0), self.side([], constant)), (_MIRRORED[op],))

    def side(self, entries: Sequence[tuple[Rational, Term]], constant: Rational) -> Tree:
        return self.row([w for w, _ in entries], [t for _, t in entries], constant)


def _row(term: Term) -> Addends:
    match term:
        case k.Const(value):
            return (), (), value
        case k.Sum(weights, terms, constant):
            return weights, terms, constant
        case _:
            return (1,), (term,), 0


def _opposite(row: Addends) -> Addends:
    weights, terms, constant = row
    return [-w for w in weights], terms, -constant


def _opens_with_minus(row: Addends) -> bool:
    """Whether every part of the sum would be written with a minus sign."""
    weights, _, constant = row
    return all(w < 0 for w in weights) and (constant < 0 or (constant == 0 and bool(weights)))


def _is_negative(tree: Tree) -> bool:
    return isinstance(tree, Negative) or (isinstance(tree, Number) and tree.value < 0)


def _times(weight: Rational, tree: Tree) -> Tree:
    """A non-negative weight times a tree, as 3*x/2."""
    if weight == 1:
        return tree
    if isinstance(weight, int) or (weight.q > _LONG and weight.p != 1):
        p, q = weight, 1
    else:
        p, q = int(weight.p), int(weight.q)
    above: list[Tree] = [] if p == 1 else [Number(p)]
    below: list[Tree] = [] if q == 1 else [Number(q)]
    if isinstance(tree, Product):
        for factor, inverted in zip(tree.factors, tree.inverted, strict=True):
            if not (isinstance(factor, Number) and factor.value == 1):
                (below if inverted else above).append(factor)
    else:
        above.append(tree)
    return fraction(above, below)
