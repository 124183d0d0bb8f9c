"""Terms as text, for people and for SymPy; and as SymPy expressions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Guard, Term
from symlin.kernel.walk import children, topological
from symlin.language.notation import tree_text
from symlin.language.spoken import tree_human
from symlin.language.wording import tree_of

_REACH = 300
"""Size up to which SymPy may put an expression into its normal form."""
_READ = 200
"""Nodes up to which a term is written out for a person, whatever parts it repeats."""


def term_to_text(term: Term) -> str:
    """The term in SymPy's notation, unsimplified: x1 + 2*x2, exp(-1) - 1, 22/7."""
    return tree_text(tree_of(term))


def guard_to_text(guard: Guard) -> str:
    """The guard in SymPy's notation: Eq(alpha, 1), And(Eq(w, 0), b <= 0)."""
    return tree_text(tree_of(guard))


def term_to_human(term: Term) -> str:
    """The term for the terminal: max(x, 0), x if x > 0, 0 otherwise."""
    return tree_human(tree_of(term))


def guard_to_human(guard: Guard) -> str:
    """The guard for the terminal: w = 0 and b <= 0."""
    return tree_human(tree_of(guard))


def is_small(nodes: Sequence[k.Node]) -> bool:
    """Whether writing the nodes out is no risk: shared parts are repeated in a text."""
    return sum(1 for _ in islice(topological(nodes), _READ)) < _READ


def to_sympy(term: Term) -> Any:
    """The term as a SymPy expression over real symbols, with a value just where it has one."""
    return _sympy(term)


def guard_to_sympy(guard: Guard) -> Any:
    """The guard as a SymPy condition: Eq(alpha, 1)."""
    return _sympy(guard)


def _sympy(node: k.Node) -> Any:
    from symlin.language.sympy.to_sympy import sympy_of

    return sympy_of(tree_of(node), evaluate=_is_within_reach(node) and _is_defined(node))


def _is_within_reach(node: k.Node) -> bool:
    """Whether the node stays small when its shared parts are written out."""
    sizes: dict[int, int] = {}
    for part in topological([node]):
        sizes[id(part)] = 1 + sum(sizes[id(child)] for child in children(part))
    return sizes[id(node)] <= _REACH


def _is_defined(node: k.Node) -> bool:
    """Whether the node plainly has a value everywhere, so that SymPy may simplify it."""
    return all(map(_is_total, topological([node])))


def _is_total(node: k.Node) -> bool:
    """Whether the node has a value wherever its parts have one."""
    match node:
        case k.Power(_, exponent):
            return exponent >= 0
        case k.Function(name, _):
            return name not in ("log", "asin")
        case k.Piecewise(branches):
            return bool(branches) and branches[-1][0] is k.TRUE
        case _:
            return not isinstance(node, k.Root)
