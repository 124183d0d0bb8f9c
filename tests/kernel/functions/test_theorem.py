"""Theorems about operators on functions: what they say, and that nobody else can make them say
something else."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from symlin.kernel.certificate import DirectProof, Impossible, MatrixProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Bump, Impulse, Monomial
from symlin.kernel.functions.continuity import Smooth
from symlin.kernel.functions.laws import flat
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import FunctionSubject, Integral, Value
from symlin.kernel.functions.theorem import Fails, FunctionTheorem, Holds, conclude
from symlin.kernel.functions.variants import delayed, fixed, pinned
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    const,
    eq,
    function,
    ge,
    gt,
    mul,
    ne,
    piecewise,
    power,
    sub,
    var,
)
from symlin.kernel.theorem import is_theorem

from .made import (
    PLAIN,
    Case,
    Made,
    differ,
    elements,
    failing,
    linear,
    matrix,
    n,
    not_homogeneous,
    p,
    polynomials,
    s,
    sequence,
    square,
    t,
)

pytestmark = pytest.mark.quick
LINEAR, HOMOGENEITY = Law.LINEAR, Law.HOMOGENEITY


def vanishing(subject: FunctionSubject) -> Holds:
    """The operator with p = 1 is 0 times its letters."""
    at_one = fixed(subject, "p", ONE)
    entries = [ZERO] * len(flat(at_one, LINEAR).inputs)
    return Holds(eq(p, ONE), (("p", ONE),), matrix(at_one, *entries))


def iff_p_is_1() -> FunctionTheorem:
    """(x(t) - x(p*t))*x(t) is homogeneous iff p = 1: letters alone would say that it never is."""
    m = Made(parameters=("p",))
    subject = m.subject(mul(sub(m.x(t), m.x(mul(p, t))), m.x(t)))
    bad = failing(subject, polynomials(1, t=1), HOMOGENEITY, not_homogeneous(1), ne(p, ONE))
    sides = ({"p": ONE}, {"p": const(2)})
    return conclude(subject, HOMOGENEITY, [vanishing(subject)], [bad], sides=sides)


def test_a_condition_on_a_parameter_in_an_argument() -> None:
    found = iff_p_is_1()
    assert (found.status, found.condition) == ("conditional", eq(p, ONE))


def test_a_condition_on_a_given_function_is_one_at_each_time() -> None:
    """h(t)*x(t)**2 is linear at t iff h(t) = 0; so it is linear iff h is 0 at all times."""
    m = Made(givens=("h",))
    subject = m.subject(mul(m.at("h", t), square(m.x(t))))
    at_a_time, meaning = pinned(subject)
    (name,) = meaning
    assert meaning == {name: Value("h", (0,), (t,))}
    assert at_a_time.parameters == ("t", name)
    h = var(name)
    zero = fixed(at_a_time, name, ZERO)
    good = Holds(eq(h), ((name, ZERO),), matrix(zero, ZERO))
    bad = failing(at_a_time, Case({"x": (Monomial((0,)),)}, {}), LINEAR, not_homogeneous(1), ne(h))
    sides = ({"t": ONE, name: ZERO}, {"t": ONE, name: ONE})
    found = conclude(at_a_time, LINEAR, [good], [bad], sides=sides)
    assert (found.status, found.condition) == ("conditional", eq(h))


def test_invariance_under_a_given_function_is_a_condition_on_it() -> None:
    """h(t)*x(t) is time-invariant iff h(t) = h(t - s) at all t and s."""
    m = Made(givens=("h",))
    late = delayed(m.subject(mul(m.at("h", t), m.x(t))), "t")
    at_a_time, meaning = pinned(late)
    now, before = meaning
    assert at_a_time.parameters == ("t", "#s", now, before)
    same = eq(var(now), var(before))
    put = fixed(at_a_time, now, var(before))
    equal = check(flat(put, Law.EQUIVALENT), Law.EQUIVALENT, "proved", DirectProof((PLAIN,)))
    good = Holds(same, ((now, var(before)),), equal)
    unlike = ne(var(now), var(before))
    case = Case({"x": (Monomial((0,)),)}, {})
    bad = failing(at_a_time, case, Law.EQUIVALENT, differ(1), unlike)
    numbers = {"t": ONE, "#s": ONE, now: ONE}
    sides = ({**numbers, before: ONE}, {**numbers, before: ZERO})
    found = conclude(at_a_time, Law.EQUIVALENT, [good], [bad], sides=sides)
    assert found.condition == same


def test_at_one_time_a_whole_index_is_a_whole_parameter() -> None:
    """Or n + 1/2 would be a place of a sequence."""
    m = sequence()
    at_a_time, _ = pinned(m.subject(square(m.x(n))))
    assert at_a_time.assumptions == (eq(n, function("floor", n)),)
    plain = restricted(at_a_time, {"x": (Impulse(0), Impulse(1))}, {})
    assert plain.parameters == ("n",)


def test_values_of_other_functions_and_other_times_stay_functions() -> None:
    """h(s) below an integral is no number at one time, nor is x(t)."""
    m = Made(givens=("h",))
    subject = m.subject(
        add(m.integral(mul(m.at("h", s), m.x(s)), s, 0, t), m.x(t), m.at("h", m.at("h", t)))
    )
    at_a_time, meaning = pinned(subject)
    kept = [f for _, f in at_a_time.letters if isinstance(f, Value)]
    assert Value("h", (0,), (s,)) in kept
    assert Value("x", (0,), (t,)) in kept
    first, second = meaning
    assert meaning[second] == Value("h", (0,), (var(first),))


def test_assumptions_make_letters_the_same() -> None:
    """x(|t|) is x(t) for t > 0, and another functional without that."""
    for where, shown in (((gt(t),), True), ((), False)):
        m = Made(where=where)
        subject = m.subject(sub(m.x(t), m.x(function("abs", t))))
        if shown:
            assert linear(subject, ZERO).status == "proved"
        else:
            with pytest.raises(Rejected):
                linear(subject, ZERO, ZERO)


def test_so_does_a_case() -> None:
    """x(|p|*t) - x(p*t) is 0 where p > 0."""
    m = Made(parameters=("p",))
    subject = m.subject(sub(m.x(mul(p, t)), m.x(mul(function("abs", p), t))))
    plain = flat(subject, LINEAR, (gt(p),))
    shown = check(plain, LINEAR, "proved", MatrixProof(((ZERO,),), None, (PLAIN,)))
    with pytest.raises(Rejected, match="assumes more"):
        conclude(subject, LINEAR, [Holds(TRUE, (), shown)], [])
    with pytest.raises(Rejected, match="normal forms"):
        conclude(subject, LINEAR, [Holds(gt(p), (), shown)], [])  # p <= 0 is left out
    narrowed = replace(subject, assumptions=(gt(p),))
    assert conclude(narrowed, LINEAR, [Holds(TRUE, (), shown)], []).status == "proved"


def test_a_refutation_that_speaks_of_no_parameters_is_none() -> None:
    """That no parameters are left must be shown of the case, not of an assumption beside it."""
    m = Made(parameters=("p",))
    subject = m.subject(m.x(t))
    empty = failing(subject, polynomials(1, t=1), LINEAR, Impossible(PLAIN), gt(ZERO, square(p)))
    with pytest.raises(Rejected, match="assumes more"):
        conclude(subject, LINEAR, [], [replace(empty, guard=TRUE)])


def test_nothing_is_captured_that_is_put_into_a_letter() -> None:
    """The integral of x(t*s) over s, with another s for t, is no integral of x(s*s)."""
    m = Made()
    table = Letters(m.subject(m.integral(m.x(mul(t, s)), s, 0, 1)))
    (inner,) = table.read()
    (bound,) = {f.variable for f in table.table.values() if isinstance(f, Integral)}
    with pytest.raises(Rejected, match="name of a free one"):
        table.at(inner, "t", var(bound))


def test_a_shift_that_moves_with_the_variable_is_none() -> None:
    """x(s + h(s)) is taken at no shift of s: nothing of s is left outside of the integral."""
    m = Made(givens=("h",))
    table = Letters(m.subject(m.integral(m.x(add(s, m.at("h", s))), s, 0, 1)))
    assert table.free(*table.read()) == set()


def test_what_is_bounded_is_seen_only_where_it_is() -> None:
    """What is taken for bounded is integrated by itself."""
    m = Made()
    inside = m.integral(power(s, -1), s, 1, t)
    sampled = m.at("y", s)
    smooth = Smooth(m.subject(inside, sampled).table, frozenset({"y"}))
    near = (ge(s, ONE),)
    assert smooth.is_bounded(power(s, -1), near)
    assert not smooth.is_bounded(power(s, -1))
    steep = power(piecewise((s, gt(s)), (ONE, TRUE)), -1)  # never 0, and 1/s for s > 0
    assert not smooth.is_bounded(steep)
    assert smooth.is_bounded(piecewise((s, gt(s)), (ONE, TRUE)))
    assert not smooth.is_continuous(piecewise((s, gt(s)), (ONE, TRUE)))
    assert not smooth.is_bounded(inside, near)  # its own s goes from 1 to t, and over 0
    assert not smooth.is_continuous(sampled)
    assert smooth.is_continuous(power(add(ONE, square(s)), -1))


# ---- what is handed over may change ----


class Twice(dict[str, Term]):
    """Shows one time where it is checked, and holds another."""

    def items(self):  # type: ignore[no-untyped-def, override]
        return {"t": ONE}.items()


class Lying(Holds):
    """A part of a class from elsewhere."""


def test_theorems_are_made_by_the_kernel_alone() -> None:
    """Whoever could write one could state what was never checked."""
    values = dict.fromkeys((f.name for f in fields(FunctionTheorem)), None)
    with pytest.raises(TypeError):
        FunctionTheorem(**values)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="only the kernel"):
        FunctionTheorem(seal=object(), **values)  # type: ignore[arg-type]


def test_a_theorem_keeps_what_was_checked() -> None:
    m = Made()
    subject = m.subject(square(m.x(t)))
    basis, at = {"x": (Monomial((1,)),)}, {"t": ONE}
    bad = failing(subject, Case(basis, at), HOMOGENEITY, not_homogeneous(1))
    found = conclude(subject, HOMOGENEITY, [], [Fails(TRUE, basis, Twice(at), bad.theorem)])
    at["t"] = const(7)
    basis["x"] = ()
    assert dict(found.fails[0].at) == {"t": ONE}
    assert found.fails[0].basis["x"] == (Monomial((1,)),)
    with pytest.raises(TypeError):
        found.fails[0].at["t"] = ONE  # type: ignore[index]
    assert is_theorem(found)
    assert not hasattr(found, "__dict__")
    assert not hasattr(found.subject, "__dict__")


def test_a_part_of_a_class_from_elsewhere_is_refused() -> None:
    """It could be one case when it is checked, and another when it is printed."""
    m = Made()
    subject = m.subject(m.x(t))
    with pytest.raises(Rejected, match="none of the kernel's"):
        conclude(subject, LINEAR, [Lying(TRUE, (), matrix(subject, 1))], [])


def test_a_bump_that_is_not_smooth_enough_is_refused_wherever_derivatives_occur() -> None:
    """The integral of x'' is what x' has at the ends, unless x' jumps in between."""
    m = Made()
    subject = m.subject(m.integral(m.x(s, 2), s, -2, 2))
    for order in (1, 2):
        with pytest.raises(Rejected, match="smooth"):
            restricted(subject, *elements(Bump(-1, 1, order), t=0))
    plain = restricted(subject, *elements(Bump(-1, 1, 3), t=0))
    assert check(plain, LINEAR, "proved", MatrixProof(((ZERO,),), None, (PLAIN,)))
