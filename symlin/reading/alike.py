"""Names that differ by one slip of the hand."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NoReturn

from symlin.catalog import index as catalog
from symlin.catalog.aliases import families, family, folded, library
from symlin.language.forms import FORMS
from symlin.language.tokens import fail
from symlin.language.vocabulary import BUILTINS

SHORTEST = 4
"""Letters: of shorter names nearly every one is a slip of another, as dot is of cot."""


def alike(written: str, known: str) -> bool:
    """Whether one letter is wrong, missing or too much, or two neighbours have changed places."""
    a, b = folded(written), folded(known)
    if min(len(a), len(b)) < SHORTEST - (len(a) != len(b)) or abs(len(a) - len(b)) > 1:
        return False
    at = next(
        (k for k, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b))
    )
    a, b = a[at:], b[at:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def nearest(name: str, count: int | None) -> str | None:
    """A name one slip away, that takes so many arguments; None where there is none."""
    prefix = library(name)
    if prefix:
        known = [f"{prefix}.{word}" for word in _words(name)]
    else:
        known = [n for n in {*BUILTINS, *FORMS, *catalog.names()} if _takes(n, count)]
    near = sorted(word for word in known if alike(name, word))
    return max(near, key=lambda word: SequenceMatcher(None, name, word).ratio(), default=None)


def refuse_unknown(name: str, text: str, at: int, count: int | None = None) -> NoReturn:
    """Raises `InputError` for a name that is not known, with one that is and comes near."""
    if name in catalog.names() and not catalog.is_function(name):
        fail(f"{name} is an operator of its own: it may stand only alone", text, at)
    near = nearest(name, count)
    hint = f"; did you mean {near}?" if near else ": `symlin list` shows all"
    fail(f"no operator {name!r}{hint}", text, at)


def _words(name: str) -> list[str]:
    """The names of the library that this one is of, without it."""
    aliases = (pair for found in catalog.spelled().values() for pair in found)
    names = {n for _, alias in aliases for n in alias.names.split()}
    return [n.rpartition(".")[2] for n in names if library(n) and family(n) in families(name)]


def _takes(word: str, count: int | None) -> bool:
    """Whether the function of this name can have so many arguments."""
    if count is None or word in FORMS:
        return True
    if word in BUILTINS:
        builtin = BUILTINS[word]
        return builtin.least <= count and (builtin.most is None or count <= builtin.most)
    definition = catalog.load(word)
    if definition.text:  # a name alone, or a function of matrices
        return False
    return not definition.expression or count <= len(definition.inputs) + len(definition.parameters)
