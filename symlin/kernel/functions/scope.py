"""What an operator on functions must be before anything is shown of it."""

from __future__ import annotations

from typing import cast

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.subject import (
    FIRST,
    SECOND,
    SHIFT,
    Derivative,
    Functional,
    FunctionSubject,
    Index,
    Integral,
    Series,
    Value,
    is_letter,
    parts,
)
from symlin.kernel.theorem import settled
from symlin.kernel.walk import variables

KEPT = frozenset("#'")
"""In the names of letters, of bound variables and of what proofs bring in, and in no other."""


def checked(subject: FunctionSubject) -> FunctionSubject:
    """The same operator in classes of the kernel alone; raises `Rejected` where a name means two
    things, or a letter is used where a variable that it needs has no value."""
    # rebuilt from the ground: what a caller holds may change, or be of a class that lies
    if type(subject) is not FunctionSubject:
        raise Rejected("no operator on functions")
    index = tuple(Index(_name(i.name), i.whole is True) for i in subject.index)
    letters = tuple((_name(name), _functional(f)) for name, f in subject.letters)
    found = FunctionSubject(
        unknowns=tuple(map(_name, subject.unknowns)),
        givens=tuple(map(_name, subject.givens)),
        index=index,
        parameters=tuple(map(_name, subject.parameters)),
        letters=letters,
        outputs=tuple(map(_term, subject.outputs)),
        assumptions=tuple(map(_guard, subject.assumptions)),
        sequences=tuple(map(_name, subject.sequences)),
    )
    _check_names(found)
    _check_scope(found)
    return found


def _name(name: object) -> str:
    return str.__str__(name) if isinstance(name, str) else _refuse("a name is no text")


def _refuse(message: str) -> str:
    raise Rejected(message)


def _term(term: object) -> k.Term:
    if not isinstance(settled(term), k.Term):
        raise Rejected("a part of a letter is no term")
    return cast(k.Term, term)


def _guard(guard: object) -> k.Guard:
    if not isinstance(settled(guard), k.Guard):
        raise Rejected("an assumption is no guard")
    return cast(k.Guard, guard)


def _end(term: object) -> k.Term | None:
    return None if term is None else _term(term)


def _functional(functional: Functional) -> Functional:
    match functional:
        case Value(function, orders, arguments) if type(functional) is Value:
            places = tuple(map(_term, arguments))
            rates = tuple(orders)
            fits = len(rates) == len(places) and all(type(n) is int and n >= 0 for n in rates)
            if not fits:
                raise Rejected("a value has one order of derivatives for each argument")
            return Value(_name(function), rates, places)
        case Derivative(body, variable, at) if type(functional) is Derivative:
            return Derivative(_term(body), _name(variable), _term(at))
        case Integral(body, variable, lower, upper) if type(functional) is Integral:
            return Integral(_term(body), _name(variable), _end(lower), _end(upper))
        case Series(body, variable, lower, upper) if type(functional) is Series:
            return Series(_term(body), _name(variable), _end(lower), _end(upper))
        case _:
            raise Rejected("a letter stands for no functional of the kernel's")


def _check_names(subject: FunctionSubject) -> None:
    functions = (*subject.unknowns, *subject.givens)
    numbers = (*(i.name for i in subject.index), *subject.parameters)
    letters = tuple(name for name, _ in subject.letters)
    for names in (functions, numbers, letters, subject.sequences):
        if len(set(names)) != len(names):
            raise Rejected("two things have one name")
    # the shift of `delayed` is an index, or a parameter once it is pinned; no language can name it
    if any(not name or set(name) & KEPT for name in (*functions, *numbers) if name != SHIFT):
        raise Rejected("a name that is kept for letters")
    if SHIFT in functions or not all(map(is_letter, letters)):
        raise Rejected("a letter is not named by a number, or something else has its name")
    for _, functional in subject.letters:
        if not isinstance(functional, Value) and not _is_bound(functional.variable):
            raise Rejected("a bound variable does not have a name of its own")
    if set(subject.sequences) - set(functions):
        raise Rejected("a sequence is none of the functions")
    _check_functions(subject, functions)


def _is_bound(name: str) -> bool:
    """#s1, #t2: neither a letter, nor what else is named in the same way."""
    own = name[:1] == "#" and name[1:2].isalpha() and not set(name[1:]) & KEPT
    return own and name not in (FIRST, SECOND, SHIFT)


def _check_functions(subject: FunctionSubject, functions: tuple[str, ...]) -> None:
    arities: dict[str, int] = {}
    for _, functional in subject.letters:
        if not isinstance(functional, Value):
            continue
        name, places = functional.function, len(functional.arguments)
        if name not in functions:
            raise Rejected("a function is neither unknown nor given")
        if not places or arities.setdefault(name, places) != places:
            raise Rejected("a function has one number of arguments")
        if name in subject.sequences and any(functional.orders):
            raise Rejected("a sequence has no derivatives")


def _check_scope(subject: FunctionSubject) -> None:
    """Each letter uses letters before it; what it needs is bound around it at last."""
    needs: dict[str, frozenset[str]] = {}
    table = subject.table
    outer = {*(i.name for i in subject.index), *subject.parameters}

    def needed(term: k.Node) -> frozenset[str]:
        names = variables(term)
        if any(name in table and name not in needs for name in names):
            raise Rejected("a letter is used before it is explained")
        return frozenset().union(*(needs[n] if n in table else {n} for n in names))

    for name, functional in subject.letters:
        found = frozenset().union(*map(needed, parts(functional)))
        if not isinstance(functional, Value):
            outside = [needed(t) for t in parts(functional)[1:]]
            if any(functional.variable in n for n in outside) or functional.variable in outer:
                raise Rejected("a bound variable is used outside")
            found = (needed(functional.body) - {functional.variable}).union(*outside)
        needs[name] = found
    for term in subject.outputs:
        if needed(term) - outer:
            raise Rejected("a variable is neither an index nor a parameter")
    if {n for g in subject.assumptions for n in variables(g)} - outer:
        raise Rejected("an assumption speaks of more than the index and the parameters")
