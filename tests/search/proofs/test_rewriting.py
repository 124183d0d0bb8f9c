"""What is affine in disguise."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.checker import check_rewrites, rewritten
from symlin.search.points.stock import Stock
from symlin.search.proofs.rewriting import MOST_NODES, rewrites

from ..texts import soon, subject, term


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Abs(log(exp(x)) + y)", "Abs(x + y)"),
        ("(softplus(x) - softplus(-x))**2", "x**2"),
        ("Max(Max(x, y) + Min(x, y), 0)", "Max(x + y, 0)"),
    ],
)
def test_a_disguise_is_taken_off_and_the_kernel_agrees(text: str, plain: str) -> None:
    """What is left is the same function in fewer terms."""
    one = subject(text)
    steps = rewrites(one, Stock(one).small, soon())
    assert steps
    check_rewrites(one, steps)
    assert rewritten(one, steps).outputs == (term(plain),)


def test_nothing_is_replaced_where_nothing_is_affine() -> None:
    """exp(x) looks affine at no thirty random points."""
    one = subject("exp(x)*Abs(y)")
    assert rewrites(one, Stock(one).small, soon()) == []


def test_an_output_as_a_whole_is_left_alone() -> None:
    """That it is affine is the claim itself."""
    one = subject("log(exp(x))")
    assert rewrites(one, Stock(one).small, soon()) == []


def test_a_large_function_is_not_looked_into() -> None:
    """Every node would be a candidate, with all samples."""
    one = subject("Abs(" + " + ".join(f"Abs(x + {k})" for k in range(MOST_NODES)) + ")")
    assert rewrites(one, Stock(one).small, soon()) == []


def test_the_deadline_is_kept_between_candidates() -> None:
    """Each of them may have a proof of its own."""
    one = subject("Abs(log(exp(x)) + y)")
    with pytest.raises(OutOfTime):
        rewrites(one, Stock(one).small, Deadline(-1.0))
