"""The classes of torch.nn, with constructors and shapes: rows.txt, read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, NamedTuple

from symlin.language.network.network import Network
from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.read import read_module


class Row(NamedTuple):
    """A constructor, what forward takes, and the answer: linear, affine, not or refused; none
    where torch itself does not make the call, or no tensor of real numbers varies."""

    constructor: str
    call: str
    answer: str


def rows() -> list[Row]:
    """All of them, in the order of the file."""
    lines = Path(__file__).with_name("rows.txt").read_text(encoding="utf-8").splitlines()
    return [Row(*line.split(" | ")) for line in lines if not line.startswith("#")]


def read(row: Row) -> Network:
    """The network of a row, with the same drawn weights each time."""
    import torch

    torch.manual_seed(1)
    module, call = eval(row.constructor, names()), eval(row.call, names())
    if row.call.startswith("("):
        return read_module(module, shape=call)
    return read_module(module, args=call if isinstance(call, tuple) else (call,))


def names() -> dict[str, Any]:
    """What the rows are written with."""
    import torch
    import torch.nn.utils.prune

    def used(module: Any) -> Any:
        """With numbers that no layer starts with."""
        for tensor in (*module.parameters(), *module.buffers()):
            if tensor.is_floating_point():
                tensor.data.uniform_(0.5, 1.5)
        return module

    def zero_bias(module: Any) -> Any:
        module.bias.data.zero_()
        return module

    def same(*shape: int) -> tuple[Input, Input, Input]:
        one = Input(*shape)
        return one, one, one

    return {
        "torch": torch,
        "nn": torch.nn,
        "I": Input,
        "r": torch.randn,
        "p": lambda *shape: torch.rand(*shape) * 0.8 + 0.1,
        "w": lambda count: torch.rand(count) + 0.5,
        "ids": lambda most, *shape: torch.randint(0, most, shape),
        "signs": lambda *shape: torch.sign(torch.randn(*shape)),
        "used": used,
        "zero_bias": zero_bias,
        "same": same,
    }


def point(network: Network, seed: int, low: float, high: float) -> dict[str, list[float]]:
    """Drawn entries for every input."""
    drawn = random.Random(seed)
    sizes = {name: _count(shape) for name, shape in network.shape_in.items()}
    return {name: [drawn.uniform(low, high) for _ in range(n)] for name, n in sizes.items()}


def _count(shape: tuple[int, ...]) -> int:
    found = 1
    for n in shape:
        found *= n
    return found
