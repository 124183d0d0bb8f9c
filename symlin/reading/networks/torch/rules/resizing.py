"""Interpolation: each axis by itself, with exact weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.graph import MOST_ENTRIES
from symlin.reading.networks.layers.resize import Axis, resized
from symlin.reading.networks.torch.reading import Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.rules.products import move, reshape, shape_of
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


@rule("grid_sampler_2d.default", "grid_sampler_3d.default")
def grid_sampler(
    r: Reading,
    x: Value,
    grid: Value,
    interpolation_mode: int,
    padding_mode: int,
    align_corners: bool,
) -> Value:
    """Entries at places between others: weights that torch computes of a grid that is known."""
    if depends(grid):
        r.refuse("where it looks depends on the values of the input")
    shape, places = shape_of(x), shape_of(grid)[1:-1]
    cells, count = size_of(shape[2:]), size_of(places)
    if cells * max(cells, count) > MOST_ENTRIES >> 4:
        r.refuse("a grid with so many places is not read")
    # one image for each entry, which is 1 there: what is found in it are the entry's weights
    images = torch.eye(cells, dtype=torch.float64).reshape(cells, 1, *shape[2:])
    options = interpolation_mode, padding_mode, align_corners
    sampled = []
    for number in range(shape[0]):
        repeated = grid[number : number + 1].double().expand(cells, *shape_of(grid)[1:])
        weights = torch.grid_sampler(images, repeated, *options).reshape(cells, count).t()
        image = reshape(r, move(r, "select.int", x, 0, number), (shape[1], cells))
        found = r.traced(r.builder.dense(r.ref(image), r.ref(weights.contiguous())))
        sampled.append(r.tensor(reshape(r, found, (shape[1], *places))))
    return move(r, "stack.default", sampled, 0)
