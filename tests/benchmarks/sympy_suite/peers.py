"""The same questions to SymPy and z3."""

from __future__ import annotations

from .ask import DIFFERENT, PROVED, REFUSED, UNKNOWN, Answer, as_number, inputs
from .collect import Pair


def by_sympy(pair: Pair, seconds: float) -> Answer:
    """`simplify` of the difference: 0 says that they are the same; a number other than 0 that they
    are not."""
    import sympy

    if not isinstance(pair.left, sympy.Expr) or not isinstance(pair.right, sympy.Expr):
        same = sympy.simplify(sympy.Equivalent(pair.left, pair.right))
        return (PROVED if same is sympy.true else UNKNOWN), ""
    found = sympy.simplify(pair.left - pair.right)
    if found == 0:
        return PROVED, ""
    return (DIFFERENT if found.is_number and found.is_zero is False else UNKNOWN), ""


def by_z3(pair: Pair, seconds: float) -> Answer:
    """The script that symlin would write of "they differ at a point of the domain"."""
    import z3

    from symlin.decision.comparison import both
    from symlin.errors import InputError, NotExported
    from symlin.export import smtlib
    from symlin.reading.pairs import as_pair

    try:
        sides = (as_number(pair.left), as_number(pair.right))
        f, g = as_pair(*sides, inputs=inputs(pair))
        subject = both(f, g)[0]
        question = smtlib._Question(subject.domain_at({}), ((f.outputs[0], g.outputs[0]),))
        text = smtlib._script(subject, question, "equivalent", "unknown")
    except (InputError, NotExported):
        return REFUSED, ""
    solver = z3.SolverFor(text.partition("(set-logic ")[2].partition(")")[0])
    solver.from_string(text)
    said = str(solver.check())
    return {"unsat": PROVED, "sat": DIFFERENT}.get(said, UNKNOWN), ""
