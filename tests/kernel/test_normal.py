"""Normal forms: which terms they show to be equal, under which facts, and which they keep apart."""

from __future__ import annotations

import time

import pytest
from flint import fmpq

from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import _digest
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    const,
    eq,
    function,
    ge,
    gt,
    maximum,
    minimum,
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

pytestmark = pytest.mark.quick

x, y, z = var("x"), var("y"), var("z")
HALF = fmpq(1, 2)
EQUAL: dict[str, tuple[Term, Term, list[Guard]]] = {}


def relu(t: Term) -> Term:
    return maximum(t, ZERO)


def inverse(t: Term) -> Term:
    return power(t, -1)


def exp(t: Term) -> Term:
    return function("exp", t)


def log(t: Term) -> Term:
    return function("log", t)


def sin(t: Term) -> Term:
    return function("sin", t)


def cos(t: Term) -> Term:
    return function("cos", t)


def floor(t: Term) -> Term:
    return function("floor", t)


def absolute(t: Term) -> Term:
    return function("abs", t)


def step(t: Term) -> Term:
    return piecewise((ONE, gt(t)), (ZERO, TRUE))


EVERYWHERE = {
    "relu(x) - relu(-x) = x": (sub(relu(x), relu(neg(x))), x),
    "max(x, y) + min(x, y) = x + y": (add(maximum(x, y), minimum(x, y)), add(x, y)),
    "max(x, y, z) takes any order": (maximum(x, y, z), maximum(z, x, y)),
    "max(3x, 3y) = 3 max(x, y)": (maximum(scale(3, x), scale(3, y)), scale(3, maximum(x, y))),
    "relu(x)^2 = x relu(x)": (power(relu(x), 2), mul(x, relu(x))),
    "relu(x) relu(-x) = 0": (mul(relu(x), relu(neg(x))), ZERO),
    "relu(x y) splits by signs": (
        relu(mul(x, y)),
        add(mul(relu(x), relu(y)), mul(relu(neg(x)), relu(neg(y)))),
    ),
    "x [x > 0] = relu(x)": (mul(x, step(x)), relu(x)),
    "[x > 0] + [-x > 0] + [x = 0] = 1": (
        add(step(x), step(neg(x)), piecewise((ONE, eq(x)), (ZERO, TRUE))),
        ONE,
    ),
    "[x^3 > 0] = [x > 0]": (step(power(x, 3)), step(x)),
    "a branch of its own guard": (piecewise((x, gt(x)), (scale(-1, x), TRUE)), absolute(x)),
    "1/(1/x) = x, 0 included": (inverse(inverse(x)), x),
    "1/(x y) = 1/x 1/y": (inverse(mul(x, y)), mul(inverse(x), inverse(y))),
    "sqrt(x^2) = |x|": (sqrt(power(x, 2)), absolute(x)),
    "sqrt(8) = 2 sqrt(2)": (sqrt(const(8)), scale(2, sqrt(const(2)))),
    "sqrt(1/2) = sqrt(2)/2": (sqrt(const(HALF)), scale(HALF, sqrt(const(2)))),
    "the third root of 54 = 3 times that of 2": (
        root(const(54), 3),
        scale(3, root(const(2), 3)),
    ),
    "exp(x + y) exp(-y) = exp(x)": (mul(exp(add(x, y)), exp(neg(y))), exp(x)),
    "sqrt(exp(x)) = exp(x/2)": (sqrt(exp(x)), exp(scale(HALF, x))),
    "log(exp(x)) = x": (log(exp(x)), x),
    "log(12) = 2 log(2) + log(3)": (
        log(const(12)),
        add(scale(2, log(const(2))), log(const(3))),
    ),
    "log(e^x + e^-x) shares its content": (
        sub(log(add(exp(x), exp(neg(x)))), log(add(exp(scale(2, x)), ONE))),
        neg(x),
    ),
    "sin^2 + cos^2 = 1": (add(power(sin(x), 2), power(cos(x), 2)), ONE),
    "sqrt(1 - cos^2) = |sin|": (
        sqrt(sub(const(3), scale(3, power(cos(x), 2)))),
        mul(sqrt(const(3)), function("abs", sin(x))),
    ),
    "sin(2x) = 2 sin(x) cos(x)": (sin(scale(2, x)), scale(2, mul(sin(x), cos(x)))),
    "sin(x + pi/2) = cos(x)": (sin(add(x, scale(HALF, PI))), cos(x)),
    "cos(x - y) by the addition theorem": (
        cos(sub(x, y)),
        add(mul(cos(x), cos(y)), mul(sin(x), sin(y))),
    ),
    "atan(1) = pi/4": (function("atan", ONE), scale(fmpq(1, 4), PI)),
    "erf is odd": (function("erf", neg(x)), neg(function("erf", x))),
    "floor(x + 3/2) = 1 + floor(x + 1/2)": (
        floor(add(x, const(fmpq(3, 2)))),
        add(ONE, floor(add(x, const(HALF)))),
    ),
    "floor(floor(x) + y) = floor(x) + floor(y)": (
        floor(add(floor(x), y)),
        add(floor(x), floor(y)),
    ),
}  # fmt: skip

UNDER_FACTS: dict[str, tuple[Term, Term, list[Guard]]] = {
    "x/x = 1 where x != 0": (mul(x, inverse(x)), ONE, [ne(x)]),
    "relu(x) = x where x >= 0": (relu(x), x, [ge(x)]),
    "relu(x + y) where both are >= 0": (relu(add(x, y)), add(x, y), [ge(x), ge(y)]),
    "relu(-x - exp(y)) where x > 0": (relu(neg(add(x, exp(y)))), ZERO, [gt(x)]),
    "max(x, y) where x >= y": (maximum(x, y), x, [ge(x, y)]),
    "relu(x y) where x >= 0": (relu(mul(x, y)), mul(x, relu(y)), [ge(x)]),
    "relu(x y) where x <= 0": (relu(mul(x, y)), mul(neg(x), relu(neg(y))), [ge(neg(x))]),
    "sqrt(x)^2 = x where x >= 0": (power(sqrt(x), 2), x, [ge(x)]),
    "sqrt(x y) where x >= 0": (sqrt(mul(x, y)), mul(sqrt(x), sqrt(y)), [ge(x)]),
    "log(x y) where both are > 0": (log(mul(x, y)), add(log(x), log(y)), [gt(x), gt(y)]),
    "log(1/x) = -log(x) where x > 0": (log(inverse(x)), neg(log(x)), [gt(x)]),
    "exp(2 log(x)) = x^2 where x > 0": (exp(scale(2, log(x))), power(x, 2), [gt(x)]),
    "a piece where x > 2": (piecewise((x, gt(x, ONE)), (ZERO, TRUE)), x, [gt(x, const(2))]),
    "facts that use each other": (
        relu(y),
        y,
        [ge(piecewise((y, gt(z)), (ONE, TRUE))), gt(piecewise((z, gt(x)), (ONE, TRUE))), gt(x)],
    ),
}

DIFFERENT: dict[str, tuple[Term, Term, list[Guard]]] = {
    "x/x is not 1 at 0": (mul(x, inverse(x)), ONE, []),
    "sqrt(x)^2 is not x below 0": (power(sqrt(x), 2), x, []),
    "sqrt(x y) is not sqrt(x) sqrt(y) where both are < 0": (
        sqrt(mul(x, y)),
        mul(sqrt(x), sqrt(y)),
        [],
    ),
    "log(x^2) is not 2 log(x) below 0": (log(power(x, 2)), scale(2, log(x)), [ne(x)]),
    "log(x y) is not log(x) + log(y) below 0": (
        log(mul(x, y)),
        add(log(x), log(y)),
        [gt(mul(x, y))],
    ),
    "exp(log(x)) is not x below 0": (exp(log(x)), x, []),
    "1/(x + y) is not 1/x + 1/y": (inverse(add(x, y)), add(inverse(x), inverse(y)), []),
    "floor(2 x) is not 2 floor(x)": (floor(scale(2, x)), scale(2, floor(x)), []),
    "floor(-x) is not -floor(x)": (floor(neg(x)), neg(floor(x)), []),
    "[x >= 0] is not [x > 0]": (piecewise((ONE, ge(x)), (ZERO, TRUE)), step(x), []),
    "[x^2 y > 0] is not [y > 0]": (step(mul(power(x, 2), y)), step(y), []),
    "relu(x y) is not relu(x) relu(y)": (relu(mul(x, y)), mul(relu(x), relu(y)), []),
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_an_identity_holds_everywhere(name: str) -> None:
    left, right = EVERYWHERE[name]
    context = Context(())
    assert context.normal(left) == context.normal(right)


@pytest.mark.parametrize("name", UNDER_FACTS)
def test_an_identity_holds_under_its_facts_and_not_without_them(name: str) -> None:
    left, right, facts = UNDER_FACTS[name]
    assert Context(facts).decide(eq(left, right)) is True
    assert Context(()).decide(eq(left, right)) is not True


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_somewhere_is_not_identified(name: str) -> None:
    left, right, facts = DIFFERENT[name]
    assert Context(facts).decide(eq(left, right)) is not True


CONTRADICTIONS: dict[str, list[Guard]] = {
    "x > 0 and x < 0": [gt(x), gt(neg(x))],
    "x >= y and y > x": [ge(x, y), gt(y, x)],
    "x = 1/2 and 2 x = 3": [eq(x, const(HALF)), eq(scale(2, x), const(3))],
    "relu(x) < 0": [gt(neg(relu(x)))],
    "exp(x) = 0": [eq(exp(x))],
    "x^2 < 0": [gt(neg(power(x, 2)))],
    "x >= 0, x != 0, x <= 0": [ge(x), ne(x), ge(neg(x))],
    "pi = 3": [eq(PI, const(3))],
    "sin(x) = 2": [eq(sin(x), const(2))],
    "x y = 0 with both > 0": [gt(x), gt(y), eq(mul(x, y))],
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_facts_that_exclude_each_other_are_seen_to(name: str) -> None:
    facts = CONTRADICTIONS[name]
    assert Context(facts).contradiction is not None
    assert all(Context([f]).contradiction is None for f in facts) or len(facts) == 1


def test_a_contradiction_is_not_found_among_facts_that_can_hold() -> None:
    """x = 1, y = -1: equalities, products and quotients that look odd together."""
    facts = [eq(add(x, y)), gt(x), ne(y), gt(neg(mul(x, y))), eq(mul(x, inverse(x)), ONE)]
    assert Context(facts).contradiction is None


def test_angles_are_counted_in_the_parts_that_are_asked_for() -> None:
    half = sub(power(sin(scale(HALF, x)), 2), scale(HALF, sub(ONE, cos(x))))
    assert Context((), angle_denominator=2).decide(eq(half)) is True
    assert Context(()).decide(eq(half)) is None


def test_a_denominator_that_may_vanish_is_not_cleared() -> None:
    """x * (1/x) - 1 times x is 0 everywhere; at 0 it is -1 all the same."""
    quotient = sub(mul(inverse(add(x, ONE)), add(x, ONE)), ONE)
    assert Context(()).decide(eq(quotient)) is None
    assert Context([ne(x, const(-1))]).decide(eq(quotient)) is True


def test_a_denominator_of_unknown_sign_tells_zero_from_other_values_only() -> None:
    """y/x with y > 0 is not 0 where x != 0, and may have either sign."""
    context = Context([ne(x), gt(y)])
    quotient = mul(y, inverse(x))
    assert context.decide(ne(quotient)) is True
    assert context.decide(gt(quotient)) is None
    assert context.decide(gt(neg(quotient))) is None


def test_normal_forms_do_not_depend_on_the_order_of_construction() -> None:
    left = Context(()).normal(add(maximum(x, y, z), exp(mul(x, y)), sqrt(z)))
    right = Context(()).normal(add(sqrt(z), maximum(y, z, x), exp(mul(y, x))))
    assert left == right
    assert left.key == right.key


def test_a_variable_may_be_named_like_anything() -> None:
    """Atoms are told apart by kind and argument, whatever a name looks like."""
    names = ("x", "'x'", "relu", "None", "x;", "1", "pi")
    forms = {Context(()).normal(t) for t in (*map(var, names), PI, relu(x), ONE)}
    assert len(forms) == len(names) + 3


def test_long_numbers_are_told_apart() -> None:
    """Python refuses to write integers of more than 4,300 digits in base 10."""
    long = 10**5000
    terms = [exp(mul(x, relu(add(x, const(n))))) for n in (long, long + 1, fmpq(1, long))]
    forms = {Context(()).normal(t).key for t in terms}
    assert len(forms) == 3


def test_digests_tell_where_one_part_ends_and_the_next_begins() -> None:
    assert len({_digest(parts) for parts in ((b"ab", b"c"), (b"a", b"bc"), (b"abc",))}) == 3


def test_a_form_that_grows_too_large_is_declined() -> None:
    total = add(*(var(f"x{i}") for i in range(60)))
    with pytest.raises(TooLarge):
        Context(()).normal(power(total, 8))


def test_the_sine_of_a_long_sum_stays_whole() -> None:
    """Taken apart it would have 2**40 monomials."""
    total = add(*(scale(k + 1, var(f"x{k}")) for k in range(40)))
    context = Context(())
    assert len(context.normal(sin(total)).terms) == 1
    assert context.decide(eq(add(power(sin(total), 2), power(cos(neg(total)), 2)), ONE)) is True
    assert context.decide(eq(add(sin(total), sin(neg(total))))) is True


def test_a_thousand_relu_pairs_cancel_at_once() -> None:
    """About 0.2 s on an idle machine; the bound only catches another order of growth."""
    names = [var(f"x{i}") for i in range(1000)]
    start = time.process_time()
    p = Context(()).normal(add(*(sub(relu(v), relu(neg(v))) for v in names)))
    assert p == Context(()).normal(add(*names))
    assert time.process_time() - start < 5


def test_what_cancels_in_a_sum_may_be_of_any_size() -> None:
    """(x + 1)**3000 less itself is 0, though neither is ever written out."""
    x, y = var("x"), var("y")
    huge = power(add(x, y, ONE), 3000)
    assert Context(()).normal(sub(huge, huge)) == Context(()).normal(ZERO)
    assert Context(()).normal(add(scale(2, huge), x, neg(huge), neg(huge))) == Context(()).normal(x)
    with pytest.raises(TooLarge):
        Context(()).normal(sub(huge, power(add(x, y), 3000)))
