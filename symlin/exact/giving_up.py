"""How a computation ends that would take too much."""

from __future__ import annotations

from symlin.kernel.clock import OutOfTime
from symlin.kernel.numbers import TooLarge

GIVEN_UP = (OutOfTime, TooLarge, RecursionError)
"""It takes too long, grows too large or nests too deep. There is no answer then, which is no
failure where the question may stay open."""
