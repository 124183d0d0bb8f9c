"""Texts about functions and what each is read as, from the files beside this one.

A text, and indented below it: head and formula; unknowns | index | given | parameters; what the
letters stand for; the outputs over letters.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from symlin.language.function_operator import FunctionOperator
from symlin.language.notation import tree_text
from symlin.language.printing import term_to_text
from symlin.reading.operators import read_operator


class Row(NamedTuple):
    """What is said of one text."""

    text: str
    formula: str
    roles: str
    letters: str
    outputs: str


def rows(name: str) -> list[Row]:
    """The rows of a file."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [
        Row(text, *(line.removeprefix("    ") for line in said))
        for text, *said in (lines[k : k + 5] for k in range(0, len(lines), 5))
    ]


def on_functions(text: str, **options: list[str]) -> FunctionOperator:
    """The operator of a text that is about functions."""
    operator = read_operator(text, **options)
    assert isinstance(operator, FunctionOperator), text
    return operator


def row_of(text: str, **options: list[str]) -> Row:
    """What the text is read as."""
    operator = on_functions(text, **options)
    subject = operator.subject
    if operator.sides is not None:
        formula = " = ".join(map(tree_text, operator.sides))
    else:
        formula = "; ".join(operator.texts)
    index = (entry.name + (" whole" if entry.whole else "") for entry in subject.index)
    groups = subject.unknowns, tuple(index), subject.givens, subject.parameters
    return Row(
        text,
        f"{operator.head}: {formula}",
        " | ".join(", ".join(group) or "-" for group in groups),
        "; ".join(operator.letter_texts.values()),
        "; ".join(map(term_to_text, subject.outputs)),
    )
