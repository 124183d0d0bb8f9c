"""Where smooth functions change most."""

from __future__ import annotations

from symlin.kernel.term import const
from symlin.search.points.centres import MOST_ARGUMENTS, centres

from ..texts import subject


def test_zeros_and_vertices_of_arguments() -> None:
    """Far from where small numbers look."""
    assert (const(10_000),) in list(centres(subject("tanh(x - 10000)")))
    assert (const(123), const(-7)) in list(centres(subject("exp(-(x - 123)**2 - (y + 7)**2)")))


def test_kinks_and_waves_are_found_by_other_means() -> None:
    """They have no centre, or one in every place."""
    assert not list(centres(subject("Abs(x - 5)"))) and not list(centres(subject("sin(x - 5)")))


def test_no_more_than_so_many_functions() -> None:
    """Each centre is tried with dozens of instances."""
    many = " + ".join(f"exp(x - {k})" for k in range(1, 50))
    assert len(list(centres(subject(many)))) <= MOST_ARGUMENTS


def test_coefficients_that_are_not_rational_are_rounded_as_finely_as_the_function_needs() -> None:
    """tanh(pi x - 1) bends at 1/pi: 1/3 is as good, and reads better."""
    ((value,),) = centres(subject("tanh(pi*x - 1)"))
    assert abs(float(value.value) - 0.3183) < 0.05  # type: ignore[union-attr]
