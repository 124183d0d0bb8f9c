"""What symlin decides about: exact outputs over named inputs and parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from symlin.kernel.term import Guard, Term
from symlin.language.notation import tree_text
from symlin.language.spaces import Space, Spaces
from symlin.language.tree import Tree


class Note(NamedTuple):
    """A part of the text that was typed, and what it was read as: "xy is x*y"."""

    at: int
    end: int
    text: str
    meaning: str


class Typed(NamedTuple):
    """How an operator was written, for what is said about the reading."""

    text: str
    notes: tuple[Note, ...] = ()
    function: str | None = None
    """Its name in the header."""
    is_custom: bool = False
    """Whether nobody named the inputs."""


class Placed(NamedTuple):
    """An operator whose inputs are vectors, matrices, complex numbers or polynomials."""

    inputs: Spaces
    given: Spaces
    """What is held fixed: its coordinates are parameters."""
    output: Space
    written: Tree
    """The formula over the names, as a person wrote it."""
    parameters: tuple[str, ...] = ()
    """Parameters that are numbers."""
    variable: str | None = None
    """The variable of polynomials."""

    @property
    def is_over_complex(self) -> bool:
        """Whether the laws are asked over the complex numbers."""
        return bool(self.inputs) and all(space.is_complex for _, space in self.inputs)


class Program(NamedTuple):
    """A function that stands in a file: what the cross-check reads for itself."""

    text: str
    file: str
    function: str
    arguments: tuple[tuple[str, tuple[int, ...]], ...]
    """Those that are inputs or parameters, with their shapes: () for a number."""


class NoValue(float):
    """A NaN that says more than others: there is no real value here."""


NO_VALUE = NoValue("nan")
"""For an output that has no real value at a point. A NaN that arithmetic ends in says nothing: the
numbers on the way may have grown too large for floats."""

Reference = Callable[[Mapping[str, float]], Sequence[float]]
"""An independent implementation: values of inputs and parameters to the outputs, in floats.

It returns `NO_VALUE` for an output that has no real value at that point. Any other NaN, an
infinity, and an error of arithmetic mean that floats cannot tell.
"""


@dataclass(frozen=True, eq=False, kw_only=True)
class Operator:
    """A function R^n -> R^m, restricted to where `assumptions` hold and the outputs are defined.

    `inputs` name the n coordinates and `parameters` the free symbols, all real; `outputs` are the
    m exact terms over them. `written` are the outputs as a person wrote them, empty where nobody
    did. `shape_in` and `shape_out` are set for layers (without the batch); coordinates then run
    in row-major order. `reference` is never derived from `outputs`.
    """

    name: str
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    outputs: tuple[Term, ...]
    assumptions: tuple[Guard, ...] = ()
    written: tuple[Tree, ...] = ()
    assumption_texts: tuple[str, ...] = ()
    shape_in: tuple[int, ...] | None = None
    shape_out: tuple[int, ...] | None = None
    reference: Reference | None = field(default=None, repr=False)
    definition: str | None = None
    """The catalog entry that this operator is, as it stands or as a single layer."""
    space: Placed | None = None
    """What the coordinates are those of, where they are not numbers of their own."""
    typed: Typed | None = None
    """The text of a formula."""
    program: Program | None = None
    """Of a function in a file, which has no other reference."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The outputs as they were written, in SymPy's notation."""
        return tuple(map(tree_text, self.written))
