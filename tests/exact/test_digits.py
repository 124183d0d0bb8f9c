"""Numbers in so many digits: exact where they can be, and doubtful where digits are lost."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.exact.digits import BEYOND, EXACT_BITS, Digits, sign


@pytest.fixture
def digits() -> Digits:
    return Digits(60)


def test_rationals_stay_rational(digits: Digits) -> None:
    """1/3 three times is 1, and not 0.999."""
    third = fmpq(1, 3)
    assert digits.add(third, third, third) == 1
    assert digits.mul(third, fmpq(6)) == 2 and digits.pow(third, fmpq(-2)) == 9
    assert not digits.doubt


def test_what_cancels_to_nearly_all_digits_is_0_and_in_doubt(digits: Digits) -> None:
    """exp(1) - exp(1) + 10**-70 may be anything that small."""
    e = digits.anywhere("exp")(fmpq(1))
    assert digits.add(e, -e) == 0 and digits.doubt


def test_no_value_is_none(digits: Digits) -> None:
    """0**-1, a root of a negative number, infinity, the angle of nothing, a rest by 0."""
    assert digits.pow(fmpq(0), fmpq(-1)) is None
    assert digits.pow(fmpq(-1), fmpq(1, 2)) is None
    assert digits.real(digits.context.inf) is None and digits.real(digits.context.mpc(0, 1)) is None
    assert digits.atan2(fmpq(0), fmpq(0)) is None and digits.mod(fmpq(1), fmpq(0)) is None


def test_astronomical_numbers_are_refused(digits: Digits) -> None:
    """Their digits would fill the memory."""
    with pytest.raises(OverflowError):
        digits.pow(fmpq(2), fmpq(2**41))
    with pytest.raises(OverflowError):
        digits.whole(digits.context.mpf(2) ** (BEYOND + 1))
    large = fmpq(2) ** (EXACT_BITS + 1)
    assert not isinstance(digits.real(large), fmpq)


def test_zeros_and_poles_of_waves_are_met_and_far_angles_refused(digits: Digits) -> None:
    """sin(pi) is 0, tan(pi/2) has no value, and of 10**20 a float has no angle left."""
    sine = digits.circular("sin")
    assert sine(digits.context.pi) == 0
    assert digits.circular("tan")(digits.context.pi / 2) is None
    with pytest.raises(OverflowError):
        sine(fmpq(10**20))


def test_the_floor_of_what_is_nearly_whole_is_that_number(digits: Digits) -> None:
    """floor(exp(log(2))) is 2, with a doubt."""
    two = digits.anywhere("exp")(digits.anywhere("log")(fmpq(2)))
    assert digits.floor(two) == 2 and digits.doubt
    assert digits.floor(fmpq(-7, 2)) == -4 and digits.mod(fmpq(-7), fmpq(3)) == 2


def test_the_largest_and_the_smallest_are_the_first_of_equals(digits: Digits) -> None:
    """Signs are those of differences."""
    assert digits.largest(fmpq(1), fmpq(3), fmpq(2)) == 3
    assert digits.smallest(fmpq(1), fmpq(3), fmpq(-2)) == -2
    assert digits.sign_of_difference(fmpq(1), fmpq(2)) == -1 == sign(fmpq(-5))


def test_saturating_functions_have_an_end(digits: Digits) -> None:
    """exp(10**30) is as exp of the largest number that is tried; that it is extreme, is said."""
    assert digits.saturating("tanh")(fmpq(10**30)) == 1 and digits.extreme
