"""What is said of a model beside the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TypeAlias, TypedDict

Box: TypeAlias = "str | PathLike[str] | tuple[object, object] | None"
"""Two ends for all entries, two arrays of ends, or a text or file that holds them."""


class ModelOptions(TypedDict, total=False):
    """Options of files, modules and fitted objects.

    - `box`: bounds of the inputs' entries: (-1, 1), or two arrays, or a text or file.
    - `args`, `kwargs`: what a module is called with, in which a `symlin.Input` stands for a tensor
      that varies, and everything else is held fixed.
    - `output`: which of its outputs is meant, where there are several.
    - `run`: whether a file may be run that has to be, as `model.py:net`; or a function, which jax
      then traces, where jax is imported.
    """

    box: Box
    args: Sequence[object]
    kwargs: Mapping[str, object] | None
    output: int | str | None
    run: bool
