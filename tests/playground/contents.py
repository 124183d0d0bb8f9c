"""Which files of the packages the page needs: what it can do without, nobody downloads."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

_NAMES = json.loads(Path(__file__).with_name("contents.json").read_text(encoding="utf-8"))
TYPES = frozenset(_NAMES["types of python-flint"])
"""Modules of python-flint that symlin's own import, and those that these import in turn."""
LIBRARIES = ("libgmp", "libmpfr", "libflint")
"""In the order in which they are loaded: each knows those before it."""
NOT_IN_STDLIB = tuple(_NAMES["not in the standard library"])
"""Modules of the standard library, and beginnings of their names, that nothing here imports."""
SOON = frozenset(_NAMES["soon of the standard library"])
"""Those of it that an answer needs; the others come when one of them is imported."""
NOT_IN_SYMPY = (
    "physics", "benchmarks", "parsing/autolev", "parsing/c",
    "parsing/fortran", "parsing/latex", "parsing/mathematica",
)  # fmt: skip
"""Likewise of SymPy, and all of its tests."""
NOT_IN_HYPOTHESIS = ("extra", "vendor/tlds")


def stdlib(pyodide: Path) -> dict[str, bytes]:
    """The sources of the standard library that are kept."""
    with ZipFile(pyodide / "python_stdlib.zip") as archive:
        return {
            name: archive.read(name)
            for name in sorted(archive.namelist())
            if name.endswith(".py") and not _is_below(name, NOT_IN_STDLIB)
        }


def _is_below(name: str, prefixes: tuple[str, ...] | list[str]) -> bool:
    stem = name.removesuffix(".py")
    return any(
        stem == p or stem.startswith(f"{p}/") or ("encodings/" in p and stem.startswith(p))
        for p in prefixes
    )


def package(folder: Path, name: str, without: tuple[str, ...] = ()) -> Iterator[tuple[str, Path]]:
    """The files of a package that run: sources and compiled modules, without its tests."""
    for path in sorted((folder / name).rglob("*")):
        inside = path.relative_to(folder / name)
        if path.suffix not in (".py", ".so") or {"tests", "test", "benchmarks"} & {*inside.parts}:
            continue
        if not _is_below(inside.as_posix(), without):
            yield f"{name}/{inside.as_posix()}", path


def flint(folder: Path) -> Iterator[tuple[str, Path]]:
    """Those of python-flint; its libraries come trimmed."""
    for name, path in package(folder, "flint"):
        if path.suffix == ".py" or path.parent.name != "types" or path.name.split(".")[0] in TYPES:
            yield name, path


def lazy_flint(source: str) -> bytes:
    """`flint/__init__.py` with each name imported when it is asked for: most never are."""
    where: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                where[alias.asname or alias.name] = f"{node.module}:{alias.name}"
    return (
        f"_WHERE = {where!r}\n"
        "def __getattr__(name):\n"
        "    if name not in _WHERE:\n"
        "        raise AttributeError(name)\n"
        "    from importlib import import_module\n"
        "    module, _, inside = _WHERE[name].partition(':')\n"
        "    found = globals()[name] = getattr(import_module('.' + module, __name__), inside)\n"
        "    return found\n"
    ).encode()


def licences(opened: Mapping[str, Path]) -> dict[str, bytes]:
    """The texts, as the packages ship them; of those that ship none, as they lie beside this file.

    Raises `ValueError` for a package without any.
    """
    found: dict[str, bytes] = {}
    own = Path(__file__).parent / "licences"
    for name, folder in sorted(opened.items()):
        texts = {
            f"{name}/{path.relative_to(info / 'licenses' if 'licenses' in path.parts else info)}"
            : path.read_bytes()
            for info in folder.glob("*.dist-info")
            for path in sorted(info.rglob("*"))
            if path.is_file() and path.name.upper().startswith(("LICEN", "COPYING"))
        }  # fmt: skip
        texts |= {f"{name}/{p.name}": p.read_bytes() for p in sorted((own / name).glob("*.txt"))}
        if not texts:
            raise ValueError(f"no licence of {name} is known")
        found |= texts
    return found
