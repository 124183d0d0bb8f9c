"""A shift delays a function by a.

It is linear for every a, for it only looks at another place: the value of a sum is the sum of the
values there. It is time-invariant: two delays come to the same in either order.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="shift",
    family="signals",
    signature="y(t) = x(t - a)",
    text="y(t) = x(t - a)",
    called=("delay", "time_shift", "translation"),
    note="of sequences: x[n - 1]",
    claim=laws("proved", time_invariance="proved"),
    summary="A function that comes later by a; time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
