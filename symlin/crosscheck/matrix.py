"""A report's matrix and offset, against the operator that they are said to describe."""

from __future__ import annotations

from symlin.crosscheck.approximations import OutOfReach, Value, nearest_float
from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.laws import X
from symlin.crosscheck.precise import settle
from symlin.crosscheck.stated import Answer
from symlin.crosscheck.subject import Subject, all_close
from symlin.crosscheck.trial import Trial
from symlin.crosscheck.wording import show, show_point
from symlin.kernel.term import ZERO, Term, add, mul, var

LARGEST = 20_000
"""Entries beyond which the matrix is not multiplied out; the laws are tested all the same."""


class Affine:
    """x -> A x + c, compiled."""

    def __init__(self, subject: Subject, rows: list[Term]) -> None:
        self._subject = subject
        self._floats = Program(rows, Floats())
        self._exact: Program[Value] = Program(rows, subject.precise)

    def problem(self, trial: Trial, carefully: bool) -> str | None:
        """Where it is not f, in words."""
        values, point = trial.floats(X), trial.point(X)
        if values is None or point is None:
            return None
        said = self._floats.run({name: nearest_float(v) for name, v in point.items()})
        agree = all_close(zip(values, said, strict=True))
        if agree is not False and not carefully:
            return None
        try:
            gap = settle(self._subject.precise, lambda: self._gap(dict(point)), agree is True)
        except OutOfReach:
            return None
        if gap is None:
            return None
        k, said_there, value = gap
        return (
            f"the matrix gives {show(said_there)} for output {k + 1} at {show_point(point)}, "
            f"but f is {show(value)} there"
        )

    def _gap(self, point: dict[str, Value]) -> tuple[int, Value, Value] | None:
        pairs = zip(self._exact.run(point), self._subject.outputs(point), strict=True)
        for k, (said, value) in enumerate(pairs):
            if None not in (said, value) and self._subject.precise.differ(said, value):
                return k, said, value
        return None


def affine(subject: Subject, report: Answer) -> Affine | None:
    """The report's matrix with its offset; None where there is none, or it is very large."""
    names, matrix = subject.operator.inputs, report.matrix
    if matrix is None or len(matrix) * len(names) > LARGEST:
        return None
    offset = report.offset or (ZERO,) * len(matrix)
    rows = [
        add(*(mul(entry, var(name)) for entry, name in zip(row, names, strict=True)), constant)
        for row, constant in zip(matrix, offset, strict=True)
    ]
    return Affine(subject, rows)
