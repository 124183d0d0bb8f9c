"""Instances of the laws: each is one, and the simplest come first."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.exact.values import Probe
from symlin.kernel.claim import Law
from symlin.kernel.numbers import quotient
from symlin.search.points.instances import MOST_INSTANCES, Instance, instances, pairs, reach
from symlin.search.points.points import cost, plus, scaled
from symlin.search.points.stock import Stock

from ..texts import subject

POINTS = Stock(subject("x + y + relu(x)")).small
LINEAR_MAPS = [subject("3*x - 2*y"), subject("x + y/7")]


@pytest.mark.parametrize("law", [law for law in Law if law is not Law.EQUIVALENT])
def test_no_instance_refutes_a_linear_map(law: Law) -> None:
    """Weights and points fit together: the defect of what obeys the law is 0."""
    for one in LINEAR_MAPS:
        probe = Probe(one)
        for instance in list(instances(law, POINTS))[:400]:
            defect = instance.defect(probe, 0)
            assert defect is not None and not defect


def test_affine_maps_pass_the_affine_law_and_no_other() -> None:
    """An offset is seen at once by sums and multiples, and never by middles."""
    probe = Probe(subject("x + 1", inputs=["x", "y"]))
    for law, obeyed in [(Law.AFFINE, True), (Law.ADDITIVITY, False), (Law.HOMOGENEITY, False)]:
        first = next(instances(law, POINTS))
        assert (not first.defect(probe, 0)) == obeyed


def test_no_positive_homogeneity_by_negative_factors() -> None:
    """|x| is positively homogeneous: -1 is no factor."""
    probe = Probe(subject("Abs(x) + Abs(y)"))
    for instance in list(instances(Law.POSITIVE_HOMOGENEITY, POINTS))[:400]:
        assert not instance.defect(probe, 0)


def test_the_first_instances_are_simple() -> None:
    """A reader is shown f(0), or f(-1) + f(1)."""
    first = next(instances(Law.ADDITIVITY, POINTS))
    assert all(cost(p) <= cost(((0, 1),)) for p in first.points)


def test_pairs_are_bounded_and_no_point_is_forgotten() -> None:
    """Of hundreds of points only the foremost are paired, the others still have an instance."""
    many = [((0, k),) for k in range(1, 400)]
    assert len(pairs(many, MOST_INSTANCES, lambda p, q: (0,))) <= 1.1 * MOST_INSTANCES
    seen = {p for i in instances(Law.ADDITIVITY, many) for p in i.points}
    assert set(many) <= seen
    assert reach(0) == 2


def test_a_point_outside_the_domain_has_no_defect() -> None:
    """The law says nothing there, and no witness may come from it."""
    probe = Probe(subject("sqrt(x)"))
    outside = Instance((((0, -1),), ((0, 1),)), (1, 1))
    assert outside.defect(probe, 0) is None and not outside.in_domain(probe)


def test_a_domain_that_twice_a_point_leaves_has_multiples_on_its_axis() -> None:
    """Between 2 and 3 no double fits, but 5/2 is 5/4 of 2."""
    axis = [((0, 2),), ((0, fmpq(5, 2)),)]
    factors = {-i.weights[1] for i in instances(Law.POSITIVE_HOMOGENEITY, axis)}
    assert quotient(5, 4) in factors


def test_sums_are_sums() -> None:
    """The first point is the sum of the others, for all that are built."""
    for instance in list(instances(Law.ADDITIVITY, POINTS))[:200]:
        total, p, q = instance.points
        assert total == plus(p, q)
    for instance in list(instances(Law.AFFINE, POINTS))[:200]:
        middle, p, q = instance.points
        assert middle == scaled(fmpq(1, 2), plus(p, q))
