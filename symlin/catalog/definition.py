"""A catalog entry: one operator of the literature, with all that is said and known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile
from typing import TYPE_CHECKING, Protocol

from symlin.catalog.aliases import Alias
from symlin.kernel.term import Guard, Term
from symlin.language.operator import Reference
from symlin.language.tree import Tree

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

Shape = tuple[int, ...]
Argument = Term | tuple["Argument", ...]
"""An argument of a layer: a closed or parametric term, or a nested list of them."""


LEFT_OUT = "."
"""In the symbol for an argument that was left out, "prelu.a": no text has such a symbol, so it is
no one else's until the pipeline gives it a name of its own."""


class Layer(Protocol):
    """A map of tensors, applied without being expanded into formulas.

    Tensors are flat, in row-major order, beside their shape (without the batch). Layers inherit
    from this class, for what it answers on their behalf.
    """

    @property
    def name(self) -> str:
        """How the layer is called in messages."""
        ...

    @property
    def parameters(self) -> tuple[str, ...]:
        """The free symbols of its arguments, in order of appearance."""
        return ()

    @property
    def assumptions(self) -> tuple[Guard, ...]:
        """What it assumes of its parameters."""
        return ()

    def renamed(self, names: Mapping[str, str]) -> Layer:
        """The same layer with other names for the symbols of arguments that were left out."""
        return self

    @property
    def natural_shape(self) -> Shape | None:
        """The input's shape, where the arguments settle it; () if any shape will do."""
        return None

    def shape(self, shape: Shape) -> Shape:
        """The output's shape; raises InputError when the input's shape does not fit."""
        ...

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The layer as nodes of a graph, where its arguments are numbers.

        Raises `NoGraph` for a formula that graphs do not have.
        """
        ...

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The output's exact entries; equal subterms are shared.

        The graph written out, unless there are symbols among the arguments: then the layer has a
        way of its own.
        """
        from symlin.kernel.network.lower import outputs_at
        from symlin.language.network.builder import Builder

        builder = Builder()
        graph, _ = builder.graph(self.emit(builder, builder.input("x", shape)))
        return tuple(outputs_at(graph, [entries]))

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> Sequence[float]:
        """The same on floats, by an implementation independent of `emit` and `apply`."""
        ...


class LayerBuilder(Protocol):
    """Makes a layer from a pipeline's arguments, as in conv1d([1, 2], stride=2)."""

    def __call__(self, arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Layer:
        """The layer; raises InputError for arguments that it does not take."""
        ...


class BranchesBuilder(Protocol):
    """Makes a layer from the layers of each of its branches, as in residual(conv1d(k) >> relu)."""

    def __call__(self, chains: Sequence[Sequence[Layer]]) -> Layer:
        """The layer; raises `InputError` for too many or too few branches."""
        ...


class EntriesBuilder(Protocol):
    """Writes a formula out for as many inputs as there are, as mean(x1, x2, x3)."""

    def __call__(self, inputs: Sequence[Tree]) -> Tree:
        """One output for all inputs, or a listing of one for each; the entry's parameters stand
        for themselves. Raises `InputError` for too few inputs.
        """
        ...


def entries_of(at: Mapping[str, float]) -> list[float]:
    """The values of x1, x2, ..., for the reference of an entry that takes any number of inputs."""
    return [at[name] for name in takewhile(at.__contains__, (f"x{k}" for k in count(1)))]


LAWS = ("additivity", "homogeneity", "linear", "affine", "positive_homogeneity", "odd")
BESIDE = ("time_invariance", "linear_over_reals")
"""Claims about functions of one variable, and about complex inputs."""


def laws(status: str, **exceptions: str) -> Mapping[str, str]:
    """`status` for every law but the exceptions, as in laws("refuted", odd="proved"), and what is
    said beside them; raises `ValueError` for a law that there is not.
    """
    if unknown := set(exceptions) - {*LAWS, *BESIDE}:
        raise ValueError(f"not a law: {', '.join(sorted(unknown))}")
    return {**{law: exceptions.get(law, status) for law in LAWS}, **exceptions}


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What one file of `symlin/operators/` exports as OPERATOR."""

    name: str
    family: str
    """activation, elementary, order statistic, pooling, convolution, layer, readout, signals,
    matrices, vectors, complex numbers or statistic."""
    signature: str
    """How it is written: "leaky_relu(x, alpha)", "max_pool1d(window, stride=window)"."""
    inputs: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Parameter name to its assumption ("lam >= 0") or "" where any real value will do."""
    expression: str = ""
    """The outputs as SymPy piecewise expressions, in symlin's language; "" for pure layers."""
    reference: Reference | None = None
    layer: LayerBuilder | None = None
    """Set where the entry acts on a tensor; elementwise entries become layers by themselves. Where
    there is an expression as well, it is for arguments that are lists."""
    branches: BranchesBuilder | None = None
    """Set where the arguments are layers."""
    example: str = ""
    """For pure layers: the pipeline that stands for the entry, such as "max_pool1d(2)"."""
    example_shape: Shape | None = None
    text: str = ""
    """The whole operator as a text, of an entry that is no function of numbers: "y(t) = x'(t)",
    "T(A: 2x2) = trace(A)". Only its name alone is the entry; in formulas the name means what it
    means without it."""
    spaces: tuple[str, ...] = ()
    """Beside the text: where names lie that are held fixed, as "B: 2x2"."""
    given: tuple[str, ...] = ()
    """Beside the text: functions that are held fixed."""
    assume: tuple[str, ...] = ()
    """Beside the text: conditions on parameters."""
    called: tuple[str, ...] = ()
    """Beside the text: other names of the operator."""
    note: str = ""
    """Beside the text: what else can be asked, as "trace --shape 3,3 for 3x3"."""
    claim: Mapping[str, str]
    """What the literature says: law to status. Read by tests and docs only, never evidence."""
    summary: str
    """One sentence for `symlin list` and the pages."""
    references: tuple[str, ...] = ()
    """Where the definition and the claim come from."""
    aliases: tuple[Alias, ...] = ()
    """How other libraries write it."""
    word: bool = False
    """An everyday word: in the middle of a formula, without brackets, it is a symbol, as in
    x - mean."""
    entries: EntriesBuilder | None = None
    """Set where the formula takes any number of inputs x1, x2, ...; `expression` and `inputs` are
    then those of a few."""

    @property
    def is_about_functions(self) -> bool:
        """Whether the text is an operator on functions: others say where their inputs lie."""
        return bool(self.text) and ":" not in self.text
