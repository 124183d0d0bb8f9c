"""What to split on, and in which order."""

from __future__ import annotations

from symlin.exact.atoms import atoms_in_facts
from symlin.search.proofs.splits import exponents, splits

from ..texts import context, facts, term


def test_the_innermost_piece_comes_first() -> None:
    """Once relu(x) is x or 0, the outer one may be decided."""
    (first, *_) = splits(context("relu(relu(x) - 1) > y"))
    assert first == facts("x > 0")[0]


def test_open_alternatives_come_before_pieces() -> None:
    """Someone has stated them: they are the cases of the question."""
    first = next(splits(context("relu(x) > y", "Or(a > 1, b > 1)")))
    assert first in facts("a > 1", "b > 1")


def test_what_the_facts_decide_is_no_case() -> None:
    """Half of the certificate would be about nothing."""
    assert next(splits(context("x > 2", "relu(x) > 3")), None) is None
    assert next(splits(context("x + y > 2")), None) is None


def test_a_factor_is_split_on_before_a_product() -> None:
    """The sign of x decides that of x exp(y)."""
    first = next(splits(context("relu(x*exp(y)) > 1")))
    assert first == facts("x > 0")[0]


def test_variables_of_exponents_are_the_last_resort() -> None:
    """At 0 an exponential is 1; a product of variables is 0 in too many places."""
    assert list(exponents(atoms_in_facts(context("exp(2*x) > y")))) == [term("x")]
    assert list(exponents(atoms_in_facts(context("exp(x*y) > 1")))) == []
