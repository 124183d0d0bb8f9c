"""Cases over the parameters, in each of which a law is known to hold or to break.

They form a tree. Read one way it is the law's refutation, read the other way its proof; in either,
the leaves of the other kind have to be argued away: no parameters satisfy their guards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from symlin.kernel.certificate import (
    CaseProof,
    Impossible,
    LawProof,
    ParameterSplit,
    Refutation,
)
from symlin.kernel.term import Guard, negation

# ---- the tree ----

Guards = tuple[Guard, ...]


class Holds(NamedTuple):
    """The law was proved where all guards are true; those in `cases` came from case distinctions,
    and may turn out not to be needed."""

    guards: Guards
    cases: frozenset[Guard]
    proof: LawProof


class Breaks(NamedTuple):
    """The law breaks for all parameters of this case, or there are none."""

    refutation: Refutation


# A branch needs no proof that its cases are all there are: a guard holds, or its negation does.
class Branch(NamedTuple):
    """One case where the guard holds, another where it does not."""

    guard: Guard
    yes: CaseTree
    no: CaseTree


CaseTree = Holds | Breaks | Branch
Exclude = Callable[[Guards], Impossible]
"""A proof that no parameters satisfy the guards."""


# ---- what it says ----


def holding(case: CaseTree) -> Iterator[Holds]:
    """The cases in which the law holds."""
    match case:
        case Holds():
            yield case
        case Branch(_, yes, no):
            yield from holding(yes)
            yield from holding(no)


def refutation(case: CaseTree, exclude: Exclude, path: Guards = ()) -> Refutation:
    """The law's refutation; `exclude` argues away the cases in which it holds."""
    match case:
        case Holds():
            return exclude(path)
        case Breaks(broken):
            return broken
        case Branch(guard, yes, no):
            return ParameterSplit(
                guard,
                refutation(yes, exclude, (*path, guard)),
                refutation(no, exclude, (*path, negation(guard))),
            )


def law_proof(case: CaseTree, exclude: Exclude, path: Guards = ()) -> LawProof:
    """The law's proof; `exclude` argues away the cases in which it breaks."""
    match case:
        case Holds():
            return case.proof
        case Breaks():
            return exclude(path)
        case Branch(guard, yes, no):
            # The path holds the guards on the way: at a leaf of the other kind, `exclude` has to
            # show that no parameters satisfy them all.
            return CaseProof(
                guard,
                law_proof(yes, exclude, (*path, guard)),
                law_proof(no, exclude, (*path, negation(guard))),
            )
