"""A counterexample with its arithmetic written out: f(-1 + 1) = f(0) = 0, but f(-1) + f(1) = 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from symlin.decision.verdict import Counterexample
from symlin.kernel.term import Const, Term, mul, neg, sub
from symlin.language.formula import apart, equation, point
from symlin.language.operator import Operator, Placed
from symlin.language.spoken import tree_human
from symlin.language.tree import (
    Chain,
    Grouped,
    Name,
    Negative,
    Noted,
    Sum,
    Times,
    Tree,
    Value,
)
from symlin.language.wording import tree_of
from symlin.report.formats.parts import Formula, Text, listed, plainly
from symlin.report.words.decimals import digits_to_tell, misleads, padded, padded_number
from symlin.report.words.sides import Lettering, Member, Members, Point, entries, joined, sides
from symlin.report.words.spaced import (
    IMAGINARY,
    complex_tree,
    point_trees,
    value_tree,
    whole_value,
)

if TYPE_CHECKING:
    from symlin.decision.complex_claim import ComplexCounterexample

FEWEST = 3
"""How many digits a decimal has at least."""
LONGEST_STEP = 12
"""An intermediate value that is not rational is shown as a decimal from this length on."""
LONGEST_VALUE = 28
"""A longer exact value is shown as a decimal; the JSON has it in full."""
LONGEST_POINT = 24
"""A point that takes more than this is given a letter, and described below."""


class Letter(NamedTuple):
    """A letter for a point that is too long to be written inline, and what it stands for."""

    name: str
    point: Text

    @property
    def text(self) -> Text:
        """u: x3 = 1, x7 = -2, the others 0."""
        return (f"{self.name}: ", *self.point)


class Written(NamedTuple):
    """A counterexample worked out: two chains of equations that should meet, and do not."""

    lhs: Members
    rhs: Members
    parameters: tuple[Chain, ...] = ()
    """The parameter values that it is for: alpha = 0."""
    letters: tuple[Letter, ...] = ()


def sentence(example: Written) -> str:
    """The counterexample in one line of any length."""
    letters = "".join(f"; with {plainly(letter.text)}" for letter in example.letters)
    lhs, rhs = (tree_human(joined(side)) for side in (example.lhs, example.rhs))
    head = f"{given(example.parameters)} " if example.parameters else ""
    return f"{head}{lhs} but {rhs}{letters}"


def given(parameters: Sequence[Chain]) -> str:
    """For which parameter values something is said: "for alpha = 0:"; nothing without any."""
    return f"for {', '.join(map(tree_human, parameters))}:" if parameters else ""


class _Values(NamedTuple):
    """Closed terms as steps of a chain, with just enough digits to tell the sides apart."""

    digits: int

    def step(self, term: Term, longest: int = LONGEST_VALUE) -> Member:
        exact = tree_of(term)
        most = LONGEST_VALUE if isinstance(term, Const) else longest
        if len(tree_human(exact)) <= most:
            return Member(exact)
        size = self.decimal(term)
        return Member(exact) if size is None else Member(size, True)

    def decimal(self, term: Term) -> Tree | None:
        found = padded_number(term, self.digits)
        return None if found is None else padded(found, self.digits)

    def steps(self, terms: Sequence[Term]) -> list[Member]:
        """Intermediate values: exact if all of them are short, else as decimals."""
        texts = (tree_human(tree_of(term)) for term in terms)
        longest = LONGEST_VALUE if all(len(text) <= LONGEST_STEP for text in texts) else 0
        return [self.step(term, longest) for term in terms]

    def ended(self, steps: Members, term: Term) -> Members:
        """The steps with the exact value and, unless that is rational, its size."""
        step, size = self.step(term), self.decimal(term)
        if size is None or (isinstance(term, Const) and not step.about):
            return (*steps, step)
        rounded = step.about or any(s.about for s in steps)
        return (*steps, Member(size, True)) if rounded else (*steps, step, Member(size, True))

    def noted(self, steps: Members, lhs: Term, rhs: Term) -> Members:
        """The right side, and by how much it misses the left one where no digit shows it."""
        gap = padded_number(sub(rhs, lhs), self.digits)
        if not gap or digits_to_tell(lhs, rhs, self.digits) is not None:
            return steps
        size = tree_human(padded(abs(gap), self.digits))
        noted = Noted(steps[-1].tree, f"{size} {'more' if gap > 0 else 'less'}")
        return (*steps[:-1], Member(noted, steps[-1].about))


def described(point: Point, names: Sequence[str], most: int = 6) -> Text:
    """A long point by its entries that are not 0: "x3 = 1, x7 = -2, the others 0"."""
    shown = [
        Formula(equation(Name(name), tree_of(value)))
        for name, value in zip(names, point, strict=True)
        if getattr(value, "value", None) != 0
    ]
    rest = ", the others 0" if len(shown) < len(point) else ""
    if len(shown) > most:
        return (*listed((f,) for f in shown[:most]), f", ... ({len(shown)} entries{rest})")
    return (*listed((f,) for f in shown), rest) if shown else ("all entries 0",)


def output_index(operator: Operator, output: int) -> tuple[int, ...]:
    """What stands below f: nothing for a single output, 2 for the second of several, (1, 2) where
    outputs have a shape."""
    if len(operator.outputs) == 1:
        return ()
    shape = operator.shape_out
    if operator.space is not None:
        whole = operator.space.output
        shape = () if whole.is_complex or whole.degree is not None else whole.shape
    if shape is None or len(shape) <= 1:
        return (output + 1,)
    index: list[int] = []
    for size in reversed(shape):
        output, k = divmod(output, size)
        index.append(k + 1)
    return tuple(reversed(index))


def _letters(
    points: Sequence[Point], shown: Callable[[Point], tuple[Tree, ...]] = entries
) -> dict[Point, str]:
    lengths = (len(", ".join(map(tree_human, shown(point)))) for point in points)
    if all(length <= LONGEST_POINT for length in lengths):
        return {}
    return dict(zip(points, "uvwxyz", strict=False))


def parameter_values(counterexample: Counterexample) -> tuple[Chain, ...]:
    """The parameter values that it is for: alpha = 0, b = 1; empty when there are none."""
    pairs = counterexample.parameters.items()
    return tuple(equation(Name(name), tree_of(value)) for name, value in pairs)


def written(operator: Operator, counterexample: Counterexample) -> Written:
    """The law's two sides at the points, each with its intermediate values."""
    ce, k = counterexample, counterexample.output
    whole, *places = ce.instance.places
    points = [tuple(place.point.values()) for place in places]
    if type(ce) is not Counterexample:
        from symlin.decision.complex_claim import ComplexCounterexample

        if isinstance(ce, ComplexCounterexample):
            return over_complex(operator, ce)
    if operator.space is not None:
        whole_values = _whole(operator.space, ce, points)
        if whole_values is not None:
            return whole_values
    letters = _letters(points)
    lettering = _lettering(operator, k, letters)
    values = _Values(digits_to_tell(ce.lhs[k], ce.rhs[k], FEWEST) or FEWEST)
    steps = values.steps([place.values[k] for place in places])
    all_points = [tuple(whole.point.values()), *points]
    lhs, rhs = sides(ce, all_points, steps, lettering)
    if rounding_misleads(ce, [step.about for step in steps], values.digits):
        rhs = rhs[:1]
    return _ended(operator, ce, values, (lhs, rhs), letters)


def over_complex(operator: Operator, ce: ComplexCounterexample) -> Written:
    """f(i * 1) = -i but i * f(1) = i, and the same of differences."""
    placed = operator.space
    assert placed is not None, "only what has complex inputs has laws over C"
    points = [tuple(point.values()) for point in ce.points.values()]
    c: Tree = Name(IMAGINARY) if ce.factor is None else complex_tree(*ce.factor)
    factor = Grouped(c) if isinstance(c, Sum) else c

    def f(argument: Tree) -> Tree:
        return Value("f", (argument,), ())

    shown = [point(point_trees(placed, at)) for at in points]
    inner = [f(Times((factor, apart(at)))) for at in shown]
    outer = [f(at) for at in shown]
    left = inner[0] if len(inner) == 1 else Sum((inner[0], Negative(inner[1])))
    right = outer[0] if len(outer) == 1 else Grouped(Sum((outer[0], Negative(outer[1]))))
    ends = [value_tree(placed.output, side) for side in (ce.lhs, ce.rhs)]
    return Written(
        (Member(left), Member(ends[0])),
        (Member(Times((factor, right))), Member(ends[1])),
        parameter_values(ce),
    )


def _lettering(operator: Operator, output: int, letters: Mapping[Point, str]) -> Lettering:
    """How a point is shown, and which part of a value an output is."""
    placed = operator.space
    if placed is None:
        return Lettering("f", output_index(operator, output), letters)
    shown = partial(point_trees, placed)
    if not placed.output.is_complex:
        return Lettering("f", output_index(operator, output), letters, shown)
    index = () if placed.output.size == 1 else (output // 2 + 1,)
    return Lettering("f", index, letters, shown, ("re", "im")[output % 2])


def _whole(placed: Placed, ce: Counterexample, points: Sequence[Point]) -> Written | None:
    """The sides with all outputs at once: matrices, vectors, complex numbers, polynomials."""
    whole, *places = ce.instance.places
    found = [whole_value(placed, values) for values in
             (*(place.values for place in places), ce.lhs, ce.rhs)]  # fmt: skip
    trees = [tree for tree in found if tree is not None]
    if len(trees) < len(found):
        return None
    *steps, left, right = map(Member, trees)
    letters = _letters(points, partial(point_trees, placed))
    lettering = Lettering("f", (), letters, partial(point_trees, placed))
    lhs, rhs = sides(ce, [tuple(whole.point.values()), *points], steps, lettering)
    named = tuple(
        Letter(name, (Formula(point(point_trees(placed, at))),)) for at, name in letters.items()
    )
    return Written((*lhs, left), (*rhs, right), parameter_values(ce), named)


def rounding_misleads(ce: Counterexample, rounded: Sequence[bool], digits: int) -> bool:
    """Whether the right side, with some of its values rounded, does not come to its value."""
    weights, places = ce.instance.weights[1:], ce.instance.places[1:]
    parts = [
        mul(neg(weight), place.values[ce.output])
        for weight, place in zip(weights, places, strict=True)
    ]
    return any(rounded) and misleads(parts, rounded, ce.rhs[ce.output], digits)


def difference(f: Operator, g: Operator, ce: Counterexample) -> Written:
    """The point at which two operators differ, and their values there."""
    k = ce.output
    at = tuple(ce.points["x"][n] for n in f.inputs)
    letters = _letters([at])
    values = _Values(digits_to_tell(ce.lhs[k], ce.rhs[k], FEWEST) or FEWEST)
    at_f = _lettering(f, k, letters).f(at)
    at_g = _lettering(g, k, letters)._replace(function="g").f(at)
    return _ended(f, ce, values, ((Member(at_f),), (Member(at_g),)), letters)


def _ended(
    operator: Operator,
    ce: Counterexample,
    values: _Values,
    both: tuple[Members, Members],
    letters: Mapping[Point, str],
) -> Written:
    (lhs, rhs), (left, right) = both, (ce.lhs[ce.output], ce.rhs[ce.output])
    return Written(
        values.ended(lhs, left),
        values.noted(values.ended(rhs, right), left, right),
        parameter_values(ce),
        tuple(Letter(name, described(p, operator.inputs)) for p, name in letters.items()),
    )
