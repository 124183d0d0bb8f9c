"""Statements of Python, worked out one after the other; branches are worked out both."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.language.functions import UNDEFINED
from symlin.reading.python.exits import (
    Exit,
    Exits,
    forked,
    is_over,
    names_after,
    without_raises,
)
from symlin.reading.python.joining import join
from symlin.reading.python.libraries import imported
from symlin.reading.python.loops import Loops
from symlin.reading.python.machine import Fork, Frame, settled
from symlin.reading.python.matching import as_if, subject_name
from symlin.reading.python.naming import bound, local_names, other_kind
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    Function,
    Unset,
    Value,
)
from symlin.reading.python.words import word_of


class Statements(Loops):
    """What statements do."""

    def block(self, statements: Sequence[ast.stmt]) -> Exits:
        """The statements in their order, and the ways out of them."""
        exits: Exits = ()
        for statement in statements:
            if is_over(exits):
                break
            exits = self._behind(exits, partial(self._statement, statement))
        return exits

    def _statement(self, node: ast.stmt) -> Exits:
        work = _KINDS.get(type(node))
        if work is None:
            word = word_of(node)
            self.refuse(node, word, f"{word} is not read")
        found: Exits = self.placed(node, lambda: work(self, node))
        return found

    def _return(self, node: ast.Return) -> Exits:
        if node.value is None:
            raise Refusal("return", "return without a value gives None")
        value = settled(self.evaluate(node.value))
        return (Exit(k.TRUE, "return", value),)

    def _if(self, node: ast.If) -> Exits:
        open_forks: list[tuple[Fork, Guard, Exits]] = []
        while True:  # a chain of elif nests in the tree, and would nest as deeply here
            guard = self.placed(node.test, partial(self._truth_of, node.test))
            if guard is not k.FALSE and isinstance(guard, k.Truth):
                exits = self.block(node.body)
                break
            if guard is not k.FALSE:
                fork = Fork(self, guard)
                open_forks.append((fork, guard, self.block(node.body)))
                fork.turn()
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                exits = self.block(node.orelse)
                break
            node = node.orelse[0]
        for fork, guard, one in reversed(open_forks):
            first, second = fork.end()
            self.frame.names = names_after(guard, one, first, exits, second)
            exits = without_raises(forked(guard, one, exits))
        return exits

    def _match(self, node: ast.Match) -> Exits:
        subject = subject_name(node)
        self.frame.names[subject] = settled(self.evaluate(node.subject))
        return self._if(self.placed(node, partial(as_if, node, subject)))

    def _raise(self, node: ast.Raise) -> Exits:
        self.trail.need(UNDEFINED)
        return (Exit(k.TRUE, "raise"),)

    def _assert(self, node: ast.Assert) -> Exits:
        guard = self.truth(self.evaluate(node.test), "assert")
        if guard is k.FALSE:
            self.trail.need(UNDEFINED)
            return (Exit(k.TRUE, "raise"),)
        self.trail.both_ways(guard, k.ZERO, UNDEFINED)
        return ()

    def _assign(self, node: ast.Assign) -> Exits:
        value = settled(self.evaluate(node.value))
        for target in node.targets:
            self.assign(target, value)
        return ()

    def _annotated(self, node: ast.AnnAssign) -> Exits:
        if node.value is not None:
            self.assign(node.target, settled(self.evaluate(node.value)))
        return ()

    def _expression(self, node: ast.Expr) -> Exits:
        if not isinstance(node.value, ast.Constant):  # a docstring, or ...
            self.evaluate(node.value)
        return ()

    def _pass(self, node: ast.Pass) -> Exits:
        return ()

    def _break(self, node: ast.Break) -> Exits:
        return (Exit(k.TRUE, "break"),)

    def _continue(self, node: ast.Continue) -> Exits:
        return (Exit(k.TRUE, "continue"),)

    def _define(self, node: ast.FunctionDef) -> Exits:
        if node.decorator_list:
            self.refuse(node.decorator_list[0], "@", "decorators of inner functions are not read")
        self.frame.names[node.name] = Function(
            node, self.frame, self.text, self.defaults(node.args)
        )
        return ()

    def _import(self, node: ast.Import | ast.ImportFrom) -> Exits:
        self.frame.names.update(imported(node))
        return ()

    # ---- calls ----

    def call_function(
        self, function: Function, given: Sequence[Value], named: Mapping[str, Value]
    ) -> Value:
        """What a function returns.

        Raises `Unsupported` with the place inside it, and `Refusal` for what does not fit it.
        """
        if any(node is function.node for node in self.calls):
            raise Refusal(function.name, f"{function.name} calls itself: recursion is not read")
        frame = Frame(function.scope, local_names(function.node))
        frame.names.update(bound(function, given, named))
        before, text = self.frame, self.text
        self.frame, self.text = frame, function.text
        self.calls.append(function.node)
        try:
            return self.body(function.node)
        finally:
            self.calls.pop()
            self.frame, self.text = before, text

    def body(self, node: ast.FunctionDef | ast.Lambda) -> Value:
        """What the body returns."""
        if isinstance(node, ast.Lambda):
            return settled(self.evaluate(node.body))
        other = other_kind(node)
        if other is not None:
            self.refuse(other, word_of(other), f"{word_of(other)} is not read")
        exits = without_raises(self.block(node.body))
        if not exits or exits[0].value is None:
            self.refuse(node, "return", f"{node.name} returns no value")
        if not is_over(exits):
            self.refuse(node, "return", f"{node.name} returns None where no return is reached")
        found = exits[-1].value
        assert found is not None
        for exit in reversed(exits[:-1]):
            assert exit.value is not None
            found = join(exit.guard, exit.value, found)
        if isinstance(found, Unset):
            self.refuse(node, "return", f"what {node.name} returns: {found.reason}")
        return found


_KINDS: Mapping[type[ast.stmt], Any] = {
    ast.Return: Statements._return, ast.If: Statements._if, ast.Raise: Statements._raise,
    ast.Assert: Statements._assert, ast.Assign: Statements._assign,
    ast.AnnAssign: Statements._annotated, ast.AugAssign: Statements.augmented,
    ast.Expr: Statements._expression, ast.Pass: Statements._pass, ast.Break: Statements._break,
    ast.Continue: Statements._continue, ast.For: Statements.for_each,
    ast.While: Statements.while_true, ast.Match: Statements._match,
    ast.FunctionDef: Statements._define, ast.Import: Statements._import,
    ast.ImportFrom: Statements._import,
}  # fmt: skip
