"""Products of matrices, convolutions, and windows."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symlin.language.network.builder import Ref
from symlin.reading.networks.jax.reading import Reading, Traced, Value, depends
from symlin.reading.networks.jax.rules import Params, neg, rule
from symlin.reading.networks.layers import pooling
from symlin.reading.networks.movement import dilated, gathered, padded, places
from symlin.reading.networks.packages import np


@rule("dot_general")
def dot_general(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """Sums of products along the contracted axes; axes of the batch are those of both."""
    (left, right), (left_batch, right_batch) = params["dimension_numbers"]
    a, kept, batch = _sides(r, values[0], left, left_batch)
    b, others, _ = _sides(r, values[1], right, right_batch)
    rows, columns, inner = prod(kept), prod(others), r.builder.shape(a)[-1]
    b_is_plain = not depends(values[1]) and not batch
    if b_is_plain or (not depends(values[0]) and not batch):
        x, w = (a, b) if b_is_plain else (b, a)
        flat = r.builder.reshape(x, (r.builder.shape(x)[1], inner))
        weight = r.builder.reshape(w, (r.builder.shape(w)[1], inner))
        found = r.builder.dense(flat, weight)
        found = found if b_is_plain else r.builder.permute(found, (1, 0))
    else:
        found = r.builder.matmul(a, r.builder.permute(b, (0, 2, 1)))
    assert rows * columns * prod(batch) == prod(r.builder.shape(found))
    return r.traced(r.builder.reshape(found, (*batch, *kept, *others)))


def _sides(
    r: Reading, value: Value, contracted: Sequence[int], batch: Sequence[int]
) -> tuple[Ref, list[int], list[int]]:
    """One factor as (batch, what is kept, what is summed over), and the sizes of the first two."""
    x = r.ref(value)
    shape = r.builder.shape(x)
    free = [a for a in range(len(shape)) if a not in (*contracted, *batch)]
    kept, sizes = [shape[a] for a in free], [shape[a] for a in batch]
    inner = prod(shape[a] for a in contracted)
    moved = r.builder.permute(x, [*batch, *free, *contracted])
    return r.builder.reshape(moved, (prod(sizes), prod(kept), inner)), kept, sizes


@rule("conv_general_dilated")
def convolution(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """A cross-correlation, of entries that may stand apart, zeros between and around them."""
    if params["batch_group_count"] != 1:
        r.refuse("groups of the batch are not read")
    numbers = params["dimension_numbers"]
    x = r.builder.permute(r.ref(values[0]), numbers.lhs_spec)
    weight = r.builder.permute(r.ref(values[1]), numbers.rhs_spec)
    pads = [(int(a), int(b)) for a, b in params["padding"]]
    if set(params["lhs_dilation"]) != {1} or min((p for pair in pads for p in pair), default=0) < 0:
        spread = dilated(places(r.builder.shape(x)), (1, 1, *params["lhs_dilation"]))
        x = gathered(r.builder, [x], padded(spread, [(0, 0), (0, 0), *pads]))
        pads = [(0, 0)] * len(pads)
    found = r.builder.convolve(
        x,
        weight,
        stride=params["window_strides"],
        padding=pads,
        dilation=params["rhs_dilation"],
        groups=params["feature_group_count"],
    )
    back = [numbers.out_spec.index(a) for a in range(len(numbers.out_spec))]
    return r.traced(r.builder.permute(found, back))


def _windows(r: Reading, params: Params) -> pooling.Windows:
    if set(params["base_dilation"]) != {1}:
        r.refuse("windows of entries that stand apart are not read")
    return pooling.Windows(
        tuple(params["window_dimensions"]),
        tuple(params["window_strides"]),
        tuple((int(a), int(b)) for a, b in params["padding"]),
        tuple(params["window_dilation"]),
    )


def _plane(r: Reading, value: Value) -> Ref:
    """All axes as those of one plane: windows of jax may lie along each of them."""
    x = r.ref(value)
    return r.builder.reshape(x, (1, 1, *r.builder.shape(x)))


def _image(r: Reading, found: Ref) -> Traced:
    return r.traced(r.builder.reshape(found, r.builder.shape(found)[2:]))


@rule("reduce_window_sum")
def window_sum(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The sum of each window."""
    return _image(r, pooling.sum_pool(r.builder, _plane(r, values[0]), _windows(r, params)))


@rule("reduce_window_max")
def window_max(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The largest of each window."""
    return _image(r, pooling.max_pool(r.builder, _plane(r, values[0]), _windows(r, params)))


@rule("reduce_window_min")
def window_min(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The smallest of each window."""
    return neg(r, [window_max(r, [neg(r, values, params)], params)], params)


def stacked(r: Reading, parts: Sequence[Value]) -> Value:
    """Values of one shape along a new first axis."""
    if not any(map(depends, parts)):
        return np.stack([np.asarray(part) for part in parts])
    refs = [r.ref(part) for part in parts]
    rows = [r.builder.reshape(ref, (1, *r.builder.shape(ref))) for ref in refs]
    return r.traced(r.builder.concat(rows, 0))
