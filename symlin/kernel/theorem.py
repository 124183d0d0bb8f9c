"""Theorems: what the kernel has accepted, in a form that the kernel alone can make.

Whatever symlin states of an operator is read off one of these. A certificate is a proposal, and
anybody may write one; a theorem exists only after its check has returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, fields, replace
from operator import is_
from types import MappingProxyType
from typing import Any, Literal, NoReturn, TypeVar, cast, get_args
from weakref import WeakValueDictionary

from flint import fmpq

from symlin.kernel import certificate as c
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Const, Guard, Node, Term, Var
from symlin.kernel.walk import topological

Status = Literal["proved", "refuted", "conditional"]
Matrix = tuple[tuple[Term, ...], ...]

SEAL = object()
"""Shown by those who make theorems; only modules of the kernel import it (a test sees to that)."""

_made: WeakValueDictionary[int, Theorem] = WeakValueDictionary()
"""By their ids, for an object may call itself equal to a theorem."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class Theorem:
    """What was shown; two theorems are the same only if they are one object."""

    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise TypeError("only the kernel makes theorems: see symlin.kernel.checker.check")
        _made[id(self)] = self

    def __copy__(self) -> Theorem:
        return self

    def __deepcopy__(self, memo: object) -> Theorem:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a theorem does not travel: send its certificate, and check that again")


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class LawTheorem(Theorem):
    """`law` is `status` for `subject`, as `certificate` shows of it after `rewrites`: of `argued`.

    For example: leaky_relu is linear, conditional on alpha = 1. docs/trust.md says what each
    status means.
    """

    subject: Subject
    law: Law
    status: Status
    certificate: c.Certificate
    rewrites: tuple[c.Rewrite, ...]
    argued: Subject
    condition: Guard | None
    """The law holds for exactly the parameters that satisfy it; of a conditional law only."""
    matrix: Matrix | None
    """A, where f(x) = A x + c was shown: wherever the law is said to hold."""
    offset: tuple[Term, ...] | None
    """c; None where it is 0, or where there is no matrix."""

    def establishes(self, law: Law) -> bool:
        """Whether the same is known of another law: a linear f satisfies all laws of one f."""
        linear = self.law is Law.LINEAR and self.status == "proved"
        return law is self.law or (linear and law is not Law.EQUIVALENT)


def is_theorem(found: object) -> bool:
    """Whether the kernel made it: an object of the class may also come from `object.__new__`."""
    return _made.get(id(found)) is found


T = TypeVar("T")
STEPS = {*get_args(c.Proof), *get_args(c.LawProof), *get_args(c.Refutation)}
STEPS |= {c.DegreeProof, c.Conditional, c.Rewrite}
NODES = frozenset(get_args(Node))
PLAIN = frozenset((int, fmpq, bool, str, type(None), Const, Var))  # without parts


def settled(value: T) -> T:
    """The same certificate, in containers that nobody can change once it is checked.

    Raises `Rejected` where it is not made of the kernel's own classes: an object of a subclass may
    say one thing when it is checked, and another when it is printed.
    """
    nodes: list[Node] = []
    found = cast(T, _settled(value, nodes))
    for node in topological(nodes):
        if type(node) not in NODES:
            raise c.Rejected(f"a {type(node).__name__} is no term or guard")
    return found


def _settled(value: object, nodes: list[Node]) -> object:
    match value:
        case _ if type(value) in PLAIN:
            return value
        case _ if type(value) in NODES:
            nodes.append(cast(Node, value))
            return value
        case _ if type(value) is Subject:
            nodes.extend((*value.outputs, *value.assumptions))
            if not all(type(name) is str for name in (*value.inputs, *value.parameters)):
                raise c.Rejected("a name is no text")
            return value
        case _ if type(value) in STEPS:
            step = cast(Any, value)
            old = {f.name: getattr(step, f.name) for f in fields(step)}
            new = {name: _settled(part, nodes) for name, part in old.items()}
            same = all(new[name] is part for name, part in old.items())
            return value if same else replace(step, **new)
        case Mapping():
            pairs = _settled(tuple(value.items()), nodes)
            return MappingProxyType(dict(cast(tuple[tuple[str, Term], ...], pairs)))
        case list() | tuple():
            parts = tuple(_settled(part, nodes) for part in value)
            same = type(value) is tuple and all(map(is_, parts, value))
            return value if same else parts
        case _:
            raise c.Rejected(f"a {type(value).__name__} is no part of a certificate")
