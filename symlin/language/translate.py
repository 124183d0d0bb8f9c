"""Syntax trees to the kernel's exact terms. No SymPy is involved.

The trusted half of reading an operator: a wrong translation would prove a wrong statement, so the
cross-check compares its terms with SymPy's own value of the same tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, assert_never, cast

from symlin.kernel import numbers
from symlin.kernel import term as k
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Guard, Term
from symlin.language.forms import condition, number
from symlin.language.functions import Refused, cases, compare, exp, inverse, power
from symlin.language.limits import Limits
from symlin.language.tokens import fail
from symlin.language.tree import (
    NOWHERE,
    Call,
    Compare,
    Comparison,
    Constant,
    Displayed,
    Functional,
    Listing,
    Logic,
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
    postorder,
)
from symlin.language.vocabulary import BUILTINS


def terms(tree: Tree, text: str = "") -> tuple[Term, ...]:
    """The exact outputs of a number or a list of numbers; InputError where a limit is passed.

    `text` is what the tree was read from, for the messages.
    """
    outputs = tree.items if isinstance(tree, Listing) else (tree,)
    translation = _Translation(text)
    for output in outputs:
        number(output, translation.refuse)  # before what is in it: a list in a list, say
    translation.run(outputs)
    return tuple(translation.term(output) for output in outputs)


def guard(tree: Tree, text: str = "") -> Guard:
    """The exact guard of a condition; InputError where a limit is passed."""
    translation = _Translation(text)
    translation.run((tree,))
    return translation.guard(tree)


class _Translation:
    def __init__(self, text: str) -> None:
        self.limits = Limits(text)
        self.done: dict[int, Term | Guard] = {}
        self.leaves: dict[str | numbers.Number, Term] = {}

    def run(self, trees: Sequence[Tree]) -> None:
        for tree in postorder(*trees):
            try:
                result = self.translate(tree)
            except TooLarge:
                self.limits.refuse("a number grows too long here", tree)
            self.done[id(tree)] = result
            exponent = self.done[id(tree.exponent)] if isinstance(tree, Power) else None
            self.limits.check(tree, result, exponent)

    def leaf(self, tree: Name | Number) -> Term:
        key = tree.name if isinstance(tree, Name) else tree.value
        if key not in self.leaves:
            self.leaves[key] = k.var(key) if isinstance(key, str) else k.const(key)
        return self.leaves[key]

    def term(self, tree: Tree) -> Term:
        """What a part means where a number is wanted: any argument may be a condition."""
        return cast(Term, self.done[id(number(tree, self.refuse))])

    def guard(self, tree: Tree) -> Guard:
        return cast(Guard, self.done[id(condition(tree, self.refuse))])

    def refuse(self, message: str, at: int) -> NoReturn:
        fail(message, self.limits.text, None if at == NOWHERE else at)

    def translate(self, tree: Tree) -> Term | Guard:
        match tree:
            case Number() | Name():
                return self.leaf(tree)
            case Constant(name):
                return k.PI if name == "pi" else exp(k.ONE)
            case Sum():
                return self.sum(tree)
            case Negative(part):
                return k.neg(self.term(part))
            case Product():
                return self.product(tree)
            case Power():
                return self.power(tree)
            case Piecewise(branches):
                return cases(*((self.term(v), self.guard(g)) for v, g in branches))
            case Call():
                return self.call(tree)
            case Truth(value):
                return k.TRUE if value else k.FALSE
            case Compare():
                return self.comparison(tree)
            case Logic(kind, parts):
                join = k.conjunction if kind == "and" else k.disjunction
                return join(*map(self.guard, parts))
            case Not(part):
                return k.negation(self.guard(part))
            case Listing():
                self.limits.refuse("a list may stand only alone, or as a layer's argument", tree)
            case Pair():
                self.limits.refuse("a tuple may stand only as a branch of Piecewise", tree)
            case Pipeline():
                self.limits.refuse("expected a number here, not a pipeline (>>)", tree)
            case Functional():
                self.limits.refuse("no function may be unknown here", tree)
            case Displayed():
                raise TypeError(f"{type(tree).__name__} is for the eye, and means no term")
            case _:
                assert_never(tree)

    def sum(self, tree: Sum) -> Term:
        parts = [self.term(part) for part in tree.terms]
        self.limits.check_sum(parts, tree)
        return k.add(*parts)

    def product(self, tree: Product) -> Term:
        parts = [self.term(part) for part in tree.factors]
        self.limits.check_product(parts, tree)
        pairs = zip(parts, tree.inverted, strict=True)
        return k.mul(*[inverse(part) if inverted else part for part, inverted in pairs])

    def power(self, tree: Power) -> Term:
        base, exponent = self.term(tree.base), self.term(tree.exponent)
        self.limits.check_power(base, exponent, tree)
        try:
            return power(base, exponent)
        except Refused as why:
            self.limits.refuse(str(why), tree)

    def call(self, tree: Call) -> Term:
        builtin = BUILTINS.get(tree.name)
        if builtin is None:
            self.limits.refuse(f"no function {tree.name!r}", tree)
        count = len(tree.arguments)
        if count < builtin.least or (builtin.most is not None and count > builtin.most):
            self.limits.refuse(f"{builtin.signature} got {count} arguments", tree)
        for key, _ in tree.keywords:
            if key != "evaluate":
                self.limits.refuse(f"{builtin.signature} has no argument named {key!r}", tree)
        arguments = [self.term(a) for a in tree.arguments]
        try:
            return builtin.build(*arguments)
        except Refused as why:
            self.limits.refuse(str(why), tree)

    def comparison(self, tree: Compare) -> Guard:
        operands = [self.term(operand) for operand in tree.operands]
        pairs = zip(operands, tree.operators, operands[1:], strict=False)
        return k.conjunction(*(_compare(a, op, b) for a, op, b in pairs))


def _compare(a: Term, operator: Comparison, b: Term) -> Guard:
    match operator:
        case "==":
            return compare("=", a, b)
        case "!=":
            return compare("!=", a, b)
        case ">":
            return compare(">", a, b)
        case ">=":
            return compare(">=", a, b)
        case "<":
            return compare(">", b, a)
        case "<=":
            return compare(">=", b, a)
        case _:
            assert_never(operator)


def from_sympy(expression: Any) -> Term:
    """The exact term of a SymPy expression; InputError for what is not a real number."""
    from symlin.language.sympy.from_sympy import tree_of_sympy

    return terms(tree_of_sympy(expression))[0]
