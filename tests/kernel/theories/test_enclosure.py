"""Balls around closed numbers: they contain the number, and are declined where nothing is known."""

from __future__ import annotations

import mpmath
import pytest
from flint import arb, fmpq

from symlin.kernel.intervals import ANY, NEG, POS, ZERO, flip
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Atom, Poly, atom, atom_poly, constant_poly
from symlin.kernel.theories.enclosure import NoBall, enclose, sign_of_closed

pytestmark = pytest.mark.quick

PI = atom_poly(atom("pi"))
HALF = constant_poly(fmpq(1, 2))
THIRD = constant_poly(fmpq(-1, 3))
NEAR_ZERO = atom_poly(atom("sin", PI))
"""sin(pi), which the normal form would have known: every ball around it touches 0."""
pi = mpmath.pi


def over(kind: str, argument: object, exponent: Number = 1) -> Poly:
    return atom_poly(atom(kind, argument), exponent)


VALUES = {
    "pi": (PI, lambda: pi),
    "2 pi - 1/3": (PI.scaled(2) + THIRD, lambda: 2 * pi - mpmath.mpf(1) / 3),
    "exp(1/2)": (over("exp", HALF), lambda: mpmath.exp(0.5)),
    "exp(1/2)^(-3/2)": (over("exp", HALF, fmpq(-3, 2)), lambda: mpmath.exp(-0.75)),
    "log(1/2)": (over("log", HALF), lambda: mpmath.log(0.5)),
    "sin(1/2)^3": (over("sin", HALF, 3), lambda: mpmath.sin(0.5) ** 3),
    "cos(1/2)": (over("cos", HALF), lambda: mpmath.cos(0.5)),
    "atan(1/2)": (over("atan", HALF), lambda: mpmath.atan(0.5)),
    "asin(1/2)": (over("asin", HALF), lambda: mpmath.asin(0.5)),
    "erf(1/2)": (over("erf", HALF), lambda: mpmath.erf(0.5)),
    "1/pi": (over("inv", PI), lambda: 1 / pi),
    "root_3(1/2)": (over("root", (HALF, 3)), lambda: mpmath.root(0.5, 3)),
    "floor(pi)": (over("floor", PI), lambda: 3),
    "floor(-pi)": (over("floor", -PI), lambda: -4),
    "relu(pi)": (over("relu", PI), lambda: pi),
    "relu(-pi)": (over("relu", -PI), lambda: 0),
    "[pi > 0]": (over("pos", PI), lambda: 1),
    "[-pi > 0]": (over("pos", -PI), lambda: 0),
    "[1/2 > 0]": (over("pos", HALF), lambda: 1),
    "[pi = 0]": (over("nul", PI), lambda: 0),
    "max(0, 1/2, pi)": (over("max", (HALF, PI)), lambda: pi),
    "max(0, -pi, -1/3)": (over("max", (-PI, THIRD)), lambda: 0),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_ball_contains_its_number_and_little_else(name: str) -> None:
    p, reference = VALUES[name]
    with mpmath.workdps(60):
        ball = enclose(p, 128)
        found = mpmath.mpf(arb(ball.mid()).str(55, radius=False))
        assert abs(found - reference()) < mpmath.mpf(10) ** -35
        assert ball.rad() < arb("1e-35")
        assert ball.contains(arb(fmpq(int(reference() * 10**50), 10**50))) or ball.rad() > 0


DECLINED = {
    "log(0)": over("log", constant_poly(0)),
    "log(-1/3)": over("log", THIRD),
    "log of a ball around 0": over("log", NEAR_ZERO),
    "1/0": over("inv", constant_poly(0)),
    "1/(a ball around 0)": over("inv", NEAR_ZERO),
    "root of -1/3": over("root", (THIRD, 2)),
    "root of a ball around 0": over("root", (NEAR_ZERO, 2)),
    "asin(pi)": over("asin", PI),
    "floor of a ball around 0": over("floor", NEAR_ZERO),
    "[a ball around 0 > 0]": over("pos", NEAR_ZERO),
    "[a ball around 0 = 0]": over("nul", NEAR_ZERO),
    "a variable": over("var", "x"),
    "a function of another name": over("tan", HALF),
}


@pytest.mark.parametrize("name", DECLINED)
def test_where_a_function_jumps_or_ends_there_is_no_ball(name: str) -> None:
    with pytest.raises(NoBall):
        enclose(DECLINED[name] + HALF, 128)
    assert sign_of_closed(DECLINED[name] + HALF) == ANY


def test_a_ball_without_radius_is_the_number() -> None:
    """floor(pi) is 3, and whoever asks whether it is must hear so."""
    p = over("floor", PI) - constant_poly(3)
    assert enclose(p, 64) == 0
    assert sign_of_closed(p) == ZERO
    assert sign_of_closed(over("sin", PI)) == ANY


@pytest.mark.parametrize(("shift", "sign"), [(1, POS), (-1, NEG)])
def test_more_bits_are_tried_until_the_sign_is_certain(shift: int, sign: int) -> None:
    """pi to 200 digits, and one in the last place more or less."""
    with mpmath.workdps(220):
        digits = int(mpmath.floor(pi * mpmath.mpf(10) ** 200))
    near = PI - constant_poly(fmpq(digits if shift > 0 else digits + 1, 10**200))
    assert sign_of_closed(near) == sign
    assert sign_of_closed(-near) == flip(sign)


def test_atoms_that_occur_twice_are_computed_with_the_same_precision() -> None:
    shared: Atom = atom("exp", HALF)
    p = atom_poly(shared, 2) - atom_poly(shared).scaled(2)
    assert sign_of_closed(p) == NEG
