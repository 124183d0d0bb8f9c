"""The moving average replaces each value of a sequence by the mean of three neighbours.

It is linear, a combination of values with fixed weights, and time-invariant, for the weights are
the same everywhere. Averages over other numbers of neighbours with other weights are linear, too.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="moving_average",
    family="signals",
    signature="y[n] = (x[n-1] + x[n] + x[n+1])/3",
    text="y[n] = (x[n-1] + x[n] + x[n+1])/3",
    called=("running_mean", "moving_mean", "rolling_mean", "smoothing"),
    claim=laws("proved", time_invariance="proved"),
    summary="The mean of each value and its two neighbours; time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
