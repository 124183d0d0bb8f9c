"""SymPy objects as operators: what is decided is what the object says, or nothing is decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy

import symlin
from symlin import models
from symlin.reading.parse import parse_operator, parse_sympy

pytestmark = pytest.mark.quick

x = sympy.Symbol("x", real=True)

TAKEN = ["E", "pi", "True", "gelu", "step", "sin", "Max", "Piecewise", "and", "lambda", "I", "oo"]
NO_NAMES = ["", "x y", "x\n", "α", "_x", "a__b", "x\u200b", "1", "x+1"]


@pytest.mark.parametrize("name", TAKEN + NO_NAMES)
def test_a_symbol_that_would_be_read_as_something_else_is_refused(name: str) -> None:
    """Symbol("E", positive=True) was once e, and the verdict about another function."""
    symbol = sympy.Symbol(name, positive=True)
    for take in (
        lambda: symlin.check(symbol * x),
        lambda: symlin.check(x + symbol - symbol.subs(symbol, 1)),
        lambda: symlin.check(x, assume=[symbol > x]),
        lambda: symlin.check(x, inputs=[symbol]),
        lambda: symlin.equiv(x, symbol * x),
        lambda: models.Dense([[symbol]]),
    ):
        with pytest.raises(symlin.InputError):
            take()


STATED = {
    "positive": "n > 0",
    "negative": "n < 0",
    "nonnegative": "n >= 0",
    "nonpositive": "n <= 0",
    "extended_positive": "n > 0",
    "extended_nonnegative": "n >= 0",
    "zero": "Eq(n, 0)",
    "nonzero": "Ne(n, 0)",
    "integer": "Eq(n, floor(n))",
    "noninteger": "Ne(n, floor(n))",
    "even": "Eq(n, 2*floor(n/2))",
    "odd": "Eq(n, 2*floor(n/2) + 1)",
}
DENIED = {
    "positive": "n <= 0",
    "negative": "n >= 0",
    "zero": "Ne(n, 0)",
    "extended_negative": "n >= 0",
    "integer": "Ne(n, floor(n))",
    "even": "Ne(n, 2*floor(n/2))",
    "odd": "Ne(n, 2*floor(n/2) + 1)",
}


@pytest.mark.parametrize("fact", STATED)
def test_what_a_symbol_assumes_is_stated(fact: str) -> None:
    symbol = sympy.Symbol("n", **{fact: True})
    assert parse_sympy(symbol * x).assumption_texts == (STATED[fact],)


@pytest.mark.parametrize("fact", DENIED)
def test_what_a_symbol_denies_is_stated(fact: str) -> None:
    """positive=False is an assumption like any other."""
    symbol = sympy.Symbol("n", **{fact: False})
    assert parse_sympy(symbol * x).assumption_texts == (DENIED[fact],)


def test_several_assumptions_are_all_stated() -> None:
    symbol = sympy.Symbol("n", integer=True, positive=True)
    assert parse_sympy(symbol * x).assumption_texts == ("n > 0", "Eq(n, floor(n))")


@pytest.mark.parametrize("fact", ["real", "finite", "extended_real", "complex", "commutative"])
def test_what_every_real_number_is_needs_no_condition(fact: str) -> None:
    assert parse_sympy(sympy.Symbol("n", **{fact: True}) * x).assumption_texts == ()


@pytest.mark.parametrize(
    "assumed",
    [
        {"prime": True},
        {"composite": False},
        {"rational": True},
        {"rational": False},
        {"irrational": True},
        {"algebraic": True},
        {"transcendental": True},
        {"polar": True},
        {"anything": True},
    ],
    ids=str,
)
def test_an_assumption_that_no_condition_can_say_is_refused(assumed: dict[str, bool]) -> None:
    """Dropping it would prove more, and refute more, than was asked."""
    ((fact, value),) = assumed.items()
    with pytest.raises(symlin.InputError, match=f"{fact}={value}"):
        parse_sympy(sympy.Symbol("n", **assumed) * x)


@pytest.mark.parametrize(
    "fact", ["imaginary", "infinite", "extended_real", "complex", "commutative", "hermitian"]
)
def test_a_symbol_that_is_no_real_number_is_refused(fact: str) -> None:
    symbol = sympy.Symbol("n", **{fact: fact in ("imaginary", "infinite")})
    with pytest.raises(symlin.InputError, match="not real"):
        parse_sympy(symbol * x)


def test_a_matrix_cannot_assume_for_itself() -> None:
    """A layer has no place for its weights' assumptions: to forget them would be to lie."""
    with pytest.raises(symlin.InputError, match="'w > 0' in assume="):
        models.Dense([[sympy.Symbol("w", positive=True)]])


class Max(sympy.sin):
    """A function of one's own, by a name that SymPy has as well."""


@pytest.mark.parametrize(
    "made",
    [
        lambda: sympy.Function("Max")(x, 0),
        lambda: sympy.Function("sin")(x),
        lambda: sympy.Function("Piecewise")(x),
        lambda: Max(x),
        lambda: [x, sympy.Lambda(x, x)],
        lambda: sympy.Integral(x, x),
        lambda: sympy.Interval(0, 1),
        lambda: sympy.Wild("x"),
        lambda: sympy.Dummy("x") + x,
        lambda: sympy.zoo * x,
        lambda: [x, True],
        lambda: [x, "x"],
        lambda: sympy.Poly(x**2, x),
    ],
)
def test_what_is_no_real_function_of_the_language_is_refused(made: Callable[[], object]) -> None:
    """Function("Max") is any function, of which nothing can be said."""
    for take in (symlin.check, lambda source: symlin.equiv(source, x)):
        with pytest.raises(symlin.InputError):
            take(made())


def test_numbers_may_stand_beside_expressions() -> None:
    assert parse_sympy([x, 1, 0.5]).texts == ("x", "1", "1/2")


def test_symbols_of_one_name_mean_one_thing() -> None:
    positive, plain = sympy.Symbol("x", positive=True), sympy.Symbol("x")
    with pytest.raises(symlin.InputError, match="both called x"):
        symlin.check(x, assume=[positive < 3])
    with pytest.raises(symlin.InputError, match="both called x"):
        symlin.check(x, inputs=[positive])
    for assume in ({positive < 3}, (c for c in [positive < 3]), [plain > 1, positive < 3]):
        with pytest.raises(symlin.InputError, match="both called x"):
            symlin.check("x" if isinstance(assume, list) else x, assume=assume)
    report = symlin.check(x, assume=[plain < 3], crosscheck=False)
    assert report.operator.assumption_texts == ("x < 3",)


def test_symbols_among_inputs_and_conditions_bring_what_they_assume() -> None:
    positive = sympy.Symbol("x", positive=True)
    for options in ({"inputs": [positive]}, {"assume": positive < 3}):
        report = symlin.check("Abs(x)", crosscheck=False, **options)  # type: ignore[arg-type]
        assert report.operator.assumption_texts[0] == "x > 0"
        assert report.linear.status is symlin.Status.PROVED


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (sympy.Float(0.1), "1/10"),
        (sympy.Float("0.1", 50), "1/10"),
        (sympy.Float("0.12345678901234567891", 30), "12345678901234567891/100000000000000000000"),
        (sympy.Float("1e-400"), f"1/{10**400}"),
        (sympy.Float("1.5e400"), f"{15 * 10**399}"),
        (sympy.Float("1.23456789e-320"), f"123456789/{10**328}"),
        (sympy.Float(1e23), f"{10**23}"),
        (sympy.Float(0.1 + 0.2), "30000000000000004/100000000000000000"),
    ],
    ids=str,
)
def test_a_float_is_the_shortest_decimal_that_gives_it(value: sympy.Float, text: str) -> None:
    """Max(1e-400*x, 0) was once 0, for the number is none to an ordinary float."""
    (term,) = parse_sympy(value * x).outputs
    assert term is parse_operator(f"x*({text})").outputs[0]


def test_a_float_of_a_few_digits_is_refused() -> None:
    """It is 0.1 to its author, and 0.1000061 to SymPy."""
    with pytest.raises(symlin.InputError, match="known to a few digits only"):
        parse_sympy(sympy.Float("0.1", 3) * x)


def test_nesting_has_a_limit_and_sums_have_none() -> None:
    """SymPy itself ends in a RecursionError when asked for the symbols."""
    nested, long = x, x
    for _ in range(2_000):
        nested, long = sympy.sin(nested, evaluate=False), sympy.Add(long, 1, evaluate=False)
    with pytest.raises(symlin.InputError, match="more than 200 levels deep"):
        symlin.check(nested)
    assert len(parse_sympy(long).outputs) == 1
