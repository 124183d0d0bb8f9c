"""Terms that are constant because their gradient vanishes: atan(x) + atan(1/x) for x > 0.

The kernel has to see that the gradient exists on a convex set, and the term's value at one point.
Where it does not exist at the ends of the set, as that of asin at -1 and 1, these are cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpq

from symlin.exact.atoms import all_atoms, relations
from symlin.kernel.certificate import ConstantGradient, Contradiction, Proof, Split
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import PI, Guard, Relation, Term, const, eq, gt, negation, scale
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.search.proofs.branching import Branching, Level, is_accepted

ANCHORS = (*map(const, (0, 1, -1, 2, -2)), scale(fmpq(1, 2), PI), scale(fmpq(-1, 2), PI))
"""Where a term with a constant gradient is looked at: values are simple there, and one of these
lies in nearly every domain that a person writes."""
ENDING = frozenset({"asin", "root", "log"})
"""Functions that have no derivative at an end of their domain."""
PIECES = frozenset({"relu", "pos", "nul", "max", "floor"})
"""Functions with kinks and jumps: a split makes pieces of them first."""
ALGEBRAIC = frozenset({"var", "inv", "pi"})
"""Normal forms decide terms in these by themselves."""


def by_gradient(prover: Branching, context: Context, level: Level) -> Proof | None:
    """The goal is constant, and 0 at one point; its gradient may not exist at the domain's ends."""
    goal = context.facts[-1]
    if not (isinstance(goal, Relation) and goal.op == "!="):
        return None
    p = context.normal(goal.term)
    kinds = {a.kind for a in all_atoms(p)}
    if kinds & PIECES or not kinds - ALGEBRAIC:
        return None
    # The kernel is asked at each anchor: whether the term is 0 there, only its normal forms know.
    for candidate in _candidates(context, goal.term, p):
        if is_accepted(context.facts, candidate):
            return candidate
    # asin is smooth between -1 and 1 only: without the ends there is a gradient, at the ends cases.
    ends = list(_ends_of(context)) if kinds & ENDING else []
    inside = (*context.facts, *map(gt, ends))
    within = _candidates(Context(inside), goal.term, p) if ends else ()
    for candidate in within:
        if is_accepted(inside, candidate):
            return _with_ends(prover, context.facts, ends, candidate, level)
    return None


def _candidates(context: Context, goal: Term, p: Poly) -> Iterator[ConstantGradient]:
    """The goal as constant in all its variables, or else in any one of them."""
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


# ---- ends of the domain ----


def _ends_of(context: Context) -> Iterator[Term]:
    """Terms that the facts say are not negative, affine in the variables, and may be 0."""
    for relation in relations(context):
        if relation.op == ">=" and context.decide(eq(relation.term)) is None:
            p = context.normal(relation.term)
            moving = [m for m in p.terms if any(a.names for a, _ in m)]
            if moving and all(len(m) == 1 and m[0][0].kind == "var" for m in moving):
                yield relation.term


def _with_ends(
    prover: Branching,
    facts: tuple[Guard, ...],
    ends: Sequence[Term],
    inside: Proof,
    level: Level,
) -> Proof:
    """The proof for the inside, and one for each end, where the gradient does not exist."""
    if not ends:
        return inside
    end, *others = ends
    outside = (*facts, negation(gt(end)))
    there = prover.close((*outside, eq(end)), level.below())
    return Split(
        gt(end),
        _with_ends(prover, (*facts, gt(end)), others, inside, level),
        # Not positive and not 0 would be negative, which the facts exclude.
        Split(eq(end), there, Contradiction()),
    )
