"""Proofs that a law holds: by computation where the term alone decides, else by cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.errors import NotExported
from symlin.export.coq.development import Development, rows_of
from symlin.export.coq.formula import ZERO, Node, substituted
from symlin.kernel.certificate import (
    CaseProof,
    DegreeProof,
    DirectProof,
    Impossible,
    LawProof,
    MatrixProof,
)
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.term import And as AndGuard
from symlin.kernel.term import Guard, Relation, Sum, Var, conjunction, const, negation

FROM_LINEAR = {
    Law.ADDITIVITY: "linear_additive",
    Law.HOMOGENEITY: "linear_homogeneous",
    Law.POSITIVE_HOMOGENEITY: "linear_positively_homogeneous",
    Law.ODD: "linear_odd",
    Law.AFFINE: "linear_affine",
}
BY_COMPUTATION = {
    Law.HOMOGENEITY: "homogeneous_by_computation",
    Law.POSITIVE_HOMOGENEITY: "positively_homogeneous_by_computation",
    Law.ODD: "odd_by_computation",
}
LARGE = 400
"""Nodes above which only a proof by computation is tried."""


def fixed_values(condition: Guard) -> dict[str, Number]:
    """The parameters to which a condition gives a rational value: alpha = 1."""
    parts = condition.parts if isinstance(condition, AndGuard) else (condition,)
    values: dict[str, Number] = {}
    for part in parts:
        match part:
            case Relation("=", Var(name)):
                values[name] = 0
            case Relation("=", Sum((weight,), (Var(name),), constant)):
                values[name] = quotient(-constant, weight)
            case _:
                pass
    return values


def proof_of(
    development: Development,
    law: Law,
    certificate: LawProof | DegreeProof,
    condition: Guard | None = None,
    linear_lemma: str | None = None,
) -> list[str]:
    """Tactics that close the goal `law`; a condition is at hand as the hypothesis C."""
    if linear_lemma is not None and law in FROM_LINEAR and isinstance(certificate, MatrixProof):
        return [f"apply {FROM_LINEAR[law]}. apply {linear_lemma}; assumption."]
    if isinstance(certificate, CaseProof | Impossible):
        return _cases(development, law, certificate, [] if condition is None else [condition])
    return [_leaf(development, law, certificate, condition)]


def _cases(
    development: Development,
    law: Law,
    certificate: LawProof,
    known: Sequence[Guard],
    depth: int = 0,
) -> list[str]:
    """The law in each case of the parameters, with what is known of them there."""
    indent = "  " * depth
    match certificate:
        case CaseProof(guard, yes, no):
            text = development.proposition.text(development.node(guard))
            other = negation(guard)
            return [
                f"{indent}destruct (classic ({text})) as [G{depth}|G{depth}]; sharpen.",
                f"{indent}{{",
                *_cases(development, law, yes, [*known, guard], depth + 1),
                f"{indent}}}",
                f"{indent}{{",
                *_cases(development, law, no, [*known, other], depth + 1),
                f"{indent}}}",
            ]
        case Impossible():
            return [f"{indent}{_vacuous(development, law)}"]
        case _:
            return [f"{indent}{_leaf(development, law, certificate, conjunction(*known))}"]


def _vacuous(development: Development, law: Law) -> str:
    """No parameters are left, or no point of the domain."""
    tactic = f"impossible{'_analysis' if development.functions else ''}"
    if development.domain is None:
        return f"{tactic}."
    empty = "unfold_all; split_facts; sharpen"
    if law in (Law.LINEAR, Law.AFFINE):
        zero = "exists O, (fun _ _ => 0)" + (", (fun _ => 0)" if law is Law.AFFINE else "")
        return f"first [ {tactic} | {zero}; intros x Dx; {empty}; {tactic} ]."
    return f"first [ {tactic} | {_INTRODUCED[law]}; {empty}; {tactic} ]."


def _leaf(
    development: Development,
    law: Law,
    certificate: MatrixProof | DirectProof | DegreeProof,
    condition: Guard | None,
) -> str:
    """One tactic for the law, under the condition.

    Equations of the condition are put in first, which leaves less to compute; but they may take a
    parameter away that the matrix speaks of, and "or" may leave several goals: then last.
    """
    plain = _attempts(development, law, certificate, {})
    if condition is None:
        return f"{_first(plain)}."
    values = fixed_values(condition)
    nodes = {name: development.node(const(value)) for name, value in values.items()}
    fixed = _first(_attempts(development, law, certificate, nodes) if nodes else plain)
    late = (a.replace("split_facts;", "split_facts; subst;") for a in plain if "split_facts" in a)
    return f"{_first([f'split_facts; subst; {fixed}', *late])}."


def _attempts(
    development: Development,
    law: Law,
    certificate: MatrixProof | DirectProof | DegreeProof,
    nodes: Mapping[str, Node],
) -> list[str]:
    if isinstance(certificate, MatrixProof):
        return _matrix_proof(development, law, certificate, nodes)
    if law in BY_COMPUTATION:
        return _direct_proof(development, law, nodes)
    raise NotExported(f"a direct proof of {law}")


def _first(attempts: Sequence[str]) -> str:
    body = "\n  | ".join(f"solve [ {a} ]" for a in attempts)
    return f"first [ {body} ]"


def _list(names: Sequence[str]) -> str:
    return "[" + "; ".join(names) + "]"


def _data_of(development: Development, nodes: Mapping[str, Node]) -> tuple[str, list[Node]]:
    """The outputs as data, with fixed parameters put in, and how to write the list."""
    if not nodes:
        return "terms", list(development.outputs)
    outputs = [substituted(o, nodes) for o in development.outputs]
    return development.data.list(outputs), outputs


def _matrix_proof(
    development: Development, law: Law, certificate: MatrixProof, nodes: Mapping[str, Node]
) -> list[str]:
    rows = rows_of(development, certificate.matrix)
    offsets = [ZERO] * len(rows)
    if certificate.offset is not None:
        offsets = [development.node(o) for o in certificate.offset]
    affine = law is Law.AFFINE
    before = "" if law in (Law.LINEAR, Law.AFFINE) else f"apply {FROM_LINEAR[law]}; "
    terms, _ = _data_of(development, nodes)
    fixed = [[substituted(e, nodes) for e in row] for row in rows]
    shift = [substituted(o, nodes) for o in offsets]
    name = "affine" if affine else "linear"
    given = f"(rows := {development.data.rows(fixed)})"
    if affine:
        given += f" (c := {_list([development.data.text(o) for o in shift])})"
    vector = _vector(development, nodes)
    attempts = [
        f"apply ({name}_by_computation functions {vector} _ _ {terms}) with {given};"
        " [ intro x; reflexivity | vm_compute; reflexivity ]"
    ]
    if sum(o.size for o in development.outputs) <= LARGE:
        real = _list([_list([development.formula.text(e) for e in row]) for row in fixed])
        also = f" (c := {_list([development.formula.text(o) for o in shift])})" if affine else ""
        attempts += [
            f"eapply {name}_by_rows with (rows := {real}){also};"
            " [ intro x; unfold op; reflexivity"
            f" | intros x Dx; unfold_all; at_points; split_facts; repeat split; {tactic} ]"
            for tactic in _closing(development)
        ]
    return [before + attempt for attempt in attempts]


def _closing(development: Development) -> tuple[str, ...]:
    """The tactics for one entry's equation, the quickest first."""
    if "erf" in development.functions:
        return ("by_erf",)
    return ("by_analysis", "by_knowledge") if development.functions else ("by_cases", "by_products")


def _vector(development: Development, nodes: Mapping[str, Node]) -> str:
    entries = [
        development.formula.text(nodes[p]) if p in nodes else name
        for p, name in development.names.items()
    ]
    return f"(vector {_list(entries)})"


_ODD = "intros x' Dx Dmx i'; apply odd_entries; unfold_all; at_points; split_facts; repeat split"
_INTRODUCED = {
    Law.ADDITIVITY: "intros x' y' Dx Dy Dxy i'",
    Law.HOMOGENEITY: "intros a' x' Dx Dax i'",
    Law.POSITIVE_HOMOGENEITY: "intros a' x' Ha Dx Dax i'",
    Law.ODD: "intros x' Dx Dmx i'",
}


def _direct_proof(development: Development, law: Law, nodes: Mapping[str, Node]) -> list[str]:
    terms, _ = _data_of(development, nodes)
    attempts = [
        f"apply ({BY_COMPUTATION[law]} functions {_vector(development, nodes)} _ _ {terms});"
        " [ intro x; reflexivity | vm_compute; reflexivity ]"
    ]
    if sum(o.size for o in development.outputs) <= LARGE:
        for tactic in _closing(development):
            attempts += _by_entries(development, law, nodes, terms, tactic)
    return attempts


def _by_entries(
    development: Development, law: Law, nodes: Mapping[str, Node], terms: str, tactic: str
) -> list[str]:
    """The law of each entry, by real arithmetic."""
    attempts: list[str] = []
    if law is Law.HOMOGENEITY:
        attempts.append(
            f"apply (homogeneous_from_odd functions {_vector(development, nodes)} _ _ {terms});"
            f" [ intro x; reflexivity | vm_compute; reflexivity | {_ODD}; {tactic} ]"
        )
    scale = "a'" if law is not Law.ODD else "(-1)"
    attempts.append(
        f"{_INTRODUCED[law]}; "
        f"apply {'odd_entries' if law is Law.ODD else f'scaled_entries with (k := {scale})'};"
        f" unfold_all; at_points; split_facts; repeat split; {tactic}"
    )
    return attempts
