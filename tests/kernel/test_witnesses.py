"""Witnesses whose points and weights are no instance of the law: their sums say nothing.

The functions keep the law that the witness claims to break, or would, if it were an instance.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flint import fmpq

from symlin.kernel.certificate import Contradiction, Impossible, ParameterSplit, Rejected, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    const,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    scale,
    sqrt,
    var,
)

pytestmark = pytest.mark.quick

x, y, p = var("x"), var("y"), var("p")
EXP = function("exp", x)
SINH = add(EXP, neg(function("exp", neg(x))))
ABS = function("abs", x)
ROOT = sqrt(power(x, 2))
CUBE = power(x, 3)
HALF = fmpq(1, 2)


def terms(values: Sequence[Number | Term]) -> list[Term]:
    return [const(v) if isinstance(v, int | fmpq) else v for v in values]


def of(*outputs: Term, where: Sequence[Guard] = (), parameters: Sequence[str] = ()) -> Subject:
    return Subject(("x",), tuple(parameters), outputs, tuple(where))


def witness(
    points: Sequence[Number | Term], weights: Sequence[Number | Term], output: int = 0
) -> Witness:
    return Witness(tuple({"x": t} for t in terms(points)), tuple(terms(weights)), output)


WIDE = [gt(x, const(-9))]
"""On all of R a law that implies linearity breaks where linearity does; here it does not."""
Attempt = tuple[Subject, Law, Witness]

INSTANCES: dict[str, Attempt] = {
    "exp(1) is not 2 exp(1/2)": (of(EXP), Law.ADDITIVITY, witness([1, HALF, HALF], [1, -1, -1])),
    "exp(2) is not 2 exp(1)": (of(EXP), Law.HOMOGENEITY, witness([2, 1], [1, -2])),
    "the same for a factor that is not negative": (
        of(EXP),
        Law.POSITIVE_HOMOGENEITY,
        witness([2, 1], [1, -2]),
    ),
    "exp(0) is not 0 exp(1)": (of(EXP), Law.POSITIVE_HOMOGENEITY, witness([0, 1], [1, 0])),
    "x + 1 at 2 is not twice that at 1": (
        of(add(x, ONE)),
        Law.POSITIVE_HOMOGENEITY,
        witness([2, 1], [1, -2]),
    ),
    "exp is not odd": (of(EXP), Law.ODD, witness([1, -1], [1, 1])),
    "exp is not linear": (of(EXP), Law.LINEAR, witness([2, 1], [1, -2])),
    "exp is not linear, by three points": (of(EXP), Law.LINEAR, witness([3, 1, -1], [1, -2, 1])),
    "exp is not affine": (of(EXP), Law.AFFINE, witness([0, 1, -1], [2, -1, -1])),
    "exp and x differ": (of(EXP, x), Law.EQUIVALENT, witness([1], [1])),
    "the second outputs differ": (
        of(x, EXP, x, SINH),
        Law.EQUIVALENT,
        witness([1], [1], output=1),
    ),
    "the second rational outputs differ": (
        of(x, CUBE, x, x),
        Law.EQUIVALENT,
        witness([2], [1], output=1),
    ),
    "the second output is not odd": (of(SINH, EXP), Law.ODD, witness([1, -1], [1, 1], output=1)),
    "p exp(x) is not odd where p > 0": (
        of(mul(p, EXP), where=[gt(p)], parameters=["p"]),
        Law.ODD,
        witness([1, -1], [1, 1]),
    ),
}


@pytest.mark.parametrize("name", INSTANCES)
def test_an_instance_that_breaks_the_law_is_accepted(name: str) -> None:
    """Without these, a checker that accepts no witness would pass."""
    subject, law, found = INSTANCES[name]
    check(subject, law, "refuted", found)


NONE: dict[str, Attempt] = {
    "exp(1) against exp(0) and exp(2)": (of(EXP), Law.ADDITIVITY, witness([1, 0, 2], [1, -1, -1])),
    "exp twice against exp(0) and exp(2)": (
        of(EXP, where=WIDE),
        Law.ADDITIVITY,
        witness([1, 0, 2], [2, -1, -1]),
    ),
    "x at 1 against 0 and 2, where x > -9": (
        of(x, where=WIDE),
        Law.ADDITIVITY,
        witness([1, 0, 2], [1, -1, -1]),
    ),
    "exp(1) against exp(0) and exp(2), where x > -9": (
        of(EXP, where=WIDE),
        Law.ADDITIVITY,
        witness([1, 0, 2], [1, -1, -1]),
    ),
    "additivity by two points": (
        of(add(x, ONE), where=WIDE),
        Law.ADDITIVITY,
        witness([1, -1], [1, 1]),
    ),
    "additivity by weights of another sign": (
        of(add(x, ONE), where=WIDE),
        Law.ADDITIVITY,
        witness([0, -1, 1], [-1, 1, 1]),
    ),
    "additivity by weights that depend on p": (
        of(add(EXP, p), parameters=["p"], where=[ge(p, ONE), ge(ONE, p)]),
        Law.ADDITIVITY,
        witness([0, 0, 0], [add(p, ONE), neg(p), neg(p)]),
    ),
    "additivity by weights of which one depends on p": (
        of(
            power(x, 2),
            where=[ge(x, ONE), ge(const(3), scale(2, x)), eq(p, const(HALF))],
            parameters=["p"],
        ),
        Law.ADDITIVITY,
        witness([fmpq(3, 2), 1, 1], [1, add(p, const(-1)), -1]),
    ),
    "x is not homogeneous, by points that do not scale": (
        of(x),
        Law.HOMOGENEITY,
        witness([1, 5], [1, -2]),
    ),
    "the same for a factor that is not negative": (
        of(x),
        Law.POSITIVE_HOMOGENEITY,
        witness([1, 5], [1, -2]),
    ),
    "exp, by points that do not scale, where x > -9": (
        of(EXP, where=WIDE),
        Law.HOMOGENEITY,
        witness([1, 5], [1, -2]),
    ),
    "exp, by points that do not scale": (of(EXP), Law.HOMOGENEITY, witness([1, 5], [1, -2])),
    "exp, by a first weight of 2": (of(EXP, where=WIDE), Law.HOMOGENEITY, witness([1, 2], [2, -1])),
    "|x| at 1 and at -1, both with weight -1": (
        of(ABS),
        Law.POSITIVE_HOMOGENEITY,
        witness([1, -1], [-1, -1]),
    ),
    "sqrt(x^2) at -1 against 1": (of(ROOT), Law.POSITIVE_HOMOGENEITY, witness([-1, 1], [1, 1])),
    "sqrt(x^2) at 1 and at -1, both with weight -1": (
        of(ROOT),
        Law.POSITIVE_HOMOGENEITY,
        witness([1, -1], [-1, -1]),
    ),
    "positive homogeneity by one point": (
        of(add(x, ONE)),
        Law.POSITIVE_HOMOGENEITY,
        witness([0], [1]),
    ),
    "x^3 is not odd, by 2 f(1) and f(2)": (of(CUBE), Law.ODD, witness([1, 2], [2, -1])),
    "sinh is not odd, by 2 f(1) and f(2)": (of(SINH), Law.ODD, witness([1, 2], [2, -1])),
    "sinh is not odd, by f(1) and f(2)": (of(SINH), Law.ODD, witness([1, 2], [1, 1])),
    "x^3 is not odd, by f(1) and f(2)": (of(CUBE), Law.ODD, witness([1, 2], [1, 1])),
    "x^3 is not odd, by one point": (of(CUBE), Law.ODD, witness([1], [1])),
    "x is not affine, by f(2) and f(1)": (of(x), Law.AFFINE, witness([2, 1], [1, -1])),
    "x + 1 is not affine, by f(1) and f(-1)": (
        of(add(x, ONE)),
        Law.AFFINE,
        witness([1, -1], [1, 1]),
    ),
    "x + exp(p), the same": (
        of(add(x, function("exp", p)), parameters=["p"]),
        Law.AFFINE,
        witness([1, -1], [1, 1]),
    ),
    "x is not linear, by f(1)": (of(x), Law.LINEAR, witness([1], [1])),
    "x and x differ": (of(x, x), Law.EQUIVALENT, witness([1], [1])),
    "exp and exp differ": (of(EXP, EXP), Law.EQUIVALENT, witness([1], [1])),
    "two points of difference": (of(x, CUBE), Law.EQUIVALENT, witness([1, 2], [1, 1])),
    "the first outputs differ where the second do": (
        of(x, EXP, x, SINH),
        Law.EQUIVALENT,
        witness([1], [1]),
    ),
}
HOLE = piecewise((add(x, ONE), gt(ONE, x)))
"""x + 1, but only below 1."""
OUTSIDE: dict[str, Attempt] = {
    "a hole at the last point": (of(HOLE), Law.ADDITIVITY, witness([0, -1, 1], [1, -1, -1])),
    "a hole at the last point of a root": (
        of(add(HOLE, ROOT, function("exp", x))),
        Law.ADDITIVITY,
        witness([0, -1, 1], [1, -1, -1]),
    ),
    "the second point leaves the assumptions": (
        of(EXP, where=[ge(x)]),
        Law.ODD,
        witness([1, -1], [1, 1]),
    ),
    "the parameters may leave the point without a value": (
        of(mul(EXP, power(add(x, p), -1)), parameters=["p"]),
        Law.ODD,
        witness([1, -1], [1, 1]),
    ),
    "a coordinate without a value": (of(EXP), Law.ODD, witness([power(ZERO, -1), 0], [1, 1])),
    "a coordinate without a value, for p = 0": (
        of(mul(ABS, function("exp", p)), parameters=["p"]),
        Law.ADDITIVITY,
        witness([0, mul(p, power(p, -1)), neg(mul(p, power(p, -1)))], [1, -1, -1]),
    ),
}


@pytest.mark.parametrize("name", [*NONE, *OUTSIDE])
def test_what_is_no_instance_in_the_domain_is_rejected(name: str) -> None:
    subject, law, found = (NONE | OUTSIDE)[name]
    with pytest.raises(Rejected):
        check(subject, law, "refuted", found)


def test_every_point_gives_every_input_in_order() -> None:
    subject = Subject(("x", "y"), (), (mul(x, y),))
    one, minus = const(1), const(-1)
    good = {"x": one, "y": one}
    for other in ({"y": minus, "x": minus}, {"x": minus}, {**good, "p": one}, {}):
        for points in ((good, other), (other, good)):
            with pytest.raises(Rejected, match="every input, in order"):
                check(subject, Law.ODD, "refuted", Witness(points, (ONE, ONE), 0))
    check(subject, Law.ODD, "refuted", Witness((good, {"x": minus, "y": minus}), (ONE, ONE), 0))


# ---- cases ----

KINKED = of(mul(p, maximum(x, ZERO)), parameters=["p"])
BREAKS = witness([0, -1, 1], [1, -1, -1])
PLAIN = Contradiction()


def test_both_sides_of_a_case_distinction_are_checked() -> None:
    """p relu(x) breaks additivity for p != 0; for p = 0 nothing does."""
    inside = of(mul(p, maximum(x, ZERO)), parameters=["p"], where=[ne(p)])
    check(inside, Law.ADDITIVITY, "refuted", ParameterSplit(gt(p), BREAKS, BREAKS))
    for split in (
        ParameterSplit(eq(p), BREAKS, BREAKS),
        ParameterSplit(ne(p), BREAKS, BREAKS),
        ParameterSplit(ne(p), BREAKS, Impossible(PLAIN)),
        ParameterSplit(eq(p), Impossible(PLAIN), BREAKS),
    ):
        with pytest.raises(Rejected):
            check(KINKED, Law.ADDITIVITY, "refuted", split)


def test_the_domain_excludes_parameters_only_by_what_it_says_of_them() -> None:
    """Here it is the inputs that are impossible: nothing is said of p."""
    subject = of(mul(p, x), parameters=["p"], where=[gt(x), gt(neg(x))])
    with pytest.raises(Rejected, match="do not contradict"):
        check(subject, Law.LINEAR, "refuted", Impossible(PLAIN))
    check(
        of(mul(p, x), parameters=["p"], where=[gt(p), gt(neg(p))]),
        Law.LINEAR,
        "refuted",
        Impossible(PLAIN),
    )


def test_a_fact_about_inputs_and_parameters_excludes_neither() -> None:
    subject = of(mul(p, x), parameters=["p"], where=[gt(mul(p, scale(0, x))), gt(x, p), gt(p, x)])
    with pytest.raises(Rejected):
        check(subject, Law.LINEAR, "refuted", Impossible(PLAIN))


def test_a_witness_in_a_piece_that_is_not_there_is_rejected() -> None:
    subject = of(piecewise((x, gt(x)), (add(x, function("exp", p)), TRUE)), parameters=["p"])
    with pytest.raises(Rejected):
        check(subject, Law.ADDITIVITY, "refuted", witness([3, 1, 2], [1, -1, -1]))
    check(subject, Law.ADDITIVITY, "refuted", witness([-3, -1, -2], [1, -1, -1]))
