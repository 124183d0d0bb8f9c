"""Where nobody can say what a text means, it is refused, with what to write instead."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.language.function_operator import FunctionOperator
from symlin.reading.operators import read_operator

from .refused import REFUSED


@pytest.mark.parametrize("text", REFUSED)
def test_two_meanings_are_refused_with_both_to_paste(text: str) -> None:
    """The words and the suggestions are what a person has to go on with."""
    words, suggestions = REFUSED[text]
    with pytest.raises(InputError) as caught:
        read_operator(text)
    error = caught.value
    assert error.message.startswith(words)
    assert error.suggestions == suggestions
    assert error.position is None or 0 <= error.position <= len(text)


@pytest.mark.parametrize("text", REFUSED)
def test_every_suggestion_is_read_when_it_is_pasted(text: str) -> None:
    """No hint leads into the next error."""
    for suggestion in REFUSED[text][1]:
        assert read_operator(suggestion)


@pytest.mark.parametrize("text", [text for text in REFUSED if len(REFUSED[text][1]) == 2])
def test_the_two_meanings_differ(text: str) -> None:
    """Where both were the same, there would be nothing to ask."""
    first, second = (read_operator(one) for one in REFUSED[text][1])
    if isinstance(first, FunctionOperator) and isinstance(second, FunctionOperator):
        assert first.subject != second.subject
    else:
        assert type(first) is not type(second) or first.outputs != second.outputs


@pytest.mark.parametrize("option", [{"inputs": ["t"]}, {"given": ["g"]}, {"inputs": ["x", "t"]}])
def test_a_name_that_is_no_function_is_no_unknown(option: dict[str, list[str]]) -> None:
    """--inputs names functions here: t for x would ask another question."""
    with pytest.raises(InputError, match="no function in this text"):
        read_operator("t*x(t)", **option)


def test_a_header_and_the_caller_agree() -> None:
    """Two answers to who is unknown are a question."""
    with pytest.raises(InputError, match="leave --inputs out"):
        read_operator("T(x)(t) = x(t)*h(t)", inputs=["h"])


def test_everything_given_leaves_nothing_to_ask() -> None:
    """A law is about unknown functions."""
    with pytest.raises(InputError, match="no unknown function"):
        read_operator("h(t)", given=["h"])


def test_a_given_function_is_one_of_the_language() -> None:
    """u=step must not silently be some function."""
    with pytest.raises(InputError, match="no function of the language"):
        read_operator("u(t)*x(t)", given=["u=nonsense"])


def test_an_assumption_is_about_the_index_and_parameters() -> None:
    """A law is asked for all functions: x(t) > 0 would leave no sums of them."""
    with pytest.raises(InputError, match="not about functions"):
        read_operator("a*x(t)", assume=["x(t) > 0"])
