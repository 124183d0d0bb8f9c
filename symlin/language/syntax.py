"""Text to syntax tree: symlin's own grammar, in SymPy's notation. Nothing is ever evaluated.

From the loosest to the tightest, as in Python: `>>`, `a if c else b`, `or`, `and`, `not`,
comparisons (chained: 0 < x < 1), `|`, `&`, sums, products with `/ // %`, signs and `~`, `**`.

Operators are parsed by precedence climbing. The steps are generators driven by a loop, so the
depth of a text costs no Python stack, and chains of one level are one flat node.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import cast

from symlin.language.forms import FORMS, condition, describe, interpret, logic, number
from symlin.language.tokens import Cursor, fail, number_value
from symlin.language.tree import (
    Call,
    Compare,
    Comparison,
    Constant,
    Listing,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Pipeline,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)

MAX_DEPTH = 200
"""Brackets within brackets, and powers of powers."""

PIPE, CASES, OR, AND, COMPARE, BIT_OR, BIT_AND, SUM, PRODUCT, SIGN, POWER = range(11)
_LEVEL = {
    ">>": PIPE,
    "if": CASES,
    "or": OR,
    "and": AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARE),
    "|": BIT_OR,
    "&": BIT_AND,
    "+": SUM,
    "-": SUM,
    **dict.fromkeys(("*", "/", "//", "%"), PRODUCT),
    "**": POWER,
}
_SIGNS = frozenset({"+", "-", "~", "not"})

Step = Generator["Step", Tree, Tree]


def parse(text: str) -> Tree:
    """The tree of an operator's text; InputError with the place and what was expected there.

    Names are not yet looked up: `foo(x)` parses, and `relu` is a `Name`.
    """
    if not text.strip():
        fail("the text is empty: expected an operator, such as relu or Max(x, 0)", text, 0)
    return _Parser(text).parse()


def parse_condition(text: str) -> Tree:
    """The tree of a condition such as "x >= 0"; InputError where it is none."""
    if not text.strip():
        fail("the assumption is empty: expected a condition such as x >= 0", text, 0)
    parser = _Parser(text)
    return condition(parser.parse(), parser.refuse)


class _Parser(Cursor):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def parse(self) -> Tree:
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
        if self.token.kind != "end":
            self.unexpected()
        return cast(Tree, value)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"nested more than {MAX_DEPTH} levels deep", self.token.at)

    def expression(self, loosest: int) -> Step:
        """Everything that binds at least as tightly as `loosest`."""
        left = self.atom() or (yield self.operand())
        while (level := _LEVEL.get(self.token.kind, -1)) >= loosest:
            if level == SUM:
                left = yield self.sum(left)
            elif level == PRODUCT:
                left = yield self.product(left)
            elif level == POWER:
                left = yield self.power(left)
            elif level == COMPARE:
                left = yield self.comparison(left)
            elif level == CASES:
                left = yield self.cases(left)
            elif level == PIPE:
                left = yield self.pipeline(left)
            else:
                left = yield self.logic(left, level)
        return left

    def atom(self) -> Tree | None:
        """A number or a name that no bracket follows; None where something else begins."""
        kind, word, at = self.token
        if kind == "number":
            self.advance()
            return Number(number_value(word, self.text, at), at)
        if kind != "name" or self.tokens[self.index + 1].kind == "(":
            return None
        self.advance()
        if word in ("True", "False"):
            return Truth(word == "True", at)
        return Constant(word, at) if word in ("pi", "E") else Name(word, at)

    def operand(self) -> Step:
        """A sign and what follows it, a call, or brackets."""
        kind, _, at = self.token
        if kind in _SIGNS:
            return (yield self.signed())
        if kind == "name":
            return (yield self.call())
        if kind == "(":
            items, comma = yield from self.brackets(")")
            if not items:
                self.refuse("expected an expression between ( and )", at)
            return Pair(items, at) if comma else items[0]
        if kind == "[":
            items, _ = yield from self.brackets("]")
            return Listing(items, at)
        self.unexpected("expected a number, a name or a bracket")

    def signed(self) -> Step:
        """-x, +x, ~c or not c; any number of signs of one kind is one step."""
        kind, _, at = self.advance()
        negations = int(kind != "+")
        group = ("+", "-") if kind in "+-" else (kind,)
        while self.token.kind in group:
            negations += self.advance().kind != "+"
        part = yield self.expression(COMPARE if kind == "not" else SIGN)
        if kind in "+-":
            number(part, self.refuse)
            return Negative(part, at) if negations % 2 else part
        condition(part, self.refuse)
        return Not(part, at) if negations % 2 else part

    def brackets(self, closing: str) -> Generator[Step, Tree, tuple[tuple[Tree, ...], bool]]:
        """The items up to the closing bracket, and whether there was a comma."""
        self.advance()
        self.deeper()
        items: list[Tree] = []
        comma = False
        while self.token.kind != closing:
            items.append((yield self.expression(PIPE)))
            if self.token.kind != ",":
                break
            comma = True
            self.advance()
        if self.token.kind != closing:
            self.unexpected(f"expected ',' or {closing!r}" if items else f"expected {closing!r}")
        self.advance()
        self.depth -= 1
        return tuple(items), comma

    def call(self) -> Step:
        """name(a, b, key=c)"""
        _, name, at = self.advance()
        self.advance()
        self.deeper()
        arguments: list[Tree] = []
        keywords: dict[str, Tree] = {}
        while self.token.kind != ")":
            if self.token.kind == "name" and self.tokens[self.index + 1].kind == "=":
                key = self.advance()
                self.advance()
                if key.text in keywords:
                    self.refuse(f"the argument {key.text!r} is given twice", key.at)
                keywords[key.text] = yield self.expression(CASES)
            elif keywords:
                self.refuse("named arguments come last", self.token.at)
            else:
                arguments.append((yield self.expression(PIPE)))
            if self.token.kind != ",":
                break
            self.advance()
        if self.token.kind != ")":
            self.unexpected("expected ',' or ')'")
        self.advance()
        self.depth -= 1
        if name in ("True", "False", "pi", "E"):
            self.refuse(f"{name} is a constant, not a function", at)
        call = Call(name, tuple(arguments), tuple(keywords.items()), at)
        return interpret(call, self.refuse) if name in FORMS else call

    def sum(self, left: Tree) -> Step:
        at = self.token.at
        terms = [number(left, self.refuse)]
        while self.token.kind in ("+", "-"):
            sign = self.advance()
            term = self.single(PRODUCT) or (yield self.expression(PRODUCT))
            number(term, self.refuse)
            terms.append(Negative(term, sign.at) if sign.kind == "-" else term)
        return Sum(tuple(terms), at)

    def single(self, loosest: int) -> Tree | None:
        """The next atom, where nothing that binds as tightly as `loosest` follows it."""
        if _LEVEL.get(self.tokens[min(self.index + 1, len(self.tokens) - 1)].kind, -1) >= loosest:
            return None
        return self.atom()

    def product(self, left: Tree) -> Step:
        at = self.token.at
        factors = [number(left, self.refuse)]
        inverted = [False]
        floors = 0
        while self.token.kind in ("*", "/", "//", "%"):
            kind, _, place = self.advance()
            factor = self.single(SIGN) or (yield self.expression(SIGN))
            number(factor, self.refuse)
            if kind in ("*", "/"):
                factors.append(factor)
                inverted.append(kind == "/")
                continue
            floors += 1
            self.deeper()
            sofar = _product(factors, inverted, at)
            if kind == "%":
                factors = [Call("Mod", (sofar, factor), (), place)]
            else:
                quotient = Product((sofar, factor), (False, True), place)
                factors = [Call("floor", (quotient,), (), place)]
            inverted = [False]
        self.depth -= floors
        return _product(factors, inverted, at)

    def power(self, left: Tree) -> Step:
        at = self.advance().at
        self.deeper()
        exponent = yield self.expression(SIGN)
        self.depth -= 1
        return Power(number(left, self.refuse), number(exponent, self.refuse), at)

    def comparison(self, left: Tree) -> Step:
        at = self.token.at
        operands = [number(left, self.refuse)]
        operators: list[Comparison] = []
        while _LEVEL.get(self.token.kind) == COMPARE:
            operators.append(cast(Comparison, self.advance().kind))
            right = yield self.expression(BIT_OR)
            operands.append(number(right, self.refuse))
        return Compare(tuple(operands), tuple(operators), at)

    def logic(self, left: Tree, level: int) -> Step:
        operator, _, at = self.token
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
            self.expect("else", "after the condition")
            branches.append((number(value, self.refuse), condition(guard, self.refuse)))
            value = yield self.expression(OR)
        branches.append((number(value, self.refuse), Truth(True, at)))
        return Piecewise(tuple(branches), at)

    def pipeline(self, left: Tree) -> Step:
        at = self.token.at
        stages = [left]
        while self.token.kind == ">>":
            self.advance()
            stages.append((yield self.expression(CASES)))
        flat = (s.stages if isinstance(s, Pipeline) else (s,) for s in stages)
        return Pipeline(tuple(stage for group in flat for stage in group), at)


def _product(factors: list[Tree], inverted: list[bool], at: int) -> Tree:
    return factors[0] if len(factors) == 1 else Product(tuple(factors), tuple(inverted), at)
