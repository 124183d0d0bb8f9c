"""What an operator on functions must be before anything is shown of it."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Index,
    Integral,
    Series,
    Value,
    parts,
)
from symlin.kernel.theorem import settled
from symlin.kernel.walk import variables

MARK = "#"
"""In the names of letters and of bound variables, and in no other."""


def checked(subject: FunctionSubject) -> FunctionSubject:
    """The same operator in classes of the kernel alone; raises `Rejected` where a name means two
    things, or a letter is used where a variable that it needs has no value."""
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
        outputs=settled(tuple(subject.outputs)),
        assumptions=settled(tuple(subject.assumptions)),
        sequences=tuple(map(_name, subject.sequences)),
    )
    _check_names(found)
    _check_scope(found)
    return found


def _name(name: object) -> str:
    return str.__str__(name) if isinstance(name, str) else _refuse("a name is no text")


def _refuse(message: str) -> str:
    raise Rejected(message)


def _functional(functional: Functional) -> Functional:
    match functional:
        case Value(function, orders, arguments) if type(functional) is Value:
            places = settled(tuple(arguments))
            rates = tuple(orders)
            fits = len(rates) == len(places) and all(type(n) is int and n >= 0 for n in rates)
            if not fits:
                raise Rejected("a value has one order of derivatives for each argument")
            return Value(_name(function), rates, places)
        case Derivative(body, variable, at) if type(functional) is Derivative:
            return Derivative(settled(body), _name(variable), settled(at))
        case Integral(body, variable, lower, upper) if type(functional) is Integral:
            return Integral(settled(body), _name(variable), settled(lower), settled(upper))
        case Series(body, variable, lower, upper) if type(functional) is Series:
            return Series(settled(body), _name(variable), settled(lower), settled(upper))
        case _:
            raise Rejected("a letter stands for no functional of the kernel's")


def _check_names(subject: FunctionSubject) -> None:
    functions = (*subject.unknowns, *subject.givens)
    numbers = (*(i.name for i in subject.index), *subject.parameters)
    for names in (functions, numbers, tuple(name for name, _ in subject.letters)):
        if len(set(names)) != len(names):
            raise Rejected("two things have one name")
    if any(MARK in name or "'" in name for name in (*functions, *subject.parameters)):
        raise Rejected("a name that is kept for letters")
    bound = [f.variable for _, f in subject.letters if not isinstance(f, Value)]
    inner = [*bound, *(name for name, _ in subject.letters)]
    if any(not name.startswith(MARK) for name in inner) or set(bound) & {
        n for n, _ in subject.letters
    }:
        raise Rejected("letters and bound variables have names of their own")
    if set(subject.sequences) - set(functions):
        raise Rejected("a sequence is none of the functions")
    arities: dict[str, int] = {}
    for _, f in subject.letters:
        if isinstance(f, Value):
            if f.function not in functions:
                raise Rejected("a function is neither unknown nor given")
            if arities.setdefault(f.function, len(f.arguments)) != len(f.arguments):
                raise Rejected("a function has one number of arguments")


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
