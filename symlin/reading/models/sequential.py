"""Networks written in Python: Dense(W, b) >> relu >> Dense(V)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symlin.catalog import index as catalog
from symlin.catalog.definition import Argument, Definition, Layer, Shape
from symlin.catalog.layers.arguments import as_shape
from symlin.catalog.layers.dense import Dense as DenseLayer
from symlin.errors import InputError
from symlin.kernel.term import Guard, Term
from symlin.kernel.walk import variables
from symlin.language.operator import Operator, Reference
from symlin.reading.expand import refuse_reserved
from symlin.reading.models import exact, formulas
from symlin.reading.models.composition import Composition, compose


@dataclass(frozen=True)
class Sequential:
    """Layers from left to right. `>>` appends a layer, another network, or a catalog name."""

    layers: tuple[Layer, ...]

    @property
    def name(self) -> str:
        """The layers' names, as in "dense >> relu"."""
        return " >> ".join(layer.name for layer in self.layers)

    def __rshift__(self, after: Step) -> Sequential:
        return Sequential((*self.layers, *_layers(after)))

    def __rrshift__(self, before: Step) -> Sequential:
        return Sequential((*_layers(before), *self.layers))

    def operator(
        self, shape: Shape | int | None = None, *, assume: Sequence[str] = (), name: str = ""
    ) -> Operator:
        """The operator on inputs of this shape (without the batch).

        The shape may be left out where the first layer that has a say settles it, as a dense
        layer does. In `assume`, x stands for every entry of the input. Raises InputError where
        shapes do not fit.
        """
        return self.composition(shape, assume=assume, name=name).operator()

    def composition(
        self, shape: Shape | int | None = None, *, assume: Sequence[str] = (), name: str = ""
    ) -> Composition:
        """The same, before it is written out entry by entry."""
        texts = (assume,) if isinstance(assume, str) else assume
        guards = [(text, formulas.condition(text)) for text in texts]
        return compose(self.layers, as_shape(shape), name=name or self.name, assume=guards)


Step = Sequential | Layer | Definition | str


def _layers(step: Step) -> tuple[Layer, ...]:
    if isinstance(step, Sequential):
        return step.layers
    if isinstance(step, str):
        step = catalog.find(step)
    return (formulas.layer(step),) if isinstance(step, Definition) else (step,)


def Elementwise(operator: str | Definition, *arguments: object, **keywords: object) -> Sequential:
    """An operator of the catalog on every entry: Elementwise("leaky_relu", "1/10")."""
    definition = catalog.find(operator) if isinstance(operator, str) else operator
    return _make(definition, arguments, keywords)


def Dense(matrix: object, bias: object = None) -> Sequential:
    """W x + b along the last axis: shape (..., n) to (..., m).

    `matrix` has m rows of n entries, `bias` m entries: exact numbers or expressions. Raises
    `InputError` where they do not fit.
    """
    shape, flat = exact.array(matrix)
    if len(shape) != 2:
        raise InputError("dense: the matrix must be a list of rows, as in Dense([[1, 2], [3, 4]])")
    width = shape[1]
    rows = tuple(flat[i : i + width] for i in range(0, len(flat), width))
    return Sequential((DenseLayer(rows, () if bias is None else exact.array(bias)[1]),))


def Conv1d(
    kernel: object,
    stride: int = 1,
    padding: int = 0,
    *,
    bias: object = None,
    dilation: int = 1,
    groups: int = 1,
) -> Sequential:
    """Cross-correlation, as in torch.nn.Conv1d: the kernel is not flipped.

    The kernel is [w1, w2, ...] for shape (length,), or nested as [out][in][position] for shape
    (in, length). Padding is with zeros.
    """
    return _named("conv1d", kernel, stride, padding, bias=bias, dilation=dilation, groups=groups)


def Conv2d(
    kernel: object,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    *,
    bias: object = None,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> Sequential:
    """Cross-correlation, as in torch.nn.Conv2d: the kernel is not flipped.

    The kernel is a list of rows for shape (height, width), or nested as [out][in][row][column] for
    shape (in, height, width). Padding is with zeros.
    """
    return _named("conv2d", kernel, stride, padding, bias=bias, dilation=dilation, groups=groups)


def MaxPool1d(window: int, stride: int | None = None, padding: int = 0) -> Sequential:
    """The largest entry of each window, for shape (length,) or (channels, length).

    The stride is the window where it is not given; padding never wins.
    """
    return _named("max_pool1d", window, stride=stride, padding=padding)


def MaxPool2d(
    window: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    padding: int | tuple[int, int] = 0,
) -> Sequential:
    """The largest entry of each window, for shape (height, width) or (channels, height, width).

    The stride is the window where it is not given; padding never wins.
    """
    return _named("max_pool2d", window, stride=stride, padding=padding)


def AvgPool1d(window: int, stride: int | None = None, padding: int = 0) -> Sequential:
    """The average of each window, for shape (length,) or (channels, length).

    The stride is the window where it is not given; padding counts as zeros.
    """
    return _named("avg_pool1d", window, stride=stride, padding=padding)


def AvgPool2d(
    window: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    padding: int | tuple[int, int] = 0,
) -> Sequential:
    """The average of each window, for shape (height, width) or (channels, height, width).

    The stride is the window where it is not given; padding counts as zeros.
    """
    return _named("avg_pool2d", window, stride=stride, padding=padding)


def SumPool1d(window: int, stride: int | None = None, padding: int = 0) -> Sequential:
    """The sum of each window, for shape (length,) or (channels, length)."""
    return _named("sum_pool1d", window, stride=stride, padding=padding)


def Flatten() -> Sequential:
    """One axis out of all of them, in row-major order."""
    return _named("flatten")


def Softmax() -> Sequential:
    """Exponentials over their sum, along the last axis."""
    return _named("softmax")


def from_terms(
    inputs: Sequence[str],
    outputs: Sequence[Term],
    *,
    assumptions: Sequence[tuple[str, Guard]] = (),
    name: str = "operator",
    reference: Reference | None = None,
) -> Operator:
    """An operator made of kernel terms, for graphs with shared nodes.

    Every variable that is not among the inputs is a parameter; assumptions come with their text.
    Raises InputError for a name that is a function or a constant of the language.
    """
    used = variables(*outputs, *(guard for _, guard in assumptions))
    refuse_reserved((*inputs, *used))
    return Operator(
        name=name,
        inputs=tuple(inputs),
        parameters=tuple(name for name in used if name not in inputs),
        outputs=tuple(outputs),
        assumptions=tuple(guard for _, guard in assumptions),
        assumption_texts=tuple(text for text, _ in assumptions),
        reference=reference,
    )


def _named(name: str, *arguments: object, **keywords: object) -> Sequential:
    given = {key: value for key, value in keywords.items() if value is not None}
    return _make(catalog.find(name), arguments, given)


def _make(
    definition: Definition, arguments: Sequence[object], keywords: Mapping[str, object]
) -> Sequential:
    positional: list[Argument] = [exact.argument(value) for value in arguments]
    named = {key: exact.argument(value) for key, value in keywords.items()}
    return Sequential((formulas.layer(definition, positional, named),))
