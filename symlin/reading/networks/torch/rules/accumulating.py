"""Entries that are added to others: sums over whatever is sent to one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.movement import gathered
from symlin.reading.networks.packages import np
from symlin.reading.networks.torch.reading import Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.rules.products import move, shape_of
from symlin.reading.networks.torch.table import rule


def _numbered(x: Value) -> Any:
    return torch.arange(size_of(shape_of(x))).reshape(shape_of(x))


def _fixed(r: Reading, positions: Value) -> None:
    if depends(positions):
        r.refuse("where entries go depends on the values of the input")


def _added(r: Reading, x: Value, places: Any, source: Value) -> Traced:
    """x plus the entries of the source, each at its place among those of x."""
    sent: list[list[int]] = [[] for _ in range(size_of(shape_of(x)))]
    for entry, place in enumerate(places.reshape(-1).tolist()):
        sent[place].append(entry)
    longest = max(map(len, sent), default=0) or 1
    index = np.array([s + [-1] * (longest - len(s)) for s in sent], dtype=np.int64)
    sums = gathered(r.builder, [r.ref(source)], index.reshape(*shape_of(x), longest))
    return r.combine((x, r.traced(r.builder.sum(sums, (-1,)))), (1, 1))


@rule("index_put.default")
def index_put(
    r: Reading, x: Value, indices: Sequence[Value], values: Value, accumulate: bool
) -> Value:
    """x with other entries, or with entries added."""
    _fixed(r, indices)
    places = torch.ops.aten.index(_numbered(x), list(indices))
    source = move(r, "expand.default", r.tensor(values), list(places.shape))
    if accumulate:
        return _added(r, x, places, source)
    flat = move(r, "reshape.default", r.tensor(x), [-1])
    entries = move(r, "reshape.default", source, [-1])
    placed = move(r, "scatter.src", flat, 0, places.reshape(-1), entries)
    return move(r, "reshape.default", placed, list(shape_of(x)))


@rule("scatter_add.default")
def scatter_add(r: Reading, x: Value, dim: int, index: Value, src: Value) -> Traced:
    """Entries of the source added where the index says, along one axis."""
    _fixed(r, index)
    cut = tuple(slice(0, n) for n in index.shape)
    part = r.tensor(src)
    for axis, span in enumerate(cut):
        part = move(r, "slice.Tensor", part, axis, 0, span.stop)
    rows = [slice(None) if a == dim % index.dim() else s for a, s in enumerate(cut)]
    places = _numbered(x)[tuple(rows)].gather(dim, index)
    return _added(r, x, places, part)


@rule("index_add.default")
def index_add(r: Reading, x: Value, dim: int, index: Value, source: Value, alpha: Value) -> Traced:
    """Slices of the source added where the index says."""
    _fixed(r, index)
    places = _numbered(x).index_select(dim, index)
    return _added(r, x, places, r.scaled(source, r.number(alpha)))


@rule("scatter_reduce.two")
def scatter_reduce(
    r: Reading,
    x: Value,
    dim: int,
    index: Value,
    src: Value,
    reduce: str,
    include_self: bool = True,
) -> Traced:
    """Sums and means of what is sent to one place."""
    if reduce not in ("sum", "mean"):
        r.refuse(f"reduce={reduce} is not read")
    _fixed(r, index)
    ones = torch.ones(index.shape, dtype=torch.float64)
    start = torch.ones(shape_of(x), dtype=torch.float64)
    sent = torch.zeros_like(start).scatter_add(dim, index, ones)
    kept = start if include_self else (sent == 0).double()
    total = scatter_add(r, r.multiply(x, kept), dim, index, src)
    return total if reduce == "sum" else r.multiply(total, 1 / (kept + sent))
