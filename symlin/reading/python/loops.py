"""Loops, written out round by round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial

from symlin.kernel import term as k
from symlin.reading.python.assignments import Assignments
from symlin.reading.python.exits import LEAVES, Exit, Exits, is_over, still, without
from symlin.reading.python.joining import join_names
from symlin.reading.python.machine import MOST_STEPS, settled
from symlin.reading.python.values import List, Value


class Loops(Assignments):
    """What loops do."""

    def block(self, statements: Sequence[ast.stmt]) -> Exits:
        """The statements in their order, and the ways out of them."""
        raise NotImplementedError

    def _behind(self, exits: Exits, work: Callable[[], Exits]) -> Exits:
        """What comes behind ways out is done where none of them was taken."""
        if not exits:
            return work()
        guard = still(exits)
        (more, names), (_, others) = self.both_ways(guard, work, lambda: None)
        returns = all(exit.kind in LEAVES for exit in exits)
        self.frame.names = names if returns else join_names(guard, names, others)
        return (*exits, *more)

    def for_each(self, node: ast.For) -> Exits:
        """for ... in ...: as many rounds as there are entries."""
        source = self.evaluate(node.iter)
        size = len(source.cells.entries) if isinstance(source, List) else 0
        exits: Exits = ()
        items = self.placed(node.iter, lambda: self.items(source))
        while not is_over(exits):
            item = self.placed(node.iter, lambda: next(items, None))
            if item is None:
                break
            cost = 1 + len(exits) // 10
            self.placed(node.iter, partial(self.step, cost))
            exits = self._behind(exits, partial(self._round, node, item))
            if isinstance(source, List) and len(source.cells.read()) != size:
                self.refuse(node.iter, "for", "the list changes its length in the loop over it")
        return self._otherwise(node, exits)

    def _round(self, node: ast.For, item: Value) -> Exits:
        self.assign(node.target, settled(item))
        return without(self.block(node.body), "continue")

    def while_true(self, node: ast.While) -> Exits:
        """while ...: as long as the condition is seen to hold, or may."""
        exits: Exits = ()
        rounds, most = 0, MOST_STEPS // 100  # where the end depends on the input, there may be none
        while not is_over(exits):
            rounds += bool(exits)
            if rounds > most:
                self.refuse(node, "while", "while is not read where its end depends on the input, "
                            f"or beyond {most} rounds of that")  # fmt: skip
            self.placed(node.test, partial(self.step, 1 + len(exits) // 10))
            exits = self._behind(exits, partial(self._round_while, node))
        return self._otherwise(node, without(exits, "end"))

    def _round_while(self, node: ast.While) -> Exits:
        guard = self.placed(node.test, lambda: self.truth(self.evaluate(node.test), "while"))
        if guard is k.FALSE:
            return (Exit(k.TRUE, "end"),)
        ends = () if guard is k.TRUE else (Exit(k.negation(guard), "end"),)
        return self._behind(ends, lambda: without(self.block(node.body), "continue"))

    def _otherwise(self, node: ast.For | ast.While, exits: Exits) -> Exits:
        """The else of a loop is done where it did not end by break."""
        if node.orelse and not is_over(exits):
            exits = self._behind(exits, lambda: self.block(node.orelse))
        return without(exits, "break")
