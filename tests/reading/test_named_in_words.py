"""Operators that are named in words, and texts that only look like it."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.reading.named_in_words import in_one_word

pytestmark = pytest.mark.quick

NAMED = {
    "leaky relu": "leaky_relu",
    "Leaky ReLU": "leaky_relu",
    "the rectified linear unit": "relu",
    "relu function": "relu",
    "softmax activation function": "softmax",
    "batch normalization": "batch_norm",
    "layer norm": "layer_norm",
    "hard swish": "hard_swish",
    "soft plus": "softplus",
    "absolute value": "abs",
    "identity map": "identity",
    "moving average": "moving_average",
    "fully connected layer": "dense",
    "matrix transpose": "transpose",
}


@pytest.mark.parametrize("text", NAMED)
def test_words_are_the_operator_s_name(text: str) -> None:
    """As long as they were, so that every place stays what it was."""
    found = in_one_word(text)
    assert found.strip() == NAMED[text] and len(found) == len(text)


@pytest.mark.parametrize(
    "text", ["relu", "x y", "a x", "sin x", "max x", "linear", "f(x) = x", "2 x", "", "function"]
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert in_one_word(text) == text


@pytest.mark.parametrize("text", ["max pooling", "max-pooling", "maxpool", "average pooling layer"])
def test_of_two_dimensions_both_are_offered(text: str) -> None:
    """A suggestion can be pasted, with the shape that the message says."""
    with pytest.raises(InputError, match="in one dimension or in two") as caught:
        in_one_word(text)
    kind = "max" if text.startswith("max") else "avg"
    assert caught.value.suggestions == (f"{kind}_pool1d(2)", f"{kind}_pool2d(2)")
    assert "--shape 4,4" in caught.value.message
