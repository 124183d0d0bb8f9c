"""Assignments: to names, to several of them, and to entries of lists and arrays."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from symlin.reading.python.arrays import entries_of
from symlin.reading.python.exits import (
    Exits,
)
from symlin.reading.python.expressions import Expressions
from symlin.reading.python.indexing import assign as assign_entries
from symlin.reading.python.indexing import within
from symlin.reading.python.machine import settled
from symlin.reading.python.masks import is_mask, put_where
from symlin.reading.python.operations import in_place, operate
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    Array,
    List,
    Value,
    as_index,
    kind_of,
)
from symlin.reading.python.words import word_of


class Assignments(Expressions):
    """What assignments do."""

    def assign(self, target: ast.expr, value: Value) -> None:
        """target = value; raises `Unsupported` where that cannot be read."""
        match target:
            case ast.Name(name):
                self.frame.names[name] = value
            case ast.Tuple(parts) | ast.List(parts):
                self.placed(target, lambda: self._unpack(parts, value))
            case ast.Subscript():
                self.placed(target, lambda: self._assign_entry(target, value))
            case _:
                word = word_of(target)
                self.refuse(target, word, f"an assignment to {word} is not read")

    def _unpack(self, parts: Sequence[ast.expr], value: Value) -> None:
        entries: list[Value] = entries_of(value)
        stars = [n for n, part in enumerate(parts) if isinstance(part, ast.Starred)]
        if stars and len(entries) >= len(parts) - 1:
            end = len(entries) - (len(parts) - 1 - stars[0])
            entries[stars[0] : end] = [self.listed(entries[stars[0] : end])]
        if len(entries) != len(parts):
            raise Refusal("=", f"{len(parts)} names for {len(entries)} values")
        for part, entry in zip(parts, entries, strict=True):
            self.assign(part.value if isinstance(part, ast.Starred) else part, entry)

    def _assign_entry(self, target: ast.Subscript, value: Value) -> None:
        self._put(self.evaluate(target.value), self.evaluate(target.slice), value)

    def _put(self, owner: Value, index: Value, value: Value) -> None:
        if isinstance(owner, Array):
            self.memory.touch(owner.memory)
            if is_mask(index):
                if isinstance(value, Array):
                    raise Refusal("[", "an array put where a mask chooses is not read")
                put_where(owner, index, value)
            else:
                assign_entries(owner, index, value)
        elif isinstance(owner, List):
            entries = owner.cells.read()
            if isinstance(index, slice):
                new = self.collected(value)
                if len(range(len(entries))[index]) != len(new):
                    raise Refusal("=", "an assignment that changes a list's length is not read")
                self.memory.touch(owner.cells)
                owner.cells.change()[index] = new
                return
            place = within(as_index(index, "[]"), len(entries))
            self.memory.touch(owner.cells)
            owner.cells.change()[place] = value
        else:
            raise Refusal("=", f"{kind_of(owner)} has no entries that can be changed: if it is a "
                          "vector, give its size, as in --shape 4")  # fmt: skip

    def augmented(self, node: ast.AugAssign) -> Exits:
        """x += 1; raises `Unsupported` where that cannot be read."""
        word = word_of(node.op)
        if isinstance(node.target, ast.Subscript):
            owner, index = self.evaluate(node.target.value), self.evaluate(node.target.slice)
            if isinstance(owner, Array) and is_mask(index):
                return self._augment_where(owner, index, word, node)
            old = self.placed(node.target, lambda: self._entry(owner, index))
            new = in_place(self, word, old, self.evaluate(node.value))
            self.placed(node.target, lambda: self._put(owner, index, new))
            return ()
        if not isinstance(node.target, ast.Name):
            self.refuse(node.target, "=", "an assignment to an attribute is not read")
        name = node.target.id
        old = self.evaluate(ast.copy_location(ast.Name(name, ast.Load()), node.target))
        self.frame.names[name] = in_place(self, word, old, self.evaluate(node.value))
        return ()

    def _augment_where(self, owner: Array, mask: Array, word: str, node: ast.AugAssign) -> Exits:
        """x[mask] *= 2."""
        value = self.evaluate(node.value)
        if isinstance(value, Array):
            raise Refusal("[", "an array put where a mask chooses is not read")
        self.memory.touch(owner.memory)
        put_where(owner, mask, operate(self, word, owner, value))
        return ()

    def _entry(self, owner: Value, index: Value) -> Value:
        from symlin.reading.python.indexing import picked

        if isinstance(owner, Array):
            return picked(owner, index)
        if isinstance(owner, List) and not isinstance(index, slice):
            entries = owner.cells.read()
            return settled(entries[within(as_index(index, "[]"), len(entries))])
        raise Refusal("=", f"{kind_of(owner)} has no entries that can be changed so")
