"""Padding sets entries before and behind a tensor: zeros or a value, or entries that are there.

It is linear, unless it pads with a value that is not 0: each output is an entry or 0. Mirroring
(reflect), repeating the outermost entry (replicate) and going on at the other end (circular) keep
it linear. One size pads the last axis, [left, right, top, bottom] the last two.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.padding import pad

OPERATOR = Definition(
    name="pad",
    family="layer",
    signature="pad(size, mode=constant, value=0)",
    layer=pad,
    example="pad(1)",
    example_shape=(3,),
    claim=laws("proved"),
    summary="Zeros, or entries that are there, before and behind a tensor.",
    references=("PyTorch documentation, torch.nn.functional.pad.",),
    aliases=(
        Alias("nn.ZeroPad1d", "padding", "pad(padding)"),
        Alias("nn.ZeroPad2d", "padding", "pad([padding, padding, padding, padding])"),
        Alias("nn.ReflectionPad1d", "padding", "pad(padding, mode=reflect)"),
        Alias("nn.ReplicationPad1d", "padding", "pad(padding, mode=replicate)"),
        Alias("nn.CircularPad1d", "padding", "pad(padding, mode=circular)"),
        Alias("nn.ConstantPad1d", "padding, value", "pad(padding, value=value)"),
        Alias(
            "np.pad jnp.pad",
            instead=(
                "np.pad pads every axis: write pad(1) for the last axis, pad([left, "
                "right, top, bottom]) for two"
            ),
        ),
    ),
    word=True,
)
