"""A cover as a tree of cases: signs are distinguished until one cube has all that it asks.

Facts that are single signs are read quickly, and make what is to be shown simple; that none of a
dozen cubes applies would be a dozen alternatives.
"""

from __future__ import annotations

from collections import Counter

from symlin.kernel.term import negation
from symlin.search.cover.certify import Certifier, Guards
from symlin.search.cover.cubes import FULL, Cube
from symlin.search.cover.loop import SECONDS, Broken, Cover, Stuck
from symlin.search.parameters.cases import Branch, Breaks, CaseTree, Holds
from symlin.search.proofs.matrix import Candidate

MOST_LEAVES = 150
"""Cases above which a proof is too long to be followed in good time."""


class Tree:
    """The tree of one cover; raises `Stuck` where a case is not proved."""

    def __init__(
        self, cover: Cover, certifier: Certifier, lines: dict[int, list[Candidate]]
    ) -> None:
        self.cover = cover
        self.cubes = cover.cubes
        self.certifier = certifier
        self.lines = lines
        self.leaves = 0

    def build(self) -> CaseTree:
        """All cases; raises `Stuck`."""
        return self._build({}, ())

    def _build(self, state: Cube, path: Guards) -> CaseTree:
        self.certifier.deadline.check()
        leaf = self._leaf(state, path)
        if leaf is not None:
            self.leaves += 1
            if self.leaves > MOST_LEAVES:
                raise Stuck
            return leaf
        key, mask = self._next(state)
        guard = self.cubes.guard(key, mask)
        known = state.get(key, FULL)
        yes = self._build({**state, key: known & mask}, (*path, guard))
        no = self._build({**state, key: known & ~mask & FULL}, (*path, negation(guard)))
        return Branch(guard, yes, no)

    # ---- leaves ----

    def _leaf(self, state: Cube, path: Guards) -> CaseTree | None:
        """What is known where the signs are these; None where they do not tell."""
        for k, cube in enumerate(self.cover.holding):
            if _implies(state, cube):
                return self._holds(k, path)
        for broken in self.cover.breaking:
            if _implies(state, broken.cube):
                return self._breaks(broken, path)
        # z3 sees at once that no parameters have such signs; the kernel is shown it.
        if self.cubes.ask(self.cubes.expressions(state), SECONDS)[0] == "unsat":
            # Where it is not seen as quickly there, more signs may say it.
            none = self.certifier.exclude((*self.certifier.given, *path))
            return None if none is None else Breaks(none)
        return None

    def _holds(self, k: int, path: Guards) -> CaseTree:
        found = self.certifier.holds(path, self.lines.get(k, []))
        if found is None:
            raise Stuck
        return Holds(path, frozenset(), found)

    def _breaks(self, broken: Broken, path: Guards) -> CaseTree:
        found = self.certifier.refuted(broken.by, path)
        if found is None:
            raise Stuck
        return Breaks(found)

    # ---- what is distinguished ----

    def _next(self, state: Cube) -> tuple[str, int]:
        """The sign that most of the cubes ask about that are still possible, short ones first."""
        weights: Counter[tuple[str, int]] = Counter()
        for cube in (*self.cover.holding, *(b.cube for b in self.cover.breaking)):
            if not all(state.get(key, FULL) & mask for key, mask in cube.items()):
                continue
            missing = [(k, m) for k, m in cube.items() if state.get(k, FULL) & ~m]
            for key, mask in missing:
                # p != 0 and p = 0 are one distinction, and so are p > 0 and p <= 0.
                kept = min(mask, FULL & ~mask)
                weights[key, kept] += 4 ** max(0, 6 - len(missing))
        if not weights:
            raise Stuck
        return max(weights, key=lambda item: (weights[item], -len(item[0])))


def _implies(state: Cube, cube: Cube) -> bool:
    return all(not state.get(key, FULL) & ~mask for key, mask in cube.items())
