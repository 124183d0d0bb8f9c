"""Entries that an array of truths chooses: put in place, each under its guard."""

from __future__ import annotations

from typing import TypeGuard

from symlin.reading.python.arrays import as_array, broadcast, spread
from symlin.reading.python.indexing import fill
from symlin.reading.python.joining import join
from symlin.reading.python.numpy_numbers import as_numpy
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Array, Bool, Value


def is_mask(index: Value) -> TypeGuard[Array]:
    """Whether an index is an array of truths."""
    return isinstance(index, Array) and all(isinstance(entry, Bool) for entry in index.flat())


def put_where(value: Array, mask: Array, new: Value) -> None:
    """value[mask] = new, for a number, or an array of all entries of which those are taken.

    Raises `Refusal` where the shapes are others.
    """
    source = as_array(new)
    if mask.shape != value.shape or broadcast(source.shape, value.shape) != value.shape:
        raise Refusal("[", f"a mask of the shape {mask.shape} for an array of {value.shape}")
    chosen = []
    for truth, entry, old in zip(
        mask.flat(), spread(source, value.shape), value.flat(), strict=True
    ):
        assert isinstance(truth, Bool)
        chosen.append(join(truth.guard, as_numpy(entry), old))
    fill(value, chosen)
