"""Scaling in time runs a function a times as fast.

It is linear for every a, for it only looks at another place. It is time-invariant for a = 1 alone:
delayed by s first, the function is scaled together with its delay, and comes later by s/a.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="time_scaling",
    family="signals",
    signature="y(t) = x(a*t)",
    text="y(t) = x(a*t)",
    called=("scaling_in_time", "time_scale", "dilation"),
    note="of sequences: x[2*n]",
    claim=laws("proved", time_invariance="conditional"),
    summary="A function that runs a times as fast: linear, time-invariant only for a = 1.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
