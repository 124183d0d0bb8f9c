"""Operators that only move entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.kernel.network.arrays import size_of
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import moved, one
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np

# ---- another shape, the same order ----


@operator("Reshape")
def _reshape(call: Call) -> Value:
    given = call.attribute("shape") or call.ints(1, "the shape")
    keeps = not call.attribute("allowzero", 0)
    old = call.shape()
    sizes = [old[i] if n == 0 and keeps else n for i, n in enumerate(given)]
    if sizes.count(-1) == 1:
        known = size_of([n for n in sizes if n != -1])
        sizes[sizes.index(-1)] = size_of(old) // known if known else 0
    return _reshaped(call, call.fits(sizes))


def _reshaped(call: Call, shape: Sequence[int]) -> Value:
    if size_of(shape) != size_of(call.shape()):
        call.wrong(f"{list(call.shape())} cannot be reshaped to {list(shape)}")
    return one(call, lambda a: a.reshape(shape))


@operator("Flatten")
def _flatten(call: Call) -> Value:
    shape, axis = call.shape(), call.attribute("axis", 1)
    if not -len(shape) <= axis <= len(shape):
        call.wrong(f"there is no axis {axis} in a tensor of rank {len(shape)}")
    axis = axis + len(shape) if axis < 0 else axis
    return _reshaped(call, (size_of(shape[:axis]), size_of(shape[axis:])))


def _axes(call: Call, rank: int) -> list[int] | None:
    """Axes by attribute or, in newer versions, as an input; None where they are left out."""
    found = call.attribute("axes")
    if found is None and call.has(1):
        found = call.ints(1, "the axes")
    return None if found is None else [call.axis(a, rank) for a in found]


@operator("Squeeze")
def _squeeze(call: Call) -> Value:
    shape = call.shape()
    axes = _axes(call, len(shape))
    gone = [a for a, n in enumerate(shape) if n == 1] if axes is None else axes
    if any(shape[a] != 1 for a in gone):
        call.wrong(f"an axis of {list(shape)} that is squeezed is not of size 1")
    return _reshaped(call, [n for a, n in enumerate(shape) if a not in gone])


@operator("Unsqueeze")
def _unsqueeze(call: Call) -> Value:
    shape = list(call.shape())
    given = call.attribute("axes") or call.ints(1, "the axes")
    for axis in sorted(call.axis(a, len(shape) + len(given)) for a in given):
        shape.insert(axis, 1)
    return _reshaped(call, shape)


# ---- other orders ----


@operator("Transpose")
def _transpose(call: Call) -> Value:
    order = call.attribute("perm")
    return one(call, lambda a: np.transpose(a, order))


@operator("DepthToSpace")
def _depth_to_space(call: Call) -> Value:
    batch, channels, height, width = call.shape()
    size = call.attribute("blocksize")
    rest = channels // (size * size)
    if call.attribute("mode", "DCR") == "DCR":
        split, order = (batch, size, size, rest, height, width), (0, 3, 4, 1, 5, 2)
    else:
        split, order = (batch, rest, size, size, height, width), (0, 1, 4, 2, 5, 3)
    shape = (batch, rest, height * size, width * size)
    return one(call, lambda a: a.reshape(split).transpose(order).reshape(shape))


@operator("SpaceToDepth")
def _space_to_depth(call: Call) -> Value:
    batch, channels, height, width = call.shape()
    size = call.attribute("blocksize")
    split = (batch, channels, height // size, size, width // size, size)
    order = (0, 3, 5, 1, 2, 4) if call.attribute("mode", "DCR") == "DCR" else (0, 1, 3, 5, 2, 4)
    shape = (batch, channels * size * size, height // size, width // size)
    return one(call, lambda a: a.reshape(split).transpose(order).reshape(shape))


@operator("ReverseSequence")
def _reverse_sequence(call: Call) -> Value:
    lengths = call.ints(1, "the lengths")
    batch, time = call.attribute("batch_axis", 1), call.attribute("time_axis", 0)

    def movement(a: Any) -> Any:
        found = np.moveaxis(a, (batch, time), (0, 1)).copy()
        for i, n in enumerate(lengths):
            found[i, :n] = found[i, :n][::-1]
        return np.moveaxis(found, (0, 1), (batch, time))

    return one(call, movement)


# ---- parts, and parts together ----


@operator("Concat")
def _concat(call: Call) -> Value:
    axis = call.attribute("axis", 1)
    return moved(call, call.values(), lambda arrays, _: np.concatenate(arrays, axis))


@operator("Slice", since=10)
def _slice(call: Call) -> Value:
    starts, ends = call.ints(1, "a start"), call.ints(2, "an end")
    axes = call.ints(3, "the axes") if call.has(3) else list(range(len(starts)))
    steps = call.ints(4, "a step") if call.has(4) else [1] * len(starts)
    return _sliced(call, starts, ends, axes, steps)


@operator("Slice")
def _slice_by_attributes(call: Call) -> Value:
    starts, ends = call.attribute("starts"), call.attribute("ends")
    axes = call.attribute("axes") or list(range(len(starts)))
    return _sliced(call, starts, ends, axes, [1] * len(starts))


def _sliced(
    call: Call, starts: Sequence[int], ends: Sequence[int], axes: Sequence[int], steps: list[int]
) -> Value:
    shape = call.shape()
    chosen = [slice(None)] * len(shape)
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        n = shape[call.axis(axis, len(shape))]
        # backwards, an end before the first entry is what Python writes as None
        first = min(max(start + n if start < 0 else start, 0), n - 1 if step < 0 else n)
        last = min(max(end + n if end < 0 else end, -1 if step < 0 else 0), n)
        chosen[axis % len(shape)] = slice(first, None if last < 0 else last, step)
    return one(call, lambda a: a[tuple(chosen)])


@operator("Split")
def _split(call: Call) -> list[Value]:
    axis = call.axis(call.attribute("axis", 0), len(call.shape()))
    n = call.shape()[axis]
    sizes = call.attribute("split")
    if sizes is None and call.has(1):
        sizes = call.ints(1, "the sizes")
    if sizes is None:
        count = call.attribute("num_outputs", call.outputs)
        size = -(-n // count)
        sizes = [min(size, n - size * i) for i in range(count)]
    if sum(sizes) != n or min(sizes, default=0) < 0:
        call.wrong(f"an axis of {n} entries is split into {sizes}")
    ends = np.cumsum(sizes)
    at = (slice(None),) * axis
    return [
        one(call, lambda a, e=int(e), s=int(s): a[(*at, slice(e - s, e))])  # type: ignore[misc]
        for e, s in zip(ends, sizes, strict=True)
    ]


@operator("Gather")
def _gather(call: Call) -> Value:
    axis = call.axis(call.attribute("axis", 0), len(call.shape()))
    indices = call.known(1, "an index")
    n = call.shape()[axis]
    if indices.size and not (-n <= int(indices.min()) and int(indices.max()) < n):
        call.wrong(f"an index lies outside of {n} entries")
    rest = size_of(call.shape()) // max(n, 1)
    call.fits((*indices.shape, rest))
    return one(call, lambda a: np.take(a, indices, axis=axis))


@operator("GatherElements")
def _gather_elements(call: Call) -> Value:
    axis, indices = call.attribute("axis", 0), call.known(1, "an index")
    n = call.shape()[call.axis(axis, len(call.shape()))]
    return one(call, lambda a: np.take_along_axis(a, indices % n, axis))


@operator("GatherND")
def _gather_nd(call: Call) -> Value:
    indices, batch = call.known(1, "an index"), call.attribute("batch_dims", 0)
    shape = call.shape()

    def movement(a: Any) -> Any:
        outer = np.indices(indices.shape[:-1])[:batch]
        return a[(*outer, *np.moveaxis(indices, -1, 0))]

    if indices.shape[-1] + batch > len(shape):
        call.wrong("an index is longer than the rank")
    return one(call, movement)


@operator("Compress")
def _compress(call: Call) -> Value:
    kept = call.known(1, "what is kept")
    return one(call, lambda a: np.compress(kept, a, axis=call.attribute("axis")))


# ---- repeated ----


@operator("Expand")
def _expand(call: Call) -> Value:
    shape = call.fits(broadcast_shape(call.shape(), call.ints(1, "the shape")))
    return one(call, lambda a: np.broadcast_to(a, shape))


@operator("Tile")
def _tile(call: Call) -> Value:
    repeats = call.ints(1, "how often")
    if len(repeats) != len(call.shape()):
        call.wrong("one number of repeats for each axis")
    call.fits([n * r for n, r in zip(call.shape(), repeats, strict=True)])
    return one(call, lambda a: np.tile(a, repeats))


@operator("Dropout")
def _dropout(call: Call) -> list[Value]:
    training = call.has(2) and bool(call.known(2, "whether it trains").reshape(-1)[0])
    ratio = call.scalar(1, "the ratio") if call.has(1) else call.attribute("ratio", 0.5)
    if training and ratio != 0:
        call.refuse("is random in training: not a function of its input")
    return [call.value(0), Known(np.ones(call.shape(), dtype=bool))]
