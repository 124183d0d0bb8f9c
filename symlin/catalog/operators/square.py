"""The square multiplies the input by itself.

It is not linear: (1 + 1)^2 = 4, but 1^2 + 1^2 = 2. The missing 2 x y of the binomial formula is
exactly what separates (x + y)^2 from x^2 + y^2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input times itself."""
    return [at["x"] * at["x"]]


OPERATOR = Definition(
    name="square",
    family="elementary",
    signature="square(x)",
    inputs=("x",),
    expression="x**2",
    reference=reference,
    claim=laws("refuted"),
    summary="The input times itself.",
    references=("PyTorch documentation, torch.square.",),
    aliases=(Alias("np.square torch.square tf.square jax.lax.square sq", "x", "square(x)"),),
)
