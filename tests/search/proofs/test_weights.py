"""What a sum of squares may be made of."""

from __future__ import annotations

from symlin.kernel.facts import Context
from symlin.search.proofs.sign_facts import sign_facts
from symlin.search.proofs.weights import MOST_BASIS, at, degree, products, weights

from ..texts import context

EMPTY = Context(())


def poly(text: str) -> object:
    """A polynomial that is said to be positive."""
    (row,) = sign_facts(context(f"{text} > 0"))
    return row.p


def test_bases_have_half_the_degree() -> None:
    """x**4 + y**4 + 1 comes from squares of polynomials of degree 2."""
    target = poly("x**4 + y**4 + x*y + 1")
    (weight,) = weights(EMPTY, target, []) or []
    assert max(map(degree, weight.basis)) == 2
    assert all(degree(p) <= 4 for row in products(EMPTY, weight) for p in row)


def test_squares_that_nothing_can_cancel_are_left_out() -> None:
    """x**4 does not occur in x**2 + y**4, and comes from x**2 x**2 alone."""
    (weight,) = weights(EMPTY, poly("x**2 + y**4 + 1"), []) or []
    powers = {(a.argument, e) for p in weight.basis for m in p.terms for a, e in m}
    assert powers == {("x", 1), ("y", 1), ("y", 2)}


def test_bases_vanish_where_the_target_does() -> None:
    """(x - 1)**2 is 0 at 1, and so is each of its squares."""
    target = poly("x**2 - 2*x + 1 + 0*y")
    (weight,) = weights(EMPTY, target, []) or []
    (atom,) = {a for m in target.terms for a, _ in m}  # type: ignore[attr-defined]
    assert all(at(p, {atom: 1}) == 0 for p in weight.basis)  # type: ignore[dict-item]


def test_too_many_monomials_are_refused() -> None:
    """A Gram matrix of hundreds of rows would take minutes."""
    many = " + ".join(f"{n}**12" for n in "xyza")
    assert weights(EMPTY, poly(f"{many} + x*y*z*a + 1"), []) is None
    assert MOST_BASIS < 210
