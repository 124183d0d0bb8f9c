"""A condition where a number is wanted, and the other way round, is refused where it stands."""

from __future__ import annotations

import pytest
import sympy

import symlin
from symlin.catalog import index as catalog
from symlin.language.vocabulary import BUILTINS
from symlin.reading.parse import parse_operator

CONDITION = "x > 1"
FORMULAS = [name for name in catalog.names() if catalog.find(name).expression]


def refusal(text: str) -> symlin.InputError:
    with pytest.raises(symlin.InputError) as caught:
        parse_operator(text)
    return caught.value


def places(name: str, count: int) -> list[tuple[str, int]]:
    """Calls with a condition for one argument, and where it stands."""
    found = []
    for k in range(count):
        before = f"{name}({'x, ' * k}"
        found.append((f"{before}{CONDITION}{', x' * (count - k - 1)})", len(before)))
    return found


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_no_function_takes_a_condition(name: str) -> None:
    """Max(x > 0, 1) was read, and broke the search."""
    builtin = BUILTINS[name]
    for count in range(builtin.least, (builtin.most or 3) + 1):
        for text, at in places(name, count):
            error = refusal(text)
            assert error.message.startswith("expected a number here, not a condition"), text
            assert error.position is not None and error.position >= at, text


@pytest.mark.parametrize("name", FORMULAS)
def test_no_operator_of_the_catalog_takes_a_condition(name: str) -> None:
    definition = catalog.find(name)
    count = len((*definition.inputs, *definition.parameters))
    for text, at in places(name, count):
        error = refusal(text)
        assert error.message.startswith("expected a number here, not a condition"), text
        assert error.position is not None and error.position >= at, text


@pytest.mark.parametrize(
    "text",
    [
        *("x + (x > 0)", "-(x > 0)", "(x > 0)**2", "2**(x > 0)", "x/(x > 0)", "x % (x > 0)"),
        *("(x > 0) > 0", "Eq(x > 0, y > 0)", "Piecewise((x > 0, x > 1), (0, True))"),
        *("(x > 0) if x > 1 else 0", "[x, x > 0]", "x > 0", "True", "relu(x=x > 0)"),
        *("conv1d([x > 0, 1])", "dense([[x > 0]])", "conv1d([1]) >> leaky_relu(x > 0)"),
        "ITE(x > 0, x > 1, x)",
    ],
)
def test_a_condition_is_no_number_anywhere(text: str) -> None:
    assert refusal(text).message.startswith("expected a number here, not a condition")


@pytest.mark.parametrize(
    "text",
    [
        *("Piecewise((x, x), (0, True))", "x if y else 0", "not x", "~x", "Not(x)", "And(x, y)"),
        *("x and y", "Or(x > 0, y)", "Xor(x, y)", "ITE(x, y, 0)", "Max(x, 0) if relu(x) else 0"),
        *("Piecewise((x, [x]), (0, True))", "Piecewise((x, (x, y)), (0, True))"),
    ],
)
def test_a_number_is_no_condition_anywhere(text: str) -> None:
    assert refusal(text).message.startswith("expected a condition such as x > 0 here, not a ")


X = sympy.Symbol("x", real=True)
B = sympy.Symbol("b")


@pytest.mark.parametrize(
    "expression",
    [
        sympy.Basic.__new__(sympy.Max, X > 0, sympy.S.One),
        sympy.Basic.__new__(sympy.Add, X > 0, X),
        sympy.Basic.__new__(sympy.Pow, X, X > 0),
        sympy.Basic.__new__(sympy.floor, X > 0),
        sympy.Basic.__new__(sympy.Gt, X > 0, X),
        sympy.Piecewise((X, sympy.And(B, X > 0)), (0, True)),
        sympy.Piecewise((X, B), (0, True)),
        X > 0,
        sympy.true,
        [X, X > 0],
    ],
)
def test_sympy_s_objects_are_no_exception(expression: object) -> None:
    """What SymPy puts together without a look at it is looked at here."""
    with pytest.raises(symlin.InputError, match=r"expected a (number|condition)"):
        symlin.check(expression, crosscheck=False)
