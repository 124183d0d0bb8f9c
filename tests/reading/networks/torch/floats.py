"""Graphs evaluated exactly and rounded to floats, to compare with torch in float64."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import arb, fmpq

from symlin.kernel.network.evaluate import Evaluation
from symlin.language.network.network import Network


def values(network: Network, at: Mapping[str, Sequence[float]]) -> list[float]:
    """The entries of the output at a point."""
    exact = {
        name: {i: fmpq(*x.as_integer_ratio()) for i, x in enumerate(entries)}
        for name, entries in at.items()
    }
    found = Evaluation(network.graph, [exact]).values(160)
    (row,) = found.rows
    if found.is_exact:
        return [float(arb(fmpq(int(entry), found.scale))) for entry in row]
    return [float(entry) for entry in row]


def distance(network: Network, at: Mapping[str, Sequence[float]]) -> float:
    """How far graph and original are apart, relative to the original where that is above 1.

    Raises `ArithmeticError` or `ValueError` where the original has no value.
    """
    assert network.original is not None
    there = network.original(at)
    here = values(network, at)
    assert len(here) == len(there)
    return max((abs(a - b) / max(1, abs(b)) for a, b in zip(here, there, strict=True)), default=0)
