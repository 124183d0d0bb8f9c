"""The rules for operators: each is found by name and version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from symlin.reading.networks.onnx.values import Value

if TYPE_CHECKING:
    from symlin.reading.networks.onnx.call import Call

Rule = Callable[["Call"], "Value | Sequence[Value | None]"]
"""The outputs of a node; one value where there is one output."""

RULES: dict[str, list[tuple[int, Rule]]] = {}
"""For each operator, the versions from which on a rule holds."""


def operator(*names: str, since: int = 1) -> Callable[[Rule], Rule]:
    """The decorated rule is that of these operators, from a version of their operator on."""

    def kept(rule: Rule) -> Rule:
        for name in names:
            RULES.setdefault(name, []).append((since, rule))
        return rule

    return kept


def rule_for(name: str, version: int) -> Rule | None:
    """The rule of the newest version that is not newer; None where there is none."""
    fitting = [(since, rule) for since, rule in RULES.get(name, ()) if since <= version]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None
