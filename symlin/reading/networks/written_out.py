"""Small networks as operators on numbers: what compares formulas compares them, too."""

from __future__ import annotations

from typing import Any

from symlin.errors import ON_NETWORKS, InputError
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.lower import lower
from symlin.language.network.network import Network
from symlin.language.operator import Operator
from symlin.reading.models.large import MOST_ENTRIES, MOST_INPUTS
from symlin.reading.networks.options import ModelOptions
from symlin.reading.networks.sources import is_model, read_model

NO_OPTIONS: ModelOptions = {}


def written_out_model(source: object, shape: Any, assume: Any = ()) -> Operator | None:
    """The operator that a model is, entry by entry; None for what is no model.

    Raises `InputError` where it cannot be read, or has too many entries.
    """
    if not is_model(source, NO_OPTIONS):
        return None
    asked = {"inputs": None, "space": (), "given": (), "shape": shape, "assume": assume}
    return written_out(read_model(source, asked, NO_OPTIONS))


def is_small(network: Network) -> bool:
    """Whether it has few enough entries to be written out."""
    sizes = [size_of(node.shape) for node in network.graph.nodes]
    inputs = sum(size_of(shape) for shape in network.shape_in.values())
    return inputs <= MOST_INPUTS and sum(sizes) <= MOST_ENTRIES


def written_out(network: Network) -> Operator:
    """The network as a function of its inputs' entries; raises `InputError` for large ones."""
    if not is_small(network):
        raise InputError(f"{network.name} has too many entries: {ON_NETWORKS}")
    subject = lower(network.graph, network.domain)
    return Operator(
        name=network.name,
        inputs=subject.inputs,
        parameters=(),
        outputs=subject.outputs,
        assumptions=subject.assumptions,
        shape_in=next(iter(network.shape_in.values())) if len(network.shape_in) == 1 else None,
        shape_out=network.shape_out,
    )
