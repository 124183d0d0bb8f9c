"""The runtime that a browser loads: Python, FLINT, z3 and the others, as WebAssembly.

It is a package of its own, made of data, so that symlin stays small and both have versions of their
own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from symlin.errors import InputError, NotInstalled

FORMAT = 1
"""Of the manifest and of the packs; another one is for another symlin."""
MANIFEST = "runtime.json"
BYTECODE = "symlin-bytecode.pack"
"""symlin as it was when the runtime was built, compiled: not for the page as a whole."""
MISSING = (
    "the page that answers in the browser needs its runtime: pip install 'symlin[playground]', or "
    "--playground FOLDER with the files of the package symlin-playground"
)


@dataclass(frozen=True)
class Runtime:
    """Its files, each with the size and the hash that the manifest says."""

    files: Mapping[str, bytes]
    modules: Mapping[str, str]
    """Those that are loaded when something imports them, each with its pack."""
    lock: Mapping[str, Any]
    """What Pyodide wants to know of its own version."""


def runtime(folder: Path | None) -> Runtime:
    """What lies in the folder, or else what is installed.

    Raises `NotInstalled` where there is none, and `InputError` where its files are not those of
    which its manifest speaks.
    """
    place = _installed() if folder is None else folder
    if (place / "symlin_playground" / "files" / MANIFEST).is_file():
        place = place / "symlin_playground" / "files"  # a wheel, unpacked
    if not (place / MANIFEST).is_file():
        raise NotInstalled(MISSING if folder is None else f"{place} has no {MANIFEST}: {MISSING}")
    about = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    if about.get("format") != FORMAT:
        raise InputError(f"{place}: this symlin reads runtimes of the format {FORMAT}")
    files = {name: _read(place / name, said) for name, said in about["files"].items()}
    return Runtime(files, about["modules"], about["lock"])


def _installed() -> Path:
    found = find_spec("symlin_playground")
    if found is None or found.origin is None:
        raise NotInstalled(MISSING)
    return Path(found.origin).parent / "files"


def _read(path: Path, said: Mapping[str, Any]) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} is missing, of which {MANIFEST} speaks") from None
    if sha256(data).hexdigest() != said["sha256"]:
        raise InputError(f"{path} is not the file of which {MANIFEST} speaks")
    return data
