"""Operators with attributes, shapes and versions that are drawn, beside onnxruntime.

`python -m tests.reading.networks.onnx.drawn --count 1000 --seed 1` prints what differs.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from symlin.errors import InputError
from symlin.reading.networks.onnx.read import read_model

from .floats import values_at
from .models import model, node, random_weights

SAME = ("SAME_UPPER", "SAME_LOWER", "VALID")


def single(
    random: Random, op: str, shape: list[int], arrays: list[Any], opset: int, **attributes: Any
) -> Any:
    """A model of one node; a list among the arrays is the shape of weights that are drawn."""
    weights: dict[str, Any] = {}
    for i, array in enumerate(arrays):
        seed = random.randrange(1 << 30)
        is_shape = isinstance(array, list)
        weights[f"w{i}"] = random_weights({"w": array}, seed)["w"] if is_shape else array
    return model([node(op, " ".join(["x", *weights]), **attributes)], shape, weights, opset=opset)


def whole(*numbers: int) -> Any:
    return np.array(numbers, dtype=np.int64)


def around(random: Random, size: list[int], most: int) -> dict[str, Any]:
    """Pads that are said or left to a rule."""
    if random.random() < 0.3:
        return {"auto_pad": random.choice(SAME)}
    return {"pads": [random.randint(0, most) for _ in size * 2]}


def convolution(random: Random) -> Any:
    rank, groups = random.randint(1, 3), random.choice((1, 1, 2))
    size = [random.randint(1, 3) for _ in range(rank)]
    pads = around(random, size, 2)
    how = {"strides": [random.randint(1, 3) for _ in size], "group": groups, **pads}
    if "pads" in pads:
        how["dilations"] = [random.randint(1, 2) for _ in size]
    shape = [2, 2 * groups, *(random.randint(5, 8) for _ in size)]
    weights = [[groups * 2, 2, *size], [groups * 2]][: random.randint(1, 2)]
    return single(random, "Conv", shape, weights, random.choice((7, 11, 22)), **how)


def transposed(random: Random) -> Any:
    size = [random.randint(1, 3) for _ in range(random.randint(1, 2))]
    strides = [random.randint(1, 3) for _ in size]
    how = {
        "strides": strides,
        "dilations": [random.randint(1, 2) for _ in size],
        "output_padding": [random.randrange(s) for s in strides],
        "pads": [random.randint(0, 1) for _ in size * 2],
    }
    shape = [1, 4, *(random.randint(3, 5) for _ in size)]
    return single(random, "ConvTranspose", shape, [[4, 2, *size], [4]], 11, group=2, **how)


def pool(random: Random) -> Any:
    op = random.choice(("MaxPool", "AveragePool", "LpPool"))
    size = [random.randint(1, 3) for _ in range(random.randint(1, 3))]
    opset = random.choice((7, 11, 19, 22))
    how: dict[str, Any] = {
        "kernel_shape": size,
        "strides": [random.randint(1, 3) for _ in size],
        "pads": [random.randrange(n) for n in size * 2],
    }
    if opset >= 19:
        how |= {
            "ceil_mode": random.randint(0, 1),
            "dilations": [random.randint(1, 2) for _ in size],
        }
    if op == "AveragePool":
        how["count_include_pad"] = random.randint(0, 1)
    return single(random, op, [1, 2, *(random.randint(5, 8) for _ in size)], [], opset, **how)


def cut(random: Random) -> Any:
    shape = [random.randint(1, 5) for _ in range(random.randint(1, 3))]
    axes = random.sample(range(len(shape)), random.randint(1, len(shape)))
    ends = (-(1 << 31), -7, -3, -1, 0, 1, 2, 9, 1 << 31)
    steps = [random.choice((1, 2, -1, -2)) for _ in axes]
    sides = [[-(1 << 31), -7, 0, 9, 1 << 31] if random.random() < 0.8 else ends for _ in axes]
    pairs = [
        sorted(random.sample(side, 2), reverse=s < 0) for side, s in zip(sides, steps, strict=True)
    ]
    numbers = [list(side) for side in zip(*pairs, strict=True)]  # in the other order it is empty
    arrays = [whole(*n) for n in (*numbers, axes, steps)]
    return single(random, "Slice", shape, arrays, random.choice((10, 13)))


def reduction(random: Random) -> Any:
    op = f"Reduce{random.choice(('Sum', 'Mean', 'Max', 'Min', 'Prod', 'L1', 'L2', 'LogSumExp'))}"
    shape = [random.randint(1, 4) for _ in range(random.randint(1, 3))]
    axes = random.sample(range(len(shape)), random.randint(1, len(shape)))
    keep = {"keepdims": random.randint(0, 1)}
    if random.random() < 0.5:
        return single(random, op, shape, [whole(*axes)], 18, **keep)
    return single(random, op, shape, [], 11, axes=axes, **keep)


def resize(random: Random) -> Any:
    mode = random.choice(("nearest", "linear", "cubic"))
    how: dict[str, Any] = {
        "mode": mode,
        "coordinate_transformation_mode": random.choice(
            ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")
        ),
    }
    if mode == "nearest":
        how["nearest_mode"] = random.choice(("round_prefer_floor", "ceil", "floor"))
    elif random.random() < 0.4:
        how["antialias"] = 1
    none, sizes = np.float32([]), whole(1, 1, random.randint(1, 8), random.randint(1, 8))
    shape = [1, 1, random.randint(2, 5), random.randint(2, 5)]
    return single(random, "Resize", shape, [none, none, sizes], random.choice((18, 19)), **how)


def product(random: Random) -> Any:
    m, n, p = (random.randint(1, 4) for _ in range(3))
    left, right = random.randint(0, 1), random.randint(0, 1)
    shapes = [[p, n] if right else [n, p], random.choice(([p], [m, p], [m, 1], [1]))]
    how = {"transA": left, "transB": right, "alpha": 0.3, "beta": random.choice((1.0, 0.1))}
    return single(random, "Gemm", [n, m] if left else [m, n], shapes, 13, **how)


DRAWN: list[Callable[[Random], Any]] = [
    convolution,
    transposed,
    pool,
    cut,
    reduction,
    resize,
    product,
]


def outcome(made: Any) -> str:
    """What became of a model: "agrees", "refused", "not run", or how it differs."""
    try:
        network = read_model(made, "drawn")
    except InputError:
        return "refused"
    if network.original is None:  # what is empty ends some runtimes, and is not run
        return "not run"
    x = np.random.default_rng(0).normal(size=network.shape_in["x"]).astype(np.float32)
    try:
        wanted = np.array(network.original({"x": x.reshape(-1).tolist()}))
    except ValueError:
        return "not run"
    found = np.array(values_at(network.graph, {"x": x}))
    if found.shape != wanted.shape:
        return f"{found.size} entries, not {wanted.size}"
    gap, size = np.abs(found - wanted).max(initial=0), np.abs(wanted).max(initial=0.01)
    return "agrees" if gap <= 3e-6 * size else f"off by {gap:.3g} of {size:.3g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random, counts = Random(arguments.seed), Counter[str]()
    for _ in range(arguments.count):
        made = random.choice(DRAWN)(random)
        found = outcome(made)
        counts[found if found in ("agrees", "refused", "not run") else "differs"] += 1
        if found not in ("agrees", "refused", "not run"):
            print(found, made.graph.node[0])
    print(dict(counts))


if __name__ == "__main__":
    main()
