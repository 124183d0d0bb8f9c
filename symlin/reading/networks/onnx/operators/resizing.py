"""Resize and Upsample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any

from symlin.exact.floats import dyadic
from symlin.reading.networks.layers.resize import Axis, resized
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Value
from symlin.reading.networks.packages import np

MODES = ("nearest", "linear", "cubic")
Sizes = dict[int, tuple[int, Fraction]]
"""The new size of an axis, and its scale."""
Regions = dict[int, tuple[Fraction, Fraction]]
"""Where what is kept of an axis begins and ends."""
WHOLE = (Fraction(0), Fraction(1))


@operator("Upsample", since=7)
def _upsample(call: Call) -> Value:
    return _simple(call, call.attribute("scales"))


@operator("Upsample", since=9)
@operator("Resize", since=10)
def _resize_10(call: Call) -> Value:
    return _simple(call, [float(s) for s in call.known(1, "the scales").reshape(-1)])


def _simple(call: Call, scales: Sequence[float]) -> Value:
    """Entries stand at multiples of the scale; the nearest is the one before."""
    sizes = _by_scales(call, dict(enumerate(scales)))
    return _resized(call, sizes, regions={}, coordinates="asymmetric", rounding="floor")


@operator("Resize", since=11)
def _resize(call: Call) -> Value:
    rank = len(call.shape())
    axes = [call.axis(a, rank) for a in call.attribute("axes") or range(rank)]
    if call.has(3) and call.known(3, "the sizes").size:
        sizes = _by_sizes(call, axes)
    else:
        given = [float(s) for s in call.known(2, "the scales").reshape(-1)]
        sizes = _by_scales(call, dict(zip(axes, given, strict=True)))
    return _resized(
        call,
        sizes,
        coordinates=call.attribute("coordinate_transformation_mode"),
        rounding=call.attribute("nearest_mode"),
        cubic=Fraction(call.attribute("cubic_coeff_a")),
        antialias=bool(call.attribute("antialias", 0)),
        exclude_outside=bool(call.attribute("exclude_outside", 0)),
        regions=_regions(call, axes),
    )


def _by_sizes(call: Call, axes: Sequence[int]) -> Sizes:
    """The size of each axis and its scale; a policy keeps the proportions."""
    shape = call.shape()
    sizes = dict(zip(axes, call.ints(3, "the sizes"), strict=True))
    scales = {a: Fraction(n, shape[a]) for a, n in sizes.items()}
    policy = call.attribute("keep_aspect_ratio_policy", "stretch")
    if policy == "stretch":
        return {a: (n, scales[a]) for a, n in sizes.items()}
    common = (min if policy == "not_larger" else max)(scales.values())
    return {a: (floor(common * shape[a] + Fraction(1, 2)), common) for a in axes}


def _regions(call: Call, axes: Sequence[int]) -> Regions:
    if call.attribute("coordinate_transformation_mode") != "tf_crop_and_resize":
        return {}
    given = [Fraction(float(n)) for n in call.known(1, "the region").reshape(-1)]
    half = len(given) // 2
    return dict(zip(axes, zip(given[:half], given[half:], strict=True), strict=True))


UNCLEAR = ("align_corners", "tf_crop_and_resize")
"""Coordinates that the standard and its programs count from ends that lie inside an entry."""


def _by_scales(call: Call, scales: Mapping[int, float]) -> Sizes:
    """The size of each axis: a product in float32, as the standard's own inference has it."""
    found: Sizes = {}
    for axis, scale in scales.items():
        old = call.shape()[axis]
        new = int(np.floor(np.float32(old) * np.float32(scale)))
        if call.attribute("coordinate_transformation_mode") in UNCLEAR and scale * old != new:
            call.refuse("a scale that leaves part of an entry is not read: programs disagree on it")
        found[axis] = (new, Fraction(scale))
    return found


def _resized(call: Call, sizes: Sizes, *, regions: Regions, **how: Any) -> Value:
    mode = call.attribute("mode", "nearest")
    if mode not in MODES:
        call.wrong(f"there is no mode {mode!r}")
    shape = list(call.shape())
    axes: dict[int, Axis] = {}
    for number, (new, scale) in sizes.items():
        start, end = regions.get(number, WHOLE)
        if scale <= 0 or new < 1:
            call.wrong(f"axis {number} is resized to {new}")
        if (new, scale, start, end) != (shape[number], Fraction(1), *WHOLE):
            axes[number] = Axis(shape[number], new, scale, mode=mode, start=start, end=end, **how)
        shape[number] = new
    call.fits(shape)
    outside = dyadic(call.attribute("extrapolation_value", 0.0))
    return call.result(resized(call.builder, call.ref(0), axes, outside))
