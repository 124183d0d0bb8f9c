"""The search for one law of a function without parameters."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.values import holds
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.term import const
from symlin.kernel.walk import substitute
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING, Known

from .texts import facts, soon, subject

FUNCTIONS = {
    "3*x": dict.fromkeys(Law, "proved"),
    "Abs(x)": {Law.LINEAR: "refuted", Law.POSITIVE_HOMOGENEITY: "proved", Law.ODD: "refuted"},
    "x**3": {Law.ADDITIVITY: "refuted", Law.ODD: "proved", Law.AFFINE: "refuted"},
    "x + 1": {Law.AFFINE: "proved", Law.HOMOGENEITY: "refuted"},
    "tanh(x - 100000)": {Law.AFFINE: "refuted"},
    "sin(pi*x)": {Law.LINEAR: "refuted", Law.ODD: "proved"},
    "Max(x, y) + Min(x, y)": {Law.LINEAR: "proved"},
    "relu(x - 1000) - relu(x - 1001) - 1": {Law.LINEAR: "refuted", Law.AFFINE: "refuted"},
}
CLAIMS = [
    (text, law, status)
    for text, laws in FUNCTIONS.items()
    for law, status in laws.items()
    if law is not Law.EQUIVALENT
]


@pytest.mark.quick
@pytest.mark.parametrize(("text", "law", "status"), CLAIMS)
def test_every_finding_is_one_that_the_kernel_accepts(text: str, law: Law, status: str) -> None:
    """Proved or refuted, quickly or thoroughly."""
    one = subject(text)
    search = LawSearch(one)
    finding = search.quickly(law, soon()) or search.thoroughly(law, soon())
    assert finding.status == status and finding.certificate is not None
    check(one, law, status, finding.certificate)  # type: ignore[arg-type]


def test_quickly_leaves_open_what_takes_a_proof_by_cases() -> None:
    """The strategy then looks for disguises first."""
    hard = LawSearch(subject("Abs(x) + Abs(y) - Max(Abs(x + y), Abs(x - y)) + x"))
    assert hard.quickly(Law.LINEAR, soon()) is None
    assert hard.thoroughly(Law.LINEAR, soon()).status == "proved"


def test_parameters_are_left_to_the_refinement() -> None:
    """Points say nothing here that holds for all of them."""
    assert LawSearch(subject("a*x + b")).quickly(Law.LINEAR, soon()) is None


HARDLY = "x + Max(0, sin(x) + sin(sqrt(2)*x) - 1999/1000)"
"""Not linear, for the two waves are nearly 1 together far out, where no point is tried."""


def test_what_was_not_found_is_unknown_with_a_reason() -> None:
    """And claims nothing."""
    search = LawSearch(subject(HARDLY))
    finding = search.thoroughly(Law.LINEAR, soon(2.0))
    assert finding.status == "unknown" and finding.certificate is None and finding.reason


def test_points_that_another_law_broke_at_are_tried() -> None:
    """Where no list of points has them."""
    bump = LawSearch(subject("relu(1 - 1000*Abs(x - 1234567))"))
    told = Known(suspects=((const(1234567),),))
    finding = bump.thoroughly(Law.ODD, soon(), told)
    assert finding.status == "refuted"


def test_a_proof_that_breaks_down_says_where() -> None:
    """The next law begins there."""
    search = LawSearch(subject(HARDLY))
    finding = search.thoroughly(Law.LINEAR, soon(2.0))
    assert NOTHING.after(Law.LINEAR, finding).suspects == finding.suspects
    assert all(len(point) == 1 for point in finding.suspects)


def test_either_side_of_a_condition_has_values_or_neither_counts() -> None:
    """A condition that always holds is none."""
    search = LawSearch(subject("a*x", "a > 0"))
    (above,) = facts("a > 5")
    sides = search.sides(above)
    assert sides is not None and search.sides(above) is sides
    holding, failing = (holds(substitute((above,), dict(side))[0]) for side in sides)
    assert (holding, failing) == (True, False)
    assert search.sides(facts("a > -1")[0]) is None


def test_the_deadline_is_kept_between_instances() -> None:
    """And whoever set it hears of it."""
    search = LawSearch(subject("Abs(x)"))
    for find in (search.quickly, search.thoroughly):
        with pytest.raises(OutOfTime):
            find(Law.LINEAR, Deadline(-1.0))


def test_one_search_answers_with_whatever_deadline_it_is_given() -> None:
    """It holds none itself: the next law may have more time."""
    search = LawSearch(subject("Abs(x)"))
    with pytest.raises(OutOfTime):
        search.quickly(Law.LINEAR, Deadline(-1.0))
    found = search.quickly(Law.LINEAR, soon())
    assert found is not None and found.status == "refuted"
