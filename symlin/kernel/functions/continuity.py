"""Integrands that are continuous, or bounded on every bounded interval: what it takes to take an
integral apart, to differentiate it, and to differentiate below it.

The integral of (x(s) - x(2*s))/s from 0 to oo exists, and is no difference of two integrals: those
of x(s)/s and of x(2*s)/s do not exist, though substitution would make them equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.kernel import term as k
from symlin.kernel.facts import have_values
from symlin.kernel.functions.subject import Functional, Integral, Series, Value
from symlin.kernel.walk import topological, variables


class Smooth:
    """What is seen of terms over a table of letters, for functions without jumps."""

    def __init__(self, table: Mapping[str, Functional], sequences: frozenset[str]) -> None:
        self.table = table
        self.sequences = sequences
        self._known: dict[tuple[k.Term, tuple[k.Guard, ...] | None], bool] = {}
        """By term and facts, None for continuity: many letters may share one."""

    def is_continuous(self, term: k.Term) -> bool:
        """Whether the term has a value for all values of its variables, and no jumps."""
        if (term, None) not in self._known:
            smooth = not _jumps(term) and have_values((term,))
            self._known[term, None] = smooth and self._all(term, (), True)
        return self._known[term, None]

    def is_bounded(self, term: k.Term, facts: Sequence[k.Guard] = ()) -> bool:
        """Whether the term has a value wherever the facts hold, and is bounded where its variables
        are (where the facts describe a closed set)."""
        key = term, tuple(facts)
        if key not in self._known:
            self._known[key] = self._is_bounded(term, facts)
        return self._known[key]

    def _is_bounded(self, term: k.Term, facts: Sequence[k.Guard]) -> bool:
        if not have_values((term,), facts):
            return False
        if _jumps(term) and _has_poles(term):  # 1/u is unbounded for u != 0 that jumps away from 0
            return False
        return self._all(term, facts, False)

    def _all(self, term: k.Term, facts: Sequence[k.Guard], continuous: bool) -> bool:
        letters = (self.table[n] for n in variables(term) if n in self.table)
        return all(self._letter(f, facts, continuous) for f in letters)

    def _letter(self, functional: Functional, facts: Sequence[k.Guard], continuous: bool) -> bool:
        bound = None if isinstance(functional, Value) else functional.variable
        # they speak of a variable outside, which may have the same name
        facts = [fact for fact in facts if bound not in variables(fact)]

        def fine(*terms: k.Term) -> bool:
            return all(
                self.is_continuous(t) if continuous else self.is_bounded(t, facts) for t in terms
            )

        match functional:
            case Value(function, _, arguments):
                return function not in self.sequences and fine(*arguments)
            case Integral(body, _, lower, upper):
                return lower is not None and upper is not None and fine(body, lower, upper)
            case Series(body, _, k.Const(), k.Const()):  # ends that move make it jump
                return fine(body)
            case _:  # a derivative may be unbounded, and so may be an integral without end
                return False


def is_continuous(term: k.Term) -> bool:
    """Whether a term without letters has a value for all values of its variables, and no jumps."""
    return not _jumps(term) and have_values((term,))


def _jumps(term: k.Term) -> bool:
    return any(
        isinstance(node, k.Piecewise) or (isinstance(node, k.Function) and node.name == "floor")
        for node in topological([term])
    )


def _has_poles(term: k.Term) -> bool:
    return any(
        (isinstance(node, k.Power) and node.exponent < 0)
        or (isinstance(node, k.Function) and node.name == "log")
        for node in topological([term])
    )
