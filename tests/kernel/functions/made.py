"""Operators on functions made by hand, and the shortest ways to prove and to refute their laws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from symlin.kernel.certificate import (
    Contradiction,
    DirectProof,
    MatrixProof,
    Proof,
    Refutation,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.functions.bases import Basis, Element, Monomial
from symlin.kernel.functions.laws import flat, pulled
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Index,
    Integral,
    Series,
    Value,
)
from symlin.kernel.functions.theorem import Fails, FunctionTheorem, Holds, conclude
from symlin.kernel.numbers import Number
from symlin.kernel.term import ONE, TRUE, ZERO, Guard, Term, const, mul, scale, var
from symlin.kernel.theorem import LawTheorem

t, n, p, q = var("t"), var("n"), var("p"), var("q")
s, r, v = var("#s1"), var("#r2"), var("#v3")
"""Bound variables."""
PLAIN = Contradiction()
End = Term | int | None


def term(value: Term | int) -> Term:
    return const(value) if isinstance(value, int) else value


class Made:
    """An operator in the making: every functional that is asked for becomes a letter."""

    def __init__(
        self,
        *,
        index: Sequence[str] = ("t",),
        whole: Sequence[str] = (),
        unknowns: Sequence[str] = ("x",),
        givens: Sequence[str] = (),
        parameters: Sequence[str] = (),
        sequences: Sequence[str] = (),
        where: Sequence[Guard] = (),
    ) -> None:
        self.kept: dict[str, Any] = {
            "unknowns": tuple(unknowns),
            "givens": tuple(givens),
            "index": tuple(Index(name, name in whole) for name in index),
            "parameters": tuple(parameters),
            "assumptions": tuple(where),
            "sequences": tuple(sequences),
        }
        self.letters: dict[Functional, str] = {}

    def put(self, functional: Functional) -> Term:
        name = self.letters.setdefault(functional, f"#{len(self.letters) + 1}")
        return var(name)

    def at(self, function: str, *places: Term | int, orders: Sequence[int] = ()) -> Term:
        """x(place), or a derivative of it there."""
        rates = tuple(orders) or (0,) * len(places)
        return self.put(Value(function, rates, tuple(map(term, places))))

    def x(self, place: Term | int, order: int = 0) -> Term:
        return self.at("x", place, orders=(order,))

    def integral(self, body: Term | int, variable: Term, lower: End, upper: End) -> Term:
        return self.put(Integral(term(body), name(variable), *_ends(lower, upper)))

    def series(self, body: Term | int, variable: Term, lower: End, upper: End) -> Term:
        return self.put(Series(term(body), name(variable), *_ends(lower, upper)))

    def derivative(self, body: Term, variable: Term, at: Term | int) -> Term:
        return self.put(Derivative(body, name(variable), term(at)))

    def subject(self, *outputs: Term | int) -> FunctionSubject:
        """The operator with these outputs."""
        letters = tuple((letter, f) for f, letter in self.letters.items())
        return FunctionSubject(letters=letters, outputs=tuple(map(term, outputs)), **self.kept)


def _ends(lower: End, upper: End) -> tuple[Term | None, Term | None]:
    return (None if lower is None else term(lower), None if upper is None else term(upper))


def name(variable: Term) -> str:
    return variable.name  # type: ignore[union-attr]


def over(variable: str, upper: Term = ONE) -> Integral:
    """The integral of 1 over this variable, from 0."""
    return Integral(ONE, variable, ZERO, upper)


def sequence(*, whole: Sequence[str] = ("n",), **kept: Any) -> Made:
    """An operator on sequences, with the whole index n."""
    return Made(index=("n",), whole=whole, sequences=("x",), **kept)


# ---- laws that hold ----


def matrix(subject: FunctionSubject, *entries: Term | int, proof: Proof = PLAIN) -> LawTheorem:
    """The operator is this combination of its letters: its law is linearity."""
    plain = flat(subject, Law.LINEAR)
    row = tuple(map(term, entries))
    return check(plain, Law.LINEAR, "proved", MatrixProof((row,), None, (proof,)))


def linear(subject: FunctionSubject, *entries: Term | int, proof: Proof = PLAIN) -> FunctionTheorem:
    """The operator is linear, for all parameters."""
    part = Holds(TRUE, (), matrix(subject, *entries, proof=proof))
    return conclude(subject, Law.LINEAR, [part], [])


def same(subject: FunctionSubject, proof: Proof = PLAIN) -> FunctionTheorem:
    """The two outputs of the operator are the same."""
    shown = check(flat(subject, Law.EQUIVALENT), Law.EQUIVALENT, "proved", DirectProof((proof,)))
    return conclude(subject, Law.EQUIVALENT, [Holds(TRUE, (), shown)], [])


def holds(subject: FunctionSubject, law: Law, proof: Proof = PLAIN) -> FunctionTheorem:
    """The law holds, as an equation of letters at two functions."""
    question = pulled(subject, law)
    shown = check(question, Law.EQUIVALENT, "proved", DirectProof((proof,)))
    return conclude(subject, law, [Holds(TRUE, (), shown)], [])


# ---- laws that fail ----


def polynomials(*degrees: int, **at: Number) -> Case:
    """Monomials of these degrees, at these values of the index."""
    return elements(*(Monomial((d,)) for d in degrees), **at)


def elements(*found: Element, **at: Number) -> Case:
    """Combinations of these functions, likewise."""
    return Case({"x": found}, {key: const(value) for key, value in at.items()})


class Case(NamedTuple):
    """Functions and a value of the index at which an operator is looked at."""

    basis: Basis
    at: Mapping[str, Term]


def broken(
    subject: FunctionSubject, case: Case, law: Law, witness: Refutation, guard: Guard = TRUE
) -> FunctionTheorem:
    """The law fails on combinations of the basis."""
    return conclude(subject, law, [], [failing(subject, case, law, witness, guard)])


def failing(
    subject: FunctionSubject, case: Case, law: Law, witness: Refutation, guard: Guard = TRUE
) -> Fails:
    """A law fails where the guard holds."""
    plain = restricted(subject, *case)
    given = () if guard is TRUE else (guard,)
    about = (*plain.assumptions, *given)
    narrowed = Subject(plain.inputs, plain.parameters, plain.outputs, about)
    return Fails(guard, *case, check(narrowed, law, "refuted", witness))


def point(*values: Number | Term, function: str = "x") -> dict[str, Term]:
    """Coefficients of the functions of a basis."""
    terms = (const(v) if not isinstance(v, Term) else v for v in values)
    return {f"{function}#{j}": value for j, value in enumerate(terms)}


def not_homogeneous(*values: Number | Term, factor: int = 2, output: int = 0) -> Witness:
    """T(factor*x) is not factor*T(x), for the x with these coefficients."""
    x = point(*values)
    scaled = {key: scale(factor, value) for key, value in x.items()}
    return Witness((scaled, x), (ONE, const(-factor)), output)


def differ(*values: Number | Term) -> Witness:
    """Two outputs differ at the function with these coefficients."""
    return Witness((point(*values),), (ONE,), 0)


def square(value: Term) -> Term:
    return mul(value, value)
