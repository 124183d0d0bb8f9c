"""The table of letters: each stands for one functional, and equal ones are one letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from symlin.kernel import term as k
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    Integral,
    Series,
    Value,
)
from symlin.kernel.term import Const, Guard, Term
from symlin.language import translate
from symlin.language.forms import number
from symlin.language.rewriting import over, substituted
from symlin.language.tokens import fail
from symlin.language.tree import (
    NOWHERE,
    Application,
    Binder,
    Name,
    Negative,
    Number,
    Sum,
    Tree,
    children,
    postorder,
    symbols,
)
from symlin.language.wording import tree_of
from symlin.reading.functions.alike import Alike
from symlin.reading.functions.marks import PRIME
from symlin.reading.functions.powers import with_whole_powers

MAX_TERMS = 1_000
"""Terms of the sums in a text that are written out."""
MAX_WRITTEN = 100_000
"""Parts of one sum that is written out."""
MAX_NESTED = 50
"""Functions of functions, and integrals of integrals."""
MAX_LETTERS = 2_000
"""Letters of one table."""
Scope = Mapping[str, Tree]
"""What bound variables stand for: names that no text can have, or the numbers of a sum."""


class Letters:
    """Makes terms of trees, and letters of what is a function's value in them."""

    def __init__(self, text: str, whole: frozenset[str]) -> None:
        self.text = text
        self.whole = set(whole)
        """Names of whole numbers."""
        self.table: dict[str, Functional] = {}
        self.trees: dict[str, Tree] = {}
        """What each letter stands for, as a person would write it."""
        self.values: dict[Value, str] = {}
        self.alike = Alike()
        self.binders: dict[int, str] = {}
        self.spelled: dict[str, Tree] = {}
        """What names that no text can have are called in print."""
        self.room = MAX_TERMS
        self.depth = 0

    def refuse(self, message: str, tree: Tree) -> NoReturn:
        """Raise InputError about a part of the text."""
        fail(message, self.text, None if tree.at == NOWHERE else tree.at)

    def term(self, tree: Tree, scope: Scope) -> Term:
        """The term of a number."""
        if isinstance(tree, Name):  # most places are plain letters
            tree = scope.get(tree.name, tree)
            if isinstance(tree, Name):
                return k.var(tree.name)
        number(tree, lambda message, _: self.refuse(message, tree))
        (term,) = translate.terms(self.plain(tree, scope), self.text)
        return term

    def guard(self, tree: Tree, scope: Scope) -> Guard:
        """The guard of a condition."""
        return translate.guard(self.plain(tree, scope), self.text)

    def plain(self, tree: Tree, scope: Scope) -> Tree:
        """The tree with letters for functions, and with what its bound variables stand for."""
        self.depth += 1
        if self.depth > MAX_NESTED:
            self.refuse(f"functions of functions nested more than {MAX_NESTED} deep", tree)
        done: dict[int, Tree] = {}
        for part in _outside(tree):
            if isinstance(part, Application | Binder):
                done[id(part)] = self.functional(part, scope)
            elif isinstance(part, Name):
                done[id(part)] = scope.get(part.name, part)
            else:
                done[id(part)] = over(part, done)
        self.depth -= 1
        return with_whole_powers(done[id(tree)], self.whole, self.refuse)

    def functional(self, tree: Application | Binder, scope: Scope) -> Tree:
        """The letter of a functional; a sum that is written out has several."""
        if isinstance(tree, Application):
            return self.value(tree, tree.orders, scope)
        if tree.kind == "Derivative":
            applied = derived(tree)
            if applied is not None:
                return self.value(*applied, scope)
        elif tree.kind == "Sum":
            written_out = self.written_out(tree, scope)
            if written_out is not None:
                return written_out
        key = self.alike.key(tree, scope)
        if key not in self.binders:
            self.binders[key] = self.bound(tree, scope)
        return Name(self.binders[key], tree.at)

    def value(self, tree: Application, orders: tuple[int, ...], scope: Scope) -> Tree:
        """The letter of a function's value."""
        arguments = tuple(self.term(argument, scope) for argument in tree.arguments)
        value = Value(tree.function, orders, arguments)
        if value not in self.values:
            places = tuple(self.worded(argument) for argument in arguments)
            mark = _mark(tree, orders)
            shown = Application(tree.function, places, orders, mark, tree.brackets or "()", tree.at)
            self.values[value] = self.new(value, shown)
        return Name(self.values[value], tree.at)

    def worded(self, term: Term) -> Tree:
        """A place as a person would write it: the letters in it by what they stand for."""
        tree = tree_of(term)
        names = {**self.trees, **self.spelled}
        return substituted(tree, names, NOWHERE) if "#" in "".join(symbols(tree)) else tree

    def new(self, functional: Functional, tree: Tree) -> str:
        """The letter of a functional that has none yet."""
        if len(self.table) >= MAX_LETTERS:
            self.refuse(f"more than {MAX_LETTERS} values of functions", tree)
        letter = f"#{len(self.table) + 1}"
        self.table[letter] = functional
        self.trees[letter] = tree
        return letter

    def bound(self, tree: Binder, scope: Scope) -> str:
        """The new letter of an integral, a sum or a derivative."""
        variable = f"#{tree.variable}{len(self.spelled) + 1}"
        self.spelled[variable] = Name(tree.variable)
        numbers = {name: value for name, value in scope.items() if isinstance(value, Number)}
        shown = substituted(tree, numbers, tree.at) if numbers else tree
        limits = [self.limit(limit, scope, side) for side, limit in enumerate(tree.limits)]
        if tree.kind == "Sum":
            self.whole.add(variable)
        body = self.term(tree.body, {**scope, tree.variable: Name(variable)})
        if tree.kind == "Derivative":
            at = self.term(Name(tree.variable, tree.at), scope)
            return self.new(Derivative(body, variable, at), shown)
        lower, upper = limits
        made = Integral if tree.kind == "Integral" else Series
        return self.new(made(body, variable, lower, upper), shown)

    def limit(self, tree: Tree, scope: Scope, side: int) -> Term | None:
        """A limit; None for the infinity on its side."""
        sign = _infinity(tree)
        if sign == 0:
            return self.term(tree, scope)
        if sign != (1 if side else -1):
            self.refuse("the limits run backwards: write them from -oo, or to oo", tree)
        return None

    def written_out(self, tree: Binder, scope: Scope) -> Tree | None:
        """A sum between numbers as the sum of its terms; None for any other."""
        if any(map(_infinity, tree.limits)):
            return None
        ends = [self.term(limit, scope) for limit in tree.limits]
        numbers = [end.value for end in ends if isinstance(end, Const)]
        if len(numbers) < 2:
            return None
        first, last = numbers
        if not isinstance(first, int) or not isinstance(last, int):
            self.refuse("a sum runs over whole numbers", tree.limits[0])
        if last < first - 1:
            self.refuse("this sum runs backwards, and conventions differ on what it is", tree)
        size = (last - first + 1) * len(_outside(tree.body))
        if last - first >= self.room or size > MAX_WRITTEN:
            return None
        self.room -= last - first + 1
        terms = [
            self.plain(tree.body, {**scope, tree.variable: Number(number, tree.at)})
            for number in range(first, last + 1)
        ]
        if len(terms) < 2:
            return terms[0] if terms else Number(0, tree.at)
        return Sum(tuple(terms), tree.at)


def _mark(tree: Application, orders: Sequence[int]) -> str:
    """How a derivative is written behind the function's name: '' or _xx."""
    if len(orders) == 1:
        return PRIME * orders[0]
    names = [a.name if isinstance(a, Name) else "" for a in tree.arguments]
    letters = "".join(name * order for name, order in zip(names, orders, strict=True))
    return f"_{letters}" if len(letters) == sum(orders) > 0 else tree.mark


def _outside(tree: Tree) -> Sequence[Tree]:
    """The parts of a tree, children first, without what is inside of functionals."""
    found: list[Tree] = []
    seen: set[int] = set()
    stack: list[tuple[Tree, bool]] = [(tree, False)]
    while stack:
        part, ready = stack.pop()
        if ready:
            found.append(part)
        elif id(part) not in seen:
            seen.add(id(part))
            stack.append((part, True))
            if not isinstance(part, Application | Binder):
                stack.extend((child, False) for child in reversed(children(part)))
    return found


def derived(tree: Binder) -> tuple[Application, tuple[int, ...]] | None:
    """The function and the orders of a derivative of x(t) by t; None for any other."""
    variables: list[str] = []
    body: Tree = tree
    while isinstance(body, Binder) and body.kind == "Derivative":
        variables.append(body.variable)
        body = body.body
    if not isinstance(body, Application):
        return None
    orders = list(body.orders)
    names = [a.name if isinstance(a, Name) else None for a in body.arguments]
    for variable in variables:
        if names.count(variable) != 1:
            return None
        elsewhere = (a for a in body.arguments if not isinstance(a, Name))
        if any(isinstance(p, Name) and p.name == variable for p in postorder(*elsewhere)):
            return None
        orders[names.index(variable)] += 1
    return body, tuple(orders)


def _infinity(tree: Tree) -> int:
    """1 for oo, -1 for -oo, 0 for a number."""
    if isinstance(tree, Negative):
        return -_infinity(tree.operand)
    return int(isinstance(tree, Name) and tree.name == "oo")
