"""What a function is in place of linear: what is true is accepted, and every lie refused."""

from __future__ import annotations

import ast
import inspect

import pytest
from flint import fmpq

from symlin.kernel.certificate import Rejected, Split
from symlin.kernel.claim import Subject
from symlin.kernel.statements import traits
from symlin.kernel.statements.conclusions import PLAIN
from symlin.kernel.statements.traits import Trait, TraitTheorem, establish
from symlin.kernel.term import (
    ONE,
    PI,
    ZERO,
    Guard,
    Term,
    add,
    const,
    function,
    ge,
    gt,
    maximum,
    mul,
    power,
    scale,
    sub,
    var,
)

x, y, a = var("x"), var("y"), var("a")
CURVE = power(add(ONE, function("exp", scale(-1, x))), -1)
"""The logistic curve."""
CUT = maximum(x, ZERO)
NONE = power(ZERO, -1)
"""1/0 has no value; in the total reading it is 0."""


def of(*outputs: Term, inputs: tuple[str, ...] = ("x",), where: tuple[Guard, ...] = ()) -> Subject:
    return Subject(inputs, (), outputs, where)


@pytest.mark.parametrize(
    ("subject", "trait", "value"),
    [
        (of(power(x, 2)), Trait.EVEN, None),
        (of(power(x, 2)), Trait.CONVEX, None),
        (of(scale(-1, power(x, 2))), Trait.CONCAVE, None),
        (of(power(x, 2)), Trait.ABOVE, const(0)),
        (of(function("sin", x)), Trait.PERIODIC, scale(2, PI)),
        (of(sub(x, function("floor", x))), Trait.PERIODIC, ONE),
        (of(function("sin", x)), Trait.BELOW, ONE),
        (of(CURVE), Trait.BELOW, ONE),
        (of(mul(x, y), inputs=("x", "y")), Trait.EVEN, None),
        (of(x), Trait.RISING, None),
        (of(scale(-1, x)), Trait.FALLING, None),
        (of(power(x, -1), where=(gt(x, ONE),)), Trait.BELOW, ONE),
    ],
)
def test_what_is_true_becomes_a_theorem(subject: Subject, trait: Trait, value: Term | None) -> None:
    """Where the facts alone show it, no proof is needed."""
    theorem = establish(subject, trait, value)
    assert theorem.subject == subject
    assert (theorem.trait, theorem.value) == (trait, value)


def test_relu_is_convex_by_cases() -> None:
    """A proof may split, as that of any other contradiction."""
    second = var("x'")
    middle = scale(fmpq(1, 2), add(x, second))
    proof = Split(ge(middle), Split(ge(x), Split(ge(second), PLAIN, PLAIN), PLAIN), PLAIN)
    assert establish(of(CUT), Trait.CONVEX, None, proof).trait is Trait.CONVEX


LIES: list[tuple[str, Subject, object, object]] = [
    ("relu is not even", of(CUT), Trait.EVEN, None),
    ("relu is not concave", of(CUT), Trait.CONCAVE, None),
    ("relu does not fall", of(CUT), Trait.FALLING, None),
    ("relu has no upper bound", of(CUT), Trait.BELOW, const(10**9)),
    ("a cube is not convex", of(power(x, 3)), Trait.CONVEX, None),
    ("a sine has not the period pi", of(function("sin", x)), Trait.PERIODIC, PI),
    ("the curve passes 1/2", of(CURVE), Trait.BELOW, const(fmpq(1, 2))),
    ("0 is no period", of(function("sin", x)), Trait.PERIODIC, ZERO),
    ("-2 pi is written 2 pi", of(function("sin", x)), Trait.PERIODIC, scale(-2, PI)),
    ("a bound is asked for", of(CUT), Trait.ABOVE, None),
    ("an even function has no bound", of(power(x, 2)), Trait.EVEN, ZERO),
    ("a bound is no function", of(CUT), Trait.ABOVE, scale(-1, mul(x, x))),
    ("a bound is no parameter", of(CUT), Trait.ABOVE, a),
    ("1/0 is no bound", of(power(x, 2)), Trait.ABOVE, NONE),
    ("exp(1/0) is no period of a constant", of(add(ONE, scale(0, x))), Trait.PERIODIC,
     function("exp", NONE)),
    ("two outputs", of(x, x), Trait.CONVEX, None),
    ("no output", of(), Trait.CONVEX, None),
    ("no input", of(ONE, inputs=()), Trait.EVEN, None),
    ("monotone in two inputs", of(add(x, y), inputs=("x", "y")), Trait.RISING, None),
    ("periodic in two inputs", of(ZERO, inputs=("x", "y")), Trait.PERIODIC, ONE),
    ("the other half is missing", of(x, where=(ge(x),)), Trait.EVEN, None),
    ("convex on two rays", of(scale(-1, power(x, 2)), where=(gt(mul(x, x), ONE),)), Trait.CONVEX,
     None),
    ("log has no value at most points", of(function("log", x)), Trait.CONCAVE, None),
    ("1/x falls on each side alone", of(power(x, -1)), Trait.FALLING, None),
    ("the name of the second point is taken",
     Subject(("x",), ("x'",), (mul(sub(x, var("x'")), sub(x, var("x'"))),)), Trait.RISING, None),
    ("an input has that name", of(var("x'"), inputs=("x'",)), Trait.RISING, None),
    ("a word is no trait", of(power(x, 2)), "even", None),
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie[0])
def test_what_is_false_is_rejected(lie: tuple[str, Subject, Trait, Term | None]) -> None:
    """None of them becomes a theorem by the empty proof, which claims that it is seen at once."""
    _, subject, trait, value = lie
    with pytest.raises(Rejected):
        establish(subject, trait, value)


def test_every_refusal_is_reached_by_a_lie() -> None:
    """A rule that no lie runs into could be left out without a test failing."""
    source = inspect.getsource(traits)
    raised = {
        node.exc.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.args[0], ast.Constant)
    }
    met = set()
    for _, subject, trait, value in LIES:
        with pytest.raises(Rejected) as found:
            establish(subject, trait, value)  # type: ignore[arg-type]
        met.add(str(found.value))
    assert raised <= met


def test_a_theorem_comes_from_the_kernel_alone() -> None:
    """Anything else that says so is none."""
    with pytest.raises(TypeError):
        TraitTheorem(seal=None, subject=of(CUT), trait=Trait.EVEN, value=None)
