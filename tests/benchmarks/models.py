"""python -m tests.benchmarks.models: networks of tensors, beside one pass through them in floats.

Weights are drawn, single precision. The pass is NumPy's, in double precision, at one point, by the
evaluator of the cross-check: what it costs to compute the network once. A ratio says how many such
passes a decision takes, the search and the kernel's check together.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from flint import fmpq

from symlin.crosscheck.tensors import evaluate
from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder, Ref
from symlin.language.network.network import Network

from .peers import with_section

HEADING = "## Networks of tensors\n"
RUNS = 3
"""Of each decision; the median counts."""


class Row(NamedTuple):
    """A network, what is true of it, and what was found."""

    name: str
    weights: int
    affine: str
    seconds: float
    passes: float
    """How many passes in floats the decision takes."""


class Maker:
    """A network in the making, with drawn weights."""

    def __init__(self, seed: int) -> None:
        self.builder = Builder()
        self._random = random.Random(seed)

    def weights(self, *shape: int) -> Ref:
        size = 1
        for n in shape:
            size *= n
        scale = (size // shape[0] or 1) ** -0.5
        numbers = array("f", [self._random.gauss(0, scale) for _ in range(size)])
        return self.builder.floats(shape, "float32", numbers.tobytes())

    def dense(self, x: Ref, size: int) -> Ref:
        width = self.builder.shape(x)[-1]
        return self.builder.dense(x, self.weights(size, width), self.weights(size))

    def convolve(self, x: Ref, filters: int, width: int, padding: int = 0) -> Ref:
        depth = self.builder.shape(x)[1]
        y = self.builder.convolve(
            x,
            self.weights(filters, depth, width, width),
            stride=(1, 1),
            padding=((padding, padding),) * 2,
            dilation=(1, 1),
        )
        return self.builder.add(y, self.weights(filters, 1, 1))

    def relu(self, x: Ref) -> Ref:
        return self.builder.map(x, RELU)

    def halved(self, x: Ref) -> Ref:
        """Averages of two by two."""
        b, c, h, w = self.builder.shape(x)
        return self.builder.mean(self.builder.reshape(x, (b, c, h // 2, 2, w // 2, 2)), (3, 5))

    def flat(self, x: Ref) -> Ref:
        b, *rest = self.builder.shape(x)
        size = 1
        for n in rest:
            size *= n
        return self.builder.reshape(x, (b, size))

    def network(self, output: Ref, name: str, half: fmpq | None = None) -> Network:
        graph, labels = self.builder.graph(output)
        domain = Domain() if half is None else Domain({"x": ((-half, half),)})
        return Network(name=name, graph=graph, labels=labels, domain=domain)


def perceptron(widths: Sequence[int], half: fmpq | None = None, *, bend: bool = True) -> Network:
    """Dense layers with ReLUs between."""
    made = Maker(1)
    x = made.builder.input("x", (1, widths[0]))
    for number, width in enumerate(widths[1:], start=1):
        x = made.dense(x, width)
        if bend and number < len(widths) - 1:
            x = made.relu(x)
    where = "" if half is None else f", box of half-width {half}"
    return made.network(x, "-".join(map(str, widths)) + where, half)


def lenet(half: fmpq | None = None) -> Network:
    """Two convolutions and three dense layers, averages between."""
    made = Maker(2)
    x = made.builder.input("x", (1, 1, 28, 28))
    x = made.halved(made.relu(made.convolve(x, 6, 5, 2)))
    x = made.flat(made.halved(made.relu(made.convolve(x, 16, 5))))
    x = made.relu(made.dense(made.relu(made.dense(x, 120)), 84))
    where = "" if half is None else f", box of half-width {half}"
    return made.network(made.dense(x, 10), f"LeNet-5{where}", half)


SMALL = fmpq(1, 1 << 20)
NETWORKS: tuple[Callable[[], Network], ...] = (
    lambda: perceptron((784, 256), bend=False),
    lambda: perceptron((2048, 2048, 2048), bend=False),
    lambda: perceptron((784, 64, 64, 10)),
    lambda: perceptron((784, 128, 128, 10)),
    lambda: perceptron((784, 256, 256, 10)),
    lambda: perceptron((784, 512, 512, 10)),
    lenet,
    lambda: perceptron((784, 64, 64, 10), SMALL),
    lambda: perceptron((784, 128, 128, 10), SMALL),
    lambda: perceptron((784, 256, 256, 10), SMALL),
    lambda: lenet(SMALL),
)


def measured(network: Network) -> Row:
    """The decision, and how many passes in floats it takes."""
    found: list[tuple[float, NetworkReport]] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found.append((0.0, decide_network(network, 120)))
        found[-1] = (time.perf_counter() - start, found[-1][1])
    seconds = median(took for took, _ in found)
    point = {name: [0.5] * _size(shape) for name, shape in network.shape_in.items()}
    passes = []
    for _ in range(RUNS):
        start = time.perf_counter()
        evaluate(network.graph, point)
        passes.append(time.perf_counter() - start)
    weights = sum(len(n.array) for n in network.graph.nodes if hasattr(n, "array"))
    status = found[0][1].affine.status.value
    return Row(network.name, weights, status, seconds, seconds / median(passes))


def _size(shape: Sequence[int]) -> int:
    found = 1
    for n in shape:
        found *= n
    return found


def section(rows: Sequence[Row]) -> str:
    """The rows as a section of the page."""
    about = (__doc__ or "").split("\n\n", 1)[1].strip()
    lines = [HEADING, about, "", "| network | weights | affine | passes in floats |"]
    lines.append("| --- | ---: | --- | ---: |")
    for row in rows:
        lines.append(f"| {row.name} | {row.weights:,} | {row.affine} | {row.passes:,.0f} |")
    lines += ["", "    python -m tests.benchmarks.models -o docs/benchmarks.md"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """1 where a law was left open."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.models", description=__doc__)
    parser.add_argument("-o", dest="output", type=Path, help="the page whose section it writes")
    output = parser.parse_args().output
    rows = []
    for make in NETWORKS:
        rows.append(measured(make()))
        print(f"{rows[-1].name}: {rows[-1].seconds:.2f} s", file=sys.stderr, flush=True)
    if output is None:
        print(section(rows), end="")
    else:
        page = output.read_text(encoding="utf-8") if output.exists() else ""
        output.write_text(with_section(page, section(rows), HEADING), encoding="utf-8")
    return int(any(row.affine == "unknown" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
