"""The independent implementation of an operator over spaces, which the cross-check asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from symlin.language.operator import Placed, Reference
from symlin.language.spaces import Space
from symlin.language.tree import Call, Name, symbols
from symlin.reading import expand
from symlin.reading.names import spelled_out
from symlin.reading.spaces.letters import Letters


def reference_of(
    placed: Placed, spaces: Mapping[str, Space], text: str, letters: Letters | None = None
) -> Reference:
    """The formula as it was written, on lists of numbers; mpmath is loaded when first asked for."""

    @cache
    def prepared() -> Reference:
        written, scalars, output = placed.written, _Scalars(text), placed.output
        if letters is not None:
            from symlin.reading.spaces import sampled

            count = output.size
            return sampled.reference(written, spaces, text, scalars, letters=letters, count=count)
        from symlin.reading.spaces import numeric

        return numeric.reference(written, spaces, text, scalars, pairs=output.is_complex)

    def reference(at: Mapping[str, float]) -> Sequence[float]:
        return prepared()(at)

    return reference


class _Scalars:
    """Functions of numbers by name, worked out by SymPy."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[tuple[str, int, tuple[str, ...]], tuple[Reference, tuple[str, ...]]] = {}

    def __call__(
        self, name: str, keys: Sequence[str], values: Sequence[float], at: Mapping[str, float]
    ) -> float:
        key = name, len(values), tuple(keys)
        if key not in self.known:
            self.known[key] = self.prepared(*key)
        of, free = self.known[key]
        places = {f"v{k}": value for k, value in enumerate(values)}
        return of({**places, **{name: at[name] for name in free}})[0]

    def prepared(
        self, name: str, count: int, keys: tuple[str, ...]
    ) -> tuple[Reference, tuple[str, ...]]:
        from symlin.language.sympy import numeric
        from symlin.language.sympy.to_sympy import sympy_of

        names = tuple(f"v{k}" for k in range(count))
        places, first = tuple(map(Name, names)), count - len(keys)
        call = Call(name, places[:first], tuple(zip(keys, places[first:], strict=True)))
        body = expand.expand((spelled_out(call, self.text, inputs=names),), self.text).trees[0]
        free = tuple(symbol for symbol in symbols(body) if symbol not in names)
        return numeric.reference([sympy_of(body)], (*names, *free)), free
