"""Clipping cuts its input off at a lower end lo and an upper end hi.

It is linear only in one case, lo = hi = 0, where everything becomes 0: any other interval either
moves the origin or stops the values from growing, and the values of a linear map grow without end.
With lo = hi it is constant, which is affine; with lo = -hi it is odd.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input, or the end that it has passed."""
    x, lo, hi = at["x"], at["lo"], at["hi"]
    return [lo if x < lo else hi if x > hi else x]


OPERATOR = Definition(
    name="clip",
    family="elementary",
    signature="clip(x, lo, hi)",
    inputs=("x",),
    parameters={"lo": "", "hi": "lo <= hi"},
    expression="Min(Max(x, lo), hi)",
    reference=reference,
    claim=laws("conditional"),
    summary="The input, cut off at lo and hi.",
    references=("NumPy documentation, numpy.clip.",),
)
