"""Padding, adaptive pooling, normalisations and branches, beside NumPy and beside themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest

from symlin.catalog import index as catalog
from symlin.catalog.definition import Argument, Layer
from symlin.catalog.layers.floats import number
from symlin.errors import InputError
from symlin.kernel.term import var
from symlin.language.operator import Operator
from symlin.reading.models import exact, formulas
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick

GENERATOR = np.random.default_rng(3)


def build(name: str, *arguments: object, **keywords: object) -> Layer:
    named: Mapping[str, Argument] = {
        key: var(value) if isinstance(value, str) else exact.argument(value)
        for key, value in keywords.items()
    }
    return formulas.layer(catalog.find(name), [exact.argument(a) for a in arguments], named)


def run(layer: Layer, tensor: np.ndarray) -> np.ndarray:
    """The exact outputs, after comparing them with the layer's floats."""
    names = [f"x{k}" for k in range(tensor.size)]
    values = tensor.ravel().tolist()
    terms = layer.apply([var(name) for name in names], tensor.shape)
    shape = layer.shape(tensor.shape)
    assert len(terms) == math.prod(shape)
    found = [number(term, dict(zip(names, values, strict=True))) for term in terms]
    assert list(layer.evaluate(values, tensor.shape, {})) == pytest.approx(found)
    return np.array(found).reshape(shape)


def tensor(*shape: int) -> np.ndarray:
    return GENERATOR.integers(-9, 10, shape) / 2


@pytest.mark.parametrize(
    ("mode", "numpys"),
    [("constant", "constant"), ("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")],
)
@pytest.mark.parametrize("sizes", [(0, 0), (1, 0), (2, 1), (1, 2, 2, 1), (0, 1, 2, 0)])
def test_padding_is_numpys(mode: str, numpys: str, sizes: tuple[int, ...]) -> None:
    """The last axis comes first, as in torch's F.pad."""
    x = tensor(2, 3, 4)
    pairs = [(0, 0)] * (3 - len(sizes) // 2) + list(zip(sizes[::2], sizes[1::2], strict=True))[::-1]
    expected = np.pad(x, pairs, mode=numpys)  # type: ignore[call-overload]  # a mode by its name
    assert np.array_equal(run(build("pad", list(sizes), mode=mode), x), expected)


@pytest.mark.parametrize(("mode", "numpys"), [("reflect", "reflect"), ("circular", "wrap")])
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_padding_by_as_much_as_there_is_is_numpys(mode: str, numpys: str, length: int) -> None:
    """At the limit a slice that steps back would have to end before the first entry."""
    most = length - 1 if mode == "reflect" else length
    x = tensor(length)
    expected = np.pad(x, most, mode=numpys)  # type: ignore[call-overload]  # a mode by its name
    assert np.array_equal(run(build("pad", most, mode=mode), x), expected)


def test_padding_with_one_size_pads_both_ends_with_the_value() -> None:
    assert run(build("pad", 1, value=7), np.array([1.0, 2.0])).tolist() == [7, 1, 2, 7]


@pytest.mark.parametrize(
    ("layer", "shape", "message"),
    [
        (("pad", [3, 0], "reflect"), (3,), "too much to reflect 3"),
        (("pad", [0, 4], "circular"), (3,), "too much to circular"),
        (("pad", [1, 0, 1, 0], "constant"), (3,), "2 axes are padded"),
    ],
)
def test_too_much_padding_is_refused(
    layer: tuple[str, list[int], str], shape: tuple[int, ...], message: str
) -> None:
    name, sizes, mode = layer
    with pytest.raises(InputError, match=message):
        build(name, sizes, mode=mode).shape(shape)


def test_padding_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="constant, reflect, replicate, circular"):
        build("pad", 1, mode="mirror")
    with pytest.raises(InputError, match="the sizes are"):
        build("pad", [1, 2, 3])


@pytest.mark.parametrize(("n", "m"), [(5, 2), (5, 3), (7, 4), (4, 4), (3, 1), (2, 3)])
@pytest.mark.parametrize("kind", ["avg", "max"])
def test_adaptive_windows_are_pytorchs(kind: str, n: int, m: int) -> None:
    """start = floor(i n / m), end = ceil((i + 1) n / m), as its documentation and source say."""
    x = tensor(2, n)
    reduce = np.mean if kind == "avg" else np.max
    expected = [
        [
            reduce(row[math.floor(i * n / m) : math.ceil((i + 1) * n / m)])  # type: ignore[operator]
            for i in range(m)
        ]
        for row in x
    ]
    assert run(build(f"adaptive_{kind}_pool1d", m), x) == pytest.approx(np.array(expected))
    plane = tensor(n, 3)
    found = run(build(f"adaptive_{kind}_pool2d", [m, 1]), plane)
    rows = [plane[math.floor(i * n / m) : math.ceil((i + 1) * n / m)] for i in range(m)]
    assert found.ravel() == pytest.approx([reduce(r) for r in rows])  # type: ignore[operator]


def test_sum_pooling_adds_up_each_window() -> None:
    x = tensor(4, 6)
    expected = x.reshape(2, 2, 3, 2).sum(axis=(1, 3))
    assert np.array_equal(run(build("sum_pool2d", 2), x), expected)


@pytest.mark.parametrize("shape", [(2, 3), (2, 2, 2)])
def test_batch_norm_has_numbers_for_each_channel(shape: tuple[int, ...]) -> None:
    x = tensor(*shape)
    columns = (2, *[1] * (len(shape) - 1))
    g, b, mu, s = (np.array(v, dtype=float) for v in ([2, 3], [1, -1], [0, 4], [8, 15]))
    found = run(build("batch_norm", [2, 3], [1, -1], [0, 4], [8, 15], 1), x)
    spread = np.sqrt(s + 1).reshape(columns)
    expected = (x - mu.reshape(columns)) / spread * g.reshape(columns) + b.reshape(columns)
    assert found == pytest.approx(expected)


def test_batch_norm_refuses_what_does_not_fit() -> None:
    with pytest.raises(InputError, match="different lengths"):
        build("batch_norm", [1, 2], [1, 2, 3], 0, 1, 1)
    with pytest.raises(InputError, match="for 2 channels"):
        build("batch_norm", [1, 2], 0, 0, 1, 1).shape((3, 4))
    with pytest.raises(InputError, match=r"s \+ e > 0"):
        build("batch_norm", [1, 2], 0, 0, [1, -1], 1)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_groups_are_normalised_each_by_itself(groups: int) -> None:
    x = tensor(4, 3)
    parts = x.reshape(groups, -1)
    spread = np.sqrt(parts.var(axis=1, keepdims=True) + 0.25)
    expected = ((parts - parts.mean(axis=1, keepdims=True)) / spread).reshape(4, 3)
    assert run(build("group_norm", groups, 0.25), x) == pytest.approx(expected)
    if groups == 4:
        assert run(build("instance_norm", 0.25), x) == pytest.approx(expected)


def test_groups_must_be_whole() -> None:
    with pytest.raises(InputError, match="whole groups"):
        build("group_norm", 3, 1).shape((4, 2))
    with pytest.raises(InputError, match="e > 0"):
        build("instance_norm", 0)


def values(operator: Operator, *entries: float) -> list[float]:
    at = dict(zip(operator.inputs, entries, strict=True))
    found = [number(output, at) for output in operator.outputs]
    assert operator.reference is not None
    assert list(operator.reference(at)) == pytest.approx(found)
    return found


def test_branches_see_the_same_input() -> None:
    for x, y in product((-2.0, 0.0, 3.0), repeat=2):
        residual = parse_operator("residual(dense([[1, 2], [3, 4]]) >> relu)", shape=(2,))
        expected = [x + max(x + 2 * y, 0), y + max(3 * x + 4 * y, 0)]
        assert values(residual, x, y) == expected
        assert values(parse_operator("parallel(relu, abs)", shape=(2,)), x, y) == [
            max(x, 0) + abs(x),
            max(y, 0) + abs(y),
        ]
        assert values(parse_operator("concat(identity, abs) >> relu", shape=(2,)), x, y) == [
            max(x, 0),
            max(y, 0),
            abs(x),
            abs(y),
        ]


def test_parameters_left_out_in_branches_have_their_names() -> None:
    operator = parse_operator("residual(prelu >> leaky_relu) >> prelu", shape=(2,))
    assert operator.parameters == ("a", "alpha")
    assert operator.shape_out == (2,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("residual(relu, abs)", "takes one branch"),
        ("residual", "takes layers"),
        ("residual(conv1d([1, 2]))", "the branches end in 4 and 3"),
        ("parallel(relu)", "several branches"),
        ("concat(flatten, axis=1)", "takes layers alone"),
        ("residual(relo)", "did you mean relu"),
        ("abs >> residual(2*relu)", "relu is a function here|a shape goes with layers"),
    ],
)
def test_branches_that_do_not_fit_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_operator(text, shape=(4,))
