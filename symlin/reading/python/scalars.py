"""Arithmetic on numbers and truths, as Python has it, into terms."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.numbers import bits
from symlin.kernel.term import Const, Op, Term
from symlin.language import functions as f
from symlin.language.limits import MAX_BITS, MAX_EXPONENT
from symlin.reading.python.growth import added, bounded, checked, multiplied
from symlin.reading.python.places import Refusal
from symlin.reading.python.signs import is_at_least_zero, is_nonzero
from symlin.reading.python.trail import Trail
from symlin.reading.python.values import (
    Bool,
    Infinite,
    Kind,
    Loose,
    Number,
    Value,
    indicator,
    kind_of,
)

_NEAR: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "**": operator.pow,
}  # fmt: skip
_RELATIONS: dict[str, tuple[Op, bool]] = {
    "==": ("=", False), "!=": ("!=", False), ">": (">", False), ">=": (">=", False),
    "<": (">", True), "<=": (">=", True),
}  # fmt: skip
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
    "<": operator.lt, "<=": operator.le,
}  # fmt: skip


class Scalars:
    """What numbers do; where Python would raise an error, the trail has a need."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail

    def number(self, value: Value, word: str) -> Number:
        """A number, also of a truth; raises `Refusal` for anything else."""
        if isinstance(value, Number):
            return value
        if isinstance(value, Bool):
            return indicator(value)
        raise Refusal(word, f"{word}: expected a number, not {kind_of(value)}")

    def binary(self, word: str, x: Value, y: Value) -> Number | Bool | Infinite:
        """x op y; raises `Refusal` where one of them is no number."""
        if isinstance(x, Bool) and isinstance(y, Bool):
            if word in ("&", "|", "^"):
                return self.logic(word, x, y)
            if "numpy" in (x.kind, y.kind):
                raise Refusal(word, f"{word} of two truths of NumPy's is no arithmetic")
        if isinstance(x, Infinite) or isinstance(y, Infinite):
            raise Refusal(word, f"{word} with infinity is not read")
        a, b = self.number(x, word), self.number(y, word)
        if "complex" in (a.loose, b.loose) and word in ("//", "%"):
            raise _complex(word)
        return self._arithmetic(word, a, b)

    def _arithmetic(self, word: str, a: Number, b: Number) -> Number:
        kind, loose = joined_kind(a.kind, b.kind), a.loose or b.loose
        is_whole = a.whole and b.whole and word != "/"
        match word:
            case "+":
                term = added(a.term, b.term)
            case "-":
                term = added(a.term, k.neg(b.term))
            case "*":
                bounded(a.term, b.term)
                term = multiplied(a.term, b.term)
            case "/":
                term, loose = self._over(a, b, word, kind, loose)
            case "//" | "%":
                self._tight(word, a, b)
                _, loose = self._over(a, b, word, kind, loose)
                floor = f.floor(k.mul(a.term, f.inverse(b.term)))
                term = floor if word == "//" else k.sub(a.term, k.mul(b.term, floor))
            case "**":
                return self.power(a, b, kind)
            case _:
                raise Refusal(word, f"{word} is not read")
        near = _near(word, a, b, term, is_whole, jumps=word in ("//", "%"))
        return Number(checked(term), kind, is_whole, loose, near)

    def _over(
        self, a: Number, b: Number, word: str, kind: Kind, loose: Loose
    ) -> tuple[Term, Loose]:
        """a/b, and what Python goes on with where b is 0."""
        inverse = f.inverse(b.term)
        bounded(a.term, inverse)
        if not is_nonzero(b.term):
            if kind != "plain" and a.whole and b.whole and word != "/":
                raise Refusal(word, f"{word} by 0 of NumPy's whole numbers is 0: write floats")
            loose = self.partial(inverse, word, kind, loose)
        return k.mul(a.term, inverse), loose

    def partial(self, term: Term, word: str, kind: Kind, loose: Loose) -> Loose:
        """What becomes of an operation where this term has no value: a need, or nan.

        Raises `Refusal` where it is not known which.
        """
        if kind == "numpy":
            return loose or "nan"
        if kind == "either" or loose:
            raise Refusal(word, f"{word}: it is not clear whether Python raises an error here, or "
                          "goes on with nan: write np.asarray or float around it")  # fmt: skip
        self.trail.need(term)
        return loose

    def _tight(self, word: str, *numbers: Number) -> None:
        """Raises `Refusal` for what may be nan or complex, and decides something."""
        for number in numbers:
            if number.loose == "complex":
                raise _complex(word)
            if number.loose:
                raise Refusal(word, f"{word} of a number that may be nan or inf is not read")

    def power(self, a: Number, b: Number, kind: Kind) -> Number:
        """a**b; raises `Refusal` for exponents that are too large."""
        exponent, loose = b.value, a.loose or b.loose
        if exponent is None:
            return self._open_power(a, b, kind)
        if loose and exponent == 0:
            raise Refusal("**", "nan**0 is 1")
        if isinstance(exponent, int):
            if abs(exponent) > MAX_EXPONENT and a.value not in (0, 1, -1):
                raise Refusal("**", f"exponents are limited to {MAX_EXPONENT}")
            if exponent < 0 and kind != "plain" and a.whole and b.whole:
                raise Refusal("**", "NumPy refuses negative powers of whole numbers")
            base, size = a.value, abs(exponent)
            if base is not None and bits(base) * size > MAX_BITS:
                raise Refusal("**", "this power is too long a number")
            term = k.power(a.term, exponent)
            if exponent < 0 and not is_nonzero(a.term):
                loose = self.partial(f.inverse(a.term), "**", kind, loose)
            is_whole = a.whole and b.whole and exponent >= 0
            return Number(checked(term), kind, is_whole, loose, _near("**", a, b, term, is_whole))
        try:
            term = f.power(a.term, b.term)
        except f.Refused as why:
            raise Refusal("**", str(why)) from None
        if exponent < 0 and not is_nonzero(a.term):
            loose = self.partial(f.inverse(a.term), "**", kind, loose)
        if not is_at_least_zero(a.term):
            loose = loose or ("nan" if kind == "numpy" else "complex")
        return Number(checked(term), kind, False, loose, _near("**", a, b, term, False))

    def _open_power(self, a: Number, b: Number, kind: Kind) -> Number:
        self._tight("**", a, b)
        term = f.power(a.term, b.term)
        if f.is_positive(a.term):
            return Number(term, kind)
        at_zero = k.conjunction(f.compare("=", a.term), f.compare(">", k.neg(b.term)))
        need = f.cases((f.UNDEFINED, at_zero), (k.ZERO, k.TRUE))
        loose = self.partial(need, "**", kind, "")
        return Number(term, kind, False, loose or ("complex" if kind != "numpy" else "nan"))

    def negative(self, x: Value) -> Number | Infinite:
        """-x; raises `Refusal` for what has none."""
        if isinstance(x, Infinite):
            return Infinite(-x.sign)
        if isinstance(x, Bool) and x.kind != "plain":
            raise Refusal("-", "NumPy has no minus of truths")
        a = self.number(x, "-")
        near = None if a.near is None else -a.near
        return Number(k.neg(a.term), a.kind, a.whole, a.loose, near)

    def compare(self, word: str, x: Value, y: Value) -> Bool:
        """x == y, x < y, ...; raises `Refusal` for what cannot be compared so."""
        sides = [indicator(v) if isinstance(v, Bool) else v for v in (x, y)]
        if any(isinstance(side, Infinite) for side in sides):
            return _with_infinity(word, *sides)
        a, b = self.number(sides[0], word), self.number(sides[1], word)
        self._tight(word, a, b)
        op, mirrored = _RELATIONS[word]
        guard = f.compare(op, *((b.term, a.term) if mirrored else (a.term, b.term)))
        known = isinstance(guard, k.Truth) and a.near is not None and b.near is not None
        if known and Bool(guard).value is not _COMPARED[word](a.near, b.near):
            raise _rounded(word, a, b)
        return Bool(guard, joined_kind(a.kind, b.kind))

    def logic(self, word: str, x: Bool, y: Bool) -> Bool:
        """&, | and ^ of truths."""
        a, b = x.guard, y.guard
        kind = joined_kind(x.kind, y.kind)
        if word == "&":
            return Bool(k.conjunction(a, b), kind)
        if word == "|":
            return Bool(k.disjunction(a, b), kind)
        one = k.conjunction(a, k.negation(b))
        return Bool(k.disjunction(one, k.conjunction(k.negation(a), b)), kind)

    def largest(self, x: Value, y: Value, sign: int, word: str) -> Number | Infinite:
        """The larger of two for sign 1, the smaller for -1."""
        for one, other in ((x, y), (y, x)):
            if isinstance(one, Infinite):
                if one.sign == sign or isinstance(other, Infinite):
                    return one
                return self.number(other, word)
        a, b = self.number(x, word), self.number(y, word)
        if word in ("max", "min", "sorted", "clip by bounds"):
            self._tight(word, a, b)
        elif "complex" in (a.loose, b.loose):
            raise _complex(word)
        term = (f.maximum if sign > 0 else f.minimum)(a.term, b.term)
        nears = [n.near for n in (a, b)]
        near = None if None in nears else (max if sign > 0 else min)(nears)  # type: ignore[type-var]
        kind: Kind = a.kind if a.kind == b.kind else "either"
        return Number(term, kind, a.whole and b.whole, a.loose or b.loose, near)

    def rounding(self, word: str, x: Value, build: Callable[[Term], Term], near: Any) -> Number:
        """floor, ceil, int, round: whole numbers; `near` does the same to a float."""
        a = self.number(x, word)
        self._tight(word, a)
        term = build(a.term)
        if isinstance(term, Const) and a.near is not None and near(a.near) != term.value:
            raise _rounded(word, a)
        found = near(a.near) if isinstance(term, Const) and a.near is not None else None
        return Number(term, "plain", True, "", found)


def joined_kind(a: Kind, b: Kind) -> Kind:
    """Whose number an operation on two gives: NumPy's as soon as one is."""
    if "numpy" in (a, b):
        return "numpy"
    return "either" if "either" in (a, b) else "plain"


def _near(
    word: str, a: Number, b: Number, term: Term, is_whole: bool, *, jumps: bool = False
) -> float | None:
    """What floats make of numbers that are known; raises `Refusal` where they jump elsewhere."""
    if a.near is None or b.near is None or not isinstance(term, Const):
        return None
    if is_whole:  # Python's own are exact
        return _as_float(term)
    try:
        found = _NEAR[word](a.near, b.near)
    except (ArithmeticError, ValueError):
        return None
    if not isinstance(found, float):
        return None
    exact = _as_float(term)
    if jumps and exact is not None and abs(found - exact) > 1e-6 * max(1.0, abs(exact)):
        raise _rounded(word, a, b)
    return found


def _as_float(term: Const) -> float | None:
    try:
        value = fmpq(term.value)
        return int(value.p) / int(value.q)
    except OverflowError:
        return None


def _rounded(word: str, *numbers: Number) -> Refusal:
    shown = " and ".join(repr(number.near) for number in numbers)
    return Refusal(word, f"{word}: rounding decides here ({shown} in floats, another number "
                   "exactly): write the number that is meant")  # fmt: skip


def _complex(word: str) -> Refusal:
    return Refusal(word, f"{word} of a power that is complex where its base is negative: write "
                   "math.sqrt, or abs around the base")  # fmt: skip


def _with_infinity(word: str, x: Value, y: Value) -> Bool:
    """A comparison in which one side is infinite."""
    for value in (x, y):
        if isinstance(value, Number) and value.loose:
            raise Refusal(word, f"{word} of a number that may be nan or inf is not read")
        if not isinstance(value, Number | Infinite):
            raise Refusal(word, f"{word}: expected a number, not {kind_of(value)}")
    a, b = (v.sign if isinstance(v, Infinite) else 0 for v in (x, y))
    return Bool(k.TRUE if _COMPARED[word](a, b) else k.FALSE)
