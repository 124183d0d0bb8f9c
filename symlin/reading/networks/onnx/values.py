"""What a name in a file stands for while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.network.arrays import Shape
from symlin.language.network.builder import Ref

Numbers = Any
"""An array of NumPy."""
Type = Any
"""The type of entries: of NumPy."""

OPPOSITE: dict[k.Op, tuple[k.Op, int]] = {
    "=": ("!=", 1),
    "!=": ("=", 1),
    ">": (">=", -1),
    ">=": (">", -1),
}
"""Where `x op 0` fails: the comparison that holds there, and the sign that x takes in it."""


@dataclass(frozen=True, eq=False)
class Known:
    """Numbers that the file says: weights, shapes, indices, and what is computed of these."""

    array: Numbers
    name: str = ""
    """Of the weights in the file."""
    source: Known | None = None
    """The weights that these were moved from."""

    @property
    def shape(self) -> Shape:
        """That of the array."""
        return tuple(map(int, self.array.shape))

    @property
    def type(self) -> Type:
        """That of the array."""
        return self.array.dtype


@dataclass(frozen=True, eq=False)
class Tensor:
    """A node of the graph."""

    ref: Ref
    shape: Shape
    type: Type
    masked: Numbers | None = None
    """For each entry 0, or, whatever the node says, `MINUS_INFINITY` or `NO_VALUE`: what a softmax
    leaves out, and what it makes of a line in which all is left out."""


@dataclass(frozen=True, eq=False)
class Condition:
    """Entry by entry, whether `ref op 0`: a comparison, not yet made a number."""

    op: k.Op
    ref: Ref
    shape: Shape


MINUS_INFINITY, NO_VALUE = 1, 2

Value = Known | Tensor | Condition
"""Of a name."""
