"""The decision of one law of a piecewise affine function with parameters, by a cover."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Conditional, Impossible, LawProof
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.term import (
    Const,
    Function,
    Guard,
    Max,
    Piecewise,
    Root,
    Term,
    const,
    negation,
)
from symlin.kernel.walk import substitute, topological
from symlin.search.cover.certify import Certifier, Guards
from symlin.search.cover.condition import Conditions
from symlin.search.cover.cubes import Cube, Cubes, contains
from symlin.search.cover.lines import NotLines
from symlin.search.cover.loop import SECONDS, Broken, Cover, Covering, Stuck
from symlin.search.cover.question import Case
from symlin.search.cover.tree import Tree
from symlin.search.laws import LawSearch
from symlin.search.outcome import Finding, Known, proved, refuted
from symlin.search.parameters.cases import CaseTree, law_proof, refutation
from symlin.search.points.z3_models import Unsupported
from symlin.search.proofs.matrix import Candidate
from symlin.search.z3_context import in_context

MOST_NODES = 300
"""Nodes of the outputs and the domain: larger functions have too many pieces."""
MOST_PARAMETERS = 10
"""Above which nobody reads the condition, and few points meet any of its equations."""


def is_piecewise_affine(subject: Subject) -> bool:
    """Whether a cover may be looked for: one input, parameters, pieces, and nothing that is not
    rational."""
    if len(subject.inputs) != 1 or not 0 < len(subject.parameters) <= MOST_PARAMETERS:
        return False
    nodes = list(topological((*subject.outputs, *subject.domain)))
    # What is not rational in the parameters has no polynomial to take the sign of.
    odd = any(isinstance(n, Root) or (isinstance(n, Function) and n.name != "abs") for n in nodes)
    folded = any(isinstance(n, Max | Piecewise | Function) for n in nodes) or subject.domain
    return len(nodes) <= MOST_NODES and bool(folded) and not odd


def by_cover(search: LawSearch, law: Law, deadline: Deadline, known: Known) -> Finding | None:
    """Proved, refuted or conditional; None where no cover was found, or not certified."""
    try:
        return in_context(lambda context: _Decision(context, search, law, deadline, known).find())
    except (NotLines, Unsupported, Stuck):
        return None


class _Decision:
    """One law of one subject."""

    def __init__(
        self, context: Any, search: LawSearch, law: Law, deadline: Deadline, known: Known
    ) -> None:
        self.case = Case(search.subject, law)
        self.search = search
        self.covering = Covering(context, self.case, deadline.part(0.6))
        self.deadline = deadline
        self.known = known
        self.given = search.parameter_facts

    def find(self) -> Finding | None:
        """The finding; raises `Stuck`, `NotLines`, `Unsupported`."""
        # Cubes come in the order in which points met them: later ones may cover earlier ones.
        cover = _without_idle(self.covering.find())
        cubes = cover.cubes
        terms = [cubes.term(key) for key in sorted(cubes.vocabulary.polynomials, key=len)]
        certifier = Certifier(
            self.case,
            self.search.proofs,
            self.known,
            self.deadline,
            spots=cover.spots,
            terms=terms,
            points=cover.points,
        )
        lines = {k: self._lines(cube, cover) for k, cube in enumerate(cover.holding)}
        tree = Tree(cover, certifier, lines).build()
        if not cover.holding:
            return refuted(refutation(tree, lambda path: self._shown(certifier, path)))
        if not cover.breaking:
            return proved(law_proof(tree, lambda path: self._shown(certifier, path)))
        # A short condition may be too hard to follow for the prover: then a longer one is shown.
        for condition in Conditions(self.case, cubes, cover.holding).all():
            with suppress(Stuck):
                return self._under(certifier, cover, condition, tree)
        return None

    # ---- both halves ----

    def _under(
        self, certifier: Certifier, cover: Cover, condition: Guard, tree: CaseTree
    ) -> Finding:
        """The law holds exactly under the condition; raises `Stuck` where that is not shown."""
        sides = self._sides(condition, cover)
        if sides is None:
            raise Stuck
        proof = self._in_one(condition) or law_proof(
            tree, lambda path: self._shown(certifier, (*self._domain, condition, *path))
        )
        facts = (*self.given, negation(condition))
        rest = refutation(tree, lambda path: self._shown(certifier, (*facts, *path)))
        fitted = certifier.fitted(rest, facts)
        if fitted is None:
            raise Stuck
        return Finding("conditional", Conditional(condition, proof, fitted, *sides), condition)

    @property
    def _domain(self) -> Guards:
        return self.case.subject.domain_at({})

    def _in_one(self, condition: Guard) -> LawProof | None:
        """One matrix for all cases, where normal forms show it: that is easier to follow."""
        attempt = self.search.proofs.attempt
        return attempt(self.case.law, (condition,), self.known, self.deadline, quick=True).proof

    def _shown(self, certifier: Certifier, facts: Guards) -> Impossible:
        found = certifier.exclude(facts)
        if found is None:
            raise Stuck
        return found

    def _lines(self, cube: Cube, cover: Cover) -> list[Candidate]:
        """The lines that the function has at one point of the cube."""
        points = zip(cover.points, map(cover.cubes.signs, cover.points), strict=True)
        point = next((p for p, signs in points if contains(cube, signs)), None)
        if point is None or len(self.case.subject.outputs) != 1:
            return []
        chart = self.covering.chart(point)
        # One matrix serves the whole cube; which line it is, one point of the cube may tell.
        empty = Context(())
        found: dict[Term, Candidate] = {}
        for x in chart.samples():
            told = chart.at(x)
            if told is not None:
                line = told[0][0]
                slope, offset = (r.term(self.covering.ring) for r in (line.slopes[0], line.offset))
                found.setdefault(slope, Candidate(((slope,),), (empty.normal(offset),)))
        return list(found.values())[:4]

    def _sides(self, condition: Guard, cover: Cover) -> Any:
        """Parameter values on either side of the condition, small ones first."""
        # As small as they come: they are printed as the example.
        order = sorted(cover.points, key=_size)
        sides: list[dict[str, Const]] = []
        for wanted in (True, False):
            point = next((p for p in order if _truth(condition, p) is wanted), None)
            if point is None:
                return self.search.sides(condition)
            sides.append({n: const(v) for n, v in point.items()})
        return sides[0], sides[1]


def _size(point: dict[str, fmpq]) -> tuple[int, int]:
    values = point.values()
    return sum(int(v.q) for v in values), sum(abs(int(v.p)) for v in values)


def _truth(condition: Guard, point: dict[str, fmpq]) -> bool | None:
    closed = substitute((condition,), {n: const(v) for n, v in point.items()})
    return Context(()).decide(closed[0])


def _without_idle(cover: Cover) -> Cover:
    """The cover without cubes that the others of their kind cover, the longest first."""
    cubes = cover.cubes
    holding = _needed(cubes, list(cover.holding))
    kept = _needed(cubes, [b.cube for b in cover.breaking])
    breaking: Sequence[Broken] = [b for b in cover.breaking if any(b.cube is c for c in kept)]
    return cover._replace(holding=tuple(holding), breaking=tuple(breaking))


def _needed(cubes: Cubes, found: list[Cube]) -> list[Cube]:
    # z3 alone says what is idle: a cube too few would show as a gap that is not excluded.
    kept = list(found)
    for cube in sorted(found, key=lambda c: sum(map(len, c)) + len(c), reverse=True):
        others = [c for c in kept if c is not cube]
        if not others:
            continue
        outside = [cubes.outside(c) for c in others]
        if cubes.ask([*cubes.expressions(cube), *outside], SECONDS)[0] == "unsat":
            kept = others
    return kept
