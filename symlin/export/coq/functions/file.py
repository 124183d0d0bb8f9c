"""The Coq file of an operator on functions, as far as coqc accepts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic

from symlin.decision.functions.claims import INVARIANCE, FunctionClaim
from symlin.errors import NotExported
from symlin.export.coq import support
from symlin.export.coq.compiler import SECONDS, coqc, library, listen, mark
from symlin.export.coq.functions.definitions import Letter, Operator
from symlin.export.coq.functions.theorems import (
    Lemma,
    invariance,
    letter_law,
    letter_lemma,
    theorem,
)
from symlin.kernel.claim import Law
from symlin.kernel.functions.subject import FunctionSubject, Integral, Value
from symlin.report.words.letters import letter_texts

SUPPORT = ("Definitions", "Functions")
"""The files that every export rests on."""
LAWS = tuple(
    law.value
    for law in (
        Law.LINEAR,
        Law.AFFINE,
        Law.ADDITIVITY,
        Law.HOMOGENEITY,
        Law.POSITIVE_HOMOGENEITY,
        Law.ODD,
    )
)
OPENING = """\
From Coq Require Import Reals List NArith ZArith Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
"""


def functions_to_coq(
    title: str,
    subject: FunctionSubject,
    claims: Mapping[str, FunctionClaim],
    seconds: float = SECONDS,
) -> str:
    """One self-contained file that coqc accepts, with the claims that are not in it named.

    `claims` are by the names of laws, time-invariance among them.

    Raises `NotExported` where nothing can be written, and where coqc is not there to be asked.
    """
    if coqc() is None:
        raise NotExported("coqc is needed: proofs about functions are given out once it agrees")
    operator, count = Operator(subject), len(subject.outputs)
    outputs = ["T"] if count == 1 else [f"T{j}" for j in range(1, count + 1)]
    found, why = _theorems(operator, claims, outputs)
    before = [_definitions(operator, outputs), *(lemma.text for lemma in _lemmas(operator))]
    kept = _accepted(before, found, seconds)
    lost = (name for name in found if name not in kept)
    why |= dict.fromkeys(lost, "no proof that coqc accepts was found")
    if not kept:
        raise NotExported("; ".join(f"{name}: {text}" for name, text in why.items()))
    notes = [f"(* Not here: {name}: {_quiet(text)}. *)\n" for name, text in why.items()]
    body = [*before, *(lemma.text for name, lemma in found.items() if name in kept)]
    head = [f"(* {_quiet(title)}: exported by symlin. *)\n", OPENING]
    for name in SUPPORT:
        head += [support.module(name), f"Import {name}.\n"]
    return "\n".join([*head, "Open Scope R_scope.\n", *_section([*body, *notes])])


def _theorems(
    operator: Operator, claims: Mapping[str, FunctionClaim], outputs: Sequence[str]
) -> tuple[dict[str, Lemma], dict[str, str]]:
    """By the names of laws, theorems, and why there is none."""
    found: dict[str, Lemma] = {}
    why: dict[str, str] = {}
    for name in (*LAWS, INVARIANCE):
        if name in claims:
            write = invariance if name == INVARIANCE else theorem
            try:
                found[name] = write(operator, claims[name], outputs)
            except NotExported as reason:
                why[name] = str(reason)
    return found, why


def _quiet(text: str) -> str:
    """A text that does not end the comment in which it stands, and no more than five lines."""
    return text.replace("(*", "( *").replace("*)", "* )").replace('"', "'")[:400]


def _section(body: Sequence[str]) -> list[str]:
    return ["Section Operator.", *body, "End Operator.\n"]


def _accepted(before: Sequence[str], found: Mapping[str, Lemma], seconds: float) -> set[str]:
    """The theorems that coqc accepts; one that it rejects is left out, and the rest asked again.

    Raises `NotExported` where it rejects what they rest on.
    """
    folder, left = library(SUPPORT), dict(found)
    end = monotonic() + seconds
    while left:
        texts = [f"{lemma.text}{mark(lemma.name)}" for lemma in left.values()]
        body = _section([*before, mark("ready"), *texts])
        shared = f"From Symlin Require Import {' '.join(SUPPORT)}.\nOpen Scope R_scope.\n"
        said = listen("\n".join([OPENING, shared, *body]), folder, len(left) + 1, end)
        if said.against is None:
            return set(left)
        if "ready" not in said.reached:
            raise NotExported(f"coqc does not accept the definitions: {said.against[:300]}")
        del left[list(left)[len(said.reached) - 1]]
    return set()


# ---- definitions ----


def _definitions(operator: Operator, outputs: Sequence[str]) -> str:
    """Parameters, letters, the domain, the operator."""
    subject = operator.subject
    lines = [
        f"Variable {operator.own(name)} : {operator.kind_of(name)}." for name in subject.parameters
    ]
    lines += [
        f"Variable {operator.own(name)} : {operator.function_type(name)}."
        for name in subject.givens
    ]
    for letter in operator.letters.values():
        lines.append(_definition(operator, letter))
    conditions = _conditions(operator)
    every = " /\\ ".join(conditions.values()) or "True"
    lines.append(f"Definition domain{operator.functions} : Prop :=\n  {every}.")
    places = operator.binders(tuple(i.name for i in subject.index))
    for name, term in zip(outputs, subject.outputs, strict=True):
        value = operator.real(term, operator.unknowns)
        lines.append(f"Definition {name}{operator.functions}{places} : R :=\n  {value}.")
    return "\n".join(lines) + "\n"


def _definition(operator: Operator, letter: Letter) -> str:
    functions = "" if letter.kind == "fixed" else operator.functions
    places = operator.binders(letter.needs)
    if letter.assumed:
        types = [f"({operator.function_type(n)})" for n in operator.subject.unknowns]
        types = [] if letter.kind == "fixed" else types
        types += [operator.kind_of(name) for name in letter.needs]
        text = letter_texts(operator.subject.table, operator.subject)[f"#{letter.name[1:]}"]
        told = f"(* {_quiet(text)}, of which all that is known is its hypothesis *)"
        return f"Variable {letter.name} : {' -> '.join([*types, 'R'])}.  {told}"
    unknowns = dict(zip(operator.subject.unknowns, operator.unknowns, strict=True))
    value = operator.functional(letter.functional, unknowns)
    return f"Definition {letter.name}{functions}{places} : R := {value}."


def _conditions(operator: Operator) -> dict[str, str]:
    """Where the letters exist, by the names of their lemmas."""
    found: dict[str, str] = {}
    for letter in operator.letters.values():
        functional = letter.functional
        if letter.kind == "fixed" or letter.assumed:
            continue
        if isinstance(functional, Value) and any(functional.orders):
            own = operator.own(functional.function)
            found[f"{letter.name}_exists"] = f"smooth {functional.orders[0]} {own}"
        elif isinstance(functional, Integral):
            unknowns = dict(zip(operator.subject.unknowns, operator.unknowns, strict=True))
            text = operator.functional(functional, unknowns)
            places = operator.binders(letter.needs)
            quantified = f"forall{places}, " if places else ""
            found[f"{letter.name}_exists"] = f"({quantified}ex_{text})"
    return found


def _lemmas(operator: Operator) -> list[Lemma]:
    """That each condition follows from the domain, and that letters are linear."""
    conditions, found = _conditions(operator), []
    names = " ".join(operator.unknowns)
    for name, text in conditions.items():
        said = f"forall{operator.functions}, domain {names} -> {text}"
        found.append(Lemma(name, f"Lemma {name} : {said}.\nProof. unfold domain; tauto. Qed.\n"))
    for letter in operator.letters.values():
        if letter.kind != "linear":
            continue
        if letter.assumed:
            said = letter_law(operator, letter)
            found.append(Lemma("", f"Hypothesis {letter.name}_comb : {said}.\n"))
            continue
        name = f"{letter.name}_exists"
        found.append(letter_lemma(operator, letter, name if name in conditions else None))
    return found
