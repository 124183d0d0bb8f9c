"""Sums of entries that are put to the same place: each place gathers what falls on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import FILLER, Builder, Ref
from symlin.reading.networks.movement import gathered, need_room
from symlin.reading.networks.packages import np


def summed_at(builder: Builder, x: Ref, targets: Any, shape: Sequence[int]) -> Ref:
    """A tensor of this shape, in which entry i of x is added at place targets[i], or, where that
    is -1, nowhere; 0 where nothing falls."""
    flat = np.asarray(targets).reshape(-1)
    order = np.argsort(flat, kind="stable")
    order = order[flat[order] != FILLER]
    places = flat[order]
    starts = np.searchsorted(places, places)
    rounds = np.arange(places.size) - starts
    need_room(size_of(shape) * (int(rounds.max(initial=0)) + 1))
    index = np.full((size_of(shape), int(rounds.max(initial=0)) + 1), FILLER, dtype=np.int32)
    index[places, rounds] = order
    return builder.reshape(builder.sum(gathered(builder, [x], index), (-1,)), shape)
