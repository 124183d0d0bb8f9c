"""Layers that are written with their input, as a formula would have it."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.reading.operators import read_question
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


@pytest.mark.parametrize(
    ("text", "shape", "same"),
    [
        ("np.cumsum(x)", (3,), "cumsum"),
        ("np.cumsum", (3,), "cumsum"),
        ("torch.flip(x, [0])", (2,), "f(x: R^2) = [x2, x1]"),
        ("np.diff(x)", (3,), "f(x: R^3) = [x2 - x1, x3 - x2]"),
        ("np.prod(x)", (2,), "f(x: R^2) = x1*x2"),
        ("x - np.mean(x)", (2,), "f(x: R^2) = [x1 - (x1 + x2)/2, x2 - (x1 + x2)/2]"),
        ("exp(x)/sum(exp(x))", (2,), "softmax"),
        ("layer_norm(e=1/100)", (2,), "f(x: R^2) = (x - mean(x))/sqrt(((x1 - x2)/2)**2 + 1/100)"),
        ("nn.ZeroPad2d(1)", (1, 1), "pad([1, 1, 1, 1])"),
        ("keras.layers.GlobalAveragePooling1D()", (3, 2), "mean(axis=0)"),
        ("Activation('relu')", (2,), "relu"),
        ("keras.layers.Activation('linear')", (2,), "identity"),
        ("nn.GELU(approximate='tanh')", (2,), "gelu_tanh"),
        ('nn.GELU(approximate="tanh")', (2,), "gelu_tanh"),
        ("keras.layers.ReLU(negative_slope=0.1)", (2,), "leaky_relu(1/10)"),
    ],
)
def test_an_array_function_with_a_shape_is_what_it_is_elsewhere(
    text: str, shape: tuple[int, ...], same: str
) -> None:
    """As they are pasted from a program; values are compared, for they may be written otherwise."""
    found = read_question(text, shape=shape)
    meant = read_question(same, shape=None if "=" in same and ":" in same else shape)
    assert isinstance(found, Operator)
    assert isinstance(meant, Operator)
    names = (*meant.inputs, *meant.parameters)
    for start in (0.5, -1.3, 3.1):
        point = {name: start + 0.75 * k * k for k, name in enumerate(names)}
        values = [operator.reference(point) for operator in (found, meant)]
        assert values[0] == pytest.approx(values[1])


def test_a_bare_name_takes_no_settings_of_other_libraries() -> None:
    """relu(1) is no ReLU(max_value=1), and relu(x, y) no leaky one."""
    with pytest.raises(InputError, match="relu takes no arguments"):
        parse_operator("relu >> relu(1)", shape=(3,))
    with pytest.raises(InputError, match="relu"):
        parse_operator("relu(x, y)")


def test_a_variance_of_numbers_is_asked_by_what_it_divides() -> None:
    """NumPy divides by n, PyTorch by n - 1."""
    with pytest.raises(InputError, match=r"sample_variance\(a, b, c\) or variance\(a, b, c\)"):
        parse_operator("var(a, b, c)", inputs=["a"])


def test_other_symbols_stay_parameters() -> None:
    assert parse_operator("prelu(w)", shape=(3,)).parameters == ("w",)
    assert parse_operator("threshold(t, v)", shape=(3,)).parameters == ("t", "v")
