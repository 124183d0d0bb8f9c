"""Values as floats, for pictures and for shapes."""

from __future__ import annotations

from flint import arb

from symlin.decision.values import SECONDS
from symlin.exact.deadline import within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.facts import Context
from symlin.kernel.term import Term
from symlin.kernel.theories.enclosure import NoBall, enclose


def approximate(term: Term) -> float:
    """A float near the value of a closed term; NaN where none is found."""
    for bits in (64, 256, 1024):
        try:
            with within(SECONDS):
                ball = enclose(Context(()).normal(term), bits)
        except (NoBall, *GIVEN_UP):
            continue
        if ball.rel_accuracy_bits() > 50 or ball.rad() < arb("1e-30"):
            return float(ball.mid())
    return float("nan")
