"""The table of rules: by the name that torch gives an overload, and by the parameters it names.

What is not in it fails closed, and so does a parameter that a rule does not know, unless it has
its default.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from symlin.reading.networks.torch.reading import Reading, Value

Rule = Callable[..., Value]
RULES: dict[str, Rule] = {}

WITHOUT_MEANING = frozenset(
    [
        "dtype",
        "layout",
        "device",
        "pin_memory",
        "memory_format",
        "generator",
        "non_blocking",
        "copy",
        "implicit",
        "sparse_grad",
        "scale_grad_by_freq",
        "sparse",
        "cudnn_enabled",
        "cudnn_enable",
    ]
)
"""Parameters that say how numbers are stored, not which they are. (What they are stored as is
looked at in the result.)"""
RENAMED = {"self": "x", "input": "x"}


F = TypeVar("F", bound=Rule)


def rule(*names: str) -> Callable[[F], F]:
    """The function is the rule of these operations: "add.Tensor" is aten.add.Tensor."""

    def added(function: F) -> F:
        for name in names:
            full = f"aten.{name}"
            if full in RULES:
                raise ValueError(f"{full} has two rules")
            RULES[full] = function
        return function

    return added


def applied(
    found: Rule, reading: Reading, schema: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Value:
    """What the rule makes of a call."""
    known = inspect.signature(found).parameters
    given: dict[str, Value] = {}
    for name, value, usual in bound(schema, args, kwargs):
        if name in known:
            given[name] = value
        elif name not in WITHOUT_MEANING and not _same(value, usual):
            reading.refuse(f"{name}={value} is not read")
    return found(reading, **given)


def bound(
    schema: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> list[tuple[str, Value, Value]]:
    """Name, value and default of each parameter; without a default, `...` stands there."""
    found = []
    for place, argument in enumerate(schema.arguments):
        usual = argument.default_value if argument.has_default_value() else ...
        if place < len(args) and not argument.kwarg_only:
            value = args[place]
        else:
            value = kwargs.get(argument.name, usual)
        found.append((RENAMED.get(argument.name, argument.name), value, usual))
    return found


def _same(value: Value, usual: Value) -> bool:
    return type(value) is type(usual) and bool(value == usual)
