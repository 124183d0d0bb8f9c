"""Text to operator: inputs and parameters, the catalog, pipelines, assumptions, and hostility."""

from __future__ import annotations

import math
import time

import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symlin.catalog import index as catalog
from symlin.errors import InputError
from symlin.kernel.term import ZERO as NOUGHT
from symlin.kernel.term import maximum, scale, var
from symlin.kernel.walk import substitute, variables
from symlin.language import translate
from symlin.language.declared import default_inputs
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_text, term_to_text
from symlin.language.syntax import parse
from symlin.language.vocabulary import BUILTINS
from symlin.reading.parse import parse_operator, parse_sympy
from tests.language.texts import texts

pytestmark = pytest.mark.quick

x = var("x")


def outputs(text: str, **options: object) -> list[str]:
    return [term_to_text(t) for t in parse_operator(text, **options).outputs]  # type: ignore[arg-type]


# ---- inputs and parameters ----


def test_inputs_are_x_y_z_t_u_v_with_an_optional_number() -> None:
    operator = parse_operator("x10*w + x2 + x_1 + y + z3 + t + u + v + alpha + x_y + X")
    assert operator.inputs == ("t", "u", "v", "x_1", "x2", "x10", "y", "z3")
    assert operator.parameters == ("w", "alpha", "x_y", "X")


def test_inputs_are_in_natural_order() -> None:
    assert default_inputs(["x10", "x2", "y", "x", "x1"]) == ("x", "x1", "x2", "x10", "y")


def test_named_inputs_replace_the_custom() -> None:
    operator = parse_operator("w*x + b", inputs=["w"])
    assert (operator.inputs, operator.parameters) == (("w",), ("x", "b"))


def test_named_inputs_need_not_occur_and_keep_their_order() -> None:
    assert parse_operator("0", inputs=["x"]).inputs == ("x",)
    assert parse_operator("x + y", inputs=["y", "x", "q"]).inputs == ("y", "x", "q")


def test_operator_without_inputs_says_how_to_name_them() -> None:
    for text, name in (("w*b", "x"), ("5", "x"), ("[w, 1]", "w")):
        with pytest.raises(InputError, match=f"--inputs {name}"):
            parse_operator(text)


@pytest.mark.parametrize("name", ["True", "a b", "_x", "1x", "lambda", "", "oo"])
def test_input_needs_a_name(name: str) -> None:
    with pytest.raises(InputError):
        parse_operator("x", inputs=[name])


@pytest.mark.parametrize("name", ["exp", "relu", "pi", "E", "e", "I", "Max"])
def test_an_input_may_be_called_like_a_constant_or_a_function(name: str) -> None:
    """Declaring wins: whoever names an input pi does not mean the number."""
    operator = parse_operator(f"2*{name}", inputs=[name])
    assert (operator.inputs, operator.parameters) == ((name,), ())
    assert operator.outputs == (scale(2, var(name)),)
    assert operator.reference is not None
    assert operator.reference({name: 3.0}) == [6.0]


def test_a_parameter_alone_is_a_constant_function_where_the_inputs_are_named() -> None:
    """Not where it is a slip: `rellu` is no constant function of x."""
    operator = parse_operator("b", inputs=["x"])
    assert (operator.inputs, operator.parameters) == (("x",), ("b",))
    with pytest.raises(InputError, match="did you mean relu"):
        parse_operator("rellu", inputs=["x"])
    for name, problem in (("1", "'1' is not a name"), ("True", "has a meaning of its own")):
        with pytest.raises(InputError, match=problem):
            parse_operator("x", inputs=[name])
    with pytest.raises(InputError, match="relu has no input u"):
        parse_operator("relu", inputs=["u"])


def test_inputs_named_twice_or_not_at_all_are_refused() -> None:
    with pytest.raises(InputError, match="twice"):
        parse_operator("x", inputs=["x", "x"])
    with pytest.raises(InputError, match="at least one input"):
        parse_operator("x", inputs=[])


# ---- outputs ----


def test_list_has_one_output_per_entry() -> None:
    operator = parse_operator("[x1 + 2*x2,   x1-x2]")
    assert operator.texts == ("x1 + 2*x2", "x1 - x2")
    assert len(operator.outputs) == 2
    assert operator.name == "[x1 + 2*x2, x1-x2]"


def test_condition_alone_is_no_operator() -> None:
    with pytest.raises(InputError, match="not a condition"):
        parse_operator("x > 0")
    with pytest.raises(InputError, match="not a condition"):
        parse_operator("[x, x > 0]")


def test_reference_is_sympys_value() -> None:
    reference = parse_operator("[Heaviside(x), sqrt(x), 1/x, erf(x)*a]").reference
    assert reference is not None
    at_zero = reference({"x": 0.0, "a": 2.0})
    assert at_zero[:2] == [0.5, 0.0]
    assert math.isnan(at_zero[2])
    assert math.isnan(reference({"x": -1.0, "a": 2.0})[1])
    assert reference({"x": 1.0, "a": 2.0})[3] == pytest.approx(2 * math.erf(1))


def test_reference_decides_guards_exactly_on_the_boundary() -> None:
    reference = parse_operator("Piecewise((7, Eq(3*x - 1/4, 1/2)), (x, True))").reference
    assert reference is not None
    assert reference({"x": 0.25}) == [7.0]
    assert reference({"x": 0.25 + 2.0**-50}) == [0.25 + 2.0**-50]


def test_piecewise_has_no_value_where_no_branch_applies() -> None:
    """As in SymPy; in text and reference alike."""
    whole = parse_operator("Piecewise((x, x < 1), (1, Eq(x, 1)), (x, x > 1))")
    assert whole.texts == ("Piecewise((x, x < 1), (1, Eq(x, 1)), (x, x > 1))",)
    halved = parse_operator("Piecewise((x, x > 0))")
    assert whole.reference is not None
    assert halved.reference is not None
    assert whole.reference({"x": 1.0}) == halved.reference({"x": 1.0}) == [1.0]
    assert math.isnan(halved.reference({"x": 0.0})[0])
    assert parse_sympy(sympy.Piecewise((sympy.Symbol("x"), sympy.Symbol("x") > 0))).outputs == (
        halved.outputs
    )
    assert outputs("Piecewise((x, x > 0))") == ["Piecewise((x, x > 0))"]


# ---- the catalog ----


@pytest.mark.parametrize("name", [n for n in catalog.names() if catalog.is_function(n)])
def test_bare_name_is_the_catalogs_operator(name: str) -> None:
    definition = catalog.find(name)
    operator = parse_operator(name)
    assert operator.reference is not None
    if definition.expression:
        assert operator.inputs == definition.inputs
        assert operator.parameters == tuple(definition.parameters)
        assert operator.reference is definition.reference
        assert operator.definition == operator.name == name
        assumed = [text for text in definition.parameters.values() if text]
        assert len(operator.assumptions) == len(operator.assumption_texts) == len(assumed)
    else:
        assert operator.shape_in == definition.example_shape


FORMULAS = [n for n in catalog.names() if catalog.find(n).expression and n not in BUILTINS]


@pytest.mark.parametrize("name", FORMULAS)
def test_call_on_its_own_symbols_is_the_operator_itself(name: str) -> None:
    definition = catalog.find(name)
    call = f"{name}({', '.join((*definition.inputs, *definition.parameters))})"
    assert parse_operator(call, inputs=definition.inputs).outputs == parse_operator(name).outputs


def test_arguments_replace_inputs_and_parameters_at_once() -> None:
    assert outputs("relu(w*x + b)") == ["Max(w*x + b, 0)"]
    assert outputs("leaky_relu(x, 1/10)") == ["Piecewise((x, x > 0), (x/10, True))"]
    assert outputs("leaky_relu(x, alpha=a)") == outputs("leaky_relu(x, a)")
    assert outputs("leaky_relu(x)") == outputs("leaky_relu")
    assert outputs("relu(x) - relu(-x)") == ["Max(x, 0) + Min(x, 0)"]


def test_argument_is_never_captured_by_a_parameter_of_the_same_name() -> None:
    assert outputs("leaky_relu(alpha, x)", inputs=["x"]) == [
        "Piecewise((alpha, alpha > 0), (x*alpha, True))"
    ]
    assert outputs("maximum(x2, x1)") == ["Max(x2, x1)"]


def test_an_argument_left_out_is_no_symbol_of_the_users() -> None:
    """In a*x + prelu(x) the two slopes have nothing to do with each other: one verdict would be
    about a single a."""
    operator = parse_operator("a*x + prelu(x) + prelu(2*x, a)")
    assert operator.parameters == ("a", "a_1")
    assert parse_operator("prelu(x) + a_1*a").parameters == ("a_2", "a_1", "a")


def test_an_argument_left_out_is_one_symbol_of_its_operator() -> None:
    assert parse_operator("prelu(x) - prelu(-x)").parameters == ("a",)
    assert parse_operator("elu(x) + leaky_relu(x) + elu(1)").parameters == ("alpha", "alpha_1")
    operator = parse_operator("lam*x + softshrink(x)")
    assert operator.assumption_texts == ("lam_1 >= 0",)


def test_an_assumption_leaves_no_argument_out() -> None:
    """It could be the operator's own slope or another."""
    with pytest.raises(InputError, match="the argument 'a' is missing"):
        parse_operator("prelu(x)", assume=["prelu(x) > 0"])


def test_nested_calls_share_their_arguments() -> None:
    """200 leaky units deep is a tower of 200 nodes, not of 2**200."""
    started = time.process_time()
    parse_operator("leaky_relu(" * 150 + "x" + ")" * 150)
    assert time.process_time() - started < 2.0


def test_inputs_of_a_catalog_operator_may_be_chosen() -> None:
    operator = parse_operator("leaky_relu", inputs=["alpha"])
    assert (operator.inputs, operator.parameters) == (("alpha",), ("x",))
    assert operator.definition is None


def test_assumption_of_a_parameter_follows_its_argument() -> None:
    assert parse_operator("softshrink(x, k)").assumption_texts == ("k >= 0",)
    assert parse_operator("softshrink(x)").assumption_texts == ("lam >= 0",)
    assert parse_operator("softshrink(x, 1/2)").assumptions == ()
    with pytest.raises(InputError, match="-1 >= 0"):
        parse_operator("softshrink(x, -1)")


CATALOG_MISTAKES = {
    "rleu": "no operator 'rleu'; did you mean relu?",
    "rleu(x)": "no operator 'rleu'; did you mean relu?",
    "leaky_rleu(x) + 1": "did you mean leaky_relu?",
    "Piecewize((x, True))": "did you mean Piecewise?",
    "sinn(x)": "did you mean sin?",
    "qqqq(x)": "no operator 'qqqq'",
    "x(3)": "write x*(3) for a product",
    "exp + 1": "exp is a function here",
    "relu + x": "write relu(x)",
    "Max + x": "write Max(a, b, ...)",
    "And + x": "And is a function here",
    "relu(x, y)": "2 arguments are too many",
    "relu()": "the argument 'x' is missing",
    "leaky_relu(x, beta=1)": "no argument 'beta'",
    "leaky_relu(x, x=1)": "'x' is given twice",
    "softmax(x, y) + 1": "several outputs",
    "max_pool1d(2) + x": "max_pool1d is a layer",
    "relu(x) >> 3": "a shape goes with layers",
    "x >> relu": "x is no layer",
    "Max": "Max is a function here, not a symbol: write Max(a, b, ...)",
    "b": "for the constant function b, say --inputs x",
    "[]": "the list is empty",
    "Max()": "Max(a, b, ...) got 0 arguments",
    "sin()": "sin(x) got 0 arguments",
    "relu([x])": "a list may stand only alone",
    "relu(relu)": "write relu(x)",
}


@pytest.mark.parametrize("text", CATALOG_MISTAKES)
def test_mistake_about_names_is_explained(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    assert CATALOG_MISTAKES[text] in caught.value.message
    assert caught.value.position is not None


# ---- pipelines ----


def test_pipeline_is_the_layers_from_left_to_right() -> None:
    operator = parse_operator("conv1d([1, -w]) >> relu >> max_pool1d(2)", shape=(4,))
    assert operator.inputs == ("x1", "x2", "x3", "x4")
    assert operator.parameters == ("w",)
    assert operator.shape_in == (4,)
    assert len(operator.outputs) == 1


def test_arguments_of_layers_are_exact_and_may_be_nested_and_named() -> None:
    operator = parse_operator("dense([[1, 0.1], [a, 2/3]], bias=[0, sqrt(2)])", shape=(2,))
    assert [term_to_text(t) for t in operator.outputs] == ["x1 + x2/10", "a*x1 + 2*x2/3 + sqrt(2)"]


def test_one_name_with_a_shape_is_a_pipeline() -> None:
    assert parse_operator("relu", shape=(2, 2)).shape_out == (2, 2)


def test_x_in_an_assumption_stands_for_every_entry() -> None:
    operator = parse_operator("max_pool1d(2)", shape=(4,), assume=["x >= 0"])
    assert set(variables(*operator.assumptions)) == {"x1", "x2", "x3", "x4"}


def test_a_pipeline_takes_no_inputs() -> None:
    with pytest.raises(InputError, match="shape"):
        parse_operator("relu >> relu", shape=(2,), inputs=["x"])


def test_a_formula_with_a_shape_is_of_a_vector() -> None:
    """As with f(x: R^2) = ...: what is refused there is refused here, in the same words."""
    shaped, declared = parse_operator("2*x + 1", shape=(2,)), parse_operator("f(x: R^2) = 2*x + 1")
    assert shaped.outputs == declared.outputs
    with pytest.raises(InputError, match="of a vector and a number: write Maximum"):
        parse_operator("Max(x, 0) + 1", shape=(2,))
    with pytest.raises(InputError, match="the shape is that of one input, and here are x, y"):
        parse_operator("x + y", shape=(2,))


@pytest.mark.parametrize(
    "text",
    [
        "max_pool1d(2)",
        "conv1d([1, 2]) >> relu",
        "relu >> nope",
        "max_pool1d(2, wide=3)",
        "conv1d([1, [2]])",
        "max_pool1d(x > 0)",
        "conv1d([x > 0])",
        "relu >> (x, y)",
    ],
)
def test_pipeline_that_cannot_be_built_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError):
        parse_operator(text)


# ---- assumptions ----


def test_assumptions_become_guards_over_inputs_and_parameters() -> None:
    operator = parse_operator("relu(w*x + b)", assume=["x >= 0", "w > 0 and b == 1", "0 < x < 1"])
    assert operator.assumption_texts == ("x >= 0", "And(w > 0, Eq(b, 1))", "And(0 < x, x < 1)")
    assert [guard_to_text(g) for g in operator.assumptions] == [
        "x >= 0",
        "And(w > 0, Eq(b, 1))",
        "And(x > 0, x < 1)",
    ]


@pytest.mark.parametrize("text", ["relu", "Max(x, 0)"])
def test_assumption_about_an_unknown_symbol_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="about q") as caught:
        parse_operator(text, assume=["x + q > 0"])
    assert caught.value.position == 4


def test_an_assumption_about_an_input_too_many_says_how_to_have_it() -> None:
    with pytest.raises(InputError, match="say --inputs x1,x2"):
        parse_operator("Max(x1, -1)", assume=["x1**2 + x2**2 <= 1"])


@pytest.mark.parametrize("condition", ["x", "x +", "", "x > ", "foo(x) > 0", "x = 1", "[x] > 1"])
def test_assumption_must_be_a_condition(condition: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_operator("Max(x, 0)", assume=[condition])
    assert caught.value.text == condition


# ---- SymPy objects ----


def test_sympy_expression_is_an_operator() -> None:
    s, a = sympy.symbols("x alpha", real=True)
    operator = parse_sympy(sympy.Piecewise((s, s > 0), (a * s, True)))
    assert (operator.inputs, operator.parameters) == (("x",), ("alpha",))
    assert operator.outputs == parse_operator("leaky_relu").outputs
    assert operator.reference is not None
    assert operator.reference({"x": -2.0, "alpha": 0.5}) == [-1.0]


def test_sympy_expression_is_written_as_a_person_would() -> None:
    s, t = sympy.symbols("x y", real=True)
    expected = {
        -s: "-x",
        1 - s: "1 - x",
        -3 * s / (2 * t): "-3*x/(2*y)",
        s / 10: "x/10",
        sympy.sqrt(s) / 2: "sqrt(x)/2",
        s**-2: "x**(-2)",
        2 * (s + 1): "2*x + 2",
    }
    for expression, text in expected.items():
        assert parse_sympy(expression, inputs=["x", "y"]).texts == (text,)


def test_sympy_list_and_column_are_vectors() -> None:
    s = sympy.Symbol("x", real=True)
    for several in ([s, 2 * s], (s, 2 * s), sympy.Matrix([s, 2 * s])):
        assert len(parse_sympy(several).outputs) == 2


def test_assumptions_of_sympy_symbols_are_kept() -> None:
    s = sympy.Symbol("x", positive=True)
    assert parse_sympy(sympy.log(s)).assumption_texts == ("x > 0",)
    with pytest.raises(InputError, match="both called x"):
        parse_sympy(s + sympy.Symbol("x", real=True))


# ---- hostility ----

HOSTILE = [
    "__import__('os').system('touch /tmp/owned')",
    "x.__class__.__mro__",
    "eval('x')",
    "exec(x)",
    "open(x)",
    "().__class__",
    "[y for y in x]",
    "f'{x}'",
    "9**9**9**9*x",
    "(" * 5_000,
    "(" * 5_000 + "x" + ")" * 5_000,
    "[" * 5_000 + "]" * 5_000,
    "1" * 100_000 + "*x",
    "x" * 100_000,
    "",
    " ",
    "(((x)",
    "Piecewise((x, x > 0), x)",
    "x" + "+" * 100_000,
    "Max(" * 5_000 + "x",
    "relu(" * 5_000 + "x",
    "relu >> " * 5_000,
    "a if b else " * 5_000 + "x",
    "(x**9999)**9999",
    "exp(" * 150 + "x**9999" + ")" * 150 + "**9999**9",
    "\x1b[31mx",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_in_one_clear_error(text: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    assert time.process_time() - started < 5
    assert len(str(caught.value)) < 1_000
    assert all(c.isprintable() or c == "\n" for c in str(caught.value))


def test_large_machine_written_text_becomes_an_operator_in_about_a_second() -> None:
    """A sum of 1,000 Max terms, 100 kB."""
    row = "Max({k}.00012345*x{a} - 1{k}/1234567, x{b} + {k}*y + 0.123456789, -3*x{c} + 0.5*{k}, 0)"
    text = " + ".join(row.format(k=k, a=k % 7, b=k % 5, c=k % 11) for k in range(1_250))
    assert len(text) > 100_000
    started = time.process_time()
    operator = parse_operator(text)
    assert time.process_time() - started < 3.0
    assert len(operator.inputs) == 12


def understood(text: str) -> None:
    try:
        operator = parse_operator(text)
    except InputError as error:
        assert str(error)
        return
    assert isinstance(operator, Operator)
    assert operator.inputs and operator.outputs


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
@example("x\ud800")
@example("٣*x")
@example("x ²")
def test_any_text_is_an_operator_or_an_input_error(text: str) -> None:
    understood(text)


PIECES = (
    *catalog.names()[:6],
    "x",
    "x1",
    "alpha",
    "2",
    "0.5",
    "1e3",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "<",
    ">=",
    "==",
    "!=",
    "&",
    "|",
    "~",
    " and ",
    " or ",
    " not ",
    " if ",
    " else ",
    ">>",
    "=",
    "Max(",
    "Piecewise(",
    "True",
    "exp(",
    "conv1d(",
    "relu",
    "ITE(",
    "Heaviside(",
    "floor(",
    "log(",
    "^",
    ".",
    "E",
    "pi",
    "Rational(",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("Max()*x")
@example("0**x")
@example("x**(1/0)")
@example("x if 1/0 > 0 else 2")
@example("log(x, 1)")
@example("Heaviside(x, 1/0)")
@example("Max(2, 1/0)*x")
def test_any_row_of_words_is_an_operator_or_an_input_error(text: str) -> None:
    understood(text)


@settings(max_examples=200, deadline=None)
@given(texts(), st.integers(0, 200), st.integers(0, 4), st.text(max_size=3))
def test_any_mutation_of_a_text_is_an_operator_or_an_input_error(
    text: str, at: int, cut: int, put: str
) -> None:
    at %= len(text) + 1
    understood(text[:at] + put + text[at + cut :])


@settings(max_examples=100, deadline=None)
@given(texts())
def test_texts_of_an_operator_read_back_as_its_outputs(text: str) -> None:
    """What the report prints as the operator is the operator."""
    try:
        operator = parse_operator(text, inputs=["x", "y"])
    except InputError:
        return
    assert translate.terms(parse(operator.texts[0])) == operator.outputs


def test_terms_of_one_text_are_shared_with_another() -> None:
    assert parse_operator("Max(x, 0)").outputs[0] is maximum(x, NOUGHT)
    (moved,) = substitute(parse_operator("relu(y)").outputs, {"y": x})
    assert moved is maximum(x, NOUGHT)
