"""A name alone that is no input, and likely a slip of an operator's name."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.declared import default_inputs
from symlin.language.tokens import fail
from symlin.language.tree import Name
from symlin.reading import expand
from symlin.reading.alike import nearest, refuse_unknown
from symlin.reading.roles import checked_inputs


def refuse_slip(tree: Name, text: str, inputs: Sequence[str] | None) -> None:
    """InputError for a name alone that is no input, and likely a slip of an operator's name.

    A parameter alone is a constant function, where the inputs are named.
    """
    name = tree.name
    if name in (default_inputs([name]) if inputs is None else checked_inputs(inputs)):
        return
    expand.check_symbol(tree, text)
    if nearest(name, None):
        refuse_unknown(name, text, tree.at)
    if inputs is None:
        hint = f"`symlin list` shows all; for the constant function {name}, say --inputs x"
        fail(f"no operator {name!r}: {hint}", text, tree.at)
