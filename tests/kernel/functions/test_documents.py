"""Certificates about operators on functions as JSON: what is written is read, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from symlin.kernel.certificate import Rejected
from symlin.kernel.documents.fields import Unreadable
from symlin.kernel.documents.functions import (
    established_from,
    function_document,
    is_function_document,
)
from symlin.kernel.functions.theorem import FunctionTheorem

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


def deep(document: Any) -> Any:
    """Letters of letters of letters."""
    row = document["operator"]["letters"]
    nodes = document["nodes"]
    for number in range(len(row) + 1, 3_000):
        nodes.append({"var": f"#{number - 1}"})
        row.append([f"#{number}", {"value": "x", "orders": [0], "at": [len(nodes) - 1]}])
    nodes.append({"var": f"#{len(row)}"})
    document["operator"]["outputs"] = [len(nodes) - 1]
    return document


def wide(document: Any) -> Any:
    """Integrals, each of the two before it: a walk that met each again would not end."""
    row, nodes = document["operator"]["letters"], document["nodes"]
    row.clear()

    def put(node: Any) -> int:
        if node not in nodes:
            nodes.append(node)
        return int(nodes.index(node))

    zero, one = put({"const": "0"}), put({"const": "1"})
    bound = put({"var": "#s1"})
    row.append(["#1", {"value": "x", "orders": [0], "at": [bound]}])
    row.append(["#2", {"value": "x", "orders": [1], "at": [bound]}])
    for number in range(3, 60):
        factors = [put({"var": f"#{number - k}"}) for k in (1, 2)]
        body = put({"product": [*factors, bound]})
        row.append([f"#{number}", {"integral": body, "variable": "#s1", "from": zero, "to": one}])
    document["operator"]["outputs"] = [put({"var": "#59"})]
    return document


def powers(document: Any) -> Any:
    """((x^64)^64)^64, which is a polynomial."""
    row, nodes = document["operator"]["letters"], document["nodes"]
    base = len(nodes)
    nodes.append({"var": "#s1"})
    for _ in range(2):
        nodes.append({"power": len(nodes) - 1, "exponent": 64})
    row.clear()
    zero = nodes.index({"const": "0"}) if {"const": "0"} in nodes else len(nodes)
    if zero == len(nodes):
        nodes.append({"const": "0"})
    row.append(["#1", {"value": "x", "orders": [0], "at": [base]}])
    body = base + 2
    row.append(["#2", {"integral": body, "variable": "#s1", "from": zero, "to": base}])
    return document


@pytest.mark.parametrize("make", [deep, wide, powers])
def test_a_hostile_document_ends_soon(make: Callable[[Any], Any]) -> None:
    """Whoever verifies a file did not write it."""
    document = make(written("a convolution of a bump with itself"))
    start = time.monotonic()
    with pytest.raises((Rejected, Unreadable)):
        established_from(document)
    assert time.monotonic() - start < 10
