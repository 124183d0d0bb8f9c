"""Pipelines: names of entries, parameters, assumptions, and errors with their place."""

from __future__ import annotations

import math

import pytest

from symlin.errors import InputError
from symlin.kernel.term import And, Guard, Max, conjunction, const, ge, var
from symlin.kernel.theories.rational import Evaluator
from symlin.language.operator import Operator
from symlin.language.tree import Sum
from symlin.language.wording import tree_of
from symlin.models import Dense, Elementwise
from symlin.reading.models.composition import MAX_ENTRIES, entry_names
from symlin.reading.models.pipeline import Stage, composition
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick


def values(operator: Operator, point: dict[str, int]) -> list[object]:
    evaluator = Evaluator(point)
    return [evaluator.value(output) for output in operator.outputs]


def test_a_pipeline_is_its_layers_from_left_to_right() -> None:
    op = parse_operator("conv1d([1, -1]) >> relu >> max_pool1d(2)", shape=(5,))
    assert op.inputs == ("x1", "x2", "x3", "x4", "x5")
    assert op.parameters == ()
    assert (op.shape_in, op.shape_out) == ((5,), (2,))
    point = dict(zip(op.inputs, (3, 1, 4, 1, 5), strict=True))
    assert values(op, point) == [2, 3]
    assert op.reference is not None
    assert op.reference(point) == [2, 3]


def test_layers_are_not_expanded_into_formulas() -> None:
    """Windows that overlap share their entries: one node each, not one per use."""
    op = parse_operator("conv1d([1, -1]) >> relu >> max_pool1d(2, stride=1)", shape=(4,))
    first, second = op.outputs
    assert isinstance(first, Max)
    assert isinstance(second, Max)
    assert first.terms[1] is second.terms[0]


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ((), ("x",)),
        ((1,), ("x1",)),
        ((2, 2), ("x1_1", "x1_2", "x2_1", "x2_2")),
        ((1, 1, 2), ("x1_1_1", "x1_1_2")),
    ],
)
def test_entries_are_named_by_their_place(shape: tuple[int, ...], names: tuple[str, ...]) -> None:
    assert entry_names(shape) == names


def test_a_parameter_keeps_its_name_and_the_entries_take_another_letter() -> None:
    op = parse_operator("conv1d([x1, x2])", shape=(3,))
    assert op.parameters == ("x1", "x2")
    assert op.inputs == ("y1", "y2", "y3")
    with pytest.raises(InputError, match="rename one of the parameters"):
        entry_names((1,), ("x1", "y1", "z1", "t1", "u1", "v1", "input1"))


def test_parameters_come_in_order_of_appearance() -> None:
    op = parse_operator("conv1d([w, 2*v]) >> leaky_relu(u) >> conv1d([v, a])", shape=(3,))
    assert op.parameters == ("w", "v", "u", "a")


def test_a_parameter_that_is_not_given_stays_free() -> None:
    op = parse_operator("conv1d([1]) >> prelu", shape=(1,))
    assert op.parameters == ("a",)
    assert values(op, {"x1": -2, "a": 3}) == [-6]


LEFT_OUT = [
    ("dense([[a]]) >> prelu", ("a", "a_1")),
    ("prelu >> dense([[a]])", ("a_1", "a")),
    ("prelu(a) >> prelu", ("a", "a_1")),
    ("prelu >> prelu", ("a",)),
    ("hardshrink >> softshrink >> hardshrink", ("lam", "lam_1")),
    ("conv1d([w], bias=b) >> batch_norm", ("w", "b", "g", "b_1", "mu", "s", "e")),
    ("conv1d([a_1]) >> prelu(a) >> prelu", ("a_1", "a", "a_2")),
    ("batch_norm(1, 0, 0, e)", ("e", "e_1")),
    ("dense([[a, prelu(1)]]) >> prelu(b)", ("a", "a_1", "b")),
]


@pytest.mark.parametrize(("text", "parameters"), LEFT_OUT)
def test_an_argument_left_out_is_a_symbol_of_its_operators_own(
    text: str, parameters: tuple[str, ...]
) -> None:
    """A weight that happens to be called a is not the slope of prelu; two prelu share theirs."""
    op = parse_operator(text, shape=(2,) if "prelu(1)" in text else (1,))
    assert op.parameters == parameters
    point = {name: k + 1 for k, name in enumerate((*op.inputs, *op.parameters))}
    point[op.inputs[0]] = -3
    assert op.reference is not None
    exact = [float(str(v)) for v in values(op, point)] if "norm" not in text else []
    assert exact == op.reference(point) or not exact


def test_layers_composed_in_python_name_what_is_left_out_alike() -> None:
    op = (Dense([["a"]]) >> Elementwise("softshrink") >> Dense([["lam"]])).operator()
    assert op.parameters == ("a", "lam_1", "lam")
    assert op.assumption_texts == ("lam_1 >= 0",)


def test_arguments_may_have_the_names_of_the_entry_they_go_to() -> None:
    """affine is w*x + b inside; its arguments b and w must not be confused with those."""
    op = parse_operator("affine(b, w) >> affine(x, 1)", shape=(1,))
    assert op.parameters == ("b", "w", "x")
    assert values(op, {"x1": 10, "b": 2, "w": 3, "x": 5}) == [(2 * 10 + 3) * 5 + 1]


def test_the_catalogs_assumptions_come_along() -> None:
    op = parse_operator("softshrink(c) >> hardshrink(2) >> softshrink(c)", shape=(2,))
    assert op.assumptions == (ge(var("c")),)
    assert op.assumption_texts == ("c >= 0",)
    with pytest.raises(InputError, match="hardshrink needs lam >= 0"):
        parse_operator("softshrink(1) >> hardshrink(-1)", shape=(2,))


def test_x_stands_for_every_entry() -> None:
    op = parse_operator("conv1d([w, 1])", shape=(2,), assume=["x >= 0", "w >= 1", "x1 <= 5"])
    every, weight, first = op.assumptions
    assert every is conjunction(ge(var("x1")), ge(var("x2")))
    assert isinstance(every, And)
    assert weight is ge(var("w"), const(1))
    assert first is ge(const(5), var("x1"))
    assert op.assumption_texts == ("x >= 0", "w >= 1", "x1 <= 5")


def test_an_assumption_about_nothing_is_refused() -> None:
    with pytest.raises(InputError, match=r"q .* is no parameter of this pipeline") as caught:
        parse_operator("relu >> relu", shape=(2,), assume=["0 <= q"])
    assert (caught.value.text, caught.value.position) == ("0 <= q", 5)


def test_an_assumption_about_x_is_ambiguous_beside_a_parameter_x() -> None:
    with pytest.raises(InputError, match="rename the parameter x"):
        parse_operator("conv1d([x, 1])", shape=(2,), assume=["x >= 0"])


def test_a_missing_shape_is_asked_for() -> None:
    with pytest.raises(InputError, match="--shape 4,4"):
        parse_operator("max_pool1d(2)")
    with pytest.raises(InputError, match="--shape 4,4"):
        parse_operator("relu >> conv1d([1, 2])")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("relu >> tanh", ()),
        ("dense([[1, 2, 3]]) >> relu", (3,)),
        ("relu >> dense([[1, 2, 3]])", (3,)),
        ("max_pool1d", (4,)),
        ("conv2d", (3, 3)),
    ],
)
def test_a_shape_that_the_text_settles_need_not_be_given(text: str, shape: tuple[int, ...]) -> None:
    assert parse_operator(text).shape_in == shape


@pytest.mark.parametrize(
    ("text", "shape", "message", "place"),
    [
        ("relu >> max_pool1d(3)", (2,), "needs at least 3 entries along L", "max_pool1d"),
        ("relu >> rleu", (2,), "no operator 'rleu'; did you mean relu", "rleu"),
        ("relu >> max_pool1d", (2,), "needs the argument 'window'", "max_pool1d"),
        ("relu >> relu(1)", (2,), "relu takes no arguments", "relu(1)"),
        ("relu >> leaky_relu([1])", (2,), "alpha must be a number", "leaky_relu"),
        ("relu >> maximum", (3,), "maximum takes 2 entries, the input is 3", "maximum"),
        ("conv1d([1, 2]) >> dense([[1, 2]])", (2,), "dense needs 2 entries", "dense"),
    ],
)
def test_an_error_shows_its_place(
    text: str, shape: tuple[int, ...], message: str, place: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_operator(text, shape=shape)
    assert caught.value.position == text.index(place)
    assert caught.value.text == text


def test_sizes_are_limited() -> None:
    with pytest.raises(InputError, match="too large"):
        parse_operator("relu", shape=(MAX_ENTRIES + 1,))
    with pytest.raises(InputError, match="too large"):
        parse_operator("dense([[1, 2]])", shape=(MAX_ENTRIES, 2))
    with pytest.raises(InputError, match="positive whole numbers"):
        parse_operator("relu", shape=(0,))
    with pytest.raises(InputError, match="at least one layer"):
        composition([], (1,), text="")


def test_an_operator_of_several_inputs_takes_the_whole_vector() -> None:
    op = parse_operator("conv1d([1, 1]) >> maximum", shape=(3,))
    assert values(op, {"x1": 1, "x2": 2, "x3": 5}) == [7]
    assert op.reference is not None
    assert op.reference({"x1": 1, "x2": 2, "x3": 5}) == [7]
    assert op.shape_out == (1,)


def test_softmax_in_a_pipeline_takes_any_length() -> None:
    op = parse_operator("dense([[1], [2], [3]]) >> softmax")
    assert op.reference is not None
    assert math.fsum(op.reference({"x1": 1.0})) == pytest.approx(1)
    assert op.shape_out == (3,)


def test_stages_can_be_built_without_text() -> None:
    stages = [Stage("conv1d", ((const(1), var("w")),)), Stage("relu")]
    op = composition(stages, (2,), text="mine", assume=["w > 0"]).operator()
    assert (op.name, op.parameters, op.inputs) == ("mine", ("w",), ("x1", "x2"))
    guards: tuple[Guard, ...] = op.assumptions
    assert len(guards) == 1


def test_a_pipeline_of_hundreds_of_layers_is_put_in_words() -> None:
    """Its minus signs are turned into Min only so deep as Python's stack goes."""
    text = " >> ".join(f"prelu(a{k})" for k in range(200))
    (output,) = parse_operator(text, shape=(1,)).outputs
    assert isinstance(tree_of(output), Sum)
