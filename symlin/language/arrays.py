"""Words of matrices, complex numbers and polynomials, made plain before a text is parsed.

[1 2; 3 4] becomes [[1, 2], [3, 4]], A^T the word .T behind A, 3i the product 3 I, and p''(x) a
call of p''. What can be read in two ways is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from symlin.language.declared import Declared
from symlin.language.operator import Note
from symlin.language.tokens import Change, Token, fail

TRANSPOSED = ".T"
PRIME = "'"
IMAGINARY = "I"
_ENDS = frozenset({"name", "number", ")", "]", "|", TRANSPOSED, PRIME})
"""Words with which an entry may end."""
_BEGINS = frozenset({"name", "number", "word", "(", "["})
"""Words with which an entry may begin, beside a sign."""
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def plain_arrays(
    tokens: Sequence[Token], text: str, declared: Declared
) -> tuple[list[Token], tuple[Note, ...]]:
    """The words with matrices, transposes, imaginary units and primes in one way of writing.

    Raises `InputError` for [1 -2; 3 4], which has one entry or two in its first row.
    """
    found = list(tokens)
    notes: tuple[Note, ...] = ()
    if any(token.kind == ";" for token in found):
        found = _Rows(found, text).written()
    spaces = dict(declared.spaces)
    if spaces and "T" not in declared.names:
        found = _transposed(found)
    if any(space.is_complex for space in spaces.values()):
        found, notes = _imaginary(found, declared)
    elif spaces:  # I is no identity: that is said where the shapes are known
        found = [
            token._replace(kind="name") if token.text == IMAGINARY else token for token in found
        ]
    polynomials = {name for name, space in spaces.items() if space.degree is not None}
    return _primed(found, polynomials), notes


class _Rows:
    """Matrices in MATLAB's way of writing, in SymPy's."""

    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text

    def written(self) -> list[Token]:
        """All words, with the matrices among them rewritten."""
        found: list[Token] = []
        k = 0
        while k < len(self.tokens):
            closing = self.closing(k) if self.tokens[k].kind == "[" else None
            if closing is None:
                found.append(self.tokens[k])
                k += 1
                continue
            found += self.matrix(k, closing)
            k = closing + 1
        return found

    def closing(self, opening: int) -> int | None:
        """The end of a matrix with rows of several entries; None for anything else."""
        depth, rows, several = 0, False, False
        for k in range(opening, len(self.tokens)):
            kind = self.tokens[k].kind
            depth += (kind in _OPENING) - (kind in _CLOSING)
            if depth == 0:
                return k if rows and several else None
            if depth == 1 and k > opening:
                rows = rows or kind == ";"
                several = several or kind == "," or self.is_gap(k)
        return None

    def is_gap(self, k: int) -> bool:
        """Whether a blank between two entries ends before this word."""
        before, token = self.tokens[k - 1], self.tokens[k]
        begins = token.kind in _BEGINS
        return before.kind in _ENDS and begins and before.end < token.at

    def matrix(self, opening: int, closing: int) -> list[Token]:
        """The rows in brackets, with commas between the entries."""
        first, last = self.tokens[opening], self.tokens[closing]
        found = [first, first]
        depth = 0
        for k in range(opening + 1, closing):
            token = self.tokens[k]
            if depth == 0 and token.kind == ";":
                found += [Token(kind, kind, token.at, token.end) for kind in ("]", ",", "[")]
                continue
            if depth == 0:
                self.check_sign(k)
                if self.is_gap(k):
                    found.append(Token(",", ",", token.at, token.at))
            depth += (token.kind in _OPENING) - (token.kind in _CLOSING)
            found.append(token)
        return [*found, last, last]

    def check_sign(self, k: int) -> None:
        """InputError for 1 -2, two entries or one."""
        before, token, after = self.tokens[k - 1 : k + 2]
        apart = before.end < token.at and token.end == after.at
        if token.kind in ("+", "-") and before.kind in _ENDS and apart:
            comma, close = Change(before.end, before.end, ","), Change(before.end, token.at, "")
            one = self.text[before.at : before.end] + token.text
            message = f"{before.text} {token.text}{after.text}: one entry or two? write "
            message += f"{before.text}, {token.text}{after.text}, or {one}{after.text}"
            fail(message, self.text, token.at, comma, close)


def _transposed(tokens: Sequence[Token]) -> list[Token]:
    """A^T and A^{T} as A.T."""
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        kinds = [(token.kind, token.text) for token in tokens[k : k + 4]]
        power = kinds[:1] in ([("^", "^")], [("**", "**")])
        if power and kinds[1:2] == [("name", "T")]:
            found.append(Token(TRANSPOSED, TRANSPOSED, tokens[k].at, tokens[k + 1].end))
            k += 2
        elif power and kinds[1:] == [("(", "("), ("name", "T"), (")", ")")]:
            found.append(Token(TRANSPOSED, TRANSPOSED, tokens[k].at, tokens[k + 3].end))
            k += 4
        else:
            found.append(tokens[k])
            k += 1
    return found


def _imaginary(tokens: Sequence[Token], declared: Declared) -> tuple[list[Token], tuple[Note, ...]]:
    """i, or j where there is no i, as the imaginary unit I; nothing where it is declared."""
    names = {token.text for token in tokens if token.kind in ("name", "word")}
    free = names - declared.names
    letter = next((unit for unit in ("i", "j") if unit in free), None)
    units = {unit for unit in (IMAGINARY, letter) if unit in free}
    found = [
        token._replace(kind="name", text=IMAGINARY) if token.text in units else token
        for token in tokens
    ]
    first = next((token for token in tokens if token.text == letter), None)
    if first is None:
        return found, ()
    return found, (Note(first.at, first.end, first.text, "the imaginary unit I"),)


def _primed(tokens: Sequence[Token], polynomials: Collection[str]) -> list[Token]:
    """p'' as one word, of a polynomial p."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if token.kind == PRIME and last is not None and last.text.rstrip(PRIME) in polynomials:
            found[-1] = last._replace(text=last.text + PRIME, end=token.end)
        else:
            found.append(token)
    return found
