"""Formulas over vectors and matrices of which letters stand for sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count, islice, product
from typing import NamedTuple

from symlin.errors import InputError
from symlin.kernel import term as k
from symlin.kernel.functions.subject import FunctionSubject, Index, Value
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Operator, Placed, Typed
from symlin.language.sized_operator import AnySpace, AnySpaces, Size, SizedOperator, Sizes
from symlin.language.spaces import Space, Spaces
from symlin.language.tokens import fail
from symlin.language.tree import Name, Tree, symbols
from symlin.reading import expand
from symlin.reading.functions.letters import Letters
from symlin.reading.names import spelled_out
from symlin.reading.parse import operator_of, reading_of
from symlin.reading.sizes.arrays import Array, NoFormula
from symlin.reading.sizes.entries import Entries
from symlin.reading.sizes.texts import (
    at_sizes,
    letters_in,
    numbers_in,
    placed,
    spaces_at,
    with_spaces,
)
from symlin.reading.spaces.declare import given_spaces

FIRST_SIZE = 3
"""That stands for the first letter where a formula is read at some size."""
NUMBERS = frozenset("EI")
"""Capital letters with a meaning of their own."""
MOST_TRIED = 200
"""Shapes of matrices of which nothing is said."""
PLACES = "ijpqrs"
"""Names of the place of an entry."""


class Asked(NamedTuple):
    """A text, and what is said beside it."""

    text: str
    inputs: Sequence[str] | None
    spaces: tuple[str, ...]
    """As they are written: "B: nxn"."""


def read_sized(
    text: str,
    inputs: Sequence[str] | None = None,
    assume: Sequence[str] = (),
    spaces: Sequence[str] = (),
) -> SizedOperator | None:
    """The operator of a formula in which letters stand for sizes; None for any other.

    Raises `InputError` where it cannot be understood.
    """
    asked = Asked(text if spaces else with_spaces(text), inputs, tuple(spaces))
    sizes = letters_in((asked.text, *asked.spaces))
    if not sizes:
        return None
    if assume:
        raise InputError("conditions on matrices of all sizes are not read: give a size")
    probe = _probe(sizes, numbers_in((asked.text, *asked.spaces)))
    try:
        asked, operator = _declared(asked, probe)
    except InputError as error:
        raise _in_letters(error, placed(asked.text, probe), asked.text, probe) from None
    found = operator.space
    if found is None or not any(space.shape for _, space in found.inputs):
        fail("no input has a size: write T(A: nxn) = ...", text, None)
    if found.is_over_complex or found.output.is_complex:
        fail("complex matrices of all sizes are not read: give a size, as in C^2", text, None)
    return _made(asked, sizes, probe, operator, found)


def _in_letters(error: InputError, probed: str, text: str, probe: Sizes) -> InputError:
    """What is wrong at a size, said of the text with its letters: eye(n), and not eye(3)."""
    if error.text != probed or len(probed) != len(text):
        return error
    letters = {str(size): name for name, size in probe.items()}
    unit = re.compile(rf"eye\(({'|'.join(letters)})\)")
    message = unit.sub(lambda found: f"eye({letters[found[1]]})", error.message)
    new = []
    for suggestion in error.suggestions:
        opening = suggestion.partition("=")[0]
        if opening != probed[: len(opening)]:
            continue  # another header: its sizes are numbers
        rest = unit.sub(lambda found: f"eye({letters[found[1]]})", suggestion[len(opening) :])
        new.append(text[: len(opening)] + rest)
    return InputError(message, text, error.position, tuple(new))


def _probe(sizes: Sequence[str], taken: frozenset[int]) -> dict[str, int]:
    """A number for each letter that no other size is."""
    numbers = (n for n in count(FIRST_SIZE) if n not in taken)
    return {name: next(numbers) for name in sizes}


def _declared(asked: Asked, probe: Sizes) -> tuple[Asked, Operator]:
    """The formula at a size; capital letters of which nothing is said are matrices that are given,
    square ones if that fits, else of the sizes that do. Raises `InputError` where nothing does."""
    names = _capitals(asked, probe)
    numbers = map(str, sorted(numbers_in((asked.text, *asked.spaces))))
    every = ["x".join(pair) for pair in product((*probe, *numbers), repeat=2)]
    failure: InputError | None = None
    for shape in islice(product(every, repeat=len(names)), MOST_TRIED):
        said = (f"{name}: {size}" for name, size in zip(names, shape, strict=True))
        trial = asked._replace(spaces=(*asked.spaces, *said))
        try:
            return trial, _at(probe, trial)
        except InputError as error:
            failure = failure or error
    raise failure or InputError("give the sizes of the matrices in a header")


def _capitals(asked: Asked, probe: Sizes) -> list[str]:
    """Capital letters that nothing is said of: a number would be named in the header."""
    spaces = given_spaces(spaces_at(asked.spaces, probe))
    tree, header, _ = reading_of(placed(asked.text, probe), asked.inputs, False, spaces)
    known = {*dict(header.spaces), *(header.inputs or ()), *header.parameters}
    return [n for n in symbols(tree) if len(n) == 1 and n.isupper() and n not in known | NUMBERS]


def _at(sizes: Sizes, asked: Asked) -> Operator:
    """The formula at a size."""
    spaces = given_spaces(spaces_at(asked.spaces, sizes))
    text = at_sizes(asked.text, sizes)
    found = operator_of(text, asked.inputs, (), None, spaces)
    left = set(sizes).intersection((*found.inputs, *found.parameters))
    if left:  # as a number that may be any: it is the size
        fail(f"{left.pop()} is a size here: write it as a factor by itself", text, None)
    return found


def _any(space: Space, probe: Sizes) -> AnySpace:
    """The space with letters for the numbers that stood for them."""
    letters: Mapping[int, Size] = {number: name for name, number in probe.items()}
    return AnySpace(tuple(letters.get(size, size) for size in space.shape))


def _made(
    asked: Asked, sizes: tuple[str, ...], probe: Sizes, operator: Operator, at: Placed
) -> SizedOperator:
    inputs, given = (
        tuple((name, _any(space, probe)) for name, space in spaces)
        for spaces in (at.inputs, at.given)
    )
    known = tuple(pair for pair in (*at.inputs, *at.given) if pair[1].shape)
    # the letter of a size is left in the formula: sum(x)/n
    tree = reading_of(placed(asked.text, probe), asked.inputs, False, known).tree
    both = set(sizes) & {name for name, _ in (*inputs, *given)}
    if both:
        fail(f"{both.pop()} is a size here, and has a space", asked.text, None)
    _refuse_entries(tree, known, asked.text)
    entry, shape = _by_entries(asked.text, tree, (inputs, given), sizes)
    return SizedOperator(
        name=" ".join(asked.text.split()),
        function=(operator.typed.function if operator.typed else None) or "T",
        inputs=inputs,
        given=tuple(pair for pair in given if pair[1].shape),
        parameters=tuple(name for name in at.parameters if name not in sizes),
        output=_any(at.output, probe) if shape is None else AnySpace(shape),
        sizes=sizes,
        written=tree,
        entry=entry,
        at=partial(_at, asked=asked),
        typed=operator.typed or Typed(asked.text),
    )


def _refuse_entries(tree: Tree, spaces: Spaces, text: str) -> None:
    """InputError for x1 or A12: of some sizes there is no such entry."""
    for name, space in spaces:
        for part in symbols(tree):
            if part in space.entries(name) or part in space.indexed(name):
                fail(f"{part} is an entry of {name}: give {name} a size", text, None)


def _by_entries(
    text: str, tree: Tree, spaces: tuple[AnySpaces, AnySpaces], sizes: tuple[str, ...]
) -> tuple[FunctionOperator | None, tuple[Size, ...] | None]:
    """An entry of the value, and its shape; None where there is no formula for all sizes."""
    inputs, given = spaces
    taken = {*symbols(tree), *sizes, *(name for name, _ in (*inputs, *given))}
    entries = Entries((*inputs, *(pair for pair in given if pair[1].shape)), sizes, taken)
    try:
        value = entries.of(tree)
        places = [name for name in PLACES if name not in taken][: len(value.shape)]
        body = value.at(tuple(map(Name, places)))
    except NoFormula:
        return None, None
    return _entry(text, body, spaces, sizes, _Place(places, value)), value.shape


class _Place(NamedTuple):
    names: Sequence[str]
    value: Array


def _entry(
    text: str,
    body: Tree,
    spaces: tuple[AnySpaces, AnySpaces],
    sizes: tuple[str, ...],
    place: _Place,
) -> FunctionOperator:
    """The operator on functions of the places of entries."""
    unknowns, givens = (tuple(name for name, space in s if space.shape) for s in spaces)
    names = (*unknowns, *givens, *place.names, *sizes)
    expansion = expand.expand((spelled_out(body, text, inputs=names),), text, declared=names)
    letters = Letters(text, frozenset((*place.names, *sizes)))
    output = letters.term(expansion.trees[0], {})
    free = [n for n in symbols(*expansion.trees) if n not in names and n not in letters.spelled]
    subject = FunctionSubject(
        unknowns=unknowns,
        givens=tuple(name for name in givens if name in _functions(letters)),
        index=tuple(Index(name, True) for name in place.names),
        parameters=(*sizes, *_numbers(free, letters)),
        letters=tuple(letters.table.items()),
        outputs=(output,),
        assumptions=(*_whole(sizes), *_inside(place)),
        sequences=tuple(name for name in (*unknowns, *givens) if name in _functions(letters)),
    )
    trees = letters.trees
    return FunctionOperator(
        name=text, subject=subject, written=(body,), head="", letter_trees=trees
    )


def _functions(letters: Letters) -> set[str]:
    return {f.function for f in letters.table.values() if isinstance(f, Value)}


def _numbers(free: Sequence[str], letters: Letters) -> tuple[str, ...]:
    """Parameters: what is neither bound nor a function."""
    bound = {tree.name for tree in letters.spelled.values() if isinstance(tree, Name)}
    return tuple(n for n in dict.fromkeys(free) if n not in bound | _functions(letters))


def _whole(sizes: Sequence[str]) -> tuple[k.Guard, ...]:
    """Sizes are whole numbers from 1 on."""
    found: list[k.Guard] = []
    for name in map(k.var, sizes):
        found += [k.ge(name, k.ONE), k.eq(name, k.function("floor", name))]
    return tuple(found)


def _inside(place: _Place) -> tuple[k.Guard, ...]:
    """Places are from 1 up to the size."""
    found: list[k.Guard] = []
    for name, size in zip(place.names, place.value.shape, strict=True):
        end = k.const(size) if isinstance(size, int) else k.var(size)
        found += [k.ge(k.var(name), k.ONE), k.ge(end, k.var(name))]
    return tuple(found)
