"""Pipelines and networks, as layers with exact weights.

    from symlin.models import Dense, relu

    net = Dense([[1, 2], [3, 4]], bias=[0, "1/2"]) >> relu >> Dense([[1, -1]])
    net.operator()

Every operator of the catalog that needs no argument can be imported from here by its name.
"""

from __future__ import annotations

from symlin.catalog import index as catalog
from symlin.reading.models.sequential import (
    AvgPool1d,
    AvgPool2d,
    Conv1d,
    Conv2d,
    Dense,
    Elementwise,
    Flatten,
    MaxPool1d,
    MaxPool2d,
    Sequential,
    Softmax,
    SumPool1d,
    from_terms,
)

__all__ = [
    "AvgPool1d",
    "AvgPool2d",
    "Conv1d",
    "Conv2d",
    "Dense",
    "Elementwise",
    "Flatten",
    "MaxPool1d",
    "MaxPool2d",
    "Sequential",
    "Softmax",
    "SumPool1d",
    "from_terms",
]


def __getattr__(name: str) -> Sequential:
    """The catalog's elementwise operators, by name; parameters stay free."""
    if name.startswith("_") or not catalog.is_function(name):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return Elementwise(name)
