"""Each step of a contradiction: where it closes a case, and where it must not.

The facts of the second kind hold at a point, which is given and tried: no step may close them.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq

from symlin.kernel.certificate import (
    Combination,
    ConstantGradient,
    Contradiction,
    DirectProof,
    Lemma,
    MatrixProof,
    Monotone,
    ProductSign,
    Proof,
    Rejected,
    Split,
    Substitute,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.contradiction import follow
from symlin.kernel.term import (
    ONE,
    PI,
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
    sub,
    var,
)

from .kernel_reference import Point, holds

pytestmark = pytest.mark.quick

x, y, z = var("x"), var("y"), var("z")
HALF = fmpq(1, 2)
PLAIN = Contradiction()
FLOOR = function("floor", x)
SIN, COS = function("sin", x), function("cos", x)


def inverse(t: Term) -> Term:
    return power(t, -1)


def total(*terms: Term) -> Combination:
    """The sum of the terms, each not negative by itself."""
    return Combination(tuple((t,) for t in terms))


JUMP = add(
    function("atan", sub(x, ONE)),
    function("atan", mul(sub(const(2), x), inverse(x))),
    scale(fmpq(-1, 4), PI),
)
"""0 for x > 0, -pi for x < 0, with a zero gradient on either side."""
APART = ne(maximum(x, ZERO), maximum(y, ZERO))
HALVED = add(scale(2, power(function("sin", scale(HALF, x)), 2)), COS, z)
"""1 + z, as is seen when angles are counted in halves."""
WINDING = add(function("atan", mul(COS, inverse(SIN))), x, scale(-HALF, PI))
"""0 on (0, pi), 2 pi on (2 pi, 3 pi): constant wherever sin(x) > 0 holds without a break."""
U = sub(x, scale(2, y))
"""-1 at (1, 1)."""
DIFFERENCE = sub(x, y)

LOG = function("log", x)
AROUND_ONE = power(sub(x, ONE), 2)
"""Its slope at 1 is 0, and it is larger everywhere else."""
BOWL = add(COS, scale(HALF, power(x, 2)))


def rising(more: Term, less: Term, distance: Term = x) -> Combination:
    """x (x - sin x) >= 0 against more > less, at a distance from 0 that is not negative."""
    return Combination(((sub(more, less), distance), (mul(x, sub(x, SIN)),)))


RECIPROCAL = Monotone(
    neg(inverse(x)),
    "x",
    const(-1),
    power(x, -2),
    PLAIN,
    Combination(
        (
            (add(x, ONE), add(inverse(x), ONE)),
            (mul(add(x, ONE), sub(neg(inverse(x)), ONE)),),
        )
    ),
)
"""-1/x grows on either side of 0; from -1 to 1 it does not."""

CLOSED: dict[str, tuple[list[Guard], Proof]] = {
    "x > 0 and x < 0, whatever is substituted": (
        [gt(x), gt(neg(x))],
        Substitute("y", ONE, ONE, PLAIN),
    ),
    "x >= y >= z >= x + 1, added": (
        [ge(x, y), ge(y, z), ge(z, add(x, ONE))],
        total(DIFFERENCE, sub(y, z), sub(z, add(x, ONE))),
    ),
    "x > y and y >= x in a sum that is 0": (
        [gt(add(x, z), y), ge(y, add(x, z))],
        total(sub(add(x, z), y), sub(y, add(x, z))),
    ),
    "(x - y)^2 + 1 = 0, taken apart": (
        [eq(add(power(x, 2), scale(-2, mul(x, y)), power(y, 2), ONE))],
        Combination(((DIFFERENCE, DIFFERENCE), (ONE,))),
    ),
    "(x - y)^2 = 0 with x != y": (
        [ne(DIFFERENCE), eq(add(power(x, 2), scale(-2, mul(x, y)), power(y, 2)))],
        Combination(((DIFFERENCE, DIFFERENCE),)),
    ),
    "1/x = -z and 1/y = z with x + y > 0": (
        [ne(x), ne(y), eq(add(inverse(x), z)), eq(sub(inverse(y), z)), gt(add(x, y))],
        total(add(inverse(x), z), sub(inverse(y), z)),
    ),
    "z > -1 and 2 sin(x/2)^2 + cos(x) + z = 0": (
        [gt(z, const(-1)), eq(HALVED)],
        Combination(((add(z, ONE),), (neg(HALVED),)), 2),
    ),
    "0 < floor(x) < 1": (
        [gt(FLOOR), gt(ONE, FLOOR)],
        Lemma("integer", x, 0, Split(ge(ZERO, FLOOR), PLAIN, PLAIN)),
    ),
    "x < floor(x)": ([gt(FLOOR, x)], Lemma("floor", x, 0, PLAIN)),
    "sin(x) > 2": ([gt(SIN, const(2))], Lemma("sin", x, 0, PLAIN)),
    "cos(x) < -2": ([gt(const(-2), COS)], Lemma("cos", x, 0, PLAIN)),
    "exp(x) < 1 + x": ([gt(add(ONE, x), function("exp", x))], Lemma("exp", x, 0, PLAIN)),
    "x > 0, y > x, and (y - x) x = x y - x^2 is negative": (
        [gt(x), gt(y, x), gt(sub(power(x, 2), mul(x, y)))],
        ProductSign((x, sub(y, x)), PLAIN),
    ),
    "x > y and x < y - 1 by a product of two that are not 0": (
        [ne(x), ne(DIFFERENCE), eq(power(x, 2), mul(x, y))],
        ProductSign((x, DIFFERENCE), PLAIN),
    ),
    "(x - y)^2 >= 0 by a product": (
        [gt(ZERO, add(power(x, 2), scale(-2, mul(x, y)), power(y, 2)))],
        ProductSign((DIFFERENCE, DIFFERENCE), PLAIN),
    ),
    "x = y, put in": ([eq(x, y), APART], Substitute("x", y, ONE, PLAIN)),
    "x z = y z with z != 0": (
        [eq(mul(x, z), mul(y, z)), ne(z), APART],
        Substitute("x", y, z, PLAIN),
    ),
    "the arcus on x > 1/2": (
        [gt(x, const(HALF)), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": ONE}),
    ),
    "the arcus on 1/2 < x < 3": (
        [gt(x, const(HALF)), gt(const(3), x), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": ONE}),
    ),
    "the arcus, where another variable moves too": (
        [gt(x), gt(y, const(2)), gt(const(5), add(x, y)), ne(JUMP)],
        ConstantGradient(JUMP, ("x", "y"), {"x": ONE, "y": const(3)}),
    ),
    "the arcus, where another variable is fixed": (
        [gt(x), gt(x, y), ne(JUMP), eq(y, const(HALF))],
        ConstantGradient(JUMP, ("x",), {"x": ONE}),
    ),
    "sin(x) > x where x > 0, by the slope from 0": (
        [gt(x), gt(SIN, x)],
        Monotone(sub(x, SIN), "x", ZERO, sub(ONE, COS), PLAIN, rising(SIN, x)),
    ),
    "sin(x) < x where x < 0, by the slope from 0": (
        [gt(neg(x)), gt(x, SIN)],
        Monotone(sub(x, SIN), "x", ZERO, sub(ONE, COS), PLAIN, rising(x, SIN, neg(x))),
    ),
    "log(x) > x - 1 where x > 1": (
        [gt(x, ONE), gt(LOG, sub(x, ONE))],
        Monotone(
            sub(sub(x, ONE), LOG),
            "x",
            ONE,
            sub(ONE, inverse(x)),
            PLAIN,
            Combination(
                (
                    (sub(LOG, sub(x, ONE)), sub(x, ONE)),
                    (mul(sub(x, ONE), sub(sub(x, ONE), LOG)),),
                )
            ),
        ),
    ),
    "cos(x) + x^2/2 < 1 where x > 0, by two slopes": (
        [gt(x), gt(ONE, BOWL)],
        Monotone(
            BOWL,
            "x",
            ZERO,
            sub(x, SIN),
            Monotone(sub(x, SIN), "x", ZERO, sub(ONE, COS), PLAIN, rising(SIN, x)),
            Combination(((sub(ONE, BOWL), x), (mul(x, sub(BOWL, ONE)),))),
        ),
    ),
    "x y^2 > 0 is x > 0 where y is fixed": (
        [gt(mul(x, y)), gt(y), gt(SIN, x)],
        Monotone(
            sub(x, SIN),
            "x",
            ZERO,
            sub(ONE, COS),
            PLAIN,
            Combination(((sub(SIN, x), mul(x, y)), (mul(x, sub(x, SIN)), y))),
        ),
    ),
    "cases that are both closed": (
        [ne(sub(maximum(x, ZERO), maximum(neg(x), ZERO)), x)],
        Split(gt(x), PLAIN, PLAIN),
    ),
}


@pytest.mark.parametrize("name", CLOSED)
def test_a_step_closes_what_cannot_hold(name: str) -> None:
    facts, proof = CLOSED[name]
    follow(facts, proof)


OPEN: dict[str, tuple[Point, list[Guard], Proof]] = {
    "a true equation, put in, and nothing more": (
        {"x": 1, "y": 1},
        [eq(x, y), gt(x)],
        Substitute("x", y, ONE, PLAIN),
    ),
    "one case is closed, the other open": (
        {"x": 1, "y": 1},
        [gt(x)],
        Split(gt(neg(x)), PLAIN, PLAIN),
    ),
    "the same, the other way round": ({"x": 1}, [gt(x)], Split(ge(x), PLAIN, PLAIN)),
    "a sum that is not negative, and 0": (
        {"x": 1, "y": 1},
        [ge(x, y), ge(y, x)],
        total(DIFFERENCE, sub(y, x)),
    ),
    "a sum that is positive, and not 0": ({"x": 1, "y": 0}, [gt(x, y)], total(DIFFERENCE)),
    "a denominator that is negative": (
        {"x": -1},
        [ge(add(inverse(x), const(2))), gt(neg(x)), gt(neg(add(ONE, scale(2, x))))],
        total(add(inverse(x), const(2))),
    ),
    "a denominator that may be 0": (
        {"x": 0, "y": 0},
        [eq(sub(mul(x, inverse(x)), y))],
        Combination(((sub(mul(x, inverse(x)), y),), (y, y))),
    ),
    "a cube taken for a square": (
        {"x": 1, "y": 1},
        [eq(add(power(U, 3), ONE))],
        Combination(((U, U, U), (ONE,))),
    ),
    "a square taken for 0": ({"x": 1, "y": 1}, [ne(U)], Combination(((U, U),))),
    "a square of what may be 0, taken for positive": (
        {"x": 2, "y": 1},
        [eq(power(U, 2))],
        Combination(((U, U),)),
    ),
    "a part of a negative number": ({"x": -1}, [gt(neg(x))], total(x)),
    "x and -x as factors of a positive number": (
        {"x": 1},
        [gt(x)],
        ProductSign((neg(x), x), PLAIN),
    ),
    "x and -x as factors of a number that is not negative": (
        {"x": 1},
        [gt(x)],
        ProductSign((neg(x), x), Split(ge(neg(power(x, 2))), PLAIN, PLAIN)),
    ),
    "a product that may be 0, taken for positive": (
        {"x": 0, "y": 1},
        [ge(x), gt(y)],
        ProductSign((x, y), Split(gt(mul(x, y)), Split(gt(x), PLAIN, PLAIN), PLAIN)),
    ),
    "a product that is not 0, taken for positive": (
        {"x": -1, "y": 1},
        [ne(x), gt(y), gt(neg(mul(x, y)))],
        ProductSign((x, y), PLAIN),
    ),
    "no whole number is 1": (
        {"x": 1},
        [eq(FLOOR, ONE)],
        Lemma("integer", x, 0, Split(ge(ZERO, FLOOR), PLAIN, PLAIN)),
    ),
    "no whole number is 0": (
        {"x": 0},
        [eq(FLOOR)],
        Lemma("integer", x, 0, Split(ge(ZERO, FLOOR), PLAIN, PLAIN)),
    ),
    "floor(x) < x": ({"x": 1}, [ge(FLOOR, x)], Lemma("floor", x, 0, PLAIN)),
    "x < floor(x) + 1/2": (
        {"x": Fraction(3, 4)},
        [gt(x, add(FLOOR, const(HALF)))],
        Lemma("floor", x, 0, PLAIN),
    ),
    "a gradient between two quadrants": (
        {"x": -1, "y": -1},
        [gt(mul(x, y)), ne(JUMP)],
        ConstantGradient(JUMP, ("x", "y"), {"x": ONE, "y": ONE}),
    ),
    "a gradient over several arches of the sine": (
        {"x": Fraction(7)},
        [gt(SIN), ne(WINDING)],
        ConstantGradient(WINDING, ("x",), {"x": scale(HALF, PI)}),
    ),
    "a gradient across a parabola's two sides": (
        {"x": -2},
        [gt(power(x, 2), ONE), ne(x), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": const(2)}),
    ),
    "a gradient across a gap between two rays": (
        {"x": -2},
        [gt(function("abs", x), ONE), ne(x), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": const(2)}),
    ),
    "a gradient from a point outside the region": (
        {"x": -2},
        [gt(neg(x)), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": ONE}),
    ),
    "a gradient from a point that the parameters may exclude": (
        {"x": -2, "y": 1},
        [gt(mul(x, y), const(-3)), gt(neg(x)), ne(JUMP)],
        ConstantGradient(JUMP, ("x",), {"x": y}),
    ),
    "a gradient by one variable of two": (
        {"x": 1, "y": 2},
        [ne(sub(y, ONE))],
        ConstantGradient(sub(y, ONE), ("x",), {"x": ZERO}),
    ),
    "growth across a pole": ({"x": 1}, [gt(add(x, ONE)), gt(inverse(x))], RECIPROCAL),
    "growth across a pole that another fact excludes": (
        {"x": 1},
        [gt(add(x, ONE)), gt(inverse(x)), ne(x)],
        RECIPROCAL,
    ),
    "growth across a pole, where x^2 > 0": (
        {"x": 1},
        [gt(add(x, ONE)), gt(inverse(x)), gt(power(x, 2))],
        RECIPROCAL,
    ),
    "growth across a pole, where x/x = 1": (
        {"x": 1},
        [gt(add(x, ONE)), gt(inverse(x)), eq(mul(x, inverse(x)), ONE)],
        RECIPROCAL,
    ),
    "growth across a pole, where x > 0 only at the one end": (
        {"x": 1},
        [gt(add(x, ONE)), gt(inverse(x)), gt(x)],
        RECIPROCAL,
    ),
    "growth from a point beyond the region": (
        {"x": Fraction(1, 2)},
        [gt(x), gt(ONE, x)],
        Monotone(
            power(x, 2),
            "x",
            const(-1),
            scale(2, x),
            PLAIN,
            Combination(
                (
                    (add(x, ONE), sub(ONE, power(x, 2))),
                    (mul(add(x, ONE), sub(power(x, 2), ONE)),),
                )
            ),
        ),
    ),
    "growth up to a point that an equation leaves alone, from below": (
        {"x": 1},
        [eq(sub(ONE, x))],
        Monotone(AROUND_ONE, "x", ZERO, scale(2, sub(x, ONE)), PLAIN, PLAIN),
    ),
    "growth up to a point that an equation leaves alone, from above": (
        {"x": 1},
        [eq(sub(x, ONE))],
        Monotone(neg(AROUND_ONE), "x", const(2), scale(-2, sub(x, ONE)), PLAIN, PLAIN),
    ),
    "growth of what falls further on": (
        {"x": 4},
        [gt(x), gt(neg(SIN))],
        Monotone(SIN, "x", ZERO, COS, PLAIN, Combination(((neg(SIN), x), (mul(x, SIN),)))),
    ),
    "growth by the slope of another term": (
        {"x": 4},
        [gt(x), gt(neg(SIN))],
        Monotone(SIN, "x", ZERO, ONE, PLAIN, Combination(((neg(SIN), x), (mul(x, SIN),)))),
    ),
    "growth of what jumps": (
        {"x": -1},
        [gt(neg(x)), gt(neg(FLOOR))],
        Monotone(neg(FLOOR), "x", ZERO, ZERO, PLAIN, total(neg(FLOOR), mul(x, neg(FLOOR)))),
    ),
    "a gradient that vanishes only at the anchor": (
        {"x": 1},
        [ne(power(x, 2))],
        ConstantGradient(power(x, 2), ("x",), {"x": ZERO}),
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_no_step_closes_what_holds_at_a_point(name: str) -> None:
    point, facts, proof = OPEN[name]
    at = {name: Fraction(point.get(name, 0)) for name in "xyz"}
    assert all(holds(fact, at) for fact in facts), "the facts of this forgery do not hold"
    with pytest.raises(Rejected):
        follow(facts, proof)


@pytest.mark.parametrize("angle", [0, -1, fmpq(3, 2), 1.5, None])
def test_angles_are_whole_numbers_of_parts(angle: object) -> None:
    facts = [gt(x), gt(neg(x))]
    for proof in (Contradiction(angle), Combination(((x,), (neg(x),)), angle)):  # type: ignore[arg-type]
        with pytest.raises(Rejected, match="positive whole number"):
            follow(facts, proof)


# ---- proofs of laws ----

RELU = maximum(x, ZERO)


def of(*outputs: Term, inputs: tuple[str, ...] = ("x",), where: tuple[Guard, ...] = ()) -> Subject:
    return Subject(inputs, ("p",), outputs, where)


def test_every_output_needs_its_own_proof() -> None:
    for outputs in ((x, RELU), (RELU, x), (RELU, RELU)):
        with pytest.raises(Rejected):
            check(
                of(*outputs), Law.LINEAR, "proved", MatrixProof(((ONE,),) * 2, None, (PLAIN,) * 2)
            )
        with pytest.raises(Rejected):
            check(of(*outputs), Law.ODD, "proved", DirectProof((PLAIN,) * 2))
    check(of(x, x), Law.LINEAR, "proved", MatrixProof(((ONE,),) * 2, None, (PLAIN,) * 2))


def test_additivity_and_oddness_hold_by_their_own_equations() -> None:
    pair = sub(RELU, maximum(neg(x), ZERO))
    for law in (Law.ADDITIVITY, Law.HOMOGENEITY, Law.ODD):
        check(of(pair), law, "proved", DirectProof((PLAIN,)))
        with pytest.raises(Rejected):
            check(of(add(pair, ONE)), law, "proved", DirectProof((PLAIN,)))


def test_every_row_of_a_matrix_has_a_column_for_each_input() -> None:
    subject = of(add(x, y), add(x, y), inputs=("x", "y"))
    check(subject, Law.LINEAR, "proved", MatrixProof(((ONE, ONE),) * 2, None, (PLAIN,) * 2))
    for rows in (((ONE, ONE), (ONE,)), ((ONE, ONE, ZERO), (ONE, ONE)), ((ONE,), (ONE, ONE))):
        with pytest.raises(Rejected, match="number of columns"):
            check(subject, Law.LINEAR, "proved", MatrixProof(rows, None, (PLAIN,) * 2))


def test_positive_homogeneity_is_claimed_for_factors_that_are_not_negative() -> None:
    check(of(RELU), Law.POSITIVE_HOMOGENEITY, "proved", DirectProof((PLAIN,)))
    with pytest.raises(Rejected):
        check(of(RELU), Law.HOMOGENEITY, "proved", DirectProof((PLAIN,)))


def test_the_second_half_of_the_outputs_is_compared_with_the_first() -> None:
    check(of(x, RELU, x, RELU), Law.EQUIVALENT, "proved", DirectProof((PLAIN,) * 2))
    for outputs in ((x, RELU, RELU, x), (x, x, RELU, RELU), (x, RELU, x, x)):
        with pytest.raises(Rejected):
            check(of(*outputs), Law.EQUIVALENT, "proved", DirectProof((PLAIN,) * 2))


@pytest.mark.parametrize("inputs", [("x", "x'"), ("x'", "x"), ("x", "x")])
def test_names_are_distinct_and_have_no_apostrophe(inputs: tuple[str, ...]) -> None:
    """x' is the second point of additivity: an input of that name would be taken for it."""
    proof = MatrixProof(((ONE, ZERO),), None, (PLAIN,))
    with pytest.raises(Rejected, match="distinct names without an apostrophe"):
        check(of(x, inputs=inputs), Law.LINEAR, "proved", proof)


def test_a_root_may_be_a_matrix_entry_where_it_has_a_value() -> None:
    p = var("p")
    proof = MatrixProof(((sqrt(p),),), None, (PLAIN,))
    check(of(mul(sqrt(p), x)), Law.LINEAR, "proved", proof)
    zero = MatrixProof(((scale(0, sqrt(p)),),), None, (PLAIN,))
    with pytest.raises(Rejected, match="shown to have a value"):
        check(of(scale(0, x)), Law.LINEAR, "proved", zero)


def test_steps_under_the_condition_of_a_piece() -> None:
    """A proof by cases rests on the guard of its case alone."""
    p = var("p")
    term = piecewise((mul(p, x), gt(x)), (x, TRUE))
    closes = Split(gt(x), PLAIN, PLAIN)
    with pytest.raises(Rejected):
        check(of(term), Law.LINEAR, "proved", MatrixProof(((ONE,),), None, (closes,)))
    fixed = of(term, where=(eq(p, ONE),))
    check(fixed, Law.LINEAR, "proved", MatrixProof(((ONE,),), None, (closes,)))
