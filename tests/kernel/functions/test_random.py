"""What the kernel makes of operators drawn at random has the values that they have themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest
from flint import fmpq

from symlin.kernel.certificate import DirectProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.functions.bases import Bump, Element, Impulse, Monomial
from symlin.kernel.functions.laws import flat, pulled
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import SHIFT, FunctionSubject
from symlin.kernel.functions.variants import delayed, fixed, pinned
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import const, var

from .evaluator import Evaluator, Signal, Undefined, combined, gaussian, later, number, polynomial
from .made import PLAIN
from .random_operators import Draw, Kind

DRAWS = int(os.environ.get("SYMLIN_DRAWS", "15"))
"""More of them are drawn by hand, after a change of the rules."""
CLOSE = 2e-3
SIGNALS: dict[str, Signal] = {
    "x": combined((1.0, polynomial(0.3, -0.7, 0.2)), (1.5, gaussian(1.0, 0.5))),
    "h": combined((1.0, polynomial(0.9, 0.4)), (-1.2, gaussian(0.3, 1.0))),
}
DECAYING: dict[str, Signal] = {
    "x": gaussian(1.0, 0.5, -0.7),
    "h": gaussian(-0.6, 1.0),
}
KINDS: tuple[Kind, ...] = ("smooth", "decaying", "sequences")
WHOLE = [{"t": 2.0, "p": 1.3}, {"t": -1.0, "p": 0.45}, {"t": 0.0, "p": -0.66}]
POINTS = [{"t": 0.37, "p": 1.3}, {"t": -0.81, "p": 0.45}, {"t": 1.21, "p": -0.66}]


def close(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * (1 + abs(a) + abs(b))


def values(
    subject: FunctionSubject, signals: Mapping[str, Signal], env: Mapping[str, float]
) -> list[float] | None:
    """None where there are none, or where they are not known well."""
    try:
        found = Evaluator(subject, signals).outputs(env)
        again = Evaluator(subject, signals, panels=5).outputs(env)
    except Undefined:
        return None
    if any(abs(v) > 1e6 for v in found):
        return None
    well = all(abs(a - b) <= CLOSE / 10 * (1 + abs(a)) for a, b in zip(found, again, strict=True))
    return found if well else None


def at_hand(kind: Kind) -> tuple[dict[str, Signal], list[dict[str, float]]]:
    """Functions that may be integrated as far as they are, and places."""
    return SIGNALS if kind == "smooth" else DECAYING, WHOLE if kind == "sequences" else POINTS


def agree(a: Sequence[float], b: Sequence[float]) -> bool:
    return all(close(x, y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("seed", range(DRAWS))
@pytest.mark.parametrize("kind", KINDS)
def test_letters_have_the_value_of_what_was_written(seed: int, kind: Kind) -> None:
    """At functions that are no polynomials: identities hold for all that are smooth."""
    subject = Draw(seed, kind).subject()
    signals, points = at_hand(kind)
    letters = Letters(subject)
    try:
        outputs = letters.read()
    except (Rejected, TooLarge):
        return
    own = {"t", "p"}
    assert letters.free(*outputs) <= own, "a bound variable is used outside"
    read = replace(subject, letters=tuple(letters.table.items()), outputs=outputs)
    for env in points:
        before, after = values(subject, signals, env), values(read, signals, env)
        assert before is None or after is None or agree(before, after), (seed, env)


BASIS: tuple[Element, ...] = (Monomial((0,)), Monomial((1,)), Monomial((2,)), Bump(-1, 2, 4, 1))
COEFFICIENTS = [fmpq(2, 3), fmpq(-1, 2), fmpq(1, 5), fmpq(1, 7)]


def bump(t: float) -> float:
    return ((t + 1) * (2 - t)) ** 4 * t if -1 < t < 2 else 0.0


def bump_slope(orders: tuple[int, ...], t: float) -> float:
    """By differences, but for the value."""
    (order,) = orders
    if order == 0:
        return bump(t)
    step = 1e-3
    lower = (order - 1,)
    rest = bump_slope(lower, t + step) - bump_slope(lower, t - step)
    return rest / (2 * step)


@pytest.mark.parametrize("seed", range(DRAWS))
@pytest.mark.parametrize("count", [3, 4])
def test_the_operator_on_a_basis_has_the_values_of_the_operator(seed: int, count: int) -> None:
    """At a polynomial, and at one with a bump, at one time."""
    subject = replace(Draw(seed).subject())
    basis, factors = BASIS[:count], COEFFICIENTS[:count]
    signal = combined(
        (1.0, polynomial(*map(number, factors[:3]))),
        *([(number(factors[3]), bump_slope)] if count == 4 else []),
    )
    place = fmpq(1, 2)
    try:
        plain = restricted(
            fixed(subject, "p", const(fmpq(3, 2))), {"x": basis}, {"t": const(place)}
        )
    except (Rejected, TooLarge):
        return
    if plain.parameters:  # values of h
        return
    env = {f"x#{j}": number(c) for j, c in enumerate(factors)}
    right = values(subject, {"x": signal}, {"t": 0.5, "p": 1.5})
    try:
        left = Evaluator(replace(subject, outputs=plain.outputs), {}).outputs(env)
    except Undefined:
        return
    assert right is None or agree(left, right), seed


@pytest.mark.parametrize("seed", range(DRAWS))
def test_the_operator_on_impulses_has_the_values_of_the_operator(seed: int) -> None:
    """At a finite sequence: also of sums without end."""
    subject = fixed(Draw(seed, "sequences").subject(), "p", const(fmpq(3, 2)))
    basis = tuple(map(Impulse, (-1, 0, 2)))
    for n in (-1, 0, 3):
        try:
            plain = restricted(subject, {"x": basis}, {"t": const(n)})
        except (Rejected, TooLarge):
            continue
        if plain.parameters:
            continue
        row = dict(zip((-1.0, 0.0, 2.0), COEFFICIENTS, strict=False))
        env = {f"x#{j}": number(c) for j, c in enumerate(COEFFICIENTS[:3])}
        signal = {"x": lambda orders, k, row=row: number(row.get(k, 0))}
        left = Evaluator(replace(subject, outputs=plain.outputs), {})
        right = values(subject, signal, {"t": float(n)})
        try:
            assert right is None or agree(left.outputs(env), right), seed
        except Undefined:
            continue


@pytest.mark.parametrize("seed", range(DRAWS))
def test_operators_made_of_others_have_their_values(seed: int) -> None:
    """Delayed, with a parameter fixed, and at one time."""
    subject = Draw(seed).subject()
    late = {**SIGNALS, "x": later(SIGNALS["x"], 0.7)}
    for env in POINTS[:2]:
        moved = values(delayed(subject, "t"), SIGNALS, {**env, SHIFT: 0.7})
        first = values(subject, late, env)
        second = values(subject, SIGNALS, {**env, "t": env["t"] - 0.7})
        assert None in (moved, first, second) or agree(moved, [*first, *second]), seed  # type: ignore[misc, arg-type]
        at = values(fixed(subject, "p", var("p")), SIGNALS, env)
        plain = values(subject, SIGNALS, env)
        assert None in (at, plain) or agree(at, plain)  # type: ignore[arg-type]
        made, found = pinned(subject)
        given = {n: SIGNALS["h"](v.orders, Evaluator(subject, {}).term(v.arguments[0], env))
                 for n, v in found.items()}  # fmt: skip
        there = values(made, SIGNALS, {**env, **given})
        assert None in (there, plain) or agree(there, plain)  # type: ignore[arg-type]


LAWS = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.ODD, Law.POSITIVE_HOMOGENEITY)


def is_shown(question: Callable[[], Subject]) -> bool:
    try:
        subject = question()
        rows = len(subject.outputs) // 2
        check(subject, Law.EQUIVALENT, "proved", DirectProof((PLAIN,) * rows))
    except (Rejected, TooLarge):
        return False
    return True


def drawn(random: Random, kind: Kind) -> Signal:
    bell = random.uniform(-2, 2), gaussian(random.uniform(-1, 1), 1.0)
    rest = polynomial(*(random.uniform(-1, 1) for _ in range(3)))
    return combined(bell, (1.0 if kind == "smooth" else 0.0, rest))


@pytest.mark.parametrize("seed", range(DRAWS))
@pytest.mark.parametrize("kind", KINDS)
def test_laws_that_are_proved_hold(seed: int, kind: Kind) -> None:
    """At functions drawn at random: each side by the evaluator."""
    subject, random = Draw(seed, kind).subject(), Random(seed)
    x, y = drawn(random, kind), drawn(random, kind)
    signals, points = at_hand(kind)
    for law in LAWS:
        if not is_shown(lambda law=law: pulled(subject, law)):  # type: ignore[misc]
            continue
        a = {Law.ODD: -1.0, Law.HOMOGENEITY: -1.7, Law.POSITIVE_HOMOGENEITY: 1.7}.get(law, 1.0)
        b = 1.0 if law is Law.ADDITIVITY else 0.0
        for env in points:
            sides = [values(subject, {**signals, "x": signal}, env)
                     for signal in (combined((a, x), (b, y)), x, y)]  # fmt: skip
            if None in sides:
                continue
            left, first, second = sides
            right = [a * u + b * v for u, v in zip(first, second, strict=True)]  # type: ignore[arg-type]
            assert agree(left, right), (seed, law)  # type: ignore[arg-type]
    if is_shown(lambda: flat(delayed(subject, "t"), Law.EQUIVALENT)):
        for env in points:
            found = values(
                delayed(subject, "t"),
                {**signals, "x": x},
                {**env, SHIFT: 1.0 if kind == "sequences" else 0.9},
            )
            assert found is None or close(*found), seed
