"""Normalisations: fixed numbers for each channel, and statistics of groups of channels."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import fmpq

from symlin.catalog.definition import Argument, Layer, Shape
from symlin.catalog.layers.arguments import (
    Weight,
    as_term,
    bind,
    dimensions,
    entry_count,
    scalar,
    tensor,
    whole,
)
from symlin.catalog.layers.floats import number
from symlin.catalog.layers.weights import numbers_of
from symlin.errors import InputError
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.numbers import exact
from symlin.kernel.term import (
    Const,
    Guard,
    Term,
    add,
    div,
    gt,
    linear_combination,
    mul,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.walk import variables
from symlin.language.network.indices import NoGraph

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

X = var(VARIABLE)

NAMES = ("g", "b", "mu", "s", "e")


@dataclass(frozen=True)
class ChannelNorm(Layer):
    """g*(x - mu)/sqrt(s + e) + b with numbers of its own for each channel, the first axis.

    Each property is one number for all channels, or one for each.
    """

    values: Mapping[str, tuple[Weight, ...]]

    @property
    def name(self) -> str:
        """The catalog name."""
        return "batch_norm"

    @property
    def _channels(self) -> int:
        return max(map(len, self.values.values()))

    def _of(self, name: str, channel: int) -> Term:
        values = self.values[name]
        return as_term(values[channel if len(values) > 1 else 0])

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols among the numbers."""
        return variables(*(as_term(w) for name in NAMES for w in self.values[name]))

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """s + e > 0, for every channel where that is not plain."""
        sums = (add(self._of("s", c), self._of("e", c)) for c in range(self._channels))
        return tuple(gt(total) for total in sums if not isinstance(total, Const))

    def shape(self, shape: Shape) -> Shape:
        """Unchanged; raises `InputError` for another number of channels."""
        if not shape or shape[0] != self._channels:
            found = f"the input is {dimensions(shape)}"
            raise InputError(f"batch_norm is for {self._channels} channels, {found}")
        return shape

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """A factor and an offset for each channel."""
        shape = builder.shape(x)
        along = shape[0], *(1,) * (len(shape) - 1)

        def column(name: str) -> Ref:
            values = self.values[name]
            each = values if len(values) > 1 else values * shape[0]
            return numbers_of(builder, along, each)

        total = builder.add(column("s"), column("e"))
        factor = builder.multiply(column("g"), builder.map(total, power(sqrt(X), -1)))
        centred = builder.subtract(x, column("mu"))
        return builder.add(builder.multiply(factor, centred), column("b"))

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """A factor and an offset for each channel."""
        size = entry_count(shape[1:])
        outputs: list[Term] = []
        for c in range(shape[0]):
            g, b, mu, s, e = (self._of(name, c) for name in NAMES)
            factor = div(g, sqrt(add(s, e)))
            block = entries[c * size : (c + 1) * size]
            outputs.extend(add(mul(factor, sub(x, mu)), b) for x in block)
        return tuple(outputs)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The standard score of each entry, then scale and shift."""
        size = entry_count(shape[1:])
        outputs = []
        for i, x in enumerate(entries):
            g, b, mu, s, e = (number(self._of(n, i // size), parameters) for n in NAMES)
            deviation = math.sqrt(s + e) if s + e > 0 else math.nan
            outputs.append((x - mu) / deviation * g + b)
        return outputs


def batch_norm(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> ChannelNorm:
    """batch_norm([g1, g2], [b1, b2], [mu1, mu2], [s1, s2], e).

    Raises `InputError` where the lists have different lengths, or s + e is not positive.
    """
    bound = bind("batch_norm", NAMES, arguments, keywords, required=len(NAMES))
    values = {}
    for name in NAMES:
        shape, values[name] = tensor("batch_norm", name, bound[name])
        if len(shape) > 1:
            raise InputError(f"batch_norm: {name} must be a number, or a list of one per channel")
    if len({len(v) for v in values.values()} - {1}) > 1:
        raise InputError("batch_norm: the lists have different lengths")
    layer = ChannelNorm(values)
    for c in range(layer._channels):
        total = add(layer._of("s", c), layer._of("e", c))
        if isinstance(total, Const) and total.value <= 0:
            raise InputError("batch_norm needs s + e > 0")
    return layer


@dataclass(frozen=True)
class GroupNorm(Layer):
    """Each group of channels less its mean, over the root of its variance and e.

    `groups` is None for one group per channel.
    """

    title: str
    groups: int | None
    e: Term

    @property
    def name(self) -> str:
        """The catalog name."""
        return self.title

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols in e."""
        return variables(self.e)

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """e > 0"""
        return () if isinstance(self.e, Const) else (gt(self.e),)

    def shape(self, shape: Shape) -> Shape:
        """Unchanged; raises `InputError` where the channels do not split into the groups."""
        if len(shape) < 2 or shape[0] % (self.groups or 1):
            raise InputError(
                f"{self.name} takes channels and a plane, (C, L) or (C, H, W), in whole groups; "
                f"the input is {dimensions(shape)}"
            )
        return shape

    def _blocks(self, count: int, shape: Shape) -> list[range]:
        size = count // (self.groups or shape[0])
        return [range(start, start + size) for start in range(0, count, size)]

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """Standard scores of the rows of a matrix; raises `NoGraph` where e is no number."""
        shape = builder.shape(x)
        groups = self.groups or shape[0]
        size = entry_count(shape) // groups
        share = exact(fmpq(1, size))
        values = builder.reshape(x, (groups, size))
        mean = builder.dense(values, builder.numbers((1, size), [share] * size))
        gaps = builder.subtract(values, mean)
        squares = builder.map(gaps, power(X, 2))
        if not isinstance(self.e, Const):
            raise NoGraph("e is no rational number")
        spread = builder.scale(builder.sum(squares, (-1,), keep=True), share, self.e.value)
        scores = builder.divide(gaps, builder.map(spread, sqrt(X)))
        return builder.reshape(scores, shape)

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """Standard scores with a mean and a root that are shared within a group."""
        outputs: list[Term] = []
        for block in self._blocks(len(entries), shape):
            values = [entries[i] for i in block]
            share = exact(fmpq(1, len(values)))
            mean = linear_combination([share] * len(values), values)
            gaps = [sub(value, mean) for value in values]
            spread = scale(share, add(*(power(gap, 2) for gap in gaps)))
            deviation = sqrt(add(spread, self.e))
            outputs.extend(div(gap, deviation) for gap in gaps)
        return tuple(outputs)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """By the standard library's mean and variance."""
        e = number(self.e, parameters)
        outputs: list[float] = []
        for block in self._blocks(len(entries), shape):
            values = [entries[i] for i in block]
            mean, spread = statistics.fmean(values), statistics.pvariance(values) + e
            deviation = math.sqrt(spread) if spread > 0 else math.nan
            outputs.extend((value - mean) / deviation for value in values)
        return outputs


def group_norm(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> GroupNorm:
    """group_norm(groups, e); raises `InputError` for arguments that do not fit."""
    bound = bind("group_norm", ("groups", "e"), arguments, keywords, required=2)
    groups = whole("group_norm", "groups", bound["groups"], 1)
    return GroupNorm("group_norm", groups, _positive("group_norm", bound["e"]))


def instance_norm(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> GroupNorm:
    """instance_norm(e); raises `InputError` for arguments that do not fit."""
    bound = bind("instance_norm", ("e",), arguments, keywords, required=1)
    return GroupNorm("instance_norm", None, _positive("instance_norm", bound["e"]))


def _positive(layer: str, value: Argument) -> Term:
    e = scalar(layer, "e", value)
    if isinstance(e, Const) and e.value <= 0:
        raise InputError(f"{layer} needs e > 0")
    return e
