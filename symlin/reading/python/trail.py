"""What Python works out on its way, and raises an error in: there the function has no value.

`y = 1/x` leaves no value at 0, whether or not y is used. Each such *need* is a term that must have
a value. Needs that an output has as well, as nearly all do, are left out in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symlin.kernel import term as k
from symlin.kernel.definedness import definedness
from symlin.kernel.term import Guard, Node, Term
from symlin.language.functions import UNDEFINED, cases

MOST_LOOKS = 200_000
"""At terms, to see whether outputs have a need already: a second at most. What is left is kept."""


class Trail:
    """The needs so far; those of a branch are put under its guard when it is over."""

    def __init__(self) -> None:
        self._levels: list[dict[Term, None]] = [{}]

    def need(self, *terms: Term) -> None:
        """There is no value where one of these has none."""
        for term in terms:
            if not any(term in level for level in self._levels):
                self._levels[-1][term] = None

    def enter(self) -> None:
        """A branch begins."""
        self._levels.append({})

    def leave(self) -> Term:
        """A branch ends; 0 where all that it needs has a value."""
        return needed(tuple(self._levels.pop()))

    def both_ways(self, guard: Guard, needed_if: Term, needed_else: Term) -> None:
        """What two branches need."""
        if needed_else is UNDEFINED:
            self.need(cases((needed_if, guard)))
        elif needed_if is UNDEFINED:
            self.need(cases((needed_else, k.negation(guard))))
        elif needed_if is not k.ZERO or needed_else is not k.ZERO:
            self.need(cases((needed_if, guard), (needed_else, k.TRUE)))

    def all(self) -> tuple[Term, ...]:
        """Everything."""
        return tuple(term for level in self._levels for term in level)


def needed(terms: Sequence[Term]) -> Term:
    """0 where all of these have a value; without one elsewhere."""
    if UNDEFINED in terms:
        return UNDEFINED
    return k.linear_combination([0] * len(terms), list(terms)) if terms else k.ZERO


def with_needs(outputs: Sequence[Term], needs: Sequence[Term]) -> tuple[Term, ...]:
    """The outputs, the first without a value where a need is not met."""
    looks = _Looks()
    known = looks.strict(outputs)
    left = [term for term in needs if not looks.implied(term, known)]
    if not left:
        return tuple(outputs)
    return (cases((outputs[0], definedness(left))), *outputs[1:])


class _Looks:
    def __init__(self) -> None:
        self.left = MOST_LOOKS

    def strict(self, roots: Iterable[Node]) -> frozenset[Node]:
        """All that has a value wherever the roots have one."""
        found: set[Node] = set()
        stack = list(roots)
        while stack and self.left > 0:
            self.left -= 1
            node = stack.pop()
            if node in found:
                continue
            found.add(node)
            stack.extend(_below(node))
        return frozenset(found)

    def implied(self, need: Term, known: frozenset[Node]) -> bool:
        """Whether it is seen that the need is met where all that is known has a value."""
        self.left -= 1
        if self.left < 0:
            return False
        if need in known:
            return True
        match need:
            case k.Const() | k.Var():
                return True
            case k.Sum(_, parts, _) | k.Product(parts) | k.Max(parts):
                return all(self.implied(part, known) for part in parts)
            case k.Power(base, exponent):
                return exponent >= 0 and self.implied(base, known)
            case k.Function(name, argument) if name not in ("log", "asin"):
                return argument is None or self.implied(argument, known)
            case k.Piecewise(branches):
                return self._cases(branches, known)
            case _:
                return False

    def _cases(self, branches: Sequence[tuple[Guard, Term]], known: frozenset[Node]) -> bool:
        """By a term that distinguishes the same cases."""
        guard, value = branches[0]
        if guard is k.TRUE:
            return self.implied(value, known)
        for node in known:
            if isinstance(node, k.Piecewise) and node.branches[0][0] is guard:
                same = self.strict([node.branches[0][1]]) | known
                if self.implied(value, same):
                    rest = self.strict([_rest(node.branches)]) | known
                    return len(branches) > 1 and self.implied(_rest(branches), rest)
        return False


def _rest(branches: Sequence[tuple[Guard, Term]]) -> Term:
    return cases(*((value, guard) for guard, value in branches[1:]))


def _below(node: Node) -> Iterable[Node]:
    match node:
        case k.Sum(_, parts, _) | k.Product(parts) | k.Max(parts):
            return parts
        case k.Power(base, _) | k.Root(base, _):
            return (base,)
        case k.Function(_, argument):
            return () if argument is None else (argument,)
        case k.Piecewise(branches):
            return (branches[0][0],)
        case k.Relation(_, term):
            return (term,)
        case _:  # of conjunctions a part may decide before the others are looked at
            return ()
