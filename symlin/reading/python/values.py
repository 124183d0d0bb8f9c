"""What an expression of Python may stand for: numbers, truths, lists, arrays, functions.

Lists and arrays are objects, as in Python: two names may share one, and see its changes. What is
compared by identity here is compared so there.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from symlin.kernel import term as k
from symlin.kernel.numbers import Number as Exact
from symlin.kernel.numbers import exact
from symlin.kernel.term import Const, Guard, Term
from symlin.language.functions import cases
from symlin.reading.python.places import Refusal, Text

Kind = Literal["plain", "numpy", "either"]
"""Whose number it is: a plain one raises an error where NumPy's becomes nan."""
Loose = Literal["", "nan", "complex"]


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A real number as a term."""

    term: Term
    kind: Kind = "plain"
    whole: bool = False
    """Of type int."""
    loose: Loose = ""
    """What Python goes on with where the term has no value: nan or inf, or a complex number."""
    near: float | None = None
    """Of a number that is known: what floats make of it."""

    @property
    def value(self) -> Exact | None:
        """The number where it is known."""
        return self.term.value if isinstance(self.term, Const) else None


@dataclass(frozen=True, slots=True, eq=False)
class Bool:
    """True or False, as a guard."""

    guard: Guard
    kind: Kind = "plain"

    @property
    def value(self) -> bool | None:
        """The truth where it is known."""
        return self.guard.value if isinstance(self.guard, k.Truth) else None


@dataclass(frozen=True, slots=True)
class Infinite:
    """math.inf or its opposite: to start a maximum with, and as a bound that is none."""

    sign: int


class Nothing:
    """None."""


NONE = Nothing()


@dataclass(frozen=True, slots=True)
class Words:
    """A text; it may only name an option, or what is raised."""

    text: str


ELLIPSIS = Words("...")
"""All axes that an index does not name."""


class Cells:
    """What can be changed in place: the entries of a list, or the memory of arrays."""

    def __init__(self, entries: Sequence[Value], fixed: str = "") -> None:
        self.entries = list(entries)
        self.fixed = fixed
        """Why no change can be read."""
        self.broken = ""
        """Why it is not known what is in it."""

    def change(self) -> list[Value]:
        """The entries, to be changed; raises `Refusal`."""
        if self.fixed:
            raise Refusal("=", self.fixed)
        return self.read()

    def read(self) -> list[Value]:
        """The entries; raises `Refusal` where they are not known."""
        if self.broken:
            raise Refusal("list", self.broken)
        return self.entries


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """A list."""

    cells: Cells


@dataclass(frozen=True, slots=True, eq=False)
class Tuple:
    """A tuple."""

    entries: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A dict that nobody changes: values by texts or known numbers."""

    entries: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """An array of NumPy's, or a view of one: places in memory in row-major order."""

    memory: Cells
    shape: tuple[int, ...]
    places: tuple[int, ...]

    def flat(self) -> list[Value]:
        """All entries."""
        entries = self.memory.read()
        return [entries[place] for place in self.places]


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    """What can be gone through once: zip, enumerate, map, a generator.

    Each item comes with the guard under which it is there, and is worked out when it is asked for.
    """

    items: Iterator[tuple[Guard, Value]]


class Scope(Protocol):
    """Where a name is looked up."""

    def find(self, name: str) -> Value:
        """What the name stands for; raises `Refusal` where it is not known."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A def or a lambda, and where its names are looked up."""

    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    text: Text
    defaults: Mapping[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name if isinstance(self.node, ast.FunctionDef) else "lambda"


@dataclass(frozen=True, slots=True)
class Library:
    """A module, function or constant of a library by its full name, as "numpy.linalg.norm"."""

    path: str

    @property
    def name(self) -> str:
        """The last part."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method of a value, not called yet."""

    owner: Value
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A function with some of its arguments: functools.partial, or a method of an instance."""

    function: Value
    given: tuple[Value, ...]
    named: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a class written in Python, and where its attributes are looked up."""

    attributes: Scope


@dataclass(frozen=True, slots=True)
class Unset:
    """What a name stands for that has no one value; and why."""

    reason: str


Value = (
    Number | Bool | Infinite | Nothing | Words | List | Tuple | Array | Once | range | slice
    | Function | Library | Method | Partial | Instance | Unset | Table
)  # fmt: skip
Call = Callable[[Any, Sequence[Value], Mapping[str, Value]], Value]
"""A function of Python's or a library's: the machine, arguments, named arguments."""


def whole(value: int, kind: Kind = "plain") -> Number:
    """An int."""
    return Number(k.const(value), kind, True, "", _float(value))


def real(value: Exact, near: float | None = None, kind: Kind = "plain") -> Number:
    """A float."""
    return Number(k.const(value), kind, False, "", _float(value) if near is None else near)


def _float(value: Exact) -> float | None:
    try:
        return float(value) if isinstance(value, int) else int(value.p) / int(value.q)
    except OverflowError:
        return None


def indicator(truth: Bool) -> Number:
    """1 for True, 0 for False."""
    if truth.value is not None:
        return whole(int(truth.value), truth.kind)
    return Number(cases((k.ONE, truth.guard), (k.ZERO, k.TRUE)), truth.kind, True)


KINDS: tuple[tuple[type, str], ...] = (
    (Number, "a number"), (Bool, "True or False"), (Infinite, "infinity"), (Nothing, "None"),
    (Words, "a text"), (List, "a list"), (Tuple, "a tuple"), (Array, "an array"),
    (Once, "a generator"), (range, "a range"), (slice, "a slice"), (Function, "a function"),
    (Method, "a method"), (Unset, "nothing"), (Table, "a dict"),
    (Partial, "a function"), (Instance, "an object"),
)  # fmt: skip


def kind_of(value: Value) -> str:
    """What the value is, in words."""
    if isinstance(value, Library):
        return value.path
    return next(said for kind, said in KINDS if isinstance(value, kind))


def as_index(value: Value, what: str) -> int:
    """A whole number that is known; raises `Refusal` for anything else."""
    if isinstance(value, Bool) and value.value is not None and value.kind == "plain":
        return int(value.value)
    if isinstance(value, Number):
        known = value.value
        if known is None:
            raise Refusal(what, f"{what} depends on the input: it has to be a known whole number")
        if value.whole:
            return int(exact(known))
    raise Refusal(what, f"{what} has to be a whole number, not {kind_of(value)}")
