"""What `symlin fuzz` says: which laws the numbers break, and what finding nothing is worth."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from symlin.crosscheck import FuzzResult, LawTrial
from symlin.decision.defined import domain_of
from symlin.decision.json import SCHEMA, operator_dict
from symlin.decision.report import subject_of
from symlin.kernel.term import TRUE
from symlin.language.operator import Operator
from symlin.report.formats.segments import BLANK, Line, Style, line, wrapped
from symlin.report.words.headline import definition_text, headline
from symlin.report.words.reading import assumption_lines

COLUMN = 24
"""Where what is said of a law begins: behind the longest name."""


def fuzzing_lines(operator: Operator, found: FuzzResult, width: int) -> list[Line]:
    """A line per law, then how far a clean result reaches."""
    return [
        *verdict_lines(operator, found, width),
        *assumption_lines(operator, width),
        BLANK,
        *(one for trial in found.laws.values() for one in _law(trial, width)),
        *_fault(found, width),
        BLANK,
        *_worth(found.laws.values(), width),
    ]


def verdict_lines(operator: Operator, found: FuzzResult, width: int) -> list[Line]:
    """The definition, and in a word what the numbers showed."""
    lines = headline(definition_text(operator), *_verdict(found), width)
    if operator.space is not None and operator.space.is_over_complex:
        lines.append(line("  the laws are tried over the real numbers"))
    return lines


def is_broken(found: FuzzResult) -> bool:
    """Whether some law was seen to fail."""
    return any(trial.violation is not None for trial in found.laws.values())


def _verdict(found: FuzzResult) -> tuple[str, Style]:
    if found.disagreement is not None:
        return "TERM AND REFERENCE DISAGREE", "bad"
    return ("LAWS BROKEN", "bad") if is_broken(found) else ("NOTHING FOUND", "maybe")


def _fault(found: FuzzResult, width: int) -> list[Line]:
    if found.disagreement is None:
        return []
    return wrapped("  ", f"a bug in symlin: {found.disagreement}", width, "bad", 2)


def _law(trial: LawTrial, width: int) -> list[Line]:
    label = "  " + trial.law.value.replace("_", " ").ljust(COLUMN - 2)
    if trial.violation is not None:
        return wrapped(label, str(trial.violation), width, "", COLUMN)
    text = f"no violation in {trial.examples} examples"
    return wrapped(label, text if trial.examples else "not tried", width, "", COLUMN)


def _worth(trials: Collection[LawTrial], width: int) -> list[Line]:
    """The rule of three (Hanley and Lippman-Hand 1983), with what it does not cover."""
    bounds = [trial.bound for trial in trials if trial.bound is not None]
    if not bounds:
        text = "Numbers suggest; `symlin check` proves or refutes."
    else:
        text = (
            "What a clean line is worth: had the examples been drawn independently, at most about "
            f"{100 * max(bounds):.2g} % of such points would break the law (95 % confidence, the "
            "rule of three). Single points can always be missed: `symlin check` decides."
        )
    return wrapped("  ", text, width, "dim", 2)


def fuzzing_dict(operator: Operator, found: FuzzResult) -> dict[str, Any]:
    """What `fuzz --json` prints: the operator as `check` describes it, and what the numbers say."""
    where = domain_of(subject_of(operator)).plain
    return {
        "schema": SCHEMA,
        "operator": operator_dict(operator, None if where is TRUE else where),
        "fuzz": {
            law.value: {
                "examples": trial.examples,
                "violation": None if trial.violation is None else str(trial.violation),
                "bound": trial.bound,
            }
            for law, trial in found.laws.items()
        },
        "disagreement": found.disagreement,
        "seed": found.seed,
    }
