"""Values of networks as floats, beside what others compute."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import fmpq

from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.theories.enclosure import NoBall


def exact_point(inputs: Mapping[str, Any]) -> dict[str, dict[int, Any]]:
    """Arrays of floats as the exact point that they are."""
    return {
        name: {i: fmpq(*float(n).as_integer_ratio()) for i, n in enumerate(array.reshape(-1)) if n}
        for name, array in inputs.items()
    }


def values_at(graph: Graph, inputs: Mapping[str, Any]) -> list[float]:
    """The output's entries at a point, each the float nearest to the exact value.

    Raises as `Evaluation.values` does.
    """
    evaluation = Evaluation(graph, [exact_point(inputs)])
    for bits in (128, 512, 2048):
        try:
            found = evaluation.values(bits)
            break
        except NoBall:
            if bits == 2048:
                raise
    if found.is_exact:
        return [float(Fraction(int(e), found.scale)) for e in found.row(0)]
    return [float(e.mid()) for e in found.row(0)]
