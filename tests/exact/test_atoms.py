"""What facts are made of."""

from __future__ import annotations

from symlin.exact.atoms import all_atoms, angle_denominator, arguments, atoms_in_facts, relations
from symlin.kernel.facts import Context

from ..search.texts import context, facts, term


def test_relations_come_last_fact_first() -> None:
    """The last fact is the goal's negation: what is found there is closest to the question."""
    given = context("x > 1", "And(y > 2, z > 3)")
    assert relations(given)[-1] == facts("x > 1")[0]
    assert set(relations(given)) == set(facts("x > 1", "y > 2", "z > 3"))


def test_atoms_are_found_at_every_depth() -> None:
    """relu(exp(x) - y) has four."""
    p = Context(()).normal(term("relu(exp(x) - y)"))
    assert {a.kind for a in all_atoms(p)} == {"relu", "exp", "var"}
    assert len(all_atoms(p)) == 4
    assert all_atoms(p).keys() == atoms_in_facts(context("relu(exp(x) - y) > 0")).keys()


def test_a_variable_has_no_argument_and_a_maximum_has_several() -> None:
    """Both are walked by the same loop."""
    p = Context(()).normal(term("Max(x, y, z)"))
    counts = {a.kind: len(arguments(a)) for a in all_atoms(p)}
    assert counts["var"] == 0 and counts["max"] == 2


def test_angles_have_a_common_denominator() -> None:
    """Halves and thirds meet in sixths."""
    assert angle_denominator(context("sin(x/2) > cos(x/3)")) == 6
    assert angle_denominator(context("x/2 > y/3")) == 1
