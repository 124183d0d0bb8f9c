"""Identities that normal forms alone show, and false ones beside them that no certificate may."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flint import fmpq

from symlin.kernel.certificate import Contradiction, DirectProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.term import (
    ONE,
    PI,
    Guard,
    Term,
    add,
    const,
    div,
    eq,
    function,
    ge,
    gt,
    mul,
    neg,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.theories.algebraic import NotAlgebraic, gap
from symlin.kernel.walk import variables

x, y, k, n = var("x"), var("y"), var("k"), var("n")
Pair = tuple[Term, Term, Sequence[Guard]]


def at(name: str, u: Term) -> Term:
    return function(name, u)


def pi(p: int, q: int = 1) -> Term:
    return scale(fmpq(p, q), PI)


def whole(u: Term) -> Guard:
    return eq(u, at("floor", u))


TWO, THREE = const(2), const(3)
SUM = div(add(x, y), sub(ONE, mul(x, y)))
DOUBLE = div(scale(2, x), add(ONE, power(x, 2)))
BETWEEN = (ge(add(x, ONE)), ge(sub(ONE, x)))
MACHIN = sub(scale(4, at("atan", const(fmpq(1, 5)))), at("atan", const(fmpq(1, 239))))
SEVENTHS = add(*(at("cos", pi(2 * j, 7)) for j in (1, 2, 3)))
TRUE: list[Pair] = [
    (sqrt(add(THREE, scale(2, sqrt(TWO)))), add(ONE, sqrt(TWO)), ()),
    (root(add(const(7), scale(5, sqrt(TWO))), 3), add(ONE, sqrt(TWO)), ()),
    (at("cos", pi(1, 8)), scale(fmpq(1, 2), sqrt(add(TWO, sqrt(TWO)))), ()),
    (at("sin", pi(1, 10)), scale(fmpq(1, 4), sub(sqrt(const(5)), ONE)), ()),
    (SEVENTHS, const(fmpq(-1, 2)), ()),
    (mul(x, at("cos", pi(1, 5))), scale(fmpq(1, 4), mul(x, add(ONE, sqrt(const(5))))), ()),
    (MACHIN, pi(1, 4), ()),
    (add(at("atan", x), at("atan", y)), at("atan", SUM), (gt(ONE, mul(x, y)),)),
    (at("asin", x), at("atan", div(x, sqrt(sub(ONE, power(x, 2))))), ()),
    (scale(2, at("atan", x)), at("asin", DOUBLE), BETWEEN),
    (at("cos", mul(PI, add(k, ONE))), neg(at("cos", mul(PI, k))), ()),
    (power(at("cos", mul(PI, k)), 2), ONE, (whole(k),)),
    (at("cos", mul(PI, mul(TWO, k))), ONE, (whole(k),)),
    (at("cos", mul(PI, k)), const(-1), (eq(k, add(ONE, scale(2, at("floor", x)))),)),
    (at("floor", sqrt(at("floor", x))), at("floor", sqrt(x)), ()),
    (
        at("floor", scale(fmpq(1, 2), add(k, ONE))),
        sub(k, at("floor", scale(fmpq(1, 2), k))),
        (whole(k),),
    ),
    (at("log", mul(x, y)), add(at("log", neg(x)), at("log", neg(y))), ()),
    (at("floor", PI), THREE, ()),
]
"""Each with the facts that it needs."""
NEEDS = [pair for pair in TRUE if pair[2]]
FALSE: list[Pair] = [
    (sqrt(add(THREE, scale(2, sqrt(THREE)))), add(ONE, sqrt(TWO)), ()),
    (sqrt(sub(THREE, scale(2, sqrt(TWO)))), sub(ONE, sqrt(TWO)), ()),  # the other sign
    (at("cos", pi(3, 8)), scale(fmpq(1, 2), sqrt(add(TWO, sqrt(TWO)))), ()),
    (SEVENTHS, const(fmpq(-4999999999, 10**10)), ()),
    (sqrt(add(const(10**12), ONE)), const(10**6 + fmpq(1, 2 * 10**6)), ()),
    (add(at("atan", TWO), at("atan", THREE)), pi(-1, 4), ()),  # the same tangent
    (add(at("atan", x), at("atan", y)), at("atan", SUM), (gt(mul(x, y), ONE),)),
    (scale(2, at("atan", x)), at("asin", DOUBLE), (gt(x, ONE),)),
    (add(at("atan", y), scale(2, at("asin", x))), PI, (ge(neg(y)), ge(x))),
    (scale(2, at("asin", x)), neg(scale(2, at("asin", x))), (eq(power(x, 2), ONE),)),
    (power(at("cos", mul(PI, k)), 2), ONE, (whole(scale(2, k)),)),
    (at("cos", mul(PI, k)), ONE, (whole(k),)),
    (at("cos", mul(PI, k)), ONE, (eq(scale(2, k), at("floor", x)),)),
    (at("cos", mul(PI, k)), ONE, (eq(k, scale(2, n)),)),  # n is any number
    (at("floor", sqrt(add(at("floor", x), y))), at("floor", sqrt(add(x, y))), ()),
    (at("floor", sqrt(neg(at("floor", neg(x))))), at("floor", sqrt(x)), ()),
    (at("floor", scale(2, sqrt(at("floor", x)))), at("floor", scale(2, sqrt(x))), ()),
    (at("floor", add(k, const(fmpq(1, 2)))), k, (eq(scale(2, k), at("floor", scale(2, k))),)),
    (at("log", mul(x, y)), sub(at("log", neg(x)), at("log", neg(y))), ()),
    (at("floor", PI), const(4), ()),
]
"""Beside the true ones: a sign, a branch, a digit or a fact is another."""


def proved(pair: Pair) -> None:
    """Raises `Rejected` where the two are not seen to be equal at once."""
    f, g, facts = pair
    names = tuple(dict.fromkeys((*variables(f, g, *facts), "x")))
    subject = Subject(names, (), (f, g), tuple(facts))
    check(subject, Law.EQUIVALENT, "proved", DirectProof((Contradiction(),)))


@pytest.mark.parametrize("pair", TRUE)
def test_what_is_true_is_seen_in_normal_forms(pair: Pair) -> None:
    """No search is needed for these: one step, and the kernel accepts."""
    proved(pair)


@pytest.mark.parametrize("pair", FALSE)
def test_what_is_false_beside_it_is_rejected(pair: Pair) -> None:
    """A rule that is a little too wide would accept it."""
    with pytest.raises(Rejected):
        proved(pair)


@pytest.mark.parametrize("pair", NEEDS)
def test_without_its_facts_it_is_rejected(pair: Pair) -> None:
    """Each of them is false somewhere else."""
    with pytest.raises(Rejected):
        proved((*pair[:2], ()))


def test_the_gap_of_a_sum_is_smaller_than_the_sum() -> None:
    """sqrt(n**2 + 1) is close to n, and sums of roots come closer still; none comes below."""
    for size in (10, 10**6, 10**20):
        number = sub(sqrt(add(const(size**2), ONE)), const(size))
        assert 2 ** gap(Context(()).normal(number)) >= 2 * size
    close = sub(add(sqrt(const(10)), sqrt(const(11))), add(sqrt(const(5)), sqrt(const(18))))
    assert Context(()).decide(eq(close)) is False
    assert 2 ** gap(Context(()).normal(close)) > 1


@pytest.mark.parametrize("number", [PI, at("exp", ONE), at("sin", ONE), sqrt(PI)])
def test_of_other_numbers_no_gap_is_known(number: Term) -> None:
    """A sum with them may come as close to 0 as it likes."""
    with pytest.raises(NotAlgebraic):
        gap(Context(()).normal(add(number, sqrt(TWO))))
