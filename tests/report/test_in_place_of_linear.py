"""What an operator is where it is not linear, and which of its terms breaks the laws."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli
from symlin.decision.terms import Kind, kinds_of
from symlin.kernel.claim import Subject
from symlin.kernel.statements.traits import Trait
from symlin.kernel.term import add, const, eq, function, mul, sub, var
from symlin.reading.operators import read_operator
from symlin.report.shape.traits import traits

x, y = var("x"), var("y")


def explained(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["explain", *arguments])
    assert result.exit_code in (0, 1), result.output
    return " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("relu", "It is positively homogeneous, convex, never decreasing and bounded below."),
        ("sigmoid", "It is never decreasing and bounded."),
        ("abs", "It is positively homogeneous, even, convex and bounded below."),
        ("x - floor(x)", "It is periodic and bounded."),
        ("cos(x)", "It is even, periodic and bounded."),
        ("Min(x1, x2)", "It is positively homogeneous and concave."),
        ("clip", "It is odd, whatever the parameters are."),
        ("2*x + 1", "It is affine"),
    ],
)
def test_the_line_below_the_verdict_says_what_it_is(text: str, says: str) -> None:
    """ "Not linear" alone leaves a reader with nothing to use."""
    assert says in explained(text)


@pytest.mark.parametrize("text", ["average", "x**3 - x**2 + sin(x)*exp(x)"])
def test_nothing_is_said_where_nothing_was_shown(text: str) -> None:
    """A linear operator is more than all of it; of others only theorems are told."""
    assert " It is " not in explained(text).partition("What it is")[0]


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Piecewise((0, x < 0), (x - 1, True))", {Trait.CONVEX, Trait.RISING}),
        ("x**3", {Trait.CONVEX, Trait.EVEN}),
        ("logit", {Trait.EVEN, Trait.CONVEX, Trait.PERIODIC}),
        ("1/x", {Trait.FALLING, Trait.ABOVE}),
        ("sin(x/100)", {Trait.RISING}),
        ("hard_swish", {Trait.CONVEX, Trait.RISING}),
    ],
)
def test_what_only_seems_so_is_not_stated(text: str, none: set[Trait]) -> None:
    """Numbers propose, the kernel decides: sin(x/100) rises wherever it is looked at."""
    assert not none & {theorem.trait for theorem in traits(read_operator(text))}


def test_the_term_that_breaks_the_law_is_named() -> None:
    """The constant alone was named once, and it is the smaller of both reasons."""
    said = explained("3 + 2*x - y + sin(x*y)")
    assert "Term by term: 2·x - y is linear." in said
    assert "The constant 3 is affine, but not linear, for it is not 0 at the origin." in said
    assert "sin(x·y) is the term that is not affine." in said


def test_terms_that_may_make_up_for_each_other_are_blamed_together() -> None:
    """Of x**2 and -x**2 neither is affine, and their sum is: only the rest as a whole is named."""
    said = explained("x + sin(x) + exp(x)")
    assert "What is not affine is the rest: sin(x) + exp(x)." in said


def test_a_constant_is_blamed_only_where_the_origin_is_asked_about() -> None:
    """Where x = 3, the constant 3 is the linear x."""
    terms = [const(3), function("sin", mul(x, y))]
    there = Subject(("x", "y"), (), (add(*terms),), (eq(sub(x, const(3))),))
    everywhere = Subject(("x", "y"), (), (add(*terms),))
    assert kinds_of(there, terms) == (Kind.OTHER, Kind.OTHER)
    assert kinds_of(everywhere, terms) == (Kind.CONSTANT, Kind.OTHER)


def test_terms_that_are_not_the_operators_are_not_looked_at() -> None:
    """What is said of them would be said of another function."""
    assert kinds_of(Subject(("x",), (), (mul(x, x),)), [x, const(1)]) is None
