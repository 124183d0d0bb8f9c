"""Two operators to be compared: whose inputs are whose, and which condition is about which."""

from __future__ import annotations

import pytest
import sympy

import symlin
from symlin.reading.pairs import as_pair
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick

x = sympy.Symbol("x", real=True)

SAME = [
    ("Max(x, b)", "b", {"assume": "x <= b"}),
    ("sin(x)**2 + cos(x)**2", "1", {}),
    ("0", "floor(x)", {"assume": ["x >= 0", "x < 1"]}),
    ("b", "b", {"assume": "x > 0"}),
    ("x1", "x1 + x2 - x2", {"assume": "x2 > 0"}),
    ("relu", "0", {"assume": "x < 0"}),
    ("Max(u, 0)", "relu", {"assume": "u > 0"}),
    ("Max(u, 0)", "relu", {"assume": "x > 0"}),
    ("w*x", "x", {"assume": "Eq(w, 1)"}),
    (sympy.sin(x) ** 2 + sympy.cos(x) ** 2, "1", {}),
    ("max_pool1d(2)", "[Max(x1, x2), Max(x3, x4)]", {"shape": 4}),
    ("[Max(y1, y2), Max(y3, y4)]", "max_pool1d(2)", {"shape": (4,)}),
    ("flatten", "[x1_1, x1_2, x2_1, x2_2]", {"shape": (2, 2)}),
    ("avg_pool1d(2) >> dense([[0]])", "0", {"shape": 2}),
    ("relu", "Max(x, 0)", {"shape": 1}),
    ("relu >> relu", sympy.Max(x, 0), {"shape": 1}),
    ("leaky_relu(1/10)", "leaky_relu(x, 1/10)", {"shape": 1}),
    ("max_pool1d(2)", "x1", {"shape": 2, "assume": ["x1 >= x2"]}),
    ("max_pool1d(2) >> relu", "Max(x1, x2)", {"shape": 2, "assume": ["x >= 0"]}),
    (parse_operator("relu"), "x", {"assume": "x >= 0"}),
    ("relu", "leaky_relu(x, 0)", {"inputs": "x"}),
    ("relu(a)", "relu", {"inputs": "a"}),
]


@pytest.mark.parametrize(("a", "b", "options"), SAME, ids=str)
def test_both_are_functions_of_the_same_inputs(a: object, b: object, options: object) -> None:
    """A constant has no inputs of its own: they come from the other side, or the conditions."""
    claim = symlin.equiv(a, b, **options)  # type: ignore[arg-type]
    assert claim.status is symlin.Status.PROVED


@pytest.mark.parametrize(
    ("a", "b", "options", "said"),
    [
        ("b", "1", {}, "for the constant function b, say --inputs x"),
        ("2", "1", {}, "no input: name the inputs"),
        ("relu", "rleu", {}, "did you mean relu"),
        ("x", "x + 1", {"shape": 2}, "neither of the two is a pipeline"),
        ("x + y", "flatten", {"shape": 4}, "different numbers of inputs: 2 and 4"),
        ("x", "2*x", {"assume": "q > 0"}, "the assumption is about q"),
        ("x", "2*x", {"assume": "relu > 0"}, "relu is a function here"),
    ],
)
def test_what_cannot_be_compared_is_explained(
    a: str, b: str, options: dict[str, object], said: str
) -> None:
    with pytest.raises(symlin.InputError, match=said):
        symlin.equiv(a, b, **options)  # type: ignore[arg-type]


def test_a_condition_is_about_whichever_operator_has_its_symbols() -> None:
    f, g = as_pair("w*x", "Max(x, 0)", assume=["w > 0", "x > 0"])
    assert f.assumption_texts == ("w > 0", "x > 0")
    assert g.assumption_texts == ("x > 0",)
