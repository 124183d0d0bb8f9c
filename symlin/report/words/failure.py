"""Why a law fails: the points, every value on the way, and the piece that each point is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq

from symlin.decision.verdict import Counterexample
from symlin.exact.values import simplify_closed
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, Term, add, const, scale, sub
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_human, term_to_human
from symlin.report.formats.document import Block, Formulas, Items, Paragraph
from symlin.report.shape.intervals import Turn, intervals, turns
from symlin.report.shape.pieces import Piece, condition, course, pieces
from symlin.report.words.counterexample import parameters_text
from symlin.report.words.decimals import FEWEST, digits_to_tell
from symlin.report.words.naming import (
    Naming,
    equals,
    fixed,
    readable,
    short_value,
    value,
)

Named = Mapping[str, Mapping[str, Term]]
"""The points of the argument by the name that they have in it: u, v, u + v."""


_ZERO = const(0)
_HALF = fmpq(1, 2)
_ALONE = "All of them lie in the same piece, and the formula there is not linear by itself."
_CREASE = (
    "The points do not all lie in the same piece. Each piece has a formula of its own, and where "
    "two of them meet the graph bends or breaks: no single matrix fits both."
)


_COURSES = {
    "smooth": "There is no kink and no jump to blame: one formula holds for all inputs, but its "
    "graph is curved.",
    "rounded": "Rounding down makes the graph jump.",
    "other": "One formula holds wherever there is a value, but it is not that of a matrix.",
}


class Failure:
    """A counterexample, ready to be told."""

    def __init__(self, operator: Operator, ce: Counterexample) -> None:
        self.ce = ce
        self.operator = fixed(operator, ce.parameters)
        self.naming = Naming(self.operator, ce.output, operator.parameters)
        self.lhs, self.rhs = ce.lhs[ce.output], ce.rhs[ce.output]
        told = digits_to_tell(self.lhs, self.rhs)
        self.hidden = told is None
        self.digits = told or FEWEST
        self.points = self._points()

    def _points(self) -> Named:
        ce, (u, v) = self.ce, self.naming.letters
        x = ce.points["x"]
        y = ce.points.get("y")
        named: dict[str, Mapping[str, Term]] = {u: x}
        match ce.law:
            case Law.ADDITIVITY if y is not None:
                named |= {v: y, f"{u} + {v}": {n: simplify_closed(add(x[n], y[n])) for n in x}}
            case Law.AFFINE if y is not None:
                middle = {n: scale(_HALF, simplify_closed(add(x[n], y[n]))) for n in x}
                named |= {v: y, f"({u} + {v})/2": middle}
            case Law.ODD:
                named[f"-{u}"] = {n: simplify_closed(scale(-1, t)) for n, t in x.items()}
            case _ if isinstance(ce.scalar, Const):
                a, factor = self.naming.scalar, ce.scalar.value
                named[f"{a}*{u}"] = {n: simplify_closed(scale(factor, t)) for n, t in x.items()}
            case _:
                pass
        return named

    def chosen(self) -> str:
        """u = -1 and v = 1, with the factor and the parameters where there are any."""
        words = [f"${name} = {self.naming.point(p)}$" for name, p in list(self.points.items())[:-1]]
        if self.ce.scalar is not None:
            words.append(f"${self.naming.scalar} = {term_to_human(self.ce.scalar)}$")
        text = " and ".join(words)
        parameters = parameters_text(self.ce)
        given = ", ".join(f"${part}$" for part in parameters.split(", "))
        return f"{text}, for {given}" if parameters else text

    def arithmetic(self) -> Formulas:
        """Every value, then the two sides of the law."""
        *given, (total, point) = self.points.items()
        lines = [self._value_line(name, p) for name, p in dict(given).items()]
        lines += [self._right_side(), self._left_side(total, point)]
        return Formulas(tuple(dict.fromkeys(lines)))

    def _value_line(self, name: str, point: Mapping[str, Term]) -> str:
        f, naming = self.naming.function, self.naming
        found = naming.at(point)
        chain = [f"{f}({name})", f"{f}({naming.arguments(point)})", naming.inserted(point)]
        return equals(chain if found is None else [*chain, self._result(found, chain[-1])])

    def _result(self, found: Term, inserted: str) -> str:
        """The value; only its size where the formula before it says no less."""
        text = value(found, self.digits)
        exact, _, size = text.partition(" ≈ ")
        return f"≈ {size}" if size and inserted and len(exact) >= len(inserted) else text

    def _left_side(self, name: str, point: Mapping[str, Term]) -> str:
        f = self.naming.function
        chain = [f"{f}({name})", f"{f}({self.naming.arguments(point)})"]
        inserted = self.naming.inserted(point)
        return equals([*chain, inserted, self._result(self.lhs, inserted)])

    def _right_side(self) -> str:
        f, (u, v) = self.naming.function, self.naming.letters
        values = [self.naming.at(p) for p in list(self.points.values())[:-1]]
        words = [_bracketed(short_value(t, self.digits)) for t in values if t is not None]
        first, second = (*words, "", "")[:2]
        match self.ce.law:
            case Law.ADDITIVITY:
                chain = [f"{f}({u}) + {f}({v})", f"{first.strip('()')} + {second}"]
            case Law.AFFINE:
                chain = [f"({f}({u}) + {f}({v}))/2", f"({first.strip('()')} + {second})/2"]
            case Law.ODD:
                chain = [f"-{f}({u})"]
            case _:
                a = term_to_human(self.ce.scalar) if self.ce.scalar is not None else ""
                factor = f"({first})" if "/" in first and first[0] != "(" else first
                chain = [f"{self.naming.scalar}*{f}({u})", f"{a} * {factor}"]
        end = value(self.rhs, self.digits)
        rounded = not all(isinstance(t, Const) for t in values)
        if rounded and len(chain) > 1:
            chain[1] = f"≈ {chain[1]}"
            end = f"≈ {short_value(self.rhs, self.digits)}"
        return equals([*chain, end])

    def gap(self) -> str:
        """By how much the two sides differ."""
        difference = simplify_closed(sub(self.lhs, self.rhs))
        size = value(difference).removeprefix("-").replace("≈ -", "≈ ")
        about = "" if isinstance(difference, Const) else "about "
        end = ", too little for these decimals to show" if self.hidden else ""
        return f"The two sides differ by {about}{size.rpartition('≈ ')[2]}{end}."

    def why(self) -> list[Block]:
        """The piece that each point is in, and where the pieces meet."""
        found = pieces(self.operator, self.ce.output)
        if len(found) < 2:
            return [Paragraph(self._single())]
        blocks: list[Block] = []
        located = [(n, p, _home(found, p)) for n, p in self.points.items()]
        items = tuple(self._located(*entry) for entry in located if entry[2] is not None)
        if items:
            blocks.append(Items(items))
        homes = [home for *_, home in located if home is not None]
        alone = bool(homes) and all(home is homes[0] for home in homes)
        said = ([_ALONE] if alone else []) + self._seams(found, alone)
        return [*blocks, *map(Paragraph, said)]

    def _located(self, name: str, point: Mapping[str, Term], home: Piece | None) -> str:
        assert home is not None
        f, inputs = self.naming.function, ", ".join(self.operator.inputs)
        where = guard_to_human(condition(home))
        return (
            f"${name} = {self.naming.point(point)}$ lies where ${where}$; "
            f"there ${f}({inputs}) = {readable(home.term)}$."
        )

    def _single(self) -> str:
        f, naming = self.naming.function, self.naming
        origin = dict.fromkeys(self.operator.inputs, _ZERO)
        at_origin = naming.at(origin)
        if at_origin is not None and not (isinstance(at_origin, Const) and at_origin.value == 0):
            return (
                f"Every linear function is 0 at the origin, for ${f}(0*u) = 0*{f}(u)$. This one "
                f"is not: ${equals([f'{f}({naming.arguments(origin)})', value(at_origin)])}$."
            )
        return _COURSES[course(self.operator, self.ce.output)]

    def _seams(self, found: Sequence[Piece], alone: bool) -> list[str]:
        if len(self.operator.inputs) != 1:
            return [] if alone else [_CREASE]
        name = self.operator.inputs[0]
        lines = intervals(found, name)
        return [turn_text(turn, name) for turn in turns(lines, name)]


def turn_text(turn: Turn, name: str) -> str:
    """What happens to the graph where two pieces meet."""
    at = f"${name} = {term_to_human(const(turn.at))}$"
    if turn.jumps:
        return f"At {at} the graph jumps: from {value(turn.left)} to {value(turn.right)}."
    before, after = turn.before.slope, turn.after.slope
    if turn.bends and before is not None and after is not None:
        return (
            f"At {at} the graph has a kink: its slope is {readable(before)} on the left and "
            f"{readable(after)} on the right."
        )
    return f"At {at} one formula takes over from the other; no straight line has both."


def _home(found: Sequence[Piece], point: Mapping[str, Term]) -> Piece | None:
    return next((piece for piece in found if piece.contains(point)), None)


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
