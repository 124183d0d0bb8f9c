"""Whatever stands for an operator, on numbers or on functions, read as what it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from symlin.catalog.definition import Definition
from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.language.spaces import Spaces as PlacedNames
from symlin.reading.entries import entry_alone, named, spaces_of_entry
from symlin.reading.functions.evidence import may_be_functions
from symlin.reading.sources import (
    Assume,
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
    spaces_of,
)

if TYPE_CHECKING:
    from symlin.language.function_operator import FunctionOperator


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
    read = partial(_read, inputs=inputs, given=given, assume=assume, shape=shape, spaces=spaces)
    try:
        return read(text)
    except InputError as error:
        if not error.suggestions:
            raise
        from symlin.reading.suggestions import accepted

        found = accepted(error, read)
        raise InputError(error.message, error.text, error.position, found) from None


def _read(
    text: str,
    *,
    inputs: Sequence[str] | None,
    given: Sequence[str],
    assume: Sequence[str],
    shape: Sequence[int] | None,
    spaces: PlacedNames,
) -> Operator | FunctionOperator:
    entry = None if shape is not None or spaces or given else entry_alone(text, inputs)
    if entry is not None:
        return _entry(entry, text, inputs, assume)
    about_numbers = shape is not None or spaces or _SPACE.match(text)
    if not about_numbers and may_be_functions(text, (*(inputs or ()), *given)):
        from symlin.reading.functions.read import read_functions

        found = read_functions(text, inputs=inputs, given=given, assume=assume)
        if found is not None:
            return found
    from symlin.reading.parse import operator_of

    refuse_given(given)
    return operator_of(text, inputs, assume, None if shape is None else tuple(shape), spaces)


def refuse_given(given: Sequence[str]) -> None:
    """Raises `InputError` for functions that are held fixed, where there are none."""
    if given:
        raise InputError(f"{given[0]} is held fixed, and no function in this text")


def _entry(
    entry: Definition, text: str, inputs: Sequence[str] | None, assume: Sequence[str]
) -> Operator | FunctionOperator:
    """An entry with a text of its own, of which the text is a name."""
    read = _read(
        entry.text,
        inputs=inputs,
        given=entry.given,
        assume=(*entry.assume, *assume),
        shape=None,
        spaces=spaces_of_entry(entry),
    )
    return named(read, entry, text)


def read_source(
    source: Source,
    *,
    inputs: Any = None,
    given: Sequence[str] = (),
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
) -> Operator | FunctionOperator:
    """What `source` denotes, on numbers or on functions.

    As `as_operator`; SymPy's functions and sequences may be among the inputs. Raises `InputError`
    where it cannot be understood.
    """
    if is_python(source):
        refuse_given(given)
        return as_python(source, inputs=inputs, assume=assume, shape=shape, space=space)
    text = None if isinstance(source, Operator) else as_text(source)
    named = _function_names(inputs)
    if text is not None:
        names, texts = names_and_conditions(named, assume, source)
        options: Any = {"shape": as_shape(shape), "spaces": spaces_of(space)}
        return read_operator(text, inputs=names, given=given, assume=texts, **options)
    if is_sympy(source) and not is_pipeline(source):
        from symlin.reading.functions.from_sympy import speaks_of_functions, sympy_functions

        if speaks_of_functions(source):
            names, conditions = names_and_conditions(named, assume)
            return sympy_functions(source, inputs=names, given=given, assume=conditions)
    return as_operator(source, inputs=inputs, assume=assume, shape=shape, space=space)


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
