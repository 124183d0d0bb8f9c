"""Formulas over unknown polynomials of bounded degree, read into coefficients."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.language.printing import term_to_text
from symlin.reading.parse import parse_operator
from symlin.reading.spaces.declare import given_spaces

from ...conftest import first

Of = Callable[[Polynomial], Polynomial]
Made = tuple[str, Of]


def read(text: str, *spaces: str) -> Operator:
    """The operator of a text, with spaces as on the command line."""
    return parse_operator(text, spaces=given_spaces(spaces))


def formula(random: Random, depth: int) -> Made:
    """A random formula in p and x, with its meaning in NumPy."""
    if depth == 0:
        return random.choice([
            ("p(x)", lambda p: p), ("p", lambda p: p), ("x", lambda p: Polynomial([0, 1])),
            ("3", lambda p: Polynomial([3])), ("p'", lambda p: p.deriv()),
        ])  # fmt: skip
    a, f = formula(random, random.randrange(depth))
    b, g = formula(random, random.randrange(depth))
    k = random.choice([-1, 2])
    return random.choice([
        (f"({a} + {b})", lambda p: f(p) + g(p)),
        (f"({a} - {b})", lambda p: f(p) - g(p)),
        (f"({a})*({b})", lambda p: f(p) * g(p)),
        (f"({a})**2", lambda p: f(p) ** 2),
        (f"p(x + {k})", lambda p: p(Polynomial([k, 1]))),
        (f"p({k}*x)", lambda p: p(Polynomial([0, k]))),
        (f"p''({k})", lambda p: Polynomial([p.deriv(2)(k)])),
        (f"p({a})" if depth < 2 else "p(x**2)",
         (lambda p: p(f(p))) if depth < 2 else (lambda p: p(Polynomial([0, 0, 1])))),
        (f"Derivative({a}, x)", lambda p: f(p).deriv()),
        (f"diff({a}, x, 2)", lambda p: f(p).deriv(2)),
        ("Integral(p(s)*s, (s, 0, x))", lambda p: (p * Polynomial([0, 1])).integ()),
        (f"Integral({a}, (x, {k}, 3))", lambda p: Polynomial([f(p).integ()(3) - f(p).integ()(k)])),
        ("Sum(p(n)*x, (n, 0, 2))", lambda p: Polynomial([0, p(0) + p(1) + p(2)])),
        ("x**2*p(1/x)", lambda p: Polynomial(p.coef[::-1])),
        ("(p(x) - p(2))/(x - 2)", lambda p: (p - p(2)) // Polynomial([-2, 1])),
    ])  # fmt: skip


@pytest.mark.parametrize("seed", first(80, range(200)))
def test_coefficients_are_those_of_numpy(seed: int) -> None:
    """A power that is off by one would give another matrix."""
    random = Random(seed)
    text, of = formula(random, random.choice([1, 2]))
    operator = read(f"T(p: P2)(x) = {text}")
    numbers = np.random.default_rng(seed)
    for _ in range(2):
        coefficients = numbers.uniform(-2, 2, 3)
        point = dict(zip(operator.inputs, coefficients.tolist(), strict=True))
        expected = of(Polynomial(coefficients)).coef.tolist()
        size = max(len(expected), len(operator.outputs))
        expected += [0.0] * (size - len(expected))
        program = Program(operator.outputs, Floats())
        found = program.pick(program.slots(point))
        found += [0.0] * (size - len(found))
        assert operator.reference is not None
        second = [float(value) for value in operator.reference(point)]
        second += [math.nan] * (size - len(second))
        for left, right, other in zip(found, expected, second, strict=True):
            tolerance = 1e-7 * max(1, *map(abs, expected))
            assert abs(left - right) <= tolerance, text
            assert math.isnan(other) or abs(other - right) <= tolerance, text


OUTPUTS: Mapping[tuple[str, ...], list[str]] = {
    ("p(x+1)", "p: P2"): ["p0 + p1 + p2", "p1 + 2*p2", "p2"],
    ("p(0)", "p: P2"): ["p0"],
    ("p(a)", "p: P1"): ["p0 + p1*a"],
    ("Integral(p(s), (s, 0, 1))", "p: P1"): ["p0 + p1/2"],
    ("T(p: P2) = p'", ): ["p1", "2*p2"],
    ("T(p: P2)(t) = t*p''(t)", ): ["0", "2*p2"],
    ("T(p) = p''", "p: P2"): ["2*p2"],
    ("x**2*p(1/x)", "p: P2"): ["p2", "p1", "p0"],
    ("Derivative(p(x), x, x, x)", "p: P2"): ["0"],
    ("Max(p(0), 0)*x", "p: P1"): ["0", "Max(p0, 0)"],
    ("q*p", "p: P0", "q: P1"): ["q0*p0", "q1*p0"],
}  # fmt: skip


@pytest.mark.parametrize("text", OUTPUTS, ids=" ".join)
def test_each_coefficient_is_what_the_formula_says(text: tuple[str, ...]) -> None:
    """The outputs are the coefficients from the lowest power up, or a single number."""
    assert list(map(term_to_text, read(*text).outputs)) == OUTPUTS[text]


REFUSED: Mapping[tuple[str, ...], str] = {
    ("p(x)/x", "p: P2"): "negative powers stay",
    ("p(x)/(x + 1)", "p: P2"): "something is left over",
    ("sin(p(x))", "p: P2"): "is no polynomial",
    ("x**p(0)", "p: P2"): "expected a whole exponent",
    ("p(x + t)", "p: P2"): "which is the variable?",
    ("Integral(p(s), s)", "p: P2"): "write the limits",
    ("Integral(p(1/s), (s, 1, 2))", "p: P2"): "negative power",
    ("Piecewise((p(x), x > 0), (0, True))", "p: P2"): "a condition of what holds x",
    ("p(x, 1)", "p: P2"): "p is of one number",
    ("T(p: P2, A: 2x2) = p",): "A is no polynomial",
    ("T(x: R^3) = x*p(0)", "p: P2"): "x is no polynomial",
    ("T(p: P99) = p",): "degree 50 at most",
    ("[p(0), p(1)]", "p: P2"): "one output",
}


@pytest.mark.parametrize("text", REFUSED, ids=" ".join)
def test_what_is_no_polynomial_is_refused(text: tuple[str, ...]) -> None:
    """Whatever leaves the space has no matrix, and is not cut off in silence."""
    with pytest.raises(InputError) as caught:
        read(*text)
    assert REFUSED[text] in caught.value.message
