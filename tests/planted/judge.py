"""Whether a report agrees with the truth; every value here comes from `evaluate`, not from symlin.

A status must be the planted one or unknown. A counterexample must break its law at points of the
domain. A law said to hold must survive random points, a condition must read right at the planted
parameter values and be such that the law survives random points wherever it holds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from flint import ctx, fmpq

from .evaluate import (
    PRECISIONS,
    Doubt,
    Number,
    Point,
    Undefined,
    constants,
    equal,
    holds,
    less,
    precisely,
    value,
    values,
)
from .item import LAWS, Item

TRIALS = 12
PARTS = tuple(law for law in LAWS if law != "linear")
"""Laws that a linear function obeys: what breaks one of them shows that it is not linear."""


@dataclass(frozen=True)
class Trial:
    """Points, a factor and parameter values at which a law is put to the test."""

    x: Point
    y: Point
    scalar: Number | None
    parameters: Point


Claim = Mapping[str, Any]
"""One law's part of the JSON report."""


@dataclass(frozen=True)
class Finding:
    """What is wrong (or in doubt) about one law of a report."""

    kind: str
    law: str
    detail: str


WRONG = (
    "wrong status",
    "wrong condition",
    "no counterexample",
    "bad counterexample",
    "fuzzed",
    "wrong matrix",
)


def judge(item: Item, report: Mapping[str, Any], seed: int = 0) -> list[Finding]:
    """Everything in the report that contradicts the truth, and what could not be confirmed."""
    found = _in_precision(lambda: list(_matrix(item, report, random.Random(seed))), "matrix")
    for law in LAWS:
        claim = report["claims"][law]
        rng = random.Random(f"{seed}:{law}")
        found += _in_precision(partial(_judged_list, item, law, claim, rng), law)
    return found


def _in_precision(work: Callable[[], list[Finding]], law: str) -> list[Finding]:
    with ctx.workprec(PRECISIONS[0]):
        try:
            return work()
        except Doubt:
            return [Finding("doubt", law, "a value is too large, or two are too close to compare")]


def _judged_list(item: Item, law: str, claim: Claim, rng: random.Random) -> list[Finding]:
    return list(_judged(item, law, claim, rng))


def _matrix(item: Item, report: Mapping[str, Any], rng: random.Random) -> Iterator[Finding]:
    """The matrix and offset shown are those of the operator."""
    matrix, offset = report["matrix"], report["offset"]
    if matrix is None:
        return
    pool = _numbers(item)
    doubts = 0
    for _ in range(TRIALS):
        at = {name: rng.choice(pool) for name in item.inputs}
        at |= _parameters(item, None, pool, rng) or {}
        try:
            agrees = _row_agrees(item, at, matrix, offset)
        except Doubt:  # at this point; the others can still be compared
            doubts += 1
            continue
        if not agrees:
            yield Finding("wrong matrix", "matrix", f"{matrix}, {offset} at {at}"[:300])
            return
    if doubts == TRIALS:
        raise Doubt


def _row_agrees(
    item: Item, at: Point, matrix: Sequence[Sequence[str]], offset: Sequence[str]
) -> bool:
    """Whether matrix and offset give the operator's outputs at a point, if it has any there."""
    row = outputs(item, at)
    if row is None:
        return True
    for got, texts, constant in zip(row, matrix, offset, strict=True):
        products = (value(t, at) * at[n] for t, n in zip(texts, item.inputs, strict=True))
        if not equal(got, sum(products, value(constant, at))):
            return False
    return True


def _judged(item: Item, law: str, claim: Claim, rng: random.Random) -> Iterator[Finding]:
    status, wanted = claim["status"], item.expect.get(law)
    if status == "unknown":
        yield Finding("unknown", law, str(claim["reason"]))
        return
    if not claim["certified"]:
        yield Finding("uncertified", law, str(claim["reason"]))
    if wanted is not None and status != wanted:
        yield Finding("wrong status", law, f"{status}, truth {wanted}")
    if status in ("refuted", "conditional"):
        yield from _counterexample(item, law, claim)
    if status == "conditional":
        yield from _condition(item, law, claim["condition"])
    if status in ("proved", "conditional"):
        yield from _fuzzed(item, law, claim["condition"], rng)


# ---- counterexamples ----


def _counterexample(item: Item, law: str, claim: Claim) -> Iterator[Finding]:
    shown = claim["counterexample"]
    if shown is None:
        yield Finding("no counterexample", law, f"{claim['status']} without a counterexample")
        return
    with ctx.workprec(PRECISIONS[-1]):  # softplus(-1000) is not 0
        objection = _objection(item, law, shown)
    if objection is not None:
        yield Finding("bad counterexample", law, f"{objection}: {shown}"[:400])
    elif not precisely(lambda: _gap(item, shown)):
        yield Finding("faint counterexample", law, f"no digits show the gap: {shown}"[:400])


def _objection(item: Item, law: str, shown: Mapping[str, Any]) -> str | None:
    """What is wrong with the counterexample, apart from how large its gap is."""
    broken = shown["law"]
    if broken != law and not (law == "linear" and broken in PARTS):
        return f"it is for {broken}"
    sides = _sides(item, shown)
    if sides is None:
        return "a point is not in the domain"
    stated = [[value(text) for text in shown[side]] for side in ("lhs", "rhs")]
    pairs = zip([*sides[0], *sides[1]], [*stated[0], *stated[1]], strict=True)
    if not all(equal(a, b) for a, b in pairs):
        return "the sides are not what they are stated to be"
    if all(isinstance(a, fmpq) and a == b for a, b in zip(*sides, strict=True)):
        return "both sides are the same"
    return None


def _gap(item: Item, shown: Mapping[str, Any]) -> bool:
    """Whether the sides differ at the working precision."""
    sides = _sides(item, shown)
    return sides is not None and any(not equal(a, b) for a, b in zip(*sides, strict=True))


def _sides(item: Item, shown: Mapping[str, Any]) -> tuple[list[Number], list[Number]] | None:
    if shown.get("coefficients"):
        return _combined_sides(item, shown)
    x, y = (_point(shown["inputs"].get(name) or {}) for name in ("x", "y"))
    scalar = None if shown["scalar"] is None else value(shown["scalar"])
    return law_sides(item, shown["law"], Trial(x, y, scalar, _point(shown["parameters"])))


def _combined_sides(
    item: Item, shown: Mapping[str, Any]
) -> tuple[list[Number], list[Number]] | None:
    """f(sum c x) and sum c f(x); nothing for the affine law unless the coefficients add up to 1."""
    weights = [value(text) for text in shown["coefficients"]]
    points = [_point(texts) for texts in shown["inputs"].values()]
    if shown["law"] == "affine" and not equal(sum(weights, fmpq(0)), fmpq(1)):
        return None
    pairs = list(zip(weights, points, strict=True))
    total = {n: sum((w * p[n] for w, p in pairs), fmpq(0)) for n in item.inputs}
    return _weighted_sides(item, weights, [total, *points], _point(shown["parameters"]))


def _point(texts: Mapping[str, str]) -> dict[str, Number]:
    return {name: value(text) for name, text in texts.items()}


def law_sides(item: Item, law: str, trial: Trial) -> tuple[list[Number], list[Number]] | None:
    """Both sides of the law; None where a point is not in the domain."""
    names, x, y, scalar = item.inputs, trial.x, trial.y, trial.scalar
    match law:
        case "additivity":
            weights = [fmpq(1), fmpq(1)]
            points = [{n: x[n] + y[n] for n in names}, x, y]
        case "affine":
            weights = [fmpq(1, 2), fmpq(1, 2)]
            points = [{n: (x[n] + y[n]) / 2 for n in names}, x, y]
        case "homogeneity" | "positive_homogeneity":
            if scalar is None or (law == "positive_homogeneity" and less(scalar, fmpq(0))):
                return None
            weights, points = [scalar], [{n: scalar * x[n] for n in names}, x]
        case "odd":
            weights, points = [fmpq(-1)], [{n: -x[n] for n in names}, x]
        case _:
            raise ValueError(law)
    return _weighted_sides(item, weights, points, trial.parameters)


def _weighted_sides(
    item: Item, weights: Sequence[Number], points: Sequence[Point], parameters: Point
) -> tuple[list[Number], list[Number]] | None:
    """f at the first point, and the weighted sum of its values at the others."""
    rows = [outputs(item, {**point, **parameters}) for point in points]
    if any(row is None for row in rows):
        return None
    left, *others = [row for row in rows if row is not None]
    terms = [[w * v for v in row] for w, row in zip(weights, others, strict=True)]
    return left, [sum(column, fmpq(0)) for column in zip(*terms, strict=True)]


def outputs(item: Item, at: Point) -> list[Number] | None:
    """The outputs; None outside the domain."""
    try:
        if not all(holds(condition, at) for condition in item.assume):
            return None
        return values(item.text, at) if item.outputs is None else item.outputs(at)
    except Undefined:
        return None


def inhabitant(item: Item, seed: int = 0) -> Point | None:
    """A random point of the domain, where one is found."""
    rng, pool = random.Random(seed), _numbers(item)
    with ctx.workprec(PRECISIONS[0]):
        for _ in range(20 * TRIALS):
            at = {name: rng.choice(pool) for name in item.inputs}
            at |= _parameters(item, None, pool, rng) or {}
            with suppress(Doubt):
                if outputs(item, at) is not None:
                    return at
    return None


# ---- conditions ----


def _condition(item: Item, law: str, condition: str) -> Iterator[Finding]:
    for texts, truth in item.points:
        if law not in truth:
            continue
        says = f"{condition} at {dict(texts)}, truth {truth[law]}"
        try:
            if holds(condition, _point(texts)) != truth[law]:
                yield Finding("wrong condition", law, says)
        except Undefined:
            yield Finding("wrong condition", law, f"undefined: {says}")


# ---- laws said to hold ----


def _fuzzed(item: Item, law: str, condition: str | None, rng: random.Random) -> Iterator[Finding]:
    """Random points at which the law breaks although it is said to hold."""
    pool = _numbers(item)
    tried = 0
    for _ in range(4 * TRIALS):
        parameters = _parameters(item, condition, pool, rng)
        if parameters is None:
            continue
        x, y = ({n: rng.choice(pool) for n in item.inputs} for _ in range(2))
        a = rng.choice(pool)
        outcome = _survives(item, law, Trial(x, y, a, parameters))
        tried += outcome is not None
        if outcome is False:
            where = {"x": x, "y": y, "a": a, "parameters": parameters}
            yield Finding("fuzzed", law, f"said to hold, breaks at {where}"[:300])
            return
        if tried >= TRIALS:
            return


def _survives(item: Item, law: str, trial: Trial) -> bool | None:
    for one in ("additivity", "homogeneity") if law == "linear" else (law,):
        try:
            sides = law_sides(item, one, trial)
            if sides is None:
                return None
            if any(not equal(p, q) for p, q in zip(*sides, strict=True)):
                return False
        except Doubt:
            return None
    return True


def _numbers(item: Item) -> list[fmpq]:
    """Small numbers, and those near what the text mentions."""
    found = dict.fromkeys(fmpq(p, q) for p in (-3, -2, -1, 0, 1, 2, 3, 5) for q in (1, 2, 3))
    for text in (item.text, *item.assume) if item.outputs is None else ():
        for c in constants(text):
            if abs(c) < 10**12:
                found.update(dict.fromkeys([c, -c, c + 1, c - 1, 2 * c, c / 2]))
    return list(found)


def _parameters(
    item: Item, condition: str | None, pool: Sequence[fmpq], rng: random.Random
) -> dict[str, Number] | None:
    """Parameter values at which the law is said to hold."""
    names = sorted({name for texts, _ in item.points for name in texts})
    if names and rng.random() < 0.5:
        chosen = _point(rng.choice(item.points)[0])
    else:
        chosen = {name: rng.choice(pool) for name in names}
    try:
        return chosen if condition is None or holds(condition, chosen) else None
    except (Undefined, Doubt):
        return None
