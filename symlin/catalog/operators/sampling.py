"""Sampling with a hold takes the value of a function at each whole time and keeps it to the next.

It is linear, for it only looks at another place. It is not time-invariant: what is delayed by half
a step is sampled half a step earlier in its course.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="sampling",
    family="signals",
    signature="y(t) = x(floor(t))",
    text="y(t) = x(floor(t))",
    called=("sample_and_hold", "zero_order_hold", "sampler"),
    note="every second value of a sequence: x[2*n]",
    claim=laws("proved", time_invariance="refuted"),
    summary="Each value is held until the next whole time; not time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
