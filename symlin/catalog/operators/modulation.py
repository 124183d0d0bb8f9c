"""Modulation multiplies a function with a wave of rate w.

It is linear for every w: at each time it is the value of the function times a number. That number
changes with time, so that it is time-invariant for w = 0 alone.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="modulation",
    family="signals",
    signature="y(t) = x(t)*cos(w*t)",
    text="y(t) = x(t)*cos(w*t)",
    called=("modulator", "amplitude_modulation", "mixer"),
    claim=laws("proved", time_invariance="conditional"),
    summary="A function times a wave: linear, time-invariant only for w = 0.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
