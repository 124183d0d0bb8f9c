"""Values as floats, for pictures and for shapes."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb

from symlin.exact.forms import simplified
from symlin.exact.values import Probe
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Term
from symlin.kernel.theories.enclosure import NoBall, enclose
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator


def values_at(
    operator: Operator, point: Mapping[str, Term], parameters: Mapping[str, Term]
) -> tuple[Term, ...] | None:
    """The outputs at a point for given parameters, simplified; None outside the domain."""
    assumptions = substitute(operator.assumptions, parameters)
    outputs = substitute(operator.outputs, parameters)
    free = tuple(p for p in operator.parameters if p not in parameters)
    probe = Probe(Subject(operator.inputs, free, outputs, assumptions))
    found = probe.at_terms(tuple(point[name] for name in operator.inputs))
    return None if found is None else tuple(simplified(p) for p in found)


def approximate(term: Term) -> float:
    """A float near the value of a closed term; NaN where none is found."""
    for bits in (64, 256, 1024):
        try:
            ball = enclose(Context(()).normal(term), bits)
        except (NoBall, TooLarge):
            continue
        if ball.rel_accuracy_bits() > 50 or ball.rad() < arb("1e-30"):
            return float(ball.mid())
    return float("nan")
