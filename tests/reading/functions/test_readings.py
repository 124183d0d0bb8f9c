"""What texts about functions are read as: a confident misreading is the worst that can happen."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.kernel.functions.subject import Derivative, Integral, Series, Value
from symlin.language.operator import Operator
from symlin.language.printing import term_to_text
from symlin.reading.operators import read_operator
from symlin.reading.parse import parse_operator

from ..everyday import READ
from .readings import Row, on_functions, row_of, rows

ASKED = rows("asked.txt")
VARIANTS = rows("variants.txt")

NAMED: tuple[tuple[dict[str, list[str]], Row], ...] = (
    (
        {"inputs": ["p"]},
        Row(
            "diff(p(x),x) + x*p(0) + (x+1)*p(1)",
            "T(p)(x): Derivative(p(x), x) + x*p(0) + (x + 1)*p(1)",
            "p | x | - | -",
            "p'(x); p(0); p(1)",
            "#1 + x*#2 + (x + 1)*#3",
        ),
    ),
    (
        {"assume": ["t > 0"]},
        Row(
            "(x(t)-x(Abs(t)))*x(t)",
            "T(x)(t): (x(t) - x(Abs(t)))*x(t)",
            "x | t | - | -",
            "x(t); x(Abs(t))",
            "(#1 - #2)*#1",
        ),
    ),
    (
        {"inputs": ["f"]},
        Row(
            "Integral(f(s)*g(t-s),(s,-oo,oo))",
            "T(f)(t): Integral(f(s)*g(t - s), (s, -oo, oo))",
            "f | t | g | -",
            "f(s); g(t - s); Integral(f(s)*g(t - s), (s, -oo, oo))",
            "#3",
        ),
    ),
    (
        {"assume": ["r > 0"]},
        Row(
            "Derivative(r*Derivative(u(r),r),r)/r",
            "T(u)(r): Derivative(r*Derivative(u(r), r), r)/r",
            "u | r | - | -",
            "u'(r); Derivative(r*Derivative(u(r), r), r)",
            "#2/r",
        ),
    ),
    (
        {"inputs": ["x"]},
        Row("k(t)*x(t)", "T(x)(t): k(t)*x(t)", "x | t | k | -", "k(t); x(t)", "#1*#2"),
    ),
    (
        {"given": ["u=Heaviside"]},
        Row("u(t)*x(t)", "T(x)(t): Heaviside(t)*x(t)", "x | t | - | -", "x(t)", "Heaviside(t)*#1"),
    ),
    (
        {"given": ["h"]},
        Row(
            "h(t-1)*x(t)",
            "T(x)(t): h(t - 1)*x(t)",
            "x | t | h | -",
            "h(t - 1); x(t)",
            "#1*#2",
        ),
    ),
    (
        {"inputs": ["signal"]},
        Row(
            "signal(t)**2",
            "T(signal)(t): signal(t)**2",
            "signal | t | - | -",
            "signal(t)",
            "#1**2",
        ),
    ),
    (
        {"inputs": ["x"]},
        Row(
            "Sum(h[k]*x[n-k], (k, -oo, oo))",
            "T(x)[n]: Sum(h[k]*x[n - k], (k, -oo, oo))",
            "x | n whole | h | -",
            "h[k]; x[n - k]; Sum(h[k]*x[n - k], (k, -oo, oo))",
            "#3",
        ),
    ),
    (
        {"inputs": ["x"]},
        Row(
            "Integral(k(t,s)*x(s), (s, 0, t))",
            "T(x)(t): Integral(k(t, s)*x(s), (s, 0, t))",
            "x | t | k | -",
            "k(t, s); x(s); Integral(k(t, s)*x(s), (s, 0, t))",
            "#3",
        ),
    ),
)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.text)
def test_what_people_ask_is_read_as_they_meant_it(row: Row) -> None:
    """Every public question about functions can be typed as its author wrote it."""
    assert row_of(row.text) == row


@pytest.mark.parametrize("row", VARIANTS, ids=lambda row: row.text)
def test_everyday_notation_of_functions_is_read(row: Row) -> None:
    """Headers, primes, partial derivatives, Leibniz, LaTeX: all end in the same few forms."""
    assert row_of(row.text) == row


@pytest.mark.parametrize(("options", "row"), NAMED, ids=lambda value: str(value)[:40])
def test_options_say_which_functions_are_unknown(options: dict[str, list[str]], row: Row) -> None:
    """Whoever names the unknown functions holds all others fixed."""
    assert row_of(row.text, **options) == row


@pytest.mark.parametrize("text", [row.text for row in (*ASKED, *VARIANTS)])
def test_what_is_printed_is_read_again(text: str) -> None:
    """The first line of an answer can be pasted back, and means the same subject."""
    operator = on_functions(text)
    written = operator.texts[0] if len(operator.texts) == 1 else f"[{', '.join(operator.texts)}]"
    unknowns = operator.subject.unknowns
    if operator.subject.index:
        written = f"{operator.head} = {written}"
        again = on_functions(written)
    else:
        again = on_functions(written, inputs=list(unknowns))
    assert again.subject.unknowns == unknowns
    assert again.subject.outputs == operator.subject.outputs
    assert again.subject.letters == operator.subject.letters


def test_a_derivative_of_a_plain_value_is_a_value_and_any_other_binds_its_variable() -> None:
    """The kernel pushes derivatives inside; only x'(t) itself is a functional that it knows."""
    (first,) = on_functions("Derivative(x(t), t)").subject.letters
    assert first == ("#1", Value("x", (1,), on_functions("t*x(t)").subject.table["#1"].arguments))
    table = on_functions("Derivative(x(t**2), t)").subject.table
    assert isinstance(table["#2"], Derivative)
    assert term_to_text(table["#1"].arguments[0]) == "#t1**2"
    assert table["#2"].variable == "#t1"
    assert term_to_text(table["#2"].at) == "t"


def test_the_last_limit_is_the_outermost() -> None:
    """SymPy flattens nested integrals so; read the other way round, one of them is dropped."""
    flat = on_functions("Integral(x(r), (r, 0, s), (s, 0, t))").subject
    nested = on_functions("Integral(Integral(x(r), (r, 0, s)), (s, 0, t))").subject
    assert flat == nested
    outer, inner = flat.table["#3"], flat.table["#2"]
    assert isinstance(outer, Integral)
    assert isinstance(inner, Integral)
    assert term_to_text(outer.body) == "#2"
    assert outer.upper is not None
    assert inner.upper is not None
    assert (term_to_text(outer.upper), term_to_text(inner.upper)) == ("t", outer.variable)


def test_infinite_limits_are_none_and_bound_variables_are_unique() -> None:
    """Two integrals over s have two variables, so that no letter is used under the wrong one."""
    subject = on_functions(
        "Integral(x(s), (s, -oo, t)) + Integral(x(s)**2, (s, 0, oo)) + Sum(x(k), (k, -oo, oo))"
    ).subject
    first, second, third = subject.table["#2"], subject.table["#4"], subject.table["#6"]
    assert isinstance(first, Integral)
    assert isinstance(second, Integral)
    assert isinstance(third, Series)
    assert first.lower is None
    assert second.upper is None
    assert (third.lower, third.upper) == (None, None)
    assert len({first.variable, second.variable, third.variable}) == 3


def test_equal_functionals_are_one_letter_whatever_their_variable_is_called() -> None:
    """Opaque integrals cancel only if they are the same letter."""
    subject = on_functions("Integral(x(s)**2,(s,0,t)) - Integral(x(r)**2,(r,0,t))").subject
    assert [letter for letter, _ in subject.letters] == ["#1", "#2"]
    assert term_to_text(subject.outputs[0]) == "#2 - #2"


def test_a_variable_of_an_integral_hides_the_index() -> None:
    """In Integral(x(t), (t, 0, 1)) + x(t) the two t are two variables."""
    subject = on_functions("Integral(x(t), (t, 0, 1)) + x(t)").subject
    arguments = [
        term_to_text(f.arguments[0]) for f in subject.table.values() if isinstance(f, Value)
    ]
    assert sorted(arguments) == ["#t1", "t"]


def test_a_parameter_that_shifts_a_sequence_is_whole() -> None:
    """x[n - n0] has values only where n0 is whole: said, and assumed."""
    operator = on_functions("a*x[n - n0]")
    assert operator.assumption_texts == ("Eq(n0, floor(n0))",)
    assert len(operator.subject.assumptions) == 1
    assert operator.typed is not None
    assert ("n0", "a whole number, for it shifts one") in [n[2:] for n in operator.typed.notes]


def test_a_letter_that_is_whole_by_custom_is_said_to_be() -> None:
    """x(n) looks like x(t), and the verdict may depend on it."""
    typed = on_functions("x(n) + sin(pi*n)").typed
    assert typed is not None
    assert [note[2:] for note in typed.notes] == [("n", "a whole number")]


def test_a_long_sum_stays_a_sum() -> None:
    """A sum between numbers is written out, up to a thousand terms of a text."""
    short = on_functions("Sum(x[n - k], (k, 1, 1000))").subject
    assert len(short.letters) == 1000
    long = on_functions("Sum(x[n - k], (k, 1, 1001))").subject
    assert isinstance(long.table["#2"], Series)


def test_conditions_about_the_index_are_assumptions() -> None:
    """A law is asked at each value of the index that the assumptions allow."""
    operator = on_functions("x(a*t)", assume=["t > 0", "a >= 1"])
    assert operator.assumption_texts == ("t > 0", "a >= 1")


@pytest.mark.parametrize(
    "text",
    ["relu", "f(x) = x(x+1)", "f(x; a) = 2*x", "y(t) = t", "y = m*x + c", "x^2(x+1)",
     "f(x) = 3(x+1)", "lambda x: x", "conv1d([1, 2])", "log_2(x)", "w_x*x + b",
     "T(x, y, z) = (y, z, 0)", "x**2 - y", "f(x, x) = x", "f(2) = x"],
)  # fmt: skip
def test_texts_about_numbers_stay_what_they_were(text: str) -> None:
    """A bracket behind a letter is no function by itself."""
    try:
        assert isinstance(read_operator(text), Operator)
    except InputError as error:
        assert text in ("conv1d([1, 2])", "f(x, x) = x", "f(2) = x"), error


@pytest.mark.parametrize("text", READ)
def test_everyday_formulas_of_numbers_are_no_functions(text: str) -> None:
    """The reader of functions comes first, and must let go of what is not its own."""
    operator = read_operator(text)
    assert isinstance(operator, Operator)
    assert operator.outputs == parse_operator(text).outputs
