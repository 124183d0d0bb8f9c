"""Why a law fails: the points, every value on the way, and the piece that each point is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq

from symlin.decision.verdict import Counterexample
from symlin.exact.values import simplify_closed
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, Term, add, const, scale, sub
from symlin.language.formula import equation, half, plus, scaled
from symlin.language.operator import Operator
from symlin.language.spoken import tree_human
from symlin.language.tree import Grouped, Name, Negative, Number, Product, Sum, Times, Tree
from symlin.language.wording import tree_of
from symlin.report.formats.document import Block, Formula, Formulas, Items, Paragraph, Text, listed
from symlin.report.formats.sentence import say
from symlin.report.shape.instance import fixed
from symlin.report.shape.pieces import Piece, condition, course, pieces
from symlin.report.shape.stretches import Turn, stretches, turns
from symlin.report.words.counterexample import parameter_values
from symlin.report.words.decimals import FEWEST, digits_to_tell
from symlin.report.words.naming import Naming, amount, magnitude, readable, short_value, value
from symlin.report.words.sides import Step, Steps, joined

Named = Mapping[Tree, Mapping[str, Term]]
"""The points of the argument by what they are called in it: u, v, u + v."""


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
        ce = self.ce
        u, v = map(Name, self.naming.letters)
        x = ce.points["x"]
        y = ce.points.get("y")
        named: dict[Tree, Mapping[str, Term]] = {u: x}
        match ce.law:
            case Law.ADDITIVITY if y is not None:
                named |= {v: y, Sum((u, v)): {n: simplify_closed(add(x[n], y[n])) for n in x}}
            case Law.AFFINE if y is not None:
                middle = {n: scale(_HALF, simplify_closed(add(x[n], y[n]))) for n in x}
                named |= {v: y, half(Sum((u, v))): middle}
            case Law.ODD:
                named[Negative(u)] = {n: simplify_closed(scale(-1, t)) for n, t in x.items()}
            case _ if isinstance(ce.scalar, Const):
                a, factor = Name(self.naming.scalar), ce.scalar.value
                named[scaled(a, u)] = {n: simplify_closed(scale(factor, t)) for n, t in x.items()}
            case _:
                pass
        return named

    def chosen(self) -> Text:
        """u = -1 and v = 1, with the factor and the parameters where there are any."""
        *given, _ = self.points.items()
        shown = [equation(name, self.naming.place(point)) for name, point in given]
        if self.ce.scalar is not None:
            shown.append(equation(Name(self.naming.scalar), tree_of(self.ce.scalar)))
        text = listed(((Formula(tree),) for tree in shown), " and ")
        parameters = listed((Formula(tree),) for tree in parameter_values(self.ce))
        if not self.ce.parameters:
            return text
        return say("{text}, for {parameters}", text=text, parameters=parameters)

    def arithmetic(self) -> Formulas:
        """Every value, then the two sides of the law."""
        *given, (total, point) = self.points.items()
        chains = [self._value_line(name, at) for name, at in given]
        chains += [self._right_side(), self._left_side(total, point)]
        lines = {tree_human(chain): chain for chain in chains}
        return Formulas(tuple((Formula(chain),) for chain in lines.values()))

    def _value_line(self, name: Tree, point: Mapping[str, Term]) -> Tree:
        found = self.naming.at(point)
        steps = self._put_in(name, point)
        return joined(steps if found is None else (*steps, *self._result(found, steps)))

    def _left_side(self, name: Tree, point: Mapping[str, Term]) -> Tree:
        steps = self._put_in(name, point)
        return joined((*steps, *self._result(self.lhs, steps)))

    def _put_in(self, name: Tree, point: Mapping[str, Term]) -> Steps:
        """f(u) = f(-1) = max(-1, 0), as far as that can be written."""
        naming = self.naming
        first = Step(naming.f(name)), Step(naming.f(*naming.arguments(point)))
        return (*first, *naming.inserted(point))

    def _result(self, found: Term, steps: Steps) -> Steps:
        """The value; only its size where the formula before it says no less."""
        shown = value(found, self.digits)
        inserted = steps[2:]
        if len(shown) == 2 and inserted:
            exact, before = (tree_human(step.tree) for step in (shown[0], inserted[0]))
            return shown if len(exact) < len(before) else shown[1:]
        return shown

    def law_side(self) -> Tree:
        """What f at the last point would be, if the law held: f(u) + f(v)."""
        u, v = (self.naming.f(Name(letter)) for letter in self.naming.letters)
        match self.ce.law:
            case Law.ADDITIVITY:
                return Sum((u, v))
            case Law.AFFINE:
                return half(Sum((u, v)))
            case Law.ODD:
                return Negative(u)
            case _:
                return scaled(Name(self.naming.scalar), u)

    def _right_side(self) -> Tree:
        """f(u) + f(v) = 0 + 1 = 1; from the first rounded value on, ≈."""
        found = [self.naming.at(p) for p in list(self.points.values())[:-1]]
        shown = [short_value(term, self.digits) for term in found if term is not None]
        steps = [Step(self.law_side())]
        middle = self._numbers([step.tree for step in shown])
        if middle is None:
            return joined((*steps, *value(self.rhs, self.digits)))
        rounded = any(step.about for step in shown)
        steps.append(Step(middle, rounded))
        if rounded:
            return joined((*steps, Step(short_value(self.rhs, self.digits).tree, True)))
        return joined((*steps, *value(self.rhs, self.digits)))

    def _numbers(self, values: Sequence[Tree]) -> Tree | None:
        """The right side with the values in it; nothing where one is not known, or it is short."""
        match self.ce.law, values:
            case Law.ADDITIVITY, [first, second]:
                return plus(first, second)
            case Law.AFFINE, [first, second]:
                return half(plus(first, second))
            case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY, [first] if self.ce.scalar is not None:
                return Times((tree_of(self.ce.scalar), _factor(first)))
            case _:
                return None

    def gap(self) -> Text:
        """By how much the two sides differ."""
        difference = simplify_closed(sub(self.lhs, self.rhs))
        *_, last = value(magnitude(difference))
        return say(
            "The two sides differ by {about}{size}{end}.",
            about="about " if last.about else "",
            size=(amount(last.tree),),
            end=", too little for these decimals to show" if self.hidden else "",
        )

    def why(self) -> list[Block]:
        """The piece that each point is in, and where the pieces meet."""
        found = pieces(self.operator, self.ce.output)
        if len(found) < 2:
            return [Paragraph(self._single())]
        blocks: list[Block] = []
        located = [(n, p, _home(found, p)) for n, p in self.points.items()]
        items = tuple(self._located(n, p, home) for n, p, home in located if home is not None)
        if items:
            blocks.append(Items(items))
        homes = [home for *_, home in located if home is not None]
        alone = bool(homes) and all(home is homes[0] for home in homes)
        said: list[Text] = [_ALONE] if alone else []
        return [*blocks, *map(Paragraph, said + self._seams(found, alone))]

    def _located(self, name: Tree, at: Mapping[str, Term], home: Piece) -> Text:
        naming = self.naming
        return say(
            "{place} lies where {where}; there {formula}.",
            place=equation(name, naming.place(at)),
            where=tree_of(condition(home)),
            formula=equation(naming.f(*naming.inputs), readable(home.term)),
        )

    def _single(self) -> Text:
        naming = self.naming
        origin = dict.fromkeys(self.operator.inputs, _ZERO)
        at_origin = naming.at(origin)
        if at_origin is None or (isinstance(at_origin, Const) and at_origin.value == 0):
            return _COURSES[course(self.operator, self.ce.output)]
        zero, u = Number(0), Name("u")
        return say(
            "Every linear function is 0 at the origin, for {law}. This one is not: {here}.",
            law=equation(naming.f(scaled(zero, u)), scaled(zero, naming.f(u))),
            here=joined((Step(naming.f(*naming.arguments(origin))), *value(at_origin))),
        )

    def _seams(self, found: Sequence[Piece], alone: bool) -> list[Text]:
        if len(self.operator.inputs) != 1:
            return [] if alone else [_CREASE]
        name = self.operator.inputs[0]
        lines = stretches(found, name)
        return [turn_text(turn, name) for turn in turns(lines, name)]


def _factor(tree: Tree) -> Tree:
    """A value behind a factor: -1 * (1/2)."""
    stroke = isinstance(tree, Number) and isinstance(tree.value, fmpq)
    return Grouped(tree) if stroke or isinstance(tree, Product) else tree


def turn_text(turn: Turn, name: str) -> Text:
    """What happens to the graph where two pieces meet."""
    at = equation(Name(name), tree_of(const(turn.at)))
    before, after = turn.before.slope, turn.after.slope
    if turn.jumps:
        return say(
            "At {at} the graph jumps: from {left} to {right}.",
            at=at, left=_stated(turn.left), right=_stated(turn.right),
        )  # fmt: skip
    if turn.bends and before is not None and after is not None:
        return say(
            "At {at} the graph has a kink: its slope is {before} on the left and {after} on the "
            "right.",
            at=at, before=(amount(readable(before)),), after=(amount(readable(after)),),
        )  # fmt: skip
    return say("At {at} one formula takes over from the other; no straight line has both.", at=at)


def _stated(term: Term) -> Text:
    """A value within a sentence, with its size where it has one."""
    steps = value(term)
    return (amount(steps[0].tree),) if len(steps) == 1 else (Formula(joined(steps)),)


def _home(found: Sequence[Piece], point: Mapping[str, Term]) -> Piece | None:
    return next((piece for piece in found if piece.contains(point)), None)
