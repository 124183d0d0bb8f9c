"""A claim, a report and a comparison take theorems about themselves, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

import symlin
from symlin.decision.compared import Alone, Compared, Domains, at_point, one_alone
from symlin.decision.report import subject_of
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.kernel.certificate import (
    Contradiction,
    DirectProof,
    MatrixProof,
    Split,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject, law_equation, premises
from symlin.kernel.statements.conclusions import domain, entail, restate
from symlin.kernel.statements.instances import Instance
from symlin.kernel.term import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Term,
    const,
    eq,
    function,
    gt,
    maximum,
    neg,
    power,
    scale,
    var,
)
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import substitute
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick

x = var("x")
PLAIN = Contradiction()
RELU = symlin.check("relu", crosscheck=False)
LEAKY = symlin.check("leaky_relu", crosscheck=False)
IDENTITY = Subject(("x",), (), (x,))


def of(subject: Subject, slope: int) -> LawTheorem:
    return check(subject, Law.LINEAR, "proved", MatrixProof(((const(slope),),), None, (PLAIN,)))


def instance_of(report: symlin.Report, law: Law = Law.ADDITIVITY) -> Instance:
    found = report.claims[law].instance
    assert found is not None
    return found


@pytest.mark.parametrize(
    "made",
    [
        {"theorem": "relu is linear"},
        {"theorem": object.__new__(LawTheorem)},
        {"instance": instance_of(RELU)},
        {"vacuity": entail((FALSE,), FALSE)},
        {"theorem": of(IDENTITY, 1), "plain": "always"},
    ],
    ids=["text", "an object that nobody checked", "an instance alone", "vacuity alone", "words"],
)
def test_a_claim_is_made_from_theorems_or_is_unknown(made: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="theorems"):
        Claim(Law.LINEAR, **made)


def test_what_is_derived_cannot_be_given() -> None:
    """Status, condition, method and the rest are what the theorem says."""
    for name in ("status", "guard", "certified", "method", "vacuous", "counterexample"):
        with pytest.raises(TypeError):
            Claim(Law.LINEAR, **{name: None})
        with pytest.raises((TypeError, AttributeError)):
            replace(RELU.linear, **{name: None})


def test_a_theorem_about_one_law_is_no_claim_about_another() -> None:
    """relu is positively homogeneous, and not homogeneous."""
    theorem = RELU.positive_homogeneity.theorem
    assert Claim(Law.POSITIVE_HOMOGENEITY, theorem).status is Status.PROVED
    with pytest.raises(ValueError, match="no claim"):
        Claim(Law.HOMOGENEITY, theorem)
    with pytest.raises(ValueError, match="no claim"):
        Claim(Law.EQUIVALENT, of(IDENTITY, 1))


@pytest.mark.parametrize(
    ("law", "instance"),
    [
        (Law.ADDITIVITY, instance_of(LEAKY)),
        (Law.ADDITIVITY, instance_of(RELU, Law.ODD)),
        (Law.POSITIVE_HOMOGENEITY, instance_of(RELU, Law.HOMOGENEITY)),
    ],
    ids=["of another function", "of another law", "of a law that holds"],
)
def test_an_instance_is_shown_with_its_own_claim_alone(law: Law, instance: Instance) -> None:
    with pytest.raises(ValueError, match="instance"):
        Claim(law, RELU.claims[law].theorem, instance=instance)


def test_plainer_words_are_for_the_condition_that_they_restate() -> None:
    theorem = LEAKY.linear.theorem
    assert theorem is not None
    assert theorem.condition is not None
    alpha = var("alpha")
    same = restate((), theorem.condition, eq(ONE, alpha))
    assert Claim(Law.LINEAR, theorem, plain=same).guard is eq(ONE, alpha)
    for other in (
        restate((), eq(alpha), eq(neg(alpha))),
        restate((gt(alpha),), theorem.condition, eq(ONE, alpha)),
    ):
        with pytest.raises(ValueError, match="plainer"):
            Claim(Law.LINEAR, theorem, plain=other)


def test_a_law_is_vacuous_only_if_its_own_premises_exclude_each_other() -> None:
    """On [2, 3] there are no sums of two points; elsewhere there are."""
    operator = parse_operator("x**2", assume=["x >= 2", "x <= 3"])
    subject = subject_of(operator)
    theorem = check(subject, Law.ADDITIVITY, "proved", DirectProof((PLAIN,)))
    own = premises(subject, law_equation(Law.ADDITIVITY, ("x",)))
    assert Claim(Law.ADDITIVITY, theorem, vacuity=entail(own, FALSE)).vacuous
    for other in (entail((gt(x), gt(neg(x))), FALSE), entail(own, TRUE)):
        with pytest.raises(ValueError, match="instances"):
            Claim(Law.ADDITIVITY, theorem, vacuity=other)


def test_a_claim_with_a_theorem_is_certified_and_no_other() -> None:
    assert RELU.linear.certified
    assert not Claim(Law.LINEAR, reason="it was not tried").certified


def test_a_counterexample_shows_an_instance_that_was_checked() -> None:
    with pytest.raises(TypeError, match="instance"):
        Counterexample(object.__new__(Instance))


def test_a_report_is_about_its_own_operator() -> None:
    """relu's claims say nothing of leaky_relu, nor does its domain."""
    with pytest.raises(ValueError, match="its operator"):
        replace(RELU, operator=LEAKY.operator)
    with pytest.raises(ValueError, match="its operator"):
        replace(RELU, domain=LEAKY.domain)
    with pytest.raises(ValueError, match="each law"):
        replace(RELU, claims={Law.ODD: RELU.linear})


def test_a_report_reads_matrix_and_offset_off_its_theorems() -> None:
    with pytest.raises(TypeError):
        replace(RELU, matrix=((ONE,),))  # type: ignore[call-arg]
    found = symlin.check("3*x + 2", crosscheck=False)
    assert (found.matrix, found.offset) == (((const(3),),), (const(2),))
    assert RELU.matrix is RELU.offset is None


# ---- two functions ----

F = Subject(("x",), (), (function("log", x),))
G = Subject(("x",), (), (x,))
BOTH = Subject(("x",), (), (*F.outputs, *G.outputs))
DOMAINS = Domains(domain(BOTH), domain(F), domain(G))


def at(value: int, here: Subject, there: Subject) -> Alone:
    point: dict[str, Term] = {"x": const(value)}
    return Alone(point, entail((), at_point(one_alone(here, there), point)))


def test_a_point_in_one_domain_alone_is_shown_to_be_one() -> None:
    found = Compared(DOMAINS, None, at(-1, G, F))
    assert found.second_alone == {"x": const(-1)}
    with pytest.raises(symlin.Rejected):
        at(1, G, F)
    with pytest.raises(ValueError, match="one domain alone"):
        Compared(DOMAINS, at(-1, G, F))
    with pytest.raises(ValueError, match="one domain alone"):
        Compared(DOMAINS, None, Alone({"x": const(-2)}, at(-1, G, F).shown))


def test_what_has_no_value_is_no_coordinate_of_a_point() -> None:
    """In the total reading 1/0 is 0, where x has a value and log(x) has none; but it is no point,
    and neither is what leaves a coordinate open, or names one more."""
    nowhere: dict[str, Term] = {"x": power(ZERO, -1)}
    with pytest.raises(symlin.Rejected):
        entail((), at_point(one_alone(G, F), nowhere))
    total = entail((), substitute((one_alone(G, F),), {"x": ZERO})[0])
    with pytest.raises(ValueError, match="one domain alone"):
        Compared(DOMAINS, None, Alone(nowhere, total))
    shown = at(-1, G, F).shown
    for point in ({}, {"x": const(-1), "y": ONE}):
        with pytest.raises(ValueError, match="one domain alone"):
            Compared(DOMAINS, None, Alone(point, shown))
    many: dict[str, Term] = {"x": neg(power(x, 0))}
    with pytest.raises(ValueError, match="one domain alone"):
        Compared(DOMAINS, None, Alone(many, entail((), at_point(one_alone(G, F), many))))


def test_a_coordinate_that_nothing_depends_on_must_have_a_value() -> None:
    """No function of the two asks for y, so that nothing else would notice that y = 1/0 is none."""
    f, g = (Subject(("x", "y"), (), one.outputs) for one in (F, G))
    together = Subject(("x", "y"), (), (*f.outputs, *g.outputs))
    domains = Domains(domain(together), domain(f), domain(g))
    nowhere: dict[str, Term] = {"x": const(-1), "y": power(ZERO, -1)}
    shown = entail((), substitute((one_alone(g, f),), nowhere)[0])
    with pytest.raises(ValueError, match="one domain alone"):
        Compared(domains, None, Alone(nowhere, shown))
    with pytest.raises(symlin.Rejected):
        entail((), at_point(one_alone(g, f), nowhere))


def test_the_set_of_a_comparison_is_that_of_the_claim_s_own_functions() -> None:
    """x is x + 0 everywhere; that it was compared with log(x), where x > 0, would be false."""
    same = check(Subject(("x",), (), (x, x)), Law.EQUIVALENT, "proved", DirectProof((PLAIN,)))
    twice = Domains(domain(same.subject), domain(G), domain(G))
    assert Claim(Law.EQUIVALENT, same, compared=Compared(twice)).compared is not None
    with pytest.raises(ValueError, match="these two functions"):
        Claim(Law.EQUIVALENT, same, compared=Compared(DOMAINS))
    with pytest.raises(ValueError, match="compares no functions"):
        replace(RELU.odd, compared=Compared(twice))


def test_the_halves_of_a_comparison_are_its_two_functions() -> None:
    """An equivalence is about the first half of the outputs and the second: (x, x) and (x, x), and
    not x beside (x, x, x); nor do functions of other inputs have its domain."""
    rows = [Subject(("x",), (), (x,) * count) for count in (1, 3, 4)]
    with pytest.raises(ValueError, match="domains of two functions"):
        Domains(domain(rows[2]), domain(rows[0]), domain(rows[1]))
    more = Subject(("x", "y"), (), (x,))
    with pytest.raises(ValueError, match="domains of two functions"):
        Domains(domain(Subject(("x",), (), (x, x))), domain(rows[0]), domain(more))


def test_domains_are_those_of_the_two_functions() -> None:
    with pytest.raises(ValueError, match="domains of two functions"):
        Domains(domain(F), domain(F), domain(G))
    elsewhere = Subject(("x",), (), BOTH.outputs, (gt(x),))
    with pytest.raises(ValueError, match="domains of two functions"):
        Domains(domain(elsewhere), domain(F), domain(G))


def test_domains_are_the_same_only_where_that_was_shown() -> None:
    """log(x) and log(2 x) have values at the same points, log(x) and x have not."""
    doubled = Subject(("x",), (), (function("log", scale(2, x)),))
    mine, other = (domain(subject).plain for subject in (F, doubled))
    together = domain(Subject(("x",), (), (*F.outputs, *doubled.outputs)))
    shown = restate((), mine, other, Split(gt(x), PLAIN, PLAIN), Split(gt(x), PLAIN, PLAIN))
    assert not Compared(Domains(together, domain(F), domain(doubled))).same_domain
    assert Compared(Domains(together, domain(F), domain(doubled), shown)).same_domain
    with pytest.raises(ValueError, match="said to be the same"):
        Domains(DOMAINS.both, domain(F), domain(G), shown)


def test_refuted_is_what_its_witness_breaks() -> None:
    """The square of x, which is no sum of anything: the claim says what the kernel followed."""
    points = tuple({"x": const(v)} for v in (2, 1, 1))
    square = Subject(("x",), (), (power(x, 2),))
    witness = Witness(points, (ONE, const(-1), const(-1)), 0)
    claim = Claim(Law.ADDITIVITY, check(square, Law.ADDITIVITY, "refuted", witness))
    assert (claim.status, claim.method) == (Status.REFUTED, "exact points")
    assert claim.counterexample is None, "an instance is shown only if it was checked as one"
    with pytest.raises(symlin.Rejected):
        check(Subject(("x",), (), (maximum(x, ZERO),)), Law.ADDITIVITY, "refuted", witness)


def test_a_claim_is_neither_true_nor_false_and_says_its_status() -> None:
    """`if symlin.equiv(f, g)` was true of functions that differ."""
    texts = ("relu", "x(t)**2", "T(A: nxn) = A*A", "f(z: C) = conj(z)")
    judged = [decided(text).linear for text in texts]
    judged += [decided("flatten", shape=500).linear, symlin.equiv("x", "x + 1")]
    assert len({type(claim) for claim in judged}) > 4
    for claim in judged:
        with pytest.raises(TypeError, match=r"its status with symlin\.Status\.PROVED"):
            bool(claim)
        assert re.fullmatch(r"<\w+: \w+ (proved|refuted)>", repr(claim))


def decided(text: str, **options: Any) -> Any:
    return symlin.check(text, crosscheck=False, **options)
