"""Everyday notation: what is read means what people mean, and what has two meanings is asked."""

from __future__ import annotations

import math

import pytest

from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator
from symlin.report.words.headline import definition_text

from .everyday import READ, REFUSED

pytestmark = pytest.mark.quick

POINTS = (0.75, 1.5, -2.25, 3.0)
PYTHON = {
    name: getattr(math, name)
    for name in ("sin", "cos", "asin", "atan", "exp", "log", "sqrt", "floor")
}
PYTHON |= {"abs": abs, "max": max}


def notes(operator: Operator) -> str:
    """What is said about the reading."""
    told = operator.typed.notes if operator.typed else ()
    return "; ".join(f"{note.text} is {note.meaning}" for note in told)


@pytest.mark.parametrize("text", READ)
def test_the_first_line_shows_what_was_read(text: str) -> None:
    """Nothing is guessed silently: it is there to be seen, and so is what was reinterpreted."""
    operator = parse_operator(text)
    echo, _, *told = READ[text]
    assert definition_text(operator) == echo
    assert notes(operator) == "".join(told)


@pytest.mark.parametrize("text", READ)
def test_what_is_read_has_the_values_that_were_meant(text: str) -> None:
    """The echo could be right in a wrong notation: values cannot."""
    operator = parse_operator(text)
    names = (*operator.inputs, *operator.parameters)
    compared = 0
    assert operator.reference is not None
    for shift in range(len(POINTS)):
        at = {name: POINTS[(k + shift) % len(POINTS)] for k, name in enumerate(names)}
        try:
            meant = eval(READ[text][1], {**PYTHON, **at})
        except (ValueError, TypeError):  # no real value there
            continue
        expected = meant if isinstance(meant, tuple) else (meant,)
        assert list(operator.reference(at)) == pytest.approx([float(v) for v in expected])
        compared += 1
    assert compared > 0


@pytest.mark.parametrize("text", REFUSED)
def test_two_meanings_are_refused_with_both_to_paste(text: str) -> None:
    words, suggestions = REFUSED[text]
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    error = caught.value
    assert words in error.message
    assert error.suggestions == suggestions
    assert error.position is not None and 0 <= error.position <= len(text)
    assert error.text == text.replace("\u200b", "?")  # what cannot be seen is shown


@pytest.mark.parametrize("text", REFUSED)
def test_every_suggestion_is_read_when_it_is_pasted(text: str) -> None:
    """No hint leads into the next error."""
    for suggestion in REFUSED[text][1]:
        assert parse_operator(suggestion).outputs


@pytest.mark.parametrize("text", [text for text in REFUSED if len(REFUSED[text][1]) == 2])
def test_the_two_meanings_differ(text: str) -> None:
    """Where both were the same, there would be nothing to ask."""
    first, second = (parse_operator(one) for one in REFUSED[text][1])
    assert first.outputs != second.outputs or first.inputs != second.inputs


def test_several_faults_are_repaired_together() -> None:
    """A suggestion with the next fault in it would lead into the next error."""
    with pytest.raises(InputError) as caught:
        parse_operator("1/2x + sin x^2 - 1/3x")
    assert caught.value.suggestions == (
        "(1/2)*x + sin(x^2) - (1/3)*x",
        "1/(2*x) + sin(x)^2 - 1/(3*x)",
    )


def test_suggestions_stand_below_the_caret() -> None:
    with pytest.raises(InputError) as caught:
        parse_operator("y = x + 1/2x")
    *_, first, second = str(caught.value).splitlines()
    assert (first, second) == ("  try y = x + (1/2)*x", "  or  y = x + 1/(2*x)")
