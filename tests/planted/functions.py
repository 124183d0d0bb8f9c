"""Operators on functions and sequences whose laws are known by construction.

`python -m tests.planted.functions 2000 7` draws 2,000 of seed 7, asks symlin, and counts.

An operator is a sum of pieces, no two of one kind, so that nothing cancels: it is linear where each
of its pieces is, and invariant where each is. What a piece is, is said beside it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import NamedTuple

import symlin
from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.values import holds
from symlin.kernel.term import const
from symlin.kernel.walk import substitute, variables

ALWAYS: frozenset[str] = frozenset()
"""No condition."""
NEVER = None
Where = frozenset[str] | None
"""Equations, such as "b = 0", all of which have to hold."""


class Piece(NamedTuple):
    """A summand; {c} is a number other than 0, {d} a delay."""

    text: str
    linear: Where = ALWAYS
    affine: Where = ALWAYS
    invariant: Where = ALWAYS


def _where(*equations: str) -> Where:
    return frozenset(equations)


B, A1, A0, W = _where("b = 0"), _where("a = 1"), _where("a = 0"), _where("w = 0")

FUNCTIONS = (
    Piece("{c}*x(t - {d})"),
    Piece("{c}*x'(t)"),
    Piece("x''(t + {d})"),
    Piece("{c}*Integral(x(s), (s, t - {d}, t))"),
    Piece("Integral(x(t - s)*exp(-s), (s, 0, {d}))"),
    Piece("Integral(exp(s - t)*x(s), (s, -oo, t))"),
    Piece("p*x(t + 3)"),
    Piece("t*x(t - {d})", invariant=NEVER),
    Piece("{c}*x(2*t)", invariant=NEVER),
    Piece("x(-t)", invariant=NEVER),
    Piece("Integral(x(s), (s, 0, t))", invariant=NEVER),
    Piece("cos(t)*x'(t)", invariant=NEVER),
    Piece("Integral(s*x(s), (s, 0, 1))", invariant=NEVER),
    Piece("{c}*x(t)*cos(w*t)", invariant=W),
    Piece("{c}", linear=NEVER),
    Piece("b", linear=B),
    Piece("{c}*t", linear=NEVER, invariant=NEVER),
    Piece("b*t**2", linear=B, invariant=B),
    Piece("sin(w*t)", linear=W, invariant=W),
    Piece("exp(a*t) - 1", linear=A0, invariant=A0),
    Piece("{c}*x(t)**2", NEVER, NEVER),
    Piece("{c}*Abs(x(t - {d}))", NEVER, NEVER),
    Piece("x(t)*x(t - {d})", NEVER, NEVER),
    Piece("Max(x(t), 0)", NEVER, NEVER),
    Piece("sin(x(t))", NEVER, NEVER),
    Piece("Integral(x(s)**2, (s, t, t + {d}))", NEVER, NEVER),
    Piece("x(t)*x'(t)", NEVER, NEVER),
    Piece("x'(t)**2", NEVER, NEVER),
    Piece("t*x(t)**3", NEVER, NEVER, NEVER),
    Piece("x(t)*x(0)", NEVER, NEVER, NEVER),
    Piece("b*x(t)**4", B, B),
    Piece("b*t*x(t)**5", B, B, B),
    Piece("(x(t) - x(a*t))*x(t)", A1, A1, A1),
    Piece("x(t)*Integral(x(s), (s, t, t + a))", A0, A0),
    Piece("x(t)**2 - x(t)*x(t)"),
    Piece("Derivative(x(t)**2, t) - 2*x(t)*x'(t)"),
    Piece("sin(t)**2*x(t) + cos(t)**2*x(t)"),
    Piece("Integral(x'(s), (s, 0, t)) - x(t) + x(0)"),
    Piece("log(exp(x(t)))"),
    Piece("Max(x(t), 0) - Max(-x(t), 0)"),
    Piece("Integral(x(s - 1), (s, 0, t)) - Integral(x(s), (s, -1, t - 1))"),
    Piece("Integral(x(s)**2, (s, 0, 1)) - Integral(x(r)*x(r), (r, 0, 1))"),
    Piece("Derivative(Integral((t - s)*x(s), (s, 0, t)), t) - Integral(x(s), (s, 0, t))"),
)
SEQUENCES = (
    Piece("{c}*x[n - {d}]"),
    Piece("Sum(x[n - k], (k, 0, {d}))"),
    Piece("p*x[n + 3]"),
    Piece("cos(2*pi*n)*x[n]"),
    Piece("{c}*n*x[n]", invariant=NEVER),
    Piece("x[2*n]", invariant=NEVER),
    Piece("x[-n]", invariant=NEVER),
    Piece("(-1)**n*x[n]", invariant=NEVER),
    Piece("Sum(x[k], (k, 0, 3))", invariant=NEVER),
    Piece("sin(pi*n)"),
    Piece("{c}", linear=NEVER),
    Piece("b", linear=B),
    Piece("b*n", linear=B, invariant=B),
    Piece("{c}*n**2", linear=NEVER, invariant=NEVER),
    Piece("{c}*x[n]**2", NEVER, NEVER),
    Piece("x[n]*x[n - {d}]", NEVER, NEVER),
    Piece("floor(x[n])", NEVER, NEVER),
    Piece("Max(x[n - 1], x[n], x[n + 1])", NEVER, NEVER),
    Piece("x[n]*x[0]", NEVER, NEVER, NEVER),
    Piece("b*x[n]**3", B, B),
    Piece("b*n*x[n]**4", B, B, B),
    Piece("x[n]*x[n - 1] - x[n - 1]*x[n]"),
)
APART = (
    {"{c}*x(2*t)", "(x(t) - x(a*t))*x(t)"},
    {"{c}", "b"},
    {"Integral(s*x(s), (s, 0, 1))", "Integral(x(s), (s, 0, t))"},
)
"""Pieces that could make up for each other at some parameters."""
POINTS = (0, 1, -1, 2)
"""Values of each parameter at which conditions are compared."""


@dataclass(frozen=True)
class Planted:
    """A text, and where its laws hold."""

    text: str
    linear: Where
    affine: Where
    time_invariance: Where


def draw(random: Random) -> Planted:
    """A sum of one to four pieces."""
    kinds = FUNCTIONS if random.random() < 0.65 else SEQUENCES
    while True:
        pieces = random.sample(kinds, random.randint(1, 4))
        texts = {piece.text for piece in pieces}
        needs_unknown = any("x" in p.text.replace("exp", "") for p in pieces)
        if needs_unknown and not any(pair <= texts for pair in APART):
            break
    parts = [p.text.format(c=random.choice((2, 3, "1/2")), d=random.choice((1, 2))) for p in pieces]
    return Planted(
        " + ".join(parts),
        _all(piece.linear for piece in pieces),
        _all(piece.affine for piece in pieces),
        _all(piece.invariant for piece in pieces),
    )


def _all(conditions: Iterator[Where]) -> Where:
    found: set[str] = set()
    for condition in conditions:
        if condition is None:
            return None
        found |= condition
    names = [equation.split()[0] for equation in found]
    return None if len(set(names)) < len(names) else frozenset(found)  # a = 0 and a = 1


def judged(planted: Planted, report: FunctionReport) -> dict[str, str]:
    """For each law "right", "unknown" or what is wrong."""
    wanted = {
        "linear": planted.linear,
        "affine": planted.affine,
        "time_invariance": planted.time_invariance,
    }
    return {
        name: _judged(where, report.claims[name])
        for name, where in wanted.items()
        if name in report.claims  # without an index there is nothing to delay
    }


def _judged(where: Where, claim: FunctionClaim) -> str:
    expected = "refuted" if where is None else "conditional" if where else "proved"
    status = claim.status.value
    if status == "unknown":
        return "unknown"
    if status != expected:
        return f"{status}, not {expected}"
    if where and claim.guard is not None:
        names = variables(claim.guard)
        for values in _grid(names):
            truth = all(_holds(equation, values) for equation in where)
            (guard,) = substitute((claim.guard,), {n: const(v) for n, v in values.items()})
            if holds(guard) is not truth:
                return f"{claim.condition} is wrong at {values}"
    return "right"


def _grid(names: tuple[str, ...]) -> Iterator[dict[str, int]]:
    if not names:
        yield {}
        return
    for value in POINTS:
        for rest in _grid(names[1:]):
            yield {names[0]: value, **rest}


def _holds(equation: str, values: dict[str, int]) -> bool:
    name, _, number = equation.split()
    return name in values and values[name] == int(number)


def main(count: int, seed: int, timeout: float = 10.0) -> None:
    """Draws, asks and counts."""
    random, times = Random(seed), []
    laws = {"right": 0, "unknown": 0, "wrong": 0}
    operators = {"right": 0, "unknown": 0, "wrong": 0}
    for _ in range(count):
        planted = draw(random)
        started = time.perf_counter()
        report = symlin.check(planted.text, timeout=timeout, crosscheck=False)
        times.append(time.perf_counter() - started)
        assert isinstance(report, FunctionReport), planted.text
        found = judged(planted, report)
        kinds = [v if v in laws else "wrong" for v in found.values()]
        for kind in kinds:
            laws[kind] += 1
        worst = next((k for k in ("wrong", "unknown") if k in kinds), "right")
        operators[worst] += 1
        if worst != "right":
            print(worst, planted.text, {k: v for k, v in found.items() if v != "right"}, flush=True)
    print(
        f"operators {operators}, laws {laws}; median {median(times):.2f} s, most {max(times):.1f} s"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
