"""Bounds of a network's inputs in files of VNN-LIB, versions 1.0 and 2.0 (https://www.vnnlib.org).

In 1.0, inputs are constants X_0, X_1, ... in row-major order; in 2.0, they are declared with
shapes, and an entry is X[0,3]. What is asserted of outputs alone is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn

from flint import fmpq

from symlin.errors import InputError
from symlin.exact.floats import from_fraction
from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.network.domain import Ends
from symlin.kernel.numbers import Number, exact
from symlin.reading.networks.parentheses import LONGEST, Expression, parsed, text_of, words_of

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
IGNORED = "conditions on the outputs are left out: it is asked whether the network is linear there"

Rows = Mapping[str, list[Ends]]


def bounds_of(
    text: str, shapes: Mapping[str, Shape], chosen: int | None = None
) -> tuple[Rows, tuple[str, ...]]:
    """The ends of each entry of the inputs, and what is said of the rest; of several boxes, those
    of the one that is chosen, counted from 1.

    Raises `InputError` where something else than bounds is asserted of inputs, and where it is not
    said which of several boxes is meant.
    """
    reader = _Reader(shapes)
    for command in parsed(text):
        reader.read(command)
    rows = reader.rows(chosen)
    notes = [] if chosen is None else [f"box {chosen} of the {len(reader.cases)} in the file"]
    return rows, (*notes, *([IGNORED] if reader.ignored else []))


Place = tuple[str, int]
"""An input and its entry."""


class _Box:
    """The ends of some entries, as far as they are asserted."""

    def __init__(self) -> None:
        self.lows: dict[Place, Number] = {}
        self.highs: dict[Place, Number] = {}

    def above(self, place: Place, number: Number) -> None:
        """An entry is at least a number."""
        self.lows[place] = max(self.lows.get(place, number), number)

    def below(self, place: Place, number: Number) -> None:
        """An entry is at most a number."""
        self.highs[place] = min(self.highs.get(place, number), number)

    def cut(self, other: _Box) -> None:
        """What the other box says as well."""
        for place, number in other.lows.items():
            self.above(place, number)
        for place, number in other.highs.items():
            self.below(place, number)


class _Reader:
    """The ends that are asserted so far."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._shapes = shapes
        self._places = [(name, i) for name, shape in shapes.items() for i in range(size_of(shape))]
        self._box = _Box()
        self.cases: list[_Box] = [_Box()]
        """One of these holds as well: a disjunction of boxes."""
        self._declared: dict[str, str] = {}
        """Of version 2.0: the network's names of inputs, by the file's."""
        self._sizes: dict[str, list[int]] = {}
        self._numbered = 0
        """Of version 1.0: how many inputs are declared."""
        self._networks = 0
        self._others: set[str] = set()
        """Names of outputs, and of what is between."""
        self.ignored = False

    def rows(self, chosen: int | None) -> Rows:
        """The ends; raises `InputError` where the file is about another network, and where it is
        not said which of its boxes is meant."""
        if self._numbered not in (0, len(self._places)):
            raise InputError(
                f"the file has {self._numbered} inputs, the network has {len(self._places)}"
            )
        if self._networks and len(self._declared) != len(self._shapes):
            raise InputError(
                f"the file declares {len(self._declared)} inputs, the network has "
                f"{len(self._shapes)}: {', '.join(self._shapes)}"
            )
        if chosen is None and len(self.cases) > 1:
            raise InputError(
                f"the file is about {len(self.cases)} boxes, and one is asked about: "
                "say which, as in prop.vnnlib:1"
            )
        if chosen is not None and not 1 <= chosen <= len(self.cases):
            raise InputError(
                f"the file has no box {chosen}: they are counted from 1 to {len(self.cases)}"
            )
        self._box.cut(self.cases[(chosen or 1) - 1])
        ends = {at: (self._box.lows.get(at), self._box.highs.get(at)) for at in self._places}
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
        self._cut(self._box, condition)

    def _cut(self, box: _Box, condition: Expression) -> None:
        """What a condition says of a box."""
        stack = [condition]
        while stack:
            part = stack.pop()
            match part:
                case ["and", *parts]:
                    stack += parts
                case ["or", only]:
                    stack.append(only)
                case _ if not any(map(self._place, words_of(part))):
                    self._leave(part)
                case ["<=", first, second]:
                    self._bound(box, part, first, second)
                case [">=", first, second]:
                    self._bound(box, part, second, first)
                case ["=" | "==", first, second]:
                    self._bound(box, part, first, second)
                    self._bound(box, part, second, first)
                case ["or", *parts] if box is self._box:
                    self._disjunction(part, parts)
                case _:
                    _refuse(part)

    def _disjunction(self, whole: Expression, parts: list[Expression]) -> None:
        """Many files repeat the same bounds beside each condition on the outputs."""
        found: dict[object, _Box] = {}
        for part in parts:
            case = _Box()
            self._cut(case, part)
            found.setdefault((frozenset(case.lows.items()), frozenset(case.highs.items())), case)
        cases = list(found.values())
        if len(cases) == 1:
            self._box.cut(cases[0])
        elif len(self.cases) == 1:
            self.cases = cases
        else:
            _refuse(whole)

    def _leave(self, part: Expression) -> None:
        """What is said of outputs; of a name that nobody declared, it is not known what it is."""
        for word in words_of(part):
            found = ENTRY.fullmatch(word)
            known = found is not None and (found[1] in self._others or found[1] in OPERATORS)
            if not known and not NUMBER.fullmatch(word):
                raise InputError(f"{word[:LONGEST]} is not declared in the file")
        self.ignored = True

    def _bound(self, box: _Box, part: Expression, low: Expression, high: Expression) -> None:
        """low <= high, one of them an entry and the other a number."""
        first, second = self._place(low), self._place(high)
        if first is not None and second is None:
            number = _number(high)
            if number is not None:
                box.below(first, number)
                return
        if second is not None and first is None:
            number = _number(low)
            if number is not None:
                box.above(second, number)
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
    raise InputError(f"only bounds of single input entries are read, not {text_of(part)}")
