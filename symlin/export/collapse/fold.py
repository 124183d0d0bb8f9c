"""One layer in the place of a stretch: a matrix, a convolution, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Literal

from flint import arb, fmpq

from symlin.decision.network.map import BITS, AffineMap
from symlin.exact.floats import dyadic
from symlin.export.collapse.affine import Stretch, affine_theorem, piece
from symlin.export.collapse.batches import is_one_row
from symlin.export.collapse.chains import Chain, Model
from symlin.kernel.network import nodes as n
from symlin.kernel.network.breach import Value
from symlin.kernel.theories.enclosure import working_precision
from symlin.reading.networks.onnx.files import array
from symlin.reading.networks.packages import np

MOST_ENTRIES = 4_000_000
"""Of a matrix that is worked out: some ten seconds."""
BY_CHANNEL = frozenset(
    ("BatchNormalization", "Mul", "Add", "Sub", "Div", "Identity", "Dropout", "Neg")
)
"""What may follow a convolution to become part of it, if it treats every place alike."""

Array = Any
"""A NumPy array."""


@dataclass(frozen=True)
class Fold:
    """The layer that stands for a stretch, its numbers as floats."""

    kind: Literal["nothing", "Gemm", "Conv"]
    weight: Array = None
    bias: Array = None
    rounding: float = 0.0
    """The largest distance of a float from the exact number that it stands for."""

    @property
    def weights(self) -> int:
        """How many numbers are stored."""
        return 0 if self.kind == "nothing" else int(self.weight.size + self.bias.size)


def folded(model: Model, stretch: Stretch) -> Fold | None:
    """The smallest layer that does the same; None where none is worked out."""
    if _is_identity(stretch):
        return Fold("nothing")
    with working_precision(BITS):
        tried = [_as_convolution(model, stretch), _as_matrix(model, stretch)]
    found = [fold for fold in tried if fold is not None and isfinite(fold.rounding)]
    return min(found, key=lambda fold: fold.weights, default=None)


def _is_identity(stretch: Stretch) -> bool:
    """Whether the entries come out as they went in, in the shape in which they went in."""
    match stretch.theorem.subject.graph.nodes:
        case [n.Input()]:
            return True
        case [n.Input(shape=before), n.Gather(shape=after, index=None)]:  # left of units on a box
            return before == after
    return False


def _as_matrix(model: Model, stretch: Stretch) -> Fold | None:
    """A and c, worked out exactly and rounded once."""
    columns, rows = stretch.sizes
    if rows * columns > MOST_ENTRIES or not is_one_row(model, stretch.chain):
        return None
    exact = AffineMap(stretch.theorem)
    matrix = exact.rows()
    weight, first = _floats([entry for row in matrix for entry in row])
    bias, second = _floats(exact.offset)
    return Fold("Gemm", weight.reshape(rows, columns), bias, max(first, second))


def _as_convolution(model: Model, stretch: Stretch) -> Fold | None:
    """A convolution and what follows it for each channel alone."""
    first, *rest = stretch.chain.nodes
    shape = model.shapes.get(first.output[0], ())
    weights = model.initializers.get(first.input[1]) if len(first.input) > 1 else None
    if first.op_type != "Conv" or weights is None or len(shape) < 3 or not rest:
        return None
    same = model.shapes.get(stretch.chain.target) == shape  # a broadcast adds no axes
    if not same or any(node.op_type not in BY_CHANNEL for node in rest):
        return None
    scales = _by_channel(model, piece(stretch.chain, 1, len(stretch.chain.nodes)), shape[1])
    if scales is None:
        return None
    factors, shifts = scales
    kernel, bias = array(weights, None), np.zeros(len(factors))
    if len(first.input) > 2 and first.input[2]:
        if first.input[2] not in model.initializers:
            return None
        bias = array(model.initializers[first.input[2]], None)
    return _scaled(kernel, bias, factors, shifts)


def _scaled(kernel: Array, bias: Array, factors: list[Any], shifts: list[Any]) -> Fold:
    """The filters times a factor each, and what is added."""
    entries = [
        factor * dyadic(value)
        for factor, row in zip(factors, kernel.reshape(len(factors), -1), strict=True)
        for value in row
    ]
    offsets = [
        factor * dyadic(value) + shift
        for factor, value, shift in zip(factors, bias, shifts, strict=True)
    ]
    weight, one = _floats(entries)
    added, two = _floats(offsets)
    return Fold("Conv", weight.reshape(kernel.shape), added, max(one, two))


def _by_channel(model: Model, chain: Chain, channels: int) -> tuple[list[Any], list[Any]] | None:
    """For each channel a factor and what is added, of nodes that do nothing else.

    They are looked at on one place: what treats places alike does not need to know how many there
    are, and constants that differ from place to place do not fit.
    """
    rank = len(model.shapes[chain.source])
    theorem = affine_theorem(model, chain, (1, channels, *(1,) * (rank - 2)))
    if theorem is None or AffineMap(theorem).shape != (channels, channels):
        return None
    exact = AffineMap(theorem)
    rows = exact.rows()
    # entry by entry, such nodes reach no other channel: what is off the diagonal is 0
    off = [rows[i][j] for i in range(channels) for j in range(channels) if i != j]
    if any(entry != 0 for entry in off):
        return None
    return [_number(rows[i][i]) for i in range(channels)], list(map(_number, exact.offset))


def _number(value: Value) -> Any:
    """For sums and products: rational numbers, or balls."""
    return value if isinstance(value, arb) else fmpq(value)


def _floats(numbers: list[Any]) -> tuple[Array, float]:
    """The nearest floats of single precision, and how far they are off at most: infinitely far
    where a number is beyond their range."""
    exact = [float(v.mid()) if isinstance(v, arb) else float(v) for v in numbers]
    with np.errstate(over="ignore"):
        found = np.array(exact, dtype=np.float32)
    if not np.isfinite(found).all():
        return found, inf
    off = 0.0
    for value, near in zip(numbers, found.tolist(), strict=True):
        distance = abs(_number(value) - dyadic(near))
        off = max(off, float(distance.upper()) if isinstance(distance, arb) else float(distance))
    return found, off
