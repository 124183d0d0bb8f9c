"""Points at which powers with symbolic exponents have values though their bases are negative."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from flint import fmpq

from symlin.exact.coordinates import Coordinates, sparse
from symlin.kernel.claim import Subject
from symlin.kernel.numbers import Number
from symlin.kernel.term import PI, Function
from symlin.kernel.walk import topological, variables

BASES: tuple[Number, ...] = (-1, -2, 2)
"""Values of inputs that stand in no exponent."""
EXPONENTS: tuple[Number, ...] = (2, 3, -1, fmpq(1, 2), fmpq(1, 4), fmpq(1, 3), fmpq(3, 2))
"""Those of inputs that do: 1/(2 y) is whole at 1/4 as well."""
MOST_INPUTS = 3
"""Of more there are too many combinations."""


def exponent_points(subject: Subject) -> Iterator[Coordinates]:
    """Combinations of such values, where there are such powers: a sign cos(pi y) shows them."""
    moving = {
        name
        for node in topological(subject.outputs)
        if isinstance(node, Function) and node.name == "cos" and node.argument is not None
        if PI in topological([node.argument])
        for name in variables(node.argument)
    }
    if moving and len(subject.inputs) <= MOST_INPUTS:
        values = (EXPONENTS if name in moving else BASES for name in subject.inputs)
        for point in product(*values):
            yield sparse(enumerate(point))
