"""Two operators on functions to be compared: read as one, over the same functions and index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symlin.errors import InputError
from symlin.kernel.functions.subject import Derivative, Functional, FunctionSubject, Integral, Value
from symlin.kernel.term import Term, var
from symlin.kernel.walk import substitute
from symlin.language.function_operator import FunctionOperator
from symlin.reading.functions.evidence import may_be_functions
from symlin.reading.functions.read import read_functions

Names = Sequence[str]


def read_pair(
    a: str, b: str, *, inputs: Names | None = None, given: Names = (), assume: Names = ()
) -> FunctionOperator | None:
    """Both as the outputs of one operator; None where neither is about functions.

    Raises `InputError` where one of them cannot be understood, or the two are about different
    functions.
    """
    named = (*(inputs or ()), *given)
    if not may_be_functions(a, named) and not may_be_functions(b, named):
        return None
    f, g = (read_functions(text, inputs=inputs, given=given, assume=assume) for text in (a, b))
    if f is None and g is None:
        return None
    if "=" not in a.replace("==", "") + b.replace("==", ""):  # without headers, each as it stands
        both = f"[{a}, {b}]"
        found = read_functions(both, inputs=inputs, given=given, assume=assume)
        if found is not None and len(found.written) == 2:
            return found
    if f is None or g is None:
        one = a if f is None else b
        raise InputError(f"the other is an operator on functions, and {one} is none")
    return _together(f, g)


def _together(f: FunctionOperator, g: FunctionOperator) -> FunctionOperator:
    one, other = f.subject, g.subject
    if (one.unknowns, one.index, one.sequences) != (other.unknowns, other.index, other.sequences):
        raise InputError(
            f"the two are about different functions: {f.head}, and {g.head}; call the unknown "
            "functions and their variables by the same names"
        )
    if len(one.outputs) != 1 or len(other.outputs) != 1:
        raise InputError("two operators on functions are compared where each has one output")
    letters, outputs = _renumbered(other, len(one.letters))
    subject = replace(
        one,
        givens=_all(one.givens, other.givens),
        parameters=_all(one.parameters, other.parameters),
        letters=(*one.letters, *letters),
        outputs=(*one.outputs, *outputs),
        assumptions=tuple(dict.fromkeys((*one.assumptions, *other.assumptions))),
    )
    texts = (*f.assumption_texts, *g.assumption_texts)
    return replace(
        f,
        subject=subject,
        written=(*f.written, *g.written),
        sides=None,
        assumption_texts=tuple(dict.fromkeys(texts)),
    )


def _all(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _renumbered(
    subject: FunctionSubject, first: int
) -> tuple[list[tuple[str, Functional]], tuple[Term, ...]]:
    """The letters with numbers from `first` on."""
    names = {name: f"#{first + k}" for k, (name, _) in enumerate(subject.letters, 1)}
    new = {name: var(other) for name, other in names.items()}
    letters = [(names[name], _renamed(f, new)) for name, f in subject.letters]
    return letters, substitute(subject.outputs, new)


def _renamed(functional: Functional, new: Mapping[str, Term]) -> Functional:
    def term(found: Term) -> Term:
        return substitute((found,), new)[0]

    if isinstance(functional, Value):
        return replace(functional, arguments=tuple(map(term, functional.arguments)))
    if isinstance(functional, Derivative):
        return replace(functional, body=term(functional.body), at=term(functional.at))
    lower, upper = (None if e is None else term(e) for e in (functional.lower, functional.upper))
    kind = Integral if isinstance(functional, Integral) else type(functional)
    return kind(term(functional.body), functional.variable, lower, upper)
