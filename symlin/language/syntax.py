"""Text to syntax tree: symlin's own grammar, for SymPy's notation and everyday one. Nothing is
ever evaluated.

From the loosest to the tightest, as in Python: `>>`, `a if c else b`, `or`, `and`, `not`,
comparisons (chained: 0 < x < 1), `|`, `&`, sums, products with `/ // %`, products without a sign
(2x), signs and `~`, powers.

Operators are parsed by precedence climbing. The steps are generators driven by a loop, so the
depth of a text costs no Python stack, and chains of one level are one flat node. Where a text has
two readings that people mean, it is refused: `ambiguities` has the words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from symlin.language.cursor import (
    AND,
    BAR,
    BIT_AND,
    BIT_OR,
    CASES,
    COMPARE,
    IMPLIED,
    LEVEL,
    MAX_DEPTH,
    OR,
    PIPE,
    POWER,
    PRODUCT,
    SUM,
    Step,
    Words,
)
from symlin.language.forms import condition, describe, logic, number
from symlin.language.plain import plain_tokens
from symlin.language.products import POSTFIX, Products
from symlin.language.tokens import Token, fail
from symlin.language.tree import (
    Compare,
    Comparison,
    Condition,
    Negative,
    Piecewise,
    Pipeline,
    Sum,
    Tree,
    Truth,
)

__all__ = ["MAX_DEPTH", "parse", "parse_condition", "tree_of_tokens"]


def parse(text: str) -> Tree:
    """The tree of a formula's text; InputError with the place and what was expected there.

    Names are not looked up: `foo(x)` parses, `relu` is a `Name`, and `xy` is one as well.
    """
    if not text.strip():
        fail("the text is empty: expected an operator, such as relu or Max(x, 0)", text, 0)
    return tree_of_tokens(text, plain_tokens(text), Words())


def parse_condition(text: str, declared: Collection[str] = frozenset()) -> Tree:
    """The tree of a condition such as "x >= 0"; InputError where it is none.

    What is `declared` is a symbol, also where it is called like a function or a constant.
    """
    if not text.strip():
        fail("the assumption is empty: expected a condition such as x >= 0", text, 0)
    parser = Parser(text, plain_tokens(text), Words(declared=declared))
    return condition(parser.parse(), parser.refuse)


def tree_of_tokens(text: str, tokens: Sequence[Token], words: Words) -> Tree:
    """The tree of a formula's words; InputError with the place and what was expected there."""
    return Parser(text, tokens, words).parse()


class Parser(Products):
    """Reads a whole text."""

    def parse(self) -> Tree:
        """The whole text."""
        stack: list[Step] = [self.expression(PIPE)]
        value: Tree | None = None
        while stack:
            try:
                step = stack[-1].send(cast(Tree, value))
            except StopIteration as stop:
                stack.pop()
                value = stop.value
            else:
                stack.append(step)
                value = None
        if self.token.kind == ",":
            from symlin.language.ambiguities import refuse_comma

            refuse_comma(self)
        if self.token.kind != "end":
            self.unexpected()
        return cast(Tree, value)

    def expression(self, loosest: int) -> Step:
        """Everything that binds at least as tightly as `loosest`."""
        first = self.index
        left = self.atom() or (yield self.operand())
        while (level := LEVEL.get(self.token.kind, -1)) >= loosest:
            if level == SUM:
                left = yield self.sum(left)
            elif level == PRODUCT:
                left = yield self.product(left, first)
            elif level == IMPLIED:
                left = yield self.implied(left, first)
            elif level == POWER:
                is_postfix = self.token.kind in POSTFIX
                left = self.transposed(left) if is_postfix else (yield self.power(left, first))
            elif level == COMPARE:
                left = yield self.comparison(left)
            elif level == CASES:
                left = yield self.cases(left)
            elif level == PIPE:
                left = yield self.pipeline(left)
            elif level != BAR:
                left = yield self.logic(left, level)
            elif self.bars or (BIT_OR if isinstance(left, Condition) else IMPLIED) < loosest:
                break
            elif isinstance(left, Condition):
                left = yield self.logic(left, BIT_OR)
            else:
                left = yield self.implied(left, first)
        return left

    def sum(self, left: Tree) -> Step:
        """Terms added or subtracted, from the left."""
        at = self.token.at
        terms = [self.quantity(left)]
        while self.token.kind in ("+", "-"):
            sign = self.advance()
            term = self.single(PRODUCT) or (yield self.expression(PRODUCT))
            term = self.quantity(term)
            terms.append(Negative(term, sign.at) if sign.kind == "-" else term)
        return Sum(tuple(terms), at)

    def comparison(self, left: Tree) -> Step:
        """Neighbours that compare, as in 0 <= x < 1."""
        at = self.token.at
        operands = [number(left, self.refuse)]
        operators: list[Comparison] = []
        while LEVEL.get(self.token.kind) == COMPARE:
            operators.append(cast(Comparison, self.advance().kind))
            right = yield self.expression(BIT_OR)
            operands.append(number(right, self.refuse))
        return Compare(tuple(operands), tuple(operators), at)

    def logic(self, left: Tree, level: int) -> Step:
        """Conditions joined by and, or by or."""
        operator, _, at, _ = self.token
        parts = [left]
        while self.token.kind == operator:
            self.advance()
            parts.append((yield self.expression(level + 1)))
        for part in parts:
            if operator in "&|" and describe(part) == "a number":
                example = f"(x > 0) {operator} (y > 0)"
                self.refuse(f"{operator} joins conditions, in brackets: {example}", at)
            condition(part, self.refuse)
        return logic("and" if level in (AND, BIT_AND) else "or", tuple(parts), at)

    def cases(self, value: Tree) -> Step:
        """a if c else b if d else e: one flat Piecewise."""
        at = self.token.at
        branches: list[tuple[Tree, Tree]] = []
        while self.token.kind == "if":
            self.advance()
            guard = yield self.expression(OR)
            if self.token.kind != "else":
                from symlin.language.ambiguities import refuse_half_cases

                refuse_half_cases(self)
            self.advance()
            branches.append((number(value, self.refuse), condition(guard, self.refuse)))
            value = yield self.expression(OR)
        branches.append((number(value, self.refuse), Truth(True, at)))
        return Piecewise(tuple(branches), at)

    def pipeline(self, left: Tree) -> Step:
        """Layers from left to right."""
        at = self.token.at
        stages = [left]
        while self.token.kind == ">>":
            self.advance()
            stages.append((yield self.expression(CASES)))
        flat = (s.stages if isinstance(s, Pipeline) else (s,) for s in stages)
        return Pipeline(tuple(stage for group in flat for stage in group), at)
