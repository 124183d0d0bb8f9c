"""Everything that only moves entries, read off by letting torch move the numbers of entries.

The operation is run on a tensor in which every entry is its own number, counted from 1: what
stands in the result says which entry went there, and 0 is an entry of none, such as padding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.movement import gathered
from symlin.reading.networks.torch.reading import Mask, Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.table import bound

_NAMES = """
view _unsafe_view view_copy _reshape_copy view_as reshape reshape_as flatten unflatten ravel
squeeze squeeze_copy unsqueeze unsqueeze_copy permute permute_copy transpose transpose_copy t t_copy
movedim moveaxis swapaxes swapdims numpy_T mT
expand expand_copy expand_as broadcast_to broadcast_tensors repeat tile repeat_interleave
select select_copy slice slice_copy narrow narrow_copy split split_copy split_with_sizes
split_with_sizes_copy unsafe_split unsafe_chunk unsafe_split_with_sizes chunk tensor_split
hsplit vsplit dsplit unbind unbind_copy
cat concat concatenate stack hstack vstack dstack column_stack row_stack block_diag meshgrid
atleast_1d atleast_2d atleast_3d
index index_select gather take take_along_dim embedding flip fliplr flipud roll rot90
pad constant_pad_nd reflection_pad1d reflection_pad2d reflection_pad3d
replication_pad1d replication_pad2d replication_pad3d _pad_circular _pad_enum
unfold unfold_copy im2col pixel_shuffle pixel_unshuffle channel_shuffle native_channel_shuffle
diagonal diagonal_copy diag diag_embed diagflat linalg_diagonal tril triu
select_scatter slice_scatter diagonal_scatter index_copy index_fill scatter copy fill
max_unpool2d max_unpool3d
upsample_nearest1d upsample_nearest2d upsample_nearest3d
_upsample_nearest_exact1d _upsample_nearest_exact2d _upsample_nearest_exact3d
clone contiguous detach detach_copy alias alias_copy lift_fresh lift_fresh_copy
conj resolve_conj resolve_neg real positive
"""
MOVEMENTS = frozenset(_NAMES.split())
NOT_HERE = frozenset({"aten.scatter.reduce", "aten.scatter.value_reduce"})
POSITIONS = frozenset(
    {"index", "indices", "mask", "condition", "repeats", "tensor_indices_or_sections"}
)
"""Parameters that say which entries, and hold none."""
FILLERS = frozenset({"value", "fill_value"})


def is_movement(name: str) -> bool:
    """Whether an operation, such as "aten.view.default", only moves entries."""
    return name.split(".")[1] in MOVEMENTS and name not in NOT_HERE and not name.endswith(".dtype")


@dataclass
class _Numbered:
    """Tensors whose entries have got numbers, one tensor after the other."""

    reading: Reading
    parts: list[Value] = field(default_factory=list)
    count: int = 0
    filler: Value = 0

    def argument(self, name: str, value: Value) -> Any:
        """An argument for the run on numbers."""
        if name in POSITIONS:
            if depends(value):
                self.reading.refuse("which entries are taken depends on the values of the input")
            return value
        if name in FILLERS and value is not None and not isinstance(value, Traced | Mask):
            self.filler = value
            return torch.zeros(()) if isinstance(value, torch.Tensor) else 0
        if isinstance(value, list | tuple) and any(map(_is_tensor, value)):
            return [None if v is None else self.argument("", v) for v in value]
        return self._numbers(value) if _is_tensor(value) else value

    def _numbers(self, value: Value) -> Any:
        part = value if isinstance(value, Mask) else self.reading.tensor(value)
        self.parts.append(part)
        size = size_of(part.shape)
        numbers = torch.arange(self.count + 1, self.count + 1 + size, dtype=torch.float64)
        self.count += size
        return numbers.reshape(part.shape)


def moved(reading: Reading, target: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Value:
    """The result of an operation that only moves entries."""
    numbered = _Numbered(reading)
    positional, named = [], {}
    for argument, (name, value, _) in zip(
        target._schema.arguments, bound(target._schema, args, kwargs), strict=True
    ):
        if name in ("layout", "device", "dtype", "pin_memory") or value is ...:
            continue
        given = numbered.argument(name, value)
        if argument.kwarg_only:
            named[argument.name] = given
        else:
            positional.append(given)
    found = target(*positional, **named)
    if isinstance(found, list | tuple):
        return [_gathered(numbered, each) for each in found]
    return _gathered(numbered, found)


def _is_tensor(value: Value) -> bool:
    return isinstance(value, Traced | Mask | torch.Tensor)


def _gathered(numbered: _Numbered, result: Any) -> Value:
    """The entries that the result names."""
    reading = numbered.reading
    numbers = result.to(torch.float64)
    if not torch.equal(numbers, numbers.round()) or bool((numbers > numbered.count).any()):
        reading.refuse("moves no entries, as was thought")
    flat = numbers.contiguous().reshape(-1).to(torch.int64) - 1
    if bool((flat == -1).all()):
        return torch.full(tuple(result.shape), float(numbered.filler), dtype=torch.float64)
    parts, index = _used(numbered, flat)
    index = index.reshape(tuple(result.shape))
    if len(parts) == 1 and isinstance(parts[0], Mask) and int(index.min()) >= 0:
        (mask,) = parts
        return Mask(mask.op, _put(reading, [mask.ref], index, 0), tuple(result.shape))
    tensors = [reading.tensor(p) for p in parts]
    excluded = _excluded(numbered.filler, tensors, index)
    filler = 0 if excluded is not None and numbered.filler == -math.inf else numbered.filler
    ref = _put(reading, [t.ref for t in tensors], index, reading.number(filler))
    if any(isinstance(p, Mask) for p in parts):
        return Mask("!=", ref, tuple(result.shape))
    return reading.traced(ref, excluded)


def _put(reading: Reading, refs: list[int], index: Any, filler: Any) -> int:
    return gathered(reading.builder, refs, index.numpy(), filler)


def _used(numbered: _Numbered, flat: Any) -> tuple[list[Value], Any]:
    """The parts that the result has entries of, and the index into these alone."""
    parts, start, dropped = [], 0, 0
    index = flat.clone()
    for part in numbered.parts:
        end = start + size_of(part.shape)
        here = (flat >= start) & (flat < end)
        if bool(here.any()):
            parts.append(part)
            index[here] -= dropped
        else:
            dropped += end - start
        start = end
    return parts, index


def _excluded(filler: Value, tensors: list[Traced], index: Any) -> Any:
    """Where the result is minus infinity; None where nowhere."""
    infinite = isinstance(filler, float) and filler == -math.inf
    if isinstance(filler, torch.Tensor):
        infinite = bool(filler == -math.inf)
    if not infinite and all(t.excluded is None for t in tensors):
        return None
    flat = [
        (torch.zeros(t.shape, dtype=torch.bool) if t.excluded is None else t.excluded)
        .broadcast_to(t.shape)
        .reshape(-1)
        for t in tensors
    ]
    return torch.cat([*flat, torch.tensor([infinite])])[index]  # -1 is the last
