"""Terms and guards as text: readable by a person, by SymPy, and by symlin's own parser."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from flint import fmpq
from hypothesis import given, settings

from symlin.errors import InputError
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    maximum,
    minimum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.language import translate
from symlin.language.functions import UNDEFINED
from symlin.language.printing import (
    guard_to_human,
    guard_to_sympy,
    guard_to_text,
    term_to_human,
    term_to_text,
    to_sympy,
)
from symlin.language.spoken import tree_human
from symlin.language.syntax import parse, parse_condition

from .texts import texts
from .values import agree, mp, value

pytestmark = pytest.mark.quick

x, y, w, b, alpha = map(var, ("x", "y", "w", "b", "alpha"))

TERMS = {
    "0": ZERO,
    "22/7": const(fmpq(22, 7)),
    "-1/3": const(fmpq(-1, 3)),
    "sqrt(2)": sqrt(const(2)),
    "exp(-1) - 1": sub(function("exp", const(-1)), ONE),
    "E": function("exp", ONE),
    "x + 2*y": add(x, scale(2, y)),
    "1 - x": sub(ONE, x),
    "y - x": sub(y, x),
    "-x - y": neg(add(x, y)),
    "x/2": scale(fmpq(1, 2), x),
    "3*x/2": scale(fmpq(3, 2), x),
    "x*y/2": scale(fmpq(1, 2), mul(x, y)),
    "x/y": mul(x, power(y, -1)),
    "1/y": power(y, -1),
    "1/y**2": power(y, -2),
    "x/(y*w**2)": mul(x, power(y, -1), power(w, -2)),
    "3*x/(2*y)": scale(fmpq(3, 2), mul(x, power(y, -1))),
    "(x + y)*w": mul(add(x, y), w),
    "(x + y)**2": power(add(x, y), 2),
    "x**(2/3)": translate.terms(parse("x**(2/3)"))[0],
    "Max(x, 0)": maximum(x, ZERO),
    "Min(x, 1)": minimum(x, ONE),
    "Min(1 - x, 0)": minimum(sub(ONE, x), ZERO),
    "-Max(x, 0)": neg(maximum(x, ZERO)),
    "x - 2*Min(x, y, w)": sub(x, scale(2, minimum(x, y, w))),
    "1 - Min(x, y)": sub(ONE, minimum(x, y)),
    "sign(x) + Heaviside(y, 0)": translate.terms(parse("sign(x) + Heaviside(y, 0)"))[0],
    "Heaviside(x)": translate.terms(parse("Heaviside(x)"))[0],
    "x**y": translate.terms(parse("x**y"))[0],
    "ceiling(x)": translate.terms(parse("ceiling(x)"))[0],
    "Abs(x - y)": function("abs", sub(x, y)),
    "2*pi*x": scale(2, mul(PI, x)),
    "0*x": scale(0, x),
    "Piecewise((x, x > 0), (alpha*x, True))": piecewise((x, gt(x)), (mul(alpha, x), TRUE)),
    "Piecewise((x, x > 0), (1/0, True))": piecewise((x, gt(x)), (UNDEFINED, TRUE)),
}
GUARDS = {
    "Eq(alpha, 1)": ("alpha = 1", eq(sub(alpha, ONE))),
    "Ne(x, y)": ("x != y", ne(x, y)),
    "b <= 0": ("b <= 0", ge(neg(b))),
    "w < 1": ("w < 1", gt(ONE, w)),
    "x > y": ("x > y", gt(x, y)),
    "x > y + 1": ("x > y + 1", gt(sub(x, y), ONE)),
    "Eq(b, -3/2)": ("b = -3/2", eq(add(scale(2, b), const(3)))),
    "x + y < 1": ("x + y < 1", gt(ONE, add(x, y))),
    "Eq(w*x, 0)": ("w*x = 0", eq(mul(w, x))),
    "And(Eq(w, 0), b <= 0)": ("w = 0 and b <= 0", conjunction(eq(w), ge(neg(b)))),
    "Or(Eq(w, 0), And(b > 0, w > 1))": (
        "w = 0 or (b > 0 and w > 1)",
        disjunction(eq(w), conjunction(gt(b), gt(w, ONE))),
    ),
    "And(Or(w > 0, b > 0), x > 0)": (
        "(w > 0 or b > 0) and x > 0",
        conjunction(disjunction(gt(w), gt(b)), gt(x)),
    ),
    "True": ("always", conjunction()),
    "False": ("never", disjunction()),
}


@pytest.mark.parametrize("text", TERMS)
def test_term_reads_as_a_person_writes_it(text: str) -> None:
    assert term_to_text(TERMS[text]) == text


@pytest.mark.parametrize("text", TERMS)
def test_term_is_read_back_as_the_same_term(text: str) -> None:
    assert translate.terms(parse(text))[0] is TERMS[text]


@pytest.mark.parametrize("text", GUARDS)
def test_guard_reads_as_a_person_writes_it(text: str) -> None:
    words, guard = GUARDS[text]
    assert guard_to_text(guard) == text
    assert guard_to_human(guard) == words


def test_words_for_the_terminal() -> None:
    assert term_to_human(maximum(x, ZERO)) == "max(x, 0)"
    piecewise = parse("Piecewise((x, x > 0), (alpha*x, True)) + 1")
    assert tree_human(piecewise) == "(x if x > 0, alpha*x otherwise) + 1"
    assert tree_human(parse("max(x if x > 0 else 0, 1)")) == "max((x if x > 0, 0 otherwise), 1)"
    assert tree_human(parse("1.0507009873554805*x")) == "1.0507009873554805*x"
    assert tree_human(parse_condition("0 < x <= 1 and not (x == y or y == 0)")) == (
        "0 < x <= 1 and not (x = y or y = 0)"
    )


def test_number_beyond_pythons_limit_is_written() -> None:
    assert len(term_to_text(const(10**9_999))) == 10_000


def test_shared_parts_do_not_blow_up_the_text() -> None:
    term = x
    for _ in range(60):
        term = maximum(add(term, ONE), scale(2, term))
    assert "..." in term_to_text(term)


def test_condition_is_the_sympy_relational() -> None:
    a = sympy.Symbol("alpha", real=True)
    assert guard_to_sympy(eq(sub(alpha, ONE))) == sympy.Eq(a, 1)
    w_, b_ = sympy.symbols("w b", real=True)
    both = guard_to_sympy(conjunction(eq(w), ge(neg(b))))
    assert both == sympy.And(sympy.Eq(w_, 0), b_ <= 0)
    assert bool(both.subs({w_: 0, b_: -1})) is True


def test_sympy_form_keeps_the_domain() -> None:
    s = sympy.Symbol("x", real=True)
    cubic = to_sympy(translate.terms(parse("x**3/x**2"))[0])
    assert cubic != s
    assert to_sympy(translate.terms(parse("2*x + x"))[0]) == 3 * s


def sympy_text_value(text: str, point: dict[str, Fraction]) -> object:
    """The value of a text by SymPy's own parser and substitution."""
    symbols = {name: sympy.Symbol(name, real=True) for name in point}
    with sympy.evaluate(False):
        expression = sympy.sympify(text, locals=symbols)
    numbers = {symbols[n]: sympy.Rational(v.numerator, v.denominator) for n, v in point.items()}
    return expression.doit().subs(numbers)


@pytest.mark.parametrize("text", TERMS)
def test_text_means_the_same_to_sympy(text: str) -> None:
    point = {n: Fraction(p, 3) for n, p in zip(("x", "y", "w", "alpha"), (5, 2, 7, 4), strict=True)}
    found = sympy_text_value(text, point)
    number = Fraction(str(found)) if found.is_Rational else mp.mpf(str(found.evalf(30)))
    assert agree(value(TERMS[text], point), number)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_text_of_a_term_is_read_back_with_the_same_meaning(text: str) -> None:
    try:
        (term,) = translate.terms(parse(text))
    except InputError:
        return
    (again,) = translate.terms(parse(term_to_text(term)))
    for k in range(3):
        point = {name: Fraction(k * 3 - 4, 2 + i) for i, name in enumerate(("x", "y", "a"))}
        assert agree(value(term, point), value(again, point)), (text, term_to_text(term))
