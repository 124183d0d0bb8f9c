"""The letters of a formula over polynomials: its free variable, and those of integrals and sums."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, NoReturn

from symlin.language.declared import Header
from symlin.language.tokens import fail
from symlin.language.tree import Call, Listing, Name, Number, Pair, Tree, children, postorder

PRIME = "'"
DERIVATIVES = frozenset({"Derivative", "diff"})
INTEGRALS = frozenset({"Integral", "integrate"})
CALLS = DERIVATIVES | INTEGRALS | {"Sum"}
"""Functions of polynomials by name."""
_CUSTOM = "xtyzsuv"
"""Letters that are variables by custom."""


class Letters(NamedTuple):
    """The free variable, and the letters of integrals and sums."""

    variable: str | None
    bound: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.bound if self.variable is None else self.bound | {self.variable}

    def orders(self, call: Call, refuse: Callable[[str, int], NoReturn]) -> Iterator[str]:
        """The letters by which a derivative is taken, one for each order."""
        last = ""
        for part in call.arguments[1:]:
            inner = part.items if isinstance(part, Pair | Listing) else (part,)
            for item in inner:
                if isinstance(item, Name):
                    last = item.name
                    yield last
                elif isinstance(item, Number) and isinstance(item.value, int) and last:
                    if not 1 <= item.value <= MAX_ORDER:
                        refuse(f"an order is from 1 to {MAX_ORDER}", item.at)
                    yield from (last,) * (item.value - 1)
                else:
                    refuse("write the variable, as in Derivative(p(x), x)", call.at)
        if not last and self.variable is not None:
            yield self.variable


MAX_ORDER = 60
"""Of a derivative."""


def letters_of(tree: Tree, header: Header, names: Collection[str], text: str) -> Letters:
    """The letters of a formula over polynomials called `names`.

    Raises `InputError` where several letters could be the variable.
    """
    bound = frozenset(_bound(tree))
    if header.variable is not None:
        return Letters(header.variable, bound - {header.variable})
    taken = {*names, *header.parameters}
    free = dict.fromkeys(name for name in _free(tree, frozenset()) if name not in taken)
    found = [name for name in _CUSTOM if name in free]
    if "x" in found:
        rest = [name for name in found if name != "x" and _in_arguments(tree, name, names)]
        found = ["x", *rest]
    if len(found) > 1:
        which = ", ".join(found)
        fail(f"{which}: which is the variable? write T(p: P3)({found[0]}) = ...", text, None)
    if found:
        return Letters(found[0], bound - {found[0]})
    alone = any(isinstance(part, Name) and part.name.rstrip(PRIME) in names
                for part in postorder(tree))  # fmt: skip
    return Letters("x" if alone else None, bound)


def _in_arguments(tree: Tree, name: str, names: Collection[str]) -> bool:
    """Whether a letter stands in an argument of a polynomial."""
    calls = (part for part in postorder(tree) if isinstance(part, Call))
    mine = (call for call in calls if call.name.rstrip(PRIME) in names)
    return any(
        isinstance(part, Name) and part.name == name for call in mine for part in postorder(call)
    )


def _limits(call: Call) -> tuple[Tree, ...]:
    """The items of (s, 0, 1), of an integral or a sum."""
    is_binding = call.name in INTEGRALS or call.name == "Sum"
    last = call.arguments[-1] if is_binding and len(call.arguments) > 1 else None
    return last.items if isinstance(last, Pair | Listing) else ()


def _bound(tree: Tree) -> Iterator[str]:
    for part in postorder(tree):
        if isinstance(part, Call):
            first = _limits(part)[:1]
            yield from (name.name for name in first if isinstance(name, Name))


def _free(tree: Tree, bound: frozenset[str]) -> Iterator[str]:
    """The names that stand outside of the integrals and sums that bind them."""
    if isinstance(tree, Name):
        if tree.name not in bound:
            yield tree.name
        return
    limits = _limits(tree) if isinstance(tree, Call) else ()
    if limits and isinstance(limits[0], Name):
        for part in limits[1:]:
            yield from _free(part, bound)
        yield from _free(children(tree)[0], bound | {limits[0].name})
        return
    for part in children(tree):
        yield from _free(part, bound)
