"""Conditions in plainer words: a <= 0 for 2*max(a, 0)/3 >= a, where the kernel accepts it."""

from __future__ import annotations

from contextlib import suppress

from symlin.decision.proofs import restated
from symlin.exact.deadline import within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.statements.conclusions import Restatement
from symlin.kernel.term import Function, Guard, Max, Node, Piecewise
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import topological
from symlin.search.parameters.plain import equivalent

SECONDS = 1.0
"""For all that is done about one condition."""


class PlainWords:
    """Plainer words for the conditions of one operator's laws, which often share theirs."""

    def __init__(self) -> None:
        self._found: dict[tuple[Guard, tuple[Guard, ...]], Restatement | None] = {}

    def of(self, theorem: LawTheorem) -> Restatement | None:
        """That the theorem's condition can be put plainer; None where no such words were found."""
        condition = theorem.condition
        if condition is None or not _folds(condition):
            return None
        key = condition, theorem.subject.parameter_facts()
        if key not in self._found:
            self._found[key] = _restated(*key)
        return self._found[key]


def _restated(condition: Guard, facts: tuple[Guard, ...]) -> Restatement | None:
    with suppress(*GIVEN_UP), within(SECONDS):
        plain = equivalent(facts, condition)
        if plain is not None and _length(plain) < _length(condition):
            return restated(facts, condition, plain)
    return None


def _folds(condition: Guard) -> bool:
    """Whether it speaks of maxima, cases or functions, and may be hard to read for that."""
    return any(map(_is_folded, topological([condition])))


def _length(guard: Guard) -> int:
    return sum(1 for _ in topological([guard]))


def _is_folded(node: Node) -> bool:
    return isinstance(node, Max | Piecewise | Function)
