"""What a header, or the caller, says about the names in a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from symlin.language.spaces import Spaces
from symlin.language.tokens import Token

MAX_PRIMES = 10
"""Of a derivative, one more than are read."""
CUSTOM = "xyztuv"
"""Letters that are inputs where nobody names any, with or without a number."""
_INPUT = re.compile(rf"([{CUSTOM}])(?:_?([0-9]+))?")


class Header(NamedTuple):
    """What stands before a formula; its inputs are None where it names only the output."""

    first: int = 0
    """The index of the formula's first word."""
    function: str | None = None
    inputs: tuple[str, ...] | None = None
    parameters: tuple[str, ...] = ()
    spaces: Spaces = ()
    """What is said of the space of an input or a parameter."""
    variable: str | None = None
    """Of a polynomial: the x of T(p)(x) = ..."""
    defaults: tuple[Token, ...] = ()
    """Parameters that had a default, which is left open."""
    gap: tuple[int, str] | None = None
    """Where there is room for one more parameter, and what comes before it."""


class Declared(NamedTuple):
    """What a header or the caller has said: None where nobody has named inputs."""

    inputs: tuple[str, ...] | None
    parameters: tuple[str, ...] = ()
    header: bool = False
    spaces: Spaces = ()
    """Of inputs and of what is given."""
    gap: tuple[int, str] | None = None
    """Where a header has room for one more parameter, and what comes before it."""

    @property
    def names(self) -> frozenset[str]:
        """All names, and those of the coordinates."""
        names = {*(self.inputs or ()), *self.parameters}
        for name, space in self.spaces:
            names.update((name, *space.entries(name), *space.coordinates(name)))
            names.update(space.indexed(name))
            if space.degree is not None:
                names.update(name + "'" * k for k in range(MAX_PRIMES))
        return frozenset(names)

    @property
    def in_spaces(self) -> frozenset[str]:
        """The names that have a space."""
        return frozenset(name for name, _ in self.spaces)


def default_inputs(names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that are inputs by custom, in natural order: x, x2, x10, y."""
    found = [(m[1], int(m[2] or -1), name) for name in names if (m := _INPUT.fullmatch(name))]
    return tuple(name for *_, name in sorted(found))
