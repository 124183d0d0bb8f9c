"""What a certificate establishes, in sentences read off the certificate itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.decision.certificate import Certified, Status
from symlin.decision.complex_claim import ComplexClaim
from symlin.kernel.certificate import Conditional, Refutation, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Guard, Term
from symlin.kernel.theorem import LawTheorem
from symlin.language.formula import opens_with_minus, opposite
from symlin.language.printing import guard_to_human, is_small, term_to_human
from symlin.language.spoken import tree_human
from symlin.language.tree import Negative, Number
from symlin.language.wording import tree_of

LONGEST = 400
"""Characters of a formula: five lines of a terminal, beyond which nobody reads on."""
MOST_NAMES = 8
"""Of more names or outputs than this only some are listed: the rest look alike."""
MOST_ENTRIES = 16
"""Entries of a matrix that is written on one line."""
_LAW = {
    Law.LINEAR: "linearity",
    Law.AFFINE: "affinity",
    Law.POSITIVE_HOMOGENEITY: "positive homogeneity",
    Law.ODD: "oddness",
    Law.EQUIVALENT: "equality",
}
_VERB = {Status.PROVED: "proved", Status.REFUTED: "refuted", Status.CONDITIONAL: "conditional"}


def law_word(law: Law) -> str:
    """The law as a noun: linearity."""
    return _LAW.get(law, law.value)


def pretended(certified: Certified) -> str:
    """What a document says that was not accepted; its function may be no function at all."""
    return f"{law_word(certified.law)} is {_VERB[certified.status]}"


def _claim_text(certified: Certified) -> str:
    """The claim in one sentence."""
    verdict = f"{law_word(certified.law)} of {_definition(certified)}"
    if certified.guard is None:
        return f"{verdict} is {_VERB[certified.status]}"
    return f"{verdict} holds exactly where {_guard(certified.guard)}"


def statement(theorem: LawTheorem) -> list[str]:
    """What was accepted, one sentence a line; the first is the claim itself."""
    subject = theorem.subject
    lines = [_claim_text(Certified.of(theorem))]
    if subject.assumptions:
        lines.append(f"on the domain where {', '.join(map(_guard, subject.assumptions))}")
    if subject.parameters:
        lines.append(f"for {_span(theorem)} of {_listed(subject.parameters)}")
    return [*lines, *_grounds(theorem)]


def statement_over_complex(claim: ComplexClaim) -> list[str]:
    """The same of a claim over the complex numbers, and on what it rests."""
    word = law_word(claim.law)
    verdict = _VERB[claim.status] if claim.guard is None else f"exact: {_guard(claim.guard)}"
    lines = [f"{word} over the complex numbers is {verdict}; it rests on"]
    for part in (claim.real, claim.second):
        if part is not None and part.theorem is not None:
            lines.append(_claim_text(Certified.of(part.theorem)))
    return lines


def _span(theorem: LawTheorem) -> str:
    """A breach needs a point; a law without one holds."""
    return "all values" if theorem.status == "proved" else "all values that leave a domain"


def _grounds(theorem: LawTheorem) -> list[str]:
    """The matrix, the points: what a reader can use without reading the steps."""
    steps, matrix = theorem.certificate, _matrix(theorem)
    match steps:
        case Conditional(_, _, refutation, holds_at, fails_at):
            sides = f"it holds at {_point(holds_at)} and fails at {_point(fails_at)}"
            return [sides, *matrix, *_breach(theorem, refutation)]
        case Witness():
            return _breach(theorem, steps)
        case _:
            return matrix


def _matrix(theorem: LawTheorem) -> list[str]:
    rows, offset = theorem.matrix, theorem.offset
    if rows is None:
        return []
    if len(rows) * len(rows[0]) > MOST_ENTRIES or not rows[0]:
        shape = f"{len(rows)} by {len(rows[0])}"
        return [f"the matrix is {shape}; the document holds it"]
    text = "; ".join(" ".join(_term(e) for e in row) for row in rows)
    moved = f" + [{'; '.join(map(_term, offset))}]" if offset else ""
    return [f"f(x) = [{text}] x{moved}"]


def _breach(theorem: LawTheorem, refutation: Refutation) -> list[str]:
    """The instance of the law that fails, where there is one for all parameters."""
    if not isinstance(refutation, Witness):
        return []
    subject, law = theorem.subject, theorem.law
    points = [_tuple(tuple(point.values())) for point in refutation.points]
    if law is Law.EQUIVALENT:
        return [f"the two differ at {points[0]}{_row(subject, law, refutation)}"]
    total = _summed(refutation.weights, [f"f{point}" for point in points])
    return [f"the law demands {total} = 0; it is not{_row(subject, law, refutation)}"]


def _row(subject: Subject, law: Law, witness: Witness) -> str:
    several = len(subject.outputs) > (2 if law is Law.EQUIVALENT else 1)
    return f" (output {witness.output + 1})" if several else ""


def _summed(weights: Sequence[Term], values: Sequence[str]) -> str:
    """f(0) - f(-1) - 2 f(1): the values, each with its weight."""
    text = ""
    for weight, value in zip(weights, values, strict=True):
        minus, factor = _factor(weight)
        sign = (" - " if minus else " + ") if text else "-" * minus
        text += f"{sign}{factor}{value}"
    return text


def _factor(weight: Term) -> tuple[bool, str]:
    """Whether there is a minus to be written, and the weight without it; a weight of 1 is none."""
    if not is_small([weight]):
        return False, "(a large term) "
    tree = tree_of(weight)
    minus = isinstance(tree, Negative | Number) and opens_with_minus(tree)
    size = opposite(tree) if minus else tree
    if isinstance(size, Number):
        return minus, "" if size.value == 1 else f"{tree_human(size)} "
    return minus, f"({_clipped(tree_human(size))}) "


def _definition(certified: Certified) -> str:
    subject, law = certified.subject, certified.law
    arguments = _listed(subject.inputs)
    if subject.parameters:
        arguments += "; " + _listed(subject.parameters)
    if law is Law.EQUIVALENT:
        half = len(subject.outputs) // 2
        f, g = _values(subject.outputs[:half]), _values(subject.outputs[half:])
        return f"f({arguments}) = {f} and g({arguments}) = {g}"
    return f"f({arguments}) = {_values(subject.outputs)}"


def _values(outputs: Sequence[Term]) -> str:
    shown = ", ".join(map(_term, outputs[:MOST_NAMES]))
    if len(outputs) > MOST_NAMES:
        shown += f", ... ({len(outputs)} outputs)"
    return f"({shown})" if len(outputs) > 1 else shown


def _tuple(values: tuple[Term, ...]) -> str:
    return f"({_listed([_term(v) for v in values])})"


def _point(point: Mapping[str, Term]) -> str:
    return _listed([f"{name} = {_term(value)}" for name, value in point.items()])


def _listed(texts: Sequence[str]) -> str:
    shown = texts if len(texts) <= MOST_NAMES else [*texts[:3], "...", texts[-1]]
    return ", ".join(shown)


def _term(term: Term) -> str:
    return _clipped(term_to_human(term)) if is_small([term]) else "(a large term)"


def _guard(guard: Guard) -> str:
    return _clipped(guard_to_human(guard)) if is_small([guard]) else "(a large condition)"


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} ..."
