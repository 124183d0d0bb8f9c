"""Assertions for tests: `assert_linear(f)` passes for a proof alone, and fails with the report.

They take what `symlin.check` takes, and its options. An operator that is linear only under a
condition fails, and so does one that could not be decided. With pytest, no frame of symlin's own
is shown; fixtures of the same names are in `symlin.pytest_plugin`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from symlin.api import CheckOptions, EquivOptions
    from symlin.decision.verdict import Claim
    from symlin.reading.sources import Source
    from symlin.report.answers import AnyReport

__all__ = ["assert_affine", "assert_equivalent", "assert_linear"]

R = TypeVar("R")


class AssertLaw(Protocol):
    """The type of `assert_linear` and `assert_affine`, and of the fixtures of these names."""

    def __call__(self, operator: Source, **options: Unpack[CheckOptions]) -> AnyReport:
        """Fails unless the law is proved; returns the report."""
        ...


class AssertEquivalent(Protocol):
    """The type of `assert_equivalent`, and of the fixture of this name."""

    def __call__(self, a: Source, b: Source, **options: Unpack[EquivOptions]) -> Claim:
        """Fails unless the two are proved to be one function; returns the claim."""
        ...


def assert_linear(operator: Source, **options: Unpack[CheckOptions]) -> AnyReport:
    """Fails unless f(x) = A x is proved for all parameter values; returns the report."""
    __tracebackhide__ = True
    return _assert_law("linear", operator, options)


def assert_affine(operator: Source, **options: Unpack[CheckOptions]) -> AnyReport:
    """Fails unless f(x) = A x + c is proved for all parameter values; returns the report."""
    __tracebackhide__ = True
    return _assert_law("affine", operator, options)


def assert_equivalent(a: Source, b: Source, **options: Unpack[EquivOptions]) -> Claim:
    """Fails unless a and b are proved to be one function; takes the options of `equiv`."""
    __tracebackhide__ = True
    from symlin import api
    from symlin.decision.verdict import Status
    from symlin.report.words.equivalence import equivalence_text

    f, g, claim = _understood(lambda: api.compare(a, b, **options))
    if claim.status is Status.PROVED:
        return claim
    raise AssertionError(f"not shown to be the same function\n\n{equivalence_text(f, g, claim)}")


def _assert_law(word: str, operator: Source, options: CheckOptions) -> AnyReport:
    __tracebackhide__ = True
    from symlin import api
    from symlin.decision.verdict import Status
    from symlin.kernel.claim import Law

    report = _understood(lambda: api.check_any(operator, **options))
    claim = report.claims[Law(word)]
    if api.is_established(report, claim):
        return report
    said = "is not" if claim.status is Status.REFUTED else "is not shown to be"
    raise AssertionError(f"{report.operator.name} {said} {word}\n\n{report}")


def _understood(read: Callable[[], R]) -> R:
    """The frames of the reader say nothing to the author of a test; the message does."""
    __tracebackhide__ = True
    from symlin.errors import InputError

    try:
        return read()
    except InputError as error:
        raise error.with_traceback(None) from None
