"""Shapes as they are typed: 4,4, or for arguments by their names x=4,A=2x2."""

from __future__ import annotations

import re
from typing import TypeAlias

from symlin.errors import InputError

Sizes: TypeAlias = "tuple[int, ...] | dict[str, tuple[int, ...]]"
"""A shape, or those of the arguments of a function by their names."""
_NAMED = re.compile(r"\s*[^\W\d]\w{0,99}\s*=\s*[1-9]\d{0,8}(x[1-9]\d{0,8})?\s*")
_SIZES = re.compile(r"\s*[1-9]\d{0,8}(\s*,\s*[1-9]\d{0,8})*\s*", re.ASCII)


def shape_in(text: str) -> Sizes:
    """The shape, or those of several names. Raises `InputError` for anything else."""
    parts = text.split(",")
    if not all(map(_NAMED.fullmatch, parts)):
        return sizes_in(text)
    pairs = (part.split("=") for part in parts)
    return {name.strip(): tuple(map(int, sizes.split("x"))) for name, sizes in pairs}


def sizes_in(text: str) -> tuple[int, ...]:
    """Positive integers separated by commas. Raises `InputError` for anything else."""
    if not _SIZES.fullmatch(text):
        raise InputError(f"expected positive integers such as 8 or 4,4, not {text!r}")
    return tuple(map(int, text.split(",")))


def shape_text(shape: Sizes) -> str:
    """The shape as it is typed."""
    if isinstance(shape, dict):
        return ",".join(f"{name}={'x'.join(map(str, sizes))}" for name, sizes in shape.items())
    return ",".join(map(str, shape))
