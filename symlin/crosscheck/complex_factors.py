"""The numeric second opinion on claims over C: do complex factors pass through?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from symlin.language.operator import Operator

EXAMPLES = 20
"""Points, each with a factor."""
CLOSE = 1e-7
"""How far the sides may be apart, against their size."""


def contradiction(operator: Operator, seed: int) -> str | None:
    """A point and a complex factor that the reference does not let through; None where there is
    none among those tried. The operator is said to be linear over the complex numbers.
    """
    reference = operator.reference
    if reference is None or operator.assumptions:
        return None
    random = Random(seed)
    for _ in range(EXAMPLES):
        parameters = {name: random.randint(-16, 16) / 8 for name in operator.parameters}
        z = [complex(random.randint(-16, 16), random.randint(-16, 16)) / 8
             for _ in operator.inputs[::2]]  # fmt: skip
        c = complex(random.randint(-8, 8), random.randint(-8, 8)) / 4
        try:
            left = reference({**parameters, **_named(operator, [c * entry for entry in z])})
            right = reference({**parameters, **_named(operator, z)})
        except (ArithmeticError, ValueError):
            continue
        if _differ(left, [part for x in _pairs(right) for part in _parts(c * x)]):
            return f"f(c z) is not c f(z) at z = {z}, c = {c}, {parameters}"
    return None


def _named(operator: Operator, z: Sequence[complex]) -> dict[str, float]:
    parts = (part for entry in z for part in _parts(entry))
    return dict(zip(operator.inputs, parts, strict=True))


def _parts(z: complex) -> tuple[float, float]:
    return z.real, z.imag


def _pairs(values: Sequence[float]) -> list[complex]:
    return [complex(re, im) for re, im in zip(values[::2], values[1::2], strict=True)]


def _differ(left: Sequence[float], right: Sequence[float]) -> bool:
    """Whether two numbers differ; what is no number tells nothing."""
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if math.isfinite(a + b)]
    size = max((max(abs(a), abs(b)) for a, b in pairs), default=0.0)
    return any(abs(a - b) > CLOSE * max(1.0, size) for a, b in pairs)
