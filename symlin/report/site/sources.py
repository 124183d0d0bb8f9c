"""What an operator is called elsewhere, library by library, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symlin.report.formats.document import Cell, Table
from symlin.report.formats.parts import Link, Part, Text, Typed, listed

_LIBRARIES: Mapping[str, str] = {
    "nn": "PyTorch",
    "F": "PyTorch",
    "torch": "PyTorch",
    "jax": "JAX",
    "jnp": "JAX",
    "lax": "JAX",
    "flax": "JAX",
    "tf": "TensorFlow",
    "keras": "Keras",
    "np": "NumPy",
    "scipy": "SciPy",
    "math": "Python",
}
"""By what stands before the first point of a name."""
_ALSO = "Also called"
_PAPER = re.compile(
    r"arXiv:(?P<arxiv>\d{4}\.\d{4,5})|doi:(?P<doi>10\.\S+?)(?=[.,;]?(?:\s|$))", re.I
)


def names_table(elsewhere: Sequence[str]) -> Table:
    """The other names as facts: a row for each library, in the order of the list above."""
    found: dict[str, list[str]] = {}
    for name in elsewhere:
        before, point, _ = name.partition("(")[0].partition(".")
        found.setdefault(_LIBRARIES.get(before, _ALSO) if point else _ALSO, []).append(name)
    order = [*dict.fromkeys(_LIBRARIES.values()), _ALSO]
    rows = tuple(
        (Cell(library), Cell(listed((Typed(_plain(name)),) for name in found[library])))
        for library in order
        if library in found
    )
    return Table(("Library", "Name"), rows)


def _plain(name: str) -> str:
    """A name without arguments is a word, and not a call."""
    return name.removesuffix("()")


def cited(reference: str) -> Text:
    """A reference, whose arXiv or DOI number leads to the paper."""
    found: list[Part] = []
    last = 0
    for match in _PAPER.finditer(reference):
        address = (
            f"https://arxiv.org/abs/{match['arxiv']}"
            if match["arxiv"]
            else f"https://doi.org/{match['doi']}"
        )
        found += [reference[last : match.start()], Link(match[0], address)]
        last = match.end()
    return tuple(part for part in (*found, reference[last:]) if part)
