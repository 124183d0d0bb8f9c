"""Interpolation: each axis by itself, with exact weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symlin.reading.networks.layers.resize import Axis, resized
from symlin.reading.networks.torch.reading import Reading, Traced, Value
from symlin.reading.networks.torch.rules.products import shape_of
from symlin.reading.networks.torch.table import rule


@rule(
    "upsample_linear1d.vec",
    "upsample_bilinear2d.vec",
    "upsample_trilinear3d.vec",
    "upsample_bicubic2d.vec",
    "_upsample_bilinear2d_aa.vec",
    "_upsample_bicubic2d_aa.vec",
)
def upsample(
    r: Reading,
    x: Value,
    output_size: Sequence[int] | None,
    align_corners: bool,
    scale_factors: Sequence[float] | None,
) -> Traced:
    """Linear or cubic interpolation; a scale that was given is the one that counts."""
    shape, word = shape_of(x), r.place.word
    axes = {}
    for place, old in enumerate(shape[2:]):
        if output_size is None and scale_factors is not None:
            new = int(old * scale_factors[place])
            scale = Fraction(scale_factors[place])
        else:
            new = list(output_size or ())[place]
            scale = Fraction(new, old)
        axes[place + 2] = Axis(
            old,
            new,
            scale,
            "align_corners" if align_corners else "half_pixel",
            "cubic" if "cubic" in word else "linear",
            antialias=word.endswith("_aa"),
            # torch's antialiased filters have another coefficient, and leave out what is outside
            cubic=Fraction(-1, 2) if word.endswith("_aa") else Fraction(-3, 4),
            exclude_outside=word.endswith("_aa"),
        )
    return r.traced(resized(r.builder, r.ref(x), axes))
