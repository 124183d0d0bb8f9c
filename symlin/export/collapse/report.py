"""What a model has without need, and what it would be without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symlin.export.collapse.affine import Stretch, piece, stretch_of, stretches
from symlin.export.collapse.batches import keeps_rows
from symlin.export.collapse.chains import Chain, Model, Shape, model_of
from symlin.export.collapse.fold import BY_CHANNEL, Fold, folded
from symlin.kernel.network.domain import Domain
from symlin.reading.networks.onnx.files import Proto


@dataclass(frozen=True)
class Saving:
    """A stretch, the layer that does the same, and how many numbers each stores."""

    stretch: Stretch
    fold: Fold
    weights: int

    made: int
    """How many nodes stand for the stretch."""

    @property
    def layers(self) -> int:
        """How many nodes the stretch has."""
        return len(self.stretch.chain.nodes)


@dataclass(frozen=True)
class Collapse:
    """The affine stretches of a model."""

    model: Model = field(repr=False)
    savings: Sequence[Saving]
    """Those that become smaller."""
    kept: Sequence[Stretch]
    """Those of several layers that do not."""

    @property
    def weights(self) -> tuple[int, int]:
        """The numbers that the model stores, and that it would store."""
        nodes = self.model.proto.graph.node
        gone = {node.output[0] for saving in self.savings for node in saving.stretch.chain.nodes}
        # weights may be shared with nodes that stay
        left = self.model.weights([node for node in nodes if node.output[0] not in gone])
        return self.model.weights(nodes), left + sum(s.fold.weights for s in self.savings)

    @property
    def nodes(self) -> tuple[int, int]:
        """The same of its nodes."""
        before = len(self.model.proto.graph.node)
        gone = sum(s.layers - s.made for s in self.savings)
        return before, before - gone


def collapse(proto: Proto, inputs: Mapping[str, Shape], box: Domain | None = None) -> Collapse:
    """What can be had of a model whose inputs have these shapes, and lie on a box, if there is one;
    raises `InputError`."""
    model = model_of(proto, inputs)
    model.box = box
    savings: list[Saving] = []
    kept: list[Stretch] = []
    for stretch in stretches(model):
        saving = _saving(model, stretch)
        found = [saving] if saving else list(_savings_inside(model, stretch))
        savings += found
        if not found and len(stretch.chain.nodes) > 1:
            kept.append(stretch)
    return Collapse(model, savings, kept)


def _savings_inside(model: Model, stretch: Stretch) -> Iterator[Saving]:
    """Parts of a stretch that become smaller where the whole does not: a convolution with what
    belongs to it, and what lies between convolutions."""
    kinds = [node.op_type for node in stretch.chain.nodes]
    first = 0
    while first < len(kinds):
        last = first + 1
        if kinds[first] == "Conv":
            while last < len(kinds) and kinds[last] in BY_CHANNEL:
                last += 1
        else:
            while last < len(kinds) and kinds[last] != "Conv":
                last += 1
        chain = piece(stretch.chain, first, last)
        saving = _saving_of(model, chain)
        if saving is not None:
            yield saving
        elif last - first > 1:  # what does nothing can be left out alone
            alone = (_saving_of(model, piece(chain, i, i + 1)) for i in range(last - first))
            yield from filter(None, alone)
        first = last


def _saving_of(model: Model, chain: Chain) -> Saving | None:
    stretch = stretch_of(model, chain)
    return None if stretch is None else _saving(model, stretch)


def _saving(model: Model, stretch: Stretch) -> Saving | None:
    """The stretch as one layer, where that is smaller: fewer nodes or numbers, and more of
    neither."""
    chain = stretch.chain
    stored = model.weights(chain.nodes)
    fold = folded(model, stretch)
    if fold is None or (model.open_batch and not keeps_rows(model, chain)):
        return None
    made = int(fold.kind != "nothing" or model.is_kept(chain.target))
    if fold.kind == "Gemm":  # between reshapes, where there are other axes
        made += sum(len(model.shapes[name]) != 2 for name in (chain.source, chain.target))
    new, old = (fold.weights, made), (stored, len(chain.nodes))
    is_smaller = new[0] <= old[0] and new[1] <= old[1] and new != old
    return Saving(stretch, fold, stored, made) if is_smaller else None
