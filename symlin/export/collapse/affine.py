"""Which stretches of a model are affine, each with the kernel's theorem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symlin.decision.network.decide import scalar_theorems
from symlin.errors import InputError
from symlin.exact.deadline import Deadline
from symlin.export.collapse.chains import Chain, Model
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, Structure, proved
from symlin.reading.networks.onnx.read import read_model

SECONDS = 5.0
"""For the formulas of one stretch."""


@dataclass(frozen=True)
class Stretch:
    """A chain that is affine, as the theorem about it says."""

    chain: Chain
    theorem: NetworkTheorem

    @property
    def sizes(self) -> tuple[int, int]:
        """How many entries go in and come out."""
        from symlin.decision.network.map import AffineMap

        rows, columns = AffineMap(self.theorem).shape
        return columns, rows


def stretches(model: Model) -> Iterator[Stretch]:
    """The longest affine stretches of the model, in its order."""
    for run in model.runs():
        first = 0
        while first < len(run.nodes):
            found = _longest(model, run, first)
            if found is not None:
                yield found
            first += 1 if found is None else len(found.chain.nodes)


def _longest(model: Model, run: Chain, first: int) -> Stretch | None:
    """The longest affine stretch that begins at a node; affine maps compose."""
    found: Stretch | None = None
    for last in range(first, len(run.nodes)):
        alone = affine_theorem(model, piece(run, last, last + 1))
        if alone is None:
            break
        found = Stretch(piece(run, last, last + 1), alone)
    else:
        last = len(run.nodes)
    if found is None or last == first:
        return None
    whole = piece(run, first, last)
    theorem = affine_theorem(model, whole)
    return None if theorem is None else Stretch(whole, theorem)


def piece(run: Chain, first: int, last: int) -> Chain:
    """The nodes from one place to another."""
    source = run.source if first == 0 else run.nodes[first - 1].output[0]
    return Chain(run.nodes[first:last], source, run.nodes[last - 1].output[0])


def affine_theorem(
    model: Model, chain: Chain, shape: tuple[int, ...] | None = None
) -> NetworkTheorem | None:
    """That the chain is affine, by its structure; None where that is not shown."""
    try:
        network = read_model(model.part(chain, shape), chain.target)
        subject = NetworkSubject(network.graph, Domain())
        scalars = scalar_theorems(network.graph, Deadline(SECONDS))
        return proved(subject, [Law.AFFINE], Structure(scalars))[0]
    except (InputError, Rejected):
        return None
