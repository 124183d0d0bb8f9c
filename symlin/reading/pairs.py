"""Two operators to be compared: over the same inputs, each with the conditions that it can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from symlin.catalog import index as catalog
from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError
from symlin.kernel.term import var
from symlin.kernel.walk import substitute
from symlin.language.declared import default_inputs
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_text
from symlin.language.reading import Reading
from symlin.language.syntax import parse_condition
from symlin.language.tree import Call, Name, symbols
from symlin.reading import expand
from symlin.reading.assumptions import assuming
from symlin.reading.entries import entry_alone
from symlin.reading.models.composition import EVERY_ENTRY
from symlin.reading.named_in_words import in_one_word
from symlin.reading.names import spelled_out
from symlin.reading.parse import reading_of
from symlin.reading.sources import (
    Assume,
    Inputs,
    InputShape,
    Shape,
    Source,
    Spaces,
    as_operator,
    as_python,
    as_text,
    is_pipeline,
    is_python,
    names_and_conditions,
    spaces_of,
    symbols_in,
)
from symlin.reading.spaces.evidence import may_be_over_spaces
from symlin.reading.stages import is_pipeline as is_layers

Names = tuple[str, ...]


def as_pair(
    a: Source,
    b: Source,
    *,
    inputs: Inputs = None,
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
) -> tuple[Operator, Operator]:
    """Both operators, as functions of equally many inputs.

    Inputs correspond by position: Max(u, 0) is relu, and the entries of a pipeline's input are the
    inputs of a formula in their order. Where two formulas name different numbers of inputs, both
    are read as functions of all of them, and of those that the conditions name: x1 + x2 - x2 is x1,
    and sin(x)**2 + cos(x)**2 is 1. A condition is about whichever operator has its symbols.

    Raises `InputError` where one of them cannot be understood, or the two cannot be compared.
    """
    from symlin.reading.networks.written_out import written_out_model

    a, b = (in_one_word(source) if isinstance(source, str) else source for source in (a, b))
    models = [written_out_model(source, shape) for source in (a, b)]
    if any(models):
        a, b = models[0] or a, models[1] or b
        shape = None if all(models) else shape
    if is_python(a) or is_python(b):
        return _with_python((a, b), assume, {"inputs": inputs, "shape": shape, "space": space})
    return _paired(a, b, names_and_conditions(inputs, assume, a, b), as_shape(shape), space)


def _paired(
    a: Source,
    b: Source,
    said: tuple[Names | None, Sequence[str]],
    sizes: Shape | None,
    space: Spaces,
) -> tuple[Operator, Operator]:
    """Two of which none is a function of Python."""
    names, texts = said
    if spaces_of(space):
        over = [_over(source, names, sizes, space) for source in (a, b)]
        return _restricted(over[0], over[1], texts)
    f, g = _symbols(a, sizes), _symbols(b, sizes)
    if f is None or g is None:
        return _restricted(*_beside((a, f), (b, g), names, sizes), texts)
    if sizes is not None:
        raise InputError("a shape goes with layers, and neither of the two is a pipeline")
    mine, other = _of_both(f, g, texts) if names is None else (names, names)
    return _restricted(_formula(a, mine), _formula(b, other), texts)


def _with_python(
    sources: tuple[Source, Source], assume: Assume, options: Mapping[str, Any]
) -> tuple[Operator, Operator]:
    """Two of which one at least is a function of Python, which has inputs of its own."""
    a, b = (as_python(s, assume=(), **options) if is_python(s) else s for s in sources)
    own = isinstance(a, Operator) and isinstance(b, Operator)
    shape = options["shape"]
    return as_pair(
        a,
        b,
        inputs=None if own else options["inputs"],
        assume=assume,
        shape=None if own or isinstance(shape, Mapping) else shape,  # that of a layer beside it
    )


def _over(source: Source, names: Names | None, sizes: Shape | None, spaces: Spaces) -> Operator:
    """One of two over spaces; it may have some of the names alone."""
    text = as_text(source) or ""
    words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))
    mine = tuple(f"{name}: {space}" for name, space in spaces_of(spaces) if name in words)
    return as_operator(source, inputs=names, shape=sizes, space=mine)


def _beside(
    one: tuple[Source, Names | None],
    other: tuple[Source, Names | None],
    names: Names | None,
    sizes: Shape | None,
) -> tuple[Operator, Operator]:
    """Two of which at least one has inputs of its own; the symbols of a formula come with it."""
    (a, f), (b, g) = one, other
    first = _fixed(a, names, sizes) if f is None else None
    second = _fixed(b, names, sizes) if g is None else None
    if first is None and second is not None:
        first = _formula(a, names or _like(second, f or ()))
    if second is None and first is not None:
        second = _formula(b, names or _like(first, g or ()))
    assert first is not None and second is not None, "one of the two has inputs of its own"
    return first, second


def _symbols(source: Source, sizes: Shape | None) -> Names | None:
    """The symbols of a formula; None for what has inputs of its own."""
    if isinstance(source, Operator) or is_pipeline(source):
        return None
    text = as_text(source)
    if text is not None:
        return formula_symbols(text, shaped=sizes is not None)
    return tuple(sorted(symbol.name for symbol in symbols_in(source)))


def formula_symbols(text: str, *, shaped: bool = False) -> tuple[str, ...] | None:
    """The symbols of a formula; None for a text that has inputs of its own.

    Those are the catalog's operators as they stand, and pipelines: with a shape also one call of
    an operator, such as leaky_relu(1/10), unless it has an input among its arguments.
    """
    if not shaped and entry_alone(text, None) is not None:
        return None
    reading = reading_of(text, None, shaped)
    if reading.header.inputs is not None or _is_over_spaces(reading):
        return None
    tree = spelled_out(reading.tree, text, shaped=shaped)
    found = symbols(tree)
    if is_layers(tree) or (isinstance(tree, Name) and expand.is_operator(tree.name)):
        return None
    if shaped and isinstance(tree, Call) and expand.is_operator(tree.name):
        return found if default_inputs(found) else None
    return found


def _is_over_spaces(reading: Reading) -> bool:
    if not may_be_over_spaces(reading, None):
        return False
    from symlin.reading.spaces.operator import is_over_spaces

    return is_over_spaces(reading, None)


def _of_both(f: Names, g: Names, texts: Sequence[str]) -> tuple[Names, Names]:
    """The inputs of two formulas, with those that only the conditions name."""
    mine, other = default_inputs(f), default_inputs(g)
    if len(mine) != len(other):
        mine = other = tuple(dict.fromkeys((*mine, *other)))
    assumed = symbols(*map(parse_condition, texts))
    more = tuple(name for name in default_inputs(assumed) if name not in (*mine, *other))
    return (*mine, *more), (*other, *more)


def _like(fixed: Operator, found: Names) -> Names:
    """The inputs of a formula beside an operator that has its own: by order, or of that name."""
    own = default_inputs(found)
    if len(own) != len(fixed.inputs) and set(own) <= set(fixed.inputs):
        return fixed.inputs
    return own


def _formula(source: Source, names: Names) -> Operator:
    return as_operator(source, inputs=names or None)


def _fixed(source: Source, names: Names | None, sizes: Shape | None) -> Operator:
    """An operator that has inputs of its own; the names may choose others of its symbols."""
    if isinstance(source, Operator):
        return source
    if names and isinstance(source, str) and catalog.is_function(source.strip()):
        definition = catalog.find(source.strip())
        if set(names).intersection((*definition.inputs, *definition.parameters)):
            return as_operator(source, inputs=names, shape=sizes)
    return as_operator(source, shape=sizes)


def _restricted(f: Operator, g: Operator, texts: Sequence[str]) -> tuple[Operator, Operator]:
    """Both over one domain, and the second over the inputs of the first."""
    used = {text: set(symbols(parse_condition(text))) for text in texts}
    other = [text for text, names in used.items() if names <= _known(g)]
    mine = [text for text, names in used.items() if names <= _known(f) or text not in other]
    return assuming(f, mine), _renamed(assuming(g, other), f)


def _known(operator: Operator) -> set[str]:
    """The symbols that a condition on the operator may speak of."""
    every = {EVERY_ENTRY} if operator.shape_in is not None else set()
    return {*operator.inputs, *operator.parameters, *every}


def _renamed(g: Operator, f: Operator) -> Operator:
    """g over the inputs of f; raises InputError where the two cannot be compared."""
    for word in ("inputs", "outputs"):
        n, m = len(getattr(f, word)), len(getattr(g, word))
        if n != m:
            raise InputError(f"the two have different numbers of {word}: {n} and {m}")
    if f.inputs == g.inputs:
        return g
    clash = set(f.inputs).intersection(g.parameters)
    if clash:
        name = min(clash)
        raise InputError(f"{name} is an input of {f.name}, but a parameter of {g.name}")
    names = {old: var(new) for old, new in zip(g.inputs, f.inputs, strict=True)}
    assumptions = substitute(g.assumptions, names)
    return replace(
        g,
        inputs=f.inputs,
        outputs=substitute(g.outputs, names),
        assumptions=assumptions,
        written=(),
        assumption_texts=tuple(map(guard_to_text, assumptions)),
    )
