"""The derivative of a function is its slope at each place.

It is linear: the slope of a sum is the sum of the slopes, and a factor passes through. It is also
time-invariant: a delayed function has the same slopes later. It is defined where the slope exists.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="derivative",
    family="signals",
    signature="y(t) = x'(t)",
    text="y(t) = x'(t)",
    called=("differentiation", "differentiator", "first_derivative"),
    claim=laws("proved", time_invariance="proved"),
    summary="The slope of a function at each place; time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
