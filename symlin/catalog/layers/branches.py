"""Layers beside each other: every branch sees the same input, and what comes out is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from symlin.catalog.definition import BranchesBuilder, Layer, Shape
from symlin.catalog.layers.arguments import dimensions, entry_count
from symlin.errors import InputError
from symlin.kernel.term import Guard, Term, add

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

Join = Literal["sum", "concat"]


@dataclass(frozen=True)
class Chain(Layer):
    """Layers one after the other; without any, the identity."""

    layers: tuple[Layer, ...]

    @property
    def name(self) -> str:
        """The layers' names, as in "dense >> relu"."""
        return " >> ".join(layer.name for layer in self.layers) or "identity"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Those of all its layers."""
        return tuple(dict.fromkeys(p for layer in self.layers for p in layer.parameters))

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """Those of all its layers."""
        return tuple(guard for layer in self.layers for guard in layer.assumptions)

    def renamed(self, names: Mapping[str, str]) -> Chain:
        """Each layer with other names for its own symbols."""
        return Chain(tuple(_renamed(layer, names) for layer in self.layers))

    @property
    def natural_shape(self) -> Shape | None:
        """That of the first layer that has a say."""
        natural = (layer.natural_shape for layer in self.layers)
        return next((shape for shape in natural if shape != ()), ())

    def shape(self, shape: Shape) -> Shape:
        """The shape after the last layer; raises `InputError` where one does not fit."""
        for layer in self.layers:
            shape = layer.shape(shape)
        return shape

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The layers' graphs, one after the other."""
        for layer in self.layers:
            x = layer.emit(builder, x)
        return x

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The entries after the last layer."""
        for layer in self.layers:
            entries, shape = layer.apply(entries, shape), layer.shape(shape)
        return tuple(entries)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The layers' own float implementations, one after the other."""
        for layer in self.layers:
            entries, shape = layer.evaluate(entries, shape, parameters), layer.shape(shape)
        return list(entries)


def _renamed(layer: Layer, names: Mapping[str, str]) -> Layer:
    return layer.renamed({p: names[p] for p in layer.parameters if p in names})


@dataclass(frozen=True)
class Branches(Layer):
    """Chains on the same input, their outputs added up, or laid one behind the other."""

    title: str
    chains: tuple[Chain, ...]
    join: Join

    @property
    def name(self) -> str:
        """The catalog name."""
        return self.title

    @property
    def parameters(self) -> tuple[str, ...]:
        """Those of all branches."""
        return tuple(dict.fromkeys(p for chain in self.chains for p in chain.parameters))

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """Those of all branches."""
        return tuple(guard for chain in self.chains for guard in chain.assumptions)

    def renamed(self, names: Mapping[str, str]) -> Branches:
        """Each branch with other names for its own symbols."""
        chains = tuple(chain.renamed(names) for chain in self.chains)
        return Branches(self.title, chains, self.join)

    @property
    def natural_shape(self) -> Shape | None:
        """That of the first branch that has a say."""
        natural = [chain.natural_shape for chain in self.chains]
        return next((shape for shape in natural if shape), None if None in natural else ())

    def shape(self, shape: Shape) -> Shape:
        """That of the branches, which must be the same; for "concat" but for the first axis.

        Raises `InputError` where they differ.
        """
        shapes = [chain.shape(shape) for chain in self.chains]
        free = 1 if self.join == "concat" else 0
        if len({s[free:] for s in shapes}) > 1 or len(set(map(len, shapes))) > 1:
            found = " and ".join(map(dimensions, shapes))
            raise InputError(f"{self.name}: the branches end in {found}")
        if self.join == "sum":
            return shapes[0]
        return (sum(s[0] if s else 1 for s in shapes), *shapes[0][1:])

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The branches' graphs, and their sum or all of their entries."""
        outputs = [chain.emit(builder, x) for chain in self.chains]
        if self.join == "concat":
            return builder.gather(outputs, self.shape(builder.shape(x)))
        return builder.add(*outputs)

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The sums of the branches' outputs, or all of them."""
        outputs = [chain.apply(entries, shape) for chain in self.chains]
        if self.join == "concat":
            return tuple(term for output in outputs for term in output)
        return tuple(add(*terms) for terms in zip(*outputs, strict=True))

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same on floats, place by place."""
        outputs = [chain.evaluate(entries, shape, parameters) for chain in self.chains]
        if self.join == "concat":
            return [value for output in outputs for value in output]
        count = entry_count(self.shape(shape))
        return [sum(output[i] for output in outputs) for i in range(count)]


def residual(chains: Sequence[Sequence[Layer]]) -> Branches:
    """x + f(x); raises `InputError` unless there is one branch."""
    if len(chains) != 1:
        raise InputError("residual takes one branch, as in residual(dense([[1, 2]]) >> relu)")
    return Branches("residual", (Chain(()), Chain(tuple(chains[0]))), "sum")


def joined(name: str, join: Join) -> BranchesBuilder:
    """The builder of `parallel(f, g)`, which is f(x) + g(x), or of `concat(f, g)`."""
    return partial(_joined, name, join)


def _joined(name: str, join: Join, chains: Sequence[Sequence[Layer]]) -> Branches:
    if len(chains) < 2:
        raise InputError(f"{name} takes several branches, as in {name}(relu, abs)")
    return Branches(name, tuple(Chain(tuple(chain)) for chain in chains), join)
