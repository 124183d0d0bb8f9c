"""The integral from 0 to t is what a function has accumulated since time 0.

It is linear: integrals of sums are sums of integrals, and a factor passes through. It is not
time-invariant, for it starts at 0 whenever the function does; from minus infinity on it would be.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="integral",
    family="signals",
    signature="y(t) = Integral(x(s), (s, 0, t))",
    text="y(t) = Integral(x(s), (s, 0, t))",
    called=("integration", "integrator", "antiderivative"),
    note="from minus infinity on: y(t) = Integral(x(s), (s, -oo, t))",
    claim=laws("proved", time_invariance="refuted"),
    summary="What a function has accumulated since time 0; not time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
