"""Normalisation: batch, instance, group, layer, root mean square, local response."""

from __future__ import annotations

from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.layers import normalisation as norms
from symlin.reading.networks.movement import along
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np


@operator("BatchNormalization")
def _batch_norm(call: Call) -> Value | list[Value]:
    if call.attribute("training_mode", 0):
        return _batch_norm_in_training(call)
    eps = _eps(call)
    variance = call.value(4)
    if isinstance(variance, Known) and (np.asarray(variance.array) + float(eps) <= 0).any():
        call.refuse("a variance plus epsilon is not positive, so there is no value")
    for place in range(1, 5):
        if call.shape(place) != call.shape()[1:2]:
            call.wrong(f"needs one number for each of {call.shape()[1]} channels")
    return call.result(
        norms.batch_norm(
            call.builder,
            call.ref(0),
            call.ref(3),
            call.ref(4),
            weight=call.ref(1),
            bias=call.ref(2),
            eps=eps,
        )
    )


def _eps(call: Call, default: float = 1e-5) -> Number:
    return call.exact("epsilon", float(np.float32(default)))


def _batch_norm_in_training(call: Call) -> list[Value]:
    """By the mean and variance of the batch, and what these make of the running ones."""
    builder, x = call.builder, call.ref(0)
    rank = len(call.shape())
    axes = [a for a in range(rank) if a != 1]
    mean = builder.mean(x, axes)
    centred = arithmetic.subtract(builder, x, along(builder, mean, rank, 1))
    variance = builder.mean(builder.multiply(centred, centred), axes)
    found = norms.batch_norm(
        builder, x, mean, variance, weight=call.ref(1), bias=call.ref(2), eps=_eps(call)
    )
    kept = call.exact("momentum", float(np.float32(0.9)))
    running = [
        builder.combine((call.ref(place), new), (kept, 1 - kept))
        for place, new in ((3, mean), (4, variance))
    ]
    return [call.result(r) for r in (found, *running)]


@operator("InstanceNormalization")
def _instance_norm(call: Call) -> Value:
    return _by_groups(call, call.shape()[1], per_channel=True)


def _by_groups(call: Call, groups: int, *, per_channel: bool) -> Value:
    builder, rank = call.builder, len(call.shape())
    found = norms.group_norm(builder, call.ref(0), groups, _eps(call))
    weights = [call.ref(1), call.ref(2)]
    if not per_channel:  # one weight for each group
        share = call.shape()[1] // groups
        weights = [_repeated(builder, w, groups, share) for w in weights]
    weight, bias = (along(builder, w, rank, 1) for w in weights)
    return call.result(norms.affine(builder, found, weight, bias))


def _repeated(builder: Builder, x: Ref, count: int, times: int) -> Ref:
    """Each entry of a vector several times, one after the other."""
    column = builder.reshape(x, (count, 1))
    return builder.reshape(builder.broadcast(column, (count, times)), (count * times,))


@operator("GroupNormalization", since=18)
def _group_norm_by_group(call: Call) -> Value:
    return _by_groups(call, call.attribute("num_groups"), per_channel=False)


@operator("GroupNormalization", since=21)
def _group_norm(call: Call) -> Value:
    return _by_groups(call, call.attribute("num_groups"), per_channel=True)


@operator("LayerNormalization")
def _layer_norm(call: Call) -> list[Value]:
    builder, x = call.builder, call.ref(0)
    axes = _last_axes(call)
    mean = builder.mean(x, axes, keep=True)
    centred = arithmetic.subtract(builder, x, mean)
    squares = builder.mean(builder.multiply(centred, centred), axes, keep=True)
    inverse = norms.inverse_root(builder, squares, _eps(call))
    found = arithmetic.multiply(builder, centred, inverse)
    found = norms.affine(builder, found, call.ref(1), call.optional(2))
    return [call.result(r) for r in (found, mean, inverse)]


def _last_axes(call: Call) -> range:
    rank = len(call.shape())
    return range(call.axis(call.attribute("axis", -1), rank), rank)


@operator("RMSNormalization")
def _rms_norm(call: Call) -> Value:
    found = norms.root_mean_square(call.builder, call.ref(0), _last_axes(call), _eps(call))
    return call.result(norms.affine(call.builder, found, call.ref(1), None))


@operator("LRN")
def _local_response(call: Call) -> Value:
    if call.attribute("size") % 2 == 0:
        call.refuse("an even number of neighbours is not read: programs disagree on which")
    return call.result(
        norms.local_response(
            call.builder,
            call.ref(0),
            call.attribute("size"),
            alpha=call.exact("alpha"),
            beta=call.exact("beta"),
            bias=call.exact("bias"),
        )
    )
