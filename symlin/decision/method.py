"""How a theorem was shown, in a few words, read off its certificate."""

from __future__ import annotations

from collections.abc import Iterator

from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Combination,
    Conditional,
    ConstantGradient,
    DegreeProof,
    DerivativeWitness,
    DirectProof,
    Impossible,
    Lemma,
    MatrixProof,
    Monotone,
    ParameterSplit,
    ProductSign,
    Proof,
    Split,
    Substitute,
    Witness,
)

CASES = "case distinction"
NORMAL = "normal form"
_STEPS: tuple[tuple[type, str], ...] = (
    (Split, CASES),
    (ConstantGradient, "constant gradient"),
    (Monotone, "monotonicity"),
    (Combination, "combination of the facts"),
    (Substitute, "substitution"),
)
"""Of the steps of a proof, the first of these kinds gives the method its name."""


def method_of(certificate: Certificate) -> str:
    """The method: "exact points", "normal form", "case distinction", ..."""
    match certificate:
        case DegreeProof():
            return "degrees"
        case Conditional():
            return "refinement"
        case Witness() | ParameterSplit():
            return "exact points"
        case DerivativeWitness():
            return "derivatives"
        case CaseProof():
            return CASES
        case MatrixProof() | DirectProof():
            return _of_steps(step for proof in certificate.proofs for step in _steps(proof))
        case Impossible(proof):
            return _of_steps(_steps(proof))


def _of_steps(steps: Iterator[Proof]) -> str:
    kinds = {type(step) for step in steps}
    return next((name for kind, name in _STEPS if kind in kinds), NORMAL)


def _steps(proof: Proof) -> Iterator[Proof]:
    """Every step of a proof; proofs may be long, so the stack is ours."""
    stack = [proof]
    while stack:
        step = stack.pop()
        yield step
        match step:
            case Split(_, yes, no):
                stack += [yes, no]
            case Monotone():
                stack += [step.proof, step.then]
            case Substitute() | ProductSign() | Lemma():
                stack.append(step.then)
            case _:
                pass
