"""Two roads from one text: the kernel's term, and SymPy's tree with its own value."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from fractions import Fraction

import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symlin.errors import InputError
from symlin.kernel.term import ZERO, Sum, Term, ge, maximum, var
from symlin.language import printing, translate
from symlin.language.sympy.to_sympy import sympy_of
from symlin.language.syntax import parse, parse_condition
from symlin.reading.parse import parse_operator

from .texts import texts
from .values import agree, value

numbers = st.integers(-24, 24).map(lambda n: Fraction(n, 4))


def term(text: str) -> Term:
    return translate.terms(parse(text))[0]


@settings(max_examples=300, deadline=None)
@given(texts(), numbers, numbers, numbers)
@example("Max(x, y) % a", Fraction(5, 2), Fraction(-1), Fraction(-3, 2))
@example("(x - 1/3)**a", Fraction(-1), Fraction(0), Fraction(3))
def test_term_is_worth_what_sympys_tree_is(
    text: str, x: Fraction, y: Fraction, a: Fraction
) -> None:
    """The trusted translation and its untrusted double must agree, undefined points included."""
    point = {"x": x, "y": y, "a": a}
    try:
        operator = parse_operator(text, inputs=["x", "y"], assume=())
    except InputError:
        return
    assert operator.reference is not None
    (theirs,) = operator.reference({name: float(v) for name, v in point.items()})
    mine = value(operator.outputs[0], point)
    if math.isnan(theirs) or mine is None:
        assert math.isnan(theirs) and mine is None, (text, point, mine, theirs)
    elif math.isfinite(theirs):
        assert agree(mine, theirs), (text, point, mine, theirs)


def test_sympy_tree_is_not_simplified() -> None:
    x = sympy.Symbol("x", real=True)
    for text in ("x**3/x**2", "x - x", "0*(1/x)", "exp(log(x))", "sqrt(x)**2", "(1/x)**0"):
        assert sympy_of(parse(text)).has(x), text


def test_symbols_are_real() -> None:
    assert sympy_of(parse("x")) == sympy.Symbol("x", real=True)


def test_large_max_is_built_at_once() -> None:
    """SymPy's own Max of 64 symbols takes seconds."""
    started = time.process_time()
    sympy_of(parse(f"Max({', '.join(f'x{k}' for k in range(300))})"))
    assert time.process_time() - started < 1.0


def test_conditions_become_guards() -> None:
    x, y = var("x"), var("y")
    assert translate.guard(parse_condition("x >= y")) is ge(x, y)
    assert translate.guard(parse_condition("y <= x")) is ge(x, y)
    assert printing.guard_to_text(translate.guard(parse_condition("not x < y"))) == "x >= y"
    assert translate.guard(parse_condition("0 < x < 1")) is translate.guard(
        parse_condition("And(x > 0, Lt(x, 1))")
    )


def test_conditions_on_numbers_are_decided() -> None:
    assert term("x if 1 < 2 else y") is var("x")
    assert term("Piecewise((x, 1 > 2), (y, True))") is var("y")


def test_equal_parts_are_one_node() -> None:
    first, second = translate.terms(parse("[Max(x + 1, 0), Max(x + 1, 0) + y]"))
    assert isinstance(second, Sum)
    assert second.terms[0] is first


LIMITS = {
    "9**9**9**9*x": "more than 4000 digits",
    "10**5000": "more than 4000 digits",
    "10**3000*10**3000*x": "at most 4000 digits",
    "(10**3999 + 1)*(x + 10**3999)": "at most 4000 digits",
    "x**(10**10)": "limited to 10000",
    "x**100001": "limited to 10000",
    "x**(1/10**5)": "limited to 10000",
    "root(x, 10**6)": "limited to 10000",
    "(x**10000)**10000": "nest to a degree",
    "2*(" * 190 + "+".join(f"x{k}" for k in range(20_000)) + ")" * 190: "multiplied out",
    "+".join(f"x/(10**3999 + {k})" for k in range(5_000)): "too long for their count",
    "Max()": "got 0 arguments",
    "exp(x, y)": "got 2 arguments",
    "exp(x, base=2)": "no argument named 'base'",
    "x + [y]": "not a list",
    "Max([x])": "a list may stand only alone",
    "Max((x, y))": "a tuple may stand only",
    "Max(x >> y)": "expected",
    "Rational(x, 2)": "whole numbers",
    "Rational(1, 0)": "whole numbers",
    "Integer(1/2)": "whole number",
    "real_root(x, y)": "whole number",
}


@pytest.mark.parametrize("text", LIMITS)
def test_what_cannot_be_translated_is_named(text: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError, match=LIMITS[text]):
        translate.terms(parse(text), text)
    assert time.process_time() - started < 10


ALLOWED = ("x**1000", "10**400*x", "x**-1000", "2**4000*x", "(x**100)**100", "1e4000*x")


@pytest.mark.parametrize("text", ALLOWED)
def test_what_is_large_but_reasonable_is_translated(text: str) -> None:
    assert term(text)


def test_reading_text_does_not_import_sympy() -> None:
    """A catalog name or a formula is understood in milliseconds."""
    program = (
        "import sys; from symlin.reading.parse import parse_operator; "
        "from symlin.language.printing import term_to_text; "
        "term_to_text(parse_operator('relu(x) + Max(x, 0)').outputs[0]); "
        "parse_operator('leaky_relu'); sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_sympy_expression_becomes_the_same_term() -> None:
    x, y = sympy.symbols("x y", real=True)
    pairs = {
        "Max(x, 0)": sympy.Max(x, 0),
        "x/y": x / y,
        "sqrt(x)": sympy.sqrt(x),
        "x**(2/3)": x ** sympy.Rational(2, 3),
        "Abs(x)": sympy.Abs(x),
        "x/10": sympy.Float(0.1) * x,
        "exp(x)": sympy.exp(x),
        "2**x": 2**x,
        "Piecewise((x, x > 0), (0, True))": sympy.Piecewise((x, x > 0), (0, True)),
        "Heaviside(x)": sympy.Heaviside(x),
        "Mod(x, 3)": sympy.Mod(x, 3),
    }
    for text, expression in pairs.items():
        mine, theirs = term(text), translate.from_sympy(expression)
        for v in (Fraction(5, 2), Fraction(-7, 3), Fraction(0)):
            point = {"x": v, "y": v + 1}
            assert agree(value(mine, point), value(theirs, point)), text
    assert translate.from_sympy(sympy.Max(x, 0)) is maximum(ZERO, var("x"))


@pytest.mark.parametrize(
    "expression",
    [
        sympy.I,
        sympy.oo,
        sympy.nan,
        sympy.zoo,
        sympy.Function("f")(sympy.Symbol("x")),
        sympy.Integral(sympy.Symbol("x"), sympy.Symbol("x")),
        sympy.gamma(sympy.Symbol("x")),
        sympy.Symbol("x") > 0,
        sympy.Symbol("z", imaginary=True),
        sympy.Symbol("a b"),
        sympy.FiniteSet(1),
        "x",
        3,
    ],
    ids=str,
)
def test_sympy_object_that_is_no_real_expression_is_refused(expression: object) -> None:
    with pytest.raises(InputError):
        translate.from_sympy(expression)
