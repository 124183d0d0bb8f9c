"""What formulas look like in print, whatever sets them: fractions, raised exponents, braces.

`Typesetting` is the visitor that HTML and LaTeX share; each of them says how a fraction, a root or
a bracket is written.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from itertools import pairwise

from flint import fmpq

from symlin.kernel.numbers import Number as Exact
from symlin.language.notation import (
    AND,
    ATOM,
    CASES,
    COMPARE,
    FRACTION,
    NOT,
    OR,
    POWER,
    PRODUCT,
    Branches,
    Fragment,
    number_text,
    size,
)
from symlin.language.spoken import Spoken, decimal_text, is_always
from symlin.language.tree import (
    Binder,
    Call,
    Decimals,
    Grouped,
    Listing,
    Name,
    Number,
    Pair,
    Power,
    Product,
    Times,
    Tree,
    Value,
)

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Names that stand for a Greek letter."""
_SHORTENED = {"lam": "lambda", "eps": "epsilon"}
"""How Python's programmers call two of them: lambda is a word of the language."""
_BRACKETS = {"abs": "||", "floor": "⌊⌋", "ceiling": "⌈⌉"}
_APART = Number | Decimals | Product | Times | Value | Pair | Listing | Grouped
"""What is set with a dot before it: digits and brackets."""
_INDEXED = re.compile(r"(.*?)_?(\d+(?:_\d+)*)")


def letter(name: str) -> str:
    """The name of the Greek letter that a name stands for, or the name itself."""
    return _SHORTENED.get(name, name)


def indexed(name: str) -> tuple[str, tuple[str, ...]]:
    """A name's stem, and the numbers at its end: x1 is x with index 1, x1_2 has 1 and 2."""
    match = _INDEXED.fullmatch(name)
    return (match[1], tuple(match[2].split("_"))) if match and match[1] else (name, ())


class Typesetting(Spoken):
    """Formulas in two dimensions."""

    product_dot: str

    @abstractmethod
    def digits(self, text: str) -> str:
        """A number without sign."""

    @abstractmethod
    def symbol(self, stem: str, index: Sequence[str], *, function: bool = False) -> str:
        """A variable or a function, with its index."""

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """above over below."""

    @abstractmethod
    def raised(self, base: str, exponent: str) -> str:
        """base with its exponent."""

    @abstractmethod
    def root(self, inside: str) -> str:
        """The square root."""

    @abstractmethod
    def applied(self, function: str, arguments: Sequence[Tree]) -> str:
        """function(arguments)."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        """Values beside their conditions; None reads "otherwise"."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Words within a formula."""

    @abstractmethod
    def comma(self) -> str:
        """What stands between arguments."""

    def listed(self, items: Sequence[Tree]) -> str:
        """The items with commas."""
        return self.comma().join(map(self.item, items))

    def number(self, value: Exact) -> Fragment:
        """An exact number, as a decimal or as a fraction."""
        exact, minus = size(value), bool(value < 0)
        decimal = decimal_text(exact)
        if decimal is not None or isinstance(exact, int):
            text = self.digits(decimal or number_text(exact))
            return Fragment(text, FRACTION if minus else ATOM, minus)
        above, below = (self.digits(number_text(int(n))) for n in (exact.p, exact.q))
        return Fragment(self.fraction(above, below), FRACTION, minus)

    def rounded(self, digits: str, exponent: int) -> Fragment:
        """A decimal; a power of ten is written as one."""
        if not exponent:
            return Fragment(self.digits(digits), ATOM)
        sign = self.minus if exponent < 0 else ""
        power = self.raised(self.digits("10"), sign + self.digits(str(abs(exponent))))
        return Fragment(self.digits(digits) + self.product_dot + power, PRODUCT)

    def constant(self, name: str) -> str:
        """pi or e."""
        return self.symbol("e" if name == "E" else name, ())

    def name(self, name: str) -> str:
        """A symbol, with its numbers below the line."""
        return self.symbol(*indexed(name))

    def call(self, tree: Call) -> Fragment:
        """A function with its arguments; some have a notation of their own."""
        name, arguments = self.function(tree.name), tree.arguments
        inside = self.listed(arguments)
        if name == "sqrt":
            return Fragment(self.root(inside), ATOM)
        if name == "exp":
            return Fragment(self.raised(self.symbol("e", ()), self.whole(arguments[0])), POWER)
        if name in _BRACKETS:
            return Fragment(self.fence(inside, arguments, _BRACKETS[name]), ATOM)
        return Fragment(self.applied(self.symbol(name, (), function=True), arguments), ATOM)

    def marked(self, function: str, mark: str) -> str:
        """A function's name with its primes, or with the letters of a partial derivative."""
        if not mark.startswith("_"):
            return self.symbol(*indexed(function), function=True) + mark
        return self.symbol(function, (mark[1:],), function=True)

    def binder(self, tree: Binder) -> str:
        """An integral, a sum or a derivative, as a function of what it is of."""
        words = [self.item(tree.body), self.name(tree.variable)]
        if tree.limits:
            limits = [words.pop(), *map(self.whole, tree.limits)]
            words.append(self.fence(self.comma().join(limits), tree.limits))
        name = self.symbol(tree.kind, (), function=True)
        return name + self.fence(self.comma().join(words), (tree.body, *tree.limits))

    def value(self, tree: Value) -> Fragment:
        """f at a point, with the number of the output below the line."""
        index = tuple(map(str, tree.output))
        symbol = self.symbol(tree.function, index, function=True)
        return Fragment(self.applied(symbol, tree.arguments), ATOM)

    def product(self, factors: Sequence[Tree], inverted: Sequence[bool]) -> Fragment:
        """Factors side by side; a quotient is a fraction of all that stands before it."""
        first = (
            Fragment(self.digits("1"), ATOM) if inverted[0] else self.bound(factors[0], FRACTION)
        )
        words, left = [first.body], None if inverted[0] else factors[0]
        for k, (factor, below) in enumerate(zip(factors, inverted, strict=True)):
            if below:
                alone = k == 1 and left is not None and not first.minus
                above = self.whole(factors[0]) if alone else self.together(words)
                words, left = [self.fraction(above, self.whole(factor))], None
            elif k:
                words += self.beside(left, factor, self.bound(factor, PRODUCT))
                left = factor
        text = self.together(words)
        return Fragment(text, FRACTION if first.minus else PRODUCT, first.minus)

    def put_in(self, factors: Sequence[Tree]) -> Fragment:
        """Numbers in a product, each with brackets where it would be misread."""
        front = self.bound(factors[0], FRACTION)
        words = [front.body]
        for left, factor in pairwise(factors):
            words += self.beside(left, factor, self.kept_apart(factor))
        text = self.together(words)
        return Fragment(text, FRACTION if front.minus else PRODUCT, front.minus)

    def together(self, words: Sequence[str]) -> str:
        """Factors side by side."""
        return "".join(words)

    def beside(self, left: Tree | None, factor: Tree, piece: Fragment) -> list[str]:
        """A factor beside what stands at its left (None: a fraction), with a dot if need be."""
        fenced = piece is not self.piece(factor)
        dot = fenced or left is None or is_fraction(left) or _needs_dot(left, factor)
        return [self.product_dot, piece.body] if dot else [piece.body]

    def power(self, base: Tree, exponent: Tree) -> Fragment:
        """A base with its exponent above it, which needs no brackets there."""
        return Fragment(self.raised(self.bracket(base, ATOM), self.whole(exponent)), POWER)

    def piecewise(self, branches: Branches) -> Fragment:
        """Values beside their conditions; one alone needs no brace."""
        if len(branches) == 1 and not is_always(branches[0][1]):
            ((value, guard),) = branches
            return Fragment(self.item(value) + self.words("if") + self.whole(guard), CASES)
        *first, (value, guard) = branches
        rows = [(self.whole(v), self.whole(g)) for v, g in first]
        last = None if is_always(guard) else self.whole(guard)
        return Fragment(self.cases([*rows, (self.whole(value), last)]), CASES)

    def truth(self, value: bool) -> str:
        """always or never, as a word."""
        return self.words(super().truth(value))

    def logic(self, kind: str, parts: Sequence[Tree]) -> Fragment:
        """All or any of the parts, with words between them."""
        joint = self.words(kind)
        shown = (self.bracket(part, AND + 1) for part in parts)
        return Fragment(joint.join(shown), AND if kind == "and" else OR)

    def negation(self, part: Tree) -> Fragment:
        """not, as a word, and the condition."""
        return Fragment(self.words("not") + self.bracket(part, COMPARE + 1), NOT)

    def remark(self, note: str) -> str:
        """A remark behind a formula, as words."""
        return self.words(f"({note})")


def is_fraction(tree: Tree) -> bool:
    """Whether the tree is set as a fraction, or ends in one."""
    if isinstance(tree, Number):
        return isinstance(tree.value, fmpq) and decimal_text(size(tree.value)) is None
    return isinstance(tree, Product) and tree.inverted[-1]


def _needs_dot(left: Tree, right: Tree) -> bool:
    """Whether 2 and 3 would run together, or a*f(x) and a*(x) read as something else."""
    if isinstance(right, _APART):
        return True
    if isinstance(right, Call):
        return right.name not in ("sqrt", "exp")
    if isinstance(left, Name):
        stem = letter(indexed(left.name)[0])
        if len(stem) > 1 and stem not in GREEK:
            return True
    return isinstance(right, Power) and isinstance(right.base, Number)
