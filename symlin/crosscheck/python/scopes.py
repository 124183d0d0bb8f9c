"""The names of one call, and those around it."""

from __future__ import annotations

from typing import Any

from symlin.crosscheck.python.names import Elsewhere


class Names:
    """The names of one call, and those around it."""

    def __init__(self, outer: Names | None = None) -> None:
        self.outer = outer
        self.own: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The value of a name; raises `Elsewhere` where there is none."""
        if name in self.own:
            return self.own[name]
        if self.outer is not None:
            return self.outer[name]
        raise Elsewhere(name)
