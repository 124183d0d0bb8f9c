"""What breaks linearity breaks the affine law where f(0) = 0: the origin takes up what the weights
of the other points lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from symlin.exact.values import simplify_closed
from symlin.kernel.certificate import (
    Conditional,
    DerivativeWitness,
    Impossible,
    ParameterSplit,
    Refutation,
    Witness,
)
from symlin.kernel.term import ZERO, add, neg


def through_origin(
    certificate: Refutation | Conditional, inputs: Sequence[str]
) -> Refutation | Conditional:
    """The same certificate with the origin among the points of every witness."""
    match certificate:
        case Conditional(_, _, refutation, _, _):
            return replace(certificate, refutation=_with_origin(refutation, inputs))
        case _:
            return _with_origin(certificate, inputs)


def _with_origin(refutation: Refutation, inputs: Sequence[str]) -> Refutation:
    match refutation:
        case Witness(points, weights, _, _):
            origin = dict.fromkeys(inputs, ZERO)
            # Weights that add up to 0 are what the affine law asks for, and f(0) = 0 adds nothing.
            lacking = simplify_closed(neg(add(*weights)))
            return replace(refutation, points=(*points, origin), weights=(*weights, lacking))
        case ParameterSplit(guard, yes, no):
            return ParameterSplit(guard, _with_origin(yes, inputs), _with_origin(no, inputs))
        case DerivativeWitness():  # a second derivative that is not 0 breaks either law
            return refutation
        case Impossible():
            # Where there are no parameters, there is nothing to break: this is about guards alone.
            return refutation
        case _:
            assert_never(refutation)
