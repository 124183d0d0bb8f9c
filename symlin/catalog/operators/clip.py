"""Clipping cuts its input off at -c and c, as in gradient clipping by value.

It is odd, and linear only for c = 0, where everything becomes 0: for c > 0 its values stop growing
at c, and f(c) + f(c) = 2c while f(c + c) = c. Below the cut it looks like the identity, which is
why clipping seems harmless as long as nothing is large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input, or the end that it has passed."""
    x, c = at["x"], at["c"]
    return [-c if x < -c else c if x > c else x]


OPERATOR = Definition(
    name="clip",
    family="elementary",
    signature="clip(x, c)",
    inputs=("x",),
    parameters={"c": "c >= 0"},
    expression="Min(Max(x, -c), c)",
    reference=reference,
    claim=laws("conditional", odd="proved"),
    summary="The input, cut off at -c and c; linear exactly when c = 0.",
    references=("PyTorch documentation, torch.nn.utils.clip_grad_value_.",),
)
