"""What breaks linearity breaks the affine law where f(0) = 0."""

from __future__ import annotations

from symlin.kernel.certificate import Impossible, ParameterSplit, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.term import ZERO, add, const
from symlin.search.points.origin import through_origin

from ..texts import facts, subject

DOUBLE = Witness(({"x": const(2)}, {"x": const(1)}), (const(1), const(-2)), 0)
"""f(2) = 2 f(1)."""


def test_the_origin_takes_up_what_the_weights_lack() -> None:
    """Weights that add up to 0 are what the affine law asks for."""
    square = subject("x**2")
    affine = through_origin(DOUBLE, square.inputs)
    assert isinstance(affine, Witness)
    assert affine.points[-1] == {"x": ZERO} and add(*affine.weights) == ZERO
    check(square, Law.AFFINE, "refuted", affine)


def test_every_witness_of_a_split_gets_it() -> None:
    """What argues cases away stays as it is."""
    impossible = Impossible(None)  # type: ignore[arg-type]
    split = ParameterSplit(facts("a > 0")[0], DOUBLE, impossible)
    changed = through_origin(split, ("x",))
    assert isinstance(changed, ParameterSplit)
    assert changed.yes == through_origin(DOUBLE, ("x",)) and changed.no is impossible
