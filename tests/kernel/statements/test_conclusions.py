"""What the kernel concludes beside laws: true things are accepted, and every lie has its refusal.

The last test reads the sources and fails when a `raise Rejected` is reached by no lie below.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

import pytest
from flint import fmpq

from symlin.kernel import certificate
from symlin.kernel.certificate import (
    Combination,
    ConstantGradient,
    MatrixProof,
    Rejected,
    Rewrite,
    Split,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.numbers import Number
from symlin.kernel.statements import conclusions, instances, rounding
from symlin.kernel.statements.conclusions import entail, restate
from symlin.kernel.statements.instances import Evaluation, Instance, Sides, evaluate, instance
from symlin.kernel.statements.rounding import rounded
from symlin.kernel.term import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    neg,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.theories import enclosure

a, x, y = var("a"), var("x"), var("y")
RELU = Subject(("x",), (), (maximum(x, ZERO),))
SQUARE = Subject(("x",), (), (power(x, 2),))
LEAKY = Subject(("x",), ("a",), (sub(maximum(x, ZERO), mul(a, maximum(neg(x), ZERO))),))
EXP = Subject(("x",), (), (function("exp", x),))
INVERSE = Subject(("x",), (), (power(x, -1),), (gt(add(x, const(5))),))
TWO_OUTPUTS = Subject(("x",), (), (x, power(x, 2)))
SHIFTED = Subject(("x",), (), (add(x, ONE),))
BESIDE = Subject(("x",), (), (x, add(x, ONE)))
IDLE = Subject(("x",), ("a",), (x,))
"""No output asks for its parameter."""
NONE = power(ZERO, -1)
"""1/0 has no value; in the total reading it is 0."""
HUGE = power(add(ONE, scale(3, sqrt(const(2)))), 10**9)
"""More than the kernel computes."""
LONG = scale(fmpq(2, 3), maximum(a, ZERO))


P = conclusions.PLAIN
ARC = function("atan", x)
ANGLES = Subject(("x",), (), (sub(function("asin", function("sin", ARC)), ARC),))
"""The difference of two angles that are the same."""


def angles_agree() -> LawTheorem:
    """That it is linear, with 0 in its place."""
    (difference,) = ANGLES.outputs
    nothing = Rewrite(difference, ZERO, ConstantGradient(difference, ("x",), {"x": ZERO}))
    matrix = MatrixProof(((ZERO,),), None, (P,))
    return check(ANGLES, Law.LINEAR, "proved", matrix, (nothing,))


def c(value: Number | Term) -> Term:
    return const(value) if isinstance(value, int | fmpq) else value


def at(*values: Number | Term) -> list[dict[str, Term]]:
    return [{"x": c(v)} for v in values]


def places(
    subject: Subject,
    points: Sequence[Number | Term],
    values: Sequence[Number | Term],
    parameters: Mapping[str, Term] | None = None,
) -> tuple[Evaluation, ...]:
    """Of one output."""
    return evaluate(subject, parameters or {}, at(*points), [[c(v)] for v in values])


def broken(
    law: Law = Law.ADDITIVITY,
    found: Sequence[Evaluation] | None = None,
    weights: Sequence[Number | Term] = (1, -1, -1),
    *,
    right: Number | Term = 1,
    gap: Number | Term = -1,
    output: int = 0,
) -> Instance:
    """relu(-1 + 1) = 0, but relu(-1) + relu(1) = 1."""
    if found is None:
        found = places(RELU, (0, -1, 1), (0, 0, 1))
    return instance(law, found, [c(w) for w in weights], Sides((c(right),), output, c(gap)))


def test_a_guard_follows_from_others() -> None:
    assert entail((gt(x),), ge(x)).conclusion is ge(x)
    assert entail((gt(x), gt(neg(x))), FALSE).conclusion is FALSE


def test_a_condition_has_a_plainer_spelling() -> None:
    """2*max(a, 0)/3 >= a says no more than a <= 0."""
    found = restate((), ge(LONG, a), ge(neg(a)), Split(gt(a), P, P), Split(gt(a), P, P))
    assert found.plain is ge(neg(a))


def test_an_instance_of_each_law_is_accepted() -> None:
    """With the weights of the law itself; the point of the left side is the sum that it says."""
    assert broken().left == (ZERO,)
    assert broken(Law.LINEAR)
    assert broken(
        Law.AFFINE, weights=(1, fmpq(-1, 2), fmpq(-1, 2)), right=fmpq(1, 2), gap=fmpq(-1, 2)
    )
    turned = places(RELU, (-1, 1), (0, 1))
    assert broken(Law.HOMOGENEITY, turned, (1, 1), right=-1, gap=1)
    assert broken(Law.ODD, turned, (1, 1), right=-1, gap=1)
    doubled = places(SQUARE, (2, 1), (4, 1))
    assert broken(Law.POSITIVE_HOMOGENEITY, doubled, (1, -2), right=2, gap=2)


def test_an_instance_of_two_functions_that_differ_is_accepted() -> None:
    both = Subject(("x",), (), (x, maximum(x, ZERO)))
    found = evaluate(both, {}, at(-1), [[const(-1), ZERO]])
    differ = instance(Law.EQUIVALENT, found, [ONE], Sides((ZERO,), 0, const(-1)))
    assert (differ.left, differ.right) == ((const(-1),), (ZERO,))
    assert differ.subject is both
    assert dict(differ.parameters) == {}


def test_the_right_side_of_two_functions_is_the_second_one_s_value() -> None:
    """And not 0, which is what a law of one function would demand of it."""
    two = evaluate(BESIDE, {}, at(1), [[ONE, const(2)]])
    assert instance(Law.EQUIVALENT, two, [ONE], Sides((const(2),), 0, const(-1))).right == (c(2),)


def test_an_instance_is_for_parameter_values() -> None:
    found = places(LEAKY, (0, -1, 1), (0, -3, 1), {"a": const(3)})
    shown = broken(found=found, right=-2, gap=2)
    assert dict(shown.parameters) == {"a": const(3)}
    assert shown.subject is LEAKY


def test_a_theorem_says_what_else_a_function_is() -> None:
    """asin(sin(atan(x))) is atan(x) everywhere: after the theorem's rewrites there is nothing to
    see of their values at 10^9, and the statement is about the function as it was."""
    (found,) = evaluate(angles_agree(), {}, at(10**9), [[ZERO]])
    assert (found.subject, found.values) == (ANGLES, (ZERO,))


def test_values_that_are_not_rational_are_seen_by_normal_forms() -> None:
    e = function("exp", ONE)
    found = places(EXP, (2, 1, 1), (mul(e, e), e, e))
    shown = broken(found=found, right=scale(2, e), gap=sub(power(e, 2), scale(2, e)))
    assert shown.right == (scale(2, e),)


def test_decimals_are_rounded_as_one_rounds_by_hand() -> None:
    """Of a tie between two decimals, the even one."""
    said = {
        const(fmpq(1, 8)): (2, 12, -2),
        const(fmpq(3, 8)): (2, 38, -2),
        const(fmpq(1, 3)): (1, 3, -1),
        const(fmpq(-99996, 10)): (4, -1000, 1),
        sqrt(const(2)): (4, 1414, -3),
        function("exp", const(-2000)): (4, 2577, -872),
        sub(sqrt(const(10**12 + 1)), const(10**6)): (3, 500, -9),
        sqrt(const(99_990_000)): (3, 100, 2),  # 9999.49... has one digit more once it is rounded
        ZERO: (3, 0, 0),
    }
    for term, (digits, whole, exponent) in said.items():
        found = rounded(term, digits)
        assert (found.digits, found.exponent) == (whole, exponent), term


E, LN = (lambda t: function("exp", t)), (lambda t: function("log", t))
LIES: dict[str, Callable[[], object]] = {
    "a guard that does not follow": lambda: entail((ge(x),), gt(x)),
    "a conclusion without a truth value": lambda: entail((), eq(power(ZERO, -1))),
    "a guard that says less": lambda: restate((), gt(x), ge(x)),
    "a guard that says more": lambda: restate((), ge(x), gt(x)),
    "words that are undefined where the guard holds": lambda: restate(
        (), ge(x), ge(mul(x, power(x, -1), x))
    ),
    "a domain that is too large": lambda: conclusions.domain(
        Subject(("x",), (), (LN(x),)), ge(x)
    ),
    "a domain that is too small": lambda: conclusions.domain(
        Subject(("x",), (), (LN(x),)), gt(x, ONE)
    ),
    "a proof that proves nothing": lambda: entail((), gt(x), Combination(((ONE,),))),
    "a proof of something else": lambda: entail((), gt(x), Split(gt(y), P, P)),
    "another value": lambda: places(RELU, (1,), (2,)),
    "another value of a function of analysis": lambda: places(EXP, (1,), (3,)),
    "a value with the same first digits": lambda: places(
        EXP, (1,), (add(E(ONE), const(fmpq(1, 10**40))),)
    ),
    "a value outside the assumptions": lambda: places(INVERSE, (-6,), (fmpq(-1, 6),)),
    "a value where there is none": lambda: places(INVERSE, (0,), (0,)),
    "a value where there is none, seen by normal forms": lambda: places(
        INVERSE, (sub(LN(const(2)), LN(const(2))),), (0,)
    ),
    "a point that is not closed": lambda: places(RELU, (y,), (0,)),
    "a point without a value": lambda: places(RELU, (power(ZERO, -1),), (0,)),
    "a value that is not closed": lambda: places(RELU, (-1,), (mul(ZERO, y),)),
    "an input that is a parameter too": lambda: evaluate(
        Subject(("x",), ("x",), (x,)), {"x": const(3)}, at(1), [[const(3)]]
    ),
    "values for no point": lambda: evaluate(RELU, {}, at(1), []),
    "functions of which one has an output more": lambda: instance(
        Law.EQUIVALENT,
        evaluate(Subject(("x",), (), (x, ZERO, x)), {}, at(1), [[ONE, ZERO, ONE]]),
        [ONE],
        Sides((ZERO,), 0, ONE),
    ),
    "a value for another input": lambda: evaluate(RELU, {}, [{"y": ONE}], [[ONE]]),
    "another value than the theorem's": lambda: evaluate(angles_agree(), {}, at(1), [[ONE]]),
    "a value by a theorem that nobody checked": lambda: evaluate(
        object.__new__(LawTheorem), {}, at(1), [[ONE]]
    ),
    "no value for one output": lambda: evaluate(TWO_OUTPUTS, {}, at(1), [[ONE]]),
    "no value for the parameter": lambda: places(LEAKY, (0,), (0,)),
    "a value for a parameter that there is not": lambda: places(RELU, (0,), (0,), {"a": ONE}),
    "a parameter at 1/0": lambda: places(LEAKY, (0,), (0,), {"a": power(ZERO, -1)}),
    "an idle parameter at 1/0": lambda: places(IDLE, (1,), (1,), {"a": NONE}),
    "an idle parameter at a variable": lambda: places(IDLE, (1,), (1,), {"a": y}),
    "a value by a theorem of another kind": lambda: evaluate(
        entail((gt(x),), ge(x)),  # type: ignore[arg-type]
        {},
        at(1),
        [[ONE]],
    ),
    "a factor without a value": lambda: broken(
        Law.HOMOGENEITY, places(SHIFTED, (0, 1), (1, 2)), (1, neg(NONE)), right=0, gap=1
    ),
    "a right side that is 0 in the total reading alone": lambda: broken(
        Law.ODD, places(RELU, (1, -1), (1, 0)), (1, 1), right=NONE, gap=1
    ),
    "a gap with a part that has no value": lambda: broken(gap=add(const(-1), mul(ZERO, NONE))),
    "a gap with a variable": lambda: broken(gap=add(const(-1), mul(ZERO, y))),
    "neither places nor weights": lambda: broken(found=(), weights=()),
    "one right side that is wrong beside one that is right": lambda: instance(
        Law.ADDITIVITY,
        evaluate(TWO_OUTPUTS, {}, at(2, 1, 1), [[c(2), c(4)], [ONE, ONE], [ONE, ONE]]),
        [ONE, const(-1), const(-1)],
        Sides((c(3), c(2)), 1, c(2)),
    ),
    "one right side of two, which is right": lambda: broken(
        found=evaluate(TWO_OUTPUTS, {}, at(2, 1, 1), [[c(2), c(4)], [ONE, ONE], [ONE, ONE]]),
        right=2,
    ),
    "a second function whose value is said to be 0": lambda: instance(
        Law.EQUIVALENT,
        evaluate(BESIDE, {}, at(1), [[ONE, c(2)]]),
        [ONE],
        Sides((ZERO,), 0, ONE),
    ),
    "a variable that is neither": lambda: places(Subject(("x",), (), (y,)), (0,), (y,)),
    "a sum of points that is another": lambda: broken(found=places(RELU, (5, 2, 3), (5, 2, 3))),
    "a point that is not the sum": lambda: broken(
        found=places(RELU, (6, 2, 3), (6, 2, 3)), right=5, gap=1
    ),
    "weights of another law": lambda: broken(Law.ODD),
    "three points for homogeneity": lambda: broken(Law.HOMOGENEITY),
    "a factor that is negative": lambda: broken(
        Law.POSITIVE_HOMOGENEITY, places(RELU, (-1, 1), (0, 1)), (1, 1), right=-1, gap=1
    ),
    "weights that do not add up to 0": lambda: broken(Law.AFFINE),
    "weights that begin with 2": lambda: broken(
        Law.LINEAR, places(RELU, (0, -1, 1), (0, 0, 1)), (2, -1, -1)
    ),
    "no places": lambda: broken(found=()),
    "a weight too few": lambda: broken(weights=(1, -1)),
    "an output that does not exist": lambda: broken(output=1),
    "a right side for one output of two": lambda: broken(
        found=evaluate(TWO_OUTPUTS, {}, at(2, 1, 1), [[c(2), c(4)], [ONE, ONE], [ONE, ONE]])
    ),
    "places of two functions": lambda: broken(
        found=(*places(RELU, (0, -1), (0, 0)), *places(SQUARE, (1,), (1,)))
    ),
    "places for two parameter values": lambda: broken(
        found=(
            *places(LEAKY, (0, -1), (0, 0), {"a": ZERO}),
            *places(LEAKY, (1,), (1,), {"a": ONE}),
        )
    ),
    "a place that nobody checked": lambda: broken(
        found=(object.__new__(Evaluation), *places(RELU, (-1, 1), (0, 1)))
    ),
    "another right side": lambda: broken(right=2, gap=-2),
    "a right side without a value": lambda: broken(right=power(ZERO, -1)),
    "another gap": lambda: broken(gap=-2),
    "sides that do not differ": lambda: broken(
        found=places(RELU, (3, 1, 2), (3, 1, 2)), right=3, gap=0
    ),
    "a law by its name": lambda: broken("equivalent"),  # type: ignore[arg-type]
    "a value that grows too large": lambda: places(
        Subject(("x",), (), (mul(x, HUGE),)), (1,), (1,)
    ),
    "sides that grow too large": lambda: broken(
        found=places(SQUARE, (0, -1, 1), (0, 1, 1)), right=HUGE
    ),
    "a goal that grows too large": lambda: entail((), gt(HUGE)),
    "a decimal of no digits": lambda: rounded(ONE, 0),
    "a decimal of a variable": lambda: rounded(x, 3),
    "a decimal of log(-1)": lambda: rounded(LN(const(-1)), 3),
    "a decimal of 1 + 1/0, which is 1 in the total reading": lambda: rounded(add(ONE, NONE), 3),
    "a decimal of what does not depend on its variable": lambda: rounded(
        add(ONE, sub(mul(x, x), mul(x, x))), 3
    ),
    "a decimal with a long exponent": lambda: rounded(E(E(const(50))), 3),
    "a decimal that grows too large": lambda: rounded(HUGE, 3),
    "a decimal of a number beside a tie": lambda: rounded(
        add(const(fmpq(1, 8)), E(neg(E(const(20))))), 2
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name: str) -> None:
    with pytest.raises(Rejected):
        LIES[name]()


@pytest.mark.parametrize("module", [certificate, instances, rounding, enclosure])
def test_every_refusal_is_reached_by_a_lie(module: ModuleType) -> None:
    """What no lie reaches may as well not be there."""
    source = inspect.getsource(module)
    raises = {
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Raise) and "Rejected" in ast.unparse(node)
    }
    reached: set[int] = set()
    for lie in LIES.values():
        with pytest.raises(Rejected) as caught:
            lie()
        reached |= {
            entry.lineno + 1 for entry in caught.traceback if str(entry.path) == module.__file__
        }
    assert raises
    assert raises <= reached


def test_where_outputs_have_values_is_said_by_definedness_itself() -> None:
    """Its guards have a truth value everywhere, so that nothing has to be shown for them."""
    subject = Subject(("x",), (), (LN(sqrt(x)), power(sub(x, ONE), -1)))
    assert conclusions.domain(subject).plain is definedness(subject.outputs)
    assert conclusions.domain(Subject(("x",), (), (LN(x),)), gt(x)).plain is gt(x)


@pytest.mark.parametrize(
    "term",
    [
        LN(sqrt(x)),
        function("asin", mul(x, LN(x))),
        power(LN(sub(x, ONE)), -2),
        sqrt(sub(sqrt(x), power(x, -1))),
    ],
)
def test_what_definedness_says_has_a_truth_value_everywhere(term: Term) -> None:
    """Also where a part of it has none: `log(sqrt(x))` asks first for x >= 0."""
    guard = definedness((term,))
    for value in (-2, -1, 0, 1, 2, fmpq(1, 2)):
        at_point = _closed(definedness((guard,)), value)
        assert entail((), at_point)


def _closed(guard: Guard, value: Number) -> Guard:
    from symlin.kernel.walk import substitute

    return substitute((guard,), {"x": const(value)})[0]


def test_alternatives_are_entailed_with_a_split() -> None:
    either = disjunction(gt(x), conjunction(eq(x), TRUE))
    assert entail((ge(x),), either, Split(gt(x), P, P))
