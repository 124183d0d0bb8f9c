"""What is said of formulas for all sizes, with certificates that are checked again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import symlin
from symlin.decision.sized.claims import AtSize, SizedClaim
from symlin.kernel.claim import Law
from symlin.report.sized import SizedReport

LINEAR = [
    "T(A: nxn) = A.T",
    "T(A) = trace(A)",
    "T(x: R^n) = A*x",
    "T(A: nxn) = A*B - B*A",
    "T(X: nxm) = A*X*B",
    "T(x: R^n) = mean(x)",
    "T(A: nxn) = (A + A.T)/2",
    "T(A: nxn) = (A + B)**2 - A**2 - B**2",
    "T(A: nxn) = trace(A*B) - trace(B*A)",
    "T(A: nxn) = A - trace(A)/n*eye(n)",
    "T(x: R^n) = x - dot(x, a)/dot(a, a)*a",
    "T(x: R^n) = relu(x) - relu(-x)",
    "T(A: nxm) = sum(A)",
    "T(x: R^n) = cumsum(x)",
]
NOT_LINEAR = {
    "T(A: nxn) = A*A": 1,
    "T(A) = det(A)": 2,
    "T(A) = inverse(A)": 1,
    "T(A: nxn) = trace(A)*A - A**2": 2,
    "T(A: nxm) = A.T*A": 1,
    "T(x: R^n) = softmax(x)": 1,
    "T(x: R^n) = norm(x)": 1,
    "T(x: R^n) = x*x.T*x": 1,
    "T(A: nxn) = A + eye(n)": 1,
    "T(A: nxn) = A**2 - trace(A)*A + det(A)*eye(n)": 3,
}
"""With the first size at which they are not: SPACES of one size look like laws of all."""


def decided(text: str, **options: object) -> SizedReport:
    report = symlin.check(text, crosscheck=False, **options)  # type: ignore[arg-type]
    assert isinstance(report, SizedReport)
    return report


def verified(report: SizedReport) -> None:
    """Every certificate is accepted, as a document, for the claim that it is shown with."""
    for law, claim in report.claims.items():
        if claim.certificate is not None:
            document = json.loads(json.dumps(claim.certificate.to_json()))
            found = symlin.verify(document)
            assert (found.law, found.status) == (law, claim.status)


@pytest.mark.parametrize("text", LINEAR)
def test_linear_for_all_sizes(text: str) -> None:
    """The proof is about an entry, with the size as a parameter: it is for every n."""
    report = decided(text)
    assert report.linear.status == "proved"
    assert report.linear.everywhere is not None
    theorem = report.linear.everywhere.theorem
    assert theorem is not None
    assert set(report.operator.sizes) <= set(theorem.subject.parameters)
    verified(report)


@pytest.mark.parametrize("text", NOT_LINEAR)
def test_refuted_at_the_first_size_at_which_it_fails(text: str) -> None:
    report = decided(text)
    at = report.linear.at_size
    assert report.linear.status == "refuted"
    assert at is not None
    assert set(at.sizes.values()) == {NOT_LINEAR[text]}
    assert report.linear.counterexample is not None
    verified(report)


def test_bilinear_for_all_sizes() -> None:
    report = decided("T(A: nxn, B: nxn) = A*B + B*A")
    assert report.linear.status == "refuted"
    assert {name: c.status for name, c in report.linear_in.items()} == {
        "A": "proved",
        "B": "proved",
    }
    assert "BILINEAR FOR ALL SIZES" in str(report)


def test_a_number_has_its_condition_for_all_sizes() -> None:
    report = decided("T(A: nxn; c) = A + c*eye(n)")
    assert report.linear.everywhere is not None
    assert str(report.linear.condition) == "Eq(c, 0)"
    verified(report)


def test_what_holds_for_some_given_matrices_only_says_at_which_size() -> None:
    """x' A x is linear for A' = -A: no condition for all sizes is claimed."""
    report = decided("T(x: R^n) = x.T*A*x")
    assert report.linear.status == "conditional"
    assert report.linear.at_size is not None
    assert report.linear.at_size.sizes == {"n": 2}
    assert "LINEAR FOR SOME A ONLY" in str(report)
    verified(report)


def test_what_holds_at_small_sizes_alone_is_not_said_to_hold_for_all() -> None:
    """The entries of adjugates have no formula for all sizes: three sizes are no proof."""
    report = decided("T(A) = inverse(inverse(A))", timeout=10)
    assert report.linear.status == "unknown"


def test_a_claim_about_another_formula_is_refused() -> None:
    """A theorem is shown with the formula that it is about, at that size."""
    one, other = decided("T(A: nxn) = A.T"), decided("T(A: nxn) = A*A")
    with pytest.raises(ValueError, match="about its formula"):
        replace(other, claims={**other.claims, Law.LINEAR: one.linear})
    with pytest.raises(ValueError, match="about its formula"):
        replace(one, claims={**one.claims, Law.LINEAR: other.linear})


def test_what_holds_at_one_size_is_no_claim_for_all() -> None:
    report = decided("T(A) = det(A)")
    (small,) = [at for at in report.tried if at.claim.status == "proved"]
    with pytest.raises(ValueError, match="no claim for all"):
        SizedClaim(Law.LINEAR, at_size=small)


def test_a_theorem_about_another_size_is_refused() -> None:
    report = decided("T(A) = det(A)")
    first, second = report.tried[:2]
    with pytest.raises(ValueError, match="at this size"):
        AtSize(first.sizes, first.operator, second.claim)
    broken = report.linear.at_size
    assert broken is not None
    moved = replace(broken, sizes={"n": 3})
    with pytest.raises(ValueError, match="about its formula"):
        replace(report, claims={**report.claims, Law.LINEAR: SizedClaim(Law.LINEAR, at_size=moved)})


def test_a_claim_without_a_theorem_is_unknown() -> None:
    assert SizedClaim(Law.LINEAR, reason="nobody knows").status == "unknown"
    report = decided("T(A: nxn) = A.T")
    with pytest.raises(ValueError, match="about its law"):
        SizedClaim(Law.ODD, everywhere=report.linear.everywhere)


def test_the_numbers_contradict_what_is_false() -> None:
    """Said to be proved, a square is contradicted at a small size."""
    from symlin.crosscheck.sized import cross_check_sizes

    true, false = decided("T(A: nxn) = A.T"), decided("T(A: nxn) = A*A")
    assert cross_check_sizes(true.operator, true, 0, 100, 10.0).status == "agrees"
    assert cross_check_sizes(false.operator, false, 0, 100, 10.0).status == "agrees"
    lie = cross_check_sizes(false.operator, true, 0, 100, 10.0)
    assert lie.status == "disagrees"


def test_the_dictionary_says_sizes() -> None:
    found = decided("T(A) = det(A)").to_dict()
    assert found["operator"]["space"]["sizes"] == ["n"]
    assert found["claims"]["linear"]["counterexample"]["sizes"] == {"n": 2}
    assert found["by_size"][0] == {"sizes": {"n": 1}, "linear": "proved"}


def test_the_entry_is_what_is_required() -> None:
    """`require_linear` hands over an entry as a sum, for there is no matrix of a size."""
    column = symlin.require_linear("T(A: nxn) = A*B", crosscheck=False)
    assert column.shape == (1, 1)
    assert "Sum" in str(column)
    with pytest.raises(symlin.NotLinear, match="all sizes"):
        symlin.require_linear("T(A: nxn) = A*A", crosscheck=False)
