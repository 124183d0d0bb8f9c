"""Parts of a function that are affine in disguise, each proved equal to what it is.

Random points say which sums of neighbours, and which terms, look affine; their matrix is found and
proved as that of a whole function would be. What is left is the same function in fewer terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symlin.exact.coordinates import Coordinates
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.forms import simplified
from symlin.kernel.certificate import Contradiction, Proof, Rejected, Rewrite
from symlin.kernel.checker import check_rewrites
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import (
    Const,
    Node,
    Sum,
    Term,
    Var,
    add,
    const,
    eq,
    linear_combination,
    mul,
    ne,
    sub,
    var,
)
from symlin.kernel.walk import replaced, topological, variables
from symlin.search.points.sampling import Samples
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.matrix import candidate
from symlin.search.proofs.twins import twins

MOST_NODES = 600
"""Of the outputs, above which nothing is looked for: each node is a candidate, with all samples."""
MOST_REWRITES = 30
"""At most so many steps, which the kernel checks one after the other."""
LONGEST_RUN = 8
"""Terms of a sum that are affine together: identities that people know have fewer."""
MOST_TERMS = 40
"""Of a sum, above which its runs are not tried: 40 terms have 252 of them."""
MOST_CASES = 400
"""Of one proof, a tenth of what a law may have: most candidates are none."""
SHARE = 0.5
"""Of the time that is left, the most that one proof may take."""


def rewrites(subject: Subject, points: Sequence[Coordinates], deadline: Deadline) -> list[Rewrite]:
    """Replacements of terms below the outputs by affine ones, or by others that are there, for the
    kernel to check."""
    search = _Rewriting(subject, points, deadline)
    steps = search.twins()
    while len(steps) < MOST_REWRITES:
        step = search.next()
        if step is None:
            break
        steps.append(step)
        search.outputs = replaced(search.outputs, {step.term: step.by})
    try:
        check_rewrites(subject, steps)
    except (Rejected, TooLarge):
        return []
    return steps


class _Rewriting:
    """The outputs as they are now, and what has been tried on them."""

    def __init__(self, subject: Subject, points: Sequence[Coordinates], deadline: Deadline) -> None:
        self.subject = subject
        self.points = points
        self.deadline = deadline
        self.outputs = subject.outputs
        self.inputs = frozenset(subject.inputs)
        own = set(subject.parameters)
        # What binds the parameters says nothing of the inputs; a rewrite holds for all of them.
        self.domain = tuple(g for g in subject.domain if not own & set(variables(g)))
        self.context = Context(self.domain)
        self.samples = Samples(subject, self.domain)
        self.tried: set[Term] = set()

    def twins(self) -> list[Rewrite]:
        """Arguments that are the same in disguise, put in place of each other."""
        if sum(1 for _ in topological(self.outputs)) > MOST_NODES:
            return []
        steps = twins(self.subject, self.outputs, MOST_REWRITES, self.deadline)
        for step in steps:
            self.outputs = replaced(self.outputs, {step.term: step.by})
        return steps

    def next(self) -> Rewrite | None:
        """The first term, the innermost first, that has a proved replacement."""
        nodes = list(topological(self.outputs))
        if len(nodes) > MOST_NODES:
            return None
        for node in nodes:
            for whole, part in self._candidates(node):
                if part in self.tried:
                    continue
                self.tried.add(part)  # after a rewrite, most candidates are the same as before
                self.deadline.check()
                if self.samples.is_affine(part):
                    rewrite = self._replacement(whole, part)
                    if rewrite is not None:
                        return rewrite
        return None

    def _candidates(self, node: Node) -> Iterator[tuple[Term, Term]]:
        """(term, part): parts of the term, or all of it, that may be affine in disguise."""
        if not isinstance(node, Term) or _is_affine(node):
            return
        names = set(variables(node))
        # Parameters are left alone: what is affine for some of their values is a law's condition.
        # So is an output as a whole: that it is affine is the claim itself.
        if names and names <= self.inputs and node not in self.outputs:
            yield node, node
        if isinstance(node, Sum):
            for run in _runs(node):
                if set(variables(run)) <= self.inputs:
                    yield node, run

    def _replacement(self, whole: Term, part: Term) -> Rewrite | None:
        affine = self._affine(part)
        if affine is None:
            return None
        difference = sub(part, affine)
        proof = self._proof(difference)
        if proof is None:
            return None
        by = affine if whole is part else _without(whole, part, affine)
        return Rewrite(whole, by, proof)

    def _affine(self, part: Term) -> Term | None:
        """The affine term that the part must be."""
        # The matrix of the part alone, as if it were an operator: the same search finds it.
        mini = Subject(self.subject.inputs, (), (part,), self.domain)
        try:
            affine = candidate(mini, (), self.points, self.deadline.part(SHARE))
        except (TooLarge, OutOfTime):
            return None
        if affine is None:
            return None
        (row,), (offset,) = affine.matrix, affine.offset
        terms = (mul(e, var(x)) for e, x in zip(row, mini.inputs, strict=True) if e != const(0))
        return add(*terms, simplified(offset))

    def _proof(self, difference: Term) -> Proof | None:
        try:
            if self.context.decide(eq(difference)) is True:
                return Contradiction()
        except TooLarge:
            return None
        prover = Prover(self.deadline.part(SHARE), MOST_CASES)
        return prover.prove((*self.domain, ne(difference)))


def _is_affine(term: Term) -> bool:
    """Whether the term is written as an affine one."""
    match term:
        case Const() | Var():
            return True
        case Sum(_, parts, _):
            return all(isinstance(p, Var) for p in parts)
        case _:
            return False


def _runs(node: Sum) -> Iterator[Term]:
    """Sums of neighbours among the terms that are not affine, short ones first; not all of them."""
    rows = [(w, t) for w, t in zip(node.coefficients, node.terms, strict=True) if not _is_affine(t)]
    if len(rows) > MOST_TERMS:
        return
    # Neighbours only: all subsets of ten terms would be a thousand, and people write what belongs
    # together side by side.
    for length in range(2, min(LONGEST_RUN, len(rows)) + 1):
        for start in range(len(rows) - length + 1):
            weights, terms = zip(*rows[start : start + length], strict=True)
            yield linear_combination(weights, terms)


def _without(whole: Term, run: Term, affine: Term) -> Term:
    """The sum with the terms of the run replaced."""
    assert isinstance(whole, Sum) and isinstance(run, Sum)
    left = list(zip(whole.coefficients, whole.terms, strict=True))
    for pair in zip(run.coefficients, run.terms, strict=True):
        left.remove(pair)
    # linear_combination and add keep sums flat, so that the next run is again one of neighbours.
    rest = linear_combination([w for w, _ in left], [t for _, t in left], whole.constant)
    return add(rest, affine)
