"""The verdict on an operator on functions, in a word or two."""

from __future__ import annotations

from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.verdict import Status
from symlin.kernel.term import var
from symlin.kernel.walk import substitute
from symlin.language.printing import guard_to_human
from symlin.report.formats.segments import Style
from symlin.report.words.headline import STYLES
from symlin.report.words.letters import value_texts


def verdict(report: FunctionReport) -> tuple[str, Style]:
    """LINEAR, NOT TIME-INVARIANT, and a colour."""
    linear = report.linear
    word = _equation_word(report) if report.operator.equation else _linear_word(report)
    rest = _invariance_word(report)
    if not rest:
        return word, STYLES[linear.status]
    if linear.status is Status.REFUTED and not report.operator.equation:
        inside = [w for w in (_affine_word(report), rest.lower()) if w]
        return f"{word} ({', '.join(inside)})", STYLES[linear.status]
    return f"{word}, {rest}", STYLES[linear.status]


def _linear_word(report: FunctionReport) -> str:
    linear = report.linear
    each = [claim.status is Status.PROVED for claim in report.linear_in.values()]
    if linear.status is Status.REFUTED and each and all(each):
        kind = "BILINEAR" if len(each) == 2 else "MULTILINEAR"
        return f"NOT LINEAR jointly, {kind}"
    return {
        Status.PROVED: "LINEAR",
        Status.REFUTED: "NOT LINEAR",
        Status.CONDITIONAL: f"LINEAR IFF {condition_text(linear)}",
        Status.UNKNOWN: "UNKNOWN",
    }[linear.status]


def _equation_word(report: FunctionReport) -> str:
    linear, affine = report.linear, report.affine
    match linear.status:
        case Status.PROVED:
            return "HOMOGENEOUS LINEAR"
        case Status.CONDITIONAL if affine.status is Status.PROVED:
            return f"LINEAR, HOMOGENEOUS IFF {condition_text(linear)}"
        case Status.CONDITIONAL:
            return f"HOMOGENEOUS LINEAR IFF {condition_text(linear)}"
        case Status.REFUTED if affine.status is Status.PROVED:
            return "LINEAR, INHOMOGENEOUS"
        case Status.REFUTED if affine.status is Status.REFUTED:
            return "NONLINEAR"
        case Status.REFUTED:
            return "NOT HOMOGENEOUS LINEAR"
        case _ if affine.status is Status.PROVED:
            return "LINEAR"  # with a right side that is given, or unknown to be 0
        case _:
            return "UNKNOWN"


def _affine_word(report: FunctionReport) -> str:
    return "affine" if report.affine.status is Status.PROVED else ""


def _invariance_word(report: FunctionReport) -> str:
    claim = report.time_invariance
    if claim is None or claim.status is Status.UNKNOWN:
        return ""
    word = "AUTONOMOUS" if report.operator.equation else "TIME-INVARIANT"
    if claim.status is Status.CONDITIONAL:
        return f"{word} IFF {condition_text(claim)}"
    return word if claim.status is Status.PROVED else f"NOT {word}"


def condition_text(claim: FunctionClaim) -> str:
    """The condition on the parameters, or on functions that are given, as a person would write
    it."""
    if claim.guard is None:
        return ""
    if not claim.values or claim.theorem is None:
        return guard_to_human(claim.guard)
    texts = value_texts(claim.values, claim.theorem.subject)
    (guard,) = substitute((claim.guard,), {name: var(text) for name, text in texts.items()})
    return f"{guard_to_human(guard)} everywhere"
