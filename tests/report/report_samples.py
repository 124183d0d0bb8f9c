"""Reports made by hand, with certificates that the kernel accepts, so that presentation is tested
alone: nothing here is searched for, and nothing false can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flint import fmpq

from symlin.decision.opinion import CrossCheck
from symlin.decision.report import Report, subject_of
from symlin.decision.values import values_at
from symlin.decision.verdict import Claim
from symlin.kernel.certificate import (
    Certificate,
    Conditional,
    Contradiction,
    DegreeProof,
    MatrixProof,
    Proof,
    Rejected,
    Split,
    Substitute,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.statements.conclusions import domain, entail
from symlin.kernel.statements.instances import Instance, Sides, evaluate, instance
from symlin.kernel.term import FALSE, ONE, ZERO, Guard, Term, add, const, eq, gt, mul, neg, sub, var
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator

LAWS = [law for law in Law if law is not Law.EQUIVALENT]
AGREES = CrossCheck("agrees", 200, 0)
HALF = const(fmpq(1, 2))
PLAIN = Contradiction()
WEIGHTS = {
    Law.ADDITIVITY: (ONE, neg(ONE), neg(ONE)),
    Law.AFFINE: (ONE, neg(HALF), neg(HALF)),
    Law.ODD: (ONE, ONE),
}


def proved(f: Operator, law: Law, certificate: Certificate) -> Claim:
    return Claim(law, check(subject_of(f), law, "proved", certificate))


def vacuous(f: Operator, law: Law, facts: Sequence[Guard], certificate: Certificate) -> Claim:
    theorem = check(subject_of(f), law, "proved", certificate)
    return Claim(law, theorem, vacuity=entail(facts, FALSE))


def refuted(law: Law, found: Instance) -> Claim:
    """Of an operator without parameters, by the instance itself."""
    points = tuple(place.point for place in found.places)
    witness = Witness(points, found.weights, found.output)
    return Claim(law, check(found.subject, law, "refuted", witness), instance=found)


def conditional(f: Operator, law: Law, steps: Conditional, found: Instance | None = None) -> Claim:
    return Claim(law, check(subject_of(f), law, "conditional", steps), instance=found)


def unknown(law: Law, reason: str = "it was not tried") -> Claim:
    return Claim(law, reason=reason)


def example(
    operator: Operator,
    law: Law,
    *points: Mapping[str, Term | int],
    scalar: int | None = None,
    **parameters: int,
) -> Instance:
    """The instance at these points, both sides evaluated exactly; raises `Rejected`."""
    values = {name: const(value) for name, value in parameters.items()}
    weights = WEIGHTS.get(law) or (ONE, const(-(scalar or 0)))
    used = [{n: _term(v) for n, v in p.items()} for p in points]
    others = (used * 2)[: len(weights) - 1]
    first = {
        n: add(*(mul(neg(w), p[n]) for w, p in zip(weights[1:], others, strict=True)))
        for n in operator.inputs
    }
    rows = [values_at(operator, p, values) for p in (first, *others)]
    assert None not in rows
    places = evaluate(subject_of(operator), values, [first, *others], rows)  # type: ignore[arg-type]
    left, *rest = (place.values for place in places)
    right = tuple(
        add(*(mul(neg(w), row[k]) for w, row in zip(weights[1:], rest, strict=True)))
        for k in range(len(left))
    )
    different = [k for k, (a, b) in enumerate(zip(left, right, strict=True)) if a is not b]
    k = different[0] if different else 0
    return instance(law, places, weights, Sides(right, k, sub(left[k], right[k])))


def _term(value: Term | int) -> Term:
    return const(value) if isinstance(value, int | fmpq) else value


def report(operator: Operator, *claims: Claim, **rest: Any) -> Report:
    """The claims given; every other law is unknown."""
    known = {claim.law: claim for claim in claims}
    return Report(
        **{
            "operator": operator,
            "claims": {law: known.get(law, unknown(law)) for law in LAWS},
            "domain": domain(subject_of(operator)),
            "crosscheck": AGREES,
            "seconds": 0.62,
            "version": "0.1.0",
            **rest,
        }
    )


def refuted_everywhere(text: str, *points: Mapping[str, int], **options: Any) -> Report:
    """Every law that breaks at these points; positive homogeneity by degrees, if it holds."""
    f = parse_operator(text, **options)
    additivity = example(f, Law.ADDITIVITY, *points)
    claims = [
        refuted(Law.ADDITIVITY, additivity),
        refuted(Law.HOMOGENEITY, example(f, Law.HOMOGENEITY, points[0], scalar=-1)),
        refuted(Law.LINEAR, additivity),
        refuted(Law.AFFINE, example(f, Law.AFFINE, *points)),
        refuted(Law.ODD, example(f, Law.ODD, points[0])),
    ]
    law = Law.POSITIVE_HOMOGENEITY
    try:
        return report(f, *claims, proved(f, law, DegreeProof()))
    except Rejected:
        return report(f, *claims, refuted(law, example(f, law, points[0], scalar=2)))


def relu() -> Report:
    f = parse_operator("relu")
    additivity = example(f, Law.ADDITIVITY, {"x": -1}, {"x": 1})
    return report(
        f,
        refuted(Law.ADDITIVITY, additivity),
        refuted(Law.HOMOGENEITY, example(f, Law.HOMOGENEITY, {"x": 1}, scalar=-1)),
        refuted(Law.LINEAR, additivity),
        refuted(Law.AFFINE, example(f, Law.AFFINE, {"x": -1}, {"x": 1})),
        refuted(Law.ODD, example(f, Law.ODD, {"x": 1})),
        proved(f, Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    )


def leaky_relu() -> Report:
    f = parse_operator("leaky_relu")
    sums = {"x": -1}, {"x": 1}
    additivity = example(f, Law.ADDITIVITY, *sums, alpha=0)
    examples = {
        Law.ADDITIVITY: additivity,
        Law.HOMOGENEITY: example(f, Law.HOMOGENEITY, {"x": 1}, scalar=-1, alpha=0),
        Law.LINEAR: additivity,
        Law.AFFINE: example(f, Law.AFFINE, *sums, alpha=0),
        Law.ODD: example(f, Law.ODD, {"x": 1}, alpha=0),
    }
    claims = [conditional(f, law, _iff_one(found), found) for law, found in examples.items()]
    return report(f, *claims, proved(f, Law.POSITIVE_HOMOGENEITY, DegreeProof()))


def _iff_one(found: Instance) -> Conditional:
    """leaky_relu satisfies the law iff alpha = 1, and is the identity then."""
    alpha = var("alpha")
    proof: Proof = Substitute("alpha", ONE, ONE, Split(gt(var("x")), PLAIN, PLAIN))
    points = tuple(place.point for place in found.places)
    return Conditional(
        eq(alpha, ONE),
        MatrixProof(((ONE,),), None, (proof,)),
        Witness(points, found.weights, found.output),
        {"alpha": ONE},
        {"alpha": ZERO},
    )


def linear(text: str, **options: Any) -> Report:
    """A linear operator with its true matrix, read off at the unit vectors."""
    f = parse_operator(text, **options)
    columns = [
        values_at(f, {n: const(int(n == name)) for n in f.inputs}, {}) or () for name in f.inputs
    ]
    matrix = tuple(zip(*columns, strict=True))
    steps = MatrixProof(matrix, None, (PLAIN,) * len(matrix))
    theorem = check(subject_of(f), Law.LINEAR, "proved", steps)
    return report(f, *(Claim(law, theorem) for law in LAWS))
