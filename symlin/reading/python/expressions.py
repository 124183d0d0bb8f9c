"""Expressions of Python, worked out into values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.numbers import TooLarge
from symlin.language.tokens import MAX_DIGITS
from symlin.reading.python.arrays import each, entries_of
from symlin.reading.python.comprehensions import Comprehensions
from symlin.reading.python.indexing import picked, within
from symlin.reading.python.joining import join, join_names
from symlin.reading.python.libraries import called, member
from symlin.reading.python.literals import constant
from symlin.reading.python.machine import settled
from symlin.reading.python.methods import attribute, call_method
from symlin.reading.python.naming import given_defaults
from symlin.reading.python.operations import compare, inverted, operate
from symlin.reading.python.places import Refusal
from symlin.reading.python.tables import call_on_table, entry, table
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Function,
    Infinite,
    Instance,
    Library,
    List,
    Method,
    Number,
    Partial,
    Table,
    Tuple,
    Unset,
    Value,
    as_index,
    kind_of,
)
from symlin.reading.python.words import word_of


class Expressions(Comprehensions):
    """What expressions stand for."""

    def evaluate(self, node: ast.expr) -> Value:
        """What an expression stands for.

        Raises `Unsupported` with its place, as which every `Refusal` of its parts is raised.
        """
        work = _KINDS.get(type(node))
        if work is None:
            word = word_of(node)
            self.refuse(node, word, f"{word} is not read")
        try:
            self.descend()
            found: Value = work(self, node)
            if isinstance(found, Unset):
                raise Refusal("value", found.reason)
        except Refusal as why:
            self.refuse(node, why.word, why.message)
        except TooLarge:
            self.refuse(node, "number", f"numbers may have at most {MAX_DIGITS} digits")
        self.ascend()
        return found

    def placed(self, node: ast.AST, work: Callable[[], Any]) -> Any:
        """What the work gives; a refusal gets the place of the node."""
        try:
            return work()
        except Refusal as why:
            self.refuse(node, why.word, why.message)
        except TooLarge:
            self.refuse(node, "number", f"numbers may have at most {MAX_DIGITS} digits")

    def call(self, function: Value, given: Sequence[Value], named: Mapping[str, Value]) -> Value:
        """What anything that can be called returns; raises `Refusal`."""
        match function:
            case Library():
                return called(self, function, given, named)
            case Method(Table() as owner, name):
                return call_on_table(owner, name, given, named)
            case Method(owner, name):
                return call_method(self, owner, name, given, named)
            case Function():
                return self.call_function(function, given, named)
            case Partial(inner, first, more):
                return self.call(inner, (*first, *given), {**more, **named})
            case Instance(attributes):
                return self.call(attributes.find("__call__"), given, named)
            case _:
                raise Refusal("()", f"{kind_of(function)} is no function")

    # ---- the kinds of expression ----

    def _constant(self, node: ast.Constant) -> Value:
        return constant(node, self.text)

    def _name(self, node: ast.Name) -> Value:
        return self.frame.find(node.id)

    def _binary(self, node: ast.BinOp) -> Value:
        spine: list[ast.BinOp] = []
        start: ast.expr = node
        while isinstance(start, ast.BinOp):  # a long sum nests to the left
            spine.append(start)
            start = start.left
        found = self.evaluate(start)
        for part in reversed(spine):
            right = self.evaluate(part.right)
            word = word_of(part.op)
            found = self.placed(part, partial(operate, self, word, found, right))
        return found

    def _unary(self, node: ast.UnaryOp) -> Value:
        value = self.evaluate(node.operand)
        match node.op:
            case ast.Not():
                return Bool(k.negation(self.truth(value, "not")))
            case ast.USub():
                if isinstance(value, Array):
                    return each(self.scalars.negative, value)
                return self.scalars.negative(value)
            case ast.UAdd():
                return (
                    value
                    if isinstance(value, Array | Infinite)
                    else self.scalars.number(value, "+")
                )
            case _:
                return each(inverted, value) if isinstance(value, Array) else inverted(value)

    def _logic(self, node: ast.BoolOp) -> Value:
        return self._decided(node.values, isinstance(node.op, ast.And), word_of(node.op))

    def _decided(self, values: Sequence[ast.expr], is_and: bool, word: str) -> Value:
        """and, or: the others are worked out only where the first does not decide."""
        first = self.evaluate(values[0])
        if len(values) == 1:
            return first
        guard = self.truth(first, word)
        if isinstance(guard, k.Truth):
            goes_on = guard.value is is_and
            return self._decided(values[1:], is_and, word) if goes_on else first
        assert isinstance(first, Bool)
        under = guard if is_and else k.negation(guard)
        rest = self.under(under, lambda: self._decided(values[1:], is_and, word))
        if not isinstance(rest, Bool):
            raise Refusal(word, f"{word} gives {kind_of(rest)} or a truth here: write "
                          "x if condition else y")  # fmt: skip
        return self.scalars.logic("&" if is_and else "|", first, rest)

    def _compare(self, node: ast.Compare) -> Value:
        return self._chained(self.evaluate(node.left), node.ops, node.comparators)

    def _chained(
        self, left: Value, operators: Sequence[ast.cmpop], others: Sequence[ast.expr]
    ) -> Value:
        """a < b < c: the third is worked out only where a < b."""
        word = word_of(operators[0])
        right = self.evaluate(others[0])
        if word in ("is", "is not"):
            found = self._is(word, left, right, others[0])
        else:
            found = compare(self, word, left, right)
        if len(others) == 1:
            return found
        if not isinstance(found, Bool):
            raise Refusal(
                word, "a chain of comparisons of arrays has no truth: write & between them"
            )
        if found.value is False:
            return found
        rest = self.under(found.guard, lambda: self._chained(right, operators[1:], others[1:]))
        if not isinstance(rest, Bool):
            raise Refusal(
                word, "a chain of comparisons of arrays has no truth: write & between them"
            )
        return self.scalars.logic("&", found, rest)

    def _is(self, word: str, left: Value, right: Value, node: ast.expr) -> Value:
        if not (isinstance(node, ast.Constant) and node.value is None):
            raise Refusal(word, f"{word} is read for None alone: write ==")
        return Bool(k.TRUE if (left is NONE) is (word == "is") else k.FALSE)

    def _conditional(self, node: ast.IfExp) -> Value:
        guard = self.placed(node.test, lambda: self.truth(self.evaluate(node.test), "if"))
        if isinstance(guard, k.Truth):
            return self.evaluate(node.body if guard.value else node.orelse)
        (a, names), (b, others) = self.both_ways(
            guard, lambda: self.evaluate(node.body), lambda: self.evaluate(node.orelse)
        )
        self.frame.names = join_names(guard, names, others)  # a := in one of both
        return join(guard, a, b)

    def _named(self, node: ast.NamedExpr) -> Value:
        found = settled(self.evaluate(node.value))
        self.frame.names[node.target.id] = found
        return found

    def _tuple(self, node: ast.Tuple) -> Value:
        return Tuple(tuple(self.listed(self._spread(node.elts)).cells.entries))

    def _list(self, node: ast.List) -> Value:
        return self.listed(self._spread(node.elts))

    def _spread(self, nodes: Sequence[ast.expr]) -> list[Value]:
        """The values; what has a star gives all of its entries."""
        found: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                source = self.evaluate(node.value)
                found += self.placed(node, partial(self.collected, source))
            else:
                found.append(self.evaluate(node))
        return found

    def _dict(self, node: ast.Dict) -> Value:
        pairs: list[tuple[Value, Value]] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self.refuse(value, "**", "** in a dict is not read")
            pairs.append((self.evaluate(key), self.evaluate(value)))
        return table(pairs)

    def _slice(self, node: ast.Slice) -> Value:
        parts = [
            None if p is None else self.evaluate(p) for p in (node.lower, node.upper, node.step)
        ]
        found = [None if p is None or p is NONE else as_index(p, "[]") for p in parts]
        if found[2] == 0:
            raise Refusal("[", "the step of a slice is 0")
        return slice(*found)

    def _subscript(self, node: ast.Subscript) -> Value:
        value, index = self.evaluate(node.value), self.evaluate(node.slice)
        if isinstance(value, Table):
            return entry(value, index)
        if isinstance(value, Array):
            return picked(value, index)
        entries = entries_of(value)
        if not isinstance(index, slice):
            return entries[within(as_index(index, "[]"), len(entries))]
        if isinstance(value, range):
            return value[index]
        chosen = entries[index]
        return Tuple(tuple(chosen)) if isinstance(value, Tuple) else self.listed(chosen)

    def _attribute(self, node: ast.Attribute) -> Value:
        owner = self.evaluate(node.value)
        if isinstance(owner, Library):
            return member(owner, node.attr)
        if isinstance(owner, Array):
            found = attribute(owner, node.attr)
            return Method(owner, node.attr) if found is None else found
        if isinstance(owner, List | Table):
            return Method(owner, node.attr)
        if isinstance(owner, Instance):
            return owner.attributes.find(node.attr)
        a_size = ": if it is a vector, give its size, as in --shape 4 (in Python shape=4)"
        more = a_size if isinstance(owner, Number) else ""
        raise Refusal(node.attr, f"the attribute {node.attr} of {kind_of(owner)} is not read{more}")

    def _call(self, node: ast.Call) -> Value:
        function = self.evaluate(node.func)
        given, named = self._spread(node.args), {}
        for keyword in node.keywords:
            if keyword.arg is None:
                self.refuse(keyword.value, "**", "arguments with two stars are not read")
            named[keyword.arg] = self.evaluate(keyword.value)
        return self.call(function, given, named)

    def _lambda(self, node: ast.Lambda) -> Value:
        return Function(node, self.frame, self.text, self.defaults(node.args))

    def defaults(self, arguments: ast.arguments) -> Mapping[str, Value]:
        """The defaults, which are worked out where a function is defined."""
        return {name: self.evaluate(default) for name, default in given_defaults(arguments)}


_KINDS: Mapping[type[ast.expr], Any] = {
    ast.Constant: Expressions._constant, ast.Name: Expressions._name,
    ast.BinOp: Expressions._binary, ast.UnaryOp: Expressions._unary,
    ast.BoolOp: Expressions._logic, ast.Compare: Expressions._compare,
    ast.IfExp: Expressions._conditional, ast.Tuple: Expressions._tuple,
    ast.Dict: Expressions._dict, ast.List: Expressions._list, ast.Slice: Expressions._slice,
    ast.Subscript: Expressions._subscript, ast.Attribute: Expressions._attribute,
    ast.Call: Expressions._call, ast.Lambda: Expressions._lambda,
    ast.ListComp: Expressions.listed_comprehension, ast.GeneratorExp: Expressions.generator,
    ast.NamedExpr: Expressions._named,
}  # fmt: skip
