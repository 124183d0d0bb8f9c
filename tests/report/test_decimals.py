"""Decimals of exact values: every digit that is shown is right."""

from decimal import Decimal

import pytest

from symlin.language.spoken import tree_human
from symlin.reading.parse import parse_operator
from symlin.report.words.decimals import digits_to_tell, number, padded, short

pytestmark = pytest.mark.quick


def closed(text):
    return parse_operator(text, inputs=["x"]).outputs[0]


@pytest.mark.parametrize(
    ("text", "digits", "expected"),
    [
        ("pi", 20, "3.1415926535897932385"),
        ("exp(1)*10**30", 4, "2.718e30"),
        ("exp(-100)", 5, "3.7201e-44"),
        ("sqrt(2) - sqrt(2)", 5, "0"),
        ("1/2", 4, "0.5"),
        ("20", 4, "20"),
    ],
)
def test_so_many_digits_are_right(text, digits, expected):
    assert tree_human(short(number(closed(text), digits), digits)) == expected


def test_the_difference_of_close_numbers_has_digits_of_its_own():
    """Not the rounding error of the two."""
    assert tree_human(short(number(closed("(1 + exp(-700)) - 1"), 4), 4)) == "9.86e-305"


def test_zero_that_cannot_be_recognised_is_shown_as_zero():
    assert number(closed("atan(3) + atan(1/3) - pi/2"), 4) == 0


def test_zeros_at_the_end_show_how_many_digits_are_meant():
    shown = [tree_human(padded(Decimal(text), 3)) for text in ("0.99999999", "2", "1e-7", "-1e-7")]
    assert shown == ["1.00", "2.00", "1.00e-7", "-1.00e-7"]


def test_as_many_digits_as_it_takes_to_tell_two_values_apart():
    assert digits_to_tell(closed("pi"), closed("exp(1)")) == 4
    assert digits_to_tell(closed("pi"), closed("pi + 10**-15")) == 16
    assert digits_to_tell(closed("pi"), closed("pi + 10**-90")) is None
