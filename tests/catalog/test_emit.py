"""Layers as graphs of tensors: written out, they are the terms that layers make entry by entry."""

from __future__ import annotations

import math

import pytest

from symlin.catalog import index as catalog
from symlin.kernel.network.lower import outputs_at
from symlin.kernel.term import Term, var
from symlin.kernel.theories.rational import Evaluator
from symlin.language.network.builder import Builder
from symlin.language.network.indices import NoGraph
from symlin.language.operator import Operator
from symlin.reading.models import formulas
from symlin.reading.models.composition import Composition
from symlin.reading.parse import understood

pytestmark = pytest.mark.quick

LAYERS = {
    "flatten": [(2, 3)],
    "dense([[1, 2], [3, 4], [0, 1/3]])": [(2,), (3, 2)],
    "dense([[1, 2], [0, 0]], bias=[1, 0]) >> dense([[1, 2]], bias=[3])": [(2,), (2, 2)],
    "dense([1, 2]) >> relu >> dense([[1], [2]], bias=[1/2, 0])": [(2,)],
    "conv1d([1, 2])": [(5,), (1, 5)],
    "conv1d([1, 2], padding=2, stride=2, bias=1)": [(5,)],
    "conv1d([[[1, 2], [3, 4]], [[0, 1], [1/2, 1]]], padding=1, bias=[1, 0])": [(2, 5)],
    "conv1d([[[2]], [[3]]], groups=2) >> conv1d([[[1], [1]]])": [(2, 4)],
    "conv1d([1, 2], dilation=2)": [(6,)],
    "conv2d([[1, 2], [3, 4]], padding=1) >> avg_pool2d(2)": [(5, 5), (1, 4, 5)],
    "conv2d([[[[1, 2], [3, 4]], [[0, 0], [1, 1]]]], padding=1)": [(2, 3, 4)],
    "conv2d([[1, 2], [3, 4]]) >> relu >> max_pool2d(2) >> flatten": [(5, 5)],
    "max_pool1d(2)": [(5,), (2, 4)],
    "max_pool1d(3, 2, 1)": [(5,), (2, 6)],
    "max_pool2d(3, 2, 1)": [(5, 7), (2, 5, 6)],
    "avg_pool1d(3, 1, 1)": [(6,), (2, 3)],
    "avg_pool2d(3, 2, 1)": [(2, 5, 6)],
    "avg_pool2d([2, 1])": [(4, 6)],
    "sum_pool1d(2, 1, 1)": [(4,)],
    "sum_pool2d(2)": [(1, 4, 4)],
    "adaptive_avg_pool1d(3)": [(7,), (2, 6)],
    "adaptive_avg_pool2d([2, 3])": [(2, 5, 7)],
    "adaptive_max_pool1d(3)": [(7,), (2, 3)],
    "adaptive_max_pool2d([2, 3])": [(5, 7), (2, 5, 7)],
    "pad([1, 2], value=3)": [(4,), (2, 3)],
    "pad([1, 2, 0, 1], mode=reflect)": [(4, 4)],
    "pad([1, 2], mode=replicate)": [(2, 3)],
    "pad(2) >> conv1d([1, 2]) >> softmax": [(3,)],
    "pad([1, 2], mode=circular) >> conv1d([1, 2])": [(3,)],
    "batch_norm(2, 1, 3, 4, 1/100)": [(1, 3)],
    "batch_norm([2, 3], [1, 0], [3, 1], [4, 1], 0)": [(2,), (2, 3)],
    "dense([[1, 2], [3, 4]]) >> batch_norm([2, 0], 1, [3, 1], [4, 1], 1/7)": [(2,)],
    "group_norm(2, 1/100)": [(2, 3), (4, 1, 2)],
    "conv1d([1, 2], bias=1) >> instance_norm(1/10)": [(1, 5), (1, 2)],
    "layer_norm(1/100)": [(2,)],
    "residual(dense([[1, 2], [3, 4]]) >> relu)": [(2,), (3, 2)],
    "parallel(relu, abs)": [(3,)],
    "concat(max_pool1d(2), avg_pool1d(2)) >> relu": [(4,), (2, 4)],
    "dropout(1, 1/2)": [(3,)],
    "layer_scale(2)": [(3,)],
    "glu": [(2,)],
    "average": [(2,)],
    "maximum": [(2,)],
    "minimum": [(2,)],
    "product": [(2,)],
    "median3": [(3,)],
    "hinge": [(3,)],
    "logistic_regression(1, 2, 3)": [(2,)],
    "rms_norm(1/10)": [(3,)],
    "rms_norm(1/10, axis=0)": [(3, 2)],
}
"""Layers that are more than a formula at every entry, and shapes of their inputs."""
ALONG = (  # with axes and without
    *("cumsum", "l1_norm", "l2_norm", "log_sum_exp", "mean", "median"),
    *("sample_variance", "softmax", "sort", "std", "sum", "variance"),
)
ENTRYWISE = (
    *("abs", "affine(2, 3)", "celu(2)", "clamp(-1, 2)", "clip(1)", "elu(1/2)", "gelu"),
    *("gelu_tanh", "hard_sigmoid", "hard_swish", "hardshrink(1)", "hardtanh", "huber(1)"),
    *("identity", "leaky_relu(1/10)", "log_sigmoid", "logit", "mish", "prelu(2)"),
    *("quantise(1/10)", "reciprocal", "relu", "relu6", "round", "selu", "sigmoid", "sign"),
    *("silu", "smooth_l1(1)", "softplus", "softshrink(1)", "softsign", "square", "step"),
    *("tanh", "tanhshrink", "threshold(1, 2)", "trunc"),
)
CASES = [
    *((text, shape) for text, shapes in LAYERS.items() for shape in shapes),
    *((f"{name}(axis={axis})", (3, 2)) for name in ALONG for axis in (0, -1)),
    *((f"dense([[1, 2], [3, 4]], bias=[1, 0]) >> {name}", (2,)) for name in ALONG),
    *((f"dense([[1, 2], [3, 4]], bias=[1, 0]) >> {name}", (2,)) for name in ENTRYWISE),
]


def read(text: str, shape: tuple[int, ...]) -> Composition:
    found = understood(text, None, (), shape)
    assert not isinstance(found, Operator)
    return found


def both_ways(text: str, shape: tuple[int, ...]) -> tuple[list[Term], list[Term]]:
    """The outputs of the graph written out, and those of the layers."""
    composition = read(text, shape)
    entries = [var(f"x{i}") for i in range(math.prod(shape))]
    builder = Builder()
    ref = builder.input("x", shape)
    made: tuple[Term, ...] = tuple(entries)
    for layer, at in zip(composition.layers, composition.shapes, strict=False):
        ref, made = layer.emit(builder, ref), layer.apply(made, at)
    graph, _ = builder.graph(ref)
    assert graph.output.shape == composition.shapes[-1]
    return outputs_at(graph, [entries]), list(made)


@pytest.mark.parametrize(("text", "shape"), CASES)
def test_a_graph_written_out_is_what_the_layers_say(text: str, shape: tuple[int, ...]) -> None:
    """Large pipelines are decided as graphs and small ones as terms: these are one function."""
    lowered, applied = both_ways(text, shape)
    assert len(lowered) == len(applied)
    assert all(a is b for a, b in zip(lowered, applied, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "dense([[1, 2]]) >> dense([[1]], bias=[1])",
        "dense([[1, 2]], bias=[3]) >> conv1d([1], bias=1)",
    ],
)
def test_one_weight_of_one_is_the_same_number_in_another_spelling(text: str) -> None:
    """A sum times 1, plus a bias: the graph adds the bias to the sum, and the layer keeps it."""
    lowered, applied = both_ways(text, (2,))
    for x in ((0, 0), (1, 0), (-3, 7)):
        at = Evaluator(dict(zip(("x0", "x1"), x, strict=True)))
        assert [at.value(a) for a in lowered] == [at.value(b) for b in applied]


def test_every_layer_of_the_catalog_is_compared() -> None:
    """A layer that is added without a graph would be unknown wherever it is large."""
    compared = " ".join([*LAYERS, *ALONG, *ENTRYWISE])
    names = [d.name for d in catalog.all_definitions() if not d.text]
    assert [name for name in names if name not in compared] == []


def test_a_symbol_among_the_arguments_has_no_graph() -> None:
    """Graphs have no parameters."""
    for text in ("dense([[1, w]])", "pad(1, value=w)", "group_norm(1, e)", "conv1d([w])"):
        builder = Builder()
        (layer,) = read(text, (1, 2)).layers
        with pytest.raises(NoGraph):
            layer.emit(builder, builder.input("x", (1, 2)))


def test_arguments_that_were_left_out_are_symbols() -> None:
    """`emit` is for numbers: a map with another letter would be no function of one number."""
    assert formulas.layer(catalog.find("prelu")).parameters == ("prelu.a",)
