"""Scalers: entry by entry, or row by row."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symlin.exact.floats import dyadic
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers.arithmetic import divide

TINY = fmpq(10, 2**52)
"""Norms below ten times the epsilon of float64 count as 1, as `_handle_zeros_in_scale` has it."""


@rule("transform", "preprocessing.StandardScaler")
def standard(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """(x - mean) / scale."""
    return _standard(reading, scaler, x, "mean_" if scaler.with_mean else "", scaler.with_std)


@rule("inverse_transform", "preprocessing.StandardScaler")
def standard_back(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """x * scale + mean."""
    return _back(reading, scaler, x, "mean_" if scaler.with_mean else "", scaler.with_std)


def _standard(reading: Reading, scaler: Any, x: Ref, center: str, scales: bool) -> Ref:
    """Less the center of that name, if any, and over the scale, if it scales."""
    reading.fitted(scaler, "n_features_in_")
    if center:
        x = reading.minus(x, reading.array(scaler, center))
    return reading.over(x, reading.array(scaler, "scale_")) if scales else x


def _back(reading: Reading, scaler: Any, x: Ref, center: str, scales: bool) -> Ref:
    """The way back."""
    reading.fitted(scaler, "n_features_in_")
    if scales:
        x = reading.times(x, reading.array(scaler, "scale_"))
    return reading.plus(x, reading.array(scaler, center)) if center else x


@rule("transform", "preprocessing.MinMaxScaler")
def min_max(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """x * scale + min, cut off at the ends of the range where it is asked to."""
    x = reading.times(x, reading.array(scaler, "scale_"))
    x = reading.plus(x, reading.array(scaler, "min_"))
    if not scaler.clip:
        return x
    low, high = map(dyadic, scaler.feature_range)
    return reading.builder.map(x, formula("min(max(x, a), b)", a=low, b=high))


@rule("inverse_transform", "preprocessing.MinMaxScaler")
def min_max_back(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """(x - min) / scale."""
    x = reading.minus(x, reading.array(scaler, "min_"))
    return reading.over(x, reading.array(scaler, "scale_"))


@rule("transform", "preprocessing.MaxAbsScaler")
def max_abs(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """x / scale."""
    if getattr(scaler, "clip", False):  # since 1.8
        x = reading.over(x, reading.array(scaler, "scale_"))
        return reading.builder.map(x, formula("min(max(x, -1), 1)"))
    return reading.over(x, reading.array(scaler, "scale_"))


@rule("inverse_transform", "preprocessing.MaxAbsScaler")
def max_abs_back(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """x * scale."""
    return reading.times(x, reading.array(scaler, "scale_"))


@rule("transform", "preprocessing.RobustScaler")
def robust(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """(x - center) / scale."""
    center = "center_" if scaler.with_centering else ""
    return _standard(reading, scaler, x, center, scaler.with_scaling)


@rule("inverse_transform", "preprocessing.RobustScaler")
def robust_back(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """x * scale + center."""
    center = "center_" if scaler.with_centering else ""
    return _back(reading, scaler, x, center, scaler.with_scaling)


@rule("transform", "preprocessing.Normalizer")
def normalised(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """Each row over its norm."""
    builder = reading.builder
    if scaler.norm == "l1":
        size = builder.sum(builder.map(x, formula("abs(x)")), (-1,), keep=True)
    elif scaler.norm == "l2":
        square = builder.sum(builder.map(x, formula("x**2")), (-1,), keep=True)
        size = builder.map(square, formula("sqrt(x)"))
    elif scaler.norm == "max":
        size = builder.maximum(builder.map(x, formula("abs(x)")), (-1,), keep=True)
    else:
        reading.refuse(f"norm={scaler.norm!r} is not read")
    enough = builder.scale(size, 1, -TINY)
    one = builder.full(builder.shape(size), 1)
    return divide(builder, x, builder.select(">=", enough, size, one))


@rule("transform", "preprocessing.Binarizer")
def binary(reading: Reading, scaler: Any, x: Ref) -> Ref:
    """1 above the threshold, else 0."""
    builder = reading.builder
    if isinstance(scaler.threshold, list | tuple):
        reading.refuse("a threshold for each column is not read")
    above = builder.scale(x, 1, -dyadic(scaler.threshold))
    one, zero = (builder.full(builder.shape(x), n) for n in (1, 0))
    return builder.select(">", above, one, zero)
