"""One forgery for every way in which the room of operators on functions rejects."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import symlin.kernel.functions
from symlin.kernel.certificate import MatrixProof, Rejected, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.functions import signals
from symlin.kernel.functions.bases import Bump, Impulse, Monomial
from symlin.kernel.functions.impulses import weighed
from symlin.kernel.functions.laws import flat, pulled
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import FunctionSubject, Index, Value
from symlin.kernel.functions.theorem import Fails, Holds, conclude
from symlin.kernel.functions.variants import delayed
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    Term,
    const,
    eq,
    function,
    ge,
    gt,
    mul,
    ne,
    power,
    sub,
    var,
)
from symlin.kernel.theorem import LawTheorem

from ..test_forged import is_rejected, where
from . import test_impulses as impulses
from .made import (
    PLAIN,
    Made,
    elements,
    failing,
    holds,
    matrix,
    not_homogeneous,
    over,
    p,
    polynomials,
    s,
    sequence,
    square,
    t,
)

pytestmark = pytest.mark.quick

ROOM = Path(symlin.kernel.functions.__file__).parent
LINEAR, HOMOGENEITY = Law.LINEAR, Law.HOMOGENEITY
X, T = Value("x", (0,), (t,)), Index("t")
Forgery = Callable[[], object]


def x_of_t(**kept: Any) -> FunctionSubject:
    """x(t)."""
    m = Made(**kept)
    return m.subject(m.x(t))


def squared(**kept: Any) -> FunctionSubject:
    """x(t)**2."""
    m = Made(**kept)
    return m.subject(square(m.x(t)))


def stretched() -> FunctionSubject:
    """(x(t) - x(p*t))*x(t), linear iff p = 1."""
    m = Made(parameters=("p",))
    return m.subject(mul(sub(m.x(t), m.x(mul(p, t))), m.x(t)))


def basis(*found: Any) -> Forgery:
    return lambda: restricted(x_of_t(), {"x": found}, {"t": ONE})


def letters(*found: tuple[str, Any], **kept: Any) -> Forgery:
    """An operator with these letters; of its law nothing is shown."""
    made: dict[str, Any] = {
        "unknowns": ("x",),
        "givens": (),
        "index": (T,),
        "parameters": (),
        "letters": found,
        "outputs": (ONE,),
        **kept,
    }
    return lambda: conclude(FunctionSubject(**made), LINEAR, [], [])


def at_one(output: Callable[[Made], Term], *found: Any, **kept: Any) -> Forgery:
    """An operator where t = 1, on these functions: nothing can be computed there."""
    m = Made(**kept)
    subject = m.subject(output(m))
    return lambda: restricted(subject, *elements(*(found or (Monomial((1,)),)), t=1))


def at_n(output: Callable[[Made], Term], *found: Any, **at: Term) -> Forgery:
    """The same for a sequence, where n = 1."""
    m = sequence(parameters=("p",))
    subject = m.subject(output(m))
    places = at or {"n": ONE}
    return lambda: restricted(subject, {"x": found or (Impulse(0),)}, places)


def part(found: Holds | Fails, subject: FunctionSubject, law: Law = LINEAR) -> Forgery:
    parts: Any = ([found], []) if isinstance(found, Holds) else ([], [found])
    return lambda: conclude(subject, law, *parts)


def good(guard: Guard = TRUE, *values: tuple[str, Term]) -> Holds:
    """That x(t) is linear, where the guard holds."""
    return Holds(guard, values, matrix(x_of_t(parameters=("p", "q")), 1))


def bad(guard: Guard = TRUE, **changed: Any) -> Fails:
    """That x(t)**2 is not homogeneous, where the guard holds, with a part of it changed."""
    subject = squared(parameters=("p", "q"))
    found = failing(subject, polynomials(1, t=1), HOMOGENEITY, not_homogeneous(1))
    return replace(found, guard=guard, **changed)


PQ = x_of_t(parameters=("p", "q"))
SQUARED = squared(parameters=("p", "q"))


def iff(sides: Any, fails_where: Guard) -> Forgery:
    """(x(t) - x(p*t))*x(t) is homogeneous iff p = 1."""
    subject, m = stretched(), Made()
    fixed = m.subject(mul(sub(m.x(t), m.x(mul(ONE, t))), m.x(t)))
    holds = Holds(eq(p, ONE), (("p", ONE),), matrix(fixed, 0))
    case = polynomials(1, t=1)
    fails = failing(subject, case, HOMOGENEITY, not_homogeneous(1), ne(p, ONE))
    fails = replace(fails, guard=fails_where)
    return lambda: conclude(subject, HOMOGENEITY, [holds], [fails], sides=sides)


def nested_sums() -> object:
    """Three sums of a hundred terms, one in the other."""
    m, body = sequence(), ONE
    for variable in [var(f"#k{j}") for j in range(3)]:
        body = m.series(body, variable, 1, 100)
    return restricted(m.subject(body), *elements(Impulse(0), n=1))


def nested_sums_within(steps: int) -> object:
    """The same where fewer steps are allowed: the kernel's own number takes seconds."""
    with patch.object(signals, "MOST_STEPS", steps):
        return nested_sums()


def captured() -> object:
    """A bound variable of the name that the kernel gives: no operator can have it."""
    table = Letters(x_of_t())
    inner = table.letter(Value("x", (0,), (mul(s, var("#'1")),)))
    return table.integral(inner, "#s1", ZERO, ONE)


def moved(output: Callable[[Made], Term], **kept: Any) -> Forgery:
    m = Made(**kept)
    subject = m.subject(output(m))
    return lambda: delayed(subject, "t")


def times_p() -> FunctionSubject:
    """p*x(t)**2."""
    m = Made(parameters=("p",))
    return m.subject(mul(p, square(m.x(t))))


def nothing() -> LawTheorem:
    """p*x(t)**2 is 0, and linear, for p = 0."""
    plain = flat(times_p(), LINEAR, (eq(p),))
    return check(plain, LINEAR, "proved", MatrixProof(((ZERO,),), None, (PLAIN,)))


def made_of_two(law: Law) -> object:
    """T(a x + b y) = a T(x) + b T(y): on a domain that is no space, the law says more."""
    return holds(x_of_t(), law)


def breaking() -> LawTheorem:
    """The square of a letter is not linear."""
    points = ({"#1": const(2)}, {"#1": ONE})
    witness = Witness(points, (ONE, const(-2)), 0)
    return check(flat(SQUARED, LINEAR), LINEAR, "refuted", witness)


def keeping() -> Fails:
    """x(t) on multiples of a function is homogeneous."""
    case = polynomials(0, t=1)
    steps = MatrixProof(((ONE,),), None, (PLAIN,))
    return Fails(TRUE, *case, check(restricted(PQ, *case), HOMOGENEITY, "proved", steps))


def narrowed() -> Fails:
    """x(t)**2 is not homogeneous, where p >= 1."""
    case = polynomials(1, t=1)
    return failing(SQUARED, case, HOMOGENEITY, not_homogeneous(1), ge(p, ONE))


BUMP = Bump(-1, 1, 1)
OF_THE_TIME = {"t": var("t")}

REJECTIONS: dict[str, Forgery] = {
    # functions to compute with
    "no basis": lambda: restricted(x_of_t(), {}, {"t": ONE}),
    "more functions than any example": basis(*(Monomial((0,)),) * 1_001),
    "a corner where there is a derivative": at_one(lambda m: m.x(t, 1), BUMP),
    "a negative exponent": basis(Monomial((-1,))),
    "a bump from right to left": basis(Bump(1, -1, 1)),
    "a function from elsewhere": basis("exp"),
    "an impulse in real time": basis(Impulse(0)),
    "a monomial of two variables": basis(Monomial((1, 1))),
    "a bump of two variables": at_one(lambda m: m.at("x", t, t), BUMP),
    # places
    "no value of the index": lambda: restricted(x_of_t(), {"x": ()}, {}),
    "half an index": at_n(lambda m: m.x(0), n=var("p")),
    "a sequence between its places, in a sum without end": at_n(
        lambda m: m.series(m.x(mul(s, power(const(2), -1))), s, None, None)
    ),
    "a given function of the unknown": at_one(lambda m: m.at("h", m.x(t)), givens=("h",)),
    "a sum to an end that is no number": at_n(lambda m: m.series(m.x(s), s, 0, p)),
    "pieces up to an end that is no number": at_one(
        lambda m: m.integral(m.x(s), s, 0, p), BUMP, parameters=("p",)
    ),
    "an integral of a root": at_one(lambda m: m.integral(power(m.x(s), -1), s, 1, 2)),
    "an integral of a known term that jumps": at_one(
        lambda m: m.integral(mul(m.x(s), function("floor", s)), s, 0, 2)
    ),
    "an integral of a known term that has no value everywhere": at_one(
        lambda m: m.integral(mul(m.x(s), function("log", s)), s, 1, 2)
    ),
    "an integral that diverges": at_one(lambda m: m.integral(m.x(s), s, 0, None)),
    "an integral without end that may have no value": at_one(
        lambda m: m.integral(mul(m.x(s), power(p, -1)), s, 0, None), BUMP, parameters=("p",)
    ),
    "a bump that moves unevenly": at_one(lambda m: m.integral(m.x(square(s)), s, 0, 1), BUMP),
    "a bump that moves by another function": at_one(
        lambda m: m.integral(m.x(mul(var("p"), s)), s, 0, 1), BUMP, parameters=("p",)
    ),
    "a sum over a bump of a million": at_one(
        lambda m: m.series(m.x(s), s, None, None), Bump(0, 10**6, 1)
    ),
    "a sum from right to left": at_n(lambda m: m.series(m.x(s), s, 3, 1)),
    "a sum of a million terms": at_n(lambda m: m.series(m.x(s), s, 1, 10**6)),
    "a million terms in nested sums": lambda: nested_sums_within(300),
    # operators
    "no operator": lambda: conclude(stretched, LINEAR, [], []),  # type: ignore[arg-type]
    "an output that is a guard": letters(outputs=(TRUE,)),
    "an assumption that is a term": letters(assumptions=(ONE,)),
    "a name that is a number": letters(parameters=(1,)),
    "one order of two": letters(("#1", Value("x", (0, 0), (t,)))),
    "a letter of no kind": letters(("#1", t)),
    "two things of one name": letters(parameters=("t",)),
    "a name of letters": letters(index=(Index("#1"),)),
    "a letter with a name of its own": letters(("x", X)),
    "a bound variable of the kernel's": letters(("#1", over("#a"))),
    "a sequence that is no function": letters(sequences=("y",)),
    "a function of nobody": letters(("#1", Value("y", (0,), (t,)))),
    "a function of one and of two variables": letters(
        ("#1", X), ("#2", Value("x", (0, 0), (t, t)))
    ),
    "a sequence with a derivative": letters(("#1", Value("x", (1,), (t,))), sequences=("x",)),
    "a letter before its time": letters(("#1", Value("x", (0,), (var("#2"),))), ("#2", X)),
    "an end that knows the variable": letters(("#1", over("#s1", s))),
    "a variable that nobody binds": letters(outputs=(s,)),
    "an assumption about a function": letters(("#1", X), assumptions=(ge(var("#1")),)),
    "a capture": captured,
    # laws and their letters
    "an integral of 1 without end": lambda: Letters(
        (m := Made()).subject(m.integral(t, s, 0, None))
    ).read(),
    "equivalence of one operator": lambda: pulled(x_of_t(), Law.EQUIVALENT),
    "a delay that nobody places": moved(lambda m: m.at("x", t, t)),
    "a letter that cannot be numbered": lambda: delayed(
        replace(x_of_t(), letters=(("#x", X),)), "t"
    ),
    # cases
    "a case that is none": part(None, PQ),  # type: ignore[arg-type]
    "a law that holds by no theorem": part(replace(good(), theorem=None), PQ),  # type: ignore[arg-type]
    "a law that fails by no theorem": part(bad(theorem=None), SQUARED, HOMOGENEITY),
    "a case of times": part(good(ge(t)), PQ),
    "a case without a value": part(good(ge(power(p, -1))), PQ),
    "a value of the index": part(good(eq(p), ("t", ZERO)), PQ),
    "a value by itself": part(good(eq(p), ("p", p)), PQ),
    "a value that the case does not say": part(good(eq(p), ("p", ONE)), PQ),
    "a law that letters break, which may be tied": part(Holds(TRUE, (), breaking()), SQUARED),
    "a law that holds, as one that fails": part(keeping(), PQ, HOMOGENEITY),
    "another law": part(good(), SQUARED),
    "two functions at a time, where linearity speaks of any number": lambda: made_of_two(LINEAR),
    "and so does affinity": lambda: made_of_two(Law.AFFINE),
    "a condition that the case does not state": part(Holds(TRUE, (), nothing()), times_p()),
    "a time that depends on time": part(bad(at=OF_THE_TIME), SQUARED, HOMOGENEITY),
    "another time": part(bad(at={"t": const(2)}), x_of_t(parameters=("p", "q")), HOMOGENEITY),
    "fewer parameters than the case": part(replace(narrowed(), guard=TRUE), SQUARED, HOMOGENEITY),
    "the refutation of another law": part(bad(), SQUARED, Law.ADDITIVITY),
    "no sides": iff(None, ne(p, ONE)),
    "a side without a value": iff(({"p": ONE}, {}), ne(p, ONE)),
    "two sides of one kind": iff(({"p": ONE}, {"p": ONE}), ne(p, ONE)),
}


def rejected(name: str) -> pytest.ExceptionInfo[Rejected]:
    with pytest.raises(Rejected) as caught:
        REJECTIONS[name]()
    return caught


def _weighed(what: str) -> Forgery:
    """A kind of impulse that has no meaning."""

    def forgery() -> object:
        m = impulses.made(parameters=("p",))
        return weighed(m.subject(impulses.MEANINGLESS[what](m)))

    return forgery


def _impulse(**kept: Any) -> FunctionSubject:
    """DiracDelta(t)."""
    m = impulses.made(**kept)
    return m.subject(impulses.delta(m, t))


REJECTIONS |= {f"weights: {what}": _weighed(what) for what in impulses.MEANINGLESS}
REJECTIONS |= {
    "impulses at whole numbers": lambda: weighed(_impulse(whole=("t",))),
    "impulses where the index is bounded": lambda: weighed(_impulse(where=(gt(t),))),
    "impulses with a letter that is none": lambda: weighed(
        replace(_impulse(), letters=(("x1", X),), outputs=(var("x1"),))
    ),
}


@cache
def place_of(name: str) -> tuple[Path, int]:
    """Where it is refused; asked twice, and some take seconds."""
    return where(rejected(name))


@pytest.mark.parametrize("name", REJECTIONS)
def test_what_does_not_hold_is_refused(name: str) -> None:
    assert place_of(name)


@pytest.mark.slow
def test_so_is_a_sum_that_takes_more_steps_than_the_kernel_allows() -> None:
    with pytest.raises(Rejected, match="more terms than can be written out"):
        nested_sums()


def test_every_raise_of_the_room_is_reached() -> None:
    """A check that nothing has ever tripped may check nothing."""
    raises: dict[tuple[Path, int], str] = {}
    for path in sorted(ROOM.rglob("*.py")):
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
    reached = {place_of(name) for name in REJECTIONS}
    assert {text for place, text in raises.items() if place not in reached} == set()
