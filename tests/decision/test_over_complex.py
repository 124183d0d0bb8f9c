"""Laws over the complex numbers: claims that rest on theorems about real coordinates."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

import symlin
from symlin.decision.complex_claim import ComplexClaim, Form, composed
from symlin.decision.complex_subjects import domain_turned, moved, scaled, turned
from symlin.decision.report import subject_of
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law
from symlin.kernel.statements.conclusions import entail
from symlin.kernel.term import TRUE
from symlin.reading.parse import parse_operator

CASES: Mapping[tuple[str, ...], tuple[str, str, str]] = {
    # over C; over R; affine over C
    ("f(z: C) = conj(z)",): ("refuted", "proved", "refuted"),
    ("f(z: C) = re(z)",): ("refuted", "proved", "refuted"),
    ("f(z: C) = im(z)",): ("refuted", "proved", "refuted"),
    ("f(z: C) = (2 + 3i) z",): ("proved", "proved", "proved"),
    ("f(z: C) = re(z) + i*im(z)",): ("proved", "proved", "proved"),
    ("f(z: C) = conj(conj(z))",): ("proved", "proved", "proved"),
    ("f(z: C) = z + 1",): ("refuted", "refuted", "proved"),
    ("f(z: C) = conj(z) + 1",): ("refuted", "refuted", "refuted"),
    ("f(z: C) = Abs(z)",): ("refuted", "refuted", "refuted"),
    ("f(z: C) = z*conj(z)",): ("refuted", "refuted", "refuted"),
    ("f(z: C) = exp(z)",): ("refuted", "refuted", "refuted"),
    ("f(z: C) = z**2/z",): ("proved", "proved", "proved"),
    ("f(z: C) = w*z", "w: C"): ("proved", "proved", "proved"),
    ("f(z: C) = z*w + b", "w: C", "b: C"): ("conditional", "conditional", "proved"),
    ("f(z: C) = w*z + conj(w)*conj(z)", "w: C"): ("conditional", "proved", "conditional"),
    ("f(z: C^2) = conj(z)",): ("refuted", "proved", "refuted"),
    ("f(A: C^2x2) = trace(A)",): ("proved", "proved", "proved"),
    ("f(A: C^2x2) = conj(A.T)",): ("refuted", "proved", "refuted"),
    ("f(z: C) = a*conj(z) + b", "b: C"): ("conditional", "conditional", "conditional"),
    ("f(z: C) = i^2 z + z",): ("proved", "proved", "proved"),
}


@pytest.mark.parametrize("text", CASES, ids=" ".join)
def test_a_law_over_c_says_more_than_one_over_r(text: tuple[str, ...]) -> None:
    """Conjugation passes real factors on and turns the others round."""
    report = symlin.check(text[0], space=text[1:])
    assert report.linear_over_reals is not None
    over_c, over_r = report.linear.status, report.linear_over_reals.status
    assert (over_c, over_r, report.affine.status) == CASES[text]
    assert report.crosscheck.status == "agrees"
    for claim in report.claims.values():
        assert claim.certificate is not None
        symlin.verify(json.dumps(claim.certificate.to_json()))


def test_the_condition_over_c_is_exact() -> None:
    """w*z + conj(w)*conj(z) is twice a real part, which is linear over C only where it is 0."""
    report = symlin.check("w*z + conj(w)*conj(z)", space="w: C")
    assert str(report.linear.condition) == "Eq(w_im, 0) & Eq(w_re, 0)"


def test_a_counterexample_over_c_is_a_complex_factor() -> None:
    """f(i 1) is -i, and i f(1) is i: the factor is I, and the kernel has checked both sides."""
    example = symlin.check("f(z: C) = conj(z)").to_dict()["claims"]["linear"]["counterexample"]
    assert example is not None
    assert example["scalar"] == "I"
    assert example["inputs"] == {"x": {"z_re": "1", "z_im": "0"}}
    assert (example["lhs"], example["rhs"]) == (["0", "-1"], ["0", "1"])


def test_a_domain_that_i_leaves_proves_nothing() -> None:
    """On the cone |im z| < re z no z has i z beside it: conj(z) would pass f(i z) = i f(z) there
    without being tried, and is no complex multiple of z.
    """
    report = symlin.check("f(z: C) = conj(z)", assume="re(z) > abs(im(z))")
    assert report.linear.status is Status.REFUTED
    assert report.homogeneity.status is Status.REFUTED
    assert report.affine.status in (Status.UNKNOWN, Status.REFUTED)


def test_a_matrix_over_c_is_shown_as_one() -> None:
    """Four real entries that say one complex number are for the JSON."""
    text = str(symlin.check("f(z: C^2) = [1 i; 0 2]*z"))
    assert "[1 i]" in text
    assert "LINEAR OVER C" in text
    assert "LINEAR OVER R, NOT OVER C" in str(symlin.check("f(z: C) = conj(z)"))


def test_mixed_numbers_are_refused() -> None:
    """A map of a complex and a real input is linear over no field but R: which is meant?"""
    with pytest.raises(symlin.InputError, match="some inputs are complex, and t is real"):
        symlin.check("f(z: C, t) = t*z")


def _document(text: str, law: str = "linear", *spaces: str) -> dict[str, Any]:
    certificate = symlin.check(text, space=spaces).claims[Law(law)].certificate
    assert certificate is not None
    document: dict[str, Any] = copy.deepcopy(certificate.to_json())
    return document


def _forged() -> dict[str, dict[str, Any]]:
    """Documents that say over C what does not follow."""
    linear, conj = _document("f(z: C) = 2z"), _document("f(z: C) = conj(z)")
    square, half = _document("f(z: C) = z**2/z"), _document("f(z: C) = z/2")
    scaled_real = _document("f(z: C) = conj(z)", "homogeneity")
    found = {
        "a refuted part, said to be proved": {
            **conj, "claim": {**conj["claim"], "status": "proved"}},
        "the first part alone": {**linear, "second": None},
        "the second part alone": {**linear, "real": None},
        "the comparison of another function": {**linear, "second": half["second"]},
        "linearity of another function": {**linear, "real": half["real"]},
        "linearity for both parts": {**linear, "second": linear["real"]},
        "the comparison for both parts": {**linear, "real": linear["second"]},
        "another law": {**linear, "claim": {**linear["claim"], "law": "odd"}},
        "equality of one function": {**linear, "claim": {**linear["claim"], "law": "equivalent"}},
        "another form": {**linear, "claim": {**linear["claim"], "form": "scaled"}},
        "an unknown form": {**linear, "claim": {**linear["claim"], "form": "real"}},
        "proved, said to be refuted": {
            **linear, "claim": {**linear["claim"], "status": "refuted"}},
        "proved, said to be conditional": {
            **linear, "claim": {**linear["claim"], "status": "conditional"}},
        "unknown, said to be known": {
            **linear, "claim": {**linear["claim"], "status": "unknown"}},
        "multiples of another function": {**scaled_real, "function": square["function"]},
        "another function": {**linear, "function": half["function"]},
        "affine on the grounds of an affine map": {
            **_document("f(z: C) = z + 1", "affine"),
            "claim": {"law": "linear", "status": "proved", "form": "moved"}},
    }  # fmt: skip
    lie = copy.deepcopy(conj)
    lie["claim"]["status"] = lie["second"]["claim"]["status"] = "proved"
    found["a part that lies about itself"] = lie
    nested = copy.deepcopy(linear)
    nested["real"] = linear
    found["a claim over C for one over R"] = nested
    return found


FORGED = _forged()


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates_over_c_are_refused(name: str) -> None:
    """Anybody may write a document; the kernel and the rule of composition have the last word."""
    with pytest.raises((symlin.Rejected, symlin.Unreadable)):
        symlin.verify(json.dumps(FORGED[name]))


def test_a_cone_cannot_be_forged_into_a_proof() -> None:
    """Both theorems hold on the cone, one of them because nothing is compared there."""
    operator = parse_operator("f(z: C) = conj(z)", assume=["re(z) > abs(im(z))"])
    subject = subject_of(operator)
    report = symlin.check_operator(operator) if hasattr(symlin, "check_operator") else None
    real = (report or symlin.check(operator)).linear_over_reals
    assert real is not None
    from symlin.decision.claims import Claims
    from symlin.exact.deadline import Deadline
    from symlin.search.outcome import NOTHING

    second, _ = Claims(turned(subject), Deadline(20)).searched(
        Law.EQUIVALENT, Deadline(20), NOTHING
    )
    claim = composed(Law.LINEAR, subject, Form.TURNED, real, second)
    assert claim.closed is None
    assert claim.status is Status.UNKNOWN


def test_evidence_about_something_else_is_refused() -> None:
    """That 0 = 0 follows from nothing is a theorem, and says nothing about a domain."""
    report = symlin.check("f(z: C) = z**2/z")
    claim = report.linear
    assert isinstance(claim, ComplexClaim)
    assert claim.closed is not None
    with pytest.raises(ValueError, match="closed under i"):
        replace(claim, closed=entail((), TRUE))
    with pytest.raises(ValueError, match="other functions"):
        replace(claim, second=symlin.check("f(z: C) = z").linear.second)  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        ComplexClaim(Law.ODD, subject=claim.subject)
    with pytest.raises(TypeError):
        Claim(Law.LINEAR, claim)  # type: ignore[arg-type]


def test_the_compared_functions_are_those_of_the_law() -> None:
    """f(i z) of f(z) = z is i z: its parts are -im and re, and so is i f(z)."""
    subject = subject_of(parse_operator("f(z: C) = z"))
    left = turned(subject).outputs
    assert left[:2] == left[2:]
    assert turned(subject).inputs == ("z_re", "z_im")
    assert scaled(subject).inputs == ("z_re", "z_im", "c_re", "c_im")
    assert moved(subject).inputs == ("z_re", "z_im", "z_re_2", "z_im_2")
    assert domain_turned(subject) is TRUE
