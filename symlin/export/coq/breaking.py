"""Proofs that a law breaks: rational points by computation, others by cases and intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import lcm

from flint import fmpq

from symlin.errors import NotExported
from symlin.export.coq.development import Development
from symlin.export.coq.printing import digits
from symlin.export.coq.quotients import Coordinates, any_divides
from symlin.export.coq.rational import breaks
from symlin.kernel.certificate import (
    DerivativeWitness,
    Impossible,
    ParameterSplit,
    Refutation,
    Witness,
)
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number
from symlin.kernel.term import ONE, Const, Term, const, neg, scale

MINUS_ONE = const(-1)
MINUS_HALF = const(fmpq(-1, 2))


def refutation_of(
    development: Development, law: Law, refutation: Refutation, depth: int = 0
) -> list[str]:
    """Tactics that derive False from H, the law.

    Raises `NotExported` where that takes a derivative at a point.
    """
    indent = "  " * depth
    match refutation:
        case Witness():
            return [indent + line for line in _witness(development, law, refutation)]
        case DerivativeWitness():
            raise NotExported("derivatives at points have no Coq counterpart yet")
        case Impossible():
            return [f"{indent}impossible{'_analysis' if development.functions else ''}."]
        case ParameterSplit(guard, yes, no):
            text = development.proposition.text(development.node(guard))
            return [
                f"{indent}destruct (classic ({text})) as [G{depth}|G{depth}]; sharpen.",
                f"{indent}{{",
                *refutation_of(development, law, yes, depth + 1),
                f"{indent}}}",
                f"{indent}{{",
                *refutation_of(development, law, no, depth + 1),
                f"{indent}}}",
            ]


def rational_refutation(
    development: Development, law: Law, refutation: Refutation
) -> list[str] | None:
    """The whole proof of `~ law`, where exact rational arithmetic shows it."""
    if not isinstance(refutation, Witness) or not _has_shape(law, refutation):
        return None
    points = [_numbers(p.values()) for p in refutation.points]
    weights = _numbers(refutation.weights)
    if weights is None or any(p is None for p in points):
        return None
    rows = [p for p in points if p is not None]
    if not breaks(development, rows, weights, refutation.output):
        return None
    data = development.data.text(development.outputs[refutation.output])
    inside = "I" if development.domain is None else "Dx"
    parameters, subject = development.parameter_vector, _subject(development, law)
    return [
        f"apply ({_REFUTE[law]} functions {parameters} {subject}",
        f"  {refutation.output}%N domain_term {data})",
        f"  with {_given(law, rows, weights)}.",
        *([f"- intros x Dx; exact {inside}."] if law in (Law.LINEAR, Law.AFFINE) else []),
        "- intro x. reflexivity.",
        "- vm_compute. reflexivity.",
    ]  # fmt: skip


_REFUTE = {
    Law.ADDITIVITY: "refute_additive",
    Law.HOMOGENEITY: "refute_homogeneous",
    Law.POSITIVE_HOMOGENEITY: "refute_positively_homogeneous",
    Law.ODD: "refute_odd",
    Law.LINEAR: "refute_linear",
    Law.AFFINE: "refute_affine",
}


def _subject(development: Development, law: Law) -> str:
    domain = development.domain_name or "everywhere"
    return (
        f"{domain} {development.operator}"
        if law in (Law.LINEAR, Law.AFFINE)
        else development.operator
    )


def _given(law: Law, points: Sequence[Sequence[Number]], weights: Sequence[Number]) -> str:
    lists = [f"[{'; '.join(map(rational, p))}]%Q" for p in points]
    match law:
        case Law.LINEAR | Law.AFFINE:
            pairs = (f"({rational(w)}, {p})" for w, p in zip(weights, lists, strict=True))
            return f"(l := [{'; '.join(pairs)}]%Q)"
        case Law.ADDITIVITY:
            return f"(x := {lists[0]}) (y := {lists[1]}) (z := {lists[2]})"
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            return f"(a := ({rational(-weights[1])})%Q) (x := {lists[0]}) (y := {lists[1]})"
        case _:
            return f"(x := {lists[0]}) (y := {lists[1]})"


def rational(value: Number) -> str:
    """A rational number in Coq's notation: 1 # 2."""
    above, below = digits(value)
    return f"{above} # {below}"


def _numbers(terms: Iterable[Term]) -> list[Number] | None:
    values: list[Number] = []
    for term in terms:
        match term:
            case Const(value):
                values.append(value)
            case _:
                return None
    return values


# ---- points that depend on parameters, and functions of analysis ----


def _witness(development: Development, law: Law, witness: Witness) -> list[str]:
    coordinates = Coordinates(development)
    named, first = _instance_of(law, witness)
    if named is None:
        return _combination(development, law, witness)
    points = [coordinates.vector(p) for p in witness.points[1:]]
    factor = coordinates.number(neg(witness.weights[1])) if len(witness.weights) > 1 else ""
    domain = " ltac:(solve_domain)"
    match named:
        case Law.ADDITIVITY | Law.AFFINE:
            instance = f"H {points[0]} {points[1]}{domain * 3}"
        case Law.HOMOGENEITY:
            instance = f"H ({factor}) {points[0]}{domain * 2}"
        case Law.POSITIVE_HOMOGENEITY:
            instance = f"H ({factor}) {points[0]}{domain * 3}"
        case _:
            instance = f"H {points[0]}{domain * 2}"
    lines = [*coordinates.opening, *first, f"pose proof ({instance} {witness.output}%N) as E."]
    return [*lines, *_leaf(development)]


def _instance_of(law: Law, witness: Witness) -> tuple[Law | None, list[str]]:
    """The law by name whose instance the witness is, and how to come to it from `law`."""
    weights = witness.weights
    if law not in (Law.LINEAR, Law.AFFINE):
        return (law if _has_shape(law, witness) else None), []
    if not any_divides(witness.points):
        return None, []
    if law is Law.LINEAR and weights == (ONE, MINUS_ONE, MINUS_ONE):
        return Law.ADDITIVITY, ["apply linear_additive in H."]
    if law is Law.LINEAR and len(weights) == 2 and weights[0] is ONE:
        return Law.HOMOGENEITY, ["apply linear_homogeneous in H."]
    if law is Law.AFFINE and weights == (ONE, MINUS_HALF, MINUS_HALF):
        return Law.AFFINE, ["pose proof (affine_midpoint _ _ H) as M; clear H; rename M into H."]
    return None, []


def _has_shape(law: Law, witness: Witness) -> bool:
    """Whether the law speaks of just these points; without a domain it may be broken by others."""
    weights = witness.weights
    match law:
        case Law.ADDITIVITY:
            return weights == (ONE, MINUS_ONE, MINUS_ONE)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            return len(weights) == 2 and weights[0] is ONE
        case _:
            return True


_NO_MASS = " ltac:(cbv [mass fold_right fst snd]; solve [ lra | field; nonzero ])"
_WHOLE = "ltac:(repeat split; eexists; reflexivity)"


def _combination(development: Development, law: Law, witness: Witness) -> list[str]:
    """From a weighted sum of points that is 0, and that of their values."""
    if law is Law.HOMOGENEITY:
        return _on_line(development, witness)
    factor = _denominator(witness.weights) if law is Law.ADDITIVITY else 1
    weights = [_text(development, scale(factor, w)) for w in witness.weights]
    coordinates = Coordinates(development)
    points = [coordinates.vector(p) for p in witness.points]
    pairs = "; ".join(f"({w}, {p})" for w, p in zip(weights, points, strict=True))
    entries = "ltac:(every_entry)"
    output = f"{witness.output}%N"
    match law:
        case Law.ADDITIVITY:
            instance = f"additive_combination _ H [{pairs}] {output}\n  {_WHOLE} {entries}"
        case Law.AFFINE:
            known = f"_ _ [{pairs}] {output} H\n  ltac:(solve_domain) {entries}{_NO_MASS}"
            instance = f"affine_combination {known}"
        case _:
            known = f"_ _ [{pairs}] {output} H\n  ltac:(solve_domain) {entries}"
            instance = f"linear_combination {known}"
    return [*coordinates.opening, f"pose proof ({instance}) as E.", *_leaf(development)]


def _on_line(development: Development, witness: Witness) -> list[str]:
    """With one input, homogeneity is linearity."""
    coordinates = Coordinates(development)
    places = [coordinates.number(value) for p in witness.points for value in p.values()]
    weights = [_text(development, w) for w in witness.weights]
    pairs = "; ".join(f"({w}, {p})" for w, p in zip(weights, places, strict=True))
    total = "ltac:(cbv [fold_right fst snd]; solve [ lra | field; nonzero ])"
    return [
        *coordinates.opening,
        f"pose proof (homogeneous_combination _ [{pairs}] {witness.output}%N H {total}) as E.",
        *_leaf(development),
    ]


def _denominator(weights: Sequence[Term]) -> int:
    """What makes the weights whole; raises NotExported where they are no rational numbers."""
    numbers = _numbers(weights)
    if numbers is None:
        raise NotExported("an additive function is only known to respect rational factors")
    return lcm(*(int(fmpq(number).q) for number in numbers))


def _text(development: Development, term: Term) -> str:
    return development.formula.text(development.node(term))


def _leaf(development: Development) -> list[str]:
    if "erf" in development.functions:
        tactic = "contradict_erf"
    else:
        numeric = "contradict_parametric" if development.names else "contradict_analysis"
        tactic = numeric if development.functions else "contradict_cases"
    return [f"revert E; unfold_all; at_points; {tactic}."]
