"""What one instance demands of the parameters."""

from __future__ import annotations

from symlin.exact.values import Probe
from symlin.kernel.claim import Law
from symlin.kernel.term import FALSE
from symlin.search.points.demand import demand_of
from symlin.search.points.instances import Instance

from ..texts import facts, subject

TWICE = Instance((((0, 2),), ((0, 1),)), (1, -2))
"""f(2) = 2 f(1)."""
ACROSS = Instance((((0, -1),), ((0, 1),)), (1, 1))
"""f(-1) = -f(1)."""


def test_a_defect_in_parameters_is_a_demand() -> None:
    """a x + b doubles from 1 to 2 only if b = 0."""
    demand = demand_of(Law.HOMOGENEITY, Probe(subject("a*x + b")), TWICE)
    assert demand is not None and demand.guard == facts("Eq(b, 0)")[0]


def test_a_defect_that_is_never_0_breaks_the_law() -> None:
    """Whatever a is, a**2 + 1 is not 0."""
    demand = demand_of(Law.HOMOGENEITY, Probe(subject("x + a**2 + 1")), TWICE)
    assert demand is not None and demand.guard is FALSE
    assert demand.witness.points[0].keys() == {"x"}


def test_an_instance_that_the_law_passes_demands_nothing() -> None:
    """Nor does one that lies outside the domain."""
    assert demand_of(Law.HOMOGENEITY, Probe(subject("a*x")), TWICE) is None
    assert demand_of(Law.HOMOGENEITY, Probe(subject("sqrt(x)")), ACROSS) is None


def test_facts_about_the_parameters_are_heeded() -> None:
    """With b = 0 given, nothing is left to demand."""
    one = subject("a*x + b")
    assert demand_of(Law.HOMOGENEITY, Probe(one, facts("Eq(b, 0)")), TWICE) is None


def test_transcendental_values_are_told_by_balls() -> None:
    """exp(1) + exp(-1) is not 0; a defect too small for the first precision shows at the next."""
    wave = Probe(subject("exp(x)"))
    assert demand_of(Law.ODD, wave, ACROSS) is not None
    faint = Probe(subject("x + exp(-300 + x)"))
    assert demand_of(Law.ODD, faint, ACROSS, (128,)) is None
    assert demand_of(Law.ODD, faint, ACROSS, (128, 2048)) is not None


def test_two_functions_are_compared_output_by_output() -> None:
    """Equivalence has f in the first half of the outputs, g in the second."""
    at_one = Instance((((0, 1),),), (1,))
    same, other = subject("[x, x]"), subject("[x, 2*x]")
    assert demand_of(Law.EQUIVALENT, Probe(same), at_one) is None
    assert demand_of(Law.EQUIVALENT, Probe(other), at_one) is not None
