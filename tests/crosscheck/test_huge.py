"""Very large networks: one counterexample, by the reference alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symlin.crosscheck import cross_check, huge
from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.reading.parse import parse_operator


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr(huge, "HUGE", 0)


def test_the_reference_sees_the_counterexample(small_limit):
    operator = parse_operator("relu")
    found = cross_check(operator, decide(operator))
    assert (found.status, found.examples) == ("agrees", 1)


def test_a_reference_that_keeps_the_law_is_a_disagreement(small_limit):
    operator = parse_operator("relu")
    straight = replace(operator, reference=lambda point: [point["x"]])
    found = cross_check(straight, decide(operator))
    assert found.status == "disagrees"
    assert Law.ADDITIVITY in found.detail


def test_a_proof_alone_is_left_to_the_kernel(small_limit):
    operator = parse_operator("identity")
    assert cross_check(operator, decide(operator)).status == "skipped"
