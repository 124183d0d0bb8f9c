"""Derivatives of normal forms, and the two steps of proofs that rest on them.

A term with zero gradient on a convex set is constant there (`ConstantGradient`); one whose slope is
not negative between two points does not fall between them (`Monotone`). Both are the mean value
theorem, and need the term to be smooth at *every* point of a segment: that is shown from facts that
hold on all of it, never from facts that hold at its ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from symlin.kernel.algebra import Facts, Obligation, Reader, Theory
from symlin.kernel.certificate import ConstantGradient, Monotone, Point, Rejected
from symlin.kernel.intervals import ZERO
from symlin.kernel.polynomial import (
    Poly,
    combine,
    depends,
)
from symlin.kernel.term import ZERO as ZERO_TERM
from symlin.kernel.term import Guard, Relation, eq, ge, gt, mul, negation, sub, var
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute, variables

# ---- smooth formulas: only these are differentiated ----


# ---- derivatives ----


# ---- a zero gradient on a convex region ----


def constant_gradient(
    read: Reader, facts: Sequence[Guard], step: ConstantGradient
) -> tuple[Obligation, ...]:
    """Nothing is left to show: the term is 0 at a point and has no slope, but is said not to be 0.

    Raises `Rejected` where the step does not show that.
    """
    names = frozenset(step.variables)
    context = read(facts)
    if context.contradiction is not None:  # the facts exclude each other without the step
        return ()
    if context.decide(negation(eq(step.term))) is not True:  # that is what is contradicted
        raise Rejected("the term is not among the facts as different from 0")
    relations = [r for fact in facts for r in context.atomic(fact)]
    fixed = read([r for r in relations if not names & set(variables(r))])
    region = _convex_region(read, relations, fixed, names)
    p = region.normal(step.term)
    if not is_smooth(region, p, names):
        raise Rejected("the term is not shown to be smooth on the region")
    for name in step.variables:
        slope, _ = region.clear(derivative(region, p, name))
        if region.signs.sign(slope) != ZERO:
            raise Rejected(f"the derivative by {name} is not shown to vanish")
    if set(step.point) != names or names & set(variables(*step.point.values())):
        raise Rejected("the point must give the variables of the gradient, free of them")
    # the facts without the moving variables hold there, and must imply the rest
    anchor = substitute((*region.facts, eq(step.term)), step.point)
    if not all(fixed.decide(guard) is True for guard in anchor):
        raise Rejected("the point is not in the region, or the term is not 0 there")
    return ()


def _convex_region(
    read: Reader, relations: Sequence[Relation], fixed: Facts, names: frozenset[str]
) -> Facts:
    """Those relations that cut a convex set out of the space of the named variables.

    Whether a relation does is seen from its normal form, which must not rest on facts that the
    region leaves out: x * (1/x) > 0 is 1 > 0 where x != 0, but that is no convex set. So each
    round reads the relations on the region found so far.
    """
    region = fixed
    left = [r for r in relations if r not in fixed.facts]
    while more := [r for r in left if _is_convex(region.normal(r.term), r, names)]:
        region = read((*region.facts, *more))
        left = [r for r in left if r not in more]
    return region


def _is_convex(p: Poly, relation: Relation, names: frozenset[str]) -> bool:
    """Whether the relation holds on a convex set of the named variables: it is affine in them."""
    if relation.op == "!=":  # two half-spaces, unless none of the variables occurs
        return not depends(p, names)
    for m in p.terms:
        # affine in the variables: one of them at most in each monomial, and none inside an atom
        moving = [(a, e) for a, e in m if depends(Poly({((a, 1),): 1}), names)]
        if len(moving) > 1 or any(a.kind != "var" or e != 1 for a, e in moving):
            return False
    return True


# ---- a slope that is not negative ----


def monotone(read: Reader, facts: Sequence[Guard], step: Monotone) -> tuple[Obligation, ...]:
    """(v - a) (t(v) - t(a)) >= 0, by the mean value theorem on the segment from a to v.

    Relations that are affine in v, whatever v is, hold between a and v as they do at v, if at a
    they hold, or do with >= for >. So the term is smooth on the segment, ends included, and the
    derivative is not negative between the ends. Left to show: that the slope cannot be negative
    inside, and that the facts contradict each other once the inequality is one of them.

    Raises `Rejected` where the step does not establish the inequality.
    """
    names, at_point = frozenset([step.variable]), {step.variable: step.point}
    if names & set(variables(step.point)):
        raise Rejected("the point of a monotone step must be free of its variable")
    fixed, cuts = segment(read, facts, step.variable)
    inside = read((*fixed.facts, *cuts))
    region = up_to(read, fixed, cuts, at_point)
    p = region.normal(step.term)
    if not is_smooth(region, p, names):
        raise Rejected("the term is not shown to be smooth up to the point")
    # they agree inside the segment; at its ends the slope may be a formula without a value
    gap = combine([(1, derivative(region, p, step.variable)), (-1, inside.normal(step.slope))])
    if inside.signs.sign(inside.clear(gap)[0]) != ZERO:
        raise Rejected("the slope of a monotone step is not shown to be the derivative")
    falling = (*inside.facts, gt(ZERO_TERM, step.slope))
    (start,) = substitute((step.term,), at_point)
    rising = ge(mul(sub(var(step.variable), step.point), sub(step.term, start)))
    return (falling, step.proof), ((*facts, rising), step.then)


def segment(read: Reader, facts: Sequence[Guard], variable: str) -> tuple[Facts, list[Relation]]:
    """What the facts say without the variable, and the relations that by this are affine in it."""
    names = frozenset([variable])
    context = read(facts)
    relations = [r for fact in facts for r in context.atomic(fact)]
    fixed = read([r for r in relations if not names & set(variables(r))])
    cuts = [r for r in relations if names & set(variables(r))]
    return fixed, [r for r in cuts if _is_convex(fixed.normal(r.term), r, names)]


def up_to(read: Reader, fixed: Facts, cuts: Sequence[Relation], at_point: Point) -> Facts:
    """The region with those ends of its half-spaces on which the point lies.

    Raises `Rejected` where the point is not shown to lie in the region so closed.
    """
    ends = []
    for cut in cuts:
        (there,) = substitute((cut,), at_point)
        open_end = cut.op == ">" and fixed.decide(there) is not True
        ends.append(ge(cut.term) if open_end else cut)
    if not all(fixed.decide(guard) is True for guard in substitute(tuple(ends), at_point)):
        raise Rejected("the point of a monotone step is not shown to be an end of the region")
    return read((*fixed.facts, *ends))


THEORY = Theory(
    name="calculus",
    steps={ConstantGradient: constant_gradient, Monotone: monotone},
)
