"""Rows of a combination: each is a fact, and none says more than the facts do."""

from __future__ import annotations

from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONNEG, POS, ZERO
from symlin.search.points.sampling import float_value, small_solutions
from symlin.search.proofs.sign_facts import (
    LONGEST,
    SignFact,
    form_bounds,
    maximum_bounds,
    sign_facts,
    with_cosines,
    with_products,
)

from ..texts import context, facts


def holds(row: SignFact, point: dict[str, float]) -> bool:
    """Whether the row's sign is right at a point."""
    value = float_value(to_term(row.p), point, {})
    assert isinstance(value, float)
    return {POS: value > -1e-12, NONNEG: value > -1e-12, ZERO: abs(value) < 1e-12}[row.mask]


def test_relations_are_oriented_to_be_positive() -> None:
    """x < 2 is 2 - x > 0; what differs from 0 has no side."""
    (row,) = sign_facts(context("x < 2"))
    assert row.mask == POS and row.p.constant == 2
    assert sign_facts(context("Ne(x, 0)")) == []


def test_all_rows_hold_wherever_the_facts_do() -> None:
    """Products, squares and bounds of atoms are consequences: a wrong one would prove anything."""
    given = facts("x > 0", "y >= x", "Eq(a, x + y)", "Max(x, y) < 3", "sin(x) + erf(y) > 0")
    known = Context(given)
    rows = sign_facts(known)
    rows += form_bounds(known, rows)
    rows += maximum_bounds(known, rows)
    points = [dict(p) for p in small_solutions(given, ("x", "y", "a"))]
    assert points
    for row in with_products(known, rows):
        assert all(holds(row, point) for point in points), row.factors


def test_every_angle_has_both_its_sine_and_its_cosine() -> None:
    """Their squares add up to 1, which a combination may need."""
    (row,) = sign_facts(context("sin(x) > 0"))
    assert [a.kind for a in with_cosines(a for m in row.p.terms for a, _ in m)] == ["sin", "cos"]


def test_no_row_is_longer_than_a_program_can_bear() -> None:
    """Products of long sums are left out."""
    long = " + ".join(f"x**{k}*y**{k % 7}" for k in range(1, 90))
    given = context(f"{long} > 0", f"{long} + z > 1")
    assert all(len(row.p.terms) < LONGEST for row in with_products(given, sign_facts(given)))
