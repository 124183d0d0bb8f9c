"""A table of letters: equal functionals get one letter, whatever way they were written.

Integrands are multiplied out, factors that do not depend on the bound variable leave the integral,
and the variable is shifted and scaled so that the first function in the integrand is taken at it.
The identities hold for functions for which every part exists, and which are as smooth as the
derivatives that occur: sums of integrals, substitution, the product, chain and Leibniz rules, and
the fundamental theorem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, assert_never

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import conjuncts
from symlin.kernel.definedness import definedness
from symlin.kernel.functions.expanding import addends, powers_of
from symlin.kernel.functions.slopes import Unsmooth, slope
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
    ends,
    parts,
)
from symlin.kernel.normal import NormalForms
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.walk import substitute, variables

Kind = Literal["fixed", "linear", "opaque"]
"""Free of unknown functions; a linear functional of them; or neither, as far as is seen."""
Key = tuple[object, ...]
BOUND = "#b"
"""Bound variables are named by how many letters within the letter bind one."""


class _Scaled(NamedTuple):
    """weight * the integral of the body from lower to upper."""

    body: k.Term
    lower: k.Term | None
    upper: k.Term | None
    weight: Number


class Letters:
    """The letters of some operators, in one table."""

    def __init__(self, subject: FunctionSubject) -> None:
        self.unknowns = frozenset(subject.unknowns)
        self.table: dict[str, Functional] = {}
        self.needs: dict[str, frozenset[str]] = {}
        """The variables that each letter depends on, without those that it binds."""
        self.kinds: dict[str, Kind] = {}
        self.heights: dict[str, int] = {}
        """How many letters bind a variable, one inside the other."""
        self._names: dict[Key, str] = {}
        self._forms = NormalForms()

    def read(self, subject: FunctionSubject) -> tuple[k.Term, ...]:
        """The outputs of the subject over letters of this table; raises `Rejected`."""
        known: dict[str, k.Term] = {}
        for name, functional in subject.letters:
            known[name] = self.put(functional, known)
        return substitute(subject.outputs, known)

    def put(self, functional: Functional, known: Mapping[str, k.Term]) -> k.Term:
        """The functional over letters of this table, of which `known` says what they are."""
        match functional:
            case Value(function, orders, arguments):
                return self.letter(Value(function, orders, substitute(arguments, known)))
            case Derivative(body, variable, at):
                body, at = substitute((body, at), known)
                return self.derivative(body, variable, at)
            case Integral(body, variable, lower, upper):
                lower, upper = (None if end is None else substitute((end,), known)[0]
                                for end in (lower, upper))  # fmt: skip
                return self.integral(substitute((body,), known)[0], variable, lower, upper)
            case Series(body, variable, lower, upper):
                lower, upper = (None if end is None else substitute((end,), known)[0]
                                for end in (lower, upper))  # fmt: skip
                return self.series(substitute((body,), known)[0], variable, lower, upper)
            case _:
                assert_never(functional)

    # ---- the table ----

    def letter(self, functional: Functional) -> k.Term:
        """The letter of a functional that is in its final form."""
        functional = self._renamed(functional)
        key = self._key(functional)
        if key not in self._names:
            name = f"#{len(self.table) + 1}"
            self._names[key] = name
            self.table[name] = functional
            self.needs[name] = self._needs(functional)
            self.kinds[name] = self._kind(functional)
            self.heights[name] = self._height(functional)
        return k.var(self._names[key])

    def free(self, *terms: k.Node) -> frozenset[str]:
        """The variables that the terms depend on, letters aside."""
        names = variables(*terms)
        inner = (self.needs[n] if n in self.table else {n} for n in names)
        return frozenset().union(*inner)

    def depends(self, term: k.Node, name: str) -> bool:
        """Whether the variable occurs in the term, or in one of its letters."""
        return name in self.free(term)

    def moving(self, term: k.Node, name: str) -> frozenset[str]:
        """The variable, and the letters that depend on it."""
        letters = (n for n in variables(term) if n in self.table and name in self.needs[n])
        return frozenset((name, *letters))

    def _key(self, functional: Functional) -> Key:
        def form(term: k.Term | None) -> bytes:
            return b"" if term is None else self._forms.normal(term).key

        match functional:
            case Value(function, orders, arguments):
                return ("value", function, orders, *map(form, arguments))
            case Derivative(body, _, at):
                return ("derivative", form(body), form(at))
            case Integral(body, _, lower, upper):
                return ("integral", form(body), form(lower), form(upper), lower is None)
            case Series(body, _, lower, upper):
                return ("series", form(body), form(lower), form(upper), lower is None)
            case _:
                assert_never(functional)

    def _renamed(self, functional: Functional) -> Functional:
        """With its bound variable named by height, so that the name says nothing."""
        if isinstance(functional, Value):
            return functional
        body, old = functional.body, functional.variable
        new = f"{BOUND}{self._height(functional)}"
        if old == new:
            return functional
        if new in self.free(body):
            raise Rejected("a bound variable has the name of a free one")
        body = self.at(body, old, k.var(new))
        match functional:
            case Derivative(_, _, at):
                return Derivative(body, new, at)
            case Integral(_, _, lower, upper):
                return Integral(body, new, lower, upper)
            case Series(_, _, lower, upper):
                return Series(body, new, lower, upper)
            case _:
                assert_never(functional)

    def _height(self, functional: Functional) -> int:
        terms = parts(functional)
        below = (self.heights[n] for n in variables(*terms) if n in self.table)
        return max(below, default=0) + (not isinstance(functional, Value))

    def _needs(self, functional: Functional) -> frozenset[str]:
        if isinstance(functional, Value):
            return self.free(*functional.arguments)
        inner = self.free(functional.body) - {functional.variable}
        return inner | self.free(*ends(functional))

    def _kind(self, functional: Functional) -> Kind:
        if isinstance(functional, Value):
            inside = [self.kinds[n] for n in variables(*functional.arguments) if n in self.table]
            if any(kind != "fixed" for kind in inside):
                return "opaque"
            return "linear" if functional.function in self.unknowns else "fixed"
        outside = [self.kinds[n] for n in variables(*ends(functional)) if n in self.table]
        if any(kind != "fixed" for kind in outside):
            return "opaque"
        return self.kind_of(functional.body)

    def kind_of(self, term: k.Term) -> Kind:
        """What a term over letters is: linear where each of its addends holds one linear letter,
        as a factor, and no other letter that is not fixed."""
        names = [n for n in variables(term) if self.kinds.get(n, "fixed") != "fixed"]
        if not names:
            return "fixed"
        if any(self.kinds[n] == "opaque" for n in names):
            return "opaque"
        every = frozenset(names)
        letters = {k.var(n) for n in names}
        is_linear = all(
            len(moving) == 1 and moving[0] in letters for _, moving in addends(term, every)
        )
        return "linear" if is_linear else "opaque"

    # ---- substitution, which reaches into letters ----

    def at(self, term: k.Term, name: str, value: k.Term) -> k.Term:
        """The term with a variable replaced, in its letters too."""
        return self.replaced(term, {name: value})

    def replaced(self, term: k.Term, values: Mapping[str, k.Term]) -> k.Term:
        """The term with variables replaced all at once, in its letters too."""
        new: dict[str, k.Term] = dict(values)
        for name in variables(term):
            if name in self.table and not self.needs[name].isdisjoint(values):
                new[name] = self._letter_at(self.table[name], values)
        return substitute((term,), new)[0]

    def _letter_at(self, functional: Functional, values: Mapping[str, k.Term]) -> k.Term:
        if isinstance(functional, Value):
            arguments = tuple(self.replaced(a, values) for a in functional.arguments)
            return self.letter(Value(functional.function, functional.orders, arguments))
        # what comes in may hold the very name that is bound here
        bound = functional.variable
        taken = self.free(*values.values()) | {*values}
        fresh = bound
        while fresh in taken:
            fresh += "'"
        body = functional.body
        if fresh != bound:
            body = self.at(body, bound, k.var(fresh))
        body = self.replaced(body, values)
        if isinstance(functional, Derivative):
            return self.derivative(body, fresh, self.replaced(functional.at, values))
        lower, upper = (None if end is None else self.replaced(end, values)
                        for end in (functional.lower, functional.upper))  # fmt: skip
        build = self.integral if isinstance(functional, Integral) else self.series
        return build(body, fresh, lower, upper)

    # ---- derivatives ----

    def derivative(self, body: k.Term, variable: str, at: k.Term) -> k.Term:
        """d body / d variable at a place: by the rules where they apply, else a letter."""
        try:
            rate = slope(body, lambda name: self._rate(name, variable))
        except Unsmooth:
            return self.letter(Derivative(body, variable, at))
        # a part that does not move leaves the rate, and must have a value all the same
        fixed = (g for g in conjuncts([definedness([body])]) if not self.depends(g, variable))
        stated = k.conjunction(*fixed)
        rate = rate if stated is k.TRUE else k.piecewise((rate, stated))
        return self.at(rate, variable, at)

    def _rate(self, name: str, variable: str) -> k.Term | None:
        """The derivative of a variable or letter."""
        if name == variable:
            return k.ONE
        if name not in self.table or variable not in self.needs[name]:
            return k.ZERO
        functional = self.table[name]
        match functional:
            case Value(function, orders, arguments):
                rates = [self._slope(a, variable) for a in arguments]
                raised = (
                    Value(function, (*orders[:j], orders[j] + 1, *orders[j + 1 :]), arguments)
                    for j in range(len(orders))
                )
                pairs = zip(raised, rates, strict=True)
                return k.add(*(k.mul(self.letter(v), r) for v, r in pairs if r is not k.ZERO))
            case Integral(body, bound, lower, upper):
                return self._leibniz(body, bound, lower, upper, variable)
            case _:
                return None

    def _slope(self, term: k.Term, variable: str) -> k.Term:
        return slope(term, lambda name: self._rate(name, variable))

    def _leibniz(
        self, body: k.Term, bound: str, lower: k.Term | None, upper: k.Term | None, variable: str
    ) -> k.Term | None:
        inside = self._slope(body, variable)
        if (lower is None or upper is None) and inside is not k.ZERO:
            return None  # to differentiate below an infinite integral takes more than smoothness
        total = [self.integral(inside, bound, lower, upper)]
        for end, sign in ((upper, 1), (lower, -1)):
            rate = k.ZERO if end is None else self._slope(end, variable)
            if end is not None and rate is not k.ZERO:
                total.append(k.scale(sign, k.mul(self.at(body, bound, end), rate)))
        return k.add(*total)

    # ---- integrals ----

    def integral(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        """The integral as a sum of letters with factors; raises `Rejected` where it diverges."""
        if body is k.ZERO or (lower is not None and upper is not None and self._same(lower, upper)):
            return k.ZERO
        total = []
        for factor, moving in addends(body, self.moving(body, variable)):
            scaled = self._scaled(k.mul(*moving), variable, lower, upper)
            inside = self._extracted(scaled.body, variable, scaled.lower, scaled.upper)
            total.append(k.mul(factor, k.scale(scaled.weight, inside)))
        return k.add(*total)

    def _scaled(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> _Scaled:
        """The same integral over u, where the first unknown function is taken at u."""
        place = self._place(body, variable)
        if place is None:
            return _Scaled(body, lower, upper, 1)
        rate, shift = place  # u = rate * s + shift
        body = self.at(body, variable, k.scale(quotient(1, rate), k.sub(k.var(variable), shift)))
        lower, upper = (None if end is None else k.add(k.scale(rate, end), shift)
                        for end in (lower, upper))  # fmt: skip
        if rate < 0:
            lower, upper = upper, lower
        return _Scaled(body, lower, upper, quotient(1, rate if rate > 0 else -rate))

    def _extracted(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        """Letters of integrals, once factors that are free of the variable have left them."""
        total = []
        for factor, moving in addends(body, self.moving(body, variable)):
            total.append(k.mul(factor, self._one(moving, variable, lower, upper)))
        return k.add(*total)

    def _one(
        self,
        factors: tuple[k.Term, ...],
        variable: str,
        lower: k.Term | None,
        upper: k.Term | None,
    ) -> k.Term:
        s = k.var(variable)
        if lower is not None and upper is not None:
            if all(f is s for f in factors):  # s^n
                n = len(factors) + 1
                return k.div(k.sub(k.power(upper, n), k.power(lower, n)), k.const(n))
            whole = self._antiderivative(factors, variable)
            if whole is not None:
                first, last = (self.at(whole, variable, end) for end in (lower, upper))
                return k.sub(last, first)
        elif not factors:
            raise Rejected("an integral diverges")
        return self.letter(Integral(k.mul(*factors), variable, lower, upper))

    def _place(self, body: k.Term, variable: str) -> tuple[Number, k.Term] | None:
        """Where the first unknown function in the body is taken: a number other than 0 times the
        variable, plus what is free of it."""
        for name in variables(body):
            functional = self.table.get(name)
            if not isinstance(functional, Value) or functional.function not in self.unknowns:
                continue
            if len(functional.arguments) != 1 or variable not in self.needs[name]:
                continue
            powers = powers_of(functional.arguments[0], variable)
            if powers is None or set(powers) - {0, 1}:
                return None
            match powers.get(1):
                case k.Const(rate) if rate != 0:
                    return rate, powers.get(0, k.ZERO)
                case _:
                    return None
        return None

    def _antiderivative(self, factors: tuple[k.Term, ...], variable: str) -> k.Term | None:
        """x, where x' at the variable is all that there is."""
        if len(factors) != 1 or not isinstance(factors[0], k.Var):
            return None
        functional = self.table.get(factors[0].name)
        if not isinstance(functional, Value) or functional.arguments != (k.var(variable),):
            return None
        (order,) = functional.orders
        if order == 0:
            return None
        return self.letter(Value(functional.function, (order - 1,), functional.arguments))

    def _same(self, a: k.Term, b: k.Term) -> bool:
        return not self._forms.normal(k.sub(a, b))

    # ---- sums ----

    def series(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        """The sum over whole numbers as a sum of letters with factors, likewise."""
        total = []
        for factor, moving in addends(body, self.moving(body, variable)):
            total.append(k.mul(factor, self._series(k.mul(*moving), variable, lower, upper)))
        return k.add(*total)

    def _series(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        place = self._place(body, variable)
        if place is None or abs(place[0]) != 1:  # x[2k] is not at every whole number
            return self.letter(Series(body, variable, lower, upper))
        scaled = self._scaled(body, variable, lower, upper)
        total = []
        for factor, moving in addends(scaled.body, self.moving(scaled.body, variable)):
            letter = self.letter(Series(k.mul(*moving), variable, scaled.lower, scaled.upper))
            total.append(k.mul(factor, letter))
        return k.add(*total)
