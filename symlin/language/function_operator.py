"""What symlin decides about where the inputs are functions: what `Operator` is for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symlin.kernel.functions.subject import FunctionSubject
from symlin.language.notation import tree_text
from symlin.language.operator import Typed
from symlin.language.tree import Tree


@dataclass(frozen=True, eq=False, kw_only=True)
class FunctionOperator:
    """An operator on functions, sequences or fields: the subject, and how it was written.

    `written` are the outputs as a person wrote them, one for each of the subject's outputs; of an
    equation they are the left side minus the right one, which are in `sides`. What is short for
    f(t) in them (a bare f, f'') says so in its node. `letter_trees` are what the letters stand
    for, with the variables called as they were written.
    """

    name: str
    subject: FunctionSubject
    written: tuple[Tree, ...]
    head: str
    """What stands before "=": T(x)(t), T(x)[n], T(f, g), T(u)(x, t)."""
    sides: tuple[Tree, Tree] | None = None
    """Of an equation."""
    letter_trees: Mapping[str, Tree] = field(default_factory=dict)
    assumption_texts: tuple[str, ...] = ()
    typed: Typed | None = None
    definition: str | None = None
    """The catalog entry that this operator is."""

    @property
    def equation(self) -> bool:
        """Whether this is an equation, and the operator its residual."""
        return self.sides is not None

    @property
    def letter_texts(self) -> Mapping[str, str]:
        """What each letter stands for, in SymPy's notation: "#3" is "x(2*t - 2)"."""
        return {letter: tree_text(tree) for letter, tree in self.letter_trees.items()}

    @property
    def texts(self) -> tuple[str, ...]:
        """The outputs as they were written, in SymPy's notation."""
        return tuple(map(tree_text, self.written))
