"""Values in floating point at random points of the domain: a first look, on which nothing rests."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from random import Random

from symlin.kernel.claim import Subject
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Node,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    Truth,
    Var,
)
from symlin.kernel.walk import topological, variables

TRIED = 200
"""Random points that are tried, to find WANTED ones: one in seven has to lie in the domain."""
WANTED = 30
"""Points at which a term is looked at: enough for 25 inputs, one offset and SPARE more."""
SPARE = 4
"""Points beyond those that fix an affine map, at which it has to be right."""
SCALES = (1.0, 3.0, 0.3, 10.0)
"""Of the points: pieces may be small or large, and a curve may look straight near 0."""
TOLERANCE = 1e-9
"""Of what is taken for 0, beside the largest part of a sum: a million times what rounding does."""
CHANCES = 60
"""Points at which facts are tried together, before a proof that they exclude each other."""
LARGEST = 2
"""Of the whole numbers among which solutions are looked for: conditions mostly speak of 0 and 1."""
MARGIN = 1e-6
"""By how much a strict fact has to hold at a point: rounding may feign less than that."""
Value = float | bool | None

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
    "asin": math.asin,
    "erf": math.erf,
    "floor": math.floor,
    "abs": abs,
}


# ---- what looks affine, and what holds somewhere ----


class Samples:
    """Random points at which the guards hold, and the values of terms in the inputs there.

    >>> from symlin.kernel.term import mul, scale, var
    >>> samples = Samples(Subject(("x",), (), ()), ())
    >>> samples.is_affine(scale(2, var("x"))), samples.is_affine(mul(var("x"), var("x")))
    (True, False)
    """

    def __init__(self, subject: Subject, guards: Sequence[Guard], seed: int = 0) -> None:
        rng = Random(seed)
        self.inputs = subject.inputs
        self.points: list[Mapping[str, float]] = []
        self._known: list[dict[Node, Value]] = []
        for k in range(TRIED):
            scale = SCALES[k % len(SCALES)]
            point = {name: rng.uniform(-scale, scale) for name in subject.inputs}
            known: dict[Node, Value] = {}
            if all(float_value(guard, point, known) is True for guard in guards):
                self.points.append(point)
                self._known.append(known)
            if len(self.points) == WANTED:
                break

    def is_affine(self, term: Term) -> bool:
        """Whether the term has a value at all points, and one affine map of the inputs agrees."""
        rows: list[list[float]] = []
        size = 1.0
        for point, known in zip(self.points, self._known, strict=True):
            value = float_value(term, point, known)
            if not isinstance(value, float):
                return False
            rows.append([*(point[name] for name in self.inputs), 1.0, value])
            # A sum of large terms is small by chance or because it is 0: its rounding is theirs.
            size = max(size, *(abs(v) for v in _parts(term, known)))
        unknowns = len(self.inputs) + 1
        if len(rows) < unknowns + SPARE:  # any function fits as many points as it has unknowns
            return False
        solution = _solve([row[:] for row in rows[:unknowns]])
        return solution is not None and all(
            abs(sum(a * b for a, b in zip(row, solution, strict=False)) - row[-1])
            <= TOLERANCE * size
            for row in rows[unknowns:]
        )


def hold_somewhere(relations: Sequence[Relation]) -> bool:
    """Whether all of them hold at a random point, by more than rounding can feign."""
    if any(r.op == "=" for r in relations):  # no random point meets an equation
        return False
    rng = Random(0)
    names = sorted(set(variables(*relations)))
    for k in range(CHANCES):
        point = {name: rng.gauss(0, SCALES[k % len(SCALES)]) for name in names}
        known: dict[Node, Value] = {}
        values = ((r.op, float_value(r.term, point, known)) for r in relations)
        if all(v is not None and (abs(v) if op == "!=" else v) > MARGIN for op, v in values):
            return True
    return False


def small_solutions(
    guards: Sequence[Guard], names: Sequence[str] = ()
) -> list[Mapping[str, float]]:
    """Points in small whole numbers, one to three of them, at which all guards hold."""
    rng = Random(0)
    names = sorted({*names, *variables(*guards)})
    solutions: list[Mapping[str, float]] = []
    for k in range(TRIED):
        values = rng.sample(range(-LARGEST, LARGEST + 1), 1 + k % 3)
        point = {name: float(rng.choice(values)) for name in names}
        known: dict[Node, Value] = {}
        if all(float_value(guard, point, known) is True for guard in guards):
            solutions.append(point)
    return solutions


# ---- affine maps through points ----


def _parts(term: Term, known: Mapping[Node, Value]) -> list[float]:
    """The sizes of a sum's terms, which its value may be small beside."""
    match term:
        case Sum(weights, terms, _):
            pairs = zip(weights, terms, strict=True)
            return [float(v) * _float(w) for w, t in pairs if isinstance(v := known[t], float)]
        case _:
            value = known[term]
            return [value] if isinstance(value, float) else []


def _solve(rows: list[list[float]]) -> list[float] | None:
    """The solution of a square system, its right side the last column; None if it is singular."""
    n = len(rows)
    for k in range(n):  # Gauss' elimination, the largest pivot first
        pivot = max(range(k, n), key=lambda r: abs(rows[r][k]))
        if abs(rows[pivot][k]) < TOLERANCE:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for r in range(n):
            if r != k:
                factor = rows[r][k] / rows[k][k]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[k], strict=True)]
    return [rows[k][n] / rows[k][k] for k in range(n)]


# ---- values of terms and guards ----
# Three answers: a value, or None where there is none. A guard may be decided all the same, as the
# kernel's guards are (Kleene's logic): false and undefined is false.


def float_value(root: Node, point: Mapping[str, float], known: dict[Node, Value]) -> Value:
    """The value at the point; None where there is none, or none that a float can hold."""
    for node in _order(root):
        if node not in known:
            try:
                known[node] = _value(node, point, known)
            except (ValueError, OverflowError, ZeroDivisionError):
                known[node] = None
    return known[root]


@lru_cache(maxsize=256)
def _order(root: Node) -> tuple[Node, ...]:
    # One term is evaluated at point after point: its order is found once.
    return tuple(topological([root]))


def _value(node: Node, point: Mapping[str, float], known: Mapping[Node, Value]) -> Value:
    match node:
        case Const(value):
            return _float(value)
        case Var(name):
            return point[name]
        case Piecewise(branches):
            for guard, term in branches:
                if known[guard] is not False:
                    return known[term] if known[guard] else None
            return None
        case Truth(value):
            return value
        case Relation(op, term):
            v = known[term]
            if v is None:
                return None
            return {"=": v == 0, "!=": v != 0, ">": v > 0, ">=": v >= 0}[op]
        case And(parts):
            answers = [known[p] for p in parts]
            return False if False in answers else None if None in answers else True
        case Or(parts):
            answers = [known[p] for p in parts]
            return True if True in answers else None if None in answers else False
        case _:
            return _number(node, known)


def _number(node: Term, known: Mapping[Node, Value]) -> Value:
    """The value of a term all of whose parts must have one."""

    def of(term: Term) -> float:
        value = known[term]
        if value is None:
            raise ValueError
        return float(value)

    match node:
        case Sum(weights, terms, constant):
            pairs = zip(weights, terms, strict=True)
            return math.fsum([*(_float(w) * of(t) for w, t in pairs), _float(constant)])
        case Product(factors):
            return math.prod(map(of, factors))
        case Power(base, exponent):
            return float(of(base) ** exponent)
        case Root(base, degree):
            return math.sqrt(of(base)) if degree == 2 else _root(of(base), degree)
        case Max(terms):
            return max(map(of, terms))
        case Function("pi", _):
            return math.pi
        case Function(name, argument) if argument is not None:
            return float(FUNCTIONS[name](of(argument)))
        case _:
            raise ValueError(node)


def _root(value: float, degree: int) -> float:
    """A root that is no square root; raises ValueError for negative numbers, as math.sqrt does."""
    if value < 0:
        raise ValueError
    return float(value ** (1 / degree))


def _float(value: Number) -> float:
    return float(value) if isinstance(value, int) else int(value.p) / int(value.q)
