"""The data package `symlin-playground`, out of the registries' packages."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from symlin.playground.pack import compressed, packed
from symlin.playground.runtime import BYTECODE, FORMAT, MANIFEST

from . import contents
from .registry import opened, pins
from .wheel import written

HERE = Path(__file__).parent
OWN = HERE.parents[1]
REVISION = 1
"""Of what is made here from the same Pyodide."""
PURE = {"sympy": contents.NOT_IN_SYMPY, "mpmath": (), "hypothesis": contents.NOT_IN_HYPOTHESIS,
        "sortedcontainers": (), "z3": ()}  # fmt: skip
LATER = "stdlib-more.pack"
FROM = {"z3": "z3-solver"}
"""Where a module's package has another name."""


def build(out: Path, cache: Path, say: Callable[[str], None] = print) -> Path:
    """The wheel, in the folder `out`; raises `ValueError` where something is not as pinned."""
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "open").mkdir(exist_ok=True)
    open_at = {}
    for pin in pins():
        say(f"{pin.name} {pin.version}")
        open_at[pin.name] = opened(pin, cache)
    pyodide = open_at["pyodide"] / "package"
    say("bytecode")
    own = {inside: path.read_bytes() for inside, path in contents.package(OWN, "symlin")}
    code = _bytecode(pyodide, open_at, own, cache)
    say("libraries")
    libraries = _libraries(open_at, cache)
    files = _packs(pyodide, open_at, code, libraries)
    by_source = {sha256(d).hexdigest(): code[f"symlin/{name}c"] for name, d in own.items()}
    files[BYTECODE] = packed(by_source)
    files |= {f"licences/{k}": v for k, v in contents.licences(_shipped(open_at)).items()}
    version = {pin.name: pin.version for pin in pins()}
    about = {
        "format": FORMAT,
        "lock": {**_lock(pyodide), "packages": {}},
        "packages": {name: version[name] for name in _shipped(open_at)},
        "modules": _modules(code),
        "files": {
            name: {"size": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        },
    }
    files[MANIFEST] = (json.dumps(about, indent=1) + "\n").encode()
    return written(out, f"{version['pyodide']}.{REVISION}", files)


def _lock(pyodide: Path) -> dict[str, object]:
    """What Pyodide holds against its own version; of its packages none is used."""
    info: object = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return {"info": info}


def _shipped(open_at: Mapping[str, Path]) -> dict[str, Path]:
    """Without the tools."""
    return {name: path for name, path in open_at.items() if name != "binaryen"}


def _node(script: str, *arguments: object) -> None:
    command = ["node", str(HERE / "node" / script), *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"{script}: {done.stderr.strip()[-2000:]}")


def _bytecode(
    pyodide: Path, open_at: Mapping[str, Path], own: Mapping[str, bytes], cache: Path
) -> dict[str, bytes]:
    """All sources compiled by the Python that will run them: `stdlib/os.pyc`, `sympy/abc.pyc`."""
    sources = {f"stdlib/{name}": data for name, data in contents.stdlib(pyodide).items()}
    for name, without in PURE.items():
        for inside, path in contents.package(open_at[FROM.get(name, name)], name, without):
            if path.suffix == ".py":
                sources[f"{name}/{inside}"] = path.read_bytes()
    sources["hypothesis/_hypothesis_globals.py"] = (
        open_at["hypothesis"] / "_hypothesis_globals.py"
    ).read_bytes()
    flint = open_at["python-flint"]
    for inside, path in contents.flint(flint):
        if path.suffix == ".py":
            sources[f"flint/{inside}"] = path.read_bytes()
    lazy = contents.lazy_flint((flint / "flint" / "__init__.py").read_text(encoding="utf-8"))
    sources["flint/flint/__init__.py"] = lazy
    sources |= {f"symlin/{inside}": data for inside, data in own.items()}
    return _compiled(pyodide, sources, cache)


def _compiled(pyodide: Path, sources: Mapping[str, bytes], cache: Path) -> dict[str, bytes]:
    """Those that were compiled in the same way before are taken from the cache."""
    how = (HERE / "node" / "bytecode.mjs").read_bytes() + pyodide.parent.name.encode()
    kept = {
        name: cache / "code" / sha256(how + name.encode() + data).hexdigest()
        for name, data in sources.items()
    }
    given, made = _emptied(cache / "sources"), _emptied(cache / "bytecode")
    (cache / "code").mkdir(exist_ok=True)
    for name, place in kept.items():
        if not place.is_file():
            (given / name).parent.mkdir(parents=True, exist_ok=True)
            (given / name).write_bytes(sources[name])
    _node("bytecode.mjs", pyodide, given, made)
    for name, place in kept.items():
        if not place.is_file():
            shutil.copyfile(made / f"{name}c", place)
    return {f"{name}c": place.read_bytes() for name, place in kept.items()}


def _emptied(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def _libraries(open_at: Mapping[str, Path], cache: Path) -> dict[str, bytes]:
    """FLINT and what it rests on, without what nobody calls."""
    flint = open_at["python-flint"]
    callers = [path for _, path in contents.flint(flint) if path.suffix == ".so"]
    whole = [flint / "python_flint.libs" / f"{name}.so" for name in contents.LIBRARIES]
    out = _emptied(cache / "libraries")
    _node("trim.mjs", open_at["binaryen"] / "package", out, *whole, "--", *callers)
    return {path.name: (out / path.name).read_bytes() for path in whole}


def _packs(
    pyodide: Path,
    open_at: Mapping[str, Path],
    code: Mapping[str, bytes],
    libraries: Mapping[str, bytes],
) -> dict[str, bytes]:
    def of(*rooms: str) -> dict[str, bytes]:
        return {k.partition("/")[2]: v for k, v in code.items() if k.partition("/")[0] in rooms}

    def compiled(room: str, package: str) -> dict[str, bytes]:
        found = contents.flint(open_at[package]) if room == "flint" else (
            contents.package(open_at[package], room)
        )  # fmt: skip
        return {inside: path.read_bytes() for inside, path in found if path.suffix == ".so"}

    soon, later = _parted(of("stdlib"))
    z3 = {"z3/lib/libz3.so": (open_at["z3-solver"] / "z3/lib/libz3.so").read_bytes()}
    flint = {f"python_flint.libs/{name}": data for name, data in libraries.items()}
    return {
        "pyodide.js": (pyodide / "pyodide.mjs").read_bytes(),
        "pyodide.asm.js": (pyodide / "pyodide.asm.mjs").read_bytes(),
        "python.pack": compressed((pyodide / "pyodide.asm.wasm").read_bytes()),
        "stdlib.pack": compressed(_archive(soon)),
        LATER: packed(later),
        "flint.pack": packed(of("flint") | compiled("flint", "python-flint") | flint),
        "z3.pack": packed(of("z3") | z3),
        "mpmath.pack": packed(of("mpmath")),
        "sympy.pack": packed(of("sympy")),
        "hypothesis.pack": packed(
            of("hypothesis", "sortedcontainers") | compiled("hypothesis", "hypothesis")
        ),
    }


def _parted(stdlib: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What an answer needs of the standard library, and the rest."""
    soon = {name: data for name, data in stdlib.items() if _top(name) in contents.SOON}
    return soon, {name: data for name, data in stdlib.items() if name not in soon}


def _top(name: str) -> str:
    return name.partition("/")[0].removesuffix(".pyc")


def _modules(code: Mapping[str, bytes]) -> dict[str, str]:
    """What is not loaded in the beginning, each module or package with its pack."""
    tops = {_top(name.removeprefix("stdlib/")) for name in code if name.startswith("stdlib/")}
    packs = {name: f"{name}.pack" for name in ("z3", "sympy", "mpmath", "hypothesis")}
    return packs | dict.fromkeys(sorted(tops - contents.SOON), LATER)


def _archive(files: Mapping[str, bytes]) -> bytes:
    """A zip file as Python imports from; the pack around it is compressed."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name), files[name])
    return out.getvalue()
