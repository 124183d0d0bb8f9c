"""Lies of a search: what each says, of which operator, and the word by which it is known if it is
ever printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from symlin.errors import InputError
from symlin.exact import forms, values
from symlin.kernel.certificate import (
    CaseProof,
    Conditional,
    Contradiction,
    DirectProof,
    MatrixProof,
    Proof,
    Rewrite,
    Witness,
)
from symlin.kernel.claim import Law
from symlin.kernel.polynomial import constant_poly
from symlin.kernel.statements import conclusions
from symlin.kernel.term import (
    FALSE,
    ONE,
    Const,
    Guard,
    Term,
    const,
    eq,
    gt,
    power,
    scale,
    var,
)
from symlin.kernel.walk import variables
from symlin.search import strategy as strategies
from symlin.search.laws import LawSearch
from symlin.search.outcome import Finding, Open
from symlin.search.proofs.contradict import Prover

MARK = 7777
"""A number that is true of nothing here."""
SEVEN = const(MARK)
PLAIN = Contradiction()
x, alpha = var("x"), var("alpha")


@dataclass
class Teller:
    """Tells a lie, and counts how often it was told."""

    patch: pytest.MonkeyPatch
    told: int = 0

    def tell(self, value: Any) -> Any:
        self.told += 1
        return value

    def everywhere(self, module: Any, name: str, lie: Callable[..., Any]) -> None:
        """In the place of a function, wherever symlin has imported it."""
        honest = getattr(module, name)
        for found in [m for n, m in sys.modules.items() if n.startswith("symlin.")]:
            kernel = found.__name__.startswith("symlin.kernel")
            if not kernel and vars(found).get(name) is honest:
                self.patch.setattr(found, name, lie)


@dataclass(frozen=True)
class Lie:
    """Of one operator, told by `tell`; `said` is in what is printed if it is believed."""

    operator: str
    tell: Callable[[Teller], None]
    said: str = str(MARK)
    options: Mapping[str, Any] = field(default_factory=dict)
    credible: bool = True
    """Whether a kernel that accepts everything lets it be printed. Otherwise nobody listens: what
    is said so is not taken over at all."""
    nothing: bool = False
    """Whether it is that something cannot be."""


# ---- what is found of a law ----


def finding(change: Callable[[Finding, Law], Finding]) -> Callable[[Teller], None]:
    """Another finding than the honest one."""

    def tell(teller: Teller) -> None:
        honest = strategies.Strategy.decide

        def decide(self: Any, law: Law, *rest: Any) -> Any:
            outcome = honest(self, law, *rest)
            changed = change(outcome.finding, law)
            if changed is not outcome.finding:
                teller.tell(None)
            return outcome._replace(finding=changed)

        teller.patch.setattr(strategies.Strategy, "decide", decide)

    return tell


def only(law: Law, change: Callable[[Finding], Finding]) -> Callable[[Teller], None]:
    return finding(lambda found, asked: change(found) if asked is law else found)


def steps(**changed: Any) -> Callable[[Finding], Finding]:
    """The certificate with parts replaced."""

    def change(found: Finding) -> Finding:
        assert found.certificate is not None
        return found._replace(certificate=replace(found.certificate, **changed))

    return change


def another_condition(found: Finding, law: Law) -> Finding:
    """Parameters: alpha = 7777, and 0 where it fails."""
    if not isinstance(found.certificate, Conditional):
        return found
    changed = replace(found.certificate, condition=eq(alpha, SEVEN), holds_at={"alpha": SEVEN})
    return found._replace(certificate=changed, condition=eq(alpha, SEVEN))


def fails_at_one(found: Finding, law: Law) -> Finding:
    conditional = isinstance(found.certificate, Conditional)
    return steps(fails_at={"alpha": const(1)})(found) if conditional else found


def matrix(slope: int, offset: int | None = None, proof: Proof = PLAIN) -> MatrixProof:
    moved = None if offset is None else (const(offset),)
    return MatrixProof(((const(slope),),), moved, (proof,))


def points(*coordinates: int) -> tuple[Mapping[str, Term], ...]:
    return tuple({"x": const(c)} for c in coordinates)


def another_case(_: Finding) -> Finding:
    """|a| x is a x for a > 0, and 7777 x otherwise."""
    a = var("a")
    cases = CaseProof(gt(a), MatrixProof(((a,),), None, (PLAIN,)), matrix(MARK))
    return Finding("proved", cases)


SUM = (ONE, const(-1), const(-1))
FAR = Witness(points(MARK, 3333, 4444), SUM, 0)
"""relu and the like let these sums through."""


def quickly(witness: Witness) -> Callable[[Teller], None]:
    """The first search for a law comes back with this witness, for every function of x."""

    def tell(teller: Teller) -> None:
        honest = LawSearch.quickly

        def lying(self: Any, law: Law, *rest: Any) -> Any:
            if self.subject.parameters or law not in (Law.LINEAR, Law.ADDITIVITY):
                return honest(self, law, *rest)
            return teller.tell(Finding("refuted", witness))

        teller.patch.setattr(LawSearch, "quickly", lying)

    return tell


def another_function(teller: Teller) -> None:
    """The search writes into the function that it was given: it is 7777 x now, and linear."""
    honest = strategies.Strategy.decide

    def decide(self: Any, law: Law, *rest: Any) -> Any:
        outcome = honest(self, law, *rest)
        object.__setattr__(self.plain.subject, "outputs", (scale(MARK, x),))
        found = Finding("proved", matrix(MARK)) if law is Law.LINEAR else outcome.finding
        return teller.tell(outcome._replace(finding=found))

    teller.patch.setattr(strategies.Strategy, "decide", decide)


# ---- what is said beside the laws ----


def proves_everything(teller: Teller, when: Callable[[tuple[Guard, ...]], bool]) -> None:
    """A prover that finds contradictions at a glance."""
    honest = Prover.prove

    def prove(self: Any, facts: Any) -> Any:
        return teller.tell(PLAIN) if when(tuple(facts)) else honest(self, facts)

    teller.patch.setattr(Prover, "prove", prove)


def speaks_of(*names: str) -> Callable[[tuple[Guard, ...]], bool]:
    return lambda facts: set(names) <= set(variables(*facts))


def empty_domain(teller: Teller) -> None:
    proves_everything(teller, lambda _: True)


def vacuous(teller: Teller) -> None:
    teller.patch.setattr(strategies.Strategy, "has_instance", lambda *_: False)
    proves_everything(teller, speaks_of("x", "x'"))


def far_domain(teller: Teller) -> None:
    teller.patch.setattr("symlin.decision.defined.simplest", lambda *_: teller.tell(gt(x, SEVEN)))
    proves_everything(teller, lambda _: True)


def plain_words(teller: Teller) -> None:
    lie = eq(var("a"), SEVEN)
    teller.patch.setattr("symlin.decision.plain.equivalent", lambda *_: teller.tell(lie))
    teller.patch.setattr("symlin.decision.proofs._proof", lambda *_: PLAIN)


def parameters_elsewhere(teller: Teller) -> None:
    lie = {"alpha": const(-MARK)}
    teller.patch.setattr("symlin.decision.example.parameter_values", lambda *_: teller.tell(lie))
    teller.patch.setattr("symlin.decision.sample.parameter_values", lambda *_: teller.tell(lie))


def closed_values(teller: Teller) -> None:
    honest = values.simplify_closed

    def lie(term: Term) -> Term:
        return honest(term) if isinstance(term, Const) else teller.tell(SEVEN)

    teller.everywhere(values, "simplify_closed", lie)


def normal_forms(teller: Teller) -> None:
    honest = forms.simplified
    lie = lambda p: honest(p) if p.is_constant else teller.tell(SEVEN)  # noqa: E731
    teller.everywhere(forms, "simplified", lie)
    teller.everywhere(forms, "to_term", lambda p: teller.tell(SEVEN))


def constants(teller: Teller) -> None:
    """Every number that is no whole number is rounded up to 7777."""
    honest = forms.simplified
    teller.everywhere(forms, "simplified", lambda p: teller.tell(SEVEN) if p.terms else honest(p))


def probed(teller: Teller) -> None:
    """The values at points; the certificates are honest."""
    honest = values.Probe.at_terms

    def at(self: Any, *rest: Any) -> Any:
        found = honest(self, *rest)
        return found and teller.tell(tuple(constant_poly(MARK) for _ in found))

    teller.patch.setattr(values.Probe, "at_terms", at)


def replaced_parts(teller: Teller) -> None:
    """x^2 is 7777, so that x^2 + x is affine."""
    teller.patch.setattr(LawSearch, "quickly", _nothing_at_first(LawSearch.quickly))

    def rewrites(*_: Any) -> Iterator[Rewrite]:
        yield teller.tell(Rewrite(power(x, 2), SEVEN, PLAIN))

    teller.patch.setattr(strategies, "rewrites", rewrites)


def _nothing_at_first(honest: Callable[..., Any]) -> Callable[..., Any]:
    def quickly(self: Any, law: Law, *rest: Any) -> Any:
        whole = power(x, 2) in self.subject.outputs[0].terms
        return None if whole else honest(self, law, *rest)

    return quickly


def linear_in_one_alone(teller: Teller) -> None:
    """t x^2 is linear in x for every t."""
    teller.patch.setattr("symlin.decision.alone.is_linear_in", lambda *_: True)
    honest = strategies.Strategy.decide

    def decide(self: Any, law: Law, *rest: Any) -> Any:
        outcome = honest(self, law, *rest)
        if not self.plain.subject.parameters:
            return outcome
        return teller.tell(outcome._replace(finding=Finding("proved", DirectProof((PLAIN,)))))

    teller.patch.setattr(strategies.Strategy, "decide", decide)


def refusal(teller: Teller) -> None:
    def decide(*_: Any) -> Any:
        teller.tell(None)
        raise InputError(f"the domain is empty: x = {MARK}")

    teller.patch.setattr(strategies.Strategy, "decide", decide)


LIES: dict[str, Lie] = {
    "a condition beside its certificate": Lie(
        "leaky_relu",
        finding(lambda found, _: found._replace(condition=eq(alpha, SEVEN))),
        credible=False,
    ),
    "a condition in its certificate": Lie("leaky_relu", finding(another_condition)),
    "that a side of the condition is elsewhere": Lie(
        "leaky_relu", only(Law.LINEAR, steps(holds_at={"alpha": SEVEN}))
    ),
    "that the condition fails elsewhere": Lie(
        "leaky_relu", finding(fails_at_one), said="for alpha = 1:", credible=False
    ),
    "points that break nothing": Lie("relu", quickly(FAR)),
    "points that break nothing, for some parameters": Lie("leaky_relu", quickly(FAR)),
    "a sum that is another": Lie("relu", quickly(replace(FAR, points=points(0, -1, MARK)))),
    "weights of no law": Lie("relu", quickly(replace(FAR, weights=(ONE, const(-MARK), ONE)))),
    "a matrix": Lie("Max(x, 0) - Max(-x, 0)", only(Law.LINEAR, steps(matrix=((SEVEN,),)))),
    "an offset": Lie("3*x + 2", only(Law.AFFINE, steps(offset=(SEVEN,)))),
    "a matrix of one case": Lie("Abs(a)*x", only(Law.LINEAR, another_case)),
    "that relu is linear": Lie(
        "relu", only(Law.LINEAR, lambda _: Finding("proved", matrix(MARK)))
    ),
    "which function it was asked about": Lie("relu", another_function),
    "that relu is odd": Lie(
        "relu",
        only(Law.ODD, lambda _: Finding("proved", DirectProof((PLAIN,)))),
        said="odd (proved)",
    ),
    "why nothing was found": Lie(
        "relu",
        finding(lambda *_: Finding("unknown", reason=f"linear iff x = {MARK}")),  # type: ignore[arg-type]
        credible=False,
    ),
    "why, in a word that there is": Lie(
        "relu", finding(lambda *_: Finding("unknown", reason=Open.TOO_LATE)), credible=False
    ),
    "that no point is in the domain": Lie(
        "log(x)", empty_domain, said="domain is empty", nothing=True
    ),
    "that there are no sums": Lie(
        "x", vacuous, "can put it to the test", {"assume": ["x >= 0"]}, nothing=True
    ),
    "where there are values": Lie("log(x)", far_domain),
    "what a condition means": Lie("Piecewise((x, x > 0), ((exp(a) + b)*x, True))", plain_words),
    "parameters that are not allowed": Lie(
        "elu", parameters_elsewhere, options={"assume": ["alpha > 0"]}
    ),
    "closed values": Lie("sigmoid", closed_values),
    "normal forms": Lie("hard_sigmoid", normal_forms),
    "numbers": Lie("Piecewise((sqrt(2)*x, x > 0), (x, True))", constants),
    "values at points": Lie("sigmoid", probed),
    "that one part is another": Lie("x**2 + x", replaced_parts),
    "in which input alone it is linear": Lie(
        "t*x**2", linear_in_one_alone, said="alone it is LINEAR"
    ),
    "that the question has no answer": Lie("relu", refusal, credible=False),
}  # fmt: skip


def credulous(patch: pytest.MonkeyPatch, lie: Lie) -> None:
    """A kernel that accepts everything, to show what would be printed if it did."""
    statements = "symlin.kernel.statements"
    honest = conclusions._follows

    def follows(facts: Sequence[Guard], goal: Guard, proof: Proof) -> None:
        """With sums in the facts where only they are denied, and with any where all points are."""
        sums = "x'" in variables(*facts) or lie.tell is empty_domain
        if goal is not FALSE or (lie.nothing and sums):
            return
        honest(facts, goal, proof)

    patch.setattr("symlin.kernel.checker._check", lambda *_: None)
    patch.setattr("symlin.kernel.checker.check_rewrites", lambda *_: None)
    patch.setattr(f"{statements}.conclusions._follows", follows)
    patch.setattr(f"{statements}.instances._check", lambda *_: None)
    patch.setattr(f"{statements}.instances._by_numbers", lambda *_: True)
    patch.setattr(f"{statements}.instances._require_values", lambda *_: None)
