"""Whatever stands for an operator, on numbers or on functions, read as what it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard, TypeVar, runtime_checkable

from symlin.catalog.definition import Definition
from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.language.spaces import Spaces as PlacedNames
from symlin.reading.elsewhere import refuse_other_forms
from symlin.reading.entries import entry_alone, named, spaces_of_entry
from symlin.reading.functions.evidence import may_be_functions
from symlin.reading.named_in_words import in_one_word
from symlin.reading.networks.options import Box
from symlin.reading.sources import (
    Assume,
    Inputs,
    InputShape,
    Source,
    Spaces,
    as_operator,
    as_python,
    as_text,
    is_pipeline,
    is_python,
    is_sympy,
    names_and_conditions,
    refuse_names,
    spaces_of,
)
from symlin.reading.textbook import plain_header
from symlin.reading.textbook_clauses import without_clause

if TYPE_CHECKING:
    from symlin.language.function_operator import FunctionOperator
    from symlin.language.network.network import Network
    from symlin.language.sized_operator import SizedOperator
    from symlin.reading.models.composition import Composition

Made = TypeVar("Made")

_SPACE = re.compile(r"[^=]{0,200}?\(\s*[A-Za-z_][A-Za-z0-9_,\s]*:")
"""A header that says where an input lies: T(p: P3) = ..."""


def read_operator(
    text: str,
    *,
    inputs: Sequence[str] | None = None,
    given: Sequence[str] = (),
    assume: Sequence[str] = (),
    shape: Sequence[int] | None = None,
    spaces: PlacedNames = (),
) -> Operator | FunctionOperator:
    """The operator that the text denotes, on numbers or on functions.

    `inputs` are the coordinates or the unknown functions, `given` functions that are held fixed;
    `assume` are conditions; with `shape` or `spaces` the text is about numbers. Raises
    `InputError`, with the place and what was expected, for whatever cannot be understood; its
    suggestions can be.
    """
    options = Options(inputs, given, assume, None if shape is None else tuple(shape), spaces)
    return _suggesting(text, options, _written_out)


class Options(NamedTuple):
    """What is said beside a text, as `read_operator` takes it."""

    inputs: Sequence[str] | None
    given: Sequence[str]
    assume: Sequence[str]
    shape: tuple[int, ...] | None
    spaces: PlacedNames


def _as_typed(found: Made, text: str) -> Made:
    """What was read of a plain header, with the text as it was typed."""
    typed: Any = getattr(found, "typed", None)
    if typed is None or typed.text == text or len(typed.text) != len(text):
        return found
    return replace(found, typed=typed._replace(text=text))  # type: ignore[type-var]


def _written_out(pipeline: Composition) -> Operator:
    return pipeline.operator()


def _suggesting(
    text: str, options: Options, made: Callable[[Composition], Made]
) -> Operator | FunctionOperator | Made:
    """As `_read`, with suggestions that can be read."""
    plain, conditions = without_clause(plain_header(text))
    options = options._replace(assume=(*options.assume, *conditions))
    read = partial(_read, options=options, made=made)
    try:
        refuse_other_forms(plain)
        return _as_typed(read(in_one_word(plain)), text)
    except InputError as error:
        shown = text if error.text == plain else error.text
        if not error.suggestions and shown == error.text:
            raise
        from symlin.reading.suggestions import accepted

        found = tuple(suggestion.strip() for suggestion in accepted(error, read))
        raise InputError(error.message, shown, error.position, found) from None


def _read(
    text: str, options: Options, made: Callable[[Composition], Made]
) -> Operator | FunctionOperator | Made:
    """What the text denotes; of a pipeline, what is made of its layers."""
    inputs, given, assume, shape, spaces = options
    entry = None if shape is not None or spaces or given else entry_alone(text, inputs)
    if entry is not None:
        return _entry(entry, text, inputs, assume)
    about_numbers = shape is not None or spaces or _SPACE.match(text)
    if not about_numbers and may_be_functions(text, (*(inputs or ()), *given)):
        from symlin.reading.functions.read import read_functions

        found = read_functions(text, inputs=inputs, given=given, assume=assume)
        if found is not None:
            return found
    from symlin.reading.parse import understood

    refuse_given(given)
    operator = understood(text, inputs, assume, shape, spaces)
    return operator if isinstance(operator, Operator) else made(operator)


def refuse_given(given: Sequence[str]) -> None:
    """Raises `InputError` for functions that are held fixed, where there are none."""
    if given:
        raise InputError(f"{given[0]} is held fixed, and no function in this text")


def _entry(
    entry: Definition, text: str, inputs: Sequence[str] | None, assume: Sequence[str]
) -> Operator | FunctionOperator:
    """An entry with a text of its own, of which the text is a name."""
    conditions, spaces = (*entry.assume, *assume), spaces_of_entry(entry)
    options = Options(inputs, entry.given, conditions, None, spaces)
    return named(_read(entry.text, options, _written_out), entry, text)


def read_source(source: Source, **asked: Any) -> Operator | FunctionOperator:
    """What `source` denotes, on numbers or on functions.

    As `as_operator`; SymPy's functions and sequences may be among the inputs, and `given` are
    functions that are held fixed. Raises `InputError` where it cannot be understood.
    """
    return _of_source(source, _written_out, **asked)


def read_question(
    source: Source, *, box: Box = None, **asked: Any
) -> Operator | FunctionOperator | Network | SizedOperator:
    """As `read_source`, and pipelines as graphs of tensors where their entries are too many; with
    letters for sizes, formulas for all sizes.

    `box` bounds every entry of a pipeline's input.
    """

    sized = None if box is not None else _for_all_sizes(source, asked)
    if sized is not None:
        return sized

    def made(pipeline: Composition) -> Operator | Network:
        from symlin.reading.models.large import question

        return question(pipeline)

    if box is not None:
        from symlin.reading.networks.boxes import with_box

        asked.update(with_box(asked, box))
    return _of_source(source, made, **asked)


def _for_all_sizes(source: Source, asked: Mapping[str, Any]) -> SizedOperator | None:
    """The formula of a text in which letters stand for sizes; None for anything else."""
    space, named = asked.get("space") or (), asked.get("inputs")
    spaces = (space,) if isinstance(space, str) else tuple(space)
    if not isinstance(source, str) or asked.get("shape") is not None or asked.get("given"):
        return None
    if not all(isinstance(text, str) for text in spaces):
        return None
    from symlin.reading.sizes.evidence import may_be_sized

    plain = plain_header(source)
    if not may_be_sized((plain, *spaces)):
        return None
    from symlin.reading.sizes.read import read_sized

    names, conditions = names_and_conditions(named, asked.get("assume") or (), source)
    return _as_typed(read_sized(plain, names, conditions, spaces), source)


def _of_source(
    source: Source,
    made: Callable[[Composition], Made],
    *,
    inputs: Any = None,
    given: Sequence[str] = (),
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
) -> Operator | FunctionOperator | Made:
    if is_python(source):
        refuse_given(given)
        return as_python(source, inputs=inputs, assume=assume, shape=shape, space=space)
    text = None if isinstance(source, Operator) else as_text(source)
    named = _function_names(inputs)
    if text is not None:
        names, conditions = names_and_conditions(named, assume, source)
        options = Options(names, given, conditions, as_shape(shape), spaces_of(space))
        return _suggesting(text, options, made)
    if is_sympy(source) and not is_pipeline(source):
        from symlin.reading.functions.from_sympy import speaks_of_functions, sympy_functions

        if speaks_of_functions(source):
            names, conditions = names_and_conditions(named, assume)
            return sympy_functions(source, inputs=names, given=given, assume=conditions)
    if _is_layers(source):
        return made(_composed(source, inputs=inputs, assume=assume, shape=shape, space=space))
    return as_operator(source, inputs=inputs, assume=assume, shape=shape, space=space)


@runtime_checkable
class _Layers(Protocol):
    """A pipeline that hands over its layers."""

    def composition(
        self, shape: tuple[int, ...] | None, *, assume: Sequence[str] = ()
    ) -> Composition:
        """The layers on tensors of that shape, without the batch."""
        ...


def _is_layers(source: object) -> TypeGuard[_Layers]:
    """Whether this is a pipeline whose layers can be asked for."""
    return isinstance(source, _Layers) and not isinstance(source, type)


def _composed(
    source: _Layers, *, inputs: Inputs, assume: Assume, shape: InputShape, space: Spaces
) -> Composition:
    """The layers on an input of this shape; raises `InputError` where they do not fit."""
    names, texts = names_and_conditions(inputs, assume)
    refuse_names(names, spaces_of(space))
    return source.composition(as_shape(shape), assume=texts)


def _function_names(inputs: Any) -> Any:
    """The inputs, with names for SymPy's functions and sequences among them."""
    if inputs is None or isinstance(inputs, str) or "sympy" not in sys.modules:
        return inputs
    from symlin.reading.functions.from_sympy import function_name

    alone = function_name(inputs)
    if alone is not None:
        return (alone,)
    if not isinstance(inputs, list | tuple):
        return inputs
    return [function_name(entry) or entry for entry in inputs]
