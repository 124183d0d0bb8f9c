"""One node of a file, as the rule for its operator sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from symlin.errors import InputError, Unsupported
from symlin.exact.floats import dyadic
from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.onnx.constants import Constants
from symlin.reading.networks.onnx.values import Condition, Known, Numbers, Tensor, Type, Value
from symlin.reading.networks.packages import np

MOST_ENTRIES = 1 << 26
"""Of one tensor: a place in an index takes 4 bytes, and copies are made on the way."""


@dataclass(frozen=True, eq=False)
class Call:
    """A node with the values of its inputs and attributes.

    Whatever does not fit raises `InputError`, or `Unsupported` for what is not read, with the
    node's label.
    """

    builder: Builder
    constants: Constants
    label: str
    name: str
    """Of the operator."""
    opset: int
    inputs: Sequence[Value | None]
    attributes: Mapping[str, Any]
    outputs: int
    """How many are asked for."""
    inside: Callable[[Any, Sequence[Value]], list[Value]]
    """Reads a graph that is an attribute, with values for its inputs."""
    note: Callable[[str], None]
    """Adds what is said below the answer."""

    # ---- what goes wrong ----

    def refuse(self, why: str) -> NoReturn:
        """Raises `Unsupported` with the node's label."""
        raise Unsupported(f"node {self.label}: {why}", op=self.name, node=self.label)

    def wrong(self, why: str) -> NoReturn:
        """Raises `InputError` with the node's label."""
        raise InputError(f"node {self.label}: {why}")

    # ---- inputs ----

    def has(self, place: int) -> bool:
        """Whether there is such an input: those at the end, and others, may be left out."""
        return place < len(self.inputs) and self.inputs[place] is not None

    def value(self, place: int) -> Value:
        """An input; raises `InputError` where it is missing."""
        found = self.inputs[place] if place < len(self.inputs) else None
        if found is None:
            self.wrong(f"input {place + 1} is missing")
        return found

    def values(self) -> list[Value]:
        """All inputs, of an operator that takes any number of them."""
        return [self.value(i) for i in range(len(self.inputs))]

    def ref(self, place: int) -> Ref:
        """An input as a node of the graph."""
        return self.node(self.value(place))

    def node(self, value: Value) -> Ref:
        """A value as a node of the graph: numbers are made a constant, a condition 1 or 0.

        Raises `Unsupported` where it holds infinities.
        """
        match value:
            case Known():
                return self.constants.ref(value, self.label)
            case Condition():
                return self.builder.select(
                    value.op,
                    value.ref,
                    self.builder.numbers((), (1,)),
                    self.builder.numbers((), (0,)),
                )
            case Tensor():
                if value.masked is not None:
                    self.refuse(
                        "some entries of its input are minus infinity: a softmax takes these alone"
                    )
                return value.ref

    def optional(self, place: int) -> Ref | None:
        """The same of an input that may be missing."""
        return self.ref(place) if self.has(place) else None

    def shape(self, place: int = 0) -> Shape:
        """The shape of an input."""
        return self.value(place).shape

    def known(self, place: int, what: str) -> Numbers:
        """An input that must be known when the file is read: `what` says what it is."""
        found = self.value(place)
        if not isinstance(found, Known):
            self.refuse(f"{what} must be a constant of the file, and is computed")
        return found.array

    def ints(self, place: int, what: str) -> list[int]:
        """The same as whole numbers."""
        array = self.known(place, what)
        if array.dtype.kind not in "iu":
            self.wrong(f"{what} must be whole numbers")
        return [int(n) for n in array.reshape(-1)]

    def number(self, place: int, what: str) -> Number:
        """The same as one number."""
        return dyadic(self.scalar(place, what))

    def scalar(self, place: int, what: str) -> float:
        """The same as one float, which may be infinite."""
        array = self.known(place, what)
        if array.size != 1:
            self.wrong(f"{what} must be one number, and has shape {array.shape}")
        return float(array.reshape(-1)[0])

    # ---- attributes ----

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute as it stands in the file, or as the operator's schema says."""
        return self.attributes.get(name, default)

    def exact(self, name: str, default: float = 0.0) -> Number:
        """A float attribute, as the float32 that it is."""
        return dyadic(self.attributes.get(name, default))

    # ---- results ----

    def result(self, ref: Ref, kind: Type | None = None) -> Tensor:
        """A node of the graph as a value; of the first input's type if no type is said."""
        return Tensor(ref, self.builder.shape(ref), self.type() if kind is None else kind)

    def type(self) -> Type:
        """The type of the first input."""
        found = self.value(0)
        return np.dtype(bool) if isinstance(found, Condition) else found.type

    def fits(self, shape: Sequence[int]) -> Shape:
        """The shape, unless it is too large; raises `InputError`."""
        sizes = tuple(map(int, shape))
        if any(n < 0 for n in sizes):
            self.wrong(f"a shape {list(sizes)} has a negative size")
        if size_of(sizes) > MOST_ENTRIES:
            self.wrong(f"a tensor of {size_of(sizes):,} entries is too large")
        return sizes

    def axis(self, axis: int, rank: int) -> int:
        """An axis counted from 0; raises `InputError` where there is none."""
        if not -rank <= axis < rank:
            self.wrong(f"there is no axis {axis} in a tensor of rank {rank}")
        return axis % rank if rank else 0
