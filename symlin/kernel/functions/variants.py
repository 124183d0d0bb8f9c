"""Operators made of another one: for one value of a parameter, for delayed functions, and at one
value of the index. All of them are the operator as it was written, with terms put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeGuard

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import conjuncts
from symlin.kernel.functions.subject import (
    SHIFT,
    Functional,
    FunctionSubject,
    Index,
    Value,
    is_letter,
    parts,
    with_parts,
)
from symlin.kernel.walk import substitute, variables


def fixed(subject: FunctionSubject, name: str, value: k.Term) -> FunctionSubject:
    """The operator for one value of a parameter, which other parameters may occur in."""
    return replace(
        subject,
        parameters=tuple(p for p in subject.parameters if p != name),
        letters=tuple((n, _put(f, {name: value})) for n, f in subject.letters),
        outputs=substitute(subject.outputs, {name: value}),
        assumptions=substitute(subject.assumptions, {name: value}),
    )


def delayed(subject: FunctionSubject, name: str) -> FunctionSubject:
    """T(x delayed by s) and T(x) delayed by s, in one of the index's variables: the operator is
    invariant in it where the two are the same. Raises `Rejected`.

    Functions of as many variables as there are in the index are delayed in the same place.
    """
    # a given function stays where it is, and so do numbers: only the unknown ones are delayed
    place = [i.name for i in subject.index].index(name)
    shift = k.var(SHIFT)
    before = tuple((n, _delayed(f, subject, place)) for n, f in subject.letters)
    # the letters once more, under other names, at the earlier time
    earlier: dict[str, k.Term] = {name: k.sub(k.var(name), shift)}
    again = {n: f"#{j}" for j, (n, _) in enumerate(subject.letters, _last(subject) + 1)}
    moved = {**earlier, **{n: k.var(other) for n, other in again.items()}}
    after = tuple((again[n], _put(f, moved)) for n, f in subject.letters)
    # both times must be allowed
    guards = (*subject.assumptions, *substitute(subject.assumptions, earlier))
    return replace(
        subject,
        index=(*subject.index, Index(SHIFT, subject.index[place].whole)),
        letters=(*before, *after),
        outputs=(*subject.outputs, *substitute(subject.outputs, moved)),
        assumptions=tuple(dict.fromkeys(conjuncts(guards))),
    )


def pinned(subject: FunctionSubject) -> tuple[FunctionSubject, Mapping[str, Value]]:
    """The operator at one value of the index, which is then a parameter, as is each value of a
    given function at that place; and what the new parameters stand for.

    Its law holds where a condition on these does. The law of the operator is that of all values of
    its index, so it holds iff the condition does at each of them.
    """
    own = {*(i.name for i in subject.index), *subject.parameters}
    found: dict[Value, str] = {}
    values: dict[str, k.Term] = {}
    left = []
    for letter, written in subject.letters:
        functional = _put(written, values)
        if _is_given_at(functional, subject, own):
            taken = own.union(subject.unknowns, subject.givens)
            name = found.setdefault(functional, _fresh(functional, taken))
            own.add(name)  # h(h(t)) is the value of h at a number, too
            values[letter] = k.var(name)
        else:
            left.append((letter, functional))
    whole = [k.var(i.name) for i in subject.index if i.whole]
    guards = tuple(k.eq(name, k.function("floor", name)) for name in whole)
    made = replace(
        subject,
        index=(),
        parameters=(*subject.parameters, *(i.name for i in subject.index), *found.values()),
        letters=tuple(left),
        outputs=substitute(subject.outputs, values),
        assumptions=(*subject.assumptions, *guards),
    )
    return made, {name: value for value, name in found.items()}


def _is_given_at(
    functional: Functional, subject: FunctionSubject, own: set[str]
) -> TypeGuard[Value]:
    """Whether it is the value of a given function at a place that the index says."""
    if not isinstance(functional, Value) or functional.function not in subject.givens:
        return False
    return own.issuperset(variables(*functional.arguments))


def _fresh(value: Value, taken: set[str]) -> str:
    number = 1
    while (name := f"{value.function}_{number}") in taken:
        number += 1
    return name


def _put(functional: Functional, values: Mapping[str, k.Term]) -> Functional:
    """With terms in place of variables that it does not bind: their names are of another kind."""
    return with_parts(functional, substitute(parts(functional), values))


def _delayed(functional: Functional, subject: FunctionSubject, place: int) -> Functional:
    """The functional of the delayed functions."""
    if not isinstance(functional, Value) or functional.function not in subject.unknowns:
        return functional
    arguments = list(functional.arguments)
    if len(arguments) != len(subject.index):
        raise Rejected("the index does not say which argument of a function is delayed")
    arguments[place] = k.sub(arguments[place], k.var(SHIFT))
    return replace(functional, arguments=tuple(arguments))


def _last(subject: FunctionSubject) -> int:
    """The highest number of a letter."""
    names = [name for name, _ in subject.letters]
    if not all(map(is_letter, names)):
        raise Rejected("a letter is not named by a number")
    return max((int(name[1:]) for name in names), default=0)
