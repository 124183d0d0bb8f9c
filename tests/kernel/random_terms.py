"""Random terms and guards that like to be zero, negative, undefined, equal, and on boundaries."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from flint import fmpq

from symlin.kernel.numbers import Number, exact
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    linear_combination,
    maximum,
    minimum,
    mul,
    ne,
    neg,
    negation,
    piecewise,
    power,
    root,
    scale,
    sub,
    var,
)

NAMES = ("x", "y", "z")
NUMBERS: tuple[Number, ...] = (
    -3, -2, -1, 0, 1, 2, 3, 4, 12, fmpq(1, 2), fmpq(-1, 3), fmpq(9, 4), fmpq(-5, 2),
)  # fmt: skip
COORDINATES = tuple(
    Fraction(n) for n in ("-3", "-2", "-1", "-1/2", "0", "0", "1/3", "1", "3/2", "2", "4")
)
SMOOTH = ("exp", "exp", "log", "log", "sin", "cos", "atan", "asin", "erf")


class Terms:
    """One draw: terms over a common stock of subterms, so that they meet again."""

    def __init__(self, random: Random, transcendental: bool) -> None:
        self.random = random
        self.transcendental = transcendental
        self.stock: list[Term] = [var(name) for name in NAMES]

    def number(self) -> Number:
        return self.random.choice(NUMBERS)

    def point(self) -> dict[str, Fraction]:
        return {name: self.random.choice(COORDINATES) for name in NAMES}

    def term(self, depth: int) -> Term:
        choose = self.random.random()
        if depth <= 0 or choose < 0.12:
            return self.leaf()
        if choose < 0.3:
            return self.random.choice(self.stock)
        result = self.pattern(depth) if self.random.random() < 0.35 else self.node(depth)
        self.stock.append(result)
        return result

    def leaf(self) -> Term:
        choose = self.random.random()
        if choose < 0.2:
            return const(self.number())
        if choose < 0.25 and self.transcendental:
            return scale(self.number(), PI)
        return var(self.random.choice(NAMES))

    def node(self, depth: int) -> Term:
        r = self.random
        kinds = ["sum", "sum", "product", "product", "power", "root", "max", "max", "cases",
                 "abs", "quotient", "floor", "affine"]  # fmt: skip
        if self.transcendental:
            kinds += ["function"] * 6
        match r.choice(kinds):
            case "sum":
                return add(*(scale(self.number() or 1, self.term(depth - 1)) for _ in range(2)))
            case "affine":
                names = r.sample(NAMES, r.choice((1, 2)))
                weights = [self.number() for _ in names]
                return linear_combination(weights, [var(n) for n in names], exact(self.number()))
            case "product":
                return mul(*(self.term(depth - 1) for _ in range(r.choice((2, 2, 3)))))
            case "power":
                return power(self.term(depth - 1), r.choice((-3, -2, -1, -1, 0, 2, 2, 3, 4)))
            case "root":
                return root(self.term(depth - 1), r.choice((2, 2, 3, 4)))
            case "max":
                parts = [self.term(depth - 1) for _ in range(r.choice((1, 2, 3)))]
                return r.choice((maximum, minimum))(*parts, r.choice((ZERO, self.term(depth - 1))))
            case "cases":
                return self.cases(depth)
            case "abs":
                return function("abs", self.term(depth - 1))
            case "quotient":
                return mul(self.term(depth - 1), power(self.term(depth - 1), -1))
            case "floor":
                return function("floor", self.term(depth - 1))
            case _:
                return self.transcendent(depth)

    def pattern(self, depth: int) -> Term:
        """A term on which one of the kernel's rules has something to say."""
        r = self.random
        u, v = self.term(depth - 1), self.term(depth - 2)
        c, k, d = self.number(), r.choice((2, 3, 4)), r.choice((2, 2, 3, 4))
        above = piecewise((ONE, r.choice((gt, ge, eq, ne))(u)), (ZERO, TRUE))
        common = [
            lambda: add(scale(c, maximum(u, ZERO)), scale(self.number(), u), const(self.number())),
            lambda: mul(u, power(u, -1)),
            lambda: mul(maximum(u, ZERO), maximum(neg(u), ZERO)),
            lambda: mul(maximum(u, ZERO), maximum(u, ZERO), v),
            lambda: mul(above, u, v),
            lambda: mul(above, maximum(u, v)),
            lambda: root(mul(power(u, k), v), d),
            lambda: root(scale(c or 1, power(u, k)), d),
            lambda: power(root(u, d), k),
            lambda: maximum(mul(u, v), mul(u, var(r.choice(NAMES))), ZERO),
            lambda: sub(maximum(u, v), maximum(neg(u), neg(v))),
            lambda: function("floor", add(function("floor", u), v)),
            lambda: function("floor", add(scale(r.choice((1, 2)), u), const(c))),
            lambda: mul(u, v, power(mul(u, var(r.choice(NAMES))), -1)),
            lambda: power(add(u, power(v, -1)), -1),
            lambda: function("abs", mul(u, power(v, k))),
            lambda: piecewise((u, gt(mul(power(u, k), v))), (v, TRUE)),
            lambda: root(power(add(u, scale(c, v)), 2), 2),
            lambda: maximum(add(const(c), mul(v, power(u, -1))), ZERO),
            lambda: piecewise((v, gt(power(u, -1), const(c))), (u, eq(power(u, -2), v))),
            lambda: root(add(power(u, 2), scale(c, mul(u, v)), power(v, 2)), 2),
        ]
        smooth = [
            lambda: add(function(r.choice(("sin", "cos", "erf", "atan", "asin")), u), const(c)),
            lambda: function("log", mul(power(u, k), v)),
            lambda: maximum(self.exponentials(u, v), ZERO),
            lambda: function(
                r.choice(("sin", "cos")),
                scale(r.choice((-1, 1, 2)), function(r.choice(("atan", "asin")), u)),
            ),
            lambda: piecewise((u, gt(self.exponentials(u, v))), (v, eq(u, v)), (ONE, TRUE)),
            lambda: function("log", r.choice((root(u, d), power(u, -1), function("exp", u)))),
            lambda: function("exp", scale(c, function("log", u))),
            lambda: function("exp", sub(u, v)),
            lambda: mul(function("exp", u), power(add(ONE, function("exp", scale(2, u))), -1)),
            lambda: root(mul(function("exp", u), v), d),
            lambda: mul(function("sin", u), function("sin", add(u, v))),
            lambda: function(r.choice(("sin", "cos")), add(scale(c, PI), scale(2, u))),
        ]
        return r.choice(common + smooth if self.transcendental else common)()

    def exponentials(self, u: Term, v: Term) -> Term:
        return sub(scale(self.number(), function("exp", u)), scale(2, function("exp", v)))

    def transcendent(self, depth: int) -> Term:
        name = self.random.choice(SMOOTH)
        inner = self.term(depth - 1)
        if name in ("exp", "sin", "cos") and self.random.random() < 0.6:
            inner = scale(self.random.choice((-2, fmpq(1, 2), fmpq(3, 2), fmpq(-1, 3), 3)), inner)
        return function(name, inner)

    def cases(self, depth: int) -> Term:
        branches = [(self.term(depth - 1), self.guard(depth - 1))]
        if self.random.random() < 0.4:
            branches.append((self.term(depth - 1), self.guard(depth - 1)))
        if self.random.random() < 0.8:
            branches.append((self.term(depth - 1), TRUE))
        return piecewise(*branches)

    def relation(self, depth: int) -> Guard:
        op = self.random.choice((eq, ne, gt, ge, gt, ge))
        if self.random.random() < 0.5:
            return op(self.term(depth))
        return op(self.term(depth), self.random.choice((const(self.number()), self.term(0), ONE)))

    def guard(self, depth: int) -> Guard:
        choose = self.random.random()
        if choose < 0.75:
            return self.relation(min(depth, 2))
        join = self.random.choice((conjunction, disjunction))
        joined = join(self.guard(depth - 1), self.guard(depth - 1))
        return negation(joined) if choose > 0.92 else joined

    def near(self, term: Term) -> Term:
        """A term that is like this one: scaled, turned, or with something taken from it."""
        choose = self.random.random()
        if choose < 0.3:
            return neg(term)
        if choose < 0.6:
            return sub(scale(self.number() or 1, term), self.random.choice(self.stock))
        return mul(term, self.random.choice(self.stock))
