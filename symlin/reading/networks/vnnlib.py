"""Bounds of a network's inputs in files of VNN-LIB, versions 1.0 and 2.0 (https://www.vnnlib.org).

In 1.0, inputs are constants X_0, X_1, ... in row-major order; in 2.0, they are declared with
shapes, and an entry is X[0,3]. What is asserted of outputs alone is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NoReturn

from flint import fmpq

from symlin.errors import InputError
from symlin.exact.floats import from_fraction
from symlin.kernel.clock import check_time
from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.network.domain import Ends
from symlin.kernel.numbers import Number, exact

TOKEN = re.compile(r";[^\n]*|\s+|([()])|([^\s();\[\]]*\[[^\]]*\])|([^\s();]+)")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
OLD_INPUT = re.compile(r"X_(\d{1,9})")
ENTRY = re.compile(r"([^\[\]]+)(?:\[([\d,\s]*)\])?")
OPERATORS = frozenset(
    [
        "and",
        "or",
        "not",
        "=>",
        "<=",
        ">=",
        "<",
        ">",
        "=",
        "==",
        "!=",
        "distinct",
        "+",
        "-",
        "*",
        "/",
    ]
)
LONGEST = 60
"""Characters of what is quoted."""
IGNORED = "conditions on the outputs are left out: it is asked whether the network is linear there"

Expression = Any
"""A word, or a list of these."""
Rows = Mapping[str, list[Ends]]


def bounds_of(text: str, shapes: Mapping[str, Shape]) -> tuple[Rows, tuple[str, ...]]:
    """The ends of each entry of the inputs, and what is said of the rest.

    Raises `InputError` where something else than bounds is asserted of inputs.
    """
    reader = _Reader(shapes)
    for command in _parsed(text):
        reader.read(command)
    return reader.rows(), (IGNORED,) if reader.ignored else ()


def _parsed(text: str) -> list[Expression]:
    """What stands in parentheses, as lists in lists."""
    stack: list[list[Expression]] = [[]]
    for found in TOKEN.finditer(text):
        paren, entry, word = found.groups()
        if paren == "(":
            stack.append([])
        elif paren == ")":
            if len(stack) == 1:
                raise InputError("a .vnnlib file closes a parenthesis that is not open")
            check_time()
            last = stack.pop()
            stack[-1].append(last)
        elif entry or word:
            stack[-1].append(entry or word)
    if len(stack) > 1:
        raise InputError("a .vnnlib file leaves a parenthesis open")
    return stack[0]


def _text(expression: Expression) -> str:
    """As it was written, short; without recursion, for files may nest as deep as they like."""
    words: list[str] = []
    stack: list[Expression] = [expression]
    while stack and len(words) < LONGEST:
        part = stack.pop()
        if isinstance(part, str):
            words.append(part)
        else:
            stack += [")", *reversed(part), "("]
    text = " ".join(words).replace("( ", "(").replace(" )", ")")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


Place = tuple[str, int]
"""An input and its entry."""


class _Reader:
    """The ends that are asserted so far."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._shapes = shapes
        self._places = [(name, i) for name, shape in shapes.items() for i in range(size_of(shape))]
        self._lows: dict[Place, Number] = {}
        self._highs: dict[Place, Number] = {}
        self._declared: dict[str, str] = {}
        """Of version 2.0: the network's names of inputs, by the file's."""
        self._sizes: dict[str, list[int]] = {}
        self._numbered = 0
        """Of version 1.0: how many inputs are declared."""
        self._networks = 0
        self._others: set[str] = set()
        """Names of outputs, and of what is between."""
        self.ignored = False

    def rows(self) -> Rows:
        """The ends; raises `InputError` where the file is about another network."""
        if self._numbered not in (0, len(self._places)):
            raise InputError(
                f"the file has {self._numbered} inputs, the network has {len(self._places)}"
            )
        if self._networks and len(self._declared) != len(self._shapes):
            raise InputError(
                f"the file declares {len(self._declared)} inputs, the network has "
                f"{len(self._shapes)}: {', '.join(self._shapes)}"
            )
        ends = {at: (self._lows.get(at), self._highs.get(at)) for at in self._places}
        return {
            name: [ends[name, i] for i in range(size_of(shape))]
            for name, shape in self._shapes.items()
        }

    # ---- commands ----

    def read(self, command: Expression) -> None:
        match command:
            case ["vnnlib-version" | "set-logic" | "set-info" | "set-option", *_]:
                return
            case ["check-sat"] | ["exit"]:
                return
            case ["declare-const", str(name), "Real"] | ["declare-fun", str(name), [], "Real"]:
                self._numbered += bool(OLD_INPUT.fullmatch(name))
                self._others.add(name)
            case ["declare-network", str(), *parts]:
                self._declare(parts)
            case ["assert", condition]:
                self._assert(condition)
            case _:
                _refuse(command)

    def _declare(self, parts: list[Expression]) -> None:
        self._networks += 1
        if self._networks > 1:
            raise InputError("the file is about several networks; one is asked about")
        names = iter(self._shapes)
        for part in parts:
            match part:
                case ["declare-input", str(name), str(), *shape]:
                    own = next(names, None)
                    if own is None:
                        raise InputError(f"the network has no input for {name} of the file")
                    self._fits(name, own, shape)
                    self._declared[name] = own
                case ["declare-output" | "declare-hidden", str(name), *_]:
                    self._others.add(name)
                case _:
                    _refuse(part)

    def _fits(self, name: str, own: str, shape: list[Expression]) -> None:
        """Whether the file means as many entries as the input has, whatever their shape."""
        text = " ".join(map(str, shape)).strip("[]")
        sizes = [int(word) for word in re.findall(r"\d{1,9}", text)]
        if size_of(sizes) != size_of(self._shapes[own]):
            raise InputError(
                f"{name} has the shape {sizes} in the file, {own} of the network has "
                f"{list(self._shapes[own])}"
            )
        self._sizes[name] = sizes

    # ---- conditions ----

    def _assert(self, condition: Expression) -> None:
        stack = [condition]
        while stack:
            part = stack.pop()
            match part:
                case ["and", *parts]:
                    stack += parts
                case ["or", only]:
                    stack.append(only)
                case _ if not any(map(self._place, _words(part))):
                    self._leave(part)
                case ["<=", first, second]:
                    self._bound(part, first, second)
                case [">=", first, second]:
                    self._bound(part, second, first)
                case ["=" | "==", first, second]:
                    self._bound(part, first, second)
                    self._bound(part, second, first)
                case _:
                    _refuse(part)

    def _leave(self, part: Expression) -> None:
        """What is said of outputs; of a name that nobody declared, it is not known what it is."""
        for word in _words(part):
            found = ENTRY.fullmatch(word)
            known = found is not None and (found[1] in self._others or found[1] in OPERATORS)
            if not known and not NUMBER.fullmatch(word):
                raise InputError(f"{word[:LONGEST]} is not declared in the file")
        self.ignored = True

    def _bound(self, part: Expression, low: Expression, high: Expression) -> None:
        """low <= high, one of them an entry and the other a number."""
        first, second = self._place(low), self._place(high)
        if first is not None and second is None:
            number = _number(high)
            if number is not None:
                self._highs[first] = min(self._highs.get(first, number), number)
                return
        if second is not None and first is None:
            number = _number(low)
            if number is not None:
                self._lows[second] = max(self._lows.get(second, number), number)
                return
        _refuse(part)

    def _place(self, word: Expression) -> Place | None:
        """The entry of an input that a word names, if it names one."""
        if not isinstance(word, str):
            return None
        old = OLD_INPUT.fullmatch(word)
        if old and not self._networks:
            if int(old[1]) >= len(self._places):
                raise InputError(f"{word}: the network has {len(self._places)} input entries")
            return self._places[int(old[1])]
        found = ENTRY.fullmatch(word)
        if found is None or found[1] not in self._declared:
            return None
        at, sizes = 0, self._sizes[found[1]]
        indices = [int(i) for i in (found[2] or "").split(",") if i.strip()]
        if len(indices) != len(sizes) or any(i >= n for i, n in zip(indices, sizes, strict=True)):
            raise InputError(f"{word[:LONGEST]} is no entry of an input of the shape {sizes}")
        for i, n in zip(indices, sizes, strict=True):
            at = at * n + i
        return self._declared[found[1]], at


def _words(expression: Expression) -> Iterator[str]:
    stack = [expression]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
        else:
            stack += part


def _number(expression: Expression) -> Number | None:
    """A decimal is the decimal that is written; also (- 1) and (/ 1 3)."""
    match expression:
        case str() if NUMBER.fullmatch(expression):
            value = Fraction(expression)
            return from_fraction(value)
        case ["-", str(inner)]:
            number = _number(inner)
            return None if number is None else exact(-number)
        case ["/", str(first), str(second)]:
            a, b = _number(first), _number(second)
            return None if a is None or not b else exact(fmpq(a) / fmpq(b))
        case _:
            return None


def _refuse(part: Expression) -> NoReturn:
    raise InputError(f"only bounds of single input entries are read, not {_text(part)}")
