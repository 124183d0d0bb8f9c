"""What is trusted, and how much of it there is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import symlin.kernel
from symlin.kernel.theories import table
from symlin.kernel.theories.table import together

from .old_certificates import old_certificates
from .rows import only

KERNEL = Path(symlin.kernel.__file__).parent
MODULES = sorted(KERNEL.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{path.name}: import by its full name"
            found.add(node.module)
    return found


def test_the_kernel_imports_the_standard_library_flint_and_itself() -> None:
    """SymPy, z3 and mpmath have had wrong answers; no verdict may rest on them."""
    assert MODULES
    for path in MODULES:
        for name in imported(path):
            top = name.split(".", maxsplit=1)[0]
            own = name == "symlin.kernel" or name.startswith("symlin.kernel.")
            assert own or top == "flint" or top in sys.stdlib_module_names, (path.name, name)


def test_checking_a_certificate_loads_nothing_else() -> None:
    code = (
        "import sys; import symlin.kernel.checker; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'sympy', 'z3', 'mpmath', 'numpy'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_kernel_computes_with_no_floating_point_numbers() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Name) and node.id == "float"), path


def test_every_match_in_the_kernel_says_what_happens_otherwise() -> None:
    """A match that falls through returns in silence, and in a checker silence is consent."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Match):
                last = node.cases[-1]
                bare = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
                assert bare and last.guard is None, f"{path.name}:{node.lineno}"


def test_the_kernel_divides_only_through_flint() -> None:
    """`/` on two ints is a float; `quotient` is the one place for it, balls aside."""
    for path in MODULES:
        if path.name == "enclosure.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        divisions = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        ]
        assert len(divisions) == (1 if path.name == "numbers.py" else 0), path.name


# ---- what docs/trust.md says of it ----

TRUST = (Path(__file__).parents[2] / "docs" / "trust.md").read_text(encoding="utf-8")
TOLERANCE = 0.05
"""Of a figure in docs/trust.md: nobody plans another evening for one line in twenty, and a smaller
tolerance would ask for new figures with every comment."""
THEORIES = KERNEL / "theories"
NO_THEORIES = ("__init__.py", "table.py")
NO_ROWS = (*NO_THEORIES, "monomials.py", "primes.py")
"""Files that have to be read and hold no theory of their own."""


def lines(*paths: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def rows_of(text: str) -> list[list[str]]:
    """The rows of the Markdown tables in a text, without their heads."""
    table = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [row for row in cells if set(row[0]) != {"-"}]


def agrees(figure: str, counted: int) -> bool:
    return abs(int(figure.replace(",", "")) - counted) <= TOLERANCE * counted


def test_the_lines_to_read_for_each_theory_are_as_many_as_is_said() -> None:
    """Whoever decides what to read has nothing but these figures to go by."""
    said = {row[0].strip("`"): row[1] for row in rows_of(TRUST) if row[0].endswith(".py`")}
    files = {path.name for path in THEORIES.glob("*.py")} - {*NO_THEORIES}
    assert said.keys() == files
    for name, figure in said.items():
        assert agrees(figure, lines(THEORIES / name)), (name, figure, lines(THEORIES / name))


def test_the_lines_to_read_for_a_verdict_are_as_many_as_is_said() -> None:
    """And the certificates below show that these files are enough."""
    core = lines(*KERNEL.glob("*.py"))
    for row in rows_of(TRUST):
        named = [name for name in re.findall(r"`(\w+\.py)`", row[1]) if (THEORIES / name).exists()]
        if row[1].startswith("the core"):
            assert agrees(row[2], core + lines(*(THEORIES / name for name in named))), row
    for folder, figure in re.findall(r"`symlin/kernel/(\w+)/` \(([\d,]+) lines\)", TRUST):
        assert agrees(figure, lines(*(KERNEL / folder).glob("*.py"))), folder


@pytest.mark.parametrize("about", ["polynomials", "piecewise linear functions"])
def test_a_verdict_rests_on_the_files_that_are_named(about: str) -> None:
    """The kernel accepts its certificates with no other row in the table of theories."""
    (said,) = [row[1] for row in rows_of(TRUST) if row[0] == about]
    named = [name for name in re.findall(r"`(\w+)\.py`", said) if f"{name}.py" not in NO_ROWS]
    rows = [row for row in table.ROWS if row.name.replace(" ", "_") in named]
    assert len(rows) == len(named)
    kind = {"polynomials": "polynomial", "piecewise linear functions": "piecewise linear"}[about]
    with only(together(rows)):
        for old in old_certificates():
            if old.about == kind:
                old.check()


def test_each_theory_has_a_section_in_the_order_of_the_table() -> None:
    """A theory that is not explained is not to be trusted."""
    theories = TRUST.partition("## The theories\n")[2].partition("\n## ")[0]
    sections = re.findall(r"^### (\w[\w ]*)$", theories, re.MULTILINE)
    assert [section.lower() for section in sections] == [row.name for row in table.ROWS]
