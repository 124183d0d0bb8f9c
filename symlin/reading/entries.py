"""Entries of the catalog that are texts of their own, as of functions and of matrices, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from symlin.catalog import index as catalog
from symlin.catalog.definition import Definition
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Note, Operator, Typed
from symlin.language.spaces import Spaces

Read = TypeVar("Read", bound=Operator | FunctionOperator)


def entry_alone(text: str, inputs: Sequence[str] | None) -> Definition | None:
    """The entry that the whole text names; None for any other text, and for an input's name."""
    word = text.strip()
    if not word.isidentifier() or len(word) == 1 or word in (inputs or ()):
        return None
    return catalog.whole(word)


def function_texts(
    texts: Sequence[str], inputs: Sequence[str] | None, given: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Texts with the names of entries about functions written out, and what is given with them."""
    found, held = [], dict.fromkeys(given)
    for text in texts:
        entry = entry_alone(text, inputs)
        if entry is not None and entry.is_about_functions:
            held.update(dict.fromkeys(entry.given))
            found.append(entry.text)
        else:
            found.append(text)
    return found, tuple(held)


def spaces_of_entry(entry: Definition) -> Spaces:
    """Where the names lie that the entry holds fixed."""
    if not entry.spaces:
        return ()
    from symlin.reading.spaces.declare import given_spaces

    return given_spaces(entry.spaces)


def named(found: Read, entry: Definition, text: str) -> Read:
    """What the entry's text was read as, as the entry, with a word on what its name stands for."""
    word = text.strip()
    typed = found.typed or Typed(text)
    told = [(note.text, note.meaning) for note in typed.notes] + [(word, _meaning(entry))]
    # places are those of the word: nobody has typed the entry's text
    notes = tuple(Note(0, len(word), part, meaning) for part, meaning in told)
    typed = typed._replace(text=text, notes=notes)
    return replace(found, name=entry.name, definition=entry.name, typed=typed)


def _meaning(entry: Definition) -> str:
    """The entry's text, what is held fixed in it, and what else can be asked."""
    fixed = [*entry.spaces, *entry.given]
    held = f" with {', '.join(fixed)} given" if fixed else ""
    return f"{entry.text}{held}{f' ({entry.note})' if entry.note else ''}"
