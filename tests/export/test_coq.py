"""Exported Coq files: coqc accepts what symlin proved, and rejects what it did not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from symlin.decision.report import Report
from symlin.decision.verdict import Claim
from symlin.export.coq import NotExported, compiler, confirmation, export, to_coq, write_coq_folder
from symlin.export.coq.compiler import LATE
from symlin.export.coq.confirmation import confirmed, library
from symlin.export.coq.file import Export, operator_file
from symlin.kernel.certificate import CaseProof, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.term import const
from tests.export.all_coq import CLASSICAL, axioms_in
from tests.export.coqc import COQC, objection, objection_to, run

from ..decided import decided

WITHOUT = pytest.mark.skipif(
    COQC is None, reason="coqc is not installed (Debian: coq, libcoq-interval)"
)


def needs_coqc(test: Callable[..., None]) -> Callable[..., None]:
    """The test, skipped where there is no coqc, and slow where there is."""
    return pytest.mark.slow(WITHOUT(test))


def report_of(text: str, *assume: str) -> Report:
    return decided(text, assume=assume)


SLICE = {
    "piecewise linear, refuted": ("relu", ()),
    "piecewise linear, proved": ("Max(x1, x2) + Min(x1, x2)", ()),
    "conditional": ("leaky_relu", ()),
    "point that depends on parameters": ("relu(w*x + b)", ()),
    "restricted to a domain": ("Max(w*x, 0)", ("x >= 0", "w >= 0")),
    "polynomial": ("(x+1)**3 - x**3 - 3*x**2 - 1", ()),
    "homogeneous, not additive": ("Piecewise((x1**2/x2, Ne(x2,0)), (0, True))", ()),
    "transcendental, refuted": ("1/(1 + exp(-x))", ()),
    "transcendental, linear": ("log(1+exp(x)) - log(1+exp(-x))", ()),
    "guards that exclude each other": ("Piecewise((x, (x > 3) & (x < 2)), (2*x, True))", ()),
    "a guard that a function decides": ("Piecewise((x, exp(x) > 0), (x**2, True))", ()),
    "the root of a square": ("sqrt(x**2) - Abs(x) + 3*x", ()),
    "half a turn": ("sin(x + pi) + sin(x) + x", ()),
    "the error function": ("gelu", ()),
}


def axioms_of(found: Export, folder: Path) -> set[str]:
    """What all theorems together rest on, once coqc has accepted them."""
    names = ", ".join(t.name for t in found.theorems)
    check = f"Definition all := ({names}).\nPrint Assumptions all.\n"
    (folder / "Operator.v").write_text(operator_file(found) + check)
    command = [COQC, "-q", "-w", "none", "-R", library(), "Symlin", "Operator.v"]
    done = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return axioms_in(done.stdout)


@needs_coqc
@pytest.mark.parametrize(("text", "assume"), SLICE.values(), ids=SLICE.keys())
def test_coqc_accepts(text, assume, tmp_path):
    """One operator of each class: every claim of it that is written is accepted, and rests on the
    axioms of the reals: none of machine numbers, nothing admitted."""
    found = export(report_of(text, *assume))
    assert found.theorems
    axioms = axioms_of(found, tmp_path)
    assert "sig_forall_dec" in axioms
    assert axioms <= CLASSICAL


@needs_coqc
def test_what_holds_of_roots_whatever_the_parameters():
    """For every e > 0 the law breaks, by the squares of the roots of 1 + e and 4 + e."""
    found = confirmed(report_of("x/sqrt(x**2 + e)", "e > 0"))
    assert {theorem.law for theorem in found.theorems} == set(Law) - {Law.EQUIVALENT}


@needs_coqc
def test_self_contained_file_needs_no_other(tmp_path):
    """What `to_coq` returns is accepted by itself, in an empty folder."""
    (tmp_path / "relu.v").write_text(to_coq(report_of("relu")))
    assert run(tmp_path / "relu.v", None) is None


@needs_coqc
def test_folder_builds_with_make(tmp_path):
    """`make` is the one command."""
    write_coq_folder(report_of("relu"), tmp_path)
    subprocess.run(["make", "-s"], cwd=tmp_path, check=True, timeout=300, capture_output=True)
    assert (tmp_path / "Operator.vo").exists()


@needs_coqc
def test_two_hundred_hinges_are_one_computation():
    """The size of an operator does not matter to the normal form."""
    text = " + ".join(f"Max(x{i}, 0) - Max(-x{i}, 0)" for i in range(200))
    found = export(report_of(text))
    assert {t.name for t in found.theorems} >= {"op_is_linear", "op_is_additive"}
    assert objection(found) is None


@needs_coqc
def test_coqc_accepts_a_proof_by_cases_of_the_parameters():
    """Where no one matrix serves all parameters, each case has its own."""
    report = report_of("x/(a*x + b) + x")
    claim = report.claims[Law.AFFINE]
    assert isinstance(claim.certificate.steps.proof, CaseProof)
    assert objection(export(replace(report, claims={Law.AFFINE: claim}))) is None


def _text_of(text: str) -> str:
    return operator_file(export(report_of(text)))


@needs_coqc
@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("relu", "(y := [1 # 1]%Q)", "(y := [2 # 1]%Q)"),
        ("relu", "(Max (Var 0) (Cst (0 # 1)))", "(Max (Var 0) (Cst (1 # 1)))"),
        ("leaky_relu", "<-> alpha = 1", "<-> alpha = 2"),
        ("leaky_relu", "<-> alpha = 1", "<-> 1 <= alpha"),
        ("1/(1 + exp(-x))", "~ is_additive", "is_additive"),
        ("relu", "~ is_linear", "is_linear"),
        ("3*x + 2", "is_affine", "is_linear"),
    ],
    ids=[
        "wrong witness", "wrong data", "wrong condition", "loose condition",
        "wrong verdict", "linear for not linear", "linear for affine",
    ],
)  # fmt: skip
def test_coqc_rejects(text, right, wrong):
    """A wrong claim or a wrong proof does not pass: the files prove what they say."""
    good = _text_of(text)
    assert right in good
    assert objection_to(good.replace(right, wrong)) is not None


def with_forged_matrix(report: Report, others: Mapping[Law, Claim]) -> Any:
    """What no report can say, for the kernel would not have it: that the matrix is (2)."""
    claim = report.linear
    steps = replace(claim.certificate.steps, matrix=((const(2),),))
    forged = SimpleNamespace(
        law=Law.LINEAR,
        status=claim.status,
        certificate=replace(claim.certificate, steps=steps),
        reason=None,
    )
    claims = {**others, Law.LINEAR: forged}
    return SimpleNamespace(operator=report.operator, claims=claims, version=report.version)


@needs_coqc
def test_coqc_rejects_a_wrong_matrix():
    """relu(x) - relu(-x) is x, and not 2 x, whichever way the proof is written."""
    report = report_of("Max(x,0) - Max(-x,0)")
    found = export(with_forged_matrix(report, {}))
    assert "(rows := [[2]])" in operator_file(found)
    assert objection(found) is not None


@needs_coqc
def test_theorems_that_coqc_rejects_are_left_out():
    """What is given out is what coqc accepted; the rest is named."""
    report = report_of("Max(x,0) - Max(-x,0)")
    wrong = with_forged_matrix(report, report.claims)
    assert list(confirmed(wrong).missing) == [Law.LINEAR]


def test_the_time_allowed_is_kept(monkeypatch, tmp_path):
    """--timeout 10 means seconds, whatever coqc does: what it has accepted by then is given out,
    the rest is named."""
    script = "print('accepted: op_is_not_linear', flush=True); import time; time.sleep(60)"
    monkeypatch.setattr(compiler, "_command", lambda *_: [sys.executable, "-c", script])
    monkeypatch.setattr(confirmation, "library", lambda names: tmp_path)
    start = time.monotonic()
    found = confirmed(report_of("relu"), 2.5)
    assert time.monotonic() - start < 40
    assert [t.name for t in found.theorems] == ["op_is_not_linear"]
    assert found.missing == dict.fromkeys(
        [Law.AFFINE, Law.ADDITIVITY, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD], LATE
    )


def test_a_program_that_says_nothing_leaves_no_theorem(monkeypatch, tmp_path):
    """A coqc that hangs or fails must not count as one that agrees."""
    monkeypatch.setattr(confirmation, "library", lambda names: tmp_path)
    for script in ("import time; time.sleep(60)", "raise SystemExit(1)"):
        monkeypatch.setattr(compiler, "_command", lambda *_, s=script: [sys.executable, "-c", s])
        with pytest.raises(NotExported):
            confirmed(report_of("relu"), 1.0)


@needs_coqc
def test_points_of_another_shape_break_additivity_too():
    """A weighted sum with whole weights is more than f(x + y), and Coq follows it."""
    report = report_of("relu")
    zero, one, minus_one = ({"x": const(k)} for k in (0, 1, -1))
    witnesses = {
        Law.ADDITIVITY: Witness((one, minus_one), (const(1), const(1)), 0),
        Law.HOMOGENEITY: Witness((zero, one, minus_one), (const(1), const(-1), const(-1)), 0),
    }
    claims = {
        law: Claim(law, check(report.domain.subject, law, "refuted", witness))
        for law, witness in witnesses.items()
    }
    found = export(replace(report, claims=claims))
    assert "additive_combination" in operator_file(found)
    assert "homogeneous_combination" in operator_file(found)
    assert objection(found) is None


def test_unknown_claims_are_named_not_written():
    """What is not proved is said to be missing, with the reason."""
    report = report_of("relu")
    claims = {law: Claim(law, reason="no certificate") for law in report.claims}
    with pytest.raises(NotExported):
        export(replace(report, claims=claims))


def test_a_refused_theorem_is_listed_as_missing():
    found = export(report_of("relu"), keep=lambda theorem: "odd" not in theorem.name)
    assert [law.value for law in found.missing] == ["odd"]
    assert "(* Not here: odd" in operator_file(found)


def test_statements_read_like_the_claim():
    text = operator_file(export(report_of("leaky_relu")))
    assert "forall (alpha : R), (is_linear (op alpha) <-> alpha = 1)." in text


def test_comparisons_are_told_from_what_joins_them():
    """In Coq && binds more tightly than <?: without brackets the term has no type."""
    text = operator_file(export(report_of("Piecewise((x, (x > 3) & (x < 2)), (2*x, True))")))
    assert "if (3 <? x.[0]) && (x.[0] <? 2) then x.[0] else 2 * x.[0]" in text
    text = operator_file(export(report_of("Piecewise((x, (x > 3) | Ne(x, 2)), (2*x, True))")))
    assert "(3 <? x.[0]) || " in text


@needs_coqc
def test_names_that_coq_takes_are_others_there():
    """A parameter may be called as its author likes."""
    names = ("Axiom", "Definition", "Theorem", "cofix", "by", "SProp")
    found = export(report_of(f"f(x; {', '.join(names)}) = ({' + '.join(names)})*x"))
    assert found.theorems
    assert objection(found) is None
