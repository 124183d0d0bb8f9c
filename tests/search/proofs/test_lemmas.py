"""Facts about floors, whole numbers and exponentials."""

from __future__ import annotations

from symlin.exact.atoms import atoms_in_facts
from symlin.kernel.contradiction import lemma_fact
from symlin.search.points.sampling import float_value
from symlin.search.proofs.lemmas import MOST_LEMMAS, bounds, integer_split, whole_form
from symlin.search.proofs.sign_facts import sign_facts

from ..texts import context, soon

POINTS = [{"x": x, "y": y} for x in (-1.5, -0.25, 0.0, 0.75, 2.0) for y in (-2.0, 0.5, 1.0)]


def test_lemmas_always_hold() -> None:
    """They are facts without premises: one that failed at a point would prove anything."""
    given = context("floor(x) > y", "exp(x) < 1 + y", "2*sin(x + y) > 1")
    steps = bounds(given, atoms_in_facts(given))
    assert {step.name for step in steps} >= {"floor", "exp", "sin"}
    for step in steps:
        for point in POINTS:
            assert float_value(lemma_fact(step), point, {}) is True


def test_no_more_than_so_many_of_a_kind() -> None:
    """Each is a row of every later program."""
    given = context(" + ".join(f"floor(x + y/{k})" for k in range(2, 30)) + " > 0")
    floors = [s for s in bounds(given, atoms_in_facts(given)) if s.name == "floor"]
    assert len(floors) == MOST_LEMMAS


def test_a_form_in_floors_is_whole_after_scaling() -> None:
    """floor(x)/2 + floor(y)/3 is a sixth of a whole number; x is none."""
    (row,) = sign_facts(context("floor(x)/2 + floor(y)/3 > 1/4"))
    whole = whole_form(row.p)
    assert whole is not None and all(int(c) == c for c in whole[0].terms.values())
    (other,) = sign_facts(context("x + floor(y) > 1"))
    assert whole_form(other.p) is None


def test_whole_numbers_between_bounds_are_told_apart() -> None:
    """1 < floor(x) < 4 leaves 2 and 3: one split says which."""
    given = context("floor(x) > 1", "floor(x) < 4")
    step = integer_split(given, atoms_in_facts(given), soon())
    assert step is not None and step.name == "integer" and step.bound == 2
    free = context("floor(x) > 1")
    assert integer_split(free, atoms_in_facts(free), soon()) is None
