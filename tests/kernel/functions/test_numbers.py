"""Integrals of known functions that nobody works out: numbers, and the same number each time."""

from __future__ import annotations

import pytest

from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.bases import Monomial, coefficient
from symlin.kernel.functions.integral_numbers import SOME
from symlin.kernel.functions.signals import restricted
from symlin.kernel.term import ONE, Term, add, const, eq, function, mul, neg, sub, var
from symlin.kernel.walk import variables

from .made import Made, elements, s, sequence

pytestmark = pytest.mark.quick
BASIS = Monomial((0,)), Monomial((1,))


def numbers(*terms: Term) -> set[str]:
    return {name for name in variables(*terms) if name.startswith(SOME)}


def gauss() -> Term:
    return function("exp", neg(mul(s, s)))


def test_each_function_of_the_basis_has_a_number_of_its_own() -> None:
    """The integral of exp(-s^2) is one number, that of s exp(-s^2) another: both are parameters."""
    m = Made()
    found = restricted(m.subject(m.integral(mul(m.x(s), gauss()), s, 0, 1)), *elements(*BASIS, t=1))
    assert len(numbers(*found.outputs)) == 2
    assert numbers(*found.outputs) <= set(found.parameters)


def test_one_integral_is_one_number_wherever_it_stands() -> None:
    """Or a difference that is 0 would break laws."""
    m = Made()
    first = m.integral(mul(m.x(s), gauss()), s, 0, 1)
    second = m.integral(mul(gauss(), m.x(s)), s, 0, 1)
    found = restricted(m.subject(first, second), *elements(*BASIS, t=1))
    one, other = map(numbers, found.outputs)
    assert one == other


def test_other_limits_make_another_number() -> None:
    m = Made()
    first = m.integral(mul(m.x(s), gauss()), s, 0, 1)
    second = m.integral(mul(m.x(s), gauss()), s, 0, 2)
    found = restricted(m.subject(first, second), *elements(Monomial((0,)), t=1))
    one, other = map(numbers, found.outputs)
    assert not one & other


def test_what_is_delayed_with_its_limits_is_one_number() -> None:
    """exp(s) from 0 to 1 is exp(s - 2) from 2 to 3, and not exp(s - 2) from 2 to 4."""
    m = Made()
    later = function("exp", sub(s, const(2)))
    integrals = m.integral(function("exp", s), s, 0, 1), m.integral(later, s, 2, 3)
    found = restricted(m.subject(*integrals, m.integral(later, s, 2, 4)), *elements(t=1))
    one, delayed, longer = map(numbers, found.outputs)
    assert one == delayed
    assert one != longer


def test_a_number_does_not_hide_an_unknown_end() -> None:
    """From x(t) to x(t) + 1: the length is a number, and the integrand is not."""
    m = Made()
    start = m.x(var("t"))
    body = m.integral(gauss(), s, start, add(start, ONE))
    with pytest.raises(Rejected, match="no polynomial"):
        restricted(m.subject(body), *elements(Monomial((0,)), t=1))


def test_what_an_unknown_value_goes_into_is_no_number() -> None:
    """The integral of exp(c s) depends on c: as a parameter it could be anything."""
    m = Made()
    inner = function("exp", mul(m.x(var("t")), s))
    with pytest.raises(Rejected, match="no polynomial"):
        restricted(m.subject(m.integral(inner, s, 0, 1)), *elements(Monomial((0,)), t=1))
    with pytest.raises(Rejected, match="no polynomial"):  # nor with such an end
        body = m.integral(gauss(), s, 0, m.x(var("t")))
        restricted(m.subject(body), *elements(Monomial((0,)), t=1))


def test_nothing_is_a_number_where_the_function_vanishes() -> None:
    """Then the integral is 0, and what it comes to can be shown."""
    m = Made()
    found = restricted(m.subject(m.integral(mul(m.x(s), gauss()), s, 0, 1)), *elements(t=1))
    assert not numbers(*found.outputs, ONE)


@pytest.mark.parametrize("place", [sub(ONE, var("k")), add(ONE, var("k"))])
def test_a_sequence_has_a_value_a_whole_number_before_or_behind_a_place(place: Term) -> None:
    """x[1 - k] at whole k; at other k it has none, and the domain says so."""
    whole = eq(var("k"), function("floor", var("k")))
    for where in ((whole,), ()):
        m = sequence(parameters=("k",), where=where)
        found = restricted(m.subject(m.x(place)), *elements(Monomial((0,)), n=1))
        assert (found.outputs == (var(coefficient("x", 0)),)) is (where == (whole,))
