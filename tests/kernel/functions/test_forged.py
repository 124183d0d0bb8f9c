"""False statements about operators on functions that look like true ones, and the true ones beside
them: what is accepted must not depend on how something is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flint import fmpq

from symlin.kernel.certificate import Impossible, MatrixProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Bump, Impulse, Monomial
from symlin.kernel.functions.laws import flat
from symlin.kernel.functions.theorem import Holds, conclude
from symlin.kernel.functions.variants import delayed, fixed
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Term,
    add,
    const,
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
    scale,
    sqrt,
    sub,
    var,
)

from .made import (
    PLAIN,
    Case,
    Made,
    broken,
    differ,
    elements,
    holds,
    linear,
    matrix,
    n,
    not_homogeneous,
    p,
    polynomials,
    q,
    r,
    s,
    same,
    sequence,
    square,
    t,
    v,
)

pytestmark = pytest.mark.quick

HALF = const(fmpq(1, 2))
HOMOGENEITY = Law.HOMOGENEITY
Claim = Callable[[], object]
Part = Callable[[Made], Term | int]


def inverse(value: Term) -> Term:
    return power(value, -1)


def absolute(value: Term) -> Term:
    return function("abs", value)


def floor(value: Term) -> Term:
    return function("floor", value)


def equal(a: Part, b: Part, **kept: Any) -> Claim:
    """Two operators are the same."""

    def claim() -> object:
        m = Made(**kept)
        return same(m.subject(a(m), b(m)))

    return claim


def equal_sequences(a: Part, b: Part) -> Claim:
    def claim() -> object:
        m = sequence()
        return same(m.subject(a(m), b(m)))

    return claim


def combination(output: Part, *entries: Term | int, proof: Any = PLAIN, **kept: Any) -> Claim:
    """The operator is linear, and this combination of its letters."""

    def claim() -> object:
        m = Made(**kept)
        return linear(m.subject(output(m)), *entries, proof=proof)

    return claim


def scales(output: Part, **kept: Any) -> Claim:
    """The operator is homogeneous, as an equation of letters."""

    def claim() -> object:
        m = Made(**kept)
        return holds(m.subject(output(m)), HOMOGENEITY)

    return claim


def not_scaling(output: Part, case: Case, *values: Any, made: Made | None = None) -> Claim:
    """The operator is not homogeneous, as these coefficients show."""

    def claim() -> object:
        m = made or Made()
        witness = not_homogeneous(*(values or (1,)))
        return broken(m.subject(output(m)), case, HOMOGENEITY, witness)

    return claim


def varies(output: Part, case: Case, *values: int, made: Made | None = None) -> Claim:
    """The operator is not time-invariant."""

    def claim() -> object:
        m = made or Made()
        subject = delayed(m.subject(output(m)), "t")
        return broken(subject, case, Law.EQUIVALENT, differ(*values))

    return claim


def invariant(output: Part, **kept: Any) -> Claim:
    def claim() -> object:
        m = Made(**kept)
        return same(delayed(m.subject(output(m)), "t"))

    return claim


def only_at_zero(at: Term = t) -> Term:
    """1 at t = 0, and 0 elsewhere."""
    return piecewise((ZERO, ne(at)), (ONE, TRUE))


def nil(value: Term) -> Term:
    """0, where there is a value."""
    return mul(ZERO, value)


def beside_zero(inner: Term, outer: Term) -> Term:
    """One formula for t = 0, and another elsewhere."""
    return piecewise((outer, ne(t)), (inner, TRUE))


def step(place: int) -> Term:
    """1 at one place, and 0 elsewhere."""
    return piecewise((ONE, eq(s, const(place))), (ZERO, TRUE))


def assumed_without_value() -> object:
    """p != 0 is told as 0/p >= 0, which is true for p = 0 if 0/0 is 0."""
    m = Made(parameters=("p",))
    output = piecewise((m.x(t), ne(p)), (square(m.x(t)), TRUE))
    subject = m.subject(output)
    plain = flat(subject, Law.LINEAR, (ge(mul(ZERO, inverse(p))),))
    shown = check(plain, Law.LINEAR, "proved", MatrixProof(((ONE,),), None, (PLAIN,)))
    return conclude(subject, Law.LINEAR, [Holds(TRUE, (), shown)], [])


def put_without_value() -> object:
    """For p = 0 it is x(t)**2 where q = 0: p is not 0/q there."""
    m = Made(parameters=("p", "q"), where=(eq(p),))
    subject = m.subject(add(piecewise((m.x(t), ne(q)), (square(m.x(t)), TRUE)), mul(p, m.x(t))))
    value = mul(ZERO, inverse(q))
    shown = matrix(fixed(subject, "p", value), ONE)
    return conclude(subject, Law.LINEAR, [Holds(TRUE, (("p", value),), shown)], [])


def at_infinity() -> object:
    """x(0)**2 at t = 1/p: for p = 0 there is no such time."""
    m = Made(parameters=("p",))
    subject = m.subject(mul(square(m.x(0)), gt_or_none(p)))
    return broken(
        subject, Case(polynomials(0).basis, {"t": inverse(p)}), HOMOGENEITY, not_homogeneous(1)
    )


def gt_or_none(value: Term) -> Term:
    """1, with a value everywhere."""
    return piecewise((ONE, gt(value)), (ONE, TRUE))


def no_parameters_left() -> object:
    """x(t) for p > 0 is not refuted because p*p < 0 leaves no parameters."""
    m = Made(parameters=("p",))
    subject = m.subject(m.x(t))
    return broken(subject, polynomials(1, t=1), HOMOGENEITY, Impossible(PLAIN), gt(neg(square(p))))


def across_a_jump(m: Made) -> Term:
    """The integral from 0 to 1 of J(s), the integral of x from 0 to 1/(s - 1/2)."""
    return m.integral(m.integral(m.x(r), r, 0, inverse(sub(s, HALF))), s, 0, 1)


def by_parts(m: Made) -> Term:
    """[s J(s)] - the integral of s J'(s): J jumps at 1/2, by the integral of x over the line."""
    there = inverse(sub(s, HALF))
    rest = m.integral(mul(s, m.x(there), neg(square(there))), s, 0, 1)
    return sub(m.integral(m.x(r), r, 0, const(2)), rest)


WRONG: dict[str, Claim] = {
    # integrals that do not exist by themselves
    "the integral of (x(s) - x(2s))/s is x(0) log 2, for x that ends, and not 0": equal(
        lambda m: m.integral(mul(sub(m.x(s), m.x(scale(2, s))), inverse(s)), s, 0, None),
        lambda m: 0,
    ),
    "nor is the rest of it from 0 to 1 the integral from 1 to 2": equal(
        lambda m: m.integral(mul(sub(m.x(s), m.x(scale(2, s))), inverse(s)), s, 0, 1),
        lambda m: neg(m.integral(mul(m.x(s), inverse(s)), s, 1, 2)),
    ),
    "the integral of atan(s) - atan(s + 1) is -pi": equal(
        lambda m: m.integral(sub(m.x(s), m.x(add(s, ONE))), s, None, None), lambda m: 0
    ),
    "the sum of x(k) - x(k + 1) is what x has between the ends": equal(
        lambda m: m.series(sub(m.x(s), m.x(add(s, ONE))), s, None, None), lambda m: 0
    ),
    "also below another sum": equal(
        lambda m: m.integral(
            m.series(sub(m.x(add(s, r)), m.x(add(s, r, ONE))), s, None, None), r, 0, 1
        ),
        lambda m: 0,
    ),
    # substitution
    "a sum over x(k + t) is no sum over x(k)": equal(
        lambda m: m.series(m.x(add(s, t)), s, None, None),
        lambda m: m.series(m.x(s), s, None, None),
    ),
    "a sum over x(k + 1/2) is no sum over x(k)": equal(
        lambda m: m.series(m.x(add(s, HALF)), s, None, None),
        lambda m: m.series(m.x(s), s, None, None),
    ),
    "s + h(s) is no shift of s": equal(
        lambda m: m.integral(m.x(add(s, m.at("h", s))), s, 0, 1),
        lambda m: m.integral(m.x(s), s, m.at("h", 0), add(ONE, m.at("h", 0))),
        givens=("h",),
    ),
    "an integral from 1 to 0 is not that from 0 to 1": equal(
        lambda m: m.integral(m.x(s), s, 1, 0), lambda m: m.integral(m.x(s), s, 0, 1)
    ),
    "x(2s) covers twice the interval at half the weight": equal(
        lambda m: m.integral(m.x(scale(2, s)), s, 0, 1), lambda m: m.integral(m.x(s), s, 0, 2)
    ),
    "an integral to infinity is none to 0": equal(
        lambda m: m.integral(m.x(s), s, t, None), lambda m: m.integral(m.x(s), s, t, 0)
    ),
    "nor one from minus infinity": equal(
        lambda m: m.integral(m.x(s), s, None, t), lambda m: m.integral(m.x(s), s, t, None)
    ),
    "a sum from t to 0 has no value where t > 1": equal(
        lambda m: m.series(m.x(s), s, 1, 0), lambda m: m.x(0)
    ),
    "a sum is no integral": equal(
        lambda m: m.series(m.x(s), s, 0, 1), lambda m: m.integral(m.x(s), s, 0, 1)
    ),
    "x(s) below the integral is not x(t)": equal(
        lambda m: m.integral(mul(m.x(s), m.x(t)), s, 0, 1),
        lambda m: m.integral(square(m.x(s)), s, 0, 1),
    ),
    "a double integral is no square": equal(
        lambda m: m.integral(m.integral(m.x(mul(s, r)), s, 0, 1), r, 0, 1),
        lambda m: m.integral(m.x(square(s)), s, 0, 1),
    ),
    "x and a given function are two": equal(
        lambda m: m.x(t), lambda m: m.at("h", t), givens=("h",)
    ),
    "a derivative is no value": equal(lambda m: m.x(t, 1), lambda m: m.x(t)),
    "u_x is not u_t": equal(
        lambda m: m.at("x", t, t, orders=(1, 0)), lambda m: m.at("x", t, t, orders=(0, 1))
    ),
    # derivatives
    "the slope of u**0 is 0 at u = 0 too": combination(
        lambda m: add(m.x(t), only_at_zero(), m.derivative(power(v, 0), v, t)), 1
    ),
    "sqrt(t**4) has a slope at 0": combination(
        lambda m: add(m.x(t), only_at_zero(), nil(m.derivative(sqrt(power(v, 4)), v, t))), 1
    ),
    "asin(1 - t**4) has one too": combination(
        lambda m: add(
            m.x(t),
            only_at_zero(),
            nil(m.derivative(function("asin", sub(ONE, power(v, 4))), v, t)),
        ),
        1,
    ),
    "an integral does not see one point": equal(
        lambda m: m.derivative(m.integral(mul(m.x(s), step(1)), s, 0, v), v, t),
        lambda m: mul(m.x(t), piecewise((ONE, eq(t, ONE)), (ZERO, TRUE))),
    ),
    "the integral of x(s)/s from 1 to t has a slope at 0, where x(0) = 0": combination(
        lambda m: add(
            m.x(t),
            only_at_zero(),
            nil(m.derivative(m.integral(mul(m.x(s), inverse(s)), s, 0, v), v, t)),
        ),
        1,
    ),
    "the variable of a derivative is not that of an integral": equal(
        lambda m: m.derivative(m.integral(m.x(s), s, 0, var("#b1")), var("#b1"), t),
        lambda m: sub(scale(2, m.x(t)), m.x(0)),
    ),
    "d/dt of the integral of x(s - t) from 0 to t is x(-t)": equal(
        lambda m: m.derivative(m.integral(m.x(sub(s, v)), s, 0, v), v, t), lambda m: m.x(0)
    ),
    "a kink has no slope": not_scaling(
        lambda m: m.derivative(absolute(m.x(v)), v, t), polynomials(1, t=0), 1
    ),
    "a jump that is not the largest matters all the same": not_scaling(
        lambda m: mul(
            square(m.x(t)),
            m.derivative(maximum(add(v, HALF), neg(floor(neg(v)))), v, t),
        ),
        polynomials(0, t=0),
    ),
    "the floor of a jump may jump": not_scaling(
        lambda m: add(square(m.x(t)), m.derivative(floor(add(neg(floor(neg(v))), HALF)), v, t)),
        polynomials(0, t=0),
    ),
    "nor is there one of sqrt(t)**0 at t = 0": not_scaling(
        lambda m: add(square(m.x(t)), m.derivative(power(sqrt(v), 0), v, t)),
        polynomials(0, t=0),
    ),
    "at the end of a domain there is no slope": not_scaling(
        lambda m: add(
            square(m.x(t)),
            m.derivative(piecewise((v, gt(ONE, sqrt(v))), (ONE, TRUE)), v, t),
        ),
        polynomials(0, t=0),
    ),
    # places
    "a constant has no value at 1/0": not_scaling(
        lambda m: beside_zero(square(m.x(inverse(t))), m.x(t)), polynomials(0, t=0)
    ),
    "an impulse neither": not_scaling(
        lambda m: piecewise((m.x(n), ne(n)), (square(m.x(inverse(n))), TRUE)),
        elements(Impulse(0), n=0),
        made=sequence(),
    ),
    "nor a sequence at 1/2": not_scaling(
        lambda m: square(m.x(mul(HALF, n))), elements(Monomial((0,)), n=1), made=sequence()
    ),
    "nor a sequence at a value of it that is not whole": not_scaling(
        lambda m: m.x(m.x(n)), elements(Monomial((0,)), n=1), HALF, made=sequence()
    ),
    "nor a slope at 1/0": not_scaling(
        lambda m: beside_zero(
            mul(square(m.x(t)), m.derivative(scale(5, v), v, inverse(t))), m.x(t)
        ),
        polynomials(0, t=0),
    ),
    "nor a sum to 0/0": not_scaling(
        lambda m: beside_zero(add(square(m.x(t)), m.series(ONE, s, 0, mul(t, inverse(t)))), m.x(t)),
        polynomials(0, t=0),
    ),
    "nor an integral over x(s)/s": not_scaling(
        lambda m: add(square(m.x(t)), m.integral(mul(m.x(s), inverse(s)), s, 0, 1)),
        polynomials(1, t=0),
    ),
    "1/(s - 1/2) has no integral from 0 to 1": not_scaling(
        lambda m: add(square(m.x(t)), m.integral(inverse(sub(s, HALF)), s, 0, 1)),
        polynomials(0, t=0),
    ),
    "an integral to 1/0 has no value, be it of a number": not_scaling(
        lambda m: beside_zero(
            add(
                square(m.x(t)),
                nil(m.integral(function("exp", square(s)), s, 0, inverse(t))),
            ),
            m.x(t),
        ),
        polynomials(0, t=0),
    ),
    "or be it of 0": not_scaling(
        lambda m: beside_zero(add(square(m.x(t)), m.integral(sub(s, s), s, 0, inverse(t))), m.x(t)),
        polynomials(0, t=0),
    ),
    "a given function has no value at 1/0": not_scaling(
        lambda m: beside_zero(
            add(square(m.x(t)), sub(m.at("h", inverse(t)), m.at("h", inverse(t)))), m.x(t)
        ),
        polynomials(0, t=0),
        made=Made(givens=("h",)),
    ),
    "a corner has a slope that jumps": equal(
        lambda m: m.integral(m.x(s, 2), s, -2, 2), lambda m: 0
    ),
    "time-invariance is not refuted where the operator has no value": varies(
        lambda m: beside_zero(mul(m.x(0), m.x(sub(inverse(t), inverse(t)))), m.x(t)),
        Case(polynomials(0).basis, {"t": ZERO, "#s": ONE}),
        3,
    ),
    "outside of its assumptions an index is no index": not_scaling(
        lambda m: piecewise((m.x(t), gt(t)), (square(m.x(t)), TRUE)),
        polynomials(0, t=-1),
        made=Made(where=(gt(t),)),
    ),
    "nor where the times are not both allowed": varies(
        lambda m: mul(m.x(t), piecewise((ONE, gt(t)), (const(2), TRUE))),
        Case(polynomials(0).basis, {"t": ONE, "#s": const(2)}),
        3,
        made=Made(where=(gt(t),)),
    ),
    "h(k + r) is not the same for all r": not_scaling(
        lambda m: add(
            square(m.x(0)),
            m.series(
                m.integral(mul(sub(scale(2, r), ONE), m.at("h", add(r, s))), r, 0, 1), s, None, None
            ),
        ),
        polynomials(0, t=0),
        made=Made(givens=("h",)),
    ),
    # parameters
    "a parameter has no value 0/0": put_without_value,
    "an assumption without a value is not true": assumed_without_value,
    "there is no time 1/0": at_infinity,
    "a false case refutes nothing": no_parameters_left,
    "n is no parameter": combination(
        lambda m: mul(m.x(t), piecewise((ONE, eq(t, ONE)), (ZERO, TRUE))), 1
    ),
    "sin(pi*t) is 0 at whole t alone": combination(
        lambda m: add(m.x(t), function("sin", mul(PI, t))), 1
    ),
    # names
    "the index cannot have the name of a letter": scales(
        lambda m: add(var("#1"), sub(m.x(0), m.x(0))), index=("#1",)
    ),
    "a bound variable cannot have the name of a delay": invariant(
        lambda m: m.integral(m.x(var("#s")), var("#s"), 0, 1)
    ),
    # kinds of letters
    "a functional that is not linear": combination(
        lambda m: m.integral(square(m.x(s)), s, 0, 1), 1
    ),
    "a function of the function": combination(lambda m: m.x(m.x(t)), 1),
    "the integral of such a one": combination(lambda m: m.integral(m.x(m.x(s)), s, 0, 1), 1),
    "the end of an integral": combination(lambda m: m.integral(s, s, 0, m.x(t)), 1),
    "a term without the function": combination(
        lambda m: m.integral(add(m.x(s), inverse(add(s, const(2)))), s, 0, None), 1
    ),
    "integrals of squares that differ": scales(
        lambda m: sub(
            m.integral(square(m.x(s)), s, 0, t), m.integral(square(m.x(s)), s, 0, add(t, ONE))
        )
    ),
    "x(t) times a functional that is not linear": scales(
        lambda m: mul(m.x(t), m.integral(square(m.x(s)), s, 0, 1))
    ),
    "the end of an integral of x": combination(lambda m: m.integral(m.x(s), s, 0, m.x(t)), 1),
    "the end of an integral of another function": combination(
        lambda m: m.integral(m.at("h", s), s, 0, m.x(t)), 1, givens=("h",)
    ),
    # rules that need more than is there
    "by parts over a jump": equal(across_a_jump, by_parts),
    "the slope of a field in its second variable is not that in the first": equal(
        lambda m: m.derivative(m.at("x", t, v), v, t),
        lambda m: m.at("x", t, t, orders=(1, 0)),
    ),
    "below an infinite integral nothing is differentiated": equal(
        lambda m: m.derivative(m.integral(function("sin", mul(v, m.x(s))), s, 0, None), v, t),
        lambda m: m.integral(mul(function("cos", mul(t, m.x(s))), m.x(s)), s, 0, None),
    ),
}

RIGHT: dict[str, Claim] = {
    "from 0 to 1 an integral of a sum is the sum of the integrals": equal(
        lambda m: m.integral(sub(m.x(s), m.x(scale(2, s))), s, 0, 1),
        lambda m: sub(m.integral(m.x(s), s, 0, 1), scale(fmpq(1, 2), m.integral(m.x(r), r, 0, 2))),
    ),
    "and intervals add up": equal(
        lambda m: sub(m.integral(m.x(s), s, 0, 1), m.integral(m.x(s), s, 0, 2)),
        lambda m: m.integral(m.x(s), s, 2, 1),
    ),
    "the integral of one function may be shifted": equal(
        lambda m: m.integral(m.x(add(s, ONE)), s, None, None),
        lambda m: m.integral(m.x(s), s, None, None),
    ),
    "and turned round": equal(
        lambda m: m.integral(m.x(sub(t, s)), s, 0, None),
        lambda m: m.integral(m.x(s), s, None, t),
    ),
    "a sum over x[k - n] is one over x[k]": equal_sequences(
        lambda m: m.series(m.x(sub(s, n)), s, None, None),
        lambda m: m.series(m.x(s), s, None, None),
    ),
    "an integral from 1 to 0 is minus that from 0 to 1": equal(
        lambda m: m.integral(m.x(s), s, 1, 0), lambda m: neg(m.integral(m.x(s), s, 0, 1))
    ),
    "the slope of an integral is its integrand": equal(
        lambda m: m.derivative(m.integral(m.x(s), s, 0, v), v, t), lambda m: m.x(t)
    ),
    "below the integral too": equal(
        lambda m: m.derivative(m.integral(mul(v, m.x(s)), s, 0, v), v, t),
        lambda m: add(m.integral(m.x(s), s, 0, t), mul(t, m.x(t))),
    ),
    "of |x| at a place where x is not 0 there is a slope": not_scaling(
        lambda m: square(m.derivative(absolute(m.x(v)), v, t)), polynomials(1, t=1)
    ),
    "of a maximum too": not_scaling(
        lambda m: mul(square(m.x(t)), m.derivative(maximum(add(v, HALF), neg(v)), v, t)),
        polynomials(0, t=0),
    ),
    "x(1/t)**2 is not linear at t = 1": not_scaling(
        lambda m: square(m.x(inverse(t))), polynomials(0, t=1)
    ),
    "a sequence at 2/2": not_scaling(
        lambda m: square(m.x(mul(HALF, n))), elements(Monomial((0,)), n=2), made=sequence()
    ),
    "a sequence at a value of its own": not_scaling(
        lambda m: m.x(m.x(n)), elements(Impulse(0), Impulse(1), n=0), 1, 3, made=sequence()
    ),
    "an impulse at 1": not_scaling(
        lambda m: square(m.x(inverse(n))), elements(Impulse(1), n=1), made=sequence()
    ),
    "t*x(t) varies with time": varies(
        lambda m: mul(t, m.x(t)), Case(polynomials(0).basis, {"t": ZERO, "#s": ONE}), 3
    ),
    "an integral from 0 to t does, too": varies(
        lambda m: m.integral(m.x(s), s, 0, t), Case(polynomials(0).basis, {"t": ZERO, "#s": ONE}), 3
    ),
    "one from t to t + 1 does not": invariant(lambda m: m.integral(m.x(s), s, t, add(t, ONE))),
    "nor does the slope of |x|": invariant(lambda m: m.derivative(absolute(m.x(v)), v, t)),
    "x(t) where t != 0": combination(lambda m: m.x(t), 1, where=(ne(t),)),
    "a functional that is linear": combination(lambda m: m.integral(mul(s, m.x(s)), s, 0, 1), 1),
    "squares that are the same": scales(
        lambda m: sub(m.integral(square(m.x(s)), s, 0, t), m.integral(square(m.x(r)), r, 0, t))
    ),
    "Cauchy's formula for an integral of an integral": equal(
        lambda m: m.integral(m.integral(m.x(r), r, 0, s), s, 0, t),
        lambda m: m.integral(mul(sub(t, r), m.x(r)), r, 0, t),
    ),
    "the slope of a field in its second variable": equal(
        lambda m: m.derivative(m.at("x", t, v), v, t),
        lambda m: m.at("x", t, t, orders=(0, 1)),
    ),
    "an integral without end of a bump's square": not_scaling(
        lambda m: m.integral(square(m.x(s)), s, None, t), elements(Bump(-1, 1, 1), t=0)
    ),
    "a convolution of a bump with itself": not_scaling(
        lambda m: m.integral(mul(m.x(s), m.x(sub(t, s))), s, None, None),
        elements(Bump(-1, 1, 1), t=1),
    ),
    "the energy of a sequence": not_scaling(
        lambda m: m.series(square(m.x(s)), s, None, None),
        elements(Impulse(0), Impulse(3), n=0),
        1,
        2,
        made=sequence(),
    ),
    "a sum that begins at n": not_scaling(
        lambda m: m.series(square(m.x(sub(scale(2, s), ONE))), s, n, None),
        elements(Impulse(3), n=1),
        made=sequence(),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_false_is_not_accepted(name: str) -> None:
    with pytest.raises(Rejected):
        WRONG[name]()


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_true_beside_it_is_accepted(name: str) -> None:
    """What is refused is refused for what it says, and not for how it is put."""
    assert RIGHT[name]()
