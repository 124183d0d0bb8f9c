"""What a rule works with: values that depend on the inputs, and the graph that is being written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from symlin.errors import Unsupported
from symlin.exact.floats import dyadic
from symlin.kernel import term as k
from symlin.kernel.network.arrays import Shape
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.movement import together
from symlin.reading.networks.packages import Package

torch: Any = Package("torch", "torch")

Value = Any
"""A `Traced`, a `Mask`, a tensor or number that is known, or a list of these."""


@dataclass(frozen=True)
class Traced:
    """A tensor that depends on the inputs."""

    ref: Ref
    shape: Shape
    excluded: Any = None
    """A boolean tensor: where it is minus infinity, for a softmax to leave out."""


@dataclass(frozen=True)
class Mask:
    """Truth values that depend on the inputs: where `tensor op 0`."""

    op: k.Op
    ref: Ref
    shape: Shape


@dataclass(frozen=True)
class Absent:
    """A second result that is not read, such as the places of maxima."""


ABSENT = Absent()


@dataclass(frozen=True)
class Place:
    """Where a node comes from."""

    op: str = ""
    """What torch calls it: "aten.topk.default"."""
    layer: str = ""
    """The path of a module of torch's own: "blocks.0.conv"; empty where it is the whole."""
    kind: str = ""
    """Its class: "Conv2d"."""
    line: str = ""
    """Of the user's file: "model.py:15"."""

    @property
    def word(self) -> str:
        """The operation's name as users know it."""
        parts = self.op.split(".")
        return parts[1] if len(parts) > 1 else self.op

    @property
    def label(self) -> str:
        """How the node is named in an answer."""
        name = self.layer or self.kind or self.word
        about = [self.kind] if self.layer and self.kind else []
        beside = ", ".join([*about, self.line] if self.line else about)
        return f"{name} ({beside})" if beside else name


@dataclass
class Reading:
    """A graph that is being written."""

    builder: Builder = field(default_factory=Builder)
    place: Place = field(default_factory=Place)
    notes: list[str] = field(default_factory=list)
    _constants: dict[int, tuple[Any, Ref]] = field(default_factory=dict)

    # ---- saying no ----

    def refuse(self, why: str) -> NoReturn:
        """Raises `Unsupported` for the node that is being read, with the user's line."""
        where = f" ({self.place.line})" if self.place.line else ""
        raise Unsupported(
            f"{self.place.word}{where}: {why}",
            op=self.place.op,
            node=self.place.label,
            place=self.place.line,
        )

    def note(self, text: str) -> None:
        """Says something beside the verdict, once."""
        if text not in self.notes:
            self.notes.append(text)

    # ---- numbers ----

    def number(self, value: Value) -> Number:
        """A number that is known, exactly; infinities are refused."""
        if isinstance(value, torch.Tensor):
            value = value.item()
        if isinstance(value, bool | int):
            return int(value)
        if isinstance(value, float) and math.isfinite(value):
            return dyadic(value)
        self.refuse(f"{value} is no real number")

    def scalar(self, value: Value) -> Number | None:
        """The number, if it is a known one; None for a tensor that has entries, or depends."""
        if isinstance(value, bool | int | float):
            return self.number(value)
        if isinstance(value, torch.Tensor) and value.dim() == 0:
            return self.number(value)
        return None

    # ---- tensors ----

    def traced(self, ref: Ref, excluded: Any = None) -> Traced:
        """A node as a value."""
        shape = self.builder.shape(ref)
        if excluded is not None and not excluded.any():
            excluded = None
        return Traced(ref, shape, excluded)

    def tensor(self, value: Value) -> Traced:
        """Any value as a tensor of the graph; truth values are 1 and 0."""
        if isinstance(value, Traced):
            return value
        if isinstance(value, Mask):
            one, zero = (self.builder.numbers((), (n,)) for n in (1, 0))
            return self.traced(
                self.builder.select(value.op, value.ref, *self._like(value, one, zero))
            )
        if isinstance(value, bool | int | float):
            value = torch.tensor(value, dtype=torch.float64)
        return self._constant(value)

    def ref(self, value: Value) -> Ref:
        """The node of a tensor of real numbers; what has infinite entries is refused."""
        found = self.tensor(value)
        if found.excluded is not None:
            self.refuse("minus infinity is left to a softmax, and nothing else")
        return found.ref

    def _like(self, value: Mask, *refs: Ref) -> list[Ref]:
        return [self.builder.broadcast(r, value.shape) for r in refs]

    def _constant(self, tensor: Any) -> Traced:
        known = self._constants.get(id(tensor))
        if known is None:
            if not _is_finite(tensor):
                excluded = tensor == -math.inf
                tensor = tensor.masked_fill(excluded, 0.0)
                return self.traced(self._written(tensor), excluded)
            known = (tensor, self._written(tensor))  # kept: an id is that of a living object
            self._constants[id(tensor)] = known
        return self.traced(known[1])

    def _written(self, tensor: Any) -> Ref:
        """The bytes of a tensor; as float32 where that loses nothing."""
        shape = tuple(tensor.shape)
        if tensor.is_complex():
            self.refuse("complex numbers are not read")
        if not tensor.is_floating_point():
            return self.builder.numbers(shape, map(int, tensor.reshape(-1).tolist()))
        if not _is_finite(tensor):
            self.refuse("a weight is NaN or infinite")
        wide = tensor.detach().to(torch.float64)
        narrow = wide.to(torch.float32)
        kind: Any = "float32" if torch.equal(narrow.to(torch.float64), wide) else "float64"
        array = (narrow if kind == "float32" else wide).contiguous().numpy()
        return self.builder.floats(
            shape, kind, array.astype(array.dtype.newbyteorder("<")).tobytes()
        )

    # ---- what many rules do ----

    def map(self, value: Value, term: k.Term) -> Traced:
        """A formula at every entry."""
        return self.traced(self.builder.map(self.ref(value), term))

    def multiply(self, a: Value, b: Value) -> Traced:
        """Entry by entry, broadcast; known numbers stay factors."""
        for x, y in ((a, b), (b, a)):
            factor = self.scalar(y)
            if factor is not None:
                return self.scaled(x, factor)
        return self.traced(self.builder.multiply(*together(self.builder, self.ref(a), self.ref(b))))

    def scaled(self, value: Value, factor: Number) -> Traced:
        """A multiple; of minus infinity, a positive one."""
        found = self.tensor(value)
        if factor > 0:
            return replace(found, ref=self.builder.scale(found.ref, factor))
        return self.traced(self.builder.scale(self.ref(value), factor))

    def combine(
        self, values: Sequence[Value], factors: Sequence[Number], constant: Number = 0
    ) -> Traced:
        """A sum of multiples, broadcast; known numbers stay a constant."""
        parts, kept, excluded = [], [], None
        for value, factor in zip(values, factors, strict=True):
            known = None if _is_infinite(value) else self.scalar(value)
            if known is not None:
                constant = constant + factor * known
                continue
            found = self.scaled(value, 1) if factor > 0 else self.traced(self.ref(value))
            parts.append(found)
            kept.append(factor)
        if not parts:
            return self.traced(self.builder.numbers((), (constant,)))
        shape = torch.broadcast_shapes(*(p.shape for p in parts))
        for part in parts:
            if part.excluded is not None:
                mask = part.excluded.broadcast_to(shape)
                excluded = mask if excluded is None else excluded | mask
        refs = together(self.builder, *(p.ref for p in parts))
        return self.traced(self._sum(refs, kept, constant), excluded)

    def _sum(self, refs: list[Ref], factors: list[Number], constant: Number) -> Ref:
        if len(refs) == 1:
            return self.builder.scale(refs[0], factors[0], constant)
        return self.builder.combine(refs, factors, constant)

    def select(self, mask: Mask, a: Value, b: Value) -> Traced:
        """The first where the mask is true, else the second; broadcast."""
        guard, first, second = together(self.builder, mask.ref, self.ref(a), self.ref(b))
        return self.traced(self.builder.select(mask.op, guard, first, second))


def _is_finite(tensor: Any) -> bool:
    """Whether there is no infinity and no NaN, which a sum would show."""
    return (
        not tensor.is_floating_point()
        or math.isfinite(tensor.sum())
        or bool(torch.isfinite(tensor).all())
    )


def _is_infinite(value: Value) -> bool:
    return isinstance(value, torch.Tensor) and value.dim() == 0 and bool(torch.isinf(value))


def lacks(value: Value) -> bool:
    """Whether a value, or one in a list, is a result that was not read."""
    if isinstance(value, list | tuple):
        return any(map(lacks, value))
    return isinstance(value, Absent)


def depends(value: Value) -> bool:
    """Whether a value, or one in a list, depends on the inputs."""
    if isinstance(value, list | tuple):
        return any(map(depends, value))
    return isinstance(value, Traced | Mask)
