"""Convolution with h adds up delayed copies of a sequence, each with the weight that h gives it.

It is linear in x for every response h, where the sum exists, and time-invariant: what is delayed
goes in later and comes out later. In x and h together it is bilinear, and not linear.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="convolution",
    family="signals",
    signature="y[n] = Sum(h[k]*x[n-k], (k, -oo, oo))",
    text="y[n] = Sum(h[k]*x[n-k], (k, -oo, oo))",
    given=("h",),
    called=("convolve", "conv"),
    note="of functions: Integral(h(t - s)*x(s), (s, -oo, oo)) with h given",
    claim=laws("proved", time_invariance="proved"),
    summary="A sequence weighted with a given response; time-invariant.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
