"""x[0] in a lambda of Python's: the first entry of the vector x, which is called x1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symlin.language.declared import Header
from symlin.language.operator import Note
from symlin.language.spaces import MAX_INPUTS, Space
from symlin.language.tokens import Token, fail

_INDEX = ["[", "number", "]"]
_DIGITS = 3
"""Of an index: a header has at most 1,000 names."""


def with_entries(
    tokens: Sequence[Token], header: Header, text: str, spaces: Mapping[str, Space]
) -> tuple[Sequence[Token], Header, tuple[Note, ...]]:
    """The formula with x1 for x[0], a header that names the entries, and what was read so.

    Raises `InputError` where a vector stands without an index: how many entries has it?
    """
    entries = _Entries(frozenset(header.inputs or ()) - set(spaces), text)
    made = entries.read(tokens[header.first :])
    if not entries.sizes:
        return tokens, header, ()
    for token in made:
        if token.kind == "name" and token.text in entries.sizes:
            name = token.text
            message = f"{name} has entries, as {name}[0] says: it cannot stand without an index"
            fail(f"{message}; with f({name}: R^3) = ... they are {name}1, ...", text, token.at)
    inputs = tuple(entries.named(header.inputs or ()))
    seen = set(header.parameters)
    for name in inputs[: MAX_INPUTS + 1]:
        if name in seen:
            fail(f"{name} is an entry already, and named once more", text, tokens[0].at)
        seen.add(name)
    if len(seen) > MAX_INPUTS:
        fail(f"a header may have at most {MAX_INPUTS} names", text, tokens[0].at)
    named = header._replace(inputs=inputs)
    return (*tokens[: header.first], *made), named, tuple(entries.notes.values())


class _Entries:
    def __init__(self, inputs: frozenset[str], text: str) -> None:
        self.inputs = inputs
        self.text = text
        self.sizes: dict[str, int] = {}
        """The inputs that have entries, with how many at least."""
        self.notes: dict[str, Note] = {}

    def read(self, body: Sequence[Token]) -> list[Token]:
        """The words with one for each x[0]."""
        made: list[Token] = []
        k = 0
        while k < len(body):
            token, index = body[k], body[k + 1 : k + 4]
            if token.text in self.inputs and [t.kind for t in index] == _INDEX:
                if body[k + 4].kind == "[":
                    fail("entries of matrices are not read yet", self.text, body[k + 4].at)
                digits = index[1].text
                if digits.isdigit() and len(digits) <= _DIGITS:
                    token, k = self.entry(token, int(digits), index[-1].end), k + 3
            made.append(token)
            k += 1
        return made

    def named(self, inputs: Sequence[str]) -> Iterator[str]:
        """The inputs with the entries of those that have some."""
        for name in inputs:
            size = self.sizes.get(name)
            yield from (name,) if size is None else (f"{name}{k}" for k in range(1, size + 1))

    def entry(self, name: Token, index: int, end: int) -> Token:
        """The word for one entry."""
        number = index + 1
        self.sizes[name.text] = max(number, self.sizes.get(name.text, 0))
        word, written = f"{name.text}{number}", f"{name.text}[{index}]"
        self.notes.setdefault(word, Note(name.at, end, written, word))
        return Token("name", word, name.at, end)
