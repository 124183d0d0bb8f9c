"""Normalisation."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from flint import fmpq

from symlin.reading.networks.formulas import formula, raised
from symlin.reading.networks.layers import normalisation
from symlin.reading.networks.movement import gathered, padded, places
from symlin.reading.networks.packages import np
from symlin.reading.networks.torch.reading import ABSENT, Reading, Traced, Value
from symlin.reading.networks.torch.rules.products import reshape, shape_of
from symlin.reading.networks.torch.table import rule


def _ref(r: Reading, value: Value) -> int | None:
    return None if value is None else r.ref(value)


def _per_channel(r: Reading, x: Traced, weight: Value, bias: Value) -> Traced:
    """x * weight + bias, one number for each channel."""
    shape = [-1, *(1,) * (len(x.shape) - 2)]
    if weight is not None:
        x = r.multiply(x, reshape(r, weight, shape))
    return x if bias is None else r.combine((x, reshape(r, bias, shape)), (1, 1))


@rule("batch_norm.default")
def batch_norm(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    running_mean: Value,
    running_var: Value,
    training: bool,
    momentum: float,
    eps: float,
) -> Traced:
    """By the stored mean and variance; by those of the batch where none are stored."""
    if training or running_mean is None:
        axes = [a for a in range(len(shape_of(x))) if a != 1]
        found = normalisation.standardised(r.builder, r.ref(x), axes, r.number(eps))
        return _per_channel(r, r.traced(found), weight, bias)
    return r.traced(
        normalisation.batch_norm(
            r.builder,
            r.ref(x),
            r.ref(running_mean),
            r.ref(running_var),
            weight=_ref(r, weight),
            bias=_ref(r, bias),
            eps=r.number(eps),
        )
    )


@rule("_native_batch_norm_legit_no_training.default")
def batch_norm_no_training(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    running_mean: Value,
    running_var: Value,
    momentum: float,
    eps: float,
) -> list[Value]:
    """As functional programs write it, with two results that nobody uses."""
    found = batch_norm(r, x, weight, bias, running_mean, running_var, False, momentum, eps)
    return [found, ABSENT, ABSENT]


@rule("instance_norm.default")
def instance_norm(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    running_mean: Value,
    running_var: Value,
    use_input_stats: bool,
    momentum: float,
    eps: float,
) -> Traced:
    """Each channel of each image on its own; or by what is stored."""
    if not use_input_stats:
        return batch_norm(r, x, weight, bias, running_mean, running_var, False, momentum, eps)
    axes = list(range(2, len(shape_of(x))))
    found = normalisation.standardised(r.builder, r.ref(x), axes, r.number(eps))
    return _per_channel(r, r.traced(found), weight, bias)


@rule("layer_norm.default")
def layer_norm(
    r: Reading,
    x: Value,
    normalized_shape: Sequence[int],
    weight: Value,
    bias: Value,
    eps: float,
) -> Traced:
    """By the mean and the variance of the last axes."""
    axes = list(range(-len(normalized_shape), 0))
    found = normalisation.standardised(r.builder, r.ref(x), axes, r.number(eps))
    return r.traced(normalisation.affine(r.builder, found, _ref(r, weight), _ref(r, bias)))


@rule("rms_norm.default")
def rms_norm(
    r: Reading, x: Value, normalized_shape: Sequence[int], weight: Value, eps: float | None
) -> Traced:
    """By the mean square of the last axes."""
    if eps is None:
        eps = sys.float_info.epsilon
        r.note("RMSNorm without eps: that of float64, 2**-52, was taken")
    axes = list(range(-len(normalized_shape), 0))
    found = normalisation.root_mean_square(r.builder, r.ref(x), axes, r.number(eps))
    return r.traced(normalisation.affine(r.builder, found, _ref(r, weight), None))


@rule("group_norm.default")
def group_norm(
    r: Reading, x: Value, num_groups: int, weight: Value, bias: Value, eps: float
) -> Traced:
    """Each group of channels on its own."""
    found = normalisation.group_norm(r.builder, r.ref(x), num_groups, r.number(eps))
    return _per_channel(r, r.traced(found), weight, bias)


@rule("local_response_norm.default")
def local_response_norm(
    r: Reading, x: Value, size: int, alpha: float, beta: float, k: float
) -> Traced:
    """x over a power of the mean square of neighbouring channels; the odd one is before."""
    shape = shape_of(x)
    before = size // 2
    pads = [(0, 0), (before, size - 1 - before), *((0, 0),) * (len(shape) - 2)]
    squares = r.ref(r.map(x, formula("x**2")))
    windows = np.lib.stride_tricks.sliding_window_view(padded(places(shape), pads), size, 1)
    total = r.traced(r.builder.sum(gathered(r.builder, [squares], windows), (-1,)))
    mean = formula("k + a*x", k=r.number(k), a=r.number(alpha) * fmpq(1, size))
    return r.multiply(x, r.map(total, raised(mean, -fmpq(r.number(beta)))))
