"""Exported Coq files about functions, matrices of all sizes and complex numbers: coqc accepts what
symlin says, alone in an empty folder, and rejects what it does not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import symlin
from symlin.decision.functions.report import FunctionReport
from symlin.decision.report import Report
from symlin.decision.sized.report import SizedReport
from symlin.errors import NotExported
from symlin.export.coq.complex import complex_to_coq
from symlin.export.coq.functions import file, report_to_coq
from tests.export.all_coq import CLASSICAL, axioms_in
from tests.export.coqc import COQC, run
from tests.export.test_coq import needs_coqc

PROVED = ("linear", "affine", "additive", "homogeneous", "positively_homogeneous", "odd")
ALL = {f"T_is_{word}" for word in PROVED}
NONE = {f"T_is_not_{word}" for word in PROVED}
TRUE: dict[str, tuple[str, dict[str, Any], set[str]]] = {
    "values": ("t*x(t)", {}, ALL | {"T_is_not_time_invariant"}),
    "sequences": ("x[n] - 2*x[n-1]", {}, ALL | {"T_is_time_invariant"}),
    "a shift by a parameter": ("x[n - n0]", {}, ALL | {"T_is_time_invariant"}),
    "derivatives": ("x''(t) + 3*x'(t) - 2*x(t)", {}, ALL),
    "integrals": ("Integral(exp(s)*x(s), (s, 0, t))", {}, ALL),
    "integrals against what is given": (
        "Integral(h(s)*x(t - s), (s, 0, 2))",
        {"inputs": ["x"]},
        ALL,
    ),
    "an improper integral, by hypothesis": ("Integral(exp(s - t)*x(s), (s, -oo, t))", {}, ALL),
    "an infinite sum, by hypothesis": ("Sum(x[k], (k, -oo, oo))", {}, ALL),
    "a formula that is linear in disguise": ("log(exp(x(t)))", {}, ALL | {"T_is_time_invariant"}),
    "cases": ("Max(x(t), 0) - Max(-x(t), 0)", {}, ALL | {"T_is_time_invariant"}),
    "a square": ("x(t)**2", {}, NONE | {"T_is_time_invariant"}),
    "an offset": (
        "x[n-1] + 2",
        {},
        NONE - {"T_is_not_affine"} | {"T_is_affine", "T_is_time_invariant"},
    ),
    "a maximum": (
        "Max(x[n-1], x[n])",
        {},
        NONE - {"T_is_not_positively_homogeneous"}
        | {"T_is_positively_homogeneous", "T_is_time_invariant"},
    ),
    "matrices of all sizes": ("T(A: nxn) = A*B - B*A", {}, ALL),
    "matrices of two sizes": ("T(X: nxm) = A*X*B", {}, ALL),
    "the trace": ("T(A: nxn) = A - trace(A)/n*eye(n)", {}, ALL),
    "the mean": ("T(x: R^n) = mean(x)", {}, ALL),
}
"""With the theorems that are there: all that is said, but invariance of more than values."""


def exported(text: str, **options: Any) -> str:
    report = symlin.check(text, crosscheck=False, **options)
    assert isinstance(report, FunctionReport | SizedReport)
    return report_to_coq(report)


def said(text: str, folder: Path) -> str | None:
    """What coqc says against a file in an empty folder."""
    (folder / "Operator.v").write_text(text)
    return run(folder / "Operator.v", None)


def theorems(text: str) -> set[str]:
    return set(re.findall(r"^Theorem (\w+)", text, re.MULTILINE))


@needs_coqc
@pytest.mark.parametrize("name", TRUE)
def test_coqc_accepts(name: str, tmp_path: Path) -> None:
    """A file for each kind of letter, without hand work, with all theorems that it can have."""
    text, options, wanted = TRUE[name]
    found = exported(text, **options)
    assert theorems(found) == wanted
    assert said(found, tmp_path) is None


LIES = {
    "another operator": ("t*x(t)", "t * (l1", "t * (l1 x t) * (l1"),
    "an offset that is left out": ("x[n] - 2*x[n-1]", "(l1 x n) -", "1 + (l1 x n) -"),
    "a law with another factor": ("x(t)", "a * T x t + b", "2 * a * T x t + b"),
    "a place that moves": ("x[n] - 2*x[n-1]", "x (n + (-1))%Z", "x (n * n)%Z"),
    "a square under an integral": (
        "Integral(exp(s)*x(s), (s, 0, t))",
        "exp s1 * (l1 x s1)",
        "(l1 x s1) * (l1 x s1)",
    ),
    "a functional that is not said to be linear": (
        "Sum(x[k], (k, -oo, oo))",
        "b * (l2 x')",
        "(l2 x')",
    ),
    "a wrong witness": ("x(t)**2", "(fun s : R => (1) * (s) ^ 0)", "(fun s : R => 0)"),
    "a sum with another end": (
        "T(A: nxn) = A*B - B*A",
        "(fun k11 : Z => (l1 A i k11)",
        "(fun k11 : Z => 1 + (l1 A i k11)",
    ),
}


@needs_coqc
@pytest.mark.parametrize("name", LIES)
def test_coqc_rejects(name: str, tmp_path: Path) -> None:
    """What is accepted is no accident of the tactics: the same file with a lie in it is not."""
    text, old, new = LIES[name]
    found = exported(text)
    if old not in found:
        pattern = re.compile(re.escape(old).replace("s1", r"s\w*").replace("k11", r"k\w*"))
        match = pattern.search(found)
        assert match is not None, found
        old = match[0]
    changed = found.replace(old, new.replace("k11", _bound(old)).replace("s1", _bound(old)))
    assert changed != found
    assert said(changed, tmp_path) is not None


def _bound(text: str) -> str:
    """The bound variable in a part of the file."""
    found = re.search(r"\b[ks][0-9]+\b", text)
    return found[0] if found else ""


@needs_coqc
def test_proofs_rest_on_the_axioms_of_the_reals_alone(tmp_path: Path) -> None:
    """Nothing is admitted; hypotheses of functionals are premises of the theorem."""
    found = exported("Integral(exp(s)*x'(s), (s, 0, t)) + x(t - 1)")
    (tmp_path / "Operator.v").write_text(f"{found}\nPrint Assumptions T_is_linear.\n")
    command = [str(COQC), "-q", "-w", "none", "Operator.v"]
    done = subprocess.run(
        command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=300
    )
    assert set(axioms_in(done.stdout)) <= CLASSICAL


@needs_coqc
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("f(z: C) = (2 + 3i) z", "op_is_linear_over_C"),
        ("f(z: C) = w*z", "op_is_linear_over_C"),
        ("f(z: C) = conj(z)", "op_is_not_homogeneous_over_C"),
        ("f(z: C^2) = [z1, conj(z2)]", "op_is_not_homogeneous_over_C"),
        ("f(z: C) = z**2", "op_is_not_homogeneous_over_C"),
    ],
)
def test_complex_numbers(text: str, name: str, tmp_path: Path) -> None:
    """Over the complex numbers a factor passes through, or one does not."""
    report = symlin.check(text, crosscheck=False)
    assert isinstance(report, Report)
    found = complex_to_coq(report)
    assert name in theorems(found)
    assert said(found, tmp_path) is None
    wrong = found.replace("a * z j - b", "a * z j + b")
    if "3i" in text:  # times a real number, and every bilinear map, there is no difference
        assert said(wrong, tmp_path) is not None


def test_what_cannot_be_written_is_said() -> None:
    """Partial derivatives, and what fails at a size."""
    if COQC is not None:
        with pytest.raises(NotExported, match="partial derivatives"):
            exported("u_t - u_xx")
    with pytest.raises(NotExported, match="size"):
        exported("T(A) = det(A)")


def test_without_coqc_nothing_is_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proofs are attempts until coqc has read them."""
    monkeypatch.setattr(file, "coqc", lambda: None)
    with pytest.raises(NotExported, match="coqc is needed"):
        exported("t*x(t)")


@needs_coqc
def test_a_theorem_that_coqc_rejects_is_left_out_and_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One bad proof does not take the others with it, and is never handed out."""
    honest = file.theorem

    def lying(operator: Any, claim: Any, outputs: Any) -> Any:
        found = honest(operator, claim, outputs)
        if claim.law.value != "affine":
            return found
        return found._replace(text=found.text.replace("close_equation", "reflexivity"))

    monkeypatch.setattr(file, "theorem", lying)
    found = exported("2*x(t)")
    assert "T_is_affine" not in theorems(found)
    assert "Not here: affine" in found
    assert said(found, tmp_path) is None
