"""A Fourier sum weighs eight values of a sequence with a wave and adds them up, for each rate k.

It is linear, a combination of values with fixed weights, as every Fourier sum is. It is not
time-invariant: a delay of the sequence changes the sum at each rate, and delays nothing.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="fourier_sum",
    family="signals",
    signature="y[k] = Sum(x[n]*cos(pi*k*n/4), (n, 0, 7))",
    text="y[k] = Sum(x[n]*cos(pi*k*n/4), (n, 0, 7))",
    called=("cosine_sum",),
    note="of vectors, with both parts: fft --shape 8",
    claim=laws("proved", time_invariance="refuted"),
    summary="The real part of a discrete Fourier transform of length 8.",
    references=("Oppenheim and Willsky, Signals and Systems, 2nd edition, Prentice Hall, 1997.",),
)
