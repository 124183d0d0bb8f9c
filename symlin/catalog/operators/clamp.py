"""Clamping keeps a number between two bounds: below lo it becomes lo, above hi it becomes hi.

It is not linear, unless it is constantly 0: for lo < hi its values stop growing at hi, while a
linear function that is not 0 grows without end. Where lo exceeds hi, every value is hi, as in the
libraries; then it is affine, and linear exactly for hi = 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The lower bound first, then the upper one."""
    x, lo, hi = at["x"], at["lo"], at["hi"]
    raised = lo if x < lo else x
    return [hi if raised > hi else raised]


OPERATOR = Definition(
    name="clamp",
    family="elementary",
    signature="clamp(x, lo, hi)",
    inputs=("x",),
    parameters={"lo": "", "hi": ""},
    expression="Min(Max(x, lo), hi)",
    reference=reference,
    claim=laws("conditional"),
    summary="The input, but at least lo and at most hi.",
    references=(
        "PyTorch documentation, torch.clamp.",
        "NumPy documentation, numpy.clip.",
    ),
    aliases=(
        Alias(
            "np.clip torch.clamp torch.clip tf.clip_by_value clip",
            "x, min, max",
            "clamp(x, min, max)",
        ),
        Alias("np.clip jnp.clip", "a, a_min, a_max", "clamp(a, a_min, a_max)"),
        Alias(
            "tf.clip_by_value",
            "t, clip_value_min, clip_value_max",
            "clamp(t, clip_value_min, clip_value_max)",
        ),
        Alias("torch.clamp torch.clip clamp", "x, min", "Max(x, min)"),
        Alias("torch.clamp torch.clip clamp", "x, max", "Min(x, max)"),
        Alias("jax.lax.clamp", "min, x, max", "clamp(x, min, max)"),
        Alias("F.hardtanh", "x, min_val=-1, max_val=1, inplace=any", "clamp(x, min_val, max_val)"),
        Alias("nn.Hardtanh", "min_val=-1, max_val=1, inplace=any", "clamp(x, min_val, max_val)"),
    ),
)
