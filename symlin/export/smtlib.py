"""Laws as SMT-LIB scripts: each asserts that the law breaks, so `unsat` means proved.

`to_smtlib` gives one script for additivity, homogeneity, positive homogeneity and oddness, and one
for the matrix form f(x) = A x. `:status` says what symlin found. Parameters are declared as
constants: where a law holds under a condition only, a second script asserts the condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from flint import fmpq, fmpz

from symlin.decision.report import Report, subject_of
from symlin.decision.values import simpler
from symlin.decision.verdict import Claim, Status
from symlin.errors import NotExported
from symlin.exact.deadline import Deadline
from symlin.kernel import term as k
from symlin.kernel.claim import Equation, Law, Subject, law_equation, premises
from symlin.kernel.numbers import Number
from symlin.kernel.walk import children, substitute, topological, variables

LAWS = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD)
_TAKEN = frozenset([
    "_", "as", "BINARY", "DECIMAL", "exists", "forall", "HEXADECIMAL", "lambda", "let", "match",
    "NUMERAL", "par", "STRING", "assert", "echo", "exit", "pop", "push", "reset", "true", "false",
    "not", "and", "or", "xor", "distinct", "ite", "Bool", "Real", "Int", "div", "mod", "abs",
    "to_real", "to_int", "is_int", "divisible", "exp", "log", "sin", "cos", "tan", "csc", "sec",
    "cot", "arcsin", "arccos", "arctan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh",
    "acosh", "atanh", "sqrt", "pi", "euler", "e", "iff", "if", "implies", "select", "store",
    "const", "rem", "power",
])  # fmt: skip
"""Reserved words and commands (SMT-LIB 2.7, 3.1), the names of the theories that are used, and
names that z3 and cvc5 have beside them."""
_STATUS = {
    Status.PROVED: "unsat",
    Status.REFUTED: "sat",
    Status.CONDITIONAL: "sat",
    Status.UNKNOWN: "unknown",
}


def to_smtlib(report: Report) -> dict[str, str]:
    """Scripts by file name; raises NotExported where SMT-LIB's reals lack a function."""
    subject = subject_of(report.operator)
    scripts: dict[str, str] = {}
    for law in LAWS:
        if law in report.claims:
            equation = law_equation(law, subject.inputs)
            _add(
                scripts, subject, report.claims[law], law.value, _equation_script(subject, equation)
            )
    matrix = _matrix(subject, report.claims[Law.LINEAR])
    if matrix is not None:
        _add(scripts, subject, report.claims[Law.LINEAR], "matrix", _matrix_script(subject, matrix))
    return scripts


SECONDS = 0.5
"""For simpler values at all unit vectors: a solver does without, and a person waits for them."""


@dataclass(frozen=True)
class _Question:
    """Facts, and pairs of terms of which one pair is claimed to differ."""

    facts: tuple[k.Guard, ...]
    pairs: tuple[tuple[k.Term, k.Term], ...]


def _add(
    scripts: dict[str, str], subject: Subject, claim: Claim, name: str, question: _Question
) -> None:
    scripts[f"{name}.smt2"] = _script(subject, question, name, _STATUS[claim.status])
    if claim.status is Status.CONDITIONAL and claim.guard is not None:
        narrowed = _Question((*question.facts, claim.guard), question.pairs)
        scripts[f"{name}-under-condition.smt2"] = _script(subject, narrowed, name, "unsat")


def _equation_script(subject: Subject, equation: Equation) -> _Question:
    """f at the first point differs from the weighted sum at the others."""
    pairs = []
    for output in subject.outputs:
        values = [substitute((output,), point)[0] for point in equation.points]
        rest = zip(equation.weights[1:], values[1:], strict=True)
        pairs.append((values[0], k.neg(k.add(*(k.mul(w, v) for w, v in rest)))))
    return _Question(premises(subject, equation), tuple(pairs))


def _matrix_script(subject: Subject, matrix: Sequence[Sequence[k.Term]]) -> _Question:
    pairs = []
    for output, row in zip(subject.outputs, matrix, strict=True):
        terms = (k.mul(e, k.var(x)) for e, x in zip(row, subject.inputs, strict=True))
        pairs.append((output, k.add(*terms)))
    return _Question(subject.domain_at({}), tuple(pairs))


def _matrix(subject: Subject, claim: Claim) -> Sequence[Sequence[k.Term]] | None:
    """The certified matrix; else the values at the unit vectors, the only candidate on R^n."""
    if claim.theorem is not None and claim.theorem.matrix is not None:
        return claim.theorem.matrix
    inputs = set(subject.inputs)
    if any(inputs.intersection(variables(g)) for g in subject.domain_at({})):
        return None
    columns, deadline = [], Deadline(SECONDS)
    for name in subject.inputs:
        unit = {other: k.ONE if other == name else k.ZERO for other in subject.inputs}
        values = substitute(subject.outputs, unit)
        columns.append([(simpler((), v) if deadline.left else None) or v for v in values])
    return [list(row) for row in zip(*columns, strict=True)] if columns else None


def _script(subject: Subject, question: _Question, name: str, status: str) -> str:
    different = k.disjunction(*(k.ne(left, right) for left, right in question.pairs))
    writer = _Writer()
    guards = [*question.facts, different]
    body = [writer.bound(guard) for guard in guards]
    known = [*subject.inputs, *subject.parameters]
    order = sorted(
        variables(*guards), key=lambda v: (v not in known, known.index(v) if v in known else 0)
    )
    lines = [
        f"; The negation of: {name}. unsat means that it holds.",
        "(set-info :smt-lib-version 2.6)",
        f"(set-logic {_logic(guards)})",
        f"(set-info :status {status})",
        *(f"(declare-const {symbol(v)} Real)" for v in order),
        *(f"(assert {text})" for text in body),
        "(check-sat)",
        "(exit)",
    ]
    return "\n".join(lines) + "\n"


def symbol(name: str) -> str:
    """A variable's name in SMT-LIB: quoted where it is not plain, and another where it is taken.

    No name of symlin's has a dot.
    """
    plain = name.replace("'", "!")
    plain = f"{plain}." if plain in _TAKEN else plain
    return plain if plain.isascii() and plain.replace("!", "_").isidentifier() else f"|{plain}|"


def _logic(guards: Sequence[k.Guard]) -> str:
    linear, integer = True, False
    for part in topological(guards):
        match part:
            case k.Product(factors):
                linear = linear and sum(bool(variables(f)) for f in factors) <= 1
            case k.Power(base, exponent):
                linear = linear and (exponent in (0, 1) or not variables(base))
            case k.Function("floor", _):
                integer = True
            case _:
                pass
    return ("QF_LIRA" if integer else "QF_LRA") if linear else ("QF_NIRA" if integer else "QF_NRA")


def number(value: Number) -> str:
    """An exact number of sort Real."""
    exact = fmpq(value)
    above, below = str(fmpz(abs(exact.p))), str(fmpz(exact.q))
    text = f"{above}.0" if below == "1" else f"(/ {above}.0 {below}.0)"
    return f"(- {text})" if value < 0 else text


LONG = 200
"""Characters from which on a text that is repeated gets a name."""


class _Writer:
    """Guards as text, with shared subterms bound once by nested `let`s."""

    def bound(self, root: k.Guard) -> str:
        parts = list(topological([root]))
        uses: dict[int, int] = {}
        for part in parts:
            for child in children(part):
                uses[id(child)] = uses.get(id(child), 0) + 1
        repeated = {id(child) for part in parts for child in _repeated(part)}
        texts: dict[int, str] = {}
        bindings: list[tuple[str, str]] = []
        for part in parts:
            text = _text(part, texts)
            often = uses.get(id(part), 0) > 1 or (id(part) in repeated and len(text) > LONG)
            if often and children(part):
                name = f"t!{len(bindings)}"
                bindings.append((name, text))
                text = name
            texts[id(part)] = text
        result = texts[id(root)]
        for name, text in reversed(bindings):
            result = f"(let (({name} {text})) {result})"
        return result


def _repeated(part: k.Node) -> Sequence[k.Node]:
    """What is written more than once in the text of the part: nested, it would double each time."""
    match part:
        case k.Function("abs", inner) if inner is not None:
            return (inner,)
        case k.Power(base, exponent) if abs(exponent) > 1:
            return (base,)
        case k.Max(terms):
            return terms[1:]
        case _:
            return ()


def _text(part: k.Node, texts: Mapping[int, str]) -> str:
    """A term or guard over its parts, which are written already."""

    def of(inner: k.Node) -> str:
        return texts[id(inner)]

    match part:
        case k.Const(value):
            return number(value)
        case k.Var(name):
            return symbol(name)
        case k.Sum(weights, terms, constant):
            return _sum([(w, of(t)) for w, t in zip(weights, terms, strict=True)], constant)
        case k.Product(factors):
            return f"(* {' '.join(map(of, factors))})"
        case k.Power(base, exponent):
            return _power(of(base), exponent)
        case k.Max(terms):
            return _maximum([of(t) for t in terms])
        case k.Piecewise(branches):
            return _piecewise([(of(g) if g is not k.TRUE else "true", of(v)) for g, v in branches])
        case k.Function(name, inner):
            return _function(name, "" if inner is None else of(inner))
        case k.Root():
            raise NotExported("SMT-LIB's reals have no roots")
        case _:
            return _condition(part, texts)


def _condition(part: k.Guard, texts: Mapping[int, str]) -> str:
    match part:
        case k.Truth(value):
            return "true" if value else "false"
        case k.Relation("!=", term):
            return f"(not (= {texts[id(term)]} 0.0))"
        case k.Relation(op, term):
            return f"({op} {texts[id(term)]} 0.0)"
        case k.And(parts) | k.Or(parts):
            word = "and" if isinstance(part, k.And) else "or"
            return f"({word} {' '.join(texts[id(p)] for p in parts)})"
        case _:
            assert_never(part)


def _function(name: str, inner: str) -> str:
    match name:
        case "abs":
            return f"(ite (>= {inner} 0.0) {inner} (- {inner}))"
        case "floor":
            return f"(to_real (to_int {inner}))"
        case _:
            raise NotExported(f"SMT-LIB's reals have no {name}")


def _sum(entries: Sequence[tuple[Number, str]], constant: Number) -> str:
    pieces = [text if weight == 1 else f"(* {number(weight)} {text})" for weight, text in entries]
    if constant != 0:
        pieces.append(number(constant))
    return pieces[0] if len(pieces) == 1 else f"(+ {' '.join(pieces)})"


def _power(base: str, exponent: int) -> str:
    if exponent == 0:
        return "1.0"
    product = base if abs(exponent) == 1 else f"(* {' '.join([base] * abs(exponent))})"
    return product if exponent > 0 else f"(/ 1.0 {product})"


def _maximum(texts: Sequence[str]) -> str:
    result = texts[0]
    for index, text in enumerate(texts[1:]):
        name = f"m!{index}"
        result = f"(let (({name} {result})) (ite (>= {name} {text}) {name} {text}))"
    return result


def _piecewise(branches: Sequence[tuple[str, str]]) -> str:
    result = "0.0"
    for guard, value in reversed(branches):
        result = value if guard == "true" else f"(ite {guard} {value} {result})"
    return result
