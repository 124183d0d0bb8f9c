"""What a picture needs beside the report: parameter values to draw for, and the domain's shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.decision.values import holds
from symlin.kernel.term import Guard, Term, const
from symlin.kernel.walk import substitute, variables
from symlin.language.operator import Operator
from symlin.search.points.models import parameter_values
from symlin.search.points.thin import is_thin


def parameter_facts(operator: Operator) -> tuple[Guard, ...]:
    """What is assumed of the parameters alone."""
    inputs = set(operator.inputs)
    return tuple(g for g in operator.assumptions if not inputs.intersection(variables(g)))


def sample_parameters(operator: Operator) -> Mapping[str, Term]:
    """Some values that the parameters may have: 1 where that is allowed; none where the kernel
    accepts none that were found."""
    return sample_of(operator.parameters, parameter_facts(operator))


def sample_of(names: Sequence[str], facts: tuple[Guard, ...]) -> Mapping[str, Term]:
    """Some values of these parameters at which the facts about them hold; none where the kernel
    accepts none that were found."""
    ones: Mapping[str, Term] = {name: const(1) for name in names}
    if _all_hold(facts, ones):
        return ones
    found = parameter_values(tuple(names), facts) or {}
    return found if _all_hold(facts, found) else {}


def _all_hold(facts: tuple[Guard, ...], values: Mapping[str, Term]) -> bool:
    closed = substitute(facts, values)
    return not variables(*closed) and all(holds(guard) is True for guard in closed)


def has_thin_domain(operator: Operator) -> bool:
    """Whether an equation between the inputs is assumed."""
    own = parameter_facts(operator)
    return is_thin([guard for guard in operator.assumptions if guard not in own])
