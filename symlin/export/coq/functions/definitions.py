"""An operator on functions in Coq: its letters, where they exist, and the operator over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symlin.errors import NotExported
from symlin.export.coq.development import identifier
from symlin.export.coq.formula import CoqTranslation
from symlin.export.coq.printing import Printer
from symlin.kernel import term as k
from symlin.kernel.functions.expanding import addends
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
from symlin.kernel.walk import variables

FREE = frozenset(["x", "y"])
"""Names of vectors in files about numbers, and of functions here."""
OWN = frozenset(["comb", "comb2", "total", "sum", "smooth", "domain", "a", "b"])
"""Names of these files."""
COMBINED = {1: "comb", 2: "comb2"}
"""a x + b y, by the number of arguments."""


@dataclass(frozen=True)
class Letter:
    """A functional: its name, the variables that it depends on, and what it is of the unknowns."""

    name: str
    functional: Functional
    needs: tuple[str, ...]
    kind: str
    """fixed, linear, or opaque."""
    assumed: bool
    """Whether it is a variable, linear by hypothesis."""


class Operator:
    """The names and texts of one operator; raises `NotExported` where Coq has none."""

    def __init__(self, subject: FunctionSubject) -> None:
        self.subject = subject
        self.whole = {i.name for i in subject.index if i.whole} | _whole(subject)
        self.whole |= {f.variable for _, f in subject.letters if isinstance(f, Series)}
        self.letters: dict[str, Letter] = {}
        for name, functional in subject.letters:
            self.letters[name] = self._letter(name, functional)

    # ---- names ----

    @cached_property
    def unknowns(self) -> list[str]:
        """The unknown functions in Coq."""
        return [self.own(name) for name in self.subject.unknowns]

    @cached_property
    def index(self) -> list[str]:
        """The index in Coq."""
        return [self.own(i.name) for i in self.subject.index]

    def own(self, name: str) -> str:
        """A name in Coq."""
        plain = name.lstrip("#").replace("'", "_")
        if plain in OWN or re.fullmatch("l[0-9]+|T[0-9]*", plain):
            return f"{plain}_"
        return plain if plain in FREE else identifier(plain)

    def kind_of(self, name: str) -> str:
        """R, or Z for a whole number."""
        return "Z" if name in self.whole else "R"

    def function_type(self, name: str) -> str:
        """R -> R, Z -> R, or Z -> Z -> R; raises `NotExported` for more variables."""
        wide = next(
            (len(f.arguments) for _, f in self.subject.letters
             if isinstance(f, Value) and f.function == name), 1,
        )  # fmt: skip
        if wide not in COMBINED:
            raise NotExported("functions of more than two variables")
        place = "Z" if name in self.subject.sequences else "R"
        return " -> ".join([place] * wide + ["R"])

    def combination(self, name: str) -> str:
        """The word for a x + b y of such functions."""
        return COMBINED[self.function_type(name).count("->")]

    def binders(self, names: tuple[str, ...]) -> str:
        """(t : R) (n : Z)"""
        return "".join(f" ({self.own(name)} : {self.kind_of(name)})" for name in names)

    @property
    def facts(self) -> list[k.Guard]:
        """What is assumed, beside that whole numbers are whole: that is their type."""
        own = [_is_whole(name) for name in self.whole]
        return [guard for guard in self.subject.assumptions if guard not in own]

    @cached_property
    def functions(self) -> str:
        """(x : R -> R)"""
        pairs = zip(self.unknowns, self.subject.unknowns, strict=True)
        return "".join(f" ({own} : {self.function_type(name)})" for own, name in pairs)

    # ---- letters ----

    def _letter(self, name: str, functional: Functional) -> Letter:
        bound = None if isinstance(functional, Value) else functional.variable
        inner = [n for part in parts(functional) for n in variables(part)]
        needs: dict[str, None] = {}
        for other in inner:
            found = self.letters[other].needs if other in self.letters else (other,)
            needs.update(dict.fromkeys(n for n in found if n != bound))
        own = tuple(n for n in needs if n not in self.subject.parameters)
        kind = self._kind(functional)
        return Letter(f"l{name[1:]}", functional, own, kind, _is_assumed(functional))

    def _kind(self, functional: Functional) -> str:
        outside = functional.arguments if isinstance(functional, Value) else ends(functional)
        if any(self._kind_in(term) != "fixed" for term in outside):
            return "opaque"
        if isinstance(functional, Value):
            return "linear" if functional.function in self.subject.unknowns else "fixed"
        return self._kind_in(functional.body)

    def _kind_in(self, term: k.Term) -> str:
        kinds = {n: self.letters[n].kind for n in variables(term) if n in self.letters}
        moving = {n for n, kind in kinds.items() if kind != "fixed"}
        if not moving:
            return "fixed"
        if any(kinds[n] == "opaque" for n in moving):
            return "opaque"
        alone = all(
            len(m) == 1 and isinstance(m[0], k.Var) and m[0].name in moving
            for _, m in addends(term, moving)
        )
        return "linear" if alone else "opaque"

    def call(self, letter: Letter, unknowns: list[str]) -> str:
        """The letter at these functions."""
        functions = "" if letter.kind == "fixed" else "".join(f" {u}" for u in unknowns)
        inside = "".join(f" {self.own(name)}" for name in letter.needs)
        text = f"{letter.name}{functions}{inside}"
        return f"({text})" if functions or inside else text

    # ---- texts ----

    def _names(self, unknowns: list[str]) -> dict[str, str]:
        """What each variable and each letter is called in a formula of real numbers."""
        found = {name: self.call(letter, unknowns) for name, letter in self.letters.items()}
        others = [*self.subject.parameters, *(i.name for i in self.subject.index)]
        others += [f.variable for _, f in self.subject.letters if not isinstance(f, Value)]
        for name in others:
            own = self.own(name)
            found[name] = f"(IZR {own})" if name in self.whole else own
        return found

    def real(self, term: k.Term, unknowns: list[str]) -> str:
        """A formula of real numbers."""
        names = self._names(unknowns)
        return Printer(names).text(CoqTranslation((), names).node(term))

    def fact(self, guard: k.Guard) -> str:
        """An assumption."""
        names = self._names(self.unknowns)
        return Printer(names, proposition=True).text(CoqTranslation((), names).node(guard))

    def _place(self, term: k.Term) -> str:
        """A formula of whole numbers."""
        return f"({self._integer(term)})%Z"

    def _integer(self, term: k.Term) -> str:
        match term:
            case k.Const(value) if isinstance(value, int):
                return f"({value})" if value < 0 else str(value)
            case k.Var(name) if name in self.whole:
                return self.own(name)
            case k.Sum(weights, terms, constant):
                pairs = list(zip(weights, terms, strict=True))
                if all(isinstance(w, int) for w in (*weights, constant)):
                    texts = [f"({w}) * ({self._integer(t)})" if w != 1 else self._integer(t)
                             for w, t in pairs]  # fmt: skip
                    return " + ".join([*texts, *([f"({constant})"] if constant else [])])
            case k.Product(factors):
                return " * ".join(f"({self._integer(f)})" for f in factors)
            case k.Power(base, exponent) if exponent >= 0:
                return f"({self._integer(base)}) ^ {exponent}"
            case _:
                pass
        raise NotExported("a place of a sequence that is no formula of whole numbers")

    def _value(self, value: Value, unknowns: Mapping[str, str]) -> str:
        """x (t - 1), or a derivative; raises `NotExported` for partial ones."""
        own = unknowns.get(value.function, self.own(value.function))
        names = list(unknowns.values())
        if value.function in self.subject.sequences:
            places = [self._place(a) for a in value.arguments]
        else:
            places = [f"({self.real(a, names)})" for a in value.arguments]
        if not any(value.orders):
            return " ".join([own, *places])
        if len(places) > 1:
            raise NotExported("partial derivatives are not written")
        return f"Derive_n {own} {value.orders[0]} {places[0]}"

    def functional(self, functional: Functional, unknowns: Mapping[str, str]) -> str:
        """What a letter is defined as; raises `NotExported` where it is a variable."""
        names = list(unknowns.values())
        match functional:
            case Value():
                return self._value(functional, unknowns)
            case Integral(body, variable, lower, upper) if lower is not None and upper is not None:
                inside = f"fun {self.own(variable)} : R => {self.real(body, names)}"
                limits = f"({self.real(lower, names)}) ({self.real(upper, names)})"
                return f"RInt ({inside}) {limits}"
            case Series(body, variable, lower, upper) if lower is not None and upper is not None:
                inside = f"fun {self.own(variable)} : Z => {self.real(body, names)}"
                return f"sum ({inside}) {self._place(lower)} {self._place(upper)}"
            case Derivative() | Integral() | Series():
                raise NotExported("a functional that is a variable has no definition")


def _is_assumed(functional: Functional) -> bool:
    """Whether Coq's libraries are not asked for it: improper integrals, infinite sums, and
    derivatives of terms."""
    if isinstance(functional, Value):
        return False
    if isinstance(functional, Derivative):
        return True
    return functional.lower is None or functional.upper is None


def _whole(subject: FunctionSubject) -> set[str]:
    """Parameters that are assumed to be whole."""
    return {
        name
        for name in subject.parameters
        for guard in subject.assumptions
        if guard == _is_whole(name)
    }


def _is_whole(name: str) -> k.Guard:
    return k.eq(k.var(name), k.function("floor", k.var(name)))
