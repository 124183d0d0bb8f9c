"""What the facts are made of: relations, and the atoms of their normal forms."""

from __future__ import annotations

from math import lcm
from typing import cast

from flint import fmpq

from symlin.kernel.facts import Context
from symlin.kernel.polynomial import (
    Atom,
    Poly,
    atoms_of,
)
from symlin.kernel.term import (
    Relation,
)


def relations(context: Context) -> list[Relation]:
    """The relations that the facts come down to, the last fact's first."""
    return [r for fact in reversed(context.facts) for r in context.atomic(fact)]


def all_atoms(p: Poly) -> dict[Atom, None]:
    """The atoms of p at every depth."""
    atoms: dict[Atom, None] = {}
    todo = [p]
    while todo:
        for base in atoms_of(todo.pop()):
            if base not in atoms:
                atoms[base] = None
                todo.extend(arguments(base))
    return atoms


def atoms_in_facts(context: Context) -> dict[Atom, None]:
    """The atoms of all relations among the facts, at every depth."""
    atoms: dict[Atom, None] = {}
    for relation in relations(context):
        atoms.update(all_atoms(context.normal(relation.term)))
    return atoms


def arguments(base: Atom) -> list[Poly]:
    """The normal forms that the atom is of: none of a variable, several of a maximum."""
    if isinstance(base.argument, Poly):
        return [base.argument]
    if isinstance(base.argument, tuple):
        return [part for part in base.argument if isinstance(part, Poly)]
    return []


def angle_denominator(context: Context) -> int:
    """The common denominator of the coefficients of all angles."""
    total = 1
    for relation in relations(context):
        for base in all_atoms(context.normal(relation.term)):
            if base.kind in ("sin", "cos"):
                for c in cast(Poly, base.argument).terms.values():
                    total = lcm(total, int(fmpq(c).q))
    return total
