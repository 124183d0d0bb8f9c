"""Layers that are written with their input, as a formula would have it."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("text", ["relu(x)", "mean(x)", "relu(x) >> mean(x)"])
def test_a_layer_without_arguments_may_name_the_tensor(text: str) -> None:
    """Who has a shape still thinks of relu(x)."""
    operator = parse_operator(text, shape=(3,))
    assert operator.name == text.replace("(x)", "")
    assert operator.parameters == ()


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("prelu(x)", ("prelu", "prelu(a)")),
        ("leaky_relu(x, 1/10)", ("leaky_relu(1/10)",)),
        ("leaky_relu(x, alpha=1/10)", ("leaky_relu(alpha=1/10)",)),
        ("relu >> celu(x)", ("relu >> celu", "relu >> celu(alpha)")),
        ("residual(prelu((x)))", ("residual(prelu)", "residual(prelu(a))")),
    ],
)
def test_the_input_is_not_taken_for_a_parameter(text: str, suggestions: tuple[str, ...]) -> None:
    """As a layer prelu takes its slope alone: prelu(x) was LINEAR IFF x = 1."""
    with pytest.raises(InputError, match="a layer's input is the tensor") as caught:
        parse_operator(text, shape=(3,))
    assert caught.value.suggestions == suggestions
    assert all(parse_operator(one, shape=(3,)).outputs for one in suggestions)


def test_other_symbols_stay_parameters() -> None:
    assert parse_operator("prelu(w)", shape=(3,)).parameters == ("w",)
    assert parse_operator("threshold(t, v)", shape=(3,)).parameters == ("t", "v")
