"""Whether a formula may be about vectors or matrices: a look before what reads them is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.catalog import index as catalog
from symlin.language.reading import Reading
from symlin.language.tree import Call, Listing, Name, postorder
from symlin.language.vocabulary import BUILTINS


def may_be_alone(text: str) -> bool:
    """Whether the text may be the name of a function of matrices, and nothing else."""
    name = text.strip()
    return name.isidentifier() and not catalog.is_function(name)


def may_be_over_spaces(reading: Reading, shape: Sequence[int] | None) -> bool:
    """Whether the formula may be about spaces; never False where it is."""
    if reading.header.spaces or shape is not None or is_matrix(reading):
        return True
    if isinstance(reading.tree, Name):
        return False
    calls = (part for part in postorder(reading.tree) if isinstance(part, Call))
    return any(_is_foreign(call) for call in calls)


def is_matrix(reading: Reading) -> bool:
    """Whether the value is a matrix, f(a, b) = [[a, b], [b, a]]: its rows are written out."""
    tree = reading.tree
    if not isinstance(tree, Listing) or not tree.items or not reading.header.inputs:
        return False
    return all(isinstance(row, Listing) for row in tree.items)


def _is_foreign(call: Call) -> bool:
    known = call.name in BUILTINS or catalog.is_function(call.name)
    return not known or any(isinstance(argument, Listing) for argument in call.arguments)


def is_array_function(name: str) -> bool:
    """Whether a name is a function's of vectors or matrices; symbols, x or a1, are none."""
    if len(name) == 1 or name[-1:].isdigit():
        return False
    from symlin.reading.spaces.functions import is_array_function as found

    return found(name)
