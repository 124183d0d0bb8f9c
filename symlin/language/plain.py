"""The words of a text in plain characters, without LaTeX."""

from __future__ import annotations

from symlin.language.tokens import Token, words


def plain_tokens(text: str, shown: str | None = None) -> list[Token]:
    """The words of a text in plain characters, without LaTeX; in `shown` blanks stand for what is
    around the formula.
    """
    plain, places = text if shown is None else shown, None
    if not plain.isascii():
        from symlin.language.characters import plain as plain_characters

        plain, places = plain_characters(plain, text)
    tokens = words(plain, text, places)
    if "\\" in plain or "{" in plain or "}" in plain:
        from symlin.language.latex import plain_words

        tokens = plain_words(tokens, text)
    return tokens
