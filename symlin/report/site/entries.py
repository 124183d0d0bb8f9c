"""What gets a page: the operators of the catalog, or those of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symlin.catalog import index as catalog
from symlin.errors import InputError
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Operator
from symlin.reading.operators import read_operator
from symlin.report.formats.noticed import prose
from symlin.report.formats.parts import Text

RESERVED = (
    "index", "comparison", "con", "prn", "aux", "nul",
    *(f"{port}{k}" for port in ("com", "lpt") for k in range(10)),
)  # fmt: skip
"""Pages that are there already, and devices: Windows takes con.html for its console."""


@dataclass(frozen=True)
class Entry:
    """An operator with a permanent label, how it is typed, and what is said of it."""

    label: str
    text: str
    inputs: tuple[str, ...] | None = None
    assume: tuple[str, ...] = ()
    shape: tuple[int, ...] | None = None
    summary: str = ""
    family: str = ""
    introduction: str = ""
    references: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """How other libraries write it."""

    @property
    def says(self) -> Text:
        """The summary as it is shown, with its formulas."""
        return prose(self.summary)

    def operator(self) -> Operator | FunctionOperator:
        """The operator itself; raises InputError where its text cannot be understood."""
        return read_operator(self.text, inputs=self.inputs, assume=self.assume, shape=self.shape)

    def options(self) -> dict[str, Any]:
        """What stands behind the operator on the command line."""
        return {"inputs": self.inputs, "assume": self.assume, "shape": self.shape}


def catalog_entries() -> tuple[Entry, ...]:
    """One for each file of the catalog."""
    found = []
    for d in catalog.all_definitions():
        layer = not (d.expression or d.text)
        found.append(
            Entry(
                label=d.name,
                text=d.example if layer else d.name,
                shape=d.example_shape if layer else None,
                summary=d.summary,
                family=d.family,
                introduction=catalog.introduction(d.name),
                references=d.references,
                elsewhere=(*d.called, *(text for alias in d.aliases for text in alias.shown)),
            )
        )
    return tuple(found)


def read_entries(rows: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """One for each row of a batch file; raises InputError for a row that cannot be understood."""
    found: list[Entry] = []
    labels = set(RESERVED)
    for row in rows:
        label = _label(str(row.get("id") or row["operator"]), labels)
        labels.add(label)
        found.append(
            Entry(
                label=label,
                text=row["operator"],
                inputs=_texts(row.get("inputs")),
                assume=_texts(row.get("assume")) or (),
                shape=None if row.get("shape") is None else tuple(row["shape"]),
                summary=str(row.get("note") or ""),
                family="own",
            )
        )
    if not found:
        raise InputError("the file has no operators")
    return tuple(found)


def _texts(value: Any) -> tuple[str, ...] | None:
    return None if value is None else tuple(map(str, value))


def _label(text: str, taken: set[str]) -> str:
    """A file name made of the text, different from those before."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")[:40] or "operator"
    return next(n for k in range(1, 10**6) if (n := base if k == 1 else f"{base}-{k}") not in taken)
