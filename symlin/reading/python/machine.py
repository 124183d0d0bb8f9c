"""What a function is worked out with: names, branches, and how far it may go."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from symlin.kernel import term as k
from symlin.kernel.clock import check_time
from symlin.kernel.term import Guard, Term
from symlin.reading.python.arrays import entries_of, part
from symlin.reading.python.joining import Memory, Names, join_names
from symlin.reading.python.places import Refusal, Text
from symlin.reading.python.scalars import Scalars
from symlin.reading.python.trail import Trail
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Cells,
    Function,
    Infinite,
    Library,
    List,
    Method,
    Number,
    Once,
    Scope,
    Table,
    Tuple,
    Unset,
    Value,
    kind_of,
)

MOST_STEPS = 10_000
"""Of all loops together: every one is written out."""
MOST_PARTS = 150_000
"""Expressions that are worked out: a second's work."""
DEEPEST = 120
"""Of expressions within each other, through all calls: Python's own stack has a thousand frames."""
R = TypeVar("R")
S = TypeVar("S")


class Frame:
    """The names of one call."""

    def __init__(self, outer: Scope, local: frozenset[str] = frozenset()) -> None:
        self.outer = outer
        self.local = local
        self.names: Names = {}

    def find(self, name: str) -> Value:
        """What the name stands for; raises `Refusal` where it is not known."""
        if name in self.names:
            return self.names[name]
        if name in self.local:
            raise Refusal(name, f"{name} has no value yet")
        return self.outer.find(name)


class Machine:
    """The state of one reading. Those that work out expressions and statements inherit from it."""

    def __init__(self, frame: Frame, text: Text) -> None:
        self.trail = Trail()
        self.memory = Memory()
        self.scalars = Scalars(self.trail)
        self.frame = frame
        self.text = text
        self.calls: list[ast.AST] = []
        self._steps = 0
        self._parts = 0
        self._depth = 0

    def evaluate(self, node: ast.expr) -> Value:
        """What an expression stands for; raises `Unsupported`."""
        raise NotImplementedError

    def call_function(
        self, function: Function, given: Sequence[Value], named: Mapping[str, Value]
    ) -> Value:
        """What a function returns; raises `Unsupported`."""
        raise NotImplementedError

    def call(self, function: Value, given: Sequence[Value], named: Mapping[str, Value]) -> Value:
        """What anything that can be called returns; raises `Refusal`."""
        raise NotImplementedError

    def refuse(self, node: ast.AST, word: str, message: str) -> NoReturn:
        """Raises `Unsupported` with the place."""
        self.text.refuse(node, word, message)

    def step(self, count: int = 1) -> None:
        """Another step of a loop; raises `Refusal` where there have been too many."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise Refusal("for", f"loops may take {MOST_STEPS:,} steps in all")

    def descend(self) -> None:
        """Into an expression; raises `Refusal` where that is too deep, or there were too many."""
        check_time()
        self._parts += 1
        self._depth += 1
        if self._parts > MOST_PARTS:
            raise Refusal("function", f"this takes more than {MOST_PARTS:,} operations")
        if self._depth > DEEPEST:
            raise Refusal("nesting", f"expressions and calls nest deeper than {DEEPEST}")

    def ascend(self) -> None:
        """Out of an expression."""
        self._depth -= 1

    # ---- branches ----

    def both_ways(
        self, guard: Guard, one: Callable[[], R], other: Callable[[], S]
    ) -> tuple[tuple[R, Names], tuple[S, Names]]:
        """Both branches worked out from the same state; the lists then hold what both made of them.

        What becomes of the names, the caller decides.
        """
        fork = Fork(self, guard)
        a = one()
        fork.turn()
        b = other()
        first, second = fork.end()
        return (a, first), (b, second)

    def under(self, guard: Guard, work: Callable[[], R]) -> R:
        """What is worked out only where the guard holds, as behind an `and`."""
        if guard is k.TRUE:
            return work()
        (found, names), (_, others) = self.both_ways(guard, work, lambda: None)
        self.frame.names = join_names(guard, names, others)
        return found

    def truth(self, value: Value, word: str) -> Guard:
        """Whether Python takes the value for true; raises `Refusal` where that has no guard."""
        match value:
            case Bool(guard):
                return guard
            case Number():
                known = value.value
                if known is None:
                    raise Refusal(word, f"{word} of a number: write a comparison, such as x != 0")
                if value.near is not None and (value.near == 0) != (known == 0):
                    raise Refusal(word, "rounding decides here: write the number that is meant")
                return k.TRUE if known != 0 else k.FALSE
            case List() | Tuple() | range():
                return k.TRUE if entries_of(value) else k.FALSE
            case Table(entries):
                return k.TRUE if entries else k.FALSE
            case Infinite() | Function() | Library():
                return k.TRUE
            case _ if value is NONE:
                return k.FALSE
            case _:
                raise Refusal(word, f"{word} of {kind_of(value)} is not read")

    # ---- going through ----

    def items(self, value: Value) -> Iterator[Value]:
        """The entries one after the other; raises `Refusal` where their number is not known."""
        for guard, item in self.guarded(value):
            if guard is not k.TRUE:
                raise Refusal("if", "how many there are depends on the input: write a sum of "
                              "conditional expressions, or a loop")  # fmt: skip
            yield item

    def guarded(self, value: Value) -> Iterator[tuple[Guard, Value]]:
        """The entries, each with the guard under which it is there."""
        if isinstance(value, Once):
            yield from value.items
            return
        if isinstance(value, List):  # as it is at the time, for the loop may change it
            place = 0
            while place < len(value.cells.read()):
                yield k.TRUE, value.cells.read()[place]
                place += 1
        elif isinstance(value, Array) and value.shape:
            for row in range(value.shape[0]):
                yield k.TRUE, part(value, row)
        else:
            if isinstance(value, range):
                self.step(len(value) if len(value) > MOST_STEPS else 0)
            for item in entries_of(value):
                yield k.TRUE, item

    def collected(self, value: Value) -> list[Value]:
        """All entries."""
        found = []
        for item in self.items(value):
            self.step(isinstance(value, Once))
            found.append(settled(item))
        return found

    def listed(self, entries: Sequence[Value]) -> List:
        """A new list."""
        return List(Cells(list(map(settled, short(entries)))))


class Fork:
    """Two branches: the first is worked out behind the constructor, the second behind `turn`."""

    def __init__(self, machine: Machine, guard: Guard) -> None:
        self._machine = machine
        self._guard = guard
        self._names = machine.frame.names
        self._done: list[tuple[Names, Any, Term]] = []
        self._enter()

    def _enter(self) -> None:
        m = self._machine
        m.frame.names = dict(self._names)
        m.trail.enter()
        m.memory.enter()

    def _leave(self) -> None:
        m = self._machine
        self._done.append((m.frame.names, m.memory.leave(), m.trail.leave()))

    def turn(self) -> None:
        """The first branch is over."""
        self._leave()
        self._enter()

    def end(self) -> tuple[Names, Names]:
        """Both are over: the names after each, while all is again as before them."""
        self._leave()
        (first, m1, t1), (second, m2, t2) = self._done
        self._machine.memory.merge(self._guard, m1, m2)
        self._machine.trail.both_ways(self._guard, t1, t2)
        self._machine.frame.names = self._names
        return first, second


def short(entries: Sequence[R]) -> Sequence[R]:
    """The entries of a list or tuple; raises `Refusal` where there are too many."""
    if len(entries) > MOST_STEPS:
        raise Refusal("list", f"lists may have {MOST_STEPS:,} entries here")
    return entries


def settled(value: Value) -> Value:
    """What a name may stand for; raises `Refusal` for what can be gone through once."""
    if isinstance(value, Once):
        raise Refusal("generator", "a generator can be gone through once, and is read only where "
                      "that is done: write list(...) around it")  # fmt: skip
    if isinstance(value, Unset):
        raise Refusal("value", value.reason)
    if isinstance(value, Method):
        raise Refusal(value.name, f"the method {value.name} is not read without a call")
    return value
