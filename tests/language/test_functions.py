"""Every function of the language against SymPy's own value, inside and outside its domain."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy

from symlin.kernel.term import PI, ZERO, const, maximum, neg, var
from symlin.language import translate
from symlin.language.sympy.numeric import reference
from symlin.language.sympy.to_sympy import sympy_of
from symlin.language.syntax import parse
from symlin.language.vocabulary import BUILTINS

from .values import agree, mp, value

pytestmark = pytest.mark.quick

POINTS = [Fraction(p) for p in ("-5/2", "-2", "-1", "-1/2", "0", "1/3", "1", "3/2", "3")]
UNARY = [
    name for name, b in BUILTINS.items() if b.least == 1 and name not in ("Rational", "Integer")
]
SYMPY = [
    "log(x, y)",
    "Heaviside(x, y)",
    "Mod(x, y)",
    "atan2(x, y)",
    "x**y",
    "x % y",
    "Max(x, y)",
    "Min(x, y)",
    "max(x, y)",
    "min(x, y)",
    "x/y",
    "x**2/y",
]
TWO = [*SYMPY, "x // y", "0*(1/x) + y", "x**3/x**2 + y"]
POWERS = [
    "x**2",
    "x**-2",
    "x**0",
    "x**(1/2)",
    "x**(2/3)",
    "x**(-1/3)",
    "x**0.5",
    "2**x",
    "(1/2)**x",
    "0**x",
    "(-2)**x",
    "(-1/2)**x",
    "E**x",
    "pi**x",
    "1**x",
    "x**x",
    "x**pi",
    "(x**2)**(1/2)",
    "sqrt(x)**2",
    "(1/x)**0",
    "exp(log(x))",
    "log(exp(x))",
    "(x - x)**x",
    "root(x, 3)",
    "root(x, -2)",
    "root(x, 1)",
    "Pow(x, 3)",
]


CALLED = {
    "abs": sympy.Abs,
    "max": sympy.Max,
    "min": sympy.Min,
    "log1p": lambda u: sympy.log(1 + u),
    "expm1": lambda u: sympy.exp(u) - 1,
}
"""What SymPy has by another name, or not at all."""


def exact(name: str, point: Fraction) -> object:
    """SymPy's own value, by its own constructors; None where it is not real or not finite."""
    argument = sympy.Rational(point.numerator, point.denominator)
    return as_number(CALLED.get(name, getattr(sympy, name, None))(argument))


def as_number(found: object) -> object:
    found = sympy.sympify(found).evalf(40)
    if found.is_real is not True or found.is_finite is not True:
        return None
    return Fraction(found.p, found.q) if found.is_Rational else mp.mpf(str(found))


def term_value(text: str, **point: Fraction) -> object:
    return value(translate.terms(parse(text))[0], point)


def sympy_value(text: str, **point: Fraction) -> object:
    """By the reference that operators carry: SymPy's tree, evaluated apart from the term."""
    found = reference([sympy_of(parse(text))], list(point))(point)[0]
    return None if math.isnan(found) else found


@pytest.mark.parametrize("name", UNARY)
def test_function_has_sympys_value_and_domain(name: str) -> None:
    for point in POINTS:
        mine = term_value(f"{name}(x)", x=point)
        assert agree(mine, exact(name, point)), (name, point, mine)


@pytest.mark.parametrize("text", TWO)
def test_function_of_two_arguments_has_sympys_value_and_domain(text: str) -> None:
    for x in POINTS:
        for y in POINTS:
            x_, y_ = (sympy.Rational(v.numerator, v.denominator) for v in (x, y))
            mine = term_value(text, x=x, y=y)
            assert agree(mine, sympy_value(text, x=x, y=y)), (text, x, y, mine)
            if text in SYMPY and mine is not None:
                python = {"x": x_, "y": y_, "max": sympy.Max, "min": sympy.Min}
                assert agree(mine, as_number(eval(text, vars(sympy) | python))), (text, x, y)


@pytest.mark.parametrize("text", POWERS)
def test_power_has_sympys_value_and_domain(text: str) -> None:
    for x in POINTS:
        mine = term_value(text, x=x)
        assert agree(mine, sympy_value(text, x=x)), (text, x, mine)


def test_x_cubed_over_x_squared_has_no_value_at_zero() -> None:
    assert term_value("x**3/x**2", x=Fraction(0)) is None
    assert term_value("x**3/x**2", x=Fraction(2)) == 2


def test_zero_times_an_undefined_value_is_undefined() -> None:
    assert term_value("0*(1/x)", x=Fraction(0)) is None
    assert term_value("0*log(x)", x=Fraction(-1)) is None


def test_real_root_of_odd_degree_takes_negative_numbers() -> None:
    assert term_value("real_root(x, 3)", x=Fraction(-8)) == -2
    assert term_value("real_root(x, 2)", x=Fraction(-4)) is None
    assert term_value("root(x, 3)", x=Fraction(-8)) is None


def test_decimal_is_its_exact_fraction() -> None:
    assert translate.terms(parse("0.1"))[0] is const(translate.terms(parse("1/10"))[0].value)
    assert translate.terms(parse("1e-3*x"))[0] is translate.terms(parse("x/1000"))[0]


def test_constants_are_folded_exactly() -> None:
    folded = {
        "sqrt(9/4)": "3/2",
        "8**(1/3)": "2",
        "floor(-7/2)": "-4",
        "Abs(-3)": "3",
        "Max(1, 2) + Min(1, 2)": "3",
        "exp(0)": "1",
        "log(1)": "0",
        "7 % 3": "1",
        "-7 // 2": "-4",
        "Rational(1, 3) + Integer(2)": "7/3",
        "sign(-2)": "-1",
        "2**-2": "1/4",
        "ceiling(3/2)": "2",
    }
    for text, number in folded.items():
        assert translate.terms(parse(text))[0] is translate.terms(parse(number))[0], text


def test_min_is_the_opposite_of_a_max() -> None:
    x = var("x")
    assert translate.terms(parse("Min(x, 0)"))[0] is neg(maximum(neg(x), ZERO))


def test_pi_is_the_kernels() -> None:
    assert translate.terms(parse("pi"))[0] is PI


def test_piecewise_reads_a_guard_only_when_it_gets_there() -> None:
    text = "Piecewise((1, x > 0), (2, 1/x < 0), (3, True))"
    assert term_value(text, x=Fraction(1)) == 1
    assert term_value(text, x=Fraction(-1)) == 2
    assert term_value(text, x=Fraction(0)) is None


def test_conditions_follow_kleene() -> None:
    for text, expected in {
        "Piecewise((1, Or(x >= 0, 1/x > 0)), (2, True))": 1,
        "Piecewise((1, And(x > 0, 1/x > 0)), (2, True))": 2,
        "Piecewise((1, And(x >= 0, 1/x > 0)), (2, True))": None,
        "Piecewise((1, Not(1/x > 0)), (2, True))": None,
        "Piecewise((1, Xor(x >= 0, x > 0)), (2, True))": 1,
        "Piecewise((1, ITE(x > 0, 1/x > 0, x <= 0)), (2, True))": 1,
    }.items():
        assert term_value(text, x=Fraction(0)) == expected, text
