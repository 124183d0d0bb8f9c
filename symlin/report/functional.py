"""The combination of functionals that an operator on functions comes to, in SymPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symlin.decision.functions.claims import FunctionClaim
from symlin.kernel.functions.laws import NO_LETTER
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
)
from symlin.kernel.term import Term
from symlin.language.printing import to_sympy
from symlin.report.words.letters import bound_name, names_for_bound, stated, unfloored

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Matrix

Expression = Any
"""SymPy's, which has no types."""


def column_and_offset(claim: FunctionClaim) -> tuple[Matrix, Matrix] | None:
    """Each output as a combination of functionals, and what is added to it; None where the theorem
    gives no single one for all parameters."""
    import sympy

    found = stated(claim)
    if found is None or claim.theorem is None:
        return None
    written = _Functionals(claim.theorem.subject)
    rows = [
        sympy.Add(
            *(
                written.term(entry) * written.letters[name]
                for entry, name in zip(row, found.subject.inputs, strict=True)
                if name != NO_LETTER and name in written.letters
            )
        )
        for row in found.matrix or ()
    ]
    offset = [written.term(entry) for entry in found.offset or ()] or [sympy.Integer(0)] * len(rows)
    return sympy.Matrix(rows), sympy.Matrix(offset)


class _Functionals:
    """What the letters of an operator stand for."""

    def __init__(self, subject: FunctionSubject) -> None:
        self.subject = subject
        self.bound = names_for_bound(subject)
        self.letters: dict[str, Expression] = {}
        table = Letters(subject)
        table.read()
        for name, functional in table.table.items():
            self.letters[name] = self.functional(functional)

    def functional(self, functional: Functional) -> Expression:
        import sympy

        match functional:
            case Value():
                return self.value(functional)
            case Derivative(body, variable, at):
                name = self.symbol(variable)
                return sympy.Subs(sympy.Derivative(self.term(body), name), name, self.term(at))
            case Integral(body, variable, lower, upper) | Series(body, variable, lower, upper):
                ends = (
                    -sympy.oo if lower is None else self.term(lower),
                    sympy.oo if upper is None else self.term(upper),
                )
                kind = sympy.Integral if isinstance(functional, Integral) else sympy.Sum
                return kind(self.term(body), (self.symbol(variable), *ends))

    def value(self, value: Value) -> Expression:
        import sympy

        places = tuple(map(self.term, value.arguments))
        if value.function in self.subject.sequences:
            return sympy.IndexedBase(value.function)[places]
        function = sympy.Function(value.function)
        if not any(value.orders):
            return function(*places)
        # of a place that is no variable of its own SymPy has the derivative at another one
        inner = tuple(sympy.Dummy(f"xi_{j}", real=True) for j in range(1, len(places) + 1))
        counts = [(x, n) for x, n in zip(inner, value.orders, strict=True) if n]
        return sympy.Subs(sympy.Derivative(function(*inner), *counts), inner, places).doit()

    def term(self, term: Term) -> Expression:
        """The term, with what its letters stand for."""
        (plain,) = unfloored((term,), self.subject)
        found = to_sympy(plain)
        return found.xreplace({s: self.named(s) for s in found.free_symbols})

    def named(self, symbol: Expression) -> Expression:
        letter = self.letters.get(symbol.name)
        return self.symbol(symbol.name) if letter is None else letter

    def symbol(self, name: str) -> Expression:
        """A variable, real or whole."""
        import sympy

        is_whole = any(i.whole for i in self.subject.index if i.name == name)
        kind = {"integer": True} if is_whole else {"real": True}
        return sympy.Symbol(bound_name(name, self.bound), **kind)
