"""Where an operator has a value: said in few words, and the same set of points."""

import pytest
from flint import fmpq

from symlin.decide import decide
from symlin.kernel.definedness import definedness
from symlin.kernel.term import const, substitute
from symlin.parse import parse_operator
from symlin.search.domain import simplest
from symlin.search.values import holds

POINTS = [const(fmpq(k, 2)) for k in range(-5, 6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x**x", "x > 0 or x = 0 or (x < 0 and x = floor(x))"),
        ("x*log(x)", "x > 0"),
        ("sqrt(x) + log(1 - x)", "x >= 0 and x < 1"),
        ("1/x + 1/(x**2 + 1)", "x != 0"),
        ("exp(x)", None),
        ("layer_norm", None),
    ],
)
def test_the_domain_is_said_in_few_words(text, said):
    found = decide(parse_operator(text), 10).undefined
    assert found == (said and f"defined only where {said}")


@pytest.mark.parametrize(
    "text",
    [
        "x**x",
        "x**y",
        "1/(x*y) + log(x + y)",
        "Piecewise((1/x, x > 0), (log(-x), y > 0), (y, True))",
    ],
)
def test_the_shorter_guard_holds_at_the_same_points(text):
    """Shortening must not move the border."""
    operator = parse_operator(text, inputs=["x", "y"])
    guard = definedness(operator.outputs)
    shorter = simplest(guard, ())
    for x in POINTS:
        for y in POINTS:
            long, short = substitute((guard, shorter), {"x": x, "y": y})
            assert holds(long) == holds(short), (x, y)
