"""Weighted sums of entries: rows of a matrix, filters of a convolution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.catalog.definition import Shape
from symlin.catalog.layers.arguments import Weight, as_term
from symlin.kernel.numbers import Number
from symlin.kernel.term import Term, add, linear_combination, mul
from symlin.kernel.walk import variables
from symlin.language.network.indices import NoGraph

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

_NUMBERS = frozenset({int, fmpq})


def are_numbers(weights: Iterable[Weight]) -> bool:
    """Whether every weight is a number, so that one node can hold the whole row."""
    return _NUMBERS.issuperset(map(type, weights))


def symbols(rows: Iterable[Sequence[Weight]]) -> tuple[str, ...]:
    """The free symbols of rows of weights, in order of appearance."""
    weights = (w for row in rows if not are_numbers(row) for w in row)
    return variables(*(w for w in weights if not isinstance(w, (int, fmpq))))


def numbers_of(builder: Builder, shape: Shape, weights: Sequence[Weight]) -> Ref:
    """Weights as a constant; raises `NoGraph` where one is no rational number."""
    if not are_numbers(weights):
        raise NoGraph("a weight that is no rational number")
    return builder.numbers(shape, cast(Sequence[Number], weights))


def weighted_sum(
    weights: Sequence[Weight], entries: Sequence[Term], bias: Weight, numeric: bool
) -> Term:
    """bias + sum of weights[k] * entries[k]; `numeric` says that are_numbers(weights)."""
    if not numeric:
        products = (mul(as_term(w), x) for w, x in zip(weights, entries, strict=True))
        return add(*products, as_term(bias))
    if isinstance(bias, int | fmpq):
        return linear_combination(weights, entries, bias)  # type: ignore[arg-type]  # numeric
    return add(linear_combination(weights, entries), bias)  # type: ignore[arg-type]  # numeric
