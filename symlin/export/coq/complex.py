"""What is said over the complex numbers, beside what is said of real and imaginary parts.

Coordinates are real and imaginary parts in turn. A map that is linear over the reals is linear over
the complex numbers iff it commutes with their multiplication.
"""

from __future__ import annotations

from time import monotonic

from symlin.decision.complex_claim import ComplexCounterexample
from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.errors import NotExported
from symlin.export.coq import support
from symlin.export.coq.compiler import LATE, SECONDS, coqc, library, listen, mark
from symlin.export.coq.confirmation import confirmed
from symlin.export.coq.file import Export, export, operator_file, single_file
from symlin.export.coq.printing import number_text
from symlin.kernel import term as k
from symlin.kernel.claim import Law

TIMES = """\
(* (a + b i) z, of real and imaginary parts in turn. *)
Definition times (a b : R) (z : vec) : vec :=
  fun j => if N.even j then a * z j - b * z (j + 1)%N else a * z j + b * z (j - 1)%N.
"""
MOST_OUTPUTS = 64
"""Each is an equation of its own."""


def complex_to_coq(report: Report, seconds: float = SECONDS) -> str:
    """The file about real coordinates, with what is said over the complex numbers behind it.

    Raises `NotExported` where nothing can be written.
    """
    if coqc() is None:
        told = "(* Not here: over the complex numbers: coqc is not there to be asked. *)\n"
        return single_file(export(report.over_reals())) + told
    found = confirmed(report.over_reals(), seconds)
    return f"{single_file(found)}\n{over_complex(report, found, seconds)}"


def over_complex(report: Report, found: Export, seconds: float = SECONDS) -> str:
    """The theorem about multiples that coqc accepts after the export of the same report
    over the reals; or a comment that says why there is none."""
    try:
        text = _theorem(report, found)
    except NotExported as reason:
        return f"(* Not here: over the complex numbers: {reason}. *)\n"
    whole = (
        f"{operator_file(found, lambda theorem: theorem.premise)}\n{TIMES}\n{text}{mark('complex')}"
    )
    folder = library(support.needed(found.development.functions))
    said = listen(whole, folder, 1, monotonic() + seconds)
    if said.against is None:
        return f"{TIMES}\n{text}"
    why = LATE if said.against == LATE else "no proof that coqc accepts was found"
    return f"(* Not here: over the complex numbers: {why}. *)\n"


def _theorem(report: Report, found: Export) -> str:
    development, linear = found.development, report.linear
    count = len(development.outputs)
    if development.domain_name is not None:
        raise NotExported("a domain")
    if count > MOST_OUTPUTS:
        raise NotExported("the operator has too many outputs")
    op = development.operator
    parts = [f"{op} (times a b z) {j}%N = times a b ({op} z) {j}%N" for j in range(count)]
    said = "forall (a b : R) (z : vec),\n    " + " /\\\n    ".join(parts)
    if linear.status is Status.PROVED:
        # the real theorem is above: together they are linearity over the complex numbers
        body = development.statement(f"is_linear {op} /\\\n  ({said})")
        steps = "intros a b z; unfold op, times; cbn; repeat split; first [ ring | field; lra ]"
        proof = f"{development.opening} split; [ apply op_is_linear; assumption | {steps} ]."
        if not any(t.law is Law.LINEAR for t in found.theorems):
            raise NotExported("linearity over the reals is not here")
        name = "op_is_linear_over_C"
        return f"Theorem {name} :\n  {body}.\nProof. {proof} Qed.\n"
    if linear.status is not Status.REFUTED:
        raise NotExported(linear.reason or "conditions on parameters are not written")
    return _refuted(report, said)


def _refuted(report: Report, said: str) -> str:
    """A complex number that does not pass through."""
    example = report.homogeneity.counterexample
    if report.operator.parameters:
        raise NotExported("a refutation for all parameters is not written")
    if not isinstance(example, ComplexCounterexample):
        raise NotExported("it fails over the reals already")
    factor = example.factor or (k.ZERO, k.ONE)
    numbers = [*factor, *example.points["x"].values()]
    if not all(isinstance(value, k.Const) for value in numbers):
        raise NotExported("a point that is not rational")
    a, b, *entries = (number_text(v.value)[0] for v in numbers if isinstance(v, k.Const))
    at = f"({a}) ({b}) (vector [{'; '.join(entries)}])"
    steps = f"intro H. specialize (H {at}). unfold op, times in H; cbn in H; lra."
    name = "op_is_not_homogeneous_over_C"
    return f"Theorem {name} :\n  ~ ({said}).\nProof. {steps} Qed.\n"
