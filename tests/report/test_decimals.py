"""Decimals of exact values: every digit that is shown is right."""

import random
import re
from decimal import ROUND_UP, Context, Decimal, Inexact, localcontext

import mpmath
import pytest

from symlin.kernel.term import Term
from symlin.language.spoken import tree_human
from symlin.reading.parse import parse_operator
from symlin.report.words.decimals import digits_to_tell, number, padded, padded_number, short

pytestmark = pytest.mark.quick
OWN = [{"prec": 2}, {"rounding": ROUND_UP, "prec": 5}, {"traps": [Inexact]}]


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


FUNCTIONS = {
    "exp": mpmath.exp, "log": mpmath.log, "sin": mpmath.sin, "cos": mpmath.cos,
    "atan": mpmath.atan, "sqrt": mpmath.sqrt, "Abs": abs, "erf": mpmath.erf,
}  # fmt: skip


def drawn(rng: random.Random, depth: int) -> str:
    """A closed formula, as one types it; it may have no value."""
    if depth == 0:
        return rng.choice(["2", "1/3", "7/5", "pi", "10**9", "1/10**6", "12345/10**2", "1/8"])
    if rng.random() < 0.5:
        return f"{rng.choice(list(FUNCTIONS))}({drawn(rng, depth - 1)})"
    return f"({drawn(rng, depth - 1)} {rng.choice('+-*')} {drawn(rng, depth - 1)})"


@pytest.mark.parametrize("seed", range(60))
def test_every_digit_of_a_random_number_is_right(seed: int) -> None:
    """A decimal is off by half a unit of its last digit at most, as another library sees it that
    computes with ten times as many."""
    rng = random.Random(seed)
    text, digits = drawn(rng, rng.randint(1, 3)), rng.randint(1, 24)
    found = number(closed(text), digits)
    with mpmath.workdps(250):
        names = {**FUNCTIONS, "pi": mpmath.pi, "mpf": mpmath.mpf}
        value = eval(re.sub(r"(?<![\w.])(\d+)", r"mpf(\1)", text), names)
        if found is None:
            assert isinstance(value, mpmath.mpc), text
            return
        unit = mpmath.mpf(10) ** found.as_tuple().exponent
        assert abs(mpmath.mpf(str(found)) - value) <= unit / 2, text
        assert found == 0 or len(found.as_tuple().digits) == digits


def test_a_digit_before_the_point_is_no_filling() -> None:
    """123456.7 with four digits is shown with six, and each of them is asked for."""
    term = closed("sqrt(2)*10**5")
    assert padded_text(term, 4) == "141421"


def padded_text(term: Term, digits: int) -> str:
    found = padded_number(term, digits)
    assert found is not None
    return tree_human(padded(found, digits))


@pytest.mark.parametrize("own", OWN)
def test_a_host_s_way_with_decimals_changes_no_digit(own):
    """A program that computes with two decimals was shown 3.100 for pi, or an error."""
    term = closed("sin(1) - 1/3 + pi")
    expected = tree_human(padded(number(term, 20), 20))
    gap = digits_to_tell(closed("pi"), closed("pi + 10**(-12)"))
    with localcontext(Context(**own)):
        assert tree_human(padded(number(term, 20), 20)) == expected
        assert digits_to_tell(closed("pi"), closed("pi + 10**(-12)")) == gap
        assert tree_human(short(number(closed("pi"), 20), 20)) == "3.1415926535897932385"
