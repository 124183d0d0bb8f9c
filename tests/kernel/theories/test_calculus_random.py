"""Functions with jumps between stretches on which they are constant: no gradient may bridge them.

Each draw takes facts that hold at a point, and a function that differs there from its value at an
anchor although its gradient vanishes wherever it has one. `SYMLIN_FUZZ_SECONDS` as in
`test_normal_random`.
"""

from __future__ import annotations

from random import Random

from flint import fmpq

from symlin.kernel.certificate import ConstantGradient, Rejected
from symlin.kernel.contradiction import follow
from symlin.kernel.numbers import TooLarge
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
    linear_combination,
    maximum,
    mul,
    ne,
    neg,
    negation,
    piecewise,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.walk import substitute, variables

from ..kernel_reference import Uncertain, sign, value
from ..random_terms import NAMES, NUMBERS, Terms
from ..test_normal_random import SHARE, seeds, true_at


def jump(random: Random, u: Term) -> Term:
    """A function of u that is constant on pieces, or that is 0 on one side of something."""
    over, size = power(u, -1), function("abs", u)
    square = sqrt(add(ONE, power(u, 2)))
    return random.choice(
        [
            add(function("atan", u), function("atan", over)),
            mul(sqrt(power(u, 2)), over),
            mul(size, over),
            mul(u, over),
            mul(sqrt(u), power(sqrt(u), -1)),
            sub(function("log", power(u, 2)), scale(2, function("log", u))),
            sub(function("exp", function("log", u)), u),
            sub(power(sqrt(u), 2), u),
            add(function("asin", u), function("atan", mul(sqrt(sub(ONE, power(u, 2))), over))),
            sub(function("asin", mul(u, power(square, -1))), function("atan", u)),
            add(
                function("atan", u),
                function("atan", mul(sub(ONE, u), power(add(ONE, u), -1))),
            ),
            function("floor", u),
            piecewise((ONE, gt(u)), (ZERO, TRUE)),
            mul(maximum(u, ZERO), over),
            function("erf", mul(u, over)),
        ]
    )


def inner(random: Random) -> Term:
    names = random.sample(NAMES, random.choice((1, 1, 2)))
    weights = [random.choice((1, 1, -1, 2)) for _ in names]
    u = linear_combination(weights, [var(n) for n in names], random.choice((0, 0, *NUMBERS)))
    return random.choice((u, u, u, power(u, 3), function("exp", u), neg(u)))  # fmt: skip


def odd_fact(random: Random, u: Term) -> Guard:
    """Facts that hide a hole in the middle of what they allow."""
    over, size = power(u, -1), function("abs", u)
    shape = random.choice(
        [
            u,
            size,
            power(u, 2),
            mul(u, over),
            mul(size, power(size, -1)),
            sub(mul(u, over), ONE),
            piecewise((u, gt(u)), (neg(u), gt(neg(u))), (const(-1), TRUE)),
            piecewise((ONE, ne(u)), (const(-1), TRUE)),
            sub(size, ONE),
            mul(over, over),
            add(function("log", size), const(9)),
            mul(u, var("z")),
        ]
    )
    return random.choice((gt, ge, ne, eq))(shape)


def gradients(count: int) -> int:
    """How many draws of `count` have a false certificate to offer."""
    offered = 0
    for seed in seeds(count):
        random = Random(seed)
        terms = Terms(random, False)
        home, anchor = terms.point(), terms.point()
        facts: list[Guard] = []
        u = inner(random)
        moving = random.choice((variables(u), variables(u), NAMES))
        at = {n: const(fmpq(anchor[n].numerator, anchor[n].denominator)) for n in moving}
        f = add(jump(random, u), random.choice((ZERO, ZERO, jump(random, inner(random)))))
        goal = sub(f, substitute((f,), at)[0])
        for k in range(random.randint(0, 4)):
            about = u if random.random() < 0.8 else inner(random)
            fact = ne(u) if k == 1 else odd_fact(random, about)
            truth = true_at(fact, home)
            if truth is not None:
                facts.append(fact if truth else negation(fact))
        try:
            if sign(value(goal, home)) == 0:
                continue
            offered += 1
            follow((*facts, ne(goal)), ConstantGradient(goal, moving, at))
        except (Rejected, TooLarge, Uncertain):
            continue
        raise AssertionError((seed, facts, goal, home, anchor))
    return round(offered / SHARE)


def test_no_gradient_bridges_a_jump() -> None:
    """atan(x) + atan(1/x) is no constant, whatever else is known of x."""
    assert gradients(900) > 250
