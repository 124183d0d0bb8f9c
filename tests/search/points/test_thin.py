"""Points of thin domains, and the map through them."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.values import holds
from symlin.kernel.walk import substitute
from symlin.search.points.thin import (
    MOST_SAMPLES,
    determinant,
    exact_samples,
    fitted,
    independent,
    is_thin,
)

from ..texts import facts, same, soon, subject, term


def test_samples_lie_in_the_domain_and_have_their_values() -> None:
    """Exactly: sqrt(3)/2 and not 0.866."""
    circle = subject("x + 2*y", "Eq(x**2 + y**2, 1)")
    samples = list(exact_samples(circle, soon()))
    assert 2 < len(samples) <= MOST_SAMPLES
    for sample in samples:
        at = dict(zip(circle.inputs, sample.point, strict=True))
        assert all(holds(g) for g in substitute(circle.domain, at))
        assert same(sample.values[0], substitute(circle.outputs, at)[0])


def test_a_domain_is_thin_where_every_alternative_has_an_equation() -> None:
    """x = 0 or x > 1 has neighbours."""
    assert is_thin(facts("Or(Eq(x, 0), Eq(x, 1))")) and is_thin(facts("x > y", "Eq(x*y, 1)"))
    assert not is_thin(facts("Or(Eq(x, 0), x > 1)")) and not is_thin(facts("x > 0"))


@pytest.mark.parametrize(
    ("text", "assume", "matrix"),
    [
        ("2**x", "Or(Eq(x, 1), Eq(x, 2))", ["2"]),
        ("x**2 + 3*y", "Or(And(Eq(x, 1), Eq(y, 0)), And(Eq(x, 0), Eq(y, 1)))", ["1", "3"]),
        ("Abs(x)*sqrt(2)", "Eq(x, -1)", ["-sqrt(2)"]),
    ],
)
def test_the_matrix_fits_all_samples(text: str, assume: str, matrix: list[str]) -> None:
    """Its entries need not be rational."""
    one = subject(text, assume)
    fit = fitted(one, list(exact_samples(one, soon())), offset=False)
    assert fit is not None
    assert all(same(e, term(t)) for e, t in zip(fit[0][0], matrix, strict=True))


def test_where_no_map_fits_there_is_none() -> None:
    """Three points of a parabola do not lie on a line."""
    three = subject("x**2", "Or(Eq(x, 1), Eq(x, 2), Eq(x, 3))")
    samples = list(exact_samples(three, soon()))
    assert fitted(three, samples, offset=True) is None
    assert fitted(three, [], offset=True) is None


def test_linear_algebra() -> None:
    """Rows that depend on each other are left out; determinants are exact."""
    assert independent([[1.0, 2.0], [2.0, 4.0], [0.0, 1.0]]) in (([1, 2], [1, 0]), ([1, 0], [1, 0]))
    assert same(determinant([[term("a"), term("b")], [term("1"), term("2")]]), term("2*a - b"))


def test_the_deadline_is_kept_between_points() -> None:
    """Each of them is a search."""
    with pytest.raises(OutOfTime):
        list(exact_samples(subject("x", "Eq(x, 1)"), Deadline(-1.0)))
