"""Angles counted in smaller units, so that sines of halves and of wholes meet."""

from __future__ import annotations

from symlin.exact.atoms import angle_denominator
from symlin.kernel.certificate import Contradiction
from symlin.kernel.facts import Context
from symlin.kernel.walk import variables
from symlin.search.proofs.branching import Branching, Level

FINEST = 12
"""The largest number of parts: sines of multiples of a sum have ever more terms."""

FINEST_NUMBER = 100
"""The same where all angles are numbers."""


def by_angle(prover: Branching, context: Context, level: Level) -> Contradiction | None:
    """sin(u) - 2 sin(u/2) cos(u/2) is 0 at once where angles are counted in halves."""
    # Only once: the parts are parts of a whole angle.
    if context.angle_denominator != 1:
        return None
    parts = angle_denominator(context)
    finest = FINEST if variables(*context.facts) else FINEST_NUMBER
    if 1 < parts <= finest and Context(context.facts, parts).contradiction is not None:
        return Contradiction(parts)
    return None
