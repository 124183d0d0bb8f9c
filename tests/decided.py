"""Reports that many tests read: each operator is decided once in a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import symlin
from symlin.decision.decide import decide
from symlin.decision.report import Report
from symlin.reading.parse import parse_operator
from symlin.report.functions import FunctionReport

PATIENCE = 60.0
"""Seconds for one of them, of which the slowest takes a tenth."""
LONG = {"batch_norm", "clamp", "median_filter", "quantise", "threshold"}
"""Entries of the catalog that take seconds: .ci/run asks about all of them."""


def decided(
    text: str,
    shape: Sequence[int] | None = None,
    assume: Sequence[str] = (),
    inputs: Sequence[str] | None = None,
) -> Report:
    """The report on an operator, without a cross-check; whoever asks again gets the same object."""
    names = None if inputs is None else tuple(inputs)
    return _decided(text, None if shape is None else tuple(shape), tuple(assume), names)


@cache
def _decided(
    text: str,
    shape: tuple[int, ...] | None,
    assume: tuple[str, ...],
    inputs: tuple[str, ...] | None,
) -> Report:
    return decide(parse_operator(text, inputs=inputs, assume=assume, shape=shape), PATIENCE)


@cache
def decided_functions(text: str, **options: str) -> FunctionReport:
    """The same of an operator on functions, with options of `symlin.check`."""
    report = symlin.check(text, crosscheck=False, **options)
    assert isinstance(report, FunctionReport)
    return report
