"""Show that facts contradict each other: normal forms, substitution, case splits, combinations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symlin.exact.atoms import all_atoms, angle_denominator, atoms_in_facts, relations
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.factors import factors_of
from symlin.exact.forms import to_term
from symlin.kernel.certificate import (
    Contradiction,
    Lemma,
    ProductSign,
    Proof,
    Rejected,
    Split,
    Substitute,
)
from symlin.kernel.contradiction import lemma_fact, verify
from symlin.kernel.normal import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import atoms_of
from symlin.kernel.term import Guard, Relation, Term, eq, gt, negation
from symlin.kernel.theories.exponential import exponentiated
from symlin.kernel.walk import substitute
from symlin.search.points.sampling import hold_somewhere
from symlin.search.proofs import lemmas
from symlin.search.proofs.combination import combination
from symlin.search.proofs.equations import solved_equation, whole_variable
from symlin.search.proofs.gradients import ends_of, gradient_candidates
from symlin.search.proofs.monotone import Ascent, ascents
from symlin.search.proofs.splits import exponents, splits
from symlin.search.proofs.squares import sums_of_squares

MOST_DEPTH = 60
MOST_NODES = 4_000
MOST_FACTORS = 3
MOST_ASCENTS = 3
"""Most derivatives that are taken one of the other."""
NEW = 2
"""Facts, the last ones, of which the goal's negation consists."""
ENDING = frozenset({"asin", "root", "log"})
"""Functions that have no derivative at an end of their domain."""
PIECES = frozenset({"relu", "pos", "nul", "max", "floor"})


@dataclass(frozen=True)
class OpenCase:
    """A case that could not be closed: its facts, and what was substituted on the way there, the
    first substitution first."""

    facts: tuple[Guard, ...]
    substituted: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Attempt:
    """A proof that facts exclude each other, or the first case that could not be closed; neither
    where something grew too large or time ran out."""

    proof: Proof | None = None
    open_case: OpenCase | None = None


class StaysOpen(Exception):
    """A case stays open."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        super().__init__("open case")


class Prover:
    """Looks for a proof that facts cannot hold together.

    The last of the facts is the goal's negation; its atoms are split first.
    """

    def __init__(self, deadline: Deadline, most_nodes: int = MOST_NODES) -> None:
        self.deadline = deadline
        self.nodes_left = most_nodes
        self.ascents = 0
        """How many derivatives have been taken on the way to the present case."""

    def prove(self, facts: Sequence[Guard]) -> Proof | None:
        """A proof that the kernel follows, or None."""
        return self.attempt(facts).proof

    def attempt(self, facts: Sequence[Guard]) -> Attempt:
        """The same, with the case that stayed open where there is no proof."""
        try:
            return Attempt(self._prove(tuple(facts), 0))
        except StaysOpen as stopped:
            return Attempt(open_case=stopped.case)
        except TooLarge:
            return Attempt()
        except OutOfTime:
            if self.deadline.left:  # then it was not this search that took too long
                raise
            return Attempt()

    def _prove(self, facts: tuple[Guard, ...], depth: int) -> Proof:
        self.deadline.check()
        self.nodes_left -= 1
        if self.nodes_left < 0 or depth > MOST_DEPTH:
            raise StaysOpen(OpenCase(facts))
        context = Context(facts)
        if context.contradiction is not None:
            return Contradiction()
        for method in (
            self._by_angle,
            self._by_substitution,
            self._by_factors,
            self._by_gradient,
            self._by_maxima,
        ):
            proof = method(context, depth)
            if proof is not None:
                return proof
        guard = next(splits(context), None)
        if guard is None:
            return self._close(context, depth)
        if depth and depth % 4 == 0:
            quick = combination(context, products=False, deadline=self.deadline)
            if quick is not None:
                return quick
        return self._split(facts, guard, depth)

    def _split(self, facts: tuple[Guard, ...], guard: Guard, depth: int) -> Proof:
        yes = self._prove((*facts, guard), depth + 1)
        no = self._prove((*facts, negation(guard)), depth + 1)
        return Split(guard, yes, no)

    def _close(self, context: Context, depth: int) -> Proof:
        """A case without undecided pieces: an inequality closes it, or a lemma first."""
        for products in (False, True):
            absurd = combination(context, products=products, deadline=self.deadline)
            if absurd is not None:
                return absurd
        atoms = atoms_in_facts(context)
        steps = lemmas.bounds(context, atoms)
        if not steps and any(base.kind == "floor" for base in atoms):
            split = lemmas.integer_split(context, atoms, self.deadline)
            steps = [] if split is None else [split]
        elif not any(base.kind == "floor" for base in atoms):
            other = self._at_once(context, steps) or self._by_inequalities(context, depth)
            if other is not None:
                return other
        if not steps:
            flat = next((eq(u) for u in exponents(atoms) if context.decide(eq(u)) is None), None)
            if flat is None:
                raise StaysOpen(OpenCase(context.facts))
            return self._split(context.facts, flat, depth)
        return _after(steps, self._prove((*context.facts, *map(lemma_fact, steps)), depth + 1))

    def _at_once(self, context: Context, steps: Sequence[Lemma]) -> Proof | None:
        """Lemmas that need nothing but a combination of the facts besides."""
        if not steps:
            return None
        extended = Context((*context.facts, *map(lemma_fact, steps)))
        if extended.contradiction is not None:
            return _after(steps, Contradiction())
        absurd = combination(extended, products=False, deadline=self.deadline)
        return None if absurd is None else _after(steps, absurd)

    def _by_inequalities(self, context: Context, depth: int) -> Proof | None:
        """What takes more than a combination of the facts and of their products."""
        if hold_somewhere(relations(context)):
            return None
        methods = (self._by_squares, self._by_touching, self._by_signs, self._by_ascent)
        for method in methods:
            proof = method(context, depth)
            if proof is not None:
                return proof
        return None

    def _by_squares(self, context: Context, depth: int) -> Proof | None:
        """A fact that a sum of squares denies, or makes all of these squares 0."""
        for squares in sums_of_squares(context, self.deadline):
            if squares.strict:
                return squares.combination
            for root in squares.roots:
                if context.decide(eq(root)) is None:
                    yes = self._prove((*context.facts, eq(root)), depth + 1)
                    return Split(eq(root), yes, squares.combination)
        return None

    def _by_ascent(self, context: Context, depth: int) -> Proof | None:
        """A fact that fails at a point and cannot come to hold away from it."""
        if self.ascents >= MOST_ASCENTS:
            return None
        for ascent in ascents(context):
            if not isinstance(ascent, Ascent):
                return self._split(context.facts, ascent, depth)
            self.ascents += 1
            try:
                step = ascent.step(self._prove(ascent.facts, depth + 1))
            except StaysOpen:
                continue
            finally:
                self.ascents -= 1
            if _is_accepted(context.facts, step):
                return step
        return None

    def _by_signs(self, context: Context, depth: int) -> Proof | None:
        """A product that is said to have a sign, of factors that are no polynomials: one case for
        each sign of theirs."""
        for relation in relations(context) if not self.ascents else ():
            p, _ = context.clear(context.normal(relation.term))
            if relation.op not in (">", ">=") or all(a.kind == "var" for a in atoms_of(p)):
                continue
            factors = factors_of(p) if len(p.terms) > 1 else []
            terms = tuple(map(to_term, factors)) if 2 <= len(factors) <= MOST_FACTORS else ()
            for guard in (op(term) for term in terms for op in (eq, gt)):
                if context.decide(guard) is None:
                    return self._split(context.facts, guard, depth)
            step = ProductSign(terms, Contradiction())
            if terms and _is_accepted(context.facts, step):
                return step
        return None

    def _by_touching(self, context: Context, depth: int) -> Proof | None:
        """Facts that would meet in one point if a strict one were not."""
        from symlin.search.proofs.touching import squares_that_touch

        for rows in squares_that_touch(context, self.deadline):
            absurd = combination(context, products=True, deadline=self.deadline, further=rows)
            if absurd is not None:
                return absurd
        return None

    def _by_angle(self, context: Context, depth: int) -> Proof | None:
        """Count angles in smaller units, where sines of halves and wholes meet."""
        if context.angle != 1:
            return None
        denominator = angle_denominator(context)
        if 1 < denominator <= 12 and Context(context.facts, denominator).contradiction is not None:
            return Contradiction(denominator)
        return None

    def _by_substitution(self, context: Context, depth: int) -> Proof | None:
        step = solved_equation(context) or whole_variable(context)
        if step is None:
            return None
        variable, value, factor = step
        facts = substitute(context.facts, {variable: value})
        try:
            return Substitute(variable, value, factor, self._prove(facts, depth + 1))
        except StaysOpen as inner:
            trail = ((variable, value), *inner.case.substituted)
            raise StaysOpen(OpenCase(inner.case.facts, trail)) from None

    def _by_factors(self, context: Context, depth: int) -> Proof | None:
        """An equation between products: one of the factors is 0."""
        for relation in relations(context):
            if relation.op != "=":
                continue
            p, _ = context.clear(context.normal(relation.term))
            p = exponentiated(context, p) or p
            factors = [] if p.is_constant else factors_of(p)
            if len(factors) < 2:
                continue
            terms = tuple(map(to_term, factors))
            for term in terms:
                known = context.decide(eq(term))
                if known is None or (known and eq(term) not in context.facts):
                    return self._split(context.facts, eq(term), depth)
            if all(context.decide(eq(term)) is False for term in terms):
                step = ProductSign(terms, Contradiction())
                if _is_accepted(context.facts, step):
                    return step
        return None

    def _by_gradient(self, context: Context, depth: int) -> Proof | None:
        goal = context.facts[-1]
        if not (isinstance(goal, Relation) and goal.op == "!="):
            return None
        p = context.normal(goal.term)
        kinds = {a.kind for a in all_atoms(p)}
        if kinds & PIECES or not kinds - {"var", "inv", "pi"}:
            return None
        for candidate in gradient_candidates(context, goal.term, p):
            if _is_accepted(context.facts, candidate):
                return candidate
        ends = list(ends_of(context)) if kinds & ENDING else []
        inside = (*context.facts, *map(gt, ends))
        within = gradient_candidates(Context(inside), goal.term, p) if ends else ()
        for candidate in within:
            if _is_accepted(inside, candidate):
                return self._with_ends(context.facts, ends, candidate, depth)
        return None

    def _by_maxima(self, context: Context, depth: int) -> Proof | None:
        """That a maximum is no less than any of its arguments, where no more is needed than that:
        to compare them all takes long. What is not 0 is on one side of it."""
        if not any(base.kind == "max" for base in atoms_in_facts(context)):
            return None
        latest = context.facts[-NEW:]
        differ = [gt(f.term) for f in latest if isinstance(f, Relation) and f.op == "!="]
        above = next((side for side in differ if context.decide(side) is None), None)
        if above is None:
            return None if depth % 4 else self._combined(context.facts)
        yes = self._combined((*context.facts, above))
        no = None if yes is None else self._combined((*context.facts, negation(above)))
        return None if yes is None or no is None else Split(above, yes, no)

    def _combined(self, facts: tuple[Guard, ...]) -> Proof | None:
        context = Context(facts)
        if context.contradiction is not None:
            return Contradiction()
        return combination(context, products=False, deadline=self.deadline)

    def _with_ends(
        self, facts: tuple[Guard, ...], ends: Sequence[Term], inside: Proof, depth: int
    ) -> Proof:
        """The proof for the inside, and one for each end, where the gradient does not exist."""
        if not ends:
            return inside
        end, *others = ends
        outside = (*facts, negation(gt(end)))
        there = self._prove((*outside, eq(end)), depth + 1)
        return Split(
            gt(end),
            self._with_ends((*facts, gt(end)), others, inside, depth),
            Split(eq(end), there, Contradiction()),
        )


def _after(steps: Sequence[Lemma], proof: Proof) -> Proof:
    for step in reversed(steps):
        proof = replace(step, then=proof)
    return proof


def _is_accepted(facts: Sequence[Guard], proof: Proof) -> bool:
    """Whether the kernel accepts the proof."""
    try:
        verify(facts, proof)
    except (Rejected, TooLarge):
        return False
    return True
