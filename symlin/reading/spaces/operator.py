"""Formulas over spaces as operators: real inputs, in row-major order, and real outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from symlin.catalog import index as catalog
from symlin.language import translate
from symlin.language.notation import fits, tree_text
from symlin.language.operator import Operator, Placed, Typed
from symlin.language.reading import Reading
from symlin.language.spaces import Space, Spaces
from symlin.language.syntax import parse_condition
from symlin.language.tokens import Change, fail
from symlin.language.tree import (
    Call,
    Listing,
    Name,
    Pipeline,
    Tree,
    children,
    postorder,
    symbols,
)
from symlin.reading import expand
from symlin.reading.assumptions import Assumption, catalogued, distinct, unknown_symbol
from symlin.reading.names import spelled_out
from symlin.reading.spaces import declare
from symlin.reading.spaces.arithmetic import NeedsSpace
from symlin.reading.spaces.evaluate import condition_over, worked_out
from symlin.reading.spaces.evidence import is_matrix
from symlin.reading.spaces.functions import FUNCTIONS, OF_COMPLEX, OF_MATRICES, SHARED, plain_name
from symlin.reading.spaces.letters import Letters, letters_of
from symlin.reading.spaces.polynomials import polynomial_of
from symlin.reading.spaces.second import reference_of
from symlin.reading.spaces.values import Value

MAX_INFERRED = 20
"""Names whose space is seen from the formula."""
MAX_TEXT = 2_000
"""Characters of an output that is shown."""

Read = Callable[[Spaces], Reading]
"""The same text again, with more names whose spaces are known."""


class Question(NamedTuple):
    """A text, and what was said beside it."""

    text: str
    inputs: Sequence[str] | None
    assume: Sequence[str]


def read_over_spaces(
    reading: Reading,
    read: Read,
    question: Question,
    shape: Sequence[int] | None,
    *,
    whatever: bool = False,
) -> Operator | None:
    """The operator of a formula about vectors, matrices, complex numbers or polynomials; None for
    any other, unless `whatever` stands there. A shape is that of the only input.

    Raises `InputError` for shapes that do not fit, and where it is not clear in which space a
    name lies.
    """
    if not whatever and not is_over_spaces(reading, shape):
        return None
    return _operator_of(_shaped(reading, read, shape, question), read, question)


def refuse_alone(text: str) -> None:
    """InputError for the name of a function of vectors or matrices alone: of which size?"""
    name = text.strip()
    if name not in FUNCTIONS or name in SHARED or catalog.is_function(name):
        return
    header = "T(A: 2x2)" if name in OF_MATRICES else "T(x: R^3)"
    header = "f(z: C)" if name in OF_COMPLEX else header
    letter = header[2]
    new = f"{header} = {name}({letter})"
    shape = "" if name in OF_COMPLEX else f", or {name} --shape {'2,2' if letter == 'A' else '3'}"
    at = text.index(name)
    change = Change(at, at + len(name), new)
    fail(f"{name} of what? write {new}{shape}", text, at, change)


def is_over_spaces(reading: Reading, shape: Sequence[int] | None) -> bool:
    """Whether the formula is about vectors, matrices, complex numbers or polynomials."""
    tree = reading.tree
    if isinstance(tree, Pipeline):
        return False
    if shape is None and (reading.header.spaces or is_matrix(reading)):
        return True
    if isinstance(tree, Name):
        return shape is not None and _is_own(tree.name)
    calls = (part for part in postorder(tree) if isinstance(part, Call))
    return any(_is_own(call.name) or _is_of_list(call, shape) for call in calls)


def _is_own(name: str) -> bool:
    """Whether the name means something of vectors, matrices and complex numbers alone."""
    plain = plain_name(name)
    own = plain is not None and plain not in SHARED
    return name == "Matrix" or (own and not catalog.is_function(name))


def _is_of_list(call: Call, shape: Sequence[int] | None) -> bool:
    """Whether it is norm([x, y]), or norm(x) with a shape."""
    if plain_name(call.name) not in SHARED or call.name in ("concat", "flatten"):
        return False
    one = len(call.arguments) == 1 and isinstance(call.arguments[0], Listing)
    return one or (shape is not None and plain_name(call.name) == "norm")


def _shaped(
    reading: Reading, read: Read, shape: Sequence[int] | None, question: Question
) -> Reading:
    """The reading, with what a shape says of the only input; a function alone is of that input."""
    if shape is None:
        return reading
    spaces = reading.header.spaces
    if isinstance(reading.tree, Name):
        letter = "A" if len(shape) == 2 else "x"
        tree = Call(reading.tree.name, (Name(letter, 0),), (), reading.tree.at)
        header = reading.header._replace(spaces=((letter, Space(tuple(shape))),))
        return reading._replace(tree=tree, header=header)
    found = declare.with_shape(reading.tree, reading.header, question.inputs, shape, question.text)
    return read((*spaces, *(pair for pair in found if pair not in spaces)))


def _operator_of(reading: Reading, read: Read, question: Question) -> Operator:
    known = dict(reading.header.spaces)
    more = declare.complex_names(reading.tree, reading.header, question.inputs)
    if more:
        known.update(more)
        reading = read(tuple(known.items()))
    for _ in range(MAX_INFERRED):
        try:
            return _made(reading, question)
        except NeedsSpace as needed:
            known = {**dict(reading.header.spaces), needed.name: needed.space}
            reading = read(tuple(known.items()))
    fail("give the sizes of the vectors and matrices in a header", question.text, None)


def _made(reading: Reading, question: Question) -> Operator:
    tree, header, _ = reading
    text, spaces = question.text, dict(header.spaces)
    declare.check_used(tree, header, text)
    chosen = tuple(declare.inputs_of(tree, header, question.inputs, text))
    is_complex = declare.check_numbers(chosen, spaces, text)
    named = {*header.parameters, *(header.inputs or ())}
    if any(space.degree is not None for space in spaces.values()):
        return _of_polynomials(reading, chosen, question)
    value, more = worked_out(tree, text, spaces, frozenset(symbols(tree)) - named)
    pairs = is_complex or value.is_complex
    space = Placed(
        inputs=tuple((name, spaces.get(name, Space())) for name in chosen),
        given=tuple((name, spaces[name]) for name in spaces if name not in chosen),
        output=Space(value.shape, pairs),
        written=tree,
    )
    noted = reading._replace(notes=(*reading.notes, *more))
    return over_coordinates(_listing(value, pairs, tree), space, noted, question)


def _of_polynomials(reading: Reading, chosen: Sequence[str], question: Question) -> Operator:
    """The operator on polynomials, with the coefficients of its value as outputs."""
    tree, header, _ = reading
    text, spaces = question.text, dict(header.spaces)
    other = next((n for n in (*chosen, *spaces) if spaces.get(n, Space()).degree is None), None)
    if other is not None:
        fail(f"{other} is no polynomial: all that have a space must be, here", text, None)
    letters = letters_of(tree, header, tuple(spaces), text)
    found = polynomial_of(tree, text, spaces, letters)
    whole = letters.variable is not None
    space = Placed(
        inputs=tuple((name, spaces[name]) for name in chosen),
        given=tuple((name, spaces[name]) for name in spaces if name not in chosen),
        output=Space(degree=len(found) - 1) if whole else Space(),
        written=tree,
        variable=letters.variable,
    )
    listed = Listing(tuple(found), tree.at)
    return over_coordinates(listed, space, reading, question, letters)


def over_coordinates(
    listed: Listing,
    space: Placed,
    reading: Reading,
    question: Question,
    letters: Letters | None = None,
) -> Operator:
    """The operator with these outputs, which are formulas of the coordinates."""
    header, text, spaces = reading.header, question.text, dict(reading.header.spaces)
    inputs = _coordinates([name for name, _ in space.inputs], spaces, text)
    own = _coordinates((*header.parameters, *(name for name, _ in space.given)), spaces, text)
    declared = frozenset((*inputs, *own))
    spelled = spelled_out(listed, text, inputs=inputs)
    expansion = expand.expand((spelled,), text, declared=declared)
    (body,) = expansion.trees
    parameters = _others((*own, *symbols(body, *expansion.assumptions)), inputs)
    stated = [_stated(condition, spaces, inputs, parameters) for condition in question.assume]
    assumptions = distinct([*catalogued(expansion.assumptions, text), *stated])
    fixed = _coordinates([name for name, _ in space.given], spaces, text)
    entries = children(body)
    return Operator(
        name=" ".join(text.split()),
        inputs=inputs,
        parameters=parameters,
        outputs=translate.terms(body, text),
        assumptions=tuple(guard for _, guard in assumptions),
        written=entries if all(fits(entry, MAX_TEXT) for entry in entries) else (),
        assumption_texts=tuple(said for said, _ in assumptions),
        reference=reference_of(space, spaces, text, letters),
        typed=Typed(text, reading.notes, header.function if header.inputs else None),
        space=space._replace(parameters=_others(parameters, fixed)),
    )


def _others(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    """Each of the names that is not taken, once."""
    return tuple(name for name in dict.fromkeys(names) if name not in set(taken))


def _coordinates(names: Sequence[str], spaces: Mapping[str, Space], text: str) -> tuple[str, ...]:
    """The real coordinates of all names; InputError where two of them have one name."""
    found = [
        c for n in dict.fromkeys(names) for c in (spaces[n].coordinates(n) if n in spaces else (n,))
    ]
    if len(set(found)) < len(found):
        twice = next(name for k, name in enumerate(found) if name in found[:k])
        fail(f"{twice} would be two things: rename an input", text, None)
    return tuple(found)


def _listing(value: Value, pairs: bool, tree: Tree) -> Listing:
    """All outputs; of complex numbers the real and imaginary parts in turn."""
    entries = value.entries
    if not pairs:
        return Listing(tuple(entry.re for entry in entries), tree.at)
    return Listing(tuple(part for x in entries for part in (x.re, x.imaginary)), tree.at)


def _stated(
    condition: str, spaces: Mapping[str, Space], inputs: Sequence[str], parameters: Sequence[str]
) -> Assumption:
    """A condition of the caller, about entries."""
    known = frozenset((*spaces, *inputs, *parameters))
    tree = parse_condition(condition, known)
    over_entries = condition_over(tree, condition, spaces)
    declared = frozenset((*inputs, *parameters))
    (over,) = expand.expand((over_entries,), condition, complete=True, declared=declared).trees
    for name in symbols(over):
        if name not in declared:
            unknown_symbol(name, condition, inputs, parameters)
    return tree_text(over), translate.guard(over, condition)
