"""What a certificate about functions establishes, in sentences read off the theorem."""

from __future__ import annotations

from symlin.kernel.claim import Law
from symlin.kernel.functions.theorem import FunctionTheorem
from symlin.language.printing import guard_to_human
from symlin.report.words.letters import output_texts
from symlin.report.words.statement import law_word


def theorem_lines(theorem: FunctionTheorem) -> list[str]:
    """What was accepted, one sentence a line; the first is the claim itself."""
    subject = theorem.subject
    law = law_word(theorem.law)
    if theorem.law is Law.EQUIVALENT:
        law += " of the outputs"
    outputs = ", ".join(output_texts(subject))
    where = f"T({', '.join(subject.unknowns)}) = {outputs}"
    if theorem.condition is not None:
        claim = f"{law} of {where} holds exactly where {guard_to_human(theorem.condition)}"
    else:
        claim = f"{law} of {where} is {theorem.status}"
    index = ", ".join(f"{i.name} ({'whole' if i.whole else 'real'})" for i in subject.index)
    lines = [f"accepted: {claim}"]
    if index:
        lines.append(f"at all values of {index}")
    if subject.assumptions:
        lines.append(f"where {', '.join(map(guard_to_human, subject.assumptions))}")
    if subject.parameters:
        lines.append(f"for all values of {', '.join(subject.parameters)}")
    return lines
