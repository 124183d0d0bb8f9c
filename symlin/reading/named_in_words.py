"""Operators that are named in words, as people speak of them: leaky relu, max pooling."""

from __future__ import annotations

import re

from symlin.language.tokens import Change, fail

_WORD = r"[A-Za-z][A-Za-z0-9]*"
_WORDS = re.compile(rf"\s*(?:(?:the|an?) )?({_WORD}(?:[ -]+{_WORD}){{0,4}})\s*", re.IGNORECASE)
_GENERIC = frozenset(
    {"activation", "function", "layer", "map", "mapping", "operation", "operator"}
)  # fmt: skip
"""Words that say no more than what all of them are."""
_OTHER = {
    "average": "avg", "mean": "avg", "pooling": "pool", "convolutional": "conv",
    "normalization": "norm", "normalisation": "norm",
}  # fmt: skip
"""What the names of layers have for a word, where the word alone names another operator."""
_PHRASES = {
    "absolute value": "abs", "fully connected": "dense", "linear layer": "dense",
    "matrix transpose": "transpose", "rectified linear unit": "relu", "rectifier": "relu",
}  # fmt: skip


def in_one_word(text: str) -> str:
    """The text with the operator's name, and blanks behind it, for the words that are one's; any
    other text as it is.

    Raises `InputError` where several operators of the catalog are called so.
    """
    match = _WORDS.fullmatch(text)
    if match is None:
        return text
    from symlin.catalog import index as catalog

    words = re.split(r"[ -]+", match[1].lower())
    if len(words) == 1 and (words[0] in catalog.names() or catalog.whole(words[0])):
        return text
    for found in _ways(words):
        name = catalog.folded_names().get(found.replace(" ", "").replace("_", ""))
        if name is not None and len(name) <= len(text) and len(words) > 1:
            return name.ljust(len(text))
        several = [n for n in catalog.names() if re.fullmatch(rf"{_underscored(found)}_?[1-9]d", n)]
        if several:
            _refuse(text, match[1], several)
    return text


def _ways(words: list[str]) -> list[str]:
    """The phrase, and with the words that layers have, each with and without what says nothing."""
    phrases = []
    for kept in (words, [_OTHER.get(word, word) for word in words]):
        phrases.append(" ".join(kept))
        last = max((k for k, word in enumerate(kept, 1) if word not in _GENERIC), default=0)
        phrases.append(" ".join(kept[:last]))
    return [_PHRASES.get(phrase, phrase) for phrase in dict.fromkeys(phrases) if phrase]


def _underscored(phrase: str) -> str:
    """A pattern for the phrase as the catalog spells it: max_pool for "max pool" and "maxpool"."""
    return "_?".join(map(re.escape, re.sub(r"(?<=max|avg|sum)(?=pool)", " ", phrase).split()))


def _refuse(text: str, said: str, names: list[str]) -> None:
    """InputError with an example of each."""
    from symlin.catalog import index as catalog

    examples = [catalog.load(name) for name in names]
    shapes = [",".join(map(str, entry.example_shape or ())) for entry in examples]
    ways = " or ".join(
        f"{entry.example} with --shape {shape}"
        for entry, shape in zip(examples, shapes, strict=True)
    )
    changes = [Change(0, len(text), entry.example) for entry in examples]
    fail(f"{said}: in one dimension or in two? write {ways}", text, 0, *changes)
