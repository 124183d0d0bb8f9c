"""What an operator's output is a function of: the index, and which other letters are whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from symlin.language.tree import Application, Binder, Name, Tree, children

WHOLE = frozenset("nkmij")
"""Letters that are whole numbers by custom."""
CUSTOMARY = ("t", "n", "x", "k", "m", "s", "r", "y", "z", "tau", "theta", "i", "j")
"""Letters that are an index, from the likeliest on."""
_FIELD = frozenset({"x", "y", "z", "t"})
"""Letters that are an index together: f(x - c*t) is a field."""
_SPACE_FIRST = ("x", "y", "z", "r", "theta", "s", "i", "j")

Place = tuple[Tree, frozenset[str]]
"""A part of a tree, and the variables that integrals and sums around it bind."""


class Letters(NamedTuple):
    """Letters of a text that no integral and no sum binds, by where they stand."""

    plain: tuple[str, ...]
    """As the whole argument of a function, or as what is derived by."""
    arguments: tuple[frozenset[str], ...]
    """Of every other argument."""
    fields: tuple[frozenset[str], ...]
    """Of those among them, and of limits, that are of functions of several variables."""
    limits: tuple[frozenset[str], ...]
    """Of the limits of integrals and sums."""
    marks: frozenset[str]
    """Behind a function: u_xt."""
    square: frozenset[str]
    """In square brackets."""

    @property
    def within(self) -> tuple[frozenset[str], ...]:
        """Of everything that stands in brackets or in limits."""
        return self.arguments + self.limits


def places(*roots: Tree) -> Iterator[Place]:
    """Every function at a place, integral, sum and derivative, with what is bound around it."""
    seen: set[tuple[int, frozenset[str]]] = set()
    stack: list[Place] = [(root, frozenset()) for root in reversed(roots)]
    while stack:
        tree, bound = stack.pop()
        below, is_place = children(tree), isinstance(tree, Application | Binder)
        if not (below or is_place) or (id(tree), bound) in seen:
            continue
        seen.add((id(tree), bound))
        if is_place:
            yield tree, bound
        parts = [(part, bound) for part in below]
        if isinstance(tree, Binder) and tree.limits:
            parts[0] = tree.body, bound | {tree.variable}
        stack.extend(reversed(parts))


def free(bound: frozenset[str], *trees: Tree) -> tuple[str, ...]:
    """The names in trees that nothing binds, in order of appearance."""
    found: dict[str, None] = {}
    seen: set[tuple[int, frozenset[str]]] = set()
    stack: list[Place] = [(tree, bound) for tree in reversed(trees)]
    while stack:
        tree, inside = stack.pop()
        if isinstance(tree, Name):
            if tree.name not in inside and tree.name != "oo":
                found.setdefault(tree.name)
            continue
        below = children(tree)
        if not below or (id(tree), inside) in seen:
            continue
        seen.add((id(tree), inside))
        parts = [(part, inside) for part in below]
        if isinstance(tree, Binder):
            if tree.limits:
                parts[0] = tree.body, inside | {tree.variable}
            elif tree.variable not in inside:
                found.setdefault(tree.variable)
        stack.extend(reversed(parts))
    return tuple(found)


def letters_of(trees: Sequence[Tree]) -> Letters:
    """Where the letters of trees stand."""
    look = _Look()
    for tree, bound in places(*trees):
        if isinstance(tree, Application):
            look.application(tree, bound)
        elif isinstance(tree, Binder):
            look.binder(tree, bound)
    return look.letters()


class _Look:
    def __init__(self) -> None:
        self.plain: dict[str, None] = {}
        self.arguments: list[frozenset[str]] = []
        self.fields: list[frozenset[str]] = []
        self.limits: list[frozenset[str]] = []
        self.marks: set[str] = set()
        self.square: set[str] = set()
        self.is_field = False

    def application(self, tree: Application, bound: frozenset[str]) -> None:
        if tree.mark[:1] == "_":
            self.marks.update(tree.mark[1:].strip("123456789"))
        for argument in tree.arguments:
            names = free(bound, argument)
            if isinstance(argument, Name) and names:
                self.plain.setdefault(argument.name)
            else:
                self.arguments.append(frozenset(names))
                self.fields += self.arguments[-1:] if len(tree.arguments) > 1 else []
            if tree.brackets == "[]":
                self.square.update(names)
        self.is_field |= len(tree.arguments) > 1

    def binder(self, tree: Binder, bound: frozenset[str]) -> None:
        if not tree.limits and tree.variable not in bound:
            self.plain.setdefault(tree.variable)
        self.limits += [frozenset(free(bound, limit)) for limit in tree.limits]
        if tree.kind == "Sum":
            self.square.update(free(bound, *tree.limits))

    def letters(self) -> Letters:
        fields = [group & _FIELD for group in self.limits if self.is_field and group & _FIELD]
        return Letters(
            tuple(self.plain),
            tuple(self.arguments),
            (*self.fields, *fields),
            tuple(self.limits),
            frozenset(self.marks),
            frozenset(self.square),
        )


def chosen(letters: Letters, names: Collection[str], *, bare: bool) -> tuple[str, ...]:
    """The index of a text without a header; `names` are all its free names.

    `bare` says that a function stands without its argument somewhere.
    """
    usual = [name for name in letters.plain if name in CUSTOMARY]
    usual += sorted(letters.marks - set(usual))
    if usual:
        for group in letters.fields:
            if not group.intersection(usual):
                usual += _likeliest(group)
        return tuple(usual)
    if bare:
        return ("x",) if "x" in names and "t" not in names else ("t",)
    groups = letters.within
    alone = {name for group in groups if len(group) == 1 for name in group}
    several = {name for group in groups for name in group}
    found = _likeliest(alone) or sorted(several & _FIELD) or _likeliest(several)
    return tuple(found or [name for name in ("t", "n", "x", "s", "z") if name in names][:1])


def _likeliest(names: Collection[str]) -> list[str]:
    """The one of the names that is most likely an index; [] where none is by custom."""
    return [name for name in CUSTOMARY if name in names][:1]


def ordered(index: Sequence[str], trees: Sequence[Tree]) -> tuple[str, ...]:
    """The index as a function has it in its brackets; else space before time."""
    for tree, _ in places(*trees):
        if isinstance(tree, Application) and len(tree.arguments) == len(index) > 1:
            names = [a.name for a in tree.arguments if isinstance(a, Name)]
            if set(names) == set(index):
                return tuple(names)
    rank = {name: k for k, name in enumerate(_SPACE_FIRST)}
    return tuple(sorted(index, key=lambda name: (rank.get(name, len(rank)), name)))


def is_whole(name: str, letters: Letters) -> bool:
    """Whether a letter of the index is a whole number."""
    return name in WHOLE or name in letters.square


def parameters_of(trees: Sequence[Tree], index: Sequence[str]) -> tuple[str, ...]:
    """All other free names."""
    return free(frozenset(index), *trees)
