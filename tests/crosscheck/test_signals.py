"""Formulas about functions in floats: quadratures, differences, and what these do not see."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import pytest

from symlin.crosscheck.elementary import ERRORS, FUNCTIONS
from symlin.crosscheck.quadrature import derivative, integral, series
from symlin.crosscheck.signals import CannotTell, value_of
from symlin.kernel import term as k
from symlin.kernel.functions.subject import FunctionSubject
from symlin.language.syntax import parse
from symlin.language.vocabulary import BUILTINS

from ..reading.functions.meaning import Meaning
from ..reading.functions.readings import on_functions

_NOTHING = FunctionSubject((), (), (), (), (), ())
_TAKES_NUMBERS = {"Rational": (3, 4), "Integer": (3,)}


@pytest.mark.parametrize("name", BUILTINS)
def test_every_function_of_the_language_is_known_in_floats(name: str) -> None:
    """Its floats agree with its exact meaning, also on where there is none."""
    builtin, draw, seen = BUILTINS[name], Random(name), 0
    for count in sorted({builtin.least, builtin.most or 3}):
        for _ in range(40):
            values = _numbers(name, count, draw)
            terms = [k.const(int(v)) if v == int(v) else k.var(f"{v}") for v in values]
            meaning, at = Meaning(_NOTHING, {}), {f"{v}": v for v in values}
            meant = _value(lambda: meaning.term(builtin.build(*terms), at))  # noqa: B023
            found = _value(lambda: FUNCTIONS[name](*values))  # noqa: B023
            both = math.isnan(meant) and math.isnan(found)
            assert both or math.isclose(meant, found, rel_tol=1e-9, abs_tol=1e-9), (name, values)
            seen += not both
    assert seen > 5


def _numbers(name: str, count: int, draw: Random) -> list[float]:
    """Arguments that the function takes, now and then where something happens."""
    values = [draw.choice([draw.uniform(-3, 3), 0.5, 0.0, 1.0, 2.0]) for _ in range(count)]
    if name in ("root", "real_root"):
        values[1] = draw.choice([2, 3, 5])
    return list(_TAKES_NUMBERS.get(name, values))[:count]


def _value(of: Callable[[], float]) -> float:
    """The value, or NaN where there is none."""
    try:
        value = of()
    except ERRORS:
        return math.nan
    return value if math.isfinite(value) else math.nan


def test_integrals_with_a_kink_a_jump_and_infinite_limits() -> None:
    """What operators integrate is |x|, a step, a decaying signal."""
    assert integral(abs, -1.0, 2.0) == pytest.approx(2.5, abs=1e-8)
    assert integral(lambda x: float(x > 0.3), 0.0, 1.0) == pytest.approx(0.7, abs=1e-8)
    assert integral(lambda x: math.exp(-x * x), -math.inf, math.inf) == pytest.approx(
        math.sqrt(math.pi), abs=1e-8
    )
    assert integral(math.exp, -math.inf, 0.0) == pytest.approx(1.0, abs=1e-8)
    assert integral(math.cos, 1.0, 0.0) == pytest.approx(-math.sin(1.0), abs=1e-8)


def test_no_jump_hides_between_an_end_and_the_nearest_node() -> None:
    """One did: a causal convolution, proved invariant, was said to be contradicted."""
    for turn in range(500):
        place = (turn * 0.6180339887) % 1

        def step(s: float, place: float = place) -> float:
            return 1.0 if s < place else 0.0

        assert integral(step, 0.0, 1.0) == pytest.approx(place, abs=1e-6)


def test_a_divergent_integral_is_not_given_a_value() -> None:
    """A quadrature that gives some number for 1/x would be a second opinion on nothing."""
    with pytest.raises(ZeroDivisionError):
        integral(lambda x: 1 / x, -1.0, 1.0)
    assert integral(lambda x: 1 / (x - 1 / 3) ** 2, 0.0, 1.0) is None


def test_a_derivative_at_a_kink_is_none() -> None:
    """|x| has no derivative at 0, and differences from both sides would say 0."""
    assert derivative(abs, 0.0) is None
    assert derivative(lambda x: max(x, 0.0), 0.0) is None
    assert derivative(math.sin, 0.4) == pytest.approx(math.cos(0.4), abs=1e-9)


def test_sums_that_run_backwards_have_no_value_and_those_that_do_not_settle_none() -> None:
    """Conventions differ on a sum from 3 to 1; an empty sum is 0 to all."""
    assert series(float, 1.0, 0.0) == 0
    with pytest.raises(ValueError, match="backwards"):
        series(float, 3.0, 1.0)
    assert series(lambda n: 1.0, 0.0, math.inf) is None
    assert series(lambda n: 0.5 ** abs(n), -math.inf, math.inf) == pytest.approx(3.0)


def test_a_signal_is_asked_for_its_derivatives() -> None:
    """x''(2*t) is the second derivative of the signal, taken at 2*t."""
    asked = []

    def signal(orders: tuple[int, ...], at: tuple[float, ...]) -> float:
        asked.append((orders, at))
        return 7.0

    (tree,) = on_functions("t*x''(2*t)").written
    assert value_of(tree, {"x": signal}, {"t": 3.0}) == 21.0
    assert asked == [((2,), (6.0,))]


def test_what_is_no_number_or_not_known_is_not_guessed() -> None:
    """An answer that nobody has worked out would agree or disagree by chance."""
    with pytest.raises(CannotTell):
        value_of(parse("[1, 2]"), {}, {})
    with pytest.raises(CannotTell):
        value_of(parse("something(1)"), {}, {})
    assert math.isnan(value_of(parse("1/0"), {}, {}))
    assert value_of(parse("relu(x) + median(3, x, 1)"), {}, {"x": 2.0}) == 4.0
