"""Cases in curly brackets whose conditions overlap: the first that holds counts, which is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, pairwise, product

from flint import fmpq

from symlin.decision.values import follows
from symlin.exact.deadline import Deadline
from symlin.kernel.definedness import definedness
from symlin.kernel.numbers import MOST_BITS, bits
from symlin.kernel.term import Const, Guard, conjunction, const, ne
from symlin.kernel.walk import substitute, variables
from symlin.language.operator import Operator
from symlin.language.translate import guard, terms
from symlin.language.tree import Number, Piecewise, Tree, Truth, postorder

MOST_POINTS = 100
"""That are tried in one set of cases."""
MOST_ROWS = 6
"""Sets of cases with more rows than this are left alone."""
MOST_CASES = 4
"""Sets of cases that are looked at."""
SECONDS = 0.5
"""For all of them: a remark is worth no more."""

Point = Mapping[str, Const]
Row = tuple[Tree, Tree]
"""A value and its condition."""


def overlap(operator: Operator) -> Point | None:
    """A point of the domain at which two conditions hold and the values beside them differ, as the
    kernel has seen; None where none was found. A value that exists on one side alone is no value
    that differs.
    """
    limit = Deadline(SECONDS)
    for rows in islice(_cases(operator), MOST_CASES):
        if len(rows) > MOST_ROWS:
            continue
        branches = [(terms(value)[0], guard(condition)) for value, condition in rows]
        clashes = [
            conjunction(*operator.assumptions, g, h, definedness((a, b, g, h)), ne(a, b))
            for (a, g), (b, h) in combinations(branches, 2)
        ]
        for point, clash in product(_points(variables(*clashes), rows), clashes):
            if limit.left == 0:
                return None
            if _holds(clash, point):
                return point
    return None


def _holds(clash: Guard, point: Point) -> bool:
    (closed,) = substitute((clash,), point)
    return follows((), closed)


def _cases(operator: Operator) -> Iterator[list[Row]]:
    """The rows of what was written in curly brackets, without that for all other points."""
    text = operator.typed.text if operator.typed is not None else ""
    for tree in postorder(*operator.written) if "{" in text else ():
        if isinstance(tree, Piecewise) and text[tree.at : tree.at + 1] in ("{", "\\"):
            yield [row for row in tree.branches if not isinstance(row[1], Truth)]


def _points(names: Sequence[str], rows: Sequence[Row]) -> Iterator[Point]:
    """Points with the numbers in the conditions as coordinates, and with what lies between."""
    numbers = [t.value for t in postorder(*(c for _, c in rows)) if isinstance(t, Number)]
    marks = sorted({fmpq(0), *map(fmpq, numbers), *(-fmpq(c) for c in numbers)})
    marks = [marks[0] - 1, *marks, marks[-1] + 1]
    between = [(a + b) / 2 for a, b in pairwise(marks)]
    coordinates = [const(c) for c in sorted({*marks, *between}) if bits(c) <= MOST_BITS]
    places = product(coordinates, repeat=len(names))
    return (dict(zip(names, place, strict=True)) for place in islice(places, MOST_POINTS))
