"""The cover of parameter space by cubes, on each of which a law holds, or one witness breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, Term, const, negation
from symlin.kernel.walk import substitute
from symlin.search.cover.candidates import breaches
from symlin.search.cover.charts import Chart, Vocabulary
from symlin.search.cover.cubes import Cube, Cubes, Question, contains
from symlin.search.cover.far import Far, far_pairs
from symlin.search.cover.lines import Line, Ring
from symlin.search.cover.local import LOCAL, Spot, Spots
from symlin.search.cover.pool import first_points, special_points
from symlin.search.cover.question import Case

SECONDS = 4.0
"""For one question to z3: nearly all take some milliseconds."""
CANDIDATES = 4
"""Witnesses at one point of which the one with the largest cube is taken."""
MOST_IDLE = 24
"""Points in a row that say nothing new, after which no more are looked at closely."""
MOST_CUBES = 60
"""Cubes above which no condition is worth reading."""
MATRIX = (Law.LINEAR, Law.AFFINE, Law.HOMOGENEITY)
"""Laws that a matrix proves."""
MOST_LINES = 3
"""Lines of one function that are held against all of it."""
BALANCED = (Law.LINEAR, Law.AFFINE)
Point = dict[str, fmpq]


class Stuck(Exception):
    """The cover was not found."""


class Broken(NamedTuple):
    """Parameters for which one witness breaks the law, or points around one spot do."""

    cube: Cube
    by: Witness | Spot | Far


class Cover(NamedTuple):
    """Cubes that leave nothing out."""

    cubes: Cubes
    holding: tuple[Cube, ...]
    breaking: tuple[Broken, ...]
    points: tuple[Point, ...]
    """Choices of parameters that were tried."""
    spots: Spots | None


class Covering:
    """The search for a cover; raises `NotLines`."""

    def __init__(self, context: Any, case: Case, deadline: Deadline) -> None:
        self.case = case
        self.deadline = deadline
        self.given = case.subject.parameter_facts()
        self.ring = Ring(case.subject.parameters)
        self.vocabulary = Vocabulary(self.ring)
        self.hinges: dict[Any, Line] = {}
        self.points: list[Point] = []
        self._start()
        self.cubes = Cubes(context, self.vocabulary, self.given)
        self.signs = [self.cubes.signs(p) for p in self.points]
        for signs in self.signs:
            for key, mask in signs.items():
                self.cubes.possible[key] = self.cubes.possible.get(key, 0) | mask
        # On a part of the line the points around a threshold may not be there.
        is_local = case.everywhere and case.law in LOCAL
        self.spots = Spots(case, self.cubes, self.hinges) if is_local else None
        self.far = far_pairs(case, self.ring) if is_local and case.law in BALANCED else []
        self.holding: list[Cube] = []
        self.breaking: list[Broken] = []
        self._questions: dict[object, Question] = {}

    # ---- points ----

    def _start(self) -> None:
        """The vocabulary, and points with their signs."""
        # Parameters themselves, for 0 is where most of them change what happens.
        for name in self.ring.names:
            self.vocabulary.add(self.ring.variables[name])
        # Generic points first: cubes around them are the largest, and leave few special ones over.
        for points in (first_points(self.ring.names), special_points(self.ring, self.vocabulary)):
            idle = 0
            for point in points:
                self.deadline.check()
                if self._admitted(point):
                    self.points.append(point)
                    # Most points say what others have said; charts take longer than signs.
                    idle = 0 if idle < MOST_IDLE and self._tells(point) else idle + 1

    def _tells(self, point: Point) -> bool:
        """Take up what the chart of the point depends on; whether anything of it is new."""
        before = len(self.vocabulary.polynomials), len(self.hinges)
        chart = self.chart(point)
        chart.tell(self.vocabulary)
        self.hinges.update(chart.hinges)
        return (len(self.vocabulary.polynomials), len(self.hinges)) != before

    def _admitted(self, point: Point) -> bool:
        values = {n: const(v) for n, v in point.items()}
        return all(Context(()).decide(g) is True for g in substitute(self.given, values))

    def chart(self, point: Point) -> Chart:
        """The function for these parameters."""
        return Chart(self.case, self.ring, point)

    # ---- the loop ----

    def find(self) -> Cover:
        """The cover; raises `Stuck`, `NotLines`, `Unsupported`, `OutOfTime`."""
        for point in self._open_points():
            self.deadline.check()
            if len(self.holding) + len(self.breaking) > MOST_CUBES:
                raise Stuck
            self._settle(point)
        return Cover(
            self.cubes, tuple(self.holding), tuple(self.breaking), tuple(self.points), self.spots
        )

    def _covered(self, signs: Cube) -> bool:
        return any(contains(cube, signs) for cube in self._all_cubes())

    def _all_cubes(self) -> Iterator[Cube]:
        yield from self.holding
        yield from (b.cube for b in self.breaking)

    def _open_points(self) -> Iterator[Point]:
        for point, signs in zip(self.points, self.signs, strict=True):
            if not self._covered(signs):
                yield point
        # What no point has met is found, or excluded, by z3: polynomials in the parameters alone.
        while True:
            answer, point = self.cubes.uncovered(self._all_cubes(), 4 * SECONDS)
            if answer == "unsat":
                return
            if answer != "sat":
                raise Stuck
            yield point

    def _settle(self, point: Point) -> None:
        """A cube around the point; raises `Stuck`."""
        chart, signs = self.chart(point), self.cubes.signs(point)
        best: Broken | None = None
        count = -1
        for count, (by, question) in enumerate(self._candidates(chart)):
            if (count >= CANDIDATES and best is not None) or count > 3 * CANDIDATES:
                break
            cube = question.cube(signs)
            if cube is None:
                continue
            if best is None or self._rank(cube) < self._rank(best.cube):
                best = Broken(cube, by)
            if len(best.cube) <= 1:
                break
        if best is not None:
            self.breaking.append(best)
            return
        # Where nothing breaks it at one point the law holds there: the chart has all its lines.
        holding = self._holding(chart, signs) if count < 0 else None
        if holding is None:
            raise Stuck
        self.holding.append(holding)

    def _candidates(self, chart: Chart) -> Iterator[tuple[Witness | Spot | Far, Question]]:
        """What breaks the law for the chart's parameters, and the question where else it does."""
        if self.spots is not None:
            for far in self.far:
                if far.is_broken(chart):
                    yield far, self._not(far, far.formula(self.cubes))
            for spot in self.spots.broken(chart):
                yield spot, self._not(spot, self.spots.formula(spot))
            return
        case = self.case
        for found in breaches(chart, case.law, case.rows, case.everywhere):
            witness = found.witness(case.name)
            yield witness, self._asked(negation(case.broken_by(witness)))

    def _not(self, key: Spot | Far, formula: Any) -> Question:
        import z3

        if key not in self._questions:
            self._questions[key] = Question(self.cubes, [z3.Not(formula)], SECONDS)
        return self._questions[key]

    def _asked(self, formula: Guard) -> Question:
        if formula not in self._questions:
            expression = self.cubes.translation.expression(formula)
            self._questions[formula] = Question(self.cubes, [expression], SECONDS)
        return self._questions[formula]

    def _holding(self, chart: Chart, signs: Cube) -> Cube | None:
        if self.spots is None:
            # One line of the function, held against all of it, asks of one point at a time.
            for line in self._lines(chart):
                cube = self._asked(self.case.misses(*line)).cube(signs)
                if cube is not None:
                    return cube
            return self._asked(self.case.fails).cube(signs)
        if None not in self._questions:
            # The law holds where it breaks around no spot, and around 0.
            formulas = [self.spots.formula(spot) for spot in self.spots.all]
            self._questions[None] = Question(self.cubes, formulas, SECONDS)
        return self._questions[None].cube(signs)

    def _lines(self, chart: Chart) -> list[tuple[Term, Term]]:
        """Slopes and offsets that the whole function may have."""
        if self.case.law not in MATRIX or len(self.case.subject.outputs) != 1:
            return []
        lines = (chart.at(x) for x in chart.samples())
        pairs = ((told[0][0].slopes[0], told[0][0].offset) for told in lines if told is not None)
        terms = ((a.term(self.ring), b.term(self.ring)) for a, b in pairs)
        return list(dict.fromkeys(terms))[:MOST_LINES]

    def _rank(self, cube: Cube) -> tuple[int, int, int]:
        # How many of the points lie in it says more of its size than its length does.
        within = sum(contains(cube, s) for s in self.signs)
        return -within, len(cube), sum(map(len, cube))
