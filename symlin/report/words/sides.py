"""Both sides of a law at given points, as chains of equations: f(-1 + 1) = f(0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq

from symlin.decision.verdict import Counterexample
from symlin.exact.values import simplify_closed
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, Term, add, mul, neg, scale
from symlin.language.printing import term_to_human

Point = tuple[Term, ...]


@dataclass(frozen=True)
class Step:
    """One member of a chain of equations; `about` when it is a decimal approximation."""

    text: str
    about: bool = False


Chain = tuple[Step, ...]


def point_text(point: Point) -> str:
    """A point as a tuple, without the brackets."""
    return ", ".join(term_to_human(entry) for entry in point)


def _is_sum(text: str) -> bool:
    """Whether a + or - (not a leading one) stands outside all brackets."""
    depth = 0
    for k, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0 and k and character in "+-" and text[k - 1] == " ":
            return True
    return False


def _second(text: str) -> str:
    """As the second operand of + or *: in brackets when it would be misread."""
    return f"({text})" if text.startswith("-") or _is_sum(text) else text


def _factor(text: str) -> str:
    return f"({text})" if _is_sum(text) else text


@dataclass(frozen=True)
class Notation:
    """How points and the function are written in one counterexample."""

    name: str
    letters: Mapping[Point, str]

    def operand(self, point: Point) -> str:
        """The point as an operand: 1, (1, 0), or its letter."""
        text = self.letters.get(point)
        if text is not None:
            return text
        return point_text(point) if len(point) == 1 else f"({point_text(point)})"

    def f(self, point: Point) -> str:
        return f"{self.name}({self.letters.get(point) or point_text(point)})"

    def f_of(self, argument: str, point: Point | None) -> tuple[Step, ...]:
        """f(argument), and f(point) where the argument comes to a point worth writing."""
        worth = point is not None and all(isinstance(entry, Const) for entry in point)
        if self.letters or point is None or not worth:
            return (Step(f"{self.name}({argument})"),)
        return (Step(f"{self.name}({argument})"), Step(self.f(point)))


def _combined(left: Step | None, right: Step | None, join: str) -> Chain:
    """Both values in one expression; nothing where one of them is not known."""
    if left is None or right is None:
        return ()
    return (Step(join.format(left.text, _second(right.text)), left.about or right.about),)


def _additivity(
    x: Point, y: Point, fx: Step | None, fy: Step | None, notation: Notation
) -> tuple[Chain, Chain]:
    s = tuple(map(add, x, y))
    lhs = notation.f_of(f"{notation.operand(x)} + {_second(notation.operand(y))}", s)
    rhs = Step(f"{notation.f(x)} + {notation.f(y)}")
    return lhs, (rhs, *_combined(fx, fy, "{} + {}"))


def _midpoint(
    x: Point, y: Point, fx: Step | None, fy: Step | None, notation: Notation
) -> tuple[Chain, Chain]:
    m = tuple(scale(fmpq(1, 2), add(a, b)) for a, b in zip(x, y, strict=True))
    lhs = notation.f_of(f"({notation.operand(x)} + {_second(notation.operand(y))})/2", m)
    rhs = Step(f"({notation.f(x)} + {notation.f(y)})/2")
    return lhs, (rhs, *_combined(fx, fy, "({} + {})/2"))


def _homogeneity(
    x: Point, scalar: Term, fx: Step | None, notation: Notation
) -> tuple[Chain, Chain]:
    a = _factor(term_to_human(scalar))
    ax = None
    if isinstance(scalar, Const):
        ax = tuple(scale(scalar.value, entry) for entry in x)
    lhs = notation.f_of(f"{a} * {_second(notation.operand(x))}", ax)
    value = () if fx is None else (Step(f"{a} * {_second(fx.text)}", fx.about),)
    return lhs, (Step(f"{a} * {notation.f(x)}"), *value)


def _odd(x: Point, fx: Step | None, notation: Notation) -> tuple[Chain, Chain]:
    minus = tuple(map(neg, x))
    lhs = notation.f_of(f"-{_second(notation.operand(x))}", minus)
    value: Chain = ()
    if fx is not None and fx.text != "0":
        value = (Step(f"-{_second(fx.text)}", fx.about),)
    return lhs, (Step(f"-{notation.f(x)}"), *value)


def _combination(
    points: Sequence[Point],
    coefficients: Sequence[Term],
    steps: Sequence[Step | None],
    notation: Notation,
) -> tuple[Chain, Chain]:
    """f(2 * (1, 1) + (-1, 1)) and 2 * f(1, 1) + f(-1, 1)."""
    parts = [
        tuple(simplify_closed(mul(c, v)) for v in p)
        for c, p in zip(coefficients, points, strict=True)
    ]
    total = tuple(simplify_closed(add(*row)) for row in zip(*parts, strict=True))
    lhs = notation.f_of(_weighted(coefficients, [notation.operand(p) for p in points]), total)
    rhs = Step(_weighted(coefficients, [notation.f(p) for p in points]))
    values = [s for s in steps if s is not None]
    if len(values) < len(steps):
        return lhs, (rhs,)
    about = any(s.about for s in values)
    return lhs, (rhs, Step(_weighted(coefficients, [s.text for s in values]), about))


def _weighted(coefficients: Sequence[Term], operands: Sequence[str]) -> str:
    """3 * (1, 1) - (-1, 1): coefficients of 1 are not written."""
    text = ""
    for c, operand in zip(coefficients, operands, strict=True):
        number = term_to_human(c)
        minus = number.startswith("-") and not _is_sum(number)
        size = number.removeprefix("-") if minus else number
        factor = "" if size == "1" else f"{_factor(size)} * "
        shown = operand if not (text or minus or factor) else _second(operand)
        sign = (" - " if minus else " + ") if text else "-" * minus
        text += f"{sign}{factor}{shown}"
    return text


def sides(
    ce: Counterexample, points: Sequence[Point], steps: Sequence[Step | None], notation: Notation
) -> tuple[Chain, Chain]:
    if ce.coefficients:
        return _combination(points, ce.coefficients, steps, notation)
    match ce.law:
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY if ce.scalar is not None:
            return _homogeneity(points[0], ce.scalar, steps[0], notation)
        case Law.ODD:
            return _odd(points[0], steps[0], notation)
        case _:
            write = _midpoint if ce.law is Law.AFFINE else _additivity
            return write(points[0], points[-1], steps[0], steps[-1], notation)
