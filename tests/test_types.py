"""What type checkers see: a type for everything public, and an error for what is not there."""

import dataclasses
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = Path(__file__).with_name("typed_program.py")
MODULES = ("symlin", "symlin.models", "symlin.testing", "symlin.pytest_plugin", "symlin.api")

SLIPS = {
    "symlin.chek('relu')": 'no attribute "chek"',
    "symlin.check('relu', timout=3)": 'Unexpected keyword argument "timout"',
    "symlin.require_linear('relu', sede=3)": 'Unexpected keyword argument "sede"',
    "symlin.check(3)": 'incompatible type "int"',
    "symlin.check('relu', shape='4')": 'incompatible type "str"',
    "symlin.check('relu').linaer": 'no attribute "linaer"',
    "symlin.check('relu').to_dict()['operatr']": 'no key "operatr"',
}
"""Lines of a program, and what is said of each: mypy is started once for all."""

pytest.importorskip("mypy")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests here: the package is looked at once."""
    return tmp_path_factory.mktemp("mypy")


def checked(cache: Path, program: Path, *options: str) -> list[str]:
    """What `mypy --strict` says about the program itself."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *options]
    done = subprocess.run(
        [*command, f"--cache-dir={cache}", str(program)],
        cwd=cache,
        env=os.environ | {"MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return [line for line in done.stdout.splitlines() if program.name in line]


def test_a_program_that_uses_all_of_it_has_a_type_in_every_line(cache: Path) -> None:
    """`--disallow-any-expr`: no expression of the program has the type Any."""
    assert checked(cache, PROGRAM, "--disallow-any-expr", "--warn-unreachable") == []


def test_a_slip_of_the_pen_is_seen_before_the_program_runs(cache: Path, tmp_path: Path) -> None:
    """A checker that lets every name and keyword pass is worth nothing."""
    program = tmp_path / "slips.py"
    program.write_text("\n".join(["import symlin", *SLIPS, ""]), encoding="utf-8")
    found = [line for line in checked(cache, program) if ": error: " in line]
    assert [int(line.split(":")[1]) for line in found] == list(range(2, len(SLIPS) + 2))
    assert [s for s, line in zip(SLIPS.values(), found, strict=True) if s not in line] == []


def revealing() -> str:
    """A program that asks mypy for the type of every public function, method and field."""
    lines = [f"import {module}" for module in MODULES]
    for module in MODULES:
        for name in public(module):
            value = getattr(import_module(module), name)
            if not isinstance(value, type):
                lines.append(f"reveal_type({module}.{name})")
                continue
            lines.append(f"def of_{name}(it: {module}.{name}) -> None:")
            lines += [f"    reveal_type(it.{member})" for member in members(value)] or ["    ..."]
    return "\n".join(lines) + "\n"


def public(module: str) -> list[str]:
    found = import_module(module)
    own = [n for n, v in vars(found).items() if getattr(v, "__module__", "") == module]
    return sorted(getattr(found, "__all__", [n for n in own if not n.startswith("_")]))


def members(value: type) -> list[str]:
    """What an object of the class offers, less what every exception and string does."""
    fields = [field.name for field in dataclasses.fields(value)] if is_data(value) else []
    own = [n for base in value.__mro__ if base.__module__.startswith("symlin") for n in vars(base)]
    return sorted({name for name in (*fields, *own) if not name.startswith("_")})


def is_data(value: type) -> bool:
    return dataclasses.is_dataclass(value)


def test_no_public_function_method_or_field_has_the_type_any(cache: Path, tmp_path: Path) -> None:
    """Any spreads: one of them, and a whole program goes unchecked without a word."""
    program = tmp_path / "revealing.py"
    program.write_text(revealing(), encoding="utf-8")
    found = checked(cache, program)
    assert [line for line in found if ": error: " in line] == []
    revealed = [line for line in found if "Revealed type is" in line]
    assert len(revealed) >= 100
    source = program.read_text(encoding="utf-8").splitlines()
    untyped = [
        f"{source[int(line.split(':')[1]) - 1].strip()}: {line.partition('Revealed type is')[2]}"
        for line in revealed
        if re.search(r"\bAny\b", line)
    ]
    assert untyped == []
