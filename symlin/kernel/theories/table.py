"""The theories that are switched on: one row each.

A row that is deleted takes its theory out of the kernel: certificates that need it are rejected
then, and no claim is accepted that was not accepted before.
"""

from __future__ import annotations

from symlin.kernel.algebra import together
from symlin.kernel.theories import (
    calculus,
    degree,
    enclosure,
    error_function,
    exponential,
    factoring,
    fractions,
    integers,
    measurable,
    pieces,
    positivity,
    ranges,
    rational,
    roots,
    trigonometry,
)

ROWS = (
    ranges.THEORY,
    pieces.THEORY,
    fractions.THEORY,
    exponential.THEORY,
    trigonometry.THEORY,
    error_function.THEORY,
    integers.THEORY,
    roots.THEORY,
    factoring.THEORY,
    enclosure.THEORY,
    calculus.THEORY,
    positivity.THEORY,
    degree.THEORY,
    measurable.THEORY,
    rational.THEORY,
)
THEORIES = together(ROWS)
