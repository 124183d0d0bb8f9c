"""Formulas of matrices and complex numbers whose laws are known by construction.

`python -m tests.planted.spaces 300 7` draws 300 of seed 7, a third of each family, asks symlin, and
counts. A formula is a sum of pieces of which it is known where each is linear; coefficients are
positive, so that what is not linear in one of them is made up for by no other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Any, NamedTuple

import symlin
from symlin.decision.values import holds
from symlin.kernel.term import const
from symlin.kernel.walk import substitute, variables

Where = bool | str
"""Always, never, or the parameter that has to be 0."""


class Piece(NamedTuple):
    """A summand; {c} is a positive number, {n} the size. Of complex ones, `real` is over R."""

    text: str
    linear: Where = True
    affine: Where = True
    real: Where = True


MATRICES = (
    Piece("{c}*A"),
    Piece("A.T"),
    Piece("A*B"),
    Piece("{c}*B*A"),
    Piece("(A*B - B*A)"),
    Piece("B.T*A*B"),
    Piece("trace(A)*B"),
    Piece("{c}*trace(A*B)*eye({n})"),
    Piece("((A + B)**2 - A**2 - B**2)"),
    Piece("(trace(A*B) - trace(B*A))*eye({n})"),
    Piece("(A*A - A**2)"),
    Piece("((A*B).T - B.T*A.T)"),
    Piece("{c}*eye({n})", linear=False),
    Piece("c*eye({n})", linear="c"),
    Piece("{c}*A*A", False, False),
    Piece("A.T*A", False, False),
    Piece("{c}*hadamard(A, A)", False, False),
    Piece("trace(A)**2*eye({n})", False, False),
    Piece("A**3", False, False),
    Piece("c*A*A*A.T", "c", "c"),
    Piece("norm(A)*eye({n})", False, False),
)
COMPLEX = (
    Piece("{c}*z"),
    Piece("I*z"),
    Piece("(2 + 3*I)*z"),
    Piece("c*z"),
    Piece("conj(conj(z))"),
    Piece("(re(z) + I*im(z))"),
    Piece("(z*conj(z) - re(z)**2 - im(z)**2)"),
    Piece("(conj(I*z) + I*conj(z))"),
    Piece("{c}*conj(z)", linear=False, affine=False),
    Piece("re(z)", linear=False, affine=False),
    Piece("{c}*im(z)", linear=False, affine=False),
    Piece("{c}", linear=False, real=False),
    Piece("c", linear="c", real="c"),
    Piece("{c}*z**2", False, False, False),
    Piece("z*conj(z)", False, False, False),
    Piece("re(z)**2", False, False, False),
    Piece("c*z**3", "c", "c", "c"),
)
FAMILIES = ("2x2", "nxn", "C")
APART = ({"c*z", "c"}, {"{c}", "c"}, {"{c}*eye({n})", "c*eye({n})"}, {"c*z", "c*z**3"})
"""Pieces that could make up for each other at some parameters, or hide one another."""


@dataclass(frozen=True)
class Planted:
    """A text, and where its laws hold."""

    text: str
    options: dict[str, Any]
    truth: dict[str, Where]


def draw(random: Random, family: str) -> Planted:
    """A sum of one to four pieces of one family."""
    kinds: Sequence[Piece] = COMPLEX if family == "C" else MATRICES
    unknown = "z" if family == "C" else "A"
    while True:
        pieces = random.sample(kinds, random.randint(1, 4))
        texts = {piece.text for piece in pieces}
        needs = any(unknown in p.text for p in pieces)
        if needs and not any(pair <= texts for pair in APART):
            break
    size = {"2x2": "2", "nxn": "n", "C": ""}[family]
    parts = [p.text.format(c=random.choice((2, 3, "1/2")), n=size) for p in pieces]
    body = " + ".join(parts)
    laws = {"linear": [p.linear for p in pieces], "affine": [p.affine for p in pieces]}
    if family == "C":
        laws["real"] = [p.real for p in pieces]
        header = (
            "f(z: C; c)" if any(p.text in ("c", "c*z", "c*z**3") for p in pieces) else "f(z: C)"
        )
        return Planted(f"{header} = {body}", {}, {k: _all(v) for k, v in laws.items()})
    header = (
        f"T(A: {family}; c)" if any(p.text.startswith("c*") for p in pieces) else f"T(A: {family})"
    )
    options = {"space": f"B: {family}"} if "B" in body else {}
    return Planted(f"{header} = {body}", options, {k: _all(v) for k, v in laws.items()})


def _all(conditions: Sequence[Where]) -> Where:
    if False in conditions:
        return False
    return next((c for c in conditions if isinstance(c, str)), True)


def judged(planted: Planted, report: Any) -> dict[str, str]:
    """For each law "right", "unknown" or what is wrong."""
    claims = {"linear": report.linear, "affine": report.affine, "real": report.linear_over_reals}
    return {name: _judged(where, claims[name]) for name, where in planted.truth.items()}


def _judged(where: Where, claim: Any) -> str:
    expected = {True: "proved", False: "refuted"}.get(where, "conditional")  # type: ignore[call-overload]
    status = claim.status.value
    if status == "unknown":
        return "unknown"
    if status != expected:
        return f"{status}, not {expected}"
    if isinstance(where, str):
        for value in (0, 1, -1):
            names = variables(claim.guard)
            (guard,) = substitute((claim.guard,), {n: const(value) for n in names})
            if holds(guard) is not (value == 0):
                return f"{claim.condition} is wrong at {value}"
    return "right"


def main(count: int, seed: int, timeout: float = 10.0) -> None:
    """Draws, asks and counts."""
    random = Random(seed)
    for family in FAMILIES:
        times, found = [], {"right": 0, "unknown": 0, "wrong": 0}
        for _ in range(count // len(FAMILIES)):
            planted = draw(random, family)
            started = time.perf_counter()
            report = symlin.check(
                planted.text, timeout=timeout, crosscheck=False, **planted.options
            )
            times.append(time.perf_counter() - started)
            laws = judged(planted, report)
            kinds = [v if v in found else "wrong" for v in laws.values()]
            worst = next((k for k in ("wrong", "unknown") if k in kinds), "right")
            found[worst] += 1
            if worst != "right":
                left = {k: v for k, v in laws.items() if v != "right"}
                print(worst, planted.text, left, flush=True)
        print(
            f"{family}: {found}; median {median(times):.2f} s, most {max(times):.1f} s", flush=True
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
