"""An operator whose answer is known by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LAWS = ("linear", "additivity", "homogeneity", "affine", "positive_homogeneity", "odd")
PROVED, REFUTED, CONDITIONAL = "proved", "refuted", "conditional"

Holds = Callable[[Mapping[str, str]], bool]
"""Whether a law holds for given parameter values, written as exact text."""


Outputs = Callable[[Mapping[str, Any]], list[Any]]


@dataclass(frozen=True)
class Item:
    """A text with what is known of it; laws of which nothing is known are left out of `expect`."""

    family: str
    parts: tuple[str, ...]
    """The names of the identities, defects or domains that it is made of."""
    text: str
    inputs: tuple[str, ...]
    expect: Mapping[str, str]
    assume: tuple[str, ...] = ()
    points: tuple[tuple[Mapping[str, str], Mapping[str, bool]], ...] = field(default=())
    """Parameter values, and for each law whether it holds there."""
    shape: tuple[int, ...] | None = None
    outputs: Outputs | None = field(default=None, compare=False, repr=False)
    """What the outputs are at a point, where the text is not an expression."""

    def line(self) -> str:
        """The item as something to copy into a shell."""
        if self.shape is not None:
            return f'symlin check "{self.text}" --shape {",".join(map(str, self.shape))}'
        options = [f"--inputs {','.join(self.inputs)}", *(f'--assume "{a}"' for a in self.assume)]
        return " ".join([f'symlin check "{self.text}"', *options])


def laws(status: str, **exceptions: str) -> dict[str, str]:
    """The status of every law but the exceptions; an empty exception leaves the law out."""
    found = {law: exceptions.get(law, status) for law in LAWS}
    return {law: known for law, known in found.items() if known}


def both(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """What is known of two outputs together: a law holds iff it holds for each of them."""
    found: dict[str, str] = {}
    for law in LAWS:
        pair = {first.get(law, ""), second.get(law, "")}
        if REFUTED in pair:
            found[law] = REFUTED
        elif pair == {PROVED}:
            found[law] = PROVED
    return found
