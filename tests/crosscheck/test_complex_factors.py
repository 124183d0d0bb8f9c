"""A complex factor that does not pass through is seen by numbers alone."""

from __future__ import annotations

import pytest

from symlin.crosscheck.complex_factors import contradiction
from symlin.reading.parse import parse_operator
from symlin.reading.spaces.declare import given_spaces


@pytest.mark.parametrize("text", ["conj(z)", "f(z: C) = z + 1", "f(z: C) = z**2"])
def test_what_turns_a_factor_round_is_seen(text: str) -> None:
    """A proof that conj(z) is linear over C would be contradicted."""
    found = contradiction(parse_operator(text), 0)
    assert found is not None
    assert "is not c f(z)" in found


@pytest.mark.parametrize("text", ["f(z: C) = (2 + 3i) z", "f(z: C) = w*z", "f(z: C^2) = fft(z)"])
def test_what_is_linear_over_c_is_left_alone(text: str) -> None:
    """Rounding is no contradiction."""
    spaces = given_spaces(["w: C"] if "w" in text else [])
    assert contradiction(parse_operator(text, spaces=spaces), 0) is None
