"""Points that depend on each other, and values that do not."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.search.points.dependence import dependent_witness
from symlin.search.points.thin import exact_samples

from ..texts import soon, subject


@pytest.mark.parametrize(
    ("text", "assume", "law"),
    [
        ("x**2", "Or(Eq(x, 1), Eq(x, 3))", Law.LINEAR),
        ("x**2", "Or(Eq(x, 1), Eq(x, 3), Eq(x, 4))", Law.AFFINE),
        ("x*y", "Eq(x**2 + y**2, 1)", Law.LINEAR),
    ],
)
def test_a_dependence_that_the_values_do_not_share_breaks_the_law(
    text: str, assume: str, law: Law
) -> None:
    """Neither sums nor multiples of these points lie in the domain."""
    one = subject(text, assume)
    witness = dependent_witness(one, law, list(exact_samples(one, soon())), soon())
    assert witness is not None
    check(one, law, "refuted", witness)


def test_values_of_a_linear_map_share_every_dependence() -> None:
    """On a circle, too."""
    one = subject("2*x + 3*y", "Eq(x**2 + y**2, 1)")
    samples = list(exact_samples(one, soon()))
    assert dependent_witness(one, Law.LINEAR, samples, soon()) is None


def test_two_points_of_a_line_are_always_affine() -> None:
    """Two points of one dimension determine an affine map."""
    one = subject("x**2", "Or(Eq(x, 1), Eq(x, 3))")
    assert dependent_witness(one, Law.AFFINE, list(exact_samples(one, soon())), soon()) is None


def test_the_deadline_is_kept_between_sets() -> None:
    """There are hundreds of them."""
    one = subject("x**2", "Or(Eq(x, 1), Eq(x, 3))")
    with pytest.raises(OutOfTime):
        dependent_witness(one, Law.LINEAR, list(exact_samples(one, soon())), Deadline(-1.0))
