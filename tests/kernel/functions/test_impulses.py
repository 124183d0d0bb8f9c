"""Operators with impulses are densities and weights; what has no meaning is not weighed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flint import fmpq

from symlin.kernel.certificate import Rejected, Witness
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.functions.impulses import IMPULSE, weighed
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import SHIFT, FunctionSubject
from symlin.kernel.functions.theorem import conclude
from symlin.kernel.functions.variants import delayed
from symlin.kernel.statements.conclusions import PLAIN
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    const,
    function,
    gt,
    mul,
    neg,
    piecewise,
    power,
    scale,
    sub,
)
from symlin.kernel.walk import substitute

from .made import (
    Case,
    Made,
    broken,
    elements,
    linear,
    n,
    not_homogeneous,
    p,
    polynomials,
    s,
    same,
    square,
    t,
)

pytestmark = pytest.mark.quick
HALF = const(fmpq(1, 2))


def made(**kept: object) -> Made:
    return Made(givens=(IMPULSE,), **kept)  # type: ignore[arg-type]


def delta(m: Made, place: Term) -> Term:
    return m.at(IMPULSE, place)


def value(subject: FunctionSubject, **at: int) -> tuple[Term, ...]:
    """The outputs at x(t) = 3 + 5*t."""
    case = polynomials(0, 1, **at)
    plain = restricted(subject, *case)
    numbers = {"x#0": const(3), "x#1": const(5)}
    terms = substitute(plain.outputs, numbers)
    return tuple(const(Context(()).normal(term).constant) for term in terms)


def test_an_impulse_has_its_weight_at_its_place_and_none_elsewhere() -> None:
    """x(t)*DiracDelta(t - 1) + x(0)."""
    m = made()
    found = weighed(m.subject(add(mul(m.x(t), delta(m, sub(t, ONE))), m.x(0))))
    assert found.givens == ()
    assert value(found, t=1) == (const(3), const(8))
    assert value(found, t=2) == (const(3), ZERO)


def test_a_scaled_impulse_weighs_less() -> None:
    """DiracDelta(2 - 4*t) is DiracDelta(t - 1/2)/4."""
    m = made()
    found = weighed(m.subject(delta(m, sub(const(2), scale(4, t)))))
    plain = restricted(found, {"x": elements().basis["x"]}, {"t": HALF})
    assert Context(()).normal(sub(plain.outputs[1], const(fmpq(1, 4)))).constant == 0


def test_an_impulse_at_a_place_is_linear_and_not_time_invariant() -> None:
    """The trap of the pointwise reading: no value of an impulse says where it is."""
    m = made()
    subject = weighed(m.subject(mul(m.x(t), delta(m, sub(t, ONE)))))
    moved = delayed(subject, "t")
    case = Case(polynomials(0).basis, {"t": ONE, SHIFT: ONE})
    found = broken(moved, case, Law.EQUIVALENT, Witness(({"x#0": ONE},), (ONE,), 1))
    assert found.status == "refuted"


def test_an_impulse_that_comes_with_the_function_is_time_invariant() -> None:
    """Convolution with an impulse: the integral of x(s)*DiracDelta(t - s - 2) is x(t - 2)."""
    m = made()
    there = delta(m, sub(sub(t, s), const(2)))
    subject = weighed(m.subject(m.integral(mul(m.x(s), there), s, None, None)))
    assert value(subject, t=1) == (const(-2),)
    assert same(delayed(subject, "t")).status == "proved"
    assert linear(subject, ONE).status == "proved"


def test_sifting_takes_what_is_inside_of_the_limits() -> None:
    """Inside, outside, and beside an integral without impulses."""
    m = made()
    there = delta(m, sub(s, ONE))
    whole = add(mul(m.x(mul(s, t)), there), m.x(s))
    inside = weighed(m.subject(m.integral(whole, s, 0, 2)))
    assert value(inside, t=2) == (const(13 + 16),)
    outside = weighed(m.subject(m.integral(whole, s, 2, 4)))
    assert value(outside, t=2) == (const(36),)


def test_an_impulse_beside_a_square_is_not_linear() -> None:
    m = made()
    body = mul(square(m.x(s)), delta(m, sub(t, s)))
    subject = weighed(m.subject(m.integral(body, s, None, None)))
    case = polynomials(0, t=0)
    assert broken(subject, case, Law.HOMOGENEITY, not_homogeneous(1)).status == "refuted"


Part = Callable[[Made], Term]

MEANINGLESS: dict[str, Part] = {
    "the square of an impulse": lambda m: square(delta(m, t)),
    "a product of two": lambda m: mul(delta(m, t), delta(m, sub(t, ONE))),
    "one over an impulse": lambda m: power(delta(m, t), -1),
    "an impulse inside of a function": lambda m: function("exp", delta(m, t)),
    "an impulse under a case": lambda m: piecewise((delta(m, t), gt(t)), (ZERO, TRUE)),
    "a factor that jumps where it is": lambda m: mul(
        piecewise((ONE, gt(t)), (neg(ONE), TRUE)), delta(m, t)
    ),
    "a factor without a value where it is": lambda m: mul(power(t, -1), delta(m, t)),
    "a density that jumps": lambda m: add(piecewise((ONE, gt(t)), (neg(ONE), TRUE)), delta(m, t)),
    "a density that has no value at a place": lambda m: add(power(t, -1), delta(m, t)),
    "a derivative of an impulse": lambda m: m.at(IMPULSE, t, orders=(1,)),
    "an impulse at a place that a function says": lambda m: delta(m, sub(t, m.x(0))),
    "an impulse of the function": lambda m: delta(m, m.x(t)),
    "an impulse of a constant": lambda m: delta(m, ZERO),
    "an impulse at the places of a parabola": lambda m: delta(m, sub(square(t), ONE)),
    "an impulse as the place of a function": lambda m: m.x(delta(m, t)),
    "an impulse that may be one of a constant": lambda m: delta(m, mul(p, t)),
    "an impulse at the end of an integral": lambda m: m.integral(mul(m.x(s), delta(m, s)), s, 0, 1),
    "an impulse that may be at the end": lambda m: m.integral(
        mul(m.x(s), delta(m, sub(s, t))), s, 0, 1
    ),
    "an integral that runs backwards": lambda m: m.integral(mul(m.x(s), delta(m, s)), s, 1, -1),
    "an integral that may run backwards": lambda m: m.integral(mul(m.x(s), delta(m, s)), s, -1, p),
    "an impulse in a sum": lambda m: m.series(delta(m, sub(t, s)), s, None, None),
    "an impulse under a derivative": lambda m: m.derivative(delta(m, s), s, t),
    "an impulse beside an integral that moves with it": lambda m: m.integral(
        mul(m.integral(m.x(mul(s, n)), n, 0, 1), delta(m, s)), s, None, None
    ),
}


@pytest.mark.parametrize("what", MEANINGLESS)
def test_what_has_no_meaning_is_not_weighed(what: str) -> None:
    """Each of these would make a number of what is none, and a law of it false."""
    m = made(parameters=("p",))
    subject = m.subject(MEANINGLESS[what](m))
    with pytest.raises(Rejected):
        weighed(subject)


def test_a_rate_that_is_assumed_not_to_vanish_is_one() -> None:
    m = made(parameters=("p",), where=(gt(p),))
    assert len(weighed(m.subject(delta(m, mul(p, t)))).outputs) == 2


def test_an_assumption_about_the_index_may_cut_an_impulse() -> None:
    """On t >= 0 nobody says how much of DiracDelta(t) there is."""
    m = made(where=(gt(t),))
    with pytest.raises(Rejected):
        weighed(m.subject(delta(m, t)))


def test_the_theorem_is_about_what_was_weighed_and_nothing_else() -> None:
    """A theorem about other weights is no theorem about this operator."""
    m = made()
    one = weighed(m.subject(mul(m.x(t), delta(m, sub(t, ONE)))))
    other = weighed(m.subject(mul(m.x(t), delta(m, sub(t, HALF)))))
    assert one != other
    moved = delayed(one, "t")
    case = Case(polynomials(0).basis, {"t": ONE, SHIFT: ONE})
    found = broken(moved, case, Law.EQUIVALENT, Witness(({"x#0": ONE},), (ONE,), 1))
    with pytest.raises(Rejected):
        conclude(delayed(other, "t"), Law.EQUIVALENT, [], found.fails)
    assert conclude(moved, Law.EQUIVALENT, [], found.fails, covered=PLAIN).status == "refuted"
