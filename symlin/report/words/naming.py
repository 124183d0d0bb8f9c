"""How points, functions and values are written in an explanation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symlin.kernel.term import Const, Term
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.language.printing import term_to_human
from symlin.report.shape.floats import values_at
from symlin.report.words.counterexample import output_name
from symlin.report.words.decimals import number, short

LONGEST = 28
"""A longer exact value is shown as a decimal."""
_LONG_NUMBER = re.compile(r"\d{9,}(?:\.\d+)?(?:/\d{9,})?|\d+\.\d{9,}")


def readable(term: Term) -> str:
    """The term for a person; numbers of many digits are rounded, and the reader is told so."""
    text = term_to_human(term)
    if not _LONG_NUMBER.search(text):
        return text
    return _LONG_NUMBER.sub(_rounded, text) + " (rounded)"


def _rounded(match: re.Match[str]) -> str:
    above, _, below = match[0].partition("/")
    if "." in above or not below:
        return f"{float(above):.5g}"
    shift = 10**20
    return f"{int(above) * shift // int(below) / shift:.5g}"


def fixed(operator: Operator, parameters: Mapping[str, Term]) -> Operator:
    """The operator for given parameter values."""
    if not parameters:
        return operator
    rest = tuple(p for p in operator.parameters if p not in parameters)
    return replace(
        operator,
        parameters=rest,
        outputs=substitute(operator.outputs, parameters),
        assumptions=substitute(operator.assumptions, parameters),
        definition=None,
    )


@dataclass(frozen=True)
class Naming:
    """One output of an operator without free parameters, and names for points that do not clash."""

    operator: Operator
    output: int = 0
    parameters: tuple[str, ...] = ()
    """Names of parameters that have been given values: they keep their meaning."""

    @cached_property
    def function(self) -> str:
        return output_name(self.operator, self.output)

    @property
    def _taken(self) -> set[str]:
        return {*self.operator.inputs, *self.operator.parameters, *self.parameters}

    @cached_property
    def letters(self) -> tuple[str, str]:
        """Names for two points."""
        taken = self._taken
        for pair in (("u", "v"), ("p", "q"), ("s", "t")):
            if not taken.intersection(pair):
                return pair
        return ("P", "Q")

    @cached_property
    def scalar(self) -> str:
        """A name for a factor."""
        taken = self._taken
        return next(c for c in ("a", "c", "k", "A'") if c not in taken)

    def point(self, point: Mapping[str, Term]) -> str:
        """-1 or (1, 0)."""
        text = self.arguments(point)
        return text if len(self.operator.inputs) == 1 else f"({text})"

    def arguments(self, point: Mapping[str, Term]) -> str:
        return ", ".join(term_to_human(point[name]) for name in self.operator.inputs)

    def at(self, point: Mapping[str, Term]) -> Term | None:
        """The value at a point, exactly."""
        found = values_at(self.operator, point, {})
        return None if found is None else found[self.output]

    def inserted(self, point: Mapping[str, Term]) -> str:
        """The formula with the point's numbers in it: max(-1, 0); nothing where it is long."""
        (term,) = substitute((self.operator.outputs[self.output],), point)
        text = term_to_human(term)
        awkward = " if " in text or "-max(" in text or len(text) > 40
        return "" if awkward or isinstance(term, Const) else text


def value(term: Term, digits: int = 4) -> str:
    """An exact value and, where that is not rational, its size: erf(1/2) ≈ 0.5205."""
    text = term_to_human(term)
    if isinstance(term, Const) and len(text) <= LONGEST:
        return text
    size = decimal(term, digits)
    if size is None:
        return text
    return f"{text} ≈ {size}" if len(text) <= LONGEST else f"≈ {size}"


def short_value(term: Term, digits: int = 4) -> str:
    """The value as one member of a sum."""
    text = term_to_human(term)
    if isinstance(term, Const) and len(text) <= LONGEST:
        return text
    return decimal(term, digits) or text


def decimal(term: Term, digits: int) -> str | None:
    found = number(term, digits)
    return None if found is None else short(found, digits)


def equals(chain: Sequence[str]) -> str:
    """One chain of equations; a member that begins with ≈ brings its own sign."""
    text = chain[0]
    previous = chain[0]
    for member in chain[1:]:
        exact, _, size = member.partition(" ≈ ")
        if size and exact == previous:
            text += f" ≈ {size}"
        elif member and member != previous:
            text += f" {member}" if member.startswith("≈") else f" = {member}"
            previous = member
    return text
