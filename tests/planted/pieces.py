"""python -m tests.planted.pieces: piecewise affine operators with parameters, drawn from shapes.

What is true of them at many parameter values is found by an evaluator of its own, in fractions.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from random import Random
from statistics import median

from flint import fmpq

from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, const
from symlin.kernel.walk import substitute
from symlin.language.printing import guard_to_text
from symlin.reading.parse import parse_operator

SHAPES = (
    "p*Max(w*x + b, 0)",
    "p*Max(w*x + b, 0) + q*Max(s*x + c, 0)",
    "Max(a*x + b, c*x + d)",
    "Max(a*x + b, c*x + d, e*x + f)",
    "Max(Min(x, a), b)",
    "p*Max(Min(x, a), b) + q*x",
    "Max(Min(x, a), b) + Max(Min(x, c), d)",
    "p*Abs(x - a) + q*Abs(x - b)",
    "p*Abs(x - a) + q*Abs(x - b) + r*Abs(x - c)",
    "Piecewise((p*x, x > a), (q*x, True))",
    "Piecewise((p*x + r, x > a), (q*x + s, True))",
    "Piecewise((p, And(x > a, x < b)), (q*x, True))",
    "a*Abs(x) + b*x + c",
    "Abs(a*x + b) - Abs(c*x + d)",
    "Max(x, a) - Max(x, b)",
    "Max(0, Min(a*x, b))",
    "Abs(Abs(x - a) - b)",
    "Piecewise((x, Abs(x) < a), (b*x, True))",
    "Max(a*x, b*x, c)",
    "Piecewise((p, x > 0), (q, x < 0), (r, True))",
    "x + p*Max(x - a, 0) - q*Max(-x - b, 0)",
    "Max(a - x, x - b, c)",
    "Piecewise((a*x + b, x >= c), (d*x + e, True))",
    "x/(a + 1) + Max(b*x, 0)",
    "Max(p*Max(x, a) + b, 0)",
    "p*Max(x, 0) + q*Max(-x, 0) + r",
)
LAWS = (Law.LINEAR, Law.AFFINE, Law.POSITIVE_HOMOGENEITY, Law.ODD)
NUMBERS = ("-2", "-1", "0", "1", "2", "1/2")
LETTERS = "abcdefpqrsw"
POINTS = 60
"""Parameter values at which each answer is compared."""


# ---- the truth ----


@dataclass
class Place:
    """Where a formula is evaluated; `roots` are the places at which what was compared is 0."""

    at: Fraction
    roots: set[Fraction] = field(default_factory=set)

    def compared(self, line: Line) -> Fraction:
        if line.slope != 0:
            self.roots.add(self.at - line.value / line.slope)
        return line.value


@dataclass(frozen=True)
class Line:
    """A value and a slope."""

    value: Fraction
    slope: Fraction
    place: Place

    def _of(self, other: object) -> Line:
        if isinstance(other, Line):
            return other
        assert isinstance(other, int | float | Fraction)  # (1/2) is a float here, and exact
        return Line(Fraction(other), Fraction(0), self.place)

    def __add__(self, other: object) -> Line:
        b = self._of(other)
        return Line(self.value + b.value, self.slope + b.slope, self.place)

    def __neg__(self) -> Line:
        return Line(-self.value, -self.slope, self.place)

    def __sub__(self, other: object) -> Line:
        return self + -self._of(other)

    def __rsub__(self, other: object) -> Line:
        return self._of(other) - self

    def __mul__(self, other: object) -> Line:
        b = self._of(other)
        slope = self.slope * b.value + b.slope * self.value
        return Line(self.value * b.value, slope, self.place)

    def __truediv__(self, other: object) -> Line:
        b = self._of(other)
        return Line(self.value / b.value, self.slope / b.value, self.place)

    __radd__, __rmul__ = __add__, __mul__

    def __gt__(self, other: object) -> bool:
        return self.place.compared(self - other) > 0

    def __lt__(self, other: object) -> bool:
        return self.place.compared(self - other) < 0

    def __ge__(self, other: object) -> bool:
        return self.place.compared(self - other) >= 0


def _largest(*lines: object) -> Line:
    first = next(line for line in lines if isinstance(line, Line))
    best = first._of(lines[0])
    for line in lines[1:]:
        best = max(best, first._of(line))
    return best


def _smallest(*lines: object) -> Line:
    return -_largest(*(-line if isinstance(line, Line) else -Fraction(str(line)) for line in lines))


def _chosen(*branches: tuple[object, bool]) -> object:
    return next(value for value, holds in branches if holds)


WORDS = {
    "Max": _largest,
    "Min": _smallest,
    "Abs": lambda u: _largest(u, -u),
    "And": lambda *parts: all(parts),
    "Piecewise": _chosen,
}


def _evaluated(
    text: str, values: Mapping[str, Fraction], x: Fraction
) -> tuple[Fraction, set[Fraction]]:
    place = Place(x)
    names = {n: Line(v, Fraction(0), place) for n, v in values.items()}
    found = eval(text, {"__builtins__": {}}, {**WORDS, **names, "x": Line(x, Fraction(1), place)})
    value = found.value if isinstance(found, Line) else Fraction(found)
    return value, place.roots


def truth(text: str, values: Mapping[str, Fraction]) -> dict[Law, bool] | None:
    """Which laws hold for these parameters; None where it has no value."""
    try:
        known: dict[Fraction, Fraction] = {}
        roots = {Fraction(0)}
        while todo := _samples(roots) - known.keys():
            for x in todo:
                known[x], more = _evaluated(text, values, x)
                roots |= more | {-r for r in more}
    except ZeroDivisionError:
        return None
    points = [(x, known[x]) for x in sorted(_samples(roots))]
    (x0, y0), (x1, y1) = points[0], points[1]
    slope = (y1 - y0) / (x1 - x0)
    affine = all(y == y0 + slope * (x - x0) for x, y in points)
    halves = [[(x, y) for x, y in points if sign * x > 0] for sign in (1, -1)]
    cone = known[Fraction(0)] == 0 and all(
        y * half[0][0] == x * half[0][1] for half in halves for x, y in half
    )
    return {
        Law.AFFINE: affine,
        Law.LINEAR: affine and known[Fraction(0)] == 0,
        Law.POSITIVE_HOMOGENEITY: cone,
        Law.ODD: all(known[-x] == -y for x, y in points),
    }


def _samples(roots: Iterable[Fraction]) -> set[Fraction]:
    ends = sorted(roots)
    inner = {x for a, b in pairwise(ends) for x in ((a + b) / 2, (2 * a + b) / 3, (a + 2 * b) / 3)}
    return {*ends, *inner, ends[0] - 1, ends[0] - 2, ends[-1] + 1, ends[-1] + 2}


# ---- draws ----


def drawn(count: int, seed: int) -> Iterator[str]:
    """Texts, one shape after the other, some letters replaced by numbers."""
    rng = Random(seed)
    for k in range(count):
        text = SHAPES[k % len(SHAPES)]
        names = [t for t in dict.fromkeys(_tokens(text)) if len(t) == 1 and t in LETTERS]
        for name in names[1:] if len(names) > 1 else ():
            if rng.random() < 0.3:
                text = _with_number(text, name, rng.choice(NUMBERS))
        yield text


def _tokens(text: str) -> list[str]:
    tokens, word = [], ""
    for c in text:
        if c.isalnum():
            word += c
            continue
        tokens += [word, c] if word else [c]
        word = ""
    return [*tokens, word] if word else tokens


def _with_number(text: str, name: str, number: str) -> str:
    return "".join(f"({number})" if token == name else token for token in _tokens(text))


def parameter_points(names: Sequence[str], seed: int) -> Iterator[dict[str, Fraction]]:
    """Small values, many of them equal, opposite or 0."""
    rng = Random(seed)
    for k in range(POINTS):
        values = rng.sample((0, 1, -1, 2, -2, 3), 1 + k % 3)
        yield {n: Fraction(rng.choice(values), rng.choice((1, 1, 2))) for n in names}


# ---- answers ----


def judged(text: str, seconds: float) -> Iterator[tuple[Law, str, str]]:
    """For each law a word ("right", "wrong", "unknown"), and what was said."""
    operator = parse_operator(text)
    report = decide(operator, seconds)
    points = [(p, truth(text, p)) for p in parameter_points(operator.parameters, len(text))]
    for law in LAWS:
        claim = report.claims[law]
        guard = claim.guard
        words = claim.status.value if guard is None else guard_to_text(guard)
        if claim.status.value == "unknown":
            yield law, "unknown", words
            continue
        wrong = [
            p
            for p, t in points
            if t is not None and t[law] is not _said(claim.status.value, guard, p)
        ]
        yield law, "wrong" if wrong else "right", f"{words} {wrong[:1] or ''}"


def _said(status: str, guard: Guard | None, point: Mapping[str, Fraction]) -> bool | None:
    if guard is None:
        return status == "proved"
    values = {n: const(fmpq(v.numerator, v.denominator)) for n, v in point.items()}
    return Context(()).decide(substitute((guard,), values)[0])


def main() -> int:
    """0 where nothing was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=30.0)
    arguments = parser.parse_args()
    kinds: Counter[str] = Counter()
    times: list[float] = []
    for k, text in enumerate(drawn(arguments.count, arguments.seed)):
        if k < arguments.first:
            continue
        start = time.process_time()
        answers = list(judged(text, arguments.timeout))
        times.append(time.process_time() - start)
        kinds.update(word for _, word, _ in answers)
        print(f"{times[-1]:6.2f} {text}", flush=True)
        for law, word, said in answers:
            print(f"         {word if word != 'right' else '':8}{law.value:22}{said}", flush=True)
    print(
        dict(kinds),
        f"median {median(times):.2f} s, most {max(times):.2f} s, {len(times)} operators",
    )
    return int(kinds["wrong"] > 0)


if __name__ == "__main__":
    sys.exit(main())
