"""Shared layers beside plain loops in floats."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from symlin.kernel.network.evaluate import Evaluation
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers.convolution import transposed
from symlin.reading.networks.layers.pooling import Windows, average_pool, max_pool
from symlin.reading.networks.layers.resize import Axis, resized
from symlin.reading.networks.layers.softmax import softmax

np: Any = pytest.importorskip("numpy", reason="indices are made by NumPy")


def values(builder: Builder, output: Ref, x: list[int]) -> list[float]:
    """The output at a point, entry by entry."""
    graph, _ = builder.graph(output)
    point = {graph.input_nodes()[0].name: {i: n for i, n in enumerate(x) if n}}
    found = Evaluation(graph, [point]).values(64)
    if found.is_exact:
        return [float(Fraction(int(e), found.scale)) for e in found.row(0)]
    return [float(e) for e in found.row(0)]


def image(builder: Builder, n: int) -> tuple[Ref, list[int], Any]:
    """An input (1, 1, n, n) of small whole numbers, none of them 0."""
    x = [((7 * i) % 11) - 5 or 3 for i in range(n * n)]
    return builder.input("x", (1, 1, n, n)), x, np.array(x).reshape(n, n)


def windows_of(windows: Windows, plane: Any) -> list[list[float]]:
    """The entries of the image in each window, one after the other."""
    ranges = [range(c) for c in windows.counts(plane.shape)]
    found = []
    for at in product(*ranges):
        entries = []
        for tap in product(*map(range, windows.size)):
            place = [
                o * s - before + t * d
                for o, s, (before, _), t, d in zip(
                    at, windows.stride, windows.pads, tap, windows.steps(), strict=True
                )
            ]
            if all(0 <= p < n for p, n in zip(place, plane.shape, strict=True)):
                entries.append(float(plane[tuple(place)]))
        found.append(entries)
    return found


KINDS = [
    Windows((2, 2), (2, 2), ((0, 0), (0, 0))),
    Windows((3, 3), (2, 1), ((1, 1), (0, 1))),
    Windows((2, 3), (1, 2), ((0, 1), (1, 1)), (2, 1)),
    Windows((3, 2), (2, 2), ((1, 1), (0, 0)), (1, 2), True),
]


@pytest.mark.parametrize("windows", KINDS)
def test_pools_are_what_loops_over_windows_say(windows: Windows) -> None:
    """Padding never counts in a maximum, and not in an average that leaves it out."""
    for pool in ("max", "average"):
        builder = Builder()
        x, numbers, plane = image(builder, 6)
        if pool == "max":
            expected = [max(w) for w in windows_of(windows, plane)]
            output = max_pool(builder, x, windows)
        else:
            expected = [sum(w) / len(w) for w in windows_of(windows, plane)]
            output = average_pool(builder, x, windows, count_padding=False)
        assert values(builder, output, numbers) == pytest.approx(expected)


def test_padding_counts_where_it_is_asked_for() -> None:
    """A corner of ones then has 4 of 9 entries, and the middle all."""
    builder = Builder()
    x = builder.input("x", (1, 1, 3, 3))
    windows = Windows((3, 3), (1, 1), ((1, 1), (1, 1)))
    found = values(builder, average_pool(builder, x, windows, count_padding=True), [1] * 9)
    assert found[0] == pytest.approx(4 / 9) and found[4] == pytest.approx(1)


def test_a_transposed_convolution_spreads_each_entry_over_a_window() -> None:
    """Entry by entry, as its definition says: no convolution is involved."""
    builder = Builder()
    x, numbers, plane = image(builder, 4)
    kernel = np.arange(1, 7).reshape(2, 3)
    weight = builder.numbers((1, 1, 2, 3), map(int, kernel.reshape(-1)))
    output = transposed(
        builder, x, weight, stride=(2, 3), padding=((0, 1), (1, 0)), dilation=(1, 2), extra=(1, 0)
    )
    full = np.zeros((3 * 2 + 2, 3 * 3 + 5))
    for i, j, a, b in product(range(4), range(4), range(2), range(3)):
        full[i * 2 + a, j * 3 + b * 2] += plane[i, j] * kernel[a, b]
    expected = np.pad(full, ((0, 1), (0, 0)))[:-1, 1:]
    assert builder.shape(output) == (1, 1, *expected.shape)
    assert values(builder, output, numbers) == pytest.approx(list(expected.reshape(-1)))


def test_softmax_leaves_out_what_is_masked() -> None:
    """A masked entry is minus infinity before, and 0 after."""
    builder = Builder()
    x = builder.input("x", (3,))
    found = values(builder, softmax(builder, x, -1, np.array([False, True, False])), [1, 9, 2])
    assert found == pytest.approx([1 / (1 + math.e), 0, math.e / (1 + math.e)])


def test_a_line_is_resized_to_a_line() -> None:
    """Corners aligned, linear interpolation keeps what is linear."""
    builder = Builder()
    x = builder.input("x", (4,))
    axis = Axis(4, 7, Fraction(7, 4), coordinates="align_corners")
    assert values(builder, resized(builder, x, {0: axis}), [2, 4, 6, 8]) == [2, 3, 4, 5, 6, 7, 8]


def test_a_long_line_is_resized_by_the_entries_that_it_takes() -> None:
    """A matrix of 300 times 400 would hold mostly zeros."""
    builder = Builder()
    x = builder.input("x", (300,))
    axis = Axis(300, 400, Fraction(4, 3), mode="cubic", exclude_outside=True)
    numbers = [(7 * i) % 23 + 1 for i in range(300)]
    rows = [axis.weights(i) for i in range(400)]
    expected = [float(sum(w * numbers[j] for j, w in row.items())) for row in rows]
    assert values(builder, resized(builder, x, {0: axis}), numbers) == pytest.approx(expected)


def test_formulas_are_the_catalogs() -> None:
    """Where two readers meet gelu, they mean one formula."""
    assert elementwise("leaky_relu", alpha=1) is formula("Piecewise((x, x > 0), (1*x, True))")
    assert elementwise("gelu") is formula("x*(1 + erf(x/sqrt(2)))/2")
