"""Layers made of one formula: an operator applied to every entry, to a vector, along an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from symlin.catalog.definition import EntriesBuilder, Layer, Shape
from symlin.catalog.layers.arguments import dimensions, entry_count
from symlin.catalog.layers.axes import lines, resolved
from symlin.catalog.layers.floats import number
from symlin.catalog.trees import inputs
from symlin.errors import InputError
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.term import Guard, Term, var
from symlin.kernel.walk import substitute, variables
from symlin.language import translate
from symlin.language.operator import Reference

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

T = TypeVar("T")


@dataclass(frozen=True)
class Formula:
    """An operator of the catalog with its arguments: outputs over inputs and parameters.

    `arguments` gives every parameter of `outputs` its value, a term over the free symbols of the
    surrounding pipeline; `reference` is the operator's own.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[Term, ...]
    arguments: Mapping[str, Term]
    reference: Reference = field(repr=False)
    assumptions: tuple[Guard, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The free symbols of the arguments, in order of appearance."""
        return variables(*self.arguments.values())

    def renamed(self, names: Mapping[str, str]) -> Formula:
        """The formula with other symbols among its arguments."""
        symbols = {old: var(new) for old, new in names.items()}
        values = substitute(tuple(self.arguments.values()), symbols)
        return replace(
            self,
            arguments=dict(zip(self.arguments, values, strict=True)),
            assumptions=substitute(self.assumptions, symbols),
        )

    def at(self, entries: Sequence[Term]) -> tuple[Term, ...]:
        """The outputs at these entries; all symbols are replaced at once, so none is captured."""
        values = {**self.arguments, **dict(zip(self.inputs, entries, strict=True))}
        return substitute(self.outputs, values)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The outputs at many points, one below the other: from (inputs, points) to
        (outputs, points). Raises `NoGraph`."""
        from symlin.language.network.formulas import formulas

        terms = self.at([var(name) for name in self.inputs])
        return formulas(builder, x, terms, self.inputs)

    def floats(self, entries: Sequence[float], parameters: Mapping[str, float]) -> Sequence[float]:
        """The reference at these entries."""
        settings = {name: number(value, parameters) for name, value in self.arguments.items()}
        return self.reference({**settings, **dict(zip(self.inputs, entries, strict=True))})


@dataclass(frozen=True)
class _FormulaLayer(Layer):
    formula: Formula

    @property
    def name(self) -> str:
        """The catalog name."""
        return self.formula.name

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols among the arguments."""
        return self.formula.parameters

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """What the catalog assumes of the parameters, said of the arguments."""
        return self.formula.assumptions

    def renamed(self, names: Mapping[str, str]) -> Layer:
        """The same layer with other symbols among the arguments."""
        return replace(self, formula=self.formula.renamed(names))


class Elementwise(_FormulaLayer):
    """An operator of one input and one output, applied to every entry; any shape will do."""

    @property
    def natural_shape(self) -> Shape | None:
        """Any."""
        return ()

    def shape(self, shape: Shape) -> Shape:
        """The shape stays."""
        return shape

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The formula in one variable."""
        return builder.map(x, self.formula.at([var(VARIABLE)])[0])

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The formula at each entry."""
        return tuple(self.formula.at([entry])[0] for entry in entries)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The reference at each entry."""
        return [self.formula.floats([entry], parameters)[0] for entry in entries]


class Whole(_FormulaLayer):
    """An operator of n inputs and m outputs, applied to a vector: shape (n,) to (m,)."""

    @property
    def natural_shape(self) -> Shape | None:
        """As many entries as the operator has inputs."""
        return (len(self.formula.inputs),)

    def shape(self, shape: Shape) -> Shape:
        """(n,) to (m,); raises `InputError` where the input is no vector of n entries."""
        needed = len(self.formula.inputs)
        if len(shape) > 1 or entry_count(shape) != needed:
            raise InputError(
                f"{self.name} takes {needed} entries, the input is {dimensions(shape)}"
            )
        return (len(self.formula.outputs),)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The formula, operation by operation."""
        column = builder.reshape(x, (len(self.formula.inputs), 1))
        found = self.formula.emit(builder, column)
        return builder.reshape(found, (len(self.formula.outputs),))

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The formula at the vector."""
        return self.formula.at(entries)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The reference at the vector."""
        return list(self.formula.floats(entries, parameters))


@dataclass(frozen=True)
class Along(_FormulaLayer):
    """An operator of any number of inputs, applied to each vector along an axis.

    Where it has one output for all inputs, the axis disappears, and without an axis it takes all
    entries at once; where it has one for each, it goes along the last axis unless told otherwise.
    """

    entries: EntriesBuilder
    axis: int | None = None

    @property
    def natural_shape(self) -> Shape | None:
        """As many entries as the entry's own formula has inputs."""
        return (len(self.formula.inputs),)

    @property
    def _reduces(self) -> bool:
        return len(self.formula.outputs) == 1

    def shape(self, shape: Shape) -> Shape:
        """Unchanged, or without the axis; raises `InputError` where there is no such axis."""
        if not shape:
            raise InputError(f"{self.name} needs a vector, the input is a single number")
        if not self._reduces:
            resolved(self.name, -1 if self.axis is None else self.axis, shape)
            return shape
        if self.axis is None:
            return (1,)
        axis = resolved(self.name, self.axis, shape)
        return (*shape[:axis], *shape[axis + 1 :]) or (1,)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The formula at all lines at once."""
        shape = builder.shape(x)
        along = self._lines(shape)
        columns = (i for column in zip(*along, strict=True) for i in column)
        values = builder.gather(x, (len(along[0]), len(along)), columns)
        found = self._written_out(len(along[0])).emit(builder, values)
        if self._reduces:
            return builder.reshape(found, self.shape(shape))
        back = {
            place: row * len(along) + column
            for column, line in enumerate(along)
            for row, place in enumerate(line)
        }
        return builder.gather(found, shape, [back[i] for i in range(len(back))])

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The formula along each line; it is written out once, for all lines have one length."""
        along = self._lines(shape)
        formula = self._written_out(len(along[0]))
        found = [formula.at([entries[i] for i in line]) for line in along]
        return self._placed(found, along)

    def _written_out(self, length: int) -> Formula:
        """The formula of so many inputs."""
        names = inputs(length)
        return replace(
            self.formula,
            inputs=tuple(name.name for name in names),
            outputs=translate.terms(self.entries(names)),
        )

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The reference along each line."""
        along = self._lines(shape)
        names = tuple(name.name for name in inputs(len(along[0])))
        formula = replace(self.formula, inputs=names)
        found = [formula.floats([entries[i] for i in line], parameters) for line in along]
        return list(self._placed(found, along))

    def _lines(self, shape: Shape) -> list[range]:
        if self.axis is None and self._reduces:
            return [range(entry_count(shape))]
        return lines(shape, resolved(self.name, -1 if self.axis is None else self.axis, shape))

    def _placed(self, found: Sequence[Sequence[T]], along: Sequence[range]) -> tuple[T, ...]:
        """The outputs of the lines, where they belong."""
        if self._reduces:
            return tuple(value for values in found for value in values)
        placed = {
            i: value
            for line, values in zip(along, found, strict=True)
            for i, value in zip(line, values, strict=True)
        }
        return tuple(placed[i] for i in range(len(placed)))
