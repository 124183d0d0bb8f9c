"""`symlin check --coq`: what coqc says of the proofs is in the last line."""

from __future__ import annotations

import json

import pytest

import symlin
from symlin.commands.run import run
from symlin.decision.failures import Undecided
from symlin.errors import NotInstalled
from symlin.export.coq import verdict as coq
from symlin.export.coq.compiler import coqc
from symlin.export.coq.verdict import Verdict
from symlin.kernel.claim import Law

needs_coqc = pytest.mark.skipif(coqc() is None, reason="coqc is not installed")


def test_the_laws_without_a_proof_in_coq_are_named_with_the_reason() -> None:
    missing = {Law.ODD: "no proof", Law.POSITIVE_HOMOGENEITY: "no proof", Law.LINEAR: "late"}
    assert Verdict((Law.AFFINE,), missing).text == (
        "coqc accepts the proofs of 1 of 4 laws (odd, positive homogeneity: no proof; linear: late)"
    )
    assert Verdict((Law.ODD,), {}).text == "coqc accepts the proof of all 1 law"


def test_without_coqc_the_answer_is_given_and_what_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever asked for coqc must not take an answer without it for one with it."""
    monkeypatch.setattr(coq, "coqc", lambda: None)
    assert run(["check", "2*x", "--coq", "--no-crosscheck"]) == 2
    printed = capsys.readouterr()
    assert "LINEAR" in printed.out
    assert "coqc is not installed: apt-get install coq" in printed.err
    with pytest.raises(NotInstalled):
        symlin.require_linear("2*x", coq=True, crosscheck=False)


def test_a_proof_that_coqc_rejects_is_not_required_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    rejected = Verdict((), {Law.LINEAR: "no proof that coqc accepts was found"})
    monkeypatch.setattr(coq, "verdict", lambda *_: rejected)
    with pytest.raises(Undecided, match="no proof that coqc accepts"):
        symlin.require_linear("2*x", coq=True, crosscheck=False)


@needs_coqc
@pytest.mark.slow
def test_coqc_has_the_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    """In the last line, in JSON, and for a caller who requires it."""
    assert run(["check", "relu", "--coq", "--no-crosscheck"]) == 1
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last == "  coqc accepts the proofs of all 6 laws"
    assert run(["check", "2*x", "--coq", "--json", "--no-crosscheck"]) == 0
    assert len(json.loads(capsys.readouterr().out)["coq"]["accepted"]) == 6
    matrix = symlin.require_linear("2*x", coq=True, crosscheck=False)
    assert list(matrix) == [2]
