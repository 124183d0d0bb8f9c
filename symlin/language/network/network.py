"""A network as symlin decides about it: its graph, and what its author called the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from symlin.kernel.network.arrays import Shape
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph

Original = Callable[[Mapping[str, Sequence[float]]], Sequence[float]]
"""What the graph was read from, in floats: entries of the inputs in row-major order, by their
names, to the entries of the output. It may raise `ArithmeticError` and `ValueError` at points."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Network:
    """A function of tensors; `graph` is what the verdict is about."""

    name: str
    """How it was asked for: "net.onnx"."""
    graph: Graph
    labels: tuple[str, ...]
    """For each node, the layer or the line that it comes from, in its author's words."""
    notes: tuple[str, ...] = ()
    """What is said below the first line, such as that a copy in eval mode was read."""
    kinds: str = "floats"
    """What the numbers are: "floats" are the dyadic rationals that they are."""
    domain: Domain = field(default_factory=Domain)
    """Where it is asked about."""
    original: Original | None = field(default=None, repr=False)
    """Never derived from the graph."""

    @property
    def shape_in(self) -> Mapping[str, Shape]:
        """The shape of each input, by its name."""
        return {node.name: node.shape for node in self.graph.input_nodes()}

    @property
    def shape_out(self) -> Shape:
        """The shape of the output."""
        return self.graph.output.shape
