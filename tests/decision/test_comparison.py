"""On what set two operators are compared: log(x**2) is 2*log(x) only where x > 0."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sympy
from click.testing import CliRunner

import symlin
from symlin.commands.cli import cli
from symlin.decision.comparison import compared
from symlin.language.printing import guard_to_human, term_to_text
from symlin.reading.pairs import as_pair

pytestmark = pytest.mark.quick

PAIRS = [
    ("x**2/x", "x", "x != 0", None, {"x": "0"}),
    ("log(x**2)", "2*log(x)", "x > 0", {"x": "-1"}, None),
    ("sqrt(x)", "sqrt(-x)", "x = 0", {"x": "1"}, {"x": "-1"}),
    ("sqrt(1 - x**2)", "sqrt(x**2 - 1)", "x**2 = 1", {"x": "0"}, {"x": "2"}),
    ("1/x", "2/x - 1/x", "x != 0", None, None),
    ("sqrt(a*x)", "sqrt(a)*sqrt(x)", "a >= 0 and x >= 0", {"x": "-1", "a": "-1"}, None),
    ("log(x*y)", "log(x) + log(y)", "x > 0 and y > 0", {"x": "-1", "y": "-1"}, None),
    ("Piecewise((x, x < 1), (1, x > 1))", "x", "x < 1 or x > 1", None, {"x": "1"}),
]


@pytest.mark.parametrize(("a", "b", "where", "first", "second"), PAIRS)
def test_it_is_where_both_have_a_value(
    a: str, b: str, where: str, first: dict[str, str] | None, second: dict[str, str] | None
) -> None:
    """And the points that only one of them has are real ones."""
    found = compared(*as_pair(a, b))
    assert found.guard is not None
    assert guard_to_human(found.guard) == where
    for point, expected in ((found.first_alone, first), (found.second_alone, second)):
        texts = None if point is None else {n: term_to_text(v) for n, v in point.items()}
        assert texts == expected


@pytest.mark.parametrize(
    ("a", "b", "assume"),
    [
        ("relu", "x", ()),
        ("sqrt(x**2 - 2*x + 1)", "Abs(x - 1)", ()),
        ("log(x**2)", "2*log(x)", "x > 0"),
        ("1/(exp(x) + 1)", "sigmoid(-x)", ()),
    ],
)
def test_nothing_is_said_where_both_have_values_everywhere(a: str, b: str, assume: object) -> None:
    found = compared(*as_pair(a, b, assume=assume))
    assert (found.guard, found.first_alone, found.second_alone) == (None, None, None)


def test_functions_without_a_common_point_are_not_compared() -> None:
    with pytest.raises(symlin.InputError, match="at which both have a value"):
        symlin.equiv("log(x)", "log(-x)")


def test_the_claim_carries_it() -> None:
    claim = symlin.equiv("log(x**2)", "2*log(x)")
    assert claim.compared is not None
    assert claim.compared.where == (sympy.Symbol("x", real=True) > 0)


def shown(*arguments: str) -> Any:
    return CliRunner().invoke(cli, ["equiv", *arguments]).stdout


def test_functions_with_other_domains_are_not_called_the_same() -> None:
    text = shown("sqrt(x)", "sqrt(-x)")
    assert "EQUAL WHERE BOTH HAVE A VALUE" in text
    assert "compared only where x = 0" in text
    assert "g has a value where f has none, for example at x = -1" in text
    assert "THE SAME FUNCTION" in shown("1/x", "2/x - 1/x")


def test_json_has_it_too() -> None:
    found = json.loads(shown("log(x**2)", "2*log(x)", "--json"))
    assert found["compared"] == {
        "where": "x > 0",
        "first_alone": {"x": "-1"},
        "second_alone": None,
    }
    assert [one["undefined"] for one in found["operators"]] == [
        "defined only where x != 0",
        "defined only where x > 0",
    ]
