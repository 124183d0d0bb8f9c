"""Conditions of transcendental functions, which derivatives tell and points do not."""

from __future__ import annotations

import pytest

from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.language.printing import guard_to_text
from symlin.reading.parse import parse_operator


@pytest.mark.parametrize(
    ("text", "assume", "condition"),
    [
        pytest.param("atan(a*x) - atan(b*x)", [], "Eq(a, b)", marks=pytest.mark.slow),
        ("sin(a*x) + 2*x", [], "Eq(a, 0)"),
        ("x**a", ["x > 0"], "Or(Eq(a, 0), Eq(a, 1))"),
        ("erf(a*x + b)", [], "Eq(a, 0)"),
    ],
)
def test_derivatives_say_for_which_parameters_a_function_is_affine(
    text: str, assume: list[str], condition: str
) -> None:
    """Wherever x is, its defect is 0 for other parameters as well."""
    theorem = decide(parse_operator(text, assume=assume), 60).claims[Law.AFFINE].theorem
    assert theorem is not None and theorem.condition is not None
    assert guard_to_text(theorem.condition) == condition
