"""Domains of networks: boxes, and conditions in which x stands for every entry."""

from __future__ import annotations

from dataclasses import replace

from symlin.errors import InputError
from symlin.kernel.certificate import Rejected
from symlin.kernel.network.domain import Domain, Ends
from symlin.language.network.network import Network
from symlin.reading.models import formulas
from symlin.reading.models.bounds import both, bounds_in
from symlin.reading.models.composition import EVERY_ENTRY
from symlin.reading.networks.boxes import read_box
from symlin.reading.networks.options import Box
from symlin.reading.sources import Assume, names_and_conditions


def restricted(network: Network, assume: Assume, box: Box) -> Network:
    """The network on the domain that was said; raises `InputError` for what says none."""
    _, texts = names_and_conditions(None, assume)
    if not texts:
        read = read_box(box, network.shape_in)
        return replace(network, domain=read.domain, notes=(*network.notes, *read.notes))
    if box is not None:
        raise InputError("a box and conditions say the same twice: leave one of them out")
    ends: dict[str, Ends] = dict.fromkeys(network.shape_in, (None, None))
    for text in texts:
        for name, said in bounds_in(text, formulas.condition(text)):
            for one in _meant(name, text, network):
                ends[one] = both(ends[one], said)
    try:
        domain = Domain({name: (pair,) for name, pair in ends.items()})
    except Rejected:
        raise InputError("the domain is empty: no point satisfies the assumptions") from None
    return replace(network, domain=domain)


def _meant(name: str, text: str, network: Network) -> list[str]:
    """The inputs whose entries a name stands for: its own, or those of all inputs."""
    inputs = list(network.shape_in)
    if name in inputs:
        return [name]
    if name != EVERY_ENTRY:
        raise InputError(f"{name} in {text!r} is no input: x stands for every entry of the inputs")
    return inputs
