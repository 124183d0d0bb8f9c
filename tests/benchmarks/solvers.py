"""z3 and cvc5 on the SMT-LIB scripts that symlin exports: `unsat` for all means linear."""

from __future__ import annotations

from collections.abc import Callable

from symlin.decision.opinion import CrossCheck
from symlin.decision.report import Report, subject_of
from symlin.decision.verdict import Claim
from symlin.errors import NotExported
from symlin.export.smtlib import to_smtlib
from symlin.kernel.claim import Law
from symlin.kernel.statements.conclusions import domain

from .rows import BREAKS, LINEAR, Row

LAWS, MATRIX = ("additivity.smt2", "homogeneity.smt2"), ("matrix.smt2",)
"""Two scripts that quantify over x, y and over a, x; or one about f(x) - A x with A = (f(e_i))."""

_ASKED = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.LINEAR)


def scripts(row: Row, names: tuple[str, ...]) -> list[str]:
    """The texts, before anything is decided; none where a function has no translation."""
    operator = row.operator()
    report = Report(
        operator=operator,
        claims={law: Claim(law, reason="not asked") for law in _ASKED},
        domain=domain(subject_of(operator)),
        crosscheck=CrossCheck("skipped"),
        seconds=0.0,
        version="",
    )
    try:
        written = to_smtlib(report)
    except NotExported:
        return []
    return [written[name] for name in names if name in written]


def _asked(row: Row, names: tuple[str, ...], check: Callable[[str], str]) -> str | None:
    """`sat` breaks a law, or the only matrix that fits at the unit vectors."""
    texts = scripts(row, names)
    if not texts:
        return None
    said = []
    for text in texts:
        said.append(check(text))
        if said[-1] == "sat":
            return BREAKS
    return LINEAR if set(said) == {"unsat"} else None


def by_z3(row: Row, names: tuple[str, ...]) -> str | None:
    """Its default strategy for the script's logic."""
    import z3

    def check(text: str) -> str:
        logic = text.partition("(set-logic ")[2].partition(")")[0]
        solver = z3.SolverFor(logic)
        solver.from_string(text)
        return str(solver.check())

    return _asked(row, names, check)


def by_cvc5(row: Row, names: tuple[str, ...]) -> str | None:
    """Its defaults."""
    import cvc5  # type: ignore[import-untyped]

    def check(text: str) -> str:
        solver = cvc5.Solver(cvc5.TermManager())
        parser = cvc5.InputParser(solver)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "script")
        symbols, printed = parser.getSymbolManager(), ""
        while not (command := parser.nextCommand()).isNull():
            printed += command.invoke(solver, symbols)
        return printed.strip()

    return _asked(row, names, check)
