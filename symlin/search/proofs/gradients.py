"""Terms whose gradient vanishes, and the ends of the region where it exists."""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from symlin.exact.atoms import all_atoms, relations
from symlin.kernel.certificate import (
    ConstantGradient,
)
from symlin.kernel.intervals import ZERO
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    Poly,
)
from symlin.kernel.term import (
    PI,
    Term,
    const,
    eq,
    scale,
)
from symlin.kernel.theories.calculus import derivative, is_smooth

ANCHORS = (*map(const, (0, 1, -1, 2, -2)), scale(fmpq(1, 2), PI), scale(fmpq(-1, 2), PI))
"""Where a term with a constant gradient is looked at."""


def ends_of(context: Context) -> Iterator[Term]:
    """Terms that the facts say are not negative, affine in the variables, and may be 0."""
    for relation in relations(context):
        if relation.op == ">=" and context.decide(eq(relation.term)) is None:
            p = context.normal(relation.term)
            moving = [m for m in p.terms if any(a.names for a, _ in m)]
            if moving and all(len(m) == 1 and m[0][0].kind == "var" for m in moving):
                yield relation.term


def gradient_candidates(context: Context, goal: Term, p: Poly) -> Iterator[ConstantGradient]:
    names = tuple(sorted(str(a.argument) for a in all_atoms(p) if a.kind == "var"))
    flat = tuple(n for n in names if _is_flat(context, p, n))
    for subset in [flat] if len(flat) == len(names) else [(n,) for n in flat]:
        for value in ANCHORS:
            yield ConstantGradient(goal, subset, dict.fromkeys(subset, value))


def _is_flat(context: Context, p: Poly, name: str) -> bool:
    """Whether the facts make p smooth, and its derivative 0; a proof has fewer facts to rest on."""
    if not is_smooth(context, p, frozenset((name,))):
        return False
    slope, _ = context.clear(derivative(context, p, name))
    return context.signs.sign(slope) == ZERO
