"""What a line of a batch expects of its report, and whether the report meets it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from symlin.definition import LAWS
from symlin.errors import InputError
from symlin.kernel.claim import Law
from symlin.kernel.term import Term, const, substitute, variables
from symlin.verdict import Claim, Report, Status

EITHER = "refuted-or-conditional"
NUMBER = re.compile(r"[-+]?\d{1,1000}([./]\d{1,1000})?")
"""No exponents: 1e999999999 is short to write and too long to hold."""
WORDS = (*(status.value for status in Status), EITHER)


def check_expectation(expect: object) -> None:
    """Raises InputError where `expect` is not of the promised form."""
    if not isinstance(expect, dict):
        raise InputError('"expect" must be an object such as {"linear": "proved"}')
    for key, wanted in expect.items():
        if key == "points":
            _check_points(wanted)
        elif key not in LAWS:
            raise InputError(f'"expect" knows no claim {key!r}; they are {", ".join(LAWS)}, points')
        elif wanted not in WORDS:
            raise InputError(f'"expect" must give {key} one of {", ".join(WORDS)}')


def _check_points(points: object) -> None:
    if not isinstance(points, list) or not all(isinstance(point, dict) for point in points):
        raise InputError(
            '"points" must be a list of objects such as {"alpha": "1", "linear": true}'
        )
    for point in points:
        if not isinstance(point.get("linear"), bool):
            raise InputError('each of "points" must say "linear": true or false')
        _values(point)


def _values(point: Mapping[str, Any]) -> dict[str, Term]:
    """The parameter values of a point, exactly."""
    values: dict[str, Term] = {}
    for name, text in point.items():
        if name == "linear":
            continue
        try:
            if not NUMBER.fullmatch(str(text)):
                raise ValueError
            number = Fraction(str(text))
        except (ValueError, ZeroDivisionError):
            raise InputError(f'"points" must give {name} an exact number such as "1/2"') from None
        values[name] = const(fmpq(number.numerator, number.denominator))
    return values


def unmet(expect: Mapping[str, Any], report: Report) -> list[str]:
    """What the report does not meet, in words; an unknown meets only "unknown"."""
    missed: list[str] = []
    for key, wanted in expect.items():
        if key == "points":
            missed += _unmet_points(wanted, report)
            continue
        got = report.claims[Law(key)].status.value
        if got != wanted and not (wanted == EITHER and got in ("refuted", "conditional")):
            missed.append(f"{key} is {got}, expected {wanted}")
    return missed


def _unmet_points(points: Sequence[Mapping[str, Any]], report: Report) -> list[str]:
    missed: list[str] = []
    for point in points:
        values = _values(point)
        for name in values:
            if name not in report.operator.parameters:
                raise InputError(f'"points" speaks of {name}, which is no parameter')
        got = linear_at(report.linear, values)
        if got is not point["linear"]:
            place = ", ".join(
                f"{name} = {text}" for name, text in point.items() if name != "linear"
            )
            says = "undecided" if got is None else str(got).lower()
            missed.append(f"linear at {place} is {says}, expected {str(point['linear']).lower()}")
    return missed


def linear_at(claim: Claim, values: Mapping[str, Term]) -> bool | None:
    """What the claim says at these parameter values; None where it says nothing."""
    match claim.status:
        case Status.PROVED:
            return True
        case Status.REFUTED:
            return False
        case Status.UNKNOWN:
            return None
        case Status.CONDITIONAL:
            if claim.guard is None:
                return None
            from symlin.search.values import holds

            (guard,) = substitute((claim.guard,), values)
            return None if variables(guard) else holds(guard)
