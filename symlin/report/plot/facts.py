"""What a picture is about: the law it shows, the points, and the sentence for its alt text."""

from __future__ import annotations

from dataclasses import dataclass

from symlin.decision.report import Report
from symlin.decision.sample import has_thin_domain, sample_parameters
from symlin.decision.verdict import Counterexample, Status
from symlin.kernel.claim import Law
from symlin.language.operator import Operator
from symlin.report.shape.instance import fixed
from symlin.report.words.counterexample import sentence, written
from symlin.report.words.failure import BrokenLaw
from symlin.report.words.headline import condition_text


@dataclass(frozen=True)
class Scene:
    """The operator without free parameters, and the counterexample to be drawn, if any."""

    report: Report
    operator: Operator
    failure: BrokenLaw | None

    @property
    def output(self) -> int:
        """Which of the outputs is drawn."""
        return 0 if self.failure is None else self.failure.ce.output


def shown_laws(report: Report) -> tuple[Law, ...]:
    """Whose failure the picture shows: a sum of points, or with more inputs the middle of two."""
    one = len(report.operator.inputs) == 1
    return (Law.ADDITIVITY, Law.HOMOGENEITY) if one else (Law.AFFINE,)


def scene(report: Report) -> Scene:
    """What is drawn: how the first of these laws fails, at parameter values at which it does."""
    ce = next((c for law in shown_laws(report) if (c := _example(report, law)) is not None), None)
    if ce is None:
        operator = fixed(report.operator, sample_parameters(report.operator))
        return Scene(report, operator, None)
    return Scene(report, fixed(report.operator, ce.parameters), BrokenLaw(report.operator, ce))


def has_picture(report: Report) -> bool:
    """Whether there is something to see: of a curve or single points, only a law's failure is."""
    return not has_thin_domain(report.operator) or scene(report).failure is not None


def title(report: Report) -> str:
    """The operator and the verdict, for the top of the picture."""
    name = report.operator.name
    short = name if len(name) <= 40 else "f"
    placed = report.operator.space
    over = " over the real numbers" if placed is not None and placed.is_over_complex else ""
    match report.linear.status:
        case Status.PROVED:
            return f"{short}: linear{over}"
        case Status.CONDITIONAL:
            condition = condition_text(report.linear)
            return f"{short}: linear if and only if {condition}" if len(condition) < 40 else short
        case Status.REFUTED:
            return f"{short}: not linear"
        case Status.UNKNOWN:
            return short


def _example(report: Report, law: Law) -> Counterexample | None:
    """What a picture can show: a sum, a multiple or a middle of points."""
    claim = report.claims[law]
    example = claim.counterexample
    return None if claim.vacuous or (example and example.coefficients) else example


def alt_text(report: Report) -> str:
    """The fact that the picture shows, in a sentence or two; of complex inputs, over the reals."""
    placed = report.operator.space
    if placed is not None and placed.is_over_complex:
        return f"{_fact(report.over_reals())} This is said over the real numbers."
    return _fact(report)


def _fact(report: Report) -> str:
    name = report.operator.name
    linear = report.linear
    if linear.status is Status.PROVED:
        return f"The graph of {name} is straight and runs through the origin: it is linear."
    verdict = f"{name} is not linear"
    if linear.status is Status.CONDITIONAL:
        verdict = f"{name} is linear if and only if {condition_text(linear)}"
    if linear.status is Status.UNKNOWN:
        return f"The graph of {name}."
    ce = next((c for law in shown_laws(report) if (c := _example(report, law)) is not None), None)
    if ce is None:
        return f"{verdict}."
    return f"{verdict}: {sentence(written(report.operator, ce))}."
