"""Certificates that must not be accepted: one for every way to be rejected, and the subtle ones.

A checker is trusted for what it turns down. One test reads the source of the kernel, and fails when
a `raise Rejected` is reached by none of the forgeries below.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flint import fmpq

import symlin.kernel
from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Combination,
    Conditional,
    ConstantGradient,
    Contradiction,
    DegreeProof,
    DerivativeWitness,
    DirectProof,
    Impossible,
    Lemma,
    MatrixProof,
    Monotone,
    ParameterSplit,
    ProductSign,
    Proof,
    Rejected,
    Rewrite,
    Split,
    Substitute,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.contradiction import follow
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    FALSE,
    ONE,
    PI,
    TRUE,
    ZERO,
    Guard,
    Power,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    linear_combination,
    maximum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    relation,
    root,
    scale,
    sqrt,
    sub,
    var,
)

from .rows import only, without

pytestmark = pytest.mark.quick

x, y, p, q = var("x"), var("y"), var("p"), var("q")
HALF = fmpq(1, 2)
KERNEL = Path(symlin.kernel.__file__).parent
ELSEWHERE = ("statements", "functions", "network")
"""`test_conclusions` lies beside verdicts; the others have tests of forgeries of their own."""
ALONE = ("enclosure.py", "blobs.py", "networks.py")
"""Files likewise: balls, and documents about networks."""
PLAIN = Contradiction()


def relu(t: Term) -> Term:
    return maximum(t, ZERO)


def inverse(t: Term) -> Term:
    return power(t, -1)


LEAKY = piecewise((x, gt(x)), (mul(p, x), TRUE))
HALF_PI = scale(HALF, PI)
ATAN_SUM = add(
    function("atan", sub(x, ONE)),
    function("atan", mul(sub(const(2), x), inverse(x))),
    scale(fmpq(1, 4), PI),
)
"""pi/2 for x > 0 and -pi/2 for x < 0: its gradient vanishes, and it is not constant."""


def of(
    *outputs: Term,
    inputs: Sequence[str] = ("x",),
    parameters: Sequence[str] = (),
    where: Sequence[Guard] = (),
) -> Subject:
    return Subject(tuple(inputs), tuple(parameters), outputs, tuple(where))


def at(*values: Number | Term) -> tuple[dict[str, Term], ...]:
    return tuple({"x": const(v) if isinstance(v, int | fmpq) else v} for v in values)


def weights(*values: Number) -> tuple[Term, ...]:
    return tuple(map(const, values))


def sum_breaks(a: Number, b: Number, output: int = 0) -> Witness:
    """f(a + b) against f(a) + f(b)."""
    return Witness(at(a + b, a, b), weights(1, -1, -1), output)


def matrix(*entries: Number | Term, proof: Proof = PLAIN) -> MatrixProof:
    """A one-column matrix, each row with the same proof."""
    rows = tuple((const(e) if isinstance(e, int | fmpq) else e,) for e in entries)
    return MatrixProof(rows, None, (proof,) * len(rows))


def affine(slope: Number, offset: Term, proof: Proof = PLAIN) -> MatrixProof:
    return MatrixProof(((const(slope),),), (offset,), (proof,))


def relu_is_linear(proof: Proof) -> MatrixProof:
    """relu(x) = x, with this for a proof."""
    return matrix(1, proof=proof)


def iff(
    condition: Guard, holds_at: int = 1, fails_at: int = 0, refutation: Any = None
) -> Conditional:
    """leaky_relu is additive iff the condition holds."""
    witness = sum_breaks(-1, 1) if refutation is None else refutation
    proof = Substitute("p", ONE, ONE, Split(gt(x), PLAIN, PLAIN))
    sides = {"p": const(holds_at)}, {"p": const(fails_at)}
    return Conditional(condition, matrix(1, proof=proof), witness, *sides)


@dataclass(frozen=True)
class Forgery:
    """A claim that is wrong, or wrongly argued for."""

    subject: Subject
    law: Law
    status: Any
    certificate: Certificate
    message: str | None = None
    rewrites: tuple[Rewrite, ...] = ()

    def raised(self) -> pytest.ExceptionInfo[Rejected]:
        with pytest.raises(Rejected, match=self.message) as caught:
            check(self.subject, self.law, self.status, self.certificate, self.rewrites)
        return caught


def proved(
    subject: Subject, law: Law, certificate: Certificate, message: str | None = None
) -> Forgery:
    return Forgery(subject, law, "proved", certificate, message)


def refuted(
    subject: Subject, law: Law, certificate: Certificate, message: str | None = None
) -> Forgery:
    return Forgery(subject, law, "refuted", certificate, message)


def conditional(subject: Subject, certificate: Certificate, message: str | None = None) -> Forgery:
    return Forgery(subject, Law.ADDITIVITY, "conditional", certificate, message)


SIN = function("sin", x)
THIRD = DerivativeWitness({"x": ZERO}, "x", 3, neg(function("cos", x)), 0)
"""The third derivative of sin at 0, which is -1."""
RELU = of(relu(x))
LEAKY_RELU = of(LEAKY, parameters=["p"])
ABS_SCALE = of(mul(maximum(p, neg(p)), x), parameters=["p"])
IDENTITY = of(x)
AT_ORIGIN: dict[str, Term] = {"x": ZERO}
GRADIENT = ConstantGradient(sub(relu(x), x), ("x",), AT_ORIGIN)
WIDE = power(add(*(var(f"x{i}") for i in range(40))), 12)

NESTED: Term = x
for bound in range(5000):
    NESTED = piecewise((NESTED, gt(x, const(bound))), (x, TRUE))


def after(rewrite: tuple[Term, Term], forgery: Forgery) -> Forgery:
    """The same claim, argued for after one replacement that is said to be plain."""
    return replace(forgery, rewrites=(Rewrite(*rewrite, PLAIN),))


MEDIAN = maximum(neg(maximum(neg(x), neg(y))), neg(maximum(neg(maximum(x, y)), ZERO)))
"""The one in the middle of x, y and 0: homogeneous, not additive, and of more than one input."""
HALF_LINE = add(ONE, mul(const(0), function("log", x)))
"""1 for x > 0, and nothing elsewhere."""


class OtherPower(Power):
    """Of a class that the kernel does not have: it may say what it likes, and when."""


REJECTIONS = {
    "a matrix entry that is a float": proved(
        of(scale(2, x)),
        Law.LINEAR,
        MatrixProof(((0.5,),), None, (PLAIN,)),  # type: ignore[arg-type]
        "a float is no part of a certificate",
    ),
    "a matrix entry with a part of another class": proved(
        of(scale(2, x)), Law.LINEAR, matrix(scale(2, OtherPower(ONE, 2))), "no term or guard"
    ),
    "a rewriting that changes values": after(
        (relu(x), x), proved(RELU, Law.LINEAR, matrix(1), "do not contradict each other")
    ),
    "a rewriting that brings in a variable": after(
        (x, p), proved(of(x), Law.LINEAR, matrix(1), "brings in a variable")
    ),
    "a rewriting that leaves out the origin": after(
        (x, mul(x, x, inverse(x))), proved(of(x), Law.LINEAR, matrix(1), "keep the domain")
    ),
    "a rewriting that leaves nothing of the domain": after(
        (relu(x), add(relu(x), mul(const(0), function("log", neg(add(ONE, power(x, 2))))))),
        proved(RELU, Law.LINEAR, matrix(1), "keep the domain"),
    ),
    "a rewriting that lets in what has no value": after(
        (mul(const(0), function("log", x)), const(0)),
        refuted(of(HALF_LINE), Law.ODD, Witness(({"x": neg(ONE)}, {"x": ONE}), (ONE, ONE), 0)),
    ),
    "a normal form too large": proved(
        of(WIDE, inputs=[f"x{i}" for i in range(40)]),
        Law.ODD,
        DirectProof((PLAIN,)),
        "grew beyond the kernel's limit",
    ),
    "terms nested beyond measure": proved(
        of(NESTED), Law.LINEAR, matrix(1), "grew beyond the kernel's limit"
    ),
    "two functions with three outputs": proved(
        of(x, x, relu(x)), Law.EQUIVALENT, DirectProof((PLAIN,)), "as many outputs each"
    ),
    "degrees for oddness": proved(of(relu(x)), Law.ODD, DegreeProof(), "degrees do not prove odd"),
    "degrees of a square": proved(
        of(power(x, 2)), Law.POSITIVE_HOMOGENEITY, DegreeProof(), "not of degree 1"
    ),
    "a witness as a proof": proved(
        RELU, Law.ADDITIVITY, sum_breaks(-1, 1), "Witness cannot show that a law is proved"
    ),
    "a name with an apostrophe": proved(
        of(var("x'"), inputs=["x'"]), Law.LINEAR, matrix(1), "without an apostrophe"
    ),
    "a name used twice": proved(of(x, parameters=["x"]), Law.LINEAR, matrix(1), "distinct names"),
    "a variable of no kind": proved(of(p), Law.LINEAR, matrix(0), "neither an input nor"),
    "a condition on inputs": conditional(LEAKY_RELU, iff(eq(x)), "condition must speak of"),
    "a condition without a value": conditional(
        LEAKY_RELU, iff(eq(sub(inverse(p), ONE))), "true or false for all parameters"
    ),
    "a condition that always holds": conditional(
        LEAKY_RELU, iff(ge(power(p, 2))), "hold somewhere and to fail somewhere"
    ),
    "degrees under a condition": conditional(
        LEAKY_RELU,
        replace(iff(disjunction(eq(p, ONE), eq(p, const(2)))), proof=DegreeProof()),
        "DegreeProof is no proof of a law",
    ),
    "a refutation for a proof": conditional(
        LEAKY_RELU,
        replace(iff(eq(p, ONE)), proof=sum_breaks(-1, 1)),
        "Witness is no proof of a law",
    ),
    "a proof that the condition never holds, where it does": conditional(
        LEAKY_RELU,
        replace(iff(eq(p, ONE)), proof=Impossible(PLAIN)),
        "facts do not contradict each other",
    ),
    "that there is nothing to prove": proved(
        IDENTITY, Law.LINEAR, Impossible(PLAIN), "Impossible cannot show that a law is proved"
    ),
    "a side of the condition that names an input": conditional(
        LEAKY_RELU,
        replace(iff(eq(p, ONE)), holds_at={"p": ONE, "x": ONE}),
        "names more than the parameters",
    ),
    "a side of the condition at 1/0": conditional(
        LEAKY_RELU,
        replace(iff(eq(p, ONE)), fails_at={"p": inverse(ZERO)}),
        "not shown to hold somewhere and to fail somewhere",
    ),
    "a proof by cases of 1/p, where p may be 0": proved(
        of(piecewise((x, eq(p)), (scale(2, x), TRUE)), parameters=["p"]),
        Law.LINEAR,
        CaseProof(
            eq(inverse(p)),
            matrix(1, proof=Split(eq(p), Substitute("p", ZERO, ONE, PLAIN), PLAIN)),
            matrix(2, proof=Split(eq(p), Substitute("p", ZERO, ONE, PLAIN), PLAIN)),
        ),
        "case distinction is not shown to be true or false",
    ),
    "a refutation by cases of 1/p, where p may be 0": refuted(
        of(mul(p, relu(x)), x, parameters=["p"], where=[ne(sub(p, ONE))]),
        Law.ADDITIVITY,
        ParameterSplit(gt(inverse(p)), sum_breaks(-1, 1), sum_breaks(-1, 1)),
        "case distinction is not shown to be true or false",
    ),
    "a proof by cases of the inputs": proved(
        RELU,
        Law.LINEAR,
        CaseProof(gt(x), matrix(1), matrix(0)),
        "case distinction must speak of parameters only",
    ),
    "nothing for a proof": conditional(
        LEAKY_RELU, replace(iff(eq(p, ONE)), proof=None), "NoneType is no proof of a law"
    ),
    "values that are no numbers": conditional(
        LEAKY_RELU,
        replace(iff(eq(p, ONE)), holds_at={"p": add(ONE, scale(0, q))}),
        "hold somewhere and to fail somewhere",
    ),
    "linearity without a matrix": proved(
        IDENTITY, Law.LINEAR, DirectProof((PLAIN,)), "linear needs a matrix"
    ),
    "an offset for linearity": proved(
        of(add(x, ONE)), Law.LINEAR, affine(1, ONE), "offset does not prove linear"
    ),
    "a matrix of two rows": proved(IDENTITY, Law.LINEAR, matrix(1, 1), "number of rows"),
    "an offset of two rows": proved(
        IDENTITY, Law.AFFINE, replace(matrix(1), offset=(ZERO, ZERO)), "number of rows"
    ),
    "a matrix of two columns": proved(
        IDENTITY, Law.LINEAR, MatrixProof(((ONE, ZERO),), None, (PLAIN,)), "number of columns"
    ),
    "a matrix that moves": proved(
        of(power(x, 2)), Law.LINEAR, matrix(x), "depends on more than the parameters"
    ),
    "a matrix of 1/0": proved(
        of(scale(0, x)), Law.LINEAR, matrix(inverse(ZERO)), "entry is not shown to have a value"
    ),
    "a proof too few": proved(
        of(x, relu(x)),
        Law.LINEAR,
        MatrixProof(((ONE,), (ONE,)), None, (PLAIN,)),
        "one proof for each output",
    ),
    "a case distinction on inputs": refuted(
        LEAKY_RELU,
        Law.ADDITIVITY,
        ParameterSplit(gt(x), sum_breaks(-1, 1), sum_breaks(-1, 1)),
        "case distinction must speak of parameters only",
    ),
    "no parameters to exclude": refuted(
        IDENTITY, Law.LINEAR, Impossible(PLAIN), "there are no parameters to exclude"
    ),
    "points that do not add up": refuted(
        IDENTITY,
        Law.ADDITIVITY,
        Witness(at(3, 1, 1), weights(1, -1, -1), 0),
        "not an instance of additivity",
    ),
    "an output that is not there": refuted(
        RELU, Law.ADDITIVITY, sum_breaks(-1, 1, output=1), "output that does not exist"
    ),
    "an output counted from the end": refuted(
        RELU, Law.ADDITIVITY, sum_breaks(-1, 1, output=-1), "output that does not exist"
    ),
    "a weight too few": refuted(
        RELU, Law.ADDITIVITY, Witness(at(0, -1, 1), weights(1, -1), 0), "one weight for each"
    ),
    "no points": refuted(RELU, Law.LINEAR, Witness((), (), 0), "one weight for each point"),
    "a point of another space": refuted(
        RELU, Law.ODD, Witness(({}, {}), weights(1, 1), 0), "must give every input, in order"
    ),
    "a witness that depends on inputs": refuted(
        RELU, Law.ODD, Witness(at(x, neg(x)), weights(1, 1), 0), "may depend on parameters only"
    ),
    "angles in no parts": proved(
        RELU, Law.LINEAR, relu_is_linear(Contradiction(0)), "positive whole number of parts"
    ),
    "nothing contradicts": proved(
        RELU, Law.LINEAR, relu_is_linear(PLAIN), "facts do not contradict each other"
    ),
    "a substitution by a factor that may be 0": proved(
        RELU, Law.LINEAR, relu_is_linear(Substitute("x", ONE, x, PLAIN)), "differ from 0"
    ),
    "a substitution out of nothing": proved(
        RELU, Law.LINEAR, relu_is_linear(Substitute("x", ONE, ONE, PLAIN)), "does not follow"
    ),
    "a combination with a negative part": proved(
        RELU, Law.LINEAR, relu_is_linear(Combination(((x,),))), "shown to be non-negative"
    ),
    "a combination that proves nothing": proved(
        RELU, Law.LINEAR, relu_is_linear(Combination(((power(x, 2),),))), "does not deny its sign"
    ),
    "an empty combination": proved(
        RELU, Law.LINEAR, relu_is_linear(Combination(())), "does not deny its sign"
    ),
    "a product of unknown sign": proved(
        RELU, Law.LINEAR, relu_is_linear(ProductSign((x, relu(x)), PLAIN)), "known signs"
    ),
    "a gradient of another term": proved(
        RELU,
        Law.LINEAR,
        relu_is_linear(ConstantGradient(sub(x, x), ("x",), AT_ORIGIN)),
        "not among the facts as different from 0",
    ),
    "a gradient across a kink": proved(
        RELU, Law.LINEAR, relu_is_linear(GRADIENT), "smooth on the region"
    ),
    "a gradient that does not vanish": proved(
        of(function("exp", x)),
        Law.LINEAR,
        matrix(0, proof=ConstantGradient(function("exp", x), ("x",), AT_ORIGIN)),
        "derivative by x is not shown to vanish",
    ),
    "an anchor of other variables": proved(
        of(PI),
        Law.LINEAR,
        matrix(0, proof=ConstantGradient(PI, ("x",), {"y": ZERO})),
        "must give the variables of the gradient",
    ),
    "an anchor that moves": proved(
        of(PI),
        Law.LINEAR,
        matrix(0, proof=ConstantGradient(PI, ("x",), {"x": x})),
        "must give the variables of the gradient",
    ),
    "an anchor at which the term is not 0": proved(
        of(add(function("atan", x), HALF_PI)),
        Law.AFFINE,
        MatrixProof(
            ((ZERO,),),
            (ZERO,),
            (ConstantGradient(add(function("atan", x), HALF_PI), ("y",), {"y": ZERO}),),
        ),
        "not in the region, or the term is not 0 there",
    ),
    "growth from a point that moves": proved(
        RELU,
        Law.LINEAR,
        relu_is_linear(Monotone(x, "x", x, ONE, PLAIN, PLAIN)),
        "free of its variable",
    ),
    "growth from a point outside": proved(
        of(relu(x), where=[gt(x)]),
        Law.LINEAR,
        matrix(0, proof=Monotone(x, "x", const(-1), ONE, PLAIN, PLAIN)),
        "an end of the region",
    ),
    "growth of what has a kink": proved(
        RELU,
        Law.LINEAR,
        relu_is_linear(Monotone(relu(x), "x", ZERO, ONE, PLAIN, PLAIN)),
        "smooth up to the point",
    ),
    "growth of what has no slope at the point": proved(
        of(sqrt(x)),
        Law.LINEAR,
        matrix(0, proof=Monotone(sqrt(x), "x", ZERO, inverse(sqrt(x)), PLAIN, PLAIN)),
        "smooth up to the point",
    ),
    "growth by another slope": proved(
        RELU,
        Law.LINEAR,
        relu_is_linear(Monotone(power(x, 2), "x", ZERO, x, PLAIN, PLAIN)),
        "shown to be the derivative",
    ),
    "a lemma about what is between integers": proved(
        RELU,
        Law.LINEAR,
        relu_is_linear(Lemma("integer", x, HALF, PLAIN)),  # type: ignore[arg-type]
        "lemma about integers must be one",
    ),
    "a lemma nobody proved": proved(
        RELU, Law.LINEAR, relu_is_linear(Lemma("convenience", x, 0, PLAIN)), "there is no lemma"
    ),
    "a derivative of an output that is not there": refuted(
        of(SIN), Law.LINEAR, replace(THIRD, output=1), "an output that does not exist"
    ),
    "a derivative at a point of other inputs": refuted(
        of(SIN), Law.LINEAR, replace(THIRD, point={"y": ZERO}), "must give every input, in order"
    ),
    "a derivative at a point that moves with the input": refuted(
        of(SIN), Law.LINEAR, replace(THIRD, point={"x": x}), "depend on parameters only"
    ),
    "a derivative at a point without a value": refuted(
        of(SIN),
        Law.LINEAR,
        replace(THIRD, point={"x": inverse(ZERO)}),
        "the point is not shown to have a value",
    ),
    "a first derivative, which linear functions have": refuted(
        of(SIN), Law.LINEAR, replace(THIRD, order=1), "says nothing of this derivative"
    ),
    "a derivative on the edge of the domain": refuted(
        of(add(SIN, mul(const(0), function("log", x)))),
        Law.LINEAR,
        THIRD,
        "not shown to lie inside the domain",
    ),
    "a derivative where there is a kink": refuted(
        of(relu(x)), Law.LINEAR, THIRD, "not shown to be smooth"
    ),
    "a derivative that is another one": refuted(
        of(SIN), Law.LINEAR, replace(THIRD, value=SIN), "not shown to be the derivative"
    ),
}


@pytest.mark.parametrize("name", REJECTIONS)
def test_each_step_that_does_not_hold_is_named(name: str) -> None:
    REJECTIONS[name].raised()


SWITCHED_OFF = {
    "local": refuted(of(SIN), Law.LINEAR, THIRD, "no theory speaks of derivatives at points"),
    "degree": Forgery(
        of(relu(x)), Law.POSITIVE_HOMOGENEITY, "proved", DegreeProof(), "no theory counts degrees"
    ),
    "calculus": proved(
        of(x),
        Law.LINEAR,
        matrix(1, proof=ConstantGradient(ZERO, ("x",), {"x": ZERO})),
        "no theory follows a ConstantGradient",
    ),
}


@pytest.mark.parametrize("name", SWITCHED_OFF)
def test_a_step_of_a_theory_that_is_switched_off_is_named(name: str) -> None:
    """Nothing is accepted because nobody is there to check it."""
    with only(without(name)):
        SWITCHED_OFF[name].raised()


def test_every_raise_of_the_kernel_is_reached_by_a_forgery() -> None:
    """mmverify.py once built an error without raising it, and accepted a wrong proof for years."""
    raises: dict[tuple[Path, int], str] = {}
    for path in sorted(KERNEL.rglob("*.py")):
        if path.parent.name in ELSEWHERE or path.name in ALONE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        built = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and is_rejected(n.func)]
        here = {
            (path, node.lineno): ast.unparse(node.exc)
            for node in ast.walk(tree)
            if isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and is_rejected(node.exc.func)
        }
        assert len(built) == len(here), f"{path.name}: an error is built and not raised"
        raises |= here
    reached = {where(forgery.raised()) for forgery in REJECTIONS.values()}
    for name, forgery in SWITCHED_OFF.items():
        with only(without(name)):
            reached.add(where(forgery.raised()))
    assert {text for place, text in raises.items() if place not in reached} == set()


def is_rejected(node: ast.expr) -> bool:
    return ast.unparse(node) == "Rejected"


def where(caught: pytest.ExceptionInfo[Rejected]) -> tuple[Path, int]:
    last = caught.traceback[-1]
    return Path(last.path), last.lineno + 1


# ---- claims that are almost right ----

ABS_WITH_HOLE = mul(maximum(x, neg(x)), mul(x, inverse(x)))
ON_POSITIVE = of(maximum(x, neg(x)), where=[ge(x)])
JUMP = sub(ATAN_SUM, HALF_PI)
JUMP_GRADIENT = ConstantGradient(JUMP, ("x",), {"x": ONE})


def atan_sum_is_constant(proof: Proof, value: Term = HALF_PI) -> Forgery:
    return proved(of(ATAN_SUM), Law.AFFINE, affine(0, value, proof))


def on_either_side(anchor: int) -> Forgery:
    """x > 0 by a gradient from 1, x < 0 by one from the anchor, and x = 0 is no case at all."""
    below = ConstantGradient(JUMP, ("x",), {"x": const(anchor)})
    return atan_sum_is_constant(Split(gt(x), JUMP_GRADIENT, Split(gt(neg(x)), below, PLAIN)))


WRONG = {
    "2x = 3x": proved(of(scale(2, x)), Law.LINEAR, matrix(3)),
    "x + 1 = x + 2": proved(of(add(x, ONE)), Law.AFFINE, affine(1, const(2))),
    "x + 1 is linear": proved(of(add(x, ONE)), Law.LINEAR, matrix(1)),
    "x + 1 is additive": proved(of(add(x, ONE)), Law.ADDITIVITY, DirectProof((PLAIN,))),
    "relu is odd": proved(RELU, Law.ODD, DirectProof((PLAIN,))),
    "relu is homogeneous": proved(RELU, Law.HOMOGENEITY, DirectProof((PLAIN,))),
    "relu is linear, by two cases of which one is open": proved(
        RELU, Law.LINEAR, relu_is_linear(Split(gt(x), PLAIN, PLAIN))
    ),
    "relu is linear, by a split on something else": proved(
        RELU, Law.LINEAR, relu_is_linear(Split(gt(y), Split(gt(x), PLAIN, PLAIN), PLAIN))
    ),
    "the second output is linear as well": proved(
        of(x, relu(x)), Law.LINEAR, MatrixProof(((ONE,), (ONE,)), None, (PLAIN, PLAIN))
    ),
    "x and relu are equal": proved(of(x, relu(x)), Law.EQUIVALENT, DirectProof((PLAIN,))),
    "f1, f2 equal g1, g2, seen from the first": proved(
        of(x, x, x, relu(x)), Law.EQUIVALENT, DirectProof((PLAIN,))
    ),
    "a matrix shows that x and 2x are equal": proved(
        of(x, scale(2, x)), Law.EQUIVALENT, matrix(1, 2)
    ),
    "the same, with the law as plain text": proved(
        of(x, scale(2, x)),
        "equivalent",  # type: ignore[arg-type]
        matrix(1, 2),
    ),
    "x is not additive": refuted(IDENTITY, Law.ADDITIVITY, sum_breaks(-1, 1)),
    "relu breaks where it does not": refuted(RELU, Law.ADDITIVITY, sum_breaks(1, 2)),
    "abs breaks on x >= 0, at -1": refuted(ON_POSITIVE, Law.ADDITIVITY, sum_breaks(-1, 1)),
    "a law breaks at a point without a value": refuted(
        of(ABS_WITH_HOLE), Law.ADDITIVITY, sum_breaks(-1, 1)
    ),
    "a law breaks where another output has no value": refuted(
        of(relu(x), inverse(x)), Law.ADDITIVITY, sum_breaks(-1, 1)
    ),
    "relu breaks at 1/0": refuted(
        RELU, Law.ADDITIVITY, Witness(at(inverse(ZERO), -1, 1), weights(1, -1, -1), 0)
    ),
    "relu breaks with a weight of 1 + 0/0": refuted(
        RELU,
        Law.ADDITIVITY,
        Witness(
            at(0, -1, 1), (add(ONE, scale(0, inverse(ZERO))), const(-1), const(-1)), 0
        ),
    ),
    "relu is not additive on the empty set": refuted(
        of(relu(x), where=[gt(ZERO, ONE)]), Law.ADDITIVITY, sum_breaks(-1, 1)
    ),
    "x + 1 is not affine, by the weights of additivity": refuted(
        of(add(x, ONE)), Law.AFFINE, sum_breaks(-1, 1)
    ),
    "x + 1 is not additive, by the weights of affinity": refuted(
        of(add(x, ONE)), Law.ADDITIVITY, Witness(at(1, 0, 2), weights(1, -HALF, -HALF), 0)
    ),
    "x is not linear, by weights that do not vanish": refuted(
        IDENTITY, Law.LINEAR, Witness(at(1, 1), weights(1, 1), 0)
    ),
    "x is not homogeneous, by a first weight of 2": refuted(
        IDENTITY, Law.HOMOGENEITY, Witness(at(1, 1), weights(2, -1), 0)
    ),
    "a median is not homogeneous, by three points": refuted(
        of(MEDIAN, inputs=["x", "y"]),
        Law.HOMOGENEITY,
        Witness(
            ({"x": ONE, "y": ONE}, {"x": ONE, "y": ZERO}, {"x": ZERO, "y": ONE}),
            weights(1, -1, -1),
            0,
        ),
    ),
    "relu is not positively homogeneous, by -1": refuted(
        RELU, Law.POSITIVE_HOMOGENEITY, Witness(at(-1, 1), weights(1, 1), 0)
    ),
    "the same, with the law as plain text ": refuted(
        RELU,
        "positive_homogeneity",  # type: ignore[arg-type]
        Witness(at(-1, 1), weights(1, 1), 0),
    ),
    "abs is not odd, by the weights of evenness": refuted(
        of(maximum(x, neg(x))), Law.ODD, Witness(at(-1, 1), weights(1, -1), 0)
    ),
    "x and x differ, by twice the one": refuted(
        of(x, x), Law.EQUIVALENT, Witness(at(1), weights(2), 0)
    ),
    "leaky relu is never additive": refuted(LEAKY_RELU, Law.ADDITIVITY, sum_breaks(-1, 1)),
    "leaky relu is never additive, but where p is 1": refuted(
        LEAKY_RELU,
        Law.ADDITIVITY,
        ParameterSplit(eq(p, ONE), Impossible(PLAIN), sum_breaks(-1, 1)),
    ),
    "leaky relu is never additive, and where p is 1 there is no p": refuted(
        LEAKY_RELU,
        Law.ADDITIVITY,
        ParameterSplit(ne(p, ONE), sum_breaks(-1, 1), Impossible(PLAIN)),
    ),
    "|p| x is p x for every p": proved(ABS_SCALE, Law.LINEAR, matrix(p)),
    "the same, with the cases swapped": proved(
        ABS_SCALE, Law.LINEAR, CaseProof(gt(p), matrix(neg(p)), matrix(p))
    ),
    "the same, with -p in either case": proved(
        ABS_SCALE, Law.LINEAR, CaseProof(gt(p), matrix(neg(p)), matrix(neg(p)))
    ),
    "the same, with p in either case": proved(
        ABS_SCALE, Law.LINEAR, CaseProof(gt(p), matrix(p), matrix(p))
    ),
    "the same, without the other case": proved(
        ABS_SCALE, Law.LINEAR, CaseProof(gt(p), matrix(p), Impossible(PLAIN))
    ),
    "leaky relu is additive": proved(LEAKY_RELU, Law.ADDITIVITY, matrix(1)),
    "additive iff p <= 1": conditional(LEAKY_RELU, iff(ge(ONE, p), fails_at=2)),
    "additive iff p = 1 and p = 2": conditional(
        LEAKY_RELU, iff(conjunction(eq(p, ONE), eq(p, const(2))))
    ),
    "additive iff p = 2": conditional(LEAKY_RELU, iff(eq(p, const(2)), holds_at=2)),
    "additive iff p = 1 and p > 0, and p < 0 breaks": conditional(
        of(mul(power(p, 2), relu(x)), parameters=["p"]),
        replace(iff(conjunction(eq(p), eq(p, ONE)), 0, 1)),
    ),
    "additive iff p = 1, with points at which nothing breaks": conditional(
        LEAKY_RELU, iff(eq(p, ONE), refutation=sum_breaks(1, 2))
    ),
    "additive iff p = 1, and otherwise there is no p": conditional(
        LEAKY_RELU, iff(eq(p, ONE), refutation=Impossible(PLAIN))
    ),
    "relu(p) x^2 breaks for every p, says a rewriting, though p x > 0 with x > 0": after(
        (relu(p), function("exp", function("log", p))),
        refuted(
            of(mul(relu(p), power(x, 2)), parameters=["p"], where=[gt(mul(p, x)), gt(x)]),
            Law.ADDITIVITY,
            sum_breaks(1, 1),
        ),
    ),
    "additive iff true": conditional(LEAKY_RELU, iff(TRUE)),
    "additive iff false": conditional(LEAKY_RELU, iff(FALSE)),
    "additive iff p^2 < 0": conditional(LEAKY_RELU, iff(gt(neg(power(p, 2))))),
    "additive iff p = 1, where p is 2": conditional(
        of(LEAKY, parameters=["p"], where=[eq(p, const(2))]), iff(eq(p, ONE))
    ),
    "additive iff p = 0, where 1/p is at least 0": conditional(
        of(mul(power(p, 2), relu(x)), parameters=["p"], where=[ge(inverse(p))]),
        replace(iff(eq(p), 0, 1), proof=matrix(0)),
    ),
    "additive iff 1/p = 0": conditional(
        of(mul(power(p, 2), relu(x)), parameters=["p"]),
        replace(iff(eq(inverse(p)), 0, 1), proof=matrix(0)),
    ),
    "a sum of arcs is constant": atan_sum_is_constant(JUMP_GRADIENT),
    "the same, on the set where x/x > 0": atan_sum_is_constant(
        Split(gt(mul(x, inverse(x))), JUMP_GRADIENT, PLAIN)
    ),
    "the same, on the set where x^2 > 0": atan_sum_is_constant(
        Split(gt(power(x, 2)), JUMP_GRADIENT, PLAIN)
    ),
    "the same, on the set where |x|/|x| = 1": atan_sum_is_constant(
        Split(
            eq(mul(function("abs", x), inverse(function("abs", x))), ONE), JUMP_GRADIENT, PLAIN
        )
    ),
    "the same, on the set where x differs from 0": atan_sum_is_constant(
        Split(ne(x), JUMP_GRADIENT, PLAIN)
    ),
    "the same on either side, with one value": on_either_side(-1),
    "the same on either side, with an anchor on the other": on_either_side(1),
    "sqrt(x^2)/x is constant": proved(
        of(mul(sqrt(power(x, 2)), inverse(x))),
        Law.AFFINE,
        affine(
            0,
            ONE,
            ConstantGradient(
                sub(mul(sqrt(power(x, 2)), inverse(x)), ONE), ("x",), {"x": ONE}
            ),
        ),
    ),
    "floor is constant": proved(
        of(function("floor", x)),
        Law.LINEAR,
        matrix(0, proof=ConstantGradient(function("floor", x), ("x",), AT_ORIGIN)),
    ),
    "x/x is 1 everywhere, also where nothing is": proved(
        of(piecewise((mul(x, inverse(x)), ne(x)), (ZERO, TRUE))), Law.AFFINE, affine(0, ONE)
    ),
    "degrees: x + 1": proved(of(add(x, ONE)), Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    "degrees: max(x, 1)": proved(of(maximum(x, ONE)), Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    "degrees: x * x": proved(of(mul(x, x)), Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    "degrees: p": proved(of(p, parameters=["p"]), Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    "degrees: a step at 1": proved(
        of(piecewise((x, gt(x, ONE)), (ZERO, TRUE))), Law.POSITIVE_HOMOGENEITY, DegreeProof()
    ),
    "degrees: floor": proved(
        of(function("floor", x)), Law.POSITIVE_HOMOGENEITY, DegreeProof()
    ),
    "degrees: one output of two": proved(
        of(x, power(x, 2)), Law.POSITIVE_HOMOGENEITY, DegreeProof()
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_claim_is_not_accepted(name: str) -> None:
    WRONG[name].raised()


STEP = sub(
    add(function("atan", x), function("atan", inverse(x))),
    piecewise((HALF_PI, gt(x)), (neg(HALF_PI), TRUE)),
)
STEP_PROOF = Split(gt(x), PLAIN, Split(gt(neg(x)), PLAIN, PLAIN))

TRUE_CLAIMS = {
    "2x": proved(of(scale(2, x)), Law.LINEAR, matrix(2)),
    "x + 1": proved(of(add(x, ONE)), Law.AFFINE, affine(1, ONE)),
    "relu breaks": refuted(RELU, Law.ADDITIVITY, sum_breaks(-1, 1)),
    "relu breaks homogeneity": refuted(RELU, Law.HOMOGENEITY, Witness(at(-1, 1), weights(1, 1), 0)),
    "x + 1 breaks additivity": refuted(of(add(x, ONE)), Law.ADDITIVITY, sum_breaks(-1, 1)),
    "leaky relu": conditional(LEAKY_RELU, iff(eq(p, ONE))),
    "relu - relu": proved(of(sub(relu(x), relu(neg(x)))), Law.LINEAR, matrix(1)),
    "relu by degrees": proved(RELU, Law.POSITIVE_HOMOGENEITY, DegreeProof()),
    "x^2/y by degrees": proved(
        of(mul(power(x, 2), inverse(y)), inputs=["x", "y"]),
        Law.POSITIVE_HOMOGENEITY,
        DegreeProof(),
    ),
    "abs on x >= 0": proved(ON_POSITIVE, Law.LINEAR, matrix(1)),
    "a sum of arcs on x > 0": proved(
        of(ATAN_SUM, where=[gt(x)]), Law.AFFINE, affine(0, HALF_PI, JUMP_GRADIENT)
    ),
    "the step of atan(x) + atan(1/x)": proved(
        of(STEP),
        Law.LINEAR,
        matrix(0, proof=STEP_PROOF),
    ),
    "relu - relu beside 1, rewritten": after(
        (add(relu(x), neg(relu(neg(x))), ONE), add(x, ONE)),
        refuted(of(add(relu(x), neg(relu(neg(x))), ONE)), Law.ADDITIVITY, sum_breaks(-1, 1)),
    ),
    "relu is not homogeneous, as it is not linear": refuted(
        RELU, Law.HOMOGENEITY, sum_breaks(-1, 1)
    ),
    "a median is not additive, as it is not linear": refuted(
        of(MEDIAN, inputs=["x", "y"]),
        Law.ADDITIVITY,
        Witness(
            ({"x": const(HALF), "y": const(HALF)}, {"x": ONE, "y": ZERO}, {"x": ZERO, "y": ONE}),
            (ONE, const(-HALF), const(-HALF)),
            0,
        ),
    ),
    "|p| x, case by case": proved(
        ABS_SCALE, Law.LINEAR, CaseProof(gt(p), matrix(p), matrix(neg(p)))
    ),
    "x and x": proved(of(x, x), Law.EQUIVALENT, DirectProof((PLAIN,))),
    "x and relu": refuted(of(x, relu(x)), Law.EQUIVALENT, Witness(at(-1), weights(1), 0)),
    "p x, p by 1/p": proved(
        of(mul(x, inverse(p)), parameters=["p"]), Law.LINEAR, matrix(inverse(p))
    ),
}


@pytest.mark.parametrize("name", TRUE_CLAIMS)
def test_the_honest_claim_beside_it_is_accepted(name: str) -> None:
    """Without these, a checker that rejects everything would pass."""
    claim = TRUE_CLAIMS[name]
    check(claim.subject, claim.law, claim.status, claim.certificate, claim.rewrites)


# ---- contradictions that are none: all these facts hold at x = y = 1 ----

FLOOR = function("floor", x)
HOLDING: dict[str, tuple[list[Guard], Proof]] = {
    "x is 1, so it is no integer below 3/2": (
        [eq(FLOOR, ONE)],
        Lemma("integer", x, fmpq(1, 2), Split(ge(const(HALF), FLOOR), PLAIN, PLAIN)),  # type: ignore[arg-type]
    ),
    "x >= 1 and x <= 1": (
        [ge(x, ONE), ge(ONE, x)],
        Combination(((sub(x, ONE),), (sub(ONE, x),))),
    ),
    "x y = y, divided by x - 1": (
        [eq(mul(x, y), y)],
        Substitute("y", ZERO, sub(x, ONE), PLAIN),
    ),
    "x (x - 1) = 0, so x = 0": ([eq(mul(x, sub(x, ONE))), gt(x)], Substitute("x", ZERO, x, PLAIN)),
    "exp(x) >= 1 + x, so exp(x) > 3": (
        [gt(const(3), function("exp", x))],
        Lemma("exp", x, 0, PLAIN),
    ),
    "(x - 1) (x - 1) >= 0, so (x - 1)^2 > 0": (
        [ge(x)],
        ProductSign((sub(x, ONE), sub(x, ONE)), Combination(((ONE, power(sub(x, ONE), 2)),))),
    ),
    "x x x >= 0": ([ge(x)], ProductSign((x, x, x), PLAIN)),
    "floor(x) <= x < floor(x) + 1, so x is not whole": (
        [eq(x, FLOOR)],
        Lemma("floor", x, 0, PLAIN),
    ),
    "the reciprocal's gradient, on the set where x/x = 1": (
        [eq(mul(x, inverse(x)), ONE), ne(add(ATAN_SUM, HALF_PI))],
        ConstantGradient(add(ATAN_SUM, HALF_PI), ("x",), {"x": const(-1)}),
    ),
}


@pytest.mark.parametrize("name", HOLDING)
def test_facts_that_hold_at_a_point_are_not_contradicted(name: str) -> None:
    facts, proof = HOLDING[name]
    with pytest.raises(Rejected):
        follow(facts, proof)


@pytest.mark.parametrize(
    "build",
    [
        lambda: power(x, HALF),  # type: ignore[arg-type]
        lambda: root(x, 1),
        lambda: root(x, 0),
        lambda: root(x, HALF),  # type: ignore[arg-type]
        lambda: maximum(x, function("root", x)),
        lambda: function("pi", x),
        maximum,
        lambda: relation("<", x),  # type: ignore[arg-type]
    ],
)
def test_terms_without_meaning_cannot_be_built(build: Callable[[], Term]) -> None:
    with pytest.raises(ValueError, match="no "):
        build()


@pytest.mark.parametrize("number", [1e16, 0.5, "1", None])
def test_numbers_that_are_not_exact_are_refused(number: Any) -> None:
    """In floating point 1e16 + 1 - 1e16 is 0."""
    with pytest.raises(TypeError, match="no exact number"):
        linear_combination([number, 1, 1], [x, x, x])
    with pytest.raises(TypeError, match="no exact number"):
        const(number)
