"""Networks of layers: symlin's pipelines, and loops that compute the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from symlin.language.operator import Operator

from .rows import BREAKS, LINEAR, Kit, Values

EDGE = ((1, 2, 1), (0, 0, 0), (-1, -2, -1))
CHANNELS = 3
PIXELS = 784


@dataclass(frozen=True)
class Network:
    """A family of pipelines: its operator and its function at size n."""

    group: str
    truth: str
    sizes: Sequence[int]
    operator: Callable[[int], Operator]
    inputs: Callable[[int], int]
    function: Callable[[int, Values, Kit], Sequence[Any]]


def _pipeline(text: str, shape: tuple[int, ...]) -> Operator:
    from symlin.reading.parse import parse_operator

    return parse_operator(text, shape=shape)


def _line(n: int, x: Values, kit: Kit) -> Sequence[Any]:
    once = [x[i] + 2 * x[i + 1] + x[i + 2] for i in range(n - 2)]
    twice = [once[i] - once[i + 1] for i in range(n - 3)]
    return [(twice[i] + twice[i + 1]) / 2 for i in range(0, len(twice) - 1, 2)]


def _image_operator(n: int) -> Operator:
    channel = "[" + ", ".join(str(list(row)) for row in EDGE) + "]"
    text = f"conv2d([[{', '.join([channel] * CHANNELS)}]]) >> relu >> max_pool2d(2)"
    return _pipeline(text, (CHANNELS, n, n))


def _image(n: int, x: Values, kit: Kit) -> Sequence[Any]:
    def pixel(i: int, j: int) -> Any:
        window = (
            EDGE[a][b] * x[(c * n + i + a) * n + j + b]
            for c in range(CHANNELS)
            for a in range(3)
            for b in range(3)
        )
        return kit.relu(sum(window))

    size = n - 2
    bright = [[pixel(i, j) for j in range(size)] for i in range(size)]
    return [
        kit.maximum(bright[i][j], bright[i + 1][j], bright[i][j + 1], bright[i + 1][j + 1])
        for i in range(0, size - 1, 2)
        for j in range(0, size - 1, 2)
    ]


@lru_cache
def _matrices(units: int) -> tuple[Any, Any]:
    import numpy

    draw = numpy.random.default_rng(units)
    return draw.integers(-9, 10, (units, PIXELS)), draw.integers(-9, 10, (10, units))


def _hidden_operator(n: int) -> Operator:
    from symlin.reading.models.sequential import Dense

    hidden, last = _matrices(n)
    return (Dense(hidden) >> "relu" >> Dense(last)).operator()


def _hidden(n: int, x: Values, kit: Kit) -> Sequence[Any]:
    hidden, last = _matrices(n)
    units = [kit.relu(value) for value in hidden @ _vector(x)]
    return list(last @ _vector(units))


def _vector(values: Values) -> Any:
    import numpy

    kind = float if isinstance(values[0], int | float) else object
    return numpy.array(list(values), dtype=kind)


NETWORKS = (
    Network(
        group="conv1d >> conv1d >> avg_pool1d on a line of n",
        truth=LINEAR,
        sizes=(16, 32, 64, 128, 256),
        operator=lambda n: _pipeline("conv1d([1, 2, 1]) >> conv1d([1, -1]) >> avg_pool1d(2)", (n,)),
        inputs=lambda n: n,
        function=_line,
    ),
    Network(
        group="conv2d >> relu >> max_pool2d on 3 x n x n pixels",
        truth=BREAKS,
        sizes=(4, 8, 16, 32),
        operator=_image_operator,
        inputs=lambda n: CHANNELS * n * n,
        function=_image,
    ),
    Network(
        group="hidden layer of n units on 784 inputs, NumPy",
        truth=BREAKS,
        sizes=(128, 512, 2048),
        operator=_hidden_operator,
        inputs=lambda _: PIXELS,
        function=_hidden,
    ),
)
