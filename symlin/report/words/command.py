"""The command line that asks a question again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import TypedDict, Unpack

from symlin.reading.shapes import Sizes, shape_text

_SAFE = re.compile(r"[^\"$`\\!]*")
"""What a shell leaves alone between double quotes."""


class Retyped(TypedDict, total=False):
    """What may stand beside the operators."""

    inputs: Sequence[str] | None
    assume: Sequence[str]
    given: Sequence[str]
    shape: Sizes | None
    space: Sequence[str]
    box: str | None
    run: bool
    timeout: float | None


def reproducing(command: str, *operators: str, **options: Unpack[Retyped]) -> str:
    """As one types it."""
    words = [command, *operators]
    for name in ("inputs", "assume", "given", "shape", "space", "box", "run", "timeout"):
        words += _option(name, options.get(name))
    return typed(words)


def _option(name: str, value: object) -> list[str]:
    if value is None or value is False or value in ((), [], ""):
        return []
    if value is True:
        return [f"--{name}"]
    if name in ("inputs", "given") and isinstance(value, Sequence):
        return [f"--{name}", ",".join(map(str, value))]
    if name == "shape" and isinstance(value, tuple | dict):
        return [f"--{name}", shape_text(value)]
    if name in ("assume", "space") and isinstance(value, Sequence):
        return [word for said in value for word in (f"--{name}", str(said))]
    return [f"--{name}", f"{value:g}" if isinstance(value, float) else str(value)]


def typed(arguments: Sequence[str]) -> str:
    """The command as one types it, with double quotes where a shell needs quotes and these do."""
    return " ".join(("symlin", *map(_quoted, arguments)))


def _quoted(word: str) -> str:
    plain = shlex.quote(word)
    return f'"{word}"' if plain != word and _SAFE.fullmatch(word) else plain
