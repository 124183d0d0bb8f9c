"""Objects with two faces: they answer a question otherwise when it is asked again."""

from __future__ import annotations

from typing import Any

from flint import fmpq


class Number(int):
    """Calls itself whatever is asked, and counts as what it is."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __lt__(self, other: object) -> bool:
        return True

    __le__ = __gt__ = __ge__ = __lt__

    def __hash__(self) -> int:
        return int.__hash__(self)


class Ratio(fmpq):
    """A fraction that is 0 in every product."""

    def __mul__(self, other: object) -> Any:
        return fmpq(0)

    __rmul__ = __mul__


class Text(str):
    """Is one word when it is first asked, and another from then on."""

    __slots__ = ("_asked", "_other")

    def __new__(cls, first: str, then: str) -> Text:
        self = str.__new__(cls, first)
        self._asked, self._other = 0, then
        return self

    def _now(self) -> str:
        self._asked += 1
        return str.__str__(self) if self._asked == 1 else self._other

    def __eq__(self, other: object) -> bool:
        return self._now() == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._now())


class Pair(tuple[Any, ...]):
    """Has other entries each time it is read, by turns."""

    def __iter__(self) -> Any:
        self.asked = getattr(self, "asked", 0) + 1  # type: ignore[misc]
        return iter(tuple.__getitem__(self, self.asked % 2))
