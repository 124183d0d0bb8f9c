"""What is asked for often must answer at once: SymPy alone takes most of a second to import."""

import os
import subprocess
import sys

import pytest

HEAVY = ("sympy", "hypothesis", "z3", "matplotlib", "rich", "numpy")


def imported_by(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(result.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"], ["list"]])
def test_answers_without_the_heavy_libraries(arguments: list[str]) -> None:
    loaded = imported_by(f"from symlin.commands.run import run; run({arguments!r})")
    assert not loaded.intersection(HEAVY)


def test_help_does_not_even_load_the_kernel() -> None:
    loaded = imported_by("from symlin.commands.run import run; run(['--help'])")
    assert "flint" not in loaded


def test_importing_symlin_imports_nothing_else() -> None:
    loaded = imported_by("import symlin; assert 'check' in dir(symlin)")
    assert not {name for name in loaded if name.startswith("symlin.")}
    assert not loaded.intersection((*HEAVY, "click", "flint"))


def seconds(*command: str) -> float:
    """Processor time: the clock on the wall also counts what else the machine is doing."""
    before = os.times()
    subprocess.run([sys.executable, *command], capture_output=True, check=False)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def test_a_whole_check_takes_at_most_twice_the_import_of_sympy() -> None:
    """Proof, certificate and cross-check included; measured in turn, the best of five each."""
    pairs = [
        (seconds("-m", "symlin", "check", "relu"), seconds("-c", "import sympy")) for _ in range(5)
    ]
    checks, imports = zip(*pairs, strict=True)
    assert min(checks) <= 2 * min(imports)


def test_every_public_name_is_there() -> None:
    import symlin

    for name in symlin.__all__:
        assert getattr(symlin, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        symlin.chek  # noqa: B018
