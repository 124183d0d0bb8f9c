"""A question as the page asks it: what stands in its fields, and how else one would ask it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symlin.errors import InputError
from symlin.reading.roles import names_in
from symlin.reading.shapes import Sizes, shape_in
from symlin.reading.timing import seconds
from symlin.report.words.command import reproducing

USUAL = 30.0
"""Seconds for a question unless told otherwise, as on the command line."""
FIELDS = ("q", "equiv", "inputs", "given", "assume", "shape", "space", "seconds")
"""Their names, as they stand in the address of a question."""


@dataclass(frozen=True)
class Question:
    """One question; `other` is the operator that it is compared with, if any."""

    text: str
    other: str = ""
    inputs: tuple[str, ...] | None = None
    given: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    shape: Sizes | None = None
    space: tuple[str, ...] = ()
    seconds: float = USUAL

    @classmethod
    def read(cls, document: str) -> Question:
        """The fields of the page as JSON; raises `InputError` where one cannot be understood."""
        fields = {name: str(text).strip() for name, text in json.loads(document).items()}
        text = fields.get("q", "")
        if not text:
            raise InputError("type an operator, such as relu(w*x + b)")
        return cls(text, fields.get("equiv", ""), **_options(fields))

    @property
    def options(self) -> dict[str, Any]:
        """What `symlin.check` takes beside the operator, as far as it is set."""
        said = {
            "inputs": self.inputs,
            "given": self.given,
            "assume": self.assume,
            "shape": self.shape,
            "space": self.space,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def command(self) -> str:
        """The command line that asks it."""
        word, more = ("equiv", (self.other,)) if self.other else ("check", ())
        timeout = None if self.seconds == USUAL else self.seconds
        return reproducing(word, self.text, *more, **self.options, timeout=timeout)

    @property
    def python(self) -> str:
        """The lines of Python that ask it."""
        word, more = ("equiv", (self.other,)) if self.other else ("check", ())
        said = {**self.options, "timeout": self.seconds}
        if self.seconds == USUAL:
            del said["timeout"]
        words = [*map(_literal, (self.text, *more))]
        words += [f"{name}={_literal(value)}" for name, value in said.items()]
        return f"import symlin\n\nprint(symlin.{word}({', '.join(words)}))"


def _options(fields: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("inputs", "given"):
        if fields.get(name):
            found[name] = names_in(fields[name])
    for name in ("assume", "space"):
        found[name] = tuple(filter(None, map(str.strip, fields.get(name, "").splitlines())))
    if fields.get("shape"):
        found["shape"] = shape_in(fields["shape"])
    if fields.get("seconds"):
        try:
            found["seconds"] = seconds(float(fields["seconds"]))
        except ValueError:
            raise InputError(f"seconds: a number, not {fields['seconds']!r}") from None
    return found


def _literal(value: object) -> str:
    """As Python writes it, with double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value)
