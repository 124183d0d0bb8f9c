"""Why a law fails: the points, every value on the way, and the piece that each point is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq

from symlin.decision.values import holds
from symlin.decision.verdict import Counterexample
from symlin.kernel.claim import Law
from symlin.kernel.statements.instances import Evaluation
from symlin.kernel.term import Term, const, ne
from symlin.language.formula import equation, half, plus, scaled
from symlin.language.operator import Operator
from symlin.language.spoken import tree_human
from symlin.language.tree import Grouped, Name, Negative, Number, Product, Sum, Times, Tree
from symlin.language.wording import tree_of
from symlin.report.formats.document import Block, Formulas, Items, Paragraph
from symlin.report.formats.parts import Formula, Text, listed
from symlin.report.formats.sentence import say
from symlin.report.shape.instance import fixed
from symlin.report.shape.pieces import Piece, Pieces, bend, condition, course
from symlin.report.shape.stretches import Turn, stretches, turns
from symlin.report.words.counterexample import parameter_values, rounding_misleads
from symlin.report.words.decimals import FEWEST, digits_to_tell
from symlin.report.words.naming import Naming, amount, magnitude, readable, short_value, value
from symlin.report.words.sides import Member, Members, joined

Named = Mapping[Tree, Mapping[str, Term]]
"""The points of the argument by what they are called in it: u, v, u + v."""


_ZERO = const(0)
_ALONE = "All of them lie in the same piece, and the formula there is not linear by itself."
_CREASE = (
    "The points do not all lie in the same piece. Each piece has a formula of its own, and where "
    "two of them meet the graph bends or breaks: no single matrix fits both."
)
_SEAM = (
    "The points do not all lie in the same piece. Each piece has a formula of its own, and no "
    "single matrix fits at all of these points."
)
"""The same of pieces that may meet without a kink: curved ones, and two with one formula."""


_COURSES = {
    "smooth": "There is no kink and no jump to blame: one formula holds for all inputs, but its "
    "graph is curved.",
    "rounded": "One formula holds, which rounds down, and is not that of a matrix.",
    "other": "One formula holds wherever there is a value, but it is not that of a matrix.",
}


class BrokenLaw:
    """A counterexample, ready to be told."""

    def __init__(self, operator: Operator, ce: Counterexample) -> None:
        self.ce = ce
        self.operator = fixed(operator, ce.parameters)
        self.naming = Naming(self.operator, ce.output, operator.parameters)
        self.lhs, self.rhs = ce.lhs[ce.output], ce.rhs[ce.output]
        told = digits_to_tell(self.lhs, self.rhs)
        self.hidden = told is None
        self.digits = told or FEWEST
        self.places = self._places()

    def _places(self) -> Mapping[Tree, Evaluation]:
        """The points with the values there, in the order of the argument: the left side's last."""
        u, v = map(Name, self.naming.letters)
        whole, *others = self.ce.instance.places
        names: list[Tree]
        match self.ce.law:
            case Law.ADDITIVITY:
                names = [u, v, Sum((u, v))]
            case Law.AFFINE:
                names = [u, v, half(Sum((u, v)))]
            case Law.ODD:
                names = [u, Negative(u)]
            case _:
                names = [u, scaled(Name(self.naming.scalar), u)]
        return dict(zip(names, [*others, whole], strict=True))

    @property
    def points(self) -> Named:
        """The points by what they are called."""
        return {name: place.point for name, place in self.places.items()}

    def at(self, name: Tree) -> Term:
        """The value at one of the points, in the output that is told about."""
        return self.places[name].values[self.ce.output]

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
        *given, total = self.places
        chains = [*map(self._value_line, given), self._right_side(), self._value_line(total)]
        lines = {tree_human(chain): chain for chain in chains}
        return Formulas(tuple((Formula(chain),) for chain in lines.values()))

    def _value_line(self, name: Tree) -> Tree:
        steps = self._put_in(name, self.places[name].point)
        return joined((*steps, *self._result(self.at(name), steps)))

    def _put_in(self, name: Tree, point: Mapping[str, Term]) -> Members:
        """f(u) = f(-1) = max(-1, 0), as far as that can be written."""
        naming = self.naming
        first = Member(naming.f(name)), Member(naming.f(*naming.arguments(point)))
        return (*first, *naming.inserted(point))

    def _result(self, found: Term, steps: Members) -> Members:
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
        *given, _ = self.places
        shown = [short_value(self.at(name), self.digits) for name in given]
        steps = [Member(self.law_side())]
        middle = self._numbers([step.tree for step in shown])
        about = [step.about for step in shown]
        if middle is None or rounding_misleads(self.ce, about, self.digits):
            return joined((*steps, *value(self.rhs, self.digits)))
        rounded = any(about)
        steps.append(Member(middle, rounded))
        if rounded:
            return joined((*steps, Member(short_value(self.rhs, self.digits).tree, True)))
        return joined((*steps, *value(self.rhs, self.digits)))

    def _numbers(self, values: Sequence[Tree]) -> Tree | None:
        """The right side with the values in it; nothing where it is short."""
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
        *_, last = value(magnitude(self.ce.instance.gap))
        return say(
            "The two sides differ by {about}{size}{end}.",
            about="about " if last.about else "",
            size=(amount(last.tree),),
            end=", too little for these decimals to show" if self.hidden else "",
        )

    def why(self, pieces: Pieces) -> list[Block]:
        """The piece that each point is in, and where the pieces meet."""
        found = pieces.of(self.operator, self.ce.output)
        if len(found) < 2:
            return [Paragraph(text) for text in self._single(found)]
        located = [(n, p, _home(found, p)) for n, p in self.points.items()]
        items = tuple(self._located(n, p, home) for n, p, home in located if home is not None)
        homes = [home for *_, home in located if home is not None]
        several = len(set(homes)) > 1
        said: list[Text] = [_ALONE] if len(homes) == len(located) and not several else []
        if len(self.operator.inputs) == 1:
            said += self._seams(found)
        elif several:
            said.append(_CREASE if bend(found) else _SEAM)
        blocks: list[Block] = [Items(items)] if items else []
        return [*blocks, *map(Paragraph, said)]

    def _located(self, name: Tree, at: Mapping[str, Term], home: Piece) -> Text:
        naming = self.naming
        return say(
            "{place} lies where {where}; there {formula}.",
            place=equation(name, naming.place(at)),
            where=tree_of(condition(home)),
            formula=equation(naming.f(*naming.inputs), readable(home.term)),
        )

    def _single(self, found: Sequence[Piece]) -> list[Text]:
        """Where there are no pieces to speak of, or they are not known."""
        naming = self.naming
        origin = dict.fromkeys(self.operator.inputs, _ZERO)
        at_origin = naming.at(origin)
        if at_origin is None or holds(ne(at_origin)) is not True:
            kind = course(self.operator, self.ce.output)
            return [_COURSES[kind]] if found or kind != "other" else []
        zero, u = Number(0), Name("u")
        said = say(
            "Every linear function is 0 at the origin, for {law}. This one is not: {here}.",
            law=equation(naming.f(scaled(zero, u)), scaled(zero, naming.f(u))),
            here=joined((Member(naming.f(*naming.arguments(origin))), *value(at_origin))),
        )
        return [said]

    def _seams(self, found: Sequence[Piece]) -> list[Text]:
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
    if turn.jumps and turn.left is not None and turn.right is not None:
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
    end = "; no straight line has both" if turn.curves else ""
    return say("At {at} one formula takes over from the other{end}.", at=at, end=end)


def _stated(term: Term) -> Text:
    """A value within a sentence, with its size where it has one."""
    steps = value(term)
    return (amount(steps[0].tree),) if len(steps) == 1 else (Formula(joined(steps)),)


def _home(found: Sequence[Piece], point: Mapping[str, Term]) -> Piece | None:
    return next((piece for piece in found if piece.contains(point)), None)
