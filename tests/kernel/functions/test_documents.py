"""Certificates about operators on functions as JSON: what is written is read, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from symlin.kernel.certificate import Rejected, within_limits
from symlin.kernel.claim import Law
from symlin.kernel.documents.fields import Unreadable
from symlin.kernel.documents.functions import (
    established_from,
    function_document,
    is_function_document,
)
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.functions.theorem import FunctionTheorem, Holds, conclude
from symlin.kernel.term import ONE, TRUE, Term, add, const, mul, power

from .made import Made, matrix, polynomials, s, t, v
from .test_forged import RIGHT

pytestmark = pytest.mark.quick


def written(name: str) -> Any:
    found = RIGHT[name]()
    assert isinstance(found, FunctionTheorem)
    return json.loads(json.dumps(function_document(found)))


@pytest.mark.parametrize("name", RIGHT)
def test_a_document_establishes_the_theorem_that_it_was_written_of(name: str) -> None:
    document = written(name)
    assert is_function_document(document)
    theorem, found = RIGHT[name](), established_from(document)
    assert isinstance(theorem, FunctionTheorem)
    assert (found.subject, found.law, found.status) == (
        theorem.subject,
        theorem.law,
        theorem.status,
    )
    assert function_document(found) == document


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a document."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(document))
    here = copy
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return copy


STRANGE = (None, True, -1, 7, 10**30, "", "#1", "#s", "#'1", "t'", "1/0", [], {}, [[]], {"a": 1})


@pytest.mark.parametrize(
    "name", ["one from t to t + 1 does not", "a convolution of a bump with itself"]
)
def test_a_document_with_one_part_exchanged_is_refused_or_means_what_it_says(name: str) -> None:
    """It never ends in another exception, and what it establishes is what it says."""
    document = written(name)
    for path in list(places(document))[1:]:
        for value in STRANGE:
            other = changed(document, path, value)
            try:
                found = established_from(other)
            except (Rejected, Unreadable):
                continue
            assert function_document(found) == other, path


# ---- operators that are made to take long ----


def deep() -> FunctionSubject:
    """x(x(x(...)))."""
    m = Made()
    found: Term = t
    for _ in range(3_000):
        found = m.x(found)
    return m.subject(found)


def shared() -> FunctionSubject:
    """x(a + b), where a is b's own a, and so on: a walk that met each again would not end."""
    m = Made()
    a, b = m.x(v), m.x(add(v, ONE))
    for _ in range(60):
        a, b = b, m.x(add(a, b))
    return m.subject(m.derivative(b, v, t), m.integral(mul(a, b), v, 0, t))


def wide() -> FunctionSubject:
    """Integrals of products of the two integrals before."""
    m = Made()
    a, b = m.x(mul(t, s)), m.x(s)
    for _ in range(40):
        a, b = b, m.integral(mul(a, b, s), s, 0, t)
    return m.subject(b)


def high() -> FunctionSubject:
    """The integral of ((x^60)^60)^60."""
    m = Made()
    return m.subject(m.integral(power(power(power(m.x(s), 60), 60), 60), s, 0, 1))


def long() -> FunctionSubject:
    """The integral of (1 + s + x + ... + x^9)^9, each of which is an addend of its own."""
    m = Made()
    total = add(ONE, s, *(m.x(mul(const(j), s)) for j in range(1, 10)))
    return m.subject(m.integral(power(total, 9), s, 0, 1))


HOSTILE = (deep, shared, wide, high, long)
SECONDS = 20
"""On a machine that is busy."""


@pytest.mark.parametrize("make", HOSTILE)
def test_letters_of_a_hostile_operator_end_soon(make: Callable[[], FunctionSubject]) -> None:
    """Whoever verifies a file did not write it."""
    subject, start = make(), time.process_time()
    part = Holds(TRUE, (), matrix(Made().subject(0), 0))
    with pytest.raises(Rejected):
        conclude(subject, Law.LINEAR, [part], [])
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "make", [pytest.param(f, marks=pytest.mark.slow if f is wide else ()) for f in HOSTILE]
)
def test_values_of_a_hostile_operator_end_soon(make: Callable[[], FunctionSubject]) -> None:
    """Be it with a value, or with a reason why there is none."""
    subject, start = make(), time.process_time()
    with suppress(Rejected), within_limits():
        restricted(subject, *polynomials(0, 1, 5, t=2))
    assert time.process_time() - start < SECONDS
