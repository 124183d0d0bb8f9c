"""What does hold for an operator: the laws that were proved, and what its slopes show."""

from __future__ import annotations

from itertools import pairwise

from flint import fmpq

from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.term import Const
from symlin.language.operator import Operator
from symlin.report.shape.intervals import Interval, intervals, turns
from symlin.report.shape.pieces import pieces
from symlin.report.words.headline import condition_text
from symlin.report.words.naming import Naming

_KEPT = {
    Law.ADDITIVITY: ("Additive", "$f({u} + {v}) = f({u}) + f({v})$"),
    Law.HOMOGENEITY: ("Homogeneous", "$f({a}*{u}) = {a}*f({u})$ for every number ${a}$"),
    Law.POSITIVE_HOMOGENEITY: (
        "Positively homogeneous",
        "$f({a}*{u}) = {a}*f({u})$ for ${a} >= 0$",
    ),
    Law.ODD: ("Odd", "$f(-{u}) = -f({u})$"),
    Law.AFFINE: ("Affine", "linear but for a constant that is added"),
}


def kept_items(report: Report) -> tuple[str, ...]:
    """One line per law that was proved, always or under a condition; none for linear operators."""
    if report.linear.status is Status.PROVED:
        return ()
    items = []
    naming = Naming(report.operator)
    u, v = naming.letters
    for law, (name, pattern) in _KEPT.items():
        claim = report.claims[law]
        says = pattern.format(a=naming.scalar, u=u, v=v)
        if claim.vacuous:
            continue
        if claim.status is Status.PROVED:
            items.append(f"{name}: {says}.")
        elif claim.status is Status.CONDITIONAL and claim.guard is not report.linear.guard:
            items.append(f"{name} if and only if ${condition_text(claim)}$: {says}.")
    return (*items, *_shape(report.operator))


def _shape(operator: Operator) -> tuple[str, ...]:
    """Convex, concave, monotone: only where the slopes of straight pieces settle it."""
    if len(operator.inputs) != 1 or len(operator.outputs) != 1 or operator.parameters:
        return ()
    found = intervals(pieces(operator), operator.inputs[0])
    slopes = _slopes(found, operator.inputs[0])
    if operator.assumptions or len(slopes) < 2:
        return ()
    said = []
    if all(a <= b for a, b in pairwise(slopes)):
        said.append("Convex: it is continuous, and its slopes grow from left to right.")
    if all(a >= b for a, b in pairwise(slopes)):
        said.append("Concave: it is continuous, and its slopes fall from left to right.")
    if all(slope >= 0 for slope in slopes):
        said.append("Never decreasing: it is continuous, and no slope is negative.")
    if all(slope <= 0 for slope in slopes):
        said.append("Never increasing: it is continuous, and no slope is positive.")
    return tuple(said)


def _slopes(found: tuple[Interval, ...], name: str) -> list[fmpq]:
    """The slopes of a continuous function made of straight pieces; empty for any other."""
    lines = [i for i in found if not i.is_point]
    if len(lines) != len(found) or not lines:
        return []
    if lines[0].lower is not None or lines[-1].upper is not None:
        return []
    gaps = any(a.upper is None or a.upper != b.lower for a, b in pairwise(lines))
    if gaps or any(not (a.has_upper or b.has_lower) for a, b in pairwise(lines)):
        return []
    if any(turn.jumps for turn in turns(lines, name)):
        return []
    return [fmpq(i.slope.value) for i in lines if isinstance(i.slope, Const)]
