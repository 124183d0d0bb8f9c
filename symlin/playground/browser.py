"""What the page's worker calls inside the browser: packages come on import, questions are asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from symlin.playground.answer import Tell, ask
from symlin.playground.lazily import install


def begin(folder: str, packs: str, fetch: Callable[[str], Any]) -> Callable[[str, Tell], None]:
    """The function that answers; `packs` says as JSON what is in which pack, and `fetch` brings the
    bytes of one, or null, as a browser hands them."""

    def bytes_of(pack: str) -> bytes:
        found = fetch(pack)
        if not hasattr(found, "to_bytes"):  # null, which has no name in Python
            raise OSError("the server does not send it")
        data: bytes = found.to_bytes()
        return data

    install(folder, json.loads(packs), bytes_of)
    import symlin.api  # noqa: F401  # before the first question, which waits for it

    return ask
