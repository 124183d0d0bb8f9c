"""What the constructors of terms and guards build has the value that their names say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.term import FALSE, ONE, TRUE, ZERO, Guard, Term, const, var

from .kernel_reference import close, holds, partial_value

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
A, B = k.gt(x), k.ge(y, ONE)
POINTS = [(Fraction(a), Fraction(b)) for a in (-2, 0, 1, Fraction(3, 2)) for b in (-1, 0, 1, 4)]
Value = Fraction | None


def ratio(a: Value, b: Value) -> Value:
    return None if a is None or not b else a / b


MEANINGS: dict[str, tuple[Term, Callable[[Fraction, Fraction], Value]]] = {
    "x/y": (k.div(x, y), ratio),
    "1/x": (k.power(x, -1), lambda a, b: ratio(Fraction(1), a)),
    "x**-3": (k.power(x, -3), lambda a, b: ratio(Fraction(1), a**3)),
    "x**0": (k.power(x, 0), lambda a, b: Fraction(1)),
    "x**2": (k.power(x, 2), lambda a, b: a**2),
    "x - y": (k.sub(x, y), lambda a, b: a - b),
    "-x": (k.neg(x), lambda a, b: -a),
    "x + 2 + y + x": (k.add(x, const(2), k.add(y, x)), lambda a, b: 2 * a + b + 2),
    "3 (x - y/2 + 1)": (
        k.scale(3, k.add(x, k.scale(fmpq(-1, 2), y), ONE)),
        lambda a, b: 3 * (a - b / 2 + 1),
    ),
    "2 x (3 y) x": (k.mul(const(2), x, k.scale(3, y), x), lambda a, b: 6 * a * a * b),
    "2 (x y) y": (k.mul(const(2), k.mul(x, y), y), lambda a, b: 2 * a * b * b),
    "(2 x y) 5": (k.mul(k.scale(2, k.mul(x, y)), const(5)), lambda a, b: 10 * a * b),
    "0 (1/x)": (k.mul(ZERO, k.power(x, -1)), lambda a, b: None if a == 0 else Fraction(0)),
    "max(x, y)": (k.maximum(x, y), max),
    "min(x, y)": (k.minimum(x, y), min),
    "max(x, y, 1)": (k.maximum(x, y, ONE), lambda a, b: max(a, b, Fraction(1))),
    "x if x > 0, y if y >= 1": (
        k.piecewise((x, A), (y, B)),
        lambda a, b: a if a > 0 else b if b >= 1 else None,
    ),
    "|x|": (k.function("abs", x), lambda a, b: abs(a)),
    "2 x + 3 y + 5": (k.linear_combination([2, 3], [x, y], 5), lambda a, b: 2 * a + 3 * b + 5),
    "0/0 in a sum": (k.linear_combination([0], [k.div(x, x)]), lambda a, b: ratio(a * 0, a)),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_terms_mean_what_they_are_called(name: str) -> None:
    term, meaning = MEANINGS[name]
    for a, b in POINTS:
        expected, found = meaning(a, b), partial_value(term, {"x": a, "y": b})
        if expected is None or found is None:
            assert found is expected
        else:
            assert close(found, expected)


GUARDS: dict[str, tuple[Guard, Callable[[Fraction, Fraction], bool]]] = {
    "x = y": (k.eq(x, y), lambda a, b: a == b),
    "x != y": (k.ne(x, y), lambda a, b: a != b),
    "x > y": (k.gt(x, y), lambda a, b: a > b),
    "x >= y": (k.ge(x, y), lambda a, b: a >= b),
    "A and B": (k.conjunction(A, B), lambda a, b: a > 0 and b >= 1),
    "A or B": (k.disjunction(A, B), lambda a, b: a > 0 or b >= 1),
    "A and (B and x = y)": (
        k.conjunction(A, k.conjunction(B, k.eq(x, y))),
        lambda a, b: a > 0 and b >= 1 and a == b,
    ),
    "A or (B or x = y)": (
        k.disjunction(A, k.disjunction(B, k.eq(x, y))),
        lambda a, b: a > 0 or b >= 1 or a == b,
    ),
    "nothing at all": (k.conjunction(), lambda a, b: True),
    "none of nothing": (k.disjunction(), lambda a, b: False),
}


@pytest.mark.parametrize("name", GUARDS)
def test_guards_and_their_negations_mean_what_they_are_called(name: str) -> None:
    guard, meaning = GUARDS[name]
    for a, b in POINTS:
        at = {"x": a, "y": b}
        assert holds(guard, at) is meaning(a, b)
        assert holds(k.negation(guard), at) is not meaning(a, b)


def test_what_is_one_thing_is_not_wrapped() -> None:
    """Certificates name terms by their place in a table, so every term has one shape."""
    assert k.add(x) is k.mul(x) is k.power(x, 1) is k.maximum(x) is k.minimum(x) is x
    assert k.scale(1, x) is k.mul(ONE, x) is k.mul(x, ONE) is k.add(x, ZERO) is x
    assert k.conjunction(A) is k.disjunction(A) is k.conjunction(A, TRUE, A) is A
    assert k.disjunction(A, FALSE, A) is k.negation(k.negation(A)) is A
    assert k.conjunction(A, FALSE) is k.conjunction(FALSE, B, A) is k.disjunction(FALSE) is FALSE
    assert k.disjunction(A, TRUE) is k.disjunction(TRUE, B, A) is k.conjunction(TRUE) is TRUE


def test_numbers_are_folded() -> None:
    assert k.add() is ZERO and k.mul() is ONE
    assert k.mul(const(2), const(3)) is k.add(const(2), const(4)) is const(6)
    assert k.power(const(2), -2) is const(fmpq(1, 4))
    assert k.power(ZERO, 0) is ONE and k.power(ZERO, 2) is ZERO
    assert k.linear_combination([], [], 7) is k.scale(7, ONE) is const(7)
    assert partial_value(k.power(ZERO, -1), {}) is None, "1/0 has no value, and is not folded"


@pytest.mark.parametrize(
    "build",
    [
        lambda: k.linear_combination([1], [x, y]),
        lambda: k.linear_combination([1, 2], [x]),
        lambda: k.power(x, fmpq(1, 2)),  # type: ignore[arg-type]
        lambda: k.root(x, 1),
        lambda: k.root(x, fmpq(5, 2)),  # type: ignore[arg-type]
        k.maximum,
        lambda: k.function("tan", x),
        lambda: k.function("pi", x),
        lambda: k.relation("<", x),  # type: ignore[arg-type]
        lambda: const(0.5),  # type: ignore[arg-type]
    ],
)
def test_what_has_no_meaning_is_not_built(build: Callable[[], object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        build()
