"""Pipelines as they are written: conv1d([1, 2]) >> relu >> max_pool1d(2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from symlin.catalog import index as catalog
from symlin.catalog.definition import Argument, Layer, Shape
from symlin.reading.models import formulas
from symlin.reading.models.composition import Composition, Place, compose


@dataclass(frozen=True)
class Stage:
    """One layer of the text: a catalog name, its arguments, and where it stands."""

    name: str
    arguments: tuple[Argument, ...] = ()
    keywords: Mapping[str, Argument] = field(default_factory=dict)
    position: int | None = None
    branches: tuple[tuple[Stage, ...], ...] = ()
    """The layers in its brackets, where its arguments are layers."""


def composition(
    stages: Sequence[Stage],
    shape: Shape | None,
    *,
    text: str,
    name: str | None = None,
    assume: Sequence[str] = (),
) -> Composition:
    """What a pipeline denotes on inputs of this shape.

    Raises InputError, with the place in the text, for an unknown name, an argument that a layer
    does not take, and a shape that does not fit. Shapes leave out the batch. `assume` are
    conditions in which x stands for every entry of the input.
    """
    places = [Place(text, stage.position) for stage in stages]
    layers = [_layer(stage, text) for stage in stages]
    guards = [(condition, formulas.condition(condition)) for condition in assume]
    return compose(layers, shape, name=name or text, assume=guards, places=places)


def _layer(stage: Stage, text: str) -> Layer:
    chains = [[_layer(inner, text) for inner in branch] for branch in stage.branches]
    with Place(text, stage.position).blamed():
        definition = catalog.find(stage.name)
        if definition.branches and chains:
            return definition.branches(chains)
        return formulas.layer(definition, stage.arguments, stage.keywords)
