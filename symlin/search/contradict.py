"""Show that facts contradict each other: normal forms, substitution, case splits, combinations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import cast

from flint import fmpq

from symlin.kernel.certificate import (
    ConstantGradient,
    Contradiction,
    ProductSign,
    Proof,
    Split,
    Substitute,
)
from symlin.kernel.checker import Rejected, lemma_fact, verify
from symlin.kernel.claim import Subject
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    Atom,
    Poly,
    TooLarge,
    atom,
    atom_depends,
    atom_poly,
    atoms_of,
    content,
)
from symlin.kernel.signs import NEG, POS, ZERO
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    And,
    Guard,
    Or,
    Relation,
    Term,
    const,
    div,
    eq,
    gt,
    mul,
    neg,
    negation,
    scale,
    sub,
    substitute,
    var,
    variables,
)
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.search import lemmas
from symlin.search.combination import combination
from symlin.search.deadline import Deadline, OutOfTime
from symlin.search.factors import factors_of
from symlin.search.forms import to_term
from symlin.search.monotone import Ascent, ascents
from symlin.search.squares import sums_of_squares

MOST_DEPTH = 60
MOST_NODES = 4_000
FEW = 8
MOST_FACTORS = 3
MOST_ASCENTS = 3
"""Most derivatives that are taken one of the other."""
ANCHORS = (*map(const, (0, 1, -1, 2, -2)), scale(fmpq(1, 2), PI), scale(fmpq(-1, 2), PI))
"""Where a term with a constant gradient is looked at."""
ENDING = frozenset({"asin", "root", "log"})
"""Functions that have no derivative at an end of their domain."""
PIECES = frozenset({"relu", "pos", "nul", "max", "floor"})


@dataclass(frozen=True)
class Case:
    """A case that could not be closed: its facts, and what was substituted on the way there, the
    first substitution first."""

    facts: tuple[Guard, ...]
    substituted: tuple[tuple[str, Term], ...] = ()


class Open(Exception):
    """A case stays open."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__("open case")


class Prover:
    """Looks for a proof that facts cannot hold together.

    The last fact given to `prove` is the goal's negation; its atoms are split first. `open_case`
    is the first case that could not be closed.
    """

    def __init__(self, deadline: Deadline, most_nodes: int = MOST_NODES) -> None:
        self.deadline = deadline
        self.nodes_left = most_nodes
        self.open_case: Case | None = None
        self.ascents = 0
        """How many derivatives have been taken on the way to the present case."""

    def prove(self, facts: Sequence[Guard]) -> Proof | None:
        """A proof that the kernel follows, or None."""
        self.open_case = None
        try:
            return self._prove(tuple(facts), 0)
        except Open as found:
            self.open_case = found.case
        except TooLarge:
            pass
        except OutOfTime:
            if self.deadline.left:  # then it was not this search that took too long
                raise
        return None

    def _prove(self, facts: tuple[Guard, ...], depth: int) -> Proof:
        self.deadline.check()
        self.nodes_left -= 1
        if self.nodes_left < 0 or depth > MOST_DEPTH:
            raise Open(Case(facts))
        context = Context(facts)
        if context.contradiction is not None:
            return Contradiction()
        for method in (
            self._by_angle,
            self._by_substitution,
            self._by_factors,
            self._by_gradient,
        ):
            found = method(context, depth)
            if found is not None:
                return found
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
        """A case without undecided pieces: only a combination of its facts can close it."""
        for products in (False, True):
            found = combination(context, products=products, deadline=self.deadline)
            if found is not None:
                return found
        for method in (
            self._by_squares,
            self._by_touching,
            self._by_signs,
            self._by_ascent,
        ):
            other = method(context, depth)
            if other is not None:
                return other
        atoms = atoms_in_facts(context)
        steps = lemmas.bounds(context, atoms)
        if not steps and any(base.kind == "floor" for base in atoms):
            split = lemmas.integer_split(context, atoms, self.deadline)
            steps = [] if split is None else [split]
        if not steps:
            flat = next((eq(u) for u in _exponents(atoms) if context.decide(eq(u)) is None), None)
            if flat is None:
                raise Open(Case(context.facts))
            return self._split(context.facts, flat, depth)
        proof = self._prove((*context.facts, *map(lemma_fact, steps)), depth + 1)
        for step in reversed(steps):
            proof = replace(step, then=proof)
        return proof

    def _by_squares(self, context: Context, depth: int) -> Proof | None:
        """A fact that a sum of squares denies, or makes all of these squares 0."""
        for found in sums_of_squares(context, self.deadline):
            if found.strict:
                return found.combination
            for root in found.roots:
                if context.decide(eq(root)) is None:
                    yes = self._prove((*context.facts, eq(root)), depth + 1)
                    return Split(eq(root), yes, found.combination)
        return None

    def _by_ascent(self, context: Context, depth: int) -> Proof | None:
        """A fact that fails at a point and cannot come to hold away from it."""
        if self.ascents >= MOST_ASCENTS:
            return None
        for found in ascents(context):
            if not isinstance(found, Ascent):
                return self._split(context.facts, found, depth)
            self.ascents += 1
            try:
                step = found.step(self._prove(found.facts, depth + 1))
            except Open:
                continue
            finally:
                self.ascents -= 1
            if _follows(context.facts, step):
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
            if terms and _follows(context.facts, step):
                return step
        return None

    def _by_touching(self, context: Context, depth: int) -> Proof | None:
        """Facts that would meet in one point if a strict one were not."""
        from symlin.search.touching import squares_that_touch

        for rows in squares_that_touch(context, self.deadline):
            found = combination(context, products=True, deadline=self.deadline, further=rows)
            if found is not None:
                return found
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
        except Open as inner:
            trail = ((variable, value), *inner.case.substituted)
            raise Open(Case(inner.case.facts, trail)) from None

    def _by_factors(self, context: Context, depth: int) -> Proof | None:
        """An equation between products: one of the factors is 0."""
        for relation in relations(context):
            if relation.op != "=":
                continue
            p, _ = context.clear(context.normal(relation.term))
            factors = factors_of(p) if len(p.terms) > 1 else []
            if len(factors) < 2:
                continue
            terms = tuple(map(to_term, factors))
            for term in terms:
                if context.decide(eq(term)) is None:
                    return self._split(context.facts, eq(term), depth)
            if all(context.decide(eq(term)) is False for term in terms):
                step = ProductSign(terms, Contradiction())
                if _follows(context.facts, step):
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
        for candidate in gradient_candidates(goal.term, p):
            if _follows(context.facts, candidate):
                return candidate
        ends = list(_ends(context)) if kinds & ENDING else []
        inside = (*context.facts, *map(gt, ends))
        for candidate in gradient_candidates(goal.term, p) if ends else ():
            if _follows(inside, candidate):
                return self._with_ends(context.facts, ends, candidate, depth)
        return None

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


def _follows(facts: Sequence[Guard], proof: Proof) -> bool:
    """Whether the kernel accepts the proof."""
    try:
        verify(facts, proof)
    except (Rejected, TooLarge):
        return False
    return True


def relations(context: Context) -> list[Relation]:
    """The relations that the facts come down to, the last fact's first."""
    return [r for fact in reversed(context.facts) for r in context.atomic(fact)]


def all_atoms(p: Poly) -> dict[Atom, None]:
    """The atoms of p at every depth."""
    found: dict[Atom, None] = {}
    todo = [p]
    while todo:
        for base in atoms_of(todo.pop()):
            if base not in found:
                found[base] = None
                todo.extend(arguments(base))
    return found


def atoms_in_facts(context: Context) -> dict[Atom, None]:
    """The atoms of all relations among the facts, at every depth."""
    found: dict[Atom, None] = {}
    for relation in relations(context):
        found.update(all_atoms(context.normal(relation.term)))
    return found


def _exponents(atoms: dict[Atom, None]) -> Iterator[Term]:
    """The variables among the arguments of exponentials: at 0 their powers are all 1."""
    for base in atoms:
        if base.kind == "exp":
            u = cast(Poly, base.argument)
            if len(u.terms) == 1 and [a.kind for a, _ in u.lead] == ["var"]:
                yield to_term(u)


def arguments(base: Atom) -> list[Poly]:
    if isinstance(base.argument, Poly):
        return [base.argument]
    if isinstance(base.argument, tuple):
        return [part for part in base.argument if isinstance(part, Poly)]
    return []


def splits(context: Context) -> Iterator[Guard]:
    """Guards that the facts leave open and on which the normal forms depend, innermost first.

    A few open alternatives come first: they are conditions that someone has stated.
    """
    alternatives = [g for fact in context.facts for g in _alternatives(context, fact)]
    if len(alternatives) <= FEW:
        yield from _open_relations(context, alternatives)
    seen: set[Atom] = set()
    for relation in relations(context):
        guard = _split_of(context, context.normal(relation.term), seen)
        if guard is not None:
            yield guard
    yield from _open_relations(context, alternatives)


def _alternatives(context: Context, fact: Guard) -> list[Or]:
    if isinstance(fact, And):
        return [g for part in fact.parts for g in _alternatives(context, part)]
    return [fact] if isinstance(fact, Or) and context.decide(fact) is None else []


def _open_relations(context: Context, alternatives: Sequence[Or]) -> Iterator[Relation]:
    for fact in alternatives:
        for relation in _relations_in(fact):
            if context.decide(relation) is None:
                yield relation


def _relations_in(guard: Guard) -> Iterator[Relation]:
    if isinstance(guard, Relation):
        yield guard
    else:
        for part in getattr(guard, "parts", ()):
            yield from _relations_in(part)


def _split_of(context: Context, p: Poly, seen: set[Atom]) -> Guard | None:
    for base in atoms_of(p):
        if base in seen:
            continue
        seen.add(base)
        for inner in arguments(base):
            guard = _split_of(context, inner, seen)
            if guard is not None:
                return guard
        guard = _split_of_atom(context, base)
        if guard is not None:
            return guard
    return None


def _split_of_atom(context: Context, base: Atom) -> Guard | None:
    match base.kind, base.argument:
        case (("relu" | "pos"), Poly() as h):
            return _sign_split(context, h, POS)
        case "nul", Poly() as h:
            return _sign_split(context, h, ZERO)
        case "max", tuple() as parts:
            candidates = [cast(Poly, part) for part in parts]
            for h in (*candidates, *(candidates[0] - q for q in candidates[1:])):
                guard = _sign_split(context, h, POS)
                if guard is not None:
                    return guard
            return None
        case "inv", Poly() as h:
            return _sign_split(context, h, ZERO)
        case "log", Poly() as h if context.sign(h) & POS:
            return _sign_split(context, h, POS)
        case "root", (Poly() as h, int()):
            return _factor_split(context, h) or _sign_split(context, h, POS)
        case _:
            return None


def _sign_split(context: Context, h: Poly, wanted: int) -> Guard | None:
    """Split on the sign of h, or first on that of a factor or of a product's variable."""
    mask = context.sign(h)
    if not mask & wanted or not mask & ~wanted:
        return None
    guard = _factor_split(context, h)
    if guard is not None:
        return guard
    return gt(to_term(h)) if wanted == POS else eq(to_term(h))


def _factor_split(context: Context, h: Poly) -> Guard | None:
    """Split on the sign of a variable that is a factor of h, or of a factor that is one twice."""
    for base, _ in content(h):
        if base.kind == "var" and context.signs.sign_of_atom(base) not in (NEG, ZERO, POS):
            p = atom_poly(base)
            positive = gt(to_term(p))
            return positive if context.decide(positive) is None else eq(to_term(p))
    parts = context.parts_of_power(h)
    for p in parts or ():
        for op in (gt, eq):
            guard = op(to_term(p))
            if not p.is_constant and context.decide(guard) is None:
                return guard
    return None


def solved_equation(context: Context) -> tuple[str, Term, Term] | None:
    """(variable, value, factor) from a fact factor * variable + rest = 0 with factor != 0."""
    for relation in relations(context):
        for name in variables(relation.term):  # normal forms leave out those that are 0
            if context.signs.sign_of_atom(atom("var", name)) == ZERO:
                return name, ZERO_TERM, ONE
        if relation.op != "=":
            continue
        p, _ = context.clear(context.normal(relation.term))
        for base in atoms_of(p):
            if base.kind == "var":
                step = _solve_for(context, p, base)
                if step is not None:
                    return step
    return None


def reduced(subject: Subject, guards: Sequence[Guard]) -> tuple[Subject, tuple[Guard, ...]]:
    """The subject, with every parameter replaced that the guards determine, and what they say of
    the others."""
    facts = tuple(guards)
    while (step := solved_equation(Context(facts))) is not None:
        values: dict[str, Term] = {step[0]: step[1]}
        facts = tuple(g for g in substitute(facts, values) if g is not TRUE)
        subject = replace(
            subject,
            parameters=tuple(p for p in subject.parameters if p != step[0]),
            outputs=substitute(subject.outputs, values),
            assumptions=substitute(subject.assumptions, values),
        )
    return subject, facts


def whole_variable(context: Context) -> tuple[str, Term, Term] | None:
    """The same for a fact v = floor(v), as long as v stands elsewhere than in floors."""
    for relation in relations(context):
        p = context.normal(relation.term)
        if relation.op != "=" or len(p.terms) != 2 or p.constant:
            continue
        names = [a for a in atoms_of(p) if a.kind == "var"]
        if len(names) == 1 and p in (_excess(names[0]), -_excess(names[0])):
            name = str(names[0].argument)
            value = to_term(atom_poly(names[0]) - _excess(names[0]))
            return name, value, ONE
    return None


def _excess(base: Atom) -> Poly:
    """v - floor(v)."""
    p = atom_poly(base)
    return p - atom_poly(atom("floor", p))


def _solve_for(context: Context, p: Poly, base: Atom) -> tuple[str, Term, Term] | None:
    name = frozenset([cast(str, base.argument)])
    multiple: dict[tuple[tuple[Atom, object], ...], object] = {}
    rest: dict[tuple[tuple[Atom, object], ...], object] = {}
    for m, c in p.terms.items():
        others = tuple(f for f in m if f[0] is not base)
        if any(atom_depends(a, name) for a, _ in others) or dict(m).get(base, 0) not in (0, 1):
            return None
        (multiple if base in dict(m) else rest)[others] = c
    slope, remainder = Poly(cast(dict, multiple)), Poly(cast(dict, rest))  # type: ignore[type-arg]
    if context.sign(slope) & ZERO:
        return None
    if slope.is_constant:
        value = to_term(remainder.scaled(-1 / fmpq(slope.constant)))
    else:
        value = neg(div(to_term(remainder), to_term(slope)))
    variable = cast(str, base.argument)
    for factor in (ONE, to_term(slope)):
        if context.vanishes(mul(factor, sub(var(variable), value))):
            return variable, value, factor
    return None


def _ends(context: Context) -> Iterator[Term]:
    """Terms that the facts say are not negative, affine in the variables, and may be 0."""
    for relation in relations(context):
        if relation.op == ">=" and context.decide(eq(relation.term)) is None:
            p = context.normal(relation.term)
            moving = [m for m in p.terms if any(a.names for a, _ in m)]
            if moving and all(len(m) == 1 and m[0][0].kind == "var" for m in moving):
                yield relation.term


def gradient_candidates(goal: Term, p: Poly) -> Iterator[ConstantGradient]:
    names = tuple(sorted(str(a.argument) for a in all_atoms(p) if a.kind == "var"))
    subsets = [names, *((n,) for n in names if len(names) > 1)]
    for subset in subsets:
        for value in ANCHORS:
            yield ConstantGradient(goal, subset, dict.fromkeys(subset, value))


def angle_denominator(context: Context) -> int:
    """The common denominator of the coefficients of all angles."""
    total = 1
    for relation in relations(context):
        for base in all_atoms(context.normal(relation.term)):
            if base.kind in ("sin", "cos"):
                for c in cast(Poly, base.argument).terms.values():
                    total = lcm(total, int(fmpq(c).q))
    return total
