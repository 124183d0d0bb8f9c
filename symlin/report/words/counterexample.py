"""A counterexample with its arithmetic written out: f(-1 + 1) = f(0) = 0, but f(-1) + f(1) = 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from symlin.decision.verdict import Counterexample
from symlin.kernel.term import Const, Term, sub
from symlin.language.operator import Operator
from symlin.language.printing import term_to_human
from symlin.report.words.decimals import digits_to_tell, number, padded
from symlin.report.words.sides import Chain, Notation, Point, Step, point_text, sides

ValuesAt = Callable[[Operator, Mapping[str, Term], Mapping[str, Term]], tuple[Term, ...] | None]

FEWEST = 3
"""How many digits a decimal has at least."""
LONGEST_STEP = 12
"""An intermediate value that is not rational is shown as a decimal from this length on."""
LONGEST_VALUE = 28
"""A longer exact value is shown as a decimal; the JSON has it in full."""
LONGEST_POINT = 24
"""A point that takes more than this is given a letter, and described below."""


@dataclass(frozen=True)
class Arithmetic:
    """How to evaluate: exactly at a closed point, and a closed term to so many digits."""

    values_at: ValuesAt
    number: Callable[[Term, int], Decimal | None]


def default_arithmetic() -> Arithmetic:
    """The arithmetic of the search."""
    from symlin.report.shape.floats import values_at

    return Arithmetic(values_at, number)


@dataclass(frozen=True)
class Written:
    """A counterexample in words: two chains of equations that should meet, and do not."""

    lhs: Chain
    rhs: Chain
    parameters: str = ""
    letters: tuple[str, ...] = field(default=())
    """What the letters in the chains stand for, when points are too long to write inline."""


def joined(chain: Chain) -> str:
    """The chain as one equation, without saying the same thing twice in a row."""
    text, last = "", ""
    for step in chain:
        if step.text != last:
            text += ((" ≈ " if step.about else " = ") if text else "") + step.text
        last = step.text
    return text


def sentence(example: Written) -> str:
    """The counterexample in one line of any length."""
    head = f"for {example.parameters}: " if example.parameters else ""
    letters = "".join(f"; with {letter}" for letter in example.letters)
    return f"{head}{joined(example.lhs)} but {joined(example.rhs)}{letters}"


@dataclass(frozen=True)
class _Values:
    """Closed terms as steps of a chain, with just enough digits to tell the sides apart."""

    arithmetic: Arithmetic
    digits: int

    def text(self, term: Term, longest: int = LONGEST_VALUE) -> Step:
        exact = term_to_human(term)
        if len(exact) <= (LONGEST_VALUE if isinstance(term, Const) else longest):
            return Step(exact)
        size = self.decimal(term)
        return Step(exact) if size is None else Step(size, True)

    def decimal(self, term: Term) -> str | None:
        found = self.arithmetic.number(term, self.digits)
        return None if found is None else padded(found, self.digits)

    def steps(self, terms: Sequence[Term | None]) -> list[Step | None]:
        """Intermediate values: exact if all of them are short, else as decimals."""
        short = all(t is None or len(term_to_human(t)) <= LONGEST_STEP for t in terms)
        longest = LONGEST_VALUE if short else 0
        return [None if t is None else self.text(t, longest) for t in terms]

    def ended(self, chain: Chain, term: Term) -> Chain:
        """The chain with its exact value and, unless that is rational, its size."""
        step, size = self.text(term), self.decimal(term)
        if size is None or (isinstance(term, Const) and not step.about):
            return (*chain, step)
        rounded = step.about or any(s.about for s in chain)
        return (*chain, Step(size, True)) if rounded else (*chain, step, Step(size, True))

    def noted(self, chain: Chain, lhs: Term, rhs: Term) -> Chain:
        """The right side, and by how much it misses the left one where no digit shows it."""
        gap = self.arithmetic.number(sub(rhs, lhs), self.digits)
        if not gap or digits_to_tell(lhs, rhs, self.digits) is not None:
            return chain
        size = f"{padded(abs(gap), self.digits)} {'more' if gap > 0 else 'less'}"
        return (*chain[:-1], Step(f"{chain[-1].text} ({size})", chain[-1].about))


def described(point: Point, names: Sequence[str], most: int = 6) -> str:
    """A long point by its entries that are not 0: "x3 = 1, x7 = -2, the others 0"."""
    pairs = zip(names, point, strict=True)
    entries = [f"{n} = {term_to_human(v)}" for n, v in pairs if getattr(v, "value", None) != 0]
    rest = ", the others 0" if len(entries) < len(point) else ""
    if len(entries) > most:
        return ", ".join(entries[:most]) + f", ... ({len(entries)} entries{rest})"
    return (", ".join(entries) + rest) if entries else "all entries 0"


def output_name(operator: Operator, output: int, name: str = "f") -> str:
    """f, or f_2 for the second of several outputs, f_(1,2) where outputs have a shape."""
    if len(operator.outputs) == 1:
        return name
    shape = operator.shape_out
    if shape is None or len(shape) <= 1:
        return f"{name}_{output + 1}"
    index: list[int] = []
    for size in reversed(shape):
        output, k = divmod(output, size)
        index.append(k + 1)
    return f"{name}_({','.join(map(str, reversed(index)))})"


def _letters(points: Sequence[Point]) -> dict[Point, str]:
    if all(len(point_text(point)) <= LONGEST_POINT for point in points):
        return {}
    return dict(zip(points, "uvwxyz", strict=False))


def parameters_text(counterexample: Counterexample) -> str:
    """The parameter values it is for: "alpha = 0, b = 1"; empty when there are none."""
    pairs = counterexample.parameters.items()
    return ", ".join(f"{name} = {term_to_human(value)}" for name, value in pairs)


def written(operator: Operator, counterexample: Counterexample, arithmetic: Arithmetic) -> Written:
    """The law's two sides at the points, each with its intermediate values."""
    ce, k = counterexample, counterexample.output
    points = [tuple(p[n] for n in operator.inputs) for p in ce.points.values()]
    letters = _letters(points)
    notation = Notation(output_name(operator, k), letters)
    values = _Values(arithmetic, digits_to_tell(ce.lhs[k], ce.rhs[k], FEWEST) or FEWEST)
    found = [arithmetic.values_at(operator, point, ce.parameters) for point in ce.points.values()]
    steps = values.steps([None if outputs is None else outputs[k] for outputs in found])
    lhs, rhs = sides(ce, points, steps, notation)
    return Written(
        values.ended(lhs, ce.lhs[k]),
        values.noted(values.ended(rhs, ce.rhs[k]), ce.lhs[k], ce.rhs[k]),
        parameters_text(ce),
        tuple(f"{letters[p]}: {described(p, operator.inputs)}" for p in letters),
    )


def difference(f: Operator, g: Operator, ce: Counterexample, arithmetic: Arithmetic) -> Written:
    """The point at which two operators differ, and their values there."""
    k = ce.output
    point = tuple(ce.points["x"][n] for n in f.inputs)
    letters = _letters([point])
    values = _Values(arithmetic, digits_to_tell(ce.lhs[k], ce.rhs[k], FEWEST) or FEWEST)
    at_f = Notation(output_name(f, k, "f"), letters).f(point)
    at_g = Notation(output_name(g, k, "g"), letters).f(point)
    return Written(
        values.ended((Step(at_f),), ce.lhs[k]),
        values.noted(values.ended((Step(at_g),), ce.rhs[k]), ce.lhs[k], ce.rhs[k]),
        parameters_text(ce),
        tuple(f"{letters[p]}: {described(p, f.inputs)}" for p in letters),
    )
