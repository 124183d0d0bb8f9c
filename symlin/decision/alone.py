"""Whether an operator is linear in some of its inputs alone, the others being parameters.

In t*x both letters are inputs by custom, and it is not linear; whoever means t for a parameter is
to be told. What the terms show at a glance is looked for, and then the kernel asked: what is said
is a theorem, for every value of the others.
"""

from __future__ import annotations

from collections.abc import Collection

from symlin.decision.certificate import Status
from symlin.decision.claims import Claims
from symlin.exact.deadline import Deadline
from symlin.kernel import term as k
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Guard, Node, Term
from symlin.kernel.walk import children, topological
from symlin.language.operator import Operator
from symlin.search.outcome import NOTHING

SECONDS = 0.5
"""For the proof: what is plainly linear has one at once."""
_ORDER = "xyzuvt"


def linear_alone(operator: Operator) -> tuple[str, ...] | None:
    """Some of the inputs, in which alone the operator is linear; None where there are none.

    Only of inputs that nobody has named: those are taken by custom.
    """
    if operator.typed is None or not operator.typed.is_custom or operator.assumptions:
        return None
    letters = dict.fromkeys(name[0] for name in operator.inputs)
    groups = [set(letters) - {"t"}, *({letter} for letter in _ORDER if letter in letters)]
    for group in groups:
        names = tuple(name for name in operator.inputs if name[0] in group)
        if 0 < len(names) < len(operator.inputs) and is_linear_in(operator.outputs, names):
            return names if _is_proved(operator, names) else None
    return None


def _is_proved(operator: Operator, names: tuple[str, ...]) -> bool:
    others = tuple(name for name in operator.inputs if name not in names)
    subject = Subject(names, (*others, *operator.parameters), operator.outputs)
    claim, _ = Claims(subject, Deadline(SECONDS)).searched(Law.LINEAR, Deadline(SECONDS), NOTHING)
    return claim.status is Status.PROVED


def is_linear_in(outputs: Collection[Term], names: Collection[str]) -> bool:
    """Whether each output is plainly a sum of the names, with factors that have none of them."""
    degrees: dict[int, int | None] = {}
    for node in topological(list(outputs)):
        degrees[id(node)] = _degree(node, frozenset(names), degrees)
    return all(degrees[id(output)] == 1 or _is_zero(output) for output in outputs)


def _is_zero(node: Node) -> bool:
    return isinstance(node, k.Const) and node.value == 0


def _degree(node: Node, names: frozenset[str], degrees: dict[int, int | None]) -> int | None:
    """0 where none of the names occurs, 1 where the node is linear in them, None for the rest."""

    def of(part: Term | Guard) -> int | None:
        return degrees[id(part)]

    match node:
        case k.Var(name):
            return int(name in names)
        case k.Sum(_, terms, constant):
            found = {of(term) for term in terms}
            if found <= {0}:
                return 0
            return 1 if found == {1} and constant == 0 else None
        case k.Product(factors):
            found_in_order = [of(factor) for factor in factors]
            if None in found_in_order:
                return None
            return count if (count := sum(map(bool, found_in_order))) < 2 else None
        case k.Piecewise(branches):
            guards = {of(guard) for guard, _ in branches}
            values = {of(value) for _, value in branches if not _is_zero(value)}
            if guards <= {0} and len(values) <= 1 and None not in values:
                return next(iter(values), 0)
            return None
        case _:
            return 0 if all(of(part) == 0 for part in children(node)) else None
