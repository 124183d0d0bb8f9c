"""The ways out of a block of statements, and when each is taken."""

from __future__ import annotations

from typing import Any, NamedTuple

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.reading.python.joining import join_names
from symlin.reading.python.values import Value


class Exit(NamedTuple):
    """A way out of a block, and when it is taken, if none before it is."""

    guard: Guard
    kind: str
    """return, break, continue or raise."""
    value: Value | None = None


Exits = tuple[Exit, ...]


def is_over(exits: Exits) -> bool:
    """Whether nothing goes on behind these."""
    return bool(exits) and exits[-1].guard is k.TRUE


def still(exits: Exits) -> Guard:
    """When none of them is taken."""
    return k.conjunction(*(k.negation(exit.guard) for exit in exits))


def forked(guard: Guard, one: Exits, other: Exits) -> Exits:
    """The ways out of two branches."""
    turned = k.negation(guard)
    if is_over(other) and not is_over(one):
        return _narrowed(turned, other) + one
    under = other if is_over(one) else _narrowed(turned, other)
    return _narrowed(guard, one) + under


def _narrowed(guard: Guard, exits: Exits) -> Exits:
    return tuple(exit._replace(guard=k.conjunction(guard, exit.guard)) for exit in exits)


def without(exits: Exits, kind: str) -> Exits:
    """The others, each where no way of this kind is taken before it."""
    kept: list[Exit] = []
    passed: list[Guard] = []
    for exit in exits:
        if exit.kind == kind:
            passed.append(k.negation(exit.guard))
        else:
            kept.append(exit._replace(guard=k.conjunction(*passed, exit.guard)))
    return tuple(kept)


LEAVES = ("return", "raise")


def without_raises(exits: Exits) -> Exits:
    """The other ways out: where an error is raised there is no value, whatever is said of it."""
    kept = [exit for exit in exits if exit.kind != "raise"]
    if not kept:
        return exits[-1:] if is_over(exits) else ()
    if is_over(exits):
        kept[-1] = kept[-1]._replace(guard=k.TRUE)
    return tuple(kept)


def names_after(guard: Guard, one: Exits, first: Any, other: Exits, second: Any) -> Any:
    """The names after both branches; what has been left does not count."""
    if is_over(one) and all(exit.kind in LEAVES for exit in one):
        return second
    if is_over(other) and all(exit.kind in LEAVES for exit in other):
        return first
    return join_names(guard, first, second)
