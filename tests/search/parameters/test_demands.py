"""What a law demands of the parameters, the simplest first."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.claim import Law
from symlin.kernel.term import FALSE, Or
from symlin.search.laws import LawSearch
from symlin.search.parameters.demands import Demands, is_plain, shortest

from ..texts import facts, soon, subject


def demands(text: str, law: Law, *guards: str) -> Demands:
    """For the parameters that satisfy the guards."""
    return Demands(LawSearch(subject(text)), law, facts(*guards), soon())


def test_the_plainest_demand_is_taken() -> None:
    """leaky_relu demands alpha = 1 at any two points across the kink."""
    demand = demands("Piecewise((x, x > 0), (a*x, True))", Law.LINEAR).cheap()
    assert demand is not None and demand.guard == facts("Eq(a, 1)")[0]


def test_the_witness_of_a_demand_is_proved() -> None:
    """It breaks the law wherever the demand is not met."""
    demand = demands("a*Abs(x)", Law.ODD).cheap()
    assert demand is not None and demand.witness.proof is not None


def test_what_the_guards_say_already_is_not_demanded_again() -> None:
    """With a = 0 the law holds, and no point demands anything."""
    asked = demands("a*Abs(x)", Law.LINEAR, "Eq(a, 0)")
    assert asked.cheap() is None and asked.further() is None


def test_a_law_that_breaks_for_all_parameters_demands_the_impossible() -> None:
    """b**2 + 1 is never 0."""
    demand = demands("a*x + b**2 + 1", Law.LINEAR).cheap()
    assert demand is not None and demand.guard is FALSE


def test_of_alternatives_the_shortest_is_plain() -> None:
    """The others are cases to come."""
    (either,) = facts("Or(Eq(Max(a, b), 0), Eq(a, 1))")
    assert isinstance(either, Or)
    assert shortest(either) == facts("Eq(a, 1)")[0]
    assert is_plain(shortest(either)) and not is_plain(either)


def test_the_deadline_is_kept_between_instances() -> None:
    """Values with parameters take long."""
    search = LawSearch(subject("a*Abs(x)"))
    with pytest.raises(OutOfTime):
        Demands(search, Law.LINEAR, (), Deadline(-1.0)).further()
