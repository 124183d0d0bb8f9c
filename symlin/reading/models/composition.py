"""Layers in sequence: checked shapes, exact outputs, and a reference that never sees them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import NoReturn

from symlin.catalog.definition import LEFT_OUT, Layer, Shape
from symlin.catalog.layers.arguments import dimensions, entry_count
from symlin.errors import InputError
from symlin.exact.deadline import OutOfTime, at_most
from symlin.kernel.clock import check_time
from symlin.kernel.term import Guard, Term, conjunction, var
from symlin.kernel.walk import substitute, variables
from symlin.language.operator import Operator, Reference
from symlin.language.printing import guard_to_text
from symlin.reading.expand import Defaults

MAX_ENTRIES = 1_000_000
"""Entries of a tensor anywhere in a pipeline."""
A_SECOND = 25_000
"""Entries, counted in every tensor of a pipeline, of which so many are read, searched for where
they have a value, and written into a report in a second: no time limit helps against that."""
MAX_AXES = 16
"""Axes of a tensor: entries have names, with a number for each axis."""
EVERY_ENTRY = "x"
"""In an assumption about a pipeline, the symbol that stands for every entry of the input."""


@dataclass(frozen=True)
class Place:
    """Where a layer was written, for error messages; nowhere for one made in Python."""

    text: str = ""
    position: int | None = None

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Adds this place to an `InputError` that has none, and raises it again."""
        try:
            yield
        except InputError as error:
            if self.position is None or error.position is not None:
                raise
            raise InputError(error.message, self.text, self.position) from None


@dataclass(frozen=True)
class Composition:
    """Layers from left to right on a tensor of a shape: they fit, and are not applied yet.

    In `assume`, x stands for every entry; other symbols are parameters.
    """

    name: str
    layers: tuple[Layer, ...]
    shapes: tuple[Shape, ...]
    """Before each layer, and after the last."""
    places: tuple[Place, ...]
    assume: tuple[tuple[str, Guard], ...]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols among the layers' arguments."""
        return tuple(dict.fromkeys(p for layer in self.layers for p in layer.parameters))

    def operator(self) -> Operator:
        """As an operator on numbers, entry by entry.

        Entries are named x1, x2, ... for a vector, x1_1, x1_2, ... (row_column), x1_1_1, ...
        (channel first) for more axes, and x for a single number; where a parameter has such a
        name, another letter is taken. Raises `OutOfTime` where there are so many entries that it
        is bound to pass.
        """
        if sum(map(entry_count, self.shapes)) > A_SECOND * (1 + at_most(math.inf)):
            raise OutOfTime
        parameters = self.parameters
        inputs = entry_names(self.shapes[0], parameters)
        entries: tuple[Term, ...] = tuple(map(var, inputs))
        for layer, place, at in zip(self.layers, self.places, self.shapes, strict=False):
            with place.blamed():
                entries = layer.apply(entries, at)
        own = _own_assumptions(self.layers)
        assumptions = [*own, *for_every_entry(self.assume, inputs, parameters)]
        return Operator(
            name=self.name,
            inputs=inputs,
            parameters=parameters,
            outputs=entries,
            assumptions=tuple(guard for _, guard in assumptions),
            assumption_texts=tuple(text for text, _ in assumptions),
            shape_in=self.shapes[0],
            shape_out=self.shapes[-1],
            reference=_reference(self, inputs, parameters),
            definition=self.layers[0].name if len(self.layers) == 1 else None,
        )

    def evaluate(
        self, entries: Sequence[float], parameters: Mapping[str, float]
    ) -> Sequence[float]:
        """The layers' own float implementations, one after the other."""
        for layer, shape in zip(self.layers, self.shapes, strict=False):
            check_time()
            entries = layer.evaluate(entries, shape, parameters)
        return entries


def compose(
    layers: Sequence[Layer],
    shape: Shape | None,
    *,
    name: str,
    assume: Sequence[tuple[str, Guard]] = (),
    places: Sequence[Place] = (),
) -> Composition:
    """The layers on a tensor of this shape, or of the one that they settle by themselves.

    An argument that was left out is a symbol of its operator's own, the same wherever it is left
    out. Raises `InputError` where a layer does not fit.
    """
    found = _named(layers)
    where = tuple(places) or (Place(),) * len(found)
    shapes = _shapes(found, _input_shape(found, shape), where)
    return Composition(name, tuple(found), tuple(shapes), where, tuple(assume))


def _own_assumptions(layers: Sequence[Layer]) -> list[tuple[str, Guard]]:
    """What the layers ask of their own parameters, each once, as text and as a guard."""
    own = dict.fromkeys(guard for layer in layers for guard in layer.assumptions)
    return [(guard_to_text(guard), guard) for guard in own]


def _named(layers: Sequence[Layer]) -> list[Layer]:
    """The layers with names for the arguments that were left out: a, or a_1 where a is taken."""
    left_out = [[p for p in layer.parameters if LEFT_OUT in p] for layer in layers]
    symbols = Defaults(p for layer in layers for p in layer.parameters if LEFT_OUT not in p)
    return [
        layer.renamed({p: symbols.name(*p.split(LEFT_OUT)) for p in parameters})
        for layer, parameters in zip(layers, left_out, strict=True)
    ]


def entry_names(shape: Shape, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """Names for the entries of a tensor, in row-major order and counted from 1.

    Raises `InputError` where there are too many entries or axes.
    """
    suffixes = ["_".join(map(str, i)) for i in product(*(range(1, n + 1) for n in shape))]
    for letter in ("x", "y", "z", "t", "u", "v", "input"):
        names = tuple(letter + suffix for suffix in suffixes)
        if not set(names).intersection(taken):
            return names
    raise InputError(f"rename one of the parameters {', '.join(taken)}: entries need a name too")


def _input_shape(layers: Sequence[Layer], shape: Shape | None) -> Shape:
    """The given shape, or the one that the layers settle by themselves."""
    if not layers:
        raise InputError("a pipeline needs at least one layer")
    if shape is None:
        natural = (layer.natural_shape for layer in layers)
        shape = next((s for s in natural if s != ()), ())
    if shape is None:
        raise InputError(
            "a pipeline needs the shape of its input, without the batch: "
            "for example --shape 8 or --shape 4,4 (in Python shape=(4, 4))"
        )
    if any(extent < 1 for extent in shape):
        raise InputError(f"a shape is made of positive whole numbers, not {shape}")
    return tuple(shape)


def _shapes(layers: Sequence[Layer], start: Shape, places: Sequence[Place]) -> list[Shape]:
    """The shape before each layer and after the last."""
    shapes = [start]
    for layer, place in zip(layers, places, strict=True):
        _limit(shapes[-1])
        with place.blamed():
            shapes.append(layer.shape(shapes[-1]))
    _limit(shapes[-1])
    return shapes


def _limit(shape: Shape) -> None:
    if len(shape) > MAX_AXES:
        raise InputError(f"a tensor may have at most {MAX_AXES} axes, not {len(shape)}")
    if entry_count(shape) > MAX_ENTRIES:
        raise InputError(
            f"a tensor of {dimensions(shape)} is too large: the limit is {MAX_ENTRIES}"
        )


def for_every_entry(
    assume: Sequence[tuple[str, Guard]], inputs: Sequence[str], parameters: Sequence[str]
) -> Iterator[tuple[str, Guard]]:
    """Each assumption, with x replaced by one entry after the other.

    Raises `InputError` where it speaks of what is no parameter of the pipeline.
    """
    known = {EVERY_ENTRY, *inputs, *parameters}
    for text, guard in assume:
        used = variables(guard)
        if EVERY_ENTRY in used and EVERY_ENTRY in parameters:
            raise InputError(
                f"in {text!r}, x stands for every entry of the input: rename the parameter x", text
            )
        for name in used:
            if name not in known:
                refuse_stranger(name, text)
        every = inputs if EVERY_ENTRY in used else inputs[:1]
        yield text, conjunction(*(substitute([guard], {EVERY_ENTRY: var(i)})[0] for i in every))


def refuse_stranger(name: str, text: str) -> NoReturn:
    """Raises `InputError` for a condition on what the pipeline does not have."""
    raise InputError(
        f"{name} in {text!r} is no parameter of this pipeline; "
        "x stands for every entry of the input",
        text,
        max(text.find(name), 0),
    )


def _reference(
    composition: Composition, inputs: tuple[str, ...], parameters: tuple[str, ...]
) -> Reference:
    """The composition of the layers' own float implementations."""

    def reference(at: Mapping[str, float]) -> Sequence[float]:
        settings = {name: at[name] for name in parameters}
        return composition.evaluate([at[name] for name in inputs], settings)

    return reference
