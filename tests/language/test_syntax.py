"""The grammar: what is read as what, and what each mistake is told."""

from __future__ import annotations

import time

import pytest

from symlin.errors import InputError
from symlin.language import syntax, tokens
from symlin.language.notation import tree_text
from symlin.language.syntax import parse, parse_condition
from symlin.language.tree import Pipeline, Product, Sum

pytestmark = pytest.mark.quick


def read(text: str) -> str:
    """The canonical text of what was read."""
    return tree_text(parse(text))


SAME = {
    "1 + 2*x - y": "1 + 2*x - y",
    "-x**2": "-x**2",
    "(-x)**2": "(-x)**2",
    "2**-x**2": "2**(-x**2)",
    "x**y**z": "x**(y**z)",
    "(x**y)**z": "(x**y)**z",
    "a/b/c*d": "a/b/c*d",
    "a/(b*c)": "a/(b*c)",
    "a - (b - c)": "a - (b - c)",
    "a - (b + c)": "a - (b + c)",
    "- - x": "x",
    "+x - -y": "x - (-y)",
    "x*-y": "x*(-y)",
    "a // b": "floor(a/b)",
    "a % b": "Mod(a, b)",
    "a*b % c": "Mod(a*b, c)",
    "0.1": "1/10",
    "1e-3": "1/1000",
    ".5": "1/2",
    "2.": "2",
    "12E2": "1200",
    "1e400": "1" + "0" * 400,
    "22/7": "22/7",
    "x if x > 0 else y if y > 0 else 0": "Piecewise((x, x > 0), (y, y > 0), (0, True))",
    "max(x, 0)": "Max(x, 0)",
    "Pow(x, 2)": "x**2",
    "ln(x)": "log(x)",
    "[x, [y]]": "[x, [y]]",
    "x\n + \t y": "x + y",
    "x × y · z − 1": "x*y*z - 1",
    "Max(x, 0, evaluate=False)": "Max(x, 0, evaluate=False)",
    "relu >> max_pool1d(2, stride=1)": "relu >> max_pool1d(2, stride=1)",
    "(a >> b) >> c": "a >> b >> c",
    "ITE(x > 0, x, 0)": "Piecewise((x, x > 0), (0, True))",
    "2x": "2*x",
    "x y": "x*y",
    "2(x)": "2*x",
    "(x)(y)": "x*y",
    "x^2": "x**2",
}
CONDITIONS = {
    "0 < x < 1": "And(0 < x, x < 1)",
    "x == y != z": "And(Eq(x, y), Ne(y, z))",
    "x ≤ 1": "x <= 1",
    "x > 0 and not y > 0 or z > 0": "Or(And(x > 0, Not(y > 0)), z > 0)",
    "(x > 0) & ~(y > 0) | (z > 0)": "Or(And(x > 0, Not(y > 0)), z > 0)",
    "not not x > 0": "x > 0",
    "And(x > 0, Eq(y, 1), True)": "And(x > 0, Eq(y, 1), True)",
    "Or(Lt(x, 0))": "x < 0",
    "x + 1 > 2*y": "x + 1 > 2*y",
}


@pytest.mark.parametrize(("text", "expected"), SAME.items())
def test_expression_is_read_as_python_and_sympy_would(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), CONDITIONS.items())
def test_condition_is_read_as_python_and_sympy_would(text: str, expected: str) -> None:
    assert tree_text(parse_condition(text)) == expected


MISTAKES = {
    "": ("empty", 0),
    "   \n": ("empty", 0),
    "(x": ("expected ',' or ')'", 2),
    "x)": ("not ')'", 1),
    "[x": ("expected ',' or ']'", 2),
    "f(x": ("expected ',' or ')'", 3),
    "f(x]": ("expected ',' or ')'", 3),
    "x +": ("expected a number, a name or a bracket, not the end", 3),
    "* x": ("expected a number, a name or a bracket, not '*'", 0),
    "()": ("expected an expression", 0),
    "x.real": ("attributes", 1),
    "x.__class__": ("attributes", 1),
    "__import__('os').system('x')": ("underscore", 0),
    "_x": ("underscore", 0),
    "'x'": ("quotes", 0),
    '"x"': ("quotes", 0),
    "lambda x: x": ("call the symbol lam", 0),
    "import os": ("'import' is not part", 0),
    "x = 3": ("==", 2),
    "x := 3": ("':='", 2),
    "x; y": ("one operator", 1),
    "{x}": ("write (x) for a bracket", 0),
    "@ y": ("a product of two matrices", 0),
    "é": ("U+00E9", 0),
    "\x00": ("U+0000", 0),
    "\ud800": ("U+D800", 0),
    "I*x": ("imaginary", 0),
    "oo": ("infinity", 0),
    "nan*x": ("nan", 0),
    "(x > 0) + 1": ("expected a number here, not a condition", 3),
    "x and y": ("expected a condition", 0),
    "(1, 2)*x": ("not a tuple", 0),
    "[x]*2": ("write (x) for a bracket", 0),
    "x > 0 & y > 0": ("in brackets", 6),
    "Piecewise()": ("a branch (value, condition)", 0),
    "Piecewise((x, x > 0), 0)": ("branches (value, condition)", 22),
    "Piecewise((x, 1), (0, True))": ("expected a condition", 14),
    "Piecewise((x > 0, True))": ("expected a number", 13),
    "Piecewise(x, y)": ("branches", 10),
    "Piecewise((1, 2, 3))": ("branches", 10),
    "Eq(x)": ("takes 2 arguments, got 1", 0),
    "Not(x > 0, y > 0)": ("takes 1 arguments, got 2", 0),
    "And(x, y > 0)": ("expected a condition", 4),
    "f(a=1, a=2)": ("given twice", 7),
    "f(a=1, 2)": ("named arguments come last", 7),
    "pi(x)": ("constant", 0),
    "x if y else 0": ("expected a condition", 5),
    "x if y > 0": ("expected 'else'", 10),
    "x >>": ("expected a number, a name", 4),
    "1_000": ("underscore", 1),
    "1.2.3": ("1.2.3 is no number", 0),
    "0x10": ("0x10 is no number", 0),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items())
def test_mistake_is_named_at_its_place(text: str, expected: tuple[str, int]) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    words, place = expected
    assert words in caught.value.message
    assert caught.value.position == place
    assert str(caught.value).encode()


def test_assumption_that_is_no_condition_is_refused() -> None:
    with pytest.raises(InputError, match="expected a condition"):
        parse_condition("x + 1")
    with pytest.raises(InputError, match="empty"):
        parse_condition(" ")


HOSTILE = {
    "(" * 5_000 + "x" + ")" * 5_000: "200 levels",
    "[" * 5_000: "200 levels",
    "f(" * 5_000: "200 levels",
    "x**" * 5_000 + "1": "200 levels",
    "x" + " % 3" * 5_000: "200 levels",
    "1" * 100_000: "4000 digits",
    "0." + "0" * 100_000: "4000 digits",
    "1e99999999999999999999": "4000 digits",
    "1e-5000": "4000 digits",
    "x" * 101: "100 characters",
    "x" + " " * tokens.MAX_LENGTH: "at most",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_each_limit_has_its_own_error(text: str) -> None:
    with pytest.raises(InputError, match=HOSTILE[text]):
        parse(text)


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = syntax.MAX_DEPTH
    assert read("(" * depth + "x" + ")" * depth) == "x"


def test_chain_of_one_operator_is_one_flat_node() -> None:
    total = parse("+".join(["x"] * 25_000))
    assert isinstance(total, Sum) and len(total.terms) == 25_000
    product = parse("*".join(["x"] * 25_000))
    assert isinstance(product, Product) and len(product.factors) == 25_000
    stages = parse(">>".join(["relu"] * 1_000))
    assert isinstance(stages, Pipeline) and len(stages.stages) == 1_000


def test_signs_in_a_row_cost_no_depth() -> None:
    assert read("-" * 10_001 + "x") == "-x"
    assert tree_text(parse_condition("not " * 10_000 + "x > 0")) == "x > 0"


def test_hundred_kilobytes_parse_in_a_second() -> None:
    terms = (f"Max({k}*x{k % 7} - {k}/{k + 3}, x{k % 5} + {k}.25*y, 0)" for k in range(2_500))
    text = " + ".join(terms)
    assert len(text) > 100_000
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 1.5
