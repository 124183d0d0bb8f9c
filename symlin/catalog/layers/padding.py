"""Padding: entries before and behind a tensor, along its last axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from symlin.catalog.definition import Argument, Layer, Shape
from symlin.catalog.layers.arguments import as_term, bind, dimensions, scalar, whole
from symlin.catalog.layers.axes import place
from symlin.catalog.layers.floats import number
from symlin.errors import InputError
from symlin.kernel.term import Const, Term, Var, var
from symlin.kernel.walk import variables
from symlin.language.network.indices import NoGraph

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

MODES = ("constant", "reflect", "replicate", "circular")


@dataclass(frozen=True)
class Padding(Layer):
    """`sizes` are what is added before and behind, the last axis first, as torch's F.pad has them.

    reflect mirrors at the outermost entry without repeating it, replicate repeats it, and circular
    goes on at the other end.
    """

    sizes: tuple[tuple[int, int], ...]
    mode: str
    value: Term

    @property
    def name(self) -> str:
        """The catalog name."""
        return "pad"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols in what it pads with."""
        return variables(self.value)

    def shape(self, shape: Shape) -> Shape:
        """The padded axes grow; raises `InputError` where there are too few, or too short."""
        if len(shape) < len(self.sizes):
            raise InputError(f"pad: {len(self.sizes)} axes are padded, it is {dimensions(shape)}")
        most = {"constant": None, "replicate": None, "reflect": -1, "circular": 0}[self.mode]
        for length, sides in zip(reversed(shape), self.sizes, strict=False):
            if most is not None and max(sides) > length + most:
                raise InputError(f"pad: {max(sides)} is too much to {self.mode} {length} entries")
        grown = [n + sum(s) for n, s in zip(reversed(shape), self.sizes, strict=False)]
        return (*shape[: len(shape) - len(grown)], *reversed(grown))

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """Every output is an entry, or the value."""
        return tuple(self.value if k is None else entries[k] for k in self._sources(shape))

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """A rearrangement with a filler; raises `NoGraph` where that is no rational number."""
        from symlin.language.network.builder import FILLER

        shape = builder.shape(x)
        places = [FILLER if k is None else k for k in self._sources(shape)]
        value = self.value.value if isinstance(self.value, Const) else None
        if value is None:
            raise NoGraph("a filler that is no rational number")
        return builder.gather(x, self.shape(shape), places, value)

    def _sources(self, shape: Shape) -> list[int | None]:
        """For each output the place of the entry that it is, None for the value."""
        before = len(shape) - len(self.sizes)
        sides = [(0, 0)] * before + list(reversed(self.sizes))
        axes = [self._axis(n, *side) for n, side in zip(shape, sides, strict=True)]
        return [place(index, shape) if min(index) >= 0 else None for index in product(*axes)]

    def _axis(self, length: int, left: int, right: int) -> list[int]:
        return [self._source(i, length) for i in range(-left, length + right)]

    def _source(self, i: int, length: int) -> int:
        """The entry that is repeated at a place along an axis; below 0 for the value."""
        if 0 <= i < length:
            return i
        match self.mode:
            case "reflect":
                return -i if i < 0 else 2 * (length - 1) - i
            case "replicate":
                return 0 if i < 0 else length - 1
            case "circular":
                return i % length
            case _:
                return -1

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same axis by axis, on nested lists."""
        value = number(self.value, parameters)
        nested = _nested(entries, shape)
        for back, (left, right) in enumerate(self.sizes):
            nested = self._grown(nested, len(shape) - 1 - back, (left, right), value)
        return _leaves(nested)

    def _grown(
        self, rows: list[Any], depth: int, sides: tuple[int, int], value: float
    ) -> list[Any]:
        """The rows with the axis at this depth padded, by slices."""
        if depth:
            return [self._grown(row, depth - 1, sides, value) for row in rows]
        left, right = sides
        if self.mode == "reflect":
            return [*rows[left:0:-1], *rows, *rows[-2::-1][:right]]
        if self.mode == "circular":
            return [*rows[len(rows) - left :], *rows, *rows[:right]]
        ends = [_filled(rows[0], value)] * 2
        if self.mode == "replicate":
            ends = [rows[0], rows[-1]]
        return [*[ends[0]] * left, *rows, *[ends[1]] * right]


def _nested(entries: Sequence[float], shape: Shape) -> list[Any]:
    if len(shape) <= 1:
        return list(entries)
    step = len(entries) // shape[0]
    return [_nested(entries[k : k + step], shape[1:]) for k in range(0, len(entries), step)]


def _leaves(nested: list[Any]) -> list[float]:
    return [x for part in nested for x in (_leaves(part) if isinstance(part, list) else [part])]


def _filled(pattern: object, value: float) -> object:
    """The value in the place of every number of the pattern."""
    return [_filled(part, value) for part in pattern] if isinstance(pattern, list) else value


def pad(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Padding:
    """pad(1), pad([left, right]), pad([left, right, top, bottom], mode=reflect, value=0).

    Raises `InputError` for sizes that are no whole numbers, and for a mode that there is not.
    """
    bound = bind("pad", ("size", "mode", "value"), arguments, keywords, required=1)
    mode = bound.get("mode", var("constant"))
    if not isinstance(mode, Var) or mode.name not in MODES:
        raise InputError(f"pad: the mode is one of {', '.join(MODES)}")
    value = scalar("pad", "value", bound.get("value", as_term(0)))
    size = bound["size"]
    if not isinstance(size, tuple):
        return Padding(((whole("pad", "size", size, 0),) * 2,), mode.name, value)
    if not size or len(size) % 2:
        raise InputError("pad: the sizes are [left, right] or [left, right, top, bottom]")
    sizes = [whole("pad", "size", part, 0) for part in size]
    pairs = tuple(zip(sizes[::2], sizes[1::2], strict=True))
    return Padding(pairs, mode.name, value)
