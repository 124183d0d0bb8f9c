"""Everything that only moves entries, read off by letting jax move the numbers of entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.reading.networks.jax.reading import Mask, Reading, Value, depends, jax
from symlin.reading.networks.layers.scattering import summed_at
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.packages import np

MOVEMENTS: dict[str, tuple[int, ...] | None] = {
    "broadcast_in_dim": (0,),
    "concatenate": None,
    "copy": (0,),
    "copy_p": (0,),
    "dynamic_slice": (0,),
    "dynamic_update_slice": (0, 1),
    "expand_dims": (0,),
    "gather": (0,),
    "pad": None,
    "reshape": (0,),
    "rev": (0,),
    "scatter": (0, 2),
    "slice": (0,),
    "split": (0,),
    "squeeze": (0,),
    "transpose": (0,),
}
"""Which operands have the entries that are moved; None stands for all. The others say where."""


def moved(
    r: Reading, primitive: Any, values: Sequence[Value], params: Any, data: Sequence[int] | None
) -> list[Value]:
    """The results of a movement, each made of the entries that it takes."""
    chosen = range(len(values)) if data is None else data
    parts: list[Value] = []
    starts: list[int] = []
    numbers, start = list(values), 1
    for place, value in enumerate(values):
        if place not in chosen:
            if depends(value):
                r.refuse("which entries are taken depends on the values of the input")
            continue
        shape = tuple(np.shape(value)) if not depends(value) else value.shape
        parts.append(value)
        starts.append(start - 1)
        numbers[place] = places(shape, start)
        start += int(np.prod(shape, dtype=np.int64))
    found = primitive.bind(*numbers, **params)
    results = found if primitive.multiple_results else [found]
    return [_made(r, parts, starts, np.asarray(result) - 1) for result in results]


def _needed(part: Value, start: int, index: Any) -> Value:
    """A known part, or zeros in its place where nothing of it is taken: it may be no number, as
    what stands for NaN."""
    if depends(part):
        return part
    size = np.size(part)
    return part if ((index >= start) & (index < start + size)).any() else np.zeros(np.shape(part))


def _made(r: Reading, parts: Sequence[Value], starts: Sequence[int], index: Any) -> Value:
    if index.size and int(index.min()) < 0:
        r.refuse("it takes entries from outside of its operand")
    parts = [_needed(part, first, index) for part, first in zip(parts, starts, strict=True)]
    (first, *others) = parts
    if isinstance(first, Mask) and not others:
        ref = gathered(r.builder, [first.ref], index)
        return Mask(first.op, ref, tuple(index.shape))
    found = r.traced(gathered(r.builder, [r.ref(part) for part in parts], index))
    if any(isinstance(part, Mask) for part in parts):
        return Mask("!=", found.ref, found.shape)
    return found


def added(r: Reading, primitive: Any, values: Sequence[Value], params: Any) -> Value:
    """The operand, and entries that are added where the indices say: jax's own derivative says
    which place each of them falls on."""
    operand, indices, updates = values
    if depends(indices):
        r.refuse("where entries are added depends on the values of the input")
    shape, sent = tuple(operand.shape), tuple(updates.shape)
    numbers = places(shape, 1).astype(np.float64)
    if numbers.size >= 1 << 24:  # as floats of single precision, these are the numbers they are
        r.refuse("so many entries are not added")
    zeros = np.zeros(shape), np.zeros(sent)
    _, back = jax.vjp(lambda u: primitive.bind(zeros[0], indices, u, **params), zeros[1])
    (found,) = back(numbers)
    targets = np.asarray(found).astype(np.int64) - 1
    return r.combine(
        (operand, r.traced(summed_at(r.builder, r.ref(updates), targets, shape))), (1, 1)
    )
