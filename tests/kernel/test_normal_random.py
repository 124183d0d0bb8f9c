"""The kernel's normal forms, signs and domains against a second reading of what they mean.

The suite takes a few thousand draws; `SYMLIN_FUZZ_SECONDS=600` keeps each test drawing for ten
minutes, `SYMLIN_FUZZ_SEED` starts it elsewhere, and `SYMLIN_FUZZ_SHARE=0.1` takes a tenth of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from random import Random

import mpmath
from flint import fmpq

from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, NONZERO, POS, ZERO
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.signs import Signs
from symlin.kernel.term import Guard, Term, const, function, mul, negation, power, sqrt, var
from symlin.kernel.theories.degree import all_of_degree_one
from symlin.kernel.theories.rational import Evaluator, NotRational, NoValue
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute

from .kernel_reference import (
    NormalReading,
    Point,
    Real,
    Uncertain,
    close,
    holds,
    mpf,
    normal_value,
    number,
    partial_value,
    plus,
    sign,
    times,
    value,
)
from .random_terms import NAMES, Terms

SECONDS = float(os.environ.get("SYMLIN_FUZZ_SECONDS", "0"))
SEED = int(os.environ.get("SYMLIN_FUZZ_SEED", "0"))
SHARE = float(os.environ.get("SYMLIN_FUZZ_SHARE", "1"))
WIDE = 400
"""Most monomials that the reference evaluates; it takes its time."""
MASK = {-1: NEG, 0: ZERO, 1: POS}

Draw = tuple[Terms, list[Guard], list[Point]]


def true_at(guard: Guard, point: Point) -> bool | None:
    """None where the reference cannot tell."""
    try:
        return holds(guard, point)
    except Uncertain:
        return None


def draw(seed: int, transcendental: bool, most_facts: int = 3) -> Draw:
    """Facts, and points at which all of them hold (the first is what the facts were made for)."""
    random = Random(seed)
    terms = Terms(random, transcendental)
    home = terms.point()
    facts: list[Guard] = []
    for _ in range(random.randint(0, most_facts)):
        fact = terms.guard(random.choice((0, 0, 1, 2)))
        truth = true_at(fact, home)
        if truth is not None:
            facts.append(fact if truth else negation(fact))
    others = [terms.point() for _ in range(12)]
    for point in others[:4]:
        point[random.choice(NAMES)] = home[random.choice(NAMES)]
    points = [home, *(p for p in others if all(true_at(f, p) is True for f in facts))]
    return terms, facts, points


def seeds(count: int) -> Iterator[int]:
    start = time.monotonic()
    seed = SEED
    while seed < SEED + count * SHARE or time.monotonic() - start < SECONDS:
        yield seed
        seed += 1


def checked(test: Callable[[Draw], None], count: int, transcendental: bool) -> int:
    """How many draws of `count` were compared, where all are taken; what the reference or the
    kernel declines does not count."""
    done = 0
    for seed in seeds(count):
        try:
            test(draw(seed, transcendental))
            done += 1
        except (Uncertain, TooLarge):
            continue
        except AssertionError as failure:
            raise AssertionError(f"seed {seed}, transcendental={transcendental}") from failure
    return round(done / SHARE)


def agree(drawn: Draw) -> None:
    """Normal form, sign and decisions hold at every point where the facts hold."""
    terms, facts, points = drawn
    term = terms.term(3)
    guard = terms.guard(2)
    context = Context(facts)
    assert context.contradiction is None, (facts, points[0])
    p = context.normal(term)
    if len(p.terms) > WIDE:
        raise TooLarge
    mask = context.signs.sign(p)
    answer = context.decide(guard)
    cleared, factor = context.clear(p)
    for point in points:
        reading = NormalReading(point)
        signs_agree(context.signs, reading)
        try:
            expected = value(term, point)
            actual = reading.value(p)
        except Uncertain:
            continue
        assert close(expected, actual), (facts, term, point, expected, actual)
        try:
            s = sign(expected)
            assert mask & MASK[s], (facts, term, point, mask)
            t = sign(reading.value(cleared))
            assert (s == 0) == (t == 0), (facts, term, point)
            assert factor == NONZERO or t == (s if factor == POS else -s), (facts, term, point)
        except Uncertain:
            pass
        truth = true_at(guard, point)
        if truth is not None and answer is not None:
            assert answer is truth, (facts, guard, point)


def signs_agree(signs: Signs, reading: NormalReading) -> None:
    """All that is noted of forms, polynomials and atoms holds at a point of the facts."""
    for p, mask in list(signs._memo.items())[:100]:
        if len(p.terms) < 40:
            with suppress(Uncertain):
                assert mask & MASK[sign(reading.value(p))], (p.terms, mask, reading.point)
    for form, interval in signs.intervals.items():
        with suppress(Uncertain):
            above = compared(reading.value(form), interval.low)
            below = compared(reading.value(form), interval.high)
            assert above is None or above > 0 or (above == 0 and not interval.low_open)
            assert below is None or below < 0 or (below == 0 and not interval.high_open)
            assert all(compared(reading.value(form), n) != 0 for n in interval.excluded)


def compared(v: Real, bound: Number | None) -> int | None:
    return None if bound is None else sign(plus(v, -number(bound)))


def test_normal_forms_of_rational_pieces_agree_with_the_meaning_of_terms() -> None:
    """A normal form that is another function than its term would prove anything."""
    assert checked(agree, 700, False) > 500


def test_normal_forms_of_transcendental_terms_agree_with_the_meaning_of_terms() -> None:
    assert checked(agree, 300, True) > 200


def encloses(drawn: Draw) -> None:
    """Numbers without variables have the signs that balls give them."""
    terms, _, points = drawn
    term = terms.term(3)
    for point in points[:3]:
        try:
            meant = value(term, point)
            at = {n: const(fmpq(v.numerator, v.denominator)) for n, v in point.items()}
            context = Context(())
            p = context.normal(substitute((term,), at)[0])
            assert close(meant, normal_value(p, point)), (term, point)
            mask = context.signs.sign(p)
            assert mask & MASK[sign(meant)], (term, point, mask)
        except Uncertain:
            continue


def test_signs_of_numbers_agree_with_their_digits() -> None:
    """Arb's balls, and the exact rules for closed terms."""
    assert checked(encloses, 300, True) > 200


def defined(drawn: Draw) -> None:
    """The guard of definedness holds exactly where the partial function has a value."""
    terms, _, points = drawn
    term = terms.term(3)
    guard = definedness([term])
    for point in points:
        try:
            meant = partial_value(term, point)
            assert holds(guard, point) is (meant is not None), (term, point)
            if meant is not None:
                assert close(meant, value(term, point)), (term, point)
        except Uncertain:
            continue


def test_definedness_is_exact() -> None:
    """Too weak a guard proves laws at points without values, too strong a one leaves points out."""
    assert checked(defined, 700, False) > 500
    assert checked(defined, 250, True) > 150


def evaluates(drawn: Draw) -> None:
    """The rational evaluator gives the partial function's value, or declines."""
    terms, _, points = drawn
    term = terms.term(3)
    for point in points[:4]:
        try:
            meant = partial_value(term, point)
        except Uncertain:
            continue
        at = {name: fmpq(v.numerator, v.denominator) for name, v in point.items()}
        try:
            found: Fraction | None = Fraction(str(Evaluator(at).value(term)))
        except NotRational:
            continue
        except NoValue:
            found = None
        assert found == meant, (term, point)


def test_rational_evaluation_agrees_with_the_meaning_of_terms() -> None:
    assert checked(evaluates, 600, False) > 400
    assert checked(evaluates, 300, True) > 200


def replaces(drawn: Draw) -> None:
    """Substituting terms for variables is evaluation at their values."""
    terms, _, points = drawn
    term, guard = terms.term(3), terms.guard(2)
    inner = {name: terms.term(1) for name in NAMES[:2]}
    moved, moved_guard = substitute((term, guard), inner)
    for point in points[:4]:
        try:
            there = {**point, **{name: value(t, point) for name, t in inner.items()}}
            assert close(value(moved, point), value(term, there)), (term, inner, point)
            assert holds(moved_guard, point) is holds(guard, there), (guard, inner, point)
        except Uncertain:
            continue


def test_substitution_is_evaluation_at_other_values() -> None:
    assert checked(replaces, 400, True) > 250


def scales(drawn: Draw) -> None:
    """Terms of degree 1 in x and y are multiplied by a > 0 where x and y are."""
    terms, _, points = drawn
    x, y = var("x"), var("y")
    ratio = mul(x, power(y, -1))
    moved = substitute((terms.term(3),), {"x": ratio, "y": function("abs", ratio)})[0]
    for term in (terms.term(1), terms.term(2), mul(y, moved)):
        if not all_of_degree_one([term], frozenset(["x", "y"])):
            continue
        for point in points[:4]:
            for a in (Fraction(2), Fraction(1, 3)):
                there = {**point, "x": a * point["x"], "y": a * point["y"]}
                with suppress(Uncertain):
                    assert close(value(term, there), times(a, value(term, point))), (term, point)
        with suppress(Uncertain):
            origin = {"x": Fraction(0), "y": Fraction(0), "z": points[0]["z"]}
            assert close(value(term, origin), Fraction(0)), (term, origin)


def test_terms_of_degree_one_are_positively_homogeneous() -> None:
    assert checked(scales, 300, True) > 200


def differentiates(drawn: Draw) -> None:
    """A derivative is the limit of difference quotients, at points where the facts hold."""
    terms, facts, points = drawn
    context = Context(facts)
    p = context.normal(terms.term(3))
    if len(p.terms) > WIDE:
        raise TooLarge
    step = mpmath.mpf(10) ** -20
    for name in NAMES:
        if not is_smooth(context, p, frozenset([name])):
            continue
        slope = derivative(context, p, name)
        for point in points[:3]:
            try:
                ahead, behind = (
                    normal_value(p, {**point, name: mpf(point[name]) + h})
                    for h in (step, -step)
                )  # fmt: skip
                quotient = (mpf(ahead) - mpf(behind)) / (2 * step)
                exact = mpf(normal_value(slope, point))
            except Uncertain:
                continue
            scale = 1 + abs(quotient)
            assert abs(quotient - exact) < scale * mpmath.mpf(10) ** -12, (facts, p, name, point)


def test_derivatives_agree_with_difference_quotients() -> None:
    assert checked(differentiates, 200, True) > 120


def test_the_reference_reads_functions_as_total() -> None:
    """1/0 = 0, and so on: the reading under which normal forms are identities."""
    point = {"x": Fraction(0), "y": Fraction(-4)}
    x, y = var("x"), var("y")
    zeros: list[Term] = [power(x, -1), sqrt(y), function("log", y), function("asin", y)]
    assert [value(t, point) for t in zeros] == [0, 0, 0, 0]
    assert [partial_value(t, point) for t in zeros] == [None] * 4
