"""Strict access to what was read from JSON: every value is asked for by its type and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flint import fmpq, fmpz

from symlin.kernel.numbers import Number, exact

Json = dict[str, object]

_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(?:/([1-9][0-9]*))?")
_SHOWN = 40  # characters of a wrong value that a message repeats: half a line
_SAID = 400  # characters of a message, which may name the keys of whoever wrote them
_LONGEST = 1_000_000  # characters of a number: more, and a product takes seconds


class Unreadable(Exception):
    """What was read is no certificate; the message names the place and what was expected there."""

    def __init__(self, place: str, expected: str) -> None:
        self.place = _clipped(place)
        self.expected = _clipped(expected)
        super().__init__(f"{self.place}: expected {self.expected}")


@dataclass(frozen=True, slots=True)
class Field:
    """A value and its place in the document, such as $.nodes[3].sum."""

    value: object
    place: str = "$"

    def fail(self, expected: str) -> Unreadable:
        """The error to raise about this place."""
        # lists and objects may be megabytes long
        shown = repr(self.value) if isinstance(self.value, str | int | None) else ""
        found = f", found {shown}" if 0 < len(shown) <= _SHOWN else ""
        return Unreadable(self.place, expected + found)

    def names(self) -> tuple[str, ...]:
        """The keys of an object, in the order in which they were written."""
        if not isinstance(self.value, dict):
            raise self.fail("an object")
        if not all(type(key) is str for key in self.value):  # of what was never JSON text
            raise self.fail("an object with text for keys")
        return tuple(self.value)

    def parts(self, *names: str) -> tuple[Field, ...]:
        """The values under these keys, of an object that has no others."""
        if set(self.names()) != set(names):  # what is not read could say what is not checked
            raise self.fail(f"an object with {', '.join(names)} and nothing else")
        return tuple(map(self.at, names))

    def at(self, key: str) -> Field:
        """The value under a key that is there."""
        assert isinstance(self.value, dict)
        return Field(self.value[key], f"{self.place}.{shown_key(key)}")

    def items(self, least: int = 0) -> Iterator[Field]:
        """The entries of a list that has `least` of them or more."""
        if not isinstance(self.value, list) or len(self.value) < least:
            raise self.fail(f"a list of {least} or more" if least else "a list")
        for position, entry in enumerate(self.value):
            yield Field(entry, f"{self.place}[{position}]")

    def pair(self) -> tuple[Field, Field]:
        """The entries of a list of two."""
        if not isinstance(self.value, list) or len(self.value) != 2:
            raise self.fail("a list of two")
        first, second = self.items()
        return first, second

    def text(self) -> str:
        """A text."""
        if type(self.value) is not str:
            raise self.fail("a text")
        return self.value

    def choice(self, words: Sequence[str]) -> str:
        """One of the words."""
        if type(self.value) is not str or self.value not in words:
            raise self.fail(" or ".join(words))
        return self.value

    def integer(self, least: int, most: int) -> int:
        """A whole number within bounds, written as a number; `true` is none."""
        if type(self.value) is not int or not least <= self.value <= most:  # `True` is an int
            raise self.fail(f"a whole number from {least} to {most}")
        return self.value

    def truth(self) -> bool:
        """true or false."""
        if type(self.value) is not bool:
            raise self.fail("true or false")
        return self.value

    def number(self) -> Number:
        """An exact number as text, in lowest terms: "0", "-22/7"."""
        if type(self.value) is str and len(self.value) > _LONGEST:
            raise self.fail(f"a number of {_LONGEST:,} characters at most")
        match = _NUMBER.fullmatch(self.value) if type(self.value) is str else None
        if match is None:
            raise self.fail('an exact number such as "-22/7"')
        value = fmpq(fmpz(match[1]), fmpz(match[2] or "1"))
        if number_text(value) != self.value:  # one way to write a number: documents compare as text
            raise self.fail("a number in lowest terms")
        return exact(value)


def shown_key(key: str) -> str:
    """The key as a message may hold it: whoever wrote it does not write on the terminal."""
    return key if key.isidentifier() and len(key) <= _SHOWN else repr(key[:_SHOWN])


def _clipped(text: str) -> str:
    return text if len(text) <= _SAID else f"{text[:_SAID]}..."


def number_text(value: Number) -> str:
    """The number in lowest terms; Python alone would refuse to write very long ones."""
    ratio = fmpq(value)
    above, below = str(fmpz(ratio.p)), str(fmpz(ratio.q))
    return above if below == "1" else f"{above}/{below}"
