"""What the builder makes of movements and reductions, beside loops over places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.network import nodes as n
from symlin.kernel.network.evaluate import Evaluation
from symlin.language.network.builder import FILLER, Builder, Ref

Tensor = dict[tuple[int, ...], Fraction]


def places(shape: Sequence[int]) -> list[tuple[int, ...]]:
    """In row-major order."""
    return list(product(*(range(size) for size in shape)))


def drawn(rng: Random, shape: Sequence[int]) -> Tensor:
    return {at: Fraction(rng.randrange(-20, 21)) for at in places(shape)}


class Built:
    """A builder, and numbers for its inputs."""

    def __init__(self, seed: int = 0) -> None:
        self.rng = Random(seed)
        self.builder = Builder()
        self.point: dict[str, dict[int, int]] = {}

    def input(self, *shape: int) -> tuple[Ref, Tensor]:
        name = f"input{len(self.point)}"
        numbers = drawn(self.rng, shape)
        self.point[name] = {i: int(e) for i, e in enumerate(numbers.values())}
        return self.builder.input(name, shape), numbers

    def tensor(self, output: Ref) -> Tensor:
        """The output's entries at these numbers."""
        graph, _ = self.builder.graph(output)
        found = Evaluation(graph, [self.point]).values(64)
        assert found.is_exact
        shape = self.builder.shape(output)
        row = [Fraction(int(e), found.scale) for e in found.row(0)]
        return dict(zip(places(shape), row, strict=True))


AXES = [(1, 0), (0, 1), (2, 0, 1), (0, 2, 1), (3, 1, 0, 2)]


@pytest.mark.parametrize("axes", AXES)
def test_axis_i_of_a_permutation_is_axis_axes_i(axes: tuple[int, ...]) -> None:
    made = Built()
    x, numbers = made.input(*(2, 3, 4, 2)[: len(axes)])
    found = made.tensor(made.builder.permute(x, axes))
    for at, entry in found.items():
        before = [0] * len(axes)
        for i, axis in enumerate(axes):
            before[axis] = at[i]
        assert entry == numbers[tuple(before)]


@pytest.mark.parametrize(
    ("old", "new"),
    [((), (2, 3)), ((3,), (2, 3)), ((2, 1), (2, 3)), ((1, 3), (4, 2, 3)), ((2, 3), (2, 3))],
)
def test_broadcast_repeats_along_missing_axes_and_those_of_size_1(
    old: tuple[int, ...], new: tuple[int, ...]
) -> None:
    made = Built()
    x, numbers = made.input(*old)
    found = made.tensor(made.builder.broadcast(x, new))
    for at, entry in found.items():
        last = at[len(new) - len(old) :]
        assert entry == numbers[tuple(0 if s == 1 else i for s, i in zip(old, last, strict=True))]


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_concat_puts_parts_one_after_the_other(axis: int) -> None:
    made = Built()
    sizes = [1, 3, 2]
    shapes = [tuple(size if a == axis % 3 else 2 for a in range(3)) for size in sizes]
    parts = [made.input(*shape) for shape in shapes]
    found = made.tensor(made.builder.concat([ref for ref, _ in parts], axis))
    for at, entry in found.items():
        place, part = at[axis], 0
        while place >= sizes[part]:
            place -= sizes[part]
            part += 1
        own = list(at)
        own[axis] = place
        assert entry == parts[part][1][tuple(own)]


@pytest.mark.parametrize("axes", [(0,), (1,), (-1,), (0, 2), (2, 0), (0, 1, 2)])
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("kind", ["sum", "mean", "maximum"])
def test_reductions_run_over_their_axes(axes: tuple[int, ...], keep: bool, kind: str) -> None:
    made = Built()
    x, numbers = made.input(2, 3, 4)
    found = made.tensor(getattr(made.builder, kind)(x, axes, keep=keep))
    gone = {a % 3 for a in axes}
    windows: dict[tuple[int, ...], list[Fraction]] = {}
    for at, entry in numbers.items():
        kept = tuple(0 if a in gone else i for a, i in enumerate(at) if keep or a not in gone)
        windows.setdefault(kept, []).append(entry)
    for at, entries in windows.items():
        total = sum(entries, Fraction(0))
        expected = {"sum": total, "mean": total / len(entries), "maximum": max(entries)}[kind]
        assert found[at] == expected
    assert len(found) == len(windows)


def test_windows_are_sums_or_maxima_of_the_places_they_name() -> None:
    made = Built()
    x, numbers = made.input(6)
    named = [[0, 2, 4], [1, 1, 5]]
    flat = [i for window in named for i in window]
    for kind in ("sum", "max"):
        found = made.tensor(made.builder.windows(x, (2, 3), flat, kind))  # type: ignore[arg-type]
        for w, window in enumerate(named):
            entries = [numbers[i,] for i in window]
            assert found[w,] == (sum(entries, Fraction(0)) if kind == "sum" else max(entries))


def test_the_filler_stands_where_no_entry_is_named() -> None:
    made = Built()
    x, numbers = made.input(2)
    y, others = made.input(1)
    found = made.tensor(made.builder.gather((x, y), (2, 2), [2, FILLER, 1, 0], 7))
    expected = [others[0,], Fraction(7), numbers[1,], numbers[0,]]
    assert list(found.values()) == expected


@pytest.mark.parametrize(
    ("a", "b", "shape"),
    [
        ((2, 3), (3, 4), (2, 4)),
        ((5, 2, 3), (3, 4), (5, 2, 4)),
        ((5, 1, 2, 3), (2, 3, 1), (5, 2, 2, 1)),
    ],
)
def test_matrix_products_are_of_the_last_two_axes(
    a: tuple[int, ...], b: tuple[int, ...], shape: tuple[int, ...]
) -> None:
    made = Built()
    (left, first), (right, second) = made.input(*a), made.input(*b)
    found = made.tensor(made.builder.matmul(left, right))

    def entry(numbers: Tensor, sizes: tuple[int, ...], at: tuple[int, ...]) -> Fraction:
        last = at[len(at) - len(sizes) :]
        return numbers[tuple(0 if s == 1 else i for s, i in zip(sizes, last, strict=True))]

    assert list(found) == places(shape)
    for at, value in found.items():
        *outer, row, column = at
        assert value == sum(
            entry(first, a, (*outer, row, i)) * entry(second, b, (*outer, i, column))
            for i in range(a[-1])
        )


def test_arithmetic_is_entry_by_entry_and_broadcast() -> None:
    made = Built()
    b = made.builder
    (x, first), (y, second) = made.input(2, 1), made.input(3)
    larger = b.largest(x, y)
    tensors = {
        name: made.tensor(ref)
        for name, ref in {
            "add": b.add(x, y),
            "subtract": b.subtract(x, y),
            "multiply": b.multiply(x, y),
            "largest": larger,
            "select": b.select(">", x, x, y),
            "divide": b.divide(x, b.scale(b.multiply(y, y), 1, 1)),
        }.items()
    }
    for i, j in places((2, 3)):
        u, v = first[i, 0], second[j,]
        assert tensors["add"][i, j] == u + v
        assert tensors["subtract"][i, j] == u - v
        assert tensors["multiply"][i, j] == u * v
        assert tensors["largest"][i, j] == max(u, v)
        assert tensors["select"][i, j] == (u if u > 0 else v)
        assert tensors["divide"][i, j] == u / (v * v + 1)


def test_what_changes_nothing_makes_no_node() -> None:
    """A node that moves nothing would be read, lowered and evaluated for nothing."""
    b = Builder()
    x = b.input("x", (2, 3))
    same = [b.reshape(x, (2, 3)), b.permute(x, (0, 1)), b.broadcast(x, (2, 3)), b.scale(x, 1)]
    assert {*same, b.map(x, k.var(n.VARIABLE))} == {x}


def test_a_graph_has_the_inputs_and_what_its_output_needs() -> None:
    """Labels stay beside their nodes."""
    b = Builder()
    x = b.input("x", (2,))
    with b.labelled("left out"):
        b.scale(x, 5)
    with b.labelled("kept"):
        output = b.scale(x, 3)
    b.input("y", (1,))
    graph, labels = b.graph(output)
    assert [node.name for node in graph.input_nodes()] == ["x", "y"]
    assert len(graph.nodes) == len(labels) == 3 and labels[-1] == "kept"
    assert isinstance(graph.output, n.Combine) and graph.output.coefficients == (3,)


def test_shapes_that_do_not_fit_are_refused_at_the_end() -> None:
    b = Builder()
    output = b.dense(b.input("x", (2,)), b.numbers((1, 3), (1, 2, 3)))
    with pytest.raises(Rejected, match="does not fit its input"):
        b.graph(output)
