"""What a rule works with: values that depend on the inputs, and the graph that is being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from flint import fmpq

from symlin.errors import Unsupported
from symlin.exact.floats import dyadic
from symlin.kernel import term as k
from symlin.kernel.network.arrays import Kind, Shape
from symlin.kernel.numbers import Number, exact
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.movement import together
from symlin.reading.networks.packages import Package, np

jax: Any = Package("jax", "jax")

MOST_STEPS = 1_000
"""Of a scan or a product, each of which becomes nodes of its own."""

Value = Any
"""A `Traced`, a `Mask`, or an array of NumPy's that is known."""


@dataclass(frozen=True)
class Traced:
    """A tensor that depends on the inputs."""

    ref: Ref
    shape: Shape


@dataclass(frozen=True)
class Mask:
    """Truth values that depend on the inputs: where `tensor op 0`."""

    op: k.Op
    ref: Ref
    shape: Shape


def depends(value: Value) -> bool:
    """Whether a value depends on the inputs."""
    return isinstance(value, Traced | Mask)


@dataclass
class Reading:
    """A graph that is being written."""

    builder: Builder = field(default_factory=Builder)
    op: str = ""
    """The primitive that is being read."""
    line: str = ""
    """Of the user's file."""
    _written: dict[int, tuple[Any, Ref]] = field(default_factory=dict)

    def refuse(self, why: str) -> NoReturn:
        """Raises `Unsupported` for the primitive that is being read, with the user's line."""
        where = f" ({self.line})" if self.line else ""
        raise Unsupported(f"{self.op}{where}: {why}", op=self.op, node=self.op, place=self.line)

    def traced(self, ref: Ref) -> Traced:
        """A node as a value."""
        return Traced(ref, self.builder.shape(ref))

    def ref(self, value: Value) -> Ref:
        """Any value as a node; truth values are 1 and 0."""
        if isinstance(value, Traced):
            return value.ref
        if isinstance(value, Mask):
            one, zero = (self.builder.full(value.shape, number) for number in (1, 0))
            return self.builder.select(value.op, value.ref, one, zero)
        known = self._written.get(id(value))
        if known is None:  # the array is kept: an id is that of a living object
            known = self._written[id(value)] = (value, self._constant(np.asarray(value)))
        return known[1]

    def _constant(self, array: Any) -> Ref:
        """The bytes of an array; as float32 where that loses nothing."""
        if array.dtype.kind in "biu":
            return self.builder.numbers(array.shape, map(int, array.reshape(-1).tolist()))
        if array.dtype.kind == "c":
            self.refuse("complex numbers are not read")
        wide = np.ascontiguousarray(array, dtype="<f8")
        if not np.isfinite(wide).all():
            self.refuse("a number is NaN or infinite")
        narrow = wide.astype("<f4")
        is_narrow = bool((narrow.astype("<f8") == wide).all())
        kind: Kind = "float32" if is_narrow else "float64"
        return self.builder.floats(array.shape, kind, (narrow if is_narrow else wide).tobytes())

    # ---- what many rules do ----

    def number(self, value: Value) -> Number | None:
        """The number that a known array has in every entry; None for all else."""
        if depends(value):
            return None
        array = np.asarray(value)
        if array.size == 0 or array.dtype.kind == "c" or not (array == array.reshape(-1)[0]).all():
            return None
        first = array.reshape(-1)[0].item()
        if isinstance(first, float) and not np.isfinite(first):
            return None
        return dyadic(float(first)) if isinstance(first, float) else int(first)

    def map(self, value: Value, term: k.Term) -> Traced:
        """A formula at every entry."""
        return self.traced(self.builder.map(self.ref(value), term))

    def combine(self, values: Sequence[Value], factors: Sequence[Number]) -> Traced:
        """A sum of multiples; known numbers that are the same everywhere stay a constant."""
        parts: list[Ref] = []
        kept: list[Number] = []
        constant: Number = 0
        for value, factor in zip(values, factors, strict=True):
            number = self.number(value)
            if number is not None:
                constant = exact(fmpq(constant) + fmpq(factor) * number)
            else:
                parts.append(self.ref(value))
                kept.append(factor)
        if len(parts) == 1:
            return self.traced(self.builder.scale(parts[0], kept[0], constant))
        refs = together(self.builder, *parts)
        return self.traced(self.builder.combine(refs, kept, constant))

    def multiply(self, a: Value, b: Value) -> Traced:
        """Entry by entry; known numbers that are the same everywhere stay factors."""
        for x, y in ((a, b), (b, a)):
            factor = self.number(y)
            if factor is not None:
                return self.traced(self.builder.scale(self.ref(x), factor))
        return self.traced(self.builder.multiply(*together(self.builder, self.ref(a), self.ref(b))))
