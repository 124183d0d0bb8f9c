"""What it takes to plant an operator with parameters: for which values each law holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from .item import CONDITIONAL, LAWS, PROVED

Values = Mapping[str, Fraction]
Test = Callable[..., bool]
"""Takes the parameters by name."""


@dataclass(frozen=True)
class Template:
    """A text in {u}, a form (and {v}, another); a law is "proved", "refuted" or a test."""

    name: str
    text: str
    truth: Mapping[str, str | Test]
    assume: tuple[str, ...] = ()
    admits: Test | None = None
    special: tuple[Mapping[str, str], ...] = ()
    inputs: int = 1

    @property
    def parameters(self) -> tuple[str, ...]:
        tests = [t for t in (*self.truth.values(), self.admits) if callable(t)]
        names = {name: None for t in tests for name in t.__code__.co_varnames}
        return tuple(dict.fromkeys([*names, *(n for s in self.special for n in s)]))

    @property
    def expect(self) -> dict[str, str]:
        return {
            law: known if isinstance(known, str) else CONDITIONAL
            for law, known in self.truth.items()
            if known
        }

    def points(self) -> tuple[tuple[dict[str, str], dict[str, bool]], ...]:
        """Parameter values, and which laws hold there."""
        found = [dict(point) for point in self.special]
        if self.parameters:
            grid = product(
                GRID[: 7 if len(self.parameters) < 4 else 4], repeat=len(self.parameters)
            )
            found += [dict(zip(self.parameters, values, strict=True)) for values in grid]
        return tuple((p, self._truth_at(p)) for p in found if self._admitted(p))

    def _admitted(self, point: Mapping[str, str]) -> bool:
        return self.admits is None or _asked(self.admits, point)

    def _truth_at(self, point: Mapping[str, str]) -> dict[str, bool]:
        return {
            law: _asked(known, point) if callable(known) else known == PROVED
            for law, known in self.truth.items()
            if known
        }


GRID = ("0", "1", "-1", "2", "-1/2", "1/3", "-3")


def _asked(test: Test, point: Mapping[str, str]) -> bool:
    values = {name: Fraction(text) for name, text in point.items()}
    return test(**{name: values[name] for name in test.__code__.co_varnames})


def everywhere(test: str | Test, **exceptions: str | Test) -> dict[str, str | Test]:
    return {law: exceptions.get(law, test) for law in LAWS}


def cone(test: str | Test) -> dict[str, str | Test]:
    """Positively homogeneous for all values."""
    return everywhere(test, positive_homogeneity=PROVED)


def odd(test: str | Test, **exceptions: str | Test) -> dict[str, str | Test]:
    return everywhere(test, odd=PROVED, **exceptions)
