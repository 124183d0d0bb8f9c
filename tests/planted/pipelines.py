"""Pipelines of layers on a sequence: linear, affine, or bent in a known place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from random import Random

from flint import fmpq

from .evaluate import Number, Point, largest
from .item import PROVED, REFUTED, Item, laws

Vector = list[Number]
NUMBERS = (fmpq(0), fmpq(1), fmpq(-1), fmpq(2), fmpq(-3), fmpq(1, 2), fmpq(5))


@dataclass(frozen=True)
class Layer:
    """A layer's text, and what it does to a vector."""

    text: str
    apply: Callable[[Vector], Vector]


def pipeline(rng: Random) -> Item:
    """A few linear layers, and then something to tell apart."""
    size = rng.choice((2, 3, 4, 6))
    layers = _linear_layers(rng, size)
    end = rng.choice((_nothing, _bias, _hidden, _spoilt, _relu, _max_pool))
    added, expect = end(rng, layers, size)
    return _item(f"pipeline: {end.__name__.strip('_')}", [*layers, *added], size, expect)


def _item(name: str, layers: Sequence[Layer], size: int, expect: dict[str, str]) -> Item:
    names = tuple(f"x{k}" for k in range(1, size + 1))

    def outputs(at: Point) -> Vector:
        return run(layers, [at[n] for n in names])

    text = " >> ".join(layer.text for layer in layers)
    return Item("pipeline", (name,), text, names, expect, shape=(size,), outputs=outputs)


def run(layers: Sequence[Layer], x: Vector) -> Vector:
    return reduce(lambda v, layer: layer.apply(v), layers, x)


def matrix_of(layers: Sequence[Layer], size: int) -> list[Vector]:
    """The rows of the matrix of linear layers."""
    columns = [run(layers, [fmpq(int(i == k)) for i in range(size)]) for k in range(size)]
    return [list(row) for row in zip(*columns, strict=True)]


# ---- linear layers ----


def dense(matrix: list[Vector], bias: Vector | None = None) -> Layer:
    rows = ", ".join("[" + ", ".join(map(str, row)) + "]" for row in matrix)
    offset = bias or [fmpq(0)] * len(matrix)
    text = f"dense([{rows}]" + (f", [{', '.join(map(str, bias))}])" if bias else ")")

    def apply(x: Vector) -> Vector:
        products = (sum(map(fmpq.__mul__, row, x), fmpq(0)) for row in matrix)
        return [p + b for p, b in zip(products, offset, strict=True)]

    return Layer(text, apply)


def conv(kernel: Vector, stride: int, padding: int) -> Layer:
    text = f"conv1d([{', '.join(map(str, kernel))}], stride={stride}, padding={padding})"

    def apply(x: Vector) -> Vector:
        wide = [fmpq(0)] * padding + x + [fmpq(0)] * padding
        places = range(0, len(wide) - len(kernel) + 1, stride)
        return [sum(map(fmpq.__mul__, kernel, wide[i:]), fmpq(0)) for i in places]

    return Layer(text, apply)


def pool(kind: str, window: int, stride: int) -> Layer:
    def of(part: Vector) -> Number:
        if kind == "max":
            return largest(*part)
        return sum(part, fmpq(0)) / (window if kind == "avg" else 1)

    def apply(x: Vector) -> Vector:
        return [of(x[i : i + window]) for i in range(0, len(x) - window + 1, stride)]

    return Layer(f"{kind}_pool1d({window}, stride={stride})", apply)


def relu() -> Layer:
    return Layer("relu", lambda x: [largest(v, fmpq(0)) for v in x])


def _linear_layers(rng: Random, size: int) -> list[Layer]:
    """One to three linear layers that leave something."""
    layers: list[Layer] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        layer = _linear_layer(rng, size)
        if len(layer.apply([fmpq(0)] * size)) > 0:
            layers.append(layer)
            size = len(layer.apply([fmpq(0)] * size))
    return layers or [dense([[fmpq(1)] * size])]


def _linear_layer(rng: Random, size: int) -> Layer:
    match rng.randrange(4):
        case 0:
            rows = range(rng.choice((1, 2, 3)))
            return dense([[rng.choice(NUMBERS) for _ in range(size)] for _ in rows])
        case 1:
            kernel = [rng.choice(NUMBERS) for _ in range(rng.choice((1, 2, 3)))]
            padding = max(len(kernel) - size, rng.choice((0, 1)))
            return conv(kernel, rng.choice((1, 2)), padding)
        case _:
            window = rng.randint(1, min(3, size))
            return pool(rng.choice(("avg", "sum")), window, rng.choice((1, window)))


# ---- what comes after them ----

End = tuple[list[Layer], dict[str, str]]


def _nothing(rng: Random, layers: list[Layer], size: int) -> End:
    return [], laws(PROVED)


def _bias(rng: Random, layers: list[Layer], size: int) -> End:
    width = len(matrix_of(layers, size))
    matrix = [[rng.choice(NUMBERS) for _ in range(width)] for _ in range(2)]
    bias = [rng.choice((fmpq(0), fmpq(1), fmpq(1, 10**9))), fmpq(0)]
    expect = laws(REFUTED, affine=PROVED) if any(bias) else laws(PROVED)
    return [dense(matrix, bias)], expect


def _pairs(width: int, last: Number) -> list[Layer]:
    """relu(x) - relu(-x) for every entry, the last of them times `last`."""
    one, zero = fmpq(1), fmpq(0)
    eye = [[one if i == k else zero for k in range(width)] for i in range(width)]
    down = [[-v for v in row] for row in eye]
    back = [[*row, *(-v for v in row)] for row in eye]
    back[-1][-1] = -last
    return [dense(eye + down), relu(), dense(back)]


def _hidden(rng: Random, layers: list[Layer], size: int) -> End:
    return _pairs(len(matrix_of(layers, size)), fmpq(1)), laws(PROVED)


def _spoilt(rng: Random, layers: list[Layer], size: int) -> End:
    rows = matrix_of(layers, size)
    last = 1 + rng.choice((fmpq(1), fmpq(1, 1000), fmpq(-1, 10**12)))
    return _pairs(len(rows), last), _bent(any(rows[-1]))


def _relu(rng: Random, layers: list[Layer], size: int) -> End:
    return [relu()], _bent(any(any(row) for row in matrix_of(layers, size)))


def _max_pool(rng: Random, layers: list[Layer], size: int) -> End:
    rows = matrix_of(layers, size)
    window = rng.randint(1, min(3, len(rows)))
    places = range(0, len(rows) - window + 1, window)
    bent = any(rows[i + k] != rows[i] for i in places for k in range(window))
    return [pool("max", window, window)], _bent(bent)


def _bent(bent: bool) -> dict[str, str]:
    return laws(REFUTED, positive_homogeneity=PROVED) if bent else laws(PROVED)
