"""Parts of a function that are one and the same, written in two ways.

Normal forms do not look into tanh(3 y) as the argument of a cosine: that it is sinh(3 y)/cosh(3 y)
takes a proof of its own. Where one way is put in place of the other, the cosines are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Contradiction, Proof, Rewrite
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Function, Node, Power, Root, Term, eq, ne, sub
from symlin.kernel.walk import replaced, topological, variables
from symlin.search.points.sampling import SCALES, TOLERANCE, TRIED, WANTED, Value, float_value
from symlin.search.proofs.contradict import Prover

HIGH = 8
"""Powers from which on the base is looked at: lower ones are multiplied out."""
MOST_CASES = 400
"""Of one proof."""
SHARE = 0.25
"""Of the time that is left, the most that one proof may take."""


def twins(
    subject: Subject, outputs: tuple[Term, ...], most: int, deadline: Deadline
) -> list[Rewrite]:
    """Replacements of arguments by others that have the same values, each with a proof."""
    steps: list[Rewrite] = []
    points = _points(subject) if len({*_arguments(outputs)}) > 1 else []
    tried: set[tuple[Term, Term]] = set()
    while points and len(steps) < most:
        step = next(_steps(subject, outputs, points, tried, deadline), None)
        if step is None:
            break
        steps.append(step)
        outputs = replaced(outputs, {step.term: step.by})
    return steps


def _steps(
    subject: Subject,
    outputs: Sequence[Term],
    points: Sequence[dict[str, float]],
    tried: set[tuple[Term, Term]],
    deadline: Deadline,
) -> Iterator[Rewrite]:
    known: list[dict[Node, Value]] = [{} for _ in points]

    def values(term: Term) -> list[Value]:
        return [float_value(term, p, k) for p, k in zip(points, known, strict=True)]

    # Values at a dozen points tell nearly all pairs apart, and cost less than one proof.
    # The innermost first: what stands further out may be the same text after it.
    for one, other in combinations(dict.fromkeys(_arguments(outputs)), 2):
        if (one, other) in tried:
            continue
        tried.add((one, other))  # what has no proof now has none once other arguments are exchanged
        deadline.check()
        if _agree(values(one), values(other)):
            short, long = sorted((one, other), key=_size)
            proof = _proof(subject, sub(long, short), deadline)
            if proof is not None:
                yield Rewrite(long, short, proof)


def _arguments(outputs: Sequence[Term]) -> Iterator[Term]:
    """What functions, roots and high powers are of, the innermost first."""
    for node in topological(outputs):
        match node:
            case Function(_, argument) if argument is not None:
                inner = argument
            case Root(base, _):
                inner = base
            case Power(base, exponent) if abs(exponent) >= HIGH:
                inner = base
            case _:
                continue
        if variables(inner):
            yield inner


def _agree(left: Sequence[Value], right: Sequence[Value]) -> bool:
    return all(
        isinstance(u, float) and isinstance(v, float) and abs(u - v) <= TOLERANCE * (1 + abs(u))
        for u, v in zip(left, right, strict=True)
    )


def _points(subject: Subject) -> list[dict[str, float]]:
    """Random points of the domain, with values for parameters as well; none where few lie in it."""
    rng, found = Random(0), []
    for k in range(TRIED):
        scale = SCALES[k % len(SCALES)]
        names = (*subject.inputs, *subject.parameters)
        point = {name: rng.uniform(-scale, scale) for name in names}
        known: dict[Node, Value] = {}
        if all(float_value(guard, point, known) is True for guard in subject.domain):
            found.append(point)
        if len(found) == WANTED:
            return found
    return []


def _size(term: Term) -> int:
    return sum(1 for _ in topological([term]))


def _proof(subject: Subject, difference: Term, deadline: Deadline) -> Proof | None:
    """A proof that the difference is 0 on the domain."""
    try:
        if Context(subject.domain).decide(eq(difference)) is True:
            return Contradiction()
    except TooLarge:
        return None
    prover = Prover(deadline.part(SHARE), MOST_CASES)
    return prover.prove((*subject.domain, ne(difference)))
