"""Points in pieces of several inputs, which move with the parameters."""

from __future__ import annotations

import pytest

from symlin import equiv

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("piece", "condition"),
    [
        ("(x > y) & (y > w)", None),
        ("(x + y > a) & (x - y > b)", None),
        ("(x > y) & (y > a) & (x < b)", "a >= b"),
        ("(2*x >= y + a) & (y >= x) & (x <= 0)", "a > 0"),
    ],
)
def test_a_piece_is_empty_only_for_the_parameters_that_leave_no_room(
    piece: str, condition: str | None
) -> None:
    """No fixed point lies in it for all of the others."""
    claim = equiv(f"Piecewise((1, {piece}), (0, True))", "0", inputs=["x", "y"], timeout=20)
    if condition is None:
        assert claim.status.value == "refuted"
    else:
        assert claim.status.value == "conditional" and str(claim.condition) == condition
