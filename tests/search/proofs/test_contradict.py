"""The prover: what it proves, the kernel accepts; what stays open comes back; limits are kept."""

from __future__ import annotations

import time

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.walk import substitute
from symlin.search.points.sampling import float_value
from symlin.search.proofs.branching import is_accepted
from symlin.search.proofs.contradict import Prover

from ..texts import facts, soon

EXCLUDING = [
    ["x > 0", "x < 0"],
    ["x > y", "y > z", "z > x"],
    ["Eq(x, y)", "x**2 > y**2"],
    ["Eq(x*y, 0)", "Ne(x, 0)", "y > 1"],
    ["Max(x, 0) < x"],
    ["Abs(x) < 0"],
    ["x > 0", "y > 0", "x*y < 0"],
    ["x**2 + y**2 < 2*x*y"],
    ["x > 1", "exp(x) < 2*x"],
    ["floor(x) > x"],
    ["Ne(sin(x), 2*sin(x/2)*cos(x/2))"],
    ["x > 0", "Ne(atan(x) + atan(1/x), pi/2)"],
    ["Abs(x + y) > Abs(x) + Abs(y)"],
]


@pytest.mark.quick
@pytest.mark.parametrize("conditions", EXCLUDING, ids=" and ".join)
def test_facts_that_exclude_each_other_have_a_proof(conditions: list[str]) -> None:
    """One for each kind of argument, and the kernel follows all of them."""
    given = facts(*conditions)
    proof = Prover(soon()).prove(given)
    assert proof is not None and is_accepted(given, proof)


@pytest.mark.parametrize("conditions", [["x > 0"], ["x > y", "y > x - 1"], ["x**2 > 2", "x < 0"]])
def test_facts_that_can_hold_have_none(conditions: list[str]) -> None:
    """What stays open is a case that has a point: a search that returned a proof would be wrong."""
    attempt = Prover(soon()).attempt(facts(*conditions))
    assert attempt.proof is None
    assert attempt.open_case is not None


def test_the_open_case_knows_what_was_substituted_on_the_way() -> None:
    """Whoever looks for a point of it has to find the values of what left, too."""
    given = facts("Eq(x, y + 1)", "y > 2")
    open_case = Prover(soon()).attempt(given).open_case
    assert open_case is not None
    values = dict(open_case.substituted)
    assert values.keys() == {"x"} or values.keys() == {"y"}
    for fact in substitute(given, values):
        assert float_value(fact, {"x": 5.0, "y": 4.0}, {}) is True


def test_nodes_are_counted_over_all_proofs_of_one_prover() -> None:
    """Dozens of short questions may not add up to a long one."""
    prover = Prover(soon(), most_nodes=1)
    assert prover.prove(facts("x > 0", "x < 0")) is not None
    assert prover.prove(facts("x > 0", "x < 0")) is None


def test_a_deadline_of_its_own_ends_in_no_proof() -> None:
    """A part of the time is over: whoever gave the part goes on with the rest."""
    assert Prover(Deadline(-1.0)).attempt(facts("x > 0")).proof is None


def test_the_end_of_all_time_is_passed_on() -> None:
    """An interruption that is not the prover's own is for whoever set it."""

    class Interrupted(Deadline):
        def check(self) -> None:
            raise OutOfTime

    with pytest.raises(OutOfTime):
        Prover(Interrupted(60.0)).prove(facts("x > 0"))


def test_a_long_question_ends_in_time() -> None:
    """Sums of many hinges have a case for each of their regions, and this one is open in all."""
    hinges = " + ".join(f"Abs(x - {k}*y)" for k in range(10))
    start = time.monotonic()
    assert Prover(Deadline(0.2)).prove(facts(f"{hinges} > y - x**2", f"{hinges} > x")) is None
    assert time.monotonic() - start < 5
