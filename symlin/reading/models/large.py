"""Pipelines with too many entries to be written out: graphs of tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.layers.arguments import entry_count
from symlin.errors import InputError
from symlin.kernel.certificate import Rejected
from symlin.kernel.network.domain import Domain, Ends
from symlin.language.network.builder import Builder
from symlin.language.network.indices import NoGraph
from symlin.language.network.network import Network, Original
from symlin.language.operator import Operator
from symlin.reading.models.bounds import both, bounds_in
from symlin.reading.models.composition import (
    EVERY_ENTRY,
    Composition,
    entry_names,
    refuse_stranger,
)

MOST_INPUTS = 400
"""Of a pipeline that is written out: up to here it takes five seconds at most."""
MOST_ENTRIES = 20_000
"""In all tensors of such a pipeline."""


def question(composition: Composition) -> Operator | Network:
    """The pipeline as it is decided: entry by entry, or as a graph where these are too many.

    Raises `InputError` for conditions on a graph that are no bounds of its entries.
    """
    entries = list(map(entry_count, composition.shapes))
    is_small = entries[0] <= MOST_INPUTS and sum(entries) <= MOST_ENTRIES
    # what is assumed of numbers that are not rational is for whoever decides about terms
    assumed = any(layer.assumptions for layer in composition.layers)
    if is_small or assumed or composition.parameters:
        return composition.operator()
    try:
        return _network(composition)
    except NoGraph:
        return composition.operator()


def _network(composition: Composition) -> Network:
    builder = Builder()
    x = builder.input(EVERY_ENTRY, composition.shapes[0])
    for number, layer in enumerate(composition.layers, start=1):
        with builder.labelled(f"{layer.name} (layer {number})"):
            x = layer.emit(builder, x)
    graph, labels = builder.graph(x)
    return Network(
        name=composition.name,
        graph=graph,
        labels=labels,
        kinds="exact",
        domain=_domain(composition),
        original=_original(composition),
    )


def _original(composition: Composition) -> Original:
    def original(at: Mapping[str, Sequence[float]]) -> Sequence[float]:
        return composition.evaluate(at[EVERY_ENTRY], {})

    return original


# ---- conditions, as bounds ----


def _domain(composition: Composition) -> Domain:
    shape = composition.shapes[0]
    every: Ends = (None, None)
    single: dict[str, Ends] = {}
    for text, guard in composition.assume:
        for name, ends in bounds_in(text, guard):
            if name == EVERY_ENTRY:
                every = both(every, ends)
            else:
                single[name] = both(single.get(name, (None, None)), ends)
    if every == (None, None) and not single:
        return Domain()
    row: tuple[Ends, ...] = (every,)
    if single:
        names = entry_names(shape)
        for name in single.keys() - set(names):
            refuse_stranger(name, next(t for t, _ in composition.assume if name in t))
        row = tuple(both(every, single.get(name, (None, None))) for name in names)
    try:
        return Domain({EVERY_ENTRY: row})
    except Rejected:
        raise InputError("the domain is empty: no point satisfies the assumptions") from None
