"""The arithmetic of a counterexample, step by step; every equation that is printed is true."""

import re
from fractions import Fraction
from itertools import product

import pytest

from symlin.decision.decide import decide
from symlin.decision.verdict import Counterexample
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.term import const
from symlin.language.spoken import tree_human
from symlin.reading.parse import parse_operator
from symlin.report.formats.parts import plainly
from symlin.report.words.counterexample import (
    Written,
    described,
    sentence,
    written,
)
from symlin.report.words.layout import broken, inline, stacked
from symlin.report.words.sides import Members, joined
from symlin.report.words.text import to_text

from .report_samples import example

pytestmark = pytest.mark.quick

RELU = parse_operator("relu")


def chain(steps: Members) -> str:
    return tree_human(joined(steps))


def show(law: Law, *points: dict[str, int], **options: int) -> Written:
    return written(RELU, Counterexample(example(RELU, law, *points, **options)))


@pytest.mark.parametrize(
    ("law", "points", "scalar", "lhs", "rhs"),
    [
        (Law.ADDITIVITY, (-1, 1), None, "f(-1 + 1) = f(0) = 0", "f(-1) + f(1) = 0 + 1 = 1"),
        (Law.ADDITIVITY, (1, -1), None, "f(1 + (-1)) = f(0) = 0", "f(1) + f(-1) = 1 + 0 = 1"),
        (Law.HOMOGENEITY, (1,), -1, "f(-1 * 1) = f(-1) = 0", "-1 * f(1) = -1 * 1 = -1"),
        (Law.HOMOGENEITY, (-1,), -2, "f(-2 * (-1)) = f(2) = 2", "-2 * f(-1) = -2 * 0 = 0"),
        (Law.ODD, (1,), None, "f(-1) = 0", "-f(1) = -1"),
        (Law.ODD, (-1,), None, "f(-(-1)) = f(1) = 1", "-f(-1) = 0"),
        (
            Law.AFFINE,
            (-1, 1),
            None,
            "f((-1 + 1)/2) = f(0) = 0",
            "(f(-1) + f(1))/2 = (0 + 1)/2 = 1/2",
        ),
    ],
)
def test_each_law_is_written_out(
    law: Law, points: tuple[int, ...], scalar: int | None, lhs: str, rhs: str
) -> None:
    found = show(law, *({"x": p} for p in points), **({} if scalar is None else {"scalar": scalar}))
    assert (chain(found.lhs), chain(found.rhs)) == (lhs, rhs)


TEXTS = ("relu", "x**2", "Abs(x) - 3", "Piecewise((x, x > 1/2), (7, True))")
POINTS = ((-1, 1), (2, -3), (-2, -2), (0, 5))


@pytest.mark.parametrize("law", [Law.ADDITIVITY, Law.AFFINE, Law.HOMOGENEITY, Law.ODD])
def test_every_equation_between_numbers_is_true(law: Law) -> None:
    """What is printed is evaluated again here, by other means."""
    checked = 0
    scalar = {"scalar": -3} if law is Law.HOMOGENEITY else {}
    for text, points in product(TEXTS, POINTS):
        f = parse_operator(text)
        used = points if law in (Law.ADDITIVITY, Law.AFFINE) else points[:1]
        try:
            ce = Counterexample(example(f, law, *({"x": p} for p in used), **scalar))
        except Rejected:
            continue  # the law holds at these points
        found = written(f, ce)
        shown = [[tree_human(step.tree) for step in side] for side in (found.lhs, found.rhs)]
        for side in shown:
            numbers = [text for text in side if "f" not in text]
            assert len({evaluate(number) for number in numbers}) == 1
        assert evaluate(shown[0][-1]) != evaluate(shown[1][-1])
        checked += 1
    assert checked >= 5


def evaluate(text: str) -> Fraction:
    """Arithmetic of integers, as Python does it, over fractions."""
    assert re.fullmatch(r"[-+*/() 0-9]+", text)
    return Fraction(eval(re.sub(r"(\d+)", r"Fraction(\1)", text), {"Fraction": Fraction}))


def test_close_values_get_enough_digits_to_be_told_apart() -> None:
    f = parse_operator("x + exp(x)/10**6")
    ce = Counterexample(example(f, Law.ADDITIVITY, {"x": 1}, {"x": 2}))
    found = written(f, ce)
    assert tree_human(found.lhs[-1].tree) != tree_human(found.rhs[-1].tree)


def test_a_long_point_is_described_by_what_is_not_zero() -> None:
    names = [f"x{k}" for k in range(20)]
    point = tuple(const(int(k == 3)) for k in range(20))
    assert plainly(described(point, names)) == "x3 = 1, the others 0"
    assert plainly(described(point[:3], names[:3])) == "all entries 0"
    assert plainly(described((const(1),) * 20, names)).endswith("... (20 entries)")


def test_too_wide_for_two_lines_breaks_at_the_equals_signs() -> None:
    found = show(Law.AFFINE, {"x": -1}, {"x": 1})
    assert inline(found, 40) is None
    assert stacked(found, 30) is None
    lines = broken(found, 30)
    assert max(map(len, lines)) <= 30
    assert re.sub(r"\s+", " ", " ".join(lines)) == (
        "f((-1 + 1)/2) = f(0) = 0 but (f(-1) + f(1))/2 = (0 + 1)/2 = 1/2"
    )


def test_a_sentence_fits_an_exception() -> None:
    found = show(Law.ADDITIVITY, {"x": -1}, {"x": 1})
    assert sentence(found) == "f(-1 + 1) = f(0) = 0 but f(-1) + f(1) = 0 + 1 = 1"


def test_values_beyond_all_floats_are_shown_by_their_power_of_ten():
    """exp(2**50) has 489 million million digits: more than decimals usually allow."""
    said = to_text(decide(parse_operator("exp(x**50)"), timeout=10))
    assert "e488972116717" in said
