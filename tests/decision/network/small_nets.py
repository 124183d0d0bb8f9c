"""Small piecewise linear networks drawn at random, and boxes for them."""

from __future__ import annotations

from random import Random

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.network.scalars import RELU
from symlin.kernel.numbers import Number, exact
from symlin.language.network.builder import Builder, Ref
from symlin.language.network.network import Network

X = k.var(VARIABLE)
CLIP = k.maximum(k.const(-1), k.minimum(k.ONE, X))
LEAKY = k.maximum(X, k.scale(fmpq(1, 10), X))
SHRINK = k.piecewise((k.sub(X, k.ONE), k.gt(X, k.ONE)), (k.ZERO, k.TRUE))
FORMULAS = (RELU, RELU, RELU, LEAKY, CLIP, k.maximum(X, k.neg(X)), SHRINK)


def random_net(rng: Random, inputs: int, *, biases: bool) -> Graph:
    """One to three layers: formulas, maxima of pairs, choices."""
    builder = Builder()
    x = builder.input("x", (inputs,))
    low = rng.choice((-3, -3, 0))  # weights that are never negative keep signs

    def weights(shape: tuple[int, ...], least: int) -> Ref:
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        return builder.numbers(shape, [fmpq(rng.randrange(least, 4), 2) for _ in range(count)])

    width = inputs
    for _ in range(rng.randrange(1, 4)):
        wide = rng.choice((2, 4))
        x = builder.dense(x, weights((wide, width), low), weights((wide,), -2) if biases else None)
        kind, width = rng.random(), wide
        if kind < 0.7:
            x = builder.map(x, rng.choice(FORMULAS))
        elif kind < 0.85:
            pairs = builder.reshape(x, (wide // 2, 2))
            x, width = builder.maximum(pairs, [1]), wide // 2
        else:
            x = builder.select(rng.choice((">", ">=", "=")), x, builder.scale(x, 2), x)
    return builder.graph(builder.dense(x, weights((1, width), -3)))[0]


def random_ends(rng: Random, inputs: int) -> tuple[Ends, ...]:
    found: list[Ends] = []
    for _ in range(inputs):
        low = fmpq(rng.randrange(-8, 9), 4)
        width = rng.choice((0, fmpq(1, 8), fmpq(1, 2), 1, 2))
        ends: Ends = (exact(low), exact(low + width))
        found.append(rng.choice((ends, ends, ends, (0, None), (None, exact(low)))))
    return tuple(found)


def network(graph: Graph, domain: Domain) -> Network:
    labels = tuple(f"layer {i}" for i in range(len(graph.nodes)))
    return Network(name="net", graph=graph, labels=labels, domain=domain)


def on_grid(ends: Ends, steps: int) -> list[Number]:
    """Numbers from end to end; some far away where there is none."""
    low, high = ends
    if low is None:
        low = -40 if high is None else exact(high - 40)
    if high is None:
        high = exact(low + 40)
    return [exact(low + (high - low) * fmpq(i, steps)) for i in range(steps + 1)]


def domain(ends: tuple[Ends, ...]) -> Domain:
    return Domain({"x": ends})
