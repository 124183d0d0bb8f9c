"""SMT-LIB scripts of the corpus: what z3 and cvc5 answer is what symlin found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from symlin.decision.report import Report
from symlin.errors import NotExported
from symlin.export.smtlib import to_smtlib

from ..decided import decided

CORPUS = Path(__file__).parent.parent / "corpus" / "operators.jsonl"
ROWS = {row["id"]: row for row in map(json.loads, CORPUS.read_text().splitlines())}
RATIONAL = [name for name, row in ROWS.items() if not row["note"].startswith("trans")]
MILLISECONDS = 5000


@cache
def report_of(name: str) -> Report:
    row = ROWS[name]
    options = {key: row[key] for key in ("inputs", "assume", "shape") if key in row}
    return decided(row["operator"], **options)


def status(script: str) -> str:
    return next(
        line.split()[-1].rstrip(")") for line in script.splitlines() if ":status" in line
    )  # fmt: skip


def z3_answer(script: str) -> str:
    z3 = pytest.importorskip("z3")
    solver = z3.Solver()
    solver.set("timeout", MILLISECONDS)
    solver.from_string(script)
    return str(solver.check())


def cvc5_answer(script: str) -> str:
    cvc5 = pytest.importorskip("cvc5", reason="cvc5 is not installed")
    solver = cvc5.Solver()
    solver.setOption("tlimit-per", str(MILLISECONDS))
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "script")
    symbols = parser.getSymbolManager()
    answer = ""
    while not (command := parser.nextCommand()).isNull():
        answer += command.invoke(solver, symbols)
    return answer.split()[0] if answer.split() else "unknown"


@pytest.mark.parametrize("solver", [z3_answer, cvc5_answer])
@pytest.mark.parametrize("name", RATIONAL)
def test_solver_agrees_with_the_verdict(name, solver):
    """A second opinion by another program, on exactly the law that symlin speaks of."""
    for file, script in to_smtlib(report_of(name)).items():
        answer, expected = solver(script), status(script)
        assert answer in ("sat", "unsat", "unknown"), (file, answer)
        assert "unknown" in (answer, expected) or answer == expected, file


@pytest.mark.parametrize("solver", [z3_answer, cvc5_answer])
@pytest.mark.parametrize("text", ["x/(a + b*x)", "floor(a*x)", "Max(a*x, b*x) + c"])
def test_solvers_agree_with_conditions_found_by_cases(text, solver):
    """Under the condition the law holds, whichever case of the parameters it is."""
    scripts = to_smtlib(decided(text))
    answers = {file: solver(script) for file, script in scripts.items()}
    assert "unsat" in answers.values()
    for file, script in scripts.items():
        assert answers[file] in ("unknown", status(script)), file


@pytest.mark.parametrize("name", ["relu-cancel", "max-min", "relu", "leaky-alpha"])
def test_z3_settles_the_plain_laws(name):
    """The agreement above is not for want of answers."""
    scripts = to_smtlib(report_of(name))
    assert z3_answer(scripts["additivity.smt2"]) == status(scripts["additivity.smt2"])
    assert z3_answer(scripts["matrix.smt2"]) == status(scripts["matrix.smt2"])


def test_conditions_have_a_script_of_their_own():
    """leaky relu breaks for some alpha, and holds under alpha = 1."""
    scripts = to_smtlib(report_of("leaky-alpha"))
    assert status(scripts["additivity.smt2"]) == "sat"
    assert status(scripts["additivity-under-condition.smt2"]) == "unsat"


def test_linear_scripts_use_linear_arithmetic():
    assert "(set-logic QF_LRA)" in to_smtlib(report_of("max-min"))["additivity.smt2"]
    assert "(set-logic QF_NRA)" in to_smtlib(report_of("max-min"))["homogeneity.smt2"]


def test_functions_beyond_the_reals_of_smtlib_are_refused():
    with pytest.raises(NotExported, match="exp"):
        to_smtlib(report_of("sigmoid"))


@pytest.mark.parametrize("solver", [z3_answer, cvc5_answer])
@pytest.mark.parametrize(
    "name", ["true", "let", "match", "forall", "distinct", "par", "push", "to_real", "ite"]
)
def test_names_that_smt_lib_takes_are_others_there(name, solver):
    """A parameter may be called as its author likes."""
    report = decided(f"{name}*Max(x, 0)", inputs=["x"])
    for file, script in to_smtlib(report).items():
        assert solver(script) in ("unknown", status(script)), file
