"""What facts of every shape say of other terms, against the values at points where they hold.

Each term is asked about under signs of its variables, and is a fact itself, by each comparison.
Whatever the kernel then decides must be true at every point of the grid at which the facts hold,
and facts that hold at a point do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import pytest
from flint import fmpq

from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    FALSE,
    ONE,
    PI,
    TRUE,
    ZERO,
    And,
    Guard,
    Or,
    Relation,
    Term,
    add,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)

from ..conftest import one_in
from . import kernel_reference
from .kernel_reference import NormalReading, Reading, Uncertain, sign
from .test_normal_random import MASK, signs_agree

x, y = var("x"), var("y")
HALF: Number = fmpq(1, 2)
OPS = (gt, ge, eq, ne)
X = (-3, -1, fmpq(-1, 2), 0, fmpq(1, 4), 1, 2)
Y = (-5, -1, 0, HALF, 1, 3)


def exp(t: Term) -> Term:
    return function("exp", t)


def log(t: Term) -> Term:
    return function("log", t)


def relu(t: Term) -> Term:
    return maximum(t, ZERO)


def over(t: Term) -> Term:
    return power(t, -1)


def number(n: Number) -> Term:
    return const(n)


def step(guard: Guard) -> Term:
    return piecewise((ONE, guard), (ZERO, TRUE))


def total(*parts: tuple[Number, Term], plus: Number = 0) -> Term:
    return add(*(scale(c, t) for c, t in parts), const(plus))


TERMS: dict[str, Term] = {
    "x": x,
    "x - 1/2": total((1, x), plus=fmpq(-1, 2)),
    "3 - 2 x": total((-2, x), plus=3),
    "x + y": add(x, y),
    "x/2 - y + 1": total((HALF, x), (-1, y), plus=1),
    # products, and what they say of their factors
    "x y": mul(x, y),
    "-x y^2": neg(mul(x, power(y, 2))),
    "x^2 y": mul(power(x, 2), y),
    "x^2 y^3": mul(power(x, 2), power(y, 3)),
    "x^3 y^2": mul(power(x, 3), power(y, 2)),
    "x y - x": sub(mul(x, y), x),
    "x^2 y + x^2": add(mul(power(x, 2), y), power(x, 2)),
    "2 x - x y^2": sub(scale(2, x), mul(x, power(y, 2))),
    "x exp(y)": mul(x, exp(y)),
    "y exp(-2 x) - exp(-2 x)": sub(mul(y, exp(scale(-2, x))), exp(scale(-2, x))),
    "x relu(y)": mul(x, relu(y)),
    # factors that occur more than once
    "(x - 1)^2 (y + 1)": mul(power(sub(x, ONE), 2), add(y, ONE)),
    "-2 (x - y)^2 (x + 1)": scale(-2, mul(power(sub(x, y), 2), add(x, ONE))),
    "(x - 1)^2 (y - 1)^2": mul(power(sub(x, ONE), 2), power(sub(y, ONE), 2)),
    "(x - y)^3/2": scale(HALF, power(sub(x, y), 3)),
    "-(x + 1)^2": neg(power(add(x, ONE), 2)),
    "(x - 1)^2 - 1": sub(power(sub(x, ONE), 2), ONE),
    # quotients
    "y/x": mul(y, over(x)),
    "1/x - 1": sub(over(x), ONE),
    "1/x + 1/y": add(over(x), over(y)),
    "y/(x + 2)": mul(y, over(add(x, number(2)))),
    "1/(x + 2) - y": sub(over(add(x, number(2))), y),
    "y/(x - 1)^2 - 1": sub(mul(y, power(sub(x, ONE), -2)), ONE),
    "y/(x - 1)^3": mul(y, power(sub(x, ONE), -3)),
    "1/(x - y) + 1": add(over(sub(x, y)), ONE),
    "x/(x - y) + y/(x + 2)": add(mul(x, over(sub(x, y))), mul(y, over(add(x, number(2))))),
    # hinges
    "relu(x) - y": sub(relu(x), y),
    "2 relu(x) - x - 1": total((2, relu(x)), (-1, x), plus=-1),
    "x - 2 relu(x)": total((1, x), (-2, relu(x))),
    "x - relu(x)/2": total((1, x), (-HALF, relu(x))),
    "relu(x) - 2 x - 1": total((1, relu(x)), (-2, x), plus=-1),
    "relu(x - y) + y": add(relu(sub(x, y)), y),
    "relu(y - x)/2 + y": total((HALF, relu(sub(y, x))), (1, y)),
    "-relu(x + y) + 2 x - 1": total((-1, relu(add(x, y))), (2, x), plus=-1),
    "relu(x) relu(y) - x": sub(mul(relu(x), relu(y)), x),
    "relu(x) y - x": sub(mul(relu(x), y), x),
    "|x| - 1": sub(function("abs", x), ONE),
    "|x| + |y|": add(function("abs", x), function("abs", y)),
    "max(x, y, 1 - x)": maximum(x, y, sub(ONE, x)),
    # roots against the rest
    "sqrt(x^2 + 1) - x": sub(sqrt(add(power(x, 2), ONE)), x),
    "sqrt(x^2 + 1) - y": sub(sqrt(add(power(x, 2), ONE)), y),
    "y - 2 sqrt(x^2 + 4)": sub(y, scale(2, sqrt(add(power(x, 2), number(4))))),
    "sqrt(x + 3) + y": add(sqrt(add(x, number(3))), y),
    "-sqrt(x) - y": neg(add(sqrt(x), y)),
    "sqrt(x) - sqrt(y)": sub(sqrt(x), sqrt(y)),
    "y sqrt(x^2 + 1) + x": add(mul(y, sqrt(add(power(x, 2), ONE))), x),
    "sqrt(x^2 + y^2) - x": sub(sqrt(add(power(x, 2), power(y, 2))), x),
    "x - 2 sqrt(x^2 + y^2)": sub(x, scale(2, sqrt(add(power(x, 2), power(y, 2))))),
    "x sqrt(y^2 + 1) - x y": sub(mul(x, sqrt(add(power(y, 2), ONE))), mul(x, y)),
    "root_3(x) - y": sub(root(x, 3), y),
    "root_3(x^2 + 1) - 1": sub(root(add(power(x, 2), ONE), 3), ONE),
    "sqrt(x y)": sqrt(mul(x, y)),
    # logarithms
    "log(x)": log(x),
    "log(x) + 1": add(log(x), ONE),
    "log(x + 4) - log(4)": sub(log(add(x, number(4))), log(number(4))),
    "log(x + 4) - y": sub(log(add(x, number(4))), y),
    "2 log(x + 4) - log(y + 6)": total((2, log(add(x, number(4)))), (-1, log(add(y, number(6))))),
    "log(x)/2 + log(y)": total((HALF, log(x)), (1, log(y))),
    "y log(x + 4)": mul(y, log(add(x, number(4)))),
    "log(x + 4)^2 - 1": sub(power(log(add(x, number(4))), 2), ONE),
    "log(2) - log(3)": sub(log(number(2)), log(number(3))),
    "log(x^2)": log(power(x, 2)),
    "log(1 - 1/x)": log(sub(ONE, over(x))),
    "log(2 - 1/x) - log(3)": sub(log(sub(number(2), over(x))), log(number(3))),
    "log(1 - 1/x) - log(1 - 2/x)": sub(
        log(sub(ONE, over(x))), log(sub(ONE, scale(2, over(x))))
    ),
    "-log(sqrt(x^2 + 1) + x) - log(sqrt(x^2 + 1) - x)": neg(
        add(
            log(add(sqrt(add(power(x, 2), ONE)), x)),
            log(sub(sqrt(add(power(x, 2), ONE)), x)),
        )
    ),
    "log(2) - log(sqrt(x^2 + 1) - x)": sub(
        log(number(2)), log(sub(sqrt(add(power(x, 2), ONE)), x))
    ),
    # exponentials
    "exp(x) - exp(y)": sub(exp(x), exp(y)),
    "2 exp(x) - exp(2 x)/2": total((2, exp(x)), (-HALF, exp(scale(2, x)))),
    "exp(x) - 1": sub(exp(x), ONE),
    "3 - exp(-x)": total((-1, exp(neg(x))), plus=3),
    "exp(x) + exp(-x) - 2": total((1, exp(x)), (1, exp(neg(x))), plus=-2),
    "exp(x) - exp(y) - 1": total((1, exp(x)), (-1, exp(y)), plus=-1),
    # bounded functions, at their bounds and between
    **{
        f"{name}(x) {bound:+}": add(function(name, x), number(bound))
        for name in ("sin", "cos", "erf", "atan", "asin")
        for bound in (-1, 1)
    },
    "atan(x) + asin(y) - 2": total((1, function("atan", x)), (1, function("asin", y)), plus=-2),
    "sin(x) + y": add(function("sin", x), y),
    "sin(x)^2 + cos(y) + 1": total(
        (1, power(function("sin", x), 2)), (1, function("cos", y)), plus=1
    ),
    "2 [x > 0] - [y = 0] - 1": total((2, step(gt(x))), (-1, step(eq(y))), plus=-1),
    "x [y > 0] - 1": sub(mul(x, step(gt(y))), ONE),
    "[x > 0] floor(y) - 2": total((1, mul(step(gt(x)), function("floor", y))), plus=-2),
    "pi sin(x) - 2": total((1, mul(PI, function("sin", x))), plus=-2),
    "2 sin(x) sin(y) cos(y) + x": total(
        (2, mul(function("sin", x), function("sin", y), function("cos", y))), (1, x)
    ),
    "pi - x": sub(PI, x),
    "pi x - 3 y": total((3, y), (-1, mul(PI, x))),
    # whole parts
    "floor(x)": function("floor", x),
    "floor(x) + 1": add(function("floor", x), ONE),
    "floor(-x/2) - y": sub(function("floor", scale(-HALF, x)), y),
}  # fmt: skip

SIGNS: list[list[Guard]] = [
    [],
    *([op(t)] for t in (x, neg(x)) for op in (gt, ge)),
    [ne(x)],
    [gt(x), gt(y)],
    [gt(x), ge(neg(y))],
    [gt(neg(x)), gt(y)],
    [ge(neg(x)), gt(neg(y))],
    [ge(y, x)],
    [gt(x, y)],
    [ne(x, y), ne(x, number(-2))],
    [gt(x, number(-2)), ne(x, ONE)],
    [gt(neg(x)), gt(x, number(-2)), gt(neg(y))],
    [ge(x, ONE), ge(ONE, y)],
    [ge(ONE, x), ge(x, number(-1)), ge(ONE, y), ge(y, number(-1))],
    [gt(y, function("abs", x))],
    [disjunction(gt(x), gt(y)), ge(neg(x))],
]
ASKED = [TERMS[name] for name in ("x", "x + y", "x - 1/2", "x y")] + [
    y,
    sub(x, y),
    sub(x, ONE),
    add(x, ONE),
    add(y, ONE),
    sub(y, ONE),
]


class At:
    """A point of the grid: signs of terms, and guards, each computed once."""

    def __init__(self, a: Number, b: Number) -> None:
        self.point = {"x": kernel_reference.number(a), "y": kernel_reference.number(b)}
        self.meant = Reading(self.point)
        self.normal = NormalReading(self.point)

    @cache  # noqa: B019
    def sign(self, term: Term) -> int | None:
        """A bit of a mask; None where the reference cannot tell."""
        try:
            return MASK[sign(self.meant.value(term))]
        except Uncertain:
            return None

    @cache  # noqa: B019
    def holds(self, guard: Guard) -> bool | None:
        try:
            return self.meant.holds(guard)
        except Uncertain:
            return None


GRID = [At(a, b) for a, b in product(X, Y)]


def met(facts: Sequence[Guard]) -> list[At]:
    return [at for at in GRID if all(at.holds(fact) for fact in facts)]


def checked(facts: Sequence[Guard], terms: Sequence[Term]) -> None:
    points = met(facts)
    if not points:
        return
    context = Context(facts)
    assert context.contradiction is None, (facts, points[0].point)
    for term in terms:
        p = context.normal(term)
        mask = context.sign(p)
        answers = [(op(term), context.decide(op(term))) for op in OPS]
        vanishes = context.vanishes(term)
        for at in points:
            found = at.sign(term)
            if found is not None:
                assert found & mask, (facts, term, at.point, mask)
                assert not vanishes or found == MASK[0], (facts, term, at.point)
                for guard, answer in answers:
                    assert answer in (None, at.holds(guard)), (facts, guard, at.point)
    for at in points[::3]:
        signs_agree(context.signs, at.normal)


@pytest.mark.parametrize("name", TERMS)
def test_the_sign_of_a_term_is_one_that_it_has(name: str) -> None:
    for facts in SIGNS:
        checked(facts, [TERMS[name]])


def facts_of(term: Term) -> Iterator[list[Guard]]:
    for guard in (gt(term), ge(term), eq(term), ne(term), gt(neg(term)), ge(neg(term))):
        yield [guard]
        yield [gt(x), guard]
        yield [guard, ge(neg(y))]
        yield [ne(x, y), gt(x, number(-2)), guard]


@pytest.mark.parametrize("name", one_in(2, TERMS))
def test_a_fact_says_nothing_that_is_wrong_where_it_holds(name: str) -> None:
    for facts in facts_of(TERMS[name]):
        checked(facts, ASKED)


PAIRS = list(TERMS.values())


@pytest.mark.parametrize("shift", [1, 3, 7, 12])
def test_two_facts_together_say_nothing_that_is_wrong(shift: int) -> None:
    for k, (first, second) in enumerate(zip(PAIRS, PAIRS[shift:], strict=False)):
        op, other = OPS[k % 4], OPS[(k // 4) % 4]
        checked([op(first), other(neg(second))], ASKED[: 5 + k % 2])


def test_a_hinge_that_is_known_beside_a_term_says_nothing_without_its_argument() -> None:
    """relu(x) + y > 0 does not give relu(x) - x + y > 0: x = 2, y = -1."""
    for facts in ([gt(add(relu(x), y))], [ge(add(relu(x), y))], [gt(sub(y, relu(x)))]):
        for c in (1, -1, 2):
            checked(facts, [total((1, relu(x)), (-1, x), (c, y)), total((c, relu(x)), (1, y))])


BESIDE_ROOTS: dict[str, tuple[list[Guard], list[Term]]] = {
    "4 sqrt(x) >= 3 does not give 2 sqrt(x) >= 3": (
        [ge(scale(4, sqrt(x)), number(3))],
        [total((2, sqrt(x)), plus=-3), total((-2, sqrt(x)), plus=3)],
    ),
    "y^2 > x >= 0 does not tell the sign of sqrt(x) + y": (
        [ge(x), gt(power(y, 2), x)],
        [add(sqrt(x), y), sub(sqrt(x), y), neg(add(sqrt(x), y))],
    ),
    "y^2 = x does not either": (
        [ge(x), eq(power(y, 2), x)],
        [add(sqrt(x), y), sub(sqrt(x), y), sub(y, sqrt(x))],
    ),
    "y^2 < x gives sqrt(x) its sign": (
        [gt(x, power(y, 2))],
        [add(sqrt(x), y), sub(sqrt(x), y), sub(y, sqrt(x))],
    ),
}


@pytest.mark.parametrize("name", BESIDE_ROOTS)
def test_what_squares_say_of_a_root_and_the_rest(name: str) -> None:
    facts, terms = BESIDE_ROOTS[name]
    assert met(facts)
    checked(facts, terms)


def test_guards_that_are_no_relations_are_read_as_what_they_are() -> None:
    assert Context([TRUE]).contradiction is None
    assert Context([FALSE]).contradiction is FALSE
    context = Context([gt(x), gt(y)])
    assert context.decide(TRUE) is True
    assert context.decide(FALSE) is False
    parts: dict[bool | None, Relation] = {True: gt(x), False: eq(y), None: gt(x, ONE)}  # type: ignore[dict-item]
    for a, b in product(parts, parts):
        for kind, decisive in ((And, False), (Or, True)):
            answer = None if None in (a, b) else not decisive
            expected = decisive if decisive in (a, b) else answer
            assert context.decide(kind((parts[a], parts[b]))) is expected
