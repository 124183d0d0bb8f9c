"""Laws of operators on functions in Coq, and their proofs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symlin.decision.functions.claims import Breach, FunctionClaim
from symlin.decision.verdict import Status
from symlin.errors import NotExported
from symlin.export.coq.functions.definitions import Letter, Operator
from symlin.export.coq.printing import number_text
from symlin.kernel import term as k
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Element, Impulse, Monomial
from symlin.kernel.functions.subject import Integral, Series, Value
from symlin.kernel.numbers import Number
from symlin.kernel.walk import variables

FACTORS = {
    Law.LINEAR: ("a", "b"),
    Law.ADDITIVITY: ("1", "1"),
    Law.HOMOGENEITY: ("a", "0"),
    Law.POSITIVE_HOMOGENEITY: ("a", "0"),
    Law.ODD: ("(-1)", "0"),
    Law.AFFINE: ("(1 - a)", "a"),
}
"""The law says T(a x + b y) = a T(x) + b T(y) for these factors."""
WORD = {
    Law.LINEAR: "linear",
    Law.ADDITIVITY: "additive",
    Law.HOMOGENEITY: "homogeneous",
    Law.POSITIVE_HOMOGENEITY: "positively_homogeneous",
    Law.ODD: "odd",
    Law.AFFINE: "affine",
}
CLOSE = "close_equation"
"""The tactic for an equation between numbers."""


class Lemma(NamedTuple):
    """A statement with its proof."""

    name: str
    text: str


def _comb(operator: Operator, factors: tuple[str, str]) -> list[str]:
    """a x + b y, of each unknown function."""
    a, b = factors
    names = zip(operator.unknowns, operator.subject.unknowns, strict=True)
    return [f"({operator.combination(name)} {a} {b} {own} {own}')" for own, name in names]


def _primed(operator: Operator) -> list[str]:
    """The other functions."""
    return [f"{own}'" for own in operator.unknowns]


def _both(operator: Operator) -> str:
    """The binders of two functions, or of two tuples."""
    pairs = zip(operator.unknowns, operator.subject.unknowns, strict=True)
    return "".join(f" ({own} {own}' : {operator.function_type(name)})" for own, name in pairs)


def _premises(operator: Operator) -> str:
    """Both are in the domain."""
    return " -> ".join(f"domain {' '.join(n)}" for n in (operator.unknowns, _primed(operator)))


# ---- letters ----


def letter_law(operator: Operator, letter: Letter) -> str:
    """The letter of a x + b y is a times that of x plus b times that of y."""
    left = operator.call(letter, _comb(operator, ("a", "b")))
    x, y = (operator.call(letter, n) for n in (operator.unknowns, _primed(operator)))
    places = operator.binders(letter.needs)
    return (
        f"forall (a b : R){_both(operator)}{places}, {_premises(operator)} ->\n"
        f"  {left} = a * {x} + b * {y}"
    )


def letter_lemma(operator: Operator, letter: Letter, condition: str | None) -> Lemma:
    """Its proof, by Coq's own derivatives, integrals and sums; raises `NotExported`."""
    functional, name = letter.functional, f"{letter.name}_comb"
    xs, ys = " ".join(operator.unknowns), " ".join(_primed(operator))
    body = () if isinstance(functional, Value) else (functional.body,)
    inside = f"cbv beta; {_rewriting(operator, *body)}; {CLOSE}"
    match functional:
        case Value(function, orders, _) if not any(orders):
            steps = f"unfold {letter.name}, {operator.combination(function)}; ring."
        case Value():
            exist = f"[ exact ({condition} {xs} D) | exact ({condition} {ys} D') ]"
            steps = f"unfold {letter.name}; apply derivative_comb; {exist}."
        case Integral():
            exist = f"apply ({condition} {xs} D) | apply ({condition} {ys} D')"
            own = operator.own(functional.variable)
            steps = (f"unfold {letter.name}; apply integral_comb; "
                     f"[ {exist} | intro {own}; {inside} ].")  # fmt: skip
        case Series():
            own = operator.own(functional.variable)
            steps = f"unfold {letter.name}; apply sum_comb; intro {own}; {inside}."
        case _:
            raise NotExported("a functional of another kind")
    names = " ".join(own for u in operator.unknowns for own in (u, f"{u}'"))
    places = "".join(f" {operator.own(n)}" for n in letter.needs)
    text = (
        f"Lemma {name} : {letter_law(operator, letter)}.\n"
        f"Proof. intros a b {names}{places} D D'. {steps} Qed.\n"
    )
    return Lemma(name, text)


def _rewriting(operator: Operator, *terms: k.Term) -> str:
    """Every linear letter in the terms, of a x + b y, written out."""
    used = (operator.letters[n] for n in variables(*terms) if n in operator.letters)
    linear = [letter for letter in used if letter.kind == "linear"]
    if not linear:
        return "idtac"
    return "; ".join(f"rewrite ?{letter.name}_comb by assumption" for letter in linear)


# ---- the operator ----


def _law_text(operator: Operator, law: Law, output: str) -> str:
    """What the law says of one output."""
    factors = FACTORS[law]
    bound = [f for f in ("a", "b") if f in "".join(factors)]
    quantified = f" ({' '.join(bound)} : R)" if bound else ""
    positive = "0 <= a -> " if law is Law.POSITIVE_HOMOGENEITY else ""
    index = tuple(i.name for i in operator.subject.index)
    places = "".join(f" {operator.own(name)}" for name in index)

    def value(functions: Sequence[str]) -> str:
        return f"{output} {' '.join(functions)}{places}"

    a, b = factors
    right = f"{a} * {value(operator.unknowns)} + {b} * {value(_primed(operator))}"
    facts = "".join(f"{operator.fact(g)} -> " for g in operator.facts)
    everywhere = f"forall{operator.binders(index)}, " if index else ""
    return (
        f"forall{quantified}{_both(operator)}, {positive}{_premises(operator)} ->\n"
        f"  {everywhere}{facts}"
        f"{value(_comb(operator, factors))} = {right}"
    )


def theorem(operator: Operator, claim: FunctionClaim, outputs: Sequence[str]) -> Lemma:
    """The claim in Coq; raises `NotExported` where no proof can be written."""
    law = claim.law
    said = " /\\\n".join(f"({_law_text(operator, law, output)})" for output in outputs)
    word = WORD[law]
    if claim.status is Status.PROVED:
        if any(letter.kind == "opaque" for letter in operator.letters.values()):
            raise NotExported("a functional that is not linear cancels, which is not written")
        known = _rewriting(operator, *operator.subject.outputs)
        steps = f"repeat split; intros; unfold {', '.join(outputs)}; {known}; {CLOSE}."
        return Lemma(f"T_is_{word}", f"Theorem T_is_{word} :\n  {said}.\nProof. {steps} Qed.\n")
    if claim.status is Status.REFUTED and claim.breach is not None:
        return _refutation(operator, law, claim.breach, said, outputs)
    raise NotExported(claim.reason or "conditions on parameters are not written")


def _unfolded(operator: Operator, outputs: Sequence[str]) -> str:
    """The names of all definitions."""
    return ", ".join([*outputs, *(one.name for one in operator.letters.values()), "comb", "comb2"])


# ---- invariance ----


def invariance(operator: Operator, claim: FunctionClaim, outputs: Sequence[str]) -> Lemma:
    """T(x delayed by s)(t) = T(x)(t - s); raises `NotExported` where it is not written."""
    values_alone = all(
        isinstance(f, Value) and not any(f.orders) for _, f in operator.subject.letters
    )
    if not values_alone or len(operator.subject.index) != 1 or len(outputs) > 1:
        raise NotExported("invariance is written for values of functions of one index alone")
    if operator.facts or any(k.count("->") > 1 for k in _types(operator)):
        raise NotExported("invariance is written for functions of one variable, everywhere")
    own, kind = operator.index[0], operator.kind_of(operator.subject.index[0].name)
    late = [f"(fun u : {kind} => {name} (u - s)%{kind})" for name in operator.unknowns]
    said = (
        f"forall{operator.functions} (s {own} : {kind}),\n"
        f"  T {' '.join(late)} {own} = T {' '.join(operator.unknowns)} ({own} - s)%{kind}"
    )
    everything = _unfolded(operator, outputs)
    if claim.status is Status.PROVED:
        steps = f"intros; unfold {everything}; repeat first [ reflexivity | ring | lia | f_equal ]."
        name = "T_is_time_invariant"
        return Lemma(name, f"Theorem {name} :\n  {said}.\nProof. {steps} Qed.\n")
    if claim.status is not Status.REFUTED or claim.breach is None:
        raise NotExported(claim.reason or "conditions on parameters are not written")
    return _not_invariant(operator, claim.breach, said, everything)


def _not_invariant(operator: Operator, breach: Breach, said: str, everything: str) -> Lemma:
    """It fails for this delay of this signal."""
    if breach.delay is None:
        raise NotExported("no delay is shown")
    if operator.subject.parameters or operator.subject.givens:
        raise NotExported("a refutation for all parameters is not written")
    name = operator.subject.index[0].name
    places = [f"({_number(v)})%{operator.kind_of(name)}" for v in (breach.delay, breach.at[name])]
    signals = _signals(operator, breach, 0)
    given = " ".join([*signals, *places])
    steps = f"intro H. specialize (H {given}). unfold {everything} in H; cbn in H."
    name = "T_is_not_time_invariant"
    text = f"Theorem {name} :\n  ~ ({said}).\nProof. {steps} close_refutation H. Qed.\n"
    return Lemma(name, text)


def _types(operator: Operator) -> list[str]:
    return [operator.function_type(name) for name in operator.subject.unknowns]


def _refutation(
    operator: Operator, law: Law, breach: Breach, said: str, outputs: Sequence[str]
) -> Lemma:
    """The law fails at these signals; raises `NotExported` where that is not mere arithmetic."""
    subject = operator.subject
    if subject.parameters or subject.givens:
        raise NotExported("a refutation for all parameters is not written")
    if any(not isinstance(f, Value) or any(f.orders) for _, f in subject.letters):
        raise NotExported("a refutation by derivatives, integrals or sums is not written")
    if len(outputs) > 1:
        raise NotExported("a refutation of several outputs is not written")
    factors = [_number(f) for f in breach.factors]
    signals = [_signals(operator, breach, place) for place in range(len(breach.signals))]
    signals = [*signals, signals[0]][:2]
    a, b = [*factors, "0"][:2]
    given = [f"({f})" for f, letter in ((a, "a"), (b, "b")) if letter in "".join(FACTORS[law])]
    if law is Law.AFFINE:
        given = [f"({b})"]
    functions = [s for pair in zip(*signals, strict=True) for s in pair]
    places = [_place(operator, i.name, breach) for i in subject.index]
    positive = ["ltac:(lra)"] if law is Law.POSITIVE_HOMOGENEITY else []
    facts = ["ltac:(lra)" for _ in operator.facts]
    arguments = [*given, *functions, *positive, "I", "I", *places, *facts]
    everything = _unfolded(operator, outputs)
    steps = f"intro H. specialize (H {' '.join(arguments)}). unfold {everything} in H; cbn in H."
    steps += "\n  close_refutation H."
    name = f"T_is_not_{WORD[law]}"
    return Lemma(name, f"Theorem {name} :\n  ~ {said}.\nProof.\n  {steps}\nQed.\n")


def _number(term: k.Term) -> str:
    if not isinstance(term, k.Const):
        raise NotExported("a factor that is not rational")
    return number_text(term.value)[0]


def _place(operator: Operator, name: str, breach: Breach) -> str:
    at = breach.at[name]
    if not isinstance(at, k.Const):
        raise NotExported("a place that is not rational")
    if name in operator.whole:
        return f"({_whole(at.value)})%Z"
    return f"({number_text(at.value)[0]})"


def _whole(value: Number) -> int:
    if not isinstance(value, int):
        raise NotExported("a place that is not whole")
    return value


def _signals(operator: Operator, breach: Breach, place: int) -> list[str]:
    found = []
    for name in operator.subject.unknowns:
        kind = operator.function_type(name)
        if kind.count("->") > 1:
            raise NotExported("a refutation by functions of two variables is not written")
        pairs = zip(breach.basis[name], breach.signals[place][name], strict=True)
        texts = [f"({_number(c)}) * {_element(e, kind)}" for e, c in pairs if c is not k.ZERO]
        domain = kind.split(" ")[0]
        found.append(f"(fun s : {domain} => {' + '.join(texts) or '0'})")
    return found


def _element(element: Element, kind: str) -> str:
    variable = "IZR s" if kind.startswith("Z") else "s"
    match element:
        case Monomial((exponent,)):
            return f"({variable}) ^ {exponent}"
        case Impulse(place):
            return f"(if Z.eqb s ({place})%Z then 1 else 0)"
        case _:
            raise NotExported("a refutation by bumps is not written")
