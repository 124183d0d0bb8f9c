"""Proofs of laws: found, remembered, and where there is none the case in which they broke down."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import DirectProof, MatrixProof, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.term import const
from symlin.search.outcome import NOTHING, refuted
from symlin.search.points.stock import Stock
from symlin.search.proofs.law_proofs import LawProofs

from ..texts import facts, soon, subject

NOT_LINEAR = NOTHING.after(Law.LINEAR, refuted(Witness(({},), (), 0)))


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("3*x + y", Law.LINEAR),
        ("relu(x) - relu(-x)", Law.LINEAR),
        ("relu(x) - relu(-x) + 1", Law.AFFINE),
        ("Abs(x)", Law.POSITIVE_HOMOGENEITY),
        ("x**3", Law.ODD),
        ("relu(x + y) - relu(-x - y)", Law.ADDITIVITY),
    ],
)
def test_what_is_proved_the_kernel_accepts(text: str, law: Law) -> None:
    """By a matrix where the function has one, else from what the law says."""
    one = subject(text)
    attempt = LawProofs(Stock(one)).attempt(law, (), NOTHING, soon(), quick=False)
    assert attempt.proof is not None
    check(one, law, "proved", attempt.proof)


@pytest.mark.parametrize(("text", "law"), [("Abs(x)", Law.LINEAR), ("x**2", Law.ODD)])
def test_a_law_that_breaks_has_no_proof_but_an_open_case(text: str, law: Law) -> None:
    """From it the search takes the point at which the law breaks."""
    attempt = LawProofs(Stock(subject(text))).attempt(law, (), NOTHING, soon(), quick=False)
    assert attempt.proof is None and attempt.open_case is not None
    assert (attempt.open_instance is not None) == (law is Law.ODD)


def test_facts_about_parameters_are_used() -> None:
    """a |x| is linear where a = 0, and not without that."""
    proofs = LawProofs(Stock(subject("a*Abs(x)")))
    at_zero = proofs.attempt(Law.LINEAR, facts("Eq(a, 0)"), NOTHING, soon(), quick=False)
    assert isinstance(at_zero.proof, MatrixProof) and at_zero.proof.matrix == ((const(0),),)
    assert proofs.attempt(Law.LINEAR, (), NOTHING, soon(), quick=False).proof is None


def test_an_attempt_is_made_once() -> None:
    """Six laws ask for the same matrix; the deadline of the second has nothing left to do."""
    proofs = LawProofs(Stock(subject("relu(x) - relu(-x)")))
    first = proofs.attempt(Law.LINEAR, (), NOTHING, soon(), quick=False)
    again = proofs.attempt(Law.ODD, (), NOTHING, Deadline(-1.0), quick=False)
    assert first.proof is again.proof


def test_an_attempt_that_ran_out_of_time_is_not_remembered() -> None:
    """The next one may have more."""
    proofs = LawProofs(Stock(subject("relu(x) - relu(-x)")))
    with pytest.raises(OutOfTime):
        proofs.attempt(Law.LINEAR, (), NOTHING, Deadline(-1.0), quick=False)
    assert proofs.attempt(Law.LINEAR, (), NOTHING, soon(), quick=False).proof is not None


def test_what_is_known_not_to_be_linear_gets_no_matrix() -> None:
    """x**3 is odd all the same, by a proof of its own."""
    proofs = LawProofs(Stock(subject("x**3")))
    assert proofs.attempt(Law.LINEAR, (), NOT_LINEAR, soon(), quick=False).proof is None
    odd = proofs.attempt(Law.ODD, (), NOT_LINEAR, soon(), quick=False)
    assert isinstance(odd.proof, DirectProof)


def test_quickly_means_normal_forms_alone() -> None:
    """relu(x) - relu(-x) is x by its normal form; what HARD is, only cases show."""
    easy, hard = (LawProofs(Stock(subject(t))) for t in ("relu(x) - relu(-x)", HARD))
    assert easy.attempt(Law.LINEAR, (), NOTHING, soon(), quick=True).proof is not None
    assert hard.attempt(Law.LINEAR, (), NOTHING, soon(), quick=True).proof is None
    assert hard.attempt(Law.LINEAR, (), NOTHING, soon(), quick=False).proof is not None


HARD = "Abs(x) + Abs(y) - Max(Abs(x + y), Abs(x - y)) + x"
