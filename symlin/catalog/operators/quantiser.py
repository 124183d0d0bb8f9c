"""A quantiser rounds each value of a signal to the nearest multiple of q.

It is not linear: values below q/2 become 0, and two of them together may not. It is
time-invariant, for every value is rounded by itself, and odd, for it rounds both signs alike.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="quantiser",
    family="signals",
    signature="y(t) = quantise(x(t), q)",
    text="y(t) = quantise(x(t), q)",
    called=("quantizer", "quantisation", "quantization"),
    note="of numbers: quantise",
    claim=laws("refuted", odd="proved", time_invariance="proved"),
    summary="Each value of a signal is rounded to a multiple of q: not linear, time-invariant.",
    references=(
        "Gray and Neuhoff, Quantization, IEEE Transactions on Information Theory 44, 1998.",
    ),
)
