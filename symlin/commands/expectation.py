"""What a line of a batch expects of its report, and whether the report meets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from symlin.catalog.definition import LAWS
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel.claim import Law
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.term import Term
from symlin.kernel.walk import substitute, variables
from symlin.reading.models.formulas import outputs

if TYPE_CHECKING:
    from symlin.report.answers import AnyClaim, AnyReport

OVER_REALS = "linear_over_reals"
"""Of complex inputs: linear for real factors."""
INVARIANCE = "time_invariance"
"""Of operators on functions of one variable."""
EITHER = "refuted-or-conditional"
LONGEST = 2_000
"""Characters of a parameter's value."""
WORDS = (*(status.value for status in Status), EITHER)


def check_expectation(expect: object) -> None:
    """Raises InputError where `expect` is not of the promised form."""
    if not isinstance(expect, dict):
        raise InputError('"expect" must be an object such as {"linear": "proved"}')
    for key, wanted in expect.items():
        if key == "points":
            _check_points(wanted)
        elif key not in (*LAWS, OVER_REALS, INVARIANCE):
            known = ", ".join((*LAWS, OVER_REALS, INVARIANCE, "points"))
            raise InputError(f'"expect" knows no claim {key!r}; they are {known}')
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
    return {name: _exact(name, text) for name, text in point.items() if name != "linear"}


def _exact(name: str, text: object) -> Term:
    """The number that a text such as "1/2", "sqrt(2)" or "pi/2" denotes, as symlin prints it."""
    try:
        if not isinstance(text, str | int) or isinstance(text, bool):
            raise InputError(f"{type(text).__name__} is no text")
        if len(str(text)) > LONGEST:
            raise InputError(f"it has more than {LONGEST} characters")
        (value,) = outputs(str(text))
        if variables(value):
            raise InputError(f"{variables(value)[0]} is no number")
        if Context(()).decide(definedness((value,))) is not True:
            raise InputError("it has no value")
    except (InputError, ValueError) as error:
        why = getattr(error, "message", "it is not one number")
        example = 'an exact number such as "1/2" or "sqrt(2)"'
        raise InputError(f'"points" must give {name} {example}: {why}') from None
    return value


def unmet(expect: Mapping[str, Any], report: AnyReport) -> list[str]:
    """What the report does not meet, in words; an unknown meets only "unknown"."""
    missed: list[str] = []
    for key, wanted in expect.items():
        if key == "points":
            missed += _unmet_points(wanted, report)
            continue
        claim = _claim(report, key)
        if claim is None:
            missed.append(f"nothing is said of {key} here")
            continue
        got = claim.status.value
        if got != wanted and not (wanted == EITHER and got in ("refuted", "conditional")):
            missed.append(f"{key} is {got}, expected {wanted}")
    return missed


def _claim(report: AnyReport, key: str) -> AnyClaim | None:
    from symlin.decision.functions.report import FunctionReport
    from symlin.decision.report import Report

    if isinstance(report, FunctionReport):
        return report.claims.get(key)
    if not isinstance(report, Report):
        return report.claims.get(Law(key)) if key in list(Law) else None
    if key == OVER_REALS:
        return report.linear_over_reals
    return None if key == INVARIANCE else report.claims[Law(key)]


def _unmet_points(points: Sequence[Mapping[str, Any]], report: AnyReport) -> list[str]:
    missed: list[str] = []
    for point in points:
        values = _values(point)
        for name in values:
            if name not in _parameters(report):
                raise InputError(f'"points" speaks of {name}, which is no parameter')
        got = linear_at(report.linear, values)
        if got is not point["linear"]:
            place = ", ".join(
                f"{name} = {text}" for name, text in point.items() if name != "linear"
            )
            says = "undecided" if got is None else str(got).lower()
            missed.append(f"linear at {place} is {says}, expected {str(point['linear']).lower()}")
    return missed


def _parameters(report: AnyReport) -> tuple[str, ...]:
    from symlin.language.network.network import Network
    from symlin.language.operator import Operator
    from symlin.language.sized_operator import SizedOperator

    operator = report.operator
    if isinstance(operator, Network):
        return ()
    if isinstance(operator, Operator | SizedOperator):
        return operator.parameters
    return operator.subject.parameters


def linear_at(claim: AnyClaim, values: Mapping[str, Term]) -> bool | None:
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
            from symlin.decision.values import holds

            (guard,) = substitute((claim.guard,), values)
            return None if variables(guard) else holds(guard)
