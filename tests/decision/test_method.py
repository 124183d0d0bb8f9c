"""The method is what the certificate's steps are: nobody else is asked for it."""

from __future__ import annotations

import pytest

import symlin
from symlin.decision.method import method_of
from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Combination,
    ConstantGradient,
    Contradiction,
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
from symlin.kernel.term import ONE, ZERO, gt, var

pytestmark = pytest.mark.quick

x = var("x")
PLAIN = Contradiction()
SPLIT = Split(gt(x), PLAIN, PLAIN)


def by(*proofs: Proof) -> MatrixProof:
    return MatrixProof(((ONE,),), None, proofs)


@pytest.mark.parametrize(
    ("certificate", "method"),
    [
        (DegreeProof(), "degrees"),
        (Witness((), (), 0), "exact points"),
        (DerivativeWitness({}, "x", 2, ONE, 0), "derivatives"),
        (ParameterSplit(gt(x), Impossible(PLAIN), Impossible(PLAIN)), "exact points"),
        (by(PLAIN, PLAIN), "normal form"),
        (DirectProof((PLAIN,)), "normal form"),
        (by(PLAIN, SPLIT), "case distinction"),
        (by(Substitute("x", ONE, ONE, SPLIT)), "case distinction"),
        (by(Lemma("exp", x, 0, ProductSign((x,), SPLIT))), "case distinction"),
        (by(Monotone(x, "x", ZERO, ONE, SPLIT, PLAIN)), "case distinction"),
        (CaseProof(gt(x), by(PLAIN), by(PLAIN)), "case distinction"),
        (by(Monotone(x, "x", ZERO, ONE, PLAIN, PLAIN)), "monotonicity"),
        (by(ConstantGradient(x, ("x",), {"x": ZERO})), "constant gradient"),
        (by(Combination(((ONE,),))), "combination of the facts"),
        (by(Substitute("x", ONE, ONE, PLAIN)), "substitution"),
        (Impossible(PLAIN), "normal form"),
    ],
)
def test_the_steps_give_the_method_its_name(certificate: Certificate, method: str) -> None:
    assert method_of(certificate) == method


def test_no_cases_are_spoken_of_where_none_were_distinguished() -> None:
    """x1*x2 is additive on the parabola, for there x2 is put in; no case is looked at."""
    report = symlin.check("x1*x2", assume=["Eq(x1**2, x2)"], crosscheck=False)
    assert report.additivity.method == "substitution"
    assert "by substitution" in str(report)
