"""Which stretches of a model are affine, each with the kernel's theorem; on a box, also those whose
units never switch there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symlin.decision.network.decide import scalar_theorems
from symlin.decision.network.stretches import affine_on_box, output_ends
from symlin.errors import InputError
from symlin.exact.deadline import Deadline
from symlin.export.collapse.chains import Chain, Model
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, Structure, proved
from symlin.reading.networks.onnx.read import read_model

SECONDS = 5.0
"""For the formulas of one stretch."""


@dataclass(frozen=True)
class Stretch:
    """A chain that is affine, as the theorem about it says."""

    chain: Chain
    theorem: NetworkTheorem
    """About the chain, or about what is left of it on the box: affine on the whole space."""
    on_box: NetworkTheorem | None = None
    """That the chain is affine where its input lies on the box."""

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
        alone = stretch_of(model, piece(run, last, last + 1))
        if alone is None:
            break
        found = alone
    else:
        last = len(run.nodes)
    if found is None or last == first:
        return None
    # bounds at the chain's input alone may say less than those from the model's input on
    ends = range(last, first, -1) if model.box is not None else (last,)
    return next(filter(None, (stretch_of(model, piece(run, first, end)) for end in ends)), None)


def stretch_of(model: Model, chain: Chain) -> Stretch | None:
    """The chain as a stretch, if it is seen to be affine, on the box at least."""
    theorem = affine_theorem(model, chain)
    if theorem is not None:
        return Stretch(chain, theorem)
    try:
        return None if model.box is None else _on_box(model, chain)
    except (InputError, Rejected):
        return None


def _on_box(model: Model, chain: Chain) -> Stretch:
    graph = read_model(model.part(chain), chain.target).graph
    domain = Domain({chain.source: ends_at(model, chain.source)})
    on_box, whole = affine_on_box(graph, domain)
    return Stretch(chain, whole, on_box)


def ends_at(model: Model, tensor: str) -> tuple[Ends, ...]:
    """Between which numbers the entries of a tensor lie where the model's inputs lie on the box.

    Raises `InputError` where the way to it is not read.
    """
    assert model.box is not None, "a box says between which numbers inputs lie"
    if tensor not in model.ends:
        graph = read_model(model.up_to(tensor), tensor).graph
        inputs = {node.name for node in graph.input_nodes()}
        domain = Domain({name: row for name, row in model.box.ends.items() if name in inputs})
        model.ends[tensor] = output_ends(graph, domain)
    return model.ends[tensor]


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
