"""The numeric second opinion on a report."""

from __future__ import annotations

from symlin.crosscheck.counterexample import Sight, sight
from symlin.crosscheck.explore import alone, explore
from symlin.crosscheck.huge import check_huge, is_huge
from symlin.crosscheck.laws import BREAKS
from symlin.crosscheck.python.program import with_reference
from symlin.crosscheck.stated import Answer
from symlin.crosscheck.subject import Disagreement, Subject
from symlin.crosscheck.survey import Group, Survey
from symlin.crosscheck.wording import list_texts
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck
from symlin.exact.deadline import stop_after
from symlin.kernel.clock import OutOfTime, check_time
from symlin.language.operator import Operator

SECONDS = 15.0
"""When a run is cut short, whatever the operator: no seed gives the same answer after that, so
the work is counted, and should end long before."""


def cross_check(
    operator: Operator,
    report: Answer,
    seed: int = 0,
    examples: int = 200,
    seconds: float = SECONDS,
) -> CrossCheck:
    """Whether floats, the operator's reference and mpmath see what the report says.

    Counterexamples are worked out anew; then the term is compared with the reference, and the
    laws that are claimed are tested, on up to `examples` examples that depend on `seed` alone
    (fewer for very large operators). What is vacuous or unknown is passed over. Nothing here
    proves anything, but "disagrees" means that symlin is wrong somewhere.

    Floats that have grown too large count for nothing. Where the machine cannot do it (a module or
    memory is missing, or the seconds are over), there is no second opinion, and the detail says so.
    """
    own = min(seconds, SECONDS)
    try:
        # waiting for other threads takes none of the time for the work
        with stop_after(seconds), alone(), stop_after(own):
            return _opinion(operator, report, seed, examples, own)
    except OutOfTime:
        return CrossCheck("skipped", 0, seed, "out of time")
    except (ImportError, MemoryError, RecursionError) as error:
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return CrossCheck("skipped", 0, seed, f"it could not be done here ({why})")


def _opinion(
    operator: Operator, report: Answer, seed: int, examples: int, seconds: float
) -> CrossCheck:
    operator = with_reference(operator)
    if is_huge(operator):
        return check_huge(operator, report, seed)
    subject = Subject(operator)
    try:
        notes = _counterexamples(subject, report)
    except Disagreement as disagreement:
        return CrossCheck("disagrees", 0, seed, str(disagreement))
    shown = any(not note.endswith(Sight.NOTHING) for note in notes)
    survey = Survey(subject, report)
    if operator.reference is None and not any(group.claims for group in survey.groups):
        notes.append("there is no independent reference")
        return CrossCheck("agrees" if shown else "skipped", 0, seed, "; ".join(notes))
    count = min(examples, survey.affordable)
    problem, given = explore(survey.examine, survey.layout.width, count, seed, seconds)
    if problem is not None:
        return CrossCheck("disagrees", given, seed, problem)
    tried = survey.everywhere.tried
    if not tried:
        check_time()  # what was cut short says nothing about the domain
    notes = [*_reference_note(subject), *_law_notes(survey), *notes]
    return CrossCheck("agrees" if tried or shown else "skipped", tried, seed, "; ".join(notes))


def _counterexamples(subject: Subject, report: Answer) -> list[str]:
    """What the counterexamples showed; raises Disagreement where one shows nothing."""
    laws: dict[Sight, list[str]] = {where: [] for where in Sight}
    for law, claim in report.claims.items():
        refutes = claim.status in (Status.REFUTED, Status.CONDITIONAL)
        if refutes and claim.counterexample is not None and law in BREAKS and not claim.vacuous:
            laws[sight(subject, claim, claim.counterexample)].append(law)
    return [f"counterexamples to {list_texts(laws[w])} show {w}" for w in Sight if laws[w]]


def _reference_note(subject: Subject) -> list[str]:
    if subject.operator.reference is None:
        return ["there is no independent reference"]
    if not subject.compared:
        return ["no point was found at which to ask the reference"]
    return ["term and reference agree"]


def _law_notes(survey: Survey) -> list[str]:
    tested = [claim.law for g in survey.groups if g.tried for claim in g.claims]
    notes = [f"{list_texts(tested)} hold{'s' if len(tested) == 1 else ''}"] if tested else []
    untested: list[Group] = [group for group in survey.conditional if not group.tried]
    for group in untested:
        laws = list_texts(claim.law for claim in group.claims)
        notes.append(f"no parameters were found under the condition of {laws}")
    if not survey.everywhere.tried:
        notes.append("no example lies in the domain")
    return notes
