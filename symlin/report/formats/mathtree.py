"""Formulas read back from how the terminal shows them, as trees to be typeset.

Nothing is computed here, and nothing can go wrong: what is not understood is set as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(?P<name>[A-Za-z]\w*'?)"
    r"|(?P<sign>\*\*|>=|<=|!=|\.\.\.|[-+*/(),=<>≈\[\]]))"
)
_RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "≈")
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lam": "λ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "sigma": "σ", "tau": "τ", "theta": "θ", "eps": "ε",
    "pi": "π", "omega": "ω", "phi": "φ", "rho": "ρ", "kappa": "κ", "eta": "η",
}  # fmt: skip
"""Names that stand for a Greek letter."""
ROUNDED = " (rounded)"
WORDS = ("if", "otherwise", "and", "or", "not", "always", "never", "for")


@dataclass(frozen=True)
class Num:
    text: str


@dataclass(frozen=True)
class Symbol:
    """A variable, a function's name or a letter; `index` stands below it."""

    name: str
    index: Math | None = None


@dataclass(frozen=True)
class Word:
    text: str


@dataclass(frozen=True)
class Operator:
    """A sign between or before its neighbours."""

    sign: str
    prefix: bool = False


@dataclass(frozen=True)
class Row:
    parts: tuple[Math, ...]


@dataclass(frozen=True)
class Fraction:
    above: Math
    below: Math


@dataclass(frozen=True)
class Power:
    base: Math
    exponent: Math


@dataclass(frozen=True)
class Root:
    inside: Math


@dataclass(frozen=True)
class Fence:
    """Something in brackets: ( ), [ ] or | |."""

    opening: str
    inside: Math
    closing: str


@dataclass(frozen=True)
class Apply:
    function: Math
    arguments: Math


@dataclass(frozen=True)
class Cases:
    """Values beside their conditions; an empty condition reads "otherwise"."""

    branches: tuple[tuple[Math, Math | None], ...]


Math = Num | Symbol | Word | Operator | Row | Fraction | Power | Root | Fence | Apply | Cases


class _NotUnderstood(Exception):
    pass


def read(formula: str) -> Math:
    """The formula as a tree; as words where it is not of the kind the terminal shows."""
    if formula.endswith(ROUNDED):
        return Row((read(formula.removesuffix(ROUNDED)), Word(ROUNDED.strip())))
    try:
        reader = _Reader(_tokens(formula))
        found = reader.listing()
        if reader.rest:
            return Word(formula)
        return found
    except (_NotUnderstood, RecursionError):
        return Word(formula)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _NotUnderstood
        tokens.append(match[0].strip())
        at = match.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens[::-1]

    @property
    def next(self) -> str:
        return self.rest[-1] if self.rest else ""

    def take(self) -> str:
        if not self.rest:
            raise _NotUnderstood
        return self.rest.pop()

    def expect(self, token: str) -> None:
        if self.take() != token:
            raise _NotUnderstood

    def listing(self) -> Math:
        """Items between commas; with conditions they are cases."""
        items: list[tuple[Math, bool, Math | None]] = [self.item()]
        while self.next == ",":
            self.take()
            items.append(self.item())
        if len(items) > 1 and all(has for _, has, _ in items):
            return _cases([(value, guard) for value, _, guard in items])
        parts: list[Math] = []
        for k, (value, has, guard) in enumerate(items):
            parts += [Operator(",")] if k else []
            parts.append(value)
            if has:
                parts += [Word("otherwise")] if guard is None else [Word("if"), guard]
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def item(self) -> tuple[Math, bool, Math | None]:
        value = self.disjunction()
        if self.next == "if":
            self.take()
            return value, True, self.disjunction()
        if self.next == "otherwise":
            self.take()
            return value, True, None
        return value, False, None

    def disjunction(self) -> Math:
        return self.joined("or", self.conjunction)

    def conjunction(self) -> Math:
        return self.joined("and", self.relation)

    def joined(self, word: str, part: object) -> Math:
        parts: list[Math] = [part()]  # type: ignore[operator]
        while self.next == word:
            self.take()
            parts += [Word(word), part()]  # type: ignore[operator]
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def relation(self) -> Math:
        if self.next == "not":
            self.take()
            return Row((Word("not"), self.relation()))
        parts = [self.sum()]
        while self.next in _RELATIONS:
            parts.append(Operator(self.take()))
            parts.append(self.sum())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def sum(self) -> Math:
        parts: list[Math] = []
        if self.next == "-":
            parts.append(Operator(self.take(), prefix=True))
        parts.append(self.product())
        while self.next in ("+", "-"):
            parts.append(Operator(self.take()))
            parts.append(self.product())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def product(self) -> Math:
        """Factors; a quotient is a fraction of all that stands before it."""
        factors = [self.power()]
        while self.next in ("*", "/"):
            if self.take() == "*":
                if self.next == "-":
                    self.take()
                    factors.append(Row((Operator("-", prefix=True), self.power())))
                else:
                    factors.append(self.power())
            else:
                factors = [Fraction(_bare(_times(factors)), _bare(self.power()))]
        return _times(factors)

    def power(self) -> Math:
        base = self.atom()
        if self.next == "**":
            self.take()
            sign: tuple[Math, ...] = ()
            if self.next == "-":
                sign = (Operator(self.take(), prefix=True),)
            exponent = self.power()
            return Power(base, Row((*sign, exponent)) if sign else _bare(exponent))
        return base

    def atom(self) -> Math:
        token = self.take()
        if token == "(":
            inside = self.listing()
            self.expect(")")
            return Fence("(", inside, ")")
        if token == "[":
            inside = self.listing()
            self.expect("]")
            return Fence("[", inside, "]")
        if token == "...":
            return Operator("…")
        if token[0].isdigit():
            return Num(token)
        if not token[0].isalpha() or token in WORDS:
            if token in ("always", "never"):
                return Word(token)
            raise _NotUnderstood
        return self.symbol(token)

    def symbol(self, token: str) -> Math:
        indexed = re.fullmatch(r"([A-Za-z]+)_", token)
        if indexed and self.next == "(":
            self.take()
            inside = self.listing()
            self.expect(")")
            symbol: Math = Symbol(indexed[1], inside)
        else:
            symbol = _symbol(token)
        if self.next != "(":
            return symbol
        self.take()
        inside = self.listing() if self.next != ")" else Row(())
        self.expect(")")
        return _applied(token, symbol, inside)


def _symbol(token: str) -> Symbol:
    if token == "E":
        return Symbol("e")
    grid = re.fullmatch(r"([A-Za-z]+)(\d+)_(\d+)", token)
    if grid:
        return Symbol(grid[1], Row((Num(grid[2]), Operator(","), Num(grid[3]))))
    match = re.fullmatch(r"([A-Za-z]+?)_?(\d+)", token)
    return Symbol(match[1], Num(match[2])) if match else Symbol(token)


def _applied(token: str, symbol: Math, inside: Math) -> Math:
    if token == "sqrt":
        return Root(inside)
    if token == "abs":
        return Fence("|", inside, "|")
    if token == "exp":
        return Power(Symbol("e"), inside)
    return Apply(symbol, inside)


def _cases(branches: list[tuple[Math, Math | None]]) -> Math:
    """The cases; a relation before the first value, as in f(x) = 1 if x > 0, stays before."""
    value, guard = branches[0]
    if isinstance(value, Row) and any(_is_relation(p) for p in value.parts):
        cut = max(k for k, p in enumerate(value.parts) if _is_relation(p)) + 1
        first = value.parts[cut:]
        inner = first[0] if len(first) == 1 else Row(first)
        rest = Cases(((_bare(inner), guard), *((_bare(v), g) for v, g in branches[1:])))
        return Row((*value.parts[:cut], rest))
    return Cases(tuple((_bare(v), g) for v, g in branches))


def _is_relation(part: Math) -> bool:
    return isinstance(part, Operator) and part.sign in _RELATIONS


def _times(factors: list[Math]) -> Math:
    if len(factors) == 1:
        return factors[0]
    parts: list[Math] = [factors[0]]
    for left, factor in pairwise(factors):
        parts += [Operator("*" if _needs_dot(left, factor) else ""), factor]
    return Row(tuple(p for p in parts if p != Operator("")))


def _needs_dot(left: Math, right: Math) -> bool:
    """Whether 2 and 3 would run together, or a*(x) read as an application."""
    if isinstance(right, Num | Row | Fraction | Fence | Apply) or isinstance(left, Fraction):
        return True
    long = isinstance(left, Symbol) and len(left.name) > 1 and left.name not in GREEK
    return long or (isinstance(right, Power) and isinstance(right.base, Num))


def _bare(part: Math) -> Math:
    """Without brackets that a fraction or an exponent makes needless."""
    return part.inside if isinstance(part, Fence) and part.opening == "(" else part
