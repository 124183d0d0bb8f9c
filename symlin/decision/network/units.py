"""How many units of a network stay in one piece on a domain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Units:
    """The units of one node on the domain: relu, abs, clip, maxima, choices."""

    place: int
    """The node."""
    label: str
    """The layer or line that it comes from."""
    on: int
    """In a piece that follows what the unit is applied to."""
    off: int
    """In a piece where it is constant."""
    open: int
    """Not seen to stay in one piece."""
    proved: bool
    """Whether the kernel has seen it: it is part of the argument for a theorem."""
