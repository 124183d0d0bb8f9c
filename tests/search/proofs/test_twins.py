"""Arguments that are one and the same, in disguise."""

from __future__ import annotations

import pytest

from symlin import equiv
from symlin.decision.verdict import Status

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cos(tanh(3*x))", "cos(sinh(3*x)/cosh(3*x))"),
        ("floor(5*tanh(x))", "floor(5*sinh(x)/cosh(x))"),
        ("sin(a*x + cosh(x)**2)", "sin(a*x + 1 + sinh(x)**2)"),
        ("((x + 1)**2)**1500", "(x**2 + 2*x + 1)**1500"),
    ],
)
def test_arguments_with_the_same_values_are_put_in_place_of_each_other(
    first: str, second: str
) -> None:
    """Normal forms keep them apart: that they are equal takes a proof of its own."""
    assert equiv(first, second, timeout=20).status is Status.PROVED


def test_arguments_that_agree_nearly_are_told_apart() -> None:
    """Floats agree to nine digits; the proof fails, and no function is changed."""
    claim = equiv("cos(tanh(x))", "cos(tanh(x) + x/10**12)", timeout=20)
    assert claim.status is not Status.PROVED
