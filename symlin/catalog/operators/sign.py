"""The sign tells positive inputs (1), negative inputs (-1) and 0 apart.

It is odd, sign(-x) = -sign(x), but it forgets the size of its input, and so it is not linear:
sign(1) + sign(1) = 2, but sign(1 + 1) = 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """-1, 0 or 1."""
    x = at["x"]
    return [float(x > 0) - float(x < 0)]


OPERATOR = Definition(
    name="sign",
    family="elementary",
    signature="sign(x)",
    inputs=("x",),
    expression="Piecewise((1, x > 0), (-1, x < 0), (0, True))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="1, 0 or -1 by the side of 0.",
    references=("PyTorch documentation, torch.sign.",),
    aliases=(
        Alias("np.sign torch.sign torch.sgn tf.sign jax.lax.sign sgn signum", "x", "sign(x)"),
    ),
)
