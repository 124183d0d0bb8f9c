"""Which symbols of an operator are its inputs, and which its parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symlin.errors import InputError
from symlin.language.declared import default_inputs
from symlin.language.tokens import fail, name_problem

_MISSING = "expected names such as x,y: here one is missing"

_NO_NUMBERS = frozenset({"inf", "Inf", "infinity", "Infinity", "NaN", "NAN"})
"""Undeclared, these are no symbols."""


def roles(
    names: Sequence[str], inputs: Sequence[str] | None, text: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which symbols are inputs and which are parameters.

    Raises `InputError` where there is no input, or a name that was given can name none.
    """
    chosen = default_inputs(names) if inputs is None else checked_inputs(inputs)
    if not chosen:
        which = names[0] if len(names) == 1 else "x"
        fail(
            f"no input: name the inputs, as in --inputs {which} (in Python inputs=['{which}']), "
            "or call them x, y, z, t, u, v, x1, ...",
            text,
            None,
        )
    taken = frozenset(chosen)
    if inputs is None or not taken.intersection(_NO_NUMBERS):
        for name in names:
            if name in _NO_NUMBERS:
                fail(f"{name} is not a real number, and no parameter", text, text.find(name))
    return chosen, tuple(name for name in names if name not in taken)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text such as "x, y" or "x y", in order.

    Whoever forgets a name would make a parameter of an input.

    Raises `InputError` with the place where a name is missing.
    """
    found: list[str] = []
    wanted = True
    for match in re.finditer(r"[^\s,]+|,", text):
        if match.group() != ",":
            found.append(match.group())
        elif wanted:
            fail(_MISSING, text, match.start())
        wanted = match.group() == ","
    if wanted:
        fail(_MISSING, text, len(text))
    return tuple(found)


def checked_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """The names that were given.

    Raises `InputError` for one that can name no input.
    """
    if not inputs:
        raise InputError("an operator needs at least one input")
    for name in inputs:
        if name != "I" and (problem := name_problem(name)):  # a current may be called I
            raise InputError(f"as an input: {problem}", name, 0)
        if name in ("True", "False"):
            raise InputError(f"{name} has a meaning of its own, and cannot be an input", name, 0)
    if len(set(inputs)) < len(inputs):
        raise InputError(f"an input is named twice: {', '.join(inputs)}")
    return tuple(inputs)
