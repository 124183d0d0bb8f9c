"""Integrals that are numbers which nobody computes: each becomes a parameter.

What breaks a law for all values of a parameter breaks it for the one that the integral has. For
example: the integral of exp(-s**2) from 0 to 1, as a factor of x(t)**2 + 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.continuity import is_continuous
from symlin.kernel.functions.expanding import addends
from symlin.kernel.normal import NormalForms
from symlin.kernel.walk import substitute, variables

SOME = "#number"
"""Names of integrals that are numbers."""


class Numbers:
    """The integrals that have been met, and their names."""

    def __init__(self, forms: NormalForms) -> None:
        self.forms = forms
        self.names: dict[tuple[bytes, ...], str] = {}

    def integral(
        self, body: k.Term, variable: str, ends: tuple[k.Term, k.Term], parameters: Sequence[str]
    ) -> k.Term:
        """A sum of numbers with factors, where both ends have a value; raises `Rejected`."""
        lower, upper = ends
        # over s + lower, from 0: what is delayed together with its limits is one number
        body = substitute((body,), {variable: k.add(k.var(variable), lower)})[0]
        length = k.sub(upper, lower)
        parts = []
        for factor, moving in addends(body, {variable}):
            inside = k.mul(*moving)
            names = set(variables(inside, length)) - {variable}
            if names - set(parameters):  # of an unknown function, it is no number
                raise Rejected("an integrand is no polynomial in its variable")
            if not is_continuous(inside):  # or there may be no such number
                raise Rejected("an integrand is not shown to be continuous")
            key = tuple(self.forms.normal(term).key for term in (inside, length))
            name = self.names.setdefault(key, f"{SOME}{len(self.names)}")
            parts.append(k.mul(factor, k.var(name)))
        return k.add(*parts)
