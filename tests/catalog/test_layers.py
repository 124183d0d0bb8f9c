"""Layers do what PyTorch's do, exactly, and their references agree without sharing any code."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symlin.catalog import index as catalog
from symlin.catalog.definition import Layer, Shape
from symlin.catalog.layers.convolution import Convolution, convolution
from symlin.catalog.layers.dense import Dense, dense
from symlin.catalog.layers.floats import number
from symlin.catalog.layers.pooling import Kind, Pooling, pooling
from symlin.catalog.layers.reshaping import Flatten
from symlin.catalog.layers.windows import Windows
from symlin.errors import InputError
from symlin.kernel.term import Sum, const, var
from symlin.kernel.theories.rational import Evaluator
from symlin.reading.models import exact, formulas

pytestmark = pytest.mark.quick

MAX1, MAX2 = pooling("max", 1), pooling("max", 2)
AVG1, AVG2, SUM1 = pooling("avg", 1), pooling("avg", 2), pooling("sum", 1)
CONV1, CONV2 = convolution(1), convolution(2)
SOFTMAX = formulas.layer(catalog.find("softmax"))


def run(layer: Layer, values: object) -> list[object]:
    """The exact outputs at a tensor, after comparing them with the float reference."""
    shape, flat = exact.array(values)
    names = [f"x{i}" for i in range(len(flat))]
    terms = layer.apply([var(name) for name in names], shape)
    assert len(terms) == math.prod(layer.shape(shape))
    point = Evaluator(dict(zip(names, flat, strict=True)))
    outputs = [Fraction(str(point.value(term))) for term in terms]
    floats = layer.evaluate([float(Fraction(str(v))) for v in flat], shape, {})
    assert list(floats) == pytest.approx([float(v) for v in outputs], rel=1e-12)
    return [int(v) if v.denominator == 1 else v for v in outputs]


def build(builder: object, *arguments: object, **keywords: object) -> Layer:
    return builder(  # type: ignore[operator, no-any-return]
        [exact.argument(a) for a in arguments],
        {key: exact.argument(value) for key, value in keywords.items()},
    )


@pytest.mark.parametrize(
    ("layer", "values", "outputs"),
    [
        (build(MAX1, 2), [1, 5, 3, 4], [5, 4]),
        (build(MAX1, 2), [1, 5, 3, 4, 9], [5, 4]),
        (build(MAX1, 3, stride=1), [1, 5, 3, 4], [5, 5]),
        (build(MAX1, 3, 2, 1), [-1, -5, -3, -4], [-1, -3]),
        (build(MAX1, 1), [1, 5, 3], [1, 5, 3]),
        (build(MAX1, 2), [[1, 5, 3, 4], [0, -1, -2, -1]], [5, 4, 0, -1]),
        (build(AVG1, 2), [1, 5, 3, 4], [3, Fraction(7, 2)]),
        (build(AVG1, 3, stride=1, padding=1), [3, 6, 9], [3, 6, 5]),
        (build(SUM1, 2), [1, 5, 3, 4], [6, 7]),
        (build(MAX2, 2), [[1, 2, 3, 4], [5, 6, 7, 8]], [6, 8]),
        (build(MAX2, [1, 2]), [[1, 2, 3, 4], [5, 6, 7, 8]], [2, 4, 6, 8]),
        (build(AVG2, 2), [[1, 2, 3, 4], [5, 6, 7, 8]], [Fraction(7, 2), Fraction(11, 2)]),
        (build(CONV1, [1, 2]), [1, 2, 3, 4], [5, 8, 11]),
        (build(CONV1, [1, 2], stride=2), [1, 2, 3, 4], [5, 11]),
        (build(CONV1, [1, 2], padding=1), [1, 2, 3, 4], [2, 5, 8, 11, 4]),
        (build(CONV1, [1, 2], dilation=2), [1, 2, 3, 4], [7, 10]),
        (build(CONV1, [1, 2], bias=10), [1, 2, 3, 4], [15, 18, 21]),
        (build(CONV1, [1], padding=2, bias=[7]), [1], [7, 7, 8, 7, 7]),
        (build(CONV1, [[[1, 2]], [[0, 1]]]), [1, 2, 3], [5, 8, 2, 3]),
        (build(CONV1, [[[1, 0], [0, 1]]]), [[1, 2, 3], [10, 20, 30]], [21, 32]),
        (build(CONV1, [[[2]], [[3]]], groups=2), [[1, 2], [10, 20]], [2, 4, 30, 60]),
        (build(CONV2, [[1, 0], [0, -1]]), [[1, 2, 4], [3, 5, 9], [6, 7, 8]], [-4, -7, -4, -3]),
        (build(CONV2, [["1/2"]], stride=2), [[1, 2, 4], [3, 5, 9], [6, 7, 8]], ["1/2", 2, 3, 4]),
        (build(dense, [[1, 2], [3, 4], [0, 0]]), [10, 100], [210, 430, 0]),
        (build(dense, [[1, 2], [3, 4]], bias=["1/2", -1]), [0, 0], ["1/2", -1]),
        (build(dense, [1, 2]), [10, 100], [210]),
        (build(dense, [[1, 2]]), [[1, 1], [2, 2]], [3, 6]),
        (Flatten(), [[1, 2], [3, 4]], [1, 2, 3, 4]),
    ],
)
def test_small_examples(layer: Layer, values: object, outputs: list[object]) -> None:
    assert run(layer, values) == [Fraction(o) if isinstance(o, str) else o for o in outputs]


@pytest.mark.parametrize(
    ("layer", "shape", "output"),
    [
        (build(MAX1, 2), (5,), (2,)),
        (build(MAX1, 2), (3, 5), (3, 2)),
        (build(MAX2, 3, 2, 1), (8, 7, 7), (8, 4, 4)),
        (build(AVG2, 2), (4, 6), (2, 3)),
        (build(CONV1, [1, 2, 3]), (8,), (6,)),
        (build(CONV1, [1, 2, 3]), (1, 8), (1, 6)),
        (build(CONV1, [[[1, 2, 3]]]), (8,), (1, 6)),
        (build(CONV1, [1, 2, 3], stride=2, padding=1, dilation=2), (8,), (3,)),
        (build(CONV2, np.ones((8, 3, 3, 3), int), padding=1), (3, 32, 32), (8, 32, 32)),
        (build(dense, [[1, 2, 3]]), (5, 3), (5, 1)),
        (Flatten(), (2, 3, 4), (24,)),
        (SOFTMAX, (2, 3), (2, 3)),
    ],
)
def test_shapes(layer: Layer, shape: Shape, output: Shape) -> None:
    """The formulas of torch.nn.Conv2d and MaxPool2d, which round down."""
    assert layer.shape(shape) == output


@pytest.mark.parametrize(
    ("layer", "shape", "message"),
    [
        (build(MAX1, 3), (2,), "max_pool1d needs at least 3 entries along L, the input has 2"),
        (build(MAX2, 3), (5, 2), "max_pool2d needs at least 3 entries along W, the input has 2"),
        (build(CONV1, [1, 2, 3], dilation=3), (6,), "conv1d needs at least 7 entries along L"),
        (build(CONV1, [1] * 9, padding=1), (6,), r"the input has 6 \(padded: 8\)"),
        (build(MAX1, 2), (1, 2, 3), r"shape \(L\) or \(C, L\), it is 1 x 2 x 3"),
        (build(MAX2, 2), (4,), r"shape \(H, W\) or \(C, H, W\), it is 4"),
        (build(MAX1, 2), (), "it is a single number"),
        (build(CONV1, [1, 2]), (3, 8), "the kernel is for 1 channels, the input has 3"),
        (build(CONV2, np.ones((1, 3, 2, 2), int)), (4, 4), "for 3 channels, the input has 1"),
        (build(dense, [[1, 2, 3]]), (2,), "dense needs 3 entries along the last axis"),
        (build(dense, [[1, 2, 3, 4]]), (2, 2), "`flatten` before it"),
        (SOFTMAX, (), "softmax needs a vector"),
    ],
)
def test_a_shape_that_does_not_fit_is_explained(layer: Layer, shape: Shape, message: str) -> None:
    with pytest.raises(InputError, match=message):
        layer.shape(shape)


@pytest.mark.parametrize(
    ("builder", "arguments", "keywords", "message"),
    [
        (MAX1, (), {}, "max_pool1d needs the argument 'window'"),
        (MAX1, (0,), {}, "window must be a whole number, at least 1"),
        (MAX1, ("1/2",), {}, "window must be a whole number"),
        (MAX1, ("w",), {}, "window must be a whole number"),
        (MAX1, ([1, 2],), {}, "window has 2 numbers, it needs 1 or 1"),
        (MAX2, ([1, 2, 3],), {}, "window has 3 numbers, it needs 1 or 2"),
        (MAX1, (2,), {"strid": 1}, r"no argument 'strid'; did you mean stride\?"),
        (MAX1, (2,), {"colour": 1}, "it takes window, stride, padding"),
        (MAX1, (2,), {"window": 1}, "given 'window' twice"),
        (MAX1, (2, 1, 0, 4), {}, "takes window, stride, padding, but there are 4"),
        (MAX1, (2,), {"padding": 2}, "padding must be at most half of the window"),
        (CONV1, ([],), {}, "contains an empty list"),
        (CONV1, (1,), {}, "the kernel must be"),
        (CONV1, ([[1, 2], [3, 4]],), {}, "the kernel must be"),
        (CONV2, ([1, 2],), {}, "the kernel must be a list of rows"),
        (CONV2, ([[1, 2], [3]],), {}, "the lists in kernel have different lengths"),
        (CONV1, ([1, 2],), {"bias": [1, 2]}, "the bias has 2 entries for 1 output channels"),
        (CONV1, ([1, 2],), {"bias": [[1]]}, "the bias must be a list of numbers"),
        (CONV1, ([1, 2],), {"groups": 2}, "do not split into 2 groups"),
        (dense, (1,), {}, "the matrix must be a list of rows"),
        (dense, ([[1, 2], [3, 4]],), {"bias": [1]}, "the bias has 1 entries for 2 rows"),
        (dense, ([[1, 2], [3, 4]],), {"bias": [[1, 2]]}, "the bias must be a list"),
    ],
)
def test_an_argument_that_a_layer_does_not_take_is_explained(
    builder: object, arguments: tuple[object, ...], keywords: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        build(builder, *arguments, **keywords)


def test_a_matrix_must_be_even_and_not_empty() -> None:
    with pytest.raises(InputError, match="empty"):
        Dense(())
    with pytest.raises(InputError, match="different lengths"):
        Dense(((1, 2), (3,)))


small = st.integers(-3, 3)


@st.composite
def windows(draw: st.DrawFn, rank: int, pool: bool) -> tuple[Windows, Shape]:
    """Windows, and a plane on which at least one of them fits."""

    def each(low: int, high: int) -> tuple[int, ...]:
        return tuple(draw(st.integers(low, high)) for _ in range(rank))

    size, stride, dilation = each(1, 3), each(1, 3), (1,) * rank if pool else each(1, 2)
    padding = tuple(draw(st.integers(0, n // 2)) for n in size) if pool else each(0, 2)
    plane = tuple(
        d * (n - 1) + draw(st.integers(1, 4)) for n, d in zip(size, dilation, strict=True)
    )
    return Windows(size, stride, padding, dilation), plane


def padded(channel: np.ndarray, sizes: Windows, filler: float) -> np.ndarray:
    return np.pad(channel, [(p, p) for p in sizes.padding], constant_values=filler)


def patches(channel: np.ndarray, sizes: Windows, filler: float) -> np.ndarray:
    """Windows cut out of a padded array by NumPy: shape (outputs..., window...)."""
    reach = tuple(d * (n - 1) + 1 for n, d in zip(sizes.size, sizes.dilation, strict=True))
    cut = np.lib.stride_tricks.sliding_window_view(padded(channel, sizes, filler), reach)
    steps = tuple(slice(None, None, s) for s in sizes.stride)
    return cut[(*steps, *(slice(None, None, d) for d in sizes.dilation))]


@given(st.data(), st.sampled_from([1, 2]), st.sampled_from(["max", "avg", "sum"]))
def test_poolings_agree_with_numpy(data: st.DataObject, rank: int, kind: Kind) -> None:
    sizes, plane = data.draw(windows(rank, True))
    channels = data.draw(st.integers(1, 2))
    count = channels * math.prod(plane)
    values = np.array(data.draw(st.lists(small, min_size=count, max_size=count)))
    tensor = values.reshape(channels, *plane)
    filler = -100 if kind == "max" else 0
    axes = tuple(range(-rank, 0))
    reduce = {"max": np.max, "avg": np.mean, "sum": np.sum}[kind]
    expected = np.array([reduce(patches(c, sizes, filler), axis=axes) for c in tensor])
    layer = Pooling(kind, sizes)
    assert layer.shape(tensor.shape) == expected.shape
    assert [float(v) for v in run(layer, tensor)] == pytest.approx(list(expected.ravel()))


@given(st.data(), st.sampled_from([1, 2]), st.sampled_from([1, 2]))
def test_convolutions_agree_with_numpy(data: st.DataObject, rank: int, groups: int) -> None:
    sizes, plane = data.draw(windows(rank, False))
    depth, filters = data.draw(st.integers(1, 2)), groups * data.draw(st.integers(1, 2))
    kernel_shape = (filters, depth, *sizes.size)
    count = math.prod(kernel_shape)
    kernel = np.array(data.draw(st.lists(small, min_size=count, max_size=count)))
    bias = data.draw(st.lists(small, min_size=filters, max_size=filters))
    count = groups * depth * math.prod(plane)
    values = np.array(data.draw(st.lists(small, min_size=count, max_size=count)))
    tensor, weights = values.reshape(groups * depth, *plane), kernel.reshape(kernel_shape)
    cut = [patches(c, sizes, 0) for c in tensor]
    expected = []
    for o, channel in product(range(filters), range(depth)):
        source = cut[o // (filters // groups) * depth + channel]
        part = np.tensordot(source, weights[o, channel], rank)
        if channel:
            expected[-1] = expected[-1] + part
        else:
            expected.append(part + bias[o])
    rows = tuple(tuple(row.tolist()) for row in weights.reshape(filters, -1))
    layer = Convolution(rows, sizes, tuple(bias), groups)
    assert layer.shape(tensor.shape) == np.array(expected).shape
    assert run(layer, tensor) == list(np.array(expected).ravel())


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_dense_agrees_with_numpy(n: int, m: int, data: st.DataObject) -> None:
    matrix = np.array(data.draw(st.lists(small, min_size=n * m, max_size=n * m))).reshape(m, n)
    vector = np.array(data.draw(st.lists(small, min_size=n, max_size=n)))
    assert run(build(dense, matrix), vector) == list(matrix @ vector)


def test_a_row_of_numbers_is_one_node() -> None:
    """A network must not be expanded into formulas: its size is what makes it provable."""
    (row,) = build(dense, [[1, 2, 3]], bias=[4]).apply([var("a"), var("b"), var("c")], (3,))
    assert isinstance(row, Sum)
    assert (row.coefficients, row.constant) == ((1, 2, 3), 4)


def test_symbolic_weights_are_parameters_in_order_of_appearance() -> None:
    layer = build(dense, [["w", 2], ["v*w", "u"]], bias=["b", 0])
    assert layer.parameters == ("w", "v", "u", "b")
    assert build(CONV1, ["p", 0, "q"], bias="r").parameters == ("p", "q", "r")
    outputs = layer.apply([var("x1"), var("x2")], (2,))
    at = {"w": 2, "v": 3, "u": 5, "b": 7, "x1": 10, "x2": 100}
    assert [Evaluator(at).value(o) for o in outputs] == [227, 560]
    floats = {name: float(value) for name, value in at.items()}
    assert layer.evaluate([10.0, 100.0], (2,), floats) == [227.0, 560.0]


def test_softmax_shares_its_denominator_and_does_not_overflow() -> None:
    layer = SOFTMAX
    outputs = layer.apply([var("a"), var("b"), var("c")], (3,))
    at = {"a": 0.5, "b": -1.0, "c": 2.0}
    expected = [number(o, at) for o in outputs]
    assert layer.evaluate(list(at.values()), (3,), {}) == pytest.approx(expected)
    assert layer.evaluate([1000.0, 0.0, -1000.0], (3,), {}) == [1.0, 0.0, 0.0]
    assert sum(layer.evaluate([1.0, 2.0, 3.0, 4.0], (2, 2), {})) == pytest.approx(2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("w**2 - 1", 3.0),
        ("sqrt(w)", math.sqrt(2)),
        ("exp(w) + pi", math.exp(2) + math.pi),
        ("Max(w, 3)", 3.0),
        ("Piecewise((w, w > 5), (-w, True))", -2.0),
        ("Piecewise((1, Or(w < 0, And(w >= 2, Ne(w, 3)))), (2, True))", 1.0),
        ("log(-w)", math.nan),
        ("1/(w - 2)", math.nan),
    ],
)
def test_weights_in_floats(text: str, value: float) -> None:
    assert number(exact.weight(text), {"w": 2.0}) == pytest.approx(value, nan_ok=True)


def test_windows_that_would_read_too_much_are_refused() -> None:
    with pytest.raises(InputError, match="too many"):
        build(MAX1, 100_000, stride=1).shape((1_000_000,))


def test_constants_pass_through_layers() -> None:
    outputs = build(MAX1, 2).apply([const(1), const(2)], (2,))
    assert [Evaluator({}).value(o) for o in outputs] == [2]
