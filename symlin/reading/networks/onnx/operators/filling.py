"""Movements with places that nothing moves to: padding, triangles, scattered updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.language.network.builder import Ref
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import moved
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Value
from symlin.reading.networks.packages import np


@operator("Pad", since=11)
def _pad(call: Call) -> Value:
    rank = len(call.shape())
    filler = call.scalar(2, "the value") if call.has(2) else 0.0
    axes = call.ints(3, "the axes") if call.has(3) else list(range(rank))
    given = call.ints(1, "the pads")
    if len(given) != 2 * len(axes):
        call.wrong("two pads for each axis")
    pads = [(0, 0)] * rank
    for i, axis in enumerate(axes):
        pads[call.axis(axis, rank)] = (given[i], given[i + len(axes)])
    return _padded(call, pads, filler)


@operator("Pad", since=2)
def _pad_by_attributes(call: Call) -> Value:
    given = call.attribute("pads")
    half = len(given) // 2
    pads = list(zip(given[:half], given[half:], strict=True))
    return _padded(call, pads, call.attribute("value", 0.0))


def _padded(call: Call, pads: Sequence[tuple[int, int]], filler: float) -> Value:
    mode = call.attribute("mode", "constant")
    call.fits([n + a + b for n, (a, b) in zip(call.shape(), pads, strict=True)])
    more = [(max(a, 0), max(b, 0)) for a, b in pads]

    def movement(arrays: Sequence[Any], fill: Any) -> Any:
        found = arrays[0]
        less = tuple(
            slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(pads, found.shape, strict=True)
        )
        if mode == "constant":
            return np.pad(found[less], more, constant_values=fill)
        return np.pad(found[less], more, mode=mode)

    if mode != "constant":
        return moved(call, [call.value(0)], movement)
    return moved(call, [call.value(0)], movement, filler)


@operator("Trilu")
def _trilu(call: Call) -> Value:
    k = call.ints(1, "the diagonal")[0] if call.has(1) else 0
    rows, columns = call.shape()[-2:]
    below = np.arange(columns) < np.arange(rows)[:, None] + k
    gone = below if call.attribute("upper", 1) else ~below & ~_diagonal(rows, columns, k)
    return moved(call, [call.value(0)], lambda arrays, fill: np.where(gone, fill, arrays[0]))


def _diagonal(rows: int, columns: int, k: int) -> Any:
    return np.arange(columns) == np.arange(rows)[:, None] + k


# ---- scattered ----


@operator("ScatterElements", "Scatter")
def _scatter_elements(call: Call) -> Value:
    axis, indices = call.attribute("axis", 0), call.known(1, "an index")
    n = call.shape()[call.axis(axis, len(call.shape()))]
    places = list(np.indices(indices.shape))
    places[axis] = indices % n
    return _scattered(call, tuple(places))


@operator("ScatterND")
def _scatter_nd(call: Call) -> Value:
    indices = call.known(1, "an index")
    return _scattered(call, tuple(np.moveaxis(indices, -1, 0)))


def _scattered(call: Call, places: tuple[Any, ...]) -> Value:
    def movement(arrays: Sequence[Any], _: Any) -> Any:
        found = arrays[0].copy()
        found[places] = arrays[1]
        return found

    if call.attribute("reduction", "none") != "none":
        return _accumulated(call, places)
    return moved(call, [call.value(0), call.value(2)], movement)


def _accumulated(call: Call, places: tuple[Any, ...]) -> Value:
    """Each place takes one update at a time, in as many rounds as one is named."""
    reduction = call.attribute("reduction")
    if reduction not in NEUTRAL:
        call.refuse(f"scattering by {reduction!r} is not read")
    shape, count = call.shape(), len(places)
    flat = np.ravel_multi_index(places, shape[:count]).reshape(-1)
    occurrence = _occurrence(flat)
    total = call.result(call.ref(0))
    for number in range(int(occurrence.max(initial=-1)) + 1):
        chosen = np.flatnonzero(occurrence == number)

        def spread(arrays: Sequence[Any], fill: Any, chosen: Any = chosen) -> Any:
            # what takes no update meets what changes nothing: a number, or itself
            rest = arrays[0] if NEUTRAL[reduction] is None else np.full(shape, fill)
            found = rest.reshape(-1, *shape[count:]).copy()
            found[flat[chosen]] = arrays[1].reshape(-1, *shape[count:])[chosen]
            return found.reshape(shape)

        part = moved(call, [total, call.value(2)], spread, NEUTRAL[reduction] or 0)
        total = call.result(_together(call, reduction, total.ref, call.node(part)))
    return total


NEUTRAL = {"add": 0, "mul": 1, "max": None, "min": None}
"""What changes nothing, where that is a number."""


def _together(call: Call, reduction: str, a: Ref, b: Ref) -> Ref:
    builder = call.builder
    if reduction == "add":
        return builder.add(a, b)
    if reduction == "mul":
        return builder.multiply(a, b)
    sign = 1 if reduction == "max" else -1
    return builder.scale(builder.largest(builder.scale(a, sign), builder.scale(b, sign)), sign)


def _occurrence(flat: Any) -> Any:
    """For each place, how often it was named before."""
    seen: dict[int, int] = {}
    found = []
    for place in map(int, flat):
        found.append(seen.get(place, 0))
        seen[place] = found[-1] + 1
    return np.array(found, dtype=int)
