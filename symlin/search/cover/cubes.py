"""Cubes: conjunctions of signs of polynomials in the parameters, and what z3 says of them.

Nothing rests on that: what comes out of it is proved for the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flint import fmpq

from symlin.kernel.intervals import NEG, POS, ZERO
from symlin.kernel.term import Guard, Term, eq, ge, gt, ne, neg
from symlin.language.numerals import rational_of
from symlin.search.cover.charts import Vocabulary
from symlin.search.points.z3_models import Translation
from symlin.search.z3_context import milliseconds

TACTICS = (
    "simplify", "purify-arith", "propagate-values", "elim-term-ite", "simplify", "qfnra-nlsat"
)  # fmt: skip
"""Of z3: ten to a thousand times as fast as its solver for everything."""
FULL = NEG | ZERO | POS
Cube = dict[str, int]
"""For each polynomial the signs that it may have."""


def sign_of(number: fmpq) -> int:
    """The sign as a mask."""
    return ZERO if number == 0 else POS if number > 0 else NEG


class Cubes:
    """The cubes over one vocabulary, for one question to z3 after the other."""

    def __init__(self, context: Any, vocabulary: Vocabulary, given: Sequence[Guard]) -> None:
        self.vocabulary = vocabulary
        self.ring = vocabulary.ring
        self.context = context
        self.translation = Translation(context)
        self.given = [self.translation.expression(g) for g in given]
        self._terms: dict[str, Term] = {}
        self.possible = {}
        self._atoms: dict[tuple[str, int], Any] = {}

    possible: Cube
    """The signs that each polynomial has at one point or another that was tried."""

    # ---- at a point ----

    def signs(self, point: Mapping[str, fmpq]) -> Cube:
        """The signs of all polynomials there."""
        values = [point[n] for n in self.ring.names]
        items = self.vocabulary.polynomials.items()
        return {key: sign_of(fmpq(p(*values))) for key, p in items}

    def term(self, key: str) -> Term:
        """The polynomial as a term."""
        if key not in self._terms:
            self._terms[key] = self.ring.term(self.vocabulary.polynomials[key])
        return self._terms[key]

    def register(self, key: str, term: Term) -> None:
        """A term of which signs are spoken as well, though it is no polynomial."""
        self._terms[key] = term

    def guard(self, key: str, mask: int) -> Guard:
        """That the polynomial has one of the signs."""
        return relation_of(self.term(key), mask)

    def guards(self, cube: Cube) -> tuple[Guard, ...]:
        """The cube as facts, equations first."""
        order = sorted(cube, key=lambda key: (cube[key] != ZERO, len(key)))
        return tuple(self.guard(key, cube[key]) for key in order)

    def weight(self, key: str) -> int:
        """How much a person would like to do without it."""
        return len(key)

    # ---- z3 ----

    def atom(self, key: str, mask: int) -> Any:
        """The literal for z3."""
        if (key, mask) not in self._atoms:
            self._atoms[key, mask] = self.translation.expression(self.guard(key, mask))
        return self._atoms[key, mask]

    def expressions(self, cube: Cube) -> list[Any]:
        """The literals for z3."""
        return [self.atom(key, mask) for key, mask in cube.items()]

    def uncovered(self, cubes: Iterable[Cube], seconds: float) -> tuple[str, dict[str, fmpq]]:
        """("sat", a point outside all cubes), or "unsat" or "unknown"."""
        import z3

        answer, solver = self.ask([self.outside(cube) for cube in cubes], seconds)
        if answer != "sat":
            return answer, {}
        model = solver.model()
        point: dict[str, fmpq] = {}
        for name in self.ring.names:
            value = model.eval(z3.Real(name, self.context), model_completion=True)
            # An irrational point has no exact value here, and no chart.
            if not z3.is_rational_value(value):
                return "unknown", {}
            point[name] = fmpq(rational_of(value.as_string()))
        return "sat", point

    def ask(self, formulas: Sequence[Any], seconds: float) -> tuple[str, Any]:
        """Whether the formulas can hold together, and the solver that says so."""
        import z3

        solver = self._solver(seconds)
        solver.add(*formulas)
        answer = str(solver.check())
        # Conditions with many alternatives are better looked at by its usual search.
        if answer == "unknown":
            solver = z3.Solver(ctx=self.context)
            solver.set("timeout", milliseconds(seconds))
            solver.add(*self.given, *self.translation.side, *formulas)
            answer = str(solver.check())
        return answer, solver

    def core(self, formula: Any, cube: Cube, seconds: float) -> Cube | None:
        """Few literals of the cube that exclude the formula; None where z3 does not show it."""
        import z3

        solver = self._solver(seconds)
        solver.set("unsat_core", True)
        solver.add(formula)
        names = {f"literal'{k}": item for k, item in enumerate(cube.items())}
        for n, (key, mask) in names.items():
            solver.assert_and_track(self.atom(key, mask), z3.Bool(n, self.context))
        answer = solver.check()
        if answer == z3.unsat:
            found = {str(m) for m in solver.unsat_core()}
            return {key: mask for n, (key, mask) in names.items() if n in found}
        # A model means that more is needed than the signs that are known of.
        if answer == z3.sat:
            return None
        shown = self.ask([formula, *self.expressions(cube)], seconds)[0] == "unsat"
        return dict(cube) if shown else None

    def _solver(self, seconds: float) -> Any:
        """A solver with the given facts: cylindrical algebra, which needs no increments."""
        import z3

        # No increments: each question is small, and this way is made for one at a time.
        solver = z3.Then(*(z3.Tactic(t, ctx=self.context) for t in TACTICS)).solver()
        solver.set("timeout", milliseconds(seconds))
        solver.add(*self.given, *self.translation.side)
        return solver

    def outside(self, cube: Cube) -> Any:
        """That the cube is left."""
        import z3

        literals = self.expressions(cube)
        return z3.Not(z3.And(literals)) if literals else z3.BoolVal(False, self.context)


class Question:
    """Whether formulas are all excluded by cubes: asked again and again of the same formulas."""

    def __init__(self, cubes: Cubes, formulas: Sequence[Any], seconds: float) -> None:
        self.cubes = cubes
        self.formulas = formulas
        self.seconds = seconds

    def excluded(self, cube: Cube) -> bool:
        """Whether z3 shows that no parameters of the cube satisfy any of the formulas."""
        literals = self.cubes.expressions(cube)
        return all(
            self.cubes.ask([formula, *literals], self.seconds)[0] == "unsat"
            for formula in self.formulas
        )

    def cube(self, signs: Cube) -> Cube | None:
        """The largest cube around the signs that was found; None where z3 does not show even that
        they exclude the formulas."""
        # Most conditions are equations: they are tried without the signs of everything else.
        equations = {key: mask for key, mask in signs.items() if mask == ZERO}
        if equations and self.excluded(equations):
            return self._shrunk(equations)
        # Each formula has its own reasons; together they are enough for all.
        core: Cube = {}
        for formula in self.formulas:
            found = self.cubes.core(formula, signs, self.seconds)
            if found is None:
                return None
            core |= found
        return self._shrunk(core)

    def _shrunk(self, cube: Cube) -> Cube:
        """Without literals that are not needed, the longest first; the others made weaker."""
        kept = dict(cube)
        for key in sorted(cube, key=self.cubes.weight, reverse=True):
            fewer = {k: m for k, m in kept.items() if k != key}
            if self.excluded(fewer):
                kept = fewer
        for key in list(kept):
            for wider in _wider(kept[key]):
                # a = 0 is not made a <= 0 where no a < 0 is to be had
                seen = self.cubes.possible.get(key, FULL)
                if seen & wider != seen & kept[key] and self.excluded({**kept, key: wider}):
                    kept[key] = wider
                    break
        return kept


def _wider(mask: int) -> tuple[int, ...]:
    if mask == ZERO:
        return (ZERO | POS, ZERO | NEG)
    return (mask | ZERO, NEG | POS) if mask in (NEG, POS) else ()


def relation_of(term: Term, mask: int) -> Guard:
    """That the term has one of the signs."""
    match mask:
        case m if m == NEG:
            return gt(neg(term))
        case m if m == ZERO:
            return eq(term)
        case m if m == POS:
            return gt(term)
        case m if m == NEG | ZERO:
            return ge(neg(term))
        case m if m == ZERO | POS:
            return ge(term)
        case _:
            return ne(term)


def contains(cube: Cube, signs: Mapping[str, int]) -> bool:
    """Whether a point with these signs lies in the cube."""
    return all(signs[key] & mask for key, mask in cube.items())
