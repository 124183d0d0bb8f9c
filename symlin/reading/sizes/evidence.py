"""Whether letters may stand for sizes: a look before what reads them is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIZED = re.compile(
    r"[:∈]\s*(?:R\s*(?:\^|\*\*)\s*[({]?\s*(?:[a-z]|[0-9]+\s*[x×]\s*[a-z])|(?:[a-z]|[0-9]+)\s*[x×]\s*[a-z]"
    r"|[a-z]\s*[x×]\s*[0-9])"
    r"|^\s*[A-Za-z]\w*\(\s*[A-Z]\s*\)\s*:?="
)


def may_be_sized(texts: Iterable[str]) -> bool:
    """Whether one of the texts may speak of sizes by letters; never False where it does."""
    return any(_SIZED.search(text) for text in texts)
