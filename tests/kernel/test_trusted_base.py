"""What is trusted, and how much of it there is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import symlin.kernel

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
