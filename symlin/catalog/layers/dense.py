"""The fully connected layer: a matrix, and a bias."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING, TypeVar

from symlin.catalog.definition import Argument, Layer, Shape
from symlin.catalog.layers.arguments import Weight, bind, dimensions, tensor
from symlin.catalog.layers.floats import numbers
from symlin.catalog.layers.weights import are_numbers, numbers_of, symbols, weighted_sum
from symlin.errors import InputError
from symlin.kernel.term import Term

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

T = TypeVar("T")


@dataclass(frozen=True)
class Dense(Layer):
    """x -> W x + b along the last axis, as torch.nn.Linear: shape (..., n) to (..., m).

    `rows` are the m rows of W, all of one length n >= 1; `bias` has m entries, or none.
    """

    rows: tuple[tuple[Weight, ...], ...]
    bias: tuple[Weight, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows or not self.rows[0]:
            raise InputError("dense: the matrix is empty")
        if len(set(map(len, self.rows))) != 1:
            raise InputError("dense: the rows of the matrix have different lengths")
        if self.bias and len(self.bias) != len(self.rows):
            raise InputError(
                f"dense: the bias has {len(self.bias)} entries for {len(self.rows)} rows"
            )

    @property
    def name(self) -> str:
        """The catalog name."""
        return "dense"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols among the weights."""
        return symbols((*self.rows, self.bias))

    @property
    def natural_shape(self) -> Shape | None:
        """As many entries as the matrix has columns."""
        return (len(self.rows[0]),)

    def shape(self, shape: Shape) -> Shape:
        """(..., n) to (..., m); raises `InputError` where the last axis is not n long."""
        width = len(self.rows[0])
        if not shape or shape[-1] != width:
            found = f"the input is {dimensions(shape)}"
            hint = "; `flatten` before it makes one axis" if len(shape) > 1 else ""
            raise InputError(f"dense needs {width} entries along the last axis, {found}{hint}")
        return (*shape[:-1], len(self.rows))

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """A matrix product and the bias."""
        sizes = len(self.rows), len(self.rows[0])
        matrix = numbers_of(builder, sizes, [w for row in self.rows for w in row])
        found = builder.dense(x, matrix)
        if not self.bias:
            return found
        return builder.add(found, numbers_of(builder, (len(self.bias),), self.bias))

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """One weighted sum per row of W and vector of the input."""
        bias = self.bias or (0,) * len(self.rows)
        rows = [(row, b, are_numbers(row)) for row, b in zip(self.rows, bias, strict=True)]
        return tuple(
            weighted_sum(row, vector, b, numeric)
            for vector in _vectors(entries, shape[-1])
            for row, b, numeric in rows
        )

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same by dot products of floats; columns that meet a 0 are left out."""
        bias = numbers(self.bias, parameters) or [0.0] * len(self.rows)
        result: list[float] = []
        for vector in _vectors(entries, shape[-1]):
            support = [k for k, x in enumerate(vector) if x != 0]
            values = [vector[k] for k in support]
            for row, b in zip(self.rows, bias, strict=True):
                weights = numbers([row[k] for k in support], parameters)
                result.append(math.fsum((b, *map(mul, weights, values))))
        return result


def _vectors(entries: Sequence[T], width: int) -> list[Sequence[T]]:
    return [entries[i : i + width] for i in range(0, len(entries), width)]


def dense(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Dense:
    """dense([[w11, w12], [w21, w22]], bias=[b1, b2]); a flat list is a single row.

    Raises `InputError` where the weights are no matrix, or the bias is not as long as its columns.
    """
    bound = bind("dense", ("matrix", "bias"), arguments, keywords, required=1)
    shape, flat = tensor("dense", "matrix", bound["matrix"])
    if len(shape) not in (1, 2):
        raise InputError("dense: the matrix must be a list of rows, as in dense([[1, 2], [3, 4]])")
    rows = tuple(map(tuple, _vectors(flat, shape[-1])))
    if "bias" not in bound:
        return Dense(rows)
    bias_shape, bias = tensor("dense", "bias", bound["bias"])
    if len(bias_shape) > 1:
        raise InputError("dense: the bias must be a list of numbers, one for each row")
    return Dense(rows, bias)
