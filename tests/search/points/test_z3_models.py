"""Terms in z3 mean what they mean in the kernel."""

from __future__ import annotations

import pytest
import z3

from symlin.search.points.z3_models import Translation, Unsupported

from ..texts import facts, term


def refuted(claim: str) -> bool:
    """Whether z3 finds no values at which the claim fails."""
    context = z3.Context()
    translation, solver = Translation(context), z3.Solver(ctx=context)
    solver.add(z3.Not(translation.expression(facts(claim)[0])))
    solver.add(*translation.side)
    return solver.check() == z3.unsat


@pytest.mark.parametrize(
    "claim",
    [
        "Max(x, y) >= x",
        "Abs(x) >= 0",
        "floor(x) <= x",
        "sqrt(x)**2 <= Abs(x)",
        "Piecewise((x, x > 0), (-x, True)) >= 0",
        "Or(x > 0, x <= 0)",
        "pi > 3",
        "exp(1) < 2.72",
    ],
)
def test_what_always_holds_has_no_counterexample(claim: str) -> None:
    """A translation that is off by a sign would offer models that are none."""
    assert refuted(claim)


def test_arithmetic_is_total() -> None:
    """1/0 is 0 and the root of -1 is 0, as the kernel has it."""
    context = z3.Context()
    translation, solver = Translation(context), z3.Solver(ctx=context)
    at_zero = translation.expression(term("1/x + sqrt(x - 1)"))
    solver.add(*translation.side, z3.Real("x", context) == 0, at_zero != 0)
    assert solver.check() == z3.unsat


def test_functions_of_variables_are_refused() -> None:
    """z3 has no exponentials: an unknown in their place would make everything possible."""
    with pytest.raises(Unsupported):
        Translation(z3.Context()).expression(term("exp(x)"))
