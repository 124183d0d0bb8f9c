"""The arguments of a call, by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Value

Values = Sequence[Value]

Named = Mapping[str, Value]


def arguments(
    name: str, given: Values, named: Named, names: Sequence[str], optional: int = 0
) -> list[Value | None]:
    """The arguments by name, the last `optional` of them None where they are left out.

    Raises `Refusal` for others.
    """
    found: dict[str, Value] = dict(zip(names, given, strict=False))
    for key, value in named.items():
        if key not in names or key in found:
            raise Refusal(name, f"{name}: the argument {key} is not read here")
        found[key] = value
    missing = [key for key in names[: len(names) - optional] if key not in found]
    if len(given) > len(names) or missing:
        raise Refusal(name, f"{name}({', '.join(names)}): got {len(given) + len(named)} arguments")
    return [found.get(key) for key in names]
