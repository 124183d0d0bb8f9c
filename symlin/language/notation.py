"""Syntax trees as text: in SymPy's notation, or in words for a person.

SymPy's text is read back by SymPy and by symlin's own parser; it is never simplified.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from flint import fmpq, fmpz

from symlin.kernel.numbers import Number as Value
from symlin.language.tree import (
    Call,
    Compare,
    Comparison,
    Constant,
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

MAX_TEXT = 1_000_000
"""A part whose text is longer (shared subterms multiply when written out) reads "..."."""

_PLACES = 40
"""Decimals that a person is shown; a longer number is a fraction."""

CASES, OR, AND, NOT, COMPARE, SUM, FRACTION, PRODUCT, POWER, ATOM = range(10)
Piece = tuple[str, int]
"""A text, and how tightly its outermost operator binds."""

_CANONICAL = {"abs": "Abs", "max": "Max", "min": "Min", "ln": "log"}
_SPOKEN = {"Abs": "abs", "Max": "max", "Min": "min", "ln": "log"}
_RELATIONS = {"==": "Eq", "!=": "Ne"}


def tree_text(tree: Tree) -> str:
    """The tree in SymPy's notation: Eq(alpha, 1), Piecewise((x, x > 0), (0, True))."""
    return _write(tree, _Notation())


def tree_human(tree: Tree) -> str:
    """The tree as a person would write it: w = 0 and b <= 0, max(x, 0), x if x > 0, 0 otherwise."""
    return _write(tree, _Spoken())


def number_text(value: Value) -> str:
    """The exact number, of any length: -1, 22/7."""
    if isinstance(value, int):
        return str(fmpz(value))
    return f"{value.p}/{value.q}"


def decimal_text(value: Value) -> str | None:
    """The exact number as a decimal, where it has a finite one of some length: 1.0507."""
    if isinstance(value, int) or value.q <= 1000:
        return None
    places = next((n for n in range(4, _PLACES) if 10**n % value.q == 0), None)
    if places is None:
        return None
    digits = str(abs(value.p) * (10**places // value.q)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _write(tree: Tree, notation: _Notation) -> str:
    done: dict[int, Piece] = {}
    for part in postorder(tree):
        text, level = notation.write(part, done)
        done[id(part)] = (text, level) if len(text) <= MAX_TEXT else ("...", ATOM)
    return done[id(tree)][0]


def bracket(piece: Piece, least: int) -> str:
    """The text, in brackets where it binds less tightly than needed."""
    return piece[0] if piece[1] >= least else f"({piece[0]})"


class _Notation:
    """SymPy's notation."""

    def write(self, tree: Tree, done: dict[int, Piece]) -> Piece:
        def piece(part: Tree) -> Piece:
            return done[id(part)]

        def texts(parts: Sequence[Tree]) -> str:
            return ", ".join(self.item(done[id(part)]) for part in parts)

        match tree:
            case Number(value):
                return self.number(value)
            case Constant(name) | Name(name):
                return name, ATOM
            case Sum(terms):
                return _sum([piece(t) for t in terms]), SUM
            case Negative(part):
                return _negative(piece(part))
            case Product(factors, inverted):
                pairs = zip(map(piece, factors), inverted, strict=True)
                return _product(list(pairs))
            case Power(base, exponent):
                return f"{bracket(piece(base), ATOM)}**{bracket(piece(exponent), ATOM)}", POWER
            case Piecewise(branches):
                return self.piecewise([(piece(v), piece(g)) for v, g in branches])
            case Call(name, arguments, keywords):
                named = "".join(f", {key}={done[id(value)][0]}" for key, value in keywords)
                inside = texts(arguments) + named
                return f"{self.function(name)}({inside.removeprefix(', ')})", ATOM
            case Truth(value):
                return self.truth(value), ATOM
            case Compare(operands, operators):
                return self.compare([piece(o) for o in operands], operators)
            case Logic(kind, parts):
                return self.logic(kind, [piece(p) for p in parts])
            case Not(part):
                return self.negation(piece(part))
            case Listing(items):
                return f"[{texts(items)}]", ATOM
            case Pair(items):
                return f"({texts(items)})", ATOM
            case Pipeline(stages):
                return " >> ".join(done[id(stage)][0] for stage in stages), CASES
            case _:
                assert_never(tree)

    def number(self, value: Value) -> Piece:
        return number_text(value), _number_level(value)

    def item(self, piece: Piece) -> str:
        return piece[0]

    def function(self, name: str) -> str:
        return _CANONICAL.get(name, name)

    def truth(self, value: bool) -> str:
        return str(value)

    def piecewise(self, branches: list[tuple[Piece, Piece]]) -> Piece:
        inside = ", ".join(f"({value[0]}, {guard[0]})" for value, guard in branches)
        return f"Piecewise({inside})", ATOM

    def compare(self, operands: list[Piece], operators: Sequence[Comparison]) -> Piece:
        parts: list[Piece] = []
        for left, op, right in zip(operands, operators, operands[1:], strict=False):
            if op in _RELATIONS:
                parts.append((f"{_RELATIONS[op]}({left[0]}, {right[0]})", ATOM))
            else:
                parts.append((f"{bracket(left, SUM)} {op} {bracket(right, SUM)}", COMPARE))
        return parts[0] if len(parts) == 1 else self.logic("and", parts)

    def logic(self, kind: str, parts: list[Piece]) -> Piece:
        return f"{kind.capitalize()}({', '.join(text for text, _ in parts)})", ATOM

    def negation(self, part: Piece) -> Piece:
        return f"Not({part[0]})", ATOM


class _Spoken(_Notation):
    """What a person reads on the terminal."""

    def number(self, value: Value) -> Piece:
        decimal = decimal_text(value)
        if decimal is None:
            return super().number(value)
        return decimal, FRACTION if value < 0 else ATOM

    def item(self, piece: Piece) -> str:
        return bracket(piece, OR)

    def function(self, name: str) -> str:
        return _SPOKEN.get(name, name)

    def truth(self, value: bool) -> str:
        return "always" if value else "never"

    def piecewise(self, branches: list[tuple[Piece, Piece]]) -> Piece:
        *first, (last, guard) = branches
        words = [f"{bracket(v, OR)} if {g[0]}" for v, g in first]
        otherwise = "otherwise" if guard[0] == "always" else f"if {guard[0]}"
        return ", ".join([*words, f"{bracket(last, OR)} {otherwise}"]), CASES

    def compare(self, operands: list[Piece], operators: Sequence[Comparison]) -> Piece:
        words = [bracket(operands[0], SUM)]
        for op, right in zip(operators, operands[1:], strict=True):
            words += ["=" if op == "==" else op, bracket(right, SUM)]
        return " ".join(words), COMPARE

    def logic(self, kind: str, parts: list[Piece]) -> Piece:
        words = (bracket(part, AND + 1) for part in parts)  # "a and b or c" is misread
        return f" {kind} ".join(words), AND if kind == "and" else OR

    def negation(self, part: Piece) -> Piece:
        return f"not {bracket(part, COMPARE + 1)}", NOT


def _number_level(value: Value) -> int:
    """A fraction may open a product; elsewhere among factors it is bracketed."""
    return FRACTION if value < 0 or isinstance(value, fmpq) else ATOM


def _sum(terms: list[Piece]) -> str:
    text = bracket(terms[0], SUM)
    parts = [text]
    for term in terms[1:]:
        word = bracket(term, SUM)
        parts.append(f" - {word[1:]}" if word.startswith("-") else f" + {word}")
    return "".join(parts)


def _negative(piece: Piece) -> Piece:
    text = bracket(piece, FRACTION)
    if text == "0":
        return text, ATOM
    return (f"-({text})" if text.startswith("-") else f"-{text}"), FRACTION


def _product(factors: list[tuple[Piece, bool]]) -> Piece:
    words: list[str] = []
    for k, (piece, inverted) in enumerate(factors):
        if k == 0:
            words.append(f"1/{bracket(piece, POWER)}" if inverted else bracket(piece, FRACTION))
        elif inverted:
            words.append(f"/{bracket(piece, POWER)}")
        else:
            words.append(f"*{bracket(piece, PRODUCT)}")
    text = "".join(words)
    return text, FRACTION if text.startswith("-") else PRODUCT
