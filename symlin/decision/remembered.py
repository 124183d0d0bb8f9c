"""Second opinions of past answers: that numbers agreed with exactly this report.

A disagreement is never remembered: it is tried anew each time.
"""

from __future__ import annotations

import json
from hashlib import sha256

from symlin.decision.memory import Memory
from symlin.decision.opinion import CrossCheck
from symlin.decision.report import Report, report_dict, subject_of


def asked_before(report: Report, seed: int, examples: int) -> CrossCheck | None:
    """What numbers said of this very report; None where nobody remembers, or who may differ."""
    if not _is_text(report):
        return None
    found = Memory(subject_of(report.operator)).opinion(_question(report, seed, examples))
    if found is None:
        return None
    return CrossCheck("agrees", found[0], seed, found[1], is_remembered=True)


def remember(report: Report, opinion: CrossCheck, examples: int) -> None:
    """Keeps the opinion, if it agrees."""
    if opinion.status == "agrees" and _is_text(report):
        memory = Memory(subject_of(report.operator))
        question = _question(report, opinion.seed, examples)
        memory.agreed(question, opinion.examples, opinion.detail)


def _is_text(report: Report) -> bool:
    """Whether the operator was read from a text, which is all that the opinion was about: what
    runs a caller's own function is asked each time, for that may have changed."""
    operator = report.operator
    return operator.program is None and (
        operator.definition is not None or (operator.typed is not None and operator.written != ())
    )


def _question(report: Report, seed: int, examples: int) -> str:
    """What names a report, and the numbers that were tried on it."""
    stated = {k: v for k, v in report_dict(report).items() if k not in ("seconds", "crosscheck")}
    operator = report.operator
    text = None if operator.typed is None else operator.typed.text
    asked = [stated, text, operator.definition, operator.assumption_texts, operator.shape_in]
    data = json.dumps([asked, repr(operator.space), seed, examples], sort_keys=True)
    return sha256(data.encode(errors="backslashreplace")).hexdigest()
